//! Levels of vetting and clearance.
//!
//! Source: College of Policing, APP on vetting (RV, MV, NPPV 1 to 3); Cabinet Office, UK personnel security: BPSS, CTC, SC, DV and
//! their enhanced forms.
//!
//! By chance: two letters are anybody's initials, so short levels need a word beside them, a header, or a column of little else.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::Text;
use super::words;

/// The share of cells that are a level by chance.
pub(super) const RATE: f64 = 0.05;

/// A listed word at `start`. With a number behind it is a rank: `SC 1234`.
pub(super) fn of(text: &Text<'_>, start: usize, end: usize) -> Option<Hit> {
    let word = text.part(start, end);
    let next = text.part(end, text.next_word(end));
    let is_enhanced = text.is_behind(start, &["ENHANCED"]) || next == b"ENHANCED";
    // what is written in one is longer than any level
    let is_long = word.len() >= SHORTEST_IN_ONE;
    let sure = if word.starts_with(b"NPPV") || word == b"BPSS" || is_enhanced || is_long {
        Sure::Alone
    } else if next.len() > 1 && next.iter().all(u8::is_ascii_digit) {
        return None;
    } else {
        Sure::Valid
    };
    Some(Hit::new(Kind::VettingLevel, start, end, sure))
}

/// Levels that are written out, the last word aside.
const WRITTEN: &[(&[u8], &[&[u8]])] = &[
    (
        b"VETTING",
        &[b"DEVELOPED", b"RECRUITMENT", b"MANAGEMENT", b"PERSONNEL"],
    ),
    (b"VETTED", &[b"DEVELOPED"]),
    (b"CHECK", &[b"SECURITY", b"TERRORIST"]),
    (b"CHECKED", &[b"SECURITY"]),
    (b"CLEARED", &[b"SECURITY"]),
    (b"CLEARANCE", &[b"TERRORIST"]),
    (b"STANDARD", &[b"SECURITY"]),
];

/// Levels that are written out in one word, longer than a listed word may be.
const IN_ONE: &[&[u8]] = &[
    b"DEVELOPEDVETTING",
    b"DEVELOPEDVETTED",
    b"SECURITYCLEARED",
    b"SECURITYCHECKED",
    b"COUNTERTERRORISTCHECK",
    b"COUNTERTERRORISTCLEARANCE",
    b"BASELINEPERSONNELSECURITYSTANDARD",
];

/// How they end.
const ENDS: &[&[u8; 4]] = &[
    b"ared", b"tted", b"ting", b"heck", b"cked", b"ance", b"dard",
];

/// The shortest word that is a level and something else in one.
pub(super) const SHORTEST_IN_ONE: usize = 8;

/// Whether a word is a level that is written out in one.
pub(super) fn is_in_one(word: &[u8]) -> bool {
    // which tells most words
    let may_be = word.last_chunk().is_some_and(|last: &[u8; 4]| {
        let small = u32::from_be_bytes(*last) | 0x2020_2020;
        ENDS.iter().any(|end| u32::from_be_bytes(**end) == small)
    });
    may_be
        && (IN_ONE.iter().any(|level| word.eq_ignore_ascii_case(level))
            || words::is_level_in_one(word))
}

/// The same of a word of a row.
pub(super) fn in_one(text: &Text<'_>, start: usize, end: usize) -> Option<Hit> {
    is_in_one(text.part(start, end)).then(|| Hit::new(Kind::VettingLevel, start, end, Sure::Alone))
}

/// Looks at a word that ends a level: what stands before it? A security check may be one at a door.
pub(super) fn before(text: &Text<'_>, start: usize, end: usize) -> Option<Hit> {
    let word = text.part(start, end);
    let (_, firsts) = WRITTEN.iter().find(|(last, _)| *last == word)?;
    let first = firsts.iter().find(|first| {
        start
            .checked_sub(first.len())
            .is_some_and(|at| text.is_end(at) && text.part(at, start) == **first)
    })?;
    let at = start - first.len();
    let alone = match *first {
        b"SECURITY" => word == b"STANDARD" && text.part(at.saturating_sub(9), at) == b"PERSONNEL",
        b"PERSONNEL" => text.part(at.saturating_sub(6), at) == b"POLICE",
        b"RECRUITMENT" | b"MANAGEMENT" => false,
        _ => true,
    };
    let is_level = alone || *first != b"PERSONNEL" && word != b"STANDARD";
    is_level.then(|| {
        Hit::new(
            Kind::VettingLevel,
            at,
            end,
            if alone { Sure::Alone } else { Sure::Valid },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn levels_are_found_beside_their_name_and_initials_are_not() {
        table(
            Kind::VettingLevel,
            &[
                "NPPV3",
                "NPPV 3",
                "nppv level 2",
                "DV cleared",
                "SC clearance",
                "vetting: MV",
                "vetted to CTC",
                "NPPV\u{a0}3",
                "N\u{200b}PPV3",
                "ＮＰＰＶ３",
                "BPSS",
                "vetting_DV.xlsx",
                "ЅС cleared",
                "Developed Vetting",
                "Counter-Terrorist Check",
                "Baseline Personnel Security Standard",
                "Non-Police Personnel Vetting level 3",
                "vetting: security check",
                "holds Enhanced DV since May",
                "SC (Enhanced)",
                "holds Management Vetting since May",
                "Vetting level: Management Vetting",
                "NPPV2A",
                "nppv2f",
                "NPPV3A held",
                "NPPVL3",
                "NPPVLevel2",
                "DevelopedVetting",
                "SecurityCheck",
                "DVCLEARED",
                "is scCleared since May",
                "CounterTerroristCheck",
            ],
            &[
                "SC",
                "DV Smith",
                "MV",
                "CTC Ltd",
                "Strapping",
                "RV",
                "security check at the door",
                "Recruitment",
                "fire safety standard",
                "the personnel office",
                "SC 7157",
                "a security clearance is needed",
                "precleared",
                "Spellcheck",
                "Constabulary",
            ],
        );
    }
}
