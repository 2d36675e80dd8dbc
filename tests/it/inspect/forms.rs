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
