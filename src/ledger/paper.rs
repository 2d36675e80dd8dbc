//! Papers: what a card bureau signs about a batch that it received, deleted or refused.
//!
//! Each is a small JSON text in one form of bytes (RFC 8785) with a minisign signature beside it. None
//! holds a value of any record. Reading and verifying one needs no ledger; what only a ledger can know
//! (whether there is such a batch, whether the paper was handed in before) is for the ledger to ask, with
//! what [`Verified`] tells.

mod attestation;
mod due;
mod problem;
mod read;
mod receipt;
mod refusal;
mod schema;

#[cfg(test)]
mod tests;

use data_encoding::HEXLOWER;
use serde_json::Value;
use sha2::{Digest, Sha256};

pub use attestation::{Attestation, Extent};
pub use due::{Due, DueBatch, Remains};
pub use problem::{PaperErrors, PaperProblem};
pub use receipt::{FileDigest, Receipt};
pub use refusal::Refusal;

use self::read::Object;
use crate::batch::{Day, KeyError, Signer, SigningKey, TrustedSigners};
use crate::canonical_json;
use crate::code::Code;
use crate::pseudonym::BatchId;

/// No paper is longer, in bytes.
pub const LONGEST: usize = 16 << 10;

/// A paper; that it was read says nothing of who wrote it.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paper {
    /// A batch was received.
    Receipt(Receipt),
    /// Something of a batch was deleted.
    Attestation(Attestation),
    /// A file was refused.
    Refusal(Refusal),
}

macro_rules! each {
    ($self:ident, $paper:ident => $what:expr) => {
        match $self {
            Self::Receipt($paper) => $what,
            Self::Attestation($paper) => $what,
            Self::Refusal($paper) => $what,
        }
    };
}

impl Paper {
    /// Reads a paper in its one form of bytes.
    ///
    /// # Errors
    /// [`PaperErrors`] with every problem.
    ///
    /// # Security
    /// Whoever can write the file can have written the paper. What counts is [`Paper::verify`].
    pub fn parse(bytes: &[u8]) -> Result<Self, PaperErrors> {
        let malformed = || PaperErrors::one(Code::PaperMalformed);
        if bytes.len() > LONGEST {
            return Err(malformed());
        }
        // The error can quote the text: that there is one is all that is kept of it.
        let value: Value = serde_json::from_slice(bytes).map_err(|_| malformed())?;
        let format = value.get("format").and_then(Value::as_str);
        let mut top = Object::top(&value);
        let paper = match format {
            Some(receipt::FORMAT) => Receipt::read(&mut top).map(Self::Receipt),
            Some(attestation::FORMAT) => Attestation::read(&mut top).map(Self::Attestation),
            Some(refusal::FORMAT) => Refusal::read(&mut top).map(Self::Refusal),
            _ => return Err(PaperErrors::one(Code::PaperUnknown)),
        };
        let problems = top.into_problems();
        match paper {
            Some(paper) if problems.is_empty() => {
                let is_canonical = paper.to_json().as_bytes() == bytes;
                is_canonical
                    .then_some(paper)
                    .ok_or_else(|| PaperErrors::one(Code::PaperNotCanonical))
            }
            _ => Err(PaperErrors::of(problems)),
        }
    }

    /// Reads a paper, and verifies who signed it.
    ///
    /// `signers` binds keys to bureaus: the name behind a key is that of a recipient. `today` is the day
    /// of the reader, in UTC.
    ///
    /// # Guarantee
    /// A paper of which a byte was changed, or whose signature was, is refused
    /// (`every_changed_byte_of_a_paper_or_its_signature_is_refused`).
    ///
    /// # Errors
    /// [`PaperErrors`] with every problem: a paper that cannot be read, is dated after `today`, or is
    /// not signed by a key that is trusted for the recipient it names.
    ///
    /// # Security
    /// That the batch exists and is the one the paper speaks of, that its counts are right, and that the
    /// paper was not handed in before, are for the ledger to judge.
    pub fn verify(
        bytes: &[u8],
        signature: &[u8],
        signers: &TrustedSigners,
        today: Day,
    ) -> Result<Verified, PaperErrors> {
        let paper = Self::parse(bytes)?;
        let mut problems = Vec::new();
        if paper.date() > today {
            problems.push(PaperProblem::new(Code::PaperInFuture, Some("date")));
        }
        let judged = signers.judge(bytes, signature, &paper.comment(), paper.recipient());
        match judged {
            Ok(signer) if problems.is_empty() => Ok(Verified {
                sha256: Sha256::digest(bytes).into(),
                paper,
                signer,
            }),
            Ok(_) => Err(PaperErrors::of(problems)),
            Err(code) => {
                problems.push(PaperProblem::new(of_paper(code), None));
                Err(PaperErrors::of(problems))
            }
        }
    }

