//! Paths into a JSON object: keys by `.`, list items by `[0]`, a literal dot as `\.`.

use super::forbidden::{PARTING, is_forbidden_header};
use super::input::contained_flag;
use crate::field::{Field, Flag, Place, Readable, Role};
use crate::value::normalise;
use crate::value::text::fold_to_letters as fold;

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

/// The same source, spelled as its steps are.
#[cfg(feature = "inspect")]
pub(crate) fn spelled(source: &str) -> String {
    let mut out = String::new();
    for step in parse(source) {
        match step {
            Step::Key(key) => {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(&escape(&key));
            }
            Step::Item(item) => {
                out.push_str(&format!("[{item}]"));
            }
        }
    }
    out
}

/// Whether the source names, as a whole, in a piece or in any run of its keys, what may not lead to
/// this field.
///
/// What folds to the field's own name is always accepted. To a deciding flag may lead whatever can
/// say what it is raised for, and nothing else that stays: who leaves would tell who has which value.
pub(crate) fn is_forbidden(source: &str, field: Readable) -> bool {
    let own = fold(field.name());
    if fold(source) == own {
        return false;
    }
    let is_flag = Flag::ALL.iter().any(|flag| flag.readable() == field);
    let says_why = || {
        // a minority is not a minor
        let folded = fold(source).replace("minority", "");
        FLAG_MATTERS.iter().any(|matter| folded.contains(matter))
    };
    if is_flag && says_why() {
        return false;
    }
    let leaves = field.field().role() == Role::Releasable;
    let is_bad = |header: &str| {
        let is_own = |folded: &str| folded == own || STANDS_FOR.contains(&(folded, field.name()));
        let names_another = |piece: &str| {
            let folded = fold(piece);
            !is_own(&folded) && names_what_may_not(&folded, field)
        };
        !is_own(&fold(header))
            && (((leaves || is_flag) && is_forbidden_header(header))
                || (!is_flag && contained_flag(header).next().is_some())
                || names_another(header)
                || header.split(PARTING).any(names_another))
    };
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

/// Folded words of what a flag is raised for, whatever else the header says.
const FLAG_MATTERS: &[&str] = &[
    "covert",
    "undercover",
    "alias",
    "protected",
    "protection",
    "threat",
    "minor",
    "over18",
    "under18",
];

/// Fields that never leave and hold, in common HR systems, the values of one that does. A closed
/// list takes nothing else in; `[values]` could translate anything into it, so that no other
/// column that stays may lead to one.
const STANDS_FOR: &[(&str, &str)] = &[("grade", "rank")];

/// Whether a folded header is the name of a field whose values may not go where this field's go.
///
/// From one field to another only down: at no place may the other be shown more of, or be linked
/// further, than the one whose name the column bears.
fn names_what_may_not(folded: &str, field: Readable) -> bool {
    let mut named = Field::ALL
        .iter()
        .filter(|named| fold(named.name()) == folded);
    if Flag::ALL.iter().any(|flag| flag.readable() == field) {
        // what leaves is no secret to whoever sees who leaves
        return named.any(|named| named.role() == Role::Never);
    }
    named.any(|named| {
        named.role() != Role::Releasable
            || field.field().role() != Role::Releasable
            || !Place::ALL
                .iter()
                .all(|place| field.field().floor(*place).covers(named.floor(*place)))
    })
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
        assert_eq!(
            parse("a[0].b."),
            [key("a"), Step::Item(0), key("b"), key("")]
        );
        assert_eq!(parse("a[0]."), [key("a"), Step::Item(0), key("")]);
        assert_eq!(parse(r"a\.b"), [key("a.b")]);
        assert_eq!(parse(r"a\[0]"), [key("a[0]")]);
        assert_eq!(parse(r"a\b"), [key(r"a\b")]);
        assert_eq!(parse("a[x]"), [key("a[x]")]);
        assert_eq!(parse("a[00]"), [key("a[00]")]);
        assert_eq!(parse("[0]"), [key("[0]")]);
        assert_eq!(parse("Emp. No."), [key("Emp"), key("No"), key("")]);
        assert_eq!(parse(""), [key("")]);
    }

    #[cfg(feature = "inspect")]
    #[test]
    fn a_source_is_spelled_in_one_way() {
        for (source, expected) in [
            ("Emp No", "Emp No"),
            (" name . familyName ", "name.familyName"),
            ("emails[0].value", "emails[0].value"),
            (r"a\.b[1]", r"a\.b[1]"),
            ("a[x]", r"a\[x]"),
        ] {
            assert_eq!(spelled(source), expected, "{source}");
        }
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
            "contract/type",
            "Post / contract type",
        ] {
            assert!(is_forbidden(source, Readable::StaffNumber), "{source}");
        }
        assert!(!is_forbidden("Grade", Readable::Rank));
        assert!(is_forbidden("Grade", Readable::CardSerial));
        for source in ["externalId", "Emp. No.", "staff.number"] {
            assert!(!is_forbidden(source, Readable::StaffNumber), "{source}");
        }
        assert!(!is_forbidden("name.familyName", Readable::FamilyName));
    }

    #[test]
    fn from_one_field_to_another_floors_only_rise() {
        for (source, field) in [
            ("record_id", Readable::CardSerial),
            ("staff_number", Readable::CardSerial),
            ("family_name", Readable::CardDesign),
            ("job_title", Readable::FamilyName),
            ("middle_names", Readable::GivenNames),
            ("esr_employee_no", Readable::CardSerial),
        ] {
            assert!(is_forbidden(source, field), "{source}");
        }
        for (source, field) in [
            ("staff_number", Readable::RecordId),
            ("Given Names", Readable::KnownAs),
            ("card_serial", Readable::CredentialNo),
        ] {
            assert!(!is_forbidden(source, field), "{source}");
        }
    }

    #[test]
    fn to_a_flag_leads_what_it_may_be_raised_for_and_nothing_else_that_stays() {
        for flag in Flag::ALL {
            let flag = flag.readable();
            for source in [
                "vetting_level",
                "Vetting Level",
                "ethnicity",
                "Ethnic minority",
                "staff.salary",
                "Age",
                "NI No.",
                "pregnancy",
                "Line Manager",
                "chis_handling",
                "date_of_birth",
            ] {
                assert!(is_forbidden(source, flag), "{source}");
            }
            for source in [
                "covert",
                "Covert Post?",
                "hr.Marks.A",
                "UC",
                "Alias held",
                "Protected Identity (Y/N)",
                "Is a minor",
                "Under 18",
                "Over 18?",
                "rank",
                "Schutz",
            ] {
                assert!(!is_forbidden(source, flag), "{source}");
            }
        }
    }

    #[test]
    fn what_a_flag_is_raised_for_leads_to_it_whatever_else_the_header_says() {
        for flag in Flag::ALL {
            let flag = flag.readable();
            for other in ["Vetting level", "Ethnicity"] {
                assert!(is_forbidden(other, flag), "{other}");
                for matter in [
                    "Covert",
                    "undercover",
                    "ALIAS",
                    "Protected",
                    "protection",
                    "Threat",
                    "minor",
                    "Over 18",
                    "under-18",
                ] {
                    for source in [format!("{matter}: {other}"), format!("{other} ({matter})")] {
                        assert!(!is_forbidden(&source, flag), "{source}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_column_that_stays_leads_to_no_closed_list_and_a_flag_to_nothing_but_flags() {
        for source in [
            "under_threat",
            "Under Threat Status",
            "pregnancy",
            "chis_handling",
            "vetting_reference",
        ] {
            for field in [
                Readable::Rank,
                Readable::Organisation,
                Readable::OfficerCategory,
            ] {
                assert!(is_forbidden(source, field), "{source}");
            }
        }
        for source in ["under_threat", "Under Threat Status", "nino"] {
            assert!(is_forbidden(source, Readable::PhotoOriginal), "{source}");
        }
        for source in ["family_name", "Rank", "record_id"] {
            assert!(is_forbidden(source, Readable::PhotoOriginal), "{source}");
        }
        assert!(!is_forbidden("photos", Readable::PhotoOriginal));
        assert!(!is_forbidden("Undercover", Readable::Covert));
    }
}
