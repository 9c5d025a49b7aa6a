//! Which column of a table holds which field.

use std::str::FromStr;

/// The fields of an article that a table can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Column {
    Id,
    Url,
    Outlet,
    Published,
    Title,
    Author,
    Section,
    Text,
}

impl Column {
    pub(crate) const COUNT: usize = 8;
    /// All of them, in the order of a record's fields.
    pub const ALL: [Column; Self::COUNT] = [
        Column::Id,
        Column::Url,
        Column::Outlet,
        Column::Published,
        Column::Title,
        Column::Author,
        Column::Section,
        Column::Text,
    ];

    /// Its name, as JSON records call it.
    pub fn as_str(self) -> &'static str {
        match self {
            Column::Id => "id",
            Column::Url => "url",
            Column::Outlet => "outlet",
            Column::Published => "published",
            Column::Title => "title",
            Column::Author => "author",
            Column::Section => "section",
            Column::Text => "text",
        }
    }
}

/// The columns that the user named; the others are found by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns(Vec<(Column, String)>);

impl Columns {
    /// The name of the column that holds a field, where the user named one.
    pub(crate) fn name(&self, column: Column) -> Option<&str> {
        self.named().find(|(other, _)| *other == column).map(|(_, name)| name)
    }

    /// All that the user named.
    pub(crate) fn named(&self) -> impl Iterator<Item = (Column, &str)> {
        self.0.iter().map(|(column, name)| (*column, name.as_str()))
    }
}

impl FromStr for Columns {
    type Err = String;

    /// Reads `text=body,published=day`.
    fn from_str(written: &str) -> Result<Self, String> {
        let mut columns = Vec::new();
        for pair in written.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (field, name) = pair
                .split_once('=')
                .ok_or_else(|| format!("{pair}: write field=column, such as text=body"))?;
            let column =
                Column::ALL.into_iter().find(|column| column.as_str() == field.trim()).ok_or_else(|| {
                    let known: Vec<&str> = Column::ALL.iter().map(|column| column.as_str()).collect();
                    format!("{field}: no such field; there are {}", known.join(", "))
                })?;
            columns.push((column, name.trim().to_owned()));
        }
        Ok(Self(columns))
    }
}
