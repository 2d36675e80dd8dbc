//! A folder that arrived: every file in it, and every folder.

use std::path::{Path, PathBuf};
use std::{fs, io};

use cardsieve::inspect::Entry;

use super::argument::Argument;
use super::{Look, One};
use crate::console;
use crate::failure::{Failure, Failures, Outcome};

/// Folders within one another.
const DEEPEST: usize = 32;

impl Look<'_> {
    /// Looks at every file below a folder, in the order of their names. A link is followed nowhere.
    ///
    /// # Security
    /// A sender's names can be values: files are told by their number in that order, but for those whose
    /// names our batches prescribe. A file that cannot be read does not keep the others from being looked at.
    pub(super) fn folder(&mut self, argument: &Argument<'_>) -> Outcome {
        let folder = argument.path;
        let told = argument.told();
        let own = self
            .inspector
            .inspect_folder(&argument.name(), &argument.shown());
        if !own.findings().is_empty() {
            self.inspection.add(own);
        }
        let mut failures = Failures::default();
        let mut files = Vec::new();
        gather(folder, DEEPEST, &mut files).map_err(|error| Failure::io(told, error.kind()))?;
        // as `sort` has it, not folder by folder
        files.sort_by(|one, other| one.as_os_str().cmp(other.as_os_str()));
        if files.is_empty() {
            // nothing was looked at, and nothing is known of it
            let shown = format!("{}: folder", told.display());
            let nothing = self.inspector.inspect_unnamed(io::empty(), &shown);
            self.inspection
                .add(nothing.map_err(|error| Failure::io(told, error.kind()))?);
        }
        let bar = console::is_watched().then(|| indicatif::ProgressBar::new(files.len() as u64));
        for (number, path) in (1..).zip(&files) {
            let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy();
            let shown = match Entry::of(&name, number) {
                Entry::Named(name) => told.join(name).display().to_string(),
                Entry::Ordinal(number) => format!("{}: file {number}", told.display()),
            };
            let looked = self.within(path, &name, &shown);
            if failures.take(looked).is_none() {
                self.unread(&name, &shown);
            }
            if let Some(bar) = &bar {
                bar.inc(1);
            }
        }
        if let Some(bar) = bar {
            bar.finish_and_clear();
        }
        failures.check()
    }

    /// A link is not followed, and what is no file, such as a pipe, is not opened: it could hold us up.
    fn within(&mut self, path: &Path, name: &str, shown: &str) -> Outcome {
        let told = Path::new(shown);
        let failure = |error: io::Error| Failure::io(told, error.kind());
        let kind = fs::symlink_metadata(path).map_err(failure)?.file_type();
        if kind.is_dir() {
            // one that cannot be read, or that stands within too many others
            fs::read_dir(path).map_err(failure)?;
            return Err(failure(io::ErrorKind::InvalidInput.into()));
        }
        if kind.is_file() {
            // what stands beside it has a name of the sender's, and is looked at by itself
            return self.file(&One {
                path,
                name: Some(name),
                shown,
                told,
                is_compared: false,
                has_beside: false,
            });
        }
        let report = self
            .inspector
            .inspect_unopened(name, shown, kind.is_symlink());
        self.inspection.add(report);
        Ok(())
    }
}

fn gather(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if !entry.file_type()?.is_dir() {
            files.push(path);
        } else if depth == 0 || gather(&path, depth - 1, files).is_err() {
            // told as what was not opened; what was gathered of it is looked at
            files.push(path);
        }
    }
    Ok(())
}
