//! What is wrong with a map, all of it at once.

use std::fmt;

use crate::code::Code;

/// One thing that is wrong with a map.
///
/// # Security
/// Its texts are our own; of the map it holds only the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapProblem {
    code: Code,
    line: u64,
    column: u64,
    name: Option<&'static str>,
    message: &'static str,
    hint: Option<String>,
}

impl MapProblem {
    pub(in crate::record) const fn new(
        code: Code,
        (line, column): (u64, u64),
        message: &'static str,
    ) -> Self {
        Self {
            code,
            line,
            column,
            name: None,
            message,
            hint: None,
        }
    }

    pub(in crate::record) const fn about(&mut self, name: &'static str) -> &mut Self {
        self.name = Some(name);
        self
    }

    pub(in crate::record) fn hint(&mut self, hint: impl Into<String>) -> &mut Self {
        self.hint = Some(hint.into());
        self
    }

    pub(in crate::record) const fn without_column(&mut self) {
        self.column = 0;
    }

    /// What kind of problem it is.
    pub const fn code(&self) -> Code {
        self.code
    }

    /// The map's line, counted from 1.
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// The character in the line, counted from 1; 0 if the text is some other file, of which it could
    /// tell the length of a record's cell.
    pub const fn column(&self) -> u64 {
        self.column
    }

    /// The field that it concerns, if it is a known one.
    pub const fn name(&self) -> Option<&'static str> {
        self.name
    }

    /// What is wrong.
    pub const fn message(&self) -> &'static str {
        self.message
    }

    /// What to do about it.
    pub fn hint_text(&self) -> &str {
        self.hint.as_deref().unwrap_or(self.code.next_step())
    }
}

impl fmt::Display for MapProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.line)?;
        if self.column > 0 {
            write!(f, "{}:", self.column)?;
        }
        write!(f, " {}", self.code)?;
        if let Some(name) = self.name {
            write!(f, " ({name})")?;
        }
        write!(f, ": {}; {}", self.message, self.hint_text())
    }
}

/// Everything that is wrong with a map, in the order of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapErrors {
    problems: Vec<MapProblem>,
}

impl MapErrors {
    pub(in crate::record) fn new(mut problems: Vec<MapProblem>) -> Self {
        problems.sort_by_key(|problem| (problem.line, problem.column));
        Self { problems }
    }

    /// The problems.
    pub fn problems(&self) -> &[MapProblem] {
        &self.problems
    }
}

impl fmt::Display for MapErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for MapErrors {}
