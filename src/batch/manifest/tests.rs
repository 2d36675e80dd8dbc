//! Manifests in their one form, and every other with its code and key.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::Manifest;
use crate::batch::encode::Form;
use crate::batch::problem::VerifyError;
use crate::batch::tests::made;
use crate::canonical_json;
use crate::code::Code;
use crate::profile::Profile;

fn schema() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&Manifest::json_schema()).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

fn manifests() -> Vec<Manifest> {
    let people = made::people(3);
    let presets = Profile::preset_names().map(|name| Profile::preset(name).unwrap());
    let presets = presets.map(|profile| {
        let parties = (Some("Example Constabulary"), Some("Example Card Bureau"));
        profile.with_parties(parties.0, parties.1).unwrap()
    });
    let of = |profile: &Profile, form| made::writer(profile, form, &people).manifest().clone();
    let mut manifests = vec![
        of(&made::with_photos(), Form::Csv),
        of(&made::profile(""), Form::Ndjson),
    ];
    // what every preset says of its columns, whatever its rows are
    manifests.extend(made::formed().iter().map(|profile| of(profile, Form::Csv)));
    let bare = manifests[1].clone();
    // one that a later version made
    manifests.push(Manifest {
        catalogue: ([0x5a; 32], bare.catalogue.1 + 1),
        ..bare.clone()
    });
    manifests.extend(presets.map(|profile| Manifest {
        columns: super::ManifestColumn::of(&profile, false),
        profile: (bare.profile.0, profile.name().to_owned()),
        ..bare.clone()
    }));
    manifests
}

fn parse(value: &Value) -> Result<Manifest, VerifyError> {
    Manifest::parse(canonical_json::to_string(value).as_bytes())
}

#[test]
fn docs_manifest_schema_json_is_what_the_format_says() {
    assert!(
        include_str!("../../../docs/manifest.schema.json") == Manifest::json_schema(),
        "write json_schema() to docs/manifest.schema.json"
    );
}

#[test]
fn every_manifest_is_canonical_meets_its_schema_and_reads_back() {
    let schema = schema();
    for manifest in manifests() {
        let json = manifest.to_json();
        let value: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(canonical_json::to_string(&value), json);
        let errors: Vec<String> = schema
            .iter_errors(&value)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(Manifest::parse(json.as_bytes()).unwrap(), manifest);
    }
}

#[test]
fn a_manifest_answers_with_what_its_bytes_say() {
    for manifest in manifests() {
        let value: Value = serde_json::from_str(&manifest.to_json()).unwrap();
        let said = json!({
            "batch": manifest.batch().to_string(),
            "catalogue": {
                "fingerprint": manifest.catalogue_fingerprint(),
                "version": manifest.catalogue_version(),
            },
            "controller": manifest.controller(),
            "created": manifest.created().to_string(),
            "delete_by": manifest.delete_by().to_string(),
            "epoch": manifest.epoch(),
            "profile": {
                "fingerprint": manifest.profile_fingerprint(),
                "name": manifest.profile_name(),
            },
            "purpose": manifest.purpose(),
            "recipient": manifest.recipient(),
            "rows": {
                "bytes": manifest.rows().bytes(),
                "count": manifest.rows().count(),
                "name": manifest.rows().name(),
                "sha256": manifest.rows().sha256(),
            },
        });
        for (key, answer) in said.as_object().unwrap() {
            assert_eq!(value[key], *answer, "{key}");
        }
        let headers: Vec<&str> = manifest
            .columns()
            .iter()
            .map(|column| column.header())
            .collect();
        for (column, header) in value["columns"].as_array().unwrap().iter().zip(headers) {
            assert_eq!(column["header"], header);
        }
        for (photo, entry) in value["photos"]
            .as_array()
            .unwrap()
            .iter()
            .zip(manifest.photos())
        {
            assert_eq!(photo["name"], entry.name());
            assert_eq!(photo["bytes"], entry.bytes());
            assert_eq!(photo["sha256"], entry.sha256());
        }
    }
}

#[test]
fn the_matching_column_is_found_wherever_it_stands() {
    for mut manifest in manifests() {
        for _ in 0..2 {
            let column = &manifest.columns()[manifest.matching_column()];
            assert_eq!(column.place(), crate::field::Place::Matching);
            manifest.columns.reverse();
        }
    }
}

