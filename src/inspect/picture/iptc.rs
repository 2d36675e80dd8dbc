//! Photoshop's resources, one of which is IPTC-IIM 4.2.

use super::bytes::{Order, piece};
use super::texts;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Looks at a block of resources: IPTC, thumbnails, paths, names.
pub(super) fn photoshop(mut rest: &[u8], desk: &mut Desk<'_>) {
    desk.find(Sign::Iptc);
    texts(rest, desk);
    while let Some((number, used)) = resource(rest) {
        if matches!(number, 0x0409 | 0x040c) {
            desk.find(Sign::Thumbnail);
        }
        rest = rest.get(used..).unwrap_or_default();
    }
}

/// The number of the first resource, and how many bytes it takes.
fn resource(bytes: &[u8]) -> Option<(u16, usize)> {
    (piece(bytes, 0, 4)? == b"8BIM").then_some(())?;
    let number = Order::Big.half(bytes, 4)?;
    let name = usize::from(*bytes.get(6)?) + 1;
    let head = 6 + name + name % 2;
    let length = Order::Big.place(bytes, head)?;
    Some((
        number,
        (head + 4).checked_add(length)?.checked_add(length % 2)?,
    ))
}
