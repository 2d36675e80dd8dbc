//! The key that tokens are made with: one per epoch, erased when dropped.

use std::fmt;
use std::str::FromStr;

use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::error::{Fault, SecretError, SecretErrors};
use crate::value::Invalid;

/// The controller's secret: 32 bytes for each epoch, one of which is in use.
///
/// Its text form is a line per epoch (a name, a space, 64 hex digits), of which the last is in
/// use; `#` starts a comment.
///
/// # Security
/// Whoever holds it can turn tokens back into record ids. It is readable by its owner only or
/// [`open`](Self::open) refuses it, has no `Clone`, no `PartialEq` and no serialisation, says
/// nothing in `Debug`, and is erased when it is dropped.
///
/// ```
/// use cardsieve::pseudonym::PseudonymisationSecret;
///
/// let text = format!("2026a {}\n2026b {} # since October\n", "5a".repeat(32), "c3".repeat(32));
/// let secret: PseudonymisationSecret = text.parse()?;
/// assert_eq!(secret.epoch(), "2026b");
/// let before = secret.with_epoch("2026a")?;
/// assert_eq!(format!("{before:?}"), "PseudonymisationSecret { .. }");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct PseudonymisationSecret {
    /// INVARIANT: names are unique, and `current` is one of them.
    epochs: Vec<Epoch>,
    current: Epoch,
}

impl PseudonymisationSecret {
    /// A new secret with one epoch, from the operating system's random source.
    ///
    /// # Errors
    /// The source gives nothing.
    pub fn generate(epoch: EpochName) -> Result<Self, SecretError> {
        Ok(Self {
            epochs: Vec::new(),
            current: Epoch::generate(epoch)?,
        })
    }

    /// The same secret with the epoch of this name in use.
    ///
    /// # Errors
    /// [`Code::UnknownEpoch`](crate::Code::UnknownEpoch), with the names that there are; the secret is then gone.
    pub fn with_epoch(mut self, name: &str) -> Result<Self, SecretError> {
        if self.current.name.as_str() == name {
            return Ok(self);
        }
        let is_meant = |epoch: &&mut Epoch| epoch.name.as_str() == name;
        let Some(found) = self.epochs.iter_mut().find(is_meant) else {
            let epochs = self.epochs.iter().chain(std::iter::once(&self.current));
            let names = epochs.map(|epoch| epoch.name.clone()).collect();
            return Err(SecretError::unknown_epoch(names));
        };
        std::mem::swap(&mut self.current, found);
        Ok(self)
    }

    /// The name of the epoch in use.
    pub fn epoch(&self) -> &str {
        self.current.name.as_str()
    }

    #[cfg(feature = "seal")]
    pub(crate) const fn epoch_name(&self) -> &EpochName {
        &self.current.name
    }

    /// The names of all epochs, the one in use last.
    pub fn epochs(&self) -> impl Iterator<Item = &str> {
        self.epochs
            .iter()
            .chain(std::iter::once(&self.current))
            .map(|epoch| epoch.name.as_str())
    }

    /// The key of the epoch in use.
    pub(super) fn expose_key(&self) -> &[u8; 32] {
        &self.current.key.0
    }

    /// Reads the text of a secret file; comments may be in any encoding.
    pub(super) fn parse(text: &[u8]) -> Result<Self, SecretErrors> {
        let mut epochs: Vec<Epoch> = Vec::new();
        let mut faults = Vec::new();
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
            match Epoch::parse(entry) {
                Some(epoch) if epochs.iter().any(|above| above.name == epoch.name) => {
                    faults.push((number, Fault::Repeated));
                }
                Some(epoch) => epochs.push(epoch),
                None => faults.push((number, Fault::Form)),
            }
        }
        if epochs.is_empty()
            && !faults.is_empty()
            && !text.split(|byte| *byte == b'\n').any(is_like)
        {
            return Err(SecretErrors::new(vec![(1, Fault::NotASecret)]));
        }
        if !faults.is_empty() {
            return Err(SecretErrors::new(faults));
        }
        let current = epochs
            .pop()
            .ok_or_else(|| SecretErrors::new(vec![(1, Fault::NoEpoch)]))?;
        Ok(Self { epochs, current })
    }

    /// The file's line for the epoch in use, with its line end.
    pub(super) fn current_line(&self) -> Zeroizing<String> {
        self.current.line()
    }
}

impl FromStr for PseudonymisationSecret {
    type Err = SecretErrors;

    fn from_str(text: &str) -> Result<Self, SecretErrors> {
        Self::parse(text.as_bytes())
    }
}

impl fmt::Debug for PseudonymisationSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PseudonymisationSecret { .. }")
    }
}

/// Every key in it erases itself.
impl ZeroizeOnDrop for PseudonymisationSecret {}

/// An epoch's name: 1 to 32 of `a-z 0-9 . _ -`, the first a letter or digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EpochName(String);

impl EpochName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The name of a first epoch: `e1`.
impl Default for EpochName {
    fn default() -> Self {
        Self("e1".to_owned())
    }
}

