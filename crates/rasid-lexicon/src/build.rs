//! From sources to a lexicon.

use std::fmt::Write;
use std::path::Path;

use rasid_text::fold;
use sha2::{Digest, Sha256};

use crate::entry::*;
use crate::phrases::PhraseBuilder;
use crate::table::{Row, Table};
use crate::{Lexicon, LexiconError, Sources, frame, inflect};

/// The members of the Arab League, whose towns everybody writes alike.
const ARAB_STATES: [&str; 22] = [
    "AE", "BH", "DJ", "DZ", "EG", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA",
    "SD", "SO", "SY", "TN", "YE",
];

/// Names shorter than this are too often something else in another spelling.
const SHORTEST_EGYPTIAN: usize = 5;

/// A lexicon in the making: its tables, and the phrases that lead to them.
#[derive(Default)]
pub(crate) struct Builder {
    pub(crate) lexicon: Lexicon,
    pub(crate) phrases: PhraseBuilder,
    file: u16,
}

impl Lexicon {
    /// Compiles sources. Files of the same name (the user's own beside ours) add up.
    ///
    /// # Errors
    /// The first mistake in a source, with file and line.
    pub fn compile(sources: &Sources) -> Result<Self, LexiconError> {
        Ok(Builder::read(sources)?.finish())
    }
}

/// A latitude or longitude; `None` where the cell is empty.
fn degrees(row: &Row<'_>, column: &str, most: f32) -> Result<Option<f32>, LexiconError> {
    let Some(cell) = row.maybe(column) else { return Ok(None) };
    match cell.parse::<f32>() {
        Ok(degrees) if degrees.abs() <= most => Ok(Some(degrees)),
        _ => Err(row.error(format!("{cell:?} is no {column} in degrees"))),
    }
}

/// `T` pushed to a table, and the id it got.
fn push<T>(table: &mut Vec<T>, entry: T) -> u32 {
    table.push(entry);
    table.len() as u32 - 1
}

impl Builder {
    pub(crate) fn read(sources: &Sources) -> Result<Self, LexiconError> {
        let mut builder = Builder::default();
        let mut hash = Sha256::new();
        for (path, text) in sources.files() {
            hash.update(path.file_name().map_or(&b""[..], |name| name.as_encoded_bytes()));
            hash.update([0]);
            hash.update(text);
            builder.file = u16::try_from(builder.lexicon.files.len())
                .map_err(|_| LexiconError::source(path, 1, "more than 65,535 source files"))?;
            builder.lexicon.files.push(path.display().to_string());
            if path.extension().is_some_and(|extension| extension == "toml") {
                builder.frames(path, text)?;
            } else {
                builder.table(path, text)?;
            }
        }
        for byte in hash.finalize().iter().take(8) {
            let _ = write!(builder.lexicon.hash, "{byte:02x}");
        }
        Ok(builder)
    }

    pub(crate) fn finish(mut self) -> Lexicon {
        self.lexicon.phrases = self.phrases.build();
        self.lexicon
    }

    fn add(
        &mut self,
        row: &Row<'_>,
        form: &str,
        kind: Kind,
        id: u32,
        strict: bool,
    ) -> Result<(), LexiconError> {
        let sense = Sense { kind, id };
        self.phrases.add(form, sense, strict, (self.file, row.line)).map_err(|m| row.error(m))?;
        // ألماني begins with ال in its key but has no article: الألماني is its definite form.
        if !strict && form.starts_with(['أ', 'إ', 'آ']) && fold(form).starts_with("ال") {
            self.phrases
                .add(&format!("ال{form}"), sense, strict, (self.file, row.line))
                .map_err(|m| row.error(m))?;
        }
        Ok(())
    }

