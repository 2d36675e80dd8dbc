use jsonschema::Validator;
use serde_json::Value;

use super::{NAMES, Profile, TREATMENTS, samples, schema};
use crate::field::{Field, Place, Role};

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).unwrap()
}

/// A TOML text as the JSON value that editors validate.
fn value(text: &str) -> Value {
    toml::from_str(text).unwrap()
}

const BASE: &str = "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\ndelete_after_days = 1\n";
const KEY: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
const REF: &str = "[[column]]\nheader = \"ref\"\nplace = \"matching\"\nparts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n";

#[test]
fn an_empty_object_is_written_on_one_line() {
    let mut out = String::new();
    super::pretty(&serde_json::json!({ "a": {}, "b": [] }), 0, &mut out);
    assert_eq!(out, "{\n  \"a\": {},\n  \"b\": []\n}");
}

#[test]
fn the_published_schema_is_what_the_function_returns() {
    let published = include_str!("../../../docs/profile.schema.json");
    let differing = published
        .lines()
        .zip(Profile::json_schema().lines())
        .position(|(a, b)| a != b);
    assert_eq!(differing, None, "first differing line, counted from 0");
    assert!(
        published == Profile::json_schema(),
        "one is longer than the other"
    );
}

#[test]
fn the_schema_is_a_schema_and_the_text_is_its_value() {
    assert!(jsonschema::draft202012::meta::is_valid(&schema()));
    let parsed: Value = serde_json::from_str(&Profile::json_schema()).unwrap();
    assert_eq!(parsed, schema());
}

#[test]
fn samples_and_their_docs_stand_in_the_order_of_names() {
    let named: Vec<&str> = samples().iter().map(crate::profile::Rule::name).collect();
    assert_eq!(named, NAMES);
    assert_eq!(TREATMENTS.len(), NAMES.len());
}

#[test]
fn every_preset_is_valid() {
    let validator = validator();
    for name in Profile::preset_names() {
        let value = value(Profile::preset_source(name).unwrap());
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
    }
}

#[test]
fn every_key_of_the_format_is_valid_somewhere() {
    let text = format!(
        "{BASE}min_rows = 2\nmax_rows = 9\nledger = \"required\"\nrecipient_keys = [{KEY:?}]\n\
         [csv]\nvendor = \"entrust\"\ndelimiter = \"\\t\"\nencoding = \"utf-8-bom\"\nheaders = \"own\"\n\
         photo_name = \"path\"\napostrophes = \"curly\"\n{REF}\
         [[column]]\nheader = \"k\"\nplace = \"front\"\nparts = [{{ field = \"known_as\", treatment = \"keep\" }}]\n\
         [[column]]\nheader = \"Ó Name, (UK) & Co.\"\nplace = \"front\"\ncase = \"upper\"\nmax_chars = 200\nwhen_missing = \"refuse\"\n\
         parts = [{{ field = \"staff_number\", treatment = \"keep\", not_payroll = true }}, {{ text = \" - \" }}, \
         {{ field = \"expiry_date\", treatment = \"month-end\", date_format = \"%d %B %Y\" }}]\n\
         [[column]]\nheader = \"c\"\nplace = \"back\"\nconstant = \"O\u{2019}Neill\"\n\
         [[column]]\nheader = \"code\"\nplace = \"barcode\"\nparts = [{{ field = \"qr_value\", treatment = \"pseudonymise\", scope = \"recipient\", chars = 26 }}]\n\
         [photo]\nplace = \"back\"\nwidth = 413\nheight = 531\nmax_bytes = 4096\nmin_source = 1\nheader = \"p\"\n"
    );
    assert!(text.parse::<Profile>().is_ok());
    assert!(validator().is_valid(&value(&text)));
}

