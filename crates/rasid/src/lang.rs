//! The languages of tables and messages: every language has every message, or the program does not compile.

use std::collections::BTreeMap;

use clap::ValueEnum;
use rasid_chronicle::{Action, State, Verdict, Why};
use rasid_coder::report::{EventType, Rank, Role, Status};
use rasid_merge::registry::Match;
use rasid_merge::score::{Obstacle, Reason};
use serde::Deserialize;

mod ar;
mod dates;
mod en;
mod fr;

/// A language of the program. Articles have languages of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Lang {
    /// العربية
    Ar,
    /// English
    En,
    /// Français
    Fr,
}

/// A set of Arabic month names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MonthNames {
    /// يناير فبراير ... أغسطس
    #[default]
    Eastern,
    /// يناير فبراير ... غشت
    Maghrebi,
    /// جانفي فيفري ... أوت
    Tunisian,
    /// كانون الثاني شباط ... آب
    Levantine,
}

impl Lang {
    /// All of them.
    pub(crate) const ALL: [Lang; 3] = [Lang::Ar, Lang::En, Lang::Fr];

    /// The language of the locale (`LC_ALL`, `LC_MESSAGES`, `LANG`), else English.
    pub(crate) fn of_locale(vars: &BTreeMap<String, String>) -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| vars.get(name).filter(|value| !value.is_empty()));
        match locale.and_then(|locale| locale.get(..2)) {
            Some("ar") => Lang::Ar,
            Some("fr") => Lang::Fr,
            _ => Lang::En,
        }
    }

    /// Whether it is written from the right.
    pub(crate) fn is_from_the_right(self) -> bool {
        self == Lang::Ar
    }

    /// The messages of the language.
    pub(crate) fn messages(self) -> &'static Messages {
        match self {
            Lang::Ar => &ar::MESSAGES,
            Lang::En => &en::MESSAGES,
            Lang::Fr => &fr::MESSAGES,
        }
    }

    /// A number with its noun.
    pub(crate) fn plural(self, forms: &Forms, n: u64) -> String {
        self.form(forms, n).replace("{n}", &n.to_string())
    }

    /// The plural rules of CLDR for whole numbers.
    fn form(self, forms: &Forms, n: u64) -> &'static str {
        let hundredth = n % 100;
        match self {
            Lang::En if n == 1 => forms.one,
            Lang::Fr if n <= 1 => forms.one,
            Lang::En | Lang::Fr => forms.other,
            Lang::Ar => match n {
                0 => forms.zero,
                1 => forms.one,
                2 => forms.two,
                _ if (3..=10).contains(&hundredth) => forms.few,
                _ if hundredth >= 11 => forms.many,
                _ => forms.other,
            },
        }
    }

    /// A date (EDTF) in words of the language; `None` when it is no date.
    pub(crate) fn date(self, edtf: &str, months: MonthNames) -> Option<String> {
        dates::in_words(self, edtf, months)
    }
}

/// A noun with its number in each plural category; `{n}` is the number.
#[derive(Debug)]
pub(crate) struct Forms {
    zero: &'static str,
    one: &'static str,
    two: &'static str,
    few: &'static str,
    many: &'static str,
    other: &'static str,
}

impl Forms {
    /// For languages with singular and plural alone.
    const fn pair(one: &'static str, other: &'static str) -> Self {
        Self { zero: other, one, two: other, few: other, many: other, other }
    }
}

