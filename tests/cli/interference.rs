//! Inputs that differ in what nobody may learn: one run, to everybody who looks on.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::time::{Duration, SystemTime};

use cardsieve::field::{Field, Flag, Role};

use super::studio::{Studio, paths};
use super::{code, stderr};

/// What there is to see of one run.
#[derive(PartialEq, Eq)]
struct Seen {
    code: i32,
    stdout: Vec<u8>,
    stderr: String,
    /// Every file that was written, with its mode.
    files: BTreeMap<String, (Vec<u8>, u32)>,
}

#[cfg(unix)]
fn mode(metadata: &fs::Metadata) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&metadata.permissions())
}

#[cfg(not(unix))]
fn mode(metadata: &fs::Metadata) -> u32 {
    u32::from(metadata.permissions().readonly())
}

impl Seen {
    fn of(studio: &Studio, mut command: Command) -> Self {
        let before = studio.desk.names();
        let start = SystemTime::now();
        let output = command.output().unwrap();
        let mut files = BTreeMap::new();
        let new = studio
            .desk
            .names()
            .into_iter()
            .filter(|name| !before.contains(name));
        for name in new {
            let path = studio.desk.at(&name);
            let metadata = fs::metadata(&path).unwrap();
            // a file is as old as the run, and by no more and no less
            let modified = metadata.modified().unwrap();
            let slack = Duration::from_secs(5);
            assert!(
                modified + slack >= start && modified <= SystemTime::now() + slack,
                "{name}"
            );
            files.insert(name, (fs::read(&path).unwrap(), mode(&metadata)));
            fs::remove_file(path).unwrap();
        }
        Self {
            code: code(&output),
            stderr: stderr(&output),
            stdout: output.stdout,
            files,
        }
    }

    fn assert_same(&self, other: &Self, about: &str) {
        assert_eq!(self.code, other.code, "{about}: {}", other.stderr);
        assert_eq!(self.stderr, other.stderr, "{about}");
        assert!(self.stdout == other.stdout, "{about}: standard output");
        let names = |seen: &Self| seen.files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(self), names(other), "{about}");
        for (name, (bytes, mode)) in &self.files {
            let (other, other_mode) = &other.files[name];
            assert!(bytes == other, "{about}: {name}");
            assert_eq!(mode, other_mode, "{about}: {name}");
        }
    }
}

/// An HR export as a table.
#[derive(Clone)]
struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(text: &str) -> Self {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let texts = |row: &csv::StringRecord| row.iter().map(str::to_owned).collect();
        Self {
            header: texts(reader.headers().unwrap()),
            rows: reader.records().map(|row| texts(&row.unwrap())).collect(),
        }
    }

    fn write(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.header).unwrap();
        self.rows
            .iter()
            .for_each(|row| writer.write_record(row).unwrap());
        writer.into_inner().unwrap()
    }

    /// Another text in every cell that `change` wants to change.
    fn changed(&self, change: impl Fn(usize, &str, &str) -> Option<String>) -> Self {
        let mut table = self.clone();
        for (number, row) in table.rows.iter_mut().enumerate() {
            for (name, cell) in self.header.iter().zip(row) {
                if let Some(text) = change(number, name, cell) {
                    *cell = text;
                }
            }
        }
        table
    }
}

fn is_never(name: &str) -> bool {
    Field::from_name(name).is_none_or(|field| field.role() == Role::Never)
}

fn is_flag(name: &str) -> bool {
    Flag::ALL.iter().any(|flag| flag.name() == name)
}

