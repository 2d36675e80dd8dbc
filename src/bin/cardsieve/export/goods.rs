//! What an export gives: bare rows, or a batch.

use std::io::{self, Write};

use cardsieve::batch::{
    Dates, Finished, Manifest, Photos, Report, Seal, SigningKey, WriteError, Writer,
};
use cardsieve::inspect::{Looked, Outgoing};

use super::spool::Spool;
use crate::cipher::Recipients;
use crate::failure::{Failure, Outcome};
use crate::output::Output;

/// Complete, and not yet written.
pub(super) enum Goods {
    Rows(Box<Finished>),
    Batch(Box<Writer<Spool>>),
}

/// What the operator gave to close it with.
pub(super) struct Closing {
    pub(super) key: Option<SigningKey>,
    pub(super) recipients: Option<Recipients>,
    pub(super) dates: Dates,
}

impl Closing {
    fn seal(&self) -> Seal<'_> {
        self.key.as_ref().map_or(Seal::Unsigned, Seal::Signed)
    }
}

impl Goods {
    /// A batch of these rows and photos.
    pub(super) fn batch(
        rows: Finished,
        photos: Photos<Spool>,
        dates: Dates,
    ) -> Result<Self, WriteError> {
        Writer::new(rows, photos, dates).map(|writer| Self::Batch(Box::new(writer)))
    }

    pub(super) fn report(&self) -> &Report {
        match self {
            Self::Rows(rows) => rows.report(),
            Self::Batch(writer) => writer.report(),
        }
    }

    /// Writes all of it; under recipients, nothing that is not encrypted. What was found in what was
    /// written comes back.
    pub(super) fn write(
        self,
        closing: &Closing,
        outgoing: &Outgoing,
        output: &mut Output,
    ) -> Result<Looked, Failure> {
        let mut attempt = Attempt::default();
        let is_batch = matches!(self, Self::Batch(_));
        let recipients = closing.recipients.as_ref().filter(|_| is_batch);
        let filled = output.fill(|out| match recipients {
            Some(recipients) => {
                recipients.encrypt(out, |out| self.pass(closing, outgoing, out, &mut attempt))
            }
            None => self.pass(closing, outgoing, out, &mut attempt),
        });
        attempt.outcome(filled)
    }

    /// Looks at what would be written; photos that nothing keeps were made of pixels alone.
    pub(super) fn look(&self, outgoing: &Outgoing) -> Vec<Looked> {
        match self {
            Self::Rows(rows) => vec![outgoing.look_at_rows(rows)],
            Self::Batch(writer) => vec![
                outgoing.look_at_manifest(writer.manifest()),
                outgoing.look_at_rows(writer.rows()),
            ],
        }
    }

    fn pass(
        self,
        closing: &Closing,
        outgoing: &Outgoing,
        out: &mut dyn Write,
        attempt: &mut Attempt,
    ) -> io::Result<()> {
        let mut through = outgoing.through(out);
        match self {
            Self::Rows(rows) => rows.write_to(&mut through)?,
            Self::Batch(writer) => {
                let sealed = writer.finish(closing.seal(), &mut through);
                sealed.map_err(|error| {
                    let kind = error.io_kind().unwrap_or(io::ErrorKind::Other);
                    attempt.error = Some(error);
                    io::Error::from(kind)
                })?;
            }
        }
        attempt.looked = Some(through.finish().1);
        Ok(())
    }
}

/// What one pass came to.
#[derive(Default)]
struct Attempt {
    error: Option<WriteError>,
    looked: Option<Looked>,
}

impl Attempt {
    fn outcome(self, passed: Outcome) -> Result<Looked, Failure> {
        match (passed, self.error.and_then(|error| error.code())) {
            (Err(_), Some(code)) => {
                let text = format!("{code}: {}", code.meaning());
                Err(Failure::refused(text, code.next_step()))
            }
            (Err(failure), None) => Err(failure),
            (Ok(()), _) => self.looked.ok_or_else(|| {
                Failure::could_not_run("the batch was not looked at", "report this")
            }),
        }
    }
}

/// What stands beside bare rows: the manifest, and with a key its signature.
pub(super) struct Papers {
    pub(super) manifest: String,
    /// What was found in it.
    pub(super) looked: Looked,
    pub(super) signature: Option<String>,
}

impl Papers {
    pub(super) fn of(
        rows: &Finished,
        closing: &Closing,
        outgoing: &Outgoing,
    ) -> Result<Self, Failure> {
        let refused = |code: cardsieve::Code| {
            Failure::refused(format!("{code}: {}", code.meaning()), code.next_step())
        };
        let made = Manifest::of_bare_rows(rows, closing.dates);
        let manifest = made.map_err(|error| match error.code() {
            Some(code) => refused(code),
            None => Failure::could_not_run(error.to_string(), "run again"),
        })?;
        let signature = closing.key.as_ref().map(|key| key.sign(&manifest));
        let signature = signature
            .transpose()
            .map_err(|error| refused(error.code()))?;
        Ok(Self {
            looked: outgoing.look_at_manifest(&manifest),
            manifest: manifest.to_json(),
            signature,
        })
    }
}
