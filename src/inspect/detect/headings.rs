//! Headers that stand where cells do: below a title, again in mid-table, in a list of fields and values.
//!
//! A cell counts if its whole text is a listed name. Some of those are as well surnames, ranks and roles (Street,
//! Driver, Manager): they count two in a row, and only if no cell of the row is a value.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold::fold;
use super::headers::{self, Severity};
use super::kind::Kind;
use super::labelled;
use super::plain::{ADDRESS, DIGIT, LETTER, OTHER, SIGN, class};
use super::telling::{self, Tells};

/// What a cell is beside others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::inspect) enum Heading {
    /// No listed name, and without a digit.
    Nothing,
    /// No listed name, and with a digit.
    Value,
    /// A listed name that is a word of values too; tells two of them apart.
    Lesser(u64),
    Sure,
    /// A name under which data for a card is released; tells two of them apart.
    Released(u64),
    /// No listed name, and a word that tells what the law protects most.
    Telling(Tells),
}

/// No listed name is longer without its gaps.
const LONGEST: usize = 48;

/// Short names that are nothing else.
const SHORT: &[&str] = &["dob", "nino", "iban", "email", "emails", "sex"];

/// Names of kinds of data that are as well departments, roles or plain words.
const COMMON: &[&str] = &[
    "allowance",
    "banks",
    "birth",
    "birthday",
    "business phone",
    "childrens",
    "commission",
    "compensation",
    "deductions",
    "driver",
    "driving",
    "earned",
    "earning",
    "earnings",
    "expenses",
    "immigration",
    "income",
    "increment",
    "insurance",
    "joined",
    "joining",
    "mobile",
    "overtime",
    "parking",
    "payment",
    "payments",
    "payroll",
    "pension",
    "pensions",
    "redundancy",
    "remuneration",
    "retirement",
    "secret",
    "spinal",
    "stipend",
    "street",
    "house",
    "town",
    "county",
    "locality",
    "province",
    "domicile",
    "residence",
    "residential",
    "location",
    "address",
    "vehicle",
    "vetting",
    "vetted",
    "clearance",
    "cleared",
    "security",
    "aftercare",
    "handset",
    "tetra",
    "airwave",
    "radio",
    "parking permit",
    "bonus",
    "building society",
    "passport",
    "visa",
    "pay",
    "wage",
    "trans",
    "male",
    "female",
    "maiden",
    "hired",
    "notice",
    "promotion",
    "appointed",
    "seniority",
    "leaver",
    "faith",
    "belief",
    "confession",
    "race",
    "minority",
    "indigenous",
    "citizen",
    "married",
    "wedding",
    "emergency",
    "kin",
    "midpoint",
    "arrears",
    "severance",
    "national security vetting",
    "security check",
    "developed vetting",
    "pager",
    "landline",
    "telephone",
    "telex",
    "swift",
    "coordinates",
    "insurances",
    "hometown",
    "account",
    "attestation",
    "attested",
    "denomination",
    "hirings",
    "orientation",
    "probation",
    "religious",
    "resignation",
    "sponsorship",
    "termination",
];

/// What is told of a person, and no organisation, rank or role is called so.
const PERSONAL: &[&str] = &[
    "place of birth",
    "social security number",
    "next of kin",
    "emergency contact",
    "former or birth name",
    "marital status",
    "pension",
    "sex or gender",
    "ethnic origin",
    "religion or belief",
    "sexual orientation",
    "nationality",
    "dates of employment",
    "right to work or visa",
];

/// What tells most cells from listed names.
struct Known {
    /// Two bits for the ends of each listed name: its first three signs and its last two.
    ends: Vec<u64>,
    /// A bit for each remainder of a listed name's mark.
    marks: Vec<u64>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut known = Known {
        ends: vec![0; 1024],
        marks: vec![0; 1024],
    };
    for phrase in headers::phrases() {
        for ending in ["", "s", "es"] {
            known.add(&format!("{phrase}{ending}"));
        }
        if let Some(stem) = phrase.strip_suffix('y') {
            known.add(&format!("{stem}ies"));
        }
    }
    telling::words()
        .chain(headers::released())
        .for_each(|word| known.add(word));
    known
});

