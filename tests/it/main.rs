//! What the library promises, tested through its public interface; `tests/README.md` is the index.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    reason = "a test may stop where it stands"
)]

mod apostrophes;
mod blind;
#[cfg(feature = "sample")]
mod canary;
#[cfg(feature = "sample")]
mod card;
mod catalogue;
mod debug;
#[cfg(all(feature = "inspect", feature = "sample"))]
mod detect;
mod domains;
mod export;
mod fence;
#[cfg(feature = "sample")]
mod flags;
mod generate;
mod guarantees;
mod hr;
#[cfg(feature = "inspect")]
mod inspect;
mod large;
#[cfg(feature = "ledger")]
mod ledger;
mod model;
mod model_catalogue;
mod mutants;
mod non_interference;
mod order;
#[cfg(feature = "photo")]
mod photo;
mod profiles;
#[cfg(feature = "sample")]
mod reasons;
#[cfg(feature = "sample")]
mod risk;
mod silence;
mod surface;
mod whose;
mod written;