    fn table(&mut self, path: &Path, text: &str) -> Result<(), LexiconError> {
        type Reader = fn(&mut Builder, &Row<'_>) -> Result<(), LexiconError>;
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let (columns, reader): (&[&str], Reader) = match name {
            "countries" => (&["code", "ar", "forms", "nisba"], Builder::country),
            "cities" => (&["name", "en", "country", "population", "flags"], Builder::city),
            "venues" => (&["form", "city", "country", "kind"], Builder::venue),
            "months" => (&["form", "month", "set"], Builder::month),
            "weekdays" => (&["form", "iso"], Builder::weekday),
            "organisations" => (&["code", "country", "kind", "forms"], Builder::organisation),
            "offices" => (&["form", "rank", "country", "flags"], Builder::office),
            "honorifics" => (&["form", "kind"], Builder::honorific),
            "office_words" => (&["form", "class"], Builder::office_word),
            "words" => (&["form", "class"], Builder::word),
            "given_names" => (&["form"], Builder::given_name),
            "themes" => (&["code", "forms"], Builder::theme),
            "dimensions" => (&["code", "forms"], Builder::dimension),
            "people" => (&["name", "latin", "country"], Builder::person),
            "judgements" => (&["form", "polarity"], Builder::judgement),
            "outlets" => (&["form", "country"], Builder::outlet),
            "disputed" => (&["form"], Builder::disputed),
            "regions" => (&["scheme", "region", "countries"], Builder::region),
            "negotiations" => (&["code", "sides", "forms"], Builder::negotiation),
            "governors" => (&["verb", "prepositions", "outcome"], Builder::governor),
            "cues" => (&["form", "kind"], Builder::cue),
            "claims" => (&["kind", "value", "forms"], Builder::claim),
            _ => return Err(LexiconError::source(path, 1, format!("no lexicon file is called {name}.tsv"))),
        };
        let table = Table::parse(path, text, columns)?;
        for row in table.rows() {
            reader(self, &row)?;
        }
        Ok(())
    }

    fn country(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let code = row.get("code");
        if code.len() != 2 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(row.error(format!("{code:?} is no ISO 3166-1 alpha-2 code")));
        }
        let country = push(
            &mut self.lexicon.countries,
            Country {
                code: code.to_owned(),
                alpha3: row.get("alpha3").to_owned(),
                cow: row.get("cow").parse().ok(),
                en: row.get("en").to_owned(),
                fr: row.get("fr").to_owned(),
                ar: row.get("ar").to_owned(),
            },
        );
        let strong = push(&mut self.lexicon.country_forms, CountryForm { country, weak: false });
        let weak = push(&mut self.lexicon.country_forms, CountryForm { country, weak: true });
        let ar = row.get("ar");
        let weak_ar = row.list("forms").any(|form| form.strip_prefix('~') == Some(ar));
        for form in std::iter::once(ar).filter(|_| !weak_ar).chain(row.list("forms")) {
            let (id, form) = form.strip_prefix('~').map_or((strong, form), |form| (weak, form));
            self.add(row, form, Kind::Country, id, true)?;
        }
        for form in row.list("nisba") {
            let (id, form) = form.strip_prefix('~').map_or((strong, form), |form| (weak, form));
            if let Some(plural) = form.strip_prefix('+') {
                self.add(row, plural, Kind::Nisba, id, false)?;
            } else if let Some((first, rest)) = form.split_once(' ') {
                // Compound adjectives agree in each word: كوري جنوبي, كورية جنوبية.
                self.add(row, form, Kind::Nisba, id, false)?;
                let feminine = rest.split(' ').map(|word| format!("{word}ه")).collect::<Vec<_>>().join(" ");
                self.add(row, &format!("{first}ه {feminine}"), Kind::Nisba, id, false)?;
            } else {
                for key in inflect::nisba(&fold(form)) {
                    // The hamza keeps أل of ألماني from being taken for the article.
                    let key = if form.starts_with('أ') { key.replacen('ا', "أ", 1) } else { key };
                    self.add(row, &key, Kind::Nisba, id, false)?;
                }
            }
        }
        Ok(())
    }

