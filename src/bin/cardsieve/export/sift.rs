//! From an open input to finished rows, or to the reason why there are none.

use std::path::Path;

use cardsieve::batch::{Dates, Finished, Limits, Photos, Report, WriteError};
use cardsieve::code::Refused;
use cardsieve::inspect::Looked;
use cardsieve::minimise::{UnsourcedFlags, WithholdList};
use cardsieve::pseudonym::CommitmentKey;
use cardsieve::record::{Input, InputError, Map, Sources};
use cardsieve::risk::{self, Assessor};
use cardsieve::{BatchId, FlagSources, Minimiser, Profile, PseudonymisationSecret, Rows};

use super::Args;
use super::album::Album;
use super::goods::Goods;
use super::spool::Spool;
use super::targets::{Kind, Target};
use crate::failure::{Failure, Problem, Status};
use crate::input;

/// Everything that one export needs.
pub(super) struct Job<'a> {
    pub(super) args: &'a Args,
    pub(super) target: &'a Target,
    pub(super) dates: Dates,
    pub(super) profile: &'a Profile,
    pub(super) secret: &'a PseudonymisationSecret,
    pub(super) map: Option<&'a Map>,
    /// Under a ledger.
    pub(super) commitment_key: Option<&'a CommitmentKey>,
}

/// What an export comes to: rows or a refusal, and a report in both cases.
pub(super) struct Sifted {
    pub(super) goods: Option<Goods>,
    pub(super) refusal: Option<Failure>,
    pub(super) report: Report,
    pub(super) ids_not_found: usize,
    /// Files in the folder of photos that no photo was made from.
    pub(super) left_over: Option<u64>,
}

impl Sifted {
    /// Refuses what its recipient would refuse.
    pub(super) fn judge(&mut self, looked: &Looked) {
        let Some(refused) = looked.refused() else {
            return;
        };
        let code = refused.code();
        let problems = looked.against().map(|finding| {
            let text = format!("{code}: {finding}");
            Problem::Plain(text, Some(code.next_step().to_owned()))
        });
        let problems = problems.collect();
        self.report.refuse(refused);
        let failure = Failure::new(Status::Refused, problems);
        self.refusal = Some(match self.refusal.take() {
            Some(earlier) => earlier.and(failure),
            None => failure,
        });
    }
}

/// A refusal, as it is told and as it is reported.
type Answer = (Failure, Report);

/// Why there are no rows.
pub(super) enum Stop {
    /// Nothing may be said of the batch.
    Failed(Failure),
    /// The batch is refused.
    Refused(Refused, Failure),
}

