//! Formulas, as far as it matters here: which hold values of their own.

use super::closed;
use super::label;
use crate::inspect::desk::Desk;

/// So many texts of one formula are kept.
const MOST: usize = 1000;
/// Digits of a number that is somebody's, and none that anything is reckoned with.
const LONG_NUMBER: usize = 8;
/// Words that formulas have for a value that is not there, or to ask with, in small letters.
const ANSWERS: &[&str] = &[
    "yes",
    "no",
    "true",
    "false",
    "n/a",
    "na",
    "ok",
    "none",
    "nil",
    "error",
    "x",
    "y",
    "n",
    // what `CELL` and `INFO` are asked
    "address",
    "col",
    "color",
    "contents",
    "filename",
    "format",
    "parentheses",
    "prefix",
    "protect",
    "row",
    "type",
    "width",
    "directory",
    "numfile",
    "origin",
    "osversion",
    "recalc",
    "release",
    "system",
];
/// Letters of a format of a number or a day, which may be repeated, and words of one.
const OF_FORMATS: &[&str] = &[
    "d", "m", "y", "h", "s", "e", "g", "am", "pm", "a", "p", "md", "ym", "yd", "general",
];

/// Looks at what a formula holds of its own, and gives the texts of it that no cell may ever show: words in quotes,
/// long numbers, and names that say more than one does.
pub(super) fn look(formula: &str, desk: &mut Desk<'_>) -> Vec<String> {
    if !formula.contains(['"', '\'']) && !has_more(formula) {
        return Vec::new();
    }
    let mut texts = said(literals(formula), desk);
    let words = words(formula);
    words.iter().for_each(|word| desk.text(word));
    texts.extend(words);
    texts.truncate(MOST);
    texts
}

/// The same of the texts and numbers of a formula that is not written out.
pub(super) fn own(
    texts: Vec<String>,
    mut numbers: Vec<String>,
    desk: &mut Desk<'_>,
) -> Vec<String> {
    let mut texts = said(texts, desk);
    numbers.retain(|number| is_long(number));
    numbers.iter().for_each(|number| desk.text(number));
    texts.extend(numbers);
    texts.truncate(MOST);
    texts
}

/// Looks at texts in quotes, and leaves those that formulas have.
fn said(mut texts: Vec<String>, desk: &mut Desk<'_>) -> Vec<String> {
    texts.iter().for_each(|text| desk.text(text));
    texts.retain(|text| !is_of_formulas(text));
    texts
}

/// Whether a word is a number that is somebody's.
fn is_long(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
        && word.trim_end_matches('0').len() >= LONG_NUMBER
}

/// Whether a formula may have a long number, or a name of many words.
fn has_more(formula: &str) -> bool {
    let mut run = 0;
    formula.bytes().any(|byte| {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        run >= LONG_NUMBER || byte == b'_' || byte >= 0x80 || byte.is_ascii_lowercase()
    })
}

/// Whether a text in quotes is a format, an answer, a sign or a place, as formulas have them.
fn is_of_formulas(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_lowercase();
    let mut runs = lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|run| !run.is_empty());
    let is_repeated = |run: &str| {
        let first = run.chars().next();
        OF_FORMATS.contains(&run)
            || run.chars().all(|c| Some(c) == first) && "dmyhse".contains(first.unwrap_or(' '))
    };
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits < LONG_NUMBER
        && (ANSWERS.contains(&lower.as_str())
            || runs.all(is_repeated)
            || text.chars().filter(|c| c.is_alphanumeric()).count() < 2
            || closed::is_references(text) && text.len() < LONG_NUMBER)
}

/// Names that are no names, and long numbers, outside of quotes.
fn words(formula: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = formula;
    while let Some(start) =
        rest.find(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '_'))
    {
        let from = rest.get(start..).unwrap_or_default();
        let quote = from.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (word, after) = match quote {
            Some(quote) => {
                let inner = from.get(1..).unwrap_or_default();
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            None => {
                let end = from.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')));
                from.split_at(end.unwrap_or(from.len()))
            }
        };
        // the name of a file stands before that of its sheet
        if quote != Some('"')
            && (is_long(word) || !label::is_name(word) && !word.contains(['/', '\\']))
        {
            found.push(word.to_owned());
        }
        rest = after;
    }
    found
}

