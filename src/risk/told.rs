//! The same in words.

use std::fmt::Write;

use super::{Added, Figures, Report};
use crate::profile::Identifier;

/// So many sets are shown; the JSON has all.
const SHOWN: usize = 60;

impl Report {
    /// The report in words.
    pub fn to_text(&self) -> String {
        let mut out = format!(
            "{} under profile {}\n\ncolumns\n",
            count(self.rows, "row"),
            self.profile
        );
        let width = self.columns.iter().map(|column| wide(&column.header));
        let width = width.max().unwrap_or_default();
        for column in &self.columns {
            let missing = match column.missing {
                0 => String::new(),
                missing => format!(", {missing} missing"),
            };
            // writing to a String does not fail
            let _ = writeln!(
                out,
                "  {}  {:<17}  {}, {} in one row only{missing}",
                padded(&column.header, width),
                column.identifier.name(),
                count(column.distinct, "value"),
                column.unique,
            );
        }
        if let Some(header) = &self.photo {
            let _ = writeln!(
                out,
                "  {}  {:<17}  a face, and so not counted",
                padded(header, width),
                Identifier::Direct.name()
            );
        }
        let quasi = self.headers(Identifier::Quasi);
        let names = if quasi.is_empty() {
            "none, so that all rows are one class".to_owned()
        } else {
            quasi.join(", ")
        };
        let _ = writeln!(
            out,
            "\nquasi-identifiers: {names}\n  {}",
            self.figures(self.whole)
        );
        if !self.subsets.is_empty() {
            out += "\nwhoever knows only\n";
            for set in self.subsets.iter().take(SHOWN) {
                let _ = writeln!(
                    out,
                    "  {}: {}",
                    set.columns.join(", "),
                    self.figures(set.figures)
                );
            }
            let more = self.subsets.len().saturating_sub(SHOWN);
            if more > 0 {
                let _ = writeln!(
                    out,
                    "  and {}, which the JSON lists",
                    count(more as u64, "more set")
                );
            }
        }
        self.added(
            "the quasi-identifiers, and one column more",
            &self.with,
            &mut out,
        );
        self.added(
            "the quasi-identifiers, and one column less",
            &self.without,
            &mut out,
        );
        out.push('\n');
        self.verdict(&mut out);
        out
    }

    fn added(&self, title: &str, added: &[Added], out: &mut String) {
        if added.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n{title}");
        for one in added {
            let _ = writeln!(out, "  {}: {}", one.column, self.figures(one.figures));
        }
    }

    /// The answer, and what it is not an answer to.
    fn verdict(&self, out: &mut String) {
        if let (Some(k), Some(holds)) = (self.k, self.holds()) {
            let answer = if holds { "yes" } else { "no" };
            let _ = writeln!(
                out,
                "k = {k}: {answer} (the smallest class has {})",
                count(self.whole.smallest, "row")
            );
        }
        let mut direct = self.headers(Identifier::Direct);
        direct.extend(self.photo.as_deref());
        if !direct.is_empty() {
            let _ = writeln!(
                out,
                "not in that count: {} {} at a person without any other column",
                direct.join(", "),
                if direct.len() == 1 { "points" } else { "point" }
            );
        }
        if self.missing() > 0 {
            let _ = writeln!(
                out,
                "{} missing; a missing value is a value of its own",
                count(self.missing(), "cell")
            );
        }
        out.push_str(
            "counted are the rows of this file alone; what somebody knows from elsewhere is not in it\n",
        );
    }

    fn figures(&self, figures: Figures) -> String {
        format!(
            "smallest class {}, {} of {} unique ({}), {}",
            figures.smallest,
            figures.unique,
            count(self.rows, "row"),
            self.percent(figures.unique),
            count_classes(figures.classes),
        )
    }

    /// With one decimal, rounded up.
    fn percent(&self, unique: u64) -> String {
        let tenths = (unique * 1000).div_ceil(self.rows);
        format!("{}.{} %", tenths / 10, tenths % 10)
    }
}

fn count(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn count_classes(number: u64) -> String {
    format!("{number} class{}", if number == 1 { "" } else { "es" })
}

fn wide(text: &str) -> usize {
    text.chars().count()
}

fn padded(text: &str, width: usize) -> String {
    let spaces = width.saturating_sub(wide(text));
    format!("{text}{}", " ".repeat(spaces))
}
