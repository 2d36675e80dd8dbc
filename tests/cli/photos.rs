//! Photos of a batch: whose they are, and which stay behind.

use std::fs;

use cardsieve::Profile;

use super::studio::{Studio, colour, entries, holds, paths, picture};
use super::told;

/// The cells of a CSV under some of its headers.
fn cells(csv: &[u8], headers: [&str; 2]) -> Vec<[String; 2]> {
    let mut rows = csv::Reader::from_reader(csv);
    let header = rows.headers().unwrap().clone();
    let columns = headers.map(|name| header.iter().position(|one| one == name).unwrap());
    rows.records()
        .map(|row| row.unwrap())
        .map(|row| columns.map(|column| row[column].to_owned()))
        .collect()
}

#[test]
fn each_row_goes_with_the_photo_of_its_own_record() {
    let studio = Studio::new();
    let desk = &studio.desk;
    // rows that stay behind at either end and in between move no photo to another
    studio.point(&[
        (0, "none"),
        (7, "none"),
        (8, "none"),
        (30, "none"),
        (59, "none"),
    ]);
    studio.sealed();
    let hr = cells(
        desk.text("hr.csv").as_bytes(),
        ["warrant_number", "photo_original"],
    );
    let entries = entries(&fs::read(desk.at("x.zip")).unwrap());
    let rows = cells(&entries[2].1, ["printed_number", "photo_file"]);
    assert!(rows.len() > 50, "{}", rows.len());
    for [number, file] in rows {
        let record = hr.iter().position(|record| record[0] == number).unwrap();
        let name = format!("photos/{file}");
        let photo = &entries.iter().find(|entry| entry.0 == name).unwrap().1;
        let pixels = jpeg_decoder::Decoder::new(photo.as_slice())
            .decode()
            .unwrap();
        for (seen, expected) in pixels.iter().zip(colour(record)) {
            assert!(
                seen.abs_diff(expected) <= 4,
                "row {record}: {seen} {expected}"
            );
        }
    }
}

#[test]
fn photos_of_those_who_stay_and_of_nobody_are_counted_and_never_named() {
    let studio = Studio::new();
    let desk = &studio.desk;
    fs::create_dir_all(desk.at("album/SECRETNAME")).unwrap();
    for name in ["SECRETNAME/one.png", "SECRETNAME.txt"] {
        fs::write(desk.at("album").join(name), "").unwrap();
    }
    let all = paths(desk).len();
    let said = studio.sealed();
    let released = entries(&fs::read(desk.at("x.zip")).unwrap()).len() - 3;
    assert!(released < all, "somebody stays behind");
    // the photo of whoever stays behind for another reason is not even opened
    let left = all - released + 2;
    assert!(
        said.contains(&format!("that no row needed: {left}\n")),
        "{left}: {said}"
    );
    assert!(!holds(said.as_bytes(), "SECRETNAME"));
}