impl Known {
    fn add(&mut self, name: &str) {
        let mark = mark(name.as_bytes());
        if let Some(word) = self.marks.get_mut(word_of(mark)) {
            *word |= 1 << (mark & 63);
        }
        for (word, bit) in places(ends(name)) {
            if let Some(word) = self.ends.get_mut(word) {
                *word |= 1 << bit;
            }
        }
    }

    /// Whether a listed name may have these ends.
    #[inline]
    fn may_be(&self, ends: u32) -> bool {
        places(ends).iter().fold(true, |may_be, (word, bit)| {
            may_be
                & self
                    .ends
                    .get(*word)
                    .is_some_and(|word| word >> bit & 1 != 0)
        })
    }

    fn has(&self, mark: u64) -> bool {
        let bits = self.marks.get(word_of(mark)).copied().unwrap_or(0);
        bits >> (mark & 63) & 1 != 0
    }
}

/// The first three signs and the last two, in either case of letters.
#[inline]
fn ends(text: &str) -> u32 {
    // most cells begin and end with them
    if let [a, b, c, .., y, z] = *text.as_bytes()
        && [a, b, c, y, z]
            .iter()
            .fold(true, |all, b| all & (class(*b) & (DIGIT | LETTER) != 0))
    {
        return packed([a, b, c, z, y].into_iter());
    }
    let is_sign = |sign: &u8| sign.is_ascii_alphanumeric();
    let first = text.bytes().filter(is_sign).take(3);
    let last = text.bytes().rev().filter(is_sign).take(2);
    packed(first.chain(last))
}

#[inline]
fn packed(signs: impl Iterator<Item = u8>) -> u32 {
    signs.fold(0, |ends, sign| ends << 5 | u32::from(sign & 31))
}

#[inline]
fn places(ends: u32) -> [(usize, u32); 2] {
    let mixed = u64::from(ends).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    [mixed >> 48, mixed >> 32 & 0xffff].map(|place| {
        let word = usize::try_from(place >> 6).unwrap_or(0);
        (word, u32::try_from(place & 63).unwrap_or(0))
    })
}

fn word_of(mark: u64) -> usize {
    usize::try_from((mark >> 6) & 1023).unwrap_or(0)
}

fn mark(text: &[u8]) -> u64 {
    let all = text.iter().fold(0xcbf2_9ce4_8422_2325_u64, |mark, b| {
        (mark ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3)
    });
    all ^ all >> 32
}

/// What the cell is, of which it is known what its bytes are.
#[inline]
pub(super) fn heading(text: &str, classes: u8) -> Heading {
    let without = if classes & DIGIT == 0 {
        Heading::Nothing
    } else {
        Heading::Value
    };
    if classes & OTHER != 0 {
        return in_other_signs(text);
    }
    if classes & LETTER == 0 {
        return without;
    }
    if classes & (ADDRESS | SIGN) != 0 && labelled::may_have(text) && is_labelled(text) {
        return Heading::Sure;
    }
    if KNOWN.may_be(ends(text)) {
        return plain(text);
    }
    without
}

/// Beyond ASCII, or with controls.
#[cold]
fn in_other_signs(text: &str) -> Heading {
    let folded = if text.is_ascii() {
        text.into()
    } else {
        fold(text)
    };
    if labelled::may_have(&folded) && is_labelled(&folded) {
        return Heading::Sure;
    }
    if text.len() > 4 * LONGEST {
        return without(text);
    }
    plain(&folded)
}

/// Whether a label within the cell is a listed name that is nothing else.
#[cold]
fn is_labelled(text: &str) -> bool {
    labelled::labels(text).any(|label| {
        let known = label.len() <= 2 * LONGEST && label.is_ascii();
        known && plain(label) == Heading::Sure
    })
}

