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
mod tests {
    use super::*;

    fn name(text: &str) -> EpochName {
        text.parse().unwrap()
    }

    fn code<T>(result: Result<T, SecretError>) -> Option<Code> {
        result.err().unwrap().code()
    }

    #[test]
    fn a_created_file_opens_and_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        PseudonymisationSecret::create(&path, name("2026")).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.len(), "2026 ".len() + 64 + 1);
        assert_eq!(PseudonymisationSecret::open(&path).unwrap().epoch(), "2026");
        let again = PseudonymisationSecret::create(&path, name("2026")).unwrap_err();
        assert_eq!(again.io_kind(), Some(io::ErrorKind::AlreadyExists));
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }

    #[test]
    fn rotation_keeps_every_line_and_puts_the_new_epoch_last() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        PseudonymisationSecret::create(&path, name("a")).unwrap();
        let mut before = fs::read_to_string(&path).unwrap();
        before.insert_str(0, "# keep me\r\n\r\n");
        before.push_str("# and me");
        fs::write(&path, &before).unwrap();
        PseudonymisationSecret::rotate(&path, name("b")).unwrap();
        let after = fs::read_to_string(&path).unwrap();
        assert!(after.starts_with(&format!("{before}\nb ")));
        let secret = PseudonymisationSecret::open(&path).unwrap();
        assert_eq!(secret.epochs().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(
            code(PseudonymisationSecret::rotate(&path, name("a"))),
            Some(Code::EpochTaken)
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), after);
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left beside it"
        );
    }

    #[test]
    fn what_comes_first_is_done_before_an_epoch_is_in_use_and_keeps_it_out_if_it_fails() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        PseudonymisationSecret::create(&path, name("a")).unwrap();
        let epochs = || {
            let secret = PseudonymisationSecret::open(&path).unwrap();
            secret.epochs().map(str::to_owned).collect::<Vec<_>>()
        };
        let count = || fs::read_dir(folder.path()).unwrap().count();
        let failed = PseudonymisationSecret::rotate_after(&path, name("b"), || {
            // complete, and not in use
            assert_eq!((epochs(), count()), (vec!["a".to_owned()], 2));
            Err(SecretError::no_randomness())
        });
        assert!(failed.is_err());
        assert_eq!((epochs(), count()), (vec!["a".to_owned()], 1));
        let mut calls = 0;
        let mut count_calls = || {
            calls += 1;
            Ok::<(), SecretError>(())
        };
        let taken = PseudonymisationSecret::rotate_after(&path, name("a"), &mut count_calls);
        assert_eq!(code(taken), Some(Code::EpochTaken));
        PseudonymisationSecret::rotate_after(&path, name("b"), &mut count_calls).unwrap();
        assert_eq!((calls, epochs().len()), (1, 2));
        // a name that cannot be given leaves no new epoch, and what came first stands
        let no_name = PseudonymisationSecret::rotate_after(&path, name("c"), || {
            fs::remove_file(&path)?;
            fs::create_dir(&path)?;
            Ok::<(), SecretError>(())
        });
        assert!(no_name.unwrap_err().io_kind().is_some());
        assert_eq!(count(), 1);
    }

    #[test]
    fn a_rotation_under_way_keeps_others_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        PseudonymisationSecret::create(&path, name("a")).unwrap();
        let held = File::open(&path).unwrap();
        held.lock().unwrap();
        let error = PseudonymisationSecret::rotate(&path, name("b")).unwrap_err();
        assert_eq!(error.io_kind(), Some(io::ErrorKind::ResourceBusy));
    }

    #[test]
    fn a_file_replaced_before_it_was_locked_is_not_rotated() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("secret"), folder.path().join("other"));
        PseudonymisationSecret::create(&path, name("a")).unwrap();
        PseudonymisationSecret::create(&other, name("a")).unwrap();
        let opened = File::open(&other).unwrap();
        let error = lock(&opened, &path).unwrap_err();
        assert_eq!(error.io_kind(), Some(io::ErrorKind::ResourceBusy));
        assert!(lock(&opened, &other).is_ok());
    }

    #[test]
    fn a_rotation_may_fill_64_kibibytes_and_not_a_byte_more() {
        let folder = tempfile::tempdir().unwrap();
        // the new line is "b ", 64 digits and a line end
        for (last, line_end) in [("\n", 0), ("", 1)] {
            for (length, fits) in [
                (65_536 - 67 - line_end, true),
                (65_537 - 67 - line_end, false),
            ] {
                let path = folder.path().join(format!("secret-{line_end}-{fits}"));
                let epoch = format!("\na {}{last}", "0".repeat(64));
                let comment = "#".repeat(length - epoch.len());
                write_new(&path, &[comment, epoch]).unwrap();
                let rotated = PseudonymisationSecret::rotate(&path, name("b"));
                assert_eq!(rotated.is_ok(), fits, "{length} bytes before");
                let after = fs::metadata(&path).unwrap().len();
                assert_eq!(after, if fits { 65_536 } else { length as u64 });
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_is_no_secret_file() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
        let error = PseudonymisationSecret::open(folder.path()).unwrap_err();
        assert_eq!(error.io_kind(), Some(io::ErrorKind::IsADirectory));
    }

    #[test]
    fn a_malformed_or_missing_or_huge_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        let missing = PseudonymisationSecret::open(&path).unwrap_err();
        assert_eq!(
            (missing.code(), missing.io_kind()),
            (None, Some(io::ErrorKind::NotFound))
        );
        write_new(&path, &[format!("a {}\n", "0".repeat(63))]).unwrap();
        let malformed = PseudonymisationSecret::open(&path).unwrap_err();
        assert_eq!(
            (malformed.code(), malformed.line()),
            (Some(Code::SecretMalformed), Some(1))
        );
        fs::remove_file(&path).unwrap();
        let comment = "#".repeat(MAX_BYTES - 67);
        write_new(&path, &[format!("{comment}\na {}", "0".repeat(64))]).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().len(), MAX_BYTES as u64);
        assert!(PseudonymisationSecret::open(&path).is_ok());
        assert_eq!(
            code(PseudonymisationSecret::rotate(&path, name("b"))),
            Some(Code::SecretMalformed)
        );
        OpenOptions::new()
            .append(true)
            .open(&path)
            .unwrap()
            .write_all(b"\n")
            .unwrap();
        assert_eq!(
            code(PseudonymisationSecret::open(&path)),
            Some(Code::SecretMalformed)
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_damaged_secret_that_others_may_read_is_first_of_all_to_be_protected() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        PseudonymisationSecret::create(&path, name("a")).unwrap();
        let whole = fs::read_to_string(&path).unwrap();
        let put = |text: &str, mode| {
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            code(PseudonymisationSecret::open(&path))
        };
        let damaged = format!("{whole}{}", "b 12\n");
        assert_eq!(put(&damaged, 0o644), Some(Code::SecretPermissions));
        assert_eq!(put(&damaged, 0o600), Some(Code::SecretMalformed));
        // another file by mistake is told as that
        assert_eq!(
            put("Name,Number\nSmith,1\n", 0o644),
            Some(Code::SecretMalformed)
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_touch_is_refused_whatever_the_bit() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        PseudonymisationSecret::create(&path, name("a")).unwrap();
        let set = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        for bit in 0..6 {
            set(0o600 | 1 << bit);
            assert_eq!(
                code(PseudonymisationSecret::open(&path)),
                Some(Code::SecretPermissions)
            );
            assert_eq!(
                code(PseudonymisationSecret::rotate(&path, name("b"))),
                Some(Code::SecretPermissions)
            );
        }
        for mode in [0o400, 0o600, 0o700] {
            set(mode);
            assert!(PseudonymisationSecret::open(&path).is_ok());
        }
        PseudonymisationSecret::rotate(&path, name("b")).unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_of_somebody_else_is_refused() {
        // the init process's own files belong to root: ask as another user, or change the owner as root
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        if rustix::process::geteuid().is_root() {
            PseudonymisationSecret::create(&path, name("a")).unwrap();
            std::os::unix::fs::chown(&path, Some(1), None).unwrap();
            assert_eq!(
                code(PseudonymisationSecret::open(&path)),
                Some(Code::SecretOwner)
            );
        } else {
            assert_eq!(
                code(PseudonymisationSecret::open(Path::new("/etc/passwd"))),
                Some(Code::SecretOwner)
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn rotation_through_a_link_changes_the_file_and_keeps_the_link() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("secret"), folder.path().join("link"));
        PseudonymisationSecret::create(&path, name("a")).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        PseudonymisationSecret::rotate(&link, name("b")).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(PseudonymisationSecret::open(&path).unwrap().epoch(), "b");
    }

    #[test]
    fn no_error_names_the_path() {
        let folder = tempfile::tempdir().unwrap();
        let error = PseudonymisationSecret::open(&folder.path().join("Smith_John")).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("Smith"));
    }
}
