//! The examples that open each help text.

pub(super) const PROGRAM: &str = "\
Examples:
  rasid radar news/                     who met whom in a folder of articles
  rasid extract article.txt | jq .      what one article says, as JSON
  rasid ingest news/ && rasid count --by country --unit meetings
  rasid chronology --from 2025-01 --country MA";

pub(super) const AFTER: &str = "\
Settings: flag, then RASID_LANG, RASID_MONTHS, RASID_DB, RASID_THREADS, then ./rasid.toml, then
$XDG_CONFIG_HOME/rasid/config.toml (keys: lang, months, db, threads,
subjects, countries).
Exit codes: 0 done, 1 failure, 2 usage, 3 done but some inputs failed, 4 a claim is not supported
(audit --fail-on-unsupported), 5 data damaged, 130 interrupted.";

pub(super) const RADAR: &str = "\
Examples:
  rasid radar news/
  rasid radar news/ --from 2025-01 --to 2025-06 --subject الورياكلي
  rasid radar news.jsonl --lang ar --months maghrebi
  rasid radar news/ --lexicon my-lexicon/
  cat news.jsonl | rasid radar - --json";

pub(super) const EXTRACT: &str = "\
Examples:
  rasid extract article.txt
  rasid extract news/ --threads 4 > reports.ndjson
  echo '{\"id\":\"1\",\"text\":\"...\"}' | rasid extract - --with-text";

pub(super) const INGEST: &str = "\
Examples:
  rasid ingest pages/                                 saved web pages and texts, a folder of them
  rasid ingest news.jsonl.gz archive.zip              records, packed or not
  rasid ingest crawl.warc.gz                          a web archive; if it is cut off, the same command goes on
  rasid ingest press.csv --columns text=body,published=day
  curl -s https://example.org/feed.xml | rasid ingest -";

pub(super) const STATUS: &str = "\
Examples:
  rasid status
  rasid status --state failed
  rasid status --list --json | jq -r .path";

pub(super) const RETRY: &str = "\
Examples:
  rasid retry --failed";

