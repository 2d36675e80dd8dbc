//! What a cell says of its value, beside the text that it shows (ISO/IEC 26300-3, 19.385 to 19.390).

/// Whether the text that a cell shows is one in which this value of it may be written.
pub(super) fn is_shown(attribute: &str, value: &str, shown: &str) -> bool {
    let (value, shown) = (value.trim(), shown.trim());
    match attribute {
        // of an error there is none
        "string-value" if value.is_empty() => true,
        "string-value" => bare(value) == bare(shown),
        "boolean-value" => matches!(value, "true" | "false"),
        "time-value" => is_duration(value),
        "date-value" => is_day(value, shown),
        _ => value.parse().is_ok_and(|number| is_number(number, shown)),
    }
}

/// A text without its blanks, which may be written in several ways.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// `PT01H30M00S`.
fn is_duration(value: &str) -> bool {
    let rest = value.trim_start_matches('-').strip_prefix('P');
    let is_part = |byte: u8| {
        byte.is_ascii_digit() || matches!(byte, b'T' | b'D' | b'H' | b'M' | b'S' | b'.' | b',')
    };
    rest.is_some_and(|rest| rest.len() <= 40 && rest.bytes().all(is_part))
}

fn numbers(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect()
}

/// Whether all numbers of a text are of a day and a time.
fn is_day(value: &str, shown: &str) -> bool {
    let of_value = numbers(value);
    let is_form = value.bytes().all(|byte| {
        byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'T' | b'.' | b'Z' | b'+')
    });
    let Some((year, month)) = of_value.first().zip(of_value.get(1)) else {
        return false;
    };
    let quarter = month.saturating_sub(1) / 3 + 1;
    is_form
        && value.len() <= 40
        && numbers(shown).into_iter().all(|number| {
            let of_clock =
                |part: &u64| *part == number || *part == number + 12 || *part + 12 == number;
            number == year % 100 || number == quarter || of_value.iter().any(of_clock)
        })
}

/// Whether a text shows a number, rounded, in hundredths or thousands, or with its digits parted by others.
fn is_number(value: f64, shown: &str) -> bool {
    if !shown.contains(|c: char| c.is_ascii_digit()) {
        // a word for yes and no, a stroke for nothing, or marks where there is no room
        let is_filled = !shown.is_empty() && shown.chars().all(|c| c == '#');
        return shown.is_empty() || is_filled || value == 0.0 || value == 1.0 || value == -1.0;
    }
    let size = value.abs();
    let readings = [('.', ','), (',', '.')];
    let is_near = readings.iter().any(|(point, _)| {
        let digits: String = shown
            .chars()
            .filter(|c| c.is_ascii_digit() || c == point)
            .collect();
        let decimals = digits
            .rsplit_once(*point)
            .map_or(0, |(_, after)| after.len());
        let plain = digits.replace(*point, ".");
        let Ok(read) = plain.parse::<f64>() else {
            return false;
        };
        let step = 0.1_f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX));
        [1.0, 100.0, 1e-3, 1e-6].iter().any(|scale| {
            let scaled = size * scale;
            (read - scaled).abs() <= 0.5 * step + scaled * 1e-9 && (*scale >= 1.0 || read > 0.0)
        })
    });
    is_near
        || is_within(&format!("{:.0}", size.trunc()), shown)
        || shown.contains(['E', 'e', '/', ':'])
}

/// Whether a text shows more of a number than the number: letters, a currency, noughts before it, or signs that part
/// its digits otherwise than by thousands.
pub(super) fn adds_to_number(shown: &str) -> bool {
    let shown = shown.trim();
    let is_of_number =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '%' | '(' | ')');
    // a number with its exponent
    let is_odd = !shown.chars().all(is_of_number) && shown.parse::<f64>().is_err();
    let is_parted = shown
        .rsplit(['(', ')'])
        .any(|part| part.bytes().skip(1).any(|byte| byte == b'-'));
    let is_padded = shown.len() > 1
        && shown.starts_with('0')
        && !shown.starts_with("0.")
        && !shown.starts_with("0,");
    !shown.is_empty() && (is_odd || is_parted || is_padded)
}

/// Whether digits stand in a text in their order, with others between them.
fn is_within(digits: &str, shown: &str) -> bool {
    let mut there = shown.chars();
    digits.chars().all(|digit| there.any(|c| c == digit))
}

#[cfg(test)]
mod tests {
    use super::{adds_to_number, is_shown};

    #[test]
    fn a_text_that_adds_to_its_number_is_told_from_the_number() {
        for shown in [
            "QQ123456C",
            "£34,500",
            "34.500,00 €",
            "943 476 5919",
            "20-20-15",
            "07700900123",
            "00-00",
            "34 kg",
        ] {
            assert!(adds_to_number(shown), "{shown}");
        }
        for shown in [
            "", "17", "-17", "1,234.50", "1.234,50", "(3)", "(1,200)", "17.3%", "1.23E+04", "0",
            "0.5", "0,5", "-0.25",
        ] {
            assert!(!adds_to_number(shown), "{shown}");
        }
    }

    #[test]
    fn a_value_that_a_text_shows_is_told_from_another() {
        for (attribute, value, shown) in [
            ("value", "17", "17"),
            ("value", "17.34567", "17.35"),
            ("value", "17.5", "17,50 €"),
            ("value", "1234.5", "£1,234.50"),
            ("value", "0.173", "17.3%"),
            ("value", "-3", "(3)"),
            ("value", "4929123", "4.93"),
            ("value", "90102", "09-01-02"),
            ("value", "0", "-"),
            ("value", "1", "TRUE"),
            ("value", "12345", "###"),
            ("value", "12345", "1.23E+04"),
            ("date-value", "2025-01-03", "03/01/25"),
            (
                "date-value",
                "2025-01-03T15:30:00",
                "3 January 2025 3:30 PM",
            ),
            ("date-value", "2025-01-03", "Q1 2025"),
            ("time-value", "PT01H30M00S", "01:30"),
            ("boolean-value", "true", "WAHR"),
            ("string-value", "A  Able", "A Able"),
        ] {
            assert!(is_shown(attribute, value, shown), "{value} as {shown}");
        }
        for (attribute, value, shown) in [
            ("value", "19800103", "17"),
            ("value", "42", "17"),
            ("value", "17", "Yes"),
            ("value", "moved", "17"),
            ("value", "1980", "3"),
            ("date-value", "1980-01-03", "03/01/25"),
            ("date-value", "1980-01-03", "17"),
            ("date-value", "moved", "03/01/25"),
            ("time-value", "moved", "01:30"),
            ("boolean-value", "moved", "TRUE"),
            ("string-value", "moved", "A Able"),
        ] {
            assert!(!is_shown(attribute, value, shown), "{value} as {shown}");
        }
    }
}
