//! Pieces of pages about what a recipient held: a timeline, a matrix, and words for a breach.
//!
//! Each is a function of what it is given. Nothing in it is script, none of it is fetched from
//! elsewhere, and every text from outside is escaped.

mod asked;
mod breach;
mod category;
mod datum;
mod document;
mod held;
mod holdings;
mod matrix;
mod timeline;

#[cfg(test)]
mod tests;

pub use breach::Words;
pub use category::Category;
pub use datum::Datum;
pub use matrix::{MatrixRow, matrix};
pub use timeline::{Bar, Timeline, Window, timeline};

pub(super) use document::Document;
pub(super) use held::{matrix_of, timeline_of, windows_of};
pub(super) use holdings::{exposure_page, holdings_page, overdue_page, recipients_page, withdrawn};

/// The five characters that mean something in HTML and SVG; what XML cannot say at all is left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(' '),
            control if control.is_control() => {}
            '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}
