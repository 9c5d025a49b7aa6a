//! What a site asks of robots (RFC 9309), and how long it asks them to wait.

use std::time::Duration;

/// Most bytes of a robots.txt that are looked at; the standard asks for so many at least.
pub(super) const MOST_BYTES: usize = 500 << 10;
/// Most rules that are kept.
const MOST_RULES: usize = 5_000;
/// Nobody is waited for longer.
const LONGEST_DELAY: Duration = Duration::from_secs(60);

/// The rules for us.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Robots {
    /// Pattern and whether it allows.
    rules: Vec<(String, bool)>,
    /// `Crawl-delay`, which many sites write though no standard has it.
    pub(super) delay: Option<Duration>,
}

impl Robots {
    /// Forbids everything: what a site that cannot answer wants.
    pub(super) fn closed() -> Self {
        Self { rules: vec![("/".to_owned(), false)], delay: None }
    }

    /// Reads a robots.txt for a robot of this name.
    pub(super) fn read(text: &str, robot: &str) -> Self {
        let (mut ours, mut everyones) = (Self::default(), Self::default());
        let (mut named, mut for_us, mut for_all, mut in_names) = (false, false, false, false);
        for line in text.trim_start_matches('\u{FEFF}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((field, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match field.trim().to_ascii_lowercase().as_str() {
                "user-agent" => {
                    if !in_names {
                        (for_us, for_all) = (false, false);
                    }
                    in_names = true;
                    for_us |= value.eq_ignore_ascii_case(robot);
                    for_all |= value == "*";
                    named |= for_us;
                }
                field @ ("allow" | "disallow" | "crawl-delay") => {
                    in_names = false;
                    for (group, wanted) in [(&mut ours, for_us), (&mut everyones, for_all)] {
                        if wanted {
                            group.add(field, value);
                        }
                    }
                }
                _ => {}
            }
        }
        if named { ours } else { everyones }
    }

    fn add(&mut self, field: &str, value: &str) {
        if field == "crawl-delay" {
            let seconds = value.parse::<f64>().ok().filter(|seconds| (0.0..=3600.0).contains(seconds));
            self.delay = seconds.map(|seconds| Duration::from_secs_f64(seconds).min(LONGEST_DELAY));
        } else if !value.is_empty() && self.rules.len() < MOST_RULES {
            self.rules.push((value.to_owned(), field == "allow"));
        }
    }

    /// Whether a path, with its query, may be fetched: the longest rule that fits says so, and what allows goes before
    /// what forbids.
    pub(super) fn allow(&self, path: &str) -> bool {
        let path = if path.is_empty() { "/" } else { path };
        self.rules
            .iter()
            .filter(|(pattern, _)| fits(pattern, path))
            .max_by_key(|(pattern, allows)| (pattern.len(), *allows))
            .is_none_or(|(_, allows)| *allows)
    }
}

/// Whether a pattern with `*` and `$` fits the head of a path.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let mut last = "";
    let mut open = false;
    for part in parts {
        (last, open) = (part, true);
        // The last part is sought from the end where the pattern is anchored there.
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    !to_end || rest.is_empty() || (open && path.ends_with(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_those_of_the_standard() {
        let text = "\u{FEFF}User-agent: other\nDisallow: /\n\nuser-agent: rasid # us\nUser-Agent: third\nDisallow: /private\n\
            Allow: /private/news\nDisallow: /*.pdf$\nDisallow: /*/print/\nDisallow:\nCrawl-delay: 5\n\nUser-agent: *\nDisallow: /all";
        let robots = Robots::read(text, "rasid");
        for (path, allowed) in [
            ("/", true),
            ("", true),
            ("/private", false),
            ("/private/x", false),
            ("/private/news/1", true),
            ("/a.pdf", false),
            ("/a.pdf?x", true),
            ("/a.pdf/b.pdf", false),
            ("/2024/print/1", false),
            ("/all", true),
        ] {
            assert_eq!(robots.allow(path), allowed, "{path}");
        }
        assert_eq!(robots.delay, Some(Duration::from_secs(5)));
        let others = Robots::read(text, "nobody");
        assert!(!others.allow("/all/x") && others.allow("/private"));
        assert!(Robots::read("", "rasid").allow("/x") && Robots::read("<html>", "rasid").allow("/x"));
        assert!(!Robots::closed().allow("/x"));
        let longest = Robots::read("User-agent: *\nCrawl-delay: 3000", "rasid");
        assert_eq!(longest.delay, Some(LONGEST_DELAY));
    }
}
