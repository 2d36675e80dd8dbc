//! Looks at one file as what it is.

use std::io::{self, Cursor, Read, SeekFrom};

use super::archive::{Archive, Source, is_system_file};
use super::delimited;
use super::desk::Desk;
use super::json;
use super::kind::Kind;
use super::picture;
use super::place::Entry;
use super::sign::Sign;
use super::workbook;

/// So many bytes say what a file is.
const HEAD: u64 = 4096;
/// A file within an archive, a picture or a workbook's part is read whole up to this length.
pub(super) const WHOLE: u64 = 128 << 20;

/// Looks at a file, and says what it is.
pub(super) fn file(
    source: &mut dyn Source,
    name: Option<&str>,
    desk: &mut Desk<'_>,
) -> io::Result<Kind> {
    let mut head = Vec::new();
    source.seek(SeekFrom::Start(0))?;
    (&mut *source).take(HEAD).read_to_end(&mut head)?;
    let mut kind = Kind::of(&head);
    source.seek(SeekFrom::Start(0))?;
    match kind {
        Kind::Empty => desk.find(Sign::Empty),
        Kind::Text => delimited::look(source, &head, desk)?,
        Kind::Json if name.is_some_and(is_manifest) => {
            desk.in_manifest(|desk| json::look(source, &head, desk))?;
        }
        Kind::Json => kind = json::look(source, &head, desk)?,
        Kind::Jpeg | Kind::Png | Kind::Webp | Kind::Heif | Kind::Gif | Kind::Tiff => {
            picture::look(source, kind, desk)?;
        }
        Kind::Xls => workbook::xls(source, desk)?,
        Kind::Zip => kind = zip(source, desk)?,
        Kind::Age => desk.find(Sign::Encrypted),
        Kind::Minisign => signature(source, desk)?,
        Kind::Unknown | Kind::Link | Kind::Xlsx | Kind::Xlsb | Kind::Ods => {
            desk.find(Sign::NotInspected)
        }
    }
    if let Some(name) = name {
        desk.name(name);
        if is_system_file(name.as_bytes()) {
            desk.find(Sign::SystemFile);
        }
        if !kind.agrees_with(name) {
            desk.find(Sign::NameDisagrees);
        }
    }
    Ok(kind)
}

/// An archive: a workbook, or files each of which is looked at.
fn zip(source: &mut dyn Source, desk: &mut Desk<'_>) -> io::Result<Kind> {
    let Some(mut archive) = Archive::open(source, desk)? else {
        return Ok(Kind::Zip);
    };
    if let Some(kind) = workbook::kind(&mut archive, desk)? {
        workbook::look(&mut archive, kind, desk)?;
        return Ok(kind);
    }
    if archive
        .members
        .iter()
        .any(|member| member.name == b"[Content_Types].xml")
    {
        // a document of another kind
        desk.find(Sign::NotInspected);
        return Ok(Kind::Zip);
    }
    let mut failed = Ok(());
    desk.deeper(|desk| failed = entries(&mut archive, desk));
    failed?;
    Ok(Kind::Zip)
}

fn entries(archive: &mut Archive<'_>, desk: &mut Desk<'_>) -> io::Result<()> {
    for index in 0..archive.members.len() {
        let Some(member) = archive.members.get(index) else {
            continue;
        };
        if member.is_folder() {
            continue;
        }
        let name = member.text().map(str::to_owned);
        let entry = Entry::of(name.as_deref().unwrap_or_default(), index as u64 + 1);
        desk.within(entry, |desk| {
            let Some(bytes) = archive.read(index, WHOLE, desk)? else {
                return Ok(());
            };
            let mut source = Cursor::new(bytes);
            file(&mut source, name.as_deref(), desk).map(|_| ())
        })?;
    }
    Ok(())
}

/// The names that our manifests have, in a batch, unpacked, and beside bare rows.
fn is_manifest(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    last == "manifest.json" || last.ends_with(".manifest.json")
}

/// A signature holds two comments, which are texts.
fn signature(source: &mut dyn Source, desk: &mut Desk<'_>) -> io::Result<()> {
    let mut text = Vec::new();
    source.take(HEAD + 1).read_to_end(&mut text)?;
    if text.len() as u64 > HEAD {
        desk.find(Sign::NotInspected);
    }
    desk.text(&String::from_utf8_lossy(&text));
    Ok(())
}
