//! The signature over a manifest, in minisign's text form: the only file that calls its crate to
//! sign or to verify.

use std::io::Cursor;

use data_encoding::BASE64;
use minisign::{SecretKey, SignatureBox};

use super::key::Signer;
use crate::pseudonym::BatchId;

/// No signature of ours is longer.
pub(super) const LONGEST: u32 = 512;

/// Algorithm, key id and signature; and the second signature, over the first and its comment.
const LENGTHS: [usize; 2] = [2 + 8 + 64, 64];

/// A signature in its one form: whatever else its text could be, it is not.
pub(super) struct Signature {
    parsed: SignatureBox,
}

/// Both comments, which say nothing that the manifest does not say.
fn comment(batch: BatchId) -> String {
    format!("cardsieve batch {batch}")
}

/// The text of a batch's signature by this key, which has been verified with its public half.
pub(super) fn sign(
    key: &SecretKey,
    signer: &Signer,
    manifest: &[u8],
    batch: BatchId,
) -> Option<String> {
    sign_under(key, signer, manifest, &comment(batch))
}

/// The same of anything else, under a fixed comment of its own.
pub(super) fn sign_under(
    key: &SecretKey,
    signer: &Signer,
    bytes: &[u8],
    comment: &str,
) -> Option<String> {
    let signed = minisign::sign(Some(signer.key()), key, bytes, Some(comment), Some(comment));
    let text = signed.ok()?.into_string();
    let signature = Signature::parse_under(text.as_bytes(), comment)?;
    signature.is_by(signer, bytes).then_some(text)
}

/// Whether the two halves of a key belong together.
pub(super) fn try_key(key: &SecretKey, signer: &Signer) -> Option<()> {
    let text = minisign::sign(None, key, Cursor::new(b"cardsieve"), Some(""), Some("")).ok()?;
    let (quiet, output, legacy) = (true, false, false);
    let trial = Cursor::new(b"cardsieve");
    minisign::verify(signer.key(), &text, trial, quiet, output, legacy).ok()
}

impl Signature {
    /// Reads the signature of a batch.
    pub(super) fn parse(bytes: &[u8], batch: BatchId) -> Option<Self> {
        Self::parse_under(bytes, &comment(batch))
    }

    /// Reads a signature under a fixed comment.
    pub(super) fn parse_under(bytes: &[u8], comment: &str) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut lines = text.lines();
        let mut next = || lines.next();
        if next()?.strip_prefix("untrusted comment: ") != Some(comment) {
            return None;
        }
        let first = next()?;
        if next()?.strip_prefix("trusted comment: ") != Some(comment) {
            return None;
        }
        for (line, length) in [first, next()?].into_iter().zip(LENGTHS) {
            // The crate takes lengths as they come, and cuts.
            let decoded = BASE64.decode(line.as_bytes()).ok()?;
            if decoded.len() != length {
                return None;
            }
        }
        let parsed = SignatureBox::from_string(text).ok()?;
        (parsed.is_prehashed() && parsed.to_string().as_bytes() == bytes).then_some(Self { parsed })
    }

    /// Whether it names this key. The name proves nothing.
    pub(super) fn names(&self, signer: &Signer) -> bool {
        self.parsed.keynum() == signer.id()
    }

    /// Whether it is a signature of these bytes by this key.
    pub(super) fn is_by(&self, signer: &Signer, manifest: &[u8]) -> bool {
        let (quiet, output, legacy) = (true, false, false);
        let verified = minisign::verify(
            signer.key(),
            &self.parsed,
            Cursor::new(manifest),
            quiet,
            output,
            legacy,
        );
        verified.is_ok()
    }
}
