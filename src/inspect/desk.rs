//! Where the walkers of all formats report: the place at hand, the limits, and what was found.

use std::cell::Cell;
use std::collections::HashMap;
use std::mem;
use std::rc::Rc;

use super::Known;
use super::detect;
use super::kind::Kind;
use super::place::{Entry, First, Place};
use super::report::{Gathered, Head, What};
use super::sign::Sign;
use super::table::Table;
use crate::conformance::Severity;

/// What one inspection may unpack in all: so much, and so many times what it is unpacked from. A text packs
/// to a thirtieth, and seldom to less.
const UNPACKED: u64 = 64 << 20;
const TIMES: u64 = 64;
/// Of files within one another so much is held in all.
const HELD: u64 = 192 << 20;
/// Archives and documents within one another.
const DEEPEST: usize = 4;

/// No profile names the keys of a manifest, and two of them would speak of biometrics elsewhere.
static MANIFEST: Known = Known {
    profile: None,
    exceptions: Vec::new(),
    released: Vec::new(),
    own: &["catalogue.fingerprint", "profile.fingerprint"],
    constants: Vec::new(),
    words: Vec::new(),
};

/// The keys of the controller's report that would speak of something else elsewhere.
static REPORT: Known = Known {
    profile: None,
    exceptions: Vec::new(),
    released: Vec::new(),
    own: &[
        "flags_absent",
        "map.fingerprint",
        "never_read.fields",
        "profile.fingerprint",
        "risk.profile.fingerprint",
    ],
    constants: Vec::new(),
    words: Vec::new(),
};

/// One inspection of one file while it runs.
pub(super) struct Desk<'i> {
    /// The headers that may be shown.
    pub(super) known: &'i Known,
    /// In a manifest, the texts of the profile that it repeats.
    words: &'i [String],
    place: Place,
    found: Gathered,
    depth: usize,
    left: Rc<Cell<u64>>,
    held: u64,
    pub(super) rows: u64,
    /// Whether an entry of the archive is the manifest of a batch of ours.
    pub(super) has_manifest: bool,
    kinds: Vec<detect::Kind>,
}

impl<'i> Desk<'i> {
    pub(super) fn new(known: &'i Known) -> Self {
        Self {
            known,
            words: &[],
            place: Place::default(),
            found: Gathered::default(),
            depth: 0,
            left: Rc::new(Cell::new(UNPACKED)),
            held: 0,
            rows: 0,
            has_manifest: false,
            kinds: Vec::new(),
        }
    }

    /// Notes that the entry at hand is the manifest of a batch, if it is one of the outermost archive.
    pub(super) fn note_manifest(&mut self) {
        self.has_manifest |= self.depth == 1;
    }

    pub(super) fn into_found(self) -> Gathered {
        self.found
    }

    /// Notes a sign at the place at hand.
    pub(super) fn find(&mut self, sign: Sign) {
        self.find_times(sign, 1, None);
    }

    /// Notes a sign so many times, from this row on.
    pub(super) fn find_times(&mut self, sign: Sign, count: u64, row: Option<u64>) {
        let first = row.map(First::row).unwrap_or_default();
        self.find_from(sign, count, first);
    }

    /// Notes a sign so many times, of which the first is there.
    pub(super) fn find_from(&mut self, sign: Sign, count: u64, first: First) {
        if count > 0 {
            let place = self.place.clone();
            let (what, severity) = (What::Sign(sign), sign.severity());
            self.found.add(what, severity, place, count, first);
        }
    }

    /// Notes that a file of this kind is not looked into.
    pub(super) fn not_inspected(&mut self, kind: Kind) {
        let place = Place {
            kind: Some(kind),
            ..self.place.clone()
        };
        let sign = Sign::NotInspected;
        self.add(What::Sign(sign), sign.severity(), place, 1, None);
    }

    /// Notes what the header of a sheet's column says, counted from 1.
    pub(super) fn head(&mut self, place: &Place, column: u32, head: Head) {
        self.found.head(place, column, head);
    }

    pub(super) fn add(
        &mut self,
        what: What,
        severity: Severity,
        place: Place,
        count: u64,
        row: Option<u64>,
    ) {
        let first = row.map(First::row).unwrap_or_default();
        self.found.add(what, severity, place, count, first);
    }

    /// What was told so far, and how bad it is.
    pub(super) fn told(&self) -> HashMap<(What, Place), Severity> {
        self.found.told()
    }

