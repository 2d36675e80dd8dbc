//! Lines of a passport's or identity card's machine readable zone.
//!
//! Source: ICAO Doc 9303 parts 3 to 5: letters, digits and `<`; the kind of document, the country and the names in the first
//! line; days of birth and expiry with check digits of weights 7, 3 and 1 on both sides of the sex in another.
//!
//! By chance: hardly.

/// The shortest line, of the cards of three lines.
const SHORTEST: usize = 30;

/// Whether a first line may begin so, which has no digit.
#[inline]
pub(super) fn may_begin(text: &[u8]) -> bool {
    matches!(
        text,
        [b'P' | b'I' | b'A' | b'C' | b'V' | b'p' | b'i', _, ..]
    ) && text.windows(2).any(|two| two == b"<<")
}

/// As long is a line of a passport.
pub(super) const LINE: usize = 44;

/// Whether the folded text holds a passport's second line in which every place is taken.
pub(super) fn is_full(folded: &str) -> bool {
    let bytes = folded.as_bytes();
    // a line takes in one place of each so many
    let mut places = (LINE - 1..bytes.len()).step_by(LINE);
    places.any(|at| {
        let (before, behind) = bytes.split_at_checked(at).unwrap_or_default();
        let is_of_line = |byte: &&u8| byte.is_ascii_alphanumeric();
        let from = before
            .iter()
            .rev()
            .take(LINE)
            .take_while(is_of_line)
            .count();
        let on = behind.iter().take(LINE).take_while(is_of_line).count();
        on > 0 && from + on == LINE && bytes.get(at - from..at + on).is_some_and(is_of_days)
    })
}

/// Whether the folded text holds such a line.
pub(super) fn is_in(folded: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || c == '<';
    memchr::memchr(b'<', folded.as_bytes()).is_some()
        && folded
            .split(|c: char| !is_sign(c))
            .filter(|line| line.len() >= SHORTEST)
            .map(str::to_ascii_uppercase)
            .any(|line| is_first(line.as_bytes()) || is_of_days(line.as_bytes()))
}

fn is_first(line: &[u8]) -> bool {
    let is_filled = |count: usize| line.iter().filter(|b| **b == b'<').count() >= count;
    match line {
        [b'P' | b'I' | b'A' | b'C' | b'V', kind, country @ ..] => {
            let country = country.get(..3).unwrap_or_default();
            // names have no digits, a number in the same line has them
            let is_kind = kind.is_ascii_uppercase() && !line.iter().any(u8::is_ascii_digit);
            (is_kind || matches!(kind, b'<' | b'D' | b'R'))
                && country.iter().all(|b| b.is_ascii_uppercase() || *b == b'<')
                && country.first().is_some_and(u8::is_ascii_uppercase)
                && line.windows(2).any(|two| two == b"<<")
                && is_filled(6)
        }
        _ => false,
    }
}

/// Whether two days with their check digits stand where a line has them: at its beginning, or behind the document's number.
pub(super) fn is_of_days(line: &[u8]) -> bool {
    [0, 13].into_iter().any(|at| {
        let part = |from: usize, length: usize| line.get(at + from..at + from + length);
        let is_day = |from: usize| part(from, 7).is_some_and(is_checked_day);
        is_day(0)
            && matches!(
                part(7, 1),
                Some(b"M" | b"F" | b"<" | b"X" | b"m" | b"f" | b"x")
            )
            && is_day(8)
    })
}

fn is_checked_day(day: &[u8]) -> bool {
    let Some((check, digits)) = day.split_last() else {
        return false;
    };
    let weights = [7_u32, 3, 1].into_iter().cycle();
    let sum: u32 = digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| u32::from(digit.wrapping_sub(b'0')) * weight)
        .sum();
    day.iter().all(u8::is_ascii_digit) && sum % 10 == u32::from(check - b'0')
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::super::tests::table;

    #[test]
    fn each_line_is_found_by_itself_and_the_track_of_a_card_is_none() {
        table(
            Kind::Passport,
            &[
                "P<GBRSMITH<<JANE<ANN<<<<<<<<<<<<<<<<<<<<<<<<",
                "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
                "I<UTOD231458907<<<<<<<<<<<<<<<",
                "7408122F1204159UTO<<<<<<<<<<<6",
                "L898902C36UTO7408122F1204159ZE184226B1234510",
                "l898902c36uto7408122f1204159ze184226b1234510",
                "seen as L898902C36UTO7408122F1204159ZE184226B1234510 here",
                "p<utoeriksson<<anna<maria<<<<<<<<<<<<<<<<<<<",
                "mrz: P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
                "Ｐ＜ＵＴＯＥＲＩＫＳＳＯＮ＜＜ＡＮＮＡ＜ＭＡＲＩＡ＜＜＜＜＜＜＜＜＜＜＜＜＜＜＜＜＜＜＜",
            ],
            &[
                "L898902C36UTO7408123F1204159ZE184226B<<<<<10",
                "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
                "print << left, cut >> right, and fold in two",
                "CARD<<<<<<12345678901234567890",
                "L898902C36UTO7408123F1204159ZE184226B1234510",
                "L898902C36UTO7408122F1204159ZE184226B12345",
                "1234567890123456789012345678901234567890<<<<",
            ],
        );
    }
}
