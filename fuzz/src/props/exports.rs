//! What the properties put into the library, and how they compare what comes out.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::OnceLock;

use cardsieve::batch::{Form, Limits};
use cardsieve::record::{Input, InputOptions, Map, OfficerRecord};
use cardsieve::{FlagSources, Minimiser, Profile, PseudonymisationSecret, Record, Rows};

/// Seven columns, two of them tokens.
pub(super) const PROFILE: &str = r#"
format = 1
name = "seven-columns"
controller = "Example Police"
recipient = "Example Card Bureau"
purpose = "Print warrant cards"
delete_after_days = 30

[[column]]
header = "record_ref"
place = "matching"
parts = [{ field = "record_id", treatment = "pseudonymise", scope = "batch" }]

[[column]]
header = "card_design"
place = "fulfilment"
parts = [{ field = "card_design", treatment = "keep" }]

[[column]]
header = "print_name"
place = "front"
parts = [{ field = "given_names", treatment = "initials" }, { text = " " }, { field = "family_name", treatment = "keep" }]
case = "upper"
max_chars = 32

[[column]]
header = "rank"
place = "front"
parts = [{ field = "rank", treatment = "keep" }]

[[column]]
header = "printed_number"
place = "front"
parts = [{ field = "warrant_number", treatment = "keep" }]

[[column]]
header = "expiry"
place = "front"
parts = [{ field = "expiry_date", treatment = "month-end" }]

[[column]]
header = "barcode"
place = "barcode"
parts = [{ field = "record_id", treatment = "pseudonymise", scope = "batch" }]
"#;

/// Leads other headers, and keys inside objects, to the same fields.
pub(super) const MAP: &str = r#"
[columns]
"No" = "record_id"
"Forename" = "given_names"
"name.family[0]" = "family_name"
"Grade" = "rank"
"Warrant" = "warrant_number"
"Until" = "expiry_date"
"Undercover" = "covert"
[constants]
card_design = "D1"
[values.rank]
"Sgt." = "Sergeant"
[dates]
expiry_date = "%d/%m/%Y"
[flags]
clear = ["", "none"]
[absent]
protected_identity = "not held in this system"
close_protection = "not held in this system"
under_threat = "not held in this system"
minor = "nobody is"
"#;

pub(super) const THREE_OFFICERS: &str = "\
record_id,given_names,family_name,rank,warrant_number,expiry_date,issue_number,card_serial,credential_no,card_design,staff_number,collar_number,category,covert,protected_identity,close_protection,under_threat,minor\r
E1,Siân,O'Neill,DC,10001,2029-03-01,1,CS-1,101,D1,S-0001,PC 0042,officer,false,false,false,false,false\r
E2,Mary-Jane,Ng,Sergeant,10002,2029-04-30,2,CS-2,102,D2,S-0002,PS 17,officer,false,false,false,false,false\r
E3,Łukasz,de la Cruz,PCSO,10003,2030-02-28,3,CS-3,103,D3,S-0003,9,pcso,false,false,false,false,false\r
";

/// What came of an export: the rows' bytes, or all that was said instead.
#[derive(PartialEq, Eq)]
pub(super) enum Outcome {
    Rows(Vec<u8>),
    Refused(String),
}

pub(super) fn minimiser(profile: &Profile) -> Minimiser {
    let secret: PseudonymisationSecret = format!("e1 {}", "5a".repeat(32))
        .parse()
        .expect("a fixed secret");
    let batch = "7d1c2f6a9b3e4c50".parse().expect("a fixed batch id");
    Minimiser::new(profile, &secret, batch, &FlagSources::from_records())
        .expect("no flag is absent")
}

/// One minimiser for each preset.
pub(super) fn minimisers() -> &'static [Minimiser] {
    static ALL: OnceLock<Vec<Minimiser>> = OnceLock::new();
    ALL.get_or_init(|| {
        Profile::preset_names()
            .filter_map(Profile::preset)
            .map(|preset| minimiser(&preset))
            .collect()
    })
}

/// The minimiser of seven columns.
pub(super) fn seven_columns() -> &'static Minimiser {
    static ONE: OnceLock<Minimiser> = OnceLock::new();
    ONE.get_or_init(|| minimiser(&PROFILE.parse().expect("a fixed profile")))
}

