//! Everything that one text holds.

use std::borrow::Cow;

use super::cell::Cell;
use super::fold::fold;
use super::kind::Kind;
use super::reading::Reading;
use super::scan::{Scan, Text};
use super::words::Kinds;
use super::{
    bared, codes, coordinates, date_of_birth, email, encoded, mrz, packed, parted, plain, slips,
    street_address,
};

/// What a text holds, as sets of kinds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Found {
    /// Enough by itself.
    pub(super) alone: Kinds,
    /// Right, and a word beside it says what it is.
    pub(super) told: Kinds,
    /// Right, and so is much else.
    pub(super) valid: Kinds,
    /// Of the shape, and not right.
    pub(super) shape: Kinds,
    /// The years of its dates, 1900 being the lowest bit; later years are left out.
    pub(super) years: u128,
    /// It holds a date in which somebody may have been born; or another date.
    pub(super) born: bool,
    pub(super) dated: bool,
    /// Or one so long ago that no card is of it.
    pub(super) long_ago: bool,
    /// Tells two different values apart, mostly.
    pub(super) mark: u64,
    /// What the text is as a whole, its signs aside.
    pub(super) bared: Kinds,
    /// An account in it that is as well a serial number.
    pub(super) serial: bool,
}

/// Looks through texts; kept, so that its memory is used again.
#[derive(Default)]
pub(super) struct Finder {
    scan: Scan,
    /// Of a text without its signs.
    bare: Scan,
    reading: Reading,
    /// The text with digits for letters that look like them.
    row: Vec<u8>,
    /// What parts its words, with groups joined.
    gaps: Vec<u8>,
    /// How many letters and digits the last text had.
    signs: usize,
}

/// A longer text is looked through in parts that overlap, so that memory stays bounded.
const WINDOW: usize = 64 * 1024;
const OVERLAP: usize = 256;
/// With blanks around.
const LONGEST_DATE: usize = 64;

impl Finder {
    /// Looks at a text.
    pub(super) fn look(&mut self, cell: Cell<'_>) -> Found {
        let Cell { text, classes, .. } = cell;
        let mut found = Found::default();
        // so few say nothing in other letters either
        if classes == plain::DIGIT
            && let Some(text) = Text::of_digits(text)
        {
            self.reading.read_digits(&text, &mut found);
            return found;
        }
        let mut without = Cow::Borrowed(cell.plain);
        if cell.of_plain & plain::JOIN != 0 {
            without = codes::without_uuids(cell.plain);
        }
        self.whole(&without, cell.of_plain, &mut found);
        if classes & (plain::SIGN | plain::ADDRESS | plain::OTHER) != 0
            || classes == plain::DIGIT | plain::SPACE
        {
            self.signed(&fold(&without), &mut found);
        } else if self.signs == bared::ACCOUNT
            && classes & !(plain::DIGIT | plain::SPACE | plain::JOIN | plain::DOT) == 0
            && let Some(bare) = bared::of(&without)
        {
            self.bared(&bare, &mut found);
        }
        if classes & plain::SIGN != 0
            && let Some(plain) = encoded::decoded(text)
        {
            self.whole(&plain, plain::classes(&plain), &mut found);
        }
        if text.len() >= mrz::LINE && classes & plain::DIGIT != 0 && mrz::is_full(cell.plain) {
            found.alone = found.alone.and(Kinds::of(Kind::Passport));
        }
        if text.len() >= packed::SHORTEST {
            let short = encoded::short_base64(text);
            for plain in encoded::words_in_base64(text)
                .chain(packed::texts(text))
                .chain(short)
            {
                self.whole(&plain, plain::classes(&plain), &mut found);
            }
        }
        found
    }

    fn whole(&mut self, text: &str, classes: u8, found: &mut Found) {
        let mut rest = text;
        while rest.len() > WINDOW {
            let cut = rest.floor_char_boundary(WINDOW);
            let (part, _) = rest.split_at_checked(cut).unwrap_or((rest, ""));
            self.part(part, classes, found);
            let from = rest.floor_char_boundary(cut - OVERLAP);
            rest = rest.get(from..).unwrap_or_default();
        }
        self.part(rest, classes, found);
    }

    /// Looks for what is written with signs of its own.
    fn signed(&mut self, folded: &str, found: &mut Found) {
        let seen = [
            (Kind::Passport, mrz::is_in(folded)),
            (Kind::Email, email::is_apart(folded)),
            (Kind::Coordinates, coordinates::is_signed(folded)),
            (
                Kind::StreetAddress,
                street_address::begins_with_house(folded.as_bytes()),
            ),
        ];
        for (kind, _) in seen.iter().filter(|(_, is_in)| *is_in) {
            found.alone = found.alone.and(Kinds::of(*kind));
        }
        // a blank in an address of the web
        let has = |sign| memchr::memchr(sign, folded.as_bytes()).is_some();
        if has(b'?') && has(b'+') && has(b'=') {
            let spaced = folded.replace('+', " ");
            self.whole(&spaced, plain::classes(&spaced), found);
        }
        if folded.len() <= LONGEST_DATE
            && let Some(date) = date_of_birth::with_slashes(folded)
        {
            self.whole(&date, plain::classes(&date), found);
        }
        // most texts are too long for a code, whatever parts them
        if self.signs <= bared::LONGEST
            && let Some(bare) = bared::of(folded)
        {
            self.bared(&bare, found);
        }
    }

    /// Looks at a text of which nothing but signs is gone.
    fn bared(&mut self, bare: &str, found: &mut Found) {
        let text = self.bare.read(bare, plain::classes(bare));
        let reading = &mut self.reading;
        reading.hit(&text);
        reading.hits.retain_mut(|hit| bared::counts(&text, hit));
        for hit in &reading.hits {
            found.bared = found.bared.and(Kinds::of(hit.kind));
            found.serial |= hit.kind == Kind::BankAccount && bared::is_serial(bare);
        }
        reading.judge(&text, found);
    }

    fn part(&mut self, text: &str, classes: u8, found: &mut Found) {
        let text = self.scan.read(text, classes);
        self.signs = text.len();
        let reading = &mut self.reading;
        reading.read(&text, found);
        if text.may_have(plain::LETTER) && slips::read_as_digits(&text, &mut self.row) {
            let mut again = Found::default();
            reading.read(&text.with(&self.row), &mut again);
            slips::add(&again, found);
        }
        // the signs that part numbers are of these classes
        if text.may_have(plain::SIGN | plain::ADDRESS | plain::JOIN)
            && parted::join(&text, &mut self.gaps)
        {
            let joined = text.with_gaps(&self.gaps);
            reading.hit(&joined);
            reading
                .hits
                .retain_mut(|hit| parted::counts(&text, &joined, hit));
            reading.judge(&joined, found);
        }
    }
}
