//! What a format says in words of its own: `0 "kg"`, `"No. "0`.

/// How much a format says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::inspect::workbook) enum Says {
    /// Units, currencies, and words such as yes and no; any format may.
    #[default]
    Units,
    /// Words, which are seen in the cells that use it.
    Words,
    /// More than belongs into a format.
    Texts,
}

impl Says {
    pub(in crate::inspect::workbook) fn of(code: &str) -> Self {
        let words = Words::of(code);
        if words.longest > 20 || words.most > 3 || words.letters > 48 {
            Self::Texts
        } else if words.longest > 7 || words.most > 1 || words.letters > 24 {
            Self::Words
        } else {
            Self::Units
        }
    }
}

/// Morning and afternoon, year, month, day, hour, minute, second and week in Chinese and Japanese.
const OF_TIMES: &str = "上下午年月日時时分秒周週星期";

/// Letters that a format shows as they are.
#[derive(Debug, Default)]
struct Words {
    /// Of all runs of them, and of the longest.
    letters: usize,
    longest: usize,
    /// The most words that one run has.
    most: usize,
    run: usize,
    words: usize,
    in_word: bool,
}

impl Words {
    fn of(code: &str) -> Self {
        let mut words = Self::default();
        let mut letters = code.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '"' => letters
                    .by_ref()
                    .take_while(|c| *c != '"')
                    .for_each(|c| words.take(c)),
                // what is left out of the width of a cell, or fills it, is there all the same
                '\\' | '_' | '*' => letters.next().into_iter().for_each(|c| words.take(c)),
                '[' => {
                    let inner: String = letters.by_ref().take_while(|c| *c != ']').collect();
                    words.bracket(&inner);
                }
                ' ' | '.' | ',' | '-' | '(' | ')' | '/' | ':' if words.run > 0 => {
                    words.take(letter)
                }
                _ if letter.is_alphabetic() => {
                    let rest = letters.as_str();
                    let end = rest
                        .find(|c: char| !c.is_alphabetic())
                        .unwrap_or(rest.len());
                    let run = format!("{letter}{}", rest.get(..end).unwrap_or_default());
                    if is_of_a_format(&run) {
                        words.end();
                    } else {
                        run.chars().for_each(|letter| words.take(letter));
                    }
                    letters = rest.get(end..).unwrap_or_default().chars();
                }
                _ => words.end(),
            }
        }
        words.end();
        words
    }

    fn take(&mut self, letter: char) {
        if OF_TIMES.contains(letter) {
            return;
        }
        if letter.is_alphabetic() {
            self.words += usize::from(!std::mem::replace(&mut self.in_word, true));
            self.run += 1;
            self.letters += 1;
        } else {
            self.in_word = false;
        }
    }

    fn end(&mut self) {
        self.longest = self.longest.max(self.run);
        self.most = self.most.max(self.words);
        (self.run, self.words, self.in_word) = (0, 0, false);
    }

    /// A currency before its locale: `[$kr-41D]`; or a colour, a condition, a count of time.
    fn bracket(&mut self, inner: &str) {
        let shown = match inner.strip_prefix('$') {
            Some(currency) => currency
                .rsplit_once('-')
                .map_or(currency, |(shown, _)| shown),
            None if inner.len() <= 12 => "",
            None => inner,
        };
        shown.chars().for_each(|letter| self.take(letter));
        self.end();
    }
}

/// The general format, in one language or another.
const GENERAL: &[&str] = &[
    "general",
    "standard",
    "estándar",
    "generale",
    "geral",
    "algemeen",
    "ogólny",
    "основной",
];
/// Letters of parts of a number, a day or a time, in one language or another.
const OF_PARTS: &str = "ymdhsegbjtarnoлгмдчс";

/// Whether letters that stand by themselves are the parts of a value, and not a word: `dd`, `hhmmss`, `AM`.
fn is_of_a_format(run: &str) -> bool {
    let lower = run.to_lowercase();
    let first = lower.chars().next();
    GENERAL.contains(&lower.as_str())
        || matches!(lower.as_str(), "am" | "pm" | "a" | "p")
        || lower.chars().all(|c| Some(c) == first)
        || lower.chars().all(|c| OF_PARTS.contains(c)) && is_in_order(&lower)
}

/// Whether each letter comes at least twice, and none but that of months and minutes again once another stood
/// between: `ddmmyyyyhhmm`.
fn is_in_order(run: &str) -> bool {
    let mut runs: Vec<(char, usize)> = Vec::new();
    for letter in run.chars() {
        if let Some((_, count)) = runs.last_mut().filter(|(last, _)| *last == letter) {
            *count += 1;
        } else if letter != 'm' && runs.iter().any(|(known, _)| *known == letter) {
            return false;
        } else {
            runs.push((letter, 1));
        }
    }
    runs.iter().all(|(_, count)| *count > 1)
}

#[cfg(test)]
mod tests {
    use super::Says;

    #[test]
    fn units_and_words_of_a_format_are_told_from_texts() {
        for code in [
            "General",
            "dd/mm/yyyy",
            "\"£\"#,##0",
            "0 \"kg\"",
            "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
            "\"Yes\";\"Yes\";\"No\"",
            "\"TRUE\";\"TRUE\";\"FALSE\"",
            "[$€-2]\\ #,##0.00_);[Red]\\([$€-2]\\ #,##0.00\\)",
            "_-* #,##0.00\\ \"zł\"_-;\\-* #,##0.00\\ \"zł\"_-;_-* \"-\"??\\ \"zł\"_-;_-@_-",
            "yyyy\"年\"m\"月\"d\"日\"",
            "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####",
            "d\\ \"de\"\\ mmmm\\ \"de\"\\ yyyy",
            "[>=100][Color10]0;[Blue]0.0",
            "yyyymmddhhmmss",
            "TT.MM.JJJJ",
            "0.00E+00",
            "\"上午/下午 \"hh\"時\"mm\"分\"ss\"秒 \"",
        ] {
            assert_eq!(Says::of(code), Says::Units, "{code}");
        }
        for code in [
            "\"Valid until \"dd/mm/yyyy",
            "\"Employee \"0",
            "\\N\\u\\m\\b\\e\\r\\ \\n\\o 0",
        ] {
            assert_eq!(Says::of(code), Says::Words, "{code}");
        }
        for code in [
            "0;;;\"she was moved after it\"",
            "\\s\\h\\e\\ \\w\\a\\s\\ \\m\\o\\v\\e\\d\\ \\o\\f\\f 0",
            "0_s_h_e_ _w_a_s_ _m_o_v_e_d_ _a_f_t_e_r",
            "[$she was moved after it-809]0",
            "[she was moved after it]0",
            "she was moved after it",
        ] {
            assert_eq!(Says::of(code), Says::Texts, "{code}");
        }
    }
}
