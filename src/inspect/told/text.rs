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
    /// differ in their places alone are told together.
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

/// One finding, or several and then their columns or places.
fn tell(group: &Group<'_>, out: &mut String) {
    let first = group.first;
    if group.rest.is_empty() {
        *out += &format!("  {first}\n");
        return;
    }
    let (severity, code) = (first.severity().name(), first.what().code());
    let all = group.all().count() as u64;
    let (noun, list, between) = if group.is_of_columns() {
        ("column", group.columns(), ",")
    } else {
        ("place", group.places().collect(), ";")
    };
    let outer = group.outer();
    let place = if outer.is_empty() || noun == "place" {
        String::new()
    } else {
        format!(" of {outer}")
    };
    let mut line = format!("  {severity}: {code} in {}{place}", count(all, noun));
    if group.times() > all {
        line += &format!(", {}", group.many());
    }
    *out += &format!("{line}: {}\n", first.what().meaning());
    let mut line = String::from("   ");
    let last = list.len().saturating_sub(1);
    for (at, one) in list.iter().enumerate() {
        let between = if at < last { between } else { "" };
        let is_long = line.chars().count() + one.chars().count() > WIDTH;
        if is_long && !line.trim().is_empty() {
            *out += &format!("{line}\n");
            line = String::from("   ");
        }
        line += &format!(" {one}{between}");
    }
    *out += &format!("{line}\n");
}
