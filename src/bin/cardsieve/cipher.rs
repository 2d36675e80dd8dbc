//! age, to and from a recipient's key: the one place that names the crate.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use age::stream::StreamReader;
use age::x25519::{Identity, Recipient};
use age::{Decryptor, Encryptor};
use cardsieve::profile::is_recipient;
use cardsieve::{Code, Profile};
use zeroize::Zeroizing;

use crate::failure::{Failure, Failures};
use crate::held::Held;
use crate::load;

/// How every file of age begins.
const MAGIC: &[u8] = b"age-encryption.org/";

/// Whom a batch is encrypted to; any one of them can open it.
pub(crate) struct Recipients(Vec<Recipient>);

/// A recipient's key, if age can encrypt to it.
fn key(text: &str) -> Option<Recipient> {
    text.parse().ok().filter(|_| is_recipient(text))
}

impl Recipients {
    /// Each a key (`age1…`), or a file with one on each line.
    pub(crate) fn load(arguments: &[String]) -> Result<Self, Failure> {
        let mut failures = Failures::default();
        let mut all = Vec::new();
        for argument in arguments {
            if let Some(recipient) = key(argument) {
                all.push(recipient);
                continue;
            }
            if argument.starts_with("age1") && !Path::new(argument).exists() {
                failures.take::<()>(Err(refused(Code::RecipientMalformed)));
                continue;
            }
            let read = lines(Path::new(argument), Code::RecipientMalformed);
            let keys: Vec<Recipient> = failures.take(read).unwrap_or_default();
            if keys.iter().any(|key| !is_recipient(&key.to_string())) {
                failures.take::<()>(Err(refused(Code::RecipientMalformed)));
            }
            all.extend(keys);
        }
        failures.check().map(|()| Self(all))
    }

    /// Those that a profile pins, of which `chosen` must be some; all of them, if none is chosen.
    pub(crate) fn pinned(profile: &Profile, chosen: Option<Self>) -> Result<Option<Self>, Failure> {
        let pinned = profile.recipient_keys();
        if pinned.is_empty() {
            return Ok(chosen);
        }
        let Some(chosen) = chosen else {
            let keys = pinned.iter().map(|key| key.parse());
            let keys: Result<Vec<Recipient>, _> = keys.collect();
            return match keys {
                Ok(keys) => Ok(Some(Self(keys))),
                Err(_) => Err(refused(Code::RecipientMalformed)),
            };
        };
        let is_pinned = |key: &Recipient| pinned.contains(&key.to_string());
        if chosen.0.iter().all(is_pinned) {
            Ok(Some(chosen))
        } else {
            Err(refused(Code::KeyNotPinned))
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Writes something encrypted; what `with` writes touches no disk as it is.
    pub(crate) fn encrypt<T>(
        &self,
        out: &mut dyn Write,
        with: impl FnOnce(&mut dyn Write) -> io::Result<T>,
    ) -> io::Result<T> {
        let all = self.0.iter().map(|one| -> &dyn age::Recipient { one });
        let encryptor = Encryptor::with_recipients(all).map_err(|_| io::ErrorKind::Other)?;
        let mut stream = encryptor.wrap_output(out)?;
        let made = with(&mut stream)?;
        stream.finish()?;
        Ok(made)
    }
}

/// What was received, plain or encrypted; decrypted piece by piece, in memory alone.
pub(crate) enum Opened {
    Plain(Held),
    Decrypted(Box<StreamReader<BufReader<Held>>>),
}

impl Opened {
    pub(crate) const fn is_encrypted(&self) -> bool {
        matches!(self, Self::Decrypted(_))
    }
}

/// Opens a file; if it is encrypted, with the keys of the identity file.
pub(crate) fn open(path: &Path, identity: Option<&PathBuf>) -> Result<Opened, Failure> {
    let failure = |error: io::Error| Failure::io(path, error.kind());
    let file = File::open(path).map_err(failure)?;
    if file.metadata().map_err(failure)?.is_dir() {
        return Err(Failure::io(path, io::ErrorKind::IsADirectory));
    }
    open_held(Held::File(file), path, identity)
}

/// The same of what was opened already, and is at its beginning; `path` is its name in messages.
pub(crate) fn open_held(
    mut file: Held,
    path: &Path,
    identity: Option<&PathBuf>,
) -> Result<Opened, Failure> {
    let failure = |error: io::Error| Failure::io(path, error.kind());
    let mut start = Vec::new();
    let mut head = (&mut file).take(MAGIC.len() as u64);
    head.read_to_end(&mut start).map_err(failure)?;
    file.seek(SeekFrom::Start(0)).map_err(failure)?;
    if start != MAGIC {
        return Ok(Opened::Plain(file));
    }
    if !has_short_header(&mut file).map_err(failure)? {
        return Err(not_decrypted(path, Code::NotDecrypted.next_step()));
    }
    let Some(identity) = identity else {
        let next = "give the age identity file with --identity";
        return Err(not_decrypted(path, next));
    };
    let identities: Vec<Identity> = lines(identity, Code::IdentityMalformed)?;
    let not_ours = || not_decrypted(path, Code::NotDecrypted.next_step());
    let decryptor = Decryptor::new_buffered(BufReader::new(file)).map_err(|_| not_ours())?;
    let all = identities.iter().map(|one| -> &dyn age::Identity { one });
    let stream = decryptor.decrypt(all).map_err(|_| not_ours())?;
    Ok(Opened::Decrypted(Box::new(stream)))
}

/// Whether a header of age ends where one for a hundred recipients has ended; the file is at its
/// beginning again. A longer one takes time that grows with its square.
fn has_short_header(file: &mut Held) -> io::Result<bool> {
    let mut head = Vec::new();
    file.take(16 << 10).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(head.windows(5).any(|line| line == b"\n--- "))
}

/// The keys of a file: one a line, blank lines and comments left out.
fn lines<K: std::str::FromStr>(path: &Path, code: Code) -> Result<Vec<K>, Failure> {
    let text = Zeroizing::new(load::text(path)?);
    let mut keys = Vec::new();
    let mut failures = Failures::default();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.parse() {
            Ok(key) => keys.push(key),
            Err(_) => {
                let text = format!("{}:{number}: {}", path.display(), said(code));
                failures.take::<()>(Err(Failure::refused(text, code.next_step())));
            }
        }
    }
    if keys.is_empty() {
        let text = format!("{}: {}: the file holds no key", path.display(), code);
        failures.take::<()>(Err(Failure::refused(text, code.next_step())));
    }
    failures.check().map(|()| keys)
}

pub(crate) fn not_decrypted(path: &Path, next: &str) -> Failure {
    let text = format!("{}: {}", path.display(), said(Code::NotDecrypted));
    Failure::refused(text, next)
}

fn refused(code: Code) -> Failure {
    Failure::refused(format!("--encrypt-to: {}", said(code)), code.next_step())
}

fn said(code: Code) -> String {
    format!("{code}: {}", code.meaning())
}

impl Read for Opened {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.read(buffer),
            Self::Decrypted(stream) => stream.read(buffer),
        }
    }
}

impl Seek for Opened {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Plain(file) => file.seek(to),
            Self::Decrypted(stream) => stream.seek(to),
        }
    }
}
