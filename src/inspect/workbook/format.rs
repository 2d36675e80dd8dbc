//! Formats of numbers (ECMA-376 part 1, 18.8.30): which are dates, which show nothing, which pad.

mod template;
mod words;

use std::borrow::Cow;
use std::cmp::Ordering;

use self::template::Template;

pub(super) use self::words::Says;

/// What a format does with a value.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Format {
    pub(super) is_date: bool,
    /// Whether a text shows nothing of itself.
    pub(super) hides_texts: bool,
    /// For positive numbers, negative ones, nought and texts; none for a format that shows everything.
    sections: Vec<Section>,
    /// What it says in words of its own.
    pub(super) says: Says,
}

impl Format {
    /// A format that every program knows by its number.
    pub(super) fn built_in(id: u32) -> Self {
        match id {
            // a currency, which is that of the country
            5..=8 => return Self::new("\"£\"#,##0"),
            42 | 44 => return Self::new("_-\"£\"* #,##0.00_-"),
            _ => {}
        }
        Self {
            is_date: matches!(id, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57 | 58),
            ..Self::default()
        }
    }

    pub(super) fn new(code: &str) -> Self {
        let sections = sections(code);
        let is_plain = code.trim().is_empty();
        Self {
            is_date: sections.first().is_some_and(Section::is_date),
            hides_texts: of_texts(&sections).is_some_and(|texts| !texts.shows_texts),
            // one section without anything is no format at all
            sections: if is_plain { Vec::new() } else { sections },
            says: Says::of(code),
        }
    }

    /// Whether nothing of a number is shown: no digit of it, or only words that the format has for it.
    pub(super) fn hides_number(&self, number: &str) -> bool {
        let Ok(value) = number.trim().parse::<f64>() else {
            return false;
        };
        self.section(value)
            .is_some_and(|section| !section.shows_numbers || section.rounds_away(value))
    }

    /// Whether there is a positive number or a text of which nothing is shown.
    pub(super) fn hides_some(&self) -> bool {
        self.hides_texts || self.hides_number("1")
    }

    /// The section for a number; none where the number is shown as it is.
    fn section(&self, value: f64) -> Option<&Section> {
        let at = |index: usize| self.sections.get(index);
        let (first, second) = (at(0)?, at(1));
        let conditions = (
            first.condition,
            second.and_then(|section| section.condition),
        );
        match (conditions, self.sections.len()) {
            ((None, None), 1) => Some(first),
            ((None, None), 2) if value >= 0.0 => Some(first),
            ((None, None), 2) => second,
            ((None, None), _) if value > 0.0 => Some(first),
            ((None, None), _) if value < 0.0 => second,
            ((None, None), _) => at(2),
            ((Some(condition), _), _) if condition.holds(value) => Some(first),
            ((None, Some(_)), _) if value > 0.0 => Some(first),
            ((_, Some(condition)), _) if condition.holds(value) => second,
            ((Some(_), None), 3..) if value >= 0.0 => at(2),
            ((Some(_), None), _) => second,
            // a number for which there is no section is shown
            _ => at(2),
        }
    }

    /// A number as it is shown, as far as detectors care: dates as ISO writes them, digits with what stands before,
    /// between and behind them, but as they are where only thousands are parted.
    pub(super) fn show<'t>(&self, number: &'t str, from_1904: bool) -> Cow<'t, str> {
        let Ok(value) = number.trim().parse::<f64>() else {
            return Cow::Borrowed(number);
        };
        if self.is_date {
            return date(value, from_1904).map_or(Cow::Borrowed(number), Cow::Owned);
        }
        let template = self
            .section(value)
            .and_then(|section| section.template.as_ref());
        if let Some(shown) = template.and_then(|template| template.fill(value)) {
            return Cow::Owned(shown);
        }
        let is_whole = value.fract() == 0.0 && (0.0..1e18).contains(&value);
        if is_whole && number.contains(['E', 'e', '.']) {
            Cow::Owned(format!("{value:.0}"))
        } else {
            Cow::Borrowed(number)
        }
    }

    /// A text with what its format writes around it.
    pub(super) fn show_text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let template = of_texts(&self.sections).and_then(|texts| texts.template.as_ref());
        template.map_or(Cow::Borrowed(text), |template| {
            Cow::Owned(template.around(text))
        })
    }
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Section {
    shows_numbers: bool,
    shows_texts: bool,
    /// It has a place for a text, seen or not.
    is_of_texts: bool,
    condition: Option<Condition>,
    /// How many times a number is divided by a thousand before it is shown.
    thousands: i32,
    has_day: bool,
    /// Or minutes, where there is a time.
    has_month: bool,
    has_time: bool,
    /// How it writes a number, where that is more than the number.
    template: Option<Template>,
}

impl Section {
    const fn is_date(&self) -> bool {
        self.has_day || self.has_month && !self.has_time
    }

    /// Whether so much is divided away that less than one is left.
    fn rounds_away(&self, value: f64) -> bool {
        self.thousands > 0 && value != 0.0 && value.abs() < 1000_f64.powi(self.thousands) / 2.0
    }

    /// Takes a letter that stands for a part of the value, and says whether it does.
    fn take(&mut self, letter: char) {
        match letter.to_ascii_lowercase() {
            '@' => (self.shows_texts, self.is_of_texts) = (true, true),
            '0' | '#' | '?' | 'e' | 'g' | 'b' | 'a' | 'q' | 'w' | 'n' | 'r' => {}
            'y' | 'd' => self.has_day = true,
            'm' => self.has_month = true,
            'h' | 's' => self.has_time = true,
            _ => return,
        }
        self.shows_numbers = true;
    }