fn plain(text: &str) -> Heading {
    let mut glued = [0_u8; LONGEST];
    let mut length = 0;
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => {
                let Some(place) = glued.get_mut(length) else {
                    return without(text);
                };
                *place = byte.to_ascii_lowercase();
                length += 1;
            }
            b' ' | b'_' | b'-' | b'.' | b'/' | b'\'' | b':' | b'*' | b'\t' | b'\r' | b'\n' => {}
            _ => return without(text),
        }
    }
    let glued = glued.get(..length).unwrap_or_default();
    if !glued.iter().any(u8::is_ascii_alphabetic) {
        return without(text);
    }
    let mark = mark(glued);
    if !KNOWN.has(mark) {
        return without(text);
    }
    std::str::from_utf8(glued)
        .ok()
        .and_then(|glued| {
            let telling = || telling::exact(glued).map(Heading::Telling);
            let released = || {
                let is_one = headers::released().any(|name| name == glued);
                is_one.then_some(Heading::Released(mark))
            };
            listed(glued, mark).or_else(telling).or_else(released)
        })
        .unwrap_or_else(|| without(text))
}

fn listed(glued: &str, mark: u64) -> Option<Heading> {
    let rule = headers::exact(glued).filter(|rule| rule.severity == Severity::Forbidden)?;
    let tells = match rule.kind {
        Some(Kind::VettingLevel | Kind::CallSign | Kind::DrivingLicence) => {
            glued.len() >= 10 && !is_common(glued)
        }
        Some(_) => !is_common(glued),
        None => PERSONAL.contains(&rule.kind_of_data) && !is_common(glued),
    };
    Some(if SHORT.contains(&glued) || glued.len() >= 6 && tells {
        Heading::Sure
    } else {
        Heading::Lesser(mark)
    })
}

/// Leavers, and as well somebody called Leaver with the initial S.
fn is_common(glued: &str) -> bool {
    static GLUED: LazyLock<HashSet<String>> =
        LazyLock::new(|| COMMON.iter().map(|word| word.replace(' ', "")).collect());
    ["", "s", "es"]
        .iter()
        .filter_map(|ending| glued.strip_suffix(ending))
        .any(|word| GLUED.contains(word))
}

fn without(text: &str) -> Heading {
    if text.bytes().any(|b| b.is_ascii_digit()) {
        Heading::Value
    } else {
        Heading::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(text: &str) -> Heading {
        super::heading(text, super::super::classes(text))
    }

    #[test]
    fn a_label_before_a_value_is_a_heading_as_it_would_be_alone() {
        for text in [
            "Religion: Sikh",
            "gender=F",
            "Gender\u{a0}: F",
            "black lanyard; ethnicity: Asian; white card",
            r#"{"marital status": "single"}"#,
            "https://h.example.org/p?x=1&dob=1",
        ] {
            assert_eq!(heading(text), Heading::Sure, "{text}");
        }
        for text in [
            "Note: black lanyard",
            "Unit: mm",
            "ref: 12",
            "10:30",
            "religion",
            "https://verify.example.org/c/x?token=1",
            "Position: left",
            "size=10; weight=5",
        ] {
            assert_ne!(
                (text, heading(text)),
                (
                    text,
                    if text == "religion" {
                        Heading::Nothing
                    } else {
                        Heading::Sure
                    }
                )
            );
        }
    }

    #[test]
    fn a_listed_name_is_a_heading_and_what_people_and_roles_are_called_is_a_lesser_one_at_most() {
        for text in [
            "Gender",
            "DATE OF BIRTH",
            "dateOfBirth",
            "NI Number",
            "Salary",
            "dob",
            "E-mail",
            "Postcode",
            "Marital_Status",
            "Home Address",
            "ＤＯＢ",
        ] {
            assert_eq!(heading(text), Heading::Sure, "{text}");
        }
        for text in [
            "Street",
            "Driver",
            "Manager",
            "Vetting",
            "Firearms",
            "Grade",
            "SC",
            "Payroll",
            "Building",
            "Probation",
            "Covert",
        ] {
            assert!(matches!(heading(text), Heading::Lesser(_)), "{text}");
        }
        for text in ["Bob", "Page", "Constable", "Smith Gender", ""] {
            assert_eq!(heading(text), Heading::Nothing, "{text}");
        }
        for text in ["Photo", "card_serial", "Department"] {
            assert!(matches!(heading(text), Heading::Released(_)), "{text}");
        }
        for text in ["C1", "1978-04-14", "photos/a1.jpg"] {
            assert_eq!(heading(text), Heading::Value, "{text}");
        }
    }
}
