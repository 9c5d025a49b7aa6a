//! What the columns of the exported tables are: for the package that goes with them.

/// A column: name, type of Table Schema, what it holds.
pub type Field = (&'static str, &'static str, &'static str);

/// The columns of the table of encounters.
pub const ENCOUNTERS: [Field; 22] = [
    ("id", "string", "Id of the encounter: 16 hexadecimal digits, derived from its reports"),
    ("type", "string", "visit, reception, talks, conference, agreement, call or decoration"),
    ("status", "string", "held, planned, cancelled, postponed or denied, as last reported"),
    (
        "date",
        "string",
        "EDTF (ISO 8601-2): a day, a month, a year, days that it lasted, or one of several days; empty where no report dates it",
    ),
    ("first_day", "date", "The first day on which it may have begun"),
    ("not_after", "date", "The first day on which it was reported as held"),
    ("city", "string", "City, as the press writes it"),
    ("city_en", "string", "The same in English, where it is known"),
    ("place_country", "string", "ISO 3166-1 alpha-2 of the place"),
    ("venue", "string", "Palace, ministry, centre, as the press writes it"),
    (
        "disputed",
        "boolean",
        "Whether sovereignty over the place is disputed; its country is that of the articles",
    ),
    (
        "countries",
        "string",
        "Countries (ISO 3166-1 alpha-2) and organisations of those who took part and, for a visit, of its place; separated by \"; \"",
    ),
    ("partners", "string", "Those of them on the other side of whoever travels, receives or is named first"),
    ("participants", "string", "Who took part: name (office, country); separated by \"; \""),
    ("themes", "string", "Codes of the themes, separated by \"; \""),
    ("part_of", "string", "Id of the encounter that it happened inside"),
    ("articles", "integer", "Articles that report it"),
    (
        "independent_sources",
        "integer",
        "The same, copies and articles that rest on one communique counted once",
    ),
    ("first_reported", "date", "Day of publication of the first article"),
    ("last_reported", "date", "Day of publication of the last article"),
    ("reviewed", "string", "The last decision of a person on it: action, day, name"),
    ("sources", "string", "Address of each article, or else its outlet, or else its id; separated by \"; \""),
];

/// The columns of the table of reports.
pub const REPORTS: [Field; 9] = [
    ("encounter", "string", "Id of the encounter"),
    ("article", "string", "Id of the article"),
    ("outlet", "string", "Outlet"),
    ("title", "string", "Headline"),
    ("url", "string", "Address"),
    ("type", "string", "Type, as this article has it"),
    ("date", "string", "EDTF date, as this article has it"),
    ("attributed_to", "string", "The communique, agency or reporter that the article rests on"),
    ("quote", "string", "The passage that says it, word for word"),
];

/// The columns of the table of people.
pub const PEOPLE: [Field; 9] = [
    ("id", "string", "Id of the person, derived from country and fullest name"),
    ("name", "string", "The name in its most frequent full form"),
    ("name_latin", "string", "Its Latin spelling"),
    ("country", "string", "The country or organisation acted for"),
    ("encounters", "integer", "Encounters held in which the person is named"),
    ("office", "string", "An office in which the person is seen, a row for each"),
    ("rank", "string", "Its rank"),
    ("first", "date", "The first day on which the person is seen in it; it may have been held before"),
    ("last", "date", "The last day"),
];
