//! Holds what arrived against its manifest, its signature and a profile.

use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use cardsieve::Code;
use cardsieve::batch::{self, Expect, Form};
use cardsieve::conformance::Conformance;
use cardsieve::inspect::{Entry, Kind, Report};

use super::{Look, One};
use crate::beside::{self, Beside};
use crate::cipher::Opened;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::received::{self, NotVerified};

/// Rows that are longer are looked through, and not compared: that takes them into memory.
const COMPARED: u64 = 256 << 20;

impl Look<'_> {
    /// A batch is verified whatever was asked for: as one that nobody need have signed, where nobody is trusted.
    /// Under a profile rows are compared with it, and under signers everything must be signed.
    pub(super) fn hold(&self, file: Opened, one: &One<'_>, report: &mut Report) -> Outcome {
        let is_asked = self.profile.is_some() || self.signers.is_some();
        if !is_asked && !report.has_manifest() {
            return Ok(());
        }
        let held = match report.kind() {
            Kind::Zip => self.batch(file, one.told, report),
            Kind::Text | Kind::Json | Kind::Empty if one.is_compared => {
                self.rows(file, one, report)
            }
            // of what cannot be opened nobody can tell
            Kind::Age => Ok(()),
            _ if self.signers.is_some() => Err(NotVerified::unsigned(Failure::refused(
                format!(
                    "{}: {}: only a batch is signed, or rows with their manifest beside them",
                    one.told.display(),
                    Code::MissingSignature
                ),
                "have a signed batch sent, or leave --signer out",
            ))),
            _ => Ok(()),
        };
        let Err(NotVerified { failure, problems }) = held else {
            return Ok(());
        };
        report.add_not_verified();
        for why in problems {
            report.add_problem(why.code, why.entry.map(entry));
        }
        // a preset names nobody in particular
        Err(match self.args.unnamed_party() {
            Some(options) => failure.advise(
                Code::ProfileDiffers,
                &format!("if it is the same but for who takes part, give {options}"),
            ),
            None => failure,
        })
    }

    fn batch(&self, mut file: Opened, told: &Path, report: &mut Report) -> Result<(), NotVerified> {
        let failure = |error: io::Error| Failure::io(told, error.kind());
        file.seek(SeekFrom::Start(0)).map_err(failure)?;
        let mut expect = Expect::on(clock::today()?);
        let Some(profile) = self.profile else {
            return match self.signers {
                Some(_) => self
                    .args
                    .trust
                    .verify_in_full(file, told, &expect)
                    .map(drop),
                None => received::is_in_order(file, told, &expect),
            };
        };
        expect = expect.profile(profile);
        let mut batch = self.args.trust.verify_in_full(file, told, &expect)?;
        if batch.manifest().rows().bytes() > COMPARED {
            report.add_not_inspected();
            return Ok(());
        }
        let rows = batch.rows().map_err(failure)?;
        let found = Conformance::of_batch(profile).check(&rows, Some(batch.form()));
        report.add_conformance(Some(batch.manifest().rows().name()), &found);
        Ok(())
    }

    /// Bare rows, and what stands beside them.
    fn rows(
        &self,
        mut file: Opened,
        one: &One<'_>,
        report: &mut Report,
    ) -> Result<(), NotVerified> {
        let failure = |error: io::Error| Failure::io(one.told, error.kind());
        let mut rows = Vec::new();
        file.seek(SeekFrom::Start(0)).map_err(failure)?;
        let read = file.take(COMPARED + 1).read_to_end(&mut rows);
        read.map_err(failure)?;
        if rows.len() as u64 > COMPARED {
            report.add_not_inspected();
            return Ok(());
        }
        if let Some(profile) = self.profile {
            let conformance = if is_unpacked(one.path) {
                Conformance::of_batch(profile)
            } else {
                Conformance::new(profile)
            };
            report.add_conformance(None, &conformance.check(&rows, form(one.path)));
        }
        if !one.has_beside {
            return match self.signers {
                Some(_) => Err(beside::unsigned(one.told)),
                None => Ok(()),
            };
        }
        let today = clock::today()?;
        Beside::of(one.path).check(&rows, self.profile, self.signers, today)
    }
}

fn entry(entry: batch::Entry) -> Entry {
    match entry {
        batch::Entry::Named(name) => Entry::of(name, 0),
        batch::Entry::Ordinal(number) => Entry::Ordinal(number),
    }
}

/// Whether these are the rows of a batch that was unpacked: they name the photos beside them.
fn is_unpacked(path: &Path) -> bool {
    let is_rows = path.file_stem().is_some_and(|stem| stem == "rows");
    is_rows && path.with_file_name("manifest.json").is_file()
}

/// The form that the name tells, if it tells one.
fn form(path: &Path) -> Option<Form> {
    match path.extension()?.to_str()? {
        "csv" => Some(Form::Csv),
        "ndjson" => Some(Form::Ndjson),
        _ => None,
    }
}
