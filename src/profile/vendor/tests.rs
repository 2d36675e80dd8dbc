//! What a vendor's name does to a profile, and what it must not do.

use super::super::{Apostrophes, Encoding, PhotoName, Profile, Vendor};
use crate::code::Code;
use crate::field::{Field, Place};
use crate::record::is_forbidden_header;

/// A preset with these lines of `[csv]`.
fn under(preset: &str, csv: &str) -> String {
    let source = Profile::preset_source(preset).unwrap();
    source.replacen("[[column]]", &format!("[csv]\n{csv}\n\n[[column]]"), 1)
}

fn load(text: &str) -> Profile {
    text.parse()
        .unwrap_or_else(|errors| panic!("{errors}\n{text}"))
}

fn vendor(preset: &str, name: &str) -> Profile {
    load(&under(preset, &format!("vendor = {name:?}")))
}

fn refused(text: &str) -> Vec<(Code, String, String)> {
    let errors = text.parse::<Profile>().unwrap_err();
    let problems = errors.problems().iter();
    problems
        .map(|one| (one.code(), one.message().to_owned(), one.hint().to_owned()))
        .collect()
}

#[test]
fn a_vendor_changes_the_form_and_nothing_that_is_released() {
    for preset in Profile::preset_names() {
        let plain = Profile::preset(preset).unwrap();
        for one in Vendor::ALL {
            let formed = vendor(preset, one.name());
            assert_eq!(formed.columns().len(), plain.columns().len());
            for (own, column) in plain.columns().iter().zip(formed.columns()) {
                let mut renamed = own.clone();
                renamed.header = one.header(own.header()).unwrap_or(own.header()).to_owned();
                assert_eq!(*column, renamed, "{preset} {}", one.name());
            }
            for field in Field::ALL {
                for place in Place::ALL {
                    let of = |profile: &Profile| profile.treatment_at(*field, *place);
                    assert_eq!(of(&formed), of(&plain));
                    assert!(of(&formed).covers(field.floor(*place)) || of(&formed).is_drop());
                }
            }
            assert_eq!(formed.photo().is_some(), plain.photo().is_some());
            assert_eq!(formed.max_rows(), plain.max_rows());
            assert!(!plain.diff(&formed).releases_more());
            assert!(!formed.diff(&plain).releases_more());
            assert_eq!(formed.shows_a_person(), plain.shows_a_person());
        }
    }
}

#[test]
fn no_vendors_header_is_one_that_names_what_may_never_leave() {
    for one in Vendor::ALL {
        for (header, own) in one.headers() {
            assert!(!is_forbidden_header(own), "{own}");
            let known = Profile::preset_names().filter_map(Profile::preset);
            let mut known = known.map(|profile| {
                let columns = profile.columns().iter();
                let photo = profile
                    .photo()
                    .is_some_and(|photo| photo.header() == *header);
                photo || { columns }.any(|column| column.header() == *header)
            });
            assert!(known.any(|is_known| is_known), "{header}");
        }
    }
}

