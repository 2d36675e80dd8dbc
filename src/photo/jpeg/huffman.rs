//! Huffman tables (T.81, annexes C and F).

use super::super::why::Why;
use super::bits::Bits;

/// How many bits one look at the table resolves; hardly a code in use is longer.
const LOOK: u32 = 11;

/// One Huffman table, ready to look things up.
pub(super) struct Table {
    /// By the next bits: see [`Symbol`]; 0 if the code is longer.
    near: Box<[u32; 1 << LOOK]>,
    /// For each length the first code beyond it, and what leads from a code to its symbol.
    beyond: [(u32, u32); 17],
    symbols: [u8; 256],
}

/// What a look at the table tells: the code's length, the length with its number's bits, by how
/// many coefficients it leads on, and the symbol.
#[derive(Clone, Copy)]
pub(super) struct Symbol(u32);

/// By how many coefficients an end of block leads on: past every block's end.
pub(super) const END_OF_BLOCK: u32 = 128;

impl Symbol {
    const fn new(symbol: u8, length: u32) -> Self {
        let size = (symbol & 15) as u32;
        let run = (symbol >> 4) as u32;
        let steps = if size == 0 && run != 15 {
            END_OF_BLOCK
        } else {
            run + 1
        };
        Self(length | (length + size) << 8 | steps << 16 | (symbol as u32) << 24)
    }

    pub(super) const fn length(self) -> u32 {
        self.0 & 0xff
    }

    pub(super) const fn length_with_number(self) -> u32 {
        self.0 >> 8 & 0xff
    }

    pub(super) const fn steps(self) -> u32 {
        self.0 >> 16 & 0xff
    }

    pub(super) const fn size(self) -> u32 {
        self.0 >> 24 & 15
    }

    pub(super) const fn run(self) -> u32 {
        self.0 >> 28
    }
}

impl Table {
    /// From the counts of codes by length, and the symbols in their order.
    pub(super) fn new(definition: &Definition<'_>) -> Result<Self, Why> {
        let Definition {
            counts, symbols, ..
        } = definition;
        let mut table = Self {
            near: Box::new([0; 1 << LOOK]),
            beyond: [(0, 0); 17],
            symbols: [0; 256],
        };
        for (to, from) in table.symbols.iter_mut().zip(*symbols) {
            *to = *from;
        }
        let mut code = 0_u32;
        let mut index = 0_u32;
        let mut left = symbols.iter();
        for ((length, count), beyond) in (1_u32..).zip(*counts).zip(table.beyond.iter_mut().skip(1))
        {
            let offset = index.wrapping_sub(code);
            for symbol in left.by_ref().take(usize::from(*count)) {
                if code >= 1 << length {
                    return Err(Why::Damaged);
                }
                if length <= LOOK {
                    let first = (code << (LOOK - length)) as usize;
                    let same = 1_usize << (LOOK - length);
                    for near in table.near.iter_mut().skip(first).take(same) {
                        *near = Symbol::new(*symbol, length).0;
                    }
                }
                code += 1;
                index += 1;
            }
            *beyond = (code, offset);
            code <<= 1;
        }
        Ok(table)
    }

    /// The next code's symbol; its bits are not passed yet. At least 32 bits must wait.
    #[inline(always)]
    pub(super) fn look(&self, bits: &Bits<'_>) -> Result<Symbol, Why> {
        let index = bits.peek(LOOK) & ((1 << LOOK) - 1);
        match self.near.get(index as usize) {
            Some(0) | None => self.look_far(bits),
            Some(near) => Ok(Symbol(*near)),
        }
    }

    #[cold]
    fn look_far(&self, bits: &Bits<'_>) -> Result<Symbol, Why> {
        for (length, (beyond, offset)) in (1_u32..=16).zip(self.beyond.iter().skip(1)) {
            let code = (bits.peek(length) & 0xffff) as u32;
            if length > LOOK && code < *beyond {
                let symbol = self.symbols.get(code.wrapping_add(*offset) as usize);
                return symbol
                    .map(|symbol| Symbol::new(*symbol, length))
                    .ok_or(Why::Damaged);
            }
        }
        Err(Why::Damaged)
    }
}

/// A table as it stands in a file.
pub(super) struct Definition<'a> {
    pub(super) is_ac: bool,
    pub(super) place: usize,
    pub(super) counts: &'a [u8; 16],
    pub(super) symbols: &'a [u8],
}

/// The tables of a DHT segment.
pub(super) fn definitions(mut body: &[u8]) -> impl Iterator<Item = Result<Definition<'_>, Why>> {
    std::iter::from_fn(move || {
        let (place, rest) = body.split_first()?;
        let next = rest.split_first_chunk::<16>().and_then(|(counts, rest)| {
            let total: usize = counts.iter().map(|count| usize::from(*count)).sum();
            let (symbols, rest) = rest.split_at_checked(total)?;
            Some((counts, symbols, rest))
        });
        let Some((counts, symbols, rest)) = next else {
            body = &[];
            return Some(Err(Why::Damaged));
        };
        body = rest;
        if place & 15 > 3 || place >> 4 > 1 || symbols.len() > 256 {
            return Some(Err(Why::Damaged));
        }
        Some(Ok(Definition {
            is_ac: place >> 4 == 1,
            place: usize::from(place & 15),
            counts,
            symbols,
        }))
    })
}
