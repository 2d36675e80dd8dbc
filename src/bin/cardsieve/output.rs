//! Files that exist complete or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use cardsieve::BatchId;

use crate::failure::{Failure, Failures};
use crate::{stale, standing};

/// The temporary files of this process; a signal removes them.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A temporary name is an id between these.
pub(crate) const PREFIX: &str = ".cardsieve-";
pub(crate) const SUFFIX: &str = ".tmp";

/// A file that is being written beside its target, for its owner only.
///
/// Dropped before [`Output::release`], it leaves nothing.
#[derive(Debug)]
pub(crate) struct Output {
    /// As the operator typed it.
    name: PathBuf,
    target: PathBuf,
    temporary: PathBuf,
    file: BufWriter<File>,
}

impl Output {
    /// Begins a file; an older one of that name stays until this one is complete.
    pub(crate) fn create(name: &Path) -> Result<Self, Failure> {
        let failure = |error: io::Error| Failure::io(name, error.kind());
        let target = match fs::symlink_metadata(name) {
            // a link stays, and leads to the new file
            Ok(found) if found.is_symlink() => fs::canonicalize(name).map_err(failure)?,
            _ => name.to_owned(),
        };
        if fs::metadata(&target).is_ok_and(|found| !found.is_file()) {
            let text = format!("{}: not a regular file", name.display());
            return Err(Failure::usage(
                text,
                "give the name of a file, or - for standard output",
            ));
        }
        stale::name_beside([target.as_path()].into_iter());
        let temporary = temporary_beside(&target).map_err(failure)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut unfinished = unfinished();
        let file = options.open(&temporary).map_err(failure)?;
        unfinished.push(temporary.clone());
        let file = BufWriter::with_capacity(1 << 16, file);
        Ok(Self {
            name: name.to_owned(),
            target,
            temporary,
            file,
        })
    }

    /// Begins a file whose name nothing has yet: neither what is read, nor what was written before.
    pub(crate) fn create_new(name: &Path) -> Result<Self, Failure> {
        if fs::symlink_metadata(name).is_ok() {
            let text = format!("{}: is there already", name.display());
            return Err(Failure::usage(text, "give a new name, or move it away"));
        }
        Self::create(name)
    }

    /// Writes all of it to the disk, still under its temporary name.
    pub(crate) fn fill(
        &mut self,
        with: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        with(&mut self.file)
            .and_then(|()| self.file.flush())
            .and_then(|()| self.file.get_ref().sync_all())
            .map_err(|error| Failure::io(&self.name, error.kind()))
    }

    /// Reads it once more, still under its temporary name.
    pub(crate) fn read<T>(
        &self,
        with: impl FnOnce(&mut dyn io::Read) -> io::Result<T>,
    ) -> Result<T, Failure> {
        File::open(&self.temporary)
            .and_then(|mut file| with(&mut file))
            .map_err(|error| Failure::io(&self.name, error.kind()))
    }

    /// Gives it its name.
    pub(crate) fn release(self) -> Result<(), Failure> {
        release_all(vec![self])
    }

    /// As [`Output::create`], filled and released at once.
    pub(crate) fn write(name: &Path, bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
        let mut output = Self::create(name)?;
        output.fill(|out| out.write_all(bytes.as_ref()))?;
        output.release()
    }
}

