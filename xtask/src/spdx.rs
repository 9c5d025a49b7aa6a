//! SPDX licence expressions: `MIT OR (Apache-2.0 WITH LLVM-exception AND Zlib)`.

/// What stands where in an expression that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed(pub String);

/// Whether the terms of `expression` can be met with licences that `allowed` accepts: of alternatives (`OR`, or the
/// slash of old manifests) one, of conjunctions (`AND`) all. An exception is asked about as `ID WITH EXCEPTION`.
///
/// # Errors
/// What is no SPDX expression.
pub fn permits(expression: &str, allowed: &dyn Fn(&str) -> bool) -> Result<bool, Malformed> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut parser = Parser { words: &words, allowed };
    let permitted = parser.alternatives()?;
    match parser.words.first() {
        None => Ok(permitted),
        Some(word) => Err(Malformed(format!("{word:?} where the expression should end"))),
    }
}

struct Parser<'w> {
    words: &'w [&'w str],
    allowed: &'w dyn Fn(&str) -> bool,
}

impl<'w> Parser<'w> {
    fn accept(&mut self, word: &str) -> bool {
        let found = self.words.first().is_some_and(|first| first.eq_ignore_ascii_case(word));
        if found {
            self.words = &self.words[1..];
        }
        found
    }

    fn alternatives(&mut self) -> Result<bool, Malformed> {
        let mut permitted = self.conjunction()?;
        while self.accept("OR") {
            permitted |= self.conjunction()?;
        }
        Ok(permitted)
    }

    fn conjunction(&mut self) -> Result<bool, Malformed> {
        let mut permitted = self.term()?;
        while self.accept("AND") {
            permitted &= self.term()?;
        }
        Ok(permitted)
    }

    fn term(&mut self) -> Result<bool, Malformed> {
        if self.accept("(") {
            let permitted = self.alternatives()?;
            return if self.accept(")") { Ok(permitted) } else { Err(Malformed("a missing )".to_owned())) };
        }
        let id = self.id()?;
        if self.accept("WITH") {
            let exception = self.id()?;
            return Ok((self.allowed)(&format!("{id} WITH {exception}")));
        }
        Ok((self.allowed)(id))
    }

    fn id(&mut self) -> Result<&'w str, Malformed> {
        let (&word, rest) = self.words.split_first().ok_or_else(|| Malformed("an early end".to_owned()))?;
        let is_id = |word: &str| {
            word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '+' | ':'))
        };
        if !is_id(word) || ["AND", "OR", "WITH"].contains(&word) {
            return Err(Malformed(format!("{word:?} where a licence should stand")));
        }
        self.words = rest;
        Ok(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_mean_what_they_say() {
        let allowed = |id: &str| ["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"].contains(&id);
        for (expression, permitted) in [
            ("MIT", true),
            ("GPL-3.0-only", false),
            ("GPL-3.0-only OR MIT", true),
            ("GPL-3.0-only/MIT", true),
            ("GPL-3.0-only AND MIT", false),
            ("MIT OR GPL-3.0-only AND Zlib", true),
            ("(MIT OR GPL-3.0-only) AND Zlib", true),
            ("(MIT OR Zlib) AND GPL-3.0-only", false),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("Apache-2.0", false),
            ("Apache-2.0 WITH Classpath-exception-2.0 OR Zlib", true),
        ] {
            assert_eq!(permits(expression, &allowed), Ok(permitted), "{expression}");
        }
        for expression in ["", "MIT OR", "MIT Zlib", "(MIT", "MIT)", "OR MIT", "MIT WITH", "MIT, Zlib"] {
            assert!(permits(expression, &allowed).is_err(), "{expression}");
        }
    }
}
