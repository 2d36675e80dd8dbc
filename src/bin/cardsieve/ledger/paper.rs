//! What the verbs for papers have in common: reading one, signing one, the digest of a file.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use cardsieve::Code;
use cardsieve::ledger::paper::{FileDigest, LONGEST, Paper, PaperErrors};
use sha2::{Digest, Sha256};

use crate::console;
use crate::failure::{Failure, Outcome, Problem, Status};
use crate::keys::{self, Stdin};
use crate::output::{self, Output};

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
    /// Signs it and writes both files, or neither.
    pub(crate) fn write(&self, paper: &Paper) -> Outcome {
        let key = keys::signing(&self.sign, Stdin::Free)?;
        let signed = paper.sign(&key).map_err(|error| {
            let text = format!("{}: {error}", self.sign.display());
            Failure::refused(text, error.code().next_step())
        })?;
        let beside = beside(&self.output);
        output::name_stale([self.output.as_path()].into_iter());
        let mut text = Output::create_new(&self.output)?;
        let mut signature = Output::create_new(&beside)?;
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

/// A paper and the signature beside it, as they are.
pub(crate) fn with_signature(path: &Path) -> Result<(Vec<u8>, Vec<u8>), Failure> {
    let paper = bytes(path).map_err(|error| Failure::io(path, error.kind()))?;
    let beside = beside(path);
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
