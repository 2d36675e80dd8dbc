//! G5: no value of any JSON type, in any field, makes an error, a report or a `Debug` speak.

use std::error::Error;

use cardsieve::batch::{Form, Limits};
use cardsieve::field::{Field, Flag};
use cardsieve::minimise::WithholdList;
use cardsieve::record::{Format, Held, Input, InputOptions, Map};
use cardsieve::{Minimiser, OfficerRecord, Profile, PseudonymisationSecret, Rows};
use serde::de::DeserializeOwned;
use serde::de::value::{Error as ValueError, MapDeserializer};

use crate::export::minimiser;

/// What is planted: nothing of the library's own words holds it.
const PLANTED: &str = "zqxplanted7531904862";
const DIGITS: &str = "7531904862";

/// Values of every JSON type and every brokenness, each with what is planted in it.
fn values() -> Vec<String> {
    let planted = PLANTED;
    vec![
        format!("\"{planted}\""),
        format!("\"={planted}\""),
        format!("\"{planted}\\u202e\\u0000\""),
        DIGITS.to_owned(),
        format!("-{DIGITS}"),
        format!("{DIGITS}.5"),
        format!("{DIGITS}e300"),
        format!("{DIGITS}{DIGITS}{DIGITS}{DIGITS}{DIGITS}"),
        "true".to_owned(),
        "false".to_owned(),
        "null".to_owned(),
        format!("[\"{planted}\", {DIGITS}]"),
        format!("{{\"{planted}\": \"{planted}\"}}"),
        format!("{{\"{planted}\": [{{\"a\": \"{planted}\"}}]}}"),
        format!("{{\"{planted}\": 1, \"{planted}\": 2}}"),
        // From here on it is no JSON.
        planted.to_owned(),
        format!("NaN{planted}"),
        format!("0{DIGITS}"),
        format!("\"{planted}\\x\""),
        format!("\"{planted}\\ud800\""),
        format!("\"{planted}"),
        format!("\"{planted}\u{1}\""),
        format!("[\"{planted}\""),
        format!("{{\"{planted}\""),
        format!("\"a\" \"{planted}\""),
    ]
}

fn assert_silent(told: &str, about: &str) {
    let told = told.to_lowercase();
    for secret in ["zqxplanted", "planted", DIGITS, "75319"] {
        assert!(!told.contains(secret), "{about}: {told}");
    }
}

/// Display and Debug of an error and of all that it names as its source.
pub(crate) fn chain(error: &(dyn Error + 'static)) -> String {
    let mut told = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        told += &format!("{error} {error:?} {error:#?} ");
        next = error.source();
    }
    told
}

/// What a record of this kind says of `json`: as an error, in `Debug`, and when it is minimised.
fn typed<R: DeserializeOwned + std::fmt::Debug>(
    json: &str,
    mut minimised: impl FnMut(&R) -> String,
) -> String {
    match serde_json::from_str::<R>(json) {
        Ok(record) => format!("{record:?} {record:#?} ") + &minimised(&record),
        Err(error) => chain(&error),
    }
}

/// What is said while `text` is read and minimised; the released rows are not part of it.
fn streamed(minimiser: &Minimiser, text: &str, format: Format) -> String {
    let options = InputOptions::new().format(format);
    let mut told = String::new();
    let mut input = match Input::open(text.as_bytes(), &options, None) {
        Ok(input) => input,
        Err(error) => return chain(&error),
    };
    input.restrict(minimiser.reads());
    let mut rows = Rows::new(minimiser, Form::Csv, Limits::default());
    loop {
        match input.next() {
            Ok(Some(row)) => {
                told += &format!("{row:?} ");
                if let Err(withheld) = minimiser.minimise(&row) {
                    told += &chain(&withheld);
                }
                if let Err(refused) = rows.add(&row) {
                    told += &chain(&refused);
                }
            }
            Ok(None) => break,
            Err(error) => {
                told += &chain(&error);
                break;
            }
        }
    }
    told += &format!("{:?} {input:?} {rows:?}", input.sources());
    match rows.finish() {
        Ok(finished) => {
            told + &format!(
                "{finished:?} {:?} {}",
                finished.report(),
                finished.report().to_json()
            )
        }
        Err(refusal) => told + &chain(&*refusal) + &refusal.report().to_json(),
    }
}

/// A profile that reads many fields, and one that reads few.
fn minimisers() -> Vec<Minimiser> {
    ["warrant-card", "nhs-card", "access-fob"]
        .iter()
        .map(|name| minimiser(&Profile::preset(name).expect("a preset")))
        .collect()
}

