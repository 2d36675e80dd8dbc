//! Workbooks: what can be seen in them, and what cannot.
//!
//! Every part of a package and every stream of a compound file is known for what it is, or is a finding.
//! Cells are read as streams and within limits, whatever a file says of its size.

mod addresses;
mod asides;
mod biff;
mod book;
mod bytes;
mod called;
mod chart;
mod closed;
mod colour;
mod compound;
mod concealed;
mod content;
mod drawing;
mod escher;
mod format;
mod formula;
mod grid;
mod label;
mod legacy;
mod lines;
mod link;
mod merged;
mod ods;
mod office;
mod package;
mod properties;
mod rich;
mod role;
mod seen;
mod sheet;
mod spots;
mod strings;
mod styles;
mod stylesheet;
mod summary;
#[cfg(test)]
mod tests;
mod text;
mod tokens;
mod vocabulary;
mod written;
mod xls;
mod xlsb;
mod xml;

use std::io;

use super::archive::{Archive, Source};
use super::desk::Desk;
use super::kind::Kind;

/// Whether an archive is a workbook.
pub(super) fn kind(archive: &mut Archive<'_>, _desk: &mut Desk<'_>) -> io::Result<Option<Kind>> {
    if ods::is_spreadsheet(archive) {
        return Ok(Some(Kind::Ods));
    }
    Ok(package::Package::kind(archive).map(
        |is_binary| {
            if is_binary { Kind::Xlsb } else { Kind::Xlsx }
        },
    ))
}

/// Whether an archive is a document of OpenDocument.
pub(super) fn is_document(archive: &mut Archive<'_>) -> bool {
    ods::is_document(archive)
}

/// Looks at a workbook that is an archive.
pub(super) fn look(archive: &mut Archive<'_>, kind: Kind, desk: &mut Desk<'_>) -> io::Result<()> {
    match kind {
        Kind::Ods => ods::look(archive, desk),
        _ => office::look(archive, desk),
    }
}

/// Looks at a compound file, and says what it is: a workbook of Excel 97 to 2003, one that is encrypted, a mail.
pub(super) fn xls(source: &mut dyn Source, desk: &mut Desk<'_>) -> io::Result<Kind> {
    xls::look(source, desk)
}
