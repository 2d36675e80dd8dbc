//! The folder of photos: what a record's path leads to in it, and never out of it.

use std::collections::HashSet;
use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use cardsieve::{Code, photo};
use unicode_normalization::UnicodeNormalization;

use crate::failure::Failure;

/// No chain of folders is deeper.
const DEEPEST: usize = 64;

/// The folder that `--photos` names.
///
/// No message says a name in it, nor a record's path: either can be a person's.
pub(super) struct Folder {
    root: Root,
    path: PathBuf,
    hasher: RandomState,
    /// Digests of the paths that photos were made from.
    used: Mutex<HashSet<u64>>,
    /// Digests of the paths that records name which stay behind.
    kept_back: Mutex<HashSet<u64>>,
}

impl Folder {
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let failure = |error: io::Error| Failure::io(path, error.kind());
        let root = open_root(path).map_err(failure)?;
        Ok(Self {
            root,
            path: path.to_owned(),
            hasher: RandomState::new(),
            used: Mutex::default(),
            kept_back: Mutex::default(),
        })
    }

    /// The bytes of a record's photo.
    pub(super) fn read(&self, text: &str) -> Result<Vec<u8>, Code> {
        let names = names(text);
        let mut found = Err(Code::PhotoMissing);
        let mut path = text;
        for name in &names {
            found = self.file(name);
            path = name;
            if !matches!(found, Err(Code::PhotoMissing)) {
                break;
            }
        }
        let file = found?;
        let found = file.metadata().map_err(|_| Code::PhotoUnreadable)?;
        if !found.is_file() {
            return Err(Code::PhotoMissing);
        }
        let most = photo::MAX_SOURCE_BYTES as u64;
        if found.len() > most {
            return Err(Code::PhotoTooLarge);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or_default());
        file.take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| Code::PhotoUnreadable)?;
        self.use_up(path);
        Ok(bytes)
    }

    fn file(&self, path: &str) -> Result<File, Code> {
        let parts = parts(path).ok_or(Code::PhotoMissing)?;
        open_below(&self.root, &self.path, &parts)
    }

    /// Notes the photo of a record that stays behind; it is not looked for.
    pub(super) fn keep_back(&self, text: &str) {
        let digests: Vec<_> = names(text)
            .iter()
            .filter_map(|name| Some(self.digest(parts(name)?.into_iter())))
            .collect();
        let mut kept_back = self
            .kept_back
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        kept_back.extend(digests);
    }

    /// Whether a photo was made for one record that another, which stays behind, names as its own.
    pub(super) fn shares_a_photo(&self) -> bool {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let kept_back = self
            .kept_back
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        !used.is_disjoint(&kept_back)
    }

    fn use_up(&self, path: &str) {
        let digest = self.digest(parts(path).unwrap_or_default().into_iter());
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.insert(digest);
    }

    fn digest<'p>(&self, parts: impl Iterator<Item = &'p str>) -> u64 {
        self.hasher.hash_one(parts.collect::<Vec<_>>().join("/"))
    }

    /// How many files in it no record's photo was made from.
    pub(super) fn left_over(&self) -> u64 {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let mut folders: Vec<Vec<String>> = vec![Vec::new()];
        let mut left_over = 0;
        while let Some(parts) = folders.pop() {
            let folder = parts
                .iter()
                .fold(self.path.clone(), |path, part| path.join(part));
            // what cannot be looked into holds nothing that was used
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let Ok(kind) = entry.file_type() else {
                    continue;
                };
                let name = entry.file_name().into_string().ok();
                if kind.is_dir() {
                    if let Some(name) = name.filter(|_| parts.len() < DEEPEST) {
                        folders.push(parts.iter().cloned().chain([name]).collect());
                    }
                } else if kind.is_file() {
                    let is_used = name.is_some_and(|name| {
                        let path = parts.iter().map(String::as_str).chain([name.as_str()]);
                        used.contains(&self.digest(path))
                    });
                    left_over += u64::from(!is_used);
                }
            }
        }
        left_over
    }
}

