//! G1, G3, G5: what may never leave is looked for, in every disguise, in all that is said.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use cardsieve::batch::{Form, Limits};
use cardsieve::field::{Field, Flag, Role};
use cardsieve::minimise::UnsourcedFlags;
use cardsieve::record::{Format, Input, InputOptions, Map};
use cardsieve::{FlagSources, OfficerRecord, Profile, Rows, sample};
use data_encoding::{BASE32_NOPAD, BASE64, BASE64_NOPAD, HEXLOWER};

use crate::export::{BATCH, PATHS, Path, csv, minimiser, object, run, secret};
use crate::generate::Raw;
use crate::silence::chain;

const ROWS: u64 = 60;
const SEED: u64 = 20_261;

/// Sample officers, and the one field that a sample leaves empty.
fn officers() -> Vec<Raw> {
    (1..=ROWS)
        .map(|row| {
            let mut raw: Raw = sample::record(SEED, row)
                .map(|(field, value)| (field.name(), value))
                .collect();
            raw.insert("alias", format!("CANARY-alias-{row:08x}"));
            raw
        })
        .collect()
}

/// Every value of five characters or more of a field that may never leave.
fn canaries(rows: &[Raw]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for raw in rows {
        for field in Field::ALL
            .iter()
            .filter(|field| field.role() == Role::Never)
        {
            let value = raw
                .get(field.name())
                .unwrap_or_else(|| panic!("{field} bears no canary"));
            if value.chars().count() >= 5 {
                found.insert(value.clone());
            }
        }
    }
    found
}

/// The ways in which a value could hide. Upper and lower case are found by folding.
fn disguises(value: &str) -> Vec<Vec<u8>> {
    let utf16: Vec<u8> = value.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let percent: String = value
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02x}")
            }
        })
        .collect();
    let all_percent: String = value.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let base64 = BASE64_NOPAD.encode(value.as_bytes());
    vec![
        value.into(),
        value.chars().rev().collect::<String>().into(),
        HEXLOWER.encode(value.as_bytes()).into(),
        // What follows may change the last character.
        base64[..base64.len() - 1].into(),
        BASE64.encode(value.as_bytes()).into(),
        BASE32_NOPAD.encode(value.as_bytes()).into(),
        percent.into(),
        all_percent.into(),
        utf16,
    ]
}

/// Finds any of many needles in a text, case aside, by their first four bytes.
struct Finder {
    needles: Vec<(String, Vec<u8>)>,
    starts: std::collections::HashMap<[u8; 4], Vec<usize>>,
}

impl Finder {
    fn new(canaries: &BTreeSet<String>) -> Self {
        let mut needles: Vec<(String, Vec<u8>)> = Vec::new();
        for canary in canaries {
            needles.extend(
                disguises(canary)
                    .into_iter()
                    .map(|bytes| (canary.clone(), bytes.to_ascii_lowercase())),
            );
        }
        let mut starts = std::collections::HashMap::<[u8; 4], Vec<usize>>::new();
        for (index, (_, needle)) in needles.iter().enumerate() {
            starts
                .entry([needle[0], needle[1], needle[2], needle[3]])
                .or_default()
                .push(index);
        }
        Self { needles, starts }
    }

    fn find(&self, bytes: &[u8]) -> Option<&str> {
        let bytes = bytes.to_ascii_lowercase();
        bytes.windows(4).enumerate().find_map(|(at, window)| {
            let key = [window[0], window[1], window[2], window[3]];
            let found = self
                .starts
                .get(&key)?
                .iter()
                .find(|index| bytes[at..].starts_with(&self.needles[**index].1))?;
            Some(self.needles[*found].0.as_str())
        })
    }

    fn assert_none(&self, bytes: &[u8], about: &str) {
        if let Some(canary) = self.find(bytes) {
            panic!("{about}: {canary}");
        }
    }
}

thread_local! {
    /// What a panic of this thread would have printed, while it is watched.
    static PRINTED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs and keeps what a panic would print.
fn watched<T>(run: impl FnOnce() -> T) -> (Option<T>, String) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let is_watched = PRINTED.with_borrow_mut(|printed| {
                printed
                    .as_mut()
                    .map(|printed| printed.push_str(&info.to_string()))
                    .is_some()
            });
            if !is_watched {
                before(info);
            }
        }));
    });
    PRINTED.set(Some(String::new()));
    let result = catch_unwind(AssertUnwindSafe(run)).ok();
    (result, PRINTED.take().unwrap_or_default())
}

