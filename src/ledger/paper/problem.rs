//! Why a paper is not accepted.

use std::fmt;

use crate::code::Code;

/// One thing that is wrong with a paper.
///
/// # Security
/// Holds a code and a key of the format, never what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperProblem {
    code: Code,
    key: Option<&'static str>,
}

impl PaperProblem {
    pub(super) const fn new(code: Code, key: Option<&'static str>) -> Self {
        Self { code, key }
    }

    /// What is wrong.
    pub const fn code(&self) -> Code {
        self.code
    }

    /// Under which key of the format.
    pub const fn key(&self) -> Option<&'static str> {
        self.key
    }
}

impl fmt::Display for PaperProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.name())?;
        if let Some(key) = self.key {
            write!(f, " under {key}")?;
        }
        write!(f, ": {}", self.code.meaning())
    }
}

/// A paper is not accepted, with every reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperErrors {
    problems: Vec<PaperProblem>,
}

impl PaperErrors {
    pub(super) fn one(code: Code) -> Self {
        Self::of(vec![PaperProblem::new(code, None)])
    }

    /// INVARIANT: never without a problem; one that was not named is that the paper is malformed.
    pub(super) fn of(mut problems: Vec<PaperProblem>) -> Self {
        if problems.is_empty() {
            problems.push(PaperProblem::new(Code::PaperMalformed, None));
        }
        Self { problems }
    }

    /// Each problem; never none.
    pub fn problems(&self) -> &[PaperProblem] {
        &self.problems
    }
}

impl fmt::Display for PaperErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, problem) in self.problems.iter().enumerate() {
            if position > 0 {
                f.write_str("; ")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for PaperErrors {}