    fn city(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let flag = |name| row.list("flags").any(|flag| flag == name);
        let population = row.get("population");
        let city = City {
            en: row.get("en").to_owned(),
            country: row.get("country").to_owned(),
            population: if population.is_empty() {
                0
            } else {
                population
                    .parse()
                    .map_err(|_| row.error(format!("{population:?} is no number of inhabitants")))?
            },
            capital: flag("capital") || flag("metonym"),
            titular: flag("capital") && !flag("disputed"),
            ordinary: flag("ordinary"),
            province: flag("province"),
            at: degrees(row, "lat", 90.0)?.zip(degrees(row, "lon", 180.0)?),
        };
        let foreign = !ARAB_STATES.contains(&city.country.as_str());
        let id = push(&mut self.lexicon.cities, city);
        for form in row.list("name") {
            self.add(row, form, Kind::City, id, true)?;
            // سنجافورة, بطرسبورج: what is غ in foreign names elsewhere is ج in the Egyptian press.
            let egyptian = form.replace('غ', "ج");
            let long = form.chars().count() >= SHORTEST_EGYPTIAN;
            if foreign && long && egyptian != form && !row.list("name").any(|other| other == egyptian) {
                self.add(row, &egyptian, Kind::City, id, true)?;
            }
        }
        Ok(())
    }

    fn venue(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let venue = Venue {
            city: row.maybe("city"),
            country: row.get("country").to_owned(),
            kind: row.get("kind").to_owned(),
        };
        let id = push(&mut self.lexicon.venues, venue);
        self.add(row, row.get("form"), Kind::Venue, id, true)
    }

    fn month(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let number = row.get("month").parse().ok().filter(|n| (1..=12).contains(n));
        let number = number.ok_or_else(|| row.error("month is not 1 to 12"))?;
        let id = push(&mut self.lexicon.months, Month { number, hijri: row.get("set") == "hijri" });
        self.add(row, row.get("form"), Kind::Month, id, true)
    }

    fn weekday(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let iso = row.get("iso").parse().ok().filter(|n| (1..=7).contains(n));
        let iso: u32 = iso.ok_or_else(|| row.error("iso is not 1 (Monday) to 7 (Sunday)"))?;
        self.add(row, row.get("form"), Kind::Weekday, iso, false)
    }

    fn organisation(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let organisation = Organisation {
            code: row.maybe("code"),
            country: row.maybe("country"),
            kind: row.get("kind").to_owned(),
            en: row.get("en").to_owned(),
            fr: row.get("fr").to_owned(),
            ar: row.list("forms").next().unwrap_or_default().to_owned(),
        };
        if organisation.side().is_none() && organisation.kind != "group" {
            return Err(row.error("an organisation has a code or a country"));
        }
        let id = push(&mut self.lexicon.organisations, organisation);
        let bloc = self.lexicon.organisations[id as usize].kind == "bloc";
        for form in row.list("forms") {
            if bloc {
                self.lexicon.blocs.insert(fold(form), id);
            } else {
                self.add(row, form, Kind::Organisation, id, true)?;
            }
        }
        Ok(())
    }

    fn office(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let flag = |name| row.list("flags").any(|flag| flag == name);
        let office = Office {
            rank: row.get("rank").to_owned(),
            country: row.maybe("country"),
            complete: flag("complete"),
            generic: flag("generic"),
            plural: flag("plural"),
            dual: flag("dual"),
            deputy: flag("deputy"),
            delegation: flag("delegation"),
            counterpart: flag("counterpart"),
            guestref: flag("guestref"),
            local: flag("local"),
            singular: row.maybe("singular"),
        };
        let id = push(&mut self.lexicon.offices, office);
        self.add(row, row.get("form"), Kind::Office, id, false)
    }

    fn honorific(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let kind = match row.get("kind") {
            "style" => Honorific::Style,
            "military" => Honorific::Military,
            "eulogy" => Honorific::Eulogy,
            other => return Err(row.error(format!("kind {other:?} is not style, military or eulogy"))),
        };
        let id = push(&mut self.lexicon.honorifics, kind);
        self.add(row, row.get("form"), Kind::Honorific, id, false)
    }

    fn office_word(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        self.add(row, row.get("form"), Kind::OfficeWord, 0, false)
    }

