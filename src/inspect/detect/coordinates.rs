//! Coordinates of a place.
//!
//! Source: ISO 6709: latitude and longitude in decimal degrees, or in degrees, minutes and seconds; Ordnance Survey's grid: two
//! letters and an even count of digits.
//!
//! By chance: two numbers with three decimals or more, within the globe; a single one needs a word beside it, a header, or a
//! neighbour.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{Text, is_digit, is_letter};

/// What a folded text holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Degrees {
    /// A pair, or degrees with their sign.
    Place,
    /// One number that may be a latitude or longitude.
    One,
}

pub(super) fn in_text(folded: &str) -> Option<Degrees> {
    if folded.contains('°')
        && folded.bytes().filter(u8::is_ascii_digit).count() >= 4
        && folded.matches('°').count() >= 2
    {
        return Some(Degrees::Place);
    }
    let mut before: Option<(f64, usize)> = None;
    let mut one = false;
    for (start, word) in numbers(folded) {
        let Some(degrees) = decimal(word) else {
            before = None;
            continue;
        };
        one = true;
        if let Some((latitude, end)) = before
            && latitude.abs() <= 90.0
            && folded.get(end..start).is_some_and(is_between)
            && (latitude.abs() >= 1.0 || degrees.abs() >= 1.0)
            && (end < start
                || word
                    .rsplit('.')
                    .next()
                    .is_some_and(|decimals| decimals.len() > 3))
        {
            return Some(Degrees::Place);
        }
        before = Some((degrees, start + word.len()));
    }
    one.then_some(Degrees::One)
}

/// Whether the folded text holds a place by a sign of its own: `geo:53.4,-2.2` (RFC 5870), or a full code of Open Location Code.
pub(super) fn is_signed(folded: &str) -> bool {
    let is_number = |text: &str| text.trim().parse::<f64>().is_ok();
    let mut colons = memchr::memchr_iter(b':', folded.as_bytes());
    let is_geo = colons.any(|at| {
        let (before, rest) = folded.split_at_checked(at).unwrap_or_default();
        if !before.ends_with("geo") {
            return false;
        }
        let rest = rest.get(1..).unwrap_or_default();
        let mut parts = rest.split([',', ';', '?', ' ']);
        parts.next().is_some_and(is_number) && parts.next().is_some_and(is_number)
    });
    let digits = |text: &str| text.bytes().all(|b| b"23456789CFGHJMPQRVWX".contains(&b));
    let is_code = |word: &str| {
        word.split_once('+').is_some_and(|(area, rest)| {
            area.len() == 8
                && matches!(rest.len(), 2..=4)
                && digits(area)
                && digits(rest)
                && area
                    .as_bytes()
                    .first()
                    .is_some_and(|b| b"23456789C".contains(b))
                && [area, rest]
                    .iter()
                    .all(|part| part.bytes().any(|b| b.is_ascii_alphabetic()))
        })
    };
    is_geo
        || memchr::memchr(b'+', folded.as_bytes()).is_some()
            && folded
                .to_ascii_uppercase()
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '+')
                .any(is_code)
}

/// Words of digits, points and signs, and where they start.
fn numbers(folded: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = folded.get(at..)?;
        let start = at + rest.find(is_part)?;
        // a sign begins a number, also right behind another: ISO 6709
        let sign = folded.get(..start)?.ends_with(['-', '+']);
        let word = folded.get(start..)?;
        let end = start + word.find(|c| !is_part(c)).unwrap_or(word.len());
        at = end;
        let start = start - usize::from(sign);
        // the end of a sentence, or the ending of a file's name
        Some((start, folded.get(start..end)?.trim_end_matches('.')))
    })
    .filter(|(_, word)| word.bytes().any(|b| b.is_ascii_digit()))
}

/// What may stand between a latitude and a longitude: signs, a direction, their names.
fn is_between(text: &str) -> bool {
    text.len() <= 24
        && text.split(|c: char| !c.is_ascii_alphabetic()).all(|word| {
            word.is_empty()
                || [
                    "n",
                    "s",
                    "e",
                    "w",
                    "lat",
                    "lon",
                    "lng",
                    "long",
                    "latitude",
                    "longitude",
                    "deg",
                ]
                .iter()
                .any(|known| word.eq_ignore_ascii_case(known))
        })
}

/// Looks at the word behind one that speaks of a grid.
pub(super) fn told_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let mut end = start + 2;
    while is_digit(text.at(end)) && end - start < 12 {
        end += 1;
    }
    let letters = is_letter(text.at(start)) && is_letter(text.at(start + 1));
    let fits = letters && (end - start).is_multiple_of(2) && text.is_one(start, end - start);
    (fits && end - start >= 6).then(|| Hit::new(Kind::Coordinates, start, end, Sure::Alone))
}

/// Degrees with three decimals or more.
fn decimal(word: &str) -> Option<f64> {
    let (whole, decimals) = word.split_once('.')?;
    let plain = whole.trim_start_matches(['-', '+']);
    let fits = (1..=3).contains(&plain.len())
        && (3..=15).contains(&decimals.len())
        && plain.bytes().all(|b| b.is_ascii_digit())
        && decimals.bytes().all(|b| b.is_ascii_digit());
    let degrees: f64 = if fits {
        word.parse().ok()?
    } else {
        return None;
    };
    (degrees.abs() <= 180.0).then_some(degrees)
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn pairs_are_found_and_single_numbers_beside_their_name() {
        table(
            Kind::Coordinates,
            &[
                "geo:53.4,-2.2",
                "geo:53,-2;u=35",
                "9C5VFQ4J+8C",
                "at 9c5vfq4j+8cq now",
                "54.01234,-5.01234",
                "54.01234, -5.01234",
                "54.012 -5.012",
                "(54.01234; -5.01234)",
                "lat 54.01234",
                "54°01'23\"N 5°01'23\"W",
                "54.01234,\u{2212}5.01234",
                "５４.01234,-5.01234",
                "54.01234\u{a0}-5.01234",
                "54.01234N 5.01234W",
                "Latitude: 54.01234, Longitude: -5.01234",
                "Grid reference TQ 30080 80010",
                "grid ref: SU123456",
                "at N54.01234 W5.01234",
                "+54.0123-005.0123/",
                "54.01234,-5.01234.csv",
                "at 54.01234, -5.01234.",
                "54\u{ba}01'23\"N 5\u{ba}01'23\"W",
                "54\u{2da}01'N, 5\u{2da}01'W",
                "OS SU 866 434",
                "map TQ2105878909 (OS grid)",
                "NGR: TQ 210 789",
            ],
            &[
                "geo:north",
                "12345678+99",
                "ABCDEFGH+JK",
                "9C5VFQ4J",
                "54.01",
                "54.01234",
                "34567.00",
                "192.0.2.1",
                "181.000,-190.000",
                "1.50, 2.50",
                "12.345 kg and 67.891 kg",
                "between 12.345 to 67.891",
                "mean 0.123, median 0.456",
                "0.123, 0.456",
                "82.503 and 31.212",
                "12.345-67.891",
                "TQ2105878909",
                "SU 866 434",
                "OS 11.2",
                "1\u{ba} batch",
            ],
        );
    }
}