#[test]
fn a_watched_panic_is_kept_and_read() {
    let (result, printed) = watched(|| panic!("CANARY"));
    assert!(result.is_none_or(|(): ()| false) && printed.contains("CANARY"));
}

#[test]
fn a_canary_is_found_in_every_disguise() {
    let finder = Finder::new(&BTreeSet::from(["CANARY-notes-0a1b2c3d".to_owned()]));
    for disguise in disguises("CANARY-notes-0a1b2c3d") {
        let around = [b"xx".as_slice(), &disguise, b"yy"].concat();
        assert!(finder.find(&around).is_some());
        assert!(finder.find(&around.to_ascii_uppercase()).is_some());
    }
    assert!(finder.find(b"CANARY-notes-0a1b2c3").is_none());
}

#[test]
fn no_never_value_leaves_through_any_preset_form_or_path() {
    let rows = officers();
    let finder = Finder::new(&canaries(&rows));
    assert!(finder.needles.len() > 10_000);
    for preset in Profile::preset_names() {
        let profile = Profile::preset(preset).expect("a preset");
        for form in [Form::Csv, Form::Ndjson] {
            for path in PATHS {
                let about = format!("{preset} {form:?} {path:?}");
                let (result, printed) = watched(|| run(&profile, &rows, *path, form));
                finder.assert_none(printed.as_bytes(), &about);
                let (bytes, report) = result.unwrap_or_else(|| panic!("{about}: {printed}"));
                finder.assert_none(
                    &bytes.unwrap_or_else(|error| panic!("{about}: {error}")),
                    &about,
                );
                finder.assert_none(report.as_bytes(), &about);
            }
        }
    }
}

#[test]
fn every_preset_releases_nine_tenths_of_a_sample() {
    let rows = officers();
    for preset in Profile::preset_names() {
        let profile = Profile::preset(preset).expect("a preset");
        let (bytes, _) = run(&profile, &rows, Path::TypedErased, Form::Ndjson);
        let lines = String::from_utf8(bytes.expect("rows"))
            .expect("UTF-8")
            .lines()
            .count();
        assert!(lines * 10 >= rows.len() * 9, "{preset}: {lines}");
        assert!(profile.min_rows() as usize <= lines);
    }
}

/// All that is said while a text is read through an optional map; rows too, if any.
fn said(profile: &Profile, text: &[u8], format: Format, map: Option<&Map>) -> Vec<u8> {
    let mut said = Vec::new();
    let options = InputOptions::new().format(format);
    let mut input = match Input::open(text, &options, map) {
        Ok(input) => input,
        Err(error) => return chain(&error).into(),
    };
    let flags = match FlagSources::of_input(profile, input.sources(), map, None) {
        Ok(flags) => flags,
        Err(error) => return chain(&error).into(),
    };
    let batch = BATCH.parse().expect("an id");
    let minimiser = match cardsieve::Minimiser::new(profile, &secret(), batch, &flags) {
        Ok(minimiser) => minimiser,
        Err(error) => return chain(&error).into(),
    };
    input.restrict(minimiser.reads());
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    let refused = loop {
        match input.next() {
            Ok(None) => break None,
            Ok(Some(row)) => {
                said.extend(format!("{row:?}").bytes());
                if let Err(withheld) = minimiser.minimise(&row) {
                    said.extend(chain(&withheld).bytes());
                }
                if let Err(refused) = rows.add(&row) {
                    break Some(refused);
                }
            }
            Err(error) => {
                said.extend(chain(&error).bytes());
                break error.refused();
            }
        }
    };
    if let Err(error) = UnsourcedFlags::check(profile, input.sources()) {
        said.extend(chain(&error).bytes());
    }
    said.extend(format!("{input:?} {:?} {rows:?}", input.sources()).bytes());
    let finished = match refused {
        Some(refused) => Err(Box::new(rows.refuse(refused))),
        None => rows.finish(),
    };
    match finished {
        Ok(finished) => {
            finished.write_to(&mut said).expect("a vector");
            said.extend(format!("{finished:?} {}", finished.report().to_json()).bytes());
        }
        Err(refusal) => said.extend((chain(&*refusal) + &refusal.report().to_json()).bytes()),
    }
    said
}

