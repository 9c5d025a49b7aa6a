//! The language of a text, by all of it.
//!
//! Languages in Arabic letters are told by the letters that only they have; the others by their trigrams (`whatlang`).

use std::sync::LazyLock;

use rasid_text::fold::is_letter;

/// In how many places of a text its letters are looked at, and how many bytes in each.
const PLACES: usize = 5;
const BYTES: usize = 480;
/// Most words that are looked at for their articles.
const MOST_WORDS: usize = 1000;
/// Fewest letters that tell a language in Latin letters.
const FEWEST: usize = 40;

/// Languages in Arabic letters beside Arabic, the letters that mark them, and how many of a hundred letters at least
/// are such. The letters of one are rare in those below it.
const MARKED: [(&str, &str, usize); 4] = [
    ("ckb", "ێۆڕڵە", 4),
    ("ur", "ٹڈڑںہے", 3),
    ("ps", "ټډړښږېۍځڅ", 2),
    // Arabic has پ and چ in foreign names, گ in names of the Maghreb and Iraq; some of its writers type ی and ک.
    ("fa", "پچژگیک", 2),
];
/// What a character of the Arabic block is: nothing that counts, a letter, or a letter that marks the language at this
/// place behind [`LETTER`] in [`MARKED`].
static ARABIC: LazyLock<[u8; 256]> = LazyLock::new(|| {
    let mut kinds = [NO_LETTER; 256];
    for (kind, c) in kinds.iter_mut().zip('\u{600}'..='\u{6FF}') {
        *kind = u8::from(is_letter(c) || matches!(c, '\u{620}'..='\u{64A}')) * LETTER;
    }
    for (at, (_, letters, _)) in MARKED.iter().enumerate() {
        for letter in letters.chars() {
            kinds[letter as usize & 0xff] = LETTER + 1 + at as u8;
        }
    }
    kinds
});
const NO_LETTER: u8 = 0;
const LETTER: u8 = 1;
/// Of a hundred words of Arabic so many at least have the article; of Persian hardly one.
const ARTICLES: usize = 12;

/// What is known of a text's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// One that articles are kept in: its BCP 47 code, `und` where nothing tells.
    Kept(&'static str),
    /// Another one.
    Other {
        /// Its code in ISO 639.
        code: &'static str,
        /// Its English name.
        name: &'static str,
    },
}

/// The language of `text`.
pub(crate) fn detect(text: &str) -> Language {
    let table: &[u8; 256] = &ARABIC;
    let (mut arabic, mut foreign, mut marks) = (0, 0, [0; MARKED.len()]);
    for c in places(text).flat_map(str::chars) {
        match c {
            '\u{600}'..='\u{6FF}' => {
                let kind = table[c as usize & 0xff];
                arabic += usize::from(kind != NO_LETTER);
                if kind > LETTER {
                    marks[usize::from(kind - LETTER - 1)] += 1;
                }
            }
            '\0'..='\u{7F}' => foreign += usize::from(c.is_ascii_alphabetic()),
            '\u{750}'..='\u{77F}' | '\u{FB50}'..='\u{FEFC}' => arabic += usize::from(is_letter(c)),
            _ => foreign += usize::from(is_letter(c)),
        }
    }
    let letters = arabic + foreign;
    if letters == 0 {
        return Language::Kept("und");
    }
    if arabic * 2 >= letters {
        let marked = MARKED.iter().zip(marks).find(|((_, _, least), mark)| mark * 100 >= arabic * least);
        return match marked {
            Some(((code, ..), _)) if !has_articles(text) => Language::Other { code, name: name(code) },
            _ => Language::Kept("ar"),
        };
    }
    // Letters of another script are enough to know that it is none that is kept, whichever it is.
    let is_told = |found: &whatlang::Info| {
        found.script() != whatlang::Script::Latin || (letters >= FEWEST && found.is_reliable())
    };
    let found = whatlang::detect(text).filter(is_told);
    match found.map(|found| found.lang()) {
        Some(whatlang::Lang::Eng) => Language::Kept("en"),
        Some(whatlang::Lang::Fra) => Language::Kept("fr"),
        Some(whatlang::Lang::Spa) => Language::Kept("es"),
        Some(other) => Language::Other { code: other.code(), name: other.eng_name() },
        None => Language::Kept("und"),
    }
}

