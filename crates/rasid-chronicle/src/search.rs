//! Full text: articles by their words, whatever their prefixes, and where in the original these stand.
//!
//! Words are compared folded (hamza, ta marbuta, alef maqsura, digits) and without the article. A conjunction or a
//! preposition that is written with a word is allowed for when words are looked up, so that nothing is split wrongly when
//! articles come in. SQLite's index proposes articles; each is read again before it is shown, and what is marked is
//! exactly what stands there.

use rasid_coder::report::{Quote, Zone};
use rasid_merge::{ArticleMeta, Name};
use rasid_text::{CodePoints, TokenKind, Tokens};
use rusqlite::{OptionalExtension, Transaction, params};
use rustc_hash::FxHashSet;

use crate::query::{Placement, Query};
use crate::select::Filter;
use crate::store::{Store, StoreError};

/// What may be written in front of a word as one with it.
const PREFIXES: [&str; 9] = ["", "و", "ف", "ب", "ل", "ك", "وب", "ول", "س"];
/// The article, with what may stand before it.
const ARTICLES: [&str; 10] = ["وبال", "ولل", "وال", "فال", "بال", "كال", "فلل", "وكال", "لل", "ال"];
/// A word keeps so many letters at least when its article is taken off.
const SHORTEST: usize = 3;
/// Words and phrases of one question.
const MOST_TERMS: usize = 16;
/// Spellings that one word in Latin letters stands for.
const MOST_SPELLINGS: usize = 64;
/// Places that are marked in one article.
const MOST_MARKS: usize = 50;

/// An article that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The article.
    pub article: ArticleMeta,
    /// Where the words stand, in the order of title and text.
    pub marks: Vec<Quote>,
    /// Ids of the encounters it reports, in the order of its text.
    pub encounters: Vec<String>,
}

/// A question, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Question {
    /// Everything that has to be there: words, or phrases of several.
    wanted: Vec<Vec<Term>>,
    /// What must not be there.
    unwanted: Vec<Term>,
}

/// A word, in all forms that are the same word.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    forms: Vec<String>,
}

impl Term {
    fn is(&self, stem: &str) -> bool {
        self.forms.iter().any(|form| form == stem)
    }

    /// As the index asks for it.
    fn sql(&self) -> String {
        let quoted: Vec<String> = self.forms.iter().map(|form| format!("\"{form}\"")).collect();
        format!("({})", quoted.join(" OR "))
    }
}

impl Store {
    /// Articles that hold the words, newest first: every word and every "phrase in quotation marks" has to be there, and no
    /// `-word`. A word in Latin letters also finds the Arabic names that are spelled so. Where the filter asks for
    /// anything, only articles that report such an encounter are found.
    ///
    /// # Errors
    /// What SQLite reports, or an article that no longer parses (damaged).
    pub fn search(&self, text: &str, filter: Option<&Filter>, most: usize) -> Result<Vec<Hit>, StoreError> {
        let question = self.question(text)?;
        if question.wanted.is_empty() || most == 0 {
            return Ok(Vec::new());
        }
        let asked: Vec<String> = question.wanted.iter().flatten().map(Term::sql).collect();
        let mut asked = asked.join(" AND ");
        for term in &question.unwanted {
            asked = format!("({asked}) NOT {}", term.sql());
        }
        let (narrowed, values) = match filter {
            Some(filter) => {
                let query = self.ask(|connection| Query::of(connection, filter))?;
                let condition = query.condition(Placement::Inside);
                let sql = format!(
                    " AND s.article IN (SELECT r.article FROM reports r JOIN encounters e ON e.id = r.encounter WHERE {condition})"
                );
                (sql, query.raw_values())
            }
            None => (String::new(), Vec::new()),
        };
        let literal = format!("'{}'", asked.replace('\'', "''"));
        let sql = format!(
            "SELECT s.article FROM texts JOIN searched s ON s.n = texts.rowid JOIN articles a ON a.id = s.article
                WHERE texts MATCH {literal}{narrowed} ORDER BY a.published IS NULL, a.published DESC, a.id"
        );
        let mut hits = Vec::new();
        self.ask_rows(&sql, values, |article| {
            hits.extend(self.hit(&article, &question)?);
            Ok(hits.len() < most)
        })?;
        Ok(hits)
    }

    /// What stands in an article of what was asked for; `None` where a phrase does not.
    fn hit(&self, article: &str, question: &Question) -> Result<Option<Hit>, StoreError> {
        let Some(meta) = self.article(article)? else { return Ok(None) };
        let text = self.text(article)?.unwrap_or_default();
        let mut found = vec![false; question.wanted.len()];
        let mut marks = Vec::new();
        let zones = [(Zone::Title, meta.title.as_deref().unwrap_or_default()), (Zone::Text, &text)];
        for (zone, text) in zones {
            let stems = Stems::of(text);
            let points = CodePoints::of(text);
            for (wanted, found) in question.wanted.iter().zip(&mut found) {
                for at in stems.places(wanted) {
                    *found = true;
                    let span = stems.tokens.span(stems.at[at], stems.at[at + wanted.len() - 1] + 1);
                    let (start, end) = (points.before(text, span.start), points.before(text, span.end));
                    marks.push(Quote { zone, start, end, quote: span.of(text).to_owned() });
                }
            }
        }
        if found.contains(&false) {
            return Ok(None);
        }
        marks.sort_by_key(|mark| (mark.zone != Zone::Title, mark.start, mark.end));
        marks.truncate(MOST_MARKS);
        let encounters = self.encounters_of(article)?;
        Ok(Some(Hit { article: meta, marks, encounters }))
    }

