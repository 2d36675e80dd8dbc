//! Papers: one form of bytes, signed by whom they name, not of a day to come; and what they mean.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Attestation, Due, Extent, FileDigest, Paper, PaperErrors, Receipt, Refusal, Remains};
use crate::batch::{Dates, Day, Form, Limits, Manifest, Rows, SigningKey, TrustedSigners};
use crate::code::{Code, Kind};
use crate::minimise::{FlagSources, Minimiser};
use crate::profile::Profile;
use crate::record::OfficerRecord;

const BATCH: &str = "00112233445566aa";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn manifest(batch: &str) -> Manifest {
    let profile = Profile::preset("access-fob").unwrap();
    let profile = profile
        .with_parties(Some("Controller"), Some("Bureau"))
        .unwrap();
    let secret = format!("test {}\n", "5a".repeat(32)).parse().unwrap();
    let flags = FlagSources::from_records();
    let minimiser = Minimiser::new(&profile, &secret, batch.parse().unwrap(), &flags).unwrap();
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    for number in 1..=3 {
        let officer = json!({
            "record_id": format!("E{number}"), "card_design": "D1",
            "card_serial": format!("S{number}"), "credential_no": number,
        });
        let officer: OfficerRecord<()> = serde_json::from_value(officer).unwrap();
        rows.push(minimiser.minimise(&officer)).unwrap();
    }
    let made = day("2026-11-02");
    Manifest::of_bare_rows(&rows.finish().unwrap(), Dates::new(made, made)).unwrap()
}

fn receipt() -> Receipt {
    let file = FileDigest::new(4711, [0xAB; 32]);
    Receipt::of(&manifest(BATCH), file, day("2026-11-03"), true)
}

fn attestation() -> Attestation {
    let whole = Attestation::of(&receipt(), Extent::Whole, day("2026-11-08")).unwrap();
    whole
        .with_spool()
        .with_backups_until(day("2026-12-01"))
        .unwrap()
}

fn refusal() -> Refusal {
    let file = FileDigest::new(9, [7; 32]);
    let codes = ["unknown-column", "bad-signature", "unknown-column"];
    Refusal::of(file, "Controller", "Bureau", codes, day("2026-11-03")).unwrap()
}

fn papers() -> Vec<Paper> {
    let part = Extent::Part { rows: 1, photos: 0 };
    let part = Attestation::of(&receipt(), part, day("2026-11-04")).unwrap();
    let named = refusal()
        .with_batch(BATCH.parse().unwrap())
        .with_file_deleted();
    vec![
        receipt().into(),
        attestation().into(),
        part.with_ribbon().into(),
        refusal().into(),
        named.into(),
    ]
}

fn key() -> SigningKey {
    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    let text = pair.sk.to_box(None).unwrap().to_string();
    SigningKey::parse(&text, None).unwrap()
}

fn signers(key: &SigningKey, name: &str) -> TrustedSigners {
    TrustedSigners::parse(&format!("{} {name}\n", key.signer())).unwrap()
}

const TODAY: &str = "2026-11-10";

fn codes(errors: &PaperErrors) -> Vec<(&'static str, Option<&'static str>)> {
    let problems = errors.problems().iter();
    problems
        .map(|problem| (problem.code().name(), problem.key()))
        .collect()
}

#[test]
fn a_paper_is_verified_and_says_what_it_was_made_to_say() {
    let key = key();
    let signers = signers(&key, "Bureau");
    for paper in papers() {
        let signed = paper.sign(&key).unwrap();
        let bytes = signed.json().as_bytes();
        let read = Paper::verify(bytes, signed.signature().as_bytes(), &signers, day(TODAY));
        let verified = read.unwrap();
        assert_eq!(
            (verified.paper(), verified.signer()),
            (&paper, key.signer())
        );
        assert_eq!(
            (paper.controller(), paper.recipient()),
            ("Controller", "Bureau")
        );
        // signed twice, it is the same paper
        let again = paper.sign(&key).unwrap();
        assert_ne!(again.signature(), signed.signature());
        let read = Paper::verify(bytes, again.signature().as_bytes(), &signers, day(TODAY));
        assert_eq!(read.unwrap().sha256(), verified.sha256());
    }
    let receipt = receipt();
    assert_eq!(
        (receipt.rows(), receipt.photos(), receipt.is_verified()),
        (3, 0, true)
    );
    assert_eq!(receipt.delete_by(), day("2026-11-09"));
    assert_eq!(receipt.file().sha256(), "ab".repeat(32));
}

