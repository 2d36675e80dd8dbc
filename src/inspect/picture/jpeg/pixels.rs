//! What a JPEG's pixels are made of (ITU-T T.81, annexes B, F and G): its frame, tables and scans. They are read only to
//! tell what belongs to a pixel from what stands beside it.

use super::coded::{self, Component, Scan};
use super::huffman::Table;
use crate::inspect::desk::Desk;
use crate::inspect::picture::bytes::Order;
use crate::inspect::picture::texts;
use crate::inspect::sign::Sign;

/// So many blocks of all scans are read: a photo of a hundred megapixels has two million in each of ten.
const MOST_BLOCKS: u64 = 40_000_000;
/// Of a picture that comes in steps so many are remembered.
const MOST_KNOWN: u64 = 4_000_000;

/// A table, and whether a scan or the frame uses it.
struct Slot<T> {
    table: Option<T>,
    is_used: bool,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self {
            table: None,
            is_used: false,
        }
    }
}

/// The frame, the tables that hold, and what was odd.
#[derive(Default)]
pub(super) struct Pixels {
    components: Vec<Component>,
    size: Option<(u16, u16)>,
    is_progressive: bool,
    /// Of another process, which is not read.
    is_other: bool,
    dc: [Slot<Table>; 4],
    ac: [Slot<Table>; 4],
    quantisation: [Slot<()>; 4],
    restart: u32,
    blocks: u64,
    is_unused: bool,
    is_beyond: bool,
    is_damaged: bool,
    is_unread: bool,
}

impl Pixels {
    pub(super) const fn size(&self) -> Option<(u16, u16)> {
        self.size
    }

    /// Takes a segment of frame, tables or scan; what stands behind its end is no part of it.
    pub(super) fn take(&mut self, marker: u8, content: &[u8], desk: &mut Desk<'_>) {
        let whole = match marker {
            0xc4 => self.huffman(content),
            0xdb => self.quantisation(content),
            0xdd => {
                self.restart = Order::Big.half(content, 0).map_or(0, u32::from);
                content.len() == 2
            }
            // how many lines there are
            0xdc => content.len() == 2,
            // of arithmetic coding
            0xcc => self.is_other,
            0xda => content
                .first()
                .is_some_and(|count| content.len() == 4 + 2 * usize::from(*count)),
            _ => self.frame(marker, content),
        };
        if !whole {
            desk.find(Sign::UnknownChunk);
            texts(content, desk);
        }
    }

    fn frame(&mut self, marker: u8, content: &[u8]) -> bool {
        let size = Order::Big.half(content, 3).zip(Order::Big.half(content, 1));
        let is_second = self.size.is_some();
        self.size = size.or(self.size);
        self.is_progressive = marker == 0xc2;
        self.is_other |= marker > 0xc2;
        let Some((head, rest)) = content.split_first_chunk::<6>() else {
            return false;
        };
        let count = usize::from(head.last().copied().unwrap_or(0));
        let Some((components, behind)) = rest.split_at_checked(count * 3) else {
            return false;
        };
        for [id, factors, table] in components.as_chunks::<3>().0 {
            let (across, down) = (u32::from(factors >> 4), u32::from(factors & 15));
            self.components
                .push(Component::new(*id, across, down, *table));
        }
        !is_second && behind.is_empty()
    }

    fn quantisation(&mut self, mut content: &[u8]) -> bool {
        while let Some((place, rest)) = content.split_first() {
            let length = if place >> 4 == 0 { 64 } else { 128 };
            let (Some(slot), Some(after)) = (
                self.quantisation.get_mut(usize::from(place & 15)),
                rest.get(length..),
            ) else {
                return false;
            };
            self.is_unused |= slot.table.is_some() && !slot.is_used;
            *slot = Slot {
                table: Some(()),
                is_used: false,
            };
            content = after;
        }
        true
    }

    fn huffman(&mut self, mut content: &[u8]) -> bool {
        while let Some((place, rest)) = content.split_first() {
            let Some((counts, rest)) = rest.split_first_chunk::<16>() else {
                return false;
            };
            let total = counts.iter().map(|count| usize::from(*count)).sum();
            let slots = if place >> 4 == 0 {
                &mut self.dc
            } else {
                &mut self.ac
            };
            let (Some(slot), Some((symbols, after))) = (
                slots.get_mut(usize::from(place & 15)),
                rest.split_at_checked(total),
            ) else {
                return false;
            };
            let table = Table::new(counts, symbols);
            if place >> 4 > 1 || table.is_none() || !differ(symbols) {
                return false;
            }
            self.is_unused |= slot.table.is_some() && !slot.is_used;
            *slot = Slot {
                table,
                is_used: false,
            };
            content = after;
        }
        true
    }

