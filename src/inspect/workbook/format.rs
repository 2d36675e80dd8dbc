//! Formats of numbers (ECMA-376 part 1, 18.8.30): which are dates, which show nothing, which pad.

use std::borrow::Cow;

/// What a format does with a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Format {
    pub(super) is_date: bool,
    pub(super) hides_numbers: bool,
    pub(super) hides_texts: bool,
    /// Places for digits and what stands between them, where there are leading zeros.
    mask: Option<Box<str>>,
}

impl Format {
    /// A format that every program knows by its number.
    pub(super) fn built_in(id: u32) -> Self {
        Self {
            is_date: matches!(id, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57 | 58),
            ..Self::default()
        }
    }

    pub(super) fn new(code: &str) -> Self {
        let sections = sections(code);
        let blank = |index: usize| sections.get(index).is_some_and(|section| section.is_blank);
        let is_mask = sections.len() == 1
            && code.starts_with('0')
            && code.matches('0').count() > 1
            && code
                .chars()
                .all(|c| matches!(c, '0' | '#' | ' ' | '-' | '\\' | '/'));
        Self {
            is_date: sections.first().is_some_and(Section::is_date),
            // one section without anything is no format at all
            hides_numbers: blank(0) && (sections.len() > 1 || code.contains(['"', '\\', '['])),
            hides_texts: blank(3),
            mask: is_mask.then(|| code.replace('\\', "").into()),
        }
    }

    /// A number as it is shown, as far as detectors care: dates as ISO writes them, digits padded.
    pub(super) fn show<'t>(&self, number: &'t str, from_1904: bool) -> Cow<'t, str> {
        let Ok(value) = number.trim().parse::<f64>() else {
            return Cow::Borrowed(number);
        };
        if self.is_date {
            return date(value, from_1904).map_or(Cow::Borrowed(number), Cow::Owned);
        }
        let is_whole = value.fract() == 0.0 && (0.0..1e18).contains(&value);
        match &self.mask {
            Some(mask) if is_whole => Cow::Owned(fill(mask, &format!("{value:.0}"))),
            _ if is_whole && number.contains(['E', 'e', '.']) => Cow::Owned(format!("{value:.0}")),
            _ => Cow::Borrowed(number),
        }
    }
}

struct Section {
    is_blank: bool,
    has_day: bool,
    /// Or minutes, where there is a time.
    has_month: bool,
    has_time: bool,
}

impl Section {
    const fn is_date(&self) -> bool {
        self.has_day || self.has_month && !self.has_time
    }
}

fn sections(code: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let fresh = || Section {
        is_blank: true,
        has_day: false,
        has_month: false,
        has_time: false,
    };
    let mut section = fresh();
    // text in white is there, and not seen
    let mut is_white = false;
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => {
                section.is_blank |= std::mem::take(&mut is_white);
                sections.push(std::mem::replace(&mut section, fresh()));
            }
            '"' => {
                let quoted: String = letters.by_ref().take_while(|c| *c != '"').collect();
                section.is_blank &= quoted.trim().is_empty();
            }
            '\\' => section.is_blank &= letters.next().is_none_or(char::is_whitespace),
            // a space as wide as the letter, and one that fills the cell
            '_' => {
                let _ = letters.next();
            }
            '*' => section.is_blank &= letters.next().is_none_or(char::is_whitespace),
            '[' => {
                let inner: String = letters.by_ref().take_while(|c| *c != ']').collect();
                section.has_time |= inner.starts_with(['h', 'm', 's', 'H', 'M', 'S'])
                    && inner.chars().all(|c| {
                        c.eq_ignore_ascii_case(&'h')
                            || c.eq_ignore_ascii_case(&'m')
                            || c.eq_ignore_ascii_case(&'s')
                    });
                is_white |= inner.eq_ignore_ascii_case("white");
                // a condition decides what is blank, and is left alone
                section.is_blank &= !inner.contains(['<', '>', '=']);
            }
            ' ' => {}
            'y' | 'Y' | 'd' | 'D' | 'm' | 'M' | 'h' | 'H' | 's' | 'S' => {
                match letter.to_ascii_lowercase() {
                    'y' | 'd' => section.has_day = true,
                    'm' => section.has_month = true,
                    _ => section.has_time = true,
                }
                section.is_blank = false;
            }
            'G' | 'g' if code.len() >= 7 => {
                // `General`, whose letters are none of a date's
                let rest: String = letters.clone().take(6).collect();
                if rest.eq_ignore_ascii_case("eneral") {
                    let _ = letters.nth(5);
                }
                section.is_blank = false;
            }
            _ => section.is_blank = false,
        }
    }
    section.is_blank |= is_white;
    sections.push(section);
    sections
}

