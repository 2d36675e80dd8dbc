//! The bureau's check of whatever arrives: what is in this file that should not be there?
//!
//! Works without a profile, a manifest or the sender's help. Its rules are its own: a fault in the
//! catalogue of fields must not blind both sides. Nothing that was inspected is kept or written.

mod archive;
mod delimited;
mod desk;
pub mod detect;
mod json;
mod kind;
mod picture;
mod place;
mod report;
mod sign;
mod table;
mod walk;
mod workbook;

use std::fmt;
use std::io::{self, Cursor, Read, Seek};

pub use kind::Kind;
pub use place::{Entry, Place};
pub use report::{Finding, Report, What};
pub use sign::Sign;

pub use crate::conformance::Severity;

use self::desk::Desk;
use crate::profile::Profile;

/// A stream that cannot be read again from its beginning is held in memory up to this length.
const HELD: u64 = 256 << 20;

/// Looks into files from anyone.
///
/// ```
/// use cardsieve::inspect::{Inspector, Severity};
///
/// let report = Inspector::new().inspect(&b"name,dob\nAda,1999-01-01\n"[..], "cards.csv")?;
/// assert_eq!(report.worst(), Some(Severity::Forbidden));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Inspector {
    headers: Option<Vec<String>>,
}

impl fmt::Debug for Inspector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Inspector { .. }")
    }
}

impl Inspector {
    /// An inspector that knows of no profile.
    pub fn new() -> Self {
        Self::default()
    }

    /// An inspector that finds every column that `profile` does not name.
    #[must_use]
    pub fn with_profile(profile: &Profile) -> Self {
        let columns = profile.columns().iter();
        Self {
            headers: Some(columns.map(|column| column.header().to_owned()).collect()),
        }
    }

    /// Looks into what a stream holds. Text is looked at as it comes; anything else is held in memory,
    /// up to 256 MiB.
    ///
    /// # Errors
    /// What reading reports. Whatever is wrong with the content is a finding.
    ///
    /// # Security
    /// The report holds no byte of what was read.
    pub fn inspect(&self, mut reader: impl Read, name: &str) -> io::Result<Report> {
        let mut bytes = Vec::new();
        reader.by_ref().take(HELD + 1).read_to_end(&mut bytes)?;
        let too_long = bytes.len() as u64 > HELD;
        bytes.truncate(usize::try_from(HELD).unwrap_or(usize::MAX));
        let mut report = self.inspect_file(Cursor::new(bytes), name)?;
        if too_long {
            report.not_inspected();
        }
        Ok(report)
    }

    /// Looks into a file, which is read from wherever it says that something stands.
    ///
    /// # Errors
    /// What reading reports. Whatever is wrong with the content is a finding.
    ///
    /// # Security
    /// The report holds no byte of what was read.
    pub fn inspect_file(&self, mut source: impl Read + Seek, name: &str) -> io::Result<Report> {
        let mut desk = Desk::new(self.headers.as_deref());
        let bytes = source.seek(io::SeekFrom::End(0))?;
        let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let kind = walk::file(&mut source, Some(last), &mut desk)?;
        Ok(Report::new(name.to_owned(), kind, bytes, desk))
    }
}
