//! An inspection for a terminal.

use super::{allowed, count};
use crate::inspect::group::{Group, groups};
use crate::inspect::report::Report;
use crate::inspect::verdict::Inspection;
use crate::value::printable;

/// Letters of a line that lists places.
const WIDTH: usize = 100;

impl Inspection {
    /// The verdict, a line for each file, and under it a line for each finding with what to do. Findings that
    /// differ in their columns alone are told together.
    pub fn to_text(&self) -> String {
        let mut out = format!("{}\n", self.verdict());
        for report in &self.reports {
            self.file(report, &mut out);
        }
        for (exception, _) in self.exceptions().filter(|(_, passed)| *passed == 0) {
            out += &format!(
                "exception {}: allows nothing that was found ({})\n",
                printable(&exception.to_string()),
                printable(exception.reason())
            );
        }
        out
    }

    fn file(&self, report: &Report, out: &mut String) {
        let mut about = format!(
            "{}, {}",
            report.kind().name(),
            count(report.bytes(), "byte")
        );
        if report.rows() > 0 {
            about += &format!(", {}", count(report.rows(), "row"));
        }
        let name = printable(report.name());
        *out += &format!("{name}: {} ({about})\n", self.verdict_of(report));
        for group in groups(report.findings()) {
            tell(&group, out);
            match allowed(self, group.first) {
                Some(reason) => *out += &format!("    allowed: {}\n", printable(reason)),
                None => *out += &format!("    next: {}\n", group.first.next_step()),
            }
        }
        if report.untold() > 0 {
            *out += &format!("  … and {}\n", count(report.untold(), "more finding"));
        }
    }
}

/// One finding, or several and then their columns.
fn tell(group: &Group<'_>, out: &mut String) {
    let first = group.first;
    if group.rest.is_empty() {
        *out += &format!("  {first}\n");
        return;
    }
    let (severity, code) = (first.severity().name(), first.what().code());
    let columns = group.all().count() as u64;
    let outer = group.outer();
    let place = if outer.is_empty() {
        String::new()
    } else {
        format!(" of {outer}")
    };
    let mut line = format!(
        "  {severity}: {code} in {}{place}",
        count(columns, "column")
    );
    if group.times() > columns {
        line += &format!(", {} times", group.times());
    }
    *out += &format!("{line}: {}\n", first.what().meaning());
    let mut line = String::from("   ");
    let mut columns = group.columns().peekable();
    while let Some(column) = columns.next() {
        let between = if columns.peek().is_some() { "," } else { "" };
        let is_long = line.chars().count() + column.chars().count() > WIDTH;
        if is_long && !line.trim().is_empty() {
            *out += &format!("{line}\n");
            line = String::from("   ");
        }
        line += &format!(" {column}{between}");
    }
    *out += &format!("{line}\n");
}
