//! Tables of counts that name their unit and add up to their total.

use rasid_chronicle::{CountTable, RowKey, Sense, Unit};
use rasid_coder::report::EventType;

use super::Page;
use crate::terminal::Align;

/// Heading and rows of one table, or of several that differ in their unit alone and stand side by side, the rows in
/// the order of the first. Each column adds up to its total: what stands in several rows is taken off again in one.
pub(crate) fn table(page: &Page, tables: &[CountTable]) -> String {
    let Some(first) = tables.first() else { return String::new() };
    let messages = page.messages();
    let rows_are = match first.by {
        "country" => messages.country,
        "region" => messages.region,
        "month" => messages.month,
        "type" => messages.kind,
        "theme" => messages.theme,
        by => messages.counted(by).unwrap_or(by),
    };
    let mut columns = vec![Align::Start, Align::Start];
    columns.extend(tables.iter().map(|_| Align::End));
    let mut rows = page.table(columns);
    let mut line = |name: &str, code: &str, numbers: Vec<String>| {
        rows.row([name.to_owned(), code.to_owned()].into_iter().chain(numbers));
    };
    line(rows_are, "", tables.iter().map(|table| unit(page, table.unit).to_owned()).collect());
    for row_key in keys(tables) {
        let (name, code) = key(page, first, row_key);
        let count = |table: &CountTable| {
            let row = table.rows.iter().find(|row| row.key == *row_key);
            row.map_or(0, |row| row.count).to_string()
        };
        line(&name, &code, tables.iter().map(count).collect());
    }
    if tables.iter().any(|table| table.repeated > 0) {
        let repeated = |table: &CountTable| match table.repeated {
            0 => "0".to_owned(),
            number => format!("-{number}"),
        };
        line(messages.repeated, "", tables.iter().map(repeated).collect());
    }
    line(messages.total, "", tables.iter().map(|table| table.total.to_string()).collect());
    if first.unplaced > 0 && first.unit == Unit::Encounters {
        line(messages.not_placed, "", vec![first.unplaced.to_string()]);
    }
    let units: Vec<&str> = tables.iter().map(|table| unit(page, table.unit)).collect();
    let mut out = page.heading(&format!("{rows_are} · {}", units.join(messages.comma)));
    let sense = first.sense.map(|sense| match sense {
        Sense::Partner => messages.by_partner,
        Sense::Place => messages.by_place,
    });
    for remark in [sense, first.scheme.as_deref()].into_iter().flatten() {
        out.push_str(&format!("  ({})", page.cell(remark)));
    }
    out.push('\n');
    out.push_str(&rows.render());
    if first.unplaced > 0 && first.unit != Unit::Encounters {
        out.push_str(&page.cell(&messages.n_unplaced.of(first.unplaced)));
        out.push('\n');
    }
    for remark in remarks(page, first) {
        out.push_str(&page.line(&page.cell(&remark), 0));
    }
    out
}

/// What a table says beside its numbers.
fn remarks(page: &Page, table: &CountTable) -> Vec<String> {
    let messages = page.messages();
    let months = |months: &[String]| -> String {
        let named =
            months.iter().map(|month| page.lang.date(month, page.months).unwrap_or_else(|| month.clone()));
        named.collect::<Vec<_>>().join(messages.comma)
    };
    let mut remarks = Vec::new();
    if let Some(effective) = table.effective {
        remarks.push(messages.effective.with([("n", format!("{effective:.1}").into())]));
    }
    if !table.stand_out.is_empty() {
        remarks.push(messages.stand_out.with([("months", months(&table.stand_out).into())]));
    }
    if !table.without_articles.is_empty() {
        let some = &table.without_articles[..table.without_articles.len().min(MOST_MONTHS)];
        let more = if some.len() < table.without_articles.len() { " …" } else { "" };
        remarks.push(messages.without_articles.with([("months", format!("{}{more}", months(some)).into())]));
    }
    if let Some(constant) = &table.constant_outlets {
        remarks.push(messages.constant_outlets.with([
            ("n", constant.outlets.len().into()),
            ("of", constant.of.into()),
            ("months", constant.months.into()),
            ("outlets", constant.outlets.join(messages.comma).into()),
        ]));
    }
    remarks
}

/// Months that are named in a remark.
const MOST_MONTHS: usize = 24;

fn unit(page: &Page, unit: Unit) -> &'static str {
    let messages = page.messages();
    match unit {
        Unit::Trips => messages.trips,
        Unit::Meetings => messages.meetings,
        Unit::Encounters => messages.encounters,
        Unit::Reports => messages.reports,
        Unit::Sources => messages.sources,
    }
}

