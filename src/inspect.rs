//! The bureau's check of whatever arrives: what is in this file that should not be there?
//!
//! Works without a profile, a manifest or the sender's help. Its rules are its own: a fault in the
//! catalogue of fields must not blind both sides. Nothing that was inspected is kept or written.

mod archive;
mod bytes;
mod decode;
mod delimited;
mod desk;
pub mod detect;
mod exception;
mod forward;
mod group;
mod json;
mod kind;
pub mod listing;
mod outgoing;
mod picture;
mod place;
mod preflight;
mod report;
mod secret;
mod sign;
mod system_file;
mod table;
mod told;
mod verdict;
mod walk;
mod workbook;

use std::fmt;
use std::io::{self, Read, Seek};

pub use exception::{Exception, Exceptions, ExceptionsError};
pub use kind::Kind;
pub use outgoing::{Looked, Outgoing, Through};
pub use place::{Entry, First, Place};
pub use preflight::{Overlap, Preflight, Preview, Source, Unread};
pub use report::{Finding, Report, What};
pub use sign::Sign;
pub use verdict::{Inspection, Verdict};

pub use crate::conformance::Severity;

use self::desk::Desk;
use crate::profile::{Content, Profile};

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
    known: Known,
}

/// Headers that may be shown, because whoever asks has named them.
#[derive(Clone, Default)]
struct Known {
    /// Those of the profile; any other column is one too many.
    profile: Option<Vec<String>>,
    /// Those of the exceptions.
    exceptions: Vec<String>,
    /// Those of the profile under which rows leave, each of which is judged all the same.
    released: Vec<String>,
    /// Keys of a format of ours, which say what they hold.
    own: &'static [&'static str],
    /// Texts that stand in the profile itself: under these headers, and in a manifest.
    constants: Vec<(String, String)>,
    words: Vec<String>,
}

/// Nothing that may be shown.
static NOBODY: Known = Known {
    profile: None,
    exceptions: Vec::new(),
    released: Vec::new(),
    own: &[],
    constants: Vec::new(),
    words: Vec::new(),
};

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

    /// Finds every column that `profile` does not name as well.
    #[must_use]
    pub fn with_profile(mut self, profile: &Profile) -> Self {
        let columns = profile.columns().iter();
        let photo = profile.photo().map(|photo| photo.header().to_owned());
        let headers = columns
            .map(|column| column.header().to_owned())
            .chain(photo);
        self.known.profile = Some(headers.collect());
        self.known.constants = constants_of(profile);
        self.known.words = words_of(profile);
        self
    }

    /// Shows the headers that the exceptions name, so that they can be applied.
    #[must_use]
    pub fn with_exceptions(mut self, exceptions: &Exceptions) -> Self {
        self.known.exceptions = exceptions.headers().map(str::to_owned).collect();
        self
    }

    /// Looks into what a stream holds: a text while it goes by, however long it is; anything else from memory,
    /// up to 128 MiB. That something is beyond is a finding.
    ///
    /// # Errors
    /// What reading reports. Whatever is wrong with the content is a finding.
    ///
    /// # Security
    /// The report holds no byte of what was read.
    pub fn inspect(&self, reader: impl Read, name: &str) -> io::Result<Report> {
        let mut desk = Desk::new(&self.known);
        let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let read = walk::stream(reader, Some(last), walk::WHOLE, &mut desk)?;
        Ok(Report::new(name.to_owned(), read.kind, read.bytes, desk))
    }

    /// Looks into a file as [`Inspector::inspect_file`] does, and judges its own `name`, but tells of it
    /// as `shown`: a sender's names can be values.
    ///
    /// # Errors
    /// What reading reports.
    pub fn inspect_as(
        &self,
        mut source: impl Read + Seek,
        name: &str,
        shown: &str,
    ) -> io::Result<Report> {
        self.look(&mut source, Some(name), shown)
    }

    /// Looks into something without a name of its own, such as standard input.
    ///
    /// # Errors
    /// What reading reports.
    pub fn inspect_unnamed(&self, mut source: impl Read + Seek, shown: &str) -> io::Result<Report> {
        self.look(&mut source, None, shown)
    }

    /// What there is to say of a link, which is followed nowhere, or of something else that is no file
    /// and is not opened.
    pub fn inspect_unopened(&self, name: &str, shown: &str, is_link: bool) -> Report {
        let mut desk = Desk::new(&self.known);
        desk.name(name);
        let (sign, kind) = if is_link {
            (Sign::Link, Kind::Link)
        } else {
            (Sign::NotInspected, Kind::Unknown)
        };
        desk.find(sign);
        Report::new(shown.to_owned(), kind, 0, desk)
    }

    /// What there is to say of a folder's own name; what is in it is looked at by itself.
    pub fn inspect_folder(&self, name: &str, shown: &str) -> Report {
        let mut desk = Desk::new(&self.known);
        desk.name(name);
        Report::new(shown.to_owned(), Kind::Folder, 0, desk)
    }

    /// Whether the name of a file or folder holds personal data, so that it should not be shown.
    pub fn is_in_name(&self, name: &str) -> bool {
        detect::is_in_name(name)
    }

    fn look(
        &self,
        source: &mut dyn archive::Source,
        name: Option<&str>,
        shown: &str,
    ) -> io::Result<Report> {
        let mut desk = Desk::new(&self.known);
        let bytes = source.seek(io::SeekFrom::End(0))?;
        desk.packed(bytes);
        let kind = walk::file(source, name, &mut desk)?;
        Ok(Report::new(shown.to_owned(), kind, bytes, desk))
    }

    /// Looks into a file, which is read from wherever it says that something stands.
    ///
    /// # Errors
    /// What reading reports. Whatever is wrong with the content is a finding.
    ///
    /// # Security
    /// The report holds no byte of what was read.
    pub fn inspect_file(&self, source: impl Read + Seek, name: &str) -> io::Result<Report> {
        let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
        self.inspect_as(source, last, name)
    }
}

/// The columns whose cells all hold one text of the profile's.
fn constants_of(profile: &Profile) -> Vec<(String, String)> {
    let columns = profile.columns().iter();
    columns
        .filter_map(|column| match column.content() {
            Content::Constant(text) => Some((column.header().to_owned(), text.clone())),
            Content::Parts(_) => None,
        })
        .collect()
}

/// The profile's own texts, as a manifest repeats them.
fn words_of(profile: &Profile) -> Vec<String> {
    let names = [
        profile.name(),
        profile.controller(),
        profile.recipient(),
        profile.purpose(),
    ];
    let headers = profile.columns().iter().map(|column| column.header());
    let photo = profile.photo().map(|photo| photo.header());
    let constants = constants_of(profile).into_iter().map(|(_, text)| text);
    let texts = names.into_iter().chain(headers).chain(photo);
    texts.map(str::to_owned).chain(constants).collect()
}
