//! Text in any encoding that spreadsheets write, as UTF-8 while it is read.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text as UTF-8, where its first bytes say that it is in UTF-16; as it is otherwise.
pub(super) fn reader<'r>(
    source: &'r mut dyn super::archive::Source,
    head: &[u8],
) -> Box<dyn Read + 'r> {
    match wide(head) {
        Some(encoding) => Box::new(Decoded {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            ready: Vec::new(),
            taken: 0,
            ended: false,
        }),
        None => Box::new(source),
    }
}

/// The bytes in windows-1252, in which every byte is a character.
pub(super) fn windows_1252(bytes: &[u8]) -> Cow<'_, str> {
    WINDOWS_1252.decode_without_bom_handling(bytes).0
}

/// UTF-16 by its mark, or because every other byte is zero.
pub(super) fn wide(head: &[u8]) -> Option<&'static Encoding> {
    if head.starts_with(b"\xff\xfe") {
        return Some(UTF_16LE);
    }
    if head.starts_with(b"\xfe\xff") {
        return Some(UTF_16BE);
    }
    let (pairs, _) = head.as_chunks::<2>();
    let mostly = |zeros: usize| pairs.len() >= 4 && zeros * 10 >= pairs.len() * 7;
    if mostly(
        pairs
            .iter()
            .filter(|[low, high]| *low != 0 && *high == 0)
            .count(),
    ) {
        Some(UTF_16LE)
    } else if mostly(
        pairs
            .iter()
            .filter(|[high, low]| *high == 0 && *low != 0)
            .count(),
    ) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the bytes are a text in an encoding of IBM's mainframes (EBCDIC): letters and digits above those of ASCII,
/// and 0x40 as the blank. No other encoding writes texts without any byte of ASCII's digits, blank and signs.
pub(super) fn is_ebcdic(bytes: &[u8]) -> bool {
    let is_word = |byte: &u8| matches!(byte, 0x81..=0x89 | 0x91..=0x99 | 0xa2..=0xa9 | 0xc1..=0xc9 | 0xd1..=0xd9 | 0xe2..=0xe9 | 0xf0..=0xf9);
    let is_between = |byte: &u8| matches!(byte, 0x05 | 0x0d | 0x15 | 0x25 | 0x40 | 0x4b..=0x50 | 0x5a..=0x61 | 0x6b..=0x6f | 0x7a..=0x7f);
    let words = bytes.iter().filter(|byte| is_word(byte)).count();
    let between = bytes.iter().filter(|byte| is_between(byte)).count();
    bytes.len() >= 12
        && between > 0
        && words * 2 > bytes.len()
        && (words + between) * 50 >= bytes.len() * 49
}

/// A text as UTF-8 whatever its bytes are: in windows-1252, or with a sign for what is none.
pub(super) fn forgiving(source: impl Read, is_narrow: bool) -> impl Read {
    let encoding = if is_narrow { WINDOWS_1252 } else { UTF_8 };
    Decoded {
        source,
        decoder: encoding.new_decoder_with_bom_removal(),
        ready: Vec::new(),
        taken: 0,
        ended: false,
    }
}

struct Decoded<R> {
    source: R,
    decoder: Decoder,
    ready: Vec<u8>,
    taken: usize,
    ended: bool,
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.ready.len() && !self.ended {
            let mut raw = [0; 8192];
            let length = self.source.read(&mut raw)?;
            self.ended = length == 0;
            self.ready.resize(32_768, 0);
            let raw = raw.get(..length).unwrap_or_default();
            // INVARIANT: three bytes a unit, and room for what was left over, so that all fits
            let (result, _, written, _) =
                self.decoder
                    .decode_to_utf8(raw, &mut self.ready, self.ended);
            debug_assert!(result == CoderResult::InputEmpty, "everything fits");
            self.ready.truncate(written);
            self.taken = 0;
        }
        let rest = self.ready.get(self.taken..).unwrap_or_default();
        let length = rest.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(rest) {
            *to = *from;
        }
        self.taken += length;
        Ok(length)
    }
}