impl FromStr for EpochName {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let good = text.len() <= 32
            && text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            && text
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-'));
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::new(
                "an epoch's name is 1 to 32 of a-z, 0-9, '.', '_' and '-', the first a letter or digit",
            ))
        }
    }
}

impl fmt::Display for EpochName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a line ends in a long run of what is nearly all hex digits: a key that was damaged.
fn is_like(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let last = line.rsplit(u8::is_ascii_whitespace).next().unwrap_or(line);
    let digits = last.iter().filter(|byte| byte.is_ascii_hexdigit()).count();
    last.len() >= 32 && digits * 8 >= last.len() * 7
}

struct Epoch {
    name: EpochName,
    key: Key,
}

impl Epoch {
    fn generate(name: EpochName) -> Result<Self, SecretError> {
        let mut key = Key::zero();
        key.fill()?;
        Ok(Self { name, key })
    }

    fn parse(entry: &[u8]) -> Option<Self> {
        let (name, digits) = std::str::from_utf8(entry).ok()?.split_once(' ')?;
        let mut key = Key::zero();
        if digits.len() != 64 {
            return None;
        }
        HEXLOWER_PERMISSIVE
            .decode_mut(digits.as_bytes(), key.0.as_mut_slice())
            .ok()?;
        Some(Self {
            name: name.parse().ok()?,
            key,
        })
    }

    fn line(&self) -> Zeroizing<String> {
        // its final size at once: a text that grows leaves copies behind
        let mut line = Zeroizing::new(String::with_capacity(self.name.0.len() + 66));
        line.push_str(&self.name.0);
        line.push(' ');
        HEXLOWER.encode_append(self.key.0.as_slice(), &mut line);
        line.push('\n');
        line
    }
}

/// Boxed, so that moving an epoch leaves no copy of the key behind.
pub(super) struct Key(Box<[u8; 32]>);

impl Key {
    pub(super) fn zero() -> Self {
        Self(Box::new([0; 32]))
    }

    /// Random bytes of the operating system.
    pub(super) fn fill(&mut self) -> Result<(), SecretError> {
        getrandom::fill(self.0.as_mut_slice()).map_err(|_| SecretError::no_randomness())
    }
}

#[cfg(feature = "ledger")]
impl Key {
    pub(super) fn expose(&self) -> &[u8] {
        self.0.as_slice()
    }

