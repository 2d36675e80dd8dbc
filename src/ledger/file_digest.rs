//! The digest of a whole file, as a ledger knows it.

use std::io::{self, Read};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::chain::Sha;

/// The SHA-256 of what went out under one name, and not its length, which can tell one person's photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileDigest {
    pub(super) sha256: Sha,
}

impl FileDigest {
    /// Reads it to its end.
    ///
    /// # Errors
    /// Whatever reading says.
    pub fn of(mut reader: impl Read) -> io::Result<Self> {
        let mut digest = Sha256::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => digest.update(buffer.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self {
            sha256: digest.finalize().into(),
        })
    }

    /// The SHA-256 in lower hex.
    pub fn sha256(&self) -> String {
        HEXLOWER.encode(&self.sha256)
    }
}
