//! Dates of birth.
//!
//! Source: ISO 8601-1 and the usual British and American spellings of a calendar date.
//!
//! By chance: any date. One needs a word beside it, a header, a year in which no card was made that still holds, or a column whose
//! dates lie as births do; eight bare digits that
//! are a day of such a year occur once in a thousand.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::month;
use super::number::Number;
use super::scan::{HARD, NONE, Text, is_digit, is_letter};

/// The share of random numbers of eight digits that are a day on which somebody at work was born.
pub(super) const RATE: f64 = 0.001;

/// The years in which somebody at work was born: from 16 to beyond 75 years ago, for many years to come.
pub(super) const BIRTHS: std::ops::RangeInclusive<u16> = 1935..=2012;

/// The years of births in which no card was made that still holds.
const LONG_AGO: std::ops::RangeInclusive<u16> = 1935..=1994;

/// Whether a date is of such a year, written in full.
pub(super) fn is_long_ago(text: &Text<'_>, hit: &Hit) -> bool {
    let full = [1000, 100, 10, 1].map(|unit| {
        let digit = hit.year / unit % 10;
        u8::try_from(digit).map_or(0, |digit| b'0' + digit)
    });
    let mut start = hit.start;
    while start < hit.end {
        let end = text.next_word(start).min(hit.end);
        let before = text.part(start, end).strip_suffix(&full);
        if before.is_some_and(|before| before.last().is_none_or(|last| is_letter(*last))) {
            let (day, behind) = (text.part(hit.start, end - 4), text.part(end, hit.end));
            return is_of_long_ago(hit.year, &day.iter().chain(behind).copied());
        }
        start = end;
    }
    false
}

/// Whether a year and what else a date says, without what parts it, are so; a first of January, from which machines count,
/// is not.
pub(super) fn is_of_long_ago(year: u16, day: &(impl Iterator<Item = u8> + Clone)) -> bool {
    let first = [
        &b"0101"[..],
        b"11",
        b"011",
        b"101",
        b"1JAN",
        b"01JAN",
        b"1JANUARY",
        b"01JANUARY",
        b"1STJANUARY",
        b"JAN1",
        b"JAN01",
        b"JANUARY1",
        b"JANUARY01",
        b"JANUARY1ST",
    ];
    LONG_AGO.contains(&year)
        && !first
            .iter()
            .any(|first| first.iter().copied().eq(day.clone()))
}

/// Looks at a digit that starts a word.
pub(super) fn date_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let Some((first, at)) = part(text, start) else {
        return glued(text, start);
    };
    let gap = text.gap(at);
    // as it stands in other languages: 3. Maerz
    let is_ordinal = || gap == HARD && first.width < 3 && text.folded.contains(". ");
    if is_letter(text.at(at))
        && (matches!(gap, b'-' | b'/' | b'.' | b' ' | b'_' | b',') || is_ordinal())
    {
        return with_month(text, start, first, at);
    }
    if !matches!(gap, b'-' | b'/' | b'.' | b' ' | b'_' | b',') {
        return None;
    }
    let (second, at) = part(text, at)?;
    if text.gap(at) != gap || gap == b',' {
        return None;
    }
    let (third, end) = last(text, at)?;
    // pairs of digits with spaces between are anything
    if gap == b' ' && third.width != 4 && first.width != 4 {
        return None;
    }
    let year = match (first.width, second.width, third.width) {
        (4, 1..=2, 1..=2) if is_day(third.value, second.value) => first.value,
        (1..=2, 1..=2, 4)
            if is_day(first.value, second.value) || is_day(second.value, first.value) =>
        {
            third.value
        }
        (1..=2, 1..=2, 2)
            if is_day(first.value, second.value) || is_day(second.value, first.value) =>
        {
            whole(third.value)
        }
        _ => return None,
    };
    (1850..=2150).contains(&year).then(|| hit(start, end, year))
}

/// Looks at a month's name that starts a word: `May 12, 1978`.
pub(super) fn month_at(text: &Text<'_>, start: usize, end: usize) -> Option<Hit> {
    if !month::is_one(text.part(start, end)) || !matches!(text.gap(end), b' ' | b'-' | b'/' | b'.')
    {
        return None;
    }
    let (day, at) = part(text, end)?;
    if !(1..=31).contains(&day.value)
        || day.width > 2
        || !matches!(text.gap(at), b' ' | b',' | b'-' | b'/')
    {
        return None;
    }
    let (year, end) = last(text, at)?;
    (year.width == 4 && (1850..=2150).contains(&year.value)).then(|| hit(start, end, year.value))
}

