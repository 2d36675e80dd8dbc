//! A folder that exists complete or not at all.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::output::{self, unfinished};
use crate::standing;

/// A folder that is being filled beside its target, for its owner only.
///
/// Dropped before [`Fresh::release`], it leaves nothing.
#[derive(Debug)]
pub(crate) struct Fresh {
    target: PathBuf,
    temporary: PathBuf,
}

impl Fresh {
    /// Begins a folder under a name that nothing has yet.
    pub(crate) fn create(target: &Path) -> Result<Self, Failure> {
        let failure = |error: io::Error| Failure::io(target, error.kind());
        if fs::symlink_metadata(target).is_ok() {
            return Err(Failure::io(target, io::ErrorKind::AlreadyExists));
        }
        let temporary = output::temporary_beside(target).map_err(failure)?;
        let mut unfinished = unfinished();
        builder().create(&temporary).map_err(failure)?;
        unfinished.push(temporary.clone());
        Ok(Self {
            target: target.to_owned(),
            temporary,
        })
    }

    /// Makes a folder in it.
    pub(crate) fn folder(&self, name: &str) -> Result<(), Failure> {
        let _held = unfinished();
        let made = builder().create(self.temporary.join(name));
        made.map_err(|error| self.failure(error.kind()))
    }

    /// Writes a file in it.
    pub(crate) fn file(
        &self,
        name: &str,
        with: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let opened = {
            // no file appears while a signal removes the folder
            let _held = unfinished();
            options.open(self.temporary.join(name))
        };
        opened
            .and_then(|file| {
                let mut out = io::BufWriter::with_capacity(1 << 16, &file);
                with(&mut out)?;
                out.flush()?;
                drop(out);
                sync_one(&file)
            })
            .map_err(|error| self.failure(error.kind()))
    }

    /// Gives it its name, if nothing has taken that meanwhile.
    pub(crate) fn release(self) -> Result<(), Failure> {
        sync_all(&self.temporary).map_err(|error| self.failure(error.kind()))?;
        let mut unfinished = unfinished();
        rename(&self.temporary, &self.target).map_err(|error| self.failure(error.kind()))?;
        unfinished.retain(|path| *path != self.temporary);
        standing::named(std::iter::once(self.target.clone()));
        Ok(())
    }

    fn failure(&self, kind: io::ErrorKind) -> Failure {
        Failure::io(&self.target, kind)
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let mut unfinished = unfinished();
        if let Some(position) = unfinished.iter().position(|path| *path == self.temporary) {
            let _ = fs::remove_dir_all(&self.temporary);
            unfinished.swap_remove(position);
        }
    }
}

fn builder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Where all files can be written through at once, that is done at the end.
fn sync_one(file: &File) -> io::Result<()> {
    if cfg!(target_os = "linux") {
        Ok(())
    } else {
        file.sync_all()
    }
}

#[cfg(target_os = "linux")]
fn sync_all(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
const fn sync_all(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // a file system that cannot: a folder that is not empty is then still not replaced
        Err(Errno::INVAL | Errno::NOSYS) => fs::rename(from, to),
        done => Ok(done?),
    }
}

#[cfg(not(target_os = "linux"))]
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_folder_that_is_dropped_leaves_nothing_and_one_that_exists_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("unpacked");
        let fresh = Fresh::create(&target).unwrap();
        fresh.folder("photos").unwrap();
        fresh
            .file("photos/a.jpg", |out| out.write_all(b"a"))
            .unwrap();
        drop(fresh);
        assert_eq!(count(folder.path()), 0);

        let fresh = Fresh::create(&target).unwrap();
        fresh.file("rows.csv", |out| out.write_all(b"new")).unwrap();
        fs::create_dir(&target).unwrap();
        fs::write(target.join("rows.csv"), "old").unwrap();
        assert!(fresh.release().is_err(), "it appeared meanwhile");
        assert_eq!(fs::read(target.join("rows.csv")).unwrap(), b"old");
        assert!(Fresh::create(&target).is_err());
        assert_eq!(count(folder.path()), 1);
    }
}