#[test]
fn broken_profiles_are_not_valid_and_do_not_load() {
    let good = format!("{BASE}{REF}");
    let with = |part: &str| {
        format!("{good}[[column]]\nheader = \"x\"\nplace = \"front\"\nparts = [{part}]\n")
    };
    let broken = [
        ("format 2", good.replace("format = 1", "format = 2")),
        ("no name", good.replace("name = \"t\"\n", "")),
        ("a name in capitals", good.replace("\"t\"", "\"T\"")),
        (
            "a name with a hyphen first",
            good.replace("\"t\"", "\"-t\""),
        ),
        ("a controller with a tag", good.replace("\"C\"", "\"<b>\"")),
        ("an empty recipient", good.replace("\"R\"", "\"\"")),
        (
            "a purpose too long",
            good.replace("\"P\"", &format!("\"{}\"", "p".repeat(81))),
        ),
        ("too many days", good.replace("days = 1", "days = 91")),
        ("days as text", good.replace("days = 1", "days = \"1\"")),
        ("an unknown key", format!("extra = 1\n{good}")),
        ("no columns", BASE.to_owned()),
        (
            "two matching columns",
            format!("{good}{}", REF.replace("\"ref\"", "\"ref2\"")),
        ),
        ("no matching column", good.replace("matching", "barcode")),
        (
            "matching in capitals",
            good.replace(
                "place = \"matching\"",
                "case = \"upper\"\nplace = \"matching\"",
            ),
        ),
        (
            "an unknown place",
            format!("{good}[[column]]\nheader = \"x\"\nplace = \"sleeve\"\nconstant = \"a\"\n"),
        ),
        (
            "no place",
            format!("{good}[[column]]\nheader = \"x\"\nconstant = \"a\"\n"),
        ),
        (
            "parts and constant",
            with("{ field = \"rank\", treatment = \"keep\" }") + "constant = \"a\"\n",
        ),
        (
            "neither parts nor constant",
            format!("{good}[[column]]\nheader = \"x\"\nplace = \"front\"\n"),
        ),
        (
            "a header like a formula",
            format!("{good}[[column]]\nheader = \"-x\"\nplace = \"front\"\nconstant = \"a\"\n"),
        ),
        ("no field among the parts", with("{ text = \"a\" }")),
        ("no parts", with("")),
        (
            "nine parts",
            with(&format!(
                "{{ field = \"rank\", treatment = \"keep\" }}{}",
                ", { text = \"a\" }".repeat(8)
            )),
        ),
        (
            "a text beside a field",
            with("{ field = \"rank\", treatment = \"keep\", text = \"a\" }"),
        ),
        (
            "a never-field",
            with("{ field = \"nino\", treatment = \"keep\" }"),
        ),
        (
            "a deciding field",
            with("{ field = \"covert\", treatment = \"keep\" }"),
        ),
        (
            "a derived field",
            with("{ field = \"print_name\", treatment = \"keep\" }"),
        ),
        (
            "an unknown field",
            with("{ field = \"shoe_size\", treatment = \"keep\" }"),
        ),
        (
            "an unknown treatment",
            with("{ field = \"rank\", treatment = \"blur\" }"),
        ),
        (
            "a reserved treatment",
            with("{ field = \"rank\", treatment = \"last\" }"),
        ),
        ("no treatment", with("{ field = \"rank\" }")),
        (
            "below the floor",
            with("{ field = \"collar_number\", treatment = \"keep\" }"),
        ),
        (
            "a treatment of another type",
            with("{ field = \"rank\", treatment = \"initials\" }"),
        ),
        (
            "a staff number without a word",
            with("{ field = \"staff_number\", treatment = \"keep\" }"),
        ),
        (
            "a staff number that is a payroll number",
            with("{ field = \"staff_number\", treatment = \"keep\", not_payroll = false }"),
        ),
        (
            "not_payroll elsewhere",
            with("{ field = \"rank\", treatment = \"keep\", not_payroll = true }"),
        ),
        (
            "a token without scope",
            with("{ field = \"record_id\", treatment = \"pseudonymise\" }"),
        ),
        (
            "a token per record",
            with("{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"record\" }"),
        ),
        (
            "a token too short",
            with(
                "{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\", chars = 15 }",
            ),
        ),
        (
            "a scope elsewhere",
            with("{ field = \"rank\", treatment = \"keep\", scope = \"batch\" }"),
        ),
        (
            "a table elsewhere",
            with(
                "{ field = \"rank\", treatment = \"keep\", table = { \"a\" = \"b\", \"c\" = \"b\" } }",
            ),
        ),
        (
            "no table",
            with("{ field = \"job_title\", treatment = \"category\" }"),
        ),
        (
            "a table of one",
            with("{ field = \"job_title\", treatment = \"category\", table = { \"a\" = \"b\" } }"),
        ),
        (
            "a date format elsewhere",
            with("{ field = \"rank\", treatment = \"keep\", date_format = \"%Y\" }"),
        ),
        (
            "a time of day",
            with("{ field = \"expiry_date\", treatment = \"month-end\", date_format = \"%H\" }"),
        ),
        (
            "a photo on the chip",
            format!("{good}[photo]\nplace = \"chip\"\n"),
        ),
        (
            "a photo without a place",
            format!("{good}[photo]\nwidth = 10\n"),
        ),
        (
            "a photo too large",
            format!("{good}[photo]\nplace = \"front\"\nwidth = 414\n"),
        ),
        (
            "a delimiter of two",
            format!("{BASE}[csv]\ndelimiter = \",,\"\n{REF}"),
        ),
        (
            "a vendor that is none",
            format!("{BASE}[csv]\nvendor = \"nobody\"\n{REF}"),
        ),
        (
            "apostrophes written in no way",
            format!("{BASE}[csv]\napostrophes = \"none\"\n{REF}"),
        ),
        (
            "a photo's name of no kind",
            format!("{BASE}[csv]\nphoto_name = \"name\"\n{REF}"),
        ),
        (
            "headers of nobody",
            format!("{BASE}[csv]\nvendor = \"entrust\"\nheaders = \"theirs\"\n{REF}"),
        ),
        ("no key", format!("recipient_keys = []\n{good}")),
        (
            "a key that is a text",
            format!("recipient_keys = {KEY:?}\n{good}"),
        ),
        (
            "a key in capitals",
            format!("recipient_keys = [{:?}]\n{good}", KEY.to_uppercase()),
        ),
        (
            "a key too short",
            format!("recipient_keys = [{:?}]\n{good}", &KEY[..61]),
        ),
        (
            "a key twice",
            format!("recipient_keys = [{KEY:?}, {KEY:?}]\n{good}"),
        ),
        (
            "an unknown encoding",
            format!("{BASE}[csv]\nencoding = \"utf-16\"\n{REF}"),
        ),
    ];
    let validator = validator();
    assert!(validator.is_valid(&value(&good)) && good.parse::<Profile>().is_ok());
    for (what, text) in &broken {
        assert!(!validator.is_valid(&value(text)), "valid: {what}");
        // The stand-in for date formats takes anything as yet.
        assert!(
            text.parse::<Profile>().is_err() || *what == "a time of day",
            "loads: {what}"
        );
    }
}

