//! A batch that was received: it can be verified, and only what is verified can be read.

use std::fmt;
use std::io::{self, Read, Seek, Write};

use sha2::{Digest, Sha256};

use super::encode::Form;
use super::key::Signer;
use super::manifest::Manifest;
use super::problem::VerifyError;
use super::signers::TrustedSigners;
use super::verify::{self, Checked, Expect, Trust};
use super::zip::{Container, MANIFEST, SIGNATURE, Zip};

/// A batch in one of three states: [`Unverified`], [`Verified`], [`Unsigned`].
///
/// # Guarantee
/// What is [`Verified`] was signed by a trusted key as a whole, byte for byte: changed, cut, longer or
/// joined from others, it does not verify (`no_changed_byte_verifies`, `nothing_cut_verifies`,
/// `nothing_joined_swapped_or_doubled_verifies`), and written anew it is the same file
/// (`what_verifies_is_written_anew_to_the_same_bytes`).
///
/// # Security
/// The reader must give the same bytes until the batch is dropped: open the file once, and let nobody
/// else write to it. What is read after verifying is compared with the manifest once more.
pub struct Batch<State, R> {
    pub(super) container: Container<R>,
    state: State,
}

/// Nothing is known of the batch yet: it can be verified and nothing else.
#[derive(Debug, Clone, Copy)]
pub struct Unverified(());

/// The batch is as it was signed, by a key that is trusted for its controller.
#[derive(Debug, Clone)]
pub struct Verified {
    checked: Checked,
    signer: Signer,
}

/// The batch is in order, and nobody has signed it.
#[derive(Debug, Clone)]
pub struct Unsigned {
    checked: Checked,
}

/// The two states in which a batch can be read. No other type can be one.
pub trait Legible: private::Known {}

impl Legible for Verified {}
impl Legible for Unsigned {}

mod private {
    use super::{Manifest, Unsigned, Verified};

    pub trait Known {
        fn manifest(&self) -> &Manifest;
        fn signature(&self) -> Option<&str>;
    }

    macro_rules! known {
        ($($state:ty),*) => {
            $(impl Known for $state {
                fn manifest(&self) -> &Manifest {
                    &self.checked.manifest
                }

                fn signature(&self) -> Option<&str> {
                    self.checked.signature.as_deref()
                }
            })*
        };
    }

    known!(Verified, Unsigned);
}

/// Opens a batch: a zip in its one form.
///
/// Reads the directory alone, whatever the entries hold. Memory is bounded by the number of
/// entries, which is at most 65,534.
///
/// # Errors
/// [`VerifyError`] with every problem of the container, or if it cannot be read.
pub fn read<R: Read + Seek>(reader: R) -> Result<Batch<Unverified, R>, VerifyError> {
    Ok(Batch {
        container: Container::read(reader)?,
        state: Unverified(()),
    })
}

impl<R: Read + Seek> Batch<Unverified, R> {
    /// Verifies everything that can be, and then whether the batch may still be held.
    ///
    /// # Errors
    /// [`VerifyError`] with every problem, or if the batch cannot be read.
    pub fn verify(
        mut self,
        signers: &TrustedSigners,
        expect: &Expect,
    ) -> Result<Batch<Verified, R>, VerifyError> {
        let (checked, signer) = verify::verify(&mut self.container, &Trust::In(signers), expect)?;
        // INVARIANT: with signers given, a batch without a trusted one is an error
        let signer = signer.ok_or(io::Error::from(io::ErrorKind::InvalidData))?;
        Ok(Batch {
            container: self.container,
            state: Verified { checked, signer },
        })
    }

    /// As [`Batch::verify`], of a batch that nobody has signed.
    ///
    /// # Errors
    /// [`VerifyError`] with every problem, among them that the batch is signed.
    ///
    /// # Security
    /// Whoever had the batch in hand could have written another one in its place.
    pub fn verify_unsigned(mut self, expect: &Expect) -> Result<Batch<Unsigned, R>, VerifyError> {
        let (checked, _) = verify::verify(&mut self.container, &Trust::InNobody, expect)?;
        Ok(Batch {
            container: self.container,
            state: Unsigned { checked },
        })
    }
}