/// The texts in quotes.
pub(super) fn literals(formula: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut letters = formula.chars().peekable();
    let mut sheet = false;
    while let Some(letter) = letters.next() {
        match letter {
            // the name of a sheet stands in single quotes
            '\'' => sheet = !sheet,
            '"' if !sheet => {
                let mut text = String::new();
                while let Some(letter) = letters.next() {
                    if letter != '"' {
                        text.push(letter);
                    } else if letters.next_if_eq(&'"').is_some() {
                        text.push('"');
                    } else {
                        break;
                    }
                }
                found.push(text);
            }
            _ => {}
        }
    }
    found
}

/// Whether what a name refers to is anything beyond cells: a text, a number, a list.
pub(super) fn is_constant(formula: &str) -> bool {
    let formula = formula.trim().trim_start_matches('=').trim();
    if formula.is_empty() {
        return false;
    }
    let bare = formula.trim_start_matches(['-', '+']);
    !literals(formula).is_empty()
        || formula.starts_with('{')
        || bare.trim_end_matches('%').parse::<f64>().is_ok()
        || formula.eq_ignore_ascii_case("true")
        || formula.eq_ignore_ascii_case("false")
}

/// The values of a list that is written out: `"one,two"`.
pub(super) fn list(formula: &str) -> Option<Vec<String>> {
    let formula = formula.trim().trim_start_matches('=');
    let inner = formula.strip_prefix('"')?.strip_suffix('"')?;
    let values = inner.replace("\"\"", "\"");
    let parted = values
        .split([',', ';', '\0'])
        .map(|value| value.trim().to_owned());
    Some(parted.filter(|value| !value.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_formula_says_of_its_own_is_told_from_what_it_reckons_with() {
        let mut desk = Desk::new(&crate::inspect::NOBODY);
        for formula in [
            "SUM(C2:C3)",
            "TEXT(A2,\"dd/mm/yyyy\")",
            "TEXT(A2,\"00-00-00\")&\" - \"&B2",
            "IF(A2=\"\",\"Yes\",\"No\")",
            "DATEDIF(A2,B2,\"ym\")",
            "CELL(\"filename\",A1)",
            "INDIRECT(\"B7\")",
            "'Staff list'!A1*1000000",
            "_xlfn.XLOOKUP(A2,Table1[Number],Table1[Rank])",
            "COUNTIF(A1:A1048576,\">0\")",
        ] {
            assert_eq!(look(formula, &mut desk), Vec::<String>::new(), "{formula}");
        }
        for (formula, text) in [
            ("IF(A2=\"\",\"moved\",1)", "moved"),
            ("N(\"moved away\")+1", "moved away"),
            ("1+0*1234567891", "1234567891"),
            ("she_was_moved+1", "she_was_moved"),
            ("'She was moved'!A1", "She was moved"),
            ("\"12345678\"", "12345678"),
        ] {
            assert_eq!(look(formula, &mut desk), [text], "{formula}");
        }
    }

    #[test]
    fn constants_are_told_from_references() {
        for formula in [
            "\"Ada\"",
            "42",
            "-1.5",
            "{1,2,3}",
            "=\"x\"",
            "IF(A1,\"x\")",
            "TRUE",
            "50%",
        ] {
            assert!(is_constant(formula), "{formula}");
        }
        for formula in [
            "Sheet1!$A$1:$B$2",
            "'My \"sheet'!A1",
            "#REF!",
            "OFFSET(A1,1,2)",
            "",
            "Table1[x]",
        ] {
            assert!(!is_constant(formula), "{formula}");
        }
        assert_eq!(literals("IF('a\"b'!A1=\"x\"\"y\",\"z\",1)"), ["x\"y", "z"]);
        assert_eq!(
            list("\"Yes, No\"").as_deref(),
            Some(&["Yes".to_owned(), "No".to_owned()][..])
        );
        assert_eq!(list("$A$1:$A$3"), None);
    }
}