impl Job<'_> {
    pub(super) fn run(&self, list: Option<WithholdList>) -> Result<Sifted, Failure> {
        let batch = match self.args.batch_id {
            Some(batch) => batch,
            None => BatchId::random()
                .map_err(|error| Failure::could_not_run(error.to_string(), "run again"))?,
        };
        let mut album = self.album()?;
        let reader = input::open(&self.args.input)?;
        let options = self.args.reading.options(&self.args.input);
        let opened = Input::open(reader, &options, self.map).map_err(|error| self.stop(&error));
        let opened = opened.and_then(|input| {
            let flags = FlagSources::of_input(self.profile, input.sources(), self.map, list);
            flags
                .map(|flags| (input, flags))
                .map_err(|error| self.unsourced(&error))
        });
        let (mut input, flags) = match opened {
            Ok(opened) => opened,
            Err(stop) => {
                let minimiser = self.minimiser(batch, &FlagSources::from_records())?;
                return self.refused(stop, self.rows(&minimiser), &minimiser, None);
            }
        };
        let minimiser = self.minimiser(batch, &flags)?;
        let mut rows = self.rows(&minimiser);
        let added = match &mut album {
            Some(album) => album.add_all(self, &minimiser, &mut input, &mut rows),
            None => {
                input.restrict(minimiser.reads());
                self.add_all(&mut input, &mut rows)
            }
        };
        if let Err(stop) = added {
            return self.refused(stop, rows, &minimiser, Some(input.sources()));
        }
        let left_over = album.as_ref().map(Album::left_over);
        let goods = self.goods(rows, album.map(Album::into_photos))?;
        let (goods, refusal, mut report) = match goods {
            Ok((goods, risk)) => {
                let mut report = goods.report().clone();
                if let Some(risk) = risk {
                    risk.add_to(&mut report);
                }
                (Some(goods), None, report)
            }
            Err((failure, report)) => (None, Some(failure), report),
        };
        self.complete(&mut report, Some(input.sources()));
        Ok(Sifted {
            goods,
            refusal,
            report,
            ids_not_found: self.ids_not_found(&minimiser),
            left_over,
        })
    }

    /// The photos, if any go along.
    fn album(&self) -> Result<Option<Album>, Failure> {
        match (self.target.kind, self.profile.photo(), &self.args.photos) {
            (Kind::Sealed, Some(photo), Some(folder)) => {
                let album = Album::new(folder, photo, self.target.file.as_deref());
                album.map(Some)
            }
            _ => Ok(None),
        }
    }

    /// What goes; or the refusal, with its report.
    fn goods(
        &self,
        rows: Rows,
        photos: Option<Photos<Spool>>,
    ) -> Result<Result<(Goods, Option<risk::Report>), Answer>, Failure> {
        let finished = rows
            .finish()
            .and_then(|finished| match &self.args.expect_sha256 {
                Some(sha256) => finished.repeating(sha256),
                None => Ok(finished),
            });
        let finished: Finished = match finished {
            Ok(finished) => finished,
            Err(refusal) => {
                let failure = self.failure(refusal.refused());
                return Ok(Err((failure, refusal.report().clone())));
            }
        };
        let risk = self.risk(&finished)?;
        if self.target.kind == Kind::Bare {
            return Ok(Ok((Goods::Rows(Box::new(finished)), risk)));
        }
        let photos = match photos {
            Some(photos) => photos,
            None => Photos::new(Spool::nowhere()?),
        };
        match Goods::batch(finished, photos, self.dates) {
            Ok(goods) => Ok(Ok((goods, risk))),
            Err(error) => self.not_sealed(error).map(Err),
        }
    }

    /// How easily the rows can be told apart, if there is a report for it to stand in.
    fn risk(&self, rows: &Finished) -> Result<Option<risk::Report>, Failure> {
        if self.args.report.is_none() {
            return Ok(None);
        }
        let failure = |text: String| Failure::could_not_run(text, "report this");
        let mut assessor = Assessor::new(self.profile);
        let added = assessor.add_finished(rows);
        added.map_err(|errors| failure(errors.to_string()))?;
        let report = assessor.finish();
        report
            .map(Some)
            .map_err(|refused| failure(refused.to_string()))
    }

    fn not_sealed(&self, error: WriteError) -> Result<Answer, Failure> {
        let text = error.to_string();
        match (error.io_kind(), error.into_refusal()) {
            (_, Some(refusal)) => {
                let failure = self.failure(refusal.refused());
                Ok((failure, refusal.report().clone()))
            }
            (Some(kind), None) => Err(Failure::io(self.place(), kind)),
            (None, None) => Err(Failure::could_not_run(text, "run again")),
        }
    }

    /// Where something is written, for messages.
    pub(super) fn place(&self) -> &Path {
        let output = self.target.file.as_deref();
        output.unwrap_or(Path::new("the photos' spool"))
    }

    fn add_all(&self, input: &mut Input<'_>, rows: &mut Rows) -> Result<(), Stop> {
        while let Some(row) = input.next().map_err(|error| self.stop(&error))? {
            rows.add(&row)
                .map_err(|refused| self.stop_at(refused, row.line()))?;
        }
        self.check_flags(input.sources())
    }

    pub(super) fn check_flags(&self, sources: &Sources) -> Result<(), Stop> {
        UnsourcedFlags::check(self.profile, sources).map_err(|error| self.unsourced(&error))
    }

    pub(super) fn stop_at(&self, refused: Refused, line: u64) -> Stop {
        let refused = match refused.row() {
            Some(_) => refused.at_line(line),
            // of nobody's row: what is wrong is told without it
            None => refused,
        };
        let failure = self.failure(&refused);
        Stop::Refused(refused, failure)
    }

    pub(super) fn stop_at_once(&self, code: cardsieve::Code) -> Stop {
        let refused = Refused::new(code);
        let failure = self.failure(&refused);
        Stop::Refused(refused, failure)
    }

    fn refused(
        &self,
        stop: Stop,
        rows: Rows,
        minimiser: &Minimiser,
        sources: Option<&Sources>,
    ) -> Result<Sifted, Failure> {
        let (refused, failure) = match stop {
            Stop::Failed(failure) => return Err(failure),
            Stop::Refused(refused, failure) => (refused, failure),
        };
        let mut report = rows.refuse(refused).report().clone();
        self.complete(&mut report, sources);
        let ids_not_found = self.ids_not_found(minimiser);
        Ok(Sifted {
            goods: None,
            refusal: Some(failure),
            report,
            ids_not_found,
            left_over: None,
        })
    }

    fn minimiser(&self, batch: BatchId, flags: &FlagSources) -> Result<Minimiser, Failure> {
        let made = match self.commitment_key {
            Some(key) => Minimiser::for_ledger(self.profile, self.secret, batch, flags, key),
            None => Minimiser::new(self.profile, self.secret, batch, flags),
        };
        made.map_err(|error| Failure::refused(error.to_string(), error.code().next_step()))
    }

    fn rows(&self, minimiser: &Minimiser) -> Rows {
        let mut limits = Limits::default();
        if let Some(rows) = self.args.expect_rows {
            limits = limits.expect_rows(rows);
        }
        if self.args.strict {
            limits = limits.strict();
        }
        match self.target.kind {
            Kind::Bare => Rows::new(minimiser, self.target.form, limits),
            Kind::Sealed => Rows::sealed(minimiser, self.target.form, limits),
        }
    }

    fn complete(&self, report: &mut Report, sources: Option<&Sources>) {
        if let Some(map) = self.map {
            report.set_map(map.fingerprint());
        }
        if let Some(sources) = sources {
            report.set_never_read(
                sources.unread_fields().to_vec(),
                sources.unread_columns().to_vec(),
            );
        }
    }

    fn ids_not_found(&self, minimiser: &Minimiser) -> usize {
        if self.profile.shows_a_person() {
            minimiser.withheld_ids_not_found()
        } else {
            0
        }
    }

    pub(super) fn stop(&self, error: &InputError) -> Stop {
        let failure = input::failure(&self.args.input, self.args.map.as_ref(), error);
        match error.refused() {
            Some(refused) => Stop::Refused(refused, failure),
            None => Stop::Failed(failure),
        }
    }

    fn unsourced(&self, error: &UnsourcedFlags) -> Stop {
        let refused = error.refused();
        let text = format!("{}: {error}", self.args.input.display());
        let next = refused.code().next_step();
        Stop::Refused(refused, Failure::refused(text, next))
    }

    fn failure(&self, refused: &Refused) -> Failure {
        let text = format!("{}: {refused}", self.args.input.display());
        Failure::refused(text, refused.code().next_step())
    }
}
