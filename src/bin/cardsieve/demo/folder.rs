//! The demo's folder: new, or known by its marker.

use std::fs::{self, DirBuilder};
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::output::Output;

const MARKER: &str = ".cardsieve-demo";

/// Makes the folder, or takes the one of an earlier demo; never another.
pub(super) fn open(dir: Option<&Path>) -> Result<PathBuf, Failure> {
    let folder = match dir {
        Some(dir) => dir.to_owned(),
        None => std::env::temp_dir().join("cardsieve-demo"),
    };
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(&folder) {
        Ok(()) => Output::write(&folder.join(MARKER), "made by cardsieve demo\n")?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if !is_ours(&folder) {
                let text = format!(
                    "{}: not a folder of an earlier demo of yours",
                    folder.display()
                );
                return Err(Failure::usage(
                    text,
                    "give a folder that does not exist yet with --dir",
                ));
            }
        }
        Err(error) => return Err(Failure::io(&folder, error.kind())),
    }
    Ok(folder)
}

/// Whether it holds our marker, and nobody else can have prepared it.
fn is_ours(folder: &Path) -> bool {
    let Ok(found) = fs::symlink_metadata(folder) else {
        return false;
    };
    let marker = fs::symlink_metadata(folder.join(MARKER));
    found.is_dir() && is_mine(&found) && marker.is_ok_and(|marker| marker.is_file())
}

#[cfg(unix)]
fn is_mine(found: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;

    found.uid() == rustix::process::geteuid().as_raw() && found.mode() & 0o022 == 0
}

#[cfg(not(unix))]
fn is_mine(_: &fs::Metadata) -> bool {
    true
}
