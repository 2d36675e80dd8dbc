//! One number in neighbouring cells of a row: `QQ | 12 | 34 | 56 | C`, `07700 | 900123`.
//!
//! Cells of a few digits each stand beside each other in many tables. What is parted so counts if its groups are those in
//! which such a number is written, and, but for a National Insurance number, if nearly all rows have it there.

use super::chance::{THRESHOLD, tail};
use super::find::Finder;
use super::kind::Kind;
use super::plain::classes;
use super::watch::{Certainty, Detection};
use super::{nhs_number, payment_card};

/// A longer cell is no group.
const LONGEST_GROUP: usize = 8;
const LONGEST: usize = 19;
const MOST_GROUPS: usize = 6;
/// So many places of a table are counted.
const MOST_PLACES: usize = 64;

/// The groups of the row at hand, and what came of those before.
#[derive(Default)]
pub(super) struct Apart {
    text: String,
    groups: [usize; MOST_GROUPS],
    count: usize,
    /// The column of the first group, and the one behind the last.
    first: usize,
    next: usize,
    places: Vec<Place>,
}

/// What begins in one column, in groups of the same lengths.
struct Place {
    column: usize,
    kind: Kind,
    tried: u64,
    met: u64,
    row: u64,
}

impl Apart {
    /// Adds a cell of nothing but digits, or of one or two letters.
    #[inline]
    pub(super) fn add(&mut self, column: usize, row: u64, text: &str, finder: &mut Finder) {
        if self.count > 0 && column != self.next {
            self.end(row, finder);
        }
        if text.len() > LONGEST_GROUP || self.text.len() + text.len() > LONGEST {
            self.end(row, finder);
            return;
        }
        let Some(group) = self.groups.get_mut(self.count) else {
            return self.end(row, finder);
        };
        *group = text.len();
        if self.count == 0 {
            self.first = column;
        }
        self.count += 1;
        self.next = column + 1;
        self.text.push_str(text);
    }

    /// Ends the groups that stand beside each other.
    #[inline]
    pub(super) fn end(&mut self, row: u64, finder: &mut Finder) {
        if self.count > 1 {
            self.judge(row, finder);
        }
        self.count = 0;
        self.text.clear();
    }

    #[cold]
    fn judge(&mut self, row: u64, finder: &mut Finder) {
        let groups = self.groups.get(..self.count).unwrap_or_default();
        let digits = self.text.bytes().filter(u8::is_ascii_digit).count();
        let all = self.text.len();
        let kind = match groups {
            [_, _, _, ..] if digits == 6 && all >= 9 => Kind::Nino,
            _ if digits != all => return,
            [4, 4, 4, 4] | [4, 6, 5] => Kind::PaymentCard,
            [3, 3, 4] => Kind::NhsNumber,
            [3..=5, 6..=8] | [3..=5, 3..=4, 3..=4] if matches!(all, 10 | 11) => Kind::Phone,
            _ => return,
        };
        let at = self
            .places
            .iter()
            .position(|place| (place.column, place.kind) == (self.first, kind));
        // other letters may stand beside it
        let spaced = (kind == Kind::Nino).then(|| {
            let mut rest = self.text.as_str();
            let groups = groups.iter().filter_map(|length| {
                let (group, behind) = rest.split_at_checked(*length)?;
                rest = behind;
                Some(group)
            });
            groups.collect::<Vec<_>>().join(" ")
        });
        let text = spaced.as_deref().unwrap_or(&self.text);
        let found = finder.look(text, classes(text));
        let is_met = found.alone.has(kind)
            || kind == Kind::NhsNumber && found.valid.has(kind)
            || kind == Kind::Phone && self.text.starts_with('0') && all == 10;
        if at.is_none() && is_met && self.places.len() < MOST_PLACES {
            self.places.push(Place {
                column: self.first,
                kind,
                tried: 0,
                met: 0,
                row,
            });
        }
        let at = at.or_else(|| self.places.len().checked_sub(1));
        if let Some(place) = at.and_then(|at| self.places.get_mut(at))
            && (place.column, place.kind) == (self.first, kind)
        {
            place.tried += 1;
            if is_met {
                place.met += 1;
                place.row = place.row.min(row);
            }
        }
    }

    /// What is no chance.
    pub(super) fn tell(&self, out: &mut Vec<Detection>) {
        for place in &self.places {
            let (tried, met) = (place.tried, place.met);
            let certainty = match place.kind {
                Kind::Nino => Certainty::Certain,
                Kind::PaymentCard if tail(tried, met, payment_card::RATE) < THRESHOLD => {
                    Certainty::Certain
                }
                Kind::PaymentCard if met * 2 > tried => Certainty::Likely,
                Kind::NhsNumber if tail(tried, met, nhs_number::RATE) < THRESHOLD => {
                    Certainty::Certain
                }
                Kind::Phone if met >= 3 && met * 10 >= tried * 9 => Certainty::Likely,
                _ => continue,
            };
            let known = |one: &Detection| (one.column, one.kind) == (place.column, place.kind);
            if !out.iter().any(known) {
                out.push(Detection {
                    kind: place.kind,
                    column: place.column,
                    count: met,
                    first_row: place.row,
                    certainty,
                });
            }
        }
    }
}
