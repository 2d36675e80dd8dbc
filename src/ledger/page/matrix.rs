//! Columns and what was done with each: a table, which is read by ear as well.

use std::fmt::Write;

use super::escape;

/// One column of what was released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// The header.
    pub header: String,
    /// Its place on the card, by its name.
    pub place: String,
    /// The treatments of its parts, by their names; for a photo `photo`, for a fixed text `constant`.
    pub treatments: Vec<String>,
}

/// A table with a row for each column and a mark under each treatment that was applied to it.
///
/// Treatments stand in the order in which they are first met.
pub fn matrix(caption: &str, rows: &[MatrixRow]) -> String {
    let mut treatments: Vec<&str> = Vec::new();
    for treatment in rows.iter().flat_map(|row| &row.treatments) {
        if !treatments.contains(&treatment.as_str()) {
            treatments.push(treatment);
        }
    }
    let mut out = format!(
        "<table class=\"matrix\"><caption>{}</caption><thead><tr><th scope=\"col\">column</th><th scope=\"col\">place</th>",
        escape(caption)
    );
    // writing to a String does not fail
    for treatment in &treatments {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(treatment));
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        let _ = write!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{}</td>",
            escape(&row.header),
            escape(&row.place)
        );
        for treatment in &treatments {
            let is_so = row.treatments.iter().any(|one| one == treatment);
            out.push_str(if is_so {
                "<td><span role=\"img\" aria-label=\"yes\">\u{25cf}</span></td>"
            } else {
                "<td></td>"
            });
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
    out
}
