#![doc = include_str!("../README.md")]
#![cfg_attr(
    test,
    allow(
        clippy::string_slice,
        clippy::cast_possible_truncation,
        clippy::type_complexity,
        clippy::unwrap_used,
        clippy::panic,
        reason = "a test may stop where it stands"
    )
)]

#[macro_use]
pub mod field;

pub mod batch;
mod canonical_json;
pub mod code;
pub mod conformance;
#[cfg(feature = "inspect")]
pub mod inspect;
#[cfg(feature = "ledger")]
pub mod ledger;
pub mod minimise;
#[cfg(feature = "photo")]
pub mod photo;
pub mod profile;
#[cfg(feature = "prove")]
pub mod prove;
pub mod pseudonym;
pub mod record;
pub mod risk;
#[cfg(feature = "sample")]
pub mod sample;
mod toml_text;
pub mod value;

pub use batch::Rows;
pub use code::Code;
pub use field::{Field, Flag, Place, Treatment};
pub use minimise::{CardRecord, FlagSources, Minimiser, Withheld};
pub use profile::Profile;
pub use pseudonym::{BatchId, PseudonymisationSecret};
pub use record::{OfficerRecord, Record};