#[test]
fn a_fingerprint_says_what_is_written_and_not_who_asked_for_it() {
    for preset in Profile::preset_names() {
        for one in Vendor::ALL {
            let formed = vendor(preset, one.name());
            let spelled = load(&formed.to_toml());
            assert_eq!(spelled, formed);
            assert_eq!(spelled.fingerprint(), formed.fingerprint());
            assert!(!formed.canonical_json().contains("vendor"));
        }
    }
    let written = vendor("warrant-card", "vantagepoint").canonical_json();
    let csv = r#""csv":{"apostrophes":"strip","delimiter":",","encoding":"utf-8"}"#;
    assert!(written.contains(csv), "{written}");
    let written = vendor("warrant-card", "card-integrators").canonical_json();
    let csv = r#""csv":{"delimiter":",","encoding":"utf-8","photo_name":"token"}"#;
    assert!(written.contains(csv), "{written}");
    assert!(written.contains(r#""header":"ID""#), "{written}");
}

#[test]
fn without_the_new_keys_and_with_their_defaults_a_fingerprint_is_what_it_was() {
    for preset in Profile::preset_names() {
        let plain = Profile::preset(preset).unwrap();
        assert!(
            plain
                .canonical_json()
                .contains(r#""csv":{"delimiter":",","encoding":"utf-8"},"#)
        );
        for csv in [
            "apostrophes = \"keep\"",
            "photo_name = \"file\"",
            "vendor = \"id123\"",
        ] {
            assert_eq!(load(&under(preset, csv)), plain, "{preset} {csv}");
        }
    }
}

#[test]
fn what_a_profile_writes_out_holds_over_its_vendor() {
    let csv =
        "vendor = \"pav\"\nencoding = \"utf-8\"\nphoto_name = \"path\"\napostrophes = \"curly\"";
    let formed = load(&under("warrant-card", csv)).csv();
    assert_eq!(formed.delimiter().name(), ";");
    assert_eq!(formed.encoding(), Encoding::Utf8);
    assert_eq!(formed.photo_name(), PhotoName::Path);
    assert_eq!(formed.apostrophes(), Apostrophes::Curly);
    let own = load(&under(
        "nhs-card",
        "vendor = \"entrust\"\nheaders = \"own\"",
    ));
    assert_eq!(own, Profile::preset("nhs-card").unwrap());
    let theirs = load(&under(
        "nhs-card",
        "vendor = \"entrust\"\nheaders = \"vendor\"",
    ));
    assert_eq!(theirs, vendor("nhs-card", "entrust"));
    assert_eq!(theirs.photo().unwrap().header(), "PhotoFile");
}

#[test]
fn what_cannot_have_an_effect_is_left_away_of_a_vendor_and_refused_where_it_is_written_out() {
    // neither a name nor a photo is on it
    let shell = vendor("shell-card", "vantagepoint").csv();
    assert_eq!(shell.apostrophes(), Apostrophes::Keep);
    let shell = vendor("shell-card", "cardexchange").csv();
    assert_eq!(shell.photo_name(), PhotoName::File);
    for csv in [
        "apostrophes = \"strip\"",
        "photo_name = \"token\"",
        "headers = \"own\"",
        "headers = \"vendor\"",
        "vendor = \"excel\"\nheaders = \"own\"",
    ] {
        let problems = refused(&under("shell-card", csv));
        assert_eq!(problems.len(), 1, "{csv}: {problems:?}");
        assert_eq!(problems[0].0, Code::InertRule, "{csv}");
    }
}

#[test]
fn an_unknown_vendor_is_told_with_those_that_are_known() {
    let problems = refused(&under("warrant-card", "vendor = \"card-integrator\""));
    assert_eq!(problems.len(), 1);
    let (code, message, hint) = &problems[0];
    assert_eq!(
        (*code, message.as_str()),
        (Code::WrongType, "no vendor has this name")
    );
    assert!(
        hint.starts_with("did you mean `card-integrators`? "),
        "{hint}"
    );
    for one in Vendor::ALL {
        assert!(hint.contains(one.name()));
        let other = refused(&under(
            "warrant-card",
            "vendor = \"zzzzzzzzzzzz\"\nheaders = \"own\"",
        ));
        assert_eq!(other.len(), 1);
        assert!(other[0].2.contains(one.name()) && !other[0].2.contains("did you mean"));
    }
}

#[test]
fn a_vendors_header_that_another_column_has_already_is_refused() {
    let text = under("warrant-card", "vendor = \"card-integrators\"");
    let text = text.replacen("header = \"rank\"", "header = \"id\"", 1);
    let problems = refused(&text);
    assert_eq!(problems[0].0, Code::DuplicateColumn);
    let own = text.replacen("vendor =", "headers = \"own\"\nvendor =", 1);
    assert!(own.parse::<Profile>().is_ok());
}

#[test]
fn a_fixed_text_has_no_other_apostrophe_than_names_have() {
    let texts = ["'", "\u{2019}", "\u{2bc}"].map(|one| format!("Women{one}s unit"));
    for (apostrophes, allowed) in [
        ("keep", [true, true, true]),
        ("straight", [true, false, false]),
        ("curly", [false, true, false]),
        ("strip", [false, false, false]),
    ] {
        for (text, is_allowed) in texts.iter().zip(allowed) {
            let csv = format!("apostrophes = {apostrophes:?}");
            let base = under("nhs-card", &csv);
            let fixed = format!(
                "{base}\n[[column]]\nheader = \"a\"\nplace = \"back\"\nconstant = {text:?}\n"
            );
            let part = base.replacen(
                "{ field = \"family_name\"",
                "{ text = \"'\" }, { field = \"family_name\"",
                1,
            );
            let part = part.replacen("\"'\"", &format!("{:?}", &text[5..text.len() - 6]), 1);
            let table = format!(
                "{base}\n[[column]]\nheader = \"a\"\nplace = \"back\"\n\
                 parts = [{{ field = \"rank\", treatment = \"category\", table = {{ \"Constable\" = {text:?}, \"Sergeant\" = {text:?} }} }}]\n"
            );
            for source in [fixed, part, table] {
                let read = source.parse::<Profile>();
                let codes = read.as_ref().err().map(|errors| {
                    let problems = errors.problems().iter();
                    problems.map(|one| one.code()).collect::<Vec<_>>()
                });
                assert_eq!(read.is_ok(), is_allowed, "{apostrophes} {text} {codes:?}");
                if let Some(codes) = codes {
                    assert!(codes.iter().all(|code| *code == Code::BadText));
                }
            }
        }
    }
}

#[test]
fn the_page_on_profiles_has_every_vendor_as_the_table_has_it() {
    let page = include_str!("../../../docs/profile-format.md");
    for one in Vendor::ALL {
        let csv = one.csv();
        let headers: Vec<String> = one
            .headers()
            .iter()
            .map(|(header, own)| format!("`{header}` → `{own}`"))
            .collect();
        let row = format!(
            "| `{}` | {} | `{}` | `{}` | `{}` | `{}` | {} | {} |",
            one.name(),
            one.product(),
            csv.delimiter().name(),
            csv.encoding().name(),
            csv.photo_name().name(),
            csv.apostrophes().name(),
            headers.join(", "),
            one.source(),
        );
        assert!(page.contains(&row), "{row}");
    }
}
