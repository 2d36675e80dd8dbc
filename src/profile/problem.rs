//! What is wrong with a profile's text: every problem, each with its place.

use std::fmt;
use std::ops::Range;

use crate::code::Code;

/// One problem of a profile.
///
/// # Security
/// Holds words of the format and names of the catalogue only, never the text of the file: an HR
/// export given as a profile by mistake is not echoed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileProblem {
    code: Code,
    line: u64,
    column: u64,
    length: usize,
    message: String,
    hint: Option<String>,
}

impl ProfileProblem {
    /// What kind of problem it is.
    pub const fn code(&self) -> Code {
        self.code
    }

    /// The line, counted from 1.
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// The column in Unicode scalar values, counted from 1; 0 if the text is some other file, of
    /// which a column could tell the length of a record's cell.
    pub const fn column(&self) -> u64 {
        self.column
    }

    /// How many Unicode scalar values of that line the problem covers; 0 if no column is told.
    pub const fn length(&self) -> usize {
        self.length
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    pub fn hint(&self) -> &str {
        self.hint.as_deref().unwrap_or(self.code.next_step())
    }
}

impl fmt::Display for ProfileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.line)?;
        if self.column > 0 {
            write!(f, "{}:", self.column)?;
        }
        write!(f, " {}: {} ({})", self.code, self.message, self.hint())
    }
}

/// Every problem of a profile, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileErrors {
    problems: Vec<ProfileProblem>,
    recognised: bool,
}

impl ProfileErrors {
    /// The problems; never empty.
    pub fn problems(&self) -> &[ProfileProblem] {
        &self.problems
    }

    /// Whether the text is a profile with faults, and not some other file given by mistake.
    ///
    /// Only then may a program show the faulty lines: another file's lines can be records.
    pub const fn is_recognisable(&self) -> bool {
        self.recognised
    }
}

impl fmt::Display for ProfileErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, problem) in self.problems.iter().enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for ProfileErrors {}

/// How far a text is a profile, and so what may be told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// The chief keys are there: lines may be shown.
    Whole,
    /// It begins as a profile: columns may be told.
    Part,
    /// It can be anything: lines are told by number alone.
    Other,
}

/// Collects problems while a text is read.
pub(super) struct Problems<'t> {
    text: &'t str,
    found: Vec<(usize, ProfileProblem)>,
}

impl<'t> Problems<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self {
            text,
            found: Vec::new(),
        }
    }

    /// Adds a problem at a range of bytes of the text.
    pub(super) fn add(&mut self, at: Range<usize>, code: Code, message: impl Into<String>) {
        self.push(at, code, message.into(), None);
    }

    /// Adds a problem with a hint of its own.
    pub(super) fn add_with_hint(
        &mut self,
        at: Range<usize>,
        code: Code,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.push(at, code, message.into(), Some(hint.into()));
    }

    fn push(&mut self, at: Range<usize>, code: Code, message: String, hint: Option<String>) {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |position| position + 1);
        let line = 1 + before.matches('\n').count() as u64;
        let column = 1 + before.get(line_start..).unwrap_or("").chars().count() as u64;
        let length = self
            .text
            .get(at.clone())
            .and_then(|marked| marked.lines().next())
            .map_or(1, |marked| marked.chars().count().max(1));
        let problem = ProfileProblem {
            code,
            line,
            column,
            length,
            message,
            hint,
        };
        self.found.push((at.start, problem));
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(super) fn into_errors(mut self, like: Likeness) -> ProfileErrors {
        self.found.sort_by_key(|(start, _)| *start);
        if like == Likeness::Other {
            for (_, problem) in &mut self.found {
                (problem.column, problem.length) = (0, 0);
            }
        }
        ProfileErrors {
            problems: self.found.into_iter().map(|(_, problem)| problem).collect(),
            recognised: like == Likeness::Whole,
        }
    }
}

#[cfg(test)]
mod tests;