/// Inputs between which nobody may tell, but for whoever has them.
fn twins(studio: &Studio) -> Vec<(&'static str, Vec<u8>)> {
    let table = Table::read(&studio.desk.text("hr.csv"));
    let is_raised: Vec<bool> = table
        .rows
        .iter()
        .map(|row| {
            let mut cells = table.header.iter().zip(row);
            cells.any(|(name, cell)| is_flag(name) && cell != "false")
        })
        .collect();
    assert!(is_raised.contains(&true) && is_raised.contains(&false));
    let never = |text: &dyn Fn(usize) -> String| {
        table
            .changed(|row, name, _| is_never(name).then(|| text(row)))
            .write()
    };
    let raised = |texts: &'static [&'static str]| {
        let table = table.changed(|row, name, _| {
            let flag = Flag::ALL.iter().position(|flag| flag.name() == name)?;
            is_raised[row].then(|| texts[(row + flag) % texts.len()].to_owned())
        });
        table.write()
    };
    vec![
        ("nothing that never leaves", never(&|_| String::new())),
        ("short texts", never(&|row| format!("{row}"))),
        (
            "long texts",
            never(&|row| "NPPV3 | O'Neill; ".repeat(40 + row % 9)),
        ),
        ("every flag of whoever stays", raised(&["true"])),
        (
            "one flag of whoever stays, by some text",
            raised(&["no", "false", "0", "since May", "n"]),
        ),
        ("flags left open", raised(&["", "?", "TRUE"])),
    ]
}

