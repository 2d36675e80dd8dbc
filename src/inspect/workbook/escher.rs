//! Pictures within a workbook of Excel 97 to 2003 (MS-ODRAW 2.2.20 and 2.2.23).

use std::io::Cursor;

use super::bytes::Bytes;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;
use crate::inspect::walk;

/// Looks at the pictures of a drawing group, and says how many bytes they have.
pub(super) fn pictures(group: &[u8], desk: &mut Desk<'_>) -> u64 {
    let mut todo = vec![Bytes(group)];
    let mut bytes = 0;
    while let Some(mut cut) = todo.pop() {
        while let Some((version, instance, kind, content)) = record(&mut cut) {
            match kind {
                // containers of everything, and of pictures
                0xf000 | 0xf001 if version == 0xf => todo.push(Bytes(content)),
                // one picture, with its name and count before it
                0xf007 => {
                    let name = content.get(33).map_or(0, |length| usize::from(*length));
                    todo.extend(content.get(36 + name..).map(Bytes));
                }
                0xf018..=0xf117 => {
                    bytes += content.len() as u64;
                    picture(instance, kind, content, desk);
                }
                _ => {}
            }
        }
    }
    bytes
}

fn record<'b>(cut: &mut Bytes<'b>) -> Option<(u16, u16, u16, &'b [u8])> {
    let head = cut.u16()?;
    let kind = cut.u16()?;
    let length = cut.u32()? as usize;
    let content = cut.take(length.min(cut.0.len()))?;
    Some((head & 0xf, head >> 4, kind, content))
}

fn picture(instance: u16, kind: u16, content: &[u8], desk: &mut Desk<'_>) {
    desk.find(Sign::EmbeddedPicture);
    // one digest before the picture or two, by the lowest bit, and a byte
    let start = if instance & 1 == 0 { 17 } else { 33 };
    let file = match kind {
        0xf01d | 0xf01e | 0xf02a => content.get(start..),
        _ => None,
    };
    let Some(file) = file else {
        return desk.find(Sign::NotInspected);
    };
    desk.deeper(|desk| {
        if walk::file(&mut Cursor::new(file), None, desk).is_err() {
            desk.find(Sign::Damaged);
        }
    });
}
