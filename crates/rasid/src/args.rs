//! Arguments as they are typed: words, paths and numbers without meaning. [`crate::settings`] gives them one.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use jiff::civil::Date;
use rasid_chronicle::{Cursor, State};
use rasid_coder::report::{EventType, Status};
use rasid_intake::{Cidr, Columns, Options};
use rasid_text::PartialDate;

use crate::lang::{Lang, MonthNames};

mod examples;
mod words;

pub(crate) use words::{By, Contract, ExportFormat, Format, Nodes, PageFormat, Sense, Unit};
use words::{bound, event_type, status};

/// Rasid, a radar of diplomacy: reads press articles and answers with a sourced chronology of encounters.
#[derive(Debug, Parser)]
#[command(name = "rasid", version, before_help = examples::PROGRAM, after_help = examples::AFTER, disable_help_subcommand = true)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) everywhere: Everywhere,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// Options of every verb. Each may also come from the environment or a settings file.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Options of every verb")]
pub(crate) struct Everywhere {
    /// Language of tables and messages.
    #[arg(long, global = true, value_name = "LANG")]
    pub(crate) lang: Option<Lang>,
    /// Arabic month names.
    #[arg(long, global = true, value_name = "SET")]
    pub(crate) months: Option<MonthNames>,
    /// Database file [default: ./rasid.db].
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) db: Option<PathBuf>,
    /// Number of threads [default: one per core].
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Connect to nothing, whatever else is asked.
    #[arg(long, global = true)]
    pub(crate) offline: bool,
    /// Show no progress.
    #[arg(long, global = true)]
    pub(crate) no_progress: bool,
    /// Print nothing on stderr but errors.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Read articles and print the chronology of encounters and the counts.
    #[command(before_help = examples::RADAR)]
    Radar(Radar),
    /// Read articles and print what each says, one JSON object a line.
    #[command(before_help = examples::EXTRACT)]
    Extract(Extract),
    /// Read articles into the database.
    #[command(before_help = examples::INGEST)]
    Ingest(Ingest),
    /// What was taken in, what was not, and why.
    #[command(before_help = examples::STATUS)]
    Status(StatusOf),
    /// Read again what could not be read.
    #[command(before_help = examples::RETRY)]
    Retry(Retry),
    /// Follow feeds: read what they lead to, and tell what is new.
    #[command(before_help = examples::WATCH)]
    Watch(Watch),
    /// Print the chronology of the database.
    #[command(before_help = examples::CHRONOLOGY)]
    Chronology(Chronology),
    /// Count encounters, meetings, trips, reports or independent sources.
    #[command(before_help = examples::COUNT)]
    Count(Count),
    /// Officials: how their names are written, and which office each is seen in, from when to when.
    #[command(before_help = examples::PEOPLE)]
    People(People),
    /// Lay published claims ("20 meetings in 13 countries") beside the evidence of the database.
    #[command(before_help = examples::AUDIT)]
    Audit(Audit),
    /// What came in since an hour or the last call: new, changed, called off, to come.
    #[command(before_help = examples::BRIEF)]
    Brief(Brief),
    /// Find articles by their words.
    #[command(before_help = examples::SEARCH)]
    Search(Search),
    /// List what a person should look at; confirm, reject, correct, merge, split, undo.
    #[command(before_help = examples::REVIEW)]
    Review(Review),
    /// Print the encounters of the database for other programs.
    #[command(before_help = examples::EXPORT)]
    Export(Export),
    /// Open the chronicle in a browser.
    #[command(before_help = examples::SERVE)]
    Serve(Serve),
    /// Score event reports against a gold file.
    #[command(before_help = examples::EVAL)]
    Eval(Eval),
    /// Measure speed against a yardstick on your own articles.
    #[command(before_help = examples::BENCH)]
    Bench(Bench),
    /// Inspect or check the lexicon.
    #[command(before_help = examples::LEXICON)]
    Lexicon(Lexicon),
    /// Check the installation and the database.
    #[command(before_help = examples::DOCTOR)]
    Doctor(Doctor),
    /// Print the JSON Schema of an output.
    #[command(before_help = examples::SCHEMA)]
    Schema(Schema),
    /// Print completions for a shell.
    #[command(before_help = examples::COMPLETIONS)]
    Completions(Completions),
    /// Print the manual page.
    #[command(before_help = examples::MAN)]
    Man,
}

