//! A batch that arrived: opened, and verified before anything in it is looked at.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use cardsieve::Code;
use cardsieve::batch::{
    self, Batch, Expect, Form, Manifest, Signer, TrustedSigners, Unsigned, Verified, VerifyError,
};

use crate::cipher::{self, Opened};
use crate::failure::{Failure, Problem, Status};
use crate::held::Held;
use crate::{input, keys};

/// How a batch is opened, and whose it must be.
#[derive(Debug, clap::Args)]
pub(crate) struct Trust {
    /// Who must have signed: a minisign public key (RW…), its file, or a signers file
    #[arg(long, value_name = "PUB", required_unless_present = "unsigned")]
    signer: Option<String>,
    /// Take a batch that nobody has signed, and no other
    #[arg(long, conflicts_with = "signer")]
    unsigned: bool,
    /// The age identity file that opens an encrypted batch
    #[arg(long, value_name = "F")]
    identity: Option<PathBuf>,
}

/// The same, where a signature need not be.
#[derive(Debug, clap::Args)]
pub(crate) struct MayTrust {
    /// Who must have signed a batch, or the manifest beside rows: a minisign public key (RW…), its file, or a signers file
    #[arg(long, value_name = "PUB")]
    signer: Option<String>,
    /// The age identity file that opens an encrypted batch
    #[arg(long, value_name = "F")]
    identity: Option<PathBuf>,
}

impl Trust {
    pub(crate) fn open(&self, path: &Path, expect: &Expect) -> Result<Received, Failure> {
        let file = cipher::open(path, self.identity.as_ref())?;
        open(file, path, self.signer.as_deref(), expect).map_err(NotVerified::into_failure)
    }

    /// The same of a file that was opened already, and is at its beginning.
    pub(crate) fn open_file(
        &self,
        file: File,
        path: &Path,
        expect: &Expect,
    ) -> Result<Received, Failure> {
        let file = cipher::open_held(Held::File(file), path, self.identity.as_ref())?;
        open(file, path, self.signer.as_deref(), expect).map_err(NotVerified::into_failure)
    }

    /// Whether the key was given without the name of a controller.
    pub(crate) fn binds_nobody(&self) -> bool {
        let signers = self.signer.as_deref().map(keys::signers);
        signers.is_some_and(|signers| signers.is_ok_and(|signers| !signers.binds_controllers()))
    }
}

impl MayTrust {
    /// A file, opened as what it is; whether it is a batch is for its first bytes to say.
    pub(crate) fn file(&self, path: &Path) -> Result<Opened, Failure> {
        if input::is_standard(path) {
            cipher::open_held(Held::standard()?, path, self.identity.as_ref())
        } else {
            cipher::open(path, self.identity.as_ref())
        }
    }

    /// The same; what is encrypted stays so where no identity was given.
    /// People are told of it as `told`.
    pub(crate) fn file_or_sealed(&self, path: &Path, told: &Path) -> Result<Opened, Failure> {
        let held = if input::is_standard(path) {
            Held::standard()?
        } else {
            let file = File::open(path).map_err(|error| Failure::io(told, error.kind()))?;
            Held::File(file)
        };
        if self.identity.is_some() {
            cipher::open_held(held, told, self.identity.as_ref())
        } else {
            Ok(Opened::Plain(held))
        }
    }

    /// Whether somebody is trusted.
    pub(crate) const fn is_given(&self) -> bool {
        self.signer.is_some()
    }

    pub(crate) fn signers(&self) -> Result<Option<TrustedSigners>, Failure> {
        self.signer.as_deref().map(keys::signers).transpose()
    }

    pub(crate) fn verify(
        &self,
        file: Opened,
        path: &Path,
        expect: &Expect,
    ) -> Result<Received, Failure> {
        self.verify_in_full(file, path, expect)
            .map_err(NotVerified::into_failure)
    }

    /// The same, with the code and place of each problem.
    pub(crate) fn verify_in_full(
        &self,
        file: Opened,
        path: &Path,
        expect: &Expect,
    ) -> Result<Received, NotVerified> {
        open(file, path, self.signer.as_deref(), expect)
    }
}

/// Why a batch could not be read, or does not verify: what people are told, and each problem.
pub(crate) struct NotVerified {
    pub(crate) failure: Failure,
    pub(crate) problems: Vec<Why>,
}

/// The code of a problem, and the entry in which it is.
pub(crate) struct Why {
    pub(crate) code: Code,
    pub(crate) entry: Option<batch::Entry>,
}

impl Why {
    pub(crate) const fn of(problem: &batch::Problem) -> Self {
        Self {
            code: problem.code(),
            entry: problem.entry(),
        }
    }
}

