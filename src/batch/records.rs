//! CSV in the strict sense of RFC 4180: records over a slice, cells where they lie.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr3};

/// Reads records one after the other.
pub(crate) struct Records<'b> {
    rest: &'b [u8],
    delimiter: u8,
    line: u64,
}

/// One record: its bytes with the line end.
pub(crate) struct Record<'b> {
    pub(crate) raw: &'b [u8],
}

/// A quote opens or closes where none may; where the next record begins cannot be known.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault;

impl<'b> Records<'b> {
    pub(crate) const fn new(bytes: &'b [u8], delimiter: u8) -> Self {
        Self {
            rest: bytes,
            delimiter,
            line: 1,
        }
    }

    /// The line on which the next record begins.
    pub(crate) const fn line(&self) -> u64 {
        self.line
    }

    /// How many bytes are not read yet.
    pub(crate) const fn left(&self) -> usize {
        self.rest.len()
    }

    /// Takes the next record, its cells unquoted into `cells`.
    pub(crate) fn next(
        &mut self,
        cells: &mut Vec<Cow<'b, [u8]>>,
    ) -> Option<Result<Record<'b>, Fault>> {
        cells.clear();
        if self.rest.is_empty() {
            return None;
        }
        let whole = self.rest;
        loop {
            let Ok((cell, end)) = self.cell() else {
                return Some(Err(Fault));
            };
            cells.push(cell);
            if end == End::Record {
                break;
            }
        }
        let raw = whole
            .get(..whole.len() - self.rest.len())
            .unwrap_or_default();
        self.line += memchr_iter(b'\n', raw).count() as u64;
        Some(Ok(Record { raw }))
    }

    fn cell(&mut self) -> Result<(Cow<'b, [u8]>, End), Fault> {
        let Some(quoted) = self.rest.strip_prefix(b"\"") else {
            let at = memchr3(self.delimiter, b'\n', b'"', self.rest).unwrap_or(self.rest.len());
            let (cell, after) = self.rest.split_at_checked(at).ok_or(Fault)?;
            self.rest = after;
            let end = match after.first() {
                Some(b'\n') => {
                    // A line end of CR and LF begins before what was found.
                    let cell = cell.strip_suffix(b"\r").unwrap_or(cell);
                    self.skip(1);
                    return Ok((Cow::Borrowed(cell), End::Record));
                }
                _ => self.end()?,
            };
            return Ok((Cow::Borrowed(cell), end));
        };
        let mut inner = quoted;
        let mut text = Cow::Borrowed(&[][..]);
        loop {
            let (piece, after) = memchr(b'"', inner)
                .and_then(|at| inner.split_at_checked(at))
                .ok_or(Fault)?;
            let after = after.strip_prefix(b"\"").ok_or(Fault)?;
            match after.strip_prefix(b"\"") {
                Some(more) => {
                    text.to_mut().extend_from_slice(piece);
                    text.to_mut().push(b'"');
                    inner = more;
                }
                None if text.is_empty() => {
                    self.rest = after;
                    return Ok((Cow::Borrowed(piece), self.end()?));
                }
                None => {
                    text.to_mut().extend_from_slice(piece);
                    self.rest = after;
                    return Ok((text, self.end()?));
                }
            }
        }
    }

    /// What parts this cell from the next.
    fn end(&mut self) -> Result<End, Fault> {
        match self.rest {
            [] => Ok(End::Record),
            [b'\r', b'\n', ..] => {
                self.skip(2);
                Ok(End::Record)
            }
            [b'\n', ..] => {
                self.skip(1);
                Ok(End::Record)
            }
            [byte, rest @ ..] if *byte == self.delimiter => {
                self.rest = rest;
                // A delimiter at the very end has one more, empty cell after it.
                Ok(End::Cell)
            }
            _ => Err(Fault),
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Cell,
    Record,
}

#[cfg(test)]
mod tests {
    use super::{Fault, Records};
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Vec<Result<(Vec<String>, u64, Vec<u8>), Fault>> {
        let mut rows = Records::new(bytes, b',');
        let mut cells = Vec::new();
        let mut out = Vec::new();
        loop {
            let line = rows.line();
            let Some(record) = rows.next(&mut cells) else {
                break;
            };
            let faulty = record.is_err();
            out.push(record.map(|record| {
                let texts = cells
                    .iter()
                    .map(|cell| String::from_utf8_lossy(cell).into_owned());
                (texts.collect(), line, record.raw.to_vec())
            }));
            if faulty {
                break;
            }
        }
        out
    }

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        read(bytes)
            .into_iter()
            .map(|record| record.unwrap().0)
            .collect()
    }

    #[test]
    fn records_are_parted_as_the_standard_says() {
        for (bytes, expected) in [
            ("", vec![]),
            ("a", vec![vec!["a"]]),
            ("a,b\r\nc,d\r\n", vec![vec!["a", "b"], vec!["c", "d"]]),
            ("a,b\nc,d", vec![vec!["a", "b"], vec!["c", "d"]]),
            (",\r\n", vec![vec!["", ""]]),
            ("a,", vec![vec!["a", ""]]),
            ("\r\n\n", vec![vec![""], vec![""]]),
            ("\"a,\"\"b\r\n\",\"\"\r\n", vec![vec!["a,\"b\r\n", ""]]),
            ("\"\"\"\"\n", vec![vec!["\""]]),
            ("a\rb,c\r", vec![vec!["a\rb", "c\r"]]),
            ("\"a\"\r\n\"b\"", vec![vec!["a"], vec!["b"]]),
        ] {
            assert_eq!(cells(bytes.as_bytes()), expected, "{bytes:?}");
        }
    }

    #[test]
    fn a_quote_out_of_place_is_a_fault() {
        for bytes in [
            "\"", "\"a", "\"a\"b", "a\"", "a\"b\",c", "\"a\" ,b", "\"a\"\"", "\"a\"\rb", "x\r\n\"",
            "a,\"b",
        ] {
            assert_eq!(
                read(bytes.as_bytes()).last(),
                Some(&Err(Fault)),
                "{bytes:?}"
            );
        }
    }

    #[test]
    fn lines_are_counted_within_quotes_too() {
        let lines: Vec<u64> = read(b"a\n\"b\n\n\"\r\nc")
            .into_iter()
            .map(|record| record.unwrap().1)
            .collect();
        assert_eq!(lines, [1, 2, 5]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_a_fault_or_to_their_last_byte(bytes in "[a,\"\r\n\\x00é]{0,40}") {
            let records = read(bytes.as_bytes());
            if records.iter().all(Result::is_ok) {
                let all: Vec<u8> = records.iter().flatten().flat_map(|record| record.2.clone()).collect();
                prop_assert_eq!(all, bytes.into_bytes());
            }
        }

        #[test]
        fn it_reads_as_the_csv_crate_does(bytes in "((a{0,2}|\"(a|,|\"\"|\r\n|\n|\r){0,4}\")(,|\n|\r\n)){0,8}[a,]?") {
            let ours = read(bytes.as_bytes());
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes.as_bytes());
            let theirs: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            // The crate skips blank lines.
            let ours: Vec<Vec<String>> = ours.into_iter().map(Result::unwrap)
                .filter(|record| !matches!(record.2.as_slice(), b"\n" | b"\r\n"))
                .map(|record| record.0).collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}
