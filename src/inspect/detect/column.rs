//! One column: what its header says, what was counted of it, and what that comes to.

use super::bared::Bared;
use super::beginnings::Beginnings;
use super::bits;
use super::cell::{Cell, LONGEST_NAME};
use super::chance::{as_float, tail};
use super::find::Found;
use super::grid::Grid;
use super::headers::{
    header, is_named, is_of_issue, is_of_prices, is_of_versions, is_released, perhaps,
};
use super::kind::Kind;
use super::lately::Luck;
use super::lost::Lost;
use super::plain::{DIGIT, JOIN, LETTER, SPACE};
use super::tally::{Dates, Hidden, Sets, Tally, least};
use super::watch::{Certainty, Detection};
use super::{
    date_of_birth, nhs_number, nino, payment_card, phone, postcode, salary, street_address, utr,
    vehicle_registration, vetting_level, what3words,
};

/// What a column's header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Says {
    #[default]
    Nothing,
    Released,
    /// The same, and no number stands there by itself.
    Named,
    /// When a card was made, or until when it holds.
    Issued,
    /// Versions, which are written as dates are.
    Versions,
    /// What something costs.
    Prices,
    Kind(Kind),
    /// Nothing by itself; most cells would have to be of that kind.
    Perhaps(Kind),
}

#[derive(Debug, Clone, Default)]
pub(super) struct Column {
    pub(super) says: Says,
    /// Cells that hold something.
    pub(super) cells: u64,
    pub(super) tallies: Vec<Tally>,
    pub(super) dates: Dates,
    /// Cells of six digits in pairs that are no date, and in pairs at all.
    pub(super) pairs: u64,
    pub(super) paired: u64,
    /// Cells of six or eight bare digits, and of decimal degrees.
    pub(super) six: u64,
    pub(super) eight: u64,
    pub(super) degrees: u64,
    pub(super) first_row: Option<u64>,
    /// Pay numbers, by their neighbours.
    pub(super) pay: u64,
    pub(super) first_pay: Option<u64>,
    pub(super) hidden: Hidden,
    /// Numbers in groups with hyphens that are telephone numbers, and that are none.
    pub(super) grouped: u64,
    pub(super) misfits: u64,
    /// How bare numbers as long as a card's and a telephone's begin.
    pub(super) cards: Beginnings,
    pub(super) phones: Beginnings,
    pub(super) lost: Lost,
    /// A bit for each of 64 classes of what National Insurance numbers without a suffix begin with.
    pub(super) prefixes: u64,
    /// Cells that are the domain of a mail address.
    pub(super) domains: u64,
    pub(super) first_domain: Option<u64>,
    /// The forms of vehicles' marks among them.
    pub(super) forms: u8,
    /// Whether its texts come time after time.
    pub(super) luck: Luck,
    pub(super) bared: Bared,
    /// Cells that are one word of letters and digits, and a bit for each of 64 classes of their forms.
    pub(super) coded: u64,
    pub(super) codes: u64,
    pub(super) grid: Grid,
    /// Postcodes of five signs in areas that exist.
    pub(super) short: u64,
    /// A bit for each of 64 classes of what vehicles' marks begin with.
    pub(super) marks: u64,
}

pub(super) fn says(name: &str) -> Says {
    if is_of_issue(name) {
        return Says::Issued;
    }
    if is_named(name) {
        return Says::Named;
    }
    if is_released(name) {
        return Says::Released;
    }
    if is_of_versions(name) {
        return Says::Versions;
    }
    if is_of_prices(name) {
        return Says::Prices;
    }
    header(name)
        .and_then(|rule| rule.kind)
        .map(Says::Kind)
        .or_else(|| perhaps(name).map(Says::Perhaps))
        .unwrap_or_default()
}

/// How often two numbers of five digits or more are the same by chance.
pub(super) const SAME_NUMBER: f64 = 1e-5;

/// A longer text is no bare number.
const LONGEST_SHAPE: usize = LONGEST_NAME;

