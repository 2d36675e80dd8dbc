//! Inspection of what anyone may send: each hiding place and its clean twin.

mod archives;
mod behind;
mod canaries;
mod forms;
mod gate;
mod guards;
mod out_of_sight;
mod outgoing;
mod pictures;
mod streams;
mod texts;
mod unused;
mod zip;

use cardsieve::inspect::{Inspector, Report, Severity};

/// The codes of all findings from suspect on, sorted, each once.
fn codes(bytes: &[u8], name: &str) -> Vec<&'static str> {
    from(&report(bytes, name), Severity::Suspect)
}

/// The same of all that is told, notes as well.
fn told(report: &Report) -> Vec<&'static str> {
    from(report, Severity::Note)
}

fn from(report: &Report, least: Severity) -> Vec<&'static str> {
    let counted = report.findings().iter();
    let counted = counted.filter(|finding| finding.severity() >= least);
    let mut codes: Vec<_> = counted.map(|finding| finding.what().code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn report(bytes: &[u8], name: &str) -> Report {
    Inspector::new()
        .inspect(bytes, name)
        .expect("memory can be read")
}
