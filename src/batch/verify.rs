//! All that can be verified of a batch, from its manifest outwards. Every problem is told.

use std::cmp::Ordering;
use std::io::{self, Read, Seek};

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::day::Day;
use super::key::Signer;
use super::manifest::{Manifest, ManifestColumn, PhotoEntry};
use super::problem::{Entry, Problem, Problems, VerifyError};
use super::row_reader::RowReader;
use super::signature::{self, Signature};
use super::signers::TrustedSigners;
use super::zip::{Container, Listed, MANIFEST, SIGNATURE};
use crate::code::Code;
use crate::profile::Profile;

/// What a recipient expects of a batch.
#[derive(Debug, Clone)]
pub struct Expect {
    day: Day,
    recipient: Option<String>,
    profile: Option<Profile>,
}

impl Expect {
    /// A batch that may be held on this day, in UTC.
    pub const fn on(day: Day) -> Self {
        Self {
            day,
            recipient: None,
            profile: None,
        }
    }

    /// And that is for this recipient.
    #[must_use]
    pub fn recipient(mut self, name: &str) -> Self {
        self.recipient = Some(name.nfc().collect());
        self
    }

    /// And that was made under this profile. Whether every cell is what the profile allows is for
    /// [`Conformance::of_batch`](crate::conformance::Conformance::of_batch).
    #[must_use]
    pub fn profile(mut self, profile: &Profile) -> Self {
        self.profile = Some(profile.clone());
        self
    }
}

/// Who must have signed.
pub(super) enum Trust<'s> {
    In(&'s TrustedSigners),
    InNobody,
}

/// What is known of a batch in which there is no problem.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    pub(super) manifest: Manifest,
    pub(super) signature: Option<String>,
}

/// Verifies a batch: the signature first, the day last.
pub(super) fn verify<R: Read + Seek>(
    container: &mut Container<R>,
    trust: &Trust<'_>,
    expect: &Expect,
) -> Result<(Checked, Option<Signer>), VerifyError> {
    let mut problems = Problems::default();
    let manifest_bytes = manifest_bytes(container, &mut problems)?;
    let signature_bytes = signature_bytes(container, &mut problems)?;
    let manifest = match Manifest::parse(&manifest_bytes) {
        Ok(manifest) => manifest,
        Err(error) => {
            // Without its manifest, a batch is a zip: nothing in it means anything.
            problems.take(error);
            problems.into_result()?;
            return Err(VerifyError::one(Problem::new(Code::ManifestMalformed)));
        }
    };
    let signer = signer(
        &manifest,
        &manifest_bytes,
        signature_bytes.as_deref(),
        trust,
        &mut problems,
    );
    parties(&manifest, expect, true, &mut problems);
    rows(container, &manifest, &mut problems)?;
    photos(container, &manifest, &mut problems)?;
    day(&manifest, expect, &mut problems);
    problems.into_result()?;
    let signature = signature_bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let checked = Checked {
        manifest,
        signature,
    };
    Ok((checked, signer))
}

/// Whether it is for whom, and was made under what is expected.
fn parties(manifest: &Manifest, expect: &Expect, is_sealed: bool, problems: &mut Problems) {
    if let Some(recipient) = &expect.recipient
        && *recipient != manifest.recipient
    {
        problems.add(Problem::new(Code::WrongRecipient).under("recipient"));
    }
    if let Some(profile) = &expect.profile {
        let is_of = manifest.is_of(profile)
            && manifest.columns == ManifestColumn::of(profile, is_sealed)
            && manifest.photo_name == ManifestColumn::photo_name(profile, is_sealed)
            && manifest.apostrophes == profile.csv().apostrophes()
            && manifest.controller == profile.controller()
            && manifest.recipient == profile.recipient()
            && manifest.purpose == profile.purpose()
            && Some(manifest.delete_by) == manifest.created.plus(profile.delete_after_days());
        if !is_of {
            problems.add(Problem::new(Code::ProfileDiffers).under("profile"));
        }
    }
}

fn day(manifest: &Manifest, expect: &Expect, problems: &mut Problems) {
    if manifest.delete_by < expect.day {
        problems.add(Problem::new(Code::PastDeleteBy).under("delete_by"));
    }
}

impl Manifest {
    /// Whether it speaks of these bare rows, and is what is expected. Who signed it is for
    /// [`TrustedSigners::verify`] to say.
    ///
    /// # Errors
    /// [`VerifyError`] with every problem: `digest-differs`, or `size-differs`, `count-differs` and
    /// `rows-not-as-manifest`; `wrong-recipient`, `profile-differs`, and
    /// last `past-delete-by`.
    pub fn verify_bare(&self, rows: &[u8], expect: &Expect) -> Result<(), VerifyError> {
        let mut problems = Problems::default();
        if <[u8; 32]>::from(Sha256::digest(rows)) == self.rows.sha256 {
            self.measure(rows, &mut problems);
        } else {
            problems.add(Problem::new(Code::DigestDiffers).under("rows"));
        }
        parties(self, expect, false, &mut problems);
        day(self, expect, &mut problems);
        problems.into_result()
    }

