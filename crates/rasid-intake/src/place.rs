//! Where something stood in an input.

use std::fmt;

/// Where an article, or what stands in its place, was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file as the caller named it, `-` for standard input; behind `!/` the member of an archive.
    pub path: String,
    /// Where in it.
    pub at: At,
}

/// Where in a file something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// The file is one article, or none.
    Whole,
    /// A record that starts on this line, counted from 1.
    Line(u64),
    /// The record of this number, counted from 1: of a web archive, a feed, a table.
    Record(u64),
}

impl Place {
    /// A whole file.
    pub fn whole(path: &str) -> Self {
        Self { path: path.to_owned(), at: At::Whole }
    }

    /// Whether it is a member of an archive, or lies in one.
    pub fn is_member(&self) -> bool {
        self.path.contains(MEMBER)
    }

    /// Where in its file it stands, for people: member, line, number of the record; empty for the whole file.
    pub fn inside(&self) -> String {
        let member = self.path.split_once(MEMBER).map_or("", |(_, member)| member);
        match self.at {
            At::Whole => member.to_owned(),
            At::Line(line) => format!("{member}:{line}"),
            At::Record(record) => format!("{member}#{record}"),
        }
    }
}

/// What parts an archive from its member.
pub(crate) const MEMBER: &str = "!/";

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        match self.at {
            At::Whole => Ok(()),
            At::Line(line) => write!(f, ":{line}"),
            At::Record(record) => write!(f, "#{record}"),
        }
    }
}
