//! From an open input to finished rows, or to the reason why there are none.

use cardsieve::batch::{Finished, Form, Limits, Report};
use cardsieve::code::Refused;
use cardsieve::minimise::{UnsourcedFlags, WithholdList};
use cardsieve::record::{Input, InputError, Map, Sources};
use cardsieve::{BatchId, FlagSources, Minimiser, Profile, PseudonymisationSecret, Rows};

use super::Args;
use crate::failure::Failure;
use crate::input;

/// Everything that one export needs.
pub(super) struct Job<'a> {
    pub(super) args: &'a Args,
    pub(super) form: Form,
    pub(super) profile: &'a Profile,
    pub(super) secret: &'a PseudonymisationSecret,
    pub(super) map: Option<&'a Map>,
}

/// What an export comes to: rows or a refusal, and a report in both cases.
pub(super) struct Sifted {
    pub(super) finished: Option<Finished>,
    pub(super) refusal: Option<Failure>,
    pub(super) report: Report,
    pub(super) ids_not_found: usize,
}

/// Why there are no rows.
enum Stop {
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
        input.restrict(minimiser.reads());
        let mut rows = self.rows(&minimiser);
        if let Err(stop) = self.add_all(&mut input, &mut rows) {
            return self.refused(stop, rows, &minimiser, Some(input.sources()));
        }
        let finished = rows
            .finish()
            .and_then(|finished| match &self.args.expect_sha256 {
                Some(sha256) => finished.repeating(sha256),
                None => Ok(finished),
            });
        let (finished, refusal, mut report) = match finished {
            Ok(finished) => {
                let report = finished.report().clone();
                (Some(finished), None, report)
            }
            Err(refusal) => {
                let failure = self.failure(refusal.refused());
                (None, Some(failure), refusal.report().clone())
            }
        };
        self.complete(&mut report, Some(input.sources()));
        Ok(Sifted {
            finished,
            refusal,
            report,
            ids_not_found: self.ids_not_found(&minimiser),
        })
    }

    fn add_all(&self, input: &mut Input<'_>, rows: &mut Rows) -> Result<(), Stop> {
        while let Some(row) = input.next().map_err(|error| self.stop(&error))? {
            if let Err(refused) = rows.add(&row) {
                let refused = refused.at_line(row.line());
                let failure = self.failure(&refused);
                return Err(Stop::Refused(refused, failure));
            }
        }
        UnsourcedFlags::check(self.profile, input.sources()).map_err(|error| self.unsourced(&error))
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
            finished: None,
            refusal: Some(failure),
            report,
            ids_not_found,
        })
    }

    fn minimiser(&self, batch: BatchId, flags: &FlagSources) -> Result<Minimiser, Failure> {
        Minimiser::new(self.profile, self.secret, batch, flags)
            .map_err(|error| Failure::refused(error.to_string(), error.code().next_step()))
    }

    fn rows(&self, minimiser: &Minimiser) -> Rows {
        let mut limits = Limits::default();
        if let Some(rows) = self.args.expect_rows {
            limits = limits.expect_rows(rows);
        }
        if self.args.strict {
            limits = limits.strict();
        }
        Rows::new(minimiser, self.form, limits)
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

    fn stop(&self, error: &InputError) -> Stop {
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
