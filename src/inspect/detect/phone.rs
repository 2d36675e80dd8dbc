//! Telephone numbers.
//!
//! Source: ITU-T E.164 (up to fifteen digits behind `+` or `00`); Ofcom, National Telephone Numbering Plan (0 and nine or ten
//! digits, the second of them 1, 2, 3, 5, 7, 8 or 9); the North American plan in its usual groups.
//!
//! By chance: seven in a hundred numbers of eleven digits begin so; one of ten bare digits needs a word beside it or a header.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::nhs_number;
use super::scan::{HARD, NONE, Text, is_digit, is_soft};

/// The share of random numbers of eleven digits that begin like one.
pub(super) const RATE: f64 = 0.07;

const LONGEST: usize = 17;

/// Looks at a digit that starts a word.
pub(super) fn at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let lead = text.gap(start);
    let first = text.at(start);
    // within a longer number
    if matches!(lead, b'-' | b'.' | b'/') && start > 0 && is_digit(text.at(start - 1)) {
        return None;
    }
    if lead != b'+'
        && lead != b'('
        && first != b'0'
        && (first, text.at(start + 1)) != (b'4', b'4')
        && !(text.gap(start + 3) != NONE && text.gap(start + 6) != NONE)
    {
        return None;
    }
    let mut groups = [0_usize; LONGEST];
    let mut count = 0;
    let mut end = start;
    let mut best = None;
    while let Some(group) = groups.get_mut(count) {
        let next = text.next_word(end);
        if !text.part(end, next).iter().all(|b| is_digit(*b)) || next - start > LONGEST {
            break;
        }
        *group = next - end;
        count += 1;
        end = next;
        if let Some(sure) = judge(text, start, end, groups.get(..count).unwrap_or_default()) {
            best = Some(Hit::new(Kind::Phone, start, end, sure));
        }
        let gap = text.gap(end);
        // a longer number goes on
        let goes_on = matches!(gap, b'-' | b'.' | b'/')
            && text.next_word(end) - end >= 4
            && text
                .part(end, text.next_word(end))
                .iter()
                .all(|b| is_digit(*b));
        // two numbers, of which the other has its nought as well
        let is_next = gap == b'/' && text.at(end) == b'0' && end - start >= 10;
        if goes_on && lead != b'+' && !is_next {
            best = None;
        }
        if end >= text.len() || gap == HARD || !(is_soft(gap) || gap == b'(') {
            break;
        }
    }
    best
}

fn judge(text: &Text<'_>, start: usize, end: usize, groups: &[usize]) -> Option<Sure> {
    let digits = text.part(start, end);
    let all = digits.len();
    let alone = |fits: bool| fits.then_some(Sure::Alone);
    if text.gap(start) == b'+' {
        return match digits {
            [b'4', b'4', b'0', ..] => alone(all == 13),
            [b'4', b'4', ..] => alone(all == 12 || all == 11),
            [b'1'..=b'9', ..] => alone((8..=15).contains(&all)),
            _ => None,
        };
    }
    match digits {
        [b'0', b'0', b'4', b'4', b'0', ..] => alone(all == 15),
        [b'0', b'0', b'4', b'4', ..] => alone(all == 14),
        [b'0', b'0', b'1'..=b'9', ..] => {
            // serial numbers are written in fours
            let is_serial = groups.len() > 2 && groups.iter().all(|group| *group == 4);
            alone(
                (11..=16).contains(&all)
                    && groups.len() > 1
                    && groups.first() < Some(&6)
                    && !is_serial,
            )
        }
        // a plus that a spreadsheet took away
        [b'4', b'4', b'7', b'1'..=b'9', ..] | [b'4', b'4', b'1' | b'2' | b'3' | b'8', ..]
            if all == 12 =>
        {
            let parted = matches!(groups, [2, ..] | [4..=6, ..] if groups.len() > 1);
            alone(parted || digits.get(2) == Some(&b'7'))
        }
        // 0123-456-7890 is no number: in those groups the first is a code of its own
        [b'0', b'1', c, d, ..] if groups == [4, 3, 4] && *c != b'1' && *d != b'1' => None,
        [b'0', b'1' | b'2' | b'3' | b'5' | b'7' | b'8' | b'9', ..] => national(all, groups),
        [b'2'..=b'9', _, _, b'2'..=b'9', ..] if groups == [3, 3, 4] => {
            let gaps = [text.gap(start), text.gap(start + 3), text.gap(start + 6)];
            match gaps {
                [b'(', b'(', _] => Some(Sure::Alone),
                [_, b'-', b'-'] | [_, b'.', b'.'] if !nhs_number::is_valid(digits) => {
                    Some(Sure::Alone)
                }
                _ => Some(Sure::Valid),
            }
        }
        _ => None,
    }
}

