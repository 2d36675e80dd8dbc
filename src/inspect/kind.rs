//! What a file is, by its content and by its name.

use super::decode;

/// What a file is, by its content.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Cells parted by a delimiter, or lines of plain text.
    Text,
    /// JSON, a single value or one a line.
    Json,
    /// A workbook in Office Open XML: `.xlsx`, `.xlsm`.
    Xlsx,
    /// A workbook in Office Open XML with binary sheets.
    Xlsb,
    /// A workbook of Excel 97 to 2003.
    Xls,
    /// A workbook in OpenDocument.
    Ods,
    /// An archive.
    Zip,
    /// A JPEG.
    Jpeg,
    /// A PNG.
    Png,
    /// A WebP.
    Webp,
    /// A picture in the family of HEIF: HEIC, AVIF.
    Heif,
    /// A GIF.
    Gif,
    /// A TIFF.
    Tiff,
    /// A file encrypted with age.
    Age,
    /// A signature of minisign.
    Minisign,
    /// A link to another file.
    Link,
    /// A folder, of which the name alone was looked at.
    Folder,
    /// A document of Office under a password, whatever it is without.
    Locked,
    /// An archive of another form: gzip, 7z, RAR, tar, bzip2, xz, Zstandard.
    Archive,
    /// A PDF.
    Pdf,
    /// A document of another program: Word, PowerPoint, RTF, Visio, OpenDocument.
    Document,
    /// A mail, as a mail program saves it, with what is attached.
    Mail,
    /// A database.
    Database,
    /// A program.
    Program,
    /// A picture or drawing of another form: SVG, BMP, PSD, JPEG 2000, JPEG XL.
    Image,
    /// Nothing at all.
    Empty,
    /// Anything else.
    Unknown,
}

