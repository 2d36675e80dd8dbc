//! What stands beside bare rows: their manifest, and its signature.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use cardsieve::batch::{Day, Expect, Manifest, TrustedSigners, VerifyError};
use cardsieve::{Code, Profile};

use crate::failure::{Failure, Failures};
use crate::received::{NotVerified, Why};

/// No manifest or signature is longer.
const LONGEST: u64 = 16 << 20;

/// The names of both, for rows of that name.
#[derive(Debug, Clone)]
pub(crate) struct Beside {
    pub(crate) manifest: PathBuf,
    pub(crate) signature: PathBuf,
}

impl Beside {
    pub(crate) fn of(rows: &Path) -> Self {
        let with = |path: &Path, ending: &str| {
            let mut name = OsString::from(path);
            name.push(ending);
            PathBuf::from(name)
        };
        let manifest = with(rows, ".manifest.json");
        Self {
            signature: with(&manifest, ".minisig"),
            manifest,
        }
    }

    /// Whether the manifest, if there is one, speaks of these rows; under signers, whether one of them
    /// signed it.
    pub(crate) fn check(
        &self,
        rows: &[u8],
        profile: Option<&Profile>,
        signers: Option<&TrustedSigners>,
        today: Day,
    ) -> Result<(), NotVerified> {
        let manifest = match (read(&self.manifest)?, signers) {
            (Some(manifest), _) => manifest,
            (None, None) => return Ok(()),
            (None, Some(_)) => return Err(unsigned(&self.manifest)),
        };
        let manifest = Manifest::parse(&manifest).map_err(|error| self.told(&error))?;
        let mut all: Option<NotVerified> = None;
        let mut take = |found: Result<(), NotVerified>| {
            if let Err(one) = found {
                all = Some(match all.take() {
                    Some(all) => all.and(one),
                    None => one,
                });
            }
        };
        if let Some(signers) = signers {
            take(match read(&self.signature)? {
                Some(signature) => signers
                    .verify(&manifest, &signature)
                    .map(drop)
                    .map_err(|error| self.told(&error)),
                None => Err(unsigned(&self.signature)),
            });
        }
        let mut expect = Expect::on(today);
        if let Some(profile) = profile {
            expect = expect.profile(profile);
        }
        let checked = manifest.verify_bare(rows, &expect);
        take(checked.map_err(|error| self.told(&error)));
        all.map_or(Ok(()), Err)
    }

    fn told(&self, error: &VerifyError) -> NotVerified {
        let mut failures = Failures::default();
        for problem in error.problems() {
            let text = format!("{}: {problem}", self.manifest.display());
            let next = match problem.code() {
                Code::DigestDiffers => {
                    "refuse both; if it is the manifest of an earlier export, delete it"
                }
                code => code.next_step(),
            };
            failures.take::<()>(Err(Failure::refused(text, next)));
        }
        NotVerified {
            failure: failures.into_one(),
            problems: error.problems().iter().map(Why::of).collect(),
        }
    }
}

/// Rows of which nothing says who made them, where somebody was to be trusted.
pub(crate) fn unsigned(missing: &Path) -> NotVerified {
    let code = Code::MissingSignature;
    let text = format!(
        "{}: {code}: bare rows are signed in their manifest alone",
        missing.display()
    );
    let failure = Failure::refused(text, "have it sent along, or leave --signer out");
    NotVerified::unsigned(failure)
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    let failure = |error: io::Error| Failure::io(path, error.kind());
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failure(error)),
    };
    let mut bytes = Vec::new();
    file.take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(failure)?;
    Ok(Some(bytes))
}