    fn question(&self, text: &str) -> Result<Question, StoreError> {
        let mut question = Question::default();
        for (n, part) in text.split(['"', '“', '”', '«', '»']).enumerate() {
            // What stands between two quotation marks is a phrase.
            if n % 2 == 1 {
                let phrase = self.terms(part)?;
                if !phrase.is_empty() {
                    question.wanted.push(phrase);
                }
                continue;
            }
            for word in part.split_whitespace() {
                match word.strip_prefix('-') {
                    Some(word) => question.unwanted.extend(self.terms(word)?),
                    None => question.wanted.extend(self.terms(word)?.into_iter().map(|term| vec![term])),
                }
            }
        }
        question.wanted.truncate(MOST_TERMS);
        question.unwanted.truncate(MOST_TERMS);
        Ok(question)
    }

    fn terms(&self, text: &str) -> Result<Vec<Term>, StoreError> {
        let stems = Stems::of(text);
        let mut terms = Vec::new();
        for &at in &stems.at {
            let key = stems.tokens.key_at(at);
            let stem = stem(key);
            let mut forms: Vec<String> = PREFIXES.iter().map(|prefix| format!("{prefix}{stem}")).collect();
            if key.is_ascii() && key.len() > 2 && key.chars().all(|c| c.is_ascii_alphabetic()) {
                forms.truncate(1);
                forms.extend(self.spelled_so(key)?);
            }
            terms.push(Term { forms });
        }
        Ok(terms)
    }

    /// Arabic words of names that have this word among their Latin spellings.
    fn spelled_so(&self, word: &str) -> Result<Vec<String>, StoreError> {
        let Some(key) = Name::parse(word).and_then(|name| name.keys().pop()) else { return Ok(Vec::new()) };
        let found: Vec<(String, String)> = self.ask(|connection| {
            let sql = "SELECT name, latin FROM names JOIN name_words USING (name_id) WHERE word = ?1 AND latin <> '' LIMIT ?2";
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_map(params![key, MOST_SPELLINGS as i64], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })?;
        let mut words = Vec::new();
        for (name, latin) in found {
            let latin: Vec<&str> = latin.split_whitespace().collect();
            let arabic: Vec<&str> = name.split_whitespace().collect();
            for (n, spelled) in latin.iter().rev().enumerate() {
                let same = Name::parse(spelled).is_some_and(|name| name.keys().contains(&key));
                // Words of both are counted from the end: what is written apart in one is mostly at the beginning.
                if let (true, Some(word)) = (same, arabic.iter().rev().nth(n)) {
                    let stems = Stems::of(word);
                    words.extend(stems.at.iter().map(|&at| stem(stems.tokens.key_at(at)).to_owned()));
                }
            }
        }
        words.sort();
        words.dedup();
        Ok(words)
    }
}

/// The words of a text, as they are compared.
struct Stems {
    tokens: Tokens,
    /// Places of words and numbers among the tokens.
    at: Vec<usize>,
}

impl Stems {
    fn of(text: &str) -> Self {
        let mut tokens = Tokens::default();
        tokens.fill(text);
        let is_word = |kind: TokenKind| matches!(kind, TokenKind::Word | TokenKind::Number);
        let at =
            tokens.iter().enumerate().filter(|(_, token)| is_word(token.kind)).map(|(at, _)| at).collect();
        Self { tokens, at }
    }

    fn stem(&self, n: usize) -> &str {
        stem(self.tokens.key_at(self.at[n]))
    }