/// Everything the program says to people. Data formats and help texts are in English alone.
#[derive(Debug)]
pub(crate) struct Messages {
    /// Headings of the parts of `radar`.
    pub(crate) chronology: &'static str,
    pub(crate) claims: &'static str,
    /// Labels of lines.
    pub(crate) undated: &'static str,
    pub(crate) part_of: &'static str,
    pub(crate) themes: &'static str,
    pub(crate) also_reported: &'static str,
    pub(crate) reported_on: &'static str,
    pub(crate) according_to: &'static str,
    pub(crate) disputed: &'static str,
    pub(crate) unnamed: &'static str,
    pub(crate) undated_heading: &'static str,
    pub(crate) copy_of: &'static str,
    pub(crate) likely_origin: &'static str,
    /// All reports rest on what one of those who took part said itself: `{whose}`.
    pub(crate) own_words: &'static str,
    pub(crate) by_rule: &'static str,
    /// A field of somebody: `{field}`, `{name}`.
    pub(crate) field_of: &'static str,
    /// One day of several: `{a}`, `{b}`.
    pub(crate) one_of: &'static str,
    /// Between the parts of a line, behind a label, and around the words of an article.
    pub(crate) comma: &'static str,
    pub(crate) colon: &'static str,
    pub(crate) quotation_marks: (&'static str, &'static str),
    /// Columns and rows of counts.
    pub(crate) country: &'static str,
    pub(crate) region: &'static str,
    pub(crate) month: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) theme: &'static str,
    pub(crate) total: &'static str,
    pub(crate) unknown: &'static str,
    pub(crate) unknown_month: &'static str,
    pub(crate) trips: &'static str,
    pub(crate) meetings: &'static str,
    pub(crate) encounters: &'static str,
    pub(crate) reports: &'static str,
    pub(crate) sources: &'static str,
    pub(crate) by_partner: &'static str,
    pub(crate) by_place: &'static str,
    pub(crate) other_side: &'static str,
    pub(crate) repeated: &'static str,
    pub(crate) not_placed: &'static str,
    /// Remarks on counts: `{n}`, `{months}`, `{of}`, `{outlets}`.
    pub(crate) effective: &'static str,
    pub(crate) stand_out: &'static str,
    pub(crate) without_articles: &'static str,
    pub(crate) constant_outlets: &'static str,
    /// Officials: who else one may be, who has the same name; how many are not shown: `{n}`.
    pub(crate) may_be: &'static str,
    pub(crate) namesakes: &'static str,
    pub(crate) nobody_found: &'static str,
    pub(crate) left_out: &'static str,
    /// Claims beside the corpus.
    pub(crate) claimed: &'static str,
    pub(crate) this_corpus: &'static str,
    pub(crate) not_countable: &'static str,
    pub(crate) period: &'static str,
    pub(crate) verdict_heading: &'static str,
    pub(crate) in_its_words: &'static str,
    pub(crate) audit: &'static str,
    pub(crate) evidence: &'static str,
    /// A number with those that may be added: `{n}`, `{most}`.
    pub(crate) up_to: &'static str,
    /// Months with an article, of all: `{n}`, `{of}`; encounters a person looked at, of all.
    pub(crate) covered: &'static str,
    pub(crate) reviewed: &'static str,
    pub(crate) none: &'static str,
    /// A bound: `{n}`.
    pub(crate) at_least: &'static str,
    pub(crate) at_most: &'static str,
    pub(crate) about: &'static str,
    /// Remarks.
    pub(crate) nothing: &'static str,
    pub(crate) no_articles: &'static str,
    pub(crate) no_claims: &'static str,
    /// Where the next page begins: `{place}`.
    pub(crate) next_page: &'static str,
    pub(crate) no_doubts: &'static str,
    pub(crate) no_article_found: &'static str,
    /// A decision was written: `{n}`; a decision that no longer stands.
    pub(crate) decided: &'static str,
    pub(crate) by_decision: &'static str,
    pub(crate) kept_apart: &'static str,
    pub(crate) undone: &'static str,
    pub(crate) unfinished: &'static str,
    /// A brief: `{at}`; its sections; between an old and a new status; `{n}` more reports.
    pub(crate) brief_since: &'static str,
    pub(crate) last_intake: &'static str,
    pub(crate) brief_new: &'static str,
    pub(crate) brief_changed: &'static str,
    pub(crate) brief_called_off: &'static str,
    pub(crate) brief_upcoming: &'static str,
    pub(crate) not_noted: &'static str,
    pub(crate) then: &'static str,
    pub(crate) more: &'static str,
    /// A dossier: what it is called, and what it is.
    pub(crate) dossier: &'static str,
    pub(crate) dossier_note: &'static str,
    /// Gold taken over: `{confirmed}`, `{corrected}`, `{added}`, `{rejected}`.
    pub(crate) imported: &'static str,
    /// How far people and coder agree.
    pub(crate) judged_right: &'static str,
    pub(crate) judged_wrong: &'static str,
    pub(crate) missed: &'static str,
    pub(crate) precision: &'static str,
    pub(crate) recall: &'static str,
    pub(crate) right_field: &'static str,
    pub(crate) judged_twice: &'static str,
    pub(crate) judged_alike: &'static str,
    pub(crate) decisions_of: &'static str,
    /// Numbers with their nouns.
    pub(crate) n_articles: Forms,
    pub(crate) n_encounters: Forms,
    pub(crate) n_reports: Forms,
    pub(crate) n_sources: Forms,
    pub(crate) n_outlets: Forms,
    pub(crate) n_own: Forms,
    pub(crate) n_echoes: Forms,
    pub(crate) n_not_held: Forms,
    pub(crate) n_unplaced: Forms,
    pub(crate) n_failed: Forms,
    pub(crate) n_people: Forms,
    /// Month names of the language; Arabic has further sets in [`MonthNames`].
    pub(crate) months: [&'static str; 12],
    /// Words for ranks; `None` where the offices of articles are in the reader's own language.
    pub(crate) ranks: Option<fn(Rank) -> &'static str>,
    types: fn(EventType) -> &'static str,
    statuses: fn(Status) -> &'static str,
    roles: fn(Role) -> &'static str,
    fields: fn(&str) -> Option<&'static str>,
    claimed_things: fn(&str) -> Option<&'static str>,
    verdicts: fn(Verdict) -> &'static str,
    doubts: fn(Why) -> &'static str,
    actions: fn(&str) -> Option<&'static str>,
    matches: fn(Match) -> &'static str,
    reasons: fn(Reason) -> &'static str,
    obstacles: fn(Obstacle) -> &'static str,
    counted: fn(&str) -> Option<&'static str>,
    /// What only the pages of a browser say.
    pub(crate) web: Web,
}

