//! Every vendor's form, from a profile that names it to the bureau's folder.

use std::fs;

use cardsieve::Profile;
use cardsieve::profile::Vendor;

use super::studio::Studio;
use super::{run, stdout, told};

/// `warrant-card` with these lines of `[csv]`.
fn put_profile(studio: &Studio, csv: &str) {
    let source = Profile::preset_source("warrant-card").unwrap();
    let csv = format!("[csv]\n{csv}\n\n[[column]]");
    let source = source.replacen("[[column]]", &csv, 1);
    studio.desk.put("card.toml", source);
}

fn export(studio: &Studio, output: &str) -> String {
    let arguments = [
        "--profile",
        "./card.toml",
        "--input",
        "hr.csv",
        "--photos",
        "album",
        "--sign",
        "key",
        "--report",
        "r.json",
        "--output",
        output,
    ];
    told(&studio.desk.export(&arguments), 0)
}

#[test]
fn a_batch_in_every_vendors_form_is_clean_verified_unpacked_and_led_back() {
    let studio = Studio::new();
    let desk = &studio.desk;
    for vendor in Vendor::ALL {
        let name = vendor.name();
        put_profile(&studio, &format!("vendor = {name:?}"));
        let batch = format!("{name}.zip");
        export(&studio, &batch);
        told(
            &studio.run(&["verify", &batch, "--signer", "signers.txt", "--as", "R"]),
            0,
        );
        let inspected = [
            "inspect",
            &batch,
            "--profile",
            "./card.toml",
            "--controller",
            "C",
            "--recipient",
            "R",
            "--signer",
            "signers.txt",
        ];
        told(&studio.run(&inspected), 0);
        told(
            &studio.run(&["unpack", &batch, name, "--signer", "signers.txt"]),
            0,
        );
        let rows = fs::read(desk.at(name).join("rows.csv")).unwrap();
        let (rows, _) = encoding(vendor, &rows);
        let delimiter = vendor.csv().delimiter().name();
        let lines: Vec<&str> = rows.trim_start_matches('\u{feff}').lines().collect();
        let headers: Vec<&str> = lines[0].split(delimiter).collect();
        let own = |header: &'static str| vendor.header(header).unwrap_or(header);
        assert_eq!(headers[0], own("record_ref"), "{name}");
        assert_eq!(headers[2], own("print_name"), "{name}");
        assert_eq!(headers.last(), Some(&own("photo_file")), "{name}");
        assert!(lines.len() > 30, "{name}: {}", lines.len());
        for line in &lines[1..] {
            let cells: Vec<&str> = line.split(delimiter).collect();
            let cell = cells.last().unwrap();
            let file = match vendor.csv().photo_name().name() {
                "file" => format!("photos/{cell}"),
                "token" => format!("photos/{cell}.jpg"),
                _ => (*cell).to_owned(),
            };
            assert!(desk.at(name).join(&file).is_file(), "{name}: {file}");
            assert!(file.contains(cells[0]));
        }
        let has = |one: char| lines[1..].iter().any(|line| line.contains(one));
        match vendor.csv().apostrophes().name() {
            "strip" => assert!(!has('\'') && !has('\u{2019}'), "{name}"),
            "straight" => assert!(has('\'') && !has('\u{2019}'), "{name}"),
            _ => assert!(has('\''), "{name}"),
        }
        let token = lines[1].split(delimiter).next().unwrap();
        let back = studio.run(&[
            "reidentify",
            "--secret",
            "secret",
            "--profile",
            "./card.toml",
            "--controller",
            "C",
            "--recipient",
            "R",
            "--batch",
            &batch,
            "--input",
            "hr.csv",
            token,
        ]);
        told(&back, 0);
        assert!(stdout(&back).contains(&format!("{token},record_id,")));
    }
}

/// The text of the rows, and whether all of them are ASCII.
fn encoding(vendor: &Vendor, rows: &[u8]) -> (String, bool) {
    let text = if vendor.csv().encoding().name() == "windows-1252" {
        rows.iter().map(|byte| char::from(*byte)).collect()
    } else {
        String::from_utf8(rows.to_vec()).unwrap()
    };
    (text, rows.is_ascii())
}

#[test]
fn what_a_vendor_does_to_names_is_told_by_the_explanation_the_comparison_and_the_manifest() {
    let studio = Studio::new();
    put_profile(&studio, "vendor = \"vantagepoint\"");
    let explained = told(&studio.run(&["profile", "explain", "./card.toml"]), 0);
    let explained = explained.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        explained.contains("left out: O'Brien is written OBrien"),
        "{explained}"
    );
    let compared = told(
        &studio.run(&["profile", "diff", "warrant-card", "./card.toml"]),
        0,
    );
    assert!(
        compared.contains("apostrophes: as the record has them -> left out"),
        "{compared}"
    );
    assert!(
        compared.contains("credential_no -> Card number"),
        "{compared}"
    );
    export(&studio, "x.zip");
    let batch = fs::read(studio.desk.at("x.zip")).unwrap();
    let said = b"\"csv\":{\"apostrophes\":\"strip\"}";
    assert!(memchr::memmem::find(&batch, said).is_some());
    let shown = told(&studio.run(&["profile", "show", "./card.toml"]), 0);
    assert!(
        shown.contains("apostrophes = \"strip\"") && shown.contains("header = \"Card number\""),
        "{shown}"
    );
}

#[test]
fn the_list_of_vendors_names_each_with_its_form() {
    let listed = told(&run(["profile", "vendors"]), 0);
    for vendor in Vendor::ALL {
        assert!(listed.contains(vendor.name()) && listed.contains(vendor.product()));
        for (_, own) in vendor.headers() {
            assert!(listed.contains(&format!("as {own:?}")), "{listed}");
        }
    }
}

#[test]
fn a_vendor_that_nobody_knows_is_refused_with_the_list_of_those_that_are_known() {
    let studio = Studio::new();
    put_profile(&studio, "vendor = \"vantage-point\"");
    let said = told(&studio.run(&["profile", "check", "./card.toml"]), 3);
    assert!(said.contains("did you mean `vantagepoint`?"), "{said}");
    for vendor in Vendor::ALL {
        assert!(said.contains(vendor.name()), "{said}");
    }
}
