//! One table while it is read: its headers judged, its cells watched.

mod headings;

use std::collections::{BTreeMap, HashMap, HashSet};

use self::headings::Headings;
use super::desk::Desk;
use super::detect::{self, Cell, Watch};
use super::place::Place;
use super::report::What;
use super::sign::Sign;
use crate::conformance::Severity;

/// A table of a text, a sheet or an array of objects.
pub(super) struct Table {
    watch: Watch,
    row: u64,
    rows: u64,
    columns: Vec<Column>,
    place: Place,
    headings: Headings,
    /// Files that are written as texts: by column, in how many cells, and the lowest row.
    files: BTreeMap<usize, (u64, u64)>,
    /// For texts that are written down without their disguises.
    folded: String,
}

fn is_of_profile(desk: &Desk<'_>, header: &str) -> bool {
    let profile = desk.known.profile.as_deref();
    profile.is_some_and(|known| known.iter().any(|known| known == header))
}

/// What a header says of its column, in words of ours.
#[derive(Debug, Clone, Default)]
struct Column {
    about: Option<&'static str>,
    header: Option<String>,
    /// Its cells are names, ranks and roles, and some of those are called as other columns are.
    released: bool,
    /// What all its cells are by the profile.
    constant: Option<String>,
    /// What it is called in the file, as far as that tells a column of labels.
    name: String,
}

impl Column {
    /// Whether a text is its header, or its header is none that is shown.
    fn is_called(&self, text: &str) -> bool {
        let header = self.header.as_ref();
        header.is_none_or(|header| header == text.trim())
    }
}

/// What names a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Header,
    /// A key of an object.
    Key,
}

/// Columns that are told of as those of another table, and what was told of that.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    pub(super) places: HashMap<usize, Place>,
    pub(super) told: HashMap<(What, Place), Severity>,
    /// Whether that other table says itself which of its columns are too many.
    pub(super) is_judged: bool,
    /// Whether rows count there as they do here.
    pub(super) has_rows: bool,
    /// Columns whose texts stand in another table as well, and what was told of those there.
    pub(super) again: HashSet<usize>,
    pub(super) seen: HashMap<What, Severity>,
}

/// One thing that was found in a column.
#[derive(Clone, Copy)]
struct Found {
    what: What,
    severity: Severity,
    column: usize,
    /// Whether it is of the column as its header names it.
    is_own: bool,
    count: u64,
    row: Option<u64>,
}

