use std::io::Cursor;

use super::*;

const HR: &str = "record_id,card_design,card_serial,credential_no,covert,protected_identity,\
    close_protection,under_threat,minor\nE1,D1,S-100001,1,false,false,false,false,false\n";

#[test]
fn an_export_of_which_not_every_cell_was_looked_at_is_not_clean() {
    let profile = Profile::preset("access-fob").unwrap();
    let mut preview = Preflight::new(&profile).look(Cursor::new(HR)).unwrap();
    assert!(preview.is_whole() && preview.is_clean(), "{preview:?}");
    preview.whole = false;
    assert!(!preview.is_whole() && !preview.is_clean());
}

#[test]
fn a_column_is_called_by_what_it_holds_and_once() {
    let profile = Profile::preset("access-fob").unwrap();
    let hr = HR
        .replace("minor\n", "minor,professional_reg_no,Car Reg\n")
        .replace("false,false\n", "false,false,12,34\n");
    let preview = Preflight::new(&profile).look(Cursor::new(hr)).unwrap();
    let text = preview.to_text();
    assert!(
        text.contains("\n  column professional_reg_no, 1 cell\n"),
        "{text}"
    );
    assert!(
        text.contains("\n  column #11 (vehicle), 1 cell\n"),
        "{text}"
    );
}