#[test]
fn a_photo_that_cannot_go_withholds_its_record_and_nothing_says_which_it_was() {
    let studio = Studio::new();
    let desk = &studio.desk;
    let album = desk.at("album");
    fs::create_dir(album.join("SECRETNAME")).unwrap();
    fs::write(desk.at("SECRETNAME.png"), picture(700)).unwrap();
    fs::write(album.join("SECRETNAME.gif"), b"GIF89a\x01\0\x01\0").unwrap();
    let whole = picture(701);
    fs::write(album.join("SECRETNAME.cut"), &whole[..whole.len() / 2]).unwrap();
    let large = fs::File::create(album.join("SECRETNAME.large")).unwrap();
    large.set_len((64 << 20) + 1).unwrap();
    let mut changes = vec![
        (0, "SECRETNAME/none.png", "photo-missing"),
        (1, "../SECRETNAME.png", "photo-missing"),
        (2, "photos/../SECRETNAME.gif", "photo-missing"),
        (3, "SECRETNAME", "photo-missing"),
        (4, "photos\\SECRETNAME.png", "photo-missing"),
        (5, "C:/SECRETNAME.png", "photo-missing"),
        (6, "SECRETNAME.gif", "photo-kind"),
        (7, "SECRETNAME.cut", "photo-unreadable"),
        (8, "SECRETNAME.large", "photo-too-large"),
        (9, "", "photo-missing"),
    ];
    let outside = desk.at("SECRETNAME.png").display().to_string();
    changes.push((10, &outside, "photo-missing"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(desk.at("SECRETNAME.png"), album.join("SECRETNAME.link")).unwrap();
        symlink(album.join("photos"), album.join("SECRETNAMES")).unwrap();
        let made = std::process::Command::new("mkfifo")
            .arg(album.join("SECRETNAME.pipe"))
            .status();
        assert!(made.unwrap().success());
        changes.push((11, "SECRETNAME.link", "photo-missing"));
        changes.push((12, "SECRETNAME.pipe", "photo-missing"));
    }
    let through = paths(desk)[13].replace("photos/", "SECRETNAMES/");
    if cfg!(unix) {
        changes.push((13, &through, "photo-missing"));
    }
    let pointed: Vec<(usize, &str)> = changes.iter().map(|(row, path, _)| (*row, *path)).collect();
    studio.point(&pointed);
    let said = studio.sealed();
    let report = desk.text("r.json");
    for (row, path, code) in &changes {
        let withheld = format!(
            "{{\"code\":\"{code}\",\"column\":\"photo_file\",\"row\":{}}}",
            row + 1
        );
        assert!(report.contains(&withheld), "{path}: {report}");
    }
    let bytes = fs::read(desk.at("x.zip")).unwrap();
    for content in [bytes.as_slice(), report.as_bytes(), said.as_bytes()] {
        assert!(!holds(content, "SECRETNAME"), "{said}");
    }
    assert!(
        said.contains("files in the folder of photos that no row needed: "),
        "{said}"
    );
}

#[test]
fn the_same_picture_of_two_records_is_counted_and_refused_when_strict() {
    let studio = Studio::new();
    let desk = &studio.desk;
    let clear: Vec<String> = desk
        .text("hr.csv")
        .lines()
        .filter(|line| !line.contains(",true"))
        .map(str::to_owned)
        .collect();
    desk.put("hr.csv", clear.join("\r\n") + "\r\n");
    for path in &paths(desk)[..3] {
        fs::write(desk.at("album").join(path), picture(900)).unwrap();
    }
    let said = studio.sealed();
    assert!(
        said.contains("the same picture as another record's: 2"),
        "{said}"
    );
    assert!(desk.text("r.json").contains("\"photos_repeated\":2"));
    let strict = studio.export(
        "y.zip",
        &["--sign", "key", "--strict", "--report", "s.json"],
    );
    assert!(told(&strict, 3).contains("photo-repeated"));
    assert!(desk.text("s.json").contains("\"code\":\"photo-repeated\""));
    assert!(!desk.at("y.zip").exists());
}

#[test]
fn a_photo_that_whoever_stays_behind_names_too_refuses_the_batch() {
    let studio = Studio::new();
    let desk = &studio.desk;
    let hr = desk.text("hr.csv");
    let [flagged, clear] = flagged_and_clear(hr.as_bytes());
    let names = paths(desk);
    // a person who leaves names the photo of one who is withheld
    for name in [names[flagged].clone(), format!(" {}", names[flagged])] {
        desk.put("hr.csv", &hr);
        studio.point(&[(clear, &name)]);
        let output = studio.export("x.zip", &["--unsigned", "--report", "r.json"]);
        let said = told(&output, 3);
        assert!(said.contains("shared-photo"), "{said}");
        assert!(!holds(said.as_bytes(), &names[flagged]));
        assert!(!desk.at("x.zip").exists());
        assert!(desk.text("r.json").contains("\"code\":\"shared-photo\""));
        fs::remove_file(desk.at("r.json")).unwrap();
    }
}

#[test]
fn a_photo_that_a_row_beyond_the_encoding_names_too_refuses_the_batch() {
    let studio = Studio::new();
    let desk = &studio.desk;
    let source = Profile::preset_source("warrant-card").unwrap();
    assert!(!source.contains("\n[csv]"));
    let csv = "[csv]\nencoding = \"windows-1252\"\n\n[photo]";
    desk.put("card.toml", source.replacen("[photo]", csv, 1));
    let export = || {
        let arguments = [
            "--profile",
            "./card.toml",
            "--input",
            "hr.csv",
            "--photos",
            "album",
        ];
        desk.export(&[arguments.as_slice(), &["--unsigned", "--output", "x.zip"]].concat())
    };
    let hr = desk.text("hr.csv");
    let [_, clear] = flagged_and_clear(hr.as_bytes());
    let mut rows = csv::Reader::from_reader(hr.as_bytes());
    let header = rows.headers().unwrap().clone();
    let family = header
        .iter()
        .position(|name| name == "family_name")
        .unwrap();
    let mut changed = csv::Writer::from_writer(Vec::new());
    changed.write_record(&header).unwrap();
    // everybody else is beyond it, so that nobody stays behind for another reason alone
    for (at, row) in rows.records().map(|row| row.unwrap()).enumerate() {
        let is_beyond = |column| column == family && at != clear;
        let cells = row.iter().enumerate();
        let cells = cells.map(|(column, cell)| if is_beyond(column) { "Łuczak" } else { cell });
        changed.write_record(cells).unwrap();
    }
    let hr = String::from_utf8(changed.into_inner().unwrap()).unwrap();
    let names = paths(desk);
    desk.put("hr.csv", &hr);
    told(&export(), 0);
    fs::remove_file(desk.at("x.zip")).unwrap();
    for name in names
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != clear)
        .take(5)
    {
        desk.put("hr.csv", &hr);
        studio.point(&[(clear, name.1)]);
        let said = told(&export(), 3);
        assert!(said.contains("shared-photo"), "{said}");
        assert!(!desk.at("x.zip").exists());
    }
}

