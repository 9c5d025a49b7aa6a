//! Full text: articles by their words, whatever their prefixes, and where in the original these stand.
//!
//! Words are compared folded (hamza, ta marbuta, alef maqsura, digits) and without the article. A conjunction or a
//! preposition that is written with a word is allowed for when words are looked up, so that nothing is split wrongly when
//! articles come in. SQLite's index proposes articles; each is read again before it is shown, and what is marked is
//! exactly what stands there.

use rasid_coder::Article;
use rasid_coder::report::{Quote, Zone};
use rasid_merge::{ArticleMeta, Name};
use rasid_text::latin::{Habit, spell};
use rasid_text::{CodePoints, TokenKind, Tokens};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::query::{Placement, Query, literal};
use crate::select::Filter;
use crate::store::{Store, StoreError};

/// What may be written in front of a word as one with it.
const PREFIXES: [&str; 9] = ["", "و", "ف", "ب", "ل", "ك", "وب", "ول", "س"];
/// The article, with what may stand before it.
const ARTICLES: [&str; 10] = ["وبال", "ولل", "وال", "فال", "بال", "كال", "فلل", "وكال", "لل", "ال"];
/// A word keeps so many letters at least when its article is taken off.
const SHORTEST: usize = 3;
/// What stands between the parts of a name in Latin letters, and in Arabic ones is written with the next part or left out.
const BINDERS: [&str; 12] =
    ["al", "el", "ul", "bin", "ben", "ibn", "bint", "abd", "abdel", "abdul", "abdal", "abdoul"];
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
        let question = self.ask(|connection| Question::of(connection, text))?;
        let Some(asked) = question.sql().filter(|_| most > 0) else { return Ok(Vec::new()) };
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
        let sql = format!(
            "SELECT s.article FROM texts JOIN searched s ON s.n = texts.rowid
                WHERE texts MATCH {asked}{narrowed} ORDER BY s.published IS NULL, s.published DESC, s.article"
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
                    let span = stems.tokens.span(stems.at[at].0, stems.at[at + wanted.len() - 1].1);
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
}

impl Question {
    /// What a text asks for.
    fn of(connection: &Connection, text: &str) -> rusqlite::Result<Self> {
        let mut question = Self::default();
        for (n, part) in text.split(['"', '“', '”', '«', '»']).enumerate() {
            // What stands between two quotation marks is a phrase.
            if n % 2 == 1 {
                let phrase = terms(connection, part)?;
                if !phrase.is_empty() {
                    question.wanted.push(phrase);
                }
                continue;
            }
            let mut words = part.split_whitespace().peekable();
            while let Some(word) = words.next() {
                let (unwanted, word) = match word.strip_prefix('-') {
                    Some(word) => (true, word),
                    None => (false, word),
                };
                let alone = text.split_whitespace().nth(1).is_none();
                if !alone && BINDERS.contains(&word.to_lowercase().as_str()) {
                    continue;
                }
                // عبد الله is one word.
                let second = words.next_if(|next| word.ends_with("عبد") && next.starts_with("ال"));
                let terms = match second {
                    Some(second) => terms(connection, &format!("{word} {second}"))?,
                    None => terms(connection, word)?,
                };
                match unwanted {
                    true => question.unwanted.extend(terms),
                    false => question.wanted.extend(terms.into_iter().map(|term| vec![term])),
                }
            }
        }
        question.wanted.truncate(MOST_TERMS);
        question.unwanted.truncate(MOST_TERMS);
        Ok(question)
    }

    /// As the index asks for it, as a literal; `None` where nothing is wanted.
    fn sql(&self) -> Option<String> {
        let asked: Vec<String> = self.wanted.iter().flatten().map(Term::sql).collect();
        let mut asked = asked.join(" AND ");
        for term in &self.unwanted {
            asked = format!("({asked}) NOT {}", term.sql());
        }
        (!self.wanted.is_empty()).then(|| literal(&asked))
    }
}

/// What the index is asked for the words of a text, as a literal; `None` where they ask for nothing.
pub(crate) fn matching(connection: &Connection, text: &str) -> rusqlite::Result<Option<String>> {
    Question::of(connection, text).map(|question| question.sql())
}

