//! The tokens of formulas in binary workbooks (MS-XLS 2.5.198, MS-XLSB 2.5.97): what they hold of their own.

use super::biff::{self, Letters};
use super::bytes::{Bytes, number};
use super::formula;
use super::text;
use crate::inspect::desk::Desk;
use crate::inspect::place;

/// So many values of one list are looked at.
const MOST: usize = 100_000;

/// Whose tokens they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Of Excel 97 to 2003, and of Excel 5.
    Old(Letters),
    /// Of a binary sheet of today.
    New,
}

/// Looks at what a formula holds of its own, and gives the texts of it that no cell may ever show. Its lists stand behind
/// its tokens.
pub(super) fn look(tokens: &[u8], lists: &[u8], form: Form, desk: &mut Desk<'_>) -> Vec<String> {
    let mut found = Found::default();
    if found.read(tokens, lists, form).is_none() {
        // in tokens that are not known, a text is at least one
        text::within(tokens, desk);
        text::runs(tokens, |text| found.texts.push(text.to_owned()));
    }
    formula::own(found.texts, found.numbers, desk)
}

/// Whether a formula holds a text.
pub(super) fn has_text(tokens: &[u8], lists: &[u8], form: Form) -> bool {
    let mut found = Found::default();
    let _ = found.read(tokens, lists, form);
    !found.texts.is_empty()
}

/// The cells of one sheet that a formula leads to, if it does nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    /// Rows and columns are counted from 0, from the first to the last.
    pub(super) rows: (u32, u32),
    pub(super) columns: (u32, u32),
}

impl Area {
    pub(super) fn of(tokens: &[u8], form: Form) -> Option<Self> {
        let mut cut = Bytes(tokens);
        // PtgArea3d, in its three classes
        matches!(cut.u8()?, 0x3b | 0x5b | 0x7b).then_some(())?;
        cut.skip(2)?;
        let rows = match form {
            Form::Old(Letters::Unicode) => (cut.u16()?.into(), cut.u16()?.into()),
            Form::Old(Letters::Page) => return None,
            Form::New => (cut.u32()?, cut.u32()?),
        };
        // how the columns are meant stands in their upper bits
        let columns = (
            u32::from(cut.u16()? & 0x3fff),
            u32::from(cut.u16()? & 0x3fff),
        );
        cut.0.is_empty().then_some(Self { rows, columns })
    }

    /// `A1:C4`.
    pub(super) fn name(self) -> String {
        let cell = |row: u32, column: u32| {
            let letters = place::Letters(column.saturating_add(1));
            format!("{letters}{}", row.saturating_add(1))
        };
        let (first, last) = (self.rows.0, self.rows.1);
        format!(
            "{}:{}",
            cell(first, self.columns.0),
            cell(last, self.columns.1)
        )
    }
}

#[derive(Default)]
struct Found {
    texts: Vec<String>,
    numbers: Vec<String>,
}

impl Found {
    fn read(&mut self, tokens: &[u8], lists: &[u8], form: Form) -> Option<()> {
        let mut cut = Bytes(tokens);
        let mut lists = Bytes(lists);
        while !cut.0.is_empty() {
            let token = cut.u8()?;
            // operands are there in three classes
            let kind = if token >= 0x40 {
                token & 0x1f | 0x20
            } else {
                token
            };
            match kind {
                0x17 => {
                    let text = short_text(&mut cut, form)?;
                    self.texts.push(text);
                }
                0x1e => {
                    let value = cut.u16()?;
                    self.number(value.into());
                }
                0x1f => {
                    let value = cut.f64()?;
                    self.number(value);
                }
                0x20 => {
                    cut.skip(if form == Form::New { 14 } else { 7 })?;
                    self.list(&mut lists, form)?;
                }
                // what Excel asks or tells of a formula; one kind has a table behind it
                0x19 => {
                    let flags = cut.u8()?;
                    let length = cut.u16()?;
                    if flags & 4 != 0 {
                        cut.skip(2 * (usize::from(length) + 1))?;
                    }
                }
                // of tables and pivots
                0x18 => match cut.u8()? {
                    0x19 => cut.skip(12)?,
                    _ => cut.skip(4)?,
                },
                _ => cut.skip(length(kind, form)?)?,
            }
        }
        Some(())
    }

    fn number(&mut self, value: f64) {
        self.numbers.push(number(value));
    }

