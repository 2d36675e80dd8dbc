//! The leak zoo: named leaks put into the exporter, and judges who must see them.
//!
//! `docs/assurance.md` has the table of who catches what within how many cases; it is kept exact.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

mod exporter;
mod generate;
mod leaks;
mod matrix;
#[path = "../it/model.rs"]
mod model;
mod oracles;
