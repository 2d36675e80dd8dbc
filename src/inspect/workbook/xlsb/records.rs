//! The records of a binary part: a number, a length and bytes (MS-XLSB 2.1.4).

use super::super::bytes::Bytes;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// The records of a part; the last is none if the part breaks off.
pub(super) struct Records<'b>(pub(super) Bytes<'b>);

impl<'b> Iterator for Records<'b> {
    type Item = Option<(u32, Bytes<'b>)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.0.is_empty() {
            return None;
        }
        let record = self.record();
        if record.is_none() {
            self.0 = Bytes(&[]);
        }
        Some(record)
    }
}

impl<'b> Records<'b> {
    fn record(&mut self) -> Option<(u32, Bytes<'b>)> {
        let mut id = u32::from(self.0.u8()?);
        if id & 0x80 != 0 {
            id = (id & 0x7f) | u32::from(self.0.u8()? & 0x7f) << 7;
        }
        let mut length = 0;
        for shift in [0, 7, 14, 21] {
            let byte = u32::from(self.0.u8()?);
            length |= (byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some((id, Bytes(self.0.take(length as usize)?)))
    }
}

/// Looks at each record of a part; what breaks off or is too short is told.
pub(super) fn records(
    bytes: &[u8],
    desk: &mut Desk<'_>,
    mut look: impl FnMut(u32, Bytes<'_>, &mut Desk<'_>) -> Option<()>,
) {
    if bytes.is_empty() {
        return desk.find(Sign::Damaged);
    }
    for record in Records(Bytes(bytes)) {
        let looked = record.and_then(|(id, content)| look(id, content, desk));
        if looked.is_none() {
            return desk.find(Sign::Damaged);
        }
    }
}
