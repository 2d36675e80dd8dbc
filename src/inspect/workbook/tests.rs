//! Workbooks written here, each with one hiding place, beside the twin that hides nothing.

mod asides;
mod broken;
mod cases;
mod hiding;
mod legacy;
mod numbers;
mod ods;
mod office;
mod pack;
mod parts;
mod places;
mod shown;
mod unseen;
mod written;
mod xlsb;

use std::collections::BTreeSet;
use std::io::Cursor;

use crate::inspect::{Inspector, Report, Severity};

fn report(bytes: &[u8], name: &str) -> Report {
    Inspector::new()
        .inspect_file(Cursor::new(bytes), name)
        .unwrap()
}

/// The codes of what is suspect or worse, but for embedded pictures that nobody looked into.
fn codes(bytes: &[u8], name: &str) -> BTreeSet<&'static str> {
    let report = report(bytes, name);
    let findings = report.findings().iter();
    findings
        .filter(|finding| finding.severity() >= Severity::Suspect)
        .map(|finding| finding.what().code())
        .collect()
}

/// Where the one finding of a code is, and how many are there, as a line tells of it.
#[track_caller]
fn place(bytes: &[u8], name: &str, code: &str) -> String {
    let report = report(bytes, name);
    let findings = report.findings().iter();
    let mut found = findings.filter(|finding| finding.what().code() == code);
    let (Some(one), None) = (found.next(), found.next()) else {
        panic!("{code} is found once: {:?}", report.findings());
    };
    let line = one.to_string();
    let line = line.split_once(&format!("{code} in ")).unwrap().1;
    line.split(": ").next().unwrap().to_owned()
}

/// The codes of what is but worth a note.
fn notes(bytes: &[u8], name: &str) -> BTreeSet<&'static str> {
    let report = report(bytes, name);
    let findings = report.findings().iter();
    findings
        .filter(|finding| finding.severity() == Severity::Note)
        .map(|finding| finding.what().code())
        .collect()
}