/// Puts digits into their places from the right; what is left over stands before them.
fn fill(mask: &str, digits: &str) -> String {
    let mut left = digits.chars().rev();
    let mut shown: Vec<char> = Vec::new();
    for place in mask.chars().rev() {
        match place {
            '0' => shown.push(left.next().unwrap_or('0')),
            '#' => shown.extend(left.next()),
            other => shown.push(other),
        }
    }
    shown.extend(left);
    shown.iter().rev().collect()
}

/// The day, and the time if there is one, of a serial number.
pub(super) fn date(serial: f64, from_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "in range, as was just seen"
    )]
    let (whole, seconds) = (
        serial.floor() as i64,
        ((serial - serial.floor()) * 86_400.0).round() as i64,
    );
    // days from 1970-01-01; 1900 had no 29 February, and the numbering thinks that it had
    let days = if from_1904 {
        whole - 24_107
    } else if whole < 60 {
        whole - 25_568
    } else {
        whole - 25_569
    };
    let (year, month, day) = civil(days);
    let day = format!("{year:04}-{month:02}-{day:02}");
    Some(if seconds == 0 || seconds >= 86_400 {
        day
    } else {
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        format!("{day}T{hours:02}:{minutes:02}:{:02}", seconds % 60)
    })
}

/// Year, month and day of a day counted from 1970-01-01 (Hinnant).
const fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    (year + era * 400 + (month <= 2) as i64, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_known_by_their_format_and_shown_as_iso_writes_them() {
        for code in [
            "dd/mm/yyyy",
            "yyyy\\-mm\\-dd",
            "[$-809]d mmmm yyyy;@",
            "mmm-yy",
            "m/d/yy h:mm",
            "mmm",
        ] {
            assert!(Format::new(code).is_date, "{code}");
        }
        for code in [
            "General",
            "0.00",
            "0.00E+00",
            "[h]:mm:ss",
            "\"day\" 0",
            "#,##0;[Red]-#,##0",
            "mm:ss",
        ] {
            assert!(!Format::new(code).is_date, "{code}");
        }
        let format = Format::built_in(14);
        for (serial, day) in [
            ("1", "1900-01-01"),
            ("59", "1900-02-28"),
            ("61", "1900-03-01"),
            ("31048", "1985-01-01"),
            ("45992.5", "2025-12-01T12:00:00"),
        ] {
            assert_eq!(format.show(serial, false), day);
        }
        assert_eq!(format.show("0", true), "1904-01-01");
        assert_eq!(format.show("1e300", false), "1e300");
    }

    #[test]
    fn formats_that_show_nothing_are_known() {
        for code in [
            ";;;",
            ";;",
            "\"\";\"\";\"\"",
            "_);_);_);",
            "[White];;;",
            "\" \"",
            "[White]0",
            "[white]General;[White]General",
        ] {
            assert!(Format::new(code).hides_numbers, "{code}");
        }
        for code in [
            "0",
            "0;-0;;@",
            "General;;",
            "#,##0_);(#,##0)",
            "[=0]\"\";General",
            "@",
            "",
            "[Red]0",
        ] {
            assert!(!Format::new(code).hides_numbers, "{code}");
        }
        assert!(Format::new(";;;").hides_texts);
        assert!(!Format::new(";;;@").hides_texts);
        assert!(!Format::new(";;").hides_texts);
    }

    #[test]
    fn digits_are_padded_as_their_format_says() {
        assert_eq!(
            Format::new("00000000000").show("7700900123", false),
            "07700900123"
        );
        assert_eq!(Format::new("00\\-00\\-00").show("90102", false), "09-01-02");
        assert_eq!(
            Format::default().show("4.11111111111111E15", false),
            "4111111111111110"
        );
        assert_eq!(Format::default().show("1.5", false), "1.5");
    }
}
