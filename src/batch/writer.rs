//! Seals rows and photos into one batch.

use std::collections::HashSet;
use std::fmt;
use std::io::{self, Read, Seek, Write};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::day::Dates;
use super::finished::{Finished, Refusal};
use super::key::SigningKey;
use super::manifest::{Manifest, ManifestColumn, PhotoEntry, RowsEntry};
use super::photos::Photos;
use super::problem::Problems;
use super::report::Report;
use super::row_reader::RowReader;
use super::signature;
use super::write_error::WriteError;
use super::zip::{Crc, Head, MANIFEST, SIGNATURE, Zip};
use crate::code::{Code, Refused};
use crate::field::listing;

/// Writes one sealed batch.
///
/// # Guarantee
/// The bytes are a function of the rows, the photos, the profile, the batch id, the epoch's name,
/// the day and the key, but for what is random in a signature
/// (`two_runs_give_the_same_batch_but_for_the_signature`). A writer that is dropped, or that fails,
/// leaves nothing that verifies (`what_a_failed_writer_leaves_does_not_verify`).
pub struct Writer<S> {
    rows: Finished,
    photos: Photos<S>,
    manifest: Manifest,
}

/// How a batch is closed. The list is complete.
#[derive(Debug, Clone, Copy)]
pub enum Seal<'k> {
    /// With a signature.
    Signed(&'k SigningKey),
    /// Without: the recipient must say that he takes unsigned batches.
    Unsigned,
}

/// A batch that was written to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    manifest: Manifest,
    report: Report,
}

impl Sealed {
    /// What the batch says of itself.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What was read, released and withheld; for the controller alone.
    pub const fn report(&self) -> &Report {
        &self.report
    }
}

impl<S: Read + Write + Seek> Writer<S> {
    /// A batch of these rows, collected by [`Rows::sealed`](super::Rows::sealed), and of their
    /// photos.
    ///
    /// # Errors
    /// [`WriteError`] if the batch cannot be: a party is unnamed, a row lacks its photo, it is too
    /// large, its day is not reached.
    pub fn new(rows: Finished, mut photos: Photos<S>, dates: Dates) -> Result<Self, WriteError> {
        let made = seal(&rows, &mut photos, dates);
        let mut writer = match made {
            Ok(manifest) => Self {
                rows,
                photos,
                manifest,
            },
            Err(code) => return Err(refuse(rows, code)),
        };
        let repeated = writer.photos_repeated();
        writer.rows.report.repeat_photos(repeated);
        if repeated > 0 && writer.rows.origin.is_strict {
            return Err(refuse(writer.rows, Code::PhotoRepeated));
        }
        if writer.length().is_none() {
            return Err(refuse(writer.rows, Code::BatchTooLarge));
        }
        Ok(writer)
    }

    /// What the batch will say of itself.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What was read, released and withheld; for the controller alone.
    pub const fn report(&self) -> &Report {
        self.rows.report()
    }

    #[cfg(feature = "ledger")]
    pub(crate) fn profile(&self) -> &crate::profile::Profile {
        &self.rows.origin.plan.profile
    }

    /// What a ledger is told of the people; none if the rows were made without its key.
    #[cfg(feature = "ledger")]
    pub(crate) fn commitments(&self) -> Option<super::commitments::Commitments> {
        self.rows.commitments(&self.manifest)
    }

    /// The rows that the batch will hold.
    pub const fn rows(&self) -> &Finished {
        &self.rows
    }

    /// Writes the batch, from its first byte to its last.
    ///
    /// # Errors
    /// [`WriteError`] if the key does not sign, or reading the spool or writing fails. What was
    /// written until then does not verify; remove it.
    pub fn finish(mut self, seal: Seal<'_>, out: impl Write) -> Result<Sealed, WriteError> {
        let signature = match seal {
            Seal::Signed(key) => Some(key.sign(&self.manifest)?),
            Seal::Unsigned => None,
        };
        let mut zip = Zip::new(out);
        zip.add(MANIFEST, self.manifest.to_json().as_bytes())?;
        if let Some(signature) = signature {
            zip.add(SIGNATURE, signature.as_bytes())?;
        }
        self.write_rows(&mut zip)?;
        self.write_photos(&mut zip)?;
        zip.finish()?;
        Ok(Sealed {
            manifest: self.manifest,
            report: self.rows.report,
        })
    }

    fn write_rows(&self, zip: &mut Zip<impl Write>) -> io::Result<()> {
        let mut crc = Crc::new();
        self.rows.for_each_piece(|piece| {
            crc.update(piece);
            Ok(())
        })?;
        let head = Head {
            crc: crc.finish(),
            size: self.manifest.rows.bytes,
        };
        zip.begin(self.manifest.rows.name(), head)?;
        self.rows.for_each_piece(|piece| zip.write(piece))
    }

    fn write_photos(&mut self, zip: &mut Zip<impl Write>) -> io::Result<()> {
        let mut picture = Vec::new();
        for photo in &self.manifest.photos {
            // INVARIANT: the manifest names photos of the spool alone
            let spooled = self.photos.get(photo.token).copied();
            let spooled = spooled.ok_or(io::ErrorKind::InvalidData)?;
            self.photos.read(&spooled, &mut picture)?;
            if <[u8; 32]>::from(Sha256::digest(&picture)) != photo.sha256 {
                // the spool gave back something else than it was given
                return Err(io::ErrorKind::InvalidData.into());
            }
            let head = Head {
                crc: spooled.crc,
                size: spooled.size,
            };
            zip.begin(&photo.name(), head)?;
            zip.write(&picture)?;
        }
        Ok(())
    }

