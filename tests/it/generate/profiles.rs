//! Profiles that load: fields, treatments and places that fit, in every dialect.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Every way in which one field may stand in a column, as (place, part, column keys).
const MENU: &[(&str, &str, &str, &str)] = &[
    (
        "given_names",
        "front",
        r#"{ field = "given_names", treatment = "initials" }"#,
        "",
    ),
    (
        "given_names",
        "front",
        r#"{ field = "given_names", treatment = "first-word" }"#,
        "",
    ),
    (
        "given_names",
        "back",
        r#"{ field = "given_names", treatment = "keep" }"#,
        "case = \"upper\"",
    ),
    (
        "family_name",
        "front",
        r#"{ field = "family_name", treatment = "keep" }"#,
        "max_chars = 12",
    ),
    (
        "family_name",
        "front",
        r#"{ field = "family_name", treatment = "keep" }, { text = " " }, { field = "known_as", treatment = "initials" }"#,
        "case = \"upper\"",
    ),
    (
        "middle_names",
        "front",
        r#"{ field = "middle_names", treatment = "initials" }"#,
        "",
    ),
    (
        "rank",
        "front",
        r#"{ field = "rank", treatment = "keep" }"#,
        "",
    ),
    (
        "rank",
        "front",
        r#"{ field = "rank", treatment = "category", table = { "Constable" = "Federated", "Sergeant" = "Federated", "Inspector" = "Federated", "Chief Constable" = "Chief officer", "Deputy Chief Constable" = "Chief officer" } }"#,
        "",
    ),
    (
        "warrant_number",
        "front",
        r#"{ field = "warrant_number", treatment = "keep" }"#,
        "",
    ),
    (
        "warrant_number",
        "back",
        r#"{ field = "warrant_number", treatment = "pseudonymise", scope = "batch" }"#,
        "",
    ),
    (
        "collar_number",
        "front",
        r#"{ field = "collar_number", treatment = "digits" }"#,
        "",
    ),
    (
        "staff_number",
        "front",
        r#"{ field = "staff_number", treatment = "keep", not_payroll = true }"#,
        "",
    ),
    (
        "staff_number",
        "chip",
        r#"{ field = "staff_number", treatment = "pseudonymise", scope = "recipient", chars = 20 }"#,
        "",
    ),
    (
        "esr_employee_no",
        "fulfilment",
        r#"{ field = "esr_employee_no", treatment = "pseudonymise", scope = "recipient", chars = 26 }"#,
        "",
    ),
    (
        "organisation",
        "back",
        r#"{ field = "organisation", treatment = "keep" }"#,
        "",
    ),
    (
        "category",
        "fulfilment",
        r#"{ field = "category", treatment = "keep" }"#,
        "case = \"upper\"",
    ),
    (
        "job_title",
        "front",
        r#"{ field = "job_title", treatment = "category", table = { "Staff Nurse" = "Nurse", "Ward Sister" = "Nurse", "Consultant" = "Doctor", "Specialty Registrar" = "Doctor" } }"#,
        "",
    ),
    (
        "department",
        "back",
        r#"{ field = "department", treatment = "category", table = { "Staff Nurse" = "Nurse, ward", "Ward Sister" = "Nurse, ward", "Consultant" = "Doctor", "Porter" = "Doctor" } }"#,
        "",
    ),
    (
        "family_name",
        "back",
        r#"{ field = "family_name", treatment = "initials" }"#,
        "",
    ),
    (
        "known_as",
        "front",
        r#"{ field = "known_as", treatment = "first-word" }"#,
        "",
    ),
    (
        "organisation",
        "fulfilment",
        r#"{ field = "organisation", treatment = "category", table = { "Kent Police" = "South", "British Transport Police" = "South", "Norfolk Constabulary" = "East", "Greater Manchester Police" = "East" } }"#,
        "",
    ),
    (
        "card_design",
        "fulfilment",
        r#"{ field = "card_design", treatment = "keep" }"#,
        "",
    ),
    (
        "card_serial",
        "back",
        r#"{ field = "card_serial", treatment = "keep" }"#,
        "",
    ),
    (
        "expiry_date",
        "front",
        r#"{ field = "expiry_date", treatment = "month-end" }"#,
        "",
    ),
    (
        "expiry_date",
        "chip",
        r#"{ field = "expiry_date", treatment = "month-end", date_format = "%d %b %Y" }"#,
        "case = \"upper\"",
    ),
    (
        "issue_number",
        "back",
        r#"{ field = "issue_number", treatment = "keep" }"#,
        "",
    ),
    (
        "credential_no",
        "chip",
        r#"{ field = "credential_no", treatment = "keep" }"#,
        "",
    ),
    (
        "facility_code",
        "magstripe",
        r#"{ field = "facility_code", treatment = "keep" }"#,
        "",
    ),
    (
        "barcode_value",
        "barcode",
        r#"{ field = "barcode_value", treatment = "pseudonymise", scope = "batch" }"#,
        "case = \"upper\"",
    ),
    (
        "qr_value",
        "back",
        r#"{ field = "qr_value", treatment = "pseudonymise", scope = "batch" }"#,
        "",
    ),
];

