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
    wide(profile, desk);
    if tells(profile) != Some(false) {
        desk.find(Sign::IccText);
    }
}

/// The texts in several languages, which are written in UTF-16 (10.15).
fn wide(profile: &[u8], desk: &mut Desk<'_>) {
    for start in memchr::memmem::find_iter(profile, b"mluc").take(100) {
        let count = Order::Big.place(profile, start + 8).unwrap_or(0);
        for record in 0..count.min(100) {
            let entry = start + 16 + record * 12;
            let Some(text) = Order::Big
                .place(profile, entry + 4)
                .zip(Order::Big.place(profile, entry + 8))
                .and_then(|(length, at)| piece(profile, start.checked_add(at)?, length))
            else {
                continue;
            };
            let units = text.chunks_exact(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0,
            });
            let text: String = char::decode_utf16(units)
                .map(|letter| letter.unwrap_or(' '))
                .collect();
            desk.text(&text);
        }
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