/// Which encounters.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Which encounters")]
pub(crate) struct Which {
    /// Only encounters of this official: a name in Arabic or Latin letters, full or the surname alone.
    #[arg(long, value_name = "NAME")]
    pub(crate) subject: Option<String>,
    /// Not before this day, month or year (2025, 2025-05, 2025-05-06).
    #[arg(long, value_name = "DATE", value_parser = bound)]
    pub(crate) from: Option<PartialDate>,
    /// Not after it.
    #[arg(long, value_name = "DATE", value_parser = bound)]
    pub(crate) to: Option<PartialDate>,
    /// Only these types.
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', value_parser = event_type())]
    pub(crate) types: Vec<EventType>,
    /// Only these themes.
    #[arg(long = "theme", value_name = "THEME", value_delimiter = ',')]
    pub(crate) themes: Vec<String>,
    /// Only these countries or organisations (ISO 3166-1 alpha-2, UN, EU ...).
    #[arg(long = "country", value_name = "CODE", value_delimiter = ',')]
    pub(crate) countries: Vec<String>,
    /// What became of them [default: held].
    #[arg(long = "status", value_name = "STATUS", value_delimiter = ',', value_parser = status())]
    pub(crate) statuses: Vec<Status>,
}

/// What to read with.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Own {
    /// Read with the lexicon files of this folder too, in the format of those in lexicon/.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicon: Option<PathBuf>,
}

/// Articles in, chronology and counts out.
#[derive(Debug, clap::Args)]
pub(crate) struct Radar {
    /// Files and folders: text, web pages, JSON, CSV, feeds, web archives, packed or not; - is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Print JSON instead of tables.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) source: Source,
    #[command(flatten)]
    pub(crate) own: Own,
    #[command(flatten)]
    pub(crate) which: Which,
}

/// How inputs are to be read.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Source {
    /// Columns of tables (CSV, TSV), where their names do not tell: text=body,published=day. Fields: id, url, outlet,
    /// published, title, author, section, text.
    #[arg(long, value_name = "FIELD=COLUMN,...")]
    pub(crate) columns: Option<Columns>,
    /// Day of publication of every article whose record gives none, YYYY-MM-DD.
    #[arg(long, value_name = "DAY")]
    pub(crate) published: Option<Date>,
    /// Keep articles in whatever language they are.
    #[arg(long)]
    pub(crate) any_language: bool,
}

impl Source {
    pub(crate) fn options(&self) -> Options {
        Options {
            published: self.published,
            columns: self.columns.clone().unwrap_or_default(),
            any_language: self.any_language,
            ..Options::default()
        }
    }
}

/// Articles in, reports out.
#[derive(Debug, clap::Args)]
pub(crate) struct Extract {
    /// Files and folders: text, web pages, JSON, CSV, feeds, web archives, packed or not; - or nothing is standard input.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Print the text of each article too.
    #[arg(long)]
    pub(crate) with_text: bool,
    /// Show how each article is read, for people: which frame fired on which words, what filled its slots, what was left
    /// out and by which rule.
    #[arg(long, conflicts_with = "with_text")]
    pub(crate) explain: bool,
    /// Leave parts of the coder out, to measure what they bring: names, modality, merging.
    #[arg(long, value_name = "PARTS", value_delimiter = ',', hide = true)]
    pub(crate) without: Vec<Part>,
    /// What to print.
    #[arg(long, value_name = "FORMAT", default_value = "ndjson")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) source: Source,
    #[command(flatten)]
    pub(crate) own: Own,
}

/// A part of the coder that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    Names,
    Modality,
    Merging,
}

/// Articles into the database.
#[derive(Debug, clap::Args)]
pub(crate) struct Ingest {
    /// Files and folders: text, web pages, JSON, CSV, feeds, web archives, packed or not; - is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Read files again that were read before and have not changed.
    #[arg(long)]
    pub(crate) again: bool,
    #[command(flatten)]
    pub(crate) source: Source,
    #[command(flatten)]
    pub(crate) own: Own,
}

/// What the ledger says.
#[derive(Debug, clap::Args)]
pub(crate) struct StatusOf {
    /// List the entries one by one.
    #[arg(long)]
    pub(crate) list: bool,
    /// Only entries in these states: article, duplicate, skipped, failed. Lists them.
    #[arg(long = "state", value_name = "STATE", value_delimiter = ',')]
    pub(crate) states: Vec<State>,
    /// Print so many entries of the list at most.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: Option<u32>,
    /// Print JSON: one object, or one a line with --list.
    #[arg(long)]
    pub(crate) json: bool,
}

