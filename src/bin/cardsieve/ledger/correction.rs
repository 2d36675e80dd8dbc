//! `cardsieve ledger correction`: what counts of an earlier entry from now on.

use std::path::PathBuf;

use cardsieve::ledger::{Correctable, Entry, Event, Ledger, Reason};
use cardsieve::{BatchId, Code};
use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::{Named, key};
use crate::failure::{Failure, Outcome};
use crate::{clock, console, output};

/// Enter what counts of an earlier entry from now on, or list what can be corrected
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve ledger correction --ledger ledger.db --ledger-key ledger.key \\\n    \
    --entry 7 --reason never-happened\n\n\
    The earlier entry stays, and so does every answer as of a day before. A correction can be corrected once. \
    Without a reason, what can be corrected is listed, and what was."
)]
pub(crate) struct Args {
    #[command(flatten)]
    named: Named,
    /// The ledger's key file
    #[arg(long, value_name = "F", requires = "reason")]
    ledger_key: Option<PathBuf>,
    /// The number of the entry
    #[arg(long, value_name = "N", requires = "reason", conflicts_with = "batch")]
    entry: Option<u64>,
    /// The entry by which this batch counts as disclosed: of `record-past`, or its release
    #[arg(long, value_name = "BATCH", requires = "reason")]
    batch: Option<BatchId>,
    /// Why it counts otherwise
    #[arg(long, value_enum, value_name = "REASON", requires = "ledger_key")]
    reason: Option<Why>,
}

/// A reason, by its name in an entry.
#[derive(Debug, Clone, Copy)]
struct Why(Reason);

impl ValueEnum for Why {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: &[Why] = &[
            Why(Reason::EnteredWrongly),
            Why(Reason::NeverHappened),
            Why(Reason::Deleted),
        ];
        ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self.0 {
            Reason::EnteredWrongly => {
                "it counts as if it were not there; what is so is entered anew"
            }
            Reason::NeverHappened => "what it tells of did not happen",
            Reason::Deleted => {
                "what `record-past` or an export of bare rows tells of was deleted since, without a signature of the recipient"
            }
        };
        Some(PossibleValue::new(self.0.name()).help(help))
    }
}

pub(crate) fn run(args: &Args) -> Outcome {
    let mut ledger = args.named.open()?;
    let Some((key_file, reason)) = args.ledger_key.as_ref().zip(args.reason) else {
        return list(args, &ledger);
    };
    let key = key(key_file)?;
    let failure = |error| args.named.failure(error);
    let of = match (args.entry, args.batch) {
        (Some(entry), _) => entry,
        (None, Some(batch)) => match ledger.counting_entry(batch) {
            Err(error) if error.code() == Some(Code::BatchNotInLedger) => {
                return Err(not_counting(args, &ledger, batch)?);
            }
            entry => entry.map_err(failure)?,
        },
        (None, None) => {
            return Err(Failure::usage(
                "--reason: of which entry, is not said",
                "give --entry N or --batch BATCH",
            ));
        }
    };
    let now = clock::now()?;
    let entry = match output::conclude(|| ledger.correct(&key, of, reason.0, now)) {
        Err(error) if error.code() == Some(Code::NotCorrectable) => {
            return Err(not_correctable(args, &ledger, of)?);
        }
        entry => entry.map_err(failure)?,
    };
    console::say(format_args!(
        "entry {entry}: from now on entry {of} counts as {}",
        reason.0.name()
    ));
    Ok(())
}

/// A batch does not count as disclosed: its run is open, or there is no such batch.
fn not_counting(args: &Args, ledger: &Ledger, batch: BatchId) -> Result<Failure, Failure> {
    let open = ledger
        .unsettled()
        .map_err(|error| args.named.failure(error))?;
    let mut open = open.iter().map(Entry::event);
    let is_open = open.any(|one| matches!(one, Event::Prepared(of) if of.batch() == batch));
    let path = args.named.ledger.display();
    Ok(match is_open {
        true => Failure::refused(
            format!(
                "{path}: {}: the run of batch {batch} is open: nobody has said what became of it",
                Code::NotCorrectable
            ),
            "settle it first with `cardsieve ledger recover`: give its file, or --abandon if it is nowhere",
        ),
        false => Failure::refused(
            format!(
                "{path}: {}: no batch {batch} counts as disclosed",
                Code::BatchNotInLedger
            ),
            "`cardsieve ledger correction` lists what can be corrected, and for which reasons",
        ),
    })
}

