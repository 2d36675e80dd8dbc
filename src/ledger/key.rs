//! The ledger's key file: a key a year for commitments, and one that signs heads.

use std::fmt;
use std::fs::File;
use std::path::Path;
use std::str::FromStr;

use zeroize::Zeroizing;

use super::disclosure::KeyCheck;
use super::error::LedgerError;
use crate::batch::{Signer, SigningKey};
use crate::code::Code;
use crate::pseudonym::{CommitmentKey, file};

/// The years of which a key file may hold keys; those of a batch's day.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2199;

const HEAD: &str = "head";

/// What commitments are made with and heads are signed with.
///
/// Its text form is a line `head` and a minisign secret key, and a line per year (four digits, a
/// space, 64 hex digits); `#` starts a comment.
///
/// # Security
/// Whoever holds it can test guesses against a ledger and sign a forged one. It is readable by its
/// owner only or [`open`](Self::open) refuses it; it has no `Clone` and no serialisation, and says
/// nothing in `Debug`. The years' keys are erased when it is dropped; the head's is of a type of the
/// minisign crate that does not erase itself.
pub struct LedgerKey {
    head: SigningKey,
    /// INVARIANT: no year stands twice.
    years: Vec<CommitmentKey>,
}

impl LedgerKey {
    /// A new key, from the operating system's random source.
    ///
    /// # Errors
    /// The source gives nothing.
    pub fn generate(year: u16) -> Result<Self, LedgerError> {
        Ok(Self {
            head: SigningKey::generate().ok_or(LedgerError::no_randomness())?,
            years: vec![CommitmentKey::generate(year)?],
        })
    }

    /// Reads a key file.
    ///
    /// # Errors
    /// [`Code::LedgerKeyPermissions`] or [`Code::LedgerKeyOwner`] on Unix if anybody but the caller may
    /// read or change the file, [`Code::LedgerKeyMalformed`], or an I/O error by its kind.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        Self::parse(&read(&File::open(path)?)?)
    }

    /// Makes a key file with a key for one year, for its owner only.
    ///
    /// Gives the public key by which the ledger's heads are judged: keep it elsewhere.
    ///
    /// # Errors
    /// The file exists, cannot be written, or there are no random bytes.
    pub fn create(path: &Path, year: u16) -> Result<Signer, LedgerError> {
        let made = Self::generate(year)?;
        let line = made.head.expose_line();
        let years = made.years.iter().map(CommitmentKey::line);
        let years: Vec<Zeroizing<String>> = years.collect();
        let head = [HEAD.as_bytes(), b" ", line.as_bytes(), b"\n"];
        let years = years.iter().map(|line| line.as_bytes());
        let parts: Vec<&[u8]> = head.into_iter().chain(years).collect();
        file::write_new(path, &parts)?;
        Ok(made.head.signer().clone())
    }

    /// Adds a key for one more year; all lines above stay.
    ///
    /// The file is replaced as a whole or not at all.
    ///
    /// # Errors
    /// As [`open`](Self::open); [`Code::YearTaken`]; or another change of it is under way.
    pub fn add(path: &Path, year: u16) -> Result<(), LedgerError> {
        let make = |file: &File| {
            let text = read(file)?;
            if Self::parse(&text)?.year(year).is_ok() {
                return Err(LedgerError::refused(Code::YearTaken).of_year(year));
            }
            Ok((text, CommitmentKey::generate(year)?.line()))
        };
        file::append(path, make, || Ok(()))
    }

    /// The key for the batches of one year.
    ///
    /// # Errors
    /// [`Code::NoKeyForYear`].
    pub fn year(&self, year: u16) -> Result<&CommitmentKey, LedgerError> {
        let found = self.years.iter().find(|key| key.year() == year);
        found.ok_or(LedgerError::refused(Code::NoKeyForYear).of_year(year))
    }

    /// The years that it has keys for, in the order of the file.
    pub fn years(&self) -> impl Iterator<Item = u16> {
        self.years.iter().map(CommitmentKey::year)
    }

    /// By what each year's key is known again.
    pub(super) fn checks(&self) -> impl Iterator<Item = (u16, KeyCheck)> {
        self.years.iter().map(|key| (key.year(), key.check()))
    }

    /// The public key that judges the signatures of heads.
    pub const fn head(&self) -> &Signer {
        self.head.signer()
    }

    /// Signs something of the ledger, under a fixed comment.
    pub(super) fn sign(&self, bytes: &[u8], comment: &str) -> Result<String, LedgerError> {
        let signed = self.head.sign_under(bytes, comment);
        signed.ok_or(LedgerError::no_randomness())
    }

    /// Reads the text of a key file; comments may be in any encoding.
    fn parse(text: &[u8]) -> Result<Self, LedgerError> {
        let malformed = LedgerError::refused(Code::LedgerKeyMalformed);
        let mut head = None;
        let mut years: Vec<CommitmentKey> = Vec::new();
        let mut last = 1;
        for (number, line) in (1..).zip(text.split(|byte| *byte == b'\n')) {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let entry = match line.iter().position(|byte| *byte == b'#') {
                // only before a comment may white space follow
                Some(comment) => line.get(..comment).unwrap_or(line).trim_ascii_end(),
                None => line,
            };
            if entry.is_empty() {
                continue;
            }
            last = number;
            let at = malformed.at_line(number);
            let (name, key) = std::str::from_utf8(entry)
                .ok()
                .and_then(|entry| entry.split_once(' '))
                .ok_or(at)?;
            if name == HEAD {
                let boxed = Zeroizing::new(format!("untrusted comment: \n{key}\n"));
                let key = SigningKey::parse(&boxed, None).map_err(|_| at)?;
                if head.replace(key).is_some() {
                    return Err(at);
                }
                continue;
            }
            let is_year = name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit());
            let year: u16 = name.parse().map_err(|_| at)?;
            let key = CommitmentKey::parse(year, key.as_bytes()).ok_or(at)?;
            let is_new = years.iter().all(|above| above.year() != year);
            if !is_year || !YEARS.contains(&year) || !is_new {
                return Err(at);
            }
            years.push(key);
        }
        match head {
            Some(head) if !years.is_empty() => Ok(Self { head, years }),
            _ => Err(malformed.at_line(last)),
        }
    }
}

