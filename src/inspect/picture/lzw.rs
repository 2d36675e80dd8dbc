//! LZW (GIF 89a appendix F, TIFF 6.0 section 13), only counted: what is packed beyond a picture's pixels, or
//! behind the code that ends them, is nothing that a reader sees.

/// The longest code.
const WIDEST: u32 = 12;
/// Bytes that fill up.
const MOST_FILLED: usize = 2;
/// Values by which programs miss the end.
const MISSED: u64 = 3;

/// How a format writes its codes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    /// Bits of a value that is no code.
    pub(super) bits: u32,
    /// Whether a code begins with its greatest bit, and is lengthened one early, as in TIFF.
    pub(super) is_tiff: bool,
}

/// Codes as they stand one behind another.
struct Codes<'b> {
    bytes: &'b [u8],
    at: usize,
    held: u32,
    count: u32,
    is_tiff: bool,
}

impl Codes<'_> {
    fn next(&mut self, width: u32) -> Option<usize> {
        while self.count < width {
            let byte = u32::from(*self.bytes.get(self.at)?);
            self.at += 1;
            self.held = if self.is_tiff {
                self.held << 8 | byte
            } else {
                self.held | byte << self.count
            };
            self.count += 8;
        }
        let mask = (1 << width) - 1;
        self.count -= width;
        let code = if self.is_tiff {
            let code = self.held >> self.count & mask;
            self.held &= (1 << self.count) - 1;
            code
        } else {
            let code = self.held & mask;
            self.held >>= width;
            code
        };
        Some(code as usize)
    }
}

/// Whether bytes stand behind the end of the codes, or codes behind the last of so many values; none if the
/// codes are damaged.
pub(super) fn has_more(bytes: &[u8], form: Form, values: u64) -> Option<bool> {
    if !(1..=8).contains(&form.bits) {
        return None;
    }
    let (clear, end) = (1_usize << form.bits, (1_usize << form.bits) + 1);
    let early = u32::from(form.is_tiff);
    let mut codes = Codes {
        bytes,
        at: 0,
        held: 0,
        count: 0,
        is_tiff: form.is_tiff,
    };
    // how many values each code stands for
    let mut lengths: Vec<u32> = vec![1; end + 1];
    let mut width = form.bits + 1;
    let mut before = None;
    let mut left = values.saturating_add(MISSED);
    while let Some(code) = codes.next(width) {
        if code == end {
            let rest = bytes.get(codes.at..).unwrap_or_default();
            return Some(rest.len() > MOST_FILLED || rest.iter().any(|byte| *byte != 0));
        }
        if code == clear {
            lengths.truncate(end + 1);
            width = form.bits + 1;
            before = None;
            continue;
        }
        let known = lengths.get(code).copied();
        let length = match (known, before) {
            (Some(length), _) => length,
            (None, Some(before)) if code == lengths.len() => u32::saturating_add(before, 1),
            _ => return None,
        };
        if let Some(before) = before
            && lengths.len() < 1 << WIDEST
        {
            lengths.push(u32::saturating_add(before, 1));
            let next = u32::try_from(lengths.len()).unwrap_or(u32::MAX);
            if next + early >= 1 << width && width < WIDEST {
                width += 1;
            }
        }
        before = Some(length);
        match left.checked_sub(length.into()) {
            Some(less) => left = less,
            None => return Some(true),
        }
    }
    Some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIF: Form = Form {
        bits: 2,
        is_tiff: false,
    };

    /// Codes of so many bits each, the least bit first.
    fn packed(codes: &[(u32, u32)]) -> Vec<u8> {
        let (mut held, mut count) = (0_u64, 0);
        let mut bytes = Vec::new();
        for (code, width) in codes {
            held |= u64::from(*code) << count;
            count += width;
            while count >= 8 {
                bytes.push(held.to_le_bytes()[0]);
                held >>= 8;
                count -= 8;
            }
        }
        if count > 0 {
            bytes.push(held.to_le_bytes()[0]);
        }
        bytes
    }

    #[test]
    fn what_stands_behind_the_end_code_is_known() {
        let codes = [(4, 3), (1, 3), (2, 3), (5, 3)];
        let plain = packed(&codes);
        assert_eq!(has_more(&plain, GIF, 2), Some(false));
        let more = [&plain[..], b"moved"].concat();
        assert_eq!(has_more(&more, GIF, 2), Some(true));
        let filled = [&plain[..], &[0]].concat();
        assert_eq!(has_more(&filled, GIF, 2), Some(false));
    }

    #[test]
    fn codes_beyond_the_last_pixel_are_known() {
        let more = [
            (1, 3),
            (2, 3),
            (4, 3),
            (1, 3),
            (2, 3),
            (4, 3),
            (1, 3),
            (5, 3),
        ];
        let codes = [&[(4, 3), (1, 3), (2, 3), (3, 3), (4, 4)][..], &more].concat();
        let bytes = packed(&codes);
        assert_eq!(has_more(&bytes, GIF, 8), Some(false));
        assert_eq!(has_more(&bytes, GIF, 2), Some(true));
        assert_eq!(has_more(&packed(&[(4, 3), (7, 3)]), GIF, 2), None);
    }
}