fn terms(connection: &Connection, text: &str) -> rusqlite::Result<Vec<Term>> {
    let stems = Stems::of(text);
    let mut terms = Vec::new();
    for n in 0..stems.at.len() {
        let key = stems.key(n);
        let latin = key.is_ascii() && key.chars().all(|c| c.is_ascii_alphabetic());
        if latin && stems.at.len() > 1 && BINDERS.contains(&key) {
            continue;
        }
        let stem = stem(key);
        let mut forms: Vec<String> = PREFIXES.iter().map(|prefix| format!("{prefix}{stem}")).collect();
        if latin && key.len() > 2 {
            forms.truncate(1);
            for word in spelled_so(connection, key)? {
                forms.extend(PREFIXES.iter().map(|prefix| format!("{prefix}{word}")));
            }
        }
        terms.push(Term { forms });
    }
    Ok(terms)
}

/// Arabic words of names that have this word among their Latin spellings.
fn spelled_so(connection: &Connection, word: &str) -> rusqlite::Result<Vec<String>> {
    let Some(key) = Name::parse(word).and_then(|name| name.keys().pop()) else { return Ok(Vec::new()) };
    let sql = "SELECT name, latin FROM names JOIN name_words USING (name_id) WHERE word = ?1 AND latin <> '' LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let found: Vec<(String, String)> =
        statement.query_map(params![key, MOST_SPELLINGS as i64], row)?.collect::<rusqlite::Result<_>>()?;
    let is_key = |text: &str| Name::parse(text).is_some_and(|name| name.keys().contains(&key));
    let mut words = Vec::new();
    for (name, latin) in found {
        let latin: Vec<&str> =
            latin.split([' ', '-']).filter(|part| !BINDERS.contains(&part.to_lowercase().as_str())).collect();
        let stems = Stems::of(&name);
        let arabic: Vec<&str> =
            (0..stems.at.len()).map(|n| stems.stem(n)).filter(|word| *word != "بن").collect();
        for (n, _) in latin.iter().enumerate().filter(|(_, part)| is_key(part) && sounds_like(part, word)) {
            // The word that is spelled so by rule, with or without what binds it; else, where both have as many words,
            // the one in the same place.
            let by_rule = arabic.iter().filter(|word| {
                let bare = word.strip_prefix("عبد").map(stem);
                is_key(&spell(word, Habit::Foreign))
                    || bare.is_some_and(|bare| is_key(&spell(bare, Habit::Foreign)))
            });
            let by_rule: Vec<&str> = by_rule.copied().collect();
            match arabic.get(n).filter(|_| by_rule.is_empty() && arabic.len() == latin.len()) {
                Some(word) => words.push((*word).to_owned()),
                None => words.extend(by_rule.into_iter().map(str::to_owned)),
            }
        }
    }
    words.sort();
    words.dedup();
    Ok(words)
}

/// Whether two words in Latin letters, whose consonants are the same, may be spellings of one: their vowels are too, but for
/// one that is left out or, in longer words, another.
fn sounds_like(one: &str, other: &str) -> bool {
    let vowels = |word: &str| -> Vec<char> {
        let sounds =
            word.to_lowercase().replace("ou", "u").replace("oo", "u").replace("ee", "i").replace("aa", "a");
        sounds
            .chars()
            .filter_map(|c| match c {
                'a' | 'á' | 'â' | 'ā' => Some('a'),
                'e' | 'i' | 'y' | 'é' | 'è' | 'ï' | 'ī' => Some('i'),
                'o' | 'u' | 'ô' | 'ū' => Some('u'),
                _ => None,
            })
            .collect()
    };
    let (one, other) = (vowels(one), vowels(other));
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    match long.len() - short.len() {
        0 => short.iter().zip(long).filter(|(a, b)| a != b).count() <= usize::from(short.len() > 2),
        1 => (0..long.len()).any(|left_out| {
            let rest = long.iter().enumerate().filter(|&(n, _)| n != left_out).map(|(_, vowel)| vowel);
            rest.eq(short.iter())
        }),
        _ => false,
    }
}

