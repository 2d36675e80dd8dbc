use std::io::{self, Read};

use proptest::prelude::*;

use crate::code::Code;
use crate::field::{Flag, Readable};
use crate::record::input::{Encoding, Input, InputError, InputOptions};
use crate::record::{Format, Map, Reading, Record};

struct Slow<'a>(&'a [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let length = self.1.min(to.len());
        self.0.read(&mut to[..length])
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Cell {
    Missing,
    Unusable,
    Text(String),
}

type Rows = Vec<(u64, u64, Vec<Cell>)>;

fn rows(mut input: Input<'_>) -> Result<Rows, InputError> {
    let mut rows = Vec::new();
    while let Some(row) = input.next()? {
        let cells = Readable::ALL.iter().map(|field| match row.read(*field) {
            Reading::Text(text) => Cell::Text(text.to_owned()),
            Reading::Unusable => Cell::Unusable,
            Reading::Missing => Cell::Missing,
        });
        rows.push((row.row(), row.line(), cells.collect()));
    }
    Ok(rows)
}

fn read_with(bytes: &[u8], map: Option<&str>, chunk: usize) -> Result<Rows, InputError> {
    let map = map.map(|map| map.parse::<Map>().unwrap());
    rows(Input::open(
        Slow(bytes, chunk),
        &InputOptions::new(),
        map.as_ref(),
    )?)
}

fn read(bytes: &[u8]) -> Result<Rows, InputError> {
    read_with(bytes, None, usize::MAX)
}

fn field(rows: &Rows, index: usize, field: Readable) -> Cell {
    rows[index].2[field.index()].clone()
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn refused(result: Result<Rows, InputError>) -> (Code, Option<u64>, Option<u64>) {
    match result {
        Err(InputError::Refused(refused)) => (refused.code(), refused.row(), refused.line()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn lines_and_arrays_give_the_same_records() {
    let lines = "{\"rank\":\"PC\"}\r\n{\"rank\":\"DC\",\"x\":[{\"y\":\"}\\\"]\"}]}\n\n \n";
    let array =
        "\u{feff} [ {\"rank\":\"PC\"}\n,\n {\"rank\":\"DC\",\"x\":[{\"y\":\"}\\\"]\"}]}\n ] \n";
    for (input, places) in [(lines, [1, 2]), (array, [1, 3])] {
        let rows = read(input.as_bytes()).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!([rows[0].1, rows[1].1], places);
        assert_eq!(field(&rows, 0, Readable::Rank), text("PC"));
        assert_eq!(field(&rows, 1, Readable::Rank), text("DC"));
    }
}

#[test]
fn only_strings_whole_numbers_and_flags_are_texts() {
    let object = |value: &str| format!("{{\"record_id\":{value},\"covert\":{value}}}");
    for (value, id, flag) in [
        ("\"007\"", text("007"), text("007")),
        ("\"a\\u00e9\\n\"", text("aé\n"), text("aé\n")),
        ("18446744073709551616123", Cell::Unusable, Cell::Unusable),
        ("-5", text("-5"), text("-5")),
        ("0", text("0"), text("0")),
        ("1.0", Cell::Unusable, Cell::Unusable),
        ("1e3", Cell::Unusable, Cell::Unusable),
        ("1e999", Cell::Unusable, Cell::Unusable),
        ("true", Cell::Unusable, text("true")),
        ("false", Cell::Unusable, text("false")),
        ("null", Cell::Missing, Cell::Unusable),
        ("[]", Cell::Unusable, Cell::Unusable),
        ("{\"a\":1}", Cell::Unusable, Cell::Unusable),
        ("\"\\ud800\"", Cell::Unusable, Cell::Unusable),
    ] {
        let rows = read(object(value).as_bytes()).unwrap();
        assert_eq!(field(&rows, 0, Readable::RecordId), id, "{value}");
        assert_eq!(field(&rows, 0, Readable::Covert), flag, "{value}");
    }
}

#[test]
fn paths_lead_into_objects_and_lists() {
    let map = "[columns]\n\"name.familyName\" = \"family_name\"\n\"ids[1].value\" = \"record_id\"\n'a\\.b' = \"rank\"\n";
    let json = "{\"name\":{\"familyName\":\"Ng\",\"x\":[1]},\"ids\":[{\"value\":1},{\"value\":2}],\"a.b\":\"PC\",\"rank\":\"x\"}\n\
                {\"name\":\"Ng\",\"ids\":[{}],\"a\":{\"b\":\"PC\"}}\n\
                {\"name\":null,\"ids\":{\"value\":1}}\n";
    let rows = read_with(json.as_bytes(), Some(map), usize::MAX).unwrap();
    assert_eq!(field(&rows, 0, Readable::FamilyName), text("Ng"));
    assert_eq!(field(&rows, 0, Readable::RecordId), text("2"));
    assert_eq!(field(&rows, 0, Readable::Rank), text("PC"));
    for index in [1, 2] {
        for readable in [Readable::FamilyName, Readable::RecordId, Readable::Rank] {
            assert_eq!(field(&rows, index, readable), Cell::Missing);
        }
    }
}

#[test]
fn a_key_twice_is_refused_in_every_object_on_a_path() {
    let map = "[columns]\n\"name.familyName\" = \"family_name\"\nid = \"record_id\"\n";
    for json in [
        "{\"id\":1,\"id\":2}",
        "{\"id\":1,\"i\\u0064\":2}",
        "{\"id\":1,\"x\":1,\"x\":2}",
        "{\"id\":1,\"name\":{\"familyName\":\"a\",\"familyName\":\"b\"}}",
        "{\"id\":1,\"name\":{\"x\":\"a\",\"x\":\"b\"}}",
    ] {
        let result = read_with(json.as_bytes(), Some(map), usize::MAX);
        assert_eq!(
            refused(result),
            (Code::DuplicateKey, Some(1), Some(1)),
            "{json}"
        );
        let later = format!("{{\"id\":1,\"x\":0}}\n{json}\n");
        let result = read_with(later.as_bytes(), Some(map), usize::MAX);
        assert_eq!(
            refused(result),
            (Code::DuplicateKey, Some(2), Some(2)),
            "{json}"
        );
    }
    let elsewhere = "{\"id\":1,\"other\":{\"x\":1,\"x\":2}}";
    assert!(read_with(elsewhere.as_bytes(), Some(map), usize::MAX).is_ok());
}

#[test]
fn restricting_keeps_the_checks() {
    let map: Map = "[columns]\n\"name.familyName\" = \"family_name\"\nid = \"record_id\"\n"
        .parse()
        .unwrap();
    let json = "{\"id\":1,\"name\":{\"x\":1}}\n{\"id\":1,\"name\":{\"x\":1,\"x\":2}}\n";
    let mut input = Input::open(json.as_bytes(), &InputOptions::new(), Some(&map)).unwrap();
    input.restrict(&[Readable::RecordId]);
    assert!(input.next().unwrap().is_some());
    assert_eq!(input.next().unwrap_err().code(), Some(Code::DuplicateKey));
    let json = "{\"id\":1,\"name\":{\"familyName\":\"Ng\"}}\n";
    let mut input = Input::open(json.as_bytes(), &InputOptions::new(), Some(&map)).unwrap();
    input.restrict(&[Readable::RecordId]);
    let row = input.next().unwrap().unwrap();
    assert!(row.read(Readable::FamilyName) == Reading::Missing);
}

#[test]
fn a_flag_of_its_own_name_is_read_whatever_the_map_says() {
    let map = "[columns]\nid = \"record_id\"\nUC = \"minor\"\n";
    let json = "{\"id\":1,\"UC\":\"no\",\"covert\":\"yes\"}\n";
    let rows = read_with(json.as_bytes(), Some(map), usize::MAX).unwrap();
    assert_eq!(field(&rows, 0, Readable::Covert), text("yes"));
    assert_eq!(field(&rows, 0, Readable::Minor), text("no"));
}

#[test]
fn a_flag_that_the_map_leads_from_its_own_name_may_come_late() {
    let map = "[columns]\nid = \"record_id\"\ncovert = \"covert\"\n";
    let json = "{\"id\":1}\n{\"id\":2,\"covert\":\"yes\"}\n";
    let rows = read_with(json.as_bytes(), Some(map), usize::MAX).unwrap();
    assert_eq!(field(&rows, 0, Readable::Covert), Cell::Missing);
    assert_eq!(field(&rows, 1, Readable::Covert), text("yes"));
}

#[test]
fn broken_json_is_refused_with_its_place() {
    for bad in [
        "{",
        "{\"rank\":}",
        "{\"rank\":\"a\"} x",
        "[1]",
        "7",
        "{\"rank\":\"a\n\"}",
        "{\"x\":01}",
        "{\"x\":\"\\q\"}",
        "{\"x\":tru}",
        "{'x':1}",
        "{\"x\":[1,]}",
        "{\"x\":1,}",
        "{]",
        "{\"x\":{]}}",
        "",
    ] {
        let text = format!("{{\"rank\":\"PC\"}}\n{bad}\n{{\"rank\":\"PC\"}}\n");
        assert_eq!(
            refused(read(text.as_bytes())),
            (Code::MalformedJson, Some(2), Some(2)),
            "{bad}"
        );
    }
    for bad in [
        "[{\"rank\":1}",
        "[{\"rank\":1},]",
        "[{\"rank\":1} {}]",
        "[,]",
        "[1]",
        "[{\"rank\":1}] x",
        "[{\"rank\":1},2]",
        "[",
        "[{\"rank\":\"1}]",
    ] {
        assert_eq!(
            refused(read(bad.as_bytes())).0,
            Code::MalformedJson,
            "{bad}"
        );
    }
    let (_, _, line) = refused(read(b"[{\"rank\":\n\"PC\"},\n7]"));
    assert_eq!(line, Some(3));
    for empty in ["[]", " [ ] \n"] {
        assert_eq!(refused(read(empty.as_bytes())).0, Code::NoKnownColumn);
    }
}

#[test]
fn depth_nul_and_lengths_are_bounded_everywhere() {
    let nested = |depth: usize| {
        format!(
            "{{\"rank\":\"PC\",\"x\":{}{}}}",
            "[".repeat(depth),
            "]".repeat(depth)
        )
    };
    for (open, close) in [("", ""), ("[", "]")] {
        let whole = |object: &str| format!("{open}{object}{close}");
        assert!(read(whole(&nested(63)).as_bytes()).is_ok());
        assert!(read_with(whole(&nested(63)).as_bytes(), None, 1).is_ok());
        let wider = nested(63).replacen("\"x\"", "\"y\":[[],[]],\"x\"", 1);
        assert!(read(whole(&wider).as_bytes()).is_ok());
        assert_eq!(
            refused(read(whole(&nested(64)).as_bytes())).0,
            Code::TooDeep
        );
        assert_eq!(
            refused(read(whole(&nested(200_000)).as_bytes())).0,
            Code::TooDeep
        );
        let flat = format!("{{\"rank\":\"PC\",\"x\":[{}[]]}}", "[],".repeat(100));
        assert!(read(whole(&flat).as_bytes()).is_ok());
        assert_eq!(
            refused(read(whole("{\"rank\":\"\0\"}").as_bytes())).0,
            Code::NulByte
        );
        let long = |length: usize| format!("{{\"rank\":\"PC\",\"x\":\"{}\"}}", "y".repeat(length));
        assert!(read(whole(&long(1 << 20)).as_bytes()).is_ok());
        assert_eq!(
            refused(read(whole(&long((1 << 20) + 1)).as_bytes())).0,
            Code::CellTooLong
        );
        assert_eq!(
            refused(read(whole(&long(17 << 20)).as_bytes())).0,
            Code::RecordTooLong
        );
    }
}

#[test]
fn a_record_has_sixteen_mebibytes_and_its_line_end_beside_them() {
    // each member below its own limit, empty ones last
    let full = |length: usize| {
        let fixed = 34 * 8 + 13;
        let mut text = "{\"rank\":\"PC\"".to_owned();
        let mut left = length - fixed;
        for key in 0..34 {
            let part = left.min(1 << 19);
            left -= part;
            text.push_str(&format!(",\"{:02}\":\"{}\"", key, "y".repeat(part)));
        }
        text.push('}');
        assert_eq!(text.len(), length);
        text
    };
    for end in ["", "\n", "\r\n"] {
        let text = full(16 << 20) + end;
        assert!(read(text.as_bytes()).is_ok(), "{end:?}");
        let text = full((16 << 20) + 1) + end;
        assert_eq!(
            refused(read(text.as_bytes())),
            (Code::RecordTooLong, Some(1), Some(1)),
            "{end:?}"
        );
    }
}

#[test]
fn the_deepest_value_may_lie_across_the_edge_of_the_buffer() {
    // the buffer first holds 256 KiB
    let text = format!(
        "[{{\"rank\":\"PC\",\"x\":{}\"{}\"{}}}]",
        "[".repeat(63),
        "y".repeat(300 << 10),
        "]".repeat(63)
    );
    assert!(read(text.as_bytes()).is_ok());
}

#[test]
fn a_key_that_is_new_at_the_very_front_is_noticed() {
    let json = b"{\"rank\":1}\n{\"is_minor\":1}\n";
    let mut input = Input::open(&json[..], &InputOptions::new(), None).unwrap();
    while input.next().unwrap().is_some() {}
    assert_eq!(input.sources().flag_like_columns(), [1]);
}

#[test]
fn what_is_no_longer_wanted_is_passed_over_like_what_never_was() {
    for value in ["1e999", "{\"x\":1,\"x\":2}"] {
        let json = format!("{{\"record_id\":1,\"rank\":{value},\"y\":{value}}}");
        let mut input = Input::open(json.as_bytes(), &InputOptions::new(), None).unwrap();
        input.restrict(&[Readable::RecordId]);
        let row = input.next().unwrap().unwrap();
        assert!(row.read(Readable::RecordId) == Reading::Text("1"));
    }
}

#[test]
fn bad_utf8_refuses_only_where_it_is_read() {
    let rows = read(b"{\"rank\":\"PC\",\"notes\":\"Si\xe2n\"}\n").unwrap();
    assert_eq!(field(&rows, 0, Readable::Rank), text("PC"));
    assert_eq!(refused(read(b"{\"rank\":\"Si\xe2n\"}\n")).0, Code::NotUtf8);
    assert_eq!(
        refused(read(b"{\"rank\":\"PC\",\"\xe2\":1}\n")).0,
        Code::NotUtf8
    );
    let options = InputOptions::new().encoding(Encoding::Windows1252);
    let rows = rows_of(b"{\"family_name\":\"Si\xe2n\",\"x\":\"\x81\"}", &options);
    assert_eq!(field(&rows, 0, Readable::FamilyName), text("Siân"));
}

fn rows_of(bytes: &[u8], options: &InputOptions) -> Rows {
    rows(Input::open(bytes, options, None).unwrap()).unwrap()
}

#[test]
fn the_first_record_tells_the_sources() {
    assert_eq!(refused(read(b"{\"Jane Smith\":1}")).0, Code::NoKnownColumn);
    let json = b"{\"rank\":\"PC\",\"covert\":false,\"nino\":\"x\",\"Covert Ops\":1,\"z\":2}\n{\"rank\":1,\"y\":1,\"is_minor\":1}\n";
    let mut input = Input::open(&json[..], &InputOptions::new(), None).unwrap();
    let sources = input.sources().clone();
    assert!(sources.has(Readable::Rank) && !sources.has(Readable::FamilyName));
    assert!(sources.has_flag(Flag::Covert) && !sources.has_flag(Flag::Minor));
    assert_eq!(sources.unread_fields(), [crate::field::Field::Nino]);
    assert_eq!(sources.unread_columns(), [4, 5]);
    assert_eq!(sources.flag_like_columns(), [4]);
    while input.next().unwrap().is_some() {}
    assert_eq!(input.sources().flag_like_columns(), [4, 3]);
}

#[test]
fn a_flag_declared_absent_must_not_turn_up_in_any_record() {
    let map = "[columns]\nrank = \"rank\"\n[absent]\nminor = \"adults only\"\n";
    let first = b"{\"rank\":1,\"IsMinor\":1}";
    assert_eq!(
        refused(read_with(first, Some(map), 9)).0,
        Code::FlagWithoutSource
    );
    let later = b"{\"rank\":1}\n{\"rank\":1,\"Minor\":1}";
    assert_eq!(
        refused(read_with(later, Some(map), 9)),
        (Code::FlagWithoutSource, None, None)
    );
}

#[test]
fn no_error_speaks_of_what_it_read() {
    for bad in [
        "{\"rank\":\"ZQXJ\" ZQXJ}",
        "{\"ZQXJ\":1,\"ZQXJ\":2}",
        "{\"rank\":ZQXJ}",
        "ZQXJ",
        "[\"ZQXJ\"]",
        "{\"ZQXJ\":1}",
    ] {
        let error = read(bad.as_bytes()).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("ZQXJ"), "{error:?}");
        assert!(std::error::Error::source(&error).is_none());
    }
    let refused = read(b"{\"rank\":1}\n{\"rank\":2,\"ZQXJ minor\":1}").unwrap();
    assert_eq!(refused.len(), 2);
}

#[test]
fn a_draft_comes_from_the_first_object_too() {
    let json = b"{\"Surname\":\"Ng\",\"a.b\":1}";
    let draft = Map::draft(&json[..], &InputOptions::new().format(Format::Ndjson)).unwrap();
    assert!(draft.contains("\"Surname\" = \"family_name\""), "{draft}");
    assert!(!draft.contains("Ng"));
}

fn json_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = proptest::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"rank\"",
        "\"x\"",
        "1",
        "null",
        "\"",
        "\\",
        "\n",
        " ",
        "\u{e9}",
        "1.5",
        "{\"rank\":\"PC\"}\n",
        "{\"rank\":\"PC\"},",
    ]);
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat().into_bytes())
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic_and_chunks_do_not_matter(bytes in json_bytes(), start in "[\\[{]?") {
        let bytes = [start.as_bytes(), &bytes].concat();
        for format in [Format::Json, Format::Ndjson] {
            let options = InputOptions::new().format(format);
            let whole = Input::open(&bytes[..], &options, None).and_then(rows);
            let slow = Input::open(Slow(&bytes, 1), &options, None).and_then(rows);
            prop_assert_eq!(whole, slow);
        }
    }

    #[test]
    fn what_serde_json_writes_is_read_back(
        records in proptest::collection::vec(("\\PC{0,12}", "\\PC{0,30}", -5_i64..1_000_000), 1..12)
    ) {
        let values: Vec<_> = records.iter().map(|(name, notes, id)| serde_json::json!({
            "family_name": name, "record_id": id, "x": {"notes": [notes, null, 1.5]},
        })).collect();
        let lines: String = values.iter().map(|value| format!("{value}\n")).collect();
        let array = serde_json::Value::from(values).to_string();
        let (a, b) = (read(lines.as_bytes()).unwrap(), read(array.as_bytes()).unwrap());
        prop_assert_eq!(a.len(), records.len());
        for (index, (name, _, id)) in records.iter().enumerate() {
            for rows in [&a, &b] {
                prop_assert_eq!(field(rows, index, Readable::FamilyName), text(name));
                prop_assert_eq!(field(rows, index, Readable::RecordId), text(&id.to_string()));
            }
        }
    }
}
