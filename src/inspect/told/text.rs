//! An inspection for a terminal.

use super::{allowed, count};
use crate::inspect::report::Report;
use crate::inspect::verdict::Inspection;

impl Inspection {
    /// The verdict, a line for each file, and under it a line for each finding with what to do.
    pub fn to_text(&self) -> String {
        let mut out = format!("{}\n", self.verdict());
        for report in &self.reports {
            self.file(report, &mut out);
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
        *out += &format!("{}: {} ({about})\n", report.name(), self.verdict_of(report));
        for finding in report.findings() {
            *out += &format!("  {finding}\n");
            match allowed(self, finding) {
                Some(reason) => *out += &format!("    allowed: {reason}\n"),
                None => *out += &format!("    next: {}\n", finding.what().next_step()),
            }
        }
        if report.untold() > 0 {
            *out += &format!("  … and {}\n", count(report.untold(), "more finding"));
        }
    }
}