    /// Where these terms stand one behind the other.
    fn places<'s>(&'s self, terms: &'s [Term]) -> impl Iterator<Item = usize> + 's {
        let last = (self.at.len() + 1).saturating_sub(terms.len().max(1));
        (0..last).filter(move |&n| terms.iter().enumerate().all(|(k, term)| term.is(self.stem(n + k))))
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        (0..self.at.len()).map(|n| self.stem(n))
    }
}

/// A folded word without its article.
fn stem(key: &str) -> &str {
    let without = ARTICLES.iter().find_map(|article| key.strip_prefix(article));
    without.filter(|rest| rest.chars().count() >= SHORTEST).unwrap_or(key)
}

/// Makes an article findable.
pub(crate) fn index(
    transaction: &Transaction<'_>,
    article: &str,
    title: Option<&str>,
    text: &str,
) -> rusqlite::Result<()> {
    forget(transaction, article)?;
    transaction.prepare_cached("INSERT INTO searched (article) VALUES (?1)")?.execute([article])?;
    let n = transaction.last_insert_rowid();
    let (title, text) = (Stems::of(title.unwrap_or_default()), Stems::of(text));
    let words: FxHashSet<&str> = title.all().chain(text.all()).collect();
    let words = words.into_iter().collect::<Vec<_>>().join(" ");
    transaction
        .prepare_cached("INSERT INTO texts (rowid, words) VALUES (?1, ?2)")?
        .execute(params![n, words])?;
    Ok(())
}

/// Makes an article not findable any more.
pub(crate) fn forget(transaction: &Transaction<'_>, article: &str) -> rusqlite::Result<()> {
    let known: Option<i64> = transaction
        .prepare_cached("SELECT n FROM searched WHERE article = ?1")?
        .query_row([article], |row| row.get(0))
        .optional()?;
    if let Some(n) = known {
        transaction.prepare_cached("DELETE FROM texts WHERE rowid = ?1")?.execute([n])?;
        transaction.prepare_cached("DELETE FROM searched WHERE n = ?1")?.execute([n])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{encounter, person, reading};
    use rasid_coder::report::EventType;

    fn store() -> Store {
        let mut store = Store::of_encounters(&[]);
        for (id, title, text) in [
            ("a", "لقاء في الرباط", "بحث الوزيران مكافحةَ الجريمة المنظمة وبالأخص تهريب المخدرات."),
            ("b", "زيارة", "المنظمة الدولية تتحدث عن الجريمة في باكستان، وباكستان تنفي."),
            ("c", "خبر", "وصل عبد اللطيف حموشي إلى مدريد، بمدريد التقى نظيره."),
        ] {
            let mut reading = reading(id);
            reading.article.title = Some(title.to_owned());
            reading.article.text = text.to_owned();
            store.add(&reading).unwrap();
        }
        store
    }

    fn ids(store: &Store, text: &str) -> Vec<String> {
        let mut ids: Vec<String> =
            store.search(text, None, 9).unwrap().into_iter().map(|hit| hit.article.id).collect();
        ids.sort();
        ids
    }

    #[test]
    fn words_are_found_whatever_is_written_before_them() {
        let store = store();
        assert_eq!(ids(&store, "الجريمة"), ["a", "b"]);
        assert_eq!(ids(&store, "جريمه منظمه"), ["a", "b"]);
        assert_eq!(ids(&store, "\"الجريمة المنظمة\""), ["a"]);
        assert_eq!(ids(&store, "«الجريمة المنظمة» -مخدرات"), Vec::<String>::new());
        assert_eq!(ids(&store, "باكستان"), ["b"]);
        assert_eq!(ids(&store, "مدريد"), ["c"]);
        assert_eq!(ids(&store, "رباط"), ["a"]);
        assert_eq!(ids(&store, "-الجريمة"), Vec::<String>::new());
        assert_eq!(ids(&store, "\" OR 1 NEAR( *"), Vec::<String>::new());
    }

    #[test]
    fn what_is_marked_stands_in_the_original() {
        let store = store();
        for (id, word, marks) in
            [("a", "الجريمة", vec!["الجريمة"]), ("b", "باكستان", vec!["باكستان", "وباكستان"])]
        {
            let hits = store.search(word, None, 9).unwrap();
            let hit = hits.iter().find(|hit| hit.article.id == id).unwrap();
            assert_eq!(hit.marks.iter().map(|mark| mark.quote.as_str()).collect::<Vec<_>>(), marks);
            let text: Vec<char> = store.text(id).unwrap().unwrap().chars().collect();
            for mark in &hit.marks {
                let there: String = text[mark.start as usize..mark.end as usize].iter().collect();
                assert_eq!(there, mark.quote);
            }
        }
    }

    #[test]
    fn an_article_that_comes_again_is_found_by_its_new_words_alone() {
        let mut store = store();
        let mut again = reading("c");
        again.coder.version = "2".to_owned();
        again.article.text = "نص آخر عن فيينا".to_owned();
        store.add(&again).unwrap();
        assert_eq!((ids(&store, "مدريد").len(), ids(&store, "فيينا")), (0, vec!["c".to_owned()]));
    }

    #[test]
    fn latin_letters_find_arabic_names_and_filters_narrow() {
        let mut people = [person("عبد اللطيف حموشي", "MA"), person("إيفا ليند", "SE")];
        people[0].name_latin = Some("Abdellatif Hammouchi".to_owned());
        let mut store =
            Store::of_encounters(&[encounter("e", EventType::Talks, Some("2025-01-02"), &people)]);
        store.tell_articles();
        let mut reading = reading("c");
        reading.article.text = "وصل حموشي إلى مدريد".to_owned();
        store.add(&reading).unwrap();
        assert_eq!(ids(&store, "Hammouchi"), ["c"]);
        assert_eq!(ids(&store, "hamouchi"), ["c"]);
        assert_eq!(ids(&store, "Lindqvist"), Vec::<String>::new());
        let sweden = Filter { countries: vec!["SE".to_owned()], ..Filter::default() };
        assert!(store.search("حموشي", Some(&sweden), 9).unwrap().is_empty(), "c reports nothing");
        let hits = store.search("article", Some(&sweden), 9).unwrap();
        assert_eq!((hits.len(), hits[0].encounters.clone()), (1, vec!["e".to_owned()]));
    }
}
