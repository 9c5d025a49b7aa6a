### What Rasid says in English: messages of Fluent (projectfluent.org). Every language has the same messages with the same
### variables, which a test holds. PLURAL gives the category of a number by CLDR: zero, one, two, few, many, other.

## Tables, lists and messages

# Headings of the parts of radar.
chronology = Chronology
claims = What articles claim, and what this corpus holds

# Labels of lines.
undated = undated
part_of = part of
themes = themes
also_reported = otherwise
reported_on = reported on
according_to = according to
disputed = disputed place
unnamed = (unnamed)
undated_heading = Undated
copy_of = same text as
likely_origin = likely origin of the copies

# All reports rest on what one of those who took part said itself: {whose}.
own_words = only by the institution's own account ({ $whose })
by_rule = ~ before a name: a spelling made by rule

# A field of somebody: {field}, {name}.
field_of = { $field } of { $name }

# One day of several: {a}, {b}.
one_of = between { $a } and { $b }

# Between the parts of a line, behind a label, and around the words of an article.
comma = { ", " }
colon = { ": " }
quote_opens = “
quote_closes = ”

# Columns and rows of counts.
country = Country
region = Region
month = Month
kind = Type
theme = Theme
total = Total
unknown = unknown
unknown_month = unknown month
trips = trips
meetings = meetings
encounters = encounters
reports = reports
sources = independent sources
by_partner = country of the other side
by_place = country where it took place
other_side = The other side as seen from whoever travels, receives or is named first; --subject NAME sees it from one official.
repeated = counted in more than one row
not_placed = date unclear, left out

# Remarks on counts: {n}, {months}, {of}, {outlets}.
effective = effective number: { $n } (so many equally frequent ones would be as concentrated; inverse Herfindahl index)
stand_out = stand out, a steady flow would rarely give so many (Poisson, 5 %): { $months }
without_articles = without an article, so that a low number says nothing: { $months }
constant_outlets = reported by { $n } of { $of } outlets, those with an article in each of { $months } months: { $outlets }

# Officials: who else one may be, who has the same name; how many are not shown: {n}.
may_be = may be one of
namesakes = not to be confused with
nobody_found = Nobody is called so.
left_out = { $n } not shown; --limit shows more

# Claims beside the corpus.
claimed = claimed
this_corpus = this corpus
not_countable = cannot be counted here
period = period
verdict_heading = verdict
in_its_words = in its words
audit = Audit of published claims
evidence = evidence

# A number with those that may be added: {n}, {most}.
up_to = { $n } found, { $most } with those whose date is unclear

# Months with an article, of all: {n}, {of}; encounters a person looked at, of all.
covered = { $n } of { $of } months of the period have an article
reviewed = { $n } of { $of } encounters looked at by a person
none = none

# A bound: {n}.
at_least = at least { $n }
at_most = at most { $n }
about = about { $n }

# Remarks.
nothing = No encounter found.
no_articles = No article was read.
no_claims = No claim found.

# Where the next page begins: {place}.
next_page = next page: --after { $place }
no_doubts = Nothing to look at.
no_article_found = No article has these words.

# A decision was written: {n}; a decision that no longer stands.
decided = decision { $n } is in the log
by_decision = by decision of a person
kept_apart = kept apart by a person
undone = undone
unfinished = The last ingest did not end, and nothing can be written here; this answer was worked out and not kept.

# A brief: {at}; its sections; between an old and a new status; {n} more reports.
brief_since = Since { $at }
last_intake = last intake: { $at }
brief_new = New
brief_changed = More to read
brief_called_off = Cancelled, postponed, denied
brief_upcoming = To come
not_noted = this call was not noted, and the next one tells the same again
then = { " → " }
more = { $n } more

# A dossier: what it is called, and what it is.
dossier = Chronology from press reports
dossier_note = What the press reported, merged across outlets; “reported by”, never “happened”. Every line opens to the sentence that says it.

# Gold taken over: {confirmed}, {corrected}, {added}, {rejected}.
imported = { $confirmed } confirmed, { $corrected } fields corrected, { $added } added, { $rejected } rejected

# How far people and coder agree.
judged_right = reports kept by people
judged_wrong = reports rejected by people
missed = reports added by people
precision = precision of the coder, over judged reports
recall = recall of the coder, over judged reports
right_field = read right
judged_twice = reports judged by two or more
judged_alike = judged alike
decisions_of = decisions

# Numbers with their nouns.
n_articles = { PLURAL($n) ->
    [one] { $n } article
   *[other] { $n } articles
    }
n_encounters = { PLURAL($n) ->
    [one] { $n } encounter
   *[other] { $n } encounters
    }
