//! Every flag needs a source: in a header, in keys, in a map or by declaration.

use cardsieve::field::Flag;
use cardsieve::minimise::UnsourcedFlags;
use cardsieve::record::{Format, Input, InputError, InputOptions, Map};
use cardsieve::{Code, FlagSources};

use super::{object, officer, warrant_card};
use crate::export::minimiser;

const ALL_FLAGS: &str = "record_id,covert,protected_identity,close_protection,under_threat,minor\n";

fn open(header: &str, map: Option<&Map>) -> Result<(), Code> {
    let input = Input::open(
        header.as_bytes(),
        &InputOptions::new().format(Format::Csv),
        map,
    );
    let input = input.map_err(|error| error.code().expect("no I/O"))?;
    FlagSources::of_input(&warrant_card(), input.sources(), map, None)
        .map(drop)
        .map_err(|error| error.refused().code())
}

fn map(text: &str) -> Map {
    format!("[columns]\nrecord_id = \"record_id\"\n{text}")
        .parse()
        .expect("a map")
}

#[test]
fn every_flag_needs_a_source() {
    assert_eq!(open(ALL_FLAGS, None), Ok(()));
    for flag in Flag::ALL {
        let header = ALL_FLAGS.replace(&format!(",{}", flag.name()), "");
        assert_eq!(
            open(&header, None),
            Err(Code::FlagWithoutSource),
            "{header}"
        );
        let declared = map(&format!("[absent]\n{} = \"not held here\"\n", flag.name()));
        assert_eq!(open(&header, Some(&declared)), Ok(()), "{header}");
    }
}

#[test]
fn a_flag_declared_absent_must_not_be_in_the_header_in_any_spelling() {
    for flag in Flag::ALL {
        let declared = map(&format!("[absent]\n{} = \"not held here\"\n", flag.name()));
        let without = ALL_FLAGS
            .trim_end()
            .replace(&format!(",{}", flag.name()), "");
        let name = flag.name();
        for spelling in [
            name.to_owned(),
            name.to_uppercase(),
            name.replace('_', " "),
            name.replace('_', "-"),
            name.replace('_', ""),
            format!("Is {name}?"),
            format!("hr.{name}"),
            format!("{name}_flag"),
        ] {
            assert_eq!(
                open(&format!("{without},{spelling}\n"), Some(&declared)),
                Err(Code::FlagWithoutSource),
                "{spelling}"
            );
        }
    }
}

#[test]
fn an_unmapped_header_that_holds_a_flags_name_is_refused() {
    for flag in Flag::ALL {
        for header in [
            format!("Is {}?", flag.name()),
            flag.name().to_uppercase() + " status",
            format!("x{}", flag.name().replace('_', "/")),
            format!("{}: (Y/N)", flag.name().replace('_', ": ")),
            format!("{}…{}?", &flag.name()[..3], &flag.name()[3..]),
        ] {
            let text = format!("{},{header}\n", ALL_FLAGS.trim_end());
            assert_eq!(open(&text, None), Err(Code::FlagWithoutSource), "{header}");
            let lead = map(&format!("[absent]\n{} = \"not held here\"\n", flag.name()));
            assert_eq!(
                open(&text, Some(&lead)),
                Err(Code::FlagWithoutSource),
                "{header}"
            );
            // Led to its flag, the column is a source.
            let without = ALL_FLAGS
                .trim_end()
                .replace(&format!(",{}", flag.name()), "");
            let led = map(&format!(
                "{} = \"{}\"\n",
                toml::Value::String(header.clone()),
                flag.name()
            ));
            assert_eq!(
                open(&format!("{without},{header}\n"), Some(&led)),
                Ok(()),
                "{header}"
            );
        }
    }
}

#[test]
fn a_maps_words_clear_and_no_word_that_raises_can() {
    let led = map("[flags]\nclear = [\"\", \"Nein\"]\n");
    let text = format!("{ALL_FLAGS}E-1,Nein,,no,false,0\nE-2,Nope,,no,false,0\n");
    let mut input = Input::open(text.as_bytes(), &InputOptions::new(), Some(&led)).expect("sound");
    let profile = "format = 1\nname = \"n\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\ndelete_after_days = 1\n\
        [[column]]\nheader = \"r\"\nplace = \"matching\"\nparts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n\
        [photo]\nplace = \"front\"\n"
        .parse()
        .expect("a profile");
    let minimiser = minimiser(&profile);
    let mut outcomes = Vec::new();
    while let Some(row) = input.next().expect("sound") {
        outcomes.push(minimiser.minimise(&row).is_ok());
    }
    assert_eq!(outcomes, [true, false]);
    let loads = |word: &str| {
        let text = format!("[columns]\nrecord_id = \"record_id\"\n[flags]\nclear = [\"{word}\"]\n");
        text.parse::<Map>().is_ok()
    };
    for word in [
        "true",
        "YES",
        "y",
        " 1 ",
        "T",
        "Raised",
        "Yes (UC)",
        "Y - see file",
        "covert",
        "Protected",
        "close protection",
        "Under-18",
        "a minor",
        "active",
        "FLAGGED",
        "Undercover officer",
    ] {
        assert!(!loads(word), "{word}");
    }
    for word in [
        "",
        "Nein",
        "No",
        "Not covert",
        "none",
        "N/A",
        "Inactive",
        "No protection needed",
        "OK",
        "0",
        "Standard",
        "-",
    ] {
        assert!(loads(word), "{word}");
    }
}

#[test]
fn a_key_that_comes_late_in_json_is_found_after_the_last_record() {
    let first = object(&officer(1));
    for flag in Flag::ALL {
        let late = format!(
            "{},\"is_{}\":true}}",
            object(&officer(2)).trim_end_matches('}'),
            flag.name()
        );
        let text = format!("{first}\n{late}\n");
        let options = InputOptions::new().format(Format::Ndjson);
        let mut input = Input::open(text.as_bytes(), &options, None).expect("sound");
        assert!(UnsourcedFlags::check(&warrant_card(), input.sources()).is_ok());
        while input.next().expect("sound").is_some() {}
        let error =
            UnsourcedFlags::check(&warrant_card(), input.sources()).expect_err("a late key");
        assert_eq!(error.refused().code(), Code::FlagWithoutSource);
        assert!(!error.to_string().contains(flag.name()));
    }
    // A flag that the map declares absent and that comes late refuses the input there and then, without telling where.
    let declared: Map =
        "[columns]\nrecord_id = \"record_id\"\n[absent]\nminor = \"not held here\"\n"
            .parse()
            .expect("a map");
    let mut raw = officer(1);
    raw.remove("minor");
    let text = format!("{}\n{}\n", object(&raw), object(&officer(2)));
    let mut input = Input::open(
        text.as_bytes(),
        &InputOptions::new().format(Format::Ndjson),
        Some(&declared),
    )
    .expect("sound");
    assert!(input.next().expect("the first").is_some());
    match input.next().expect_err("a late flag") {
        InputError::Refused(refused) => assert_eq!(
            (refused.code(), refused.row()),
            (Code::FlagWithoutSource, None)
        ),
        other => panic!("{other}"),
    }
}