#[test]
fn no_json_type_in_any_field_makes_anything_speak() {
    let minimisers = minimisers();
    for field in Field::ALL {
        for value in values() {
            let object = format!("{{\"{field}\": {value}}}");
            let about = &object;
            let held = typed::<OfficerRecord<Held>>(&object, |record| {
                minimisers
                    .iter()
                    .filter_map(|one| Some(chain(&one.minimise(record).err()?)))
                    .collect()
            });
            assert_silent(&held, about);
            let erased = typed::<OfficerRecord<()>>(&object, |record| {
                minimisers
                    .iter()
                    .filter_map(|one| Some(chain(&one.minimise(record).err()?)))
                    .collect()
            });
            assert_silent(&erased, about);
            for minimiser in &minimisers {
                assert_silent(
                    &streamed(minimiser, &format!("{object}\n"), Format::Ndjson),
                    about,
                );
                assert_silent(
                    &streamed(minimiser, &format!("[{object}]"), Format::Json),
                    about,
                );
            }
        }
    }
}

#[test]
fn what_is_no_object_is_refused_without_a_word_of_it() {
    let minimisers = minimisers();
    for value in values() {
        assert_silent(
            &typed::<OfficerRecord<Held>>(&value, |_| String::new()),
            &value,
        );
        assert_silent(
            &typed::<OfficerRecord<()>>(&value, |_| String::new()),
            &value,
        );
        for text in [
            value.clone(),
            format!("[{value}]"),
            format!("{{\"{PLANTED}\": 1}}\n{value}\n"),
        ] {
            for format in [Format::Ndjson, Format::Json, Format::Csv] {
                assert_silent(&streamed(&minimisers[0], &text, format), &text);
            }
        }
    }
}

#[test]
fn no_csv_cell_in_any_column_makes_anything_speak() {
    let minimisers = minimisers();
    for field in Field::ALL {
        for cell in [
            PLANTED.to_owned(),
            DIGITS.to_owned(),
            format!("={PLANTED}"),
            format!("\"{PLANTED}"),
            format!("\"{PLANTED}\"x"),
            format!("{PLANTED},{PLANTED}"),
            format!("{PLANTED}\0"),
            format!("\"{PLANTED}\nx\""),
        ] {
            for header in [
                format!("{field}"),
                format!("{field},{PLANTED}"),
                format!("{PLANTED},{field},{field}"),
            ] {
                let text = format!("{header}\n{cell}\n");
                for minimiser in &minimisers {
                    assert_silent(&streamed(minimiser, &text, Format::Csv), &text);
                }
            }
        }
    }
}

#[test]
fn other_deserialisers_get_no_word_either() {
    let deserialised = |key: &str, value: &str| {
        let map =
            MapDeserializer::<_, ValueError>::new([(key.to_owned(), value.to_owned())].into_iter());
        <OfficerRecord as serde::Deserialize>::deserialize(map).map(|record| format!("{record:?}"))
    };
    for field in Field::ALL {
        let told = deserialised(field.name(), PLANTED).expect("an object of texts");
        assert_silent(&told, field.name());
    }
    assert_silent(
        &deserialised(PLANTED, PLANTED).expect("skipped"),
        "an unknown key",
    );
    macro_rules! bare {
        ($($value:expr),* $(,)?) => {$(
            let bare = serde::de::IntoDeserializer::<ValueError>::into_deserializer($value);
            let error = <OfficerRecord as serde::Deserialize>::deserialize(bare).expect_err("no object");
            assert_silent(&chain(&error), stringify!($value));
            let bare = serde::de::IntoDeserializer::<ValueError>::into_deserializer($value);
            let error = <OfficerRecord<()> as serde::Deserialize>::deserialize(bare).expect_err("no object");
            assert_silent(&chain(&error), stringify!($value));
        )*};
    }
    bare!(
        PLANTED,
        PLANTED.to_owned(),
        7_531_904_862_u64,
        7_531_904_862_i64,
        7_531_904_862.5_f64,
        75319_u32,
        75319_i32,
        true,
        'z',
        (),
        vec![PLANTED],
        7_531_904_862_i128,
        7_531_904_862_u128,
    );
}

#[test]
fn an_hr_export_given_as_another_file_is_not_echoed() {
    let export = format!(
        "record_id,given_names,family_name,nino,{PLANTED}\nE-{DIGITS},{PLANTED},{PLANTED},{PLANTED},{PLANTED}\n\
         [{PLANTED}]\n{PLANTED} = \"{PLANTED}\"\n{PLANTED} {}\n",
        "5a".repeat(31)
    );
    let lines = [export.as_str(), PLANTED]
        .into_iter()
        .chain(export.lines())
        .map(str::to_owned);
    let toml = [
        format!("format = \"{PLANTED}\"\n"),
        format!("format = {DIGITS}\n"),
        format!("[columns]\n\"{PLANTED}\" = \"{PLANTED}\"\n"),
        format!(
            "[[column]]\nheader = \"{PLANTED}\"\nplace = \"{PLANTED}\"\nparts = [{{ field = \"{PLANTED}\", treatment = \"{PLANTED}\" }}]\n"
        ),
        format!("[constants]\nrank = \"{PLANTED}\"\n"),
        format!("[{PLANTED}]\n[{PLANTED}]\n"),
        format!("a = \"{PLANTED}\n"),
    ];
    for text in lines.chain(toml) {
        if let Err(errors) = text.parse::<Profile>() {
            assert_silent(&chain(&errors), "a profile");
        }
        if let Err(errors) = text.parse::<Map>() {
            assert_silent(&chain(&errors), "a map");
        }
        match text.parse::<PseudonymisationSecret>() {
            Ok(secret) => assert_silent(&format!("{secret:?}"), "a secret"),
            Err(errors) => assert_silent(&chain(&errors), "a secret"),
        }
        match text.parse::<WithholdList>() {
            Ok(list) => assert_silent(&format!("{list:?}"), "a list"),
            Err(errors) => assert_silent(&chain(&errors), "a list"),
        }
    }
}