pub(super) fn map() -> &'static Map {
    static ONE: OnceLock<Map> = OnceLock::new();
    ONE.get_or_init(|| MAP.parse().expect("a fixed map"))
}

pub(super) fn three_officers() -> Vec<OfficerRecord> {
    let mut lines = THREE_OFFICERS.lines();
    let names: Vec<&str> = lines
        .next()
        .into_iter()
        .flat_map(|line| line.split(','))
        .collect();
    let record = |line: &str| {
        let texts: BTreeMap<&str, &str> = names.iter().copied().zip(line.split(',')).collect();
        let json = serde_json::to_string(&texts).expect("texts are JSON");
        serde_json::from_str(&json).expect("a flat object is a record")
    };
    lines.map(record).collect()
}

/// One row's cells, or every reason why there are none.
pub(super) fn cells(minimiser: &Minimiser, record: &impl Record) -> Result<Vec<String>, String> {
    match minimiser.minimise(record) {
        Ok(card) => Ok(card.iter().map(|(_, cell)| cell.to_owned()).collect()),
        Err(withheld) => Err(format!("{withheld:?}")),
    }
}

/// A batch of these records.
pub(super) fn export<'r, R: Record + 'r>(
    minimiser: &Minimiser,
    form: Form,
    records: impl IntoIterator<Item = &'r R>,
) -> Outcome {
    let mut rows = Rows::new(minimiser, form, Limits::default());
    for record in records {
        if let Err(refused) = rows.add(record) {
            return Outcome::Refused(format!("{refused} {refused:?}"));
        }
    }
    finish(rows)
}

/// A batch of what an input holds.
pub(super) fn stream(
    minimiser: &Minimiser,
    bytes: impl Read,
    options: &InputOptions,
    map: Option<&Map>,
) -> Outcome {
    let refused =
        |error: cardsieve::record::InputError| Outcome::Refused(format!("{error} {error:?}"));
    let mut rows = Rows::new(minimiser, Form::Csv, Limits::default());
    let mut input = match Input::open(bytes, options, map) {
        Ok(input) => input,
        Err(error) => return refused(error),
    };
    input.restrict(minimiser.reads());
    loop {
        match input.next() {
            Ok(Some(row)) => {
                if let Err(error) = rows.add(&row) {
                    return Outcome::Refused(format!("{error} {error:?}"));
                }
            }
            Ok(None) => return finish(rows),
            Err(error) => return refused(error),
        }
    }
}

fn finish(rows: Rows) -> Outcome {
    match rows.finish() {
        Ok(rows) => {
            let mut bytes = Vec::new();
            rows.write_to(&mut bytes).expect("memory takes everything");
            Outcome::Rows(bytes)
        }
        Err(refusal) => Outcome::Refused(format!("{refusal} {:?}", refusal.refused())),
    }
}

/// A naive reader of sound CSV.
pub(super) fn read_csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).expect("rows that pass are UTF-8");
    let (mut table, mut row, mut cell, mut is_quoted) =
        (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut cell));
                table.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    assert!(row.is_empty() && cell.is_empty(), "the last line ends too");
    table
}

/// A naive reader of sound NDJSON.
pub(super) fn read_ndjson(bytes: &[u8], profile: &Profile) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).expect("rows that pass are UTF-8");
    let row = |line: &str| {
        let object: BTreeMap<String, String> =
            serde_json::from_str(line).expect("a line is an object");
        assert_eq!(object.len(), profile.columns().len(), "no key more");
        profile
            .columns()
            .iter()
            .map(|column| object[column.header()].clone())
            .collect()
    };
    text.lines().map(row).collect()
}

/// A naive writer.
pub(super) fn write(table: &[Vec<String>], form: Form, profile: &Profile) -> Vec<u8> {
    let quoted = |cell: &String| {
        if cell.contains(['"', ',', '\r', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    let pair = |(column, cell): (&cardsieve::profile::Column, &String)| {
        let text = |text: &str| serde_json::to_string(text).expect("a text is JSON");
        format!("{}:{}", text(column.header()), text(cell))
    };
    let line = |row: &Vec<String>| match form {
        Form::Csv => row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n",
        Form::Ndjson => {
            let pairs: Vec<String> = profile.columns().iter().zip(row).map(pair).collect();
            format!("{{{}}}\n", pairs.join(","))
        }
    };
    table.iter().map(line).collect::<String>().into_bytes()
}