    /// Looks at a text that is no cell of a table: a comment, a property, a cached value.
    pub(super) fn text(&mut self, text: &str) {
        let mut kinds = mem::take(&mut self.kinds);
        detect::text(text, &mut kinds);
        // bytes of an unknown form are looked at as well, and control characters are nothing odd in those
        if detect::unseen(text).letters {
            self.find(Sign::InvisibleText);
        }
        if detect::is_file(text) {
            self.find(Sign::EmbeddedObject);
        }
        for kind in kinds.drain(..) {
            self.add(
                What::Data(kind),
                Severity::Forbidden,
                self.place.clone(),
                1,
                None,
            );
        }
        self.kinds = kinds;
    }

    /// Looks at a name of a file, folder, entry or sheet.
    pub(super) fn name(&mut self, text: &str) {
        if detect::is_in_name(text) {
            self.find(Sign::NameHoldsData);
        }
        if detect::is_told_in(text) {
            self.find(Sign::SpecialCategory);
        }
        if detect::unseen(text).any() {
            self.find(Sign::InvisibleText);
        }
    }

    pub(super) const fn place(&self) -> &Place {
        &self.place
    }

    /// Counts the rows of a table, unless it is a manifest of ours, which tells of rows and has none.
    pub(super) fn count_rows(&mut self, rows: u64) {
        if self.known.own.is_empty() {
            self.rows = self.rows.saturating_add(rows);
        }
    }

    /// Begins a table at the place at hand.
    pub(super) fn table<'h>(&mut self, headers: impl Iterator<Item = &'h str>) -> Table {
        Table::new(self, headers)
    }

    /// Steps into an entry, and out of it again.
    pub(super) fn within<T>(&mut self, entry: Entry, look: impl FnOnce(&mut Self) -> T) -> T {
        let sheet = self.place.sheet.take();
        self.place.entries.push(entry);
        let result = look(self);
        self.place.entries.pop();
        self.place.sheet = sheet;
        result
    }

    /// Steps into a sheet, counted from 1, and out of it again.
    pub(super) fn on_sheet<T>(&mut self, sheet: u32, look: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.place.sheet.replace(sheet);
        let result = look(self);
        self.place.sheet = outer;
        result
    }

    /// The same of the sheet to which something belongs, if it does to one.
    pub(super) fn on_sheet_of<T>(
        &mut self,
        sheet: Option<u32>,
        look: impl FnOnce(&mut Self) -> T,
    ) -> T {
        match sheet {
            Some(sheet) => self.on_sheet(sheet, look),
            None => look(self),
        }
    }

    /// Looks at a batch's manifest.
    pub(super) fn in_manifest<T>(&mut self, look: impl FnOnce(&mut Self) -> T) -> T {
        let known = mem::replace(&mut self.known, &MANIFEST);
        self.words = &known.words;
        let result = look(self);
        self.words = &[];
        self.known = known;
        result
    }

    /// Looks at a controller's report.
    pub(super) fn in_report<T>(&mut self, look: impl FnOnce(&mut Self) -> T) -> T {
        self.find(Sign::SendersReport);
        let known = mem::replace(&mut self.known, &REPORT);
        let result = look(self);
        self.known = known;
        result
    }

    /// Whether the profile itself says this, where a manifest repeats it.
    pub(super) fn is_said(&self, text: &str) -> bool {
        self.words.iter().any(|word| word == text)
    }

    /// Goes one archive or document deeper, if that is not too deep.
    pub(super) fn deeper(&mut self, look: impl FnOnce(&mut Self)) {
        if self.depth >= DEEPEST {
            return self.find(Sign::NestedTooDeep);
        }
        self.depth += 1;
        look(self);
        self.depth -= 1;
    }

    /// Takes unpacked bytes from what may be unpacked; says whether there was enough left.
    pub(super) fn spend(&mut self, bytes: u64) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(bytes));
        left >= bytes
    }

    /// What may still be unpacked, for whoever takes from it while he reads.
    pub(super) fn left(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.left)
    }

    /// How much may be held of one more file, of this much at most: what is held around it counts.
    pub(super) fn held(&self, most: u64) -> u64 {
        most.min(HELD.saturating_sub(self.held))
    }

    /// Looks while so much more is held.
    pub(super) fn holding(&mut self, bytes: u64, look: impl FnOnce(&mut Self)) {
        self.packed(if self.held == 0 && self.depth == 0 {
            bytes
        } else {
            0
        });
        self.held += bytes;
        look(self);
        self.held -= bytes;
    }

    /// Lets more be unpacked, by the length of what it is unpacked from.
    pub(super) fn packed(&mut self, bytes: u64) {
        let more = bytes.saturating_mul(TIMES);
        self.left.set(self.left.get().saturating_add(more));
    }
}