#[test]
fn a_value_that_is_refused_is_not_told() {
    macro_rules! refused {
        ($($type:ident),*) => {$(
            match format!("@{PLANTED}\u{202e}").parse::<cardsieve::value::$type>() {
                Ok(value) => assert_silent(&format!("{value:?}"), stringify!($type)),
                Err(error) => assert_silent(&chain(&error), stringify!($type)),
            }
        )*};
    }
    refused!(
        Name,
        WarrantNumber,
        CollarNumber,
        StaffNumber,
        EsrEmployeeNumber,
        RecordId,
        Barcode,
        Rank,
        Organisation,
        OfficerCategory,
        Title,
        CardDesign,
        CardSerial,
        IssueNumber,
        CredentialNo,
        FacilityCode,
        Date
    );
    assert_eq!(Flag::ALL.len(), 5);
}

/// JSON that cannot be held as a text, or hardly.
fn odd() -> Vec<String> {
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    [
        r#""\ud800""#,
        r#""a\udc00\ud800b""#,
        "1e999",
        "-1e999",
        "1e-999",
        "123456789012345678901234567890",
        "-0",
        "1.5",
        r#""\u0000""#,
        r#"["\ud800", 1e999, null]"#,
        r#"{"a": "\ud800", "a": 1e999}"#,
        r#"{"": {}}"#,
        deep.as_str(),
        "true",
        "null",
        r#""""#,
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Whether a record of this kind is read in every way, and can leave.
fn leaves<R: DeserializeOwned + cardsieve::Record>(minimiser: &Minimiser, json: &str) -> bool {
    let leaves = |record: serde_json::Result<R>| {
        record.is_ok_and(|record| minimiser.minimise(&record).is_ok())
    };
    let tree = serde_json::from_str::<serde_json::Value>(json);
    leaves(serde_json::from_str(json))
        && leaves(serde_json::from_slice(json.as_bytes()))
        && leaves(serde_json::from_reader(json.as_bytes()))
        && tree.map_or(true, |tree| leaves(serde_json::from_value(tree)))
}

const OFFICER: &str = r#""record_id": "E1", "given_names": "Ann", "family_name": "Ng", "rank": "PC",
    "warrant_number": "123456", "card_design": "D1", "card_serial": "S1", "expiry_date": "2031-05-09",
    "issue_number": 1, "credential_no": 4711, "covert": false, "protected_identity": false,
    "close_protection": false, "under_threat": false, "minor": false"#;

#[test]
fn what_stands_in_a_never_field_does_not_decide_whether_a_record_can_be_read() {
    let minimiser = &minimisers()[0];
    let never = Field::ALL.iter().filter(|field| field.readable().is_none());
    let mut tried = 0;
    for field in never {
        for value in odd() {
            let json = format!("{{{OFFICER}, \"{field}\": {value}}}");
            let about = format!("{field}: {}", &value[..value.len().min(30)]);
            assert!(leaves::<OfficerRecord<Held>>(minimiser, &json), "{about}");
            assert!(leaves::<OfficerRecord<()>>(minimiser, &json), "{about}");
            // the streams have a limit of depth, which is one of structure
            if value.len() < 1000 {
                let options = InputOptions::new().format(Format::Ndjson);
                let line = json.replace('\n', " ");
                let mut input = Input::open(line.as_bytes(), &options, None).expect("an input");
                let row = input.next().expect("a row").expect("a row");
                // a key that stands twice in an object that is not read is passed over
                assert!(minimiser.minimise(&row).is_ok(), "{about}");
            }
            tried += 1;
        }
        let bytes = [
            format!("{{{OFFICER}, \"{field}\": \"").as_bytes(),
            b"\xff\xc0\"}",
        ]
        .concat();
        let held = serde_json::from_slice::<OfficerRecord<Held>>(&bytes).is_ok();
        let erased = serde_json::from_slice::<OfficerRecord<()>>(&bytes).is_ok();
        assert_eq!(held, erased, "{field}");
    }
    assert!(tried > 1000, "{tried}");
}
