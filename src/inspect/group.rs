//! Findings that differ in their columns alone.

use super::place::{Letters, Place};
use super::report::Finding;

/// One finding and those that are like it.
pub(super) struct Group<'f> {
    pub(super) first: &'f Finding,
    pub(super) rest: Vec<&'f Finding>,
}

/// The groups, in the order of their first findings.
pub(super) fn groups(findings: &[Finding]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for finding in findings {
        // findings of one kind follow one another
        match groups
            .last_mut()
            .filter(|group| is_alike(group.first, finding))
        {
            Some(group) => group.rest.push(finding),
            None => groups.push(Group {
                first: finding,
                rest: Vec::new(),
            }),
        }
    }
    groups
}

fn is_alike(one: &Finding, other: &Finding) -> bool {
    let (place, of) = (one.place(), other.place());
    let of_columns = place.column.is_some() && of.column.is_some();
    of_columns
        && place.entries == of.entries
        && place.sheet == of.sheet
        && (one.what(), one.severity(), one.allowed())
            == (other.what(), other.severity(), other.allowed())
}

impl<'f> Group<'f> {
    pub(super) fn all(&self) -> impl Iterator<Item = &'f Finding> {
        std::iter::once(self.first).chain(self.rest.iter().copied())
    }

    /// How many times all of it was found.
    pub(super) fn times(&self) -> u64 {
        self.all()
            .fold(0, |sum, finding| sum.saturating_add(finding.count()))
    }

    /// The file or sheet in which the columns are, if it is not the file at hand.
    pub(super) fn outer(&self) -> String {
        let place = self.first.place();
        let outer = Place {
            entries: place.entries.clone(),
            sheet: place.sheet,
            ..Place::default()
        };
        outer.to_string()
    }

    /// Each column once: `3 (C) dob [date of birth]`.
    pub(super) fn columns(&self) -> impl Iterator<Item = String> {
        self.all().map(|finding| {
            let place = finding.place();
            let column = place.column.unwrap_or(0);
            let mut text = format!("{column} ({})", Letters(column));
            if let Some(header) = &place.header {
                text += &format!(" {header}");
            }
            if let Some(about) = place.about {
                text += &format!(" [{about}]");
            }
            text
        })
    }
}
