//! Batches: the rows of many records in one order, with the counts that the controller sees.

mod encode;
mod finished;
mod repeats;
mod report;
mod rows;
mod shelves;

pub(crate) use encode::Encoder;
pub use encode::Form;
pub use finished::{Finished, Refusal};
pub use report::{Report, WithheldRow};
pub use rows::{Limits, Rows};