impl Column {
    /// Whether its name is one under which data for a card is released.
    pub(super) fn is_released(&self) -> bool {
        matches!(self.says, Says::Released | Says::Named | Says::Issued)
    }

    /// Whether its name says nothing by itself.
    fn says_nothing(&self) -> bool {
        matches!(self.says, Says::Nothing | Says::Perhaps(_))
    }

    pub(super) fn tally(&mut self, kind: Kind) -> &mut Tally {
        let at = self
            .tallies
            .iter()
            .position(|tally| tally.kind == kind)
            .unwrap_or_else(|| {
                self.tallies.push(Tally::of(kind));
                self.tallies.len() - 1
            });
        // INVARIANT: `at` is below the length
        #[expect(clippy::indexing_slicing, reason = "found or pushed just above")]
        &mut self.tallies[at]
    }

    fn beginnings(&self, kind: Kind) -> Option<&Beginnings> {
        match kind {
            Kind::PaymentCard => Some(&self.cards),
            Kind::Phone => Some(&self.phones),
            _ => None,
        }
    }

    /// Counts how a number begins or is grouped, among others of its column.
    pub(super) fn number(&mut self, row: u64, text: &str, classes: u8, sets: Sets) {
        let text = text.trim_ascii();
        if classes & DIGIT != 0 {
            self.lost.add(row, text);
            if classes & LETTER != 0 {
                self.grid.add(row, text);
            }
            if sets.met.has(Kind::Postcode)
                && let Some(outward) = text.as_bytes().first_chunk::<2>()
            {
                let is_area = postcode::is_area(&outward.to_ascii_uppercase());
                self.short += u64::from(text.len() == 5 && is_area);
            }
        }
        // a label may stand before them
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        if sets.met.has(Kind::Nino)
            && let Some([first, second]) = text
                .as_bytes()
                .get(letters.saturating_sub(2)..)
                .and_then(<[u8]>::first_chunk)
        {
            let letters = first.wrapping_mul(5).wrapping_add(*second) & 63;
            self.prefixes |= 1 << letters;
        }
        let is_parted = classes & (JOIN | SPACE) != 0 && classes & LETTER == 0;
        if is_parted && let Some(digits) = grouped(text) {
            let is_phone = sets.sure.has(Kind::Phone);
            self.grouped += u64::from(is_phone);
            self.misfits += u64::from(!is_phone && matches!(digits, 10..=12));
        }
        for (kind, beginnings) in [
            (Kind::PaymentCard, &mut self.cards),
            (Kind::Phone, &mut self.phones),
        ] {
            if sets.shaped.has(kind) {
                beginnings.add(row, text, sets.sure.has(kind));
            }
        }
    }

    /// Counts a cell that is one word of letters and digits.
    pub(super) fn code(&mut self, text: &str) {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        let form = bits::digits(text.as_bytes()) ^ length << 48;
        self.coded += 1;
        self.codes |= 1 << (form.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58);
    }

    /// Counts what a column is judged by as a whole; whether there was any.
    pub(super) fn shapes(
        &mut self,
        row: u64,
        cell: Cell<'_>,
        is_usual: bool,
        found: &Found,
    ) -> bool {
        self.first_row = least(self.first_row, row);
        if !found.bared.is_empty() {
            self.bared.add(row, found.bared, found.serial);
        }
        let is_degree = found.valid.has(Kind::Coordinates);
        self.degrees += u64::from(is_degree);
        // of eight digits that take four bytes each, with as many signs between
        let is_mark = found.valid.has(Kind::VehicleRegistration);
        let Cell { text, plain, .. } = cell;
        if text.len() > LONGEST_SHAPE || is_usual && !is_mark && text.trim_ascii().len() > 8 {
            return is_degree;
        }
        if is_mark {
            self.forms |= vehicle_registration::form(plain);
            if let Some([first, second]) = plain.trim().as_bytes().first_chunk() {
                self.marks |= 1 << (first.wrapping_mul(5).wrapping_add(*second) & 63);
            }
        }
        let bytes = plain.trim().as_bytes();
        let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
        match (digits, bytes.len()) {
            (6, 6) => self.six += 1,
            (8, 8) => self.eight += 1,
            (6, 8) if found.valid.has(Kind::BankAccount) || found.told.has(Kind::BankAccount) => {
                self.paired += 1;
                if !found.dated {
                    self.pairs += 1;
                }
            }
            _ => return is_degree || is_mark,
        }
        true
    }

