//! Why a photo cannot be used, as far as is told.

use crate::code::Code;

/// The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// Neither JPEG nor PNG by its first bytes.
    OtherKind,
    /// A JPEG of a kind that cameras and scanners do not write.
    OtherJpeg,
    /// Smaller than the profile wants it.
    TooSmall,
    /// It ends before its picture does.
    CutShort,
    /// Its bytes contradict each other.
    Damaged,
    /// The face does not lie in it.
    FaceOutside,
    /// More bytes than are looked at.
    TooManyBytes,
    /// More pixels than are looked at.
    TooManyPixels,
    /// It would take too long.
    TooMuchWork,
    /// No quality that can be printed is small enough.
    NeverSmallEnough,
}

impl Why {
    pub(super) const fn code(self) -> Code {
        match self {
            Self::OtherKind | Self::OtherJpeg | Self::TooSmall => Code::PhotoKind,
            Self::CutShort | Self::Damaged | Self::FaceOutside => Code::PhotoUnreadable,
            Self::TooManyBytes
            | Self::TooManyPixels
            | Self::TooMuchWork
            | Self::NeverSmallEnough => Code::PhotoTooLarge,
        }
    }

    /// What is wrong, and what to do next.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::OtherKind => {
                "the file is neither a JPEG nor a PNG picture, whatever its name says; save it as one of them"
            }
            Self::OtherJpeg => {
                "the JPEG is not of the baseline or progressive kind with 8 bits and 1, 3 or 4 colours; save it anew"
            }
            Self::TooSmall => {
                "the picture's shorter side is below the profile's min_source; take a larger picture"
            }
            Self::CutShort => {
                "the file ends before its picture does; fetch it again from its source"
            }
            Self::Damaged => "the picture is damaged; fetch it again from its source",
            Self::FaceOutside => {
                "the face's rectangle does not lie inside the upright picture; give it in that picture's pixels"
            }
            Self::TooManyBytes => "the file has more than 64 MiB; save it smaller",
            Self::TooManyPixels => {
                "the picture has more than 64 million pixels, or a side longer than 65,535; save it smaller"
            }
            Self::TooMuchWork => {
                "the picture is packed so that it would take too long to unpack; save it anew"
            }
            Self::NeverSmallEnough => {
                "the finished photo does not fit into the profile's max_bytes at any quality that can be \
                 printed; raise max_bytes or take a quieter picture"
            }
        }
    }
}
