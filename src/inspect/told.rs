//! An inspection in each form in which it is told.

mod html;
mod json;
mod sarif;
mod schema;
mod text;

use super::report::Finding;
use super::verdict::Inspection;

/// One place in a report where people are told what an exception is for.
fn allowed<'i>(inspection: &'i Inspection, finding: &Finding) -> Option<&'i str> {
    let position = finding.allowed()?;
    inspection
        .exceptions
        .iter()
        .nth(position)
        .map(super::exception::Exception::reason)
}

pub(super) fn count(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
