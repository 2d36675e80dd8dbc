//! The pass over an input whose rows go with photos.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use cardsieve::batch::Photos;
use cardsieve::field::Readable;
use cardsieve::minimise::Withheld;
use cardsieve::photo::{Frame, Photo};
use cardsieve::record::{Input, Reading, Record};
use cardsieve::{CardRecord, Code, Minimiser, Rows, profile};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

use super::crew::{AHEAD, Crew};
use super::folder::Folder;
use super::sift::{Job, Stop};
use super::spool::Spool;
use crate::console;
use crate::failure::Failure;

/// The photos of a batch, while they are made.
pub(super) struct Album {
    folder: Arc<Folder>,
    crew: Crew,
    photos: Photos<Spool>,
    bar: ProgressBar,
}

/// A row that was read, and is not yet taken.
enum Waiting {
    /// It stays behind, whatever its photo is: that is not even looked for.
    Withheld(Withheld),
    /// The same of a card that cannot be written.
    Unwritable(CardRecord),
    WithoutPath(CardRecord),
    ForPhoto(CardRecord, Receiver<Result<Photo, Code>>),
}

impl Album {
    /// Of this folder, with a spool beside the output.
    pub(super) fn new(
        folder: &Path,
        photo: &profile::Photo,
        output: Option<&Path>,
    ) -> Result<Self, Failure> {
        let folder = Arc::new(Folder::open(folder)?);
        let spool = match output {
            Some(output) => Spool::beside(output)?,
            None => Spool::nowhere()?,
        };
        Ok(Self {
            crew: Crew::new(&folder, Frame::of(photo))?,
            folder,
            photos: Photos::new(spool),
            bar: bar(),
        })
    }

    /// Takes every row in the order of the input, while the next ones' photos are made.
    pub(super) fn add_all(
        &mut self,
        job: &Job<'_>,
        minimiser: &Minimiser,
        input: &mut Input<'_>,
        rows: &mut Rows,
    ) -> Result<(), Stop> {
        let mut reads = minimiser.reads().to_vec();
        reads.push(Readable::PhotoOriginal);
        input.restrict(&reads);
        if !input.sources().has(Readable::PhotoOriginal) {
            console::warn(
                "no column leads to photo_original, which says where a record's photo is",
                Some("name it in the map"),
            );
        }
        let mut waiting = VecDeque::with_capacity(AHEAD + 1);
        let read = loop {
            match input.next() {
                Ok(Some(row)) => {
                    let begun = self.begin(minimiser, &row, rows);
                    waiting.push_back((row.line(), begun));
                }
                Ok(None) => break Ok(()),
                Err(error) => break Err(job.stop(&error)),
            }
            if waiting.len() > AHEAD
                && let Some((line, row)) = waiting.pop_front()
            {
                self.take(job, line, row, rows)?;
            }
        };
        // what was read before a fault comes before it
        while let Some((line, row)) = waiting.pop_front() {
            self.take(job, line, row, rows)?;
        }
        self.bar.finish_and_clear();
        read?;
        if self.folder.shares_a_photo() {
            // whoever stays behind would leave as a picture
            return Err(job.stop_at_once(Code::SharedPhoto));
        }
        job.check_flags(input.sources())
    }

    fn begin(&self, minimiser: &Minimiser, row: &impl Record, rows: &Rows) -> Waiting {
        let path = row.read(Readable::PhotoOriginal);
        let keep_back = || {
            if let Reading::Text(path) = path {
                self.folder.keep_back(path);
            }
        };
        match (minimiser.minimise(row), path) {
            (Err(withheld), _) => {
                keep_back();
                Waiting::Withheld(withheld)
            }
            (Ok(card), _) if !rows.can_say(&card) => {
                keep_back();
                Waiting::Unwritable(card)
            }
            (Ok(card), Reading::Text(path)) => Waiting::ForPhoto(card, self.crew.order(path)),
            (Ok(card), _) => Waiting::WithoutPath(card),
        }
    }

    fn take(
        &mut self,
        job: &Job<'_>,
        line: u64,
        waiting: Waiting,
        rows: &mut Rows,
    ) -> Result<(), Stop> {
        let outcome = match waiting {
            Waiting::Withheld(withheld) => Err(withheld),
            Waiting::Unwritable(card) => Ok(card),
            Waiting::WithoutPath(card) => Err(card.without_photo(Code::PhotoMissing)),
            Waiting::ForPhoto(card, photo) => match photo.recv() {
                Ok(Ok(photo)) => {
                    let added = self.photos.add(&card, &photo);
                    added.map_err(|error| {
                        Stop::Failed(match error.io_kind() {
                            Some(kind) => Failure::io(job.place(), kind),
                            None => Failure::could_not_run(error.to_string(), "report this"),
                        })
                    })?;
                    Ok(card)
                }
                Ok(Err(code)) => Err(card.without_photo(code)),
                Err(_) => {
                    let failure = Failure::could_not_run("a photo was not made", "run again");
                    return Err(Stop::Failed(failure));
                }
            },
        };
        self.bar.inc(1);
        rows.push(outcome)
            .map_err(|refused| job.stop_at(refused, line))
    }

    pub(super) fn left_over(&self) -> u64 {
        self.folder.left_over()
    }

    pub(super) fn into_photos(self) -> Photos<Spool> {
        self.photos
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
        .with_finish(ProgressFinish::AndClear);
    if let Ok(style) = ProgressStyle::with_template("{pos} rows and their photos, {per_sec}") {
        bar.set_style(style);
    }
    bar
}
