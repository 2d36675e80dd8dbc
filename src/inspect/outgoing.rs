//! The sender's own look at what is about to leave: the recipient's rules, over the finished bytes.
//!
//! It reads what is released and nothing else. No record, no map and no unreleased field is in reach, so
//! that its verdict can tell nothing of them.

mod container;
mod rows;
mod strings;

use std::fmt;
use std::io::{self, Write};

use self::container::Container;
use self::rows::Rows;
use super::Known;
use super::desk::Desk;
use super::detect::Kind;
use super::kind::Kind as FileKind;
use super::report::{Finding, Report, What};
use super::sign::Sign;
#[cfg(feature = "seal")]
use crate::batch::Manifest;
use crate::batch::{Finished, Form};
use crate::code::{Code, ColumnName, Refused};
use crate::conformance::Severity;
use crate::profile::{Content, Csv, FieldPart, Part, Profile, Rule};

/// What may leave under one profile, and in which form.
///
/// # Guarantee
/// Of what leaves every byte is accounted for: as a cell that the profile's columns hold, as a picture
/// without anything beyond its pixels, as a manifest, or as the archive around them
/// (`whatever_is_added_to_a_finished_batch_is_seen`).
///
/// # Security
/// Reads released bytes only, and keeps none.
///
/// ```
/// use cardsieve::batch::Form;
/// use cardsieve::inspect::Outgoing;
/// use cardsieve::Profile;
/// use std::io::Write;
///
/// let profile = Profile::preset("access-fob").ok_or("no such preset")?;
/// let outgoing = Outgoing::rows(&profile, Form::Csv);
/// let mut out = outgoing.through(Vec::new());
/// out.write_all(b"record_ref,card_design,card_serial,credential_no,barcode\r\n")?;
/// out.write_all(b"aaaaaaaaaaaaaaaa,D1,QQ123456C,1,bbbbbbbbbbbbbbbb\r\n")?;
/// let (_, looked) = out.finish();
/// assert!(!looked.may_leave());
/// assert_eq!(looked.against().next().map(|finding| finding.what().code()), Some("nino"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Outgoing {
    known: Known,
    columns: Vec<Column>,
    /// The profile's own words, of which a manifest is made.
    words: Vec<String>,
    csv: Csv,
    form: Form,
    is_batch: bool,
}

/// What the profile says of a column's cells.
struct Column {
    header: String,
    cells: Cells,
}

/// Cells that need no look, by what the profile says of them; any other is looked at, in every column.
enum Cells {
    /// Tokens of so many characters.
    Token(usize),
    /// The names of photos' files, made of tokens.
    PhotoFile,
    /// This text, which stands in the profile.
    Constant(String),
    Any,
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outgoing { .. }")
    }
}

impl Outgoing {
    /// Of bare rows.
    pub fn rows(profile: &Profile, form: Form) -> Self {
        Self::of(profile, form, false)
    }

    /// Of a sealed batch, before it is encrypted.
    #[cfg(feature = "seal")]
    pub fn batch(profile: &Profile, form: Form) -> Self {
        Self::of(profile, form, true)
    }

    fn of(profile: &Profile, form: Form, is_batch: bool) -> Self {
        let columns = profile.columns().iter().map(|column| Column {
            header: column.header().to_owned(),
            cells: Cells::of(column.content()),
        });
        let photo = profile.photo().filter(|_| is_batch).map(|photo| Column {
            header: photo.header().to_owned(),
            cells: Cells::PhotoFile,
        });
        let columns: Vec<Column> = columns.chain(photo).collect();
        let headers = columns.iter().map(|column| column.header.clone());
        Self {
            known: Known {
                released: headers.collect(),
                ..Known::default()
            },
            columns,
            words: super::words_of(profile),
            csv: profile.csv(),
            form,
            is_batch,
        }
    }

    /// Looks at the manifest that stands beside bare rows.
    #[cfg(feature = "seal")]
    pub fn look_at_manifest(&self, manifest: &Manifest) -> Looked {
        let mut desk = Desk::new(&self.known);
        let json = manifest.to_json();
        if !self.manifest(json.as_bytes(), &mut desk) {
            desk.find(Sign::Damaged);
        }
        let bytes = json.len() as u64;
        Looked {
            report: Report::new(String::new(), FileKind::Json, bytes, desk),
        }
    }

    /// Looks at every text of a manifest that the profile itself does not say; whether it is one.
    fn manifest(&self, json: &[u8], desk: &mut Desk<'_>) -> bool {
        strings::all(json, |string| {
            if !self.words.iter().any(|word| word == string) {
                desk.text(string);
            }
        })
    }

