//! How a section of a format writes a number: `"£"#,##0.00`, `00\-00\-00`, `"No. "000000`.

/// A part of what is written, in order.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    /// A digit, and whether a nought is written where the number has none.
    Place {
        is_filled: bool,
    },
    Point,
    /// The number as it is, or the text.
    Value,
    Letter(char),
}

/// The parts of a section that writes more than a number.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Template {
    parts: Box<[Part]>,
    decimals: usize,
    is_grouped: bool,
    /// Steps of a thousand that are divided away, and whether it is written in hundredths.
    thousands: i32,
    is_percent: bool,
    /// A section of its own for what is below nought writes its own sign.
    writes_sign: bool,
}

/// A format is not longer than this in any program; nor is a text that is made of one.
const LONGEST: usize = 512;

impl Template {
    /// The sections of a format, parted where no letter of a text stands.
    pub(super) fn parts(code: &str) -> impl Iterator<Item = (usize, &str)> {
        let mut is_quoted = false;
        let mut in_brackets = false;
        let mut is_escaped = false;
        code.split(move |c| {
            if std::mem::take(&mut is_escaped) {
                return false;
            }
            match c {
                '"' if !in_brackets => is_quoted = !is_quoted,
                _ if is_quoted => {}
                ']' => in_brackets = false,
                _ if in_brackets => {}
                '[' => in_brackets = true,
                '\\' | '_' | '*' => is_escaped = true,
                ';' => return true,
                _ => {}
            }
            false
        })
        .enumerate()
    }