impl Kind {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Zip => "zip",
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Heif => "heif",
            Self::Gif => "gif",
            Self::Tiff => "tiff",
            Self::Age => "age",
            Self::Minisign => "minisign",
            Self::Link => "link",
            Self::Folder => "folder",
            Self::Locked => "encrypted",
            Self::Archive => "archive",
            Self::Pdf => "pdf",
            Self::Document => "document",
            Self::Mail => "mail",
            Self::Database => "database",
            Self::Program => "program",
            Self::Image => "image",
            Self::Empty => "empty",
            Self::Unknown => "unknown",
        }
    }

    /// Of what is not looked into: what it is, and what to do about it.
    const fn beyond(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Archive => (
                "an archive that is no ZIP (gzip, 7z, RAR, tar or the like)",
                "unpack it, and send the files themselves, or a ZIP of them",
            ),
            Self::Pdf => (
                "a PDF",
                "send the table as CSV or XLSX, and the pictures as JPEG or PNG",
            ),
            Self::Document => (
                "a document that is no workbook (Word, PowerPoint, RTF or the like)",
                "send the table as CSV or XLSX, and the pictures as JPEG or PNG",
            ),
            Self::Mail => (
                "a mail that was saved as a file",
                "send what is attached to it by itself, without the mail",
            ),
            Self::Database => (
                "a database",
                "export the table that is needed, and send that as CSV or XLSX",
            ),
            Self::Program => (
                "a program, or what is made to look like one",
                "send the files that were agreed, and no program",
            ),
            Self::Image => (
                "a picture or drawing of a form that is not looked into",
                "send it as JPEG or PNG",
            ),
            Self::Unknown => (
                "a file of a kind that is not known",
                "send it in a form that can be looked into: CSV, XLSX, JPEG or PNG",
            ),
            _ => return None,
        })
    }

    /// What it is, if it is of those that are not looked into.
    pub(super) fn phrase(self) -> Option<&'static str> {
        self.beyond().map(|(phrase, _)| phrase)
    }

    /// What to do about it.
    pub(super) fn next_step(self) -> Option<&'static str> {
        self.beyond().map(|(_, next)| next)
    }

    /// What the first bytes say; whether a zip is a workbook is for its entries to say.
    pub(super) fn of(head: &[u8]) -> Self {
        let begins = |magic: &[u8]| head.starts_with(magic);
        let at = |offset: usize, magic: &[u8]| {
            head.get(offset..)
                .is_some_and(|rest| rest.starts_with(magic))
        };
        if head.is_empty() {
            Self::Empty
        } else if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
            Self::Zip
        } else if begins(b"\xff\xd8\xff") {
            Self::Jpeg
        } else if begins(b"\x89PNG\r\n\x1a\n") {
            Self::Png
        } else if begins(b"RIFF") && at(8, b"WEBP") {
            Self::Webp
        } else if at(4, b"ftyp") {
            Self::Heif
        } else if begins(b"GIF87a") || begins(b"GIF89a") {
            Self::Gif
        } else if begins(b"II*\0") || begins(b"MM\0*") || begins(b"II+\0") || begins(b"MM\0+") {
            Self::Tiff
        } else if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            Self::Xls
        } else if begins(b"age-encryption.org/v1") || begins(b"-----BEGIN AGE ENCRYPTED FILE") {
            Self::Age
        } else if begins(b"untrusted comment: ") {
            Self::Minisign
        } else if let Some(kind) = other(head) {
            kind
        } else if is_binary(head) {
            Self::Unknown
        } else {
            let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
            // a drawing can hold pictures and whatever else, written as letters
            if memchr::memmem::find(text, b"<svg").is_some() {
                return Self::Image;
            }
            if is_mail(text) {
                return Self::Mail;
            }
            match text.trim_ascii_start().first() {
                Some(b'{' | b'[') => Self::Json,
                _ => Self::Text,
            }
        }
    }

    /// Whether a name with this ending may hold content of this kind; a name without a known ending may
    /// hold anything.
    pub(super) fn agrees_with(self, name: &str) -> bool {
        let Some((_, ending)) = name.rsplit_once('.') else {
            return true;
        };
        let kinds: &[Self] = match ending.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "tab" | "txt" | "psv" => &[Self::Text],
            "xml" | "html" | "htm" | "md" | "log" | "vcf" => &[Self::Text],
            "json" | "ndjson" | "jsonl" => &[Self::Json],
            "xlsx" | "xlsm" | "xltx" | "xltm" => &[Self::Xlsx, Self::Locked],
            "xlsb" => &[Self::Xlsb, Self::Locked],
            "xls" | "xlt" => &[Self::Xls, Self::Locked],
            "ods" | "ots" => &[Self::Ods],
            "zip" => &[Self::Zip],
            "jpg" | "jpeg" | "jpe" | "jfif" => &[Self::Jpeg],
            "png" => &[Self::Png],
            "webp" => &[Self::Webp],
            "heic" | "heif" | "avif" => &[Self::Heif],
            "gif" => &[Self::Gif],
            "tif" | "tiff" => &[Self::Tiff],
            "age" => &[Self::Age],
            "minisig" => &[Self::Minisign],
            "pdf" => &[Self::Pdf],
            "gz" | "tgz" | "7z" | "rar" | "tar" | "bz2" | "tbz2" | "xz" | "txz" | "zst" => {
                &[Self::Archive]
            }
            "doc" | "docx" | "docm" | "dot" | "dotx" | "ppt" | "pptx" | "rtf" | "odt" | "odp"
            | "vsd" | "vsdx" => &[Self::Document, Self::Unknown, Self::Zip, Self::Locked],
            "msg" | "eml" | "mht" | "mhtml" | "mbox" => &[Self::Mail],
            "mdb" | "accdb" | "sqlite" | "sqlite3" => &[Self::Database, Self::Unknown],
            "exe" | "dll" => &[Self::Program, Self::Unknown],
            "bmp" | "psd" | "jp2" | "jxl" | "svg" => &[Self::Image, Self::Unknown],
            "mp4" | "mov" => &[Self::Unknown, Self::Heif],
            _ => return true,
        };
        self == Self::Empty || kinds.contains(&self)
    }
}

