//! A TOML document's pieces, and the problems found in them.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{MapErrors, MapProblem};
use crate::code::Code;
use crate::value::suggest::suggest;

pub(super) type Key<'i> = Spanned<Cow<'i, str>>;
pub(super) type Value<'i> = Spanned<DeValue<'i>>;

pub(super) struct Reader<'t> {
    text: &'t str,
    problems: Vec<MapProblem>,
}

impl<'t> Reader<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self {
            text,
            problems: Vec::new(),
        }
    }

    /// Whether nothing is wrong so far.
    pub(super) const fn is_content(&self) -> bool {
        self.problems.is_empty()
    }

    /// Everything that is wrong.
    pub(super) fn errors(self) -> MapErrors {
        MapErrors::new(self.problems)
    }

    /// The same of a text that may be any file: lines alone.
    pub(super) fn errors_by_line(mut self) -> MapErrors {
        for problem in &mut self.problems {
            problem.without_column();
        }
        self.errors()
    }

    pub(super) fn section<'a, 'i>(
        &mut self,
        root: &'a DeTable<'i>,
        name: &str,
    ) -> Vec<(&'a Key<'i>, &'a Value<'i>)> {
        root.get(name)
            .and_then(|value| self.table(value))
            .map(in_order)
            .unwrap_or_default()
    }

    pub(super) fn table<'a, 'i>(&mut self, value: &'a Value<'i>) -> Option<&'a DeTable<'i>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        self.report(Code::WrongType, &value.span(), "must be a table");
        None
    }

    pub(super) fn text_of<'a>(&mut self, value: &'a Value<'_>) -> Option<&'a str> {
        if let DeValue::String(text) = value.get_ref() {
            return Some(text);
        }
        let report = self.report(Code::WrongType, &value.span(), "must be a text in quotes");
        if matches!(value.get_ref(), DeValue::Table(_)) {
            report.hint("put a name that holds dots into quotes");
        }
        None
    }

    pub(super) fn unknown_key(&mut self, key: &Key<'_>, known: &[&'static str]) {
        let near = suggest(key.get_ref(), known.iter().copied());
        let report = self.report(Code::UnknownKey, &key.span(), Code::UnknownKey.meaning());
        if let Some(near) = near {
            report.hint(format!("did you mean {near}?"));
        }
    }

    pub(super) fn report(
        &mut self,
        code: Code,
        span: &Range<usize>,
        message: &'static str,
    ) -> Report<'_> {
        let problem = MapProblem::new(code, self.place(span), message);
        self.problems.push(problem);
        Report(self.problems.last_mut())
    }

    /// Line and character of a place in the text, counted from 1.
    pub(super) fn place(&self, span: &Range<usize>) -> (u64, u64) {
        let end = self.text.floor_char_boundary(span.start);
        let before = self.text.get(..end).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let lines = before.bytes().filter(|byte| *byte == b'\n').count();
        (lines as u64 + 1, line.chars().count() as u64 + 1)
    }
}

/// A problem just reported, to say more about.
pub(super) struct Report<'r>(Option<&'r mut MapProblem>);

impl Report<'_> {
    pub(super) fn name(self, name: &'static str) -> Self {
        Self(self.0.map(|problem| problem.about(name)))
    }

    pub(super) fn hint(self, hint: impl Into<String>) {
        if let Some(problem) = self.0 {
            problem.hint(hint);
        }
    }
}

/// A table's entries as they stand in the file.
pub(super) fn in_order<'a, 'i>(table: &'a DeTable<'i>) -> Vec<(&'a Key<'i>, &'a Value<'i>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