/// Pieces of a text from its head to its end.
fn places(text: &str) -> impl Iterator<Item = &str> {
    let piece = |at: usize| {
        let start = text.floor_char_boundary(text.len() / PLACES * at);
        let most = if at + 1 == PLACES { text.len() } else { text.len() / PLACES * (at + 1) };
        let end = text.floor_char_boundary(most.min(start + BYTES));
        &text[start..end.max(start)]
    };
    (0..PLACES).map(piece)
}

fn name(code: &str) -> &'static str {
    match code {
        "ckb" => "Kurdish",
        "ur" => "Urdu",
        "ps" => "Pashto",
        _ => "Persian",
    }
}

/// Whether words have the Arabic article as often as in Arabic.
fn has_articles(text: &str) -> bool {
    let (mut words, mut articles) = (0, 0);
    for word in text.split_whitespace().take(MOST_WORDS) {
        words += 1;
        let bare = word.trim_start_matches(|c: char| !is_letter(c));
        let bare = bare.strip_prefix(['و', 'ف', 'ب', 'ك']).unwrap_or(bare);
        articles += usize::from(bare.starts_with("ال") || bare.starts_with("لل"));
    }
    articles * 100 >= words * ARTICLES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        for (text, language) in [
            (
                "استقبل وزير الداخلية بمقر الوزارة سفير البلد الجار وبحث معه سبل التعاون بين البلدين",
                Language::Kept("ar"),
            ),
            ("التقى الوزير مدير FBI", Language::Kept("ar")),
            ("زار الرئيس كوپنهاگن وسان پاولو وچنای والتقى فيها عددا من المسؤولين", Language::Kept("ar")),
            ("التقي الوزير نظيره فی القاهرة وبحث معه العلاقات بین البلدین", Language::Kept("ar")),
            (
                "وزیر امور خارجه پیش از ظهر امروز با همتای خود دیدار و درباره گسترش همکاری‌های دو کشور گفتگو کرد",
                Language::Other { code: "fa", name: "Persian" },
            ),
            (
                "وزیر خارجہ نے آج اپنے ہم منصب سے ملاقات کی اور دونوں ملکوں کے تعلقات پر بات چیت کی",
                Language::Other { code: "ur", name: "Urdu" },
            ),
            (
                "وەزیری دەرەوە ئەمڕۆ لەگەڵ هاوتاکەی کۆبووەوە و باسی پەیوەندییەکانی هەردوو وڵاتیان کرد",
                Language::Other { code: "ckb", name: "Kurdish" },
            ),
            (
                "Le ministre a reçu ce matin son homologue au siège du ministère et les deux parties ont convenu de se revoir",
                Language::Kept("fr"),
            ),
            (
                "The minister received his counterpart at the ministry this morning and both sides agreed to meet again",
                Language::Kept("en"),
            ),
            (
                "El ministro recibió esta mañana a su homólogo en la sede del ministerio y ambas partes acordaron volver a reunirse en otoño para hablar de la lucha contra el contrabando y de los acuerdos que siguen sin firmarse",
                Language::Kept("es"),
            ),
            (
                "Der Minister empfing am Morgen seinen Amtskollegen im Ministerium, und beide Seiten vereinbarten ein weiteres Treffen",
                Language::Other { code: "deu", name: "German" },
            ),
            (
                "Bakan bu sabah bakanlıkta mevkidaşını kabul etti ve iki taraf yeniden görüşme konusunda anlaştı",
                Language::Other { code: "tur", name: "Turkish" },
            ),
            (
                "رئیس جمهور ایران با وزیر خارجه عراق در تهران دیدار کرد",
                Language::Other { code: "fa", name: "Persian" },
            ),
            ("שר החוץ נפגש עם עמיתו", Language::Other { code: "heb", name: "Hebrew" }),
            ("OK", Language::Kept("und")),
            ("12 / 3", Language::Kept("und")),
            ("", Language::Kept("und")),
        ] {
            assert_eq!(detect(text), language, "{text}");
        }
    }
}
