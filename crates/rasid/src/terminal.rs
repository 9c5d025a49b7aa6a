//! Text for people on a terminal: columns, wrapping, and right-to-left text that cannot disturb its neighbours.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

/// Opens a run whose direction follows its own first strong letter.
const ISOLATE: char = '\u{2068}';
/// Closes it.
const END_ISOLATE: char = '\u{2069}';
/// An invisible strong right-to-left letter.
const RIGHT_TO_LEFT: char = '\u{200f}';
/// Wrapped text is never narrower than this, however deep it is indented.
const LEAST_WIDTH: usize = 24;
/// Lines longer than this are hard to read even on a wide terminal.
const MOST_WIDTH: usize = 120;

/// Columns of the terminal on stdout; `None` when stdout is none, so that nothing is wrapped.
pub(crate) fn width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).min(MOST_WIDTH))
}

/// Foreign text made safe to print, and isolated where it holds right-to-left letters.
pub(crate) fn cell(text: &str) -> String {
    let safe = safe(text);
    if is_rtl(&safe) { format!("{ISOLATE}{safe}{END_ISOLATE}") } else { safe }
}

/// Foreign text made safe to print on a page that runs from the right, and isolated where it holds Latin letters or a
/// number with marks: dates and paths fall apart among right-to-left words.
pub(crate) fn cell_from_the_right(text: &str) -> String {
    let safe = safe(text);
    let is_number = safe.chars().all(|c| c.is_ascii_digit());
    if !is_number && safe.contains(|c: char| c.is_ascii_graphic()) {
        format!("{ISOLATE}{safe}{END_ISOLATE}")
    } else {
        safe
    }
}

/// Control characters could drive the terminal and bidi controls could make text lie: they are shown, not obeyed.
/// Line ends and tabs become spaces.
pub(crate) fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(out, "<U+{:04X}>", u32::from(c));
            }
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

fn is_rtl(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'))
}

/// A line of parts already made safe, broken at its spaces into lines of at most `width` columns. The first line is
/// moved in by `first`, the others by `rest`. An isolate that is broken ends on its line and opens anew on the next.
pub(crate) fn wrapped(line: &str, first: usize, rest: usize, width: Option<usize>) -> String {
    let mut out = " ".repeat(first);
    let (mut used, mut indent) = (0, first);
    let mut isolated = false;
    for word in line.split(' ') {
        let room = width.map_or(usize::MAX, |width| width.saturating_sub(indent).max(LEAST_WIDTH));
        if used > 0 && used + 1 + word.width() > room {
            if isolated {
                out.push(END_ISOLATE);
            }
            out.push('\n');
            indent = rest;
            out.push_str(&" ".repeat(indent));
            if isolated {
                out.push(ISOLATE);
            }
            used = 0;
        }
        if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += word.width();
        isolated = match word.rfind([ISOLATE, END_ISOLATE]) {
            Some(at) => word[at..].starts_with(ISOLATE),
            None => isolated,
        };
    }
    out
}

/// Makes a page of a right-to-left language run from the right: its lines begin with English dates and numbers, and
/// without this mark a terminal or editor would lay them out from the left.
pub(crate) fn from_the_right(page: &str) -> String {
    let mut out = String::with_capacity(page.len() + page.len() / 16);
    for line in page.split_inclusive('\n') {
        if line != "\n" {
            out.push(RIGHT_TO_LEFT);
        }
        out.push_str(line);
    }
    out
}

/// Bold, where stdout takes it.
pub(crate) fn bold(text: &str, styled: bool) -> String {
    if styled { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    /// Text.
    Start,
    /// Numbers.
    End,
}

/// Rows of cells in aligned columns, two spaces apart. No lines are drawn: they would break where directions mix.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<Align>,
    rows: Vec<Vec<String>>,
    cell: fn(&str) -> String,
}

impl Table {
    /// A table whose first row holds the names of the columns.
    pub(crate) fn new<const N: usize>(header: [(&str, Align); N]) -> Self {
        let mut table = Self::bare(header.map(|(_, align)| align));
        table.row(header.map(|(name, _)| name.to_owned()));
        table
    }

    /// A table without a header.
    pub(crate) fn bare<const N: usize>(columns: [Align; N]) -> Self {
        Self::of(columns.to_vec(), cell)
    }

    /// A table without a header whose cells are made safe by `cell`.
    pub(crate) fn of(columns: Vec<Align>, cell: fn(&str) -> String) -> Self {
        Self { columns, rows: Vec::new(), cell }
    }

    /// Adds a row; cells are made safe and isolated here.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().map(|text| (self.cell)(&text)).collect());
    }

    /// The lines, without trailing spaces.
    pub(crate) fn render(&self) -> String {
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|column| {
                self.rows
                    .iter()
                    .filter_map(|row| row.get(column))
                    .map(|text| columns(text))
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let mut out = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for ((text, align), width) in row.iter().zip(&self.columns).zip(&widths) {
                let pad = " ".repeat(width - columns(text));
                match align {
                    Align::Start => line.push_str(&format!("{text}{pad}  ")),
                    Align::End => line.push_str(&format!("{pad}{text}  ")),
                }
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

/// Columns a text takes; the isolates take none.
fn columns(text: &str) -> usize {
    text.trim_start_matches(ISOLATE).trim_end_matches(END_ISOLATE).width()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_to_left_text_is_isolated_and_latin_is_not() {
        assert_eq!(cell("مدريد"), "\u{2068}مدريد\u{2069}");
        assert_eq!(cell("Madrid"), "Madrid");
    }

    #[test]
    fn among_right_to_left_words_dates_and_paths_are_isolated() {
        assert_eq!(cell_from_the_right("مدريد"), "مدريد");
        assert_eq!(cell_from_the_right("27"), "27");
        assert_eq!(cell_from_the_right("2025-05"), "\u{2068}2025-05\u{2069}");
        assert_eq!(cell_from_the_right("a.txt"), "\u{2068}a.txt\u{2069}");
    }

    #[test]
    fn what_could_drive_the_terminal_is_shown() {
        assert_eq!(cell("a\u{1b}[2Jb"), "a\u{fffd}[2Jb");
        assert_eq!(cell("a\u{202e}b\n"), "a<U+202E>b ");
    }

    #[test]
    fn columns_align_whatever_the_script() {
        let mut table = Table::new([("Place", Align::Start), ("n", Align::End)]);
        table.row(["مدريد".into(), "7".into()]);
        table.row(["Wien".into(), "12".into()]);
        assert_eq!(table.render(), "Place   n\n\u{2068}مدريد\u{2069}   7\nWien   12\n");
    }

    #[test]
    fn every_wrapped_line_is_isolated_by_itself() {
        let text = wrapped(&cell("كلمة أولى ثم كلمة ثانية ثم كلمة ثالثة"), 2, 4, Some(28));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(lines[0].starts_with("  \u{2068}") && lines[1].starts_with("    \u{2068}"), "{text:?}");
        assert!(lines.iter().all(|line| line.ends_with('\u{2069}')), "{text:?}");
        assert_eq!(wrapped("one two", 0, 2, None), "one two");
        assert_eq!(
            wrapped("twenty-four and more letters here", 0, 2, Some(24)),
            "twenty-four and more\n  letters here"
        );
    }

    #[test]
    fn a_page_from_the_right_marks_every_line_that_is_not_empty() {
        assert_eq!(from_the_right("2025\n\n  7\n"), "\u{200f}2025\n\n\u{200f}  7\n");
    }
}
