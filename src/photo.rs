//! Photos, rebuilt from pixels: nothing of the file they come from leaves but the picture.
//!
//! ```
//! # use cardsieve::{Profile, photo};
//! # fn example(profile: &Profile, file: &[u8]) -> Option<()> {
//! let frame = photo::Frame::of(profile.photo()?);
//! match photo::rebuild(file, &frame, None) {
//!     Ok(photo) => drop(photo.into_bytes()), // a JPEG of exactly the profile's size
//!     Err(unusable) => drop(unusable.code()), // the record stays behind
//! }
//! # Some(())
//! # }
//! ```

mod colour;
mod crop;
mod encode;
mod grid;
mod jpeg;
mod orientation;
mod png;
mod resample;
mod why;

use std::fmt;

use sha2::{Digest, Sha256};

use crate::code::Code;
use crate::profile;
use why::Why;

/// How many bytes a source file may have: a photo of 48 megapixels has about 20 million as a JPEG
/// and 90 million as a PNG.
pub const MAX_SOURCE_BYTES: usize = 64 << 20;

/// How many pixels a source may have.
pub const MAX_SOURCE_PIXELS: u64 = 64_000_000;

/// How long a side of a source may be.
const MAX_SIDE: u32 = 65_535;

/// The size and limits of a profile's photos.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    width: u16,
    height: u16,
    max_bytes: u32,
    min_source: u16,
}

impl Frame {
    /// The profile's; nothing else makes one, so no photo is larger than profiles may ask for.
    pub const fn of(photo: &profile::Photo) -> Self {
        Self {
            width: photo.width(),
            height: photo.height(),
            max_bytes: photo.max_bytes(),
            min_source: photo.min_source(),
        }
    }

    fn size(&self) -> (u32, u32) {
        (u32::from(self.width.max(1)), u32::from(self.height.max(1)))
    }
}

/// Where the face is, in pixels of the upright picture.
///
/// The rectangle runs from ear to ear and from the brows to the chin, as detectors give it. The shown
/// part is 2.2 times as high and holds it somewhat above its middle, as far as the picture reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Face {
    left: u32,
    top: u32,
    width: u32,
    height: u32,
}

impl Face {
    /// A rectangle that is not empty.
    ///
    /// Whether it lies inside the picture is seen when the photo is rebuilt.
    pub const fn new(left: u32, top: u32, width: u32, height: u32) -> Option<Self> {
        if width == 0
            || height == 0
            || left.checked_add(width).is_none()
            || top.checked_add(height).is_none()
        {
            return None;
        }
        Some(Self {
            left,
            top,
            width,
            height,
        })
    }

    const fn lies_in(self, (width, height): (u32, u32)) -> bool {
        self.left + self.width <= width && self.top + self.height <= height
    }
}

/// A photo that may leave: a baseline JPEG of the frame's size, made of pixels.
///
/// # Guarantee
/// Only [`rebuild`] makes one, and it holds nothing of its source but the picture
/// (`whatever_stands_beside_the_pixels_the_photo_is_the_same`).
pub struct Photo {
    bytes: Vec<u8>,
    width: u16,
    height: u16,
    sha256: [u8; 32],
}

impl Photo {
    /// The JPEG file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The JPEG file.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Its width in pixels: the frame's.
    pub const fn width(&self) -> u16 {
        self.width
    }

    /// Its height in pixels: the frame's.
    pub const fn height(&self) -> u16 {
        self.height
    }

    /// The SHA-256 of the file; two records with the same one show the same picture.
    pub const fn sha256(&self) -> [u8; 32] {
        self.sha256
    }
}

#[cfg(all(test, feature = "seal"))]
impl Photo {
    /// Any bytes, for tests of what goes around them.
    pub(crate) fn for_tests(bytes: Vec<u8>, width: u16, height: u16) -> Self {
        Self {
            sha256: Sha256::digest(&bytes).into(),
            bytes,
            width,
            height,
        }
    }
}

impl fmt::Debug for Photo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Photo { .. }")
    }
}

/// Why no photo can be made of a file.
///
/// # Security
/// Holds a code and a fixed text: nothing of the file, not even its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unusable {
    why: Why,
}

impl Unusable {
    /// `photo-kind`, `photo-unreadable` or `photo-too-large`.
    pub const fn code(&self) -> Code {
        self.why.code()
    }
}

impl From<Why> for Unusable {
    fn from(why: Why) -> Self {
        Self { why }
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code().name(), self.why.text())
    }
}

impl std::error::Error for Unusable {}

/// Makes a photo of a JPEG or PNG file, whose kind is told by its first bytes.
///
/// Turned upright by EXIF, cut to the frame's shape around the face or the middle, brought to exactly
/// the frame's size and to 8-bit sRGB, and written anew. Of a file with several pictures the first is
/// taken. The same pixels give the same bytes, on any thread.
///
/// # Errors
/// [`Unusable`] with `photo-kind` for other formats, for rare kinds of JPEG, and for a picture whose
/// shorter side is below the profile's `min_source`; with `photo-unreadable` for what is cut short or
/// damaged, and for a face outside the picture; with `photo-too-large` for more than
/// [`MAX_SOURCE_BYTES`] or [`MAX_SOURCE_PIXELS`], for what would take too long, and if no quality that
/// can be printed comes below the profile's `max_bytes`.
///
/// # Security
/// What the pixels show leaves: whose face it is, and what stands behind it, nobody checks.
pub fn rebuild(source: &[u8], frame: &Frame, face: Option<Face>) -> Result<Photo, Unusable> {
    if source.len() > MAX_SOURCE_BYTES {
        return Err(Why::TooManyBytes.into());
    }
    let (grid, colours) = if source.starts_with(png::SIGNATURE) {
        png::decode(source, frame, face)?
    } else if source.starts_with(b"\xff\xd8\xff") {
        jpeg::decode(source, frame, face)?
    } else {
        return Err(Why::OtherKind.into());
    };
    let (pixels, shown) = grid.finish();
    let (width, height) = (frame.width.max(1), frame.height.max(1));
    let mut pixels = resample::resample(&pixels, shown, width.into(), height.into());
    colours.apply(&mut pixels);
    let bytes = encode::encode(&pixels, frame.max_bytes)?;
    Ok(Photo {
        sha256: Sha256::digest(&bytes).into(),
        bytes,
        width,
        height,
    })
}

/// What can be said of a picture before its pixels are looked at.
fn check_size(
    stored: (u32, u32),
    upright: (u32, u32),
    frame: &Frame,
    face: Option<Face>,
) -> Result<(), Why> {
    let pixels = u64::from(stored.0) * u64::from(stored.1);
    if stored.0.max(stored.1) > MAX_SIDE || pixels > MAX_SOURCE_PIXELS {
        return Err(Why::TooManyPixels);
    }
    if pixels == 0 {
        return Err(Why::Damaged);
    }
    if stored.0.min(stored.1) < u32::from(frame.min_source) {
        return Err(Why::TooSmall);
    }
    match face {
        Some(face) if !face.lies_in(upright) => Err(Why::FaceOutside),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
