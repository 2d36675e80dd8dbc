//! Commitments: what a ledger knows people, rows and photos by, without knowing any of them.

use std::fmt;

use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use unicode_normalization::UnicodeNormalization;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use super::SecretError;
use super::mac::Keyed;
use super::secret::Key;

/// The key of one year's commitments; a ledger key file holds one a year.
///
/// # Security
/// Whoever has it can test guesses against a ledger. Neither `Clone` nor `PartialEq`; `Debug` is a
/// constant; it is erased when it is dropped.
pub struct CommitmentKey {
    year: u16,
    key: Key,
}

impl CommitmentKey {
    /// A new key, from the operating system's random source.
    pub(crate) fn generate(year: u16) -> Result<Self, SecretError> {
        let mut key = Key::zero();
        key.fill()?;
        Ok(Self { year, key })
    }

    /// The key of these 64 hex digits.
    pub(crate) fn parse(year: u16, digits: &[u8]) -> Option<Self> {
        let mut key = Key::zero();
        if digits.len() != 64 {
            return None;
        }
        let decoded = HEXLOWER_PERMISSIVE.decode_mut(digits, key.expose_mut());
        decoded.ok().map(|_| Self { year, key })
    }

    /// The file's line: the year and the key, with its line end.
    pub(crate) fn line(&self) -> Zeroizing<String> {
        // its final size at once: a text that grows leaves copies behind
        let mut line = Zeroizing::new(String::with_capacity(4 + 1 + 64 + 1));
        line.push_str(&format!("{:04} ", self.year));
        HEXLOWER.encode_append(self.key.expose(), &mut line);
        line.push('\n');
        line
    }

    /// The year of the batches that it is for.
    pub const fn year(&self) -> u16 {
        self.year
    }

    /// By which it is known again.
    pub(crate) fn check(&self) -> [u8; 8] {
        check(&Keyed::new(self.key.expose()), self.year)
    }
}

/// The first bytes of a MAC over nothing but the year: it tells two keys apart, and tests no guess.
fn check(mac: &Keyed, year: u16) -> [u8; 8] {
    let mut message = Vec::new();
    put(b"key", &mut message);
    put(year.to_string().as_bytes(), &mut message);
    let [a, b, c, d, e, f, g, h, ..] = mac.of(&message);
    [a, b, c, d, e, f, g, h]
}

impl fmt::Debug for CommitmentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CommitmentKey { .. }")
    }
}

impl ZeroizeOnDrop for CommitmentKey {}

/// Makes the commitments of one year for one recipient.
pub(crate) struct Committer {
    year: u16,
    mac: Keyed,
    /// What every message begins with: its kind and the recipient.
    heads: [Vec<u8>; 3],
}

impl Committer {
    pub(crate) fn new(key: &CommitmentKey, recipient: &str) -> Self {
        let recipient: String = recipient.nfc().collect();
        let head = |kind: &str| {
            let mut head = Vec::new();
            put(kind.as_bytes(), &mut head);
            put(recipient.as_bytes(), &mut head);
            head
        };
        Self {
            year: key.year,
            mac: Keyed::new(key.key.expose()),
            heads: ["subject", "row", "photo"].map(head),
        }
    }

    pub(crate) const fn year(&self) -> u16 {
        self.year
    }

    /// By which the year's key is known again.
    pub(crate) fn check(&self) -> [u8; 8] {
        check(&self.mac, self.year)
    }

    /// Of a person, by the canonical record id.
    pub(crate) fn subject(&self, record_id: &str) -> [u8; 32] {
        let [head, _, _] = &self.heads;
        self.commit(head, record_id.as_bytes())
    }

    /// Of a row as it is written, without its line end.
    pub(crate) fn row(&self, row: &[u8]) -> [u8; 32] {
        let [_, head, _] = &self.heads;
        self.commit(head, row)
    }

