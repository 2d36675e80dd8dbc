//! Files of thousands of rows: none stands too far down to be looked at.

use super::*;

#[test]
fn a_fault_is_found_however_far_down_it_stands() {
    const ROWS: usize = 2600;
    let bytes = written(&profile(TOKEN_AND_SERIAL), Form::Csv, ROWS);
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.split_inclusive("\r\n").collect();
    let conformance = Conformance::new(&profile(TOKEN_AND_SERIAL));
    let found = |lines: &[&str]| {
        let report = conformance.check(lines.concat().as_bytes(), Some(Form::Csv));
        codes(&report)
    };
    assert_eq!(found(&lines), []);
    for at in [
        1,
        255,
        256,
        511,
        512,
        513,
        1000,
        1001,
        1024,
        2047,
        2048,
        2500,
        ROWS - 1,
    ] {
        let (token, serial) = lines[at].split_once(',').unwrap();
        let change = |line: String| {
            let mut changed = lines.clone();
            changed[at] = &line;
            found(&changed)
        };
        assert_eq!(
            change(format!("{token},{}", serial.to_lowercase())),
            [Code::BadCell],
            "{at}"
        );
        assert_eq!(
            change(format!("{}1,{serial}", &token[..15])),
            [Code::BadCell],
            "{at}"
        );
        assert_eq!(
            change(format!("{token},\"{}\"\r\n", serial.trim_end())),
            [Code::NotCanonical]
        );
        assert_eq!(
            change(format!("{token},{}\n", serial.trim_end())),
            [Code::NotCanonical],
            "{at}"
        );
        assert_eq!(
            change(format!("{token},{}, \r\n", serial.trim_end())),
            [Code::CellCount],
            "{at}"
        );
        // another row's number, however far away that is
        for other in [1, 300, ROWS].into_iter().filter(|other| *other != at) {
            let (_, taken) = lines[other].split_once(',').unwrap();
            assert_eq!(
                change(format!("{token},{taken}")),
                [Code::RepeatedToken],
                "{at} {other}"
            );
        }
        let mut swapped = lines.clone();
        swapped.swap(at, at + 1);
        assert_eq!(found(&swapped), [Code::RowOrder], "{at}");
    }
}

/// Two columns, so that thousands of rows are soon checked.
const TOKEN_AND_SERIAL: &str = "max_rows = 10000\n[[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
    parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n\
    [[column]]\nheader = \"serial\"\nplace = \"back\"\nparts = [{ field = \"card_serial\", treatment = \"keep\" }]\n";
