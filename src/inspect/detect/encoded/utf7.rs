//! UTF-7: characters of UTF-16 in letters of base64.
//!
//! Source: RFC 2152.

use super::sextet;

/// `+AEE-`: UTF-16 in letters of base64. Letters that are read for nothing are taken off what may be.
pub(super) fn seven_bits(text: &str, out: &mut String, may_be_read: &mut usize) -> Option<usize> {
    let letters = text.get(1..)?;
    let values = letters.bytes().map_while(|b| match b {
        b'-' | b'_' => None,
        letter => sextet(letter),
    });
    let (mut waiting, mut bits, mut length) = (0_u32, 0, 0);
    let mut units = Units::default();
    let mut fits = true;
    for value in values.take(*may_be_read) {
        waiting = (waiting << 6 | u32::from(value)) & 0x3f_ffff;
        bits += 6;
        length += 1;
        if bits >= 16 {
            bits -= 16;
            fits = units.add(u16::try_from(waiting >> bits & 0xffff).unwrap_or(0));
            if !fits {
                break;
            }
        }
    }
    let is_whole = length >= 3 && bits < 6 && waiting & ((1 << bits) - 1) == 0;
    let plain = units.text().filter(|_| fits && is_whole);
    let Some(plain) = plain else {
        *may_be_read -= length;
        return None;
    };
    out.push_str(&plain);
    let ended = letters.get(length..)?.starts_with('-');
    Some(1 + length + usize::from(ended))
}

/// UTF-16 as far as it is a text.
#[derive(Default)]
struct Units {
    units: Vec<u16>,
    /// The first half of a pair was the last.
    is_half: bool,
}

impl Units {
    /// Adds one; false if no text goes on with it.
    fn add(&mut self, unit: u16) -> bool {
        let is_second = matches!(unit, 0xdc00..=0xdfff);
        let fits = is_second == self.is_half && !matches!(unit, 0..=0x1f | 0x7f..=0x9f);
        self.is_half = matches!(unit, 0xd800..=0xdbff);
        self.units.push(unit);
        fits
    }

    fn text(self) -> Option<String> {
        String::from_utf16(&self.units).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::super::decoded;
    use super::*;

    #[test]
    fn letters_in_seven_bits_are_read_no_more_than_so_often() {
        let mut out = String::new();
        // each plus begins a reading that goes on to the end, and is none there
        let text = format!("{}AA", "+".repeat(1000));
        let mut may_be_read = 16 * text.len();
        let read: Vec<_> = (0..1000)
            .map(|at| seven_bits(&text[at..], &mut out, &mut may_be_read))
            .collect();
        assert!(read.iter().filter(|read| read.is_none()).count() > 300);
        assert_eq!(may_be_read, 0);
        // what is no text is left at once
        may_be_read = 1000;
        let jumbled = format!("+{}", "AAE".repeat(100));
        assert_eq!(seven_bits(&jumbled, &mut out, &mut may_be_read), None);
        assert!(may_be_read > 990);
        // and a number behind others is read
        let text = format!("{} +AFEAUQ-123456C", "+AAE+9x+QQ".repeat(400));
        let text = decoded(&text);
        assert!(text.is_some_and(|text| text.contains("QQ123456C")));
    }
}
