//! The languages of whole cells: parts one after the other, then letter case, then NFC.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::language::{Language, nfc};
use crate::code::Code;
use crate::field::{Readable, ValueType};
use crate::profile::{Apostrophes, Column, Content, Part, PhotoName, Profile, Rule};
use crate::value::text::{is_formula_like, is_hidden};

/// What the rows of one profile are made of.
pub(super) struct Grammar {
    /// The profile's.
    pub(super) fingerprint: String,
    pub(super) columns: Vec<Cell>,
    pub(super) matching: usize,
    /// How many parts there are whose text may not repeat.
    pub(super) unique: usize,
    /// How the last column names the file of the photo, after the matching token, if it does.
    pub(super) photo_name: Option<PhotoName>,
}

/// The language of one column's cells.
pub(super) struct Cell {
    pub(super) header: String,
    parts: Vec<Language>,
    longest: usize,
    max_chars: usize,
    /// Position among the parts, and number, of each part whose text may not repeat.
    unique: Vec<(usize, usize)>,
}

impl Grammar {
    pub(super) fn new(profile: &Profile) -> Self {
        let mut unique = 0;
        let matching = profile.matching_column();
        let columns = profile.columns().iter().enumerate();
        let apostrophes = profile.csv().apostrophes();
        let columns = columns.map(|(position, column)| {
            Cell::new(column, apostrophes, position == matching, &mut unique)
        });
        let columns = columns.collect();
        Self {
            fingerprint: profile.fingerprint().to_string(),
            columns,
            matching,
            unique,
            photo_name: None,
        }
    }

    /// Rows of a sealed batch.
    #[cfg(feature = "seal")]
    pub(super) fn sealed(profile: &Profile) -> Self {
        let mut grammar = Self::new(profile);
        if let Some(photo) = profile.photo() {
            let token = grammar.columns.get(grammar.matching);
            let chars = token.map_or(0, |column| column.longest);
            let name = profile.csv().photo_name();
            let column = Cell::file(photo.header(), name, chars);
            grammar.columns.push(column);
            grammar.photo_name = Some(name);
        }
        grammar
    }
}

impl Cell {
    fn new(
        column: &Column,
        apostrophes: Apostrophes,
        is_matching: bool,
        count: &mut usize,
    ) -> Self {
        let case = column.case();
        let mut unique = Vec::new();
        let parts: Vec<Language> = match column.content() {
            Content::Constant(text) => vec![Language::fixed(text, case)],
            Content::Parts(parts) => {
                let languages = parts.iter().enumerate().map(|(position, part)| match part {
                    Part::Text(text) => Language::fixed(text, case),
                    Part::Field(part) => {
                        if is_matching
                            || may_not_repeat(
                                part.readable(),
                                part.rule(),
                                part.field().value_type(),
                            )
                        {
                            unique.push((position, *count));
                            *count += 1;
                        }
                        Language::of(part, case, apostrophes)
                    }
                });
                languages.collect()
            }
        };
        Self {
            header: column.header().to_owned(),
            longest: parts.iter().map(Language::longest).sum(),
            max_chars: column.max_chars().map_or(usize::MAX, usize::from),
            parts,
            unique,
        }
    }

    /// A file's name: a token, with or without what is around it. Whether the token is the row's is
    /// for the check.
    #[cfg(feature = "seal")]
    fn file(header: &str, name: PhotoName, chars: usize) -> Self {
        let (before, behind) = name.around();
        let fixed = |text: &str| {
            let is_there = !text.is_empty();
            is_there.then(|| Language::fixed(text, crate::profile::Case::AsIs))
        };
        let token = Some(Language::token(chars));
        let parts = [fixed(before), token, fixed(behind)];
        let parts: Vec<Language> = parts.into_iter().flatten().collect();
        Self {
            header: header.to_owned(),
            longest: parts.iter().map(Language::longest).sum(),
            max_chars: usize::MAX,
            parts,
            unique: Vec::new(),
        }
    }