/// Columns of tokens, one field and place each once: what links two of them is seen.
fn tokens() -> impl Strategy<Value = Vec<(&'static str, &'static str, &'static str, u8)>> {
    let anywhere = [
        "front",
        "back",
        "chip",
        "magstripe",
        "barcode",
        "fulfilment",
    ];
    let fields = [
        "record_id",
        "staff_number",
        "esr_employee_no",
        "barcode_value",
        "qr_value",
    ];
    let mut all: Vec<(&str, &str)> = vec![("collar_number", "front"), ("warrant_number", "front")];
    all.extend(
        fields
            .iter()
            .flat_map(|field| anywhere.map(|place| (*field, place))),
    );
    let some = prop_oneof![2 => Just(0_usize), 1 => 1_usize..4];
    let some = some.prop_flat_map(move |count| subsequence(all.clone(), count));
    (some, select(vec!["batch", "recipient"]), 16_u8..27).prop_map(|(some, scope, chars)| {
        let with = |(field, place)| (field, place, scope, chars);
        some.into_iter().map(with).collect()
    })
}

const CURLY: &str = "[csv]\napostrophes = \"curly\"\n";

/// TOML of a profile that loads.
pub fn profile() -> impl Strategy<Value = String> {
    let columns = subsequence((0..MENU.len()).collect::<Vec<_>>(), 0..10);
    let csv = select(vec![
        "",
        "[csv]\ndelimiter = \";\"\n",
        "[csv]\ndelimiter = \"|\"\n",
        "[csv]\nencoding = \"utf-8-bom\"\n",
        "[csv]\nencoding = \"windows-1252\"\ndelimiter = \"\\t\"\n",
        "[csv]\nvendor = \"pav\"\n",
        "[csv]\nvendor = \"vantagepoint\"\n",
        "[csv]\nvendor = \"card-integrators\"\n",
        "[csv]\nvendor = \"vantagepoint\"\nencoding = \"windows-1252\"\n",
        CURLY,
    ]);
    let scope = select(vec!["batch", "recipient"]);
    let drawn = (columns, csv, scope, tokens(), any::<bool>(), 0_usize..5);
    drawn.prop_map(|(columns, csv, scope, tokens, constant, at)| {
        let mut shown = Vec::new();
        let mut list = Vec::new();
        for index in columns {
            let (field, place, parts, extra) = MENU[index];
            let also = parts.contains("\"known_as\"").then_some("known_as");
            let fields = || [field].into_iter().chain(also);
            if fields().any(|field| shown.contains(&field)) {
                continue;
            }
            shown.extend(fields());
            let header = format!("column {}", list.len() + 1);
            list.push(format!(
                "[[column]]\nheader = \"{header}\"\nplace = \"{place}\"\nparts = [{parts}]\n{extra}\n"
            ));
        }
        for (field, place, scope, chars) in tokens {
            if !shown.contains(&field) {
                let header = format!("column {}", list.len() + 1);
                list.push(format!(
                    "[[column]]\nheader = \"{header}\"\nplace = \"{place}\"\n\
                     parts = [{{ field = \"{field}\", treatment = \"pseudonymise\", scope = \"{scope}\", chars = {chars} }}]\n"
                ));
            }
        }
        // without a name, how its apostrophes are written would have no effect
        let has_name = shown.iter().any(|field| field.contains("name"));
        let csv = if csv == CURLY && !has_name { "" } else { csv };
        if constant {
            list.push("[[column]]\nheader = \"fixed\"\nplace = \"front\"\nconstant = \"Visitor (day, 1)\"\n".into());
        }
        let matching = format!(
            "[[column]]\nheader = \"ref\"\nplace = \"matching\"\nparts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"{scope}\" }}]\n"
        );
        list.insert(at.min(list.len()), matching);
        format!(
            "format = 1\nname = \"generated\"\ncontroller = \"Example Force\"\nrecipient = \"Example Card Bureau\"\n\
             purpose = \"Print cards\"\ndelete_after_days = 30\n{csv}{}",
            list.join("")
        )
    })
}
