//! The bureau's first check: are bare rows what their profile allows, and nothing else?
//!
//! Nothing bad is searched for. The profile is a grammar of every byte that may stand in a file of
//! its rows, and whatever that grammar does not say is found.

mod check;
mod csv;
#[cfg(feature = "inspect")]
pub mod detect;
mod grammar;
mod language;
mod ndjson;
mod report;
#[cfg(test)]
mod tests;

use std::fmt;

pub use report::{Finding, Report, Severity};

use self::check::Check;
use self::grammar::Grammar;
use crate::batch::Form;
use crate::profile::Profile;

/// Checks files of bare rows against one profile.
///
/// # Guarantee
/// What [`batch::Rows`](crate::batch::Rows) writes under the profile is clean
/// (`what_is_written_is_clean_under_every_preset_in_both_forms`), and a clean file has exactly the
/// profile's columns, cells of their languages only, in the one order and the one form of bytes
/// (`a_changed_byte_is_found_or_makes_another_clean_row`). Whether a clean cell is true to the
/// person is not for a grammar to say, nor whether whole rows are missing at the end.
pub struct Inspector {
    profile: Profile,
    grammar: Grammar,
}

impl fmt::Debug for Inspector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Inspector { .. }")
    }
}

impl Inspector {
    /// An inspector of rows made under `profile`.
    pub fn new(profile: &Profile) -> Self {
        Self {
            profile: profile.clone(),
            grammar: Grammar::new(profile),
        }
    }

    /// An inspector of rows that were sealed into a batch under `profile`: with a photo, they have
    /// one column more.
    #[cfg(feature = "seal")]
    pub fn for_batch(profile: &Profile) -> Self {
        Self {
            profile: profile.clone(),
            grammar: Grammar::sealed(profile),
        }
    }

    /// Checks the bytes of one file; without `form`, a first byte `{` means NDJSON.
    ///
    /// Takes time and memory in proportion to the file, whatever is in it.
    ///
    /// # Security
    /// The report names codes, positions and the profile's own headers, never a value.
    pub fn inspect(&self, bytes: &[u8], form: Option<Form>) -> Report {
        let form = form.unwrap_or(match bytes.first() {
            Some(b'{') => Form::Ndjson,
            _ => Form::Csv,
        });
        let mut check = Check::new(&self.profile, &self.grammar, form);
        match form {
            Form::Csv => csv::inspect(bytes, self.profile.csv(), &mut check),
            Form::Ndjson => ndjson::inspect(bytes, &mut check),
        }
        check.finish()
    }
}