/// What is to be read again.
#[derive(Debug, clap::Args)]
pub(crate) struct Retry {
    /// What failed. There is no other choice yet; it is written so that nobody retries by mistake.
    #[arg(long, required = true)]
    pub(crate) failed: bool,
    #[command(flatten)]
    pub(crate) source: Source,
    #[command(flatten)]
    pub(crate) door: Door,
    #[command(flatten)]
    pub(crate) own: Own,
}

/// What may be fetched, and how.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Fetching")]
pub(crate) struct Door {
    /// Let these ranges of addresses in beside the public ones: 10.1.0.0/16.
    #[arg(long, value_name = "CIDR", value_delimiter = ',')]
    pub(crate) allow: Vec<Cidr>,
    /// Seconds to wait between two calls of one host, unless it asks for longer.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u16).range(0..=3600), default_value = "2")]
    pub(crate) delay: u16,
    /// Seconds that one page may take.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u16).range(1..=600), default_value = "30")]
    pub(crate) timeout: u16,
}

/// What is watched, and who is told. What is not given is taken from the table [watch] of rasid.toml: feeds, opml, every,
/// allow, webhook, atom, ical.
#[derive(Debug, clap::Args)]
pub(crate) struct Watch {
    /// Addresses of feeds.
    #[arg(value_name = "FEED")]
    pub(crate) feeds: Vec<String>,
    /// Files in OPML that list feeds.
    #[arg(long, value_name = "FILE")]
    pub(crate) opml: Vec<PathBuf>,
    /// Make one round and end: for cron.
    #[arg(long)]
    pub(crate) once: bool,
    /// Minutes between two rounds [default: 15].
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) every: Option<u16>,
    /// Post what is new to this address, as JSON.
    #[arg(long, value_name = "URL")]
    pub(crate) webhook: Option<String>,
    /// Keep an Atom feed of the encounters in this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) atom: Option<PathBuf>,
    /// Keep a calendar of the encounters in this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) ical: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) door: Door,
    #[command(flatten)]
    pub(crate) own: Own,
}

/// Encounters of the database, in order of time.
#[derive(Debug, clap::Args)]
pub(crate) struct Chronology {
    /// Print one JSON object a line.
    #[arg(long)]
    pub(crate) json: bool,
    /// Print so many encounters at most, and say on stderr where the next page begins.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: Option<u32>,
    /// Begin behind the place that an earlier page named.
    #[arg(long, value_name = "PLACE")]
    pub(crate) after: Option<Cursor>,
    /// Say under each encounter why its reports are taken for one.
    #[arg(long, conflicts_with = "json")]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) which: Which,
}

/// Counts of the database.
#[derive(Debug, clap::Args)]
pub(crate) struct Count {
    /// What a row is.
    #[arg(long, default_value = "country")]
    pub(crate) by: By,
    /// What is counted.
    #[arg(long, default_value = "encounters")]
    pub(crate) unit: Unit,
    /// Whose country: that of the other side, or where it took place.
    #[arg(long, default_value = "partner")]
    pub(crate) sense: Sense,
    /// Which division of the world, for --by region: one of those in lexicon/regions.tsv [default: m49].
    #[arg(long, value_name = "SCHEME")]
    pub(crate) scheme: Option<String>,
    /// Count only what was reported by outlets that the database has an article of in every month of the period, so that
    /// a rise is none in what was read.
    #[arg(long)]
    pub(crate) constant_sources: bool,
    /// Print JSON instead of a table, with the encounters behind each number.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) which: Which,
}

