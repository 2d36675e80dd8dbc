//! The bits of an entropy-coded segment.

use memchr::memchr;

/// Undoes byte stuffing and splits at restart markers.
pub(super) struct Intervals<'a> {
    rest: &'a [u8],
    buffer: Vec<u8>,
}

impl<'a> Intervals<'a> {
    pub(super) const fn new(coded: &'a [u8]) -> Self {
        Self {
            rest: coded,
            buffer: Vec::new(),
        }
    }

    /// The bits up to the next restart marker or the end.
    pub(super) fn next(&mut self) -> Bits<'_> {
        self.buffer.clear();
        loop {
            let plain = memchr(0xff, self.rest).unwrap_or(self.rest.len());
            let (bytes, rest) = self
                .rest
                .split_at_checked(plain)
                .unwrap_or((self.rest, &[]));
            self.buffer.extend_from_slice(bytes);
            match rest {
                [0xff, 0x00, rest @ ..] => {
                    self.buffer.push(0xff);
                    self.rest = rest;
                }
                // fill bytes
                [0xff, rest @ ..] if rest.first() == Some(&0xff) => self.rest = rest,
                [0xff, _, rest @ ..] => {
                    self.rest = rest;
                    break;
                }
                _ => {
                    self.rest = &[];
                    break;
                }
            }
        }
        Bits {
            bytes: &self.buffer,
            at: 0,
            waiting: 0,
            count: 0,
        }
    }
}

/// Bits, the first of them on top. Behind the end there are zeros.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    waiting: u64,
    count: u32,
}

impl Bits<'_> {
    /// Makes at least 56 bits wait.
    #[inline(always)]
    pub(super) fn refill(&mut self) {
        let next = self
            .bytes
            .get(self.at..)
            .and_then(|rest| rest.first_chunk::<8>());
        let next = match next {
            Some(bytes) => u64::from_be_bytes(*bytes),
            None => self.last_bytes(),
        };
        self.waiting |= next >> self.count;
        self.at += ((63 - self.count) >> 3) as usize;
        self.count |= 56;
    }

    #[cold]
    fn last_bytes(&self) -> u64 {
        let mut last = [0; 8];
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        u64::from_be_bytes(last)
    }

    /// Sees to it that 32 bits can be looked at.
    #[inline(always)]
    pub(super) fn have_32(&mut self) {
        if self.count < 32 {
            self.refill();
        }
    }

    /// The next bits, up to 32 after [`Bits::have_32`]; not 0.
    #[inline(always)]
    pub(super) const fn peek(&self, count: u32) -> u64 {
        self.waiting >> (64 - count)
    }

    /// Passes bits that were looked at.
    #[inline(always)]
    pub(super) const fn pass(&mut self, count: u32) {
        self.waiting <<= count;
        self.count -= count;
    }

    /// Takes bits, up to 16; none are 0.
    #[inline(always)]
    pub(super) fn take(&mut self, count: u32) -> u32 {
        if count == 0 {
            return 0;
        }
        self.have_32();
        let bits = (self.peek(count) & 0xffff) as u32;
        self.pass(count);
        bits
    }

    /// Passes bits that nobody looks at, up to 64.
    #[inline(always)]
    pub(super) fn skip(&mut self, count: u32) {
        for count in [count.min(32), count.saturating_sub(32)] {
            if count > 0 {
                self.have_32();
                self.pass(count);
            }
        }
    }

    /// Whether more was taken than there was.
    #[inline(always)]
    pub(super) const fn ran_out(&self) -> bool {
        self.at * 8 > self.bytes.len() * 8 + self.count as usize
    }
}

/// T.81, F.12: the signed number of that many bits.
#[inline(always)]
pub(super) const fn extend(bits: u32, count: u32) -> i32 {
    let bits = bits.cast_signed();
    if count == 0 {
        0
    } else if bits >> (count - 1) == 0 {
        bits - (1 << count) + 1
    } else {
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_come_in_their_order_without_stuffing() {
        let mut intervals = Intervals::new(&[0xa5, 0xff, 0x00, 0x0f, 0xff, 0xd0, 0x80]);
        let mut bits = intervals.next();
        assert_eq!(
            (bits.take(4), bits.take(8), bits.take(12)),
            (0xa, 0x5f, 0xf0f)
        );
        assert!(!bits.ran_out());
        bits.take(1);
        assert!(bits.ran_out());
        let mut bits = intervals.next();
        assert_eq!(bits.take(1), 1);
        assert!(!bits.ran_out());
        assert!({
            let mut bits = intervals.next();
            bits.take(1);
            bits.ran_out()
        });
    }

    #[test]
    fn many_bits_are_those_of_the_bytes() {
        let bytes: Vec<u8> = (0..100_u8)
            .map(|byte| byte.wrapping_mul(37) & 0x7f)
            .collect();
        let mut intervals = Intervals::new(&bytes);
        let mut bits = intervals.next();
        let mut seen = String::new();
        for count in (1..=16).cycle().take(90) {
            let taken = bits.take(count);
            seen += &format!("{taken:0count$b}", count = count as usize);
        }
        let expected: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
        assert_eq!(seen, expected[..seen.len()]);
    }

    #[test]
    fn numbers_are_extended_as_the_standard_says() {
        let of_two: Vec<i32> = (0..4).map(|bits| extend(bits, 2)).collect();
        assert_eq!(of_two, [-3, -2, 2, 3]);
        assert_eq!((extend(0, 0), extend(0, 1), extend(1, 1)), (0, -1, 1));
        assert_eq!((extend(0, 15), extend(0x7fff, 15)), (-32767, 32767));
    }
}