    fn word(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let class = match row.get("class") {
            "prep" => WordClass::Preposition,
            "conj" => WordClass::Conjunction,
            "particle" => WordClass::Particle,
            "pronoun" => WordClass::Pronoun,
            "verb" => WordClass::Verb,
            "noun" => WordClass::Noun,
            "adjective" => WordClass::Adjective,
            "adverb" => WordClass::Adverb,
            "number" => WordClass::Number,
            other => return Err(row.error(format!("class {other:?} is not one of the list"))),
        };
        let id = push(&mut self.lexicon.words, class);
        self.add(row, row.get("form"), Kind::Word, id, class == WordClass::Verb)
    }

    fn given_name(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        self.add(row, row.get("form"), Kind::GivenName, 0, true)
    }

    fn theme(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let id = coded(&mut self.lexicon.themes, row);
        for form in row.list("forms") {
            self.add(row, form, Kind::Theme, id, false)?;
        }
        Ok(())
    }

    fn dimension(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let id = coded(&mut self.lexicon.dimensions, row);
        for form in row.list("forms") {
            self.add(row, form, Kind::Dimension, id, false)?;
        }
        Ok(())
    }

    fn person(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let year = |column, unknown| row.get(column).get(..4).and_then(|y| y.parse().ok()).unwrap_or(unknown);
        let person = Person {
            latin: row.get("latin").to_owned(),
            country: row.maybe("country"),
            office: row.maybe("office"),
            from: year("from", 0),
            to: year("to", 9999),
        };
        let id = push(&mut self.lexicon.people, person);
        for form in row.list("name") {
            self.add(row, form, Kind::Person, id, false)?;
            if let Some(surname) = surname(&fold(form)) {
                let bearers = self.lexicon.surnames.entry(surname.to_owned()).or_default();
                if bearers.last() != Some(&id) {
                    bearers.push(id);
                }
            }
        }
        Ok(())
    }

    fn judgement(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let praise = match row.get("polarity") {
            "praise" => true,
            "blame" => false,
            other => return Err(row.error(format!("polarity {other:?} is not praise or blame"))),
        };
        let id = push(&mut self.lexicon.judgements, praise);
        self.add(row, row.get("form"), Kind::Judgement, id, false)
    }

    fn outlet(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let outlet = Outlet { country: row.get("country").to_owned(), en: row.get("en").to_owned() };
        let id = push(&mut self.lexicon.outlets, outlet);
        self.add(row, row.get("form"), Kind::Outlet, id, true)
    }

    fn disputed(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        self.add(row, row.get("form"), Kind::Disputed, 0, true)
    }

    fn region(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let region = Region {
            scheme: row.get("scheme").to_owned(),
            region: row.get("region").to_owned(),
            en: row.get("en").to_owned(),
            ar: row.get("ar").to_owned(),
            fr: row.get("fr").to_owned(),
            countries: row.list("countries").map(str::to_owned).collect(),
        };
        let id = push(&mut self.lexicon.regions, region);
        for form in row.list("forms") {
            self.add(row, form, Kind::Region, id, true)?;
        }
        Ok(())
    }

    fn negotiation(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let negotiation = Negotiation {
            code: row.get("code").to_owned(),
            sides: row.list("sides").map(str::to_owned).collect(),
            group: row.list("group").map(str::to_owned).collect(),
        };
        let id = push(&mut self.lexicon.negotiations, negotiation);
        for form in row.list("forms") {
            self.add(row, form, Kind::Negotiation, id, false)?;
        }
        Ok(())
    }

    fn governor(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let outcome = match row.get("outcome") {
            "unreal" => Outcome::Unreal,
            "planned" => Outcome::Planned,
            "cancelled" => Outcome::Cancelled,
            "postponed" => Outcome::Postponed,
            other => {
                return Err(
                    row.error(format!("outcome {other:?} is not unreal, planned, cancelled or postponed"))
                );
            }
        };
        let Some((perfect, imperfect)) = row.get("verb").split_once('/') else {
            return Err(row.error("a verb is perfect/imperfect: رفض/يرفض"));
        };
        let governor = Governor { prepositions: row.list("prepositions").map(fold).collect(), outcome };
        let id = push(&mut self.lexicon.governors, governor);
        let forms = inflect::perfect(&fold(perfect)).into_iter().chain(inflect::imperfect(&fold(imperfect)));
        for form in forms.filter(|form| !form.pronoun) {
            self.add(row, &form.key, Kind::Governor, id, false)?;
        }
        Ok(())
    }

