//! The sources: tab-separated tables, one fact a line, and where each fact stands.

use std::path::{Path, PathBuf};

use crate::LexiconError;

/// Longest line that is read; a longer one is no fact but a mistake.
const LONGEST_LINE: usize = 64 * 1024;

/// One table of the lexicon, read whole.
#[derive(Debug)]
pub struct Table {
    /// The file.
    pub path: PathBuf,
    columns: Vec<String>,
    rows: Vec<(u32, Vec<String>)>,
}

impl Table {
    /// Reads `text`, the content of `path`: comments out, the first line that is left is the header.
    ///
    /// # Errors
    /// A line that has more cells than the header, or a column of `expected` that is missing.
    pub fn parse(path: &Path, text: &str, expected: &[&str]) -> Result<Self, LexiconError> {
        let mut columns: Option<Vec<String>> = None;
        let mut rows = Vec::new();
        for (n, line) in text.lines().enumerate() {
            let number = n as u32 + 1;
            let line = line.strip_suffix('\r').unwrap_or(line);
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            if line.len() > LONGEST_LINE {
                return Err(LexiconError::source(path, number, "line is longer than 64 KiB"));
            }
            let cells: Vec<String> = line.split('\t').map(|cell| cell.trim().to_owned()).collect();
            match &columns {
                None => {
                    if let Some(missing) =
                        expected.iter().find(|want| !cells.iter().any(|cell| cell == *want))
                    {
                        return Err(LexiconError::source(
                            path,
                            number,
                            format!("column {missing:?} is missing"),
                        ));
                    }
                    columns = Some(cells);
                }
                Some(columns) if cells.len() > columns.len() => {
                    let message = format!("{} cells, but the header has {}", cells.len(), columns.len());
                    return Err(LexiconError::source(path, number, message));
                }
                Some(_) => rows.push((number, cells)),
            }
        }
        Ok(Self { path: path.to_owned(), columns: columns.unwrap_or_default(), rows })
    }

    /// The rows, in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }
}

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    table: &'t Table,
    /// Line in the file, from 1.
    pub line: u32,
    cells: &'t [String],
}

impl<'t> Row<'t> {
    /// The cell of a column, empty where there is none.
    pub fn get(&self, column: &str) -> &'t str {
        let at = self.table.columns.iter().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    /// The cell of a column, or `None` where it is empty.
    pub fn maybe(&self, column: &str) -> Option<String> {
        Some(self.get(column)).filter(|cell| !cell.is_empty()).map(str::to_owned)
    }

    /// The parts of a cell that holds a list.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.get(column).split('|').map(str::trim).filter(|part| !part.is_empty())
    }

    /// An error that points at this row.
    pub fn error(&self, message: impl Into<String>) -> LexiconError {
        LexiconError::source(&self.table.path, self.line, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_column() {
        let table = Table::parse(Path::new("x.tsv"), "# a\nform\tflags\nوزير\tplural|dual\nملك\n", &["form"])
            .unwrap();
        let rows: Vec<_> = table.rows().collect();
        assert_eq!((rows[0].get("form"), rows[0].line), ("وزير", 3));
        assert_eq!(rows[0].list("flags").collect::<Vec<_>>(), ["plural", "dual"]);
        assert_eq!(rows[1].maybe("flags"), None);
    }

    #[test]
    fn mistakes_name_file_and_line() {
        let error = Table::parse(Path::new("x.tsv"), "form\nأ\tب\n", &["form"]).unwrap_err();
        assert_eq!(error.to_string(), "x.tsv:2: 2 cells, but the header has 1");
        assert!(Table::parse(Path::new("x.tsv"), "code\n", &["form"]).is_err());
    }
}
