//! Any bytes whatever.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

static PROFILES: LazyLock<Vec<Profile>> = LazyLock::new(profiles);

/// The languages of two presets' columns, written down a second time, by hand.
fn is_right(header: &str, cell: &str) -> bool {
    let within = |least: usize, most: usize, allowed: &dyn Fn(char) -> bool| {
        (least..=most).contains(&cell.chars().count()) && cell.chars().all(allowed)
    };
    let number = |most: u32| {
        cell.parse::<u32>()
            .is_ok_and(|number| number <= most && number.to_string() == cell)
    };
    match header {
        "record_ref" | "barcode" => within(16, 16, &|c| matches!(c, 'a'..='z' | '2'..='7')),
        "card_design" => within(2, 12, &|c| matches!(c, 'A'..='Z' | '0'..='9')),
        "card_serial" => {
            within(1, 20, &|c| matches!(c, 'A'..='Z' | '0'..='9' | '-')) && !cell.starts_with('-')
        }
        "credential_no" => number(65_535),
        "issue_no" => number(99) && cell != "0",
        "printed_number" => {
            let rest = match cell.as_bytes() {
                [a, b, b'/', ..] if a.is_ascii_digit() && b.is_ascii_digit() => &cell[3..],
                _ => cell,
            };
            (3..=7).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_digit())
        }
        "rank" => crate::value::Rank::ALL
            .iter()
            .any(|rank| rank.name() == cell),
        "expiry" => cell.parse::<crate::value::Date>().is_ok_and(|date| {
            let end = date.month_end();
            end.expose() == cell
        }),
        "print_name" => {
            cell.to_uppercase() == cell
                && cell.chars().count() <= 32
                && cell.match_indices(' ').any(|(at, _)| {
                    cell[..at].chars().all(char::is_alphabetic)
                        && at > 0
                        && cell[at + 1..]
                            .parse::<crate::value::Name>()
                            .is_ok_and(|name| name.expose() == &cell[at + 1..])
                })
        }
        _ => false,
    }
}

/// Whether a file is one that could have been written, as another CSV reader and writer see it.
fn could_have_been_written(profile: &Profile, bytes: &[u8]) -> bool {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes);
    let Ok(records) = reader.records().collect::<Result<Vec<_>, _>>() else {
        return false;
    };
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    records
        .iter()
        .for_each(|record| writer.write_record(record).unwrap());
    let headers: Vec<&str> = profile
        .columns()
        .iter()
        .map(crate::profile::Column::header)
        .collect();
    let distinct = |header: &str| {
        let column = headers.iter().position(|own| *own == header);
        column.is_none_or(|column| {
            let mut cells: Vec<&str> = records.iter().map(|record| &record[column]).collect();
            cells.sort_unstable();
            cells.windows(2).all(|pair| pair[0] != pair[1])
        })
    };
    writer.into_inner().unwrap() == bytes
        && records[0] == headers
        && records[1..].iter().all(|record| {
            headers
                .iter()
                .zip(record)
                .all(|(header, cell)| is_right(header, cell))
        })
        && records[1..].windows(2).all(|pair| pair[0][0] < pair[1][0])
        && ["barcode", "card_serial", "printed_number"]
            .iter()
            .all(|header| distinct(header))
}

#[test]
fn a_changed_byte_is_found_or_makes_another_clean_row() {
    for name in ["warrant-card", "access-fob"] {
        let profile = Profile::preset(name).unwrap();
        let conformance = Conformance::new(&profile);
        let bytes = written(&profile, Form::Csv, 3);
        let mut clean = 0;
        for at in 0..bytes.len() {
            let mut removed = bytes.clone();
            removed.remove(at);
            assert_eq!(
                conformance.check(&removed, None).is_clean(),
                could_have_been_written(&profile, &removed)
            );
            for byte in *b"\0\n\r \"',-/09=AZaz2\x80\x9A\xC5\xFF" {
                let mut edited = bytes.clone();
                edited[at] = byte;
                let mut inserted = bytes.clone();
                inserted.insert(at, byte);
                for changed in [edited, inserted] {
                    let is_clean = conformance.check(&changed, Some(Form::Csv)).is_clean();
                    let expected = could_have_been_written(&profile, &changed);
                    assert_eq!(
                        is_clean,
                        expected,
                        "{at} {byte} {}",
                        String::from_utf8_lossy(&changed)
                    );
                    clean += usize::from(is_clean && changed != bytes);
                }
            }
        }
        // A digit for a digit, for one, is another number and no fault of form.
        assert!(clean > 0);
    }
}

