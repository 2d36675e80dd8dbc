//! The words that tell what the number beside them is.

use std::sync::LazyLock;

use super::kind::Kind;
use super::vetting_level::SHORTEST_IN_ONE;

/// A set of kinds.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Kinds(u32);

impl Kinds {
    pub(super) const fn of(kind: Kind) -> Self {
        Self(1 << kind as u32)
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn has(self, kind: Kind) -> bool {
        self.0 & Self::of(kind).0 != 0
    }

    /// Those that are in the other as well.
    pub(super) const fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// One after the other.
    pub(super) fn each(self) -> impl Iterator<Item = Kind> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let at = usize::try_from(left.trailing_zeros()).ok()?;
            left &= left.checked_sub(1)?;
            Kind::ALL.get(at).copied()
        })
    }
}

/// What a word says.
#[derive(Clone, Copy, Default)]
pub(super) struct Word {
    /// The kinds of which it speaks.
    pub(super) about: Kinds,
    /// It ends the name of a street.
    pub(super) street: bool,
    /// It is a level of vetting, or begins one.
    pub(super) level: bool,
    /// It ends a level that is written out.
    pub(super) ends_level: bool,
    /// A rank stands before a number that is no house's.
    pub(super) rank: bool,
    /// What it says depends on what stands beside it.
    pub(super) beside: Beside,
}

/// A word that says something beside others only.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Beside {
    #[default]
    None,
    /// Signs of addresses that are written out.
    At,
    Dot,
    /// Of a post office.
    Box,
    /// Behind CALL.
    Call,
    /// Behind NE, of birth.
    Le,
}

const BESIDE: &[(&str, Beside)] = &[
    ("AT", Beside::At),
    ("DOT", Beside::Dot),
    ("BOX", Beside::Box),
    ("SIGN", Beside::Call),
    ("SIGNS", Beside::Call),
    ("LE", Beside::Le),
];

/// What the word says, given in capitals; of most words nothing.
#[inline]
pub(super) fn look_up(word: &[u8]) -> Option<Word> {
    if !(2..=14).contains(&word.len()) {
        return None;
    }
    TABLE.find(word.len(), pack(word))
}

/// Whether a word in any letters is a level and something else in one.
pub(super) fn is_level_in_one(word: &[u8]) -> bool {
    LEVELS
        .split(' ')
        .any(|level| level.len() >= SHORTEST_IN_ONE && word.eq_ignore_ascii_case(level.as_bytes()))
}

/// A word of a row as one number.
#[derive(Clone, Copy)]
pub(super) struct Packed {
    length: usize,
    signs: u128,
}

impl Packed {
    /// The word from `at` to before `end` of a longer row, if it may be a listed one by its length.
    #[inline]
    pub(super) fn of(row: &[u8], at: usize, end: usize) -> Option<Self> {
        let length = end.saturating_sub(at);
        if !(2..=14).contains(&length) {
            return None;
        }
        let signs = match row.get(at..)?.first_chunk::<16>() {
            // sixteen at once, and what does not belong to the word pushed out
            Some(sixteen) => u128::from_be_bytes(*sixteen) >> (128 - 8 * length),
            None => pack(row.get(at..end)?),
        };
        Some(Self { length, signs })
    }

    /// Whether it has no digit.
    #[inline]
    pub(super) const fn is_of_letters(self) -> bool {
        // a bit that all letters have, and no digit
        const LETTERS: u128 = 0x4040_4040_4040_4040_4040_4040_4040_4040;
        let letters = LETTERS >> (128 - 8 * self.length);
        self.signs & letters == letters
    }

    /// What it says; of most words nothing.
    #[inline]
    pub(super) fn look_up(self) -> Option<Word> {
        TABLE.find(self.length, self.signs)
    }
}

/// The same of the word from `at` to before `end` of a longer row.
#[inline]
pub(super) fn look_up_in(row: &[u8], at: usize, end: usize) -> Option<Word> {
    Packed::of(row, at, end)?.look_up()
}

/// A word of at most sixteen bytes as one number.
fn pack(word: &[u8]) -> u128 {
    word.iter()
        .fold(0, |packed, byte| packed << 8 | u128::from(*byte))
}

/// Whether a word of this length and these ends can be one that ends a street's name or is a level, or a sign of an
/// address that is written out. Most names are told from those by that alone.
#[inline]
pub(super) fn may_stand_alone(length: usize, first: u8, last: u8) -> bool {
    ENDS.get(length)
        .and_then(|ends| ends.get(usize::from(first & 31)))
        .is_some_and(|ends| ends & (1 << (last & 31)) != 0)
}

/// For each length and the first letter of each such word, a bit for its last.
const ENDS: [[u32; 32]; 16] = {
    let mut ends = [[0; 32]; 16];
    let lists = [STREETS, LEVELS, LEVELS_END, WRITTEN_OUT];
    let mut list = 0;
    while list < lists.len() {
        #[expect(
            clippy::indexing_slicing,
            reason = "as the compiler runs it, it cannot be out of bounds"
        )]
        {
            ends = ends_of(lists[list], ends);
        }
        list += 1;
    }
    ends
};