    /// A list of values, row by row.
    fn list(&mut self, lists: &mut Bytes<'_>, form: Form) -> Option<()> {
        let many = match form {
            Form::New => (lists.u32()? as usize).checked_mul(lists.u32()? as usize)?,
            Form::Old(_) => {
                let columns = usize::from(lists.u8()?) + 1;
                columns * (usize::from(lists.u16()?) + 1)
            }
        };
        for _ in 0..many.min(MOST) {
            match (lists.u8()?, form) {
                (0, Form::New) | (1, Form::Old(_)) => {
                    let value = lists.f64()?;
                    self.number(value);
                }
                (1, Form::New) => {
                    let letters = lists.u16()?;
                    self.texts.push(lists.wide(letters.into())?);
                }
                (2, Form::New) => lists.skip(1)?,
                (4, Form::New) => lists.skip(4)?,
                (2, Form::Old(letters)) => {
                    let length = match letters {
                        Letters::Unicode => lists.u16()?.into(),
                        Letters::Page => lists.u8()?.into(),
                    };
                    self.texts.push(biff::text(lists, length, letters)?);
                }
                (0 | 4 | 0x10, Form::Old(_)) => lists.skip(8)?,
                _ => return None,
            }
        }
        Some(())
    }
}

fn short_text(cut: &mut Bytes<'_>, form: Form) -> Option<String> {
    match form {
        Form::New => {
            let letters = cut.u16()?;
            cut.wide(letters.into())
        }
        Form::Old(letters) => {
            let length = cut.u8()?;
            biff::text(cut, length.into(), letters)
        }
    }
}

/// How many bytes follow a token of this kind; none if there is no such.
fn length(kind: u8, form: Form) -> Option<usize> {
    let of = |old: usize, five: usize, new: usize| match form {
        Form::Old(Letters::Unicode) => old,
        Form::Old(Letters::Page) => five,
        Form::New => new,
    };
    Some(match kind {
        // where the shared formula or the table stands
        0x01 | 0x02 => 4,
        // operators, brackets, an argument that is not there
        0x03..=0x16 => 0,
        // errors, truths
        0x1c | 0x1d => 1,
        // functions
        0x21 => 2,
        0x22 => 3,
        // names
        0x23 => of(4, 14, 4),
        0x39 => of(6, 24, 6),
        // cells, near and relative to the cell
        0x24 | 0x2a | 0x2c => of(4, 3, 6),
        0x25 | 0x2b | 0x2d => of(8, 6, 12),
        0x26..=0x28 => 6,
        0x29 => 2,
        // cells of other sheets
        0x3a | 0x3c => of(6, 17, 8),
        0x3b | 0x3d => of(10, 20, 14),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_long_numbers_are_read_from_among_all_other_tokens() {
        let others = |cell: usize, area: usize, far: usize, areas: usize, unused: usize| {
            let with = |token: u8, length: usize| [vec![token], vec![0; length]].concat();
            [
                with(0x44, cell),
                with(0x25, area),
                with(0x5a, far),
                with(0x3b, areas),
                with(0x43, 4),
                with(0x19, 3),
                // a choice between two
                vec![0x19, 4, 1, 0, 0, 0, 0, 0],
                with(0x42, 3),
                with(0x41, 2),
                with(0x60, unused),
                vec![0x03, 0x08, 0x15, 0x1d, 1, 0x1e, 5, 0],
                vec![0x1f],
                1_234_567_891_f64.to_le_bytes().to_vec(),
            ]
            .concat()
        };
        let mut desk = Desk::new(&crate::inspect::NOBODY);
        let wide: Vec<u8> = "left".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (form, tokens, text, list) in [
            (
                Form::Old(Letters::Unicode),
                others(4, 8, 6, 10, 7),
                b"\x17\x05\0moved".to_vec(),
                b"\0\0\0\x02\x04\0\0left".to_vec(),
            ),
            (
                Form::New,
                others(6, 12, 8, 14, 14),
                b"\x17\x05\0m\0o\0v\0e\0d\0".to_vec(),
                [&b"\x01\0\0\0\x01\0\0\0\x01\x04\0"[..], &wide].concat(),
            ),
        ] {
            let all = [&tokens[..], &text].concat();
            let found = look(&all, &list, form, &mut desk);
            assert_eq!(found, ["left", "moved", "1234567891"], "{form:?}");
            assert!(has_text(&all, &list, form));
            let plain = [0x17_u8, 1, 0, b'x', 0];
            let plain = if form == Form::New {
                &plain[..]
            } else {
                &plain[..4]
            };
            assert_eq!(look(plain, &[], form, &mut desk), [""; 0]);
        }
        let five = [vec![0x44, 0, 0, 0], b"\x17\x05moved".to_vec()].concat();
        let form = Form::Old(Letters::Page);
        assert_eq!(look(&five, &[], form, &mut desk), ["moved"]);
        // of no kind that there is
        let odd = b"\x3f\x00she was moved after it";
        let found = look(odd, &[], Form::New, &mut desk);
        assert_eq!(found, ["she was moved after it"]);
    }
}
