//! The withhold list: which lines are ids, and what is said of those that are none.

use cardsieve::Code;
use cardsieve::minimise::{WithholdList, WithholdListErrors};

fn refused(text: &str) -> WithholdListErrors {
    text.parse::<WithholdList>().expect_err("no list")
}

#[test]
fn an_id_that_another_program_quoted_or_parted_is_refused() {
    for line in [
        "\"E-1", "\'E-1", "E-1\"", "E-1\'", "E-1,", "E-1;", "\"E-1\"", "\'E-1\',",
    ] {
        let errors = refused(&format!("E-7\n{line}\n"));
        assert_eq!(errors.code(), Code::BadListId, "{line}");
        assert_eq!(errors.lines(), [2], "{line}");
    }
    for line in ["E\"1", "E,1", "E;1", "E|1", "E-1 ,covert"] {
        assert_eq!(refused(line).code(), Code::BadListId, "{line}");
    }
    for line in ["E-1", " E'1 ", "E/1:2", "E 1"] {
        assert!(line.parse::<WithholdList>().is_ok(), "{line}");
    }
}

#[test]
fn of_a_table_given_as_a_list_the_first_line_alone_is_told_whatever_its_cells_hold() {
    for mark in [",", ";", "|", "\t"] {
        let table = |cells: [&str; 3]| {
            let rows = cells.iter().enumerate();
            let rows = rows.map(|(row, cell)| format!("E{row}{mark}{cell}\n"));
            format!("record_id{mark}pregnancy\n{}", rows.collect::<String>())
        };
        let long = "y".repeat(80);
        let told: Vec<String> = [["", "yes", ""], ["yes", "", "yes"], ["", &long, "\"no\""]]
            .map(|cells| refused(&table(cells)).to_string())
            .into();
        assert!(
            told[0].contains("in line 1:") && !told[0].contains("line 2"),
            "{}",
            told[0]
        );
        assert!(told.iter().all(|other| *other == told[0]), "{told:?}");
    }
}

#[test]
fn every_line_that_is_no_id_is_told_by_its_number() {
    let said = |text: &str| refused(text).to_string();
    assert_eq!(
        said("E-1\n\nE-2,\nE-3\n\'E-4\n"),
        "the withhold list holds no record id in lines 3, 5: a quote, comma, semicolon or bar is there: a list has one id a line, and nothing else"
    );
    let long = "x".repeat(65);
    assert_eq!(
        said(&format!("E-1;\n{long}\nE\u{200b}2\n\"{long}\n")),
        "the withhold list holds no record id in line 1: a quote, comma, semicolon or bar is there: a list has one id a line, and nothing else; \
         in lines 2, 3, 4: a record id is 1 to 64 visible characters"
    );
    let many = said(&format!("{long}\n").repeat(23));
    assert!(
        many.contains("in lines 1, 2,") && many.contains(" 20 and 3 more: a record id"),
        "{many}"
    );
    assert_eq!(
        said("E-1;\n"),
        "the withhold list holds no record id in line 1: a quote, comma, semicolon or bar is there: a list has one id a line, and nothing else"
    );
    assert_eq!(said("\n \n"), "the withhold list holds no record id");
    assert_eq!(refused("").code(), Code::EmptyList);
}