    /// Reads a section; none where it writes a number and nothing beside, or what is no plain number.
    pub(super) fn new((index, code): (usize, &str)) -> Option<Self> {
        if code.len() > LONGEST {
            return None;
        }
        let mut parts = Vec::new();
        let (mut commas, mut is_grouped, mut is_percent) = (0, false, false);
        let mut letters = code.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '0' | '#' | '?' => {
                    is_grouped |= std::mem::take(&mut commas) > 0;
                    parts.push(Part::Place {
                        is_filled: letter == '0',
                    });
                }
                ',' if parts.iter().any(|part| matches!(part, Part::Place { .. })) => commas += 1,
                ',' => {}
                '.' => parts.push(Part::Point),
                '%' => is_percent = true,
                '"' => parts.extend(letters.by_ref().take_while(|c| *c != '"').map(Part::Letter)),
                '\\' => parts.extend(letters.next().map(Part::Letter)),
                // as wide as a letter, or as many of it as fill the cell
                '_' | '*' => {
                    letters.next();
                    parts.push(Part::Letter(' '));
                }
                '[' => {
                    let inner: String = letters.by_ref().take_while(|c| *c != ']').collect();
                    let currency = inner.strip_prefix('$').map(|inner| {
                        inner
                            .rsplit_once('-')
                            .map_or(inner, |(currency, _)| currency)
                    });
                    parts.extend(currency.unwrap_or_default().chars().map(Part::Letter));
                }
                '@' => parts.push(Part::Value),
                'G' | 'g' if super::is_general(letters.as_str()) => {
                    letters.nth(5);
                    parts.push(Part::Value);
                }
                // a number with its exponent, or a part of a day
                _ if letter.is_alphabetic() => return None,
                _ => parts.push(Part::Letter(letter)),
            }
        }
        let is_place = |part: &&Part| matches!(part, Part::Place { .. });
        let point = parts.iter().position(|part| *part == Part::Point);
        let (whole, rest) = parts.split_at(point.unwrap_or(parts.len()));
        let decimals = rest.iter().filter(is_place).count();
        let noughts = whole
            .iter()
            .filter(|part| **part == Part::Place { is_filled: true });
        let is_told = |part: &Part| match part {
            Part::Letter(c) => c.is_alphanumeric() || !c.is_ascii() || *c == '$',
            _ => false,
        };
        // blanks and signs around a number say nothing
        let is_more =
            noughts.count() > 1 || parts.iter().any(is_told) || Self::has_letter_within(&parts);
        let has_value = parts
            .iter()
            .any(|part| is_place(&part) || *part == Part::Value);
        (is_more && has_value).then(|| Self {
            parts: parts.into(),
            decimals,
            is_grouped,
            thousands: commas,
            is_percent,
            writes_sign: index == 0,
        })
    }

    /// Whether a sign parts digits.
    fn has_letter_within(parts: &[Part]) -> bool {
        let is_place = |part: &Part| matches!(part, Part::Place { .. });
        let first = parts.iter().position(is_place);
        let last = parts.iter().rposition(is_place);
        first.zip(last).is_some_and(|(first, last)| {
            let within = parts.get(first..last).unwrap_or_default();
            within.iter().any(|part| matches!(part, Part::Letter(_)))
        })
    }

    /// Writes a number; none where it is too large to be one that somebody reads.
    pub(super) fn fill(&self, value: f64) -> Option<String> {
        let mut size = value.abs() / 1000_f64.powi(self.thousands);
        if self.is_percent {
            size *= 100.0;
        }
        if size >= 1e18 {
            return None;
        }
        let written = format!("{size:.*}", self.decimals);
        let (whole, decimals) = written.split_once('.').unwrap_or((&written, ""));
        let mut after = decimals.chars();
        let whole = whole.trim_start_matches('0');
        let point = self.parts.iter().position(|part| *part == Part::Point);
        let (before, behind) = self.parts.split_at(point.unwrap_or(self.parts.len()));
        let mut shown = self.whole(before, whole, size);
        if value < 0.0 && self.writes_sign {
            shown.insert(0, '-');
        }
        for part in behind {
            match part {
                Part::Point => shown.push('.'),
                Part::Place { .. } => shown.extend(after.next()),
                Part::Value => shown.push_str(&size.to_string()),
                Part::Letter(letter) => shown.push(*letter),
            }
        }
        if self.is_percent {
            shown.push('%');
        }
        Some(shown.trim().to_owned())
    }

    /// Writes a text with what stands around it.
    pub(super) fn around(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len() + self.parts.len());
        for part in &self.parts {
            match part {
                Part::Value => shown.push_str(text),
                Part::Letter(letter) => shown.push(*letter),
                Part::Place { .. } | Part::Point => {}
            }
        }
        shown
    }

    /// Puts digits into their places from the right; what is left over stands before the first place.
    fn whole(&self, parts: &[Part], digits: &str, size: f64) -> String {
        let mut left = digits.chars().rev();
        let mut places = parts
            .iter()
            .filter(|part| matches!(part, Part::Place { .. }))
            .count();
        let mut written = 0;
        let mut shown: Vec<char> = Vec::with_capacity(parts.len() + digits.len());
        let mut push = |shown: &mut Vec<char>, digit: char| {
            if self.is_grouped && written > 0 && written % 3 == 0 {
                shown.push(',');
            }
            written += 1;
            shown.push(digit);
        };
        for part in parts.iter().rev() {
            match part {
                Part::Place { is_filled } => {
                    let digit = left.next().or(is_filled.then_some('0'));
                    if let Some(digit) = digit {
                        push(&mut shown, digit);
                    }
                    places -= 1;
                    if places == 0 {
                        left.by_ref().for_each(|digit| push(&mut shown, digit));
                    }
                }
                Part::Letter(letter) => shown.push(*letter),
                Part::Value => shown.extend(size.to_string().chars().rev()),
                Part::Point => {}
            }
        }
        shown.iter().rev().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Template;

    fn shown(code: &str, value: f64) -> Option<String> {
        let (index, section) = Template::parts(code).next()?;
        Template::new((index, section))?.fill(value)
    }

    #[test]
    fn a_number_is_written_with_all_that_its_format_adds() {
        for (code, value, written) in [
            ("00000000000", 7_700_900_123.0, "07700900123"),
            ("00\\-00\\-00", 90102.0, "09-01-02"),
            ("000 000 0000", 9_434_765_919.0, "943 476 5919"),
            ("\"QQ\"000000\"C\"", 123_456.0, "QQ123456C"),
            ("\"QQ\"00 00 00\" C\"", 12_345.0, "QQ01 23 45 C"),
            ("\"£\"#,##0", 34_500.0, "£34,500"),
            ("\"£\"#,##0.00", 34_500.0, "£34,500.00"),
            (
                "[$£-809]#,##0;[Red]-[$£-809]#,##0",
                1_234_567.0,
                "£1,234,567",
            ),
            ("_-\"£\"* #,##0.00_-", 34_500.5, "£ 34,500.50"),
            ("#,##0 \"GBP\"", 34_500.0, "34,500 GBP"),
            ("£0", -5.0, "-£5"),
            ("$#,##0,\"k\"", 34_600.0, "$35k"),
            ("0.0\" of \"%", 0.5, "50.0 of %"),
            ("\"No. ; \"0", 44.0, "No. ; 44"),
            ("00\\/00\\/0000", 3_011_980.0, "03/01/1980"),
            ("\"N\"###", 0.0, "N"),
            ("\"n\",0", 34_600.0, "n34600"),
            ("$#,##0", 34_600.0, "$34,600"),
            ("##\\-##", 1234.0, "12-34"),
            ("\"v\"0.0.0", 1.25, "v1.2.5"),
            ("\"QQ\"General\"C\"", 123_456.0, "QQ123456C"),
            ("General\" kg\"", 1.5, "1.5 kg"),
        ] {
            assert_eq!(shown(code, value).as_deref(), Some(written), "{code}");
        }
    }

    #[test]
    fn a_text_is_written_with_what_stands_around_it() {
        let template = Template::new((3, "\"QQ\"@\" C\""));
        let written = template.map(|template| template.around("123456"));
        assert_eq!(written.as_deref(), Some("QQ123456 C"));
    }

    #[test]
    fn what_adds_nothing_to_a_number_is_no_template() {
        for code in [
            "0",
            "0.00",
            "#,##0",
            "#,##0_);(#,##0)",
            "0%",
            "0.00E+00",
            "General",
            "@",
            "@_)",
            "",
            "\"ok\"",
        ] {
            assert_eq!(shown(code, 44.0), None, "{code}");
        }
        let long = |letters: usize| shown(&format!("\"{}\"0", "x".repeat(letters)), 1e17);
        assert!(long(500).is_some() && long(600).is_none());
        assert_eq!(shown("\"x\"0", 1e18), None);
        // what is below nought has its own sign where it has a section of its own
        let second = Template::new((1, "(0\" x\")")).and_then(|template| template.fill(-5.0));
        assert_eq!(second.as_deref(), Some("(5 x)"));
    }

    #[test]
    fn sections_are_parted_where_no_letter_of_a_text_stands() {
        let parts = |code| {
            Template::parts(code)
                .map(|(_, part)| part)
                .collect::<Vec<_>>()
        };
        assert_eq!(parts("0;-0;;@"), ["0", "-0", "", "@"]);
        assert_eq!(parts("[$\"-809]0;1"), ["[$\"-809]0", "1"]);
        assert_eq!(
            parts("\"a;b\"0;\\;0;[$;-809]0"),
            ["\"a;b\"0", "\\;0", "[$;-809]0"]
        );
    }
}
