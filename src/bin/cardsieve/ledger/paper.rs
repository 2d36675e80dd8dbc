//! What the verbs for papers have in common: reading one, signing one, the digest of a file.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use cardsieve::Code;
use cardsieve::batch::{SigningKey, TrustedSigners};
use cardsieve::ledger::paper::{FileDigest, LONGEST, Paper, PaperErrors, PaperProblem};
use sha2::{Digest, Sha256};

use crate::failure::{Failure, Outcome, Problem, Status};
use crate::keys::{self, Stdin};
use crate::output::{self, Output};
use crate::{clock, console};

/// Where a signed paper goes.
#[derive(Debug, clap::Args)]
pub(crate) struct Signing {
    /// Sign with this minisign secret key file: the bureau's own
    #[arg(long, value_name = "KEY")]
    sign: PathBuf,
    /// Where the paper goes; its signature goes beside it, as F.minisig
    #[arg(long, value_name = "F")]
    output: PathBuf,
}

impl Signing {
    /// Whether a paper of the bureau's own is as it was signed, where its signature stands beside it: an
    /// attestation repeats what is in it.
    pub(crate) fn check_own(&self, path: &Path, key: &SigningKey) -> Outcome {
        let failure = |error: io::Error| Failure::io(path, error.kind());
        let signature = match bytes(&beside(path)) {
            Ok(signature) => signature,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failure(error)),
        };
        let paper = bytes(path).map_err(failure)?;
        let signers = TrustedSigners::any_controller(key.signer().clone());
        let verified = Paper::verify(&paper, &signature, &signers, clock::today()?);
        let Err(errors) = verified else { return Ok(()) };
        let has = |code| errors.problems().iter().any(|one| one.code() == code);
        if has(Code::PaperBadSignature) {
            let code = Code::PaperBadSignature;
            return Err(Failure::refused(
                format!(
                    "{}: {code}: it, or its signature, was changed after it was signed",
                    path.display()
                ),
                "take the receipt as it was written, or make it again of the batch",
            ));
        }
        if has(Code::PaperUnknownSigner) {
            console::warn(
                &format!(
                    "{}: signed with another key than {}",
                    path.display(),
                    self.sign.display()
                ),
                Some(
                    "whoever imports the attestation takes it only if this key counts there as well",
                ),
            );
        }
        Ok(())
    }

    /// Signs it and writes both files, or neither.
    pub(crate) fn write(&self, paper: &Paper) -> Outcome {
        self.write_by(&self.key()?, paper)
    }

    /// The key; if a password protects it, it is asked for.
    pub(crate) fn key(&self) -> Result<SigningKey, Failure> {
        keys::signing(&self.sign, Stdin::Free)
    }

    /// As [`Signing::write`], with the key that was opened before.
    pub(crate) fn write_by(&self, key: &SigningKey, paper: &Paper) -> Outcome {
        let signed = paper.sign(key).map_err(|error| {
            let text = format!("{}: {error}", self.sign.display());
            Failure::refused(text, error.code().next_step())
        })?;
        let beside = beside(&self.output);
        let (mut text, mut signature) = new_pair(&self.output, &beside, |known| {
            let signers = TrustedSigners::any_controller(key.signer().clone());
            let today = clock::today();
            let json = signed.json().as_bytes();
            today.is_ok_and(|day| Paper::verify(json, known, &signers, day).is_ok())
        })?;
        signature.fill(|out| out.write_all(signed.signature().as_bytes()))?;
        text.fill(|out| out.write_all(signed.json().as_bytes()))?;
        output::release_all(vec![signature, text])?;
        console::say(format_args!(
            "{} of {}, signed by {}\nwritten: {} and {}; send both to {}",
            paper.kind(),
            paper.date(),
            key.signer(),
            self.output.display(),
            beside.display(),
            paper.controller(),
        ));
        Ok(())
    }
}

