//! A path on the command line, and how people are told of it.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use cardsieve::inspect::Inspector;

use crate::input;

/// What arrived, by its path.
///
/// # Security
/// Where a pattern of the shell's stands for the path, its name is a sender's, and can be a value: one that holds data
/// is shown nowhere, and the path is told by its number.
pub(super) struct Argument<'p> {
    pub(super) path: &'p Path,
    /// In place of the path.
    hidden: Option<PathBuf>,
}

impl<'p> Argument<'p> {
    /// The path of this number, counted from 1.
    pub(super) fn new(number: u64, path: &'p Path, inspector: &Inspector) -> Self {
        let mut names = names(path);
        let is_hidden = !input::is_standard(path)
            && names.any(|name| inspector.is_in_name(&name.to_string_lossy()));
        Self {
            path,
            hidden: is_hidden
                .then(|| PathBuf::from(format!("path {number}, whose name holds data"))),
        }
    }

    /// Its names, as they are judged.
    pub(super) fn name(&self) -> String {
        let names: Vec<_> = names(self.path).map(OsStr::to_string_lossy).collect();
        names.join("/")
    }

    /// What stands for the path in errors.
    pub(super) fn told(&self) -> &Path {
        self.hidden.as_deref().unwrap_or(self.path)
    }

    /// And in reports.
    pub(super) fn shown(&self) -> String {
        if input::is_standard(self.path) {
            "standard input".to_owned()
        } else {
            self.told().display().to_string()
        }
    }

    /// Whether what stands beside it has a name that is not shown either.
    pub(super) const fn is_hidden(&self) -> bool {
        self.hidden.is_some()
    }
}

/// The names of a path: its own, and those of folders. Where it begins at the root, the folders are ours.
fn names(path: &Path) -> impl Iterator<Item = &OsStr> {
    let folders = path.parent().filter(|_| path.is_relative());
    let folders = folders.into_iter().flat_map(Path::components);
    let folders = folders.filter_map(|part| match part {
        Component::Normal(name) => Some(name),
        _ => None,
    });
    folders.chain(path.file_name())
}
