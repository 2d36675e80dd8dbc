//! What an export gives: bare rows, or a batch.

use std::io::{self, Write};

use cardsieve::batch::{
    Dates, Finished, Manifest, Photos, Report, Seal, SigningKey, WriteError, Writer,
};

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

    /// Writes all of it; under recipients, nothing that is not encrypted.
    pub(super) fn write(self, closing: &Closing, output: &mut Output) -> Outcome {
        let writer = match self {
            Self::Rows(rows) => return output.fill(|out| rows.write_to(out)),
            Self::Batch(writer) => writer,
        };
        let mut refused = None;
        let finish = |out: &mut dyn Write| {
            writer.finish(closing.seal(), out).map_err(|error| {
                let kind = error.io_kind().unwrap_or(io::ErrorKind::Other);
                refused = Some(error);
                io::Error::from(kind)
            })
        };
        let filled = output.fill(|out| match &closing.recipients {
            Some(recipients) => recipients.encrypt(out, |out| finish(out)).map(drop),
            None => finish(out).map(drop),
        });
        filled.map_err(|failure| match refused.and_then(|error| error.code()) {
            Some(code) => Failure::refused(format!("{code}: {}", code.meaning()), code.next_step()),
            None => failure,
        })
    }
}

/// What stands beside bare rows: the manifest, and with a key its signature.
pub(super) struct Papers {
    pub(super) manifest: String,
    pub(super) signature: Option<String>,
}

impl Papers {
    pub(super) fn of(rows: &Finished, closing: &Closing) -> Result<Self, Failure> {
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
            manifest: manifest.to_json(),
            signature,
        })
    }
}