/// Begins a file and its signature, where neither is yet. The signature gets its name first, so a run that was
/// killed can leave one alone: if it is of this very file, the same command writes both.
pub(crate) fn new_pair(
    text: &Path,
    signature: &Path,
    is_its_own: impl FnOnce(&[u8]) -> bool,
) -> Result<(Output, Output), Failure> {
    let text_output = Output::create_new(text)?;
    if fs::symlink_metadata(signature).is_err() {
        return Ok((text_output, Output::create_new(signature)?));
    }
    match bytes(signature) {
        Ok(known) if is_its_own(&known) => Ok((text_output, Output::create(signature)?)),
        _ => Err(Failure::usage(
            format!(
                "{}: a signature without {}, of another file than this would be",
                signature.display(),
                text.display()
            ),
            "a run that was cut off leaves one: remove it, or give a new name",
        )),
    }
}

/// The name of the signature beside a paper.
fn beside(paper: &Path) -> PathBuf {
    let mut name = OsString::from(paper);
    name.push(".minisig");
    name.into()
}

/// What is in a paper's file, and no more than any paper can be.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = LONGEST as u64 + 1;
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A pipe is waited for, without end if nobody writes to it: then it is said what for.
fn say_if_pipe(path: &Path) {
    if fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        console::warn(
            &format!(
                "{}: a pipe or a device, and no file: waiting for what comes from it",
                path.display()
            ),
            Some("give the paper as a file, with its signature beside it"),
        );
    }
}

/// A paper and the signature beside it, as they are.
pub(crate) fn with_signature(path: &Path) -> Result<(Vec<u8>, Vec<u8>), Failure> {
    say_if_pipe(path);
    let paper = bytes(path).map_err(|error| Failure::io(path, error.kind()))?;
    let beside = beside(path);
    say_if_pipe(&beside);
    match bytes(&beside) {
        Ok(signature) => Ok((paper, signature)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let code = Code::PaperNotSigned;
            let text = format!("{}: {code}: {}", path.display(), code.meaning());
            Err(Failure::refused(text, code.next_step()))
        }
        Err(error) => Err(Failure::io(&beside, error.kind())),
    }
}

/// A paper of the bureau's own, whoever signed it.
pub(crate) fn read(path: &Path) -> Result<Paper, Failure> {
    let bytes = bytes(path).map_err(|error| Failure::io(path, error.kind()))?;
    Paper::parse(&bytes).map_err(|errors| refused(&path.display().to_string(), &errors))
}

/// The same, where a batch is easily given in place of its receipt.
pub(crate) fn own(path: &Path) -> Result<Paper, Failure> {
    say_if_pipe(path);
    let begins = bytes(path).map_err(|error| Failure::io(path, error.kind()))?;
    if begins.starts_with(b"PK") || begins.starts_with(b"age-encryption.org/") {
        return Err(Failure::refused(
            format!("{}: a batch, and no receipt of one", path.display()),
            "give the receipt that `cardsieve ledger receipt` wrote when the batch arrived",
        ));
    }
    Paper::parse(&begins).map_err(|errors| {
        let codes = errors.problems().iter().map(PaperProblem::to_string);
        Failure::refused(
            format!(
                "{}: {}",
                path.display(),
                codes.collect::<Vec<_>>().join("; ")
            ),
            "give the receipt as `cardsieve ledger receipt` wrote it",
        )
    })
}

/// Everything that is wrong with a paper.
pub(crate) fn refused(what: &str, errors: &PaperErrors) -> Failure {
    let problems = errors.problems().iter().map(|problem| {
        let next = problem.code().next_step().to_owned();
        Problem::Plain(format!("{what}: {problem}"), Some(next))
    });
    Failure::new(Status::Refused, problems.collect())
}

/// The digest of a whole file, which is at its beginning again afterwards.
pub(crate) fn digest(file: &mut File) -> io::Result<FileDigest> {
    let mut digest = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    let mut length = 0;
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        digest.update(piece.get(..read).unwrap_or_default());
        length += read as u64;
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(FileDigest::new(length, digest.finalize().into()))
}
