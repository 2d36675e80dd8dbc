//! Looks at one file as what it is.

use std::io::{self, Cursor, Read, SeekFrom};

use super::archive::{self, Archive, Source};
use super::decode;
use super::delimited;
use super::desk::Desk;
use super::forward::{Forward, Metered};
use super::json;
use super::kind::Kind;
use super::picture;
use super::place::Entry;
use super::secret::is_secret;
use super::sign::Sign;
use super::system_file::is_system_file;
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
    if matches!(kind, Kind::Text | Kind::Minisign) && is_secret(&head) {
        desk.find(Sign::SecretKey);
    }
    match kind {
        Kind::Empty => desk.find(Sign::Empty),
        Kind::Text => {
            // metadata of a picture in a file of its own
            if memchr::memmem::find(&head, b"<x:xmpmeta").is_some()
                || memchr::memmem::find(&head, b"<rdf:RDF").is_some()
            {
                desk.find(Sign::Xmp);
            }
            // a card or calendar of somebody's, whose lines are no cells
            if let Some(born) = is_contact(&head) {
                desk.find(Sign::NotInspected);
                desk.find_times(Sign::ForbiddenKey, born.into(), None);
            }
            delimited::look(source, &head, desk)?;
        }
        Kind::Json if name.is_some_and(is_manifest) => {
            if is_of_batch(&head) {
                desk.note_manifest();
            }
            desk.in_manifest(|desk| json::look(source, &head, desk))?;
        }
        Kind::Json if is_report(&head) => {
            kind = desk.in_report(|desk| json::look(source, &head, desk))?;
        }
        Kind::Json => kind = json::look(source, &head, desk)?,
        Kind::Jpeg | Kind::Png | Kind::Webp | Kind::Heif | Kind::Gif | Kind::Tiff => {
            picture::look(source, kind, desk)?;
        }
        Kind::Xls => kind = workbook::xls(source, desk)?,
        Kind::Zip => kind = zip(source, desk)?,
        // whatever begins as something else is not looked into
        _ if kind.phrase().is_some() && kind != Kind::Mail && archive::ends_it(source)? => {
            desk.not_inspected(kind);
            kind = zip(source, desk)?;
        }
        Kind::Age => desk.find(Sign::Encrypted),
        Kind::Minisign => signature(source, desk)?,
        // its texts can be looked at, and what is attached cannot
        Kind::Mail => {
            mail(source, &head, desk)?;
            desk.not_inspected(kind);
        }
        Kind::Unknown
        | Kind::Archive
        | Kind::Pdf
        | Kind::Document
        | Kind::Database
        | Kind::Program
        | Kind::Image => desk.not_inspected(kind),
        Kind::Link | Kind::Folder | Kind::Xlsx | Kind::Xlsb | Kind::Ods | Kind::Locked => {
            desk.find(Sign::NotInspected);
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

/// Whether a text begins as a card of somebody's address or a calendar (RFC 6350, RFC 5545), and then whether its
/// first lines say when somebody was born.
fn is_contact(head: &[u8]) -> Option<bool> {
    let upper = head.to_ascii_uppercase();
    let text = upper
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(&upper)
        .trim_ascii_start();
    let is_one = text.starts_with(b"BEGIN:VCARD") || text.starts_with(b"BEGIN:VCALENDAR");
    let mut lines = text.split(|byte| matches!(byte, b'\r' | b'\n'));
    // a group may stand before it
    let mut keys = lines
        .by_ref()
        .filter_map(|line| line.split(|byte| matches!(byte, b':' | b';')).next());
    is_one.then(|| keys.any(|key| key == b"BDAY" || key.ends_with(b".BDAY")))
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
    let mut names = archive.members.iter().map(|member| &member.name);
    if names.any(|name| name == b"[Content_Types].xml") || workbook::is_document(&mut archive) {
        desk.not_inspected(Kind::Document);
        return Ok(Kind::Document);
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
        if member.is_folder() && member.size == 0 {
            continue;
        }
        let name = member.text().map(str::to_owned);
        let entry = Entry::of(name.as_deref().unwrap_or_default(), index as u64 + 1);
        desk.within(entry, |desk| one(archive, index, name.as_deref(), desk))?;
    }
    Ok(())
}

/// One entry: a text as it is unpacked, anything else from memory.
fn one(
    archive: &mut Archive<'_>,
    index: usize,
    name: Option<&str>,
    desk: &mut Desk<'_>,
) -> io::Result<()> {
    let Some(size) = archive.members.get(index).map(|member| member.size) else {
        return Ok(());
    };
    let left = desk.left();
    let Some(inner) = archive.unpack(index, desk)? else {
        return Ok(());
    };
    let most = desk.held(WHOLE);
    let unpacked = Metered { inner, left };
    let streamed = stream(unpacked, name, most, desk);
    match streamed {
        // what was not read to its end was told
        Ok(read) if !read.to_the_end || read.bytes == size => {}
        Ok(_) => desk.find(Sign::Damaged),
        Err(error) if error.kind() == io::ErrorKind::QuotaExceeded => {
            desk.find(Sign::UnpacksTooLarge);
        }
        Err(_) => desk.find(Sign::Damaged),
    }
    Ok(())
}

/// What became of a stream.
pub(super) struct Streamed {
    pub(super) kind: Kind,
    pub(super) bytes: u64,
    to_the_end: bool,
}

/// Looks at what is read once: a text while it goes by, anything else if it is no longer than `most`.
pub(super) fn stream(
    reader: impl Read,
    name: Option<&str>,
    most: u64,
    desk: &mut Desk<'_>,
) -> io::Result<Streamed> {
    let mut forward = Forward::new(reader, HEAD)?;
    let read = forward.count();
    if matches!(Kind::of(forward.head()), Kind::Text | Kind::Json) {
        let kind = file(&mut forward, name, desk)?;
        let more = forward.read(&mut [0])?;
        return Ok(Streamed {
            kind,
            bytes: read.get(),
            to_the_end: more == 0,
        });
    }
    let (bytes, to_the_end) = forward.into_bytes(most)?;
    let mut outcome = Ok(Kind::Unknown);
    desk.holding(bytes.len() as u64, |desk| {
        outcome = file(&mut Cursor::new(bytes), name, desk);
        if !to_the_end {
            desk.find(Sign::NotInspected);
        }
    });
    Ok(Streamed {
        kind: outcome?,
        bytes: read.get(),
        to_the_end,
    })
}

/// The names that our manifests have, in a batch, unpacked, and beside bare rows.
fn is_manifest(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    last == "manifest.json" || last.ends_with(".manifest.json")
}

/// Whether it begins as the manifest of a batch does (RFC 8785: keys in order).
fn is_of_batch(head: &[u8]) -> bool {
    head.starts_with(b"{\"batch\":\"")
        && memchr::memmem::find(head, b"\"catalogue\":{\"fingerprint\":").is_some()
}

/// Whether it begins as what an export or a preflight tells its sender.
fn is_report(head: &[u8]) -> bool {
    [
        &b"\"format\":\"cardsieve-report-1\""[..],
        b"\"format\":\"cardsieve-preflight-1\"",
    ]
    .iter()
    .any(|format| head.starts_with(b"{\"") && memchr::memmem::find(head, format).is_some())
}

/// The lines of a mail, which are no table.
fn mail(source: &mut dyn Source, head: &[u8], desk: &mut Desk<'_>) -> io::Result<()> {
    let mut text = Vec::new();
    let mut reader = decode::reader(source, head).take(WHOLE);
    reader.read_to_end(&mut text)?;
    for line in text.split(|byte| *byte == b'\n') {
        desk.text(&String::from_utf8_lossy(line));
    }
    Ok(())
}

/// A signature, or a key, holds comments, which are texts, and numbers, which are not.
fn signature(source: &mut dyn Source, desk: &mut Desk<'_>) -> io::Result<()> {
    let mut text = Vec::new();
    source.take(HEAD + 1).read_to_end(&mut text)?;
    if text.len() as u64 > HEAD {
        desk.find(Sign::NotInspected);
    }
    let text = String::from_utf8_lossy(&text);
    let is_base64 = |line: &str| {
        let signs = line.trim_end_matches('=');
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
        // the longest is a key's, which holds 158 bytes
        (48..=212).contains(&line.len()) && signs.bytes().all(plain)
    };
    let mut is_one = true;
    for (number, line) in text.lines().enumerate() {
        if is_base64(line) {
            is_one &= matches!(number, 1 | 3);
            continue;
        }
        let comments = ["untrusted comment: ", "trusted comment: "];
        let comment = comments.iter().find_map(|name| line.strip_prefix(name));
        is_one &= comment.is_some() && matches!(number, 0 | 2);
        desk.text(comment.unwrap_or(line));
    }
    if !is_one || !matches!(text.lines().count(), 2 | 4) {
        desk.find(Sign::Damaged);
    }
    Ok(())
}
