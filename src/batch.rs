//! Batches: the rows of many records in one order, with the counts that the controller sees; and,
//! with the feature `seal`, the one file that carries them to the recipient.

mod encode;
mod entries;
mod finished;
mod records;
mod repeats;
mod report;
mod rows;
mod shelves;

#[cfg(feature = "ledger")]
mod commitments;
#[cfg(feature = "seal")]
mod day;
#[cfg(feature = "seal")]
mod key;
#[cfg(feature = "seal")]
mod manifest;
#[cfg(feature = "seal")]
mod photos;
#[cfg(feature = "seal")]
mod problem;
#[cfg(feature = "seal")]
mod row_reader;
#[cfg(feature = "seal")]
mod sealed;
#[cfg(feature = "seal")]
mod signature;
#[cfg(feature = "seal")]
mod signers;
#[cfg(test)]
#[cfg(feature = "seal")]
mod tests;
#[cfg(feature = "seal")]
mod token;
#[cfg(feature = "seal")]
mod verify;
#[cfg(feature = "seal")]
mod write_error;
#[cfg(feature = "seal")]
mod writer;
#[cfg(feature = "seal")]
mod zip;

pub(crate) use encode::Encoder;
pub use encode::Form;
pub(crate) use entries::{Entries, JsonCell};
pub use finished::{Finished, Refusal};
pub(crate) use records::Records;
pub use report::{Report, WithheldRow};
pub use rows::{Limits, Rows};

#[cfg(feature = "ledger")]
pub(crate) use commitments::{Commitment, Commitments};
#[cfg(feature = "seal")]
pub use day::{Dates, Day};
#[cfg(feature = "seal")]
pub use key::{KeyError, Signer, SigningKey};
#[cfg(feature = "seal")]
pub use manifest::{Manifest, ManifestColumn, ManifestContent, PhotoEntry, RowsEntry};
#[cfg(feature = "seal")]
#[cfg(feature = "ledger")]
pub(crate) use manifest::{columns_of, columns_under};
#[cfg(feature = "seal")]
pub use photos::Photos;
#[cfg(feature = "seal")]
pub use problem::{Entry, Problem, VerifyError};
#[cfg(feature = "seal")]
pub use sealed::{Batch, Legible, Unsigned, Unverified, Verified, read};
#[cfg(feature = "seal")]
pub use signers::{SignersErrors, TrustedSigners};
#[cfg(feature = "seal")]
pub use verify::Expect;
#[cfg(feature = "seal")]
pub use write_error::WriteError;
#[cfg(feature = "seal")]
pub use writer::{Seal, Sealed, Writer};