pub(super) const WATCH: &str = "\
Examples:
  rasid watch --once https://example.org/feed.xml     one round, for cron; what is new is printed, one JSON object a line
  rasid watch --opml feeds.opml --every 30 --atom encounters.xml --ical encounters.ics
  rasid watch                                         the feeds of rasid.toml:  [watch]
                                                                                feeds = [\"https://example.org/feed.xml\"]";

pub(super) const CHRONOLOGY: &str = "\
Examples:
  rasid chronology
  rasid chronology --from 2025-05 --to 2025-05 --type visit,reception
  rasid chronology --status planned,cancelled --json
  rasid chronology --limit 50
  rasid chronology --subject الورياكلي --explain";

pub(super) const COUNT: &str = "\
Examples:
  rasid count --by country --unit meetings
  rasid count --by month --unit trips --from 2025
  rasid count --by region --scheme arab_league --sense place
  rasid count --by counterpart --subject الورياكلي
  rasid count --by direction --unit trips --country MA --constant-sources";

pub(super) const PEOPLE: &str = "\
Examples:
  rasid people
  rasid people الورياكلي
  rasid people Hammouchi --json | jq .offices";

pub(super) const AUDIT: &str = "\
Examples:
  rasid audit
  rasid audit --subject الورياكلي --from 2024 --to 2024
  rasid audit --json --fail-on-unsupported | jq .verdict";

pub(super) const BRIEF: &str = "\
Examples:
  rasid brief
  rasid brief --since 12h --country MA,ES --lang ar
  rasid brief --since 2025-05-06T07:00:00Z --subject الورياكلي --format html -o brief.html";

pub(super) const SEARCH: &str = "\
Examples:
  rasid search تهريب المخدرات
  rasid search '\"الجريمة المنظمة\" -كرة' --country ES --from 2024
  rasid search Hammouchi --json | jq .marks";

pub(super) const REVIEW: &str = "\
Examples:
  rasid review                                          what a person should look at
  rasid review confirm 050b5af098e4f2c4 --reason 'read both articles'
  rasid review correct 050b5af098e4f2c4 date 2025-04-08 --reason 'the communique says so'
  rasid review merge 050b5af098e4f2c4 11da62d65a0a8b7d --reason 'one meeting, two names'
  rasid review undo 3 --reason 'was another visit' --by layla
  rasid review log
  rasid review export gold/ && rasid review agreement";

pub(super) const REVIEW_ADD: &str = "\
Examples:
  rasid review add --article a17 --type talks --date 2025-05-06 --quote 'جلسا إلى مائدة واحدة' \\
      --who 'منير الورياكلي; المدير العام للأمن الوطني; MA' --who '; وزير الداخلية; ES' --reason 'read it'
  rasid review add --text depeche.txt --language fr --url https://example.org/1 --published 2025-05-07 \\
      --type visit --place AT --quote 'est arrivé mardi à Vienne' --who 'Karim Bennis; ministre; MA' --reason 'read it'";

pub(super) const EXPORT: &str = "\
Examples:
  rasid export > encounters.ndjson
  rasid export --format csv --excel-bom -o encounters.csv --from 2025
  rasid export --format gexf --nodes countries --status held > network.gexf
  rasid export --package chronicle-2025/ --from 2025 --to 2025
  rasid export --format ris --subject الورياكلي -o sources.ris
  rasid export --format parquet -o encounters.parquet && duckdb -c \"SELECT * FROM 'encounters.parquet'\"";

pub(super) const SERVE: &str = "\
Examples:
  rasid serve
  rasid serve --db press.db --bind 127.0.0.1:8080 --lang fr
  rasid serve user add salma
  rasid serve token add newsroom && rasid serve --private
  curl -H 'Authorization: Bearer TOKEN' 'http://127.0.0.1:7373/api/v1/encounters?country=ES&from=2024&to=2024'";

pub(super) const EVAL: &str = "\
Examples:
  rasid eval --gold dev.events.jsonl --articles dev.articles.jsonl --pred reports.ndjson
  rasid eval --gold dev.events.jsonl --articles dev.articles.jsonl --pred reports.ndjson --errors 20 --json
  rasid eval merge --gold merge.reports.jsonl --articles merge.articles.jsonl --pred encounters.ndjson";

pub(super) const EVAL_MERGE: &str = "\
Examples:
  rasid export | rasid eval merge --gold merge.reports.jsonl --articles merge.articles.jsonl --pred -
  rasid eval merge --reports merge.reports.jsonl --articles merge.articles.jsonl > encounters.ndjson";

pub(super) const BENCH: &str = "\
Examples:
  rasid bench news/
  rasid bench news.jsonl --passes 5 --json";

pub(super) const LEXICON: &str = "\
Examples:
  rasid lexicon check
  rasid lexicon explain غشت";

pub(super) const LEXICON_CHECK: &str = "\
Examples:
  rasid lexicon check
  rasid lexicon check my-lexicon/";

pub(super) const LEXICON_EXPLAIN: &str = "\
Examples:
  rasid lexicon explain غشت
  rasid lexicon explain وزير الداخلية
  rasid lexicon explain --lexicon my-lexicon/ غشت";

pub(super) const DOCTOR: &str = "\
Examples:
  rasid doctor
  rasid doctor --db press.db --json
  rasid doctor --repair";

pub(super) const SCHEMA: &str = "\
Examples:
  rasid schema article > article.schema.json
  rasid schema encounter";

pub(super) const COMPLETIONS: &str = "\
Examples:
  rasid completions bash > ~/.local/share/bash-completion/completions/rasid
  rasid completions zsh > ~/.zfunc/_rasid";

pub(super) const MAN: &str = "\
Examples:
  rasid man > ~/.local/share/man/man1/rasid.1
  rasid man | man -l -";
