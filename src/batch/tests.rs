//! Sealed batches as a whole: what is written verifies, and nothing else does.

mod bounds;
mod codes;
mod forms;
mod judges;
mod keys;
mod leaks;
pub(super) mod made;
mod refusals;
mod tamper;
