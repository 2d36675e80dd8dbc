//! A batch on its way into the ledger.

use std::fmt;

use super::chain::{Sha, from_hex, of_commitments};
use super::disclosure::{CommitmentsEntry, Disclosure, FileKind, MapEntry};
use super::error::LedgerError;
use super::file_digest::FileDigest;
use super::marks::Marks;
use crate::batch::{Commitments, Dates, Finished, Manifest, Writer};
use crate::code::Code;
use crate::profile::Profile;
use crate::record::Map;

/// What will be entered of a batch, before the file that holds it is complete.
pub struct Outgoing {
    pub(super) disclosure: Disclosure,
    pub(super) commitments: Commitments,
    /// Canonical texts, and their digests.
    pub(super) documents: Vec<(Sha, String)>,
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outgoing { .. }")
    }
}

impl Outgoing {
    /// Of a sealed batch.
    ///
    /// # Errors
    /// [`Code::NoCommitments`] if its rows were not made by
    /// [`Minimiser::for_ledger`](crate::Minimiser::for_ledger) under the key of its year.
    pub fn of_batch<S: std::io::Read + std::io::Write + std::io::Seek>(
        writer: &Writer<S>,
    ) -> Result<Self, LedgerError> {
        let profile = writer.profile();
        let commitments = writer.commitments();
        let mut out = Self::of(writer.manifest(), commitments, profile)?;
        out.disclosure.file.kind = FileKind::Batch;
        Ok(out)
    }

    /// Of bare rows, whose manifest stands beside them.
    ///
    /// # Errors
    /// As [`Outgoing::of_batch`]; or the code for which there can be no such manifest
    /// ([`Code::UnnamedParty`], [`Code::CreatedInFuture`]).
    pub fn of_rows(rows: &Finished, dates: Dates) -> Result<Self, LedgerError> {
        let manifest = Manifest::of_bare_rows(rows, dates).map_err(|error| {
            match (error.code(), error.io_kind()) {
                (Some(code), _) => LedgerError::refused(code),
                (None, kind) => LedgerError::io(kind.unwrap_or(std::io::ErrorKind::Other)),
            }
        })?;
        Self::of(&manifest, rows.commitments(&manifest), rows.profile())
    }

    fn of(
        manifest: &Manifest,
        commitments: Option<Commitments>,
        profile: &Profile,
    ) -> Result<Self, LedgerError> {
        let created = manifest.created().year();
        let commitments = commitments
            .filter(|all| all.year == created && all.people.len() as u64 == manifest.rows().count())
            .ok_or(LedgerError::refused(Code::NoCommitments))?;
        let entry = CommitmentsEntry::new(
            commitments.people.len() as u64,
            of_commitments(commitments.people.iter().copied()),
            Marks::of(commitments.people.iter()).digest(),
            (commitments.year, commitments.key),
        );
        let disclosure = Disclosure::of(manifest, entry);
        let text = profile.canonical_json();
        Ok(Self {
            documents: vec![(disclosure.profile.0, text)],
            disclosure,
            commitments,
        })
    }

    /// Says that the rows go to standard output.
    #[must_use]
    pub const fn streamed(mut self) -> Self {
        self.disclosure.file.kind = FileKind::Stream;
        self
    }

    /// Says that the file is encrypted to its recipient.
    #[must_use]
    pub const fn encrypted(mut self) -> Self {
        self.disclosure.encrypted = true;
        self
    }

    /// Says that it is signed.
    #[must_use]
    pub const fn signed(mut self) -> Self {
        self.disclosure.signed = true;
        self
    }

    /// Adds the map that was used.
    ///
    /// Its text is kept with the entry only if it holds nothing but columns, forms of dates and blanks.
    ///
    /// # Security
    /// What a map looks up are cells of records, what it fixes is a cell of each of them, and a reason
    /// is free text: none of it stands in a ledger.
    #[must_use]
    pub fn map(mut self, map: &Map) -> Self {
        let fingerprint = from_hex(&map.fingerprint()).unwrap_or_default();
        let kept = map.values().next().is_none()
            && map.constants().next().is_none()
            && map.absent().next().is_none()
            && map.clear().all(str::is_empty);
        self.disclosure.map = Some(MapEntry { fingerprint, kept });
        if kept {
            self.documents.push((fingerprint, map.canonical_json()));
        }
        self
    }

    /// The rows themselves as a file: what a stream gives, and bare rows.
    pub const fn rows_digest(&self) -> FileDigest {
        FileDigest {
            sha256: self.disclosure.rows.sha256,
        }
    }

    /// What will be entered, but for the file.
    pub const fn disclosure(&self) -> &Disclosure {
        &self.disclosure
    }
}
