//! Formulas, as far as it matters here: which hold values of their own.

use super::label;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Looks at the texts that a formula holds; of more than two words it says what may never be shown.
pub(super) fn look(formula: &str, desk: &mut Desk<'_>) {
    if formula.contains('"') {
        let texts = literals(formula);
        texts.iter().for_each(|text| desk.text(text));
        let says_more = texts.iter().any(|text| label::is_phrase(text));
        desk.find_times(Sign::InvisibleText, says_more.into(), None);
    }
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