/// Signs of addresses, as words.
const WRITTEN_OUT: &str = "AT DOT";

const fn ends_of(words: &str, mut ends: [[u32; 32]; 16]) -> [[u32; 32]; 16] {
    let words = words.as_bytes();
    let (mut at, mut length) = (0, 0);
    while at < words.len() {
        #[expect(
            clippy::indexing_slicing,
            reason = "as the compiler runs it, it cannot be out of bounds"
        )]
        if words[at] == b' ' {
            length = 0;
        } else {
            length += 1;
            if at + 1 == words.len() || words[at + 1] == b' ' {
                let first = words[at + 1 - length] & 31;
                ends[length][first as usize] |= 1 << (words[at] & 31);
            }
        }
        at += 1;
    }
    ends
}

fn half(packed: u128) -> u64 {
    u64::try_from(packed & u128::from(u64::MAX)).unwrap_or(0)
}

/// A table with free places between, so that a word that is not in it is told at once.
struct Table {
    places: Vec<(u128, Word)>,
    /// For each length and first sign, a bit for the last sign of each such word: of most others this is enough.
    ends: [[u32; 32]; 16],
}

const PLACES: usize = 1024;

impl Table {
    fn place(packed: u128) -> usize {
        let (high, low) = (half(packed >> 64), half(packed));
        let mixed = (low ^ high.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        usize::try_from(mixed >> 54).unwrap_or(0)
    }

    /// Where the bit of such ends is: its row and column, and the bit itself.
    fn end(length: usize, packed: u128) -> (usize, usize, u32) {
        let last = u32::try_from(packed & 31).unwrap_or(0);
        let first = packed >> (8 * length.saturating_sub(1)) & 31;
        (length & 15, usize::try_from(first).unwrap_or(0), 1 << last)
    }

    #[inline]
    fn find(&self, length: usize, packed: u128) -> Option<Word> {
        let (length, first, last) = Self::end(length, packed);
        if self.ends.get(length)?.get(first)? & last == 0 {
            return None;
        }
        self.find_packed(packed)
    }

    fn find_packed(&self, packed: u128) -> Option<Word> {
        let start = Self::place(packed);
        for step in 0..PLACES {
            let (found, word) = self.places.get((start + step) % PLACES)?;
            if *found == packed {
                return Some(*word);
            }
            if *found == 0 {
                return None;
            }
        }
        None
    }

    fn change(&mut self, word: &str, change: impl Fn(&mut Word)) {
        let packed = pack(word.as_bytes());
        let (length, first, last) = Self::end(word.len(), packed);
        if let Some(ends) = self.ends.get_mut(length).and_then(|of| of.get_mut(first)) {
            *ends |= last;
        }
        let start = Self::place(packed);
        for step in 0..PLACES {
            if let Some((found, entry)) = self.places.get_mut((start + step) % PLACES)
                && (*found == packed || *found == 0)
            {
                *found = packed;
                change(entry);
                return;
            }
        }
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        places: vec![(0, Word::default()); PLACES],
        ends: [[0; 32]; 16],
    };
    for (kinds, words) in ABOUT {
        for word in words.split(' ') {
            for kind in *kinds {
                table.change(word, |entry| {
                    entry.about = entry.about.and(Kinds::of(*kind))
                });
            }
        }
    }
    for (word, beside) in BESIDE {
        table.change(word, |entry| entry.beside = *beside);
    }
    for word in STREETS.split(' ') {
        table.change(word, |entry| entry.street = true);
    }
    for word in LEVELS.split(' ') {
        table.change(word, |entry| entry.level = true);
    }
    for word in LEVELS_END.split(' ') {
        table.change(word, |entry| entry.ends_level = true);
    }
    for word in RANKS.split(' ') {
        table.change(word, |entry| entry.rank = true);
    }
    table
});

