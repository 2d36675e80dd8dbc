//! The text of one cell.

use std::borrow::Cow;

use crate::record::input::Encoding;
use crate::value::windows_1252;

/// The text of a cell without its outer quotes, if it is one.
pub(super) fn text(raw: &[u8], is_quoted: bool, encoding: Encoding) -> Option<Cow<'_, str>> {
    let text = match encoding {
        Encoding::Utf8 => Cow::Borrowed(std::str::from_utf8(raw).ok()?),
        Encoding::Windows1252 => windows_1252::decode(raw),
    };
    Some(if is_quoted && text.contains('"') {
        Cow::Owned(text.replace("\"\"", "\""))
    } else {
        text
    })
}