    fn claim(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let kind = match row.get("kind") {
            "count" => ClaimKind::Count,
            "two" => ClaimKind::Two,
            "bound" => ClaimKind::Bound,
            "most" => ClaimKind::Most,
            "busy" => ClaimKind::Busy,
            "up" => ClaimKind::Up,
            "down" => ClaimKind::Down,
            "share" => ClaimKind::Share,
            "first" => ClaimKind::First,
            "topic" => ClaimKind::Topic,
            "result" => ClaimKind::Result,
            "led" => ClaimKind::Led,
            "cooperation" => ClaimKind::Cooperation,
            other => return Err(row.error(format!("{other:?} is no kind of a word of claims"))),
        };
        let word = ClaimWord { kind, value: row.get("value").to_owned() };
        let id = push(&mut self.lexicon.claim_words, word);
        for form in row.list("forms") {
            self.add(row, form, Kind::Claim, id, false)?;
        }
        Ok(())
    }

    fn cue(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let id = push(&mut self.lexicon.cues, Cue { kind: row.get("kind").to_owned() });
        self.add(row, row.get("form"), Kind::Cue, id, true)
    }

    fn frames(&mut self, path: &Path, text: &str) -> Result<(), LexiconError> {
        for mut frame in frame::parse(path, text)? {
            // Compared with the keys of tokens.
            frame.beside.iter_mut().for_each(|word| *word = fold(word));
            let line =
                text.lines().position(|l| l.contains(&format!("\"{}\"", frame.id))).unwrap_or(0) as u32 + 1;
            let refuse = |message: String| LexiconError::source(path, line, message);
            if self.lexicon.frames.iter().any(|known| known.id == frame.id) {
                return Err(refuse(format!("frame {:?} stands twice", frame.id)));
            }
            let number =
                u16::try_from(self.lexicon.frames.len()).map_err(|_| refuse("too many frames".into()))?;
            let origin = (self.file, line);
            // استقبلنا is "he received us" more often than "we received".
            let speaks = frame.event_type != "reception";
            self.verbs(&frame.verbs, number, 0, speaks, origin).map_err(refuse)?;
            for (n, light) in frame.light.iter().enumerate() {
                self.verbs(&light.verbs, number, n as u16 + 1, speaks, origin).map_err(refuse)?;
                for noun in &light.nouns {
                    self.noun(noun, number, n as u16 + 1, origin).map_err(refuse)?;
                }
            }
            for noun in &frame.nouns {
                self.noun(noun, number, 0, origin).map_err(refuse)?;
            }
            self.lexicon.frames.push(frame);
        }
        Ok(())
    }

    /// The forms of some verbs; `speaks` when the first person tells an encounter too.
    fn verbs(
        &mut self,
        verbs: &[String],
        frame: u16,
        light: u16,
        speaks: bool,
        origin: (u16, u32),
    ) -> Result<(), String> {
        for verb in verbs {
            let (perfect, imperfect) = verb.split_once('/').unwrap_or((verb, ""));
            let mut forms = Vec::new();
            if !perfect.is_empty() {
                forms.extend(inflect::perfect(&fold(perfect)).into_iter().map(|form| (Shape::Perfect, form)));
            }
            for form in inflect::imperfect(&fold(imperfect)) {
                let future = inflect::VerbForm { key: format!("س{}", form.key), ..form };
                forms.push((Shape::Future, future));
                forms.push((Shape::Imperfect, form));
            }
            for (shape, form) in forms {
                let trigger = Trigger {
                    frame,
                    light,
                    shape,
                    pronoun: form.pronoun,
                    dual: form.dual,
                    plural: false,
                    speaker: false,
                };
                let id = push(&mut self.lexicon.triggers, trigger);
                self.phrases.add(&form.key, Sense { kind: Kind::Trigger, id }, true, origin)?;
            }
            if !perfect.is_empty() && speaks {
                for form in inflect::first_person(&fold(perfect)) {
                    let trigger = Trigger {
                        frame,
                        light,
                        shape: Shape::Perfect,
                        pronoun: form.pronoun,
                        dual: false,
                        plural: false,
                        speaker: true,
                    };
                    let id = push(&mut self.lexicon.triggers, trigger);
                    self.phrases.add(&form.key, Sense { kind: Kind::Trigger, id }, true, origin)?;
                }
            }
        }
        Ok(())
    }

