//! A refusal: a signed no, with the codes of what was found and nothing else.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use super::problem::{PaperErrors, PaperProblem};
use super::read::{Object, batch, is_party};
use super::{FileDigest, Paper};
use crate::batch::Day;
use crate::code::{Code, Kind};
use crate::inspect;
use crate::pseudonym::BatchId;

pub(super) const FORMAT: &str = "cardsieve-refusal-1";

/// No refusal gives more reasons.
pub(super) const MOST_CODES: usize = 100;

/// A bureau refused a file (`cardsieve-refusal-1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    batch: Option<BatchId>,
    /// In the order of their letters, each once; never none.
    codes: BTreeSet<&'static str>,
    controller: String,
    date: Day,
    deleted: bool,
    file: FileDigest,
    recipient: String,
}

impl Refusal {
    /// A refusal of a file by `recipient`, on this day, for what `codes` name.
    ///
    /// The file is still held until [`Refusal::with_file_deleted`].
    ///
    /// # Errors
    /// [`PaperErrors`] for a name that is none, for no code or more than a hundred, and for a code that
    /// is none of a finding.
    pub fn of<'c>(
        file: FileDigest,
        controller: &str,
        recipient: &str,
        codes: impl IntoIterator<Item = &'c str>,
        date: Day,
    ) -> Result<Self, PaperErrors> {
        let nfc = |name: &str| name.nfc().collect::<String>();
        let (controller, recipient) = (nfc(controller), nfc(recipient));
        let mut problems = Vec::new();
        let mut refuse = |key| problems.push(PaperProblem::new(Code::PaperMalformed, Some(key)));
        if !is_party(&controller) {
            refuse("controller");
        }
        if !is_party(&recipient) {
            refuse("recipient");
        }
        let known: Option<BTreeSet<&'static str>> = codes.into_iter().map(known).collect();
        let known = known.filter(|codes| (1..=MOST_CODES).contains(&codes.len()));
        if known.is_none() {
            refuse("codes");
        }
        match known {
            Some(codes) if problems.is_empty() => Ok(Self {
                batch: None,
                codes,
                controller,
                date,
                deleted: false,
                file,
                recipient,
            }),
            _ => Err(PaperErrors::of(problems)),
        }
    }

    /// Every code that a refusal can give.
    pub fn every_code() -> impl Iterator<Item = &'static str> {
        let of_files = Code::ALL.iter().filter(|code| is_of_a_file(code));
        let named = of_files.map(|code| code.name());
        named.chain(inspect::listing::codes())
    }

    /// And the file says that it is this batch.
    #[must_use]
    pub const fn with_batch(mut self, batch: BatchId) -> Self {
        self.batch = Some(batch);
        self
    }

    /// And it is deleted, with whatever was made of it.
    #[must_use]
    pub const fn with_file_deleted(mut self) -> Self {
        self.deleted = true;
        self
    }

    pub(super) fn read(object: &mut Object<'_>) -> Option<Self> {
        let id = object.get("batch", |value| match value {
            Value::Null => Some(None),
            value => batch(value).map(Some),
        });
        let codes = object.get("codes", |value| {
            let codes = value.as_array()?;
            let known: Option<BTreeSet<_>> =
                codes.iter().map(|code| known(code.as_str()?)).collect();
            known.filter(|codes| (1..=MOST_CODES).contains(&codes.len()))
        });
        let controller = object.party("controller");
        let (date, deleted) = (object.day("date"), object.is("deleted"));
        let file = FileDigest::read(object);
        let recipient = object.party("recipient");
        Some(Self {
            batch: id?,
            codes: codes?,
            controller: controller?,
            date: date?,
            deleted: deleted?,
            file: file?,
            recipient: recipient?,
        })
    }

    pub(super) fn json(&self) -> Value {
        json!({
            "batch": self.batch.map(|batch| batch.to_string()),
            "codes": self.codes,
            "controller": self.controller,
            "date": self.date.to_string(),
            "deleted": self.deleted,
            "file": self.file.json(),
            "format": FORMAT,
            "recipient": self.recipient,
        })
    }

    /// Which batch the file says that it is.
    pub const fn batch(&self) -> Option<BatchId> {
        self.batch
    }

    /// Who sent it.
    pub fn controller(&self) -> &str {
        &self.controller
    }

    /// Who refused it.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// The day of the refusal.
    pub const fn date(&self) -> Day {
        self.date
    }

    /// The file as it arrived.
    pub const fn file(&self) -> FileDigest {
        self.file
    }

    /// What was found: codes of `inspect` and `verify`, in the order of their letters.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.codes.iter().copied()
    }

    /// Whether the file is deleted.
    pub const fn is_deleted(&self) -> bool {
        self.deleted
    }
}

/// The code of this name, if an inspection or a verification can find it.
fn known(code: &str) -> Option<&'static str> {
    Refusal::every_code().find(|known| *known == code)
}

const fn is_of_a_file(code: &Code) -> bool {
    matches!(code.kind(), Kind::Finding | Kind::Batch)
}

impl From<Refusal> for Paper {
    fn from(paper: Refusal) -> Self {
        Self::Refusal(paper)
    }
}
