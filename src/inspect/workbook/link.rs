//! Where links lead: an address can say far more than where that is.

use super::label;
use crate::conformance::Severity;
use crate::inspect::desk::Desk;
use crate::inspect::place::{First, Place};
use crate::inspect::report::What;
use crate::inspect::sign::Sign;

/// Schemes of addresses that lead somewhere, and say no more than that.
const PLAIN: &[&str] = &[
    "http", "https", "ftp", "mailto", "tel", "sms", "file", "sip",
];
/// Words of one step of a path, which a page of the web may be named by.
const MOST_WORDS: usize = 3;

/// Whether the address of a link holds words beyond those that a place is named by: a step of its path that is a
/// phrase, a question, a message that is written out, or a scheme that leads nowhere.
pub(super) fn says_more(target: &str) -> bool {
    let target = decoded(target);
    let (scheme, rest) = match target.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => (scheme.to_ascii_lowercase(), rest),
        _ => (String::new(), target.as_str()),
    };
    if scheme == "mailto" {
        return rest.contains('?') || rest.contains(char::is_whitespace);
    }
    if !scheme.is_empty() && !PLAIN.contains(&scheme.as_str()) {
        return true;
    }
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let authority = path
        .strip_prefix("//")
        .and_then(|path| path.split('/').next());
    let has_user = authority.is_some_and(|authority| authority.contains('@'));
    let values = query
        .split('&')
        .map(|pair| pair.rsplit('=').next().unwrap_or(pair));
    has_user
        || path
            .split(['/', '\\'])
            .any(|step| is_phrase(step, MOST_WORDS))
        || values.chain([fragment]).any(|value| is_phrase(value, 1))
}

/// The forms in which a cell may show an address: with its scheme and without.
pub(super) fn forms(target: &str) -> Vec<&str> {
    let starts = ["https://", "http://", "mailto:", "tel:"];
    let bare = starts.iter().find_map(|start| target.strip_prefix(start));
    let whole = [Some(target), bare].into_iter().flatten();
    whole
        .flat_map(|form| [form, form.trim_end_matches('/')])
        .collect()
}

/// Notes that a link leads where no cell says, though where that is says no more than an address does.
pub(super) fn note(at: &First, desk: &mut Desk<'_>) {
    let place = Place {
        column: at.column.or(desk.place().column),
        ..desk.place().clone()
    };
    desk.add(
        What::Sign(Sign::MarginText),
        Severity::Note,
        place,
        1,
        at.row,
    );
}

/// Whether so much more than a name stands in a part of an address; blanks are in no name.
fn is_phrase(step: &str, most: usize) -> bool {
    let words = label::count_words(step);
    let has_blank = step.contains(|c: char| c.is_whitespace() || c == '+');
    words > most || has_blank && words > 1 || label::is_clause(step)
}

fn is_scheme(text: &str) -> bool {
    // a single letter is that of a disk
    text.len() > 1
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// An address with what stands for other letters put back, twice over.
fn decoded(target: &str) -> String {
    let mut bytes = target.trim().as_bytes().to_vec();
    for _ in 0..2 {
        let mut plain = Vec::with_capacity(bytes.len());
        let mut rest = bytes.as_slice();
        while let Some((byte, after)) = rest.split_first() {
            rest = after;
            let digits = after
                .get(..2)
                .and_then(|digits| std::str::from_utf8(digits).ok());
            let letter = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
            match letter {
                Some(letter) if *byte == b'%' => {
                    plain.push(letter);
                    rest = after.get(2..).unwrap_or_default();
                }
                _ => plain.push(*byte),
            }
        }
        bytes = plain;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::says_more;

    #[test]
    fn an_address_that_says_more_than_where_it_leads_is_told_from_others() {
        for plain in [
            "https://a.example/cards",
            "https://www.a.example/staff/warrant-cards/issue-17/#sizes",
            "https://a.example/guidance/replacing-lost-cards",
            "https://a.example/?id=17&page=2",
            "mailto:cards@a.example",
            "tel:+441632960001",
            "../cards.xlsx",
            "",
        ] {
            assert!(!says_more(plain), "{plain}");
        }
        for wordy in [
            "https://a.example/She%20was%20moved",
            "https://a.example/She%2520was%2520moved",
            "https://a.example/%73he%20was%20moved",
            "https://a.example/she-was-moved-after-it",
            "https://a.example/SheWasMoved",
            "https://a.example/moved+away",
            "https://a.example/?note=moved+away",
            "https://a.example/#moved_away",
            "https://moved.away@a.example/",
            "mailto:a@a.example?subject=moved",
            "data:text/plain,moved",
            "javascript:moved",
            "she was moved",
        ] {
            assert!(says_more(wordy), "{wordy}");
        }
    }
}
