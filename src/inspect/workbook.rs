//! Workbooks: what can be seen in them, and what cannot.

use std::io;

use super::archive::{Archive, Source};
use super::desk::Desk;
use super::kind::Kind;
use super::sign::Sign;

/// Whether an archive is a workbook.
pub(super) fn kind(archive: &mut Archive<'_>, _desk: &mut Desk<'_>) -> io::Result<Option<Kind>> {
    let has = |name: &str| {
        archive
            .members
            .iter()
            .any(|member| member.name == name.as_bytes())
    };
    Ok(if has("xl/workbook.xml") {
        Some(Kind::Xlsx)
    } else if has("xl/workbook.bin") {
        Some(Kind::Xlsb)
    } else if has("content.xml") && has("mimetype") {
        Some(Kind::Ods)
    } else {
        None
    })
}

/// Looks at a workbook that is an archive.
pub(super) fn look(_archive: &mut Archive<'_>, _kind: Kind, desk: &mut Desk<'_>) -> io::Result<()> {
    desk.find(Sign::NotInspected);
    Ok(())
}

/// Looks at a workbook of Excel 97 to 2003.
pub(super) fn xls(_source: &mut dyn Source, desk: &mut Desk<'_>) -> io::Result<()> {
    desk.find(Sign::NotInspected);
    Ok(())
}
