//! What holds entries together: digests, and the signed head.

use std::fmt;

use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::error::LedgerError;
use super::key::LedgerKey;
use crate::batch::{Commitment, Signer};
use crate::canonical_json;
use crate::code::Code;
use crate::pseudonym::BatchId;

/// A SHA-256.
pub(super) type Sha = [u8; 32];

/// Before the first entry.
pub(super) const NOTHING: Sha = [0; 32];

/// The digest of an entry, by its body.
pub(super) fn of_entry(body: &str) -> Sha {
    let mut digest = Sha256::new();
    digest.update(b"cardsieve ledger entry 1\n");
    digest.update(body.as_bytes());
    digest.finalize().into()
}

/// The digest of one disclosure's commitments, which are sorted.
pub(super) fn of_commitments(people: impl Iterator<Item = Commitment>) -> Sha {
    let mut digest = Sha256::new();
    digest.update(b"cardsieve ledger commitments 1\n");
    for one in people {
        digest.update(one.subject);
        digest.update(one.row);
        match one.photo {
            Some(photo) => {
                digest.update([1]);
                digest.update(photo);
            }
            None => digest.update([0]),
        }
    }
    digest.finalize().into()
}

/// A digest in lower hex.
pub(super) fn from_hex(text: &str) -> Option<Sha> {
    let bytes = HEXLOWER.decode(text.as_bytes()).ok()?;
    bytes.try_into().ok()
}

const FORMAT: &str = "cardsieve-ledger-head-1";

/// The newest entry of a ledger, which stands for all before it.
///
/// Kept elsewhere with its signature, it finds a ledger that was cut, or restored from an older copy.
#[derive(Clone, PartialEq, Eq)]
pub struct Head {
    pub(super) ledger: BatchId,
    pub(super) entry: u64,
    pub(super) hash: Sha,
}

impl Head {
    /// The number of the entry, which is how many there are.
    pub const fn entry(&self) -> u64 {
        self.entry
    }

    /// The entry's digest in lower hex.
    pub fn hash(&self) -> String {
        HEXLOWER.encode(&self.hash)
    }

    /// The canonical JSON (RFC 8785), which is signed.
    pub fn to_json(&self) -> String {
        canonical_json::to_string(&json!({
            "entry": self.entry,
            "format": FORMAT,
            "hash": self.hash(),
            "ledger": self.ledger.to_string(),
        }))
    }

    /// Reads a head that was kept, if this key has signed it.
    ///
    /// # Errors
    /// [`Code::HeadMalformed`]; [`Code::HeadOtherSigner`] if the key has not signed it.
    pub fn verify(json: &[u8], signature: &str, signer: &Signer) -> Result<Self, LedgerError> {
        let malformed = LedgerError::refused(Code::HeadMalformed);
        let head = Self::parse(json).ok_or(malformed)?;
        if head.is_signed(signature, signer) {
            Ok(head)
        } else {
            Err(LedgerError::refused(Code::HeadOtherSigner))
        }
    }

    fn parse(json: &[u8]) -> Option<Self> {
        let value: Value = serde_json::from_slice(json).ok()?;
        let head = Self {
            ledger: value.get("ledger")?.as_str()?.parse().ok()?,
            entry: value.get("entry")?.as_u64()?,
            hash: from_hex(value.get("hash")?.as_str()?)?,
        };
        (head.to_json().as_bytes() == json).then_some(head)
    }

    fn comment(&self) -> String {
        format!("cardsieve ledger {} entry {}", self.ledger, self.entry)
    }

    pub(super) fn sign(&self, key: &LedgerKey) -> Result<String, LedgerError> {
        key.sign(self.to_json().as_bytes(), &self.comment())
    }

    pub(super) fn is_signed(&self, signature: &str, signer: &Signer) -> bool {
        signer.has_signed(self.to_json().as_bytes(), &self.comment(), signature)
    }
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}
