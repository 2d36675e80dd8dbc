//! Inspection, and what it says about what it finds.

use cardsieve::Profile;
use cardsieve::batch::Form;
use cardsieve::conformance::Conformance;

use super::words::are_ours;

/// Whether rows are what the profile allows; what is said if they are not holds no value.
pub(super) fn is_clean(profile: &Profile, bytes: &[u8], form: Form) -> bool {
    let report = Conformance::new(profile).check(bytes, Some(form));
    for finding in report.findings() {
        are_ours(&format!("{finding} {finding:?}"), bytes);
    }
    assert_eq!(report.is_clean(), report.findings().is_empty());
    report.is_clean()
}
