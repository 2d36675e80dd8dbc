//! minisign keys: the controller's secret one, and the public one that the recipient trusts.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE64;
use minisign::{PublicKey, SecretKey, SecretKeyBox};
use zeroize::Zeroizing;

use super::manifest::Manifest;
use super::signature;
use crate::code::Code;

const COMMENT: &str = "untrusted comment: ";

/// Algorithm, id and point of a public key.
const PUBLIC: usize = 2 + 8 + 32;
/// Algorithms, salt and limits of the password, id, key and checksum.
const SECRET: usize = 6 + 32 + 8 + 8 + 8 + 64 + CHECKSUM;
/// At the end of a secret key.
const CHECKSUM: usize = 32;

/// A key is not accepted, or does not sign.
///
/// # Security
/// Holds a code, and nothing of a key or a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}", code.name(), code.meaning())]
pub struct KeyError {
    code: Code,
}

impl KeyError {
    pub(super) const fn new(code: Code) -> Self {
        Self { code }
    }

    /// Of a key that was read, and does not sign all the same.
    #[cfg(feature = "ledger")]
    pub(crate) const fn does_not_sign() -> Self {
        Self::new(Code::KeyMalformed)
    }

    /// What is wrong.
    pub const fn code(&self) -> Code {
        self.code
    }
}

/// A controller's secret key, ready to sign.
///
/// # Security
/// Neither `Clone` nor `Serialize`; `Debug` is a constant. The key lies in memory until it is
/// dropped, in a type of the minisign crate that does not erase itself.
pub struct SigningKey {
    key: SecretKey,
    signer: Signer,
}

impl SigningKey {
    /// Reads the text of a secret key file as `minisign -G` writes it, or, without a password,
    /// `minisign -G -W`.
    ///
    /// # Errors
    /// [`KeyError`] if it is no such text, needs a password, or needs another one.
    ///
    /// # Security
    /// Opening an encrypted key takes the memory and the time that its file asks for, with minisign's
    /// own a gigabyte for a second or more: that is what slows down guessing.
    pub fn parse(text: &str, password: Option<&str>) -> Result<Self, KeyError> {
        let malformed = KeyError::new(Code::KeyMalformed);
        let (bytes, is_encrypted) = decoded(text).ok_or(malformed)?;
        let boxed = || SecretKeyBox::from(text.to_owned());
        let key = match (is_encrypted, password) {
            // minisign leaves the checksum of a key without a password empty
            (false, _) if bytes.ends_with(&[0; CHECKSUM]) => SecretKey::from_bytes(&bytes),
            (false, _) => boxed().into_unencrypted_secret_key(),
            (true, None) => return Err(KeyError::new(Code::KeyNeedsPassword)),
            (true, Some(password)) => {
                let opened = boxed().into_secret_key(Some(password.to_owned()));
                Ok(opened.map_err(|_| KeyError::new(Code::WrongPassword))?)
            }
        };
        let key = key.map_err(|_| malformed)?;
        let public = PublicKey::from_secret_key(&key).map_err(|_| malformed)?;
        let signer = Signer { key: public };
        // Its two halves belong together if one verifies what the other signs.
        signature::try_key(&key, &signer).ok_or(malformed)?;
        Ok(Self { key, signer })
    }

    /// Whether the text of a secret key file needs a password.
    ///
    /// # Errors
    /// [`KeyError`] if it is no such text.
    pub fn is_encrypted(text: &str) -> Result<bool, KeyError> {
        let key = decoded(text).ok_or(KeyError::new(Code::KeyMalformed))?;
        Ok(key.1)
    }

    /// The public key that goes with it.
    pub const fn signer(&self) -> &Signer {
        &self.signer
    }