/// Which of the causes it is.
fn not_correctable(args: &Args, ledger: &Ledger, of: u64) -> Result<Failure, Failure> {
    let failure = |error| args.named.failure(error);
    let newest = ledger.head().map_err(failure)?.0.entry();
    let all = ledger.correctable().map_err(failure)?;
    let one = all.iter().find(|one| one.entry().number() == of);
    let why = match one.map(|one| (one.amended(), one.reasons())) {
        _ if !(1..=newest).contains(&of) => {
            format!("there is no such entry: the newest is {newest}")
        }
        Some((Some(by), _)) => format!(
            "a correction of it counts already, entry {}: correct that one, if it is wrong",
            by.entry()
        ),
        Some((None, reasons)) => {
            let event = one.map(|one| one.entry().event());
            let is_release = matches!(event, Some(Event::Released(_)));
            let is_signed = is_release && !reasons.contains(&Reason::NeverHappened);
            let reasons: Vec<&str> = reasons.iter().map(|reason| reason.name()).collect();
            let wanted = args.reason.map(|why| why.0);
            format!(
                "this one is corrected for another reason: {}{}",
                reasons.join(" or "),
                match wanted {
                    Some(Reason::NeverHappened) if is_signed => {
                        "; the recipient has signed a paper about the batch, so it did leave: if that paper was \
                         entered wrongly, correct it first"
                    }
                    Some(Reason::Deleted) if is_release => {
                        "; a sealed batch is deleted once its recipient attests that (`ledger import`), and of \
                         rows that left more than once the last release is told deleted"
                    }
                    _ => "",
                }
            )
        }
        None => "one of its kind is not corrected, or not any more".to_owned(),
    };
    let code = Code::NotCorrectable;
    let path = args.named.ledger.display();
    Ok(Failure::refused(
        format!("{path}: {code} at entry {of}: {why}"),
        code.next_step(),
    ))
}

fn list(args: &Args, ledger: &Ledger) -> Outcome {
    let all = ledger.correctable();
    let all = all.map_err(|error| args.named.failure(error))?;
    console::print(all.iter().map(said).collect::<String>())
}

fn said(one: &Correctable) -> String {
    let entry = one.entry();
    let what = match entry.event() {
        Event::Past(past) => format!("recorded afterwards: batch {}", past.batch()),
        Event::Released(settled) => format!("released: batch {}", settled.batch()),
        Event::Abandoned(settled) => format!("abandoned: batch {}", settled.batch()),
        Event::Incident(incident) => format!("incident at {}", incident.recipient()),
        Event::Paper(paper) => {
            let batch = paper.paper().batch();
            let batch = batch.map_or_else(String::new, |batch| format!(": batch {batch}"));
            format!("{}{batch}", paper.paper().kind())
        }
        Event::Approval(approval) => {
            format!("approval of profile {}", approval.profile_fingerprint())
        }
        Event::Rotated { epoch } => format!("epoch {epoch}"),
        Event::Correction(correction) => {
            format!(
                "{} of entry {}",
                correction.reason().name(),
                correction.of()
            )
        }
        _ => "another".to_owned(),
    };
    let now = match one.amended() {
        Some(by) => format!("corrected by entry {}", by.entry()),
        None => {
            let reasons: Vec<&str> = one.reasons().iter().map(|reason| reason.name()).collect();
            format!("can be {}", reasons.join(", "))
        }
    };
    format!(
        "entry {} of {}, {what}; {now}\n",
        entry.number(),
        entry.at()
    )
}