/// The same for two names of one file.
pub(crate) fn place(path: &Path) -> PathBuf {
    if let Ok(place) = path.canonicalize() {
        return place;
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    match (
        folder.unwrap_or(Path::new(".")).canonicalize(),
        path.file_name(),
    ) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// What SQLite keeps beside a ledger while it is written: beside the file itself, whatever link leads there.
pub(crate) fn besides_a_ledger(ledger: &Path) -> [PathBuf; 3] {
    let ledger = place(ledger);
    ["-wal", "-shm", "-journal"].map(|ending| {
        let mut name = ledger.as_os_str().to_owned();
        name.push(ending);
        name.into()
    })
}

impl Drop for Output {
    fn drop(&mut self) {
        let mut unfinished = unfinished();
        if let Some(position) = unfinished.iter().position(|path| *path == self.temporary) {
            let _ = fs::remove_file(&self.temporary);
            unfinished.swap_remove(position);
        }
    }
}

/// Gives all of them their names, in order; if one cannot have its own, none has.
///
/// No signal comes between the first and the last.
pub(crate) fn release_all(outputs: Vec<Output>) -> Result<(), Failure> {
    release_between(outputs, || Ok(()), |(), _| Ok(()))
}

/// The same, if `before` allows it; `after` hears whether all have their names. No signal comes
/// between any of it.
pub(crate) fn release_between<T>(
    outputs: Vec<Output>,
    before: impl FnOnce() -> Result<T, Failure>,
    after: impl FnOnce(T, bool) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut unfinished = unfinished();
    let begun = match before() {
        Ok(begun) => begun,
        Err(failure) => {
            give_way(unfinished);
            drop(outputs);
            return Err(failure);
        }
    };
    let mut named: Vec<Named> = Vec::new();
    let mut outcome = Ok(());
    for (position, output) in outputs.iter().enumerate() {
        match Named::give(output, position + 1 < outputs.len()) {
            Ok(one) => named.push(one),
            Err(error) => {
                outcome = Err(Failure::io(&output.name, error.kind()));
                break;
            }
        }
    }
    match outcome {
        Ok(()) => {
            unfinished.retain(|path| outputs.iter().all(|output| output.temporary != *path));
            named.into_iter().for_each(Named::keep);
            standing::named(outputs.iter().map(|output| output.name.clone()));
        }
        // the newest first, so that nothing stands without what speaks of it
        Err(_) => named.into_iter().rev().for_each(Named::take_back),
    }
    let told = after(begun, outcome.is_ok());
    // those without a name remove what they have under the temporary one
    drop(unfinished);
    drop(outputs);
    let mut failures = Failures::default();
    failures.take(outcome);
    failures.take(told);
    failures.check()
}

/// A file that has its name, and could still lose it.
struct Named {
    target: PathBuf,
    /// The file that had the name before, under a temporary one.
    older: Option<PathBuf>,
}

impl Named {
    /// Keeps the older file for as long as another can still fail.
    fn give(output: &Output, is_followed: bool) -> io::Result<Self> {
        let target = output.target.clone();
        let older = match fs::symlink_metadata(&target) {
            Ok(found) if is_followed && found.is_file() => {
                let older = temporary_beside(&target)?;
                // a second name, so that the first is never missing; where there are none, it moves
                fs::hard_link(&target, &older).or_else(|_| fs::rename(&target, &older))?;
                Some(older)
            }
            _ => None,
        };
        let named = Self { target, older };
        if let Err(error) = fs::rename(&output.temporary, &named.target) {
            named.restore();
            return Err(error);
        }
        named.sync();
        Ok(named)
    }

    fn keep(self) {
        if let Some(older) = &self.older {
            let _ = fs::remove_file(older);
            self.sync();
        }
    }

    fn take_back(self) {
        if self.older.is_none() {
            let _ = fs::remove_file(&self.target);
        }
        self.restore();
        self.sync();
    }

    fn restore(&self) {
        if let Some(older) = &self.older {
            let _ = fs::rename(older, &self.target);
            // two names of one file are left as they are by a rename
            let _ = fs::remove_file(older);
        }
    }

    /// The name is there; only a power cut could still lose it.
    fn sync(&self) {
        #[cfg(unix)]
        if let Ok(folder) = File::open(folder(&self.target)) {
            let _ = folder.sync_all();
        }
    }
}

/// So long does a run wait for the signal that has ended it.
const END: Duration = Duration::from_secs(5);

/// What failed because of a signal says nothing: the signal ends the run.
fn give_way(held: MutexGuard<'static, Vec<PathBuf>>) {
    drop(held);
    if standing::is_signalled() {
        std::thread::sleep(END);
    }
}

/// Removes all temporary files; nothing new begins before `then` is done.
pub(crate) fn abandon_all(then: impl FnOnce()) {
    let unfinished = unfinished();
    remove(&unfinished);
    then();
}

/// Does the last that the run has to do: a signal comes before it, or finds that it is done.
pub(crate) fn conclude<T, E>(act: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let held = unfinished();
    let done = act();
    match done {
        Ok(_) => standing::is_complete(),
        Err(_) => give_way(held),
    }
    done
}

/// Enters something into a ledger, after which there is more to do: a signal comes before it, or tells of it.
pub(crate) fn enter<T, E>(
    act: impl FnOnce() -> Result<T, E>,
    said: impl FnOnce(&T) -> String,
) -> Result<T, E> {
    let held = unfinished();
    let done = act();
    match &done {
        Ok(done) => standing::entered(said(done)),
        Err(_) => give_way(held),
    }
    done
}

/// The same from a panic, where waiting could take for ever.
pub(crate) fn try_abandon_all() {
    if let Ok(unfinished) = UNFINISHED.try_lock() {
        remove(&unfinished);
    }
}

fn remove(paths: &[PathBuf]) {
    for path in paths {
        if fs::remove_file(path).is_err() {
            // a link is removed as a file is, so that nothing is followed
            let _ = fs::remove_dir_all(path);
        }
    }
}

/// A name that tells nothing, and that the next run knows again.
pub(crate) fn temporary_beside(target: &Path) -> io::Result<PathBuf> {
    let id = BatchId::random().map_err(|_| io::ErrorKind::Other)?;
    Ok(folder(target).join(format!("{PREFIX}{id}{SUFFIX}")))
}

/// What a signal removes; while it is held, nothing is removed.
pub(crate) fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn folder(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn a_file_that_is_dropped_leaves_nothing_and_the_old_one_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.csv");
        Output::write(&path, "old").unwrap();
        let mut output = Output::create(&path).unwrap();
        output.fill(|out| out.write_all(b"new")).unwrap();
        assert_eq!(names(folder.path()).len(), 2);
        drop(output);
        assert_eq!(names(folder.path()), ["x.csv"]);
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    #[test]
    fn of_several_files_all_get_their_names_or_none_does() {
        for older in [None, Some("old")] {
            let folder = tempfile::tempdir().unwrap();
            let paths = ["report", "manifest", "rows"].map(|name| folder.path().join(name));
            if let Some(older) = older {
                Output::write(&paths[0], older).unwrap();
            }
            let before = names(folder.path());
            let filled = || {
                let outputs = paths.iter().map(|path| {
                    let mut output = Output::create(path).unwrap();
                    output.fill(|out| out.write_all(b"new")).unwrap();
                    output
                });
                outputs.collect::<Vec<_>>()
            };
            let outputs = filled();
            // what cannot be replaced by a file appears at the last moment
            fs::create_dir(&paths[2]).unwrap();
            assert!(release_all(outputs).is_err());
            fs::remove_dir(&paths[2]).unwrap();
            assert_eq!(names(folder.path()), before);
            if let Some(older) = older {
                assert_eq!(fs::read_to_string(&paths[0]).unwrap(), older);
            }
            release_all(filled()).unwrap();
            assert_eq!(names(folder.path()).len(), 3);
            for path in &paths {
                assert_eq!(fs::read(path).unwrap(), b"new");
            }
        }
    }

    #[test]
    fn a_temporary_name_tells_nothing_of_the_target() {
        let folder = tempfile::tempdir().unwrap();
        let output = Output::create(&folder.path().join("Smith_John.csv")).unwrap();
        let names = names(folder.path());
        assert_eq!(names.len(), 1);
        assert!(
            names[0].starts_with(PREFIX) && names[0].len() == 31,
            "{names:?}"
        );
        drop(output);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_a_folder_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("x.csv"), folder.path().join("link.csv"));
        Output::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        Output::write(&link, "new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert!(Output::create(folder.path()).is_err());
    }
}