#[test]
fn every_changed_byte_of_a_paper_or_its_signature_is_refused() {
    let key = key();
    let signers = signers(&key, "Bureau");
    let is_accepted = |bytes: &[u8], signature: &[u8]| {
        Paper::verify(bytes, signature, &signers, day(TODAY)).is_ok()
    };
    let mut tried = 0_u64;
    for paper in [
        receipt().into(),
        attestation().into(),
        Paper::from(refusal()),
    ] {
        let signed = paper.sign(&key).unwrap();
        let (bytes, signature) = (signed.json().as_bytes(), signed.signature().as_bytes());
        assert!(is_accepted(bytes, signature));
        for at in 0..bytes.len() {
            let mut changed = bytes.to_vec();
            for other in 1..=255 {
                changed[at] = bytes[at] ^ other;
                assert!(!is_accepted(&changed, signature), "{at} {other}");
                tried += 1;
            }
            assert!(!is_accepted(&bytes[..at], signature), "cut at {at}");
        }
        for at in 0..signature.len() {
            let mut changed = signature.to_vec();
            for other in 1..=255 {
                changed[at] = signature[at] ^ other;
                assert!(!is_accepted(bytes, &changed), "{at} {other}");
                tried += 1;
            }
            assert!(!is_accepted(bytes, &signature[..at]), "cut at {at}");
        }
        for more in [b"\n".as_slice(), b" ", b"\0", b"}"] {
            assert!(!is_accepted(&[bytes, more].concat(), signature));
            assert!(!is_accepted(bytes, &[signature, more].concat()));
        }
    }
    assert!(tried > 400_000, "{tried}");
}

#[test]
fn a_paper_of_tomorrow_is_refused_and_one_of_today_is_not() {
    let key = key();
    let signers = signers(&key, "Bureau");
    for paper in papers() {
        let signed = paper.sign(&key).unwrap();
        let on = |today: Day| {
            Paper::verify(
                signed.json().as_bytes(),
                signed.signature().as_bytes(),
                &signers,
                today,
            )
        };
        assert!(on(paper.date()).is_ok());
        let errors = on(day("2026-11-02")).unwrap_err();
        assert_eq!(codes(&errors), [("paper-in-future", Some("date"))]);
    }
}

#[test]
fn who_signed_must_be_trusted_for_the_bureau_that_the_paper_names() {
    let (own, other) = (key(), key());
    let paper = Paper::from(receipt());
    let signed = paper.sign(&own).unwrap();
    let refused = |signature: &str, signers: &TrustedSigners| {
        let errors = Paper::verify(
            signed.json().as_bytes(),
            signature.as_bytes(),
            signers,
            day(TODAY),
        );
        codes(&errors.unwrap_err())
    };
    let bureau = signers(&own, "Bureau");
    let other_bureau = signers(&own, "Other Bureau");
    let stranger = signers(&other, "Bureau");
    assert_eq!(
        refused(signed.signature(), &stranger),
        [("paper-unknown-signer", None)]
    );
    assert_eq!(
        refused(signed.signature(), &other_bureau),
        [("paper-signer-not-bound", None)]
    );
    // the controller's own name is no bureau's
    let controller = signers(&own, "Controller");
    assert_eq!(
        refused(signed.signature(), &controller),
        [("paper-signer-not-bound", None)]
    );
    let forged = paper.sign(&other).unwrap();
    assert_eq!(
        refused(forged.signature(), &bureau),
        [("paper-unknown-signer", None)]
    );
    assert_eq!(refused("", &bureau), [("paper-bad-signature", None)]);
    // a signature of another paper, batch or kind is none of this one
    let file = FileDigest::new(1, [1; 32]);
    let elsewhere = Receipt::of(&manifest("00112233445566bb"), file, day("2026-11-03"), true);
    let same_batch = Receipt::of(&manifest(BATCH), file, day("2026-11-03"), true);
    for other in [
        elsewhere.into(),
        same_batch.into(),
        Paper::from(attestation()),
    ] {
        let signature = other.sign(&own).unwrap();
        assert_eq!(
            refused(signature.signature(), &bureau),
            [("paper-bad-signature", None)]
        );
    }
    // all that is wrong is told
    let errors = Paper::verify(
        signed.json().as_bytes(),
        signed.signature().as_bytes(),
        &stranger,
        day("2026-11-01"),
    );
    assert_eq!(
        codes(&errors.unwrap_err()),
        [
            ("paper-in-future", Some("date")),
            ("paper-unknown-signer", None)
        ]
    );
}

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
    let long = format!("{}{}", receipt_json(), " ".repeat(super::LONGEST));
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
        include_str!("../../../docs/papers.schema.json") == Paper::json_schema(),
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

#[test]
fn a_refusal_names_findings_alone_each_once_and_in_order() {
    assert_eq!(
        refusal().codes().collect::<Vec<_>>(),
        ["bad-signature", "unknown-column"]
    );
    let file = FileDigest::new(9, [7; 32]);
    let of = |codes: &[&str]| Refusal::of(file, "C", "B", codes.iter().copied(), day(TODAY));
    for code in Code::ALL {
        let of_inspection = crate::inspect::listing::codes().any(|known| known == code.name());
        let is_finding = matches!(code.kind(), Kind::Finding | Kind::Batch) || of_inspection;
        assert_eq!(of(&[code.name()]).is_ok(), is_finding, "{code}");
    }
    for code in crate::inspect::listing::codes() {
        assert!(of(&[code]).is_ok(), "{code}");
    }
    let too_many: Vec<&str> = crate::inspect::listing::codes().collect();
    assert!(of(&[]).is_err());
    assert!(of(&["smith"]).is_err());
    assert_eq!(
        of(&too_many).is_ok(),
        too_many.len() <= super::refusal::MOST_CODES
    );
    let unnamed = Refusal::of(file, "unnamed", "", ["bad-cell"], day(TODAY)).unwrap_err();
    let keys: Vec<_> = codes(&unnamed).into_iter().map(|(_, key)| key).collect();
    assert_eq!(keys, [Some("controller"), Some("recipient")]);
}