/// What a record's text can be the name of, the likeliest first: as it stands, without the blanks
/// around it, and composed, since systems differ in how they keep an accent.
fn names(text: &str) -> Vec<String> {
    let trimmed = text.trim();
    let mut names = vec![text.to_owned()];
    for name in [trimmed.to_owned(), trimmed.nfc().collect()] {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The parts of a relative path below the folder; none if it is another kind of path.
fn parts(path: &str) -> Option<Vec<&str>> {
    let has_drive = path.as_bytes().get(1) == Some(&b':')
        && path.starts_with(|first: char| first.is_ascii_alphabetic());
    if has_drive || path.contains(['\\', '\0']) || path.len() > 4096 {
        return None;
    }
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | ".." => return None,
            "." => {}
            part => parts.push(part),
        }
    }
    (!parts.is_empty() && parts.len() <= DEEPEST).then_some(parts)
}

#[cfg(unix)]
type Root = File;

#[cfg(not(unix))]
type Root = ();

#[cfg(unix)]
fn open_root(path: &Path) -> io::Result<Root> {
    use rustix::fs::{Mode, OFlags, open};

    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    Ok(open(path, flags, Mode::empty())?.into())
}

/// Step by step, each without following a link, so that nobody can swap a folder for one meanwhile.
#[cfg(unix)]
fn open_below(root: &Root, _: &Path, parts: &[&str]) -> Result<File, Code> {
    use rustix::fs::{Mode, OFlags, openat};
    use rustix::io::Errno;

    let (name, folders) = parts.split_last().ok_or(Code::PhotoMissing)?;
    let common = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let code = |error| match error {
        Errno::NOENT | Errno::LOOP | Errno::NOTDIR | Errno::NAMETOOLONG | Errno::NXIO => {
            Code::PhotoMissing
        }
        _ => Code::PhotoUnreadable,
    };
    let mut at = None;
    for folder in folders {
        let from = at.as_ref().unwrap_or(root);
        let opened = openat(from, *folder, common | OFlags::DIRECTORY, Mode::empty());
        at = Some(File::from(opened.map_err(code)?));
    }
    // a pipe in the place of a photo must not hold us up
    let flags = common | OFlags::NONBLOCK | OFlags::NOCTTY;
    let opened = openat(at.as_ref().unwrap_or(root), *name, flags, Mode::empty());
    Ok(opened.map_err(code)?.into())
}

#[cfg(not(unix))]
fn open_root(path: &Path) -> io::Result<Root> {
    if fs::metadata(path)?.is_dir() {
        Ok(())
    } else {
        Err(io::ErrorKind::NotADirectory.into())
    }
}

#[cfg(not(unix))]
fn open_below((): &Root, root: &Path, parts: &[&str]) -> Result<File, Code> {
    let mut path = root.to_owned();
    for part in parts {
        path.push(part);
        let found = fs::symlink_metadata(&path).map_err(|_| Code::PhotoMissing)?;
        if found.is_symlink() {
            return Err(Code::PhotoMissing);
        }
    }
    File::open(path).map_err(|_| Code::PhotoUnreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_relative_paths_that_stay_below_are_paths() {
        for (path, expected) in [
            ("a.jpg", vec!["a.jpg"]),
            ("a/b c/d.jpg", vec!["a", "b c", "d.jpg"]),
            ("./a.jpg", vec!["a.jpg"]),
            ("a..b/...", vec!["a..b", "..."]),
        ] {
            assert_eq!(parts(path), Some(expected), "{path}");
        }
        for path in [
            "",
            ".",
            "/",
            "/a.jpg",
            "a/",
            "a//b",
            "..",
            "../a.jpg",
            "a/../b",
            "a/..",
            "C:a.jpg",
            "c:/a.jpg",
            "a\\b.jpg",
            "..\\a.jpg",
            "\\\\host\\a.jpg",
            "a\0.jpg",
        ] {
            assert_eq!(parts(path), None, "{path:?}");
        }
    }
}