const ABOUT: &[(&[Kind], &str)] = &[
    (
        &[Kind::Nino],
        "NI NINO NINO'S INSURANCE NATINS NINUMBER NINO1 HMRC",
    ),
    (
        &[Kind::TemporaryReference],
        "TRN TEMPORARY TEMP HMRC INSURANCE",
    ),
    (
        &[Kind::NhsNumber],
        "NHS CHI PATIENT HEALTHCARE NHSNO NHSNUMBER GP",
    ),
    (
        &[Kind::DrivingLicence],
        "DRIVING DRIVER DRIVERS LICENCE LICENSE DVLA",
    ),
    (&[Kind::Passport], "PASSPORT PASSPORTS PASSPORTNO PP"),
    (&[Kind::Utr], "UTR TAXPAYER TAX HMRC"),
    (
        &[Kind::Postcode],
        "POSTCODE POSTCODES POSTAL ADDRESS ZIP POST",
    ),
    (
        &[Kind::StreetAddress],
        "ADDRESS ADDR LIVES LIVING RESIDES HOME",
    ),
    (&[Kind::Iban], "IBAN"),
    (
        &[Kind::BankAccount],
        "ACCOUNT ACCT ACC SORT SORTCODE BANK BANKING BACS AC DEPOSIT",
    ),
    (
        &[Kind::PaymentCard],
        "CREDIT DEBIT VISA MASTERCARD AMEX MAESTRO PAN",
    ),
    (
        &[Kind::Phone],
        "TEL TELEPHONE PHONE PHONES MOBILE MOB FAX CELL WHATSAPP CALL RING LANDLINE TELE HOMETEL",
    ),
    (
        &[Kind::DateOfBirth],
        "DOB BORN BIRTH BIRTHDAY BIRTHDATE DOFB DATEOFBIRTH GEBOREN GEB GANWYD GANED NACIDO NACIDA URODZONY URODZONA",
    ),
    (
        &[Kind::Salary],
        "SALARY WAGE WAGES EARNS EARNING EARNINGS GROSS ANNUM INCOME PAID REMUNERATION PAY GBP",
    ),
    (
        &[Kind::VettingLevel],
        "VETTING VETTED CLEARANCE CLEARED CLEARANCES",
    ),
    (&[Kind::MacAddress], "MAC HARDWARE ETHERNET WIFI BLUETOOTH"),
    (
        &[Kind::Coordinates],
        "LAT LATITUDE LON LONG LNG LONGITUDE GPS COORDINATES COORDS GEO LOCATION GRID NGR OSGR",
    ),
    (&[Kind::What3words], "WHAT3WORDS W3W"),
    (
        &[Kind::VehicleRegistration],
        "VRM VRN REG REGISTRATION VEHICLE VEHICLES CAR CARS PLATE DRIVES PARKING NUMBERPLATE",
    ),
    (&[Kind::PayNumber], "PAYROLL PAYNO PAYNUMBER PAYREF PAY"),
    (&[Kind::RadioIssi], "ISSI RADIO AIRWAVE TETRA"),
    (&[Kind::CallSign], "CALLSIGN CALLSIGNS"),
];

/// Royal Mail's common names of thoroughfares, and their short forms.
const STREETS: &str = "STREET ST STR ROAD RD LANE LN AVENUE AVE AV CLOSE DRIVE DR WAY COURT CT CRESCENT CRES PLACE PL \
    GARDENS GDNS GROVE GR TERRACE TER TERR SQUARE SQ HILL PARK ROW MEWS GREEN WALK RISE VIEW YARD QUAY CLOS HEOL FFORDD \
    STRYD LON RHODFA CILGANT MAES GERDDI PARC \
    KINGSWAY QUEENSWAY BROADWAY PARKWAY CAUSEWAY CHEAPSIDE WHITEHALL PICCADILLY DEANSGATE BRIGGATE KIRKGATE MOORGATE \
    BISHOPSGATE FISHERGATE ALDERSGATE MILLGATE PARADE PASSAGE ESPLANADE PROMENADE BOULEVARD BLVD ALLEY WYND VALE DENE CHASE CIRCUS EMBANKMENT WHARF";

/// College of Policing's and the Cabinet Office's levels.
const LEVELS: &str = "NPPV NPPV1 NPPV2 NPPV3 BPSS CTC STRAP SC DV MV RV ESC EDV \
    NPPV2A NPPV2F NPPV3A NPPV3F NPPVL1 NPPVL2 NPPVL3 NPPVLEVEL1 NPPVLEVEL2 NPPVLEVEL3 \
    DVCLEARED SCCLEARED CTCCLEARED DVVETTED SCVETTED DVCLEARANCE SCCLEARANCE SECURITYCHECK";

/// The last words of levels that are written out.
const LEVELS_END: &str = "VETTING VETTED CHECK CHECKED CLEARED CLEARANCE STANDARD";

const RANKS: &str = "PC PS DC DS PCSO WPC INSP SGT DI CI DCI SUPT CONSTABLE SERGEANT INSPECTOR SUPERINTENDENT OFFICER NO NUMBER";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_words_say_what_they_are_listed_for_and_others_nothing() {
        for (kinds, words) in ABOUT {
            for word in words.split(' ') {
                let found = look_up(word.as_bytes());
                assert!(
                    found.is_some_and(|found| kinds.iter().all(|kind| found.about.has(*kind))),
                    "{word}"
                );
            }
        }
        assert!(
            STREETS.split(' ').all(|word| word.is_empty()
                || look_up(word.as_bytes()).is_some_and(|found| found.street))
        );
        for word in STREETS.split(' ').chain(LEVELS.split(' ')) {
            if let [first, .., last] = word.as_bytes() {
                assert!(may_stand_alone(word.len(), *first, *last), "{word}");
            }
        }
        assert!(may_stand_alone(3, b'd', b't') && may_stand_alone(2, b'A', b't'));
        assert!(!may_stand_alone(5, b'J', b'S') && !may_stand_alone(5, b'D', b'T'));
        assert!(!may_stand_alone(0, 0, 0) && !may_stand_alone(99, b'S', b'T'));
        assert!(look_up(b"CONSTABULARY").is_none());
        assert!(look_up(b"SMITH").is_none());
    }
}
