//! What the recipient has agreed to take all the same, each with its reason.

use std::fmt;
use std::str::FromStr;

use super::report::Finding;
use super::{Sign, detect};
use crate::code::{Code, Kind};

/// One agreed exception: a code, the column in which it is let pass, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    code: String,
    column: Column,
    reason: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Any,
    Position(u32),
    Header(String),
    /// As spreadsheets letter a column, or a header of as few capitals: `DOB`.
    Lettered(String),
}

/// The exceptions of a file: `CODE@COLUMN REASON` a line, where COLUMN is a position, a header, or `*`
/// for any place. Two or three capitals are both the letters of a column and a header, one is a column's. A line that
/// begins with `#` is a comment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exceptions(Vec<Exception>);

/// The lines of a list of exceptions that are not in its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionsError(Vec<(usize, &'static str)>);

impl ExceptionsError {
    /// Each line, counted from 1, and what is wrong with it.
    pub fn problems(&self) -> impl Iterator<Item = (usize, &'static str)> {
        self.0.iter().copied()
    }
}

impl fmt::Display for ExceptionsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut between = "";
        for (line, problem) in &self.0 {
            write!(f, "{between}line {line}: {problem}")?;
            between = "\n";
        }
        Ok(())
    }
}

impl std::error::Error for ExceptionsError {}

impl FromStr for Exceptions {
    type Err = ExceptionsError;

    fn from_str(text: &str) -> Result<Self, ExceptionsError> {
        let (mut all, mut problems) = (Vec::new(), Vec::new());
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match Exception::parse(line) {
                Ok(exception) => all.push(exception),
                Err(problem) => problems.push((number, problem)),
            }
        }
        if problems.is_empty() {
            Ok(Self(all))
        } else {
            Err(ExceptionsError(problems))
        }
    }
}

impl Exception {
    fn parse(line: &str) -> Result<Self, &'static str> {
        let (code, rest) = line
            .split_once('@')
            .ok_or("needs the form CODE@COLUMN REASON")?;
        let known = Sign::ALL.iter().map(|sign| sign.name());
        let known = known.chain(detect::Kind::ALL.iter().map(|kind| kind.name()));
        let findings = Code::ALL.iter().filter(|code| code.kind() == Kind::Finding);
        if !known
            .chain(findings.map(|code| code.name()))
            .any(|known| known == code)
        {
            return Err("no finding has this code; docs/findings.md lists them");
        }
        let is_quoted = rest.starts_with('"');
        let (column, reason) = match rest.strip_prefix('"') {
            Some(quoted) => quoted
                .split_once('"')
                .ok_or("the column's closing quote is missing")?,
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        let reason = reason.trim();
        if column.is_empty() {
            return Err("names no column; * stands for any place");
        }
        if reason.is_empty() {
            return Err("gives no reason, which whoever reads the report needs");
        }
        let is_number = !is_quoted && column.bytes().all(|byte| byte.is_ascii_digit());
        let column = match column.parse() {
            _ if column == "*" => Column::Any,
            Ok(1..) if is_quoted => Column::Header(column.to_owned()),
            Ok(position @ 1..) => Column::Position(position),
            _ if is_number => {
                return Err(
                    "there is no such column: they count from 1; a header of digits stands between double quotes",
                );
            }
            Ok(_) => Column::Header(column.to_owned()),
            // as reports print it; a header of one letter can be quoted
            Err(_) if !is_quoted && is_lettered(column) => match column.len() {
                1 => Column::Position(position(column)),
                _ => Column::Lettered(column.to_owned()),
            },
            Err(_) => Column::Header(column.to_owned()),
        };
        Ok(Self {
            code: code.to_owned(),
            column,
            reason: reason.to_owned(),
        })
    }

    /// The code, the column and the reason, as they were written.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Whether it lets this finding pass.
    pub fn allows(&self, finding: &Finding) -> bool {
        let (column, header) = (finding.column(), finding.header());
        self.code == finding.what().code()
            && match &self.column {
                Column::Any => true,
                Column::Position(position) => column == Some(*position),
                Column::Header(name) => header == Some(name),
                Column::Lettered(letters) => {
                    header == Some(letters) || column == Some(position(letters))
                }
            }
    }
}

