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
            Self::Empty => "empty",
            Self::Unknown => "unknown",
        }
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
        } else if is_binary(head) {
            Self::Unknown
        } else {
            let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
            // a drawing can hold pictures and whatever else, written as letters
            if memchr::memmem::find(text, b"<svg").is_some() {
                return Self::Unknown;
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
            "xlsx" | "xlsm" | "xltx" | "xltm" => &[Self::Xlsx],
            "xlsb" => &[Self::Xlsb],
            "xls" | "xlt" => &[Self::Xls],
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
            "pdf" | "doc" | "docx" | "pptx" | "exe" | "mdb" | "accdb" | "mp4" | "mov" | "bmp"
            | "psd" | "jp2" | "jxl" | "svg" => &[Self::Unknown, Self::Zip, Self::Xls],
            _ => return true,
        };
        self == Self::Empty || kinds.contains(&self)
    }
}

/// How formats begin that are no text, though few of their first bytes may show it.
const BINARY: &[&[u8]] = &[
    b"%PDF-",
    b"SQLite format 3\0",
    b"8BPS",
    b"BM",
    b"\0\0\0\x0cjP  ",
    b"\0\0\0\x0cJXL ",
    b"\xff\x0a",
    b"\x7fELF",
    b"MZ",
    b"\x1f\x8b",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"\xfd7zXZ",
    b"BZh",
    b"{\\rtf",
];

/// Control characters that no text has, unless it is in UTF-16.
fn is_binary(head: &[u8]) -> bool {
    let is_utf16 = decode::wide(head).is_some();
    let is_control = |byte: &u8| matches!(byte, 0..=8 | 14..=26 | 28..=31);
    let controls = head.iter().filter(|byte| is_control(byte)).count();
    let known = BINARY.iter().any(|magic| head.starts_with(magic));
    // two letters begin words as well
    let is_word = head.get(2).is_some_and(u8::is_ascii_alphanumeric) && controls == 0;
    !is_utf16
        && (controls > 4 && controls * 20 > head.len()
            || known && !(is_word && (head.starts_with(b"BM") || head.starts_with(b"MZ"))))
}
