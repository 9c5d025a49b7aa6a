//! Text for people on a terminal: columns, wrapping, and right-to-left text that cannot disturb its neighbours.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

/// Opens a run whose direction follows its own first strong letter.
const ISOLATE: char = '\u{2068}';
/// Closes it.
const END_ISOLATE: char = '\u{2069}';
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
    let clean = clean(text);
    if is_rtl(&clean) { format!("{ISOLATE}{clean}{END_ISOLATE}") } else { clean }
}

/// Control characters could drive the terminal and bidi controls could make text lie: they are shown, not obeyed.
/// Line ends and tabs become spaces.
fn clean(text: &str) -> String {
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

/// Foreign text on lines of at most `width` columns, each indented and isolated by itself.
pub(crate) fn wrapped(text: &str, indent: usize, width: Option<usize>) -> String {
    let room = width.map_or(usize::MAX, |width| width.saturating_sub(indent).max(LEAST_WIDTH));
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in clean(text).split_whitespace() {
        if !line.is_empty() && line.width() + 1 + word.width() > room {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    let lines: Vec<String> = lines.iter().map(|line| format!("{:indent$}{}", "", cell(line))).collect();
    lines.join("\n")
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
}

impl Table {
    /// A table whose first row holds the names of the columns.
    pub(crate) fn new<const N: usize>(header: [(&str, Align); N]) -> Self {
        let mut table = Self { columns: header.map(|(_, align)| align).to_vec(), rows: Vec::new() };
        table.row(header.map(|(name, _)| name.to_owned()));
        table
    }

    /// A table without a header.
    pub(crate) fn bare<const N: usize>(columns: [Align; N]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row; cells are made safe and isolated here.
    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.iter().map(|text| cell(text)).collect());
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
        let text = wrapped("كلمة أولى ثم كلمة ثانية ثم كلمة ثالثة", 2, Some(26));
        assert_eq!(text.lines().count(), 2);
        for line in text.lines() {
            assert!(line.starts_with("  \u{2068}") && line.ends_with('\u{2069}'), "{line:?}");
        }
        assert_eq!(wrapped("one two", 0, None), "one two");
    }
}