    /// What is wrong with a cell; of a right one, hands over each text that may not repeat.
    pub(super) fn judge(&self, cell: &str, mut repeats: impl FnMut(usize, &str)) -> Option<Code> {
        if cell.is_empty() {
            return Some(Code::EmptyCell);
        }
        // The first character too many is looked for, so that a long cell costs no more than a short one.
        let most = self.max_chars.min(self.longest);
        if cell.len() > most && cell.chars().nth(most).is_some() {
            let agreed = self.max_chars <= self.longest;
            return Some(if agreed {
                Code::CellLength
            } else {
                Code::BadCell
            });
        }
        if is_formula_like(cell)
            || (!cell.is_ascii() && !is_nfc(cell))
            || cell.chars().any(is_hidden)
        {
            return Some(Code::BadCell);
        }
        if let [only] = self.parts.as_slice() {
            if !only.admits(cell) {
                return Some(Code::BadCell);
            }
            for (_, number) in &self.unique {
                repeats(*number, cell);
            }
            return None;
        }
        let Some(first) = Parse::new(&self.parts, cell, Ends::Near).run() else {
            return Some(Code::BadCell);
        };
        if !self.unique.is_empty()
            && let Some(last) = Parse::new(&self.parts, cell, Ends::Far).run()
        {
            for (position, number) in &self.unique {
                // Where a cell can be read in two ways, nobody can say what repeats.
                if let (Some(text), Some(other)) = (first.get(*position), last.get(*position))
                    && text == other
                {
                    repeats(*number, text);
                }
            }
        }
        None
    }
}

/// As for the batch that writes: tokens of these fields, and these numbers.
fn may_not_repeat(field: Readable, rule: &Rule, kind: ValueType) -> bool {
    match rule {
        Rule::Pseudonymise { .. } => {
            matches!(
                field,
                Readable::RecordId | Readable::StaffNumber | Readable::WarrantNumber
            )
        }
        Rule::Keep => {
            matches!(
                kind,
                ValueType::WarrantNumber | ValueType::StaffNumber | ValueType::CardSerial
            )
        }
        _ => false,
    }
}

/// Which end of a part is tried first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    Near,
    Far,
}

/// Parts a cell into the texts of its parts.
///
/// NFC can join the end of one part with the beginning of the next, so the cell is parted in NFD
/// and every piece composed again.
struct Parse<'a> {
    parts: &'a [Language],
    cell: Cow<'a, str>,
    ends: Ends,
    /// Whether a part and what follows it are known not to stand at a position.
    failed: Vec<bool>,
    /// Where the parts end, the last one first.
    found: Vec<usize>,
}

impl<'a> Parse<'a> {
    fn new(parts: &'a [Language], cell: &'a str, ends: Ends) -> Self {
        let cell = if cell.is_ascii() {
            Cow::Borrowed(cell)
        } else {
            Cow::Owned(cell.nfd().collect())
        };
        let states = parts.len() * (cell.len() + 1);
        Self {
            parts,
            cell,
            ends,
            failed: vec![false; states],
            found: Vec::with_capacity(parts.len()),
        }
    }

    /// The texts of the parts, if there are such.
    fn run(mut self) -> Option<Vec<String>> {
        if !self.part(0, 0) {
            return None;
        }
        let mut start = 0;
        let texts = self.found.iter().rev().map(|end| {
            let text = self.piece(start, *end).into_owned();
            start = *end;
            text
        });
        Some(texts.collect())
    }

    fn part(&mut self, index: usize, start: usize) -> bool {
        let length = self.cell.len();
        let parts = self.parts;
        let Some(part) = parts.get(index) else {
            return start == length;
        };
        let state = index * (length + 1) + start;
        if self.failed.get(state).is_none_or(|failed| *failed) {
            return false;
        }
        let is_last = index + 1 == parts.len();
        let found = if is_last {
            self.ends_at(part, index, start, length)
        } else if let Some(text) = part.only() {
            let text: String = text.nfd().collect();
            let is_here = self
                .cell
                .get(start..)
                .is_some_and(|rest| rest.starts_with(&text));
            is_here && self.ends_at(part, index, start, start + text.len())
        } else {
            // A character has at most four in NFD, and four bytes each.
            let last = length.min(start.saturating_add(part.longest().saturating_mul(16)));
            match self.ends {
                Ends::Near => (start + 1..=last).any(|end| self.ends_at(part, index, start, end)),
                Ends::Far => (start + 1..=last)
                    .rev()
                    .any(|end| self.ends_at(part, index, start, end)),
            }
        };
        if !found && let Some(failed) = self.failed.get_mut(state) {
            *failed = true;
        }
        found
    }

    /// Whether the part stands from `start` to `end`, and the others after it.
    fn ends_at(&mut self, part: &Language, index: usize, start: usize, end: usize) -> bool {
        if !self.cell.is_char_boundary(end) || !part.admits(&self.piece(start, end)) {
            return false;
        }
        if !self.part(index + 1, end) {
            return false;
        }
        self.found.push(end);
        true
    }

