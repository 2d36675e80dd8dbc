//! G1, G12: however an export is written, and whatever stands in it beside what is read, it gives the
//! rows of the same records without all that.

use cardsieve::batch::{Form, Limits};
use cardsieve::field::Flag;
use cardsieve::record::{Encoding, Format, Input, InputOptions, Map};
use cardsieve::{OfficerRecord, Profile, Rows};
use proptest::prelude::*;

use crate::export::{minimiser, object};
use crate::generate::Raw;

const PROFILE: &str = r#"format = 1
name = "t"
controller = "C"
recipient = "R"
purpose = "P"
delete_after_days = 1
[[column]]
header = "ref"
place = "matching"
parts = [{ field = "record_id", treatment = "pseudonymise", scope = "batch" }]
[[column]]
header = "name"
place = "front"
parts = [{ field = "given_names", treatment = "initials" }, { text = " " }, { field = "family_name", treatment = "keep" }]
[[column]]
header = "team"
place = "front"
parts = [{ field = "department", treatment = "category", table = { "Roads" = "Operations", "Dogs" = "Operations", "Pay" = "Office", "Post" = "Office" } }]
[[column]]
header = "expires"
place = "front"
parts = [{ field = "expiry_date", treatment = "month-end" }]
"#;

/// Fields that are read, and the paths along which a map finds them.
const READ: [(&str, &str); 10] = [
    ("record_id", "Staff.Key"),
    ("given_names", "Staff.Names[0].First"),
    ("family_name", "Staff.Names[0].Last"),
    ("department", "Desk.Of"),
    ("expiry_date", "Until"),
    ("covert", "Marks.A"),
    ("protected_identity", "Marks.B"),
    ("close_protection", "Marks.C"),
    ("under_threat", "Marks.D"),
    ("minor", "Marks.E"),
];

/// Numbers drawn one after the other from a seed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed >> 33) as usize % most
    }

    fn is_one_in(&mut self, most: usize) -> bool {
        self.below(most) == 0
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

/// A text that nobody reads.
fn unread(draw: &mut Draw) -> String {
    let length = *draw.one(&[0, 1, 2, 7, 9, 13, 40, 200, 5000]);
    let alphabet: Vec<char> = draw
        .one(&[
            "0123456789",
            "abcXYZ 7",
            "77,7;7|7\t7",
            "é \"\n7,\r\n;\\/{}[]: ",
        ])
        .chars()
        .collect();
    (0..length).map(|_| *draw.one(&alphabet)).collect()
}

fn people(draw: &mut Draw) -> Vec<Raw> {
    (0..1 + draw.below(4))
        .map(|row| {
            let mut raw = Raw::from([
                ("record_id", format!("E-{row:04}")),
                (
                    "given_names",
                    (*draw.one(&["Ann", "Jo Mary", "Zoë", "Ng-Li"])).to_owned(),
                ),
                (
                    "family_name",
                    (*draw.one(&["Smith", "O'Neill", "Brontë", "de la Cruz"])).to_owned(),
                ),
                (
                    "department",
                    (*draw.one(&["Roads", "Dogs", "Pay", "Post"])).to_owned(),
                ),
                (
                    "expiry_date",
                    format!(
                        "203{}-0{}-1{}",
                        draw.below(9),
                        1 + draw.below(9),
                        draw.below(9)
                    ),
                ),
            ]);
            for flag in Flag::ALL {
                let is_raised = draw.is_one_in(40);
                raw.insert(flag.name(), is_raised.to_string());
            }
            raw
        })
        .collect()
}

/// A map that leads every path to its field, and translates some of them.
fn map() -> Map {
    let columns: String = READ
        .iter()
        .map(|(field, path)| format!("\"{path}\" = \"{field}\"\n"))
        .collect();
    format!(
        "[columns]\n{columns}[values.department]\n\"77\" = \"Roads\"\n\"78\" = \"Pay\"\n\
         [dates]\nexpiry_date = \"%d/%m/%Y\"\n[flags]\nclear = [\"nein\"]\n"
    )
    .parse()
    .unwrap_or_else(|errors| panic!("{errors}"))
}

/// The text from which the map makes that of the record.
fn before_the_map(field: &str, text: &str) -> String {
    match (field, text) {
        ("department", "Roads") => "77".to_owned(),
        ("department", "Pay") => "78".to_owned(),
        ("expiry_date", text) => format!("{}/{}/{}", &text[8..], &text[5..7], &text[..4]),
        (_, "false") => "nein".to_owned(),
        (_, text) => text.to_owned(),
    }
}

fn csv(people: &[Raw], is_mapped: bool, draw: &mut Draw) -> (Vec<u8>, InputOptions) {
    let delimiter = *draw.one(b",;\t|");
    let is_utf8 = draw.is_one_in(2);
    let line_end = *draw.one(&["\n", "\r\n"]);
    let quoted = *draw.one(&[1, 2, 1000]);
    let mut columns: Vec<Option<usize>> = (0..READ.len()).map(Some).collect();
    columns.extend((0..draw.below(6)).map(|_| None));
    draw.shuffle(&mut columns);
    let mut out = Vec::new();
    if is_utf8 && draw.is_one_in(3) {
        out.extend_from_slice("\u{feff}".as_bytes());
    }
    for row in 0..=people.len() {
        for (at, column) in columns.iter().enumerate() {
            let text = match (column, row.checked_sub(1)) {
                (Some(read), None) if is_mapped => READ[*read].1.to_owned(),
                (Some(read), None) => READ[*read].0.to_owned(),
                (None, None) => format!("zq{at}"),
                (Some(read), Some(row)) => {
                    let field = READ[*read].0;
                    let text = &people[row][field];
                    if is_mapped {
                        before_the_map(field, text)
                    } else {
                        text.clone()
                    }
                }
                // more than the readers hold at once
                (None, Some(_)) if draw.is_one_in(100) => "long 7, ".repeat(40_000),
                (None, Some(_)) => unread(draw),
            };
            if at > 0 {
                out.push(delimiter);
            }
            let is_odd = text.contains(['"', '\r', '\n', char::from(delimiter)]);
            let cell = if is_odd || (row > 0 && draw.is_one_in(quoted)) {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text
            };
            if is_utf8 {
                out.extend_from_slice(cell.as_bytes());
                if column.is_none() && row > 0 && !cell.ends_with('"') && draw.is_one_in(8) {
                    // no UTF-8, where nobody looks
                    out.push(0xe9);
                }
            } else {
                out.extend(cell.chars().map(|c| c as u8));
            }
        }
        out.extend_from_slice(line_end.as_bytes());
    }
    let encoding = if is_utf8 {
        Encoding::Utf8
    } else {
        Encoding::Windows1252
    };
    let options = InputOptions::new().format(Format::Csv);
    (out, options.delimiter(delimiter).encoding(encoding))
}

fn blank(draw: &mut Draw) -> &'static str {
    draw.one::<&str>(&["", "", " ", "\t "])
}

