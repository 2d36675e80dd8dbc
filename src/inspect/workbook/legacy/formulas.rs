//! Formulas in Excel 97 to 2003: of cells, of several cells, and of rules for how cells look.

use super::super::biff::{Letters, Record};
use super::super::bytes::{Bytes, number};
use super::super::text;
use super::super::tokens::{self, Form};
use super::{Legacy, Sheet};
use crate::inspect::desk::Desk;
use crate::inspect::place::First;
use crate::inspect::sign::Sign;

impl Legacy {
    pub(super) fn formula(
        &mut self,
        sheet: &mut Sheet,
        at: (u32, u32, u16),
        mut cut: Bytes<'_>,
        desk: &mut Desk<'_>,
    ) -> Option<()> {
        self.keep_said(sheet, "");
        sheet.formulas.cell(at.0, at.1);
        sheet.awaited = None;
        let raw = cut.u64()?;
        match (raw >> 48, raw & 0xff) {
            // a text, which comes in a record of its own
            (0xffff, 0) => sheet.awaited = Some(at),
            (0xffff, 1) => {
                let value = if raw & 0xff_0000 == 0 {
                    "FALSE"
                } else {
                    "TRUE"
                };
                self.put(sheet, at, value, false, None, desk);
            }
            (0xffff, 2) => self.put(sheet, at, "#VALUE!", false, None, desk),
            (0xffff, _) => {}
            _ => self.put(sheet, at, &number(f64::from_bits(raw)), true, None, desk),
        }
        cut.skip(6)?;
        let length = cut.u16()?;
        let tokens = cut.take(length.into())?;
        let said = tokens::look(tokens, cut.0, Form::Old(self.letters), desk);
        sheet.said = (First::cell(at.0, at.1), said);
        // a reference to the formula that is shared, with the cell where that stands
        let is_shared = tokens.first() == Some(&1);
        (!is_shared || tokens.len() >= 5).then_some(())
    }

    /// Keeps what the last formula says of its own, but for what is a part of what its cell shows.
    pub(super) fn keep_said(&mut self, sheet: &mut Sheet, value: &str) {
        let (at, said) = std::mem::take(&mut sheet.said);
        let said = said.iter().filter(|said| !value.contains(said.trim()));
        for text in said {
            self.asides
                .keep_at(Some(sheet.number), at.clone(), Sign::InvisibleText, text);
        }
    }

    /// A formula of several cells.
    pub(super) fn shared(
        &mut self,
        sheet: &Sheet,
        record: &Record<'_>,
        desk: &mut Desk<'_>,
    ) -> Option<()> {
        let bytes = record.bytes();
        let mut cut = Bytes(&bytes);
        let (row, _, column, _) = (cut.u16()?, cut.u16()?, cut.u8()?, cut.u8()?);
        cut.skip(match (record.id, self.letters) {
            (0x221, Letters::Unicode) => 6,
            _ => 2,
        })?;
        let length = cut.u16()?;
        let tokens = cut.take(length.into())?;
        let at = First::cell(u32::from(row) + 1, column.into());
        self.keep_own(sheet, &at, tokens, cut.0, desk);
        Some(())
    }

    /// A rule for how cells look, whose formulas stand behind the look.
    pub(super) fn rule(&mut self, sheet: &Sheet, record: &Record<'_>, desk: &mut Desk<'_>) {
        let bytes = record.bytes();
        match formulas(record.id, &bytes) {
            Some((tokens, before)) => {
                for tokens in tokens {
                    self.keep_own(sheet, &sheet.ruled, tokens, &[], desk);
                }
                text::sentences(before, Sign::CustomXml, desk);
            }
            None => text::sentences(&bytes, Sign::CustomXml, desk),
        }
    }

    pub(super) fn keep_own(
        &mut self,
        sheet: &Sheet,
        at: &First,
        tokens: &[u8],
        lists: &[u8],
        desk: &mut Desk<'_>,
    ) {
        for text in tokens::look(tokens, lists, Form::Old(self.letters), desk) {
            self.asides
                .keep_at(Some(sheet.number), at.clone(), Sign::InvisibleText, &text);
        }
    }
}

/// The tokens of a rule's two formulas, and what stands before them (MS-XLS 2.4.42 and 2.4.43).
fn formulas(id: u16, bytes: &[u8]) -> Option<([&[u8]; 2], &[u8])> {
    let is_new = id == 0x87a;
    let mut cut = Bytes(bytes);
    cut.skip(if is_new { 14 } else { 2 })?;
    let lengths = [cut.u16()?, cut.u16()?].map(usize::from);
    let all = lengths.iter().sum();
    if is_new {
        // no look is two bytes
        let look = match cut.u32()? {
            0 => 2,
            length => length as usize,
        };
        cut.skip(look)?;
    } else {
        let look = cut.0.len().checked_sub(all)?;
        cut.skip(look)?;
    }
    let before = bytes.get(..bytes.len() - cut.0.len())?;
    let [first, second] = lengths;
    Some(([cut.take(first)?, cut.take(second)?], before))
}
