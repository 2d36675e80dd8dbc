//! Which part of the upright picture is shown.

use super::Face;

/// A rectangle in pixels of some grid; its edges need not fall between two pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Crop {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// How much higher the shown part is than the face in it.
///
/// A detector's rectangle runs from the brows to the chin; with 2.2 times that the whole head fills
/// about two thirds of the picture, as on passports.
const PICTURE_TO_FACE: f64 = 2.2;

/// How far down the shown part the middle of the face stands.
const FACE_AT: f64 = 0.46;

/// The largest part of the picture that has the frame's shape, around its middle or the face.
pub(super) fn crop(picture: (u32, u32), frame: (u32, u32), face: Option<Face>) -> Crop {
    let (width, height) = (f64::from(picture.0), f64::from(picture.1));
    let shape = f64::from(frame.0) / f64::from(frame.1);
    let largest =
        if u64::from(picture.0) * u64::from(frame.1) > u64::from(picture.1) * u64::from(frame.0) {
            (height * shape, height)
        } else {
            (width, width / shape)
        };
    let Some(face) = face else {
        return Crop {
            x: (width - largest.0) / 2.0,
            y: (height - largest.1) / 2.0,
            width: largest.0,
            height: largest.1,
        };
    };
    let (face_width, face_height) = (f64::from(face.width), f64::from(face.height));
    let wished = (face_height * PICTURE_TO_FACE).max(face_width * PICTURE_TO_FACE / shape);
    let height_shown = wished.min(largest.1);
    let width_shown = (height_shown * shape).min(largest.0);
    let middle = (
        f64::from(face.left) + face_width / 2.0,
        f64::from(face.top) + face_height / 2.0,
    );
    Crop {
        x: (middle.0 - width_shown / 2.0).clamp(0.0, (width - width_shown).max(0.0)),
        y: (middle.1 - height_shown * FACE_AT).clamp(0.0, (height - height_shown).max(0.0)),
        width: width_shown,
        height: height_shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_face_the_middle_is_shown() {
        let shown = crop((4000, 3000), (295, 354), None);
        assert_eq!((shown.x, shown.y), (750.0, 0.0));
        assert_eq!((shown.width, shown.height), (2500.0, 3000.0));
        let shown = crop((3000, 4000), (295, 354), None);
        assert_eq!((shown.x, shown.y), (0.0, 200.0));
        assert_eq!((shown.width, shown.height), (3000.0, 3600.0));
        let whole = crop((295, 354), (295, 354), None);
        assert_eq!(
            (whole.x, whole.y, whole.width, whole.height),
            (0.0, 0.0, 295.0, 354.0)
        );
    }

    #[test]
    fn what_is_shown_has_the_frames_shape_lies_inside_and_holds_the_face_if_it_fits() {
        let frame = (295, 354);
        for picture in [
            (4000, 3000),
            (3000, 4000),
            (500, 500),
            (295, 354),
            (31, 900),
        ] {
            for (x, y, width, height) in [
                (0, 0, 10, 10),
                (1, 1, 29, 29),
                (0, 100, 31, 40),
                (picture.0 - 20, picture.1 - 25, 20, 25),
                (picture.0 / 3, picture.1 / 4, 12, 15),
                (0, 0, picture.0, picture.1),
            ] {
                let face = Face::new(x, y, width, height).unwrap();
                let shown = crop(picture, frame, Some(face));
                let (x, width) = (f64::from(x), f64::from(width));
                assert!((shown.width / shown.height - 295.0 / 354.0).abs() < 1e-9);
                assert!(shown.x >= 0.0 && shown.y >= 0.0);
                assert!(shown.x + shown.width <= f64::from(picture.0) + 1e-9);
                assert!(shown.y + shown.height <= f64::from(picture.1) + 1e-9);
                if width <= shown.width {
                    assert!(shown.x <= x + 1e-9);
                    assert!(shown.x + shown.width >= x + width - 1e-9);
                }
            }
        }
    }
}