    pub(super) fn judge(&self, at: usize, out: &mut Vec<Detection>) {
        let mut push = |kind, count, first: Option<u64>, certainty| {
            if let Some(first_row) = first
                && count > 0
            {
                out.push(Detection {
                    kind,
                    column: at,
                    count,
                    first_row,
                    certainty,
                });
            }
        };
        for tally in &self.tallies {
            if let Some((count, first, certainty)) = self.of_kind(tally) {
                push(tally.kind, count, first, certainty);
            }
        }
        let told = self
            .tallies
            .iter()
            .any(|tally| tally.kind == Kind::DateOfBirth && self.of_kind(tally).is_some());
        let mostly = self.dates.born * 2 >= self.cells && self.says != Says::Versions;
        let dates = &self.dates;
        // nobody is called a date
        let is_in_name = self.says == Says::Named && dates.born > 0;
        let of_births = (dates.born, dates.first);
        let of_long_ago = (dates.long_ago, dates.first_long_ago);
        let births = if is_in_name || mostly && dates.look_like_births(self.says == Says::Issued) {
            of_births
        } else if self.says != Says::Versions {
            of_long_ago
        } else {
            (0, None)
        };
        if !told {
            push(Kind::DateOfBirth, births.0, births.1, Certainty::Likely);
        }
        let is_known = |kind| {
            let mut tallies = self.tallies.iter();
            tallies.any(|tally| tally.kind == kind && self.of_kind(tally).is_some())
        };
        if let Some((count, first)) = self.lost.tell(self.cells)
            && self.says_nothing()
            && ![Kind::Phone, Kind::NhsNumber, Kind::Utr]
                .into_iter()
                .any(is_known)
        {
            push(Kind::Phone, count, Some(first), Certainty::Likely);
        }
        if let Some((count, first)) = self.grid.tell(self.cells)
            && self.says_nothing()
        {
            push(Kind::Coordinates, count, Some(first), Certainty::Likely);
        }
        for (kind, count, first) in self.bared.tell(self.cells) {
            if self.says_nothing() && !is_known(kind) {
                push(kind, count, first, Certainty::Likely);
            }
        }
        // half of an address, which the column before it makes whole
        if at > 0
            && self.domains >= 3
            && self.domains * 10 >= self.cells * 9
            && !is_known(Kind::Email)
        {
            push(
                Kind::Email,
                self.domains,
                self.first_domain,
                Certainty::Likely,
            );
        }
        if self.says != Says::Kind(Kind::PayNumber)
            && tail(self.cells, self.pay, SAME_NUMBER) < 1e-4
        {
            push(Kind::PayNumber, self.pay, self.first_pay, Certainty::Likely);
        }
    }

