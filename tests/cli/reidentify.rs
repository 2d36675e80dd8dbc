//! From tokens back to records.

use super::{Desk, stderr, stdout, told};

#[test]
fn tokens_of_every_column_lead_back_and_those_not_found_are_counted() {
    let desk = Desk::new();
    let export = [
        "--profile",
        "access-fob",
        "--input",
        "hr.csv",
        "--output",
        "x.csv",
        "--report",
        "r.json",
    ];
    told(&desk.export(&export), 0);
    let rows = desk.text("x.csv");
    let header: Vec<_> = rows.lines().next().unwrap().split(',').collect();
    let cells: Vec<_> = rows.lines().nth(1).unwrap().split(',').collect();
    let cell = |name: &str| cells[header.iter().position(|header| *header == name).unwrap()];
    let report = desk.text("r.json");
    let batch = report
        .split("\"batch\":\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let find = |batch: &str, tokens: &[&str]| {
        super::cardsieve()
            .current_dir(desk.path())
            .args([
                "reidentify",
                "--secret",
                "secret",
                "--profile",
                "access-fob",
                "--input",
                "hr.csv",
            ])
            .args(["--controller", "C", "--recipient", "R", "--batch", batch])
            .args(tokens)
            .output()
            .unwrap()
    };
    let found = find(batch, &[cell("record_ref"), cell("barcode")]);
    told(&found, 0);
    assert!(stderr(&found).contains("section 171"));
    let lines = stdout(&found);
    let lines: Vec<_> = lines.split("\r\n").collect();
    assert_eq!((lines[0], lines.len()), ("token,field,value", 4));
    let id = lines[1]
        .strip_prefix(&format!("{},record_id,", cell("record_ref")))
        .unwrap();
    assert_eq!(lines[2], format!("{},record_id,{id}", cell("barcode")));
    assert!(
        desk.text("hr.csv")
            .lines()
            .any(|line| line.starts_with(&format!("{id},")))
    );

    let other = find("0123456789abcdef", &[cell("record_ref")]);
    assert!(told(&other, 3).contains("1 of 1 token not found"));
    assert_eq!(stdout(&other), "token,field,value\r\n");
}
