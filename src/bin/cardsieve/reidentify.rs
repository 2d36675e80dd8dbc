//! `cardsieve reidentify`: from tokens back to records, for the controller alone.

use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use cardsieve::batch::Manifest;
use cardsieve::ledger::Reidentified;
use cardsieve::record::{Input, Reidentifier};
use cardsieve::{BatchId, Code};

use crate::failure::{Failure, Failures, Outcome};
use crate::input::Reading;
use crate::ledger::Under;
use crate::load::Parties;
use crate::{cipher, console, input, load};

const NOTICE: &str = "\
for the controller alone: re-identifying de-identified personal data without the controller's
consent is an offence (Data Protection Act 2018, section 171)";

/// Lead tokens back to the values they stand for; needs the secret and the HR export
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve reidentify --secret secret.txt --profile warrant-card \\\n    \
    --batch 7d1c2f6a9b3e4c50 --input hr.csv k3jqzv7mh2xw5abc"
)]
pub(crate) struct Args {
    /// The secret file
    #[arg(long, value_name = "F")]
    secret: PathBuf,
    /// The profile of the batch: a preset's name, or a file
    #[arg(long, value_name = "P")]
    profile: String,
    /// The batch id, as the export's report gave it; or the batch or its manifest, as a file
    #[arg(long, value_name = "ID|FILE")]
    batch: String,
    /// The age identity file that opens an encrypted batch
    #[arg(long, value_name = "F")]
    identity: Option<PathBuf>,
    /// The HR export, or - for standard input
    #[arg(long, value_name = "FILE")]
    input: PathBuf,
    /// The map of the HR export
    #[arg(long, value_name = "M")]
    map: Option<PathBuf>,
    /// The secret's epoch of that batch [default: that of its file, else of the ledger, else the last]
    #[arg(long, value_name = "NAME")]
    epoch: Option<String>,
    #[command(flatten)]
    under: Under,
    #[command(flatten)]
    parties: Parties,
    #[command(flatten)]
    reading: Reading,
    /// The tokens
    #[arg(value_name = "TOKEN", required = true)]
    tokens: Vec<String>,
}

pub(crate) fn run(args: &Args) -> Outcome {
    console::say(NOTICE);
    let mut failures = Failures::default();
    let profile = failures.take(load::profile(&args.profile, &args.parties));
    let batch = failures.take(Named::of(&args.batch, args.identity.as_ref()));
    let uses = failures.take(args.under.open()).flatten();
    let named = batch.as_ref().and_then(Named::epoch);
    let epoch = match (&args.epoch, named, &batch, &uses) {
        (Some(given), ..) => Some(given.clone()),
        (None, Some(named), ..) => Some(named.to_owned()),
        (None, None, Some(batch), Some(uses)) => {
            let known = failures.take(uses.epoch_of(batch.id()));
            if known == Some(None) {
                console::warn(
                    &format!("--batch {}: the ledger has no batch of this id", batch.id()),
                    Some(
                        "check the id, and the ledger; without an entry the secret's last epoch is taken",
                    ),
                );
            }
            let known = known.flatten();
            known.map(|epoch| epoch.to_string())
        }
        _ => None,
    };
    let secret = failures.take(load::secret(&args.secret, epoch.as_deref()));
    let map = failures.take(args.map.as_deref().map(load::map).transpose());
    let (Some(profile), Some(batch), Some(secret), Some(map)) = (profile, batch, secret, map)
    else {
        return Err(failures.into_one());
    };
    failures.check()?;
    if let Named::File(manifest) = &batch
        && !manifest.is_of(&profile)
    {
        let code = Code::ProfileDiffers;
        let text = format!("{}: {code}: {}", args.batch, code.meaning());
        return Err(Failure::refused(
            text,
            "give the profile of the batch, with the parties under which it was made",
        ));
    }
    let reidentifier = Reidentifier::new(&profile, &secret, batch.id());
    let failure = |error| input::failure(&args.input, args.map.as_ref(), &error);
    let reader = input::open(&args.input)?;
    let options = args.reading.options(&args.input);
    let mut input = Input::open(reader, &options, map.as_ref()).map_err(failure)?;
    input.restrict(&reidentifier.reads());
    if let Some(mut uses) = uses {
        // before anybody is found, so that no use goes unseen
        let tokens = args.tokens.len() as u64;
        let used = Reidentified::new(&profile, &secret, batch.id(), tokens);
        uses.reidentified(used)?;
    }
    let found = reidentifier
        .find(&mut input, &args.tokens)
        .map_err(failure)?;
    let mut out = String::from("token,field,value\r\n");
    for one in found.matches() {
        for (cell, end) in [
            (one.token(), ","),
            (one.field().name(), ","),
            (one.value(), "\r\n"),
        ] {
            push_cell(cell, &mut out);
            out.push_str(end);
        }
    }
    let verdict = match found.not_found() {
        0 => Ok(()),
        missing => Err(Failure::refused(
            format!(
                "{missing} of {} not found",
                console::count(args.tokens.len() as u64, "token")
            ),
            "check batch id, profile, recipient and epoch: each changes every token",
        )),
    };
    console::conclude(out, verdict)
}

/// Which batch it is.
enum Named {
    Id(BatchId),
    File(Box<Manifest>),
}

/// No manifest of a batch is longer.
const LONGEST: u64 = 16 << 20;
/// A zip's header before the name of its first entry, and that name.
const HEADER: usize = 30;
const FIRST: &[u8] = b"manifest.json";

impl Named {
    fn of(argument: &str, identity: Option<&PathBuf>) -> Result<Self, Failure> {
        match argument.parse() {
            Ok(id) => Ok(Self::Id(id)),
            Err(_) => {
                manifest(Path::new(argument), identity).map(|read| Self::File(Box::new(read)))
            }
        }
    }

    fn id(&self) -> BatchId {
        match self {
            Self::Id(id) => *id,
            Self::File(manifest) => manifest.batch(),
        }
    }

    fn epoch(&self) -> Option<&str> {
        match self {
            Self::Id(_) => None,
            Self::File(manifest) => Some(manifest.epoch()),
        }
    }
}

/// What a batch says of itself, or its manifest alone.
///
/// It is not verified: a batch that lies about its id or epoch has tokens that lead to nobody.
fn manifest(path: &Path, identity: Option<&PathBuf>) -> Result<Manifest, Failure> {
    let failure = |error: std::io::Error| Failure::io(path, error.kind());
    let mut file = cipher::open(path, identity)?;
    let mut head = Vec::new();
    let mut start = (&mut file).take((HEADER + FIRST.len()) as u64);
    start.read_to_end(&mut head).map_err(failure)?;
    let is_batch = head.starts_with(b"PK\x03\x04") && head.ends_with(FIRST);
    let size = head.get(18..22).and_then(|size| size.try_into().ok());
    let length = match size.map(u32::from_le_bytes) {
        Some(size) if is_batch => u64::from(size),
        _ => {
            file.seek(SeekFrom::Start(0)).map_err(failure)?;
            LONGEST
        }
    };
    let mut bytes = Vec::new();
    let mut rest = file.take(length.min(LONGEST));
    rest.read_to_end(&mut bytes).map_err(failure)?;
    Manifest::parse(&bytes).map_err(|_| {
        let text = format!(
            "{}: neither a batch id, nor a batch, nor the manifest of one",
            path.display()
        );
        Failure::refused(
            text,
            "give the id that the export's report says, or the file",
        )
    })
}

/// RFC 4180: quoted if it must be.
fn push_cell(cell: &str, out: &mut String) {
    if cell.contains(['"', ',', '\r', '\n']) {
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}
