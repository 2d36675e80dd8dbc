//! The texts of a document: in its cells, and beside them.

use super::super::super::{text, written};
use super::Walker;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Elements of formats that hold texts.
const OF_FORMATS: &[&str] = &["text", "currency-symbol", "embedded-text", "fill-character"];
/// Runs of one cell.
const MOST_RUNS: usize = 1000;

impl Walker<'_> {
    /// Puts the text at hand where it belongs: into its cell, or beside it.
    pub(super) fn flush(&mut self, desk: &mut Desk<'_>) {
        if self.text.as_str().is_empty() {
            return;
        }
        let cell = self.sheet.as_mut().and_then(|sheet| sheet.cell.as_mut());
        let in_paragraph = self.path.iter().rev().take(6).any(|element| element == "p");
        match cell {
            Some(cell) if self.aside == 0 && in_paragraph => {
                cell.text.push_str(self.text.as_str());
                if let Some(run) = self.runs.last()
                    && !self.text.as_str().trim().is_empty()
                    && cell.runs.len() < MOST_RUNS
                {
                    cell.runs.push(run.clone());
                }
            }
            _ => {
                let text = self.text.as_str();
                text::look_at(desk, text);
                let within = |name: &str| self.path.iter().any(|element| element == name);
                if within("help-message") || within("error-message") {
                    let rule = self.rule.as_deref();
                    self.document
                        .asides
                        .keep_of(rule, Sign::ValidationList, text);
                }
                self.looks.text(text);
                if let Some(shape) = self.shapes.last_mut() {
                    shape.is_full |= !text.trim().is_empty();
                }
                if !text.trim().is_empty() && !self.is_a_place(text) {
                    let sheet = self.sheet.as_ref().map(|sheet| sheet.number);
                    self.document.asides.keep(sheet, Sign::CustomXml, text);
                }
            }
        }
        self.text.clear();
    }

    /// Whether a text stands where one is shown or is told by itself: in a shape, a note, a message, a format.
    fn is_a_place(&self, text: &str) -> bool {
        let within = |name: &str| self.path.iter().any(|element| element == name);
        let last = self.path.last().map_or("", String::as_str);
        let is_message = [
            "annotation",
            "help-message",
            "error-message",
            "tracked-changes",
        ];
        let is_paragraph = within("p") || within("h");
        let is_of_format = OF_FORMATS.contains(&last) && self.sheet.is_none();
        !self.shapes.is_empty() && is_paragraph
            || is_message.iter().any(|name| within(name))
            || is_of_format
            // what a picture is called for those who cannot see it
            || !self.shapes.is_empty()
                && matches!(last, "title" | "desc")
                && !written::is_written("descr", text)
    }
}
