//! The files under a path, in a fixed order.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::MAX_FOLDER_DEPTH;
use crate::error::Problem;

/// Walks one input path: the file itself, or every file under the folder, each folder's entries in the order of their
/// names. Hidden files are left alone, links to files are read, links to folders are reported and not followed.
pub(crate) struct Walk(walkdir::IntoIter);

impl Walk {
    pub(crate) fn new(root: &Path) -> Self {
        Self(walkdir::WalkDir::new(root).sort_by_file_name().max_depth(MAX_FOLDER_DEPTH).into_iter())
    }
}

impl Iterator for Walk {
    type Item = Result<PathBuf, (String, Problem)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let entry = match self.0.next()? {
                Ok(entry) => entry,
                Err(error) => return Some(Err(unreadable(error))),
            };
            let inside = entry.depth() > 0;
            if inside && entry.file_name().as_encoded_bytes().starts_with(b".") {
                if entry.file_type().is_dir() {
                    self.0.skip_current_dir();
                }
                continue;
            }
            let problem = if entry.file_type().is_dir() {
                if entry.depth() < MAX_FOLDER_DEPTH {
                    continue;
                }
                Some(Problem::TooDeep { limit: MAX_FOLDER_DEPTH })
            } else if inside {
                // A pipe found in a folder would block for ever; one that the caller names is his wish.
                unfit(entry.path())
            } else {
                None
            };
            let path = entry.into_path();
            return Some(match problem {
                None => Ok(path),
                Some(problem) => Err((path.to_string_lossy().into_owned(), problem)),
            });
        }
    }
}

fn unfit(path: &Path) -> Option<Problem> {
    match fs::metadata(path) {
        Ok(target) if target.is_file() => None,
        Ok(target) if target.is_dir() => Some(Problem::LinkedFolder),
        Ok(_) => Some(Problem::Special),
        Err(cause) => Some(Problem::Unreadable(cause)),
    }
}

fn unreadable(error: walkdir::Error) -> (String, Problem) {
    let path = error.path().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
    let cause = error.into_io_error().unwrap_or_else(|| io::Error::other("a link leads in a circle"));
    (path, Problem::Unreadable(cause))
}
