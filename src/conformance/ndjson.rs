//! Bare rows as NDJSON.

use memchr::memchr;

use super::check::Check;
use crate::batch::{Entries, JsonCell};
use crate::code::Code;

pub(super) fn check(bytes: &[u8], check: &mut Check<'_>) {
    let mut rest = bytes;
    let mut line = 0;
    while !rest.is_empty() {
        line += 1;
        let end = memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let Some((raw, after)) = rest.split_at_checked(end) else {
            return;
        };
        rest = after;
        let place = check.begin_row(line);
        // The error can quote the input: that there is one is all that is kept of it.
        let Ok(Entries(entries)) = serde_json::from_slice::<Entries<'_>>(raw) else {
            check.find(Code::Unreadable, place);
            continue;
        };
        let (keys, texts): (Vec<_>, Vec<_>) = entries.into_iter().unzip();
        let texts = texts.into_iter().map(JsonCell::into_text);
        let headers = || keys.iter().map(|key| Some(key.as_ref()));
        if check.is_exact(headers()) {
            let texts: Vec<_> = texts.collect();
            for (position, text) in texts.iter().enumerate() {
                check.cell(position, text.as_deref(), place);
            }
            check.bytes(&texts, raw, place);
        } else {
            let columns = check.columns(headers(), place);
            for (column, text) in columns.into_iter().zip(texts) {
                if let Some(position) = column {
                    check.cell(position, text.as_deref(), place);
                }
            }
        }
    }
}
