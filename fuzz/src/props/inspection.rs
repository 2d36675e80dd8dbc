//! Inspection, and what it says about what it finds.

use std::io::Cursor;

use cardsieve::Profile;
use cardsieve::batch::Form;
use cardsieve::conformance::{Conformance, Severity};
use cardsieve::inspect::{Exceptions, Inspection, Inspector};

use super::words::{are_inspections, are_ours};

/// A text of any kind.
pub fn text(bytes: &[u8]) {
    for name in ["a.csv", "a.json"] {
        inspected(bytes, name);
    }
}

/// An archive, a batch among them.
pub fn archive(bytes: &[u8]) {
    inspected(bytes, "a.zip");
}

/// A workbook of any kind.
pub fn workbook(bytes: &[u8]) {
    for name in ["a.xlsx", "a.xls"] {
        inspected(bytes, name);
    }
}

/// A picture of any kind.
pub fn picture(bytes: &[u8]) {
    inspected(bytes, "a.jpg");
}

/// Any bytes are looked into to an end, alike as a stream and as a file, and what is said of them is in
/// our own words and numbers.
fn inspected(bytes: &[u8], name: &str) {
    let inspector = Inspector::new();
    let streamed = inspector.inspect(bytes, name).expect("memory can be read");
    let report = inspector
        .inspect_file(Cursor::new(bytes), name)
        .expect("memory can be read");
    assert_eq!(
        (streamed.kind(), streamed.rows(), streamed.findings()),
        (report.kind(), report.rows(), report.findings()),
        "a stream is not what its file is"
    );
    let mut inspection = Inspection::new(Severity::Suspect, Exceptions::default());
    inspection.add(report);
    are_inspections(&inspection.to_text().replacen(name, "", 1));
    for form in [
        inspection.to_json(),
        inspection.to_sarif(),
        inspection.to_html(),
    ] {
        assert!(!form.is_empty());
    }
}

/// Whether rows are what the profile allows; what is said if they are not holds no value.
pub(super) fn is_clean(profile: &Profile, bytes: &[u8], form: Form) -> bool {
    let report = Conformance::new(profile).check(bytes, Some(form));
    for finding in report.findings() {
        are_ours(&format!("{finding} {finding:?}"), bytes);
    }
    assert_eq!(report.is_clean(), report.findings().is_empty());
    report.is_clean()
}