impl Table {
    pub(super) fn new<'h>(desk: &mut Desk<'_>, headers: impl Iterator<Item = &'h str>) -> Self {
        let headers: Vec<&str> = headers.collect();
        let mut table = Self {
            watch: Watch::new(std::iter::empty()),
            row: 0,
            rows: 0,
            columns: Vec::new(),
            place: desk.place().clone(),
            headings: Headings::new(!desk.known.own.is_empty()),
            files: BTreeMap::new(),
            folded: String::new(),
        };
        let mut seen = HashSet::new();
        for header in &headers {
            table.column(desk, header);
            if !header.trim().is_empty() && !seen.insert(*header) {
                let place = table.place_of(table.columns.len().saturating_sub(1));
                desk.add(
                    What::Sign(Sign::DuplicateHeader),
                    Sign::DuplicateHeader.severity(),
                    place,
                    1,
                    None,
                );
            }
        }
        table
    }

    /// Adds a column at the right, and judges its header.
    pub(super) fn column(&mut self, desk: &mut Desk<'_>, header: &str) {
        let position = self.columns.len();
        self.name(desk, header);
        self.judge(desk, position, (By::Header, header), &Elsewhere::default());
    }

    /// Adds a column at the right, of which it is not known yet whether it is one.
    pub(super) fn name(&mut self, desk: &Desk<'_>, header: &str) {
        self.columns.push(Column::default());
        self.rename(desk, self.columns.len() - 1, header);
    }

    /// Calls a column otherwise, where its header comes after it.
    pub(super) fn rename(&mut self, desk: &Desk<'_>, position: usize, header: &str) {
        self.watch.head(position, header);
        let released = desk.known.released.iter().any(|known| known == header);
        let named = released || is_of_profile(desk, header);
        let shown = named || desk.known.exceptions.iter().any(|known| known == header);
        let constants = desk.known.constants.iter();
        let mut constants = constants.filter(|(known, _)| known == header);
        if let Some(column) = self.columns.get_mut(position) {
            *column = Column {
                about: detect::header(header).map(|rule| rule.kind_of_data),
                // a profile's columns are names, ranks and roles, whatever they are called
                released: named || detect::is_released(header),
                header: shown.then(|| header.to_owned()),
                constant: constants.next().map(|(_, text)| text.clone()),
                name: header.chars().take(32).collect(),
            };
        }
    }

    /// Says what is wrong with a header.
    pub(super) fn judge(
        &self,
        desk: &mut Desk<'_>,
        position: usize,
        (by, header): (By, &str),
        elsewhere: &Elsewhere,
    ) {
        let rule = detect::header(header);
        let surplus = desk.known.profile.is_some();
        let named = is_of_profile(desk, header);
        let is_own = desk.known.own.contains(&header);
        let mut tell = |what, severity, row| {
            let one = Found {
                what,
                severity,
                column: position,
                is_own: true,
                count: 1,
                row,
            };
            self.tell(desk, one, elsewhere);
        };
        if let Some(rule) = rule.filter(|_| !named && !is_own) {
            let sign = match (by, rule.severity) {
                (By::Header, detect::Severity::Forbidden) => Sign::ForbiddenColumn,
                (By::Header, detect::Severity::Suspect) => Sign::SuspectColumn,
                (By::Key, detect::Severity::Forbidden) => Sign::ForbiddenKey,
                (By::Key, detect::Severity::Suspect) => Sign::SuspectKey,
            };
            tell(What::Sign(sign), sign.severity(), None);
        }
        let is_judged = elsewhere.is_judged && elsewhere.places.contains_key(&position);
        if surplus && !named && !is_judged {
            let sign = Sign::SurplusColumn;
            tell(What::Sign(sign), sign.severity(), None);
        }
        if detect::unseen(header).any() || detect::is_pushed_aside(header) {
            let sign = Sign::InvisibleText;
            tell(What::Sign(sign), sign.severity(), Some(0));
        }
        let mut kinds = Vec::new();
        detect::text(header, &mut kinds);
        for kind in kinds {
            tell(What::Data(kind), Severity::Forbidden, Some(0));
        }
    }

    /// Looks at a cell; columns count from 0.
    #[inline]
    pub(super) fn cell(&mut self, column: usize, text: &str) {
        let known = self.columns.get(column);
        if known.and_then(|known| known.constant.as_deref()) == Some(text) {
            return;
        }
        if !self.is_known(column, text) {
            self.look(column, text, detect::classes(text));
        }
    }

    /// Whether the cell holds a text that was looked at lately, and is counted.
    #[inline]
    fn is_known(&mut self, column: usize, text: &str) -> bool {
        let known = self.watch.known(column, self.row, text);
        self.headings.valued |= known == Some(true);
        known.is_some()
    }

    #[inline]
    fn look(&mut self, column: usize, text: &str, classes: u8) {
        let mut folded = std::mem::take(&mut self.folded);
        let cell = Cell::of(text, classes, &mut folded);
        let known = self.columns.get(column);
        let is_value = self
            .headings
            .see(column, self.row, text, cell.heading(), known);
        self.look_for_file(column, text);
        self.watch.cell_of(column, self.row, cell, is_value);
        self.folded = folded;
    }

    #[inline]
    fn look_for_file(&mut self, column: usize, text: &str) {
        if detect::is_file(text) {
            let column = column.min(Watch::MOST_COLUMNS);
            let (count, first) = self.files.entry(column).or_insert((0, self.row));
            *count += 1;
            *first = self.row.min(*first);
        }
    }

    /// The number of the row at hand.
    pub(super) const fn row(&self) -> u64 {
        self.row
    }

    /// Looks at a part of a cell for a header alone.
    pub(super) fn part(&mut self, column: usize, text: &str) {
        let cell = Cell::of(text, detect::classes(text), &mut self.folded);
        let heading = cell.heading();
        self.headings.see(column, self.row, text, heading, None);
    }

    /// Takes texts of this row and column for what they are: names of columns, which are judged as such.
    pub(super) fn forget_headings(&mut self, column: usize, row: Option<u64>) {
        for is_own in [false, true] {
            let found = self.headings.found.get(&(column, is_own));
            if found
                .is_some_and(|(count, first)| row.is_none_or(|row| (*count, *first) == (1, row)))
            {
                self.headings.found.remove(&(column, is_own));
            }
        }
    }

    /// The same of a cell that is no constant, and of which it is known what its bytes are.
    #[inline]
    pub(super) fn cell_of(&mut self, column: usize, text: &str, classes: u8) {
        if !self.is_known(column, text) {
            self.look(column, text, classes);
        }
    }

    /// The number of the row at hand, counted from 1 after the header.
    pub(super) const fn begin_row(&mut self) -> u64 {
        self.row += 1;
        self.rows += 1;
        self.row
    }

    /// Begins the row of this number, where a sheet leaves rows out.
    pub(super) const fn begin_row_at(&mut self, row: u64) {
        self.row = row;
        self.rows += 1;
    }

    /// Ends a row, and begins another that is a part of it.
    pub(super) fn go_on(&mut self) {
        self.end_row();
        self.row += 1;
    }

    /// Counts its rows otherwise than by how often one began.
    pub(super) fn recount(&mut self, count: impl FnOnce(u64) -> u64) {
        self.rows = count(self.rows);
    }

    /// Goes on in the row of this number, which counts elsewhere.
    pub(super) const fn at_row(&mut self, row: u64) {
        self.row = row;
    }

    pub(super) fn end_row(&mut self) {
        self.headings.end_row(self.row);
        self.watch.end_row();
    }

    pub(super) fn finish(self, desk: &mut Desk<'_>) {
        self.finish_with(desk, &Elsewhere::default());
    }

    /// Ends the table, of which some columns are those of others.
    pub(super) fn finish_with(mut self, desk: &mut Desk<'_>, elsewhere: &Elsewhere) {
        desk.count_rows(self.rows);
        self.tell_heads(desk);
        self.headings.end_row(self.row);
        self.tell_labels();
        let headings = std::mem::take(&mut self.headings.found);
        let headings = headings.into_iter().map(|((column, is_own), found)| {
            let sign = Sign::ForbiddenColumn;
            (sign, column, is_own, found)
        });
        let files = std::mem::take(&mut self.files).into_iter();
        let files = files.map(|(column, found)| (Sign::EmbeddedObject, column, true, found));
        let hidden = self.watch.hidden().into_iter();
        let hidden =
            hidden.map(|(column, count, row)| (Sign::InvisibleText, column, true, (count, row)));
        let watch = std::mem::replace(&mut self.watch, Watch::new(std::iter::empty()));
        let telling = std::mem::take(&mut self.headings.telling).into_iter();
        let telling = telling.filter_map(|(column, telling)| {
            let found = telling.tell(watch.cells(column))?;
            Some((Sign::SpecialCategory, column, true, found))
        });
        for (sign, column, is_own, (count, row)) in
            headings.chain(files).chain(hidden).chain(telling)
        {
            let found = Found {
                what: What::Sign(sign),
                severity: sign.severity(),
                column,
                is_own,
                count,
                row: Some(row),
            };
            self.tell(desk, found, elsewhere);
        }
        for detection in watch.finish() {
            let found = Found {
                what: What::Data(detection.kind),
                severity: match detection.certainty {
                    detect::Certainty::Certain => Severity::Forbidden,
                    detect::Certainty::Likely => Severity::Suspect,
                },
                column: detection.column,
                is_own: true,
                count: detection.count,
                row: Some(detection.first_row),
            };
            self.tell(desk, found, elsewhere);
        }
    }

    /// Tells of what was found in a column, there or elsewhere, unless that was told there.
    fn tell(&self, desk: &mut Desk<'_>, found: Found, elsewhere: &Elsewhere) {
        let Found {
            what,
            severity,
            count,
            ..
        } = found;
        let seen = elsewhere.seen.get(&what);
        if seen.is_some_and(|seen| *seen >= severity) && elsewhere.again.contains(&found.column) {
            return;
        }
        let Some(place) = elsewhere.places.get(&found.column) else {
            let mut place = self.place_beyond(found.column);
            if !found.is_own {
                // what another heading says is no matter of the column's own
                place.header = None;
            }
            return desk.add(what, severity, place, count, found.row);
        };
        let place = place.clone();
        match elsewhere.told.get(&(what, place.clone())) {
            Some(told) if *told >= severity => {}
            Some(_) => desk.add(what, severity, place, 0, None),
            None => {
                let row = found.row.filter(|_| elsewhere.has_rows);
                desk.add(what, severity, place, count, row);
            }
        }
    }

    /// Takes the names of columns in a column of labels for headings.
    fn tell_labels(&mut self) {
        let of_labels = detect::of_labels(self.columns.iter().map(|column| column.name.as_str()));
        for (column, labels) in std::mem::take(&mut self.headings.labels) {
            let known = self.columns.get(column);
            let is_released = known.is_some_and(|known| known.released);
            if let Some(found) = labels.tell(of_labels == Some(column), is_released) {
                self.headings.found.entry((column, false)).or_insert(found);
            }
        }
    }

    /// What is found of a sheet as a whole can be in one of its columns.
    fn tell_heads(&self, desk: &mut Desk<'_>) {
        if self.place.sheet.is_none() {
            return;
        }
        for (position, column) in (1..).zip(&self.columns) {
            if column.header.is_some() || column.about.is_some() {
                let head = (column.header.clone(), column.about);
                desk.head(&self.place, position, head);
            }
        }
    }

    /// The place of a column, which may be beyond those that have headers.
    fn place_beyond(&self, column: usize) -> Place {
        if column <= self.columns.len() {
            return self.place_of(column);
        }
        Place {
            column: u32::try_from(column + 1).ok(),
            ..self.place.clone()
        }
    }

    /// The same, by another number.
    pub(super) fn place_numbered(&self, position: usize, number: Option<u32>) -> Place {
        Place {
            column: number,
            ..self.place_of(position)
        }
    }

    fn place_of(&self, position: usize) -> Place {
        let column = self.columns.get(position).cloned().unwrap_or_default();
        Place {
            column: u32::try_from(position + 1).ok(),
            header: column.header,
            about: column.about,
            ..self.place.clone()
        }
    }
}
