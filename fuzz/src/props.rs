//! The properties: each takes any bytes, and panics only if the library broke its word.

#[path = "props/batches.rs"]
mod batches;
#[path = "props/composition.rs"]
mod composition;
#[path = "props/exports.rs"]
mod exports;
#[path = "props/inspection.rs"]
mod inspection;
#[path = "props/lists.rs"]
mod lists;
#[path = "props/pair.rs"]
mod pair;
#[path = "props/papers.rs"]
mod papers;
#[path = "props/pictures.rs"]
mod pictures;
#[path = "props/risks.rs"]
mod risks;
#[path = "props/words.rs"]
mod words;

use std::io::Read;

use cardsieve::Profile;
use cardsieve::batch::Form;
use cardsieve::field::{Field, Place, Role};
use cardsieve::record::{
    Encoding, Format, Input, InputOptions, Map, OfficerRecord, is_forbidden_header,
};

pub use self::batches::batch;
use self::exports::{Outcome, export, minimisers, seven_columns};
pub use self::inspection::{archive, picture, text, workbook};
use self::words::{are_ours, are_ours_or_known_headers, are_ours_or_serde_jsons};

/// Panics iff the property does not hold for the bytes.
pub type Property = fn(&[u8]);

/// Every property, under the name of its target and of its seeds' directory.
pub const ALL: &[(&str, Property)] = &[
    ("profile", profile),
    ("map", map),
    ("csv_input", csv_input),
    ("ndjson_input", ndjson_input),
    ("json_input", json_input),
    ("record", record),
    ("rows", rows),
    ("batch", batch),
    ("secret", secret),
    ("withhold_list", withhold_list),
    ("self_composition", self_composition),
    ("streamed_composition", streamed_composition),
    ("photo", photo),
    ("inspect_text", text),
    ("inspect_archive", archive),
    ("inspect_workbook", workbook),
    ("inspect_picture", picture),
    ("papers", papers),
    ("risk_rows", risk_rows),
];

/// A text is a profile or is refused without an echo; a profile keeps every floor.
pub fn profile(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let profile = match text.parse::<Profile>() {
        Ok(profile) => profile,
        Err(errors) => {
            assert!(!errors.problems().is_empty(), "refused without a reason");
            are_ours(&format!("{errors} {errors:?}"), bytes);
            return;
        }
    };
    for field in Field::ALL {
        for place in Place::ALL {
            assert!(
                profile
                    .treatment_at(*field, *place)
                    .covers(field.floor(*place)),
                "a floor gave way"
            );
        }
        assert!(
            field.role() == Role::Releasable || profile.treatment(*field).is_drop(),
            "a field left that never may"
        );
    }
    let json = profile.canonical_json();
    let value: serde_json::Value = serde_json::from_str(&json).expect("canonical JSON is JSON");
    assert_eq!(value.get("format"), Some(&1.into()));
    assert!(!json.contains(['\n', '\r']), "canonical JSON is one line");
    let commented: Profile = format!("{text}\n# nothing")
        .parse()
        .expect("a comment changes nothing");
    assert_eq!(commented.fingerprint(), profile.fingerprint());
    assert_eq!(commented.canonical_json(), json);
    // what it releases of some officers is what it says it releases
    let minimiser = exports::minimiser(&profile);
    for form in [Form::Csv, Form::Ndjson] {
        if let Outcome::Rows(bytes) = export(&minimiser, form, &exports::three_officers()) {
            assert!(
                inspection::is_clean(&profile, &bytes, form),
                "our own rows break the profile"
            );
        }
    }
}

/// A text is a map or is refused without an echo; a map leads no forbidden column out.
pub fn map(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let map = match text.parse::<Map>() {
        Ok(map) => map,
        Err(errors) => {
            assert!(!errors.problems().is_empty(), "refused without a reason");
            are_ours(&format!("{errors} {errors:?}"), bytes);
            return;
        }
    };
    let fold = |text: &str| text.to_lowercase().replace(['_', '-', '.', '/', ' '], "");
    for (source, field) in map.columns() {
        assert!(
            field.field().role() != Role::Releasable
                || !is_forbidden_header(source)
                || fold(source) == fold(field.name()),
            "a forbidden column leads out"
        );
    }
    let commented: Map = format!("{text}\n# nothing")
        .parse()
        .expect("a comment changes nothing");
    assert_eq!(commented.fingerprint(), map.fingerprint());
    let officers = exports::THREE_OFFICERS.as_bytes();
    if let Err(error) = Input::open(officers, &InputOptions::new(), Some(&map)) {
        are_ours(&format!("{error} {error:?}"), bytes);
    }
}

/// A CSV gives rows or is refused without an echo, however it arrives.
pub fn csv_input(bytes: &[u8]) {
    input(bytes, Format::Csv);
    match Map::draft(bytes, &InputOptions::new().format(Format::Csv)) {
        Ok(draft) => are_ours_or_known_headers(&draft, bytes),
        Err(error) => are_ours(&format!("{error} {error:?}"), bytes),
    }
}

