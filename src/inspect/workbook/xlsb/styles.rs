//! The styles of binary sheets.

use super::super::bytes::Bytes;
use super::super::colour::{BLACK, Colour, WHITE};
use super::super::content::Content;
use super::super::styles::{Font, Ground, Layout};
use super::super::text;
use super::records;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

fn colour(record: &mut Bytes<'_>) -> Option<Option<Colour>> {
    let (kind, index) = (record.u8()? >> 1, record.u8()?);
    let tint = i32::from(record.u16()?.cast_signed()) * 1000 / 0x7fff;
    let [red, green, blue, _] = record.u32()?.to_le_bytes();
    Some(match kind {
        1 => Some(Colour::indexed(index.into())),
        2 => Some(Colour::Plain(u32::from_be_bytes([0, red, green, blue]))),
        3 => Some(Colour::theme(index.into(), tint)),
        _ => None,
    })
}

/// Fonts, grounds, formats and styles.
pub(in crate::inspect::workbook) fn styles(
    bytes: &[u8],
    content: &mut Content,
    desk: &mut Desk<'_>,
) {
    let styles = &mut content.styles;
    let mut in_styles = false;
    records(bytes, desk, |id, mut record, desk| {
        match id {
            // BrtFont
            43 => {
                let height = record.u16()?;
                record.skip(10)?;
                styles.fonts.push(Font {
                    colour: colour(&mut record)?.unwrap_or(BLACK),
                    is_tiny: height < 40,
                });
                let name = record.skip(1).and_then(|()| record.wide_text());
                text::look_at_name(&name.unwrap_or_default(), desk);
                text::sentences(record.0, Sign::CustomXml, desk);
            }
            // BrtFmt
            44 => {
                let id = record.u16()?;
                let code = record.wide_text()?;
                text::look_at(desk, &code);
                styles.define(id.into(), &code);
            }
            // BrtFill
            45 => {
                let pattern = record.u32()?;
                let front = colour(&mut record)?;
                styles.grounds.push(match (pattern, front) {
                    (0, _) => Ground::Plain(WHITE),
                    (1, Some(front)) => Ground::Plain(front),
                    _ => Ground::Mixed,
                });
            }
            // BrtStyle, BrtBeginTableStyle
            48 | 510 => {
                record.skip(if id == 48 { 8 } else { 6 })?;
                let name = record.wide_text()?;
                text::look_at_name(&name, desk);
                text::sentences(record.0, Sign::CustomXml, desk);
            }
            // BrtBeginCellXFs, BrtEndCellXFs
            617 => in_styles = true,
            618 => in_styles = false,
            // BrtXF
            47 if in_styles => {
                record.skip(2)?;
                let (format, font, ground) = (record.u16()?, record.u16()?, record.u16()?);
                styles.push(font.into(), ground.into(), format.into());
                styles.lay_out_last(layout(&mut record).unwrap_or_default());
            }
            _ => text::sentences(record.0, Sign::CustomXml, desk),
        }
        Some(())
    });
}

/// How texts stand under a style.
fn layout(record: &mut Bytes<'_>) -> Option<Layout> {
    record.skip(3)?;
    let indent = record.u8()?.into();
    let how = record.u16()?;
    Some(Layout {
        indent,
        is_filling: how & 7 == 4,
        is_shrunk: how & 0x100 != 0,
    })
}