fn text(text: &str, draw: &mut Draw) -> String {
    if draw.is_one_in(4) {
        let escaped = text.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
        return format!("\"{}\"", escaped.collect::<String>());
    }
    serde_json::to_string(text).expect("a text")
}

/// Any JSON at all.
fn anything(depth: usize, draw: &mut Draw) -> String {
    match draw.below(if depth > 2 { 5 } else { 8 }) {
        0 => "null".to_owned(),
        1 => "true".to_owned(),
        2 => (*draw.one(&["7", "-77.5e3", "0", "12345678901234567890"])).to_owned(),
        3 | 4 => {
            let unread = unread(draw);
            text(&unread, draw)
        }
        5 | 6 => {
            let mut members = Vec::new();
            for at in 0..draw.below(5) {
                members.push((format!("zq{at}"), anything(depth + 1, draw)));
            }
            joined(members, draw)
        }
        _ => {
            let items: Vec<String> = (0..draw.below(5))
                .map(|_| anything(depth + 1, draw))
                .collect();
            format!("[{}]", items.join(","))
        }
    }
}

/// An object of these members, in any order, and of others now and then.
fn joined(mut members: Vec<(String, String)>, draw: &mut Draw) -> String {
    draw.shuffle(&mut members);
    let members: Vec<String> = members
        .into_iter()
        .map(|(key, value)| {
            let key = text(&key, draw);
            format!("{}{key}{}:{}{value}", blank(draw), blank(draw), blank(draw))
        })
        .collect();
    format!("{{{}{}}}", members.join(","), blank(draw))
}

fn with_more(mut members: Vec<(String, String)>, draw: &mut Draw) -> String {
    for at in 0..*draw.one(&[0, 1, 3, 9]) {
        members.push((format!("zq{at}"), anything(0, draw)));
    }
    joined(members, draw)
}

