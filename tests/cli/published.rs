//! Files that others published, where `CARDSIEVE_CASES` names a folder with them; nothing of them is part of
//! this project. Where it does not, the run says so, whatever else it captures.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

const PICTURES: &[&str] = &[
    "photos-exiftool",
    "photos-orientation",
    "photos-pngsuite",
    "photos-image-rs",
];

const OTHERS: &[&str] = &[
    "photos-malformed",
    "parse-csv-spectrum",
    "parse-json",
    "parse-toml-invalid",
    "text-blns",
    "text-csv-injection",
    "text-names-faker",
    "text-names-popular",
    "text-unicode",
    "xlsx-hidden",
    "pii-presidio",
    "pii-stdnum",
    "pii-uk-postcodes",
];

/// Every address that the process can have: more than every byte that it holds.
const MEMORY_KIB: u64 = 512 << 10;

#[allow(
    clippy::disallowed_methods,
    reason = "the cases are not part of the project"
)]
fn cases(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("CARDSIEVE_CASES").map(PathBuf::from);
    if folder.is_none() {
        // past the capture of output
        let _ = writeln!(
            std::io::stderr(),
            "NOT RUN: {test}: CARDSIEVE_CASES names no folder of published cases"
        );
    }
    folder
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|_| panic!("{}", folder.display()));
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// `inspect FILE` as JSON, within the limit of memory.
fn inspect(path: &Path) -> Output {
    let script = format!("ulimit -v {MEMORY_KIB} && exec \"$0\" inspect --format json \"$1\"");
    Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_cardsieve")])
        .arg(path)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

#[test]
fn no_published_file_stops_it_takes_two_seconds_or_half_a_gibibyte() {
    let Some(cases) = cases("no_published_file_stops_it_takes_two_seconds_or_half_a_gibibyte")
    else {
        return;
    };
    let (mut looked, mut wrong, mut slowest) = (0, Vec::new(), Duration::ZERO);
    for set in PICTURES.iter().chain(OTHERS) {
        for path in files(&cases.join(set)) {
            let begun = Instant::now();
            let output = inspect(&path);
            let took = begun.elapsed();
            slowest = slowest.max(took);
            looked += 1;
            let said = String::from_utf8_lossy(&output.stdout);
            let ends = matches!(output.status.code(), Some(0 | 3)) && output.stderr.is_empty();
            if !ends || !said.starts_with('{') || took > Duration::from_secs(2) {
                let status = output.status;
                wrong.push(format!("{}: {status}, {took:?}", path.display()));
            }
        }
    }
    assert!(looked > 1000, "{looked}");
    assert!(wrong.is_empty(), "{wrong:#?}");
    let _ = writeln!(
        std::io::stderr(),
        "{looked} published files, the slowest {slowest:?}"
    );
}

/// The sign that tells of each group of tags, as exiftool names them.
fn sign(group: &str, tag: &str) -> Option<&'static str> {
    let (first, second) = group.split_once(':').unwrap_or((group, ""));
    Some(match (first, second) {
        ("EXIF", "GPS") if tag.starts_with("GPSL") => "gps",
        ("EXIF", "GPS") => "exif",
        ("EXIF", _) => "exif",
        ("MakerNotes", _) => "maker-note",
        ("XMP", _) => "xmp",
        ("IPTC" | "Photoshop", _) => "iptc",
        ("ICC_Profile", _) => "icc-profile",
        ("File", "") if tag == "Comment" => "picture-comment",
        ("PNG", _)
            if [
                "Comment",
                "Author",
                "Description",
                "Software",
                "Copyright",
                "Title",
            ]
            .contains(&tag) =>
        {
            "picture-comment"
        }
        ("PNG", _) if tag == "ModifyDate" => "picture-time",
        _ => return None,
    })
}

#[test]
fn every_published_picture_with_metadata_is_found_by_its_kind_as_exiftool_sees_it() {
    let name = "every_published_picture_with_metadata_is_found_by_its_kind_as_exiftool_sees_it";
    let Some(cases) = cases(name) else { return };
    let mut judge = Command::new("exiftool");
    judge.args(["-j", "-a", "-G0:1", "-r"]);
    judge.args(PICTURES.iter().map(|set| cases.join(set)));
    let Ok(judged) = judge.output() else {
        let _ = writeln!(std::io::stderr(), "NOT RUN: {name}: there is no exiftool");
        return;
    };
    let judged: Vec<Value> = serde_json::from_slice(&judged.stdout).unwrap();
    assert!(judged.len() > 250, "{}", judged.len());
    let (mut wrong, mut seen) = (Vec::new(), BTreeMap::new());
    for picture in &judged {
        let tags = picture.as_object().unwrap();
        let kind = tags.get("File:MIMEType").and_then(Value::as_str);
        if !kind.is_some_and(|kind| kind.starts_with("image/")) {
            continue;
        }
        let path = PathBuf::from(tags["SourceFile"].as_str().unwrap());
        let expected: BTreeSet<&str> = tags
            .keys()
            .filter_map(|key| {
                let (group, tag) = key.rsplit_once(':')?;
                sign(group, tag)
            })
            .collect();
        let said: Value = serde_json::from_slice(&inspect(&path).stdout).unwrap();
        let found: BTreeSet<&str> = said["files"][0]["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["code"].as_str().unwrap())
            .collect();
        // of what is not looked into nothing more is said
        let is_known = !found.contains("not-inspected") && !found.contains("damaged");
        for sign in expected {
            *seen.entry(sign).or_insert(0) += 1;
            let more_said = match sign {
                "icc-profile" => found.contains("icc-text"),
                "exif" => found.contains("gps"),
                // a format of lines of text
                "picture-comment" => found.contains("comment-line"),
                _ => false,
            };
            if is_known && !found.contains(sign) && !more_said {
                wrong.push(format!("{}: {sign}, but {found:?}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for sign in [
        "exif",
        "gps",
        "maker-note",
        "xmp",
        "iptc",
        "icc-profile",
        "picture-comment",
    ] {
        assert!(
            seen.get(sign).is_some_and(|count| *count > 2),
            "{sign}: {seen:?}"
        );
    }
}