/// The days of those years as spreadsheets count them, from the last of 1899 on.
const DAYS: std::ops::RangeInclusive<u32> = 12_785..=41_274;

/// Whether a cell under the name of such a date is one in six digits, a month and year, a year alone, or a spreadsheet's
/// count of days.
pub(super) fn is_short(cell: &str) -> bool {
    let digits: Vec<u16> = cell
        .chars()
        .filter_map(|c| c.to_digit(10).and_then(|digit| digit.try_into().ok()))
        .collect();
    match *digits {
        [a, b, c, d, e] => DAYS.contains(
            &[a, b, c, d, e]
                .into_iter()
                .fold(0, |sum, digit| sum * 10 + u32::from(digit)),
        ),
        [a, b, c, d] => BIRTHS.contains(&(a * 1000 + b * 100 + c * 10 + d)),
        [a, b, c, d, e, f] => {
            let (first, second, third) = (a * 10 + b, c * 10 + d, e * 10 + f);
            is_day(first, second)
                || is_day(second, first)
                || is_day(third, second)
                || (1..=12).contains(&first) && BIRTHS.contains(&(second * 100 + third))
        }
        _ => false,
    }
}

/// Looks at the word behind one that speaks of birth: a year, or a day in six digits.
pub(super) fn told_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let end = text.next_word(start);
    let is_behind = text.is_behind(start, &["BORN", "DOB", "BIRTH", "BIRTHDAY", "IN", "ON"]);
    if is_behind && let Some(end) = in_pairs(text, start) {
        return Some(Hit::new(Kind::DateOfBirth, start, end, Sure::Alone));
    }
    let word = text.part(start, end);
    let fits = is_behind
        && matches!(word.len(), 4 | 6)
        && text.gap(end) != b'-'
        && text.gap(end) != b'/'
        && std::str::from_utf8(word).is_ok_and(|word| word.bytes().all(is_digit) && is_short(word));
    fits.then(|| Hit::new(Kind::DateOfBirth, start, end, Sure::Alone))
}

/// Where a day in pairs with blanks between ends: `12 3 80`.
fn in_pairs(text: &Text<'_>, start: usize) -> Option<usize> {
    let at = text.next_word(start);
    // most dates have other signs
    if text.gap(at) != b' ' {
        return None;
    }
    let (first, at) = part(text, start)?;
    let (second, behind) = part(text, at)?;
    let (third, end) = part(text, behind)?;
    let fits = first.width <= 2
        && second.width <= 2
        && third.width == 2
        && text.gap(behind) == b' '
        && (is_day(first.value, second.value) || is_day(second.value, first.value));
    fits.then_some(end)
}

/// Looks at the digit behind a B: `b. 1980`. A date behind it is told.
pub(super) fn born_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let (year, end) = part(text, start)?;
    let fits = year.width == 4 && BIRTHS.contains(&year.value) && end - start == 4;
    fits.then(|| Hit::new(Kind::DateOfBirth, start, end, Sure::Alone))
}

/// Whether the folded text has a B that stands for born.
pub(super) fn says_born(folded: &str) -> bool {
    let bytes = folded.as_bytes();
    let mut places = memchr::memchr2_iter(b'b', b'B', bytes);
    places.any(|at| {
        let is_word = at
            .checked_sub(1)
            .and_then(|before| bytes.get(before))
            .is_none_or(|before| !before.is_ascii_alphanumeric());
        let behind = bytes.get(at + 1..).unwrap_or_default();
        is_word
            && matches!(
                behind,
                [b'.', b'0'..=b'9', ..] | [b'.', b' ', b'0'..=b'9', ..]
            )
    })
}

/// A cell that is a date with signs in which none is written, with slashes: `12|05|1978`.
pub(super) fn with_slashes(folded: &str) -> Option<String> {
    let cell = folded.trim();
    if cell.len() > 10 {
        return None;
    }
    let sign = cell.chars().find(|c| !c.is_ascii_digit())?;
    let groups: Vec<usize> = cell.split(sign).map(str::len).collect();
    let fits = matches!(*groups, [1..=2, 1..=2, 4] | [4, 2, 2])
        && "|,;+*#=~".contains(sign)
        && cell.chars().all(|c| c.is_ascii_digit() || c == sign);
    fits.then(|| cell.replace(sign, "/"))
}

