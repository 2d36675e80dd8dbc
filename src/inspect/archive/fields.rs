//! Extra fields of an entry (APPNOTE 4.5 and 4.6.1): lengths, times and users in their own forms, other names. What
//! has another form, or is of a kind that nobody knows, may be anything.

use super::Member;
use crate::inspect::bytes::Bytes;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Years from 1980 to 2100 or so, in the highest bytes of a time of Windows.
const WINDOWS_TIMES: std::ops::RangeInclusive<u64> = 0x01a0..=0x0240;
/// Bytes of a number of a user.
const LONGEST_USER: usize = 8;

/// Looks at the extra fields of an entry, from the directory or from before its bytes.
pub(super) fn look(extra: &[u8], member: &Member, desk: &mut Desk<'_>) {
    let mut cursor = Bytes(extra);
    let mut odd = 0;
    while !cursor.0.is_empty() {
        // room that a program leaves for what comes next to begin at a round place
        if cursor.0.iter().all(|byte| *byte == 0) {
            break;
        }
        let before = cursor.0;
        let field = (|| {
            let (id, length) = (cursor.u16()?, cursor.u16()?);
            Some((id, cursor.take(length.into())?))
        })();
        let Some((id, field)) = field else {
            desk.text(&String::from_utf8_lossy(before));
            odd += 1;
            break;
        };
        if !is_number(id) {
            desk.text(&String::from_utf8_lossy(field));
        }
        if id == 0x7075 && !is_same_name(field, member) {
            desk.find(Sign::BadPath);
        }
        odd += u64::from(has_form(id, field, member).is_none());
    }
    desk.find_times(Sign::UnlistedData, odd, None);
}

/// Whether fields of this kind hold numbers alone.
const fn is_number(id: u16) -> bool {
    matches!(id, 0x0001 | 0x000a | 0x5455 | 0x5855 | 0x7855 | 0x7875)
}

/// Whether a field has the form of its kind; none if not.
fn has_form(id: u16, field: &[u8], member: &Member) -> Option<()> {
    let mut cut = Bytes(field);
    let is_one = match id {
        // lengths and the place of an entry, where they are longer than four bytes tell
        0x0001 => {
            let mut is_one = true;
            while cut.0.len() >= 8 {
                let number = cut.u64()?;
                is_one &= [0, member.size, member.packed, member.header].contains(&number);
            }
            is_one && (cut.0.is_empty() || cut.u32()? == 0)
        }
        0x000a => {
            let is_head = cut.u32()? == 0 && cut.u16()? == 1 && cut.u16()? == 24;
            let is_time = |time: u64| time == 0 || WINDOWS_TIMES.contains(&(time >> 48));
            is_head
                && is_time(cut.u64()?)
                && is_time(cut.u64()?)
                && is_time(cut.u64()?)
                && cut.0.is_empty()
        }
        // which times there are, and as many of them at most
        0x5455 => {
            let flags = cut.u8()?;
            flags <= 7
                && cut.0.len().is_multiple_of(4)
                && cut.0.len() / 4 <= flags.count_ones() as usize
        }
        0x5855 => matches!(field.len(), 8 | 12),
        0x7855 => matches!(field.len(), 0 | 4),
        0x7875 => {
            let is_first = cut.u8()? == 1;
            for _ in 0..2 {
                let length = usize::from(cut.u8()?);
                let _ = cut.take(Some(length).filter(|length| *length <= LONGEST_USER)?)?;
            }
            is_first && cut.0.is_empty()
        }
        // a name and a remark in UTF-8, with a sum of what stands in their place
        0x7075 | 0x6375 => cut.u8()? == 1 && cut.u32().is_some(),
        // how it is encrypted
        0x9901 => member.method == 99 && field.len() == 7 && field.get(2..4)? == b"AE",
        // the mark of an archive of Java
        0xcafe => field.is_empty(),
        // room, which begins with a mark and its own length
        0xa220 => {
            cut.u16()? == 0xa028 && cut.u16().is_some() && cut.0.iter().all(|byte| *byte == 0)
        }
        _ => false,
    };
    is_one.then_some(())
}

/// Whether another form of a name is the same in all letters that need no other.
fn is_same_name(field: &[u8], member: &Member) -> bool {
    let name = field.get(5..).unwrap_or_default();
    !member.name.is_ascii() || name == member.name
}
