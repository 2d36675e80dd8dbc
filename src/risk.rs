//! How easily the rows of a batch can be told apart: how many people share each combination of what
//! is known of them.
//!
//! Counted are classes: rows that are equal in some columns. A class of one is a person who can be
//! singled out by whoever knows that much of them. Which columns are quasi-identifiers follows from the
//! catalogue and the treatment ([`Identifier`](crate::profile::Identifier)). A missing value is a value
//! of its own: it equals every other missing value of its column, and nothing else.

mod assessor;
mod classes;
mod column;
mod report;
mod rows;
mod told;

#[cfg(test)]
mod tests;

pub use assessor::Assessor;
pub use report::{Added, ColumnRisk, Figures, Report, SetRisk};
pub use rows::RowsErrors;

use crate::code::{Code, Refused};
use crate::minimise::CardRecord;

/// So many columns at most are taken together of those that narrow the choice; besides all of them.
const LARGEST_SUBSET: usize = 3;

/// Assesses the records of one batch.
///
/// # Errors
/// [`Refused`] with [`Code::RowCount`] of no records, and with [`Code::OtherProfile`] if they
/// were made under different profiles.
///
/// # Security
/// The report holds headers of the profile and counts, and no value. It is for the controller: that
/// somebody is unique tells the recipient whom to look for.
pub fn assess(records: &[CardRecord]) -> Result<Report, Refused> {
    let first = records
        .first()
        .ok_or_else(|| Refused::new(Code::RowCount))?;
    let mut assessor = Assessor::new(first.profile());
    for record in records {
        assessor.add(record)?;
    }
    assessor.finish()
}