    /// Whether rows of the right digest have the length, number and form that are told of them.
    fn measure(&self, rows: &[u8], problems: &mut Problems) {
        if rows.len() as u64 != u64::from(self.rows.bytes) {
            problems.add(Problem::new(Code::SizeDiffers).under("rows.bytes"));
        }
        let mut reader = RowReader::of(self);
        reader.feed(rows, problems, &mut |_, _, _| {});
        if reader.finish(problems) != self.rows.count {
            problems.add(Problem::new(Code::CountDiffers).under("rows.count"));
        }
    }
}

fn manifest_bytes<R: Read + Seek>(
    container: &mut Container<R>,
    problems: &mut Problems,
) -> Result<Vec<u8>, VerifyError> {
    // The texts of a profile, and a line a photo: a small batch cannot ask for much memory.
    let most = (1 << 20) + 192 * container.photos.len();
    if container.manifest.head.size as usize > most.min(Manifest::LONGEST) {
        let problem = Problem::new(Code::ManifestMalformed).of(Entry::Named(MANIFEST));
        return Err(VerifyError::one(problem));
    }
    let listed = container.manifest;
    whole(container, MANIFEST, listed, problems)
}

fn signature_bytes<R: Read + Seek>(
    container: &mut Container<R>,
    problems: &mut Problems,
) -> Result<Option<Vec<u8>>, VerifyError> {
    let Some(listed) = container.signature else {
        return Ok(None);
    };
    if listed.head.size > signature::LONGEST {
        // No signature: what it is instead is not worth reading.
        return Ok(Some(Vec::new()));
    }
    whole(container, SIGNATURE, listed, problems).map(Some)
}

fn whole<R: Read + Seek>(
    container: &mut Container<R>,
    name: &'static str,
    listed: Listed,
    problems: &mut Problems,
) -> Result<Vec<u8>, VerifyError> {
    let mut bytes = Vec::with_capacity(listed.head.size as usize);
    let is_canonical = container.content(name, listed, |piece| {
        bytes.extend_from_slice(piece);
        Ok(())
    })?;
    if !is_canonical {
        problems.add(Problem::new(Code::ZipNotCanonical).of(Entry::Named(name)));
    }
    Ok(bytes)
}

/// The trusted key that has signed the manifest for its controller.
fn signer(
    manifest: &Manifest,
    bytes: &[u8],
    signature: Option<&[u8]>,
    trust: &Trust<'_>,
    problems: &mut Problems,
) -> Option<Signer> {
    let found = match (trust, signature) {
        (Trust::InNobody, None) => return None,
        (Trust::InNobody, Some(_)) => Err(Code::SignatureUnchecked),
        (Trust::In(_), None) => Err(Code::MissingSignature),
        (Trust::In(signers), Some(signature)) => signed_by(manifest, bytes, signature, signers),
    };
    match found {
        Ok(signer) => Some(signer),
        Err(code) => {
            problems.add(Problem::new(code).of(Entry::Named(SIGNATURE)));
            None
        }
    }
}

fn signed_by(
    manifest: &Manifest,
    bytes: &[u8],
    signature: &[u8],
    signers: &TrustedSigners,
) -> Result<Signer, Code> {
    let signature = Signature::parse(signature, manifest.batch()).ok_or(Code::BadSignature)?;
    trusted(&signature, bytes, signers, manifest.controller())
}

/// The trusted key whose signature of these bytes it is, if that key is bound to this name.
fn trusted(
    signature: &Signature,
    bytes: &[u8],
    signers: &TrustedSigners,
    name: &str,
) -> Result<Signer, Code> {
    let named: Vec<&Signer> = signers
        .signers()
        .filter(|signer| signature.names(signer))
        .collect();
    if named.is_empty() {
        return Err(Code::UnknownSigner);
    }
    let signer = named
        .into_iter()
        .find(|signer| signature.is_by(signer, bytes))
        .ok_or(Code::BadSignature)?;
    if signers.binds(signer, name) {
        Ok(signer.clone())
    } else {
        Err(Code::SignerNotBound)
    }
}

impl TrustedSigners {
    /// Which of them signed a manifest that stands alone, as one does beside bare rows.
    ///
    /// Whether the rows are the ones it speaks of is for [`Manifest::verify_bare`] to say.
    ///
    /// # Errors
    /// [`VerifyError`] with `bad-signature`, `unknown-signer`, or `signer-not-bound` if the key is
    /// trusted for another controller.
    pub fn verify(&self, manifest: &Manifest, signature: &[u8]) -> Result<Signer, VerifyError> {
        let bytes = manifest.to_json();
        signed_by(manifest, bytes.as_bytes(), signature, self)
            .map_err(|code| VerifyError::one(Problem::new(code).of(Entry::Named(SIGNATURE))))
    }

    /// Which of them, bound to this name, signed something that is no manifest, under a fixed comment
    /// of its own.
    #[cfg(feature = "ledger")]
    pub(crate) fn judge(
        &self,
        bytes: &[u8],
        signature: &[u8],
        comment: &str,
        name: &str,
    ) -> Result<Signer, Code> {
        let signature = Signature::parse_under(signature, comment).ok_or(Code::BadSignature)?;
        trusted(&signature, bytes, self, name)
    }
}

