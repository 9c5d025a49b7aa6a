//! The ids of articles.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use rasid_coder::Article;

/// Digits of the text's hash that tell two texts of one id and one source apart.
const HASH_DIGITS: usize = 12;
/// Parameters of an address that say who sent the reader, not what he reads.
const TRACKERS: [&str; 6] = ["fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "yclid"];

/// The canonical form of a web address: scheme and host in lower case, no default port, no fragment, no trackers.
/// `None` for what is no address of the web.
pub(crate) fn canonical_url(url: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let default_port = match scheme.as_str() {
        "http" => ":80",
        "https" => ":443",
        _ => return None,
    };
    let rest = rest.split('#').next().unwrap_or_default();
    if rest.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = host.to_lowercase();
    let host = host.strip_suffix(default_port).unwrap_or(&host);
    if host.is_empty() || host.contains('@') {
        return None;
    }
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let tracker = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        name.starts_with("utm_") || TRACKERS.contains(&name)
    };
    let query: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !tracker(pair)).collect();
    let path = if path.is_empty() { "/" } else { path };
    let mark = if query.is_empty() { "" } else { "?" };
    Some(format!("{scheme}://{host}{path}{mark}{}", query.join("&")))
}

/// Host of a canonical address.
fn host(url: &str) -> Option<&str> {
    url.split("://").nth(1)?.split('/').next()
}

/// The ids given so far, as fingerprints: sixteen bytes an article, whatever the length of ids and texts.
#[derive(Debug, Default)]
pub struct Ids(BTreeMap<u64, u64>);

impl Ids {
    /// Makes sure that the id of `article` means this text and no other: an id that another text has already is
    /// namespaced by its source (outlet, else host), and by its text where that is not enough. Ids that are hashes of
    /// texts cannot clash.
    pub fn settle(&mut self, article: &mut Article) {
        if article.id == article.text_sha256 || self.claim(&article.id, article) {
            return;
        }
        let source = article.outlet.as_deref().or_else(|| article.url.as_deref().and_then(host));
        if let Some(source) = source {
            let id = format!("{source}/{}", article.id);
            if self.claim(&id, article) {
                article.id = id;
                return;
            }
        }
        article.id = format!("{}#{}", article.id, &article.text_sha256[..HASH_DIGITS]);
    }

    /// Whether `id` is free, or given to the same text.
    fn claim(&mut self, id: &str, article: &Article) -> bool {
        let text = fingerprint(&(&article.text_sha256, &article.title));
        *self.0.entry(fingerprint(&id)).or_insert(text) == text
    }
}

fn fingerprint(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_form() {
        for (url, canonical) in [
            ("HTTPS://Example.ORG:443/a?id=7&utm_source=x#top", Some("https://example.org/a?id=7")),
            ("http://example.org", Some("http://example.org/")),
            ("https://example.org/خبر?fbclid=1", Some("https://example.org/خبر")),
            ("javascript:alert(1)", None),
            ("ftp://example.org/a", None),
            ("https://", None),
            ("https://user@example.org/", None),
            ("خبر", None),
        ] {
            assert_eq!(canonical_url(url).as_deref(), canonical, "{url}");
        }
    }

    #[test]
    fn an_id_means_one_text() {
        let article = |text: &str, outlet: Option<&str>| {
            let mut article = Article::from_text(text);
            article.id = "7".to_owned();
            article.outlet = outlet.map(str::to_owned);
            article
        };
        let mut ids = Ids::default();
        let mut settle = |mut article: Article| {
            ids.settle(&mut article);
            article.id
        };
        assert_eq!(settle(article("نص", Some("أ"))), "7");
        assert_eq!(settle(article("نص", Some("أ"))), "7", "the same article again");
        assert_eq!(settle(article("نص آخر", Some("ب"))), "ب/7");
        let third = article("نص ثالث", None);
        let expected = format!("7#{}", &third.text_sha256[..12]);
        assert_eq!(settle(third), expected);
    }
}