impl NotVerified {
    /// Nobody has signed it.
    pub(crate) fn unsigned(failure: Failure) -> Self {
        let code = Code::MissingSignature;
        Self {
            failure,
            problems: vec![Why { code, entry: None }],
        }
    }

    /// Both, where the first says how urgent it is.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.problems.extend(other.problems);
        Self {
            failure: self.failure.and(other.failure),
            problems: self.problems,
        }
    }

    fn into_failure(self) -> Failure {
        self.failure
    }
}

impl From<Failure> for NotVerified {
    fn from(failure: Failure) -> Self {
        Self {
            failure,
            problems: Vec::new(),
        }
    }
}

/// Whether a batch is what its manifest says, whoever signed it.
pub(crate) fn is_in_order(file: Opened, path: &Path, expect: &Expect) -> Result<(), NotVerified> {
    let is_encrypted = file.is_encrypted();
    let Err(error) = batch::read(file).and_then(|batch| batch.verify_unsigned(expect)) else {
        return Ok(());
    };
    // nobody was asked for
    let is_signed = error.has(Code::SignatureUnchecked);
    if is_signed && error.total() == 1 {
        return Ok(());
    }
    let mut failed = not_verified(path, &error, is_encrypted);
    failed
        .problems
        .retain(|why| why.code != Code::SignatureUnchecked);
    Err(failed)
}

/// Either of the two states in which a batch can be read.
pub(crate) enum Received {
    Verified(Batch<Verified, Opened>),
    Unsigned(Batch<Unsigned, Opened>),
}

macro_rules! either {
    ($self:ident, $batch:ident => $what:expr) => {
        match $self {
            Self::Verified($batch) => $what,
            Self::Unsigned($batch) => $what,
        }
    };
}

impl Received {
    pub(crate) fn manifest(&self) -> &Manifest {
        either!(self, batch => batch.manifest())
    }

    pub(crate) const fn form(&self) -> Form {
        either!(self, batch => batch.form())
    }

    pub(crate) fn signature(&self) -> Option<&str> {
        either!(self, batch => batch.signature())
    }

    pub(crate) const fn signer(&self) -> Option<&Signer> {
        match self {
            Self::Verified(batch) => Some(batch.signer()),
            Self::Unsigned(_) => None,
        }
    }

    pub(crate) fn write_rows(&mut self, out: impl Write) -> io::Result<()> {
        either!(self, batch => batch.write_rows(out))
    }

    pub(crate) fn rows(&mut self) -> io::Result<Vec<u8>> {
        either!(self, batch => batch.rows())
    }

    pub(crate) fn photo(&mut self, position: usize) -> io::Result<Vec<u8>> {
        either!(self, batch => batch.photo(position))
    }
}

fn open(
    file: Opened,
    path: &Path,
    signer: Option<&str>,
    expect: &Expect,
) -> Result<Received, NotVerified> {
    let signers = signer.map(keys::signers).transpose()?;
    let is_encrypted = file.is_encrypted();
    let opened = batch::read(file).and_then(|batch| match &signers {
        Some(signers) => batch.verify(signers, expect).map(Received::Verified),
        None => batch.verify_unsigned(expect).map(Received::Unsigned),
    });
    opened.map_err(|error| not_verified(path, &error, is_encrypted))
}

fn not_verified(path: &Path, error: &VerifyError, is_encrypted: bool) -> NotVerified {
    NotVerified {
        failure: failure(path, error, is_encrypted),
        problems: error.problems().iter().map(Why::of).collect(),
    }
}

/// Every problem, with what to do about each kind of it.
fn failure(path: &Path, error: &VerifyError, is_encrypted: bool) -> Failure {
    match error.io_kind() {
        // an encryption that does not fit is told so by its reader
        Some(io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof) if is_encrypted => {
            return cipher::not_decrypted(path, Code::NotDecrypted.next_step());
        }
        Some(kind) => return Failure::io(path, kind),
        None => {}
    }
    let mut advised = BTreeSet::new();
    let mut problems: Vec<Problem> = error
        .problems()
        .iter()
        .map(|problem| {
            let code = problem.code();
            let next = advised.insert(code).then(|| code.next_step().to_owned());
            Problem::Plain(format!("{}: {problem}", path.display()), next)
        })
        .collect();
    let more = error.total() - error.problems().len() as u64;
    if more > 0 {
        let text = format!("{}: {more} more problems", path.display());
        problems.push(Problem::Plain(text, None));
    }
    Failure::new(Status::Refused, problems)
}
