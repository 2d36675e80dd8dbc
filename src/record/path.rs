//! Paths into a JSON object: keys by `.`, list items by `[0]`, a literal dot as `\.`.

use super::forbidden::is_forbidden_header;
use crate::field::{Field, Readable, Role, ValueType};
use crate::value::normalise;
use crate::value::text::fold_header as fold;

/// One step of a path. The list is complete.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    Key(String),
    Item(usize),
}

/// The steps that a source of a map spells.
///
/// Total: what is no list item or escape stands for itself, since a CSV header may look like anything.
pub(crate) fn parse(source: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut key = Some(String::new());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let after = rest.strip_prefix(first).unwrap_or_default();
        rest = after;
        match first {
            '.' => {
                end_key(&mut steps, &mut key);
                key = Some(String::new());
                continue;
            }
            '\\' => {
                if let Some(escaped @ ('.' | '[' | '\\')) = after.chars().next() {
                    key.get_or_insert_default().push(escaped);
                    rest = after.strip_prefix(escaped).unwrap_or_default();
                    continue;
                }
            }
            '[' => {
                let is_inside =
                    !steps.is_empty() || key.as_ref().is_some_and(|key| !key.is_empty());
                if let Some((item, after)) = item(after).filter(|_| is_inside) {
                    end_key(&mut steps, &mut key);
                    steps.push(Step::Item(item));
                    rest = after;
                    continue;
                }
            }
            _ => {}
        }
        key.get_or_insert_default().push(first);
    }
    end_key(&mut steps, &mut key);
    steps
}

/// A key as a path spells it.
pub(crate) fn escape(key: &str) -> String {
    let mut path = String::new();
    for c in key.chars() {
        if matches!(c, '.' | '[' | '\\') {
            path.push('\\');
        }
        path.push(c);
    }
    path
}

/// Whether the source names, as a whole or in any run of its keys, what may not lead to this field.
///
/// What folds to the field's own name is always accepted.
pub(crate) fn is_forbidden(source: &str, field: Readable) -> bool {
    let own = fold(field.name());
    let is_bad = |header: &str| {
        let folded = fold(header);
        let stays = !is_closed_list(field) && names_what_stays(&folded);
        (is_forbidden_header(header) || stays) && folded != own
    };
    if fold(source) == own {
        return false;
    }
    let steps = parse(source);
    let keys: Vec<&str> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Item(_) => None,
        })
        .collect();
    is_bad(source)
        || (1..=keys.len()).any(|length| keys.windows(length).any(|run| is_bad(&run.concat())))
}

/// Whether the field takes nothing but the values of a closed list, as a rank out of a `Grade` column.
const fn is_closed_list(field: Readable) -> bool {
    matches!(
        field.field().value_type(),
        ValueType::Rank | ValueType::Organisation | ValueType::Category
    )
}

/// Whether a folded header is the name of a field that never leaves.
fn names_what_stays(folded: &str) -> bool {
    Field::ALL
        .iter()
        .filter(|field| matches!(field.role(), Role::Never | Role::Deciding))
        .any(|field| fold(field.name()) == folded)
}

fn end_key(steps: &mut Vec<Step>, key: &mut Option<String>) {
    if let Some(key) = key.take() {
        steps.push(Step::Key(normalise(&key).into_owned()));
    }
}

/// The number of a list item whose `[` has been taken, and what follows its `]`.
fn item(text: &str) -> Option<(usize, &str)> {
    let (digits, after) = text.split_once(']')?;
    let is_number = !digits.is_empty()
        && digits.len() <= 6
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'));
    let is_end = after.is_empty() || after.starts_with(['.', '[']);
    let number = digits.parse().ok().filter(|_| is_number && is_end)?;
    // a dot after an item only separates it from the next key
    let after = match after.strip_prefix('.') {
        Some(next) if !next.is_empty() => next,
        _ => after,
    };
    Some((number, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Step {
        Step::Key(text.to_owned())
    }

    #[test]
    fn keys_items_and_escapes_are_told_apart() {
        assert_eq!(parse("Emp No"), [key("Emp No")]);
        assert_eq!(parse("name.familyName"), [key("name"), key("familyName")]);
        assert_eq!(
            parse("emails[0].value"),
            [key("emails"), Step::Item(0), key("value")]
        );
        assert_eq!(parse("a[1][23]"), [key("a"), Step::Item(1), Step::Item(23)]);
        assert_eq!(parse(r"a\.b"), [key("a.b")]);
        assert_eq!(parse(r"a\[0]"), [key("a[0]")]);
        assert_eq!(parse(r"a\b"), [key(r"a\b")]);
        assert_eq!(parse("a[x]"), [key("a[x]")]);
        assert_eq!(parse("a[00]"), [key("a[00]")]);
        assert_eq!(parse("[0]"), [key("[0]")]);
        assert_eq!(parse("Emp. No."), [key("Emp"), key("No"), key("")]);
        assert_eq!(parse(""), [key("")]);
    }

    #[test]
    fn a_forbidden_key_anywhere_on_the_path_forbids_it() {
        for source in [
            "addresses[0].postcode",
            "phoneNumbers[0].value",
            "emails[1].value",
            "personal.dob",
            "sort.code",
            "data.date_of.birth",
            "Tel. No.",
            "Warrant No./NI No.",
            "nino",
        ] {
            assert!(is_forbidden(source, Readable::StaffNumber), "{source}");
        }
        // not on the list of headers, but fields that never leave
        for source in [
            "Vetting Reference",
            "professional_reg_no",
            "work.line_manager",
            "contract-type",
        ] {
            assert!(is_forbidden(source, Readable::StaffNumber), "{source}");
        }
        assert!(!is_forbidden("Grade", Readable::Rank));
        assert!(is_forbidden("Grade", Readable::CardSerial));
        for source in ["name.familyName", "externalId", "Emp. No.", "staff.number"] {
            assert!(!is_forbidden(source, Readable::StaffNumber), "{source}");
        }
    }
}