fn read(file: &File) -> Result<Zeroizing<Vec<u8>>, LedgerError> {
    file::check(&file.metadata()?)?;
    Ok(file::read_all(file)?)
}

impl FromStr for LedgerKey {
    type Err = LedgerError;

    fn from_str(text: &str) -> Result<Self, LedgerError> {
        Self::parse(text.as_bytes())
    }
}

impl fmt::Debug for LedgerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LedgerKey { .. }")
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn code<T>(result: Result<T, LedgerError>) -> Option<Code> {
        result.err().unwrap().code()
    }

    #[test]
    fn a_created_key_opens_grows_by_years_and_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.key");
        let public = LedgerKey::create(&path, 2026).unwrap();
        let before = fs::read_to_string(&path).unwrap();
        LedgerKey::add(&path, 2027).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with(&before) && text.lines().count() == 3);
        let key = LedgerKey::open(&path).unwrap();
        assert_eq!(key.years().collect::<Vec<_>>(), [2026, 2027]);
        assert_eq!(key.head(), &public);
        assert_eq!(key.year(2027).unwrap().year(), 2027);
        assert_eq!(code(key.year(2028)), Some(Code::NoKeyForYear));
        assert_eq!(code(LedgerKey::add(&path, 2026)), Some(Code::YearTaken));
        assert!(LedgerKey::create(&path, 2026).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(format!("{key:?}"), "LedgerKey { .. }");
    }

    #[test]
    fn a_key_file_has_one_head_and_at_least_a_year_and_says_which_line_is_wrong() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.key");
        LedgerKey::create(&path, 2026).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let (head, year) = text.split_once('\n').unwrap();
        let year = year.trim_end();
        for good in [
            format!("{head}\r\n{year}"),
            format!("# ours\n\n{year} # now\n{head}\n"),
        ] {
            assert!(good.parse::<LedgerKey>().is_ok(), "{good}");
        }
        let next = year.replacen("2026", "2027", 1);
        for (bad, line) in [
            (String::new(), 1),
            (head.to_owned(), 1),
            (format!("{year}\n{next}\n"), 2),
            (format!("{head}\n{year}\n{year}\n"), 3),
            (format!("{head}\n{head}\n{year}\n"), 2),
            (format!("{head}\n{year}0\n"), 2),
            (format!("{head}\n {year}\n"), 2),
            (format!("{head}\n{}\n", year.replacen("2026", "026", 1)), 2),
            (format!("{head}\n{}\n", year.replacen("2026", "+206", 1)), 2),
            (format!("{head}\n{}\n", year.replacen("2026", "1899", 1)), 2),
            (
                format!("{}\n{year}\n", head.replacen("head RW", "head QW", 1)),
                1,
            ),
            (format!("{year}\n{}\n", &head[..head.len() - 4]), 2),
        ] {
            let error = bad.parse::<LedgerKey>().unwrap_err();
            let found = (error.code(), error.line());
            assert_eq!(found, (Some(Code::LedgerKeyMalformed), Some(line)), "{bad}");
        }
    }

    #[test]
    fn no_error_of_a_key_speaks_of_its_text() {
        let text = "Mohammed Featherstonehaugh\n";
        let error = text.parse::<LedgerKey>().unwrap_err();
        let said = format!("{error} {error:?}");
        assert!(
            !said.contains("Mohammed") && said.contains("at line 1"),
            "{said}"
        );
        assert!(std::error::Error::source(&error).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_may_touch_is_refused() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.key");
        LedgerKey::create(&path, 2026).unwrap();
        let mode = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        for bit in 0..6 {
            mode(0o600 | 1 << bit);
            assert_eq!(
                code(LedgerKey::open(&path)),
                Some(Code::LedgerKeyPermissions)
            );
            assert_eq!(
                code(LedgerKey::add(&path, 2030)),
                Some(Code::LedgerKeyPermissions)
            );
        }
        mode(0o600);
        assert!(LedgerKey::open(&path).is_ok());
    }
}