/// Looks at the digits right behind a word of birth: `DOB120578`.
pub(super) fn glued_at(text: &Text<'_>, start: usize, end: usize) -> Option<Hit> {
    let digits = text.part(start, end);
    let fits = digits.len() == 6
        && std::str::from_utf8(digits)
            .is_ok_and(|digits| digits.bytes().all(is_digit) && is_short(digits));
    fits.then(|| Hit::new(Kind::DateOfBirth, start, end, Sure::Alone))
}

/// Eight digits in one group.
pub(super) fn of(text: &Text<'_>, number: &Number) -> Option<Hit> {
    if !number.is_in(&[8]) {
        return None;
    }
    let digits = number.digits(text);
    let read = |from: usize, to: usize| {
        digits
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .fold(0_u16, |sum, b| sum * 10 + u16::from(b - b'0'))
    };
    let born = |year: u16, month: u16, day: u16| BIRTHS.contains(&year) && is_day(day, month);
    let valid =
        born(read(0, 4), read(4, 6), read(6, 8)) || born(read(4, 8), read(2, 4), read(0, 2));
    let sure = if valid { Sure::Valid } else { Sure::Shape };
    Some(Hit::new(Kind::DateOfBirth, number.start, number.end, sure))
}

#[derive(Clone, Copy)]
struct Part {
    value: u16,
    width: usize,
}

/// A word of one to four digits, an ordinal's ending aside, and where the next word starts.
fn part(text: &Text<'_>, start: usize) -> Option<(Part, usize)> {
    let end = text.next_word(start);
    let word = text.part(start, end);
    let word = [b"ST", b"ND", b"RD", b"TH"]
        .iter()
        .find_map(|ending| word.strip_suffix(*ending))
        .unwrap_or(word);
    Some((digits(word)?, end))
}

/// The last part, behind which a time of day may stand.
fn last(text: &Text<'_>, start: usize) -> Option<(Part, usize)> {
    let end = text.next_word(start);
    let word = text.part(start, end);
    let word = match word.iter().position(|b| *b == b'T') {
        Some(at) => word.get(..at)?,
        None => word,
    };
    Some((digits(word)?, end))
}

fn digits(word: &[u8]) -> Option<Part> {
    if !(1..=4).contains(&word.len()) || !word.iter().all(|b| is_digit(*b)) {
        return None;
    }
    Some(Part {
        value: word.iter().fold(0, |sum, b| sum * 10 + u16::from(b - b'0')),
        width: word.len(),
    })
}

/// `12MAY1978`, `12May78`.
fn glued(text: &Text<'_>, start: usize) -> Option<Hit> {
    let end = text.next_word(start);
    let word = text.part(start, end);
    let count = |from: usize, is: fn(u8) -> bool| {
        let rest = word.get(from..).unwrap_or_default();
        rest.iter().take_while(|b| is(**b)).count()
    };
    let days = count(0, is_digit);
    let letters = count(days, is_letter);
    if !month::is_one(word.get(days..days + letters)?) {
        return None;
    }
    let (day, year) = (
        digits(word.get(..days)?)?,
        digits(word.get(days + letters..)?)?,
    );
    let full = match year.width {
        4 => year.value,
        2 => whole(year.value),
        _ => return None,
    };
    (is_day(day.value, 1) && day.width <= 2 && (1850..=2150).contains(&full))
        .then(|| hit(start, end, full))
}

/// `12 May 1978`, `12-MAY-78`, `12th of May 1978`, `1978 May 12`.
fn with_month(text: &Text<'_>, start: usize, day: Part, at: usize) -> Option<Hit> {
    let mut at = at;
    let mut end = text.next_word(at);
    if matches!(text.part(at, end), b"OF" | b"DE") {
        at = end;
        end = text.next_word(at);
    }
    if !month::is_one(text.part(at, end)) || text.gap(end) == NONE {
        return None;
    }
    if text.part(end, text.next_word(end)) == b"DE" {
        end = text.next_word(end);
    }
    let (year, end) = last(text, end)?;
    let (day, year) = if day.width == 4 {
        (year, day)
    } else {
        (day, year)
    };
    if day.width > 2 || !(1..=31).contains(&day.value) {
        return None;
    }
    match year.width {
        4 if (1850..=2150).contains(&year.value) => Some(hit(start, end, year.value)),
        2 => Some(hit(start, end, whole(year.value))),
        _ => None,
    }
}

