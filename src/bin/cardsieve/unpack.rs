//! `cardsieve unpack`: a verified batch, as the folder that card software reads.

use std::io;
use std::path::PathBuf;

use cardsieve::batch::Expect;

use crate::failure::{Failure, Outcome};
use crate::fresh::Fresh;
use crate::received::{Received, Trust};
use crate::{clock, console, stale};

/// Verify a sealed batch, and write its rows and photos into a new folder
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  cardsieve unpack cards.zip cards --signer signers.txt")]
pub(crate) struct Args {
    /// The batch: .zip or .zip.age
    #[arg(value_name = "BATCH")]
    batch: PathBuf,
    /// The folder to make; it must not exist
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[command(flatten)]
    trust: Trust,
    /// Whom the batch must be for
    #[arg(long = "as", value_name = "RECIPIENT")]
    recipient: Option<String>,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let mut expect = Expect::on(clock::today()?);
    if let Some(recipient) = &args.recipient {
        expect = expect.recipient(recipient);
    }
    let mut batch = args.trust.open(&args.batch, &expect)?;
    stale::name_beside([args.dir.as_path()].into_iter());
    let folder = Fresh::create(&args.dir)?;
    fill(&folder, &mut batch, args)?;
    let (rows, photos, until) = {
        let manifest = batch.manifest();
        (
            console::count(manifest.rows().count(), "row"),
            console::count(manifest.photos().len() as u64, "photo"),
            manifest.delete_by(),
        )
    };
    folder.release()?;
    console::say(format_args!(
        "{rows} and {photos}; delete them by {until}, and the batch itself\nwritten: {}",
        args.dir.display()
    ));
    Ok(())
}

/// Every name is one that batches have, made from what was verified: none is the zip's own.
fn fill(folder: &Fresh, batch: &mut Received, args: &Args) -> Outcome {
    let manifest = batch.manifest().clone();
    folder.file("manifest.json", |out| {
        out.write_all(manifest.to_json().as_bytes())
    })?;
    if let Some(signature) = batch.signature() {
        folder.file("manifest.json.minisig", |out| {
            out.write_all(signature.as_bytes())
        })?;
    }
    folder.file(manifest.rows().name(), |out| batch.write_rows(out))?;
    if manifest.photos().is_empty() {
        return Ok(());
    }
    folder.folder("photos")?;
    let unread = |error: io::Error| Failure::io(&args.batch, error.kind());
    for (position, photo) in manifest.photos().iter().enumerate() {
        let bytes = batch.photo(position).map_err(unread)?;
        folder.file(&photo.name(), |out| out.write_all(&bytes))?;
    }
    Ok(())
}