    pub(super) fn of_kind(&self, tally: &Tally) -> Option<(u64, Option<u64>, Certainty)> {
        let kind = tally.kind;
        if self.says == Says::Kind(kind) || related(self.says, kind) {
            return Some((tally.met, tally.first_met, Certainty::Certain))
                .filter(|(met, ..)| *met > 0);
        }
        if self.says == Says::Perhaps(kind)
            && tally.sure == 0
            && tally.met * 10 >= self.cells * 9
            && (tally.met > 1 || kind != Kind::Salary)
        {
            return Some((tally.met, tally.first_met, Certainty::Likely));
        }
        // a serial number in groups, some of which begin as telephone numbers do
        if kind == Kind::Phone
            && tally.told == 0
            && self.misfits >= 3
            && self.misfits * 5 >= tally.sure
        {
            let (count, first) = (tally.dressed, tally.first_dressed);
            return (count > self.grouped).then_some((count, first, Certainty::Likely));
        }
        let tried = match kind {
            // what is no such cell has no shape that could be counted
            Kind::What3words | Kind::VettingLevel | Kind::StreetAddress => self.cells,
            _ => tally.shaped,
        };
        let no_chance = chance(kind).is_some_and(|rate| {
            let few = matches!(
                kind,
                Kind::What3words | Kind::VettingLevel | Kind::StreetAddress
            );
            if few {
                // a released name says that something else is meant: nearly all have to be, and differ
                let most = if self.is_released() {
                    tally.met * 5 >= self.cells * 4 && tally.values.count_ones() > 1
                } else {
                    tally.met * 2 >= self.cells
                };
                most && tally.met >= 3 && tail(tried, tally.met, rate) < 1e-3
            } else {
                tally.is_no_chance(tried, rate)
            }
        });
        if no_chance {
            return Some((tally.met, tally.first_met, Certainty::Certain));
        }
        // a serial number begins alike in all rows, or with letters that no such number begins with
        if kind == Kind::Nino
            && tally.sure == 0
            && self.says_nothing()
            && self.prefixes.count_ones() > 3
            && tail(self.cells, tally.met, nino::PREFIX_RATE) < 1e-3
        {
            return Some((tally.met, tally.first_met, Certainty::Likely));
        }
        // older marks in more forms than a serial number has
        if kind == Kind::VehicleRegistration
            && tally.sure == 0
            && self.says_nothing()
            && self.forms.count_ones() > 1
            && tally.values.count_ones() >= 5
            && tally.met * 20 >= self.cells * 19
        {
            return Some((tally.met, tally.first_met, Certainty::Likely));
        }
        // those of today in three groups, as serial numbers are, which begin alike
        if kind == Kind::VehicleRegistration
            && tally.sure == 0
            && self.says_nothing()
            && self.forms == vehicle_registration::OF_TODAY
            && self.marks.count_ones() > 3
            && tail(self.cells, tally.met, vehicle_registration::RATE) < 1e-3
        {
            return Some((tally.met, tally.first_met, Certainty::Likely));
        }
        // postcodes of five signs, as codes of one letter, two digits and two letters are
        if kind == Kind::Postcode
            && tally.sure == 0
            && self.says_nothing()
            && tally.values.count_ones() >= 5
            && tail(self.cells, self.short, postcode::SHORT_RATE) < 1e-2
        {
            return Some((tally.met, tally.first_met, Certainty::Likely));
        }
        if tally.sure == 0 {
            return None;
        }
        if tally.told == 0 {
            // a column in which chance passes as often as it should
            if let Some(rate) = fewest(kind)
                .filter(|fewest| tally.shaped >= *fewest)
                .and(chance(kind))
                && is_luck(tried, tally.met, rate)
            {
                let bare = self.beginnings(kind).map_or(tried, Beginnings::all);
                let others = tried.saturating_sub(bare);
                let is_stray = bare > 0 && !is_luck(others, tally.dressed, rate);
                if tally.dressed > 0 && (kind == Kind::Phone || is_stray) {
                    let (count, first) = (tally.dressed, tally.first_dressed);
                    return Some((count, first, Certainty::Certain));
                }
                let strays = self.beginnings(kind)?.strays();
                return strays.map(|(count, first)| (count, Some(first), Certainty::Likely));
            }
            // references that follow no rule, some of which are of the form by chance
            if let Some(rate) = by_form(kind)
                && self.codes.count_ones() >= MOST_FORMS
                && tail(self.coded, tally.sure - tally.dressed, rate) > 1e-3
            {
                let (count, first) = (tally.dressed, tally.first_dressed);
                return (count > 0).then_some((count, first, Certainty::Certain));
            }
            // what costs as much as somebody is paid
            if kind == Kind::Salary && self.says == Says::Prices {
                return None;
            }
            // four numbers with dots
            if kind == Kind::IpAddress && self.says == Says::Versions {
                return None;
            }
            // under a released name some bare numbers look like others; with a sign or a word they do not
            if self.is_released()
                && matches!(
                    kind,
                    Kind::Phone | Kind::VehicleRegistration | Kind::NhsNumber
                )
                && as_float(tally.sure) < 0.5 * as_float(self.cells)
            {
                // nobody is called so
                if self.says == Says::Named && tally.dressed == 0 {
                    return Some((tally.sure, tally.first_sure, Certainty::Likely));
                }
                let certainty = if kind == Kind::Phone {
                    Certainty::Certain
                } else {
                    Certainty::Likely
                };
                return (tally.dressed > 0).then_some((
                    tally.dressed,
                    tally.first_dressed,
                    certainty,
                ));
            }
        }
        let certainty = if tally.told > 0 || is_certain(kind) {
            Certainty::Certain
        } else {
            Certainty::Likely
        };
        Some((tally.sure, tally.first_sure, certainty))
    }
}

