//! Findings that differ in their places alone.

use super::place::{Column, Letters, Place};
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

/// Each finding by itself.
pub(super) fn single(findings: &[Finding]) -> Vec<Group<'_>> {
    let single = |first| Group {
        first,
        rest: Vec::new(),
    };
    findings.iter().map(single).collect()
}

fn is_alike(one: &Finding, other: &Finding) -> bool {
    (one.what(), one.severity(), one.allowed()) == (other.what(), other.severity(), other.allowed())
        && one.next_step() == other.next_step()
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

    /// How many there are, as one finding has it: `4 rows`.
    pub(super) fn many(&self) -> String {
        Finding {
            count: self.times(),
            ..self.first.clone()
        }
        .many()
    }

    /// Whether all of them are columns of one table.
    pub(super) fn is_of_columns(&self) -> bool {
        let first = self.first.place();
        self.all().all(|finding| {
            let place = finding.place();
            place.column.is_some() && (&place.entries, place.sheet) == (&first.entries, first.sheet)
        })
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

    /// Each column once: `3 (C) dob [date of birth] from row 2`; those that follow one another and are alike as
    /// `3 (C) to 9 (I)`.
    pub(super) fn columns(&self) -> Vec<String> {
        let mut runs: Vec<(&Finding, u32)> = Vec::new();
        for finding in self.all() {
            let column = finding.place().column.unwrap_or(0);
            match runs.last_mut() {
                Some((first, last))
                    if last.checked_add(1) == Some(column) && is_told_alike(first, finding) =>
                {
                    *last = column;
                }
                _ => runs.push((finding, column)),
            }
        }
        runs.into_iter()
            .map(|(first, last)| columns(first, last))
            .collect()
    }

    /// Each place once, with how many are there if it is one of several: `sheet 2, first in row 3, 4 rows`.
    pub(super) fn places(&self) -> impl Iterator<Item = String> {
        self.all().map(|finding| {
            let place = match finding.place() {
                whole if *whole == Place::default() => "the file".to_owned(),
                place => place.to_string(),
            };
            let times = if self.rest.is_empty() {
                String::new()
            } else {
                finding.times()
            };
            place + &finding.within() + &times
        })
    }
}

/// Whether the same is said of both columns.
fn is_told_alike(one: &Finding, other: &Finding) -> bool {
    let said = |finding: &Finding| {
        (
            finding.place().about,
            finding.first_row().filter(|row| *row > 0),
        )
    };
    let is_named = |finding: &Finding| finding.place().header.is_some();
    !is_named(one) && !is_named(other) && said(one) == said(other)
}

/// From the column of a finding to another.
fn columns(finding: &Finding, last: u32) -> String {
    let place = finding.place();
    let column = Column {
        position: last,
        header: place.header.as_deref(),
        about: place.about,
    };
    let first = place.column.unwrap_or(0);
    let mut text = match last.saturating_sub(first) {
        0 => column.to_string(),
        1 => format!("{first} ({}) and {column}", Letters(first)),
        _ => format!("{first} ({}) to {column}", Letters(first)),
    };
    if let Some(row) = finding.first_row().filter(|row| *row > 0) {
        text += &format!(" from row {row}");
    }
    text
}