/// Faults of structure, encoding and content, put into a sound text at several places.
fn broken(text: &str) -> Vec<Vec<u8>> {
    let mut all = vec![text.as_bytes().to_vec()];
    let faults: &[&[u8]] = &[
        b"\"",
        b"\0",
        b"\n",
        b"\r\n\r\n",
        b",",
        b"\xff",
        b"\xc3",
        b"}",
        b"{",
        b"[",
        b"\\u0000",
        b"\\ud800",
        b"\t;",
        b"\"x\"y",
        "\u{202e}".as_bytes(),
        b"=1+1,",
    ];
    let bytes = text.as_bytes();
    for fault in faults {
        for at in [0, 1, 40, 400, bytes.len() / 2, bytes.len() - 2] {
            all.push([&bytes[..at], fault, &bytes[at..]].concat());
        }
    }
    all.extend((1..12).map(|cut| bytes[..bytes.len() * cut / 12].to_vec()));
    // A file without a header line, twice the header line, and twice the same rows.
    let body = text.split_once('\n').map_or("", |(_, body)| body);
    all.push(body.as_bytes().to_vec());
    all.push([text, text].concat().into());
    all.push([text, body].concat().into());
    all
}

#[test]
fn no_broken_input_and_no_map_makes_anything_say_a_never_value() {
    let rows: Vec<Raw> = officers().into_iter().take(4).collect();
    let finder = Finder::new(&canaries(&rows));
    let objects: Vec<String> = rows.iter().map(object).collect();
    let texts = [
        (Format::Csv, csv(&rows)),
        (
            Format::Ndjson,
            objects.iter().map(|object| object.clone() + "\n").collect(),
        ),
        (Format::Json, format!("[{}]", objects.join(","))),
    ];
    let map: Map = "[columns]\nrecord_id = \"record_id\"\ngiven_names = \"given_names\"\nfamily_name = \"family_name\"\n\
        card_serial = \"card_serial\"\ncredential_no = \"credential_no\"\nexpiry_date = \"expiry_date\"\n\
        [constants]\ncard_design = \"D1\"\nrank = \"Constable\"\n"
        .parse()
        .expect("a map");
    let profiles = ["warrant-card", "nhs-card", "access-fob"]
        .map(|name| Profile::preset(name).expect("a preset"));
    for (format, text) in &texts {
        for broken in broken(text) {
            for profile in &profiles {
                for map in [None, Some(&map)] {
                    let (bytes, printed) = watched(|| said(profile, &broken, *format, map));
                    finder.assert_none(printed.as_bytes(), "a panic");
                    finder.assert_none(&bytes.expect("no panic"), profile.name());
                }
            }
        }
    }
}

#[test]
fn a_never_value_in_any_readable_field_is_withheld_or_unsaid() {
    let sound = officers().remove(0);
    let canary = "CANARY-home_address-1f2e3d4c".to_owned();
    let finder = Finder::new(&BTreeSet::from([canary.clone()]));
    for preset in Profile::preset_names() {
        let profile = Profile::preset(preset).expect("a preset");
        let minimiser = minimiser(&profile);
        for field in Field::ALL.iter().filter(|field| field.readable().is_some()) {
            // Tokens alone are made of it: a record id may be any text.
            let mut raw = sound.clone();
            raw.insert(field.name(), canary.clone());
            let record: OfficerRecord = serde_json::from_str(&object(&raw)).expect("an object");
            let said = match minimiser.minimise(&record) {
                Ok(card) => {
                    format!("{card:?}")
                        + &card
                            .iter()
                            .map(|(_, cell)| cell.to_owned() + "\n")
                            .collect::<String>()
                }
                Err(withheld) => chain(&withheld),
            };
            finder.assert_none(said.as_bytes(), &format!("{preset} {field} {record:?}"));
        }
        assert!(
            minimiser
                .minimise(
                    &serde_json::from_str::<OfficerRecord>(&object(&sound)).expect("an object")
                )
                .is_ok()
        );
    }
    assert_eq!(Flag::ALL.len(), 5);
}