/// Who is who.
#[derive(Debug, clap::Args)]
pub(crate) struct People {
    /// Only who is called so: in Arabic or Latin letters, in full or by the family name alone.
    #[arg(value_name = "NAME")]
    pub(crate) name: Vec<String>,
    /// Only who acts for these countries or organisations (ISO 3166-1 alpha-2, UN, EU ...).
    #[arg(long = "country", value_name = "CODE", value_delimiter = ',')]
    pub(crate) countries: Vec<String>,
    /// Show so many at most.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: usize,
    /// Print one JSON object a line.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Claims against the evidence.
#[derive(Debug, clap::Args)]
pub(crate) struct Audit {
    /// Print one JSON object a line.
    #[arg(long)]
    pub(crate) json: bool,
    /// End with exit code 4 when a claim is not supported.
    #[arg(long)]
    pub(crate) fail_on_unsupported: bool,
    #[command(flatten)]
    pub(crate) which: Which,
}

/// News of the chronicle.
#[derive(Debug, clap::Args)]
pub(crate) struct Brief {
    /// Since when: a day (2025-05-06), an instant (2025-05-06T07:00:00Z), or a span back from now (12h, 3d) [default:
    /// the last call with the same subjects and countries, else 24h].
    #[arg(long, value_name = "WHEN")]
    pub(crate) since: Option<String>,
    /// Only encounters of these officials [default: `subjects` of the settings].
    #[arg(long = "subject", value_name = "NAME")]
    pub(crate) subjects: Vec<String>,
    /// And of these countries or organisations [default: `countries` of the settings].
    #[arg(long = "country", value_name = "CODE", value_delimiter = ',')]
    pub(crate) countries: Vec<String>,
    /// How it is written.
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: PageFormat,
    /// Print one JSON object.
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
    /// File to write [default: standard output].
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Articles by their words.
#[derive(Debug, clap::Args)]
pub(crate) struct Search {
    /// Words that all have to be there, a "phrase" in quotation marks, or -words that must not be there. Spelling habits,
    /// articles and prefixes make no difference; a word in Latin letters also finds Arabic names spelled so.
    #[arg(value_name = "WORDS", required = true)]
    pub(crate) words: Vec<String>,
    /// Show so many articles at most.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Print one JSON object a line.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) which: Which,
}

/// Decisions of people.
#[derive(Debug, clap::Args)]
pub(crate) struct Review {
    #[command(subcommand)]
    pub(crate) verb: Option<ReviewVerb>,
    /// List so many doubts at most.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: usize,
    /// Print one JSON object a line.
    #[arg(long)]
    pub(crate) json: bool,
}

/// What to decide. An encounter is named by its id, or by one that it had.
#[derive(Debug, Subcommand)]
pub(crate) enum ReviewVerb {
    /// The encounter is as it stands.
    Confirm {
        /// Encounter.
        #[arg(value_name = "ID")]
        encounter: String,
        #[command(flatten)]
        why: Why,
    },
    /// The encounter, or some of its reports, tell of none.
    Reject {
        /// Encounter.
        #[arg(value_name = "ID")]
        encounter: String,
        /// Reports of it, by the id of the event or of the article [default: all].
        #[arg(value_name = "REPORT")]
        reports: Vec<String>,
        #[command(flatten)]
        why: Why,
    },
    /// A field has another value.
    Correct {
        /// Encounter.
        #[arg(value_name = "ID")]
        encounter: String,
        /// date, status, type, place/city, place/city_en, place/country, participants/N/name, participants/N/office
        /// or participants/N/country, where 0 is the first of them.
        field: String,
        /// The right value; an empty one takes away what stands there.
        value: String,
        #[command(flatten)]
        why: Why,
    },
    /// Two encounters are one.
    Merge {
        /// One.
        #[arg(value_name = "ID")]
        one: String,
        /// The other.
        #[arg(value_name = "ID")]
        other: String,
        #[command(flatten)]
        why: Why,
    },
    /// Some reports of an encounter are of another one.
    Split {
        /// Encounter.
        #[arg(value_name = "ID")]
        encounter: String,
        /// These reports, by the id of the event or of the article.
        #[arg(value_name = "REPORT", required = true)]
        reports: Vec<String>,
        #[command(flatten)]
        why: Why,
    },
    /// An article tells of an encounter that the coder missed.
    #[command(before_help = examples::REVIEW_ADD)]
    Add(Box<Add>),
    /// Write what was judged as gold for the scorer: events.jsonl, planned.jsonl and articles.jsonl of every article all of
    /// whose reports were judged.
    Export {
        /// Folder to write into; it is made where it is not there.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Take gold over as decisions: what it has too is confirmed, what it has otherwise corrected, what it has alone added,
    /// what it has not rejected.
    Import {
        /// Gold events, one a line, as `review export` and people write them. Of what the gold does not have, only reports
        /// of encounters that were held are rejected where none of these files has another, and the other way round.
        #[arg(value_name = "EVENTS", required = true)]
        events: Vec<PathBuf>,
        /// Annotated articles, one a line, those without an event included; texts that the database lacks are taken in
        /// [default: the articles of the events].
        #[arg(long, value_name = "FILE")]
        articles: Option<PathBuf>,
        #[command(flatten)]
        why: Why,
    },
    /// Say why two encounters are not one: each report of one beside each of the other.
    Why {
        /// One.
        #[arg(value_name = "ID")]
        one: String,
        /// The other.
        #[arg(value_name = "ID")]
        other: String,
    },
    /// Say how far people and coder agree.
    Agreement {
        /// Print JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// A decision does not stand.
    Undo {
        /// Its number in the log.
        #[arg(value_name = "NUMBER")]
        decision: i64,
        #[command(flatten)]
        why: Why,
    },
    /// Print the log of decisions.
    Log {
        /// Print one JSON object a line.
        #[arg(long)]
        json: bool,
    },
}

/// A report that the coder missed.
#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    /// The article, by its id or its address.
    #[arg(long, value_name = "ID", required_unless_present = "text")]
    pub(crate) article: Option<String>,
    /// A text that is not in the database yet, in any language: a file, or - for standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "article")]
    pub(crate) text: Option<PathBuf>,
    /// Address of that text.
    #[arg(long, requires = "text")]
    pub(crate) url: Option<String>,
    /// Its outlet.
    #[arg(long, value_name = "NAME", requires = "text")]
    pub(crate) outlet: Option<String>,
    /// Its headline.
    #[arg(long, requires = "text")]
    pub(crate) title: Option<String>,
    /// Its day of publication.
    #[arg(long, value_name = "DATE", requires = "text")]
    pub(crate) published: Option<jiff::civil::Date>,
    /// Its language (BCP 47).
    #[arg(long, value_name = "CODE", requires = "text", default_value = "ar")]
    pub(crate) language: String,
    /// The passage that says it, word for word.
    #[arg(long, value_name = "TEXT")]
    pub(crate) quote: String,
    /// Type of the encounter.
    #[arg(long = "type", value_name = "TYPE", value_parser = event_type())]
    pub(crate) event_type: EventType,
    /// What became of it.
    #[arg(long, value_name = "STATUS", value_parser = status(), default_value = "held")]
    pub(crate) status: Status,
    /// When, in EDTF: 2025-05-06, 2025-05, 2025-05-06/2025-05-08.
    #[arg(long, value_name = "EDTF")]
    pub(crate) date: Option<String>,
    /// City, as written.
    #[arg(long)]
    pub(crate) city: Option<String>,
    /// Country of the place (ISO 3166-1 alpha-2).
    #[arg(long, value_name = "CODE")]
    pub(crate) place: Option<String>,
    /// Somebody who took part: "name; office; country" and, if it matters, "; role". What is not known stays empty.
    #[arg(long, value_name = "WHO", required = true)]
    pub(crate) who: Vec<String>,
    /// Themes.
    #[arg(long = "theme", value_name = "THEME", value_delimiter = ',')]
    pub(crate) themes: Vec<String>,
    #[command(flatten)]
    pub(crate) why: Why,
}

/// Who decides, and why.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Why {
    /// Why; the log keeps it.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Who decides.
    #[arg(long, value_name = "NAME", env = "RASID_ACTOR")]
    pub(crate) by: Option<String>,
}

/// Encounters for other programs.
#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// What to print.
    #[arg(long, short, value_name = "FORMAT", default_value = "ndjson")]
    pub(crate) format: ExportFormat,
    /// Begin a CSV file with a byte-order mark, which Excel wants.
    #[arg(long)]
    pub(crate) excel_bom: bool,
    /// What the nodes of a network are.
    #[arg(long, value_name = "NODES", default_value = "people")]
    pub(crate) nodes: Nodes,
    /// File to write [default: standard output].
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write a folder to cite and to archive: the tables of encounters, reports and people, all that is known as NDJSON, a
    /// codebook, Data Package metadata and a manifest of hashes.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["format", "output"])]
    pub(crate) package: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) which: Which,
}

