//! A desk with photos, keys of both kinds, and the batches that are made there.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::{Desk, cardsieve, told};

/// A text that stands beside the pixels of every picture.
pub(crate) const BESIDE: &str = "CANARY-beside-the-pixels";

pub(crate) struct Studio {
    pub(crate) desk: Desk,
    /// The public half of `key`, as minisign shows it.
    pub(crate) public: String,
    /// The public half of `identity`.
    pub(crate) recipient: String,
}

impl Studio {
    pub(crate) fn new() -> Self {
        let desk = Desk::new();
        for (number, path) in paths(&desk).iter().enumerate() {
            let place = desk.at("album").join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, picture(number)).unwrap();
        }
        let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
        desk.put("key", pair.sk.to_box(None).unwrap().to_string());
        let public = pair.pk.to_base64();
        desk.put("key.pub", pair.pk.to_box().unwrap().to_string());
        desk.put("signers.txt", format!("# by letter\n{public} C\n"));
        let identity = age::x25519::Identity::generate();
        let secret = age::secrecy::ExposeSecret::expose_secret(&identity.to_string()).to_owned();
        desk.put("identity", format!("# made for a test\n{secret}\n"));
        Self {
            desk,
            public,
            recipient: identity.to_public().to_string(),
        }
    }

    pub(crate) fn command(&self, output: &str, more: &[&str]) -> Command {
        let fixed = [
            "--profile",
            "warrant-card",
            "--input",
            "hr.csv",
            "--photos",
            "album",
        ];
        let mut command = self.desk.command(&fixed);
        command.args(["--output", output]).args(more);
        command
    }

    /// An export of warrant cards with their photos.
    pub(crate) fn export(&self, output: &str, more: &[&str]) -> Output {
        self.command(output, more).output().unwrap()
    }

    /// A signed batch, `x.zip`, and what was told.
    pub(crate) fn sealed(&self) -> String {
        told(
            &self.export("x.zip", &["--sign", "key", "--report", "r.json"]),
            0,
        )
    }

    /// Any other verb in this folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let mut command = cardsieve();
        command.current_dir(self.desk.path()).args(arguments);
        command.output().unwrap()
    }

    /// Changes `photo_original` of some rows, counted from 0.
    pub(crate) fn point(&self, changes: &[(usize, &str)]) {
        let paths = paths(&self.desk);
        let mut hr = self.desk.text("hr.csv");
        for (row, path) in changes {
            hr = hr.replacen(&paths[*row], path, 1);
        }
        self.desk.put("hr.csv", hr);
    }
}

/// The paths of the sample's photos.
pub(crate) fn paths(desk: &Desk) -> Vec<String> {
    let hr = desk.text("hr.csv");
    let mut rows = csv::Reader::from_reader(hr.as_bytes());
    let header = rows.headers().unwrap().clone();
    let column = header
        .iter()
        .position(|name| name == "photo_original")
        .unwrap();
    rows.records()
        .map(|row| row.unwrap()[column].to_owned())
        .collect()
}

/// A small picture, unlike that of any other number, with a text beside it.
pub(crate) fn picture(number: usize) -> Vec<u8> {
    let (width, height) = (60, 72);
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder
        .add_text_chunk("Author".to_owned(), BESIDE.to_owned())
        .unwrap();
    let mut writer = encoder.write_header().unwrap();
    let pixels = colour(number).repeat((width * height) as usize);
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    out
}

/// The one colour of a picture.
pub(crate) fn colour(number: usize) -> [u8; 3] {
    let shade = |by: usize| u8::try_from(number * by % 256).unwrap();
    [shade(4), shade(29), u8::try_from(number / 64).unwrap()]
}

/// The entries of a stored zip, header for header.
pub(crate) fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut entries = Vec::new();
    let mut at = 0;
    while &bytes[at..at + 4] == b"PK\x03\x04" {
        let word = |from: usize| {
            u32::from_le_bytes(bytes[at + from..at + from + 4].try_into().unwrap()) as usize
        };
        let (size, name) = (word(18), word(26) & 0xffff);
        let start = at + 30 + name;
        let text = String::from_utf8(bytes[at + 30..start].to_vec()).unwrap();
        entries.push((text, bytes[start..start + size].to_vec()));
        at = start + size;
    }
    entries
}

/// Whether a text occurs, in whichever case.
pub(crate) fn holds(bytes: &[u8], text: &str) -> bool {
    holds_any(bytes, [text]).is_some()
}

/// The first of the texts that occurs, in whichever case.
pub(crate) fn holds_any<T: AsRef<str>>(
    bytes: &[u8],
    texts: impl IntoIterator<Item = T>,
) -> Option<String> {
    let bytes = bytes.to_ascii_lowercase();
    let mut lower = texts
        .into_iter()
        .map(|text| text.as_ref().to_ascii_lowercase());
    lower.find(|text| memchr::memmem::find(&bytes, text.as_bytes()).is_some())
}

/// Every regular file below a folder, by its path in it.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                names.push(path.strip_prefix(folder).unwrap().display().to_string());
            }
        }
    }
    names.sort();
    names
}

/// Every value that the sample holds and no card shows, with the texts around the photos.
pub(crate) fn never_said(desk: &Desk) -> Vec<String> {
    let sample = desk.text("hr.csv");
    let canaries = sample.split([',', '\n', '\r', '"']);
    let canaries = canaries.filter(|cell| cell.starts_with("CANARY-"));
    let mut texts: Vec<String> = canaries.map(str::to_owned).collect();
    texts.extend(paths(desk));
    texts.extend([BESIDE, "IMG_", "album", desk.path().to_str().unwrap()].map(str::to_owned));
    texts
}