/// The rows of all tables: those of the first in its order, then what only the others have. Months are put in order.
fn keys(tables: &[CountTable]) -> Vec<&RowKey> {
    let mut keys: Vec<&RowKey> = Vec::new();
    for row in tables.iter().flat_map(|table| &table.rows) {
        if !keys.contains(&&row.key) {
            keys.push(&row.key);
        }
    }
    if tables.iter().any(|table| table.by == "month") {
        keys.sort();
    } else {
        // Stable: only what is unknown goes behind what is known.
        keys.sort_by_key(|key| !matches!(key, RowKey::Value(_)));
    }
    keys
}

/// Name and code of a row. A month has its EDTF date for a code; what has no name is called by its code.
fn key(page: &Page, table: &CountTable, key: &RowKey) -> (String, String) {
    let messages = page.messages();
    let named = |code: &str, name: &str| {
        let code = if name == code { "" } else { code };
        (name.to_owned(), code.to_owned())
    };
    match key {
        RowKey::Value(code) => match table.by {
            "country" => named(code, page.names.side(code)),
            "region" => named(code, page.names.region(table.scheme.as_deref().unwrap_or_default(), code)),
            "month" => (page.lang.date(code, page.months).unwrap_or_default(), code.clone()),
            "type" => named(code, EventType::from_word(code).map_or(code, |kind| messages.event_type(kind))),
            "theme" => named(code, page.names.theme(code)),
            "counterpart" => match table.people.iter().find(|known| known.id == *code) {
                Some(known) => (known.name.clone(), known.country.clone().unwrap_or_default()),
                None => (code.clone(), String::new()),
            },
            "outlet" => (code.clone(), String::new()),
            _ => named(code, messages.counted(code).unwrap_or(code)),
        },
        RowKey::UnknownMonth(year) => (format!("{year} ({})", messages.unknown_month), format!("{year:04}")),
        RowKey::Undated => (messages.undated.to_owned(), String::new()),
        RowKey::Unknown => (messages.unknown.to_owned(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use rasid_chronicle::CountRow;

    use super::*;
    use crate::lang::{Lang, MonthNames};
    use crate::names::Names;

    fn counts(unit: Unit, by: &'static str, keys: &[RowKey]) -> CountTable {
        let row = |(i, key): (usize, &RowKey)| CountRow {
            key: key.clone(),
            count: i as u64 + 1,
            encounters: Vec::new(),
        };
        CountTable {
            unit,
            sense: Some(Sense::Partner),
            by,
            scheme: None,
            rows: keys.iter().enumerate().map(row).collect(),
            total: 9,
            multiple: 1,
            repeated: 1,
            unplaced: 2,
            effective: None,
            stand_out: Vec::new(),
            without_articles: Vec::new(),
            people: Vec::new(),
            constant_outlets: None,
        }
    }

    fn print(lang: Lang, tables: &[CountTable]) -> String {
        let page =
            Page { lang, names: Names::default(), months: MonthNames::Levantine, styled: false, width: None };
        table(&page, tables).replace(['\u{2068}', '\u{2069}'], "")
    }

    #[test]
    fn a_table_names_unit_and_sense_and_adds_up() {
        let keys =
            [RowKey::Value("2025-08".into()), RowKey::UnknownMonth(2025), RowKey::Undated, RowKey::Unknown];
        insta::assert_snapshot!(print(Lang::En, &[counts(Unit::Meetings, "month", &keys)]), @r"
    Month · meetings  (country of the other side)
    Month                                  meetings
    August 2025                   2025-08         1
    2025 (unknown month)          2025            2
    undated                                       3
    unknown                                       4
    counted in more than one row                 -1
    Total                                         9
    2 encounters left out: their dates do not place them in or out of the period
    ");
    }

    #[test]
    fn units_stand_side_by_side() {
        let value = |code: &str| RowKey::Value(code.into());
        let tables = [
            counts(Unit::Encounters, "country", &[value("ES"), value("MA"), RowKey::Unknown]),
            counts(Unit::Trips, "country", &[value("MA"), value("PT")]),
        ];
        insta::assert_snapshot!(print(Lang::En, &tables), @r"
    Country · encounters, trips  (country of the other side)
    Country                         encounters  trips
    ES                                       1      0
    MA                                       2      1
    PT                                       0      2
    unknown                                  3      0
    counted in more than one row            -1     -1
    Total                                    9      9
    date unclear, left out                   2
    ");
    }

    #[test]
    fn months_are_those_of_the_reader() {
        let text = print(Lang::Ar, &[counts(Unit::Meetings, "month", &[RowKey::Value("2025-08".into())])]);
        assert!(text.contains("2025-08") && text.contains("آب 2025"), "{text}");
    }
}