/// Predictions against gold.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Eval {
    #[command(subcommand)]
    pub(crate) verb: Option<EvalVerb>,
    #[command(flatten)]
    pub(crate) reports: EvalReports,
}

/// What to score beside the reports of single articles.
#[derive(Debug, Subcommand)]
pub(crate) enum EvalVerb {
    /// Merge coded reports, or score how reports were merged into encounters.
    #[command(before_help = examples::EVAL_MERGE)]
    Merge(EvalMerge),
}

/// Encounters against coded ones.
#[derive(Debug, clap::Args)]
pub(crate) struct EvalMerge {
    /// Coded reports, one a line: merge them and print the encounters. Of a line only article_id, type, countries,
    /// principals, date_as_reported and quote are read.
    #[arg(long, value_name = "FILE", required_unless_present = "gold", conflicts_with_all = ["gold", "pred", "near_misses", "copies", "json"])]
    pub(crate) reports: Option<PathBuf>,
    /// Their articles, one a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) articles: PathBuf,
    /// Coded reports with their encounter_id: score against them.
    #[arg(long, value_name = "FILE", requires = "pred")]
    pub(crate) gold: Option<PathBuf>,
    /// What `rasid export` printed.
    #[arg(long, value_name = "FILE")]
    pub(crate) pred: Option<PathBuf>,
    /// Pairs of encounters that look alike and are two, one pair a line: a and b.
    #[arg(long, value_name = "FILE")]
    pub(crate) near_misses: Option<PathBuf>,
    /// Groups of articles with one text, one group a line: article_ids.
    #[arg(long, value_name = "FILE")]
    pub(crate) copies: Option<PathBuf>,
    /// List so many reports of different encounters that stand in one on stderr.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) errors: usize,
    /// Print JSON instead of a table.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Reports against gold.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct EvalReports {
    /// Gold events, one a line.
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) gold: Option<PathBuf>,
    /// Annotated articles, one a line, those without an event included.
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) articles: Option<PathBuf>,
    /// What `rasid extract` printed.
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) pred: Option<PathBuf>,
    /// Gold claims, one a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) claims: Option<PathBuf>,
    /// Gold encounters that were planned, cancelled, postponed or denied, one a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) planned: Option<PathBuf>,
    /// List so many misses on stderr.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) errors: usize,
    /// Give 95 % intervals, from so many draws of the articles with replacement.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub(crate) bootstrap: u32,
    /// Print JSON instead of a table.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Speed.