    /// Looks at rows alone, those of a batch too.
    pub fn look_at_rows(&self, rows: &Finished) -> Looked {
        let mut desk = Desk::new(&self.known);
        let reading = Reading::Rows(Box::new(Rows::new(self, &mut desk)));
        let mut through = Through {
            out: io::sink(),
            desk,
            reading,
            bytes: 0,
        };
        // INVARIANT: a sink takes everything
        let _ = rows.write_to(&mut through);
        through.finish().1
    }

    /// Looks at everything that is written, while it is.
    pub fn through<W: Write>(&self, out: W) -> Through<'_, W> {
        let mut desk = Desk::new(&self.known);
        let reading = if self.is_batch {
            Reading::Batch(Box::new(Container::new(self)))
        } else {
            Reading::Rows(Box::new(Rows::new(self, &mut desk)))
        };
        Through {
            out,
            desk,
            reading,
            bytes: 0,
        }
    }
}

impl Cells {
    fn of(content: &Content) -> Self {
        match content {
            Content::Constant(text) => Self::Constant(text.clone()),
            Content::Parts(parts) => match parts.as_slice() {
                [Part::Field(part)] => Self::of_field(part),
                _ => Self::Any,
            },
        }
    }

    fn of_field(part: &FieldPart) -> Self {
        match part.rule() {
            Rule::Pseudonymise { chars, .. } => Self::Token(usize::from(*chars)),
            _ => Self::Any,
        }
    }
}

/// A writer that looks at what goes through it.
pub struct Through<'o, W> {
    out: W,
    desk: Desk<'o>,
    reading: Reading<'o>,
    bytes: u64,
}

enum Reading<'o> {
    Rows(Box<Rows<'o>>),
    Batch(Box<Container<'o>>),
}

impl<W> fmt::Debug for Through<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Through { .. }")
    }
}

impl<W: Write> Write for Through<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        let bytes = bytes.get(..taken).unwrap_or_default();
        self.bytes += taken as u64;
        match &mut self.reading {
            Reading::Rows(rows) => rows.take(bytes, &mut self.desk),
            Reading::Batch(container) => container.take(bytes, &mut self.desk),
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<W> Through<'_, W> {
    /// What was written to, and what was found.
    pub fn finish(self) -> (W, Looked) {
        let mut desk = self.desk;
        let kind = match self.reading {
            Reading::Rows(rows) => {
                rows.finish(&mut desk);
                FileKind::Text
            }
            Reading::Batch(container) => {
                container.finish(&mut desk);
                FileKind::Zip
            }
        };
        let report = Report::new(String::new(), kind, self.bytes, desk);
        (self.out, Looked { report })
    }
}

/// What looks like no number that stands on a card: a doubt about it is enough.
const UNLIKE_NUMBERS: [Kind; 6] = [
    Kind::DateOfBirth,
    Kind::Email,
    Kind::StreetAddress,
    Kind::Salary,
    Kind::VettingLevel,
    Kind::DrivingLicence,
];

/// What was found in what is about to leave.
///
/// # Security
/// Codes, columns and counts; no value.
#[derive(Debug, Clone)]
pub struct Looked {
    report: Report,
}

impl Looked {
    /// Whether nothing speaks against it.
    pub fn may_leave(&self) -> bool {
        self.against().next().is_none() && self.report.untold() == 0
    }

    /// What speaks against it: whatever is forbidden, what is not as we write it, and a doubt that no
    /// card's number gives rise to.
    pub fn against(&self) -> impl Iterator<Item = &Finding> {
        self.report.findings().iter().filter(|finding| {
            let least = match finding.what() {
                // a header that may be meant for a card is the profile's author's to judge
                What::Sign(Sign::SuspectColumn) | What::Conformance(_) => Severity::Forbidden,
                What::Sign(_) => Severity::Suspect,
                What::Data(kind) if UNLIKE_NUMBERS.contains(&kind) => Severity::Suspect,
                What::Data(_) => Severity::Forbidden,
            };
            finding.severity() >= least
        })
    }

    /// The refusal that it comes to, if it may not leave.
    pub fn refused(&self) -> Option<Refused> {
        if self.may_leave() {
            return None;
        }
        let refused = Refused::new(Code::ForbiddenContent);
        let header = self
            .against()
            .find_map(|finding| finding.place().header.clone());
        Some(match header {
            Some(header) => refused.in_column(ColumnName::Known(header)),
            None => refused,
        })
    }

    /// Everything that was found, doubts and notes as well.
    pub const fn report(&self) -> &Report {
        &self.report
    }
}

/// A name that holds only what a token does: `a` to `z` and `2` to `7`.
fn is_token(text: &[u8]) -> bool {
    text.iter().fold(true, |all, byte| {
        all & matches!(byte, b'a'..=b'z' | b'2'..=b'7')
    })
}

/// The name of a photo's file or entry: a token, with or without our folder and ending.
fn is_photo_file(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"photos/").unwrap_or(text);
    let text = text.strip_suffix(b".jpg").unwrap_or(text);
    (16..=26).contains(&text.len()) && is_token(text)
}
