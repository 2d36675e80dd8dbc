//! One file while it is read: columns, cells, order, repeats and bytes against the grammar.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use super::grammar::Grammar;
use super::report::{Finding, Report};
use crate::batch::{Encoder, Form};
use crate::code::{Code, ColumnName};
use crate::profile::Profile;
use crate::pseudonym::MIN_CHARS;

/// What the readers of both forms tell of a file.
pub(super) struct Check<'g> {
    grammar: &'g Grammar,
    positions: HashMap<&'g str, usize>,
    encoder: Encoder,
    canonical: Vec<u8>,
    /// The first difference is told; what follows it would only repeat it.
    differs: bool,
    previous: String,
    /// What may not repeat, of the row at hand: no two columns carry one token, whole or as prefix.
    tokens: Vec<String>,
    repeats: Repeats,
    least: u64,
    report: Report,
}

/// Where something was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) row: Option<u64>,
    pub(super) line: u64,
}

/// The profile's column that each column of a file is, if it is one.
pub(super) type Columns = Vec<Option<usize>>;

impl<'g> Check<'g> {
    pub(super) fn new(profile: &Profile, grammar: &'g Grammar, form: Form) -> Self {
        let headers = grammar.columns.iter().enumerate();
        Self {
            grammar,
            positions: headers
                .map(|(position, column)| (column.header.as_str(), position))
                .collect(),
            encoder: encoder(profile, form, grammar.photo_name.is_some()),
            canonical: Vec::new(),
            differs: false,
            previous: String::new(),
            tokens: Vec::new(),
            repeats: Repeats::new(grammar.unique),
            least: u64::from(profile.min_rows()),
            report: Report::new(
                (profile.name().to_owned(), grammar.fingerprint.clone()),
                form,
            ),
        }
    }

    pub(super) fn finish(mut self) -> Report {
        if self.report.rows() < self.least {
            self.report.add(Finding::new(Code::RowCount));
        }
        self.report
    }

    /// Counts the next row.
    pub(super) fn begin_row(&mut self, line: u64) -> Place {
        self.tokens.clear();
        Place {
            row: Some(self.report.count_row()),
            line,
        }
    }

    pub(super) fn find(&mut self, code: Code, place: Place) {
        self.report
            .add(Finding::new(code).at(place.row, place.line));
    }