    /// Reads a scan, whose header was taken.
    pub(super) fn scan(&mut self, header: &[u8], coded: &[u8]) {
        if self.is_other || self.is_unread || self.is_damaged {
            return;
        }
        match self.read(header, coded) {
            Some(is_beyond) => self.is_beyond |= is_beyond,
            None => self.is_damaged = true,
        }
    }

    /// Whether more stands there than the pixels are made of; none if it is no scan.
    fn read(&mut self, header: &[u8], coded: &[u8]) -> Option<bool> {
        let (count, rest) = header.split_first()?;
        let (named, rest) = rest.split_at_checked(usize::from(*count) * 2)?;
        let [first, last, shift, ..] = rest else {
            return None;
        };
        let (width, height) = self
            .size
            .filter(|(width, height)| *width > 0 && *height > 0)?;
        let scan = Scan {
            is_progressive: self.is_progressive,
            first: u32::from(*first),
            last: u32::from(*last),
            is_again: shift >> 4 > 0,
            restart: self.restart,
            size: (u32::from(width), u32::from(height)),
        };
        let (needs_dc, needs_ac) = scan.needs();
        let mut members = Vec::new();
        for [id, tables] in named.as_chunks::<2>().0 {
            let place = self
                .components
                .iter()
                .position(|component| component.id == *id)?;
            let component = self.components.get(place)?;
            if let Some(slot) = self.quantisation.get_mut(usize::from(component.table)) {
                slot.is_used = true;
            }
            let (dc, ac) = (usize::from(tables >> 4), usize::from(tables & 15));
            if needs_dc {
                self.dc.get_mut(dc)?.is_used = true;
            }
            if needs_ac {
                self.ac.get_mut(ac)?.is_used = true;
            }
            members.push((place, dc, ac));
        }
        let most =
            |factor: fn(&Component) -> u32| self.components.iter().map(factor).max().unwrap_or(1);
        let most = (
            most(|component| component.across),
            most(|component| component.down),
        );
        let mut blocks = 0;
        for component in &mut self.components {
            component.lie(scan.size, most)?;
            blocks += component.blocks();
        }
        self.blocks = self.blocks.saturating_add(blocks);
        if self.blocks > MOST_BLOCKS || self.is_progressive && blocks > MOST_KNOWN {
            self.is_unread = true;
            return Some(false);
        }
        let table = |slots: &[Slot<Table>; 4], place: usize| {
            slots
                .get(place)
                .and_then(|slot| slot.table.as_ref())
                .is_some()
        };
        let is_told = members.iter().all(|(_, dc, ac)| {
            (!needs_dc || table(&self.dc, *dc)) && (!needs_ac || table(&self.ac, *ac))
        });
        if !is_told {
            return None;
        }
        let tables = |(place, dc, ac): &(usize, usize, usize)| coded::Member {
            place: *place,
            dc: self.dc.get(*dc).and_then(|slot| slot.table.as_ref()),
            ac: self.ac.get(*ac).and_then(|slot| slot.table.as_ref()),
        };
        let members: Vec<_> = members.iter().map(tables).collect();
        coded::read(&scan, &members, &mut self.components, most, coded)
    }

    /// Tells what was odd.
    pub(super) fn tell(&self, desk: &mut Desk<'_>) {
        fn left<T>(slots: &[Slot<T>; 4]) -> bool {
            slots
                .iter()
                .any(|slot| slot.table.is_some() && !slot.is_used)
        }
        let is_read = !self.is_other && !self.is_unread && !self.is_damaged;
        if self.is_unused
            || is_read && (left(&self.dc) || left(&self.ac) || left(&self.quantisation))
        {
            desk.find(Sign::UnknownChunk);
        }
        if self.is_beyond {
            desk.find(Sign::TrailingBytes);
        }
        if self.is_damaged {
            desk.find(Sign::Damaged);
        }
        if self.is_other || self.is_unread {
            desk.find(Sign::NotInspected);
        }
    }
}

/// Whether no symbol stands twice: the second is never read.
fn differ(symbols: &[u8]) -> bool {
    let mut seen = [false; 256];
    symbols.iter().all(|symbol| {
        seen.get_mut(usize::from(*symbol))
            .is_some_and(|seen| !std::mem::replace(seen, true))
    })
}