/// What only the pages of a browser say.
#[derive(Debug)]
pub(crate) struct Web {
    /// Names of pages and parts.
    pub(crate) brand: &'static str,
    pub(crate) overview: &'static str,
    pub(crate) search: &'static str,
    pub(crate) claims: &'static str,
    pub(crate) says: &'static str,
    pub(crate) why_one: &'static str,
    pub(crate) narrow: &'static str,
    /// Fields and buttons of forms.
    pub(crate) find: &'static str,
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    pub(crate) official: &'static str,
    pub(crate) status: &'static str,
    pub(crate) any: &'static str,
    pub(crate) show: &'static str,
    pub(crate) clear: &'static str,
    /// Links.
    pub(crate) skip: &'static str,
    pub(crate) next: &'static str,
    pub(crate) first: &'static str,
    pub(crate) original: &'static str,
    pub(crate) download: &'static str,
    pub(crate) in_article: &'static str,
    pub(crate) language: &'static str,
    /// What every page says of itself.
    pub(crate) reported: &'static str,
    pub(crate) today: &'static str,
    pub(crate) countries: &'static str,
    pub(crate) people: &'static str,
    pub(crate) offices: &'static str,
    pub(crate) network: &'static str,
    pub(crate) map: &'static str,
    pub(crate) map_note: &'static str,
    pub(crate) timeline: &'static str,
    pub(crate) years: &'static str,
    pub(crate) as_table: &'static str,
    pub(crate) matrix: &'static str,
    pub(crate) in_chronology: &'static str,
    pub(crate) name: &'static str,
    pub(crate) office: &'static str,
    pub(crate) tenure: &'static str,
    pub(crate) forms: &'static str,
    pub(crate) counterparts: &'static str,
    pub(crate) holders: &'static str,
    pub(crate) all: &'static str,
    pub(crate) nodes: &'static str,
    pub(crate) links: &'static str,
    pub(crate) since: &'static str,
    pub(crate) watch: &'static str,
    pub(crate) during: &'static str,
    pub(crate) words: &'static str,
    pub(crate) extract: &'static str,
    pub(crate) nothing_stored: &'static str,
    pub(crate) text: &'static str,
    pub(crate) headline: &'static str,
    pub(crate) outlet: &'static str,
    pub(crate) published: &'static str,
    pub(crate) read: &'static str,
    pub(crate) another: &'static str,
    pub(crate) untitled: &'static str,
    pub(crate) praise: &'static str,
    pub(crate) blame: &'static str,
    pub(crate) judgements: &'static str,
    pub(crate) show_judgements: &'static str,
    pub(crate) hide_judgements: &'static str,
    pub(crate) independent: &'static str,
    pub(crate) decisions: &'static str,
    pub(crate) cite: &'static str,
    pub(crate) copy: &'static str,
    pub(crate) review: &'static str,
    pub(crate) sign_in: &'static str,
    pub(crate) sign_out: &'static str,
    pub(crate) password: &'static str,
    pub(crate) wrong_password: &'static str,
    pub(crate) no_users: &'static str,
    pub(crate) ingest: &'static str,
    pub(crate) add: &'static str,
    pub(crate) queue: &'static str,
    pub(crate) undo: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) reason_default: &'static str,
    pub(crate) reason_undo: &'static str,
    pub(crate) confirm: &'static str,
    pub(crate) reject: &'static str,
    pub(crate) split: &'static str,
    pub(crate) correct: &'static str,
    pub(crate) merge: &'static str,
    pub(crate) field_name: &'static str,
    pub(crate) value: &'static str,
    pub(crate) other: &'static str,
    pub(crate) keys: &'static str,
    pub(crate) pending: &'static str,
    pub(crate) again: &'static str,
    pub(crate) sentence: &'static str,
    pub(crate) date: &'static str,
    pub(crate) city: &'static str,
    pub(crate) person: &'static str,
    pub(crate) role: &'static str,
    /// Keys of the review, and what they do.
    pub(crate) key_names: [(&'static str, &'static str); 12],
    pub(crate) files: &'static str,
    pub(crate) feed: &'static str,
    pub(crate) begin: &'static str,
    pub(crate) kinds_of_files: &'static str,
    pub(crate) running: &'static str,
    pub(crate) job_ended: &'static str,
    pub(crate) in_all: &'static str,
    pub(crate) stop: &'static str,
    pub(crate) became: &'static str,
    pub(crate) failed: &'static str,
    pub(crate) retry: &'static str,
    pub(crate) runs: &'static str,
    pub(crate) cut_off: &'static str,
    /// What may become of an entry, in the order of the states.
    entry_states: [&'static str; 4],
    pub(crate) month_names: &'static str,
    /// How many were not held.
    pub(crate) n_not_held: Forms,
    fields: fn(&str) -> Option<&'static str>,
}

