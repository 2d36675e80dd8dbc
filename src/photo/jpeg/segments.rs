//! Walks a JPEG file from its start to its end marker (ITU-T T.81, annex B) and picks out what
//! pixels are made of. Everything else, and all that follows the end marker, is passed over.

use memchr::memchr;

use super::super::orientation::Orientation;
use super::super::why::Why;

/// What pixels are made of, in the order of the file.
pub(super) enum Part<'a> {
    Quantisation(&'a [u8]),
    Huffman(&'a [u8]),
    RestartInterval(u16),
    Scan(ScanHeader, &'a [u8]),
}

/// SOF.
pub(super) struct Frame {
    pub(super) width: u16,
    pub(super) height: u16,
    pub(super) is_progressive: bool,
    pub(super) components: Vec<FrameComponent>,
}

/// One component of SOF.
pub(super) struct FrameComponent {
    pub(super) id: u8,
    pub(super) across: u8,
    pub(super) down: u8,
    pub(super) table: u8,
}

/// SOS: which components, with which Huffman tables, and which part of their coefficients.
pub(super) struct ScanHeader {
    pub(super) components: Vec<ScanComponent>,
    pub(super) first: u8,
    pub(super) last: u8,
    pub(super) high: u8,
    pub(super) low: u8,
}

/// One component of SOS.
pub(super) struct ScanComponent {
    pub(super) id: u8,
    pub(super) dc: u8,
    pub(super) ac: u8,
}

/// What the file is made of.
pub(super) struct Segments<'a> {
    pub(super) frame: Frame,
    pub(super) parts: Vec<Part<'a>>,
    pub(super) orientation: Orientation,
    pub(super) is_jfif: bool,
    pub(super) adobe: Option<u8>,
    pub(super) colour_profile: Vec<u8>,
}

/// More than any encoder writes; a file of nothing but tables takes no time.
const MAX_PARTS: usize = 1024;

/// Splits a file.
pub(super) fn split(file: &[u8]) -> Result<Segments<'_>, Why> {
    let mut reader = Reader { rest: file };
    reader.take(2)?;
    let mut frame = None;
    let mut parts = Vec::new();
    let mut exif: Option<&[u8]> = None;
    let mut profile = Vec::new();
    let (mut is_jfif, mut adobe) = (false, None);
    loop {
        let marker = reader.marker()?;
        match marker {
            0xd9 => break,
            // TEM and RST stand alone
            0x01 | 0xd0..=0xd7 => continue,
            0x00 | 0xd8 => return Err(Why::Damaged),
            _ => {}
        }
        let body = reader.segment()?;
        match marker {
            0xc0..=0xc2 => {
                if frame.is_some() {
                    return Err(Why::Damaged);
                }
                frame = Some(parse_frame(marker == 0xc2, body)?);
            }
            // other processes, hierarchical files and arithmetic coding
            0xc3 | 0xc5..=0xcf | 0xdc | 0xde | 0xdf => return Err(Why::OtherJpeg),
            0xc4 => parts.push(Part::Huffman(body)),
            0xdb => parts.push(Part::Quantisation(body)),
            0xdd => {
                let interval = *body.first_chunk::<2>().ok_or(Why::Damaged)?;
                parts.push(Part::RestartInterval(u16::from_be_bytes(interval)));
            }
            0xda => {
                let header = parse_scan(body)?;
                parts.push(Part::Scan(header, reader.entropy_coded()));
            }
            0xe0 => is_jfif |= body.starts_with(b"JFIF\0"),
            0xe1 => exif = exif.or_else(|| body.strip_prefix(b"Exif\0\0")),
            0xe2 => {
                if let Some(chunk) = body.strip_prefix(b"ICC_PROFILE\0") {
                    profile.push(chunk);
                }
            }
            0xee if body.starts_with(b"Adobe") => {
                adobe = adobe.or_else(|| body.get(11).copied());
            }
            _ => {}
        }
        if parts.len() > MAX_PARTS {
            return Err(Why::TooMuchWork);
        }
    }
    Ok(Segments {
        frame: frame.ok_or(Why::Damaged)?,
        parts,
        orientation: exif.map(Orientation::of_tiff).unwrap_or_default(),
        is_jfif,
        adobe,
        colour_profile: join(&profile),
    })
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Why> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(Why::CutShort)?;
        self.rest = rest;
        Ok(taken)
    }

    /// The next marker; what stands before it is no segment and is passed over.
    fn marker(&mut self) -> Result<u8, Why> {
        let at = memchr(0xff, self.rest).ok_or(Why::CutShort)?;
        self.take(at)?;
        loop {
            match self.take(1)? {
                [0xff] => {}
                [marker] => return Ok(*marker),
                _ => return Err(Why::CutShort),
            }
        }
    }

    fn segment(&mut self) -> Result<&'a [u8], Why> {
        let length = *self.rest.first_chunk::<2>().ok_or(Why::CutShort)?;
        let whole = self.take(usize::from(u16::from_be_bytes(length)).max(2))?;
        whole.get(2..).ok_or(Why::Damaged)
    }

    /// All up to the next marker that is no restart.
    fn entropy_coded(&mut self) -> &'a [u8] {
        let all = self.rest;
        let mut at = 0;
        while let Some(found) = all.get(at..).and_then(|rest| memchr(0xff, rest)) {
            at += found;
            match all.get(at + 1) {
                Some(0x00 | 0xd0..=0xd7) => at += 2,
                Some(0xff) => at += 1,
                Some(_) => break,
                None => at += 1,
            }
        }
        let at = if all.get(at).is_some() { at } else { all.len() };
        let (coded, rest) = all.split_at_checked(at).unwrap_or((all, &[]));
        self.rest = rest;
        coded
    }
}