    /// Of a released photo, by the SHA-256 of its file.
    pub(crate) fn photo(&self, sha256: &[u8; 32]) -> [u8; 32] {
        let [_, _, head] = &self.heads;
        self.commit(head, sha256)
    }

    fn commit(&self, head: &[u8], about: &[u8]) -> [u8; 32] {
        let mut message = Zeroizing::new(Vec::with_capacity(head.len() + 4 + about.len()));
        message.extend_from_slice(head);
        put(about, &mut message);
        self.mac.of(&message)
    }
}

impl fmt::Debug for Committer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Committer { .. }")
    }
}

/// A length and so many bytes, so that no two lists have the same bytes.
fn put(bytes: &[u8], into: &mut Vec<u8>) {
    // a cell has 1 MiB at most
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    into.extend_from_slice(&length.to_be_bytes());
    into.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit, Mac};
    use sha2::Sha256;

    use super::*;

    fn key(year: u16, byte: u8) -> CommitmentKey {
        CommitmentKey::parse(year, HEXLOWER.encode(&[byte; 32]).as_bytes()).unwrap()
    }

    #[test]
    fn a_commitment_is_an_hmac_over_kind_recipient_and_what_it_is_about() {
        let committer = Committer::new(&key(2026, 7), "Cafe\u{301} Cards");
        let expected = |kind: &str, about: &[u8]| -> [u8; 32] {
            let mut mac = Hmac::<Sha256>::new_from_slice(&[7; 32]).unwrap();
            for part in [kind.as_bytes(), "Caf\u{e9} Cards".as_bytes(), about] {
                mac.update(&u32::try_from(part.len()).unwrap().to_be_bytes());
                mac.update(part);
            }
            mac.finalize().into_bytes().into()
        };
        assert_eq!(committer.subject("E-1"), expected("subject", b"E-1"));
        assert_eq!(committer.row(b"a,b"), expected("row", b"a,b"));
        assert_eq!(committer.photo(&[3; 32]), expected("photo", &[3; 32]));
        assert_eq!(committer.year(), 2026);
        let mut mac = Hmac::<Sha256>::new_from_slice(&[7; 32]).unwrap();
        mac.update(b"\0\0\0\x03key\0\0\0\x042026");
        let check = mac.finalize().into_bytes();
        assert_eq!(committer.check(), check[..8]);
        assert_eq!(key(2026, 7).check(), check[..8]);
        assert_ne!(key(2026, 8).check(), check[..8]);
        assert_ne!(key(2027, 7).check(), check[..8]);
    }

    #[test]
    fn nobody_is_linked_across_kinds_recipients_keys_or_the_borders_of_texts() {
        let all = [
            Committer::new(&key(2026, 1), "A").subject("bc"),
            Committer::new(&key(2026, 1), "A").row(b"bc"),
            Committer::new(&key(2026, 1), "Ab").subject("c"),
            Committer::new(&key(2026, 1), "B").subject("bc"),
            Committer::new(&key(2027, 2), "A").subject("bc"),
        ];
        for (position, one) in all.iter().enumerate() {
            assert!(!all[..position].contains(one), "{position}");
        }
    }

    #[test]
    fn a_key_reads_back_from_its_line_and_is_never_shown() {
        fn erased<T: ZeroizeOnDrop>() {}
        erased::<CommitmentKey>();
        let made = CommitmentKey::generate(2026).unwrap();
        let line = made.line();
        assert_eq!(line.len(), line.capacity());
        let digits = line.strip_prefix("2026 ").unwrap().trim_end();
        let read = CommitmentKey::parse(2026, digits.as_bytes()).unwrap();
        assert_eq!(read.key.expose(), made.key.expose());
        assert_eq!((made.year(), read.year()), (2026, 2026));
        assert_eq!(format!("{read:?}"), "CommitmentKey { .. }");
        let committer = Committer::new(&read, "R");
        assert_eq!(format!("{committer:?}"), "Committer { .. }");
        assert!(CommitmentKey::parse(2026, &digits.as_bytes()[1..]).is_none());
    }
}