n_reports = { PLURAL($n) ->
    [one] { $n } report
   *[other] { $n } reports
    }
n_sources = { PLURAL($n) ->
    [one] { $n } independent source
   *[other] { $n } independent sources
    }
n_outlets = { PLURAL($n) ->
    [one] { $n } outlet
   *[other] { $n } outlets
    }
n_own = { PLURAL($n) ->
    [one] { $n } encounter that this article and its echoes alone tell of: no evidence
   *[other] { $n } encounters that this article and its echoes alone tell of: no evidence
    }
n_echoes = { PLURAL($n) ->
    [one] { $n } article copies or repeats it
   *[other] { $n } articles copy or repeat it
    }
n_not_held = { PLURAL($n) ->
    [one] { $n } more was planned, cancelled, postponed or denied; --status shows it
   *[other] { $n } more were planned, cancelled, postponed or denied; --status shows them
    }
n_unplaced = { PLURAL($n) ->
    [one] { $n } encounter left out: its date does not place it in or out of the period
   *[other] { $n } encounters left out: their dates do not place them in or out of the period
    }
n_failed = { PLURAL($n) ->
    [one] { $n } input could not be read
   *[other] { $n } inputs could not be read
    }
n_people = { PLURAL($n) ->
    [one] { $n } person
   *[other] { $n } people
    }

## Pages of the browser alone

# Names of pages and parts.
page-brand = Rasid
page-overview = Overview
page-search = Search
page-claims = Claims
page-says = What the article says
page-why_one = Why these reports are taken for one encounter
page-narrow = Narrow down

# Fields and buttons of forms.
page-find = Find
page-from = From
page-to = To
page-official = Official
page-status = Status
page-any = whatever became of it
page-show = Show
page-clear = Show all

# Links.
page-skip = Skip to content
page-next = Next
page-first = From the beginning
page-original = original
page-download = Download
page-in_article = in the article
page-language = Language

# What every page says of itself.
page-reported = What the press reported, not what happened: every line leads to the sentence that says it.
page-today = Today
page-countries = Countries
page-people = People
page-offices = Offices
page-network = Network
page-map = Where
page-map_note = Dots: where encounters took place, by city or else capital. Curves: visits, from the capital of who travels. Land: Natural Earth; no borders are drawn.
page-timeline = By month
page-years = By year:
page-as_table = As a table
page-matrix = Partners by month
page-in_chronology = Show in the chronology
page-name = Name
page-office = Office
page-tenure = Offices, as far as reported
page-forms = How the name is written
page-counterparts = Counterparts
page-holders = Seen in this office
page-all = All of them
page-nodes = Between
page-links = Who met whom, how often
page-since = Since
page-watch = Follow these
page-during = During it
page-words = Words of the articles
page-extract = Try a text
page-nothing_stored = Paste an article and see it coded. Nothing is stored.
page-text = Text
page-headline = Headline
page-outlet = Outlet
page-published = Published
page-read = Read it
page-another = Another text
page-untitled = Article
page-praise = praise
page-blame = blame
page-judgements = Judgements: no facts
page-show_judgements = show judgements
page-hide_judgements = hide judgements
page-independent = independent
page-decisions = What people decided
page-cite = Cite
page-copy = Copy
page-review = Review
page-sign_in = Sign in
page-sign_out = Sign out
page-password = Password
page-wrong_password = Name and password do not fit.
page-no_users = Nobody can sign in yet:
page-ingest = Add articles
page-add = Add an encounter
page-queue = Queue
page-undo = Undo
page-reason = Why
page-reason_default = read in the article
page-reason_undo = a mistake
page-confirm = Confirm
page-reject = Reject
page-split = Split off
page-correct = Correct
page-merge = Merge
page-field_name = Field
page-value = Has to be
page-other = Other encounter
page-keys = Keys
page-pending = The queue is being worked out.
page-again = Look again
page-sentence = The sentence that says it, word for word
page-date = Date
page-city = City
page-person = Person
page-role = Role
page-files = Files
page-feed = or a feed
page-begin = Read them
page-kinds_of_files = Text, HTML, JSON lines, CSV, feeds, web archives; packed or not. What was read before is not read again.
page-running = being read
page-job_ended = ended with code { $code }
page-in_all = articles in all:
page-stop = Stop
page-became = What became of everything
page-failed = What could not be read
page-retry = Read it again
page-runs = Runs
page-cut_off = not ended
page-month_names = Names of the months, and digits

# How many were not held.
page-n_not_held = { PLURAL($n) ->
    [one] { $n } planned, cancelled, postponed or denied
   *[other] { $n } planned, cancelled, postponed or denied
    }

## Types of encounters.

