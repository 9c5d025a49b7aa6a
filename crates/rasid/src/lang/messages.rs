//! What the program says: which messages there are. The words are in `messages/`, a file for each language.

use rasid_chronicle::{Action, State, Verdict, Why};
use rasid_coder::report::{EventType, Rank, Role, Status};
use rasid_merge::registry::Match;
use rasid_merge::score::{Obstacle, Reason};

use super::Lang;
use super::fluent::{Phrase, Source, Text, Wording};

/// Keys of the review, and the message that says what each does.
pub(super) const KEYS: [(&str, &str); 12] = [
    ("c", "confirm"),
    ("r", "reject"),
    ("s", "split"),
    ("e", "field"),
    ("x", "correct"),
    ("m", "merge"),
    ("w", "reason"),
    ("u", "undo"),
    ("n", "next"),
    ("j k", "move"),
    ("q", "queue"),
    ("?", "keys"),
];

/// A struct with a field for each message, which is called as the field is, behind a prefix.
macro_rules! messages {
    (
        $(#[$doc:meta])* $name:ident = $prefix:literal { $($(#[$note:meta])* $field:ident: $kind:ty,)* }
        $(with $(#[$part_note:meta])* $part:ident: $part_kind:ident)?
    ) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub(crate) struct $name {
            $($(#[$note])* pub(crate) $field: $kind,)*
            $($(#[$part_note])* pub(crate) $part: $part_kind,)?
            source: &'static Source,
        }

        impl $name {
            /// Names of the messages.
            #[cfg(test)]
            pub(super) const NAMES: &[&str] = &[$(concat!($prefix, stringify!($field)),)*];

            fn read(source: &'static Source) -> Self {
                Self {
                    $($field: <$kind>::read(source, concat!($prefix, stringify!($field))),)*
                    $($part: $part_kind::read(source),)?
                    source,
                }
            }
        }
    };
}

messages! {
    /// What tables, lists and messages say. Data formats and help texts are in English alone.
    Messages = "" {
        /// Headings of the parts of `radar`.
        chronology: Text,
        claims: Text,
        /// Labels of lines.
        undated: Text,
        part_of: Text,
        themes: Text,
        also_reported: Text,
        reported_on: Text,
        according_to: Text,
        disputed: Text,
        unnamed: Text,
        undated_heading: Text,
        copy_of: Text,
        likely_origin: Text,
        /// All reports rest on what one of those who took part said itself: `{whose}`.
        own_words: Phrase,
        by_rule: Text,
        /// A field of somebody: `{field}`, `{name}`.
        field_of: Phrase,
        /// One day of several: `{a}`, `{b}`.
        one_of: Phrase,
        /// Between the parts of a line, behind a label, and around the words of an article.
        comma: Text,
        colon: Text,
        quote_opens: Text,
        quote_closes: Text,
        /// Columns and rows of counts.
        country: Text,
        region: Text,
        month: Text,
        kind: Text,
        theme: Text,
        total: Text,
        unknown: Text,
        unknown_month: Text,
        trips: Text,
        meetings: Text,
        encounters: Text,
        reports: Text,
        sources: Text,
        by_partner: Text,
        by_place: Text,
        other_side: Text,
        repeated: Text,
        not_placed: Text,
        /// Remarks on counts: `{n}`, `{months}`, `{of}`, `{outlets}`.
        effective: Phrase,
        stand_out: Phrase,
        without_articles: Phrase,
        constant_outlets: Phrase,
        /// Officials: who else one may be, who has the same name; how many are not shown: `{n}`.
        may_be: Text,
        namesakes: Text,
        nobody_found: Text,
        left_out: Phrase,
        /// Claims beside the corpus.
        claimed: Text,
        this_corpus: Text,
        not_countable: Text,
        period: Text,
        verdict_heading: Text,
        in_its_words: Text,
        audit: Text,
        evidence: Text,
        /// A number with those that may be added: `{n}`, `{most}`.
        up_to: Phrase,
        /// Months with an article, of all: `{n}`, `{of}`; encounters a person looked at, of all.
        covered: Phrase,
        reviewed: Phrase,
        none: Text,
        /// A bound: `{n}`.
        at_least: Phrase,
        at_most: Phrase,
        about: Phrase,
        /// Remarks.
        nothing: Text,
        no_articles: Text,
        no_claims: Text,
        /// Where the next page begins: `{place}`.
        next_page: Phrase,
        no_doubts: Text,
        no_article_found: Text,
        /// A decision was written: `{n}`; a decision that no longer stands.
        decided: Phrase,
        by_decision: Text,
        kept_apart: Text,
        undone: Text,
        unfinished: Text,
        /// A brief: `{at}`; its sections; between an old and a new status; `{n}` more reports.
        brief_since: Phrase,
        last_intake: Phrase,
        brief_new: Text,
        brief_changed: Text,
        brief_called_off: Text,
        brief_upcoming: Text,
        not_noted: Text,
        then: Text,
        more: Phrase,
        /// A dossier: what it is called, and what it is.
        dossier: Text,
        dossier_note: Text,
        /// Gold taken over: `{confirmed}`, `{corrected}`, `{added}`, `{rejected}`.
        imported: Phrase,
        /// How far people and coder agree.
        judged_right: Text,
        judged_wrong: Text,
        missed: Text,
        precision: Text,
        recall: Text,
        right_field: Text,
        judged_twice: Text,
        judged_alike: Text,
        decisions_of: Text,
        /// Numbers with their nouns.
        n_articles: Phrase,
        n_encounters: Phrase,
        n_reports: Phrase,
        n_sources: Phrase,
        n_outlets: Phrase,
        n_own: Phrase,
        n_echoes: Phrase,
        n_not_held: Phrase,
        n_unplaced: Phrase,
        n_failed: Phrase,
        n_people: Phrase,
    }
    with
    /// What only the pages of a browser say.
    web: Web
}

messages! {
    /// What only the pages of a browser say.
    Web = "page-" {
        /// Names of pages and parts.
        brand: Text,
        overview: Text,
        search: Text,
        claims: Text,
        says: Text,
        why_one: Text,
        narrow: Text,
        /// Fields and buttons of forms.
        find: Text,
        from: Text,
        to: Text,
        official: Text,
        status: Text,
        any: Text,
        show: Text,
        clear: Text,
        /// Links.
        skip: Text,
        next: Text,
        first: Text,
        original: Text,
        download: Text,
        in_article: Text,
        language: Text,
        /// What every page says of itself.
        reported: Text,
        today: Text,
        countries: Text,
        people: Text,
        offices: Text,
        network: Text,
        map: Text,
        map_note: Text,
        timeline: Text,
        years: Text,
        as_table: Text,
        matrix: Text,
        in_chronology: Text,
        name: Text,
        office: Text,
        tenure: Text,
        forms: Text,
        counterparts: Text,
        holders: Text,
        all: Text,
        nodes: Text,
        links: Text,
        since: Text,
        watch: Text,
        during: Text,
        words: Text,
        extract: Text,
        nothing_stored: Text,
        text: Text,
        headline: Text,
        outlet: Text,
        published: Text,
        read: Text,
        another: Text,
        untitled: Text,
        praise: Text,
        blame: Text,
        judgements: Text,
        show_judgements: Text,
        hide_judgements: Text,
        independent: Text,
        decisions: Text,
        cite: Text,
        copy: Text,
        review: Text,
        sign_in: Text,
        sign_out: Text,
        password: Text,
        wrong_password: Text,
        no_users: Text,
        ingest: Text,
        add: Text,
        queue: Text,
        undo: Text,
        reason: Text,
        reason_default: Text,
        reason_undo: Text,
        confirm: Text,
        reject: Text,
        split: Text,
        correct: Text,
        merge: Text,
        field_name: Text,
        value: Text,
        other: Text,
        keys: Text,
        pending: Text,
        again: Text,
        sentence: Text,
        date: Text,
        city: Text,
        person: Text,
        role: Text,
        files: Text,
        feed: Text,
        begin: Text,
        kinds_of_files: Text,
        running: Text,
        job_ended: Phrase,
        in_all: Text,
        stop: Text,
        became: Text,
        failed: Text,
        retry: Text,
        runs: Text,
        cut_off: Text,
        month_names: Text,
        /// How many were not held.
        n_not_held: Phrase,
    }
}

impl Web {
    /// The word for a field of the contract, by the last part of its path.
    pub(crate) fn field(&self, field: &str) -> Option<Text> {
        self.source.named("mark", field)
    }

    /// The word for what became of an entry.
    pub(crate) fn entry_state(&self, state: State) -> Text {
        self.source.value("entry", state.as_str())
    }

    /// Keys of the review, and what they do.
    pub(crate) fn key_names(&self) -> [(&'static str, Text); 12] {
        KEYS.map(|(key, name)| (key, self.source.value("key", name)))
    }
}

impl Messages {
    /// The messages of a language, which stay as long as the program does.
    pub(super) fn of(lang: Lang) -> Self {
        Self::read(Box::leak(Box::new(Source::of(lang, lang.file()))))
    }

    #[cfg(test)]
    pub(super) fn source(&self) -> &'static Source {
        self.source
    }

    /// The name of a month, by its number; Arabic has further sets, in [`MonthNames`](super::MonthNames).
    pub(super) fn month_name(&self, number: u8) -> Option<Text> {
        self.source.named("month", &number.to_string())
    }

    /// The word for a type of encounter.
    pub(crate) fn event_type(&self, kind: EventType) -> Text {
        self.source.value("type", kind.as_str())
    }

    /// The word for a status.
    pub(crate) fn status(&self, status: Status) -> Text {
        self.source.value("status", status.as_str())
    }

    /// The word for a role.
    pub(crate) fn role(&self, role: Role) -> Text {
        self.source.value("role", role.as_str())
    }

    /// The word for a rank where it says more than the office does: `None` where the offices of articles are in the
    /// reader's own language.
    pub(crate) fn rank(&self, rank: Rank) -> Option<Text> {
        let says_more = rank != Rank::Other && !self.source.is_of(Lang::Ar);
        says_more.then(|| self.source.value("counted", rank.as_str()))
    }

    /// The word for a field that reports disagree about, by the last part of its path.
    pub(crate) fn field(&self, field: &str) -> Option<Text> {
        self.source.named("field", field)
    }

    /// Why a person should look at something.
    pub(crate) fn why(&self, why: Why) -> Text {
        self.source.value("doubt", why.as_str())
    }

    /// What was decided.
    pub(crate) fn action(&self, action: &Action) -> Text {
        self.source.value("action", action.word())
    }

    /// The same, by the word of the contract.
    pub(crate) fn action_word<'w>(&self, word: &'w str) -> &'w str {
        self.source.named("action", word).unwrap_or(word)
    }

    /// What speaks for one encounter.
    pub(crate) fn reason(&self, reason: Reason) -> Text {
        self.source.value("reason", reason.as_str())
    }

    /// What forbids one encounter.
    pub(crate) fn obstacle(&self, obstacle: Obstacle) -> Text {
        self.source.value("obstacle", obstacle.as_str())
    }

    /// Why a name is taken for a person's.
    pub(crate) fn because(&self, because: Match) -> Text {
        self.source.value("match", because.as_str())
    }

    /// The word for what is counted by, and for its values: axes, ranks, directions, occasions.
    pub(crate) fn counted(&self, word: &str) -> Option<Text> {
        self.source.named("counted", word)
    }

    /// What became of a claim.
    pub(crate) fn verdict(&self, verdict: Verdict) -> Text {
        self.source.value("verdict", verdict.as_str())
    }

    /// What a claim is about, and the kinds of results, by the contract's word for it.
    pub(crate) fn claim(&self, what: &str) -> Option<Text> {
        self.source.named("claim", what)
    }
}
