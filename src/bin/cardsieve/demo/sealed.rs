//! The demo's sealed batch: the same officers, with pictures of nobody that are drawn here.

use std::fs::File;
use std::io::{self, Cursor};
use std::path::Path;

use cardsieve::batch::{
    self, Dates, Expect, Form, Limits, Photos, Seal, SigningKey, TrustedSigners, Writer,
};
use cardsieve::photo::{self, Frame, Photo};
use cardsieve::record::Record;
use cardsieve::{Minimiser, Profile, Rows};

use crate::failure::{Failure, Outcome};
use crate::keys::{self, Stdin};
use crate::output::Output;
use crate::{clock, console};

/// So many heads are drawn; officers share them.
const HEADS: u8 = 8;
const WIDTH: u8 = 100;
const HEIGHT: u8 = 120;

/// Rows and photos, while they are made.
pub(super) struct Sealed {
    rows: Rows,
    photos: Photos<Cursor<Vec<u8>>>,
    pictures: Vec<Photo>,
    released: usize,
}

impl Sealed {
    pub(super) fn new(minimiser: &Minimiser, profile: &Profile) -> Result<Self, Failure> {
        let frame = Frame::of(profile.photo().ok_or_else(broken)?);
        let rebuilt = |number| {
            let source = picture(number).map_err(|_| broken())?;
            photo::rebuild(&source, &frame, None).map_err(|_| broken())
        };
        Ok(Self {
            rows: Rows::sealed(minimiser, Form::Csv, Limits::default()),
            photos: Photos::new(Cursor::default()),
            pictures: (0..HEADS).map(rebuilt).collect::<Result<_, _>>()?,
            released: 0,
        })
    }

    pub(super) fn add(&mut self, minimiser: &Minimiser, row: &impl Record) -> Outcome {
        let outcome = minimiser.minimise(row);
        if let Ok(card) = &outcome {
            let picture = self.pictures.get(self.released % usize::from(HEADS));
            let picture = picture.ok_or_else(broken)?;
            self.photos.add(card, picture).map_err(|_| broken())?;
            self.released += 1;
        }
        self.rows
            .push(outcome)
            .map_err(|refused| Failure::refused(refused.to_string(), ""))
    }

    /// Signs and writes the batch, reads it back as the bureau does, and says what it found.
    pub(super) fn finish(self, folder: &Path) -> Result<String, Failure> {
        let today = clock::today()?;
        let (key, path) = (key(folder)?, folder.join("cards.zip"));
        let finished = self.rows.finish().map_err(|refusal| {
            Failure::refused(refusal.to_string(), refusal.refused().code().next_step())
        })?;
        let writer = Writer::new(finished, self.photos, Dates::new(today, today));
        let writer = writer.map_err(|_| broken())?;
        let mut output = Output::create(&path)?;
        output.fill(|out| {
            let sealed = writer.finish(Seal::Signed(&key), out);
            sealed.map(drop).map_err(|_| io::ErrorKind::Other.into())
        })?;
        output.release()?;
        let signers = TrustedSigners::any_controller(key.signer().clone());
        let expect = Expect::on(today).recipient(super::RECIPIENT);
        let file = File::open(&path).map_err(|error| Failure::io(&path, error.kind()))?;
        let verified = batch::read(file).and_then(|batch| batch.verify(&signers, &expect));
        let verified = verified.map_err(|_| broken())?;
        let manifest = verified.manifest();
        Ok(format!(
            "{} and {}, delete by {}",
            console::count(manifest.rows().count(), "row"),
            console::count(manifest.photos().len() as u64, "photo"),
            manifest.delete_by()
        ))
    }
}

/// The demo's own key; an earlier demo's is used again.
fn key(folder: &Path) -> Result<SigningKey, Failure> {
    let path = folder.join("key");
    if !path.exists() {
        let pair = minisign::KeyPair::generate_unencrypted_keypair().map_err(|_| broken())?;
        let secret = pair.sk.to_box(None).map_err(|_| broken())?;
        Output::write(&path, secret.to_string())?;
    }
    let key = keys::signing(&path, Stdin::Taken)?;
    let line = format!("{} {}\n", key.signer(), super::CONTROLLER);
    Output::write(&folder.join("signers.txt"), line)?;
    Ok(key)
}

/// A head and shoulders, as a PNG.
fn picture(number: u8) -> Result<Vec<u8>, png::EncodingError> {
    let mut pixels = Vec::new();
    for y in 0..i32::from(HEIGHT) {
        for x in 0..i32::from(WIDTH) {
            let lies_in = |top: i32, across: i32, down: i32| {
                ((x - 50) * down).pow(2) + ((y - top) * across).pow(2) <= (across * down).pow(2)
            };
            let shade = 11 * number;
            pixels.extend(if lies_in(48, 22, 28) {
                [220 - shade, 180 - shade, 150 - shade]
            } else if lies_in(125, 40, 45) {
                [30, 40 + shade, 90]
            } else {
                [222, 226, 230]
            });
        }
    }
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, WIDTH.into(), HEIGHT.into());
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(file)
}

fn broken() -> Failure {
    Failure::could_not_run("the demo's batch cannot be sealed", "report this")
}