type-visit = visit
type-reception = reception
type-talks = talks
type-conference = conference
type-agreement = agreement
type-call = call
type-decoration = decoration

## What became of an encounter.

status-held = held
status-planned = planned
status-cancelled = cancelled
status-postponed = postponed
status-denied = denied

## In which part somebody took part.

role-visitor = visitor
role-host = host
role-guest = guest
role-participant = participant
role-organiser = organiser
role-signatory = signatory
role-awarder = awarded by
role-recipient = awarded to

## Fields that reports disagree about.

field-type = type
field-status = status
field-date = date
field-city = city
field-country = country
field-name = name
field-office = office

## What a marked place in an article says.

mark-event = encounter
mark-date = date
mark-place = place
mark-themes = theme
mark-status = status
mark-name = name
mark-office = office
mark-organisation = organisation
mark-country = country
mark-visit_kind = kind of visit
mark-attributed_to = source
mark-part_of = part of

## What became of a claim.

verdict-supported = supported
verdict-fewer_found = fewer found
verdict-more_found = more found
verdict-too_thin = coverage too thin to judge
verdict-not_countable = cannot be counted in encounters

## What is claimed.

claim-meetings = meetings
claim-countries = countries
claim-organisations = organisations
claim-visits = visits abroad
claim-partners = partners
claim-agreements = agreements
claim-largest_region = largest region
claim-largest_country = largest country
claim-peak_months = busiest months
claim-theme_share = share of a theme
claim-trend = trend
claim-first = first of its kind
claim-result = result
claim-plots_foiled = plots foiled
claim-networks_dismantled = networks dismantled
claim-arrests = arrests
claim-seizures = seizures
claim-extraditions = extraditions
claim-events_secured = events secured

## Why a person should look at an encounter.

doubt-orphaned_decision = decision without its report
doubt-weak_merge = held together without a name
doubt-possible_duplicate = may be one encounter
doubt-conflicting_dates = dates disagree
doubt-conflicting_places = places disagree
doubt-conflicting_kinds = type or status disagrees
doubt-unknown_counterpart = other side unknown

## What was decided.

action-add = added
action-confirm = confirmed
action-reject = rejected
action-correct = corrected
action-merge = merged
action-split = split
action-undo = undid

## Why a form of a name is taken for a person’s.

match-itself = the full name
match-name = the same chain of names, shorter or spelled otherwise
match-latin_name = the same in Latin letters
match-family_name = the family name; nobody else of that country in these years has it
match-office = several have the name; this one held the office
match-no_country = no country is said; nobody else has the full name

## What speaks for one encounter.

reason-same_name = same name
reason-same_family_name = same family name
reason-same_office = same office
reason-same_day = same day
reason-overlapping_dates = dates overlap
reason-neighbouring_days = neighbouring days
reason-one_day_apart = one day apart
reason-published_together = published in the same days
reason-same_city = same city
reason-same_country = same country
reason-same_type = same type
reason-same_parent = inside the same visit or gathering
reason-same_gathering = same gathering by its name
reason-same_organiser = same organiser
reason-copied_text = one text a copy of the other
reason-same_theme = a theme in common

## What forbids one encounter.

obstacle-same_article = both in one article
obstacle-other_type = other types
obstacle-other_countries = other countries
obstacle-other_time = other times
obstacle-other_person = other people of one country
obstacle-other_place = other places
obstacle-no_anchor = nothing distinctive in common

## What is counted by, and its values.

counted-axis = Axis
counted-counterpart = Counterpart
counted-rank = Highest rank of the other side
counted-outlet = Outlet
counted-direction = Direction
counted-occasion = Occasion
counted-counterterrorism_and_crime = counter-terrorism and organised crime
counted-technology = technology
counted-regional_security = regional security
counted-police_cooperation = police cooperation
counted-abroad = abroad
counted-at_home = at home
counted-third_country = in a third country
counted-remote = by telephone
counted-gathering = at a gathering
counted-trip = during a visit
counted-by_itself = by itself
counted-head_of_state = head of state
counted-head_of_government = head of government
counted-minister = minister
counted-head_of_service = head of service
counted-ambassador = ambassador
counted-senior_official = senior official
counted-organisation_head = head of organisation
counted-other = other

## Months. Arabic has further sets, beside the program.

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Keys of the review, and what they do.

key-confirm = confirm
key-reject = reject; with reports chosen, these alone
key-split = split off the chosen reports
key-field = choose a field to correct
key-correct = correct
key-merge = merge with the other encounter
key-reason = to the reason
key-undo = undo
key-next = next
key-move = up and down in the queue
key-queue = the queue
key-keys = these keys

## What became of an entry.

entry-article = article
entry-duplicate = duplicate
entry-skipped = skipped
entry-failed = failed
