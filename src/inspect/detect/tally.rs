//! What is counted of a column's cells: kinds of data, dates, and what nobody sees.

use super::chance::{THRESHOLD, tail};
use super::find::Found;
use super::kind::Kind;
use super::unseen::{ODD_OF_A_COLUMN, Unseen};
use super::words::Kinds;

/// The kinds of one cell by how sure they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sets {
    pub(super) sure: Kinds,
    pub(super) told: Kinds,
    pub(super) met: Kinds,
    pub(super) shaped: Kinds,
}

impl Sets {
    pub(super) fn of(found: &Found) -> Self {
        let sure = found.alone.and(found.told);
        let met = sure.and(found.valid);
        Self {
            sure,
            told: found.told,
            met,
            shaped: met.and(found.shape),
        }
    }

    pub(super) fn any(self) -> impl Iterator<Item = Kind> {
        self.shaped.and(self.met).each()
    }
}

/// What nobody sees in a column's texts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hidden {
    /// Texts that hide something by themselves.
    texts: u64,
    first: Option<u64>,
    /// Texts with a sign that nothing explains, and all of those signs.
    odd_texts: u64,
    odd: u64,
    first_odd: Option<u64>,
}

impl Hidden {
    pub(super) fn add_one(&mut self, row: u64) {
        self.texts += 1;
        self.first = least(self.first, row);
    }

    pub(super) fn add(&mut self, row: u64, seen: Unseen) {
        if seen.any() {
            self.add_one(row);
        }
        if seen.odd > 0 {
            self.odd_texts += 1;
            self.odd += u64::from(seen.odd);
            self.first_odd = least(self.first_odd, row);
        }
    }

    /// In how many texts something is hidden, and the lowest row of those.
    pub(super) fn tell(&self) -> Option<(u64, u64)> {
        if self.odd >= ODD_OF_A_COLUMN {
            let first = [self.first, self.first_odd].into_iter().flatten().min();
            return Some((self.texts.max(self.odd_texts), first?));
        }
        Some((self.texts, self.first?))
    }
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Dates {
    pub(super) all: u64,
    pub(super) born: u64,
    pub(super) first: Option<u64>,
    pub(super) years: u128,
    /// Of years in which no card was made.
    pub(super) long_ago: u64,
    pub(super) first_long_ago: Option<u64>,
}

/// The dates of one text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Dated {
    pub(super) born: bool,
    pub(super) long_ago: bool,
    pub(super) years: u128,
}

impl Dates {
    pub(super) fn add(&mut self, row: u64, dated: Dated) {
        self.all += 1;
        if dated.born {
            self.born += 1;
            self.first = least(self.first, row);
            self.years |= dated.years;
        }
        if dated.long_ago {
            self.long_ago += 1;
            self.first_long_ago = least(self.first_long_ago, row);
        }
    }

    /// Whether they lie as births do: nearly all in years of birth, and not all in a few.
    /// Of a card's own dates that can only be said of years before there was one.
    pub(super) fn look_like_births(&self, of_issue: bool) -> bool {
        let old = self.years & ((1 << (1995 - 1900)) - 1);
        let years = if of_issue { old } else { self.years };
        self.born >= 3 && self.born * 5 >= self.all * 4 && years.count_ones() >= 3
    }
}

/// What was counted of one kind in one column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tally {
    pub(super) kind: Kind,
    /// Of the shape, right or not.
    pub(super) shaped: u64,
    /// Right.
    pub(super) met: u64,
    pub(super) first_met: Option<u64>,
    /// Enough by itself, or told by a word beside it.
    pub(super) sure: u64,
    pub(super) first_sure: Option<u64>,
    pub(super) told: u64,
    /// Enough by itself, in a cell that is no bare number or code.
    pub(super) dressed: u64,
    pub(super) first_dressed: Option<u64>,
    /// A bit for each of 64 classes of values.
    pub(super) values: u64,
}

impl Tally {
    pub(super) const fn of(kind: Kind) -> Self {
        Self {
            kind,
            shaped: 0,
            met: 0,
            first_met: None,
            sure: 0,
            first_sure: None,
            told: 0,
            dressed: 0,
            first_dressed: None,
            values: 0,
        }
    }

    pub(super) fn add(&mut self, row: u64, kind: Kind, sets: Sets, mark: u64, bare: bool) {
        self.shaped += 1;
        if sets.met.has(kind) {
            self.met += 1;
            self.first_met = least(self.first_met, row);
            self.values |= 1 << (mark.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58);
        }
        if sets.sure.has(kind) {
            self.sure += 1;
            self.first_sure = least(self.first_sure, row);
            if !bare {
                self.dressed += 1;
                self.first_dressed = least(self.first_dressed, row);
            }
        }
        if sets.told.has(kind) {
            self.told += 1;
        }
    }

    /// Whether more is right than chance would have it, in values that differ.
    pub(super) fn is_no_chance(&self, tried: u64, rate: f64) -> bool {
        let values = u64::from(self.values.count_ones());
        tail(tried, self.met, rate) < THRESHOLD && tail(values, values, rate) < THRESHOLD
    }
}

pub(super) fn least(first: Option<u64>, row: u64) -> Option<u64> {
    Some(first.map_or(row, |first| first.min(row)))
}
