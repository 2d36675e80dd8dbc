//! What is put to the proof: everything between an input's text and what anybody sees of it.

use crate::batch::{Finished, Form, Limits, Report, Rows};
use crate::code::{Code, Refused};
use crate::minimise::{FlagSources, Minimiser, UnsourcedFlags};
use crate::profile::{Profile, ProfileErrors, ProfileProblem};
use crate::pseudonym::{BatchId, PseudonymisationSecret};
use crate::record::{self, Format, Input, InputError, InputOptions, Record, Sources};

/// The library as it is; in tests, one that leaks.
pub(super) trait Exporter {
    /// Whether this text of a profile loads, or the codes for which it does not.
    fn judge(&self, source: &str) -> Result<(), Vec<Code>> {
        let loaded: Result<Profile, _> = source.parse();
        let codes = |errors: ProfileErrors| {
            let problems = errors.problems().iter();
            problems.map(ProfileProblem::code).collect()
        };
        loaded.map(|_| ()).map_err(codes)
    }

    /// All that recipient and operator see of one run.
    fn export(&self, trial: &Trial, way: Way, form: Form, people: &str) -> Seen {
        run(trial, way, form, people)
    }
}

/// The exporter as it is.
pub(super) struct Real;

impl Exporter for Real {}

/// In which form people are handed in. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Csv,
    Ndjson,
    /// One JSON object a line, each read into a typed record.
    Typed,
    /// The same, into a record that has no room for what may never leave.
    Erased,
}

impl Way {
    pub(super) const ALL: [Self; 4] = [Self::Csv, Self::Ndjson, Self::Typed, Self::Erased];
}

pub(super) const FORMS: [Form; 2] = [Form::Csv, Form::Ndjson];

/// Under what an export is tried: a profile, a secret of two epochs, a batch.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) profile: Profile,
    /// The text of a secret file, made from the proof's seed for this proof alone.
    pub(super) secret: String,
    pub(super) epoch: &'static str,
    pub(super) batch: BatchId,
}

/// A setting made ready.
pub(super) struct Trial {
    pub(super) setting: Setting,
    pub(super) minimiser: Minimiser,
}

impl Trial {
    pub(super) fn new(setting: Setting) -> Option<Self> {
        let secret: PseudonymisationSecret = setting.secret.parse().ok()?;
        let secret = secret.with_epoch(setting.epoch).ok()?;
        let flags = FlagSources::from_records();
        let minimiser = Minimiser::new(&setting.profile, &secret, setting.batch, &flags).ok()?;
        Some(Self { setting, minimiser })
    }
}

/// What is seen of a run.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Seen {
    /// By the recipient; nothing if the batch was refused.
    pub(super) rows: Option<Vec<u8>>,
    /// By the operator: the report, and the error with all that it was made of.
    pub(super) told: String,
    /// How many rows the report calls released.
    pub(super) released: u64,
}

impl Seen {
    /// The lines that are rows of data.
    pub(super) fn lines(&self, form: Form) -> Vec<&[u8]> {
        let bytes = self.rows.as_deref().unwrap_or_default();
        let lines = bytes.split_inclusive(|byte| *byte == b'\n');
        lines.skip(usize::from(form == Form::Csv)).collect()
    }
}

/// One export by the library, in the order in which the command goes about it.
pub(super) fn run(trial: &Trial, way: Way, form: Form, people: &str) -> Seen {
    let mut rows = Rows::new(&trial.minimiser, form, Limits::default());
    let format = match way {
        Way::Csv => Format::Csv,
        Way::Ndjson => Format::Ndjson,
        Way::Typed | Way::Erased => {
            let taken = people.lines().try_for_each(|line| match way {
                Way::Erased => typed(record::erased(line), &mut rows),
                _ => typed(record::whole(line), &mut rows),
            });
            return ended(taken, rows, None);
        }
    };
    let options = InputOptions::new().format(format);
    let mut input = match Input::open(people.as_bytes(), &options, None) {
        Ok(input) => input,
        Err(error) => return ended(Err(Stopped::unread(&error)), rows, None),
    };
    let taken = stream(trial, &mut input, &mut rows);
    ended(taken, rows, Some(input.sources()))
}

enum Stopped {
    Refused(Refused),
    Unread(Option<Refused>, String),
}

impl Stopped {
    fn unread(error: &InputError) -> Self {
        Self::Unread(error.refused(), said(error))
    }
}

fn stream(trial: &Trial, input: &mut Input<'_>, rows: &mut Rows) -> Result<(), Stopped> {
    let profile = &trial.setting.profile;
    let unsourced = |error: UnsourcedFlags| Stopped::Unread(Some(error.refused()), said(&error));
    FlagSources::of_input(profile, input.sources(), None, None).map_err(unsourced)?;
    input.restrict(trial.minimiser.reads());
    loop {
        let row = match input.next() {
            Ok(Some(row)) => row,
            Ok(None) => break,
            Err(error) => return Err(Stopped::unread(&error)),
        };
        rows.add(&row).map_err(Stopped::Refused)?;
    }
    UnsourcedFlags::check(profile, input.sources()).map_err(unsourced)
}

fn typed(record: serde_json::Result<impl Record>, rows: &mut Rows) -> Result<(), Stopped> {
    let record = record.map_err(|error| Stopped::Unread(None, said(&error)))?;
    rows.add(&record).map_err(Stopped::Refused)
}

fn ended(taken: Result<(), Stopped>, rows: Rows, sources: Option<&Sources>) -> Seen {
    let (refusal, mut told) = match taken {
        Ok(()) => match rows.finish() {
            Ok(finished) => return released(&finished, sources),
            Err(refusal) => (*refusal, String::new()),
        },
        Err(Stopped::Refused(refused)) => (rows.refuse(refused), String::new()),
        Err(Stopped::Unread(Some(refused), told)) => (rows.refuse(refused), told),
        Err(Stopped::Unread(None, told)) => {
            let rows = None;
            return Seen {
                rows,
                told,
                released: 0,
            };
        }
    };
    told += &said(refusal.refused());
    told += &format!("{refusal} {refusal:?} ");
    told += &report(refusal.report(), sources);
    Seen {
        rows: None,
        told,
        released: 0,
    }
}

fn released(finished: &Finished, sources: Option<&Sources>) -> Seen {
    let mut rows = Vec::new();
    // INVARIANT: a Vec takes whatever is written to it
    let written = finished.write_to(&mut rows).is_ok();
    Seen {
        rows: written.then_some(rows),
        told: report(finished.report(), sources),
        released: finished.report().rows_released(),
    }
}

/// The report as the command completes it.
fn report(report: &Report, sources: Option<&Sources>) -> String {
    let mut report = report.clone();
    if let Some(sources) = sources {
        let columns = sources.unread_columns().to_vec();
        report.set_never_read(sources.unread_fields().to_vec(), columns);
    }
    report.to_json()
}

/// An error in every form it has, with all that it was made of.
fn said(error: &(dyn std::error::Error + 'static)) -> String {
    let mut out = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        out += &format!("{error} {error:?}\n");
        next = error.source();
    }
    out
}
