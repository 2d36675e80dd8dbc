//! Which scans of a progressive picture have to be read (T.81, annex G), and of which nothing is kept.

use super::component::Component;
use super::segments::{Part, Segments};

/// What a scan is good for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It tells no coefficient that is kept, nor how one that does is read.
    None,
    Plain,
    /// A later scan of use can only be read by whoever knows what this one found.
    Refined,
}

/// The use of each part of the file that is a scan.
pub(super) fn plan(segments: &Segments<'_>, components: &[Component]) -> Vec<Use> {
    // for each component which coefficients are of use, and which of them will be refined
    let mut of_use: Vec<(u64, u64)> = components
        .iter()
        .map(|component| (below(u32::try_from(component.keep).unwrap_or(64)), 0))
        .collect();
    let use_of = |part: &Part<'_>| {
        let Part::Scan(header, _) = part else {
            return Use::None;
        };
        if !segments.frame.is_progressive || header.first == 0 {
            return Use::Plain;
        }
        let band = span(header.first.into(), header.last.into());
        let mut found = Use::None;
        for named in &header.components {
            let component = components.iter().position(|one| one.id == named.id);
            let state = component.and_then(|place| of_use.get_mut(place));
            let Some((of_use, refined)) = state.filter(|(of_use, _)| of_use & band != 0) else {
                continue;
            };
            found = if *refined & band != 0 {
                Use::Refined
            } else {
                Use::Plain
            };
            if header.high > 0 {
                *of_use |= band;
                *refined |= band;
            }
        }
        found
    };
    let mut plan: Vec<Use> = segments.parts.iter().rev().map(use_of).collect();
    plan.reverse();
    plan
}

/// The places from the first to the last.
#[inline(always)]
pub(super) const fn span(first: u32, last: u32) -> u64 {
    below(last + 1) & !below(first)
}

/// The places before this one.
#[inline(always)]
pub(super) const fn below(place: u32) -> u64 {
    if place < 64 {
        (1 << place) - 1
    } else {
        u64::MAX
    }
}
