//! JSON (RFC 8259): every key and every text; one value after another, or an array of them, is a table
//! whose columns are the paths to its texts.

mod blanks;
mod parts;
mod rows;
mod turned;
mod values;
mod walk;

use std::collections::HashSet;
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
use super::table::{By, Elsewhere};
use blanks::Blanks;
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
    let Walk {
        desk,
        mut table,
        paths,
        keyed,
        lists,
        any,
        turned,
        rows,
        ..
    } = walk;
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
    let covered = turned.finish(desk);
    rows.finish(desk);
    let mut elsewhere = Elsewhere {
        told: desk.told(),
        is_judged: true,
        ..Elsewhere::default()
    };
    let mut paths: Vec<_> = paths.into_iter().collect();
    paths.sort_unstable_by_key(|(_, column)| *column);
    for (path, column) in &paths {
        let place = covered.place(path).cloned();
        elsewhere.places.extend(place.map(|place| (*column, place)));
    }
    for (path, column) in &paths {
        if !keyed.contains(column) {
            continue;
        }
        table.judge(desk, *column, (By::Key, path), &elsewhere);
    }
    let keys = paths.iter().filter(|(_, column)| keyed.contains(column));
    let keys: HashSet<&str> = keys
        .filter_map(|(path, _)| path.rsplit('.').next())
        .collect();
    for (column, _) in lists.iter().filter(|(_, list)| list.is_of_columns(&keys)) {
        table.forget_headings(*column, None);
    }
    table.finish_with(desk, &elsewhere);
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
