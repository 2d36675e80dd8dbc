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

/// A workbook of two columns and two hidden rows.
fn workbook() -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"r0\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let cell =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |row: u32, hidden: u32, one: &str, other: &str| {
        let cells = cell(&format!("A{row}"), one) + &cell(&format!("B{row}"), other);
        format!("<row r=\"{row}\" hidden=\"{hidden}\">{cells}</row>")
    };
    let rows = [
        row(1, 0, "rank", "dob"),
        row(2, 0, "Constable", CANARY),
        row(3, 1, "Constable", CANARY),
        row(4, 1, "Sergeant", CANARY),
    ];
    let sheet = format!(
        "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>{}</sheetData></worksheet>",
        rows.concat()
    );
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"urn:r\"><sheets><sheet name=\"Cards\" sheetId=\"1\" r:id=\"r0\"/></sheets></workbook>".to_owned(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relation("worksheet", "worksheets/sheet1.xml"),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let entries = parts
        .iter()
        .map(|(name, text)| entry(name, text.as_bytes()));
    archive(&entries.collect::<Vec<_>>(), b"")
}

#[test]
fn the_first_row_and_column_and_how_many_are_told_in_every_form() {
    let inspection = inspection(&[("a.xlsx", workbook())], Severity::Suspect, "");
    let [text, json, sarif, html, _] = told(&inspection);
    for line in [
        "suspect: hidden-rows in sheet 1, first in row 3, 2 rows: rows are hidden\n",
        "suspect: hidden-columns in sheet 1, first in column 2 (B) [date of birth], 2 columns: ",
        "forbidden: forbidden-column in sheet 1 › column 2 (B) [date of birth]: ",
    ] {
        assert!(text.contains(line), "{line} {text}");
    }
    for cells in [
        "<td>sheet 1, first in row 3</td><td>rows are hidden (<code>hidden-rows</code>)</td><td>2 rows</td>",
        "<td>sheet 1, first in column 2 (B) [date of birth]</td>",
    ] {
        assert!(html.contains(cells), "{cells} {html}");
    }
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let findings = json["files"][0]["findings"].as_array().unwrap();
    let finding = |code: &str| {
        let mut found = findings.iter().filter(|finding| finding["code"] == code);
        found.next().unwrap().clone()
    };
    let rows = finding("hidden-rows");
    assert_eq!((&rows["first_row"], &rows["count"]), (&3.into(), &2.into()));
    assert!(rows["first_column"].is_null());
    let columns = finding("hidden-columns");
    assert_eq!(
        (&columns["first_column"], &columns["count"]),
        (
            &serde_json::json!({ "about": "date of birth", "column": 2, "header": null }),
            &2.into()
        )
    );
    let schema: serde_json::Value = serde_json::from_str(&Inspection::json_schema()).unwrap();
    jsonschema::validate(&schema, &json).unwrap();
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let place = |code: &str| {
        let mut found = results.iter().filter(|result| result["ruleId"] == code);
        let result = found.next().unwrap();
        result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"].clone()
    };
    assert_eq!(place("hidden-rows"), "sheet 1 › row 3");
    assert_eq!(
        place("hidden-columns"),
        "sheet 1 › column 2 (B) [date of birth]"
    );
}

#[test]
fn findings_that_differ_in_their_places_alone_are_told_together() {
    let pdf = b"%PDF-1.7";
    let files = [
        (
            "a.zip",
            archive(&[entry("1.pdf", pdf), entry("2.pdf", pdf)], b""),
        ),
        ("b.csv", b"dob,dob,dob,dob,dob\n".to_vec()),
    ];
    let [text, _, _, html, _] = told(&inspection(&files, Severity::Suspect, ""));
    let lines = "not-inspected in 2 places: a part was not looked into, so that nobody can say what it holds\n    \
                 entry 1 › a PDF; entry 2 › a PDF\n    next: ";
    assert!(text.contains(lines), "{text}");
    assert!(
        html.contains("<td>entry 1 › a PDF<br>\nentry 2 › a PDF</td>"),
        "{html}"
    );
    // columns that follow one another, and of which the same is said
    assert!(
        text.contains("    1 (A) to 5 (E) [date of birth]\n"),
        "{text}"
    );
}
