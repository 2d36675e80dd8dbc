//! The report for people.

use std::collections::BTreeSet;
use std::path::Path;

use cardsieve::batch::Report;
use cardsieve::{Code, Profile};

use super::goods::Closing;
use super::sift::Sifted;
use super::targets::Kind;
use crate::console::{count, say, warn};

/// So many reasons are shown; the rest is counted.
const SHOWN: usize = 20;
/// So many positions are shown.
const POSITIONS: usize = 20;

/// What an export came to.
pub(super) struct Told<'a> {
    pub(super) sifted: &'a Sifted,
    pub(super) profile: &'a Profile,
    pub(super) epoch: &'a str,
    pub(super) kind: Kind,
    pub(super) closing: &'a Closing,
    pub(super) fate: Fate<'a>,
}

/// What became of the rows.
#[derive(Clone, Copy)]
pub(super) enum Fate<'a> {
    Written(&'a Path),
    /// Standard output did not take all of them.
    Perhaps {
        is_entered: bool,
    },
    Nowhere,
}

/// Tells what was read, released and withheld, and what was never read.
pub(super) fn report(told: &Told<'_>) {
    let Told {
        sifted,
        profile,
        epoch,
        ..
    } = told;
    let report = &sifted.report;
    say(format_args!(
        "profile {} for {}, batch {}, epoch {epoch}",
        profile.name(),
        profile.recipient(),
        report.batch()
    ));
    say(format_args!(
        "{} read, {} released, {} withheld",
        count(report.rows_read(), "row"),
        report.rows_released(),
        report.rows_withheld()
    ));
    if report.rows_flagged() > 0 {
        say(format_args!(
            "  {} of them for a raised deciding flag; which rows, only --flagged-report tells",
            report.rows_flagged()
        ));
    }
    withheld(report, profile);
    if sifted.ids_not_found > 0 {
        let text = format!(
            "ids of the withhold list that are not in the input: {}",
            sifted.ids_not_found
        );
        warn(
            &text,
            Some(
                "whoever they are meant for is not kept back: compare how ids are written, or use --strict",
            ),
        );
    }
    never_read(report);
    if report.doubtful_names() > 0 {
        say(format_args!(
            "released names that could also be a status (leaver, covert, alias), to look at: {}",
            report.doubtful_names()
        ));
    }
    match told.kind {
        Kind::Bare if profile.photo().is_some() => {
            say("[photo] is not applied: bare rows go without photos");
        }
        Kind::Bare => {}
        Kind::Sealed => photos(sifted),
    }
    if let Some(sha256) = report.sha256() {
        say(format_args!("sha256 of the rows {sha256}"));
    }
    match told.fate {
        Fate::Written(path) => {
            if told.kind == Kind::Sealed {
                closed(told.closing);
            }
            say(format_args!("written: {}", path.display()));
        }
        Fate::Perhaps { is_entered } => {
            say(
                "not all rows were taken by standard output: its reader can have none, or a part of them",
            );
            if is_entered {
                say(format_args!(
                    "batch {} is in the ledger as prepared: settle it with `cardsieve ledger recover`",
                    report.batch()
                ));
            }
        }
        Fate::Nowhere => say("no rows were written"),
    }
}

fn photos(sifted: &Sifted) {
    let repeated = sifted.report.photos_repeated();
    if repeated > 0 {
        warn(
            &format!("photos that are the same picture as another record's: {repeated}"),
            Some("check whose picture it is; with --strict that refuses the batch"),
        );
    }
    if let Some(left_over) = sifted.left_over.filter(|count| *count > 0) {
        say(format_args!(
            "files in the folder of photos that no row needed: {left_over}"
        ));
    }
}

fn closed(closing: &Closing) {
    match &closing.key {
        Some(key) => say(format_args!("signed by {}", key.signer())),
        None => say("not signed: whoever has it in hand can change it unseen"),
    }
    if let Some(recipients) = &closing.recipients {
        say(format_args!("age recipients: {}", recipients.count()));
    }
}

fn withheld(report: &Report, profile: &Profile) {
    for row in report.withheld().iter().take(SHOWN) {
        let column = row
            .column()
            .map(|header| format!(" in column {header}"))
            .unwrap_or_default();
        say(format_args!("  row {}: {}{column}", row.row(), row.code()));
    }
    let more = report.withheld().len().saturating_sub(SHOWN);
    if more > 0 {
        say(format_args!(
            "  and {}, which --report lists",
            count(more as u64, "more reason")
        ));
    }
    let codes: BTreeSet<_> = report.withheld().iter().map(|row| row.code()).collect();
    for code in codes {
        say(format_args!("  next ({code}): {}", code.next_step()));
    }
    accepted(report, profile);
}

/// What the fields of a column accept, once for each column that withheld a row for it.
fn accepted(report: &Report, profile: &Profile) {
    let of_form = report.withheld().iter();
    let of_form = of_form.filter(|row| row.code() == Code::InvalidValue);
    let headers: BTreeSet<_> = of_form.filter_map(|row| row.column()).collect();
    let columns = profile.columns().iter();
    for column in columns.filter(|column| headers.contains(column.header())) {
        for (field, rule) in column.accepts() {
            say(format_args!(
                "  accepted in column {} ({}): {rule}",
                column.header(),
                field.name()
            ));
        }
    }
}

fn never_read(report: &Report) {
    let (fields, positions) = report.never_read();
    if fields.is_empty() && positions.is_empty() {
        return;
    }
    let mut shown: Vec<_> = positions
        .iter()
        .take(POSITIONS)
        .map(|at| format!("#{at}"))
        .collect();
    if positions.len() > POSITIONS {
        shown.push("…".to_owned());
    }
    let others = match positions.len() {
        0 => String::new(),
        columns => format!(
            " and {} ({})",
            count(columns as u64, "other column"),
            shown.join(", ")
        ),
    };
    say(format_args!(
        "never read: {}{others}",
        count(fields.len() as u64, "known field")
    ));
}
