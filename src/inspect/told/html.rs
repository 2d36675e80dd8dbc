//! An inspection as one page of HTML to mail back: what to remove, and how.

use super::{allowed, count};
use crate::inspect::group::{Group, groups};
use crate::inspect::report::Report;
use crate::inspect::verdict::Inspection;
use crate::value::printable;

/// Readable on paper as well, and without colours.
const STYLE: &str = "\
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:1rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border:1px solid}
code{overflow-wrap:anywhere}
.verdict{font-size:1.6rem;font-weight:700}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}
";

impl Inspection {
    /// As one page that fetches nothing and runs nothing.
    pub fn to_html(&self) -> String {
        let verdict = self.verdict();
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>Inspection: {verdict}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <h1>What was found in the files that arrived</h1>\n<p class=\"verdict\">{verdict}</p>\n\
             <p>This page names places and kinds only; no value of any file stands in it. What is to be \
             removed should be removed from the source, and the file made anew: deleting what was found \
             from a copy leaves the rest of it behind.</p>\n\
             <p>Columns count from 1. Rows of a sheet have the numbers that the spreadsheet shows; in a table of \
             text the first row below the header is row 1. An entry is a file within the file, in the order in \
             which that lists them.</p>\n"
        );
        for report in &self.reports {
            self.section(report, &mut out);
        }
        self.exceptions_that_allow_nothing(&mut out);
        out += "</body>\n</html>\n";
        out
    }

    fn exceptions_that_allow_nothing(&self, out: &mut String) {
        for (exception, _) in self.exceptions().filter(|(_, passed)| *passed == 0) {
            let (what, reason) = (exception.to_string(), exception.reason());
            *out += &format!(
                "<p>Exception <code>{}</code> allows nothing that was found ({}).</p>\n",
                escape(&printable(&what)),
                escape(&printable(reason))
            );
        }
    }

    fn section(&self, report: &Report, out: &mut String) {
        *out += &format!(
            "<section>\n<h2>{}</h2>\n<p><strong>{}</strong>: {}, {}, {}</p>\n",
            escape(&printable(report.name())),
            self.verdict_of(report),
            report.kind().name(),
            count(report.bytes(), "byte"),
            count(report.rows(), "row"),
        );
        if !report.findings().is_empty() {
            *out += "<table>\n<thead><tr><th scope=\"col\">Severity</th><th scope=\"col\">Where</th>\
                     <th scope=\"col\">What</th><th scope=\"col\">How many</th><th scope=\"col\">What to do</th></tr></thead>\n<tbody>\n";
            for group in groups(report.findings()) {
                self.line(&group, out);
            }
            *out += "</tbody>\n</table>\n";
        }
        if report.untold() > 0 {
            *out += &format!("<p>… and {}.</p>\n", count(report.untold(), "more finding"));
        }
        *out += "</section>\n";
    }

    fn line(&self, group: &Group<'_>, out: &mut String) {
        let finding = group.first;
        let places: Vec<_> = group.places().map(|place| escape(&place)).collect();
        let next = match allowed(self, finding) {
            Some(reason) => format!("allowed: {}", escape(&printable(reason))),
            None => escape(finding.next_step()),
        };
        *out += &format!(
            "<tr><td>{}</td><td>{}</td><td>{} (<code>{}</code>)</td><td>{}</td><td>{next}</td></tr>\n",
            finding.severity().name(),
            places.join("<br>\n"),
            escape(finding.what().meaning()),
            finding.what().code(),
            group.many(),
        );
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
