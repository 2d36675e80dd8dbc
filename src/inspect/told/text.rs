//! An inspection for a terminal.

use super::{allowed, count};
use crate::inspect::group::{Group, groups, single};
use crate::inspect::report::{Finding, Report};
use crate::inspect::verdict::Inspection;
use crate::value::printable;

/// Letters of a line that lists places.
const WIDTH: usize = 100;

impl Inspection {
    /// The verdict, a line for each file, and under it a line for each finding with what to do. Findings that
    /// differ in their places alone are told together.
    pub fn to_text(&self) -> String {
        self.text(groups)
    }

    /// The same with a line for each finding, however alike they are.
    pub fn to_text_in_full(&self) -> String {
        self.text(single)
    }

    fn text(&self, grouped: for<'f> fn(&'f [Finding]) -> Vec<Group<'f>>) -> String {
        let mut out = format!("{}\n", self.verdict());
        for report in &self.reports {
            self.file(report, grouped, &mut out);
        }
        let reports = self.reports.iter();
        if reports.flat_map(Report::findings).any(is_of_a_row_of_text) {
            out += "rows: in a table of text, row 1 is the first one below the header\n";
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

    fn file(
        &self,
        report: &Report,
        grouped: for<'f> fn(&'f [Finding]) -> Vec<Group<'f>>,
        out: &mut String,
    ) {
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
        for group in grouped(report.findings()) {
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

/// Whether it names a row, other than the header, of what is no sheet, where rows are not those of a spreadsheet.
fn is_of_a_row_of_text(finding: &Finding) -> bool {
    finding.first_row().is_some_and(|row| row > 0) && finding.place().sheet.is_none()
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
