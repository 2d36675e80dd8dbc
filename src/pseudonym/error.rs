//! Why a secret, its file or an id could not be had: codes and line numbers, never a line's text.

use std::fmt;
use std::io;

use super::secret::EpochName;
use crate::code::Code;

/// Every line of a secret file that is not as it must be.
///
/// # Security
/// Holds line numbers, and neither a line's text nor its length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretErrors {
    /// In the order of the lines; `Fault::NoEpoch` and `Fault::NotASecret` stand alone.
    faults: Vec<(u64, Fault)>,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Form,
    Repeated,
    NoEpoch,
    NotASecret,
    TooLarge,
}

impl SecretErrors {
    pub(super) fn new(faults: Vec<(u64, Fault)>) -> Self {
        Self { faults }
    }

    /// Whether it is some other file, and no secret that was damaged.
    pub(super) fn is_another_file(&self) -> bool {
        self.faults
            .iter()
            .any(|(_, fault)| matches!(fault, Fault::NotASecret | Fault::TooLarge))
    }

    /// Always [`Code::SecretMalformed`].
    pub const fn code(&self) -> Code {
        Code::SecretMalformed
    }

    /// The lines at fault, counted from 1; none if the file as a whole is.
    pub fn lines(&self) -> impl Iterator<Item = u64> {
        self.faults
            .iter()
            .filter(|(_, fault)| matches!(fault, Fault::Form | Fault::Repeated))
            .map(|(line, _)| *line)
    }
}

impl fmt::Display for SecretErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.code())?;
        for (i, (line, fault)) in self.faults.iter().enumerate() {
            if i > 0 {
                f.write_str("; ")?;
            }
            match fault {
                Fault::Form => write!(f, "line {line} is not a name, a space and 64 hex digits")?,
                Fault::Repeated => write!(f, "line {line} repeats the name of an epoch above it")?,
                Fault::NoEpoch => f.write_str("no line holds an epoch")?,
                Fault::NotASecret => f.write_str(
                    "this is no secret file: no line is a name, a space and 64 hex digits",
                )?,
                Fault::TooLarge => f.write_str("the file is larger than 64 KiB")?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for SecretErrors {}

/// A secret could not be read, made, rotated or selected from.
///
/// # Security
/// Holds a code, line numbers, the names of epochs or the kind of an I/O error; no path, and no other
/// text of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretError(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Refused(Code),
    /// The names of the epochs that there are.
    UnknownEpoch(Vec<EpochName>),
    Malformed(SecretErrors),
    Io(io::ErrorKind),
    NoRandomness,
}

impl SecretError {
    pub(super) const fn refused(code: Code) -> Self {
        Self(Kind::Refused(code))
    }

    pub(super) const fn unknown_epoch(names: Vec<EpochName>) -> Self {
        Self(Kind::UnknownEpoch(names))
    }

    pub(super) const fn no_randomness() -> Self {
        Self(Kind::NoRandomness)
    }

    /// What is wrong; `None` if it could not be tried (an I/O error, no random bytes).
    pub const fn code(&self) -> Option<Code> {
        match &self.0 {
            Kind::Refused(code) => Some(*code),
            Kind::UnknownEpoch(_) => Some(Code::UnknownEpoch),
            Kind::Malformed(errors) => Some(errors.code()),
            Kind::Io(_) | Kind::NoRandomness => None,
        }
    }

    /// The first line at fault, counted from 1.
    pub fn line(&self) -> Option<u64> {
        self.malformed().and_then(|errors| errors.lines().next())
    }

    /// Every line at fault, if the text is malformed.
    pub const fn malformed(&self) -> Option<&SecretErrors> {
        match &self.0 {
            Kind::Malformed(errors) => Some(errors),
            Kind::Refused(_) | Kind::UnknownEpoch(_) | Kind::Io(_) | Kind::NoRandomness => None,
        }
    }

    /// The kind of I/O error, if it was one.
    pub const fn io_kind(&self) -> Option<io::ErrorKind> {
        match &self.0 {
            Kind::Io(kind) => Some(*kind),
            Kind::Refused(_) | Kind::UnknownEpoch(_) | Kind::Malformed(_) | Kind::NoRandomness => {
                None
            }
        }
    }
}

impl From<SecretErrors> for SecretError {
    fn from(errors: SecretErrors) -> Self {
        Self(Kind::Malformed(errors))
    }
}

/// Keeps the kind alone: an I/O error's own text may hold a path.
impl From<io::Error> for SecretError {
    fn from(error: io::Error) -> Self {
        Self(Kind::Io(error.kind()))
    }
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Refused(code) => write!(f, "{code}: {}", code.meaning()),
            Kind::UnknownEpoch(names) => {
                let code = Code::UnknownEpoch;
                write!(f, "{code}: {}; it has ", code.meaning())?;
                for (i, name) in names.iter().enumerate() {
                    let comma = if i > 0 { ", " } else { "" };
                    write!(f, "{comma}{name}")?;
                }
                Ok(())
            }
            Kind::Malformed(errors) => errors.fmt(f),
            Kind::Io(io::ErrorKind::NotFound) => f.write_str("there is no such secret file"),
            Kind::Io(kind) => write!(f, "the secret file cannot be read or written: {kind}"),
            Kind::NoRandomness => f.write_str("the operating system gives no random bytes"),
        }
    }
}

impl std::error::Error for SecretError {}