    pub(super) fn expose_mut(&mut self) -> &mut [u8] {
        self.0.as_mut_slice()
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Key {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::code::Code;

    const A: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    const B: &str = "FFEEDDCCBBAA99887766554433221100ffeeddccbbaa99887766554433221100";

    fn lines_at_fault(text: &str) -> Vec<u64> {
        text.parse::<PseudonymisationSecret>()
            .unwrap_err()
            .lines()
            .collect()
    }

    #[test]
    fn the_last_line_is_in_use_and_another_can_be_picked() {
        let secret: PseudonymisationSecret = format!("# ours\r\n\r\n2025 {A}\r\n2026 {B} # now")
            .parse()
            .unwrap();
        assert_eq!(secret.epoch(), "2026");
        assert_eq!(secret.epochs().collect::<Vec<_>>(), ["2025", "2026"]);
        assert_eq!(secret.expose_key()[..3], [0xff, 0xee, 0xdd]);
        let secret = secret
            .with_epoch("2026")
            .unwrap()
            .with_epoch("2025")
            .unwrap();
        assert_eq!(secret.epoch(), "2025");
        assert_eq!(secret.expose_key()[..3], [0x00, 0x11, 0x22]);
        let error = secret.with_epoch("2024").unwrap_err();
        assert_eq!(error.code(), Some(Code::UnknownEpoch));
        assert_eq!(
            error.to_string(),
            "unknown-epoch: the secret file has no epoch of this name; it has 2026, 2025"
        );
        assert_eq!(
            (error.line(), error.malformed(), error.io_kind()),
            (None, None, None)
        );
    }

    #[test]
    fn another_file_is_told_from_a_secret_that_was_damaged() {
        let said = |text: &str| {
            text.parse::<PseudonymisationSecret>()
                .unwrap_err()
                .to_string()
        };
        let another = "secret-malformed: this is no secret file: no line is a name, a space and 64 hex digits";
        for text in [
            "record_id,given_names\nE1,Ann\n",
            "format = 1\n",
            "e1 00",
            "{\"record_id\":\"E1\"}",
            "ab ab ab",
        ] {
            assert_eq!(said(text), another, "{text}");
            assert_eq!(
                text.parse::<PseudonymisationSecret>()
                    .unwrap_err()
                    .lines()
                    .count(),
                0
            );
        }
        for text in [
            format!("e1 {}", &A[1..]),
            format!("E1 {A}"),
            format!("e1 {}zz", &A[2..]),
            A.to_owned(),
        ] {
            assert!(said(&text).contains("line 1 is not a name"), "{text}");
        }
        // one line that is an epoch makes it a secret file
        assert!(said(&format!("e1 {A}\nrecord_id")).contains("line 2 is not a name"));
    }

    #[test]
    fn every_malformed_line_is_listed_by_number() {
        let text = format!(
            "ok {A}\nNo {A}\nno  {A}\n\n#\nshort {}\nlong {A}0\nok {B}\nlast {B}\n no {A}\nno\t{A}\nno {A} \nbad {}g\n",
            &A[1..],
            &A[1..],
        );
        assert_eq!(lines_at_fault(&text), [2, 3, 6, 7, 8, 10, 11, 12, 13]);
    }

    #[test]
    fn a_file_without_an_epoch_is_refused_as_a_whole() {
        for text in ["", "\n", "# none\n", "\r\n#"] {
            let error = text.parse::<PseudonymisationSecret>().unwrap_err();
            assert_eq!(error.lines().count(), 0);
            assert_eq!(
                error.to_string(),
                "secret-malformed: no line holds an epoch"
            );
        }
        assert!(PseudonymisationSecret::parse(b"# Si\xe2n\ne1 00").is_err());
        let latin1 = [b"# Si\xe2n\ne1 ".as_slice(), A.as_bytes()].concat();
        assert!(PseudonymisationSecret::parse(&latin1).is_ok());
    }

    #[test]
    fn every_line_at_fault_is_told_and_the_first_one_is_the_errors_own() {
        let errors = format!("e1 {A}\ne2 00\ne1 {B}\n")
            .parse::<PseudonymisationSecret>()
            .unwrap_err();
        assert_eq!(
            errors.to_string(),
            "secret-malformed: line 2 is not a name, a space and 64 hex digits; \
             line 3 repeats the name of an epoch above it"
        );
        let error = SecretError::from(errors.clone());
        assert_eq!(error.line(), Some(2));
        assert_eq!(error.to_string(), errors.to_string());
    }

    #[test]
    fn any_32_bytes_are_a_key() {
        for digits in ["00", "ff", "5a"] {
            assert!(
                format!("e {}", digits.repeat(32))
                    .parse::<PseudonymisationSecret>()
                    .is_ok()
            );
        }
    }

    #[test]
    fn an_epoch_has_a_short_plain_name() {
        for good in ["e1", "0", "2026-q4_x.y", &"a".repeat(32)] {
            let name = good.parse::<EpochName>().unwrap();
            assert_eq!((name.as_str(), name.to_string().as_str()), (good, good));
        }
        for bad in [
            "",
            "-a",
            ".a",
            "_a",
            "A",
            "a b",
            "a#",
            "é",
            "a\n",
            &"a".repeat(33),
        ] {
            assert!(bad.parse::<EpochName>().is_err(), "{bad:?}");
        }
        assert!(EpochName::default().as_str().parse::<EpochName>().is_ok());
    }

    #[test]
    fn a_generated_secret_reads_back_from_its_line() {
        let made = PseudonymisationSecret::generate(EpochName::default()).unwrap();
        let other = PseudonymisationSecret::generate(EpochName::default()).unwrap();
        assert_ne!(made.expose_key(), other.expose_key());
        let line = made.current_line();
        assert_eq!(line.len(), line.capacity());
        let read: PseudonymisationSecret = line.parse().unwrap();
        assert_eq!(read.expose_key(), made.expose_key());
        assert_eq!(read.epoch(), "e1");
    }

    #[test]
    fn keys_are_erased_when_dropped_and_never_shown() {
        fn erased<T: ZeroizeOnDrop>() {}
        erased::<PseudonymisationSecret>();
        erased::<Key>();
        let secret: PseudonymisationSecret = format!("e1 {A}").parse().unwrap();
        assert_eq!(
            format!("{secret:?} {secret:#?}"),
            "PseudonymisationSecret { .. } PseudonymisationSecret { .. }"
        );
    }

    proptest! {
        #[test]
        fn no_error_speaks_of_the_text(text in "[ -~\\n\\r]{0,200}") {
            if let Err(error) = text.parse::<PseudonymisationSecret>() {
                let said = format!("{error} {error:?} {}", SecretError::from(error.clone()));
                for word in text.split_ascii_whitespace().filter(|word| word.len() > 12) {
                    prop_assert!(!said.contains(word));
                }
                prop_assert!(std::error::Error::source(&error).is_none());
            }
        }
    }

    #[test]
    fn a_damaged_key_is_a_long_run_of_nearly_all_hex_digits() {
        let line = |digits: usize, others: usize| {
            format!("e1 {}{}", "0f".repeat(digits / 2), "x".repeat(others))
        };
        for (digits, others, expected) in [
            (32, 0, true),
            (30, 1, false),
            (30, 2, true),
            // seven in eight, and not one fewer
            (56, 8, true),
            (54, 8, false),
            (54, 10, false),
        ] {
            let line = line(digits, others);
            assert_eq!(is_like(line.as_bytes()), expected, "{digits} {others}");
            assert_eq!(is_like(format!(" {line}\r").as_bytes()), expected);
        }
    }
}
