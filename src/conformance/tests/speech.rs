//! What a report says, and what it never says.

use super::*;
use crate::conformance::Severity;

const CANARY: &str = "canary-7f3a91";

fn speaks(report: &Report) -> bool {
    let all = format!("{report}\n{report:?}\n{:#?}\n{}", report, report.to_json()).to_lowercase();
    all.contains("canary") || all.contains("7f3a91")
}

#[test]
fn no_report_holds_a_planted_value_wherever_it_was_planted() {
    let presets = ["warrant-card", "nhs-card"].map(|name| Profile::preset(name).unwrap());
    for profile in presets.into_iter().chain(others().into_iter().skip(2)) {
        let conformance = Conformance::new(&profile);
        for form in FORMS {
            let text = written(&profile, form, 5);
            for at in 0..=text.len() {
                let mut planted = text.clone();
                planted.splice(at..at, CANARY.bytes());
                let report = conformance.check(&planted, Some(form));
                assert!(!report.is_clean() && !speaks(&report), "{at} {form:?}");
            }
        }
    }
    let conformance = Conformance::new(&Profile::preset("warrant-card").unwrap());
    for text in [
        CANARY.to_owned(),
        format!("{CANARY},{CANARY}\r\n{CANARY}\r\n"),
        format!("{{\"{CANARY}\":{{\"{CANARY}\":\"{CANARY}\"}}}}\n"),
        format!("{{\"record_ref\":\"{CANARY}\"}}"),
        format!("{{{CANARY}\n"),
    ] {
        let report = conformance.check(text.as_bytes(), None);
        assert!(!report.is_clean() && !speaks(&report));
    }
    assert_eq!(format!("{conformance:?}"), "Conformance { .. }");
}

#[test]
fn a_report_is_canonical_json_and_a_line_a_finding() {
    let profile = Profile::preset("shell-card").unwrap();
    let report =
        Conformance::new(&profile).check(b"record_ref,dob\r\naaaaaaaaaaaaaaaa,1\nA,2\n", None);
    let fingerprint = profile.fingerprint();
    assert_eq!(
        report.to_json(),
        format!(
            "{{\"clean\":false,\"counts\":{{\"bad-cell\":1,\"missing-column\":3,\"unknown-column\":1}},\"findings\":[\
             {{\"code\":\"unknown-column\",\"column\":2,\"line\":1,\"row\":null,\"severity\":\"forbidden\"}},\
             {{\"code\":\"missing-column\",\"column\":\"card_design\",\"line\":1,\"row\":null,\"severity\":\"suspect\"}},\
             {{\"code\":\"missing-column\",\"column\":\"card_serial\",\"line\":1,\"row\":null,\"severity\":\"suspect\"}},\
             {{\"code\":\"missing-column\",\"column\":\"credential_no\",\"line\":1,\"row\":null,\"severity\":\"suspect\"}},\
             {{\"code\":\"bad-cell\",\"column\":\"record_ref\",\"line\":3,\"row\":2,\"severity\":\"forbidden\"}}],\
             \"form\":\"csv\",\"format\":\"cardsieve-inspection-1\",\
             \"profile\":{{\"fingerprint\":\"{fingerprint}\",\"name\":\"shell-card\"}},\"rows\":2,\"unlisted\":0}}"
        )
    );
    let text = report.to_string();
    assert_eq!(text.lines().count(), 6);
    assert!(text.starts_with(
        "forbidden: unknown-column (line 1) in column #2: a column is not one of the profile's\n"
    ));
    assert_eq!(report.worst(), Some(Severity::Forbidden));
}

#[test]
fn a_thousand_findings_are_listed_and_all_are_counted() {
    let profile = Profile::preset("shell-card").unwrap();
    let mut bytes = b"record_ref,card_design,card_serial,credential_no\r\n".to_vec();
    bytes.extend("A,D1,C1,1\r\n".repeat(2500).bytes());
    let report = Conformance::new(&profile).check(&bytes, None);
    // The serial number repeats from the second row on.
    assert_eq!(
        (report.findings().len(), report.total(), report.rows()),
        (1000, 4999, 2500)
    );
    assert!(
        report.to_json().contains("\"unlisted\":3999")
            && report.to_string().contains("… and 3999 more")
    );
}

#[test]
fn every_finding_has_a_code_of_its_kind_and_severities_have_names() {
    for severity in Severity::ALL {
        assert_eq!(Severity::from_name(severity.name()), Some(*severity));
    }
    assert!(Severity::Note < Severity::Suspect && Severity::Suspect < Severity::Forbidden);
    assert_eq!(Severity::from_name("harmless"), None);
}