#[test]
fn only_the_one_form_of_a_manifest_is_read() {
    let json = made::writer(&made::with_photos(), Form::Csv, &made::people(2))
        .manifest()
        .to_json();
    let spaced = |from: &str, to: &str| json.replacen(from, to, 1);
    for other in [
        spaced("{", "{ "),
        spaced(",", ",\n"),
        format!("{json}\n"),
        format!(" {json}"),
        spaced("\"count\":2", "\"count\":2.0"),
        spaced("\"count\":2", "\"count\":2e0"),
        spaced("Print cards", "\\u0050rint cards"),
        spaced("{\"batch\"", "{\"epoch\":\"e1\",\"batch\""),
        spaced(",\"epoch\":\"e1\"", ""),
    ] {
        let error = Manifest::parse(other.as_bytes()).unwrap_err();
        let code = error.problems()[0].code();
        assert!(matches!(
            code,
            Code::ManifestNotCanonical | Code::ManifestMalformed
        ));
    }
    // keys in another order
    let swapped = spaced("\"purpose\":\"Print cards\",", "").replacen(
        "\"rows\"",
        "\"purpose\":\"Print cards\",\"rows\"",
        1,
    );
    let error = Manifest::parse(swapped.as_bytes()).unwrap_err();
    assert_eq!(error.problems()[0].code(), Code::ManifestNotCanonical);
}

#[test]
fn every_problem_of_a_manifest_is_told_with_its_key() {
    let manifest = made::writer(&made::with_photos(), Form::Csv, &made::people(3));
    let mut value: Value = serde_json::from_str(&manifest.manifest().to_json()).unwrap();
    value["batch"] = json!("7D1C2F6A9B3E4C50");
    value["catalogue"]["version"] = json!(0);
    value["columns"][1]["place"] = json!("margin");
    value["controller"] = json!("unnamed");
    value["created"] = json!("2026-11-31");
    value["epoch"] = json!(null);
    value["photos"][0]["bytes"] = json!(0);
    value["photos"][1]["name"] = json!("photos/Smith_John.jpg");
    value["photos"][2]["sha256"] = json!("");
    value["profile"]["Smith_John"] = json!("x");
    value["rows"]["name"] = json!("../rows.csv");
    value.as_object_mut().unwrap().remove("purpose");
    let error = parse(&value).unwrap_err();
    let mut keys: Vec<&str> = error
        .problems()
        .iter()
        .map(|problem| problem.key().unwrap())
        .collect();
    keys.sort_unstable();
    let expected = [
        "batch",
        "catalogue.version",
        "columns[1].place",
        "controller",
        "created",
        "epoch",
        "photos[0].bytes",
        "photos[1].name",
        "photos[2].sha256",
        "profile.#1",
        "purpose",
        "rows.name",
    ];
    assert_eq!(keys, expected);
    assert!(!error.to_string().contains("Smith"));
    for problem in error.problems() {
        assert_eq!(problem.code(), Code::ManifestMalformed);
    }
}

