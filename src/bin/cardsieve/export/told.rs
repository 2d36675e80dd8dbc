//! The report for people.

use std::collections::BTreeSet;
use std::path::Path;

use cardsieve::Profile;
use cardsieve::batch::Report;

use super::sift::Sifted;
use crate::console::{say, warn};

/// So many reasons are shown; the rest is counted.
const SHOWN: usize = 20;
/// So many positions are shown.
const POSITIONS: usize = 20;

/// Tells what was read, released and withheld, and what was never read.
pub(super) fn report(sifted: &Sifted, profile: &Profile, epoch: &str, target: Option<&Path>) {
    let report = &sifted.report;
    say(format_args!(
        "profile {} for {}, batch {}, epoch {epoch}",
        profile.name(),
        profile.recipient(),
        report.batch()
    ));
    say(format_args!(
        "{} rows read, {} released, {} withheld",
        report.rows_read(),
        report.rows_released(),
        report.rows_withheld()
    ));
    if report.rows_flagged() > 0 {
        say(format_args!(
            "  {} of them for a raised deciding flag; which rows, only --flagged-report tells",
            report.rows_flagged()
        ));
    }
    withheld(report);
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
            "{} released names could also be a status (leaver, covert, alias): look at them",
            report.doubtful_names()
        ));
    }
    if profile.photo().is_some() {
        say("[photo] is not applied: bare rows go without photos");
    }
    if let Some(sha256) = report.sha256() {
        say(format_args!("sha256 of the rows {sha256}"));
    }
    match target {
        Some(path) if sifted.finished.is_some() => say(format_args!("written: {}", path.display())),
        _ => say("no rows were written"),
    }
}

fn withheld(report: &Report) {
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
            "  and {more} more reasons, which --report lists"
        ));
    }
    let codes: BTreeSet<_> = report.withheld().iter().map(|row| row.code()).collect();
    for code in codes {
        say(format_args!("  next ({code}): {}", code.next_step()));
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
        count => format!(" and {count} other columns ({})", shown.join(", ")),
    };
    say(format_args!(
        "never read: {} known fields{others}",
        fields.len()
    ));
}
