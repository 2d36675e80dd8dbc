//! What must not compile, and beside each case the twin that does and runs.
//!
//! The texts of the compiler are pinned to one version of it, so the failing half is compared only
//! where `CARDSIEVE_COMPILE_FAIL` is set. The twins, which differ in the offending token alone, are
//! built and run always: without them a case could fail for a reason of its own.
#![allow(
    missing_docs,
    unused_qualifications,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::match_like_matches_macro,
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    reason = "the cases read as their users would write them; only this test asks the environment"
)]

use std::path::{Path, PathBuf};

macro_rules! twins {
    ($($case:ident $file:literal;)*) => {
        $(mod $case {
            include!(concat!("ui/", $file, "_pass.rs"));

            #[test]
            fn compiles_and_runs() {
                main();
            }
        })*

        const CASES: &[&str] = &[$($file,)*];
    };
}

twins! {
    batch_is_not_read_unverified "batch_is_not_read_unverified";
    record_does_not_serialize "record_does_not_serialize";
    record_does_not_display "record_does_not_display";
    record_does_not_clone "record_does_not_clone";
    record_does_not_compare "record_does_not_compare";
    record_has_no_field_access "record_has_no_field_access";
    record_has_no_getter "record_has_no_getter";
    held_is_unreadable "held_is_unreadable";
    held_does_not_serialize "held_does_not_serialize";
    generic_code_cannot_read_held "generic_code_cannot_read_held";
    readable_names_no_never_field "readable_names_no_never_field";
    minimal_record_holds_no_never_field "minimal_record_holds_no_never_field";
    card_record_is_not_constructed "card_record_is_not_constructed";
    photo_is_not_constructed "photo_is_not_constructed";
    card_record_does_not_serialize "card_record_does_not_serialize";
    rows_take_only_card_records "rows_take_only_card_records";
    secret_does_not_clone "secret_does_not_clone";
    signing_key_does_not_display "signing_key_does_not_display";
    secret_does_not_compare "secret_does_not_compare";
    secret_does_not_serialize "secret_does_not_serialize";
    secret_does_not_display "secret_does_not_display";
    value_does_not_display "value_does_not_display";
    value_has_no_text "value_has_no_text";
    profile_is_not_built_by_literal "profile_is_not_built_by_literal";
    column_is_not_changed "column_is_not_changed";
    places_are_complete "places_are_complete";
    fields_may_grow "fields_may_grow";
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui")
}

#[test]
fn no_promise_is_broken_by_code_that_compiles() {
    if std::env::var_os("CARDSIEVE_COMPILE_FAIL").is_none() {
        return;
    }
    let cases = trybuild::TestCases::new();
    for case in CASES {
        cases.compile_fail(folder().join(format!("{case}.rs")));
    }
}

#[test]
fn every_case_has_a_twin_that_differs_in_one_stretch() {
    for case in CASES {
        let read =
            |end: &str| std::fs::read_to_string(folder().join(format!("{case}{end}"))).unwrap();
        let (fails, passes) = (read(".rs"), read("_pass.rs"));
        let (fails, passes): (Vec<&str>, Vec<&str>) =
            (fails.lines().collect(), passes.lines().collect());
        assert_eq!(fails.len(), passes.len(), "{case}");
        let differing = fails
            .iter()
            .zip(&passes)
            .filter(|(left, right)| left != right)
            .count();
        assert_eq!(differing, 1, "{case}");
    }
}

#[test]
fn every_file_of_the_folder_is_a_case() {
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let case = name
            .trim_end_matches(".stderr")
            .trim_end_matches(".rs")
            .trim_end_matches("_pass");
        assert!(CASES.contains(&case), "{name}");
    }
}