#[test]
fn an_attestation_says_what_is_left_and_no_more_can_be_deleted_than_was_received() {
    let receipt = receipt();
    let on = day("2026-11-08");
    let part = |rows, photos| Attestation::of(&receipt, Extent::Part { rows, photos }, on);
    assert!(part(3, 0).is_ok());
    assert_eq!(
        codes(&part(4, 0).unwrap_err()),
        [("paper-malformed", Some("deleted.rows"))]
    );
    assert_eq!(
        codes(&part(0, 1).unwrap_err()),
        [("paper-malformed", Some("deleted.photos"))]
    );
    let early = Attestation::of(&receipt, Extent::Whole, day("2026-11-02")).unwrap_err();
    assert_eq!(codes(&early), [("paper-malformed", Some("date"))]);
    let whole = || Attestation::of(&receipt, Extent::Whole, on).unwrap();
    assert!(whole().with_backups_until(day("2026-11-07")).is_err());
    let later = day("2026-12-02");
    assert!(!whole().leaves_nothing_on(later));
    assert!(!whole().with_spool().leaves_nothing_on(later));
    assert!(!whole().with_ribbon().leaves_nothing_on(later));
    assert!(
        !part(3, 0)
            .unwrap()
            .with_spool()
            .with_ribbon()
            .leaves_nothing_on(later)
    );
    let all = whole().with_spool().with_ribbon();
    assert!(all.leaves_nothing_on(on) && !all.leaves_nothing_on(day("2026-11-07")));
    let backed = all.with_backups_until(day("2026-12-01")).unwrap();
    assert!(!backed.leaves_nothing_on(day("2026-12-01")) && backed.leaves_nothing_on(later));
}

#[test]
fn due_is_what_is_left_of_each_batch_and_its_last_day() {
    let receipt = receipt();
    let today = day("2026-11-10");
    let list = |papers: Vec<Paper>, is_here: bool, today: Day| {
        let mut due = Due::on(today);
        for paper in papers {
            due.add_paper(paper);
        }
        if is_here {
            due.add_batch(&manifest(BATCH));
        }
        due.in_order()
    };
    let left = |due: &Due, today| -> Vec<Vec<&str>> {
        let batches = due.batches();
        batches
            .map(|batch| {
                batch
                    .remains(today)
                    .iter()
                    .map(|what| what.name())
                    .collect()
            })
            .collect()
    };
    let received = list(vec![receipt.clone().into()], true, today);
    assert_eq!(
        left(&received, today),
        [["file", "rows", "spool", "ribbon"]]
    );
    assert!(
        received.is_overdue()
            && received
                .to_text()
                .contains("2026-11-09: OVERDUE, batch 00112233445566aa")
    );
    let in_time = list(vec![receipt.clone().into()], true, day("2026-11-09"));
    assert!(!in_time.is_overdue());
    // attested whole while it still lies there
    let still = list(
        vec![receipt.clone().into(), attestation().into()],
        true,
        today,
    );
    assert_eq!(left(&still, today), [["file", "ribbon", "backups"]]);
    let all = attestation().with_ribbon();
    let gone = list(
        vec![all.clone().into(), receipt.clone().into()],
        false,
        today,
    );
    assert_eq!(left(&gone, today), [["backups"]]);
    assert!(!gone.is_overdue());
    let later = day("2026-12-02");
    let gone = list(
        vec![all.clone().into(), receipt.clone().into()],
        false,
        later,
    );
    assert_eq!((gone.batches().count(), gone.gone()), (0, 1));
    // what is dated after today is not done yet
    let ahead = list(
        vec![all.clone().into(), receipt.clone().into()],
        false,
        day("2026-11-07"),
    );
    assert_eq!(
        left(&ahead, day("2026-11-07")),
        [["rows", "spool", "ribbon"]]
    );
    // an attestation without its batch, and a file that was refused and kept
    let unmet = list(
        vec![
            all.into(),
            refusal().into(),
            refusal().with_file_deleted().into(),
        ],
        false,
        today,
    );
    assert_eq!((unmet.unmet().len(), unmet.refused().count()), (1, 1));
    assert!(unmet.is_overdue() && unmet.to_text().contains("now: a file of Controller"));
    let json: Value = serde_json::from_str(&received.to_json()).unwrap();
    assert_eq!(crate::canonical_json::to_string(&json), received.to_json());
    assert_eq!(json["batches"][0]["received"], "2026-11-03");
    assert_eq!(json["batches"][0]["overdue"], true);
    assert_eq!(Remains::Backups.name(), "backups");
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
