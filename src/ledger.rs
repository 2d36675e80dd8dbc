//! The ledger: what left, to whom, until when; append-only, and without a value of any record.

mod error;
mod key;
pub mod page;
pub mod paper;

pub use error::LedgerError;
pub use key::LedgerKey;
