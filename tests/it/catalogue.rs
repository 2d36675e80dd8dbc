//! G2, G3, G4: floors and loading, over every field, treatment and place.

use cardsieve::field::{Field, Place, Role, Treatment};
use cardsieve::{Code, Profile};
use proptest::prelude::*;

use crate::export::any_profile;

/// Every treatment with parameters that fit some field.
const RULES: &[&str] = &[
    "treatment = \"keep\"",
    "treatment = \"keep\", not_payroll = true",
    "treatment = \"initials\"",
    "treatment = \"first-word\"",
    "treatment = \"digits\"",
    "treatment = \"month-end\"",
    "treatment = \"month-end\", date_format = \"%d/%m/%y\"",
    "treatment = \"pseudonymise\", scope = \"batch\"",
    "treatment = \"pseudonymise\", scope = \"recipient\", chars = 26",
    "treatment = \"category\", table = { \"Constable\" = \"X\", \"Sergeant\" = \"X\" }",
    "treatment = \"category\", table = { \"Officer\" = \"X\", \"Staff\" = \"X\" }",
    "treatment = \"category\", table = { \"Kent Police\" = \"X\", \"Essex Police\" = \"X\" }",
    "treatment = \"drop\"",
    "treatment = \"last\"",
    "treatment = \"year\"",
    "treatment = \"format-preserving\"",
];

fn toml(field: &str, rule: &str, place: &str) -> String {
    let matching = "[[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
        parts = [{ field = \"esr_employee_no\", treatment = \"pseudonymise\", scope = \"batch\" }]\n";
    let tested = format!(
        "[[column]]\nheader = \"tested\"\nplace = \"{place}\"\nparts = [{{ field = \"{field}\", {rule} }}]\n"
    );
    let columns = if place == "matching" {
        tested
    } else {
        format!("{matching}{tested}")
    };
    format!(
        "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\ndelete_after_days = 0\n{columns}"
    )
}

/// What the description of the format says of a field and a treatment, written out apart.
fn applies(field: &str, rule: &str) -> bool {
    let name = matches!(
        field,
        "given_names" | "middle_names" | "family_name" | "known_as"
    );
    let token = matches!(
        field,
        "record_id"
            | "warrant_number"
            | "collar_number"
            | "staff_number"
            | "esr_employee_no"
            | "barcode_value"
            | "qr_value"
    );
    match rule.split('"').nth(1) {
        Some("keep") => (field == "staff_number") == rule.contains("not_payroll"),
        Some("initials" | "first-word") => name,
        Some("digits") => field == "collar_number",
        Some("month-end") => field == "expiry_date",
        Some("pseudonymise") => token,
        Some("category") => match field {
            "job_title" | "department" => true,
            "rank" => rule.contains("Constable"),
            "category" => rule.contains("Officer"),
            "organisation" => rule.contains("Kent"),
            _ => false,
        },
        _ => false,
    }
}

fn treatment(rule: &str) -> Treatment {
    use cardsieve::field::{Linkability, Shown};
    match rule.split('"').nth(1) {
        Some("initials" | "month-end" | "category") => {
            Treatment::new(Shown::Partial, Linkability::None)
        }
        Some("first-word" | "digits") => Treatment::new(Shown::Partial, Linkability::Global),
        Some("pseudonymise") if rule.contains("batch") => {
            Treatment::new(Shown::None, Linkability::Batch)
        }
        Some("pseudonymise") => Treatment::new(Shown::None, Linkability::Recipient),
        _ => Treatment::KEEP,
    }
}

#[test]
fn a_profile_loads_iff_its_treatment_applies_and_covers_the_floor() {
    let mut loaded = 0;
    for field in Field::ALL {
        for rule in RULES {
            for place in Place::ALL {
                let text = toml(field.name(), rule, place.name());
                let fits_matching = *place != Place::Matching || rule.contains("pseudonymise");
                let expected = field.role() == Role::Releasable
                    && applies(field.name(), rule)
                    && treatment(rule).covers(field.floor(*place))
                    && fits_matching;
                let profile = text.parse::<Profile>();
                assert_eq!(profile.is_ok(), expected, "{text}\n{profile:?}");
                loaded += usize::from(expected);
            }
        }
    }
    assert!(loaded > 100, "{loaded}");
}

#[test]
fn a_never_field_is_refused_by_its_line_under_every_treatment_place_and_spelling() {
    for field in Field::ALL.iter().filter(|field| field.is_never_released()) {
        let name = field.name();
        let spellings = [
            name.to_owned(),
            name.to_uppercase(),
            name.replace('_', "-"),
            name.replace('_', " "),
            name.replace('_', ""),
        ];
        for spelling in spellings {
            for rule in RULES {
                for place in Place::ALL {
                    let text = toml(&spelling, rule, place.name());
                    let errors = text.parse::<Profile>().expect_err("never released");
                    let line = 1 + text
                        .lines()
                        .position(|line| line.contains(&format!("\"{spelling}\"")))
                        .expect("there") as u64;
                    let found = errors.problems().iter().any(|problem| {
                        problem.line() == line
                            && problem.code() == Code::NeverReleased
                            && !problem.hint().is_empty()
                    });
                    assert!(found, "{text}\n{errors}");
                }
            }
        }
    }
}

#[test]
fn aliases_of_never_fields_are_refused_with_a_reason() {
    for alias in [
        "dob",
        "date-of-birth",
        "NI number",
        "home_addr",
        "salary",
        "DV",
        "payroll",
        "e-mail",
        "postcode",
        "next of kin",
    ] {
        let text = toml(alias, "treatment = \"keep\"", "front");
        let line = 1 + text
            .lines()
            .position(|line| line.contains(alias))
            .expect("there") as u64;
        let errors = text.parse::<Profile>().expect_err("never released");
        assert!(
            errors.problems().iter().any(|problem| {
                matches!(problem.code(), Code::NeverReleased | Code::UnknownField)
                    && problem.line() == line
            }),
            "{alias}: {errors}"
        );
    }
}

proptest! {
    #[test]
    fn every_part_of_a_loaded_profile_covers_its_floor(profile in any_profile()) {
        for column in profile.columns() {
            for part in column.field_parts() {
                prop_assert!(part.rule().treatment().covers(part.field().floor(column.place())));
                prop_assert!(!part.field().is_never_released());
            }
        }
        for field in Field::ALL {
            let named = profile.columns().iter().any(|column| column.field_parts().any(|part| part.field() == *field));
            prop_assert_eq!(profile.treatment(*field).is_drop(), !named, "{}", field);
            for place in Place::ALL {
                prop_assert!(profile.treatment_at(*field, *place).covers(field.floor(*place)));
            }
        }
    }
}
