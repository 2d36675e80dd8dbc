//! Digits, appended without detours: a sample has more than a hundred numbers a row.

/// The last `width` decimal digits of `value`, 20 at most.
pub(super) fn padded(mut value: u64, width: usize, out: &mut String) {
    let mut digits = [b'0'; 20];
    for digit in digits.iter_mut().rev().take(width) {
        *digit = ascii(value % 10);
        value /= 10;
    }
    push_last(&digits, width, out);
}

/// The last `width` hexadecimal digits of `value`, 16 at most, in lower case.
pub(super) fn hex(mut value: u64, width: usize, out: &mut String) {
    let mut digits = [b'0'; 16];
    for digit in digits.iter_mut().rev().take(width) {
        *digit = ascii(value & 15);
        value >>= 4;
    }
    push_last(&digits, width, out);
}

/// The decimal digits of `value`, without leading zeros.
pub(super) fn plain(value: u64, out: &mut String) {
    padded(
        value,
        value.checked_ilog10().map_or(1, |log| log as usize + 1),
        out,
    );
}

/// The digit of a value below 16.
fn ascii(value: u64) -> u8 {
    b"0123456789abcdef"
        .get((value & 15) as usize)
        .copied()
        .unwrap_or(b'0')
}

fn push_last(digits: &[u8], width: usize, out: &mut String) {
    let last = digits
        .get(digits.len().saturating_sub(width)..)
        .unwrap_or(digits);
    out.push_str(std::str::from_utf8(last).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_formatter_would() {
        for value in [0, 7, 10, 99, 100, 12_345, u64::MAX] {
            let mut out = String::new();
            padded(value, 3, &mut out);
            assert_eq!(out, format!("{:03}", value % 1000));
            out.clear();
            hex(value, 16, &mut out);
            assert_eq!(out, format!("{value:016x}"));
            out.clear();
            plain(value, &mut out);
            assert_eq!(out, value.to_string());
        }
    }
}
