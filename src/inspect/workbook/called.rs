//! Names that somebody gave: of a sheet, of cells, of a table.

use crate::inspect::desk::Desk;
use crate::inspect::detect::{self, Severity};
use crate::inspect::sign::Sign;

/// What a column holds of people one by one, and a sheet is called after where it is of those people, or of guidance.
const OF_GROUPS: &[&str] = &[
    "access rights",
    "dates of employment",
    "firearms or skills",
    "free text",
    "manager",
    "terms of employment",
];

/// Looks at the name of a sheet, of which some words are told by themselves.
pub(super) fn sheet(name: &str, desk: &mut Desk<'_>) {
    desk.name(name);
    if !detect::is_told_in(name) {
        judge(name, desk);
    }
}

/// Judges a name as a heading is judged; what only may be meant otherwise is no name's fault.
pub(super) fn judge(name: &str, desk: &mut Desk<'_>) {
    let rule = detect::header(name);
    let is_forbidden = rule.is_some_and(|rule| {
        rule.severity == Severity::Forbidden && !OF_GROUPS.contains(&rule.kind_of_data)
    });
    desk.find_times(Sign::ForbiddenKey, is_forbidden.into(), None);
}

#[cfg(test)]
mod tests {
    use super::judge;
    use crate::inspect::desk::Desk;

    #[test]
    fn names_that_say_what_no_card_needs_are_told_from_others() {
        let is_told = |name: &str| {
            let mut desk = Desk::new(&crate::inspect::NOBODY);
            judge(name, &mut desk);
            !desk.told().is_empty()
        };
        for name in [
            "Salary",
            "Vetting",
            "Staff_DOB",
            "Home addresses",
            "NI numbers",
        ] {
            assert!(is_told(name), "{name}");
        }
        for name in [
            "Sheet1",
            "Tabelle1",
            "Cards",
            "Staff",
            "Personnel",
            "Photos",
            "Officers",
            "New starters",
            "Data",
            "Export",
            "Notes",
            "Lookup",
            "Ranks",
            "Comments",
            "Leavers",
            "Managers",
            "Grades",
            "Training",
            "Permissions",
            "Print_Area",
            "Print_Titles",
            "_xlnm.Print_Titles",
            "_xlnm._FilterDatabase",
            "_FilterDatabase",
            "_xlnm.Criteria",
            "_xlnm.Extract",
            "ExternalData_1",
            "Table1",
            "_xlchart.v1.0",
            "__Anonymous_Sheet_DB__0",
            "Area",
            "Rates",
            "Names",
            "List",
            "Summary",
            "Team",
            "Stations",
            "Departments",
            "Q1 2026",
            "March",
            "Contents",
            "Instructions",
            "Read me",
            "Pivot",
            "Excel_BuiltIn__FilterDatabase",
            "Warrant cards",
            "ID cards",
            "Cardholders",
            "Badges",
            "Orders",
            "Employees",
            "Members",
            "Users",
            "Import",
            "Template",
            "Batch 7",
            "Report",
            "Results",
            "Codes",
            "Visitors",
            "Contractors",
            "Sites",
            "Logo",
            "Data validation",
            "Drop downs",
            "Sheet1 (2)",
            "\u{d}",
        ] {
            assert!(!is_told(name), "{name}");
        }
    }
}
