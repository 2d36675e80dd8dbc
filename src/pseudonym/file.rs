//! Secret files: opened with suspicion, made for their owner only, replaced as a whole.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::error::{Fault, SecretError, SecretErrors};
use super::{BatchId, EpochName, PseudonymisationSecret};
use crate::code::Code;

/// What a name beside the secret file ends in while the file is being replaced, before a random part.
const TEMPORARY: &str = ".cardsieve-tmp-";

/// Some eight hundred epochs.
const MAX_BYTES: usize = 64 * 1024;

impl PseudonymisationSecret {
    /// Reads a secret file.
    ///
    /// # Errors
    /// [`Code::SecretPermissions`] or [`Code::SecretOwner`] on Unix if anybody but the caller may
    /// read or change the file, [`Code::SecretMalformed`], or an I/O error by its kind.
    pub fn open(path: &Path) -> Result<Self, SecretError> {
        let file = File::open(path)?;
        Ok(Self::parse(&read(&file)?)?)
    }

    /// Makes a secret file with one new epoch, for its owner only.
    ///
    /// # Errors
    /// The file exists, cannot be written, or there are no random bytes.
    pub fn create(path: &Path, epoch: EpochName) -> Result<(), SecretError> {
        let secret = Self::generate(epoch)?;
        write_new(path, &[&secret.current_line()])
    }

    /// Adds a new epoch to a secret file, which is in use from then on; all lines above stay.
    ///
    /// The file is replaced as a whole or not at all.
    ///
    /// # Errors
    /// As [`open`](Self::open); [`Code::EpochTaken`]; or another rotation is under way.
    pub fn rotate(path: &Path, epoch: EpochName) -> Result<(), SecretError> {
        Self::rotate_after(path, epoch, || Ok(()))
    }

    /// The same, once something else is done: when the new file is complete and has not its name yet.
    ///
    /// So an epoch can be entered somewhere first, and none is in use that was not. If `first` fails, the
    /// file stays as it was; what it did stands if the name then cannot be given.
    ///
    /// # Errors
    /// As [`rotate`](Self::rotate), and those of `first`.
    pub fn rotate_after<E: From<SecretError>>(
        path: &Path,
        epoch: EpochName,
        first: impl FnOnce() -> Result<(), E>,
    ) -> Result<(), E> {
        let make = |file: &File| {
            let text = read(file)?;
            let above = Self::parse(&text).map_err(SecretError::from)?;
            if above.epochs().any(|name| name == epoch.as_str()) {
                return Err(SecretError::refused(Code::EpochTaken));
            }
            Ok((text, Self::generate(epoch)?.current_line()))
        };
        append(path, |file| Ok(make(file)?), first)
    }
}

/// Adds a line to an owner's file, which is replaced as a whole or not at all.
///
/// `make` reads the file and gives its text and the line; `first` runs before the new file has its name.
pub(crate) fn append<E: From<SecretError>>(
    path: &Path,
    make: impl FnOnce(&File) -> Result<(Zeroizing<Vec<u8>>, Zeroizing<String>), E>,
    first: impl FnOnce() -> Result<(), E>,
) -> Result<(), E> {
    let failed = |error: io::Error| E::from(error.into());
    // a link stays a link to the new file
    let path = fs::canonicalize(path).map_err(failed)?;
    let file = File::open(&path).map_err(failed)?;
    lock(&file, &path)?;
    let (text, line) = make(&file)?;
    let ended = text.last() == Some(&b'\n');
    let line_end: &[u8] = if ended { b"" } else { b"\n" };
    if text.len() + line_end.len() + line.len() > MAX_BYTES {
        return Err(too_large().into());
    }
    let temporary = beside(&path)?;
    write_new(&temporary, &[&text, line_end, line.as_bytes()])?;
    let named = first().and_then(|()| fs::rename(&temporary, &path).map_err(failed));
    if let Err(error) = named {
        let _ = fs::remove_file(&temporary);
        return Err(error);
    }
    sync_folder(&path);
    Ok(())
}

/// The whole text, if its owner alone has it: asked of the opened file, not of its name.
fn read(file: &File) -> Result<Zeroizing<Vec<u8>>, SecretError> {
    let about = file.metadata()?;
    if let Err(refused) = check(&about) {
        // whoever gave another file by mistake should hear that, and not how to protect it
        let look = || {
            let text = read_all(file)?;
            PseudonymisationSecret::parse(&text).map_err(SecretError::from)
        };
        return Err(match about.is_file().then(look) {
            Some(Err(other)) if other.malformed().is_some_and(SecretErrors::is_another_file) => {
                other
            }
            _ => refused,
        });
    }
    read_all(file)
}

pub(crate) fn read_all(file: &File) -> Result<Zeroizing<Vec<u8>>, SecretError> {
    // its final size at once: a text that grows leaves copies behind
    let mut text = Zeroizing::new(vec![0; MAX_BYTES + 1]);
    let mut length = 0;
    let mut file = file;
    while let Some(rest) = text.get_mut(length..).filter(|rest| !rest.is_empty()) {
        match file.read(rest) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    if length > MAX_BYTES {
        return Err(too_large());
    }
    text.truncate(length);
    Ok(text)
}

fn too_large() -> SecretError {
    SecretErrors::new(vec![(1, Fault::TooLarge)]).into()
}

#[cfg(unix)]
pub(crate) fn check(file: &Metadata) -> Result<(), SecretError> {
    use std::os::unix::fs::MetadataExt;

    if file.uid() != rustix::process::geteuid().as_raw() {
        return Err(SecretError::refused(Code::SecretOwner));
    }
    if file.mode() & 0o077 != 0 {
        return Err(SecretError::refused(Code::SecretPermissions));
    }
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn check(_: &Metadata) -> Result<(), SecretError> {
    Ok(())
}

/// Two rotations at once would lose the first one's key, and with it the way back from its tokens.
fn lock(file: &File, path: &Path) -> Result<(), SecretError> {
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(io::Error::from(io::ErrorKind::ResourceBusy).into());
        }
        // a file system without locks
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    if same_file(&file.metadata()?, &fs::metadata(path)?) {
        Ok(())
    } else {
        Err(io::Error::from(io::ErrorKind::ResourceBusy).into())
    }
}

/// Whether the file was not replaced between opening and locking it.
#[cfg(unix)]
fn same_file(opened: &Metadata, named: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;

    (opened.dev(), opened.ino()) == (named.dev(), named.ino())
}

#[cfg(not(unix))]
fn same_file(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// Writes a file that must not exist yet; a failure leaves none.
pub(crate) fn write_new<T: AsRef<[u8]>>(path: &Path, parts: &[T]) -> Result<(), SecretError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let written = parts
        .iter()
        .try_for_each(|part| file.write_all(part.as_ref()))
        .and_then(|()| file.sync_all());
    if let Err(error) = written {
        drop(file);
        let _ = fs::remove_file(path);
        return Err(error.into());
    }
    sync_folder(path);
    Ok(())
}

/// Makes a new name last through a power failure, where the system can.
fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent() {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// A fresh name in the same folder.
fn beside(path: &Path) -> Result<PathBuf, SecretError> {
    let mut name: OsString = path.file_name().unwrap_or_default().to_owned();
    name.push(TEMPORARY);
    name.push(BatchId::random()?.to_string());
    Ok(path.with_file_name(name))
}

#[cfg(test)]
mod tests;