    /// The text of `manifest.json.minisig`, of which a part is random: signing twice gives two
    /// signatures.
    ///
    /// # Errors
    /// [`KeyError`] if the key does not sign, for which there is no reason but a broken key or no
    /// random bytes.
    pub fn sign(&self, manifest: &Manifest) -> Result<String, KeyError> {
        let json = manifest.to_json();
        signature::sign(&self.key, &self.signer, json.as_bytes(), manifest.batch())
            .ok_or(KeyError::new(Code::KeyMalformed))
    }
}

#[cfg(feature = "ledger")]
impl SigningKey {
    /// A new key without a password.
    pub(crate) fn generate() -> Option<Self> {
        let pair = minisign::KeyPair::generate_unencrypted_keypair().ok()?;
        Some(Self {
            signer: Signer { key: pair.pk },
            key: pair.sk,
        })
    }

    /// The second line of a key file.
    pub(crate) fn expose_line(&self) -> Zeroizing<String> {
        let bytes = Zeroizing::new(self.key.to_bytes());
        // its final size at once: a text that grows leaves copies behind
        let mut line = Zeroizing::new(String::with_capacity(BASE64.encode_len(bytes.len())));
        BASE64.encode_append(&bytes, &mut line);
        line
    }

    /// Signs something that is no manifest, under a fixed comment of its own.
    pub(crate) fn sign_under(&self, bytes: &[u8], comment: &str) -> Option<String> {
        signature::sign_under(&self.key, &self.signer, bytes, comment)
    }
}

#[cfg(feature = "ledger")]
impl Signer {
    /// Whether the text is this key's signature of these bytes, under this comment.
    pub(crate) fn has_signed(&self, bytes: &[u8], comment: &str, signature: &str) -> bool {
        let signature = signature::Signature::parse_under(signature.as_bytes(), comment);
        signature.is_some_and(|signature| signature.names(self) && signature.is_by(self, bytes))
    }
}

/// The bytes of a secret key file, and whether a password protects them.
fn decoded(text: &str) -> Option<(Zeroizing<Vec<u8>>, bool)> {
    let mut lines = text.lines();
    lines.next().filter(|line| line.starts_with(COMMENT))?;
    let bytes = Zeroizing::new(BASE64.decode(lines.next()?.as_bytes()).ok()?);
    let is_encrypted = match bytes.get(..6)? {
        b"Ed\0\0B2" => false,
        b"EdScB2" => true,
        _ => return None,
    };
    (bytes.len() == SECRET && lines.next().is_none()).then_some((bytes, is_encrypted))
}

#[cfg(test)]
impl SigningKey {
    /// Signs what need not be a manifest.
    pub(super) fn sign_any(&self, bytes: &[u8], batch: crate::pseudonym::BatchId) -> String {
        signature::sign(&self.key, &self.signer, bytes, batch).unwrap()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey { .. }")
    }
}

/// A public key: who signs.
#[derive(Clone, PartialEq, Eq)]
pub struct Signer {
    key: PublicKey,
}

impl Signer {
    pub(super) const fn key(&self) -> &PublicKey {
        &self.key
    }

    /// The key's id, which signatures carry.
    pub(super) fn id(&self) -> &[u8] {
        self.key.keynum()
    }
}

impl FromStr for Signer {
    type Err = KeyError;

    /// Reads a key as minisign shows it (`RW…`), or the text of a public key file.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let malformed = KeyError::new(Code::KeyMalformed);
        let mut lines = text.lines();
        let first = lines.next().ok_or(malformed)?;
        let encoded = if first.starts_with(COMMENT) {
            lines.next().ok_or(malformed)?
        } else {
            first
        };
        let bytes = BASE64.decode(encoded.as_bytes()).map_err(|_| malformed)?;
        if bytes.len() != PUBLIC || !bytes.starts_with(b"Ed") || lines.next().is_some() {
            return Err(malformed);
        }
        let key = PublicKey::from_bytes(&bytes).map_err(|_| malformed)?;
        Ok(Self { key })
    }
}

impl fmt::Display for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64.encode(&self.key.to_bytes()))
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
