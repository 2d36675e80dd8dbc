//! Huffman codes and their bits (ITU-T T.81, annexes C and F), read to be counted.

/// How many bits one look resolves.
const LOOK: u32 = 9;

/// A table, ready to look codes up.
pub(super) struct Table {
    /// By the next bits: the code's length and its symbol; 0 if the code is longer.
    near: Vec<u16>,
    /// For each length the first code beyond it, and what leads from a code to its symbol.
    beyond: [(u32, u32); 17],
    symbols: Vec<u8>,
}

impl Table {
    /// From the counts of codes by length, and the symbols in their order; none if there are more codes than bits.
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let mut table = Self {
            near: vec![0; 1 << LOOK],
            beyond: [(0, 0); 17],
            symbols: symbols.to_vec(),
        };
        let (mut code, mut index) = (0_u32, 0_u32);
        let mut left = symbols.iter();
        for ((length, count), beyond) in (1_u32..).zip(counts).zip(table.beyond.iter_mut().skip(1))
        {
            let offset = index.wrapping_sub(code);
            for symbol in left.by_ref().take(usize::from(*count)) {
                if code >= 1 << length {
                    return None;
                }
                if length <= LOOK {
                    let first = usize::try_from(code << (LOOK - length)).ok()?;
                    let same = 1_usize << (LOOK - length);
                    let entry = u16::try_from(length).ok()? << 8 | u16::from(*symbol);
                    table
                        .near
                        .iter_mut()
                        .skip(first)
                        .take(same)
                        .for_each(|near| *near = entry);
                }
                code += 1;
                index += 1;
            }
            *beyond = (code, offset);
            code <<= 1;
        }
        Some(table)
    }

    /// The next code's symbol; none if the bits are no code.
    #[inline]
    pub(super) fn next(&self, bits: &mut Bits<'_>) -> Option<u8> {
        bits.refill();
        let near = self.near.get(usize::try_from(bits.peek(LOOK)).ok()?)?;
        if *near != 0 {
            bits.pass(u32::from(near >> 8));
            return Some((near & 0xff) as u8);
        }
        for (length, (beyond, offset)) in (1_u32..=16).zip(self.beyond.iter().skip(1)) {
            let code = bits.peek(length);
            if length > LOOK && code < *beyond {
                bits.pass(length);
                return self
                    .symbols
                    .get(usize::try_from(code.wrapping_add(*offset)).ok()?)
                    .copied();
            }
        }
        None
    }
}

/// The bits between two restart markers, without stuffing. Behind the end there are zeros.
pub(super) struct Bits<'b> {
    bytes: &'b [u8],
    at: usize,
    waiting: u64,
    count: u32,
    taken: u64,
}

impl<'b> Bits<'b> {
    pub(super) const fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            waiting: 0,
            count: 0,
            taken: 0,
        }
    }

    /// Makes at least 32 bits wait.
    #[inline]
    fn refill(&mut self) {
        while self.count <= 56 {
            let byte = self.bytes.get(self.at).copied().unwrap_or(0);
            self.waiting |= u64::from(byte) << (56 - self.count);
            self.at += 1;
            self.count += 8;
        }
    }

    #[inline]
    fn peek(&self, count: u32) -> u32 {
        u32::try_from(self.waiting >> (64 - count)).unwrap_or(0)
    }

    #[inline]
    fn pass(&mut self, count: u32) {
        self.waiting <<= count;
        self.count -= count;
        self.taken += u64::from(count);
    }

    /// Takes up to 16 bits.
    #[inline]
    pub(super) fn take(&mut self, count: u32) -> u32 {
        if count == 0 {
            return 0;
        }
        self.refill();
        let bits = self.peek(count);
        self.pass(count);
        bits
    }

    /// Whether more was taken than there was.
    pub(super) const fn ran_out(&self) -> bool {
        self.taken > self.bytes.len() as u64 * 8
    }

    /// Whether what is left tells anything: bits that fill up are all alike.
    pub(super) fn rest_tells(&self) -> bool {
        let from = usize::try_from(self.taken / 8).unwrap_or(usize::MAX);
        let Some((first, rest)) = self.bytes.get(from..).and_then(<[u8]>::split_first) else {
            return false;
        };
        // of a byte that was begun the bits that are left
        let left = 0xff_u8 >> (self.taken % 8);
        let all = |byte: u8| first & left == byte & left && rest.iter().all(|other| *other == byte);
        let ones_then_zeros = first & left == left && rest.iter().all(|other| *other == 0);
        !(all(0) || all(0xff) || ones_then_zeros)
    }
}