/// Headers that speak of more than one kind.
pub(super) fn related(says: Says, kind: Kind) -> bool {
    matches!(
        (says, kind),
        (Says::Kind(Kind::Iban), Kind::BankAccount)
            | (Says::Kind(Kind::BankAccount), Kind::Iban)
            | (Says::Kind(Kind::Nino), Kind::TemporaryReference)
            | (Says::Kind(Kind::StreetAddress), Kind::Postcode)
    )
}

/// The share of cells of a kind's shape that are right by chance.
pub(super) fn chance(kind: Kind) -> Option<f64> {
    Some(match kind {
        Kind::NhsNumber => nhs_number::RATE,
        Kind::Utr => utr::RATE,
        Kind::PaymentCard => payment_card::RATE,
        Kind::Phone => phone::RATE,
        Kind::DateOfBirth => date_of_birth::RATE,
        Kind::Salary => salary::RATE,
        Kind::What3words => what3words::RATE,
        Kind::VettingLevel => vetting_level::RATE,
        Kind::StreetAddress => street_address::RATE,
        _ => return None,
    })
}

/// In how few numbers one that passes a check by itself is told from chance.
const fn fewest(kind: Kind) -> Option<u64> {
    match kind {
        Kind::NhsNumber | Kind::PaymentCard => Some(3),
        Kind::Phone => Some(12),
        _ => None,
    }
}

/// Whether chance may pass as many of so many; of one or two numbers only some.
fn is_luck(tried: u64, met: u64, rate: f64) -> bool {
    let all = tried <= 2 && met == tried;
    // a bound, so that three of three are none
    !all && tail(tried, met, rate) > 2e-3
}

/// The share of words of letters and digits in any order that are of the kind's form.
const fn by_form(kind: Kind) -> Option<f64> {
    match kind {
        Kind::Postcode => Some(0.005),
        Kind::VehicleRegistration => Some(0.01),
        _ => None,
    }
}

/// Words of letters and digits that follow a rule have fewer forms.
const MOST_FORMS: u32 = 6;

/// Whether one that is enough by itself is hardly anything else.
pub(super) fn is_certain(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::NhsNumber
            | Kind::VehicleRegistration
            | Kind::StreetAddress
            | Kind::IpAddress
            | Kind::CallSign
    )
}

/// How many digits a text has that is nothing but digits in groups with hyphens between, or in fours with blanks.
fn grouped(text: &str) -> Option<usize> {
    let is_serial = |b: u8| b.is_ascii_digit() || b == b'-';
    let in_fours = || text.len() > 13 && text.split(' ').all(|group| group.len() == 4);
    let is_one = (9..=20).contains(&text.len())
        && (text.bytes().all(is_serial)
            || text.bytes().all(|b| b.is_ascii_digit() || b == b' ') && in_fours());
    let digits = || text.bytes().filter(u8::is_ascii_digit).count();
    is_one.then(digits).filter(|digits| text.len() > *digits)
}
