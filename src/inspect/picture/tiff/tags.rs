//! The tags of a TIFF's directory that pixels need (TIFF 6.0, part 1 and 2, and its supplements).

/// Tags of a few numbers.
const FEW: usize = 64;
/// Tables: of colours, of curves, of quantization.
const MANY: usize = 1 << 19;

/// How many bytes a tag may hold that is about pixels; none for any other.
pub(super) const fn most(number: u16) -> Option<usize> {
    Some(match number {
        // kind, size, samples, strips, resolution, fax, predictor, tiles, inks, YCbCr
        0x00fe..=0x0103
        | 0x0106..=0x010a
        | 0x0112
        | 0x0115
        | 0x0116
        | 0x0118..=0x011c
        | 0x011e..=0x0122
        | 0x0124
        | 0x0125
        | 0x0128
        | 0x0129
        | 0x013d..=0x013f
        | 0x0141..=0x0143
        | 0x0146..=0x0148
        | 0x014c
        | 0x014e
        | 0x0150
        | 0x0152..=0x0156
        | 0x015a
        | 0x0200
        | 0x0203
        | 0x0205
        | 0x0211..=0x0214 => FEW,
        // strips, tiles and directories; grey and transfer curves, palettes, tables of JPEG
        0x0111
        | 0x0117
        | 0x0123
        | 0x012d
        | 0x0140
        | 0x0144
        | 0x0145
        | 0x014a
        | 0x015b
        | 0x0201
        | 0x0202
        | 0x0206..=0x0209 => MANY,
        _ => return None,
    })
}

/// Whether a tag is told by itself, as what it is.
pub(super) const fn is_told(number: u16) -> bool {
    matches!(
        number,
        0x02bc
            | 0x83bb
            | 0x8649
            | 0x8769
            | 0x8773
            | 0x8825
            | 0x927c
            | 0xa005
            | 0x830e
            | 0x8482
            | 0x85d8
            | 0x87af..=0x87b1
    )
}