impl<R> Batch<Verified, R> {
    /// Who has signed.
    pub const fn signer(&self) -> &Signer {
        &self.state.signer
    }
}

impl<State: Legible, R: Read + Seek> Batch<State, R> {
    /// What the batch says of itself.
    pub fn manifest(&self) -> &Manifest {
        self.state.manifest()
    }

    /// The form of its rows.
    pub const fn form(&self) -> Form {
        self.container.form
    }

    /// The text of its signature file, if it has one.
    pub fn signature(&self) -> Option<&str> {
        self.state.signature()
    }

    /// Writes the rows, as they are.
    ///
    /// # Errors
    /// Whatever reading or writing says; and [`io::ErrorKind::InvalidData`] at the end, if the rows
    /// are no longer those that were verified.
    pub fn write_rows(&mut self, mut out: impl Write) -> io::Result<()> {
        let mut digest = Sha256::new();
        let name = self.manifest().rows().name();
        let listed = self.container.rows;
        self.container.content(name, listed, |piece| {
            digest.update(piece);
            out.write_all(piece)
        })?;
        self.same(digest, self.manifest().rows.sha256)?;
        out.flush()
    }

    /// The rows, as they are.
    ///
    /// # Errors
    /// As [`Batch::write_rows`].
    pub fn rows(&mut self) -> io::Result<Vec<u8>> {
        let mut rows = Vec::new();
        self.write_rows(&mut rows)?;
        Ok(rows)
    }

    /// One photo: the JPEG that the manifest lists at this position.
    ///
    /// # Errors
    /// Whatever reading says; [`io::ErrorKind::InvalidData`] if the photo is no longer the one that
    /// was verified, [`io::ErrorKind::NotFound`] if there is none at this position.
    pub fn photo(&mut self, position: usize) -> io::Result<Vec<u8>> {
        let photo = self.manifest().photos().get(position).cloned();
        let listed = self.container.photos.get(position).copied();
        let (Some(photo), Some((_, listed))) = (photo, listed) else {
            return Err(io::ErrorKind::NotFound.into());
        };
        let mut bytes = Vec::new();
        self.container.content(&photo.name(), listed, |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        })?;
        let mut digest = Sha256::new();
        digest.update(&bytes);
        self.same(digest, photo.sha256)?;
        Ok(bytes)
    }

    /// Writes the whole batch anew, from what was understood of it: the same bytes.
    ///
    /// # Errors
    /// As [`Batch::write_rows`].
    pub fn write_to(&mut self, out: impl Write) -> io::Result<()> {
        let mut zip = Zip::new(out);
        zip.add(MANIFEST, self.manifest().to_json().as_bytes())?;
        if let Some(signature) = self.signature() {
            zip.add(SIGNATURE, signature.as_bytes())?;
        }
        let rows = self.container.rows;
        zip.begin(self.manifest().rows().name(), rows.head)?;
        self.write_rows(Pieces(&mut zip))?;
        for position in 0..self.manifest().photos().len() {
            let photo = self.photo(position)?;
            let name = self
                .manifest()
                .photos()
                .get(position)
                .map(|photo| photo.name());
            zip.add(&name.unwrap_or_default(), &photo)?;
        }
        zip.finish()
    }

    fn same(&self, digest: Sha256, expected: [u8; 32]) -> io::Result<()> {
        if <[u8; 32]>::from(digest.finalize()) == expected {
            Ok(())
        } else {
            Err(io::ErrorKind::InvalidData.into())
        }
    }
}

/// Pieces of the entry that was begun.
struct Pieces<'z, W>(&'z mut Zip<W>);

impl<W: Write> Write for Pieces<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<State, R> fmt::Debug for Batch<State, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Batch { .. }")
    }
}
