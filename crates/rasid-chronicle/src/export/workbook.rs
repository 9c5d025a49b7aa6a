//! XLSX: a workbook from right to left, with a sheet of encounters, one of reports and one of people.

use std::io::{self, Write};

use rasid_merge::Encounter;
use rasid_merge::registry::Known;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{fields, table};

/// Longest text of a cell, in UTF-16 units: what Excel takes.
const LONGEST: usize = 32_767;

/// A workbook being filled. Everything is text and nothing a formula.
pub(super) struct Book {
    encounters: Worksheet,
    reports: Worksheet,
    people: Worksheet,
    rows: [u32; 3],
}

impl Book {
    pub(super) fn new() -> io::Result<Self> {
        let mut book = Self {
            encounters: sheet("encounters").map_err(other)?,
            reports: sheet("reports").map_err(other)?,
            people: sheet("people").map_err(other)?,
            rows: [0; 3],
        };
        row(&mut book.encounters, &mut book.rows[0], fields::ENCOUNTERS.map(|(name, ..)| name.to_owned()))
            .map_err(other)?;
        row(&mut book.reports, &mut book.rows[1], fields::REPORTS.map(|(name, ..)| name.to_owned()))
            .map_err(other)?;
        row(&mut book.people, &mut book.rows[2], fields::PEOPLE.map(|(name, ..)| name.to_owned()))
            .map_err(other)?;
        Ok(book)
    }

    pub(super) fn encounter(&mut self, encounter: &Encounter) -> io::Result<()> {
        row(&mut self.encounters, &mut self.rows[0], table::cells(encounter)).map_err(other)?;
        for cells in table::reports(encounter) {
            row(&mut self.reports, &mut self.rows[1], cells).map_err(other)?;
        }
        Ok(())
    }

    pub(super) fn person(&mut self, known: &Known) -> io::Result<()> {
        for cells in table::offices(known) {
            row(&mut self.people, &mut self.rows[2], cells).map_err(other)?;
        }
        Ok(())
    }

    pub(super) fn end(self, out: &mut dyn Write) -> io::Result<()> {
        let mut workbook = Workbook::new();
        // The same encounters make the same file, whenever it is written.
        let always = ExcelDateTime::from_ymd(2000, 1, 1).map_err(other)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&always));
        let widths = [fields::ENCOUNTERS.len(), fields::REPORTS.len(), fields::PEOPLE.len()];
        for ((mut sheet, columns), rows) in
            [self.encounters, self.reports, self.people].into_iter().zip(widths).zip(self.rows)
        {
            let last = u16::try_from(columns - 1).unwrap_or(u16::MAX);
            sheet.autofilter(0, 0, rows.saturating_sub(1), last).map_err(other)?;
            workbook.push_worksheet(sheet);
        }
        let bytes = workbook.save_to_buffer().map_err(other)?;
        out.write_all(&bytes)
    }
}

fn sheet(name: &str) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?.set_right_to_left(true).set_freeze_panes(1, 0)?;
    sheet.set_column_range_width(0, 30, 18)?;
    Ok(sheet)
}

fn row<const N: usize>(sheet: &mut Worksheet, at: &mut u32, cells: [String; N]) -> Result<(), XlsxError> {
    let head = Format::new().set_bold();
    for (column, cell) in cells.iter().enumerate() {
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        let cell = shortened(cell);
        if *at == 0 {
            sheet.write_string_with_format(*at, column, cell, &head)?;
        } else if !cell.is_empty() {
            sheet.write_string(*at, column, cell)?;
        }
    }
    *at += 1;
    Ok(())
}

/// The beginning of a text that fits a cell.
fn shortened(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > LONGEST
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// What Excel cannot hold (a million rows, for one) is an error of the writer.
fn other(error: XlsxError) -> io::Error {
    io::Error::other(error.to_string())
}