fn national(all: usize, groups: &[usize]) -> Option<Sure> {
    let single = groups.iter().all(|group| *group == 1);
    match (all, groups) {
        (11, [_]) => Some(Sure::Alone),
        // a serial number as well
        (10, [_]) => None,
        (10 | 11, [3..=6, ..]) => Some(Sure::Alone),
        (10 | 11, [2, 3..=17, ..]) => Some(Sure::Alone),
        (10 | 11, _) if single => Some(Sure::Alone),
        (9, [2, 7]) => Some(Sure::Alone),
        (10 | 11, _) => Some(Sure::Valid),
        _ => None,
    }
}

/// Looks at the word behind one that speaks of telephones: a spreadsheet takes leading noughts away.
pub(super) fn told_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let mut end = text.next_word(start);
    while end < text.len() && is_soft(text.gap(end)) && is_digit(text.at(end)) && end - start < 12 {
        end = text.next_word(end);
    }
    let digits = text.part(start, end);
    let fits = match digits {
        [b'0', b'1' | b'2' | b'3' | b'5' | b'7'..=b'9', ..]
        | [b'7', b'1'..=b'9', ..]
        | [b'1' | b'2', ..] => digits.len() == 10,
        [b'4', b'4', ..] => matches!(digits.len(), 11 | 12),
        _ => false,
    };
    // within its area
    let is_local = matches!(digits.len(), 6 | 7)
        && text.is_behind(
            start,
            &["TEL", "TELEPHONE", "PHONE", "HOMETEL", "LANDLINE", "FAX"],
        );
    let fits = fits || is_local;
    (fits && digits.iter().all(|b| is_digit(*b)))
        .then(|| Hit::new(Kind::Phone, start, end, Sure::Alone))
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn numbers_are_found_in_every_spelling() {
        table(
            Kind::Phone,
            &[
                "07700900123",
                "07700 900123",
                "07700 900 123",
                "077 0090 0123",
                "07700-900-123",
                "07700.900.123",
                "07700/900123",
                "07700_900_123",
                "0 7 7 0 0 9 0 0 1 2 3",
                "+447700900123",
                "+44 7700 900123",
                "+44 (0)7700 900123",
                "+44(0)161 496 0123",
                "0044 7700 900123",
                "00447700900123",
                "(0161) 496 0123",
                "0161 496 0123",
                "0113-496-0123",
                "0207-946-0123",
                "020 7946 0123",
                "01632 960123",
                "+1 415 555 0132",
                "(415) 555-0132",
                "415-555-0132",
                "+49 30 1234567",
                "+33 1 42 68 53 00",
                "0033 1 42 68 53 00",
                "07700\u{a0}900\u{a0}123",
                "07700\u{200b}900123",
                "０７７００９００１２３",
                "07700\u{2011}900\u{2011}123",
                "mob_07700900123.txt",
                "tel 0163296012",
                "＋４４ 7700 900123",
                "447700900123",
                "44 7700 900123",
                "44-161-496-0123",
                "mobile 7700900123",
                "tel: 7700 900123",
                "phone 441614960123",
                "07700900123 / 07700 900124",
                "07700-900-123/0161 496 0123",
                "TEL-815172",
                "home tel 496 0123",
                "Phone: 4960123",
            ],
            &[
                "0770090012",
                "077009001234",
                "0000000000",
                "04770090012",
                "2029-01-31",
                "01/02/1990 12",
                "123456",
                "999 000 0018",
                "+1234567",
                "7700900123",
                "441614960123",
                "44 12",
                "0123456789",
                "978-0-132-13698-0",
                "663-0221727-8412652",
                "10.0.20677.891",
                "071-5922163-6491464",
                "0123-456-7890",
                "0012-6135-8855-6345",
                "0012 6135 8855",
                "CARD-815172",
                "tel 12",
                "phone case 815172",
                "tel 20260301",
            ],
        );
    }
}