#[derive(Debug, clap::Args)]
pub(crate) struct Bench {
    /// Files and folders: text, web pages, JSON, CSV, feeds, web archives, packed or not; - is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Passes over the articles; the fastest counts.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub(crate) passes: u16,
    /// Print JSON instead of a table.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) own: Own,
}

/// Lexicon.
#[derive(Debug, clap::Args)]
pub(crate) struct Lexicon {
    #[command(subcommand)]
    pub(crate) verb: LexiconVerb,
}

/// What to do with the lexicon.
#[derive(Debug, Subcommand)]
pub(crate) enum LexiconVerb {
    /// Check the lexicon of the program, alone or with your own files; every clash is named with file and line.
    #[command(before_help = examples::LEXICON_CHECK)]
    Check {
        /// Folder of your own lexicon files.
        #[arg(value_name = "DIR")]
        dir: Option<PathBuf>,
    },
    /// Say what the lexicon knows about a word.
    #[command(before_help = examples::LEXICON_EXPLAIN)]
    Explain {
        /// A name, office, place, month or verb, as an article would write it.
        #[arg(value_name = "WORD", required = true)]
        words: Vec<String>,
        #[command(flatten)]
        own: Own,
    },
}

/// Self-check.
#[derive(Debug, clap::Args)]
pub(crate) struct Doctor {
    /// Throw away what is derived from the articles (encounters and the like) and derive it anew.
    #[arg(long)]
    pub(crate) repair: bool,
    /// Print JSON instead of a table.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Pages for a browser.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Serve {
    /// Where to listen: an address of this machine and a port; 0 takes any that is free.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7373")]
    pub(crate) bind: std::net::SocketAddr,
    /// Another name that this server is asked under, where a web server in front of it has one: `radar.example.org`.
    /// Repeat it for more.
    #[arg(long = "name", value_name = "HOST")]
    pub(crate) names: Vec<String>,
    /// Let nobody read who has no token and no password.
    #[arg(long)]
    pub(crate) private: bool,
    #[command(subcommand)]
    pub(crate) verb: Option<ServeVerb>,
}

/// Who may come in.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum ServeVerb {
    /// Who may sign in, review and add articles. The password is asked for, or read from standard input.
    User {
        #[command(subcommand)]
        verb: KeyVerb,
    },
    /// What lets a program read where reading is private: `Authorization: Bearer TOKEN`.
    Token {
        #[command(subcommand)]
        verb: KeyVerb,
    },
}

/// What is done with a key.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum KeyVerb {
    /// Add one, or give a user another password.
    Add {
        /// Its name.
        name: String,
    },
    /// Take one away.
    Remove {
        /// Its name.
        name: String,
    },
    /// Print the names.
    List,
}

/// Schemas.
#[derive(Debug, clap::Args)]
pub(crate) struct Schema {
    /// Which output.
    #[arg(default_value = "article")]
    pub(crate) of: Contract,
}

/// Completions.
#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// Which shell.
    pub(crate) shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_hold_together() {
        use clap::CommandFactory;
        Args::command().debug_assert();
    }
}
