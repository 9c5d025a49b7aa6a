//! Tables of counts that name their unit and add up to their total.

use rasid_chronicle::{CountTable, RowKey, Sense, Unit};
use rasid_coder::report::EventType;

use super::Page;
use crate::terminal::{Align, Table, cell};

/// Heading and rows of a table. The rows add up to the total: what stands in several rows is taken off again in one.
pub(crate) fn table(page: &Page, table: &CountTable) -> String {
    let messages = page.messages();
    let unit = match table.unit {
        Unit::Trips => messages.trips,
        Unit::Meetings => messages.meetings,
        Unit::Encounters => messages.encounters,
        Unit::Reports => messages.reports,
        Unit::Sources => messages.sources,
    };
    let column = match table.by {
        "country" => messages.country,
        "region" => messages.region,
        "month" => messages.month,
        "type" => messages.kind,
        _ => messages.theme,
    };
    let mut rows = Table::new([(column, Align::Start), ("", Align::Start), (unit, Align::End)]);
    for row in &table.rows {
        let (code, name) = key(page, table, &row.key);
        rows.row([code, name, row.count.to_string()]);
    }
    if table.repeated > 0 {
        rows.row([messages.repeated.to_owned(), String::new(), format!("-{}", table.repeated)]);
    }
    rows.row([messages.total.to_owned(), String::new(), table.total.to_string()]);
    let mut out = page.heading(&format!("{column} · {unit}"));
    let sense = table.sense.map(|sense| match sense {
        Sense::Partner => messages.by_partner,
        Sense::Place => messages.by_place,
    });
    for remark in [sense, table.scheme.as_deref()].into_iter().flatten() {
        out.push_str(&format!("  ({})", cell(remark)));
    }
    out.push('\n');
    out.push_str(&rows.render());
    if table.unplaced > 0 {
        out.push_str(&cell(&page.lang.plural(&messages.n_unplaced, table.unplaced)));
        out.push('\n');
    }
    out
}

/// Code and name of a row. A month has its EDTF date for a code.
fn key(page: &Page, table: &CountTable, key: &RowKey) -> (String, String) {
    let messages = page.messages();
    let named = |code: &str, name: &str| {
        let name = if name == code { String::new() } else { name.to_owned() };
        (code.to_owned(), name)
    };
    match key {
        RowKey::Value(code) => match table.by {
            "country" => named(code, page.names.side(code)),
            "region" => named(code, page.names.region(table.scheme.as_deref().unwrap_or_default(), code)),
            "month" => (code.clone(), page.lang.date(code, page.months).unwrap_or_default()),
            "type" => named(code, EventType::from_word(code).map_or(code, |kind| messages.event_type(kind))),
            _ => named(code, page.names.theme(code)),
        },
        RowKey::UnknownMonth(year) => (format!("{year:04}"), format!("{year} ({})", messages.unknown_month)),
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

    fn print(lang: Lang, by: &'static str, keys: Vec<RowKey>) -> String {
        let row = |(i, key)| CountRow { key, count: i as u64 + 1, encounters: Vec::new() };
        let counts = CountTable {
            unit: Unit::Meetings,
            sense: Some(Sense::Partner),
            by,
            scheme: None,
            rows: keys.into_iter().enumerate().map(row).collect(),
            total: 9,
            multiple: 1,
            repeated: 1,
            unplaced: 2,
        };
        let page =
            Page { lang, names: Names::default(), months: MonthNames::Levantine, styled: false, width: None };
        table(&page, &counts).replace(['\u{2068}', '\u{2069}'], "")
    }

    #[test]
    fn a_table_names_unit_and_sense_and_adds_up() {
        let keys = vec![
            RowKey::Value("2025-08".into()),
            RowKey::UnknownMonth(2025),
            RowKey::Undated,
            RowKey::Unknown,
        ];
        insta::assert_snapshot!(print(Lang::En, "month", keys), @r"
    Month · meetings  (country of the other side)
    Month                                               meetings
    2025-08                       August 2025                  1
    2025                          2025 (unknown month)         2
    undated                                                    3
    unknown                                                    4
    counted in more than one row                              -1
    Total                                                      9
    2 encounters left out: their dates do not place them in or out of the period
    ");
    }

    #[test]
    fn months_are_those_of_the_reader() {
        let text = print(Lang::Ar, "month", vec![RowKey::Value("2025-08".into())]);
        assert!(text.contains("2025-08") && text.contains("آب 2025"), "{text}");
    }
}
