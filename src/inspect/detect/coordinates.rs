//! Coordinates of a place.
//!
//! Source: ISO 6709: latitude and longitude in decimal degrees, or in degrees, minutes and seconds.
//!
//! By chance: two numbers with three decimals or more, within the globe; a single one needs a word beside it, a header, or a
//! neighbour.

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
    let mut before: Option<f64> = None;
    let mut one = false;
    for word in folded.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))) {
        let Some(degrees) = decimal(word) else {
            // a word in between parts a pair, a sign or a direction does not
            if !word.is_empty() {
                before = None;
            }
            continue;
        };
        one = true;
        if before.is_some_and(|latitude| latitude.abs() <= 90.0) {
            return Some(Degrees::Place);
        }
        before = Some(degrees);
    }
    one.then_some(Degrees::One)
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
    use super::super::kind::Kind;
    use super::super::tests::table;

    #[test]
    fn pairs_are_found_and_single_numbers_beside_their_name() {
        table(
            Kind::Coordinates,
            &[
                "54.01234,-5.01234",
                "54.01234, -5.01234",
                "54.012 -5.012",
                "(54.01234; -5.01234)",
                "lat 54.01234",
                "54°01'23\"N 5°01'23\"W",
                "54.01234,\u{2212}5.01234",
                "５４.01234,-5.01234",
                "54.01234\u{a0}-5.01234",
            ],
            &[
                "54.01",
                "54.01234",
                "34567.00",
                "192.0.2.1",
                "181.000,-190.000",
                "1.50, 2.50",
            ],
        );
    }
}
