//! Sets that grow together.

/// Disjoint sets of `0..n`; the root of a set is its smallest member, so that nothing depends on the order of joins.
#[derive(Debug)]
pub struct UnionFind {
    parent: Vec<usize>,
}

impl UnionFind {
    /// `n` sets of one member each.
    pub fn new(n: usize) -> Self {
        Self { parent: (0..n).collect() }
    }

    /// The smallest member of the set that `x` is in.
    ///
    /// # Panics
    /// Where `x` is no member.
    pub fn root(&mut self, mut x: usize) -> usize {
        while self.parent[x] != x {
            self.parent[x] = self.parent[self.parent[x]];
            x = self.parent[x];
        }
        x
    }

    /// Makes one set of two.
    ///
    /// # Panics
    /// Where one is no member.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }

    /// The sets, each ascending, in the order of their smallest members.
    pub(crate) fn members(&mut self) -> Vec<Vec<usize>> {
        let mut place = vec![usize::MAX; self.parent.len()];
        let mut sets: Vec<Vec<usize>> = Vec::new();
        for x in 0..self.parent.len() {
            let root = self.root(x);
            if place[root] == usize::MAX {
                place[root] = sets.len();
                sets.push(Vec::new());
            }
            sets[place[root]].push(x);
        }
        sets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_joins_does_not_show() {
        let mut a = UnionFind::new(5);
        a.join(4, 2);
        a.join(2, 0);
        let mut b = UnionFind::new(5);
        b.join(0, 2);
        b.join(0, 4);
        assert_eq!(a.members(), b.members());
        assert_eq!(a.members(), [vec![0, 2, 4], vec![1], vec![3]]);
    }
}