fn is_lettered(column: &str) -> bool {
    column.len() <= 3 && column.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The position of a column as spreadsheets letter it.
fn position(letters: &str) -> u32 {
    letters.bytes().fold(0, |position, letter| {
        position * 26 + u32::from(letter - b'A') + 1
    })
}

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@", self.code)?;
        match &self.column {
            Column::Any => f.write_str("*"),
            Column::Position(position) => write!(f, "{position}"),
            Column::Header(text) | Column::Lettered(text) => f.write_str(text),
        }
    }
}

impl Exceptions {
    /// The exceptions, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Exception> {
        self.0.iter()
    }

    /// The headers that they name: a report may show these.
    pub(super) fn headers(&self) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter_map(|exception| match &exception.column {
                Column::Header(text) | Column::Lettered(text) => Some(text.as_str()),
                _ => None,
            })
    }

    /// The first exception that allows a finding.
    pub(super) fn allowing(&self, finding: &Finding) -> Option<usize> {
        self.0
            .iter()
            .position(|exception| exception.allows(finding))
    }
}

#[cfg(test)]
mod tests {
    use super::super::place::{First, Place};
    use super::super::report::What;
    use super::*;
    use crate::conformance::Severity;

    #[test]
    fn an_exception_has_a_code_a_column_and_a_reason() {
        let text = "# agreed in May\nhidden-sheet@* their template has one\npostcode@3 place of delivery\nforbidden-column@\"Unit No\" on the card\n";
        let all: Exceptions = text.parse().unwrap();
        let told: Vec<_> = all
            .iter()
            .map(|one| format!("{one} {}", one.reason()))
            .collect();
        assert_eq!(
            told,
            [
                "hidden-sheet@* their template has one",
                "postcode@3 place of delivery",
                "forbidden-column@Unit No on the card"
            ]
        );
        assert_eq!(all.headers().collect::<Vec<_>>(), ["Unit No"]);
    }

    #[test]
    fn a_column_can_be_lettered_as_reports_letter_it() {
        for (letters, expected) in [("A", 1), ("Z", 26), ("AA", 27), ("AAA", 703)] {
            assert_eq!(position(letters), expected);
        }
        let text = "nino@C x\nnino@\"C\" x\nnino@\"2024\" x\n";
        let all: Exceptions = text.parse().unwrap();
        let told: Vec<_> = all.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["nino@3", "nino@C", "nino@2024"]);
        assert_eq!(all.headers().collect::<Vec<_>>(), ["C", "2024"]);
    }

    #[test]
    fn two_or_three_capitals_are_a_header_and_the_letters_of_a_column() {
        let all: Exceptions = "forbidden-column@DOB x\n".parse().unwrap();
        assert_eq!(all.headers().collect::<Vec<_>>(), ["DOB"]);
        let finding = |column, header: Option<&str>| Finding {
            what: What::Sign(Sign::ForbiddenColumn),
            severity: Severity::Forbidden,
            place: Place {
                column,
                header: header.map(str::to_owned),
                ..Place::default()
            },
            count: 1,
            first: First::default(),
            allowed: None,
        };
        assert_eq!(all.allowing(&finding(Some(3), Some("DOB"))), Some(0));
        assert_eq!(all.allowing(&finding(Some(position("DOB")), None)), Some(0));
        assert_eq!(all.allowing(&finding(Some(3), Some("dob"))), None);
        assert_eq!(all.allowing(&finding(Some(3), None)), None);
    }

    #[test]
    fn every_line_that_is_no_exception_is_told() {
        let error = "hidden-sheet\nno-such@* x\nnino@ x\nnino@4\nnino@\"x y\nnino@0 x\nnino@99999999999 x\n"
            .parse::<Exceptions>()
            .unwrap_err();
        assert_eq!(
            error.problems().map(|(line, _)| line).collect::<Vec<_>>(),
            [1, 2, 3, 4, 5, 6, 7]
        );
    }
}