/// A record with a raised flag, and one without.
fn flagged_and_clear(csv: &[u8]) -> [usize; 2] {
    let flags = [
        "covert",
        "protected_identity",
        "close_protection",
        "under_threat",
        "minor",
    ];
    let mut rows = csv::Reader::from_reader(csv);
    let header = rows.headers().unwrap().clone();
    let columns: Vec<usize> = (0..header.len())
        .filter(|at| flags.contains(&&header[*at]))
        .collect();
    let rows: Vec<_> = rows.records().map(|row| row.unwrap()).collect();
    let is_raised = |row: &&csv::StringRecord| columns.iter().any(|at| &row[*at] == "true");
    let flagged = rows.iter().position(|row| is_raised(&row)).unwrap();
    let clear = rows.iter().position(|row| !is_raised(&row)).unwrap();
    [flagged, clear]
}

#[test]
fn a_photo_is_the_file_of_exactly_the_name_that_was_given_if_there_is_one() {
    let studio = Studio::new();
    let desk = &studio.desk;
    for (number, name) in ["Rene\u{301}.png", "Ren\u{e9}.png", " x.png", "x.png"]
        .iter()
        .enumerate()
    {
        fs::write(desk.at("album").join(name), picture(number)).unwrap();
    }
    let hr = desk.text("hr.csv");
    for (expected, name) in [(0, "Rene\u{301}.png"), (1, "Ren\u{e9}.png"), (3, "x.png")] {
        desk.put("hr.csv", &hr);
        studio.point(&[(1, name)]);
        let people = cells(
            desk.text("hr.csv").as_bytes(),
            ["warrant_number", "photo_original"],
        );
        studio.sealed();
        let entries = entries(&fs::read(desk.at("x.zip")).unwrap());
        let rows = cells(&entries[2].1, ["printed_number", "photo_file"]);
        let [_, file] = rows.iter().find(|row| row[0] == people[1][0]).unwrap();
        let photo = &entries
            .iter()
            .find(|entry| entry.0 == format!("photos/{file}"))
            .unwrap()
            .1;
        let pixels = jpeg_decoder::Decoder::new(photo.as_slice())
            .decode()
            .unwrap();
        for (seen, expected) in pixels.iter().zip(colour(expected)) {
            assert!(seen.abs_diff(expected) <= 4, "{name}: {seen} {expected}");
        }
    }
}