fn parse_frame(is_progressive: bool, body: &[u8]) -> Result<Frame, Why> {
    let ([precision, h1, h0, w1, w0, count], rest) =
        body.split_first_chunk::<6>().ok_or(Why::Damaged)?;
    if *precision != 8 || !matches!(count, 1 | 3 | 4) {
        return Err(Why::OtherJpeg);
    }
    let (components, rest) = rest.as_chunks::<3>();
    if components.len() != usize::from(*count) || !rest.is_empty() {
        return Err(Why::Damaged);
    }
    let components = components
        .iter()
        .map(|[id, factors, table]| FrameComponent {
            id: *id,
            across: factors >> 4,
            down: factors & 15,
            table: *table,
        });
    let frame = Frame {
        width: u16::from_be_bytes([*w1, *w0]),
        height: u16::from_be_bytes([*h1, *h0]),
        is_progressive,
        components: components.collect(),
    };
    let is_sound = |component: &FrameComponent| {
        (1..=4).contains(&component.across)
            && (1..=4).contains(&component.down)
            && component.table < 4
    };
    if frame.width == 0 || frame.height == 0 || !frame.components.iter().all(is_sound) {
        return Err(Why::Damaged);
    }
    Ok(frame)
}

fn parse_scan(body: &[u8]) -> Result<ScanHeader, Why> {
    let (count, rest) = body.split_first().ok_or(Why::Damaged)?;
    let (components, rest) = rest
        .split_at_checked(usize::from(*count) * 2)
        .ok_or(Why::Damaged)?;
    let ([first, last, approximation], _) = rest.split_first_chunk::<3>().ok_or(Why::Damaged)?;
    let (components, _) = components.as_chunks::<2>();
    let components = components.iter().map(|[id, tables]| ScanComponent {
        id: *id,
        dc: tables >> 4,
        ac: tables & 15,
    });
    Ok(ScanHeader {
        components: components.collect(),
        first: *first,
        last: *last,
        high: approximation >> 4,
        low: approximation & 15,
    })
}

/// The chunks of a colour profile in their order, or nothing if they do not fit together.
fn join(chunks: &[&[u8]]) -> Vec<u8> {
    let mut ordered: Vec<(u8, &[u8])> = Vec::new();
    for chunk in chunks {
        let Some(([number, count], bytes)) = chunk.split_first_chunk::<2>() else {
            return Vec::new();
        };
        if usize::from(*count) != chunks.len() {
            return Vec::new();
        }
        ordered.push((*number, bytes));
    }
    ordered.sort_by_key(|(number, _)| *number);
    if ordered
        .iter()
        .zip(1..)
        .any(|((number, _), expected)| usize::from(*number) != expected)
    {
        return Vec::new();
    }
    ordered
        .into_iter()
        .flat_map(|(_, bytes)| bytes)
        .copied()
        .collect()
}
