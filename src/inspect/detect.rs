//! What should not be there, known by its form.
mod kind;
pub use kind::Kind;

use crate::conformance::Severity;

/// A rule about a header.
#[derive(Debug, Clone, Copy)]
pub struct HeaderRule {
    /// The data.
    pub kind_of_data: &'static str,
    /// How bad.
    pub severity: Severity,
}
/// Judges a header.
pub fn header(_text: &str) -> Option<HeaderRule> {
    None
}
/// Looks at a text.
pub fn text(_text: &str, _out: &mut Vec<Kind>) {}
/// Watches a table.
#[derive(Debug)]
pub struct Watch;
/// What was found in a column.
#[derive(Debug, Clone, Copy)]
pub struct Detection {
    /// The kind.
    pub kind: Kind,
    /// The column.
    pub column: usize,
    /// How many.
    pub count: u64,
    /// Where first.
    pub first_row: u64,
}
impl Detection {
    /// How bad.
    pub const fn severity(&self) -> Severity {
        Severity::Forbidden
    }
}
impl Watch {
    /// Begins.
    pub fn new<'h>(_headers: impl Iterator<Item = Option<&'h str>>) -> Self {
        Self
    }
    /// Looks at a cell.
    pub fn cell(&mut self, _column: usize, _row: u64, _text: &str) {}
    /// Ends a row.
    pub fn end_row(&mut self) {}
    /// Ends.
    pub fn finish(self) -> Vec<Detection> {
        Vec::new()
    }
}
