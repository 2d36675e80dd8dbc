//! ICC.1:2022: texts of a colour profile.

use super::bytes::{Order, piece};
use super::texts;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// The texts that every profile has: its description and copyright, of whoever made the profile.
const OWN: &[&[u8]] = &[
    b"desc", b"cprt", b"dmnd", b"dmdd", b"vued", b"view", b"tech", b"lumi", b"meas",
];

/// Looks at a profile; one that cannot be read is told as text.
pub(super) fn look(profile: &[u8], desk: &mut Desk<'_>) {
    desk.find(Sign::IccProfile);
    texts(profile, desk);
    if tells(profile) != Some(false) {
        desk.find(Sign::IccText);
    }
}

/// Whether it holds a text beyond a profile's own.
fn tells(profile: &[u8]) -> Option<bool> {
    let count = Order::Big.place(profile, 128)?;
    let mut reached = 128 + 4 + count.checked_mul(12)?;
    let mut beyond = false;
    for index in 0..count.min(1000) {
        let entry = piece(profile, 132 + index * 12, 12)?;
        let (start, length) = (Order::Big.place(entry, 4)?, Order::Big.place(entry, 8)?);
        let content = piece(profile, start, length)?;
        reached = reached.max(start + length);
        let is_text = matches!(
            content.get(..4),
            Some(b"text" | b"mluc" | b"desc" | b"utf8" | b"zut8" | b"dict")
        );
        let is_own = OWN.iter().any(|own| entry.starts_with(own));
        beyond |= is_text && (!is_own || length > 4096);
    }
    Some(beyond || profile.len() > reached + 3)
}
