//! Photos: any bytes give a bare JPEG of the frame's size, or a code; what is behind changes nothing.

use std::sync::OnceLock;

use cardsieve::Profile;
use cardsieve::photo::{Face, Frame, rebuild};

use super::words::are_ours;

/// Two small frames: one that most seeds are shrunk to, one that they are stretched to.
fn frames() -> &'static [Frame; 2] {
    static FRAMES: OnceLock<[Frame; 2]> = OnceLock::new();
    FRAMES.get_or_init(|| {
        [(5, 6), (45, 54)].map(|(width, height)| {
            let profile: Profile = format!(
                "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\n\
                 delete_after_days = 30\n[[column]]\nheader = \"record_ref\"\nplace = \"matching\"\n\
                 parts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }}]\n\
                 [photo]\nplace = \"front\"\nwidth = {width}\nheight = {height}\n"
            )
            .parse()
            .expect("a sound profile");
            Frame::of(profile.photo().expect("a photo"))
        })
    })
}

/// See `props::photo`.
pub fn check(bytes: &[u8]) {
    for frame in frames() {
        for face in [None, Face::new(2, 3, 4, 5)] {
            let photo = match rebuild(bytes, frame, face) {
                Ok(photo) => photo,
                Err(unusable) => {
                    are_ours(&format!("{unusable} {unusable:?}"), bytes);
                    continue;
                }
            };
            is_bare(photo.bytes(), photo.width(), photo.height());
            let behind = [bytes, b"behind the end"].concat();
            let again = rebuild(&behind, frame, face).expect("what is behind the end is not read");
            assert!(
                again.bytes() == photo.bytes(),
                "what is behind the end shows"
            );
            if bytes.starts_with(b"\xff\xd8") {
                let comment = [b"\xff\xd8\xff\xfe\0\x09comment", &bytes[2..]].concat();
                let again = rebuild(&comment, frame, face).expect("a comment is not read");
                assert!(again.bytes() == photo.bytes(), "a comment shows");
            }
        }
    }
}

/// Start, JFIF, tables, one frame of that size, one scan, end, and no more.
fn is_bare(file: &[u8], width: u16, height: u16) {
    assert_eq!(file[..2], [0xff, 0xd8]);
    let mut at = 2;
    let mut markers = Vec::new();
    loop {
        assert_eq!(file[at], 0xff, "something stands between two segments");
        let marker = file[at + 1];
        if marker == 0xd9 {
            break;
        }
        markers.push(marker);
        let body = &file[at + 4..];
        match marker {
            0xe0 => assert_eq!(body[..14], *b"JFIF\0\x01\x02\x01\x01\x2c\x01\x2c\0\0"),
            0xc0 => {
                assert_eq!(body[1..3], height.to_be_bytes());
                assert_eq!(body[3..5], width.to_be_bytes());
            }
            _ => {}
        }
        at += 2 + usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
        if marker == 0xda {
            while file[at] != 0xff || file[at + 1] == 0 {
                at += 1;
            }
        }
    }
    assert_eq!(at + 2, file.len(), "bytes stand behind the end");
    markers.dedup();
    assert_eq!(markers, [0xe0, 0xc0, 0xdb, 0xc4, 0xda]);
}
