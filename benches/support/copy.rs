//! What the streaming path is compared with: a copy of seven columns that checks nothing.

#![allow(dead_code, reason = "each bench and example takes what it needs")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench that cannot run has to stop"
)]

use std::error::Error;
use std::io::{Read, Write};

use data_encoding::BASE32;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Which column each cell comes from; the first and the last become tokens.
const FROM: [&str; 7] = [
    "record_id",
    "card_design",
    "family_name",
    "rank",
    "warrant_number",
    "expiry_date",
    "record_id",
];

/// HMACs with their keys taken in, as the library holds them.
pub(crate) struct Tokens([Hmac<Sha256>; 2]);

impl Tokens {
    /// Under two fixed keys.
    pub(crate) fn new() -> Self {
        let keyed = |byte: u8| Hmac::new_from_slice(&[byte; 32]).expect("any key will do");
        Self([keyed(0x5a), keyed(0xc3)])
    }

    /// Sixteen characters.
    pub(crate) fn of(&self, key: usize, text: &[u8]) -> [u8; 16] {
        let mut mac = self.0[key].clone();
        mac.update(text);
        let mac = mac.finalize().into_bytes();
        let mut token = [0; 16];
        BASE32.encode_mut(&mac[..10], &mut token);
        token
    }
}

/// Copies seven columns of a CSV, with tokens for the first and the last.
pub(crate) fn csv(input: impl Read, output: impl Write) -> Result<(), Box<dyn Error>> {
    let mut reader = csv::Reader::from_reader(input);
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(output);
    let headers = reader.byte_headers()?;
    let mut columns = [0; 7];
    for (column, name) in columns.iter_mut().zip(FROM) {
        *column = headers
            .iter()
            .position(|header| header == name.as_bytes())
            .ok_or("a column lacks")?;
    }
    writer.write_record(FROM)?;
    let tokens = Tokens::new();
    let mut row = csv::ByteRecord::new();
    let mut copy = csv::ByteRecord::new();
    while reader.read_byte_record(&mut row)? {
        copy.clear();
        for (position, column) in columns.into_iter().enumerate() {
            match position {
                0 | 6 => copy.push_field(&tokens.of(usize::from(position > 0), &row[column])),
                _ => copy.push_field(&row[column]),
            }
        }
        writer.write_byte_record(&copy)?;
    }
    writer.flush()?;
    Ok(())
}

/// The same of NDJSON, by way of `serde_json::Value`.
pub(crate) fn ndjson(input: &str, mut output: impl Write) -> Result<(), Box<dyn Error>> {
    let tokens = Tokens::new();
    for line in input.lines() {
        let object: serde_json::Value = serde_json::from_str(line)?;
        let mut copy = serde_json::Map::new();
        for (position, name) in FROM.into_iter().enumerate() {
            let text = object
                .get(name)
                .and_then(serde_json::Value::as_str)
                .ok_or("a key lacks")?;
            let (name, text) = match position {
                0 => (
                    "record_ref",
                    String::from_utf8(tokens.of(0, text.as_bytes()).to_vec())?,
                ),
                6 => (
                    "barcode",
                    String::from_utf8(tokens.of(1, text.as_bytes()).to_vec())?,
                ),
                _ => (name, text.to_owned()),
            };
            copy.insert(name.to_owned(), text.into());
        }
        serde_json::to_writer(&mut output, &copy)?;
        output.write_all(b"\n")?;
    }
    Ok(())
}
