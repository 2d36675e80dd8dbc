//! Reports: no form of them holds a value of what was inspected.

use cardsieve::inspect::{Exceptions, Inspection, Inspector, Severity, Verdict};

use super::zip::{archive, entry};

const CANARY: &str = "ZQXCANARY7731";

fn inspection(files: &[(&str, Vec<u8>)], least: Severity, exceptions: &str) -> Inspection {
    let exceptions: Exceptions = exceptions.parse().unwrap();
    let inspector = Inspector::new().with_exceptions(&exceptions);
    let mut inspection = Inspection::new(least, exceptions);
    for (name, bytes) in files {
        inspection.add(inspector.inspect(&bytes[..], name).unwrap());
    }
    inspection
}

fn told(inspection: &Inspection) -> [String; 5] {
    [
        inspection.to_text(),
        inspection.to_json(),
        inspection.to_sarif(),
        inspection.to_html(),
        format!("{inspection:?}"),
    ]
}

#[test]
fn no_report_holds_a_value_a_name_or_a_header() {
    let row = format!("{CANARY},a\n{CANARY},{CANARY}\n1,2,{CANARY}\n\n{CANARY}\n");
    let object =
        format!("[{{\"{CANARY}\":\"{CANARY}\",\"{CANARY}\":[{{\"x{CANARY}\":1}}]}}] {CANARY}");
    let mut odd = entry(&format!("../{CANARY}/{CANARY}.jpg"), row.as_bytes());
    odd.comment = CANARY.as_bytes().to_vec();
    let bytes = archive(
        &[odd, entry(&format!("{CANARY}.json"), object.as_bytes())],
        CANARY.as_bytes(),
    );
    let picture = [
        &b"\xff\xd8\xff\xfe\0\x0f"[..],
        CANARY.as_bytes(),
        b"\xff\xd9",
        CANARY.as_bytes(),
    ]
    .concat();
    let files = [
        ("a.csv", row.into_bytes()),
        ("b.json", object.into_bytes()),
        ("c.zip", bytes),
        ("d.jpg", picture),
    ];
    let inspection = inspection(&files, Severity::Note, "");
    assert!(
        inspection
            .reports()
            .iter()
            .all(|report| !report.findings().is_empty())
    );
    for form in told(&inspection) {
        assert!(!form.contains(CANARY), "{form}");
    }
}

#[test]
fn the_verdict_counts_from_a_severity_on_and_minds_the_exceptions() {
    let comment = vec![("a.csv", b"a,b\n#1,2\n".to_vec())];
    let verdict = |least, exceptions: &str| inspection(&comment, least, exceptions).verdict();
    assert_eq!(verdict(Severity::Suspect, ""), Verdict::Refuse);
    assert_eq!(verdict(Severity::Forbidden, ""), Verdict::Accept);
    assert_eq!(
        verdict(Severity::Suspect, "comment-line@* their tool writes it"),
        Verdict::Accept
    );
    assert_eq!(
        verdict(Severity::Suspect, "nul-byte@* another"),
        Verdict::Refuse
    );
    let allowed = inspection(
        &comment,
        Severity::Suspect,
        "comment-line@* their tool writes it",
    );
    for form in &told(&allowed)[..4] {
        assert!(form.contains("their tool writes it"), "{form}");
    }
    let unknown = vec![("a.pdf", b"%PDF-1.7".to_vec())];
    assert!(
        inspection(&unknown, Severity::Suspect, "name-disagrees@* x").verdict()
            == Verdict::CannotTell
    );
    assert_eq!(
        inspection(&[], Severity::Suspect, "").verdict(),
        Verdict::CannotTell
    );
    assert!(
        inspection(&comment, Severity::Suspect, "")
            .to_text()
            .starts_with("REFUSE\n")
    );
}

#[test]
fn a_page_runs_nothing_and_fetches_nothing() {
    let files = [("<script>&\".csv", b"a,a\n1,2,3\n".to_vec())];
    let page = inspection(&files, Severity::Suspect, "").to_html();
    assert!(page.contains("&lt;script&gt;&amp;&quot;.csv"));
    for word in [
        "<script", "http:", "https:", "src=", "<link", "@import", "url(",
    ] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn sarif_has_every_property_that_its_standard_demands_and_no_other() {
    let mut odd = entry("z.csv", b"name\nAda\n");
    odd.extra = vec![0x55, 0x54, 1, 0, 0];
    let files = [
        ("f.zip", archive(&[odd], b"")),
        ("a b/\u{e9}%.csv", b"a,dob,a\n1,2,3,4\n#,,,\n".to_vec()),
        (
            "c.zip",
            archive(&[entry("x/../y.csv", b"nino\nQQ123456C\n")], b"c"),
        ),
        ("d.pdf", b"%PDF-1.7".to_vec()),
        ("e.csv", b"name\nAda\n".to_vec()),
    ];
    let inspection = inspection(
        &files,
        Severity::Note,
        "comment-line@* their tool writes it",
    );
    let text = inspection.to_sarif();
    let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
    let judged: serde_sarif::sarif::Sarif = serde_json::from_str(&text).unwrap();
    // what the standard does not know would be lost on the way
    assert_eq!(serde_json::to_value(&judged).unwrap(), whole);
    let [run] = &judged.runs[..] else {
        panic!("one run")
    };
    let results = run.results.as_ref().unwrap();
    let rules = run.tool.driver.rules.as_ref().unwrap();
    assert!(results.len() > 6, "{}", results.len());
    for result in results {
        let id = result.rule_id.as_ref().unwrap();
        assert!(rules.iter().any(|rule| rule.id == *id), "{id}");
        let locations = result.locations.as_ref().unwrap();
        for location in locations {
            let physical = location.physical_location.as_ref().unwrap();
            let uri = physical
                .artifact_location
                .as_ref()
                .unwrap()
                .uri
                .as_ref()
                .unwrap();
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte);
            assert!(uri.bytes().all(plain), "{uri}");
        }
    }
    let suppressed = results
        .iter()
        .filter(|result| result.suppressions.is_some());
    assert_eq!(suppressed.count(), 1);
    for level in ["\"error\"", "\"warning\"", "\"note\""] {
        assert!(text.contains(level), "{level}");
    }
}