    fn noun(&mut self, noun: &str, frame: u16, light: u16, origin: (u16, u32)) -> Result<(), String> {
        // A leading + marks a plural, which has neither dual nor accusative of its own.
        let (plural, noun) = noun.strip_prefix('+').map_or((false, noun), |noun| (true, noun));
        let key = fold(noun);
        let (head, rest) = key.split_once(' ').unwrap_or((&key, ""));
        let plain =
            Trigger { frame, light, shape: Shape::Noun, pronoun: false, dual: false, plural, speaker: false };
        let mut forms = vec![(key.clone(), plain)];
        if !plural {
            let accusative =
                agreeing(&key, |word| inflect::accusative(word).unwrap_or_else(|| word.to_owned()));
            forms.push((accusative, plain));
            for end in ["ان", "ين"] {
                let form = agreeing(&key, |word| inflect::noun_dual(word, end));
                forms.push((form, Trigger { dual: true, ..plain }));
            }
        }
        if rest.is_empty() {
            let owned = inflect::noun_with_pronoun(head);
            forms.extend(owned.into_iter().map(|form| (form, Trigger { pronoun: true, ..plain })));
        } else if !plural && !rest.contains(' ') && rest.ends_with('ي') {
            // اتصاله الهاتفي: the adjective behind an owned noun is definite.
            let owned = inflect::noun_with_pronoun(head).into_iter().map(|owned| format!("{owned} ال{rest}"));
            forms.extend(owned.map(|form| (form, Trigger { pronoun: true, ..plain })));
        }
        for (form, trigger) in forms {
            let id = push(&mut self.lexicon.triggers, trigger);
            self.phrases.add(&form, Sense { kind: Kind::Trigger, id }, false, origin)?;
        }
        Ok(())
    }
}

/// The family name of a folded name: its last word without the article, where no word before binds it to a father or a
/// particle (محمد بن سلمان and أورسولا فون دير لاين are not called سلمان and لاين).
fn surname(name: &str) -> Option<&str> {
    let (rest, last) = name.rsplit_once(' ')?;
    let before = rest.rsplit(' ').next()?;
    let bound = matches!(
        before,
        "بن" | "ابن"
            | "بنت"
            | "ولد"
            | "ال"
            | "ابو"
            | "ابي"
            | "ابا"
            | "عبد"
            | "دي"
            | "دا"
            | "دو"
            | "دل"
            | "ديل"
            | "دير"
            | "فان"
            | "فون"
            | "لو"
            | "لا"
            | "ماك"
            | "سان"
            | "تن"
            | "بو"
            | "ام"
    );
    let stem = last.strip_prefix("ال").filter(|stem| stem.chars().count() > 2).unwrap_or(last);
    (!bound && stem.chars().count() > 2).then_some(stem)
}

/// The entry of a row's code, a new one if there is none yet: a code may have several lines.
fn coded(list: &mut Vec<Theme>, row: &Row<'_>) -> u32 {
    let code = row.get("code");
    if let Some(at) = list.iter().position(|theme| theme.code == code) {
        return at as u32;
    }
    let text = |column| row.get(column).to_owned();
    push(
        list,
        Theme { code: code.to_owned(), axis: text("axis"), en: text("en"), ar: text("ar"), fr: text("fr") },
    )
}

/// Inflects the first word of a phrase and the adjectives in ي that agree with it: اتصال هاتفي, اتصالا هاتفيا.
fn agreeing(phrase: &str, inflect: impl Fn(&str) -> String) -> String {
    let words = phrase.split(' ').enumerate();
    words
        .map(|(n, word)| if n == 0 || word.ends_with('ي') { inflect(word) } else { word.to_owned() })
        .collect::<Vec<_>>()
        .join(" ")
}
