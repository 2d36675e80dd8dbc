//! A folder that arrived: every file in it, and every folder.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use cardsieve::inspect::{Inspection, Inspector};

use crate::console;
use crate::failure::{Failure, Outcome};

/// Folders within one another.
const DEEPEST: usize = 32;

/// Looks at every file below a folder, in the order of their names. A link is followed nowhere.
///
/// # Security
/// A sender's names can be values: files are told by their number in that order, but for those whose
/// names our batches prescribe.
pub(super) fn look(folder: &Path, inspector: &Inspector, inspection: &mut Inspection) -> Outcome {
    let mut files = Vec::new();
    gather(folder, DEEPEST, &mut files).map_err(|error| Failure::io(folder, error.kind()))?;
    files.sort();
    let bar = console::is_watched().then(|| indicatif::ProgressBar::new(files.len() as u64));
    for (number, path) in (1..).zip(&files) {
        let name = path
            .strip_prefix(folder)
            .unwrap_or(path)
            .to_string_lossy()
            .into_owned();
        let shown = if is_ours(&name) {
            folder.join(&name).display().to_string()
        } else {
            format!("{}: file {number}", folder.display())
        };
        // as a place, not as its path: the error's own text would name it
        let failed = |error: io::Error| {
            Failure::could_not_run(
                format!("{shown}: {}", error.kind()),
                "check who may read it",
            )
        };
        if fs::symlink_metadata(path).map_err(failed)?.is_symlink() {
            inspection.add(inspector.inspect_link(&name, &shown));
        } else {
            let file = File::open(path).map_err(failed)?;
            inspection.add(inspector.inspect_as(file, &name, &shown).map_err(failed)?);
        }
        if let Some(bar) = &bar {
            bar.inc(1);
        }
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    Ok(())
}

fn gather(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if !entry.file_type()?.is_dir() {
            files.push(path);
        } else if depth > 0 {
            gather(&path, depth - 1, files)?;
        } else {
            return Err(io::ErrorKind::InvalidInput.into());
        }
    }
    Ok(())
}

/// The names that an unpacked batch has.
fn is_ours(name: &str) -> bool {
    let token = name
        .strip_prefix("photos/")
        .and_then(|name| name.strip_suffix(".jpg"));
    matches!(
        name,
        "manifest.json" | "manifest.json.minisig" | "rows.csv" | "rows.ndjson"
    ) || token.is_some_and(|token| {
        (8..=32).contains(&token.len())
            && token
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'))
    })
}