#[test]
fn no_manifest_speaks_of_what_may_never_leave_and_the_schema_agrees() {
    let schema = schema();
    let value: Value = serde_json::from_str(&manifests()[1].to_json()).unwrap();
    let with = |column: usize, key: &str, item: Value| {
        let mut value = value.clone();
        value["columns"][column][key] = item;
        value
    };
    let kept = |field: &str| json!([{ "field": field, "treatment": "keep" }]);
    for (column, key, item, code) in [
        (1, "parts", kept("home_address"), Code::ManifestBelowFloor),
        (1, "parts", kept("record_id"), Code::ManifestBelowFloor),
        (1, "parts", kept("middle_names"), Code::ManifestBelowFloor),
        (1, "parts", kept("photo_original"), Code::ManifestBelowFloor),
        (1, "parts", kept("covert"), Code::ManifestBelowFloor),
        (1, "parts", kept("nothing_of_ours"), Code::ManifestMalformed),
        (1, "place", json!("chip"), Code::ManifestBelowFloor),
        (
            1,
            "parts",
            json!([{ "text": "x" }]),
            Code::ManifestMalformed,
        ),
        (1, "parts", json!([]), Code::ManifestMalformed),
        (1, "header", json!("=x"), Code::ManifestMalformed),
        (1, "constant", json!("x"), Code::ManifestMalformed),
        (0, "place", json!("front"), Code::ManifestMalformed),
        (
            0,
            "parts",
            json!([{ "field": "record_id", "scope": "batch", "treatment": "pseudonymise" }]),
            Code::ManifestMalformed,
        ),
        (
            1,
            "parts",
            json!([{ "field": "expiry_date", "treatment": "month-end" }]),
            Code::ManifestMalformed,
        ),
        (
            1,
            "parts",
            json!([{ "field": "job_title", "table": { "a": "x" }, "treatment": "category" }]),
            Code::ManifestMalformed,
        ),
    ] {
        let value = with(column, key, item);
        let error = parse(&value).unwrap_err();
        assert_eq!(error.problems()[0].code(), code, "{value}: {error}");
        assert!(!schema.is_valid(&value), "{value}");
    }
    // a photo's column only at the end, only once, only on a face of the card
    let value: Value = serde_json::from_str(&manifests()[0].to_json()).unwrap();
    let mut moved = value.clone();
    moved["columns"].as_array_mut().unwrap().swap(1, 2);
    assert!(parse(&moved).is_err());
    let mut encoded = value.clone();
    encoded["columns"][2]["place"] = json!("chip");
    assert!(parse(&encoded).is_err() && !schema.is_valid(&encoded));
    let mut fewer = value.clone();
    fewer["photos"].as_array_mut().unwrap().pop();
    assert_eq!(
        parse(&fewer).unwrap_err().problems()[0].code(),
        Code::PhotosNotAsRows
    );
    let mut turned = value;
    turned["photos"].as_array_mut().unwrap().reverse();
    assert!(parse(&turned).is_err());
}

#[test]
fn what_a_manifest_says_of_cells_is_no_default_and_has_cells_that_it_is_about() {
    let schema = schema();
    let [photos, bare]: [Value; 2] =
        [0, 1].map(|at| serde_json::from_str(&manifests()[at].to_json()).unwrap());
    let with = |value: &Value, csv: Value| {
        let mut value = value.clone();
        value["csv"] = csv;
        value
    };
    let right = json!({ "apostrophes": "strip", "photo_name": "token" });
    assert!(parse(&with(&photos, right.clone())).is_ok());
    assert!(schema.is_valid(&with(&photos, right)));
    for wrong in [
        json!({}),
        json!(null),
        json!([]),
        json!("token"),
        json!({ "apostrophes": "keep" }),
        json!({ "photo_name": "file" }),
        json!({ "apostrophes": "none" }),
        json!({ "photo_name": 1 }),
        json!({ "photo_name": "token", "delimiter": ";" }),
    ] {
        let value = with(&photos, wrong);
        assert!(parse(&value).is_err(), "{value}");
        assert!(!schema.is_valid(&value), "{value}");
    }
    assert!(parse(&with(&bare, json!({ "photo_name": "token" }))).is_err());
    assert!(parse(&with(&bare, json!({ "apostrophes": "curly" }))).is_ok());
    let mut nameless = with(&bare, json!({ "apostrophes": "curly" }));
    nameless["columns"][1]["parts"] = json!([{ "field": "rank", "treatment": "keep" }]);
    assert!(parse(&nameless).is_err());
}

#[test]
fn a_batch_is_kept_ninety_days_at_most_and_not_deleted_before_it_is_made() {
    let value: Value = serde_json::from_str(&manifests()[1].to_json()).unwrap();
    for (delete_by, is_right) in [
        ("2026-11-23", false),
        ("2026-11-24", true),
        ("2027-02-22", true),
        ("2027-02-23", false),
    ] {
        let mut value = value.clone();
        value["delete_by"] = json!(delete_by);
        assert_eq!(parse(&value).is_ok(), is_right, "{delete_by}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_a_manifest_panic_or_speak(
        cut in any::<prop::sample::Index>(), length in 0_usize..20, word in "[\\PC]{0,12}",
    ) {
        let json = manifests()[0].to_json();
        let characters: Vec<char> = json.chars().collect();
        let at = cut.index(characters.len());
        let rest = characters.iter().skip(at + length);
        let other: String = characters[..at].iter().copied().chain(word.chars()).chain(rest.copied()).collect();
        match Manifest::parse(other.as_bytes()) {
            Ok(manifest) => prop_assert_eq!(manifest.to_json(), other),
            Err(error) => {
                let said = format!("{error} {error:?}");
                prop_assert!(word.chars().count() < 8 || !said.contains(&word));
            }
        }
    }
}