#[test]
fn a_file_cut_anywhere_but_after_a_row_is_found() {
    for profile in profiles() {
        let conformance = Conformance::new(&profile);
        for form in FORMS {
            let bytes = written(&profile, form, 5);
            let end: &[u8] = if form == Form::Csv { b"\r\n" } else { b"}\n" };
            let rows = |cut: &[u8]| {
                cut.iter().filter(|byte| **byte == b'\n').count() - usize::from(form == Form::Csv)
            };
            for at in 0..bytes.len() {
                let cut = &bytes[..at];
                let report = conformance.check(cut, Some(form));
                // That whole rows are missing is for a manifest to tell.
                let whole = cut.ends_with(end) && rows(cut) >= profile.min_rows() as usize;
                assert_eq!(report.is_clean(), whole, "{at} {form:?}");
            }
        }
    }
}

#[test]
fn bombs_end_soon() {
    let profile = Profile::preset("warrant-card").unwrap();
    let conformance = Conformance::new(&profile);
    let size = 1 << 18;
    for bytes in [
        vec![b','; size],
        vec![b'"'; size],
        vec![b'"'; size + 1],
        vec![b'\n'; size],
        vec![b'{'; size],
        vec![b'a'; size],
        vec![0; size],
        [b"{\"rank\":", vec![b'['; size].as_slice()].concat(),
        [b"{\"rank\":\"".as_slice(), &vec![b'a'; size], b"\"}"].concat(),
        [written(&profile, Form::Csv, 5), vec![b'\xCC'; size]].concat(),
        [
            written(&profile, Form::Csv, 5),
            "é".repeat(size).into_bytes(),
        ]
        .concat(),
    ] {
        for form in [None, Some(Form::Csv), Some(Form::Ndjson)] {
            assert!(!conformance.check(&bytes, form).is_clean());
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic_and_none_are_clean(bytes in prop::collection::vec(any::<u8>(), 0..300), preset in 0..7_usize) {
        let profile = Profile::preset(Profile::preset_names().nth(preset).unwrap()).unwrap();
        let conformance = Conformance::new(&profile);
        for form in [None, Some(Form::Csv), Some(Form::Ndjson)] {
            prop_assert!(!conformance.check(&bytes, form).is_clean());
        }
    }

    #[test]
    fn no_text_like_rows_makes_it_panic(
        csv in "(record_ref|rank|[A-Za-z0-9,\"\r\n ;\u{301}éß]){0,60}", json in "[{}\\[\\]\":,\\\\a-z0-9\nu]{0,60}", other in 0..12_usize
    ) {
        let conformance = Conformance::new(&PROFILES[other % PROFILES.len()]);
        for text in [csv, json] {
            for form in [None, Some(Form::Csv), Some(Form::Ndjson)] {
                prop_assert!(!conformance.check(text.as_bytes(), form).is_clean());
            }
        }
    }

    #[test]
    fn two_changed_bytes_are_found_or_make_another_clean_row(
        first in any::<(prop::sample::Index, u8)>(), second in any::<(prop::sample::Index, u8)>()
    ) {
        let profile = Profile::preset("warrant-card").unwrap();
        let mut bytes = written(&profile, Form::Csv, 3);
        for (at, byte) in [first, second] {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let is_clean = Conformance::new(&profile).check(&bytes, Some(Form::Csv)).is_clean();
        prop_assert_eq!(is_clean, could_have_been_written(&profile, &bytes));
    }
}