    fn piece(&self, start: usize, end: usize) -> Cow<'_, str> {
        nfc(self.cell.get(start..end).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(cells: &str) -> Cell {
        let source = format!(
            "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\ndelete_after_days = 1\n\
             [[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
             parts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }}]\n\
             [[column]]\nheader = \"cell\"\nplace = \"front\"\n{cells}\n"
        );
        let profile: Profile = source.parse().unwrap_or_else(|errors| panic!("{errors}"));
        Grammar::new(&profile).columns.pop().unwrap()
    }

    fn texts(cell: &Cell, text: &str) -> Option<Vec<String>> {
        let mut found = Vec::new();
        match cell.judge(text, |_, text| found.push(text.to_owned())) {
            None => Some(found),
            Some(_) => None,
        }
    }

    const NAME: &str = "parts = [{ field = \"given_names\", treatment = \"initials\" }, { text = \" \" }, \
                        { field = \"family_name\", treatment = \"keep\" }]\ncase = \"upper\"\nmax_chars = 32";

    #[test]
    fn initials_and_a_family_name_are_parted_at_any_fitting_space() {
        let cell = language(NAME);
        for text in [
            "J SMITH",
            "MJA DE LA CRUZ",
            "TH ’T HOOFT",
            "Ł NG",
            "Ś GROSS",
            "D D'ARCY",
            "Á Á",
        ] {
            assert_eq!(cell.judge(text, |_, _| ()), None, "{text}");
        }
        for (text, code) in [
            ("", Code::EmptyCell),
            ("SMITH", Code::BadCell),
            ("J Smith", Code::BadCell),
            ("J  SMITH", Code::BadCell),
            (" J SMITH", Code::BadCell),
            ("J SMITH ", Code::BadCell),
            ("J-M SMITH", Code::BadCell),
            ("J SM1TH", Code::BadCell),
            ("J SC", Code::BadCell),
            ("=J SMITH", Code::BadCell),
            ("J SMITH\u{200B}", Code::BadCell),
            ("A\u{301} SMITH", Code::BadCell),
            ("J SMITH SMITH SMITH SMITH SMITH SMITH", Code::CellLength),
        ] {
            assert_eq!(cell.judge(text, |_, _| ()), Some(code), "{text:?}");
        }
    }

    #[test]
    fn a_number_among_other_parts_is_handed_over_where_it_can_be_told() {
        let cell = language(
            "parts = [{ field = \"rank\", treatment = \"keep\" }, { text = \" \" }, { field = \"warrant_number\", treatment = \"keep\" }]",
        );
        assert_eq!(
            texts(&cell, "Chief Superintendent 12/3456"),
            Some(vec!["12/3456".to_owned()])
        );
        assert_eq!(texts(&cell, "Chief 123456"), None);
        let cell = language(
            "parts = [{ field = \"issue_number\", treatment = \"keep\" }, { field = \"warrant_number\", treatment = \"keep\" }]",
        );
        assert_eq!(texts(&cell, "112345"), Some(vec![]));
        assert_eq!(texts(&cell, "1123"), Some(vec!["123".to_owned()]));
        assert_eq!(texts(&cell, "0123"), None);
    }

    #[test]
    fn parts_that_compose_across_their_border_are_parted_again() {
        let cell = language(
            "parts = [{ field = \"given_names\", treatment = \"first-word\" }, { field = \"family_name\", treatment = \"keep\" }]",
        );
        // A Hangul syllable out of two names: U+D558 and U+11AB compose to U+D55C.
        assert_eq!(cell.judge("\u{D55C}", |_, _| ()), None);
        assert_eq!(cell.judge("\u{D558}", |_, _| ()), None);
        assert_eq!(cell.judge("A", |_, _| ()), Some(Code::BadCell));
    }

    #[test]
    fn a_long_cell_of_many_names_ends_soon() {
        let cell = language(
            "parts = [{ field = \"given_names\", treatment = \"first-word\" }, { field = \"known_as\", treatment = \"keep\" }, \
             { field = \"middle_names\", treatment = \"initials\" }, { field = \"family_name\", treatment = \"keep\" }]",
        );
        let text = format!("{}1", "é".repeat(60));
        assert_eq!(cell.judge(&text, |_, _| ()), Some(Code::BadCell));
        assert_eq!(
            cell.judge(&"x".repeat(1 << 20), |_, _| ()),
            Some(Code::BadCell)
        );
    }
}