#[test]
fn the_schema_and_the_library_agree_on_every_field_treatment_and_place() {
    let rules = [
        "\"keep\"",
        "\"keep\", not_payroll = true",
        "\"initials\"",
        "\"first-word\"",
        "\"digits\"",
        "\"month-end\"",
        "\"category\", table = { TABLE }",
        "\"pseudonymise\", scope = \"batch\"",
        "\"pseudonymise\", scope = \"recipient\"",
    ];
    let validator = validator();
    for field in Field::ALL {
        // Inputs that are values of the field's type, so that only the rule is in question.
        let table = match field {
            Field::Rank => "\"Constable\" = \"Officer\", \"Sergeant\" = \"Officer\"",
            Field::OfficerCategory => "\"Officer\" = \"Officer\", \"Special\" = \"Officer\"",
            Field::Organisation => "\"Kent Police\" = \"Police\", \"Essex Police\" = \"Police\"",
            _ => "\"Nurse\" = \"Staff\", \"Doctor\" = \"Staff\"",
        };
        // A field that may never leave is refused whatever the rule: two of them will do.
        let rules = if field.role() == Role::Releasable {
            rules.as_slice()
        } else {
            &rules[..2]
        };
        for place in Place::ALL.iter().filter(|place| **place != Place::Matching) {
            for rule in rules {
                let rule = rule.replace("TABLE", table);
                let text = format!(
                    "{BASE}{REF}[[column]]\nheader = \"x\"\nplace = \"{}\"\nparts = [{{ field = \"{field}\", treatment = {rule} }}]\n",
                    place.name()
                );
                let loads = text.parse::<Profile>().is_ok();
                assert_eq!(validator.is_valid(&value(&text)), loads, "{text}");
            }
        }
    }
}
