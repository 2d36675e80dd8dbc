//! The texts that cells share: kept within limits, and which of them no cell shows.

use std::collections::HashSet;

use super::styles::Font;

/// Bytes of all texts, and how many there may be.
const MOST_BYTES: usize = 64 << 20;
const MOST: usize = 4_000_000;
/// Fonts of one text.
const MOST_FONTS: usize = 32;

/// Shared texts, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Strings {
    texts: String,
    ends: Vec<u32>,
    /// Whether any cell refers to it, and whether one that is seen does.
    uses: Vec<Use>,
    /// Fonts of runs, of those texts that have runs of fonts of their own.
    runs: Vec<(u32, Font)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    None,
    Unseen,
    Seen,
}

impl Strings {
    /// Adds a text; false if there is no more room.
    pub(super) fn push(&mut self, text: &str) -> bool {
        if self.texts.len() + text.len() > MOST_BYTES || self.ends.len() >= MOST {
            return false;
        }
        self.texts.push_str(text);
        self.ends
            .push(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        self.uses.push(Use::None);
        true
    }

    /// Says that the text that comes next has a run in this font.
    pub(super) fn run(&mut self, font: Font) {
        let next = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let mut before = self.runs.iter().rev().take(MOST_FONTS);
        let is_new = before
            .clone()
            .take_while(|(at, _)| *at == next)
            .all(|(_, known)| *known != font);
        let has_room = before.nth(MOST_FONTS - 1).is_none_or(|(at, _)| *at != next);
        if is_new && has_room && self.runs.len() < MOST {
            self.runs.push((next, font));
        } else if is_new && let Some((_, last)) = self.runs.last_mut() {
            // what is said of no more fonts is taken for the worst
            last.is_tiny = true;
        }
    }

    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        self.texts.get(start..end)
    }

    /// Notes that a cell refers to a text.
    pub(super) fn touch(&mut self, index: usize, is_seen: bool) {
        if let Some(used) = self.uses.get_mut(index) {
            *used = match (*used, is_seen) {
                (Use::Seen, _) | (_, true) => Use::Seen,
                _ => Use::Unseen,
            };
        }
    }

    pub(super) fn fonts(&self, index: usize) -> impl Iterator<Item = Font> {
        let wanted = u32::try_from(index).unwrap_or(u32::MAX);
        let start = self.runs.partition_point(|(at, _)| *at < wanted);
        let runs = self.runs.get(start..).unwrap_or_default();
        runs.iter()
            .take_while(move |(at, _)| *at == wanted)
            .map(|(_, font)| *font)
    }

    /// The texts that a visible cell shows.
    pub(super) fn seen(&self) -> impl Iterator<Item = &str> {
        self.with(Use::Seen)
    }

    /// The texts that no cell refers to, unless a cell refers to the same text under another number.
    pub(super) fn orphans(&self) -> Vec<&str> {
        let mut orphans: Vec<_> = self
            .with(Use::None)
            .filter(|text| !text.trim().is_empty())
            .collect();
        if !orphans.is_empty() {
            let used: HashSet<_> = self.with(Use::Seen).chain(self.with(Use::Unseen)).collect();
            orphans.retain(|text| !used.contains(text));
        }
        orphans
    }

    fn with(&self, wanted: Use) -> impl Iterator<Item = &str> {
        let uses = self.uses.iter().enumerate();
        uses.filter(move |(_, used)| **used == wanted)
            .filter_map(|(index, _)| self.get(index))
    }
}
