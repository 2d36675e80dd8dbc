//! Whose signatures a recipient trusts, and for which controller.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::key::Signer;
use crate::code::Code;
use crate::profile::is_plain_text;

/// Public keys that are trusted, each for one controller or for any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedSigners {
    /// INVARIANT: not empty, and no entry stands twice.
    entries: Vec<(Signer, Option<String>)>,
}

impl TrustedSigners {
    /// Trusts one key, for whichever controller a batch names.
    pub fn any_controller(signer: Signer) -> Self {
        Self {
            entries: vec![(signer, None)],
        }
    }

    /// Reads a signers file, or the text of one public key.
    ///
    /// A signers file has an entry a line: a public key, a space, and the controller's name. A
    /// controller may have several keys. Blank lines and lines that begin with `#` are left out.
    ///
    /// # Errors
    /// [`SignersErrors`] with every line that is not so.
    pub fn parse(text: &str) -> Result<Self, SignersErrors> {
        if let Ok(signer) = text.parse() {
            return Ok(Self::any_controller(signer));
        }
        let mut entries = Vec::new();
        let mut lines = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            match entry(line) {
                Some(entry) if !entries.contains(&entry) => entries.push(entry),
                _ => lines.push(number),
            }
        }
        if entries.is_empty() || !lines.is_empty() {
            return Err(SignersErrors { lines });
        }
        Ok(Self { entries })
    }

    /// Whether every key is trusted for the controllers of its lines only.
    pub fn binds_controllers(&self) -> bool {
        self.entries.iter().all(|(_, name)| name.is_some())
    }

    /// The keys, each once.
    pub(super) fn signers(&self) -> impl Iterator<Item = &Signer> {
        let mut signers: Vec<&Signer> = Vec::new();
        for (signer, _) in &self.entries {
            if !signers.contains(&signer) {
                signers.push(signer);
            }
        }
        signers.into_iter()
    }

    /// Whether the key may sign for this controller.
    pub(super) fn binds(&self, signer: &Signer, controller: &str) -> bool {
        let mut entries = self.entries.iter();
        entries.any(|(entry, name)| {
            entry == signer && name.as_deref().is_none_or(|name| name == controller)
        })
    }
}

fn entry(line: &str) -> Option<(Signer, Option<String>)> {
    let (key, controller) = line.split_once(' ')?;
    let controller: String = controller.nfc().collect();
    let is_name = is_plain_text(&controller, 80) && controller.trim() == controller;
    Some((
        key.parse().ok()?,
        Some(controller).filter(|_| is_name)?.into(),
    ))
}

/// Lines of a signers file that are no entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignersErrors {
    /// Empty if the file holds no entry at all.
    lines: Vec<u64>,
}

impl SignersErrors {
    /// Always [`Code::SignersMalformed`].
    pub const fn code(&self) -> Code {
        Code::SignersMalformed
    }

    /// The lines at fault, counted from 1; none if the file holds no entry.
    pub fn lines(&self) -> &[u64] {
        &self.lines
    }
}

impl fmt::Display for SignersErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.code())?;
        if self.lines.is_empty() {
            return f.write_str("no line holds a key and a controller's name");
        }
        for (position, line) in self.lines.iter().enumerate() {
            if position > 0 {
                f.write_str("; ")?;
            }
            write!(
                f,
                "line {line} is not a key, a space and a controller's name, or stands twice"
            )?;
        }
        Ok(())
    }
}

impl std::error::Error for SignersErrors {}