fn json_object(raw: &Raw, is_mapped: bool, draw: &mut Draw) -> String {
    let mut member = |field: &str, key: &str| {
        let of = if is_mapped {
            before_the_map(field, &raw[field])
        } else {
            raw[field].clone()
        };
        (key.to_owned(), text(&of, draw))
    };
    if !is_mapped {
        let members = READ.map(|(field, _)| member(field, field));
        return with_more(members.into(), draw);
    }
    let names = vec![
        member("given_names", "First"),
        member("family_name", "Last"),
    ];
    let key = member("record_id", "Key");
    let unit = member("department", "Of");
    let until = member("expiry_date", "Until");
    let marks = [
        "covert",
        "protected_identity",
        "close_protection",
        "under_threat",
        "minor",
    ];
    let marks = marks
        .iter()
        .zip(["A", "B", "C", "D", "E"])
        .map(|(field, key)| member(field, key))
        .collect();
    let mut items = vec![with_more(names, draw)];
    for _ in 0..draw.below(4) {
        items.push(anything(0, draw));
    }
    let names = ("Names".to_owned(), format!("[{}]", items.join(",")));
    let staff = ("Staff".to_owned(), with_more(vec![key, names], draw));
    let post = ("Desk".to_owned(), with_more(vec![unit], draw));
    let marks = ("Marks".to_owned(), with_more(marks, draw));
    with_more(vec![staff, post, until, marks], draw)
}

fn json(people: &[Raw], is_mapped: bool, draw: &mut Draw) -> (Vec<u8>, InputOptions) {
    let objects: Vec<String> = people
        .iter()
        .map(|raw| json_object(raw, is_mapped, draw))
        .collect();
    let (format, out) = if draw.is_one_in(2) {
        (
            Format::Ndjson,
            objects
                .iter()
                .map(|object| format!("{object}\n"))
                .collect::<String>(),
        )
    } else {
        let between = *draw.one(&[",", " ,\n ", ",\r\n\r\n"]);
        (
            Format::Json,
            format!("{}[{}]\n", blank(draw), objects.join(between)),
        )
    };
    (out.into_bytes(), InputOptions::new().format(format))
}

/// The rows and the report, or the refusal.
fn finished(rows: Rows) -> (Vec<u8>, String) {
    let mut bytes = Vec::new();
    match rows.finish() {
        Ok(finished) => {
            finished.write_to(&mut bytes).expect("a vector");
            (bytes, finished.report().to_json())
        }
        Err(refusal) => (bytes, format!("{refusal} {}", refusal.report().to_json())),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn however_an_export_is_written_and_whatever_else_is_in_it_the_rows_are_the_same(
        seed in any::<u64>(),
        is_csv in any::<bool>(),
        is_mapped in any::<bool>(),
        form in crate::export::forms(),
    ) {
        let mut draw = Draw(seed);
        let people = people(&mut draw);
        let profile: Profile = PROFILE.parse().expect("a profile");
        let minimiser = minimiser(&profile);
        let mut rows = Rows::new(&minimiser, form, Limits::default());
        for raw in &people {
            let record: OfficerRecord<()> = serde_json::from_str(&object(raw)).expect("an object");
            rows.add(&record).expect("no row refuses the batch");
        }
        let expected = finished(rows);
        let (bytes, options) = if is_csv { csv(&people, is_mapped, &mut draw) } else { json(&people, is_mapped, &mut draw) };
        let map = is_mapped.then(map);
        let written = String::from_utf8_lossy(&bytes);
        let mut input = Input::open(bytes.as_slice(), &options, map.as_ref())
            .map_err(|error| TestCaseError::fail(format!("{error}\n{written}")))?;
        input.restrict(minimiser.reads());
        let mut rows = Rows::new(&minimiser, form, Limits::default());
        while let Some(row) = input.next().map_err(|error| TestCaseError::fail(format!("{error}\n{written}")))? {
            rows.add(&row).expect("no row refuses the batch");
        }
        prop_assert_eq!(finished(rows), expected, "{}", written);
    }
}

#[test]
fn a_batch_is_most_often_released_where_exports_are_drawn() {
    let profile: Profile = PROFILE.parse().expect("a profile");
    let minimiser = minimiser(&profile);
    let released = (0..200).filter(|seed| {
        let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
        for raw in people(&mut Draw(*seed)) {
            let record: OfficerRecord<()> = serde_json::from_str(&object(&raw)).expect("an object");
            rows.add(&record).expect("no row refuses the batch");
        }
        rows.finish().is_ok()
    });
    assert!(released.count() > 140);
}