/// How formats begin that are not looked into, and of which few first bytes may show that they are no text.
const BINARY: &[(&[u8], Kind)] = &[
    (b"%PDF-", Kind::Pdf),
    (b"SQLite format 3\0", Kind::Database),
    (b"\0\x01\0\0Standard ", Kind::Database),
    (b"8BPS", Kind::Image),
    (b"BM", Kind::Image),
    (b"\0\0\0\x0cjP  ", Kind::Image),
    (b"\0\0\0\x0cJXL ", Kind::Image),
    (b"\xff\x0a", Kind::Image),
    (b"\x7fELF", Kind::Program),
    (b"MZ", Kind::Program),
    (b"\x1f\x8b", Kind::Archive),
    (b"7z\xbc\xaf\x27\x1c", Kind::Archive),
    (b"Rar!", Kind::Archive),
    (b"\xfd7zXZ", Kind::Archive),
    (b"BZh", Kind::Archive),
    (b"\x28\xb5\x2f\xfd", Kind::Archive),
    (b"{\\rtf", Kind::Document),
];
/// Where a tar says that it is one.
const TAR: (usize, &[u8]) = (257, b"ustar");

/// What begins as another format does that is not looked into.
fn other(head: &[u8]) -> Option<Kind> {
    if decode::wide(head).is_some() {
        return None;
    }
    let (at, magic) = TAR;
    if head.get(at..).is_some_and(|rest| rest.starts_with(magic)) {
        return Some(Kind::Archive);
    }
    let (magic, kind) = BINARY.iter().find(|(magic, _)| head.starts_with(magic))?;
    // two or three letters begin words as well
    let is_word = magic.iter().all(u8::is_ascii_alphanumeric)
        && magic.len() <= 3
        && head.get(magic.len()).is_some_and(u8::is_ascii_alphanumeric)
        && controls(head) == 0;
    (!is_word).then_some(*kind)
}

/// Fields of a mail's head, as they begin its lines (RFC 5322).
const FIELDS: &[&str] = &[
    "bcc",
    "cc",
    "content-type",
    "date",
    "delivered-to",
    "from",
    "message-id",
    "mime-version",
    "received",
    "reply-to",
    "return-path",
    "sender",
    "subject",
    "to",
];

/// Whether a text begins with the head of a mail, or of a page that is saved as one.
fn is_mail(text: &[u8]) -> bool {
    let mut found: Vec<&&str> = Vec::new();
    for (number, line) in text.split(|byte| *byte == b'\n').take(40).enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        // a folded line goes on; the first of a file of many mails has no colon
        if line
            .first()
            .is_some_and(|byte| matches!(byte, b' ' | b'\t'))
            || number == 0 && line.starts_with(b"From ")
        {
            continue;
        }
        let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
        let is_field = name.len() < line.len()
            && name
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        if !is_field {
            break;
        }
        let known = FIELDS
            .iter()
            .find(|field| name.eq_ignore_ascii_case(field.as_bytes()));
        if let Some(field) = known
            && !found.contains(&field)
        {
            found.push(field);
        }
    }
    // a memorandum has the others as well
    let is_sent = ["message-id", "mime-version", "received", "return-path"];
    found.len() > 3 || found.len() > 1 && found.iter().any(|field| is_sent.contains(*field))
}

fn controls(head: &[u8]) -> usize {
    let is_control = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31);
    head.iter().filter(is_control).count()
}

/// Control characters that no text has, unless it is in UTF-16.
fn is_binary(head: &[u8]) -> bool {
    let controls = controls(head);
    decode::wide(head).is_none() && controls > 4 && controls * 20 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_known_by_its_head_and_a_memorandum_is_a_text() {
        for head in [
            "Received: from a\r\n by b\r\nSubject: cards\r\n\r\n",
            "From a Mon Jan  1 00:00:00 2026\nFrom: a\nMIME-Version: 1.0\n\n",
            "From: a\nTo: b\nDate: c\nSubject: d\n\nAs agreed.\n",
        ] {
            assert_eq!(Kind::of(head.as_bytes()), Kind::Mail, "{head:?}");
        }
        for head in [
            "To: b\nSubject: cards\n\nAs agreed.\n",
            "from,to,date\na,b,c\n",
            "Received:,Subject:\n1,2\n",
            "BMW,Audi\n1,2\n",
            "MZ1,MZ2\n1,2\n",
        ] {
            assert_eq!(Kind::of(head.as_bytes()), Kind::Text, "{head:?}");
        }
    }
}
