//! Tables of text: what stands where nobody sees it who opens them in a spreadsheet.

use super::codes;

#[test]
fn rows_behind_many_blank_ones_are_far_away() {
    for blank in ["\n", "\r\n", ",\n", "\"\",\"\"\n"] {
        let file = |count: usize| {
            format!(
                "card_serial,rank\nC1,Constable\n{}C2,Sergeant\n",
                blank.repeat(count)
            )
        };
        assert_eq!(
            codes(file(200).as_bytes(), "a.csv"),
            ["far-cells"],
            "{blank:?}"
        );
        assert_eq!(codes(file(20).as_bytes(), "a.csv"), [""; 0], "{blank:?}");
    }
    let end = "card_serial,rank\nC1,Constable\n".to_owned() + &"\n".repeat(200);
    assert_eq!(codes(end.as_bytes(), "a.csv"), [""; 0]);
    // lines within a cell are none between rows
    let lines = format!(
        "card_serial,rank\nC1,\"{}\"\nC2,Sergeant\n",
        "a\n".repeat(200)
    );
    assert!(!codes(lines.as_bytes(), "a.csv").contains(&"far-cells"));
}

#[test]
fn what_stands_below_empty_lines_of_its_cell_is_not_seen() {
    for end in ["\n", "\r\n"] {
        let file = |count: usize| {
            format!(
                "card_serial,rank\nC1,\"Constable{}moved\"\n",
                end.repeat(count)
            )
        };
        let found = codes(file(5).as_bytes(), "a.csv");
        assert!(found.contains(&"invisible-text"), "{end:?}: {found:?}");
        assert_eq!(codes(file(2).as_bytes(), "a.csv"), [""; 0], "{end:?}");
    }
}
