use super::*;

const FRAME: Frame = Frame {
    width: 60,
    height: 72,
    max_bytes: 1 << 20,
    min_source: 50,
};

fn checked(stored: (u32, u32)) -> Result<(), Why> {
    check_size(stored, stored, &FRAME, None)
}

#[test]
fn a_picture_may_be_as_large_as_is_said_and_no_larger() {
    assert_eq!(checked((65_535, 976)), Ok(()));
    assert_eq!(checked((976, 65_535)), Ok(()));
    assert_eq!(checked((65_536, 60)), Err(Why::TooManyPixels));
    assert_eq!(checked((60, 65_536)), Err(Why::TooManyPixels));
    assert_eq!(checked((8000, 8000)), Ok(()));
    assert_eq!(checked((8000, 8001)), Err(Why::TooManyPixels));
    assert_eq!(checked((50, 60)), Ok(()));
    assert_eq!(checked((60, 49)), Err(Why::TooSmall));
    assert_eq!(checked((60, 0)), Err(Why::Damaged));
}

#[test]
fn a_face_lies_in_the_picture_up_to_its_edges() {
    let face = Face::new(10, 20, 30, 40).unwrap();
    assert!(face.lies_in((40, 60)));
    assert!(!face.lies_in((39, 60)) && !face.lies_in((40, 59)));
    let outside = check_size((80, 80), (39, 80), &FRAME, Some(face));
    assert_eq!(outside, Err(Why::FaceOutside));
    assert_eq!(check_size((80, 80), (40, 80), &FRAME, Some(face)), Ok(()));
}

#[test]
fn a_file_may_have_sixty_four_mebibytes_and_no_more() {
    let mut file = vec![0; 64 << 20];
    let why = |file: &[u8]| rebuild(file, &FRAME, None).unwrap_err().why;
    assert_eq!(why(&file), Why::OtherKind);
    file.push(0);
    assert_eq!(why(&file), Why::TooManyBytes);
}

#[test]
fn a_photo_hands_over_its_own_bytes_and_their_checksum() {
    let gray = grid::Pixels {
        width: 60,
        height: 72,
        bytes: vec![127; 60 * 72 * 3],
    };
    let bytes = encode::encode(&gray, FRAME.max_bytes).unwrap();
    // a JPEG is a source like any other
    let photo = rebuild(&bytes, &FRAME, None).unwrap();
    assert_eq!((photo.width(), photo.height()), (60, 72));
    assert_eq!(
        photo.sha256(),
        <[u8; 32]>::from(Sha256::digest(photo.bytes()))
    );
    let held = photo.bytes().to_vec();
    assert!(held.starts_with(b"\xff\xd8\xff") && held.ends_with(b"\xff\xd9"));
    assert_eq!(photo.into_bytes(), held);
}
