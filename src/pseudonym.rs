//! Tokens that stand for a value within one domain: scheme v1.
//!
//! # Guarantee
//! Within one domain two values have the same token iff their canonical texts are equal (but for
//! collisions of HMAC-SHA256, which a batch refuses); tokens of two domains cannot be linked
//! without the secret. Held by this module's tests and by `tests/vectors/pseudonym-v1.json`, which
//! an independent program made.

mod batch_id;
#[cfg(feature = "ledger")]
mod commitment;
mod error;
pub(crate) mod file;
mod mac;
mod secret;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

use unicode_normalization::UnicodeNormalization;

pub use batch_id::BatchId;
#[cfg(feature = "ledger")]
pub use commitment::CommitmentKey;
#[cfg(feature = "ledger")]
pub(crate) use commitment::Committer;
pub use error::{SecretError, SecretErrors};
pub use secret::{EpochName, PseudonymisationSecret};

use crate::field::{Field, Place};

/// Among which rows equal values get equal tokens. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Those of one batch.
    Batch,
    /// Those of every batch for one recipient, purpose and epoch.
    Recipient,
}

impl Scope {
    /// Every scope.
    pub const ALL: &[Self] = &[Self::Batch, Self::Recipient];

    /// The name in profiles and manifests.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Batch => "batch",
            Self::Recipient => "recipient",
        }
    }

    /// The scope with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|scope| scope.name() == name)
    }
}

/// All that keeps one column's tokens apart from every other's.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Domain<'a> {
    pub(crate) recipient: &'a str,
    pub(crate) purpose: &'a str,
    pub(crate) scope: Scope,
    /// Enters the domain under [`Scope::Batch`] only.
    pub(crate) batch: BatchId,
    pub(crate) field: Field,
    pub(crate) place: Place,
}

/// Fewest characters of a token: 80 bits.
pub(crate) const MIN_CHARS: u8 = 16;
/// Most characters of a token: 130 bits.
pub(crate) const MAX_CHARS: u8 = 26;

/// Makes the tokens of one domain.
pub(crate) struct Tokeniser {
    mac: mac::Keyed,
    chars: usize,
}

impl Tokeniser {
    /// For `domain`, under the secret's epoch in use; `chars` is held within 16 to 26.
    pub(crate) fn new(secret: &PseudonymisationSecret, domain: &Domain<'_>, chars: u8) -> Self {
        let scope = match domain.scope {
            Scope::Batch => Cow::Owned(format!("batch:{}", domain.batch)),
            Scope::Recipient => Cow::Borrowed("recipient"),
        };
        let info = encode([
            domain.recipient,
            domain.purpose,
            &scope,
            domain.field.name(),
            domain.place.name(),
        ]);
        let key = mac::derive(SALT, secret.expose_key(), &info);
        Self {
            mac: mac::Keyed::new(key.as_slice()),
            chars: usize::from(chars.clamp(MIN_CHARS, MAX_CHARS)),
        }
    }

    /// Appends the token of a canonical text (see `value::canonical`) to `out`.
    ///
    /// Returns the MAC's first 16 bytes: two rows with one token are the same value if these are
    /// equal too, and a collision if not.
    pub(crate) fn token_into(&self, canonical: &str, out: &mut String) -> [u8; 16] {
        let mac = self.mac.of(canonical.as_bytes());
        let letters = base32(&mac);
        // INVARIANT: every letter is ASCII and there are more than 26, so neither default is taken
        let token = letters.get(..self.chars).unwrap_or_default();
        out.push_str(std::str::from_utf8(token).unwrap_or_default());
        mac.first_chunk().copied().unwrap_or_default()
    }
}

impl fmt::Debug for Tokeniser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokeniser { .. }")
    }
}

/// Names the scheme; a new scheme has a new salt.
const SALT: &[u8] = b"cardsieve pseudonym v1";

/// The texts, each after its length, so that no two lists have the same bytes.
fn encode(texts: [&str; 5]) -> Vec<u8> {
    let mut info = Vec::new();
    for text in texts {
        let text: String = text.nfc().collect();
        // a profile's texts have 80 characters at most
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        info.extend_from_slice(&length.to_be_bytes());
        info.extend_from_slice(text.as_bytes());
    }
    info
}

/// The first 20 bytes in RFC 4648 base32, in lower case.
fn base32(mac: &[u8; 32]) -> [u8; 32] {
    let mut letters = [b'a'; 32];
    for (eight, five) in letters.chunks_exact_mut(8).zip(mac.chunks_exact(5)) {
        let bits = five
            .iter()
            .fold(0, |bits, byte| bits << 8 | u64::from(*byte));
        eight.copy_from_slice(&eight_letters(bits).to_be_bytes());
    }
    letters
}

/// The base32 letters of 40 bits, all eight at once: one in each byte.
const fn eight_letters(bits: u64) -> u64 {
    // spread to 20, 10 and 5 bits a lane
    let twenty = (bits << 12 & 0x000f_ffff_0000_0000) | (bits & 0x000f_ffff);
    let ten = (twenty << 6 & 0x03ff_0000_03ff_0000) | (twenty & 0x0000_03ff_0000_03ff);
    let five = (ten << 3 & 0x1f00_1f00_1f00_1f00) | (ten & 0x001f_001f_001f_001f);
    // 0 to 25 are `a` to `z`; from 26, where adding 6 sets bit 5, they are `2` to `7`
    let is_digit = ((five + EACH * 6) >> 5) & EACH;
    five + EACH * (b'a' as u64) - is_digit * (b'a' - (b'2' - 26)) as u64
}

/// A one in each byte.
const EACH: u64 = 0x0101_0101_0101_0101;