/// The words of a text, as they are compared. عبد الله and عبدالله are one word.
struct Stems {
    tokens: Tokens,
    /// Places of words and numbers among the tokens: of the first, and behind the last.
    at: Vec<(usize, usize)>,
    /// Those of two words, by their number.
    joined: FxHashMap<usize, String>,
}

impl Stems {
    fn of(text: &str) -> Self {
        let mut tokens = Tokens::default();
        tokens.fill(text);
        let is_word = |kind: TokenKind| matches!(kind, TokenKind::Word | TokenKind::Number);
        let words: Vec<usize> =
            tokens.iter().enumerate().filter(|(_, token)| is_word(token.kind)).map(|(at, _)| at).collect();
        let mut stems = Self { tokens, at: Vec::with_capacity(words.len()), joined: FxHashMap::default() };
        for at in words {
            let key = stems.tokens.key_at(at);
            let servant =
                |first: &str| first.strip_suffix("عبد").is_some_and(|rest| rest.chars().count() < 3);
            if let Some(&(before, end)) = stems.at.last()
                && end == at
                && key.starts_with("ال")
                && servant(stems.tokens.key_at(before))
                && before + 1 == end
            {
                let whole = format!("{}{key}", stems.tokens.key_at(before));
                let number = stems.at.len() - 1;
                stems.at[number] = (before, at + 1);
                stems.joined.insert(number, whole);
                continue;
            }
            stems.at.push((at, at + 1));
        }
        stems
    }

    fn key(&self, n: usize) -> &str {
        self.joined.get(&n).map_or_else(|| self.tokens.key_at(self.at[n].0), String::as_str)
    }

    fn stem(&self, n: usize) -> &str {
        stem(self.key(n))
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
pub(crate) fn index(transaction: &Transaction<'_>, article: &Article, text: &str) -> rusqlite::Result<()> {
    forget(transaction, &article.id)?;
    transaction
        .prepare_cached("INSERT INTO searched (article, published) VALUES (?1, ?2)")?
        .execute(params![article.id, article.published.map(|day| day.to_string())])?;
    let n = transaction.last_insert_rowid();
    let (title, text) = (Stems::of(article.title.as_deref().unwrap_or_default()), Stems::of(text));
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
    fn a_name_in_two_words_is_one_written_as_one() {
        let mut people = [person("عبد الله السالم", "KW"), person("إيفا ليند", "SE")];
        people[0].name_latin = Some("Abdullah Al-Salem".to_owned());
        let mut store =
            Store::of_encounters(&[encounter("e", EventType::Talks, Some("2025-01-02"), &people)]);
        store.tell_articles();
        for (id, text) in [("x", "قال عبدالله بن ناصر"), ("y", "رحب بعبد الله السالم"), ("z", "الله أعلم")]
        {
            let mut reading = reading(id);
            reading.article.text = text.to_owned();
            store.add(&reading).unwrap();
        }
        for asked in ["عبد الله", "عبدالله", "Abdullah", "abdallah"] {
            assert_eq!(ids(&store, asked), ["x", "y"], "{asked}");
        }
        assert_eq!(ids(&store, "Abdullah al-Salem"), ["y"]);
        let hits = store.search("عبدالله السالم", None, 9).unwrap();
        assert_eq!(hits[0].marks[0].quote, "بعبد الله");
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
        assert_eq!(
            ids(&store, "el Hammouchi"),
            ["c"],
            "what binds the parts of a name is no word of its own"
        );
        assert_eq!(
            ids(&store, "Himmiche"),
            Vec::<String>::new(),
            "the same consonants are not the same name"
        );
        let sweden = Filter { countries: vec!["SE".to_owned()], ..Filter::default() };
        assert!(store.search("حموشي", Some(&sweden), 9).unwrap().is_empty(), "c reports nothing");
        let hits = store.search("article", Some(&sweden), 9).unwrap();
        assert_eq!((hits.len(), hits[0].encounters.clone()), (1, vec!["e".to_owned()]));
    }
}