    /// How many photos are the same picture as one before them.
    fn photos_repeated(&self) -> u64 {
        let pictures: HashSet<&[u8; 32]> = self
            .manifest
            .photos
            .iter()
            .map(|photo| &photo.sha256)
            .collect();
        (self.manifest.photos.len() - pictures.len()) as u64
    }

    /// The length of the whole file if it is signed, if there can be such a file.
    fn length(&self) -> Option<u32> {
        let manifest = u32::try_from(self.manifest.to_json().len()).ok()?;
        let rows = &self.manifest.rows;
        let fixed = [
            (MANIFEST.len(), manifest),
            (SIGNATURE.len(), signature::LONGEST),
            (rows.name().len(), rows.bytes),
        ];
        let photos = self.manifest.photos.iter();
        let photos = photos.map(|photo| (photo.name().len(), photo.bytes));
        Zip::<io::Sink>::length(fixed.into_iter().chain(photos))
    }
}

impl<S> fmt::Debug for Writer<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Writer { .. }")
    }
}

impl Manifest {
    /// The manifest of bare rows, to be written beside them: the same, without photos.
    ///
    /// # Errors
    /// [`WriteError`] if a party is unnamed, the day not reached, or the rows are for a sealed batch
    /// with photos.
    pub fn of_bare_rows(rows: &Finished, dates: Dates) -> Result<Self, WriteError> {
        if rows.origin.is_sealed && rows.origin.plan.profile.photo().is_some() {
            return Err(WriteError::new(Code::PhotosIncomplete));
        }
        let made = of(rows, dates, &mut |_| None);
        made.map_err(WriteError::new)
    }
}

/// The manifest, if a batch can be made.
fn seal<S: Read + Write + Seek>(
    rows: &Finished,
    photos: &mut Photos<S>,
    dates: Dates,
) -> Result<Manifest, Code> {
    let has_photos = rows.origin.plan.profile.photo().is_some();
    if has_photos && !rows.origin.is_sealed {
        return Err(Code::BareRows);
    }
    if !photos.sort() || (!has_photos && !photos.is_empty()) {
        return Err(Code::PhotoNotAgreed);
    }
    let manifest = of(rows, dates, &mut |token| {
        photos.get(token).map(|spooled| PhotoEntry {
            token,
            bytes: spooled.size,
            sha256: spooled.sha256,
        })
    })?;
    if has_photos && manifest.photos.len() as u64 != manifest.rows.count {
        return Err(Code::PhotosIncomplete);
    }
    Ok(manifest)
}

/// The manifest of rows with these photos.
fn of(
    rows: &Finished,
    dates: Dates,
    photo: &mut dyn FnMut(super::token::Token) -> Option<PhotoEntry>,
) -> Result<Manifest, Code> {
    let origin = &rows.origin;
    let profile = &origin.plan.profile;
    if profile.is_unnamed() {
        return Err(Code::UnnamedParty);
    }
    let delete_by = dates.created.plus(profile.delete_after_days());
    let (Some(delete_by), true) = (delete_by, dates.created <= dates.today) else {
        return Err(Code::CreatedInFuture);
    };
    let mut manifest = Manifest {
        batch: origin.plan.batch,
        catalogue: (digest(&listing::fingerprint()), listing::VERSION),
        columns: ManifestColumn::of(profile, origin.is_sealed),
        controller: profile.controller().to_owned(),
        created: dates.created,
        photo_name: ManifestColumn::photo_name(profile, origin.is_sealed),
        apostrophes: profile.csv().apostrophes(),
        delete_by,
        epoch: origin.plan.epoch.clone(),
        photos: Vec::new(),
        profile: (
            digest(&profile.fingerprint().to_string()),
            profile.name().to_owned(),
        ),
        purpose: profile.purpose().to_owned(),
        recipient: profile.recipient().to_owned(),
        rows: RowsEntry {
            bytes: u32::try_from(rows.bytes()).map_err(|_| Code::BatchTooLarge)?,
            count: rows.report.rows_released(),
            form: origin.form,
            sha256: digest(rows.sha256()),
        },
    };
    // What the recipient's reader would not accept is not written.
    let mut reader = RowReader::of(&manifest);
    let mut problems = Problems::default();
    let mut photos = Vec::new();
    // INVARIANT: nothing in it fails
    let _ = rows.for_each_piece(|piece| {
        reader.feed(piece, &mut problems, &mut |_, token, _| {
            photos.extend(photo(token));
        });
        Ok(())
    });
    if reader.finish(&mut problems) != manifest.rows.count || !problems.is_empty() {
        return Err(Code::RowsNotAsManifest);
    }
    manifest.photos = photos;
    Ok(manifest)
}

/// 64 hex digits of our own as bytes.
fn digest(hex: &str) -> [u8; 32] {
    let bytes = HEXLOWER.decode(hex.as_bytes()).unwrap_or_default();
    bytes.try_into().unwrap_or_default()
}

fn refuse(rows: Finished, code: Code) -> WriteError {
    let refused = Refused::new(code);
    let mut report = rows.report;
    report.refuse(refused.clone());
    WriteError::refused(Box::new(Refusal { refused, report }))
}