/// As for CSV, of one object a line.
pub fn ndjson_input(bytes: &[u8]) {
    input(bytes, Format::Ndjson);
}

/// As for CSV, of one array of objects.
pub fn json_input(bytes: &[u8]) {
    input(bytes, Format::Json);
}

fn input(bytes: &[u8], format: Format) {
    for encoding in [Encoding::Utf8, Encoding::Windows1252] {
        let options = InputOptions::new().format(format).encoding(encoding);
        for map in [None, Some(exports::map())] {
            let minimiser = seven_columns();
            let whole = exports::stream(minimiser, bytes, &options, map);
            let dripped = exports::stream(minimiser, Drip(bytes), &options, map);
            assert!(
                whole == dripped,
                "the outcome depends on how the bytes arrive"
            );
            match whole {
                Outcome::Rows(rows) => {
                    let is_clean = inspection::is_clean(minimiser.profile(), &rows, Form::Csv);
                    assert!(is_clean, "our own rows break the profile");
                }
                Outcome::Refused(said) => are_ours(&said, bytes),
            }
        }
    }
}

/// Bytes that arrive one by one.
struct Drip<'a>(&'a [u8]);

impl Read for Drip<'_> {
    fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
        let one = self.0.len().min(room.len()).min(1);
        let (now, later) = self.0.split_at(one);
        room[..one].copy_from_slice(now);
        self.0 = later;
        Ok(one)
    }
}

/// JSON is a record or is refused without an echo; what a record holds besides changes nothing.
pub fn record(bytes: &[u8]) {
    let held = serde_json::from_slice::<OfficerRecord>(bytes);
    let bare = serde_json::from_slice::<OfficerRecord<()>>(bytes);
    for said in [held.as_ref().err(), bare.as_ref().err()]
        .into_iter()
        .flatten()
    {
        are_ours_or_serde_jsons(&format!("{said} {said:?}"), bytes);
    }
    // the record that holds everything decodes more of the JSON, and so may refuse more
    assert!(
        held.is_err() || bare.is_ok(),
        "skipping is stricter than reading"
    );
    let (Ok(held), Ok(bare)) = (held, bare) else {
        return;
    };
    assert_eq!(
        format!("{held:?} {bare:?}"),
        "OfficerRecord { .. } OfficerRecord { .. }"
    );
    for minimiser in minimisers() {
        assert!(
            exports::cells(minimiser, &held) == exports::cells(minimiser, &bare),
            "what is held shows"
        );
    }
    let [left, right] =
        [&held.erase(), &bare].map(|record| export(seven_columns(), Form::Csv, [record]));
    assert!(left == right, "what is held shows");
}

/// Rows that pass inspection are the only way to write what they hold.
pub fn rows(bytes: &[u8]) {
    let profile = seven_columns().profile();
    for form in [Form::Csv, Form::Ndjson] {
        if !inspection::is_clean(profile, bytes, form) {
            continue;
        }
        let table = match form {
            Form::Csv => exports::read_csv(bytes),
            Form::Ndjson => exports::read_ndjson(bytes, profile),
        };
        assert_eq!(
            exports::write(&table, form, profile),
            bytes,
            "two spellings pass"
        );
        let tokens: Vec<&String> = table
            .iter()
            .skip(usize::from(form == Form::Csv))
            .map(|row| &row[0])
            .collect();
        assert!(tokens.is_sorted() && tokens.array_windows().all(|[left, right]| left != right));
    }
}

/// A file is a bare JPEG of the frame's size or a code, and what is beside the pixels shows nowhere.
pub fn photo(bytes: &[u8]) {
    pictures::check(bytes);
}

/// A secret file gives a secret or is refused without an echo.
pub fn secret(bytes: &[u8]) {
    lists::secret(bytes);
}

/// A withhold list gives ids or is refused without an echo.
pub fn withhold_list(bytes: &[u8]) {
    lists::withhold_list(bytes);
}

/// Two batches that differ only in what may never leave give the same bytes, reports and errors, by
/// every way in.
pub fn self_composition(bytes: &[u8]) {
    composition::holds_on_every_course(bytes);
}

/// The same, one way at a time: a fuzzer finds more by many quick runs than by few slow ones.
#[allow(dead_code, reason = "a target's; a replay takes every way")]
pub fn typed_composition(bytes: &[u8]) {
    composition::holds_when_typed(bytes);
}

/// The same for what is streamed, by one way at a time.
pub fn streamed_composition(bytes: &[u8]) {
    composition::holds_when_streamed(bytes);
}

/// A paper is read in its one form of bytes or is refused without an echo, and so is a key of a ledger.
pub fn papers(bytes: &[u8]) {
    papers::paper(bytes);
    papers::ledger_key(bytes);
}

/// Rows are assessed alike however they are parted, or are refused without an echo.
pub fn risk_rows(bytes: &[u8]) {
    risks::rows(bytes);
}
