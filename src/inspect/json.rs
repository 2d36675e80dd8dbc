//! JSON (RFC 8259): every key and every text; one value after another, or an array of them, is a table
//! whose columns are the paths to its texts.

mod arrays;
mod blanks;
mod count;
mod lines;
mod parts;
mod rows;
mod tell;
mod turned;
mod values;
mod walk;

use std::io::{self, BufReader, SeekFrom};
use std::rc::Rc;

use serde::de::DeserializeSeed;

use super::archive::Source;
use super::decode;
use super::delimited;
use super::desk::Desk;
use super::forward::Limited;
use super::kind::Kind;
use super::sign::Sign;
use blanks::Blanks;
use tell::tell;
use values::Root;
use walk::Walk;

/// Looks at all values of a file that begins with `head`.
pub(super) fn look(source: &mut dyn Source, head: &[u8], desk: &mut Desk<'_>) -> io::Result<Kind> {
    let mark = head.starts_with(b"\xef\xbb\xbf");
    source.seek(SeekFrom::Start(if mark { 3 } else { 0 }))?;
    let table = desk.table(std::iter::empty());
    let mut walk = Walk::new(desk, table);
    let failed = read(source, head, &mut walk);
    if walk.blank.get() {
        walk.desk.find(Sign::TrailingBytes);
    }
    let (desk, any) = (&mut *walk.desk, walk.any);
    match failed {
        // nothing of it was JSON: a text that only begins as if it were
        Some(error) if error.is_syntax() && !any => {
            if source.seek(SeekFrom::Start(0)).is_err() {
                // a stream that has gone by
                desk.find(Sign::NotInspected);
                return Ok(Kind::Json);
            }
            delimited::look(source, head, desk)?;
            return Ok(Kind::Text);
        }
        Some(error) if error.io_error_kind() == Some(io::ErrorKind::FileTooLarge) => {
            desk.find(Sign::NotInspected);
        }
        Some(error) if error.is_io() => return Err(error.into()),
        Some(error) if error.is_data() => desk.find(Sign::NestedTooDeep),
        Some(error) if any && !error.is_eof() => desk.find(Sign::TrailingBytes),
        Some(_) => desk.find(Sign::Damaged),
        None => {}
    }
    tell(walk);
    Ok(Kind::Json)
}

/// What ended the reading, unless it was the end of the file.
fn read(
    source: &mut dyn Source,
    head: &[u8],
    walk: &mut Walk<'_, '_>,
) -> Option<serde_json::Error> {
    let limited = Limited {
        inner: Blanks {
            inner: decode::reader(source, head),
            any: Rc::clone(&walk.blank),
        },
        read: Rc::clone(&walk.idle),
        most: delimited::LONGEST_RECORD,
    };
    let reader = BufReader::with_capacity(1 << 16, limited);
    let mut values = serde_json::Deserializer::from_reader(reader);
    loop {
        if let Err(error) = Root(walk).deserialize(&mut values) {
            return Some(error);
        }
        if values.end().is_ok() {
            return None;
        }
    }
}