/// The rows: their name, length, digest and number, their columns, tokens and bytes.
fn rows<R: Read + Seek>(
    container: &mut Container<R>,
    manifest: &Manifest,
    problems: &mut Problems,
) -> Result<(), VerifyError> {
    let expected = manifest.rows();
    let name = super::manifest::name_of(container.form);
    let of_rows = |code| Problem::new(code).of(Entry::Named(name));
    if container.form != expected.form {
        problems.add(of_rows(Code::UnnamedEntry));
        problems.add(Problem::new(Code::MissingEntry).under("rows.name"));
        return Ok(());
    }
    let listed = container.rows;
    if listed.head.size != expected.bytes {
        problems.add(of_rows(Code::SizeDiffers));
    }
    let mut digest = Sha256::new();
    let mut reader = RowReader::of(manifest);
    let mut pairs = Pairs::new(manifest);
    let is_canonical = container.content(name, listed, |piece| {
        digest.update(piece);
        reader.feed(piece, problems, &mut |row, token, problems| {
            pairs.row(row, token, problems);
        });
        Ok(())
    })?;
    let count = reader.finish(problems);
    pairs.finish(problems);
    if !is_canonical {
        problems.add(of_rows(Code::ZipNotCanonical));
    }
    if count != expected.count {
        problems.add(of_rows(Code::CountDiffers));
    }
    if <[u8; 32]>::from(digest.finalize()) != expected.sha256 {
        problems.add(of_rows(Code::DigestDiffers));
    }
    Ok(())
}

/// Compares the tokens of the rows with those of the manifest's photos, both in ascending order.
struct Pairs<'m> {
    photos: std::iter::Enumerate<std::slice::Iter<'m, PhotoEntry>>,
    next: Option<(usize, &'m PhotoEntry)>,
    /// A batch without photos has none for any row.
    is_wanted: bool,
}

impl<'m> Pairs<'m> {
    fn new(manifest: &'m Manifest) -> Self {
        let mut photos = manifest.photos.iter().enumerate();
        Self {
            next: photos.next(),
            photos,
            is_wanted: manifest.has_photo_column(),
        }
    }

    fn row(&mut self, row: u64, token: super::token::Token, problems: &mut Problems) {
        if !self.is_wanted {
            return;
        }
        while let Some((position, photo)) = self.next {
            match photo.token.cmp(&token) {
                Ordering::Less => {
                    problems.add(without_row(position));
                    self.next = self.photos.next();
                }
                Ordering::Equal => {
                    self.next = self.photos.next();
                    return;
                }
                Ordering::Greater => break,
            }
        }
        problems.add(Problem::new(Code::PhotosNotAsRows).at_row(row));
    }

    fn finish(mut self, problems: &mut Problems) {
        while let Some((position, _)) = self.next {
            problems.add(without_row(position));
            self.next = self.photos.next();
        }
    }
}

fn without_row(position: usize) -> Problem {
    Problem::new(Code::PhotosNotAsRows).under(format!("photos[{position}]"))
}

/// The photos: each that the manifest names and no other, with its length and digest.
fn photos<R: Read + Seek>(
    container: &mut Container<R>,
    manifest: &Manifest,
    problems: &mut Problems,
) -> Result<(), VerifyError> {
    let listed = std::mem::take(&mut container.photos);
    let outcome = each_photo(container, &listed, manifest, problems);
    container.photos = listed;
    outcome.map_err(VerifyError::from)
}

fn each_photo<R: Read + Seek>(
    container: &mut Container<R>,
    listed: &[(super::token::Token, Listed)],
    manifest: &Manifest,
    problems: &mut Problems,
) -> io::Result<()> {
    let mut named = manifest.photos.iter().enumerate().peekable();
    for (token, listed) in listed {
        let at_entry = |code| Problem::new(code).of(Entry::Ordinal(u64::from(listed.ordinal)));
        while let Some((position, _)) = named.next_if(|(_, photo)| photo.token < *token) {
            problems.add(Problem::new(Code::MissingEntry).under(format!("photos[{position}]")));
        }
        let Some((_, photo)) = named.next_if(|(_, photo)| photo.token == *token) else {
            problems.add(at_entry(Code::UnnamedEntry));
            continue;
        };
        if listed.head.size != photo.bytes {
            problems.add(at_entry(Code::SizeDiffers));
            continue;
        }
        let mut digest = Sha256::new();
        let is_canonical = container.content(&photo.name(), *listed, |piece| {
            digest.update(piece);
            Ok(())
        })?;
        if !is_canonical {
            problems.add(at_entry(Code::ZipNotCanonical));
        }
        if <[u8; 32]>::from(digest.finalize()) != photo.sha256 {
            problems.add(at_entry(Code::DigestDiffers));
        }
    }
    for (position, _) in named {
        problems.add(Problem::new(Code::MissingEntry).under(format!("photos[{position}]")));
    }
    Ok(())
}
