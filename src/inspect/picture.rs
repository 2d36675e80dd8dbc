//! Pictures: what they carry beyond their pixels.

use std::io;

use super::archive::Source;
use super::desk::Desk;
use super::kind::Kind;
use super::sign::Sign;

/// Looks at a picture's segments, chunks or boxes.
pub(super) fn look(_source: &mut dyn Source, _kind: Kind, desk: &mut Desk<'_>) -> io::Result<()> {
    desk.find(Sign::NotInspected);
    Ok(())
}
