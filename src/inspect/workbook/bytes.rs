//! Texts and numbers of binary sheets.

pub(super) use crate::inspect::bytes::Bytes;

impl Bytes<'_> {
    /// So many letters of two bytes.
    pub(super) fn wide(&mut self, letters: usize) -> Option<String> {
        let bytes = self.take(letters.checked_mul(2)?)?;
        Some(wide(bytes))
    }

    /// A text with its length in letters before it, in four bytes (MS-XLSB 2.5.168).
    pub(super) fn wide_text(&mut self) -> Option<String> {
        match self.u32()? {
            u32::MAX => Some(String::new()),
            letters => self.wide(letters as usize),
        }
    }
}

/// A text of two bytes a letter.
pub(super) fn wide(bytes: &[u8]) -> String {
    let units = bytes
        .chunks_exact(2)
        .map(|pair| pair.try_into().map_or(0, u16::from_le_bytes));
    char::decode_utf16(units)
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// A number in the short form of spreadsheets (MS-XLS 2.5.217).
pub(super) fn short_number(raw: u32) -> f64 {
    let value = if raw & 2 == 0 {
        f64::from_bits(u64::from(raw & !3) << 32)
    } else {
        f64::from(raw.cast_signed() >> 2)
    };
    if raw & 1 == 0 { value } else { value / 100.0 }
}

/// A number as text.
pub(super) fn number(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e18 {
        format!("{value:.0}")
    } else {
        value.to_string()
    }
}

/// Whether the tokens of a formula (MS-XLS 2.5.198) hold a value of their own.
pub(super) fn is_constant(tokens: &[u8]) -> bool {
    matches!(tokens.first(), Some(0x17 | 0x1d..=0x20 | 0x40 | 0x60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_are_read() {
        assert_eq!(number(short_number(0x3ff0_0000)), "1");
        assert_eq!(number(short_number(12345 << 2 | 2)), "12345");
        assert_eq!(number(short_number(12345 << 2 | 3)), "123.45");
        assert_eq!(
            number(short_number((-1_i32 << 2 | 2).cast_unsigned())),
            "-1"
        );
    }
}