    /// Whether these are the profile's columns, in its order and nothing else.
    pub(super) fn is_exact<'h>(
        &self,
        headers: impl ExactSizeIterator<Item = Option<&'h str>>,
    ) -> bool {
        headers.len() == self.grammar.columns.len()
            && headers
                .zip(&self.grammar.columns)
                .all(|(header, column)| header == Some(&column.header))
    }

    /// Compares the columns with the profile's. A header that is no text is `None`.
    pub(super) fn columns<'h>(
        &mut self,
        headers: impl Iterator<Item = Option<&'h str>>,
        place: Place,
    ) -> Columns {
        let mut stands = vec![false; self.grammar.columns.len()];
        let mut columns = Columns::new();
        let mut in_order = true;
        let mut least = 0;
        for (ordinal, header) in (1..).zip(headers) {
            let known = header
                .and_then(|header| self.positions.get(header))
                .copied();
            let Some(position) = known else {
                let finding = Finding::new(Code::UnknownColumn).at(place.row, place.line);
                self.report
                    .add(finding.in_column(ColumnName::Ordinal(ordinal)));
                columns.push(None);
                continue;
            };
            match stands.get_mut(position) {
                Some(stands) if !*stands => *stands = true,
                _ => {
                    self.find_in(Code::RepeatedColumn, position, place);
                    columns.push(None);
                    continue;
                }
            }
            if position < least && in_order {
                in_order = false;
                self.find_in(Code::ColumnOrder, position, place);
            }
            least = position;
            columns.push(Some(position));
        }
        for (position, stands) in stands.into_iter().enumerate() {
            if !stands {
                self.find_in(Code::MissingColumn, position, place);
            }
        }
        columns
    }

    /// Checks a cell of a profile's column; one that is no text is `None`.
    pub(super) fn cell(&mut self, position: usize, text: Option<&str>, place: Place) {
        let Some(column) = self.grammar.columns.get(position) else {
            return;
        };
        let Some(text) = text else {
            return self.find_in(Code::BadCell, position, place);
        };
        let mut repeated = false;
        let (repeats, tokens) = (&mut self.repeats, &mut self.tokens);
        let fault = column.judge(text, |number, text| {
            repeated |= !repeats.is_new(number, text);
            if text.len() >= usize::from(MIN_CHARS) {
                let is_same = |other: &String| other.starts_with(text) || text.starts_with(other);
                repeated |= tokens.iter().any(is_same);
                tokens.push(text.to_owned());
            }
        });
        if let Some(code) = fault {
            return self.find_in(code, position, place);
        }
        if repeated {
            self.find_in(Code::RepeatedToken, position, place);
        }
        if let Some(name) = self.grammar.photo_name
            && position + 1 == self.grammar.columns.len()
            && !name.is_of(&self.previous, text)
        {
            // the photo of another row
            self.find_in(Code::BadCell, position, place);
        }
        if position == self.grammar.matching {
            if text < self.previous.as_str() {
                self.find_in(Code::RowOrder, position, place);
            }
            self.previous.clear();
            self.previous.push_str(text);
        }
    }

    /// Compares what stands before the first row with its one form.
    pub(super) fn head(&mut self, raw: &[u8]) {
        if self.encoder.head() != raw {
            self.differ(Place { row: None, line: 1 });
        }
    }

    /// Compares a row of exactly the profile's columns with its one form.
    pub(super) fn bytes(&mut self, cells: &[Option<Cow<'_, str>>], raw: &[u8], place: Place) {
        if self.differs {
            return;
        }
        self.canonical.clear();
        let texts = cells.iter().map(|cell| cell.as_deref().unwrap_or_default());
        let written = self.encoder.cells(texts, &mut self.canonical);
        if written.is_err() || self.canonical != raw {
            self.differ(place);
        }
    }

    fn differ(&mut self, place: Place) {
        if !self.differs {
            self.differs = true;
            self.find(Code::NotCanonical, place);
        }
    }

    fn find_in(&mut self, code: Code, position: usize, place: Place) {
        let finding = Finding::new(code).at(place.row, place.line);
        self.report.add(match self.grammar.columns.get(position) {
            Some(column) => finding.in_column(ColumnName::Known(column.header.clone())),
            None => finding,
        });
    }
}

#[cfg(feature = "seal")]
fn encoder(profile: &Profile, form: Form, names_photo: bool) -> Encoder {
    if names_photo {
        Encoder::sealed(profile, form)
    } else {
        Encoder::new(profile, form)
    }
}

#[cfg(not(feature = "seal"))]
fn encoder(profile: &Profile, form: Form, _: bool) -> Encoder {
    Encoder::new(profile, form)
}

/// What was seen of each part that may not repeat, as keyed digests of 128 bits.
struct Repeats {
    keys: [RandomState; 2],
    seen: Vec<HashSet<u128>>,
}

impl Repeats {
    fn new(parts: usize) -> Self {
        Self {
            keys: [RandomState::new(), RandomState::new()],
            seen: std::iter::repeat_with(HashSet::new).take(parts).collect(),
        }
    }

    /// Notes the text, and says whether it was not there before.
    fn is_new(&mut self, number: usize, text: &str) -> bool {
        let [high, low] = &self.keys;
        let digest = u128::from(high.hash_one(text)) << 64 | u128::from(low.hash_one(text));
        self.seen
            .get_mut(number)
            .is_none_or(|seen| seen.insert(digest))
    }
}