fn hit(start: usize, end: usize, year: u16) -> Hit {
    let sure = if BIRTHS.contains(&year) {
        Sure::Valid
    } else {
        Sure::Shape
    };
    Hit {
        year,
        ..Hit::new(Kind::DateOfBirth, start, end, sure)
    }
}

pub(super) fn is_day(day: u16, month: u16) -> bool {
    (1..=31).contains(&day) && (1..=12).contains(&month)
}

/// The year that two digits stand for. Cards expire in years up to the thirties.
fn whole(short: u16) -> u16 {
    if short < 40 {
        2000 + short
    } else {
        1900 + short
    }
}

#[cfg(test)]
mod tests {
    use super::super::scan::Scan;
    use super::super::tests::table;
    use super::*;

    #[test]
    fn a_date_is_long_ago_by_its_year_in_full_and_no_first_of_january_is() {
        let told = |date: &str| {
            let mut scan = Scan::default();
            let text = scan.read(date, super::super::classes(date));
            let starts = (0..text.len()).filter(|at| text.gap(*at) != NONE);
            let mut hits = starts.filter_map(|at| {
                date_at(&text, at).or_else(|| month_at(&text, at, text.next_word(at)))
            });
            hits.next().map(|hit| is_long_ago(&text, &hit))
        };
        for date in [
            "3.2.1971",
            "3 February 1971",
            "12MAY1994",
            "1994-10-01",
            "02/01/1994",
            "May 12, 1978",
        ] {
            assert_eq!(told(date), Some(true), "{date}");
        }
        for date in [
            "1994-01-01",
            "01/01/1970",
            "1/1/1970",
            "1 Jan 1980",
            "January 1, 1980",
            "3.2.1995",
            "3.2.1934",
            "03/02/71",
            "04-19-71",
            "19-04-71",
        ] {
            assert_eq!(told(date), Some(false), "{date}");
        }
    }

    #[test]
    fn dates_are_found_beside_their_name_and_never_alone() {
        table(
            Kind::DateOfBirth,
            &[
                "DOB 12/05/1978",
                "dob: 1978-05-12",
                "D.O.B. 12.5.78",
                "born 12 May 1978",
                "Date of birth: 12-MAY-1978",
                "born on the 12th of May 1978",
                "born May 12, 1978",
                "birth 1978-05-12T00:00:00Z",
                "dob 19780512",
                "DOB 12051978",
                "DOB\u{a0}12\u{2011}05\u{2011}1978",
                "dob １２/０５/１９７８",
                "dob 12\u{200b}/05/1978",
                "dob_1978-05-12.csv",
                "DoB 12 05 1978",
                "born 12MAY1978",
                "born 12 May '78",
                "DOB 1978 May 12",
                "born 1978",
                "born in 1978",
                "Year of birth: 1978",
                "DOB 120578",
                "DOB120578",
                "DOB 1978-May-12",
                "born May 12th, 1978",
                "DOB 12 3 80",
                "dob: 03 12 80",
                "b. 1980",
                "Smith, J (b. 1980)",
                "b. 12/05/1978",
                "B.1980",
                "born 12 mai 1980",
                "geboren 3 M\u{e4}rz 1980",
                "geb. 3. M\u{e4}rz 1980",
                "n\u{e9} le 3 f\u{e9}vrier 1980",
                "born 3 f\u{e9}vr. 1980",
                "ganwyd 3 Mawrth 1980",
                "born 3 grudzie\u{144} 1980",
                "dob 3 juillet 1980",
                "born 12 de mayo de 1980",
            ],
            &[
                "12/05/1978",
                "2029-01-31",
                "born 13/13/1978",
                "born 2029",
                "DOB 991399",
                "DOB991399",
                "printed in 1978",
                "DOB 2029-01-31",
                "1978",
                "expiry 31/01/2029",
                "12 3 80",
                "DOB 13 13 80",
                "room 3 b. 12",
                "ref. 1980",
                "John B 1980",
                "vitamin b. 12",
                "Release 2:  January, 1991, first born",
            ],
        );
    }
}