impl Web {
    /// The word for a field of the contract, by the last part of its path.
    pub(crate) fn field(&self, field: &str) -> Option<&'static str> {
        (self.fields)(field)
    }

    /// The word for what became of an entry.
    pub(crate) fn entry_state(&self, state: State) -> &'static str {
        let [article, duplicate, skipped, failed] = self.entry_states;
        match state {
            State::Article => article,
            State::Duplicate => duplicate,
            State::Skipped => skipped,
            State::Failed => failed,
        }
    }
}

impl Messages {
    /// The word for a type of encounter.
    pub(crate) fn event_type(&self, kind: EventType) -> &'static str {
        (self.types)(kind)
    }

    /// The word for a status.
    pub(crate) fn status(&self, status: Status) -> &'static str {
        (self.statuses)(status)
    }

    /// The word for a role.
    pub(crate) fn role(&self, role: Role) -> &'static str {
        (self.roles)(role)
    }

    /// The word for a field that reports disagree about, by the last part of its path.
    pub(crate) fn field(&self, field: &str) -> Option<&'static str> {
        (self.fields)(field)
    }

    /// Why a person should look at something.
    pub(crate) fn why(&self, why: Why) -> &'static str {
        (self.doubts)(why)
    }

    /// What was decided.
    pub(crate) fn action(&self, action: &Action) -> &'static str {
        let word = match action {
            Action::Confirm { .. } => "confirm",
            Action::Reject { .. } => "reject",
            Action::Correct { .. } => "correct",
            Action::Merge { .. } => "merge",
            Action::Split { .. } => "split",
            Action::Add { .. } => "add",
            Action::Undo { .. } => "undo",
        };
        (self.actions)(word).unwrap_or(word)
    }

    /// The same, by the word of the contract.
    pub(crate) fn action_word<'w>(&self, word: &'w str) -> &'w str {
        (self.actions)(word).unwrap_or(word)
    }

    /// What speaks for one encounter.
    pub(crate) fn reason(&self, reason: Reason) -> &'static str {
        (self.reasons)(reason)
    }

    /// What forbids one encounter.
    pub(crate) fn obstacle(&self, obstacle: Obstacle) -> &'static str {
        (self.obstacles)(obstacle)
    }

    /// Why a name is taken for a person's.
    pub(crate) fn because(&self, because: Match) -> &'static str {
        (self.matches)(because)
    }

    /// The word for what is counted by, and for its values: axes, ranks, directions, occasions.
    pub(crate) fn counted(&self, word: &str) -> Option<&'static str> {
        (self.counted)(word)
    }

    /// What became of a claim.
    pub(crate) fn verdict(&self, verdict: Verdict) -> &'static str {
        (self.verdicts)(verdict)
    }

    /// What a claim is about, and the kinds of results, by the contract's word for it.
    pub(crate) fn claim(&self, what: &str) -> Option<&'static str> {
        (self.claimed_things)(what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_has_six_forms() {
        let forms = &ar::MESSAGES.n_reports;
        for (n, form) in [
            (0, forms.zero),
            (1, forms.one),
            (2, forms.two),
            (3, forms.few),
            (103, forms.few),
            (11, forms.many),
            (99, forms.many),
            (100, forms.other),
            (102, forms.other),
        ] {
            assert_eq!(Lang::Ar.form(forms, n), form, "{n}");
        }
        assert_eq!(Lang::Fr.plural(&fr::MESSAGES.n_reports, 0), "0 compte rendu");
        assert_eq!(Lang::En.plural(&en::MESSAGES.n_reports, 0), "0 reports");
    }

    #[test]
    fn no_message_is_empty_in_any_language() {
        for lang in [Lang::Ar, Lang::En, Lang::Fr] {
            // `Debug` prints every field, so a message added later is checked too.
            let all = format!("{:?}", lang.messages());
            assert!(!all.contains("\"\""), "{lang:?}: {all}");
            for kind in EventType::ALL {
                assert!(!lang.messages().event_type(*kind).is_empty());
            }
            for status in Status::ALL {
                assert!(!lang.messages().status(*status).is_empty());
            }
            for role in Role::ALL {
                assert!(!lang.messages().role(*role).is_empty());
            }
            for field in ["type", "status", "date", "city", "country", "name", "office"] {
                assert!(lang.messages().field(field).is_some(), "{lang:?} {field}");
            }
            let ranks = Rank::ALL.iter().map(|rank| rank.as_str());
            let others = "axis counterpart rank outlet direction occasion counterterrorism_and_crime technology \
                regional_security police_cooperation abroad at_home third_country remote gathering trip by_itself";
            for word in others.split(' ').chain(ranks) {
                assert!(lang.messages().counted(word).is_some(), "{lang:?} {word}");
            }
            for what in CLAIMS {
                assert!(lang.messages().claim(what).is_some(), "{lang:?} {what}");
            }
        }
    }

    const CLAIMS: [&str; 19] = [
        "meetings",
        "countries",
        "organisations",
        "visits",
        "partners",
        "agreements",
        "largest_region",
        "largest_country",
        "peak_months",
        "theme_share",
        "trend",
        "first",
        "result",
        "plots_foiled",
        "networks_dismantled",
        "arrests",
        "seizures",
        "extraditions",
        "events_secured",
    ];

    #[test]
    fn the_locale_chooses_the_language() {
        let vars = |lang: &str| BTreeMap::from([("LANG".to_owned(), lang.to_owned())]);
        assert_eq!(Lang::of_locale(&vars("ar_MA.UTF-8")), Lang::Ar);
        assert_eq!(Lang::of_locale(&vars("fr_FR.UTF-8")), Lang::Fr);
        assert_eq!(Lang::of_locale(&vars("C.UTF-8")), Lang::En);
        assert_eq!(Lang::of_locale(&BTreeMap::new()), Lang::En);
    }
}