    /// The paper with its signature.
    ///
    /// # Errors
    /// [`KeyError`] if the key does not sign, for which there is no reason but a broken key or no
    /// random bytes.
    pub fn sign(&self, key: &SigningKey) -> Result<Signed, KeyError> {
        let json = self.to_json();
        let signature = key
            .sign_under(json.as_bytes(), &self.comment())
            .ok_or_else(KeyError::does_not_sign)?;
        Ok(Signed { json, signature })
    }

    /// The one form of its bytes, RFC 8785.
    pub fn to_json(&self) -> String {
        canonical_json::to_string(&each!(self, paper => paper.json()))
    }

    /// The word for its kind, which is also the ending of its format: `receipt`, `attestation`, `refusal`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Receipt(_) => "receipt",
            Self::Attestation(_) => "attestation",
            Self::Refusal(_) => "refusal",
        }
    }

    /// Of which batch; of a refused file that is none, or that hides which it is, none.
    pub const fn batch(&self) -> Option<BatchId> {
        match self {
            Self::Receipt(paper) => Some(paper.batch()),
            Self::Attestation(paper) => Some(paper.batch()),
            Self::Refusal(paper) => paper.batch(),
        }
    }

    /// Whose data it is about.
    pub fn controller(&self) -> &str {
        each!(self, paper => paper.controller())
    }

    /// Who writes: the bureau.
    pub fn recipient(&self) -> &str {
        each!(self, paper => paper.recipient())
    }

    /// The day of what it says.
    pub const fn date(&self) -> Day {
        each!(self, paper => paper.date())
    }

    /// Both comments of its signature, which say nothing that it does not say.
    fn comment(&self) -> String {
        match self {
            Self::Receipt(paper) => format!("cardsieve receipt {}", paper.batch()),
            Self::Attestation(paper) => format!("cardsieve attestation {}", paper.batch()),
            Self::Refusal(paper) => format!("cardsieve refusal {}", paper.file().sha256()),
        }
    }

    /// The JSON Schema (draft 2020-12) of all papers, `docs/papers.schema.json` to the byte.
    ///
    /// It accepts every paper that is read. It cannot tell the form of the bytes, the order of codes,
    /// or whether they are known.
    pub fn json_schema() -> String {
        schema::text()
    }
}

/// What signatures of batches are refused for, said of papers.
const fn of_paper(code: Code) -> Code {
    match code {
        Code::UnknownSigner => Code::PaperUnknownSigner,
        Code::SignerNotBound => Code::PaperSignerNotBound,
        _ => Code::PaperBadSignature,
    }
}

/// A paper with its signature, to be written as two files: `X` and `X.minisig`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    json: String,
    signature: String,
}

impl Signed {
    /// The paper.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// What stands beside it.
    pub fn signature(&self) -> &str {
        &self.signature
    }
}

/// A paper that a trusted key signed for the recipient it names, and that is not of a day to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    paper: Paper,
    signer: Signer,
    sha256: [u8; 32],
}

impl Verified {
    /// What it says.
    pub const fn paper(&self) -> &Paper {
        &self.paper
    }

    /// Who signed it.
    pub const fn signer(&self) -> &Signer {
        &self.signer
    }

    /// The lower-hex SHA-256 of its bytes, by which one that is handed in twice is known again: the same
    /// paper can have many signatures.
    pub fn sha256(&self) -> String {
        HEXLOWER.encode(&self.sha256)
    }
}
