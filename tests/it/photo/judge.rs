//! exiftool's word about what comes out. Run where `CARDSIEVE_OUTSIDE_JUDGES` is set, as the checks do.

use std::collections::BTreeSet;
use std::process::Command;

use super::pictures::{PLAIN, Picture, chunk, exif, png, segment, srgb_profile};
use super::{photo, usual};

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a test may ask whether the judge is there"
)]
fn exiftool_finds_nothing_but_a_jfif_header() {
    if std::env::var_os("CARDSIEVE_OUTSIDE_JUDGES").is_none() {
        return;
    }
    let picture = Picture::sample(640, 480, 3);
    let thumbnail = PLAIN.write(&Picture::sample(40, 30, 9));
    let plain = PLAIN.write(&picture);
    let in_jpeg = [
        &plain[..20],
        &segment(
            0xe1,
            &[b"Exif\0\0", exif(6, &thumbnail).as_slice()].concat(),
        ),
        &segment(
            0xe2,
            &[b"ICC_PROFILE\0\x01\x01", srgb_profile().as_slice()].concat(),
        ),
        &segment(0xfe, b"a comment"),
        &plain[20..],
        &thumbnail,
    ]
    .concat();
    let plain = png(&picture);
    let in_png = [
        &plain[..33],
        &chunk(b"eXIf", &exif(3, &thumbnail)),
        &chunk(b"tEXt", b"Author\0somebody"),
        &plain[33..],
        b"behind",
    ]
    .concat();
    let folder = tempfile::tempdir().unwrap();
    let groups = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let output = Command::new("exiftool")
            .args(["-j", "-G1", "-a", "-u"])
            .arg(&path)
            .output()
            .expect("exiftool, from Debian's libimage-exiftool-perl");
        let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let found = found[0].as_object().unwrap();
        found
            .keys()
            .filter_map(|key| key.split_once(':'))
            .map(|(group, _)| group.to_owned())
            .collect::<BTreeSet<_>>()
    };
    let allowed = ["Composite", "ExifTool", "File", "JFIF", "System"];
    for (name, file) in [("jpeg", in_jpeg), ("png", in_png)] {
        let before = groups(&format!("{name}-before"), &file);
        assert!(
            before.contains("IFD0"),
            "the judge sees what is there: {before:?}"
        );
        let after = groups(&format!("{name}-after.jpg"), photo(&file, &usual()).bytes());
        assert!(
            after.iter().all(|group| allowed.contains(&group.as_str())),
            "{after:?}"
        );
        assert!(after.contains("JFIF"));
    }
}
