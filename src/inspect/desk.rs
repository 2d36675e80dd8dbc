//! Where the walkers of all formats report: the place at hand, the limits, and what was found.

use std::mem;

use super::Known;
use super::detect;
use super::place::{Entry, Place};
use super::report::{Gathered, What};
use super::sign::Sign;
use super::table::Table;
use crate::conformance::Severity;

/// What one inspection may unpack in all, and of one entry.
pub(super) const UNPACKED: u64 = 8 << 30;
/// Archives and documents within one another.
const DEEPEST: usize = 4;

/// No profile names the keys of a manifest, and two of them would speak of biometrics elsewhere.
static MANIFEST: Known = Known {
    profile: None,
    exceptions: Vec::new(),
    own: &["catalogue.fingerprint", "profile.fingerprint"],
};

/// One inspection of one file while it runs.
pub(super) struct Desk<'i> {
    /// The headers that may be shown.
    pub(super) known: &'i Known,
    place: Place,
    found: Gathered,
    depth: usize,
    left: u64,
    pub(super) rows: u64,
    kinds: Vec<detect::Kind>,
}

impl<'i> Desk<'i> {
    pub(super) fn new(known: &'i Known) -> Self {
        Self {
            known,
            place: Place::default(),
            found: Gathered::default(),
            depth: 0,
            left: UNPACKED,
            rows: 0,
            kinds: Vec::new(),
        }
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
        if count > 0 {
            self.add(
                What::Sign(sign),
                sign.severity(),
                self.place.clone(),
                count,
                row,
            );
        }
    }

    pub(super) fn add(
        &mut self,
        what: What,
        severity: Severity,
        place: Place,
        count: u64,
        row: Option<u64>,
    ) {
        self.found.add(what, severity, place, count, row);
    }

    /// Looks at a text that is no cell of a table: a comment, a property, a cached value.
    pub(super) fn text(&mut self, text: &str) {
        let mut kinds = mem::take(&mut self.kinds);
        detect::text(text, &mut kinds);
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
        let mut kinds = mem::take(&mut self.kinds);
        detect::text(text, &mut kinds);
        if !kinds.is_empty() {
            self.find(Sign::NameHoldsData);
        }
        kinds.clear();
        self.kinds = kinds;
    }

    pub(super) const fn place(&self) -> &Place {
        &self.place
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

    /// Looks at a batch's manifest.
    pub(super) fn in_manifest<T>(&mut self, look: impl FnOnce(&mut Self) -> T) -> T {
        let known = mem::replace(&mut self.known, &MANIFEST);
        let result = look(self);
        self.known = known;
        result
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
        let enough = self.left >= bytes;
        self.left = self.left.saturating_sub(bytes);
        enough
    }
}