    /// Takes what stands in brackets: a time that is counted on, a colour, a condition.
    fn bracket(&mut self, inner: &str) -> bool {
        let lower = inner.to_ascii_lowercase();
        if !lower.is_empty() && lower.chars().all(|c| matches!(c, 'h' | 'm' | 's')) {
            (self.has_time, self.shows_numbers) = (true, true);
        }
        self.condition = self.condition.or_else(|| Condition::of(inner));
        // the second colour of the palette is white
        matches!(lower.replace(' ', "").as_str(), "white" | "color2")
    }
}

/// A condition of a section: `[>=100]`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Condition {
    allows_less: bool,
    allows_equal: bool,
    allows_more: bool,
    than: f64,
}

impl Condition {
    fn of(inner: &str) -> Option<Self> {
        let number = inner.trim_start_matches(['<', '>', '=']);
        let sign = inner.get(..inner.len() - number.len())?;
        let than = number.trim().parse().ok()?;
        let (allows_less, allows_equal, allows_more) = match sign {
            "<" => (true, false, false),
            "<=" => (true, true, false),
            "=" => (false, true, false),
            ">=" => (false, true, true),
            ">" => (false, false, true),
            "<>" => (true, false, true),
            _ => return None,
        };
        Some(Self {
            allows_less,
            allows_equal,
            allows_more,
            than,
        })
    }

    fn holds(self, value: f64) -> bool {
        match value.partial_cmp(&self.than) {
            Some(Ordering::Less) => self.allows_less,
            Some(Ordering::Equal) => self.allows_equal,
            Some(Ordering::Greater) => self.allows_more,
            None => false,
        }
    }
}

/// The section for texts.
fn of_texts(sections: &[Section]) -> Option<&Section> {
    let last = sections.last().filter(|last| last.is_of_texts);
    sections.get(3).or(last)
}

fn sections(code: &str) -> Vec<Section> {
    let mut sections = shown_by(code);
    for (section, code) in sections.iter_mut().zip(Template::parts(code)) {
        section.template = Template::new(code);
    }
    sections
}

/// What each section of a format shows.
fn shown_by(code: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut section = Section::default();
    // text in white is there, and not seen
    let mut is_white = false;
    let mut commas = 0;
    let mut letters = code.chars();
    loop {
        let letter = letters.next();
        // commas behind the last place divide; those between places part digits
        match letter {
            Some(',') => commas += 1,
            Some('0' | '#' | '?') => commas = 0,
            _ => section.thousands = section.thousands.max(std::mem::take(&mut commas)),
        }
        match letter {
            None | Some(';') => {
                if std::mem::take(&mut is_white) {
                    (section.shows_numbers, section.shows_texts) = (false, false);
                }
                sections.push(std::mem::take(&mut section));
                if letter.is_none() {
                    return sections;
                }
            }
            Some('"') => letters.by_ref().take_while(|c| *c != '"').for_each(drop),
            // a letter as it is, a space as wide as it, or as many of it as fill the cell
            Some('\\' | '_' | '*') => drop(letters.next()),
            Some('[') => {
                let inner: String = letters.by_ref().take_while(|c| *c != ']').collect();
                is_white |= section.bracket(&inner);
            }
            Some('G' | 'g') if is_general(letters.as_str()) => {
                // its letters are none of a date's
                let _ = letters.nth(5);
                (section.shows_numbers, section.shows_texts) = (true, true);
            }
            Some(letter) => section.take(letter),
        }
    }
}

fn is_general(rest: &str) -> bool {
    rest.get(..6)
        .is_some_and(|rest| rest.eq_ignore_ascii_case("eneral"))
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
    fn formats_that_show_nothing_of_a_number_are_known() {
        for (code, number) in [
            (";;;", "44"),
            (";;", "44"),
            ("\"\";\"\";\"\"", "44"),
            ("_);_);_);", "44"),
            ("[White];;;", "44"),
            ("\" \"", "44"),
            ("[White]0", "44"),
            ("[Color 2]0", "44"),
            ("[white]General;[White]General", "-44"),
            ("\"ok\"", "44"),
            ("\\o\\k", "44"),
            ("0;\"ok\"", "-44"),
            ("\"ok\";0;\"nil\"", "44"),
            ("[>0]\"ok\";General", "44"),
            ("[<0]General;[>=40]\"ok\";General", "44"),
            ("[=1]\"Yes\";[=0]\"No\";\"ok\"", "44"),
            ("#,,,,,", "4929123"),
            ("0,,,;0", "4929123"),
        ] {
            assert!(Format::new(code).hides_number(number), "{code}");
        }
        for (code, number) in [
            ("0", "44"),
            ("0;-0;;@", "0.5"),
            ("General;;", "44"),
            ("#,##0_);(#,##0)", "44"),
            ("[=0]\"\";General", "44"),
            ("@", "44"),
            ("", "44"),
            ("[Red]0", "44"),
            ("\"No. \"0", "44"),
            ("0;-0;\"nil\"", "44"),
            ("_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-", "0"),
            ("[h]", "44"),
            ("#,##0,", "4929123"),
            ("0,,", "4929123"),
            ("#,##0", "44"),
            ("\"ok\"", "a text"),
        ] {
            assert!(!Format::new(code).hides_number(number), "{code}");
        }
    }

    #[test]
    fn formats_that_show_nothing_of_a_text_are_known() {
        for code in [
            ";;;",
            "General;General;General;\"ok\"",
            ";;;\"x\"",
            ";;;[White]@",
            "[White]@",
            "0;[White]@",
        ] {
            assert!(Format::new(code).hides_texts, "{code}");
        }
        for code in [
            "@",
            "[Red]@",
            ";;;@",
            ";;",
            "\"ok\"",
            "0;0;0;\"No. \"@",
            "0;0;0;General",
        ] {
            assert!(!Format::new(code).hides_texts, "{code}");
        }
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