/// What each run is to write, and the rest of its command line.
fn runs() -> Vec<(&'static str, Vec<&'static str>)> {
    let reports = ["--report", "r.json", "--flagged-report", "f.txt"];
    let day = ["--created", "2026-01-31"];
    let of = |first: &[&'static str]| [first, &day, &reports].concat();
    vec![
        ("bare rows", of(&["--output", "out.csv"])),
        ("bare rows as JSON", of(&["--output", "out.ndjson"])),
        (
            "standard output",
            [["--output", "-"].as_slice(), &reports].concat(),
        ),
        (
            "a batch",
            of(&["--output", "out.zip", "--unsigned", "--photos", "album"]),
        ),
        ("a dry run", of(&["--dry-run"])),
        ("a strict run", of(&["--output", "out.csv", "--strict"])),
    ]
}

fn command(studio: &Studio, arguments: &[&str]) -> Command {
    let fixed = ["--profile", "warrant-card", "--input", "hr.csv"];
    studio.desk.command(&[fixed.as_slice(), arguments].concat())
}

/// What makes every run the run of one batch: its id, and the digest of its rows.
fn repeated(studio: &Studio, arguments: &[&str]) -> [String; 2] {
    let first = Seen::of(studio, command(studio, arguments));
    let report = first.files.get("r.json");
    let report = &report.unwrap_or_else(|| panic!("{}", first.stderr)).0;
    let report: serde_json::Value = serde_json::from_slice(report).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    [text(&report["batch"]), text(&report["rows"]["sha256"])]
}

#[test]
fn inputs_that_differ_in_what_nobody_may_learn_give_one_run() {
    let studio = Studio::new();
    let hr = studio.desk.text("hr.csv");
    let twins = twins(&studio);
    for (name, arguments) in runs() {
        studio.desk.put("hr.csv", &hr);
        let [batch, sha256] = repeated(&studio, &arguments);
        // a run that gives no rows has no digest, and any will do
        let sha256 = if sha256.is_empty() {
            "5a".repeat(32)
        } else {
            sha256
        };
        let again = ["--batch-id", &batch, "--expect-sha256", &sha256];
        let arguments = [arguments.as_slice(), &again].concat();
        let seen = Seen::of(&studio, command(&studio, &arguments));
        assert_eq!(
            seen.code,
            if name == "a strict run" { 3 } else { 0 },
            "{}",
            seen.stderr
        );
        for (twin, text) in &twins {
            studio.desk.put("hr.csv", text);
            let other = Seen::of(&studio, command(&studio, &arguments));
            seen.assert_same(&other, &format!("{name}: {twin}"));
        }
    }
}

#[test]
fn a_batch_id_that_was_drawn_says_nothing_of_what_was_read() {
    let studio = Studio::new();
    let arguments = [
        "--dry-run",
        "--report",
        "r.json",
        "--flagged-report",
        "f.txt",
    ];
    let ids: Vec<String> = (0..12)
        .map(|_| repeated(&studio, &arguments)[0].clone())
        .collect();
    // of one input no digit is the same in every run, but once in a million million
    for digit in 0..16 {
        let digits = ids.iter().map(|id| id.as_bytes()[digit]);
        let digits: std::collections::BTreeSet<u8> = digits.collect();
        assert!(digits.len() > 1, "digit {digit} of {ids:?}");
    }
}

#[test]
fn where_in_the_input_somebody_stands_leaves_no_trace() {
    let studio = Studio::new();
    let table = Table::read(&studio.desk.text("hr.csv"));
    let count = table.rows.len();
    let is_raised = |row: &Vec<String>| {
        let mut cells = table.header.iter().zip(row);
        cells.any(|(name, cell)| is_flag(name) && cell != "false")
    };
    let stays = table.rows.iter().position(is_raised).unwrap();
    for (name, arguments) in runs() {
        studio.desk.put("hr.csv", table.write());
        let [batch, sha256] = repeated(&studio, &arguments);
        let sha256 = if sha256.is_empty() {
            "5a".repeat(32)
        } else {
            sha256
        };
        let again = ["--batch-id", &batch, "--expect-sha256", &sha256];
        let arguments = [arguments.as_slice(), &again].concat();
        let run = || {
            let mut seen = Seen::of(&studio, command(&studio, &arguments));
            // for the controller alone: it says which rows they are
            assert!(seen.files.remove("f.txt").is_some());
            seen
        };
        let seen = run();
        // whoever stays behind is the first, the last, and somewhere between
        for first in [stays, (stays + 1) % count, stays + 17] {
            let mut turned = table.clone();
            turned.rows.rotate_left(first % count);
            studio.desk.put("hr.csv", turned.write());
            seen.assert_same(&run(), &format!("{name}: from row {first}"));
        }
    }
}

/// A picture of which no two parts are alike.
fn sloped(number: usize) -> Vec<u8> {
    let (width, height) = (90_u32, 120_u32);
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    let shade = u8::try_from(number).unwrap();
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let pixels = pixels.flat_map(|(x, y)| {
        [x, y]
            .map(|at| u8::try_from(2 * at).unwrap())
            .into_iter()
            .chain([shade])
    });
    writer
        .write_image_data(&pixels.collect::<Vec<u8>>())
        .unwrap();
    writer.finish().unwrap();
    out
}

#[test]
fn how_the_files_of_photos_are_named_and_kept_leaves_no_trace() {
    let studio = Studio::new();
    let desk = &studio.desk;
    for (row, path) in paths(desk).iter().enumerate() {
        fs::write(desk.at("album").join(path), sloped(row)).unwrap();
    }
    let arguments = [
        "--output",
        "out.zip",
        "--unsigned",
        "--photos",
        "album",
        "--report",
        "r.json",
    ];
    let [batch, sha256] = repeated(&studio, &arguments);
    let again = ["--batch-id", &batch, "--expect-sha256", &sha256];
    let arguments = [arguments.as_slice(), &again].concat();
    let seen = Seen::of(&studio, command(&studio, &arguments));
    assert_eq!(seen.code, 0, "{}", seen.stderr);
    let table = Table::read(&desk.text("hr.csv"));
    let old = paths(desk);
    let named: [fn(usize) -> String; 3] = [
        |row| format!("{row}.png"),
        |row| {
            format!(
                "units/C{}/{}SMITH {row}, John.JPEG",
                row % 7,
                "deep/".repeat(row % 9 + 1)
            )
        },
        |row| format!("é/{}{row}", "x".repeat(row * 3)),
    ];
    for (way, name) in named.iter().enumerate() {
        fs::remove_dir_all(desk.at("album")).unwrap();
        for row in 0..old.len() {
            let place = desk.at("album").join(name(row));
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(&place, sloped(row)).unwrap();
            let file = fs::File::options().append(true).open(&place).unwrap();
            let age = Duration::from_secs(86_400 * row as u64);
            file.set_modified(SystemTime::UNIX_EPOCH + age).unwrap();
        }
        let change =
            |row: usize, column: &str, _: &str| (column == "photo_original").then(|| name(row));
        desk.put("hr.csv", table.changed(change).write());
        let other = Seen::of(&studio, command(&studio, &arguments));
        seen.assert_same(&other, &format!("way {way}"));
    }
}
