use super::*;

/// What one member is replaced with, and the key that is told.
const BAD: &[(&str, &[&str])] = &[
    (
        "batch",
        &[
            "\"00112233445566AA\"",
            "\"\"",
            "7",
            "[]",
            "\"00112233445566aa0\"",
        ],
    ),
    (
        "controller",
        &[
            "\"unnamed\"",
            "\"\"",
            "\"E\u{301}\"",
            "null",
            "\"a\\nb\"",
            "\"=1\"",
        ],
    ),
    ("recipient", &["\"unnamed\"", "\"<b>\"", "{}"]),
    (
        "date",
        &[
            "\"2026-11-31\"",
            "\"2026-11-3\"",
            "20261103",
            "\"2200-01-01\"",
            "null",
        ],
    ),
    ("delete_by", &["\"soon\"", "true"]),
    ("rows", &["0", "-1", "\"3\"", "4294967296", "3.5"]),
    ("photos", &["1", "65534", "-1", "null"]),
    ("verified", &["1", "\"true\"", "null"]),
    ("whole", &["0", "\"yes\""]),
    ("backups_until", &["\"2026-11-03\"", "\"\"", "false"]),
    ("deleted", &["\"no\""]),
    (
        "codes",
        &[
            "[]",
            "[\"smith\"]",
            "[\"rows-differ\"]",
            "\"bad-cell\"",
            "[7]",
        ],
    ),
];

#[test]
fn every_problem_of_a_paper_is_told_with_its_key_and_no_word_of_it() {
    let mut tried = 0;
    for paper in papers() {
        let good: Value = serde_json::from_str(&paper.to_json()).unwrap();
        for (key, values) in BAD {
            if good.get(key).is_none() || (*key == "deleted" && good[*key].is_object()) {
                continue;
            }
            for text in *values {
                let mut bad = good.clone();
                bad[*key] = serde_json::from_str(text).unwrap();
                let errors =
                    Paper::parse(crate::canonical_json::to_string(&bad).as_bytes()).unwrap_err();
                assert_eq!(codes(&errors), [("paper-malformed", Some(*key))], "{text}");
                assert!(!errors.to_string().contains("smith"));
                tried += 1;
            }
            let mut without = good.clone();
            without.as_object_mut().unwrap().remove(*key);
            let errors =
                Paper::parse(crate::canonical_json::to_string(&without).as_bytes()).unwrap_err();
            assert_eq!(codes(&errors)[0], ("paper-malformed", Some(*key)));
        }
        let mut all = good.clone();
        all["controller"] = json!("");
        all["date"] = json!("");
        all["recipient"] = json!("");
        let errors = Paper::parse(crate::canonical_json::to_string(&all).as_bytes()).unwrap_err();
        assert_eq!(errors.problems().len(), 3);
    }
    assert!(tried > 80, "{tried}");
    let errors = Paper::parse(br#"{"format":"cardsieve-batch-1"}"#).unwrap_err();
    assert_eq!(codes(&errors), [("paper-unknown", None)]);
    let long = format!(
        "{}{}",
        receipt_json(),
        " ".repeat(crate::ledger::paper::LONGEST)
    );
    assert_eq!(
        codes(&Paper::parse(long.as_bytes()).unwrap_err()),
        [("paper-malformed", None)]
    );
}

fn receipt_json() -> String {
    Paper::from(receipt()).to_json()
}

#[test]
fn only_the_one_form_of_a_paper_is_read() {
    for paper in papers() {
        let json = paper.to_json();
        assert_eq!(Paper::parse(json.as_bytes()).unwrap(), paper);
        let rest = &json[1..];
        let numbers = json.replace("\"bytes\":", "\"bytes\": ");
        for other in [
            format!("{{\"a\":1,{rest}"),
            format!("{{\"name\":\"Smith\",{rest}"),
            format!("{{\"controller\":\"Controller\",{rest}"),
            format!("{{ {rest}"),
            format!("{json}\n"),
            format!("\u{feff}{json}"),
            numbers,
            json.replace("Bureau", "\\u0042ureau"),
            json.replace("Controller", "Contr\\u006fller"),
        ] {
            if other == json {
                continue;
            }
            let errors = Paper::parse(other.as_bytes()).unwrap_err();
            let code = errors.problems()[0].code();
            assert!(
                matches!(code, Code::PaperNotCanonical | Code::PaperMalformed),
                "{code} {other}"
            );
            assert!(!errors.to_string().contains("Smith"));
        }
        let unknown = format!("{{\"a\":1,{rest}");
        let errors = Paper::parse(unknown.as_bytes()).unwrap_err();
        assert_eq!(codes(&errors), [("paper-not-canonical", None)]);
    }
}

#[test]
fn docs_papers_schema_json_is_what_the_formats_say() {
    assert!(
        include_str!("../../../../docs/papers.schema.json") == Paper::json_schema(),
        "write json_schema() to docs/papers.schema.json"
    );
}

#[test]
fn every_paper_meets_the_schema_and_what_the_schema_refuses_is_refused() {
    let schema: Value = serde_json::from_str(&Paper::json_schema()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for paper in papers() {
        let good: Value = serde_json::from_str(&paper.to_json()).unwrap();
        assert!(schema.is_valid(&good), "{}", paper.to_json());
        for (key, values) in BAD {
            if good.get(key).is_none() {
                continue;
            }
            for text in *values {
                let mut bad = good.clone();
                bad[*key] = serde_json::from_str(text).unwrap();
                if !schema.is_valid(&bad) {
                    let bytes = crate::canonical_json::to_string(&bad);
                    assert!(Paper::parse(bytes.as_bytes()).is_err(), "{bytes}");
                }
            }
        }
        let mut more = good.clone();
        more["name"] = json!("Smith");
        assert!(!schema.is_valid(&more));
    }
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_of_papers_panic_or_speak(
        bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0..400_usize, with in "\\PC{0,8}",
    ) {
        let _ = Paper::parse(&bytes);
        for paper in papers() {
            let json = paper.to_json();
            let at = (0..=json.len().min(at)).rev().find(|at| json.is_char_boundary(*at)).unwrap();
            let changed = format!("{}CANARY{with}{}", &json[..at], &json[at..]);
            // within a name it is another name
            if let Err(errors) = Paper::parse(changed.as_bytes()) {
                let said = format!("{errors} {errors:?}");
                prop_assert!(!said.contains("CANARY"), "{}", said);
            }
        }
    }
}
