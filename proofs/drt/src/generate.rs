//! Draws batches: a profile, flags and their sources, limits, and records.

use cardsieve::field::Field;

use crate::case::{Case, Cell, Column, Content, Part, Profile, Rule, Source, Texts};
use crate::random::Random;
use crate::values::{self, FIELDS, FLAGS, Kind};

const PRINTED: &[&str] = &["front", "back"];
const ORDER: &[&str] = &["fulfilment"];
const PRINTED_OR_ORDER: &[&str] = &["front", "back", "fulfilment"];
const ANYWHERE: &[&str] = &[
    "front",
    "back",
    "chip",
    "magstripe",
    "barcode",
    "fulfilment",
];
const PLACES: &[&str] = &[
    "front",
    "back",
    "chip",
    "magstripe",
    "barcode",
    "matching",
    "fulfilment",
];
/// What may stand where, written by hand: a draw from it mostly loads.
const MENU: &[(&str, &str, &[&str])] = &[
    ("given_names", "keep", PRINTED),
    ("given_names", "initials", PRINTED),
    ("given_names", "first-word", PRINTED),
    ("family_name", "keep", PRINTED),
    ("family_name", "initials", PRINTED),
    ("known_as", "keep", PRINTED),
    ("known_as", "first-word", PRINTED),
    ("middle_names", "initials", PRINTED),
    ("warrant_number", "keep", PRINTED),
    ("warrant_number", "pseudonymise", PRINTED),
    ("collar_number", "digits", PRINTED),
    ("collar_number", "pseudonymise", PRINTED),
    ("staff_number", "keep", PRINTED),
    ("staff_number", "pseudonymise", ANYWHERE),
    ("esr_employee_no", "pseudonymise", ANYWHERE),
    ("organisation", "keep", PRINTED_OR_ORDER),
    ("organisation", "category", PRINTED_OR_ORDER),
    ("category", "keep", PRINTED_OR_ORDER),
    ("category", "category", ORDER),
    ("rank", "keep", PRINTED),
    ("rank", "category", PRINTED),
    ("job_title", "category", PRINTED),
    ("department", "category", PRINTED),
    ("card_design", "keep", ANYWHERE),
    ("card_serial", "keep", ANYWHERE),
    ("issue_number", "keep", ANYWHERE),
    ("credential_no", "keep", ANYWHERE),
    ("facility_code", "keep", ANYWHERE),
    ("expiry_date", "month-end", ANYWHERE),
    ("record_id", "pseudonymise", ANYWHERE),
    ("barcode_value", "pseudonymise", ANYWHERE),
    ("qr_value", "pseudonymise", ANYWHERE),
];
const RULES: &[&str] = &[
    "keep",
    "initials",
    "first-word",
    "digits",
    "month-end",
    "category",
    "pseudonymise",
];
const TEXTS: &[&str] = &[" ", ", ", " / ", "(", "No. ", "-", "_", "&", "O'B"];
const HEADERS: &[&str] = &[
    "record_ref",
    "Name, printed",
    "rank",
    "No.",
    "Expiry (month)",
    "A/B",
    "Card & serial",
    "x",
    "O'Brien",
];

pub fn case(random: &mut Random) -> Case {
    let mut secret = [0; 32];
    secret
        .chunks_mut(8)
        .for_each(|eight| eight.copy_from_slice(&random.next().to_be_bytes()));
    let profile = profile(random);
    let records = records(random, &profile);
    let expected = match random.below(30) {
        0 => Some(records.len() + 1),
        1 => Some(records.len().saturating_sub(1)),
        2 | 3 => Some(records.len()),
        _ => None,
    };
    let listed = random.percent(12).then(|| list(random, &records));
    let mut sources = [Source::Records; 5];
    for source in &mut sources {
        if listed.is_some() && random.percent(40) {
            *source = Source::List;
        } else if random.percent(4) {
            *source = Source::Absent;
        }
    }
    let mut case = Case {
        secret,
        batch: format!("{:016x}", random.next()),
        csv: random.percent(60),
        expected,
        strict: random.percent(8),
        profile,
        sources,
        listed,
        records,
        typed: random.percent(50),
    };
    flags(random, &mut case);
    case
}

/// Mostly a profile that loads; in one of five something was spoilt, and mostly that shows.
fn profile(random: &mut Random) -> Profile {
    let mut shown: Vec<&str> = Vec::new();
    let count = random.within(0, 5);
    let mut columns: Vec<Column> = (0..count).map(|_| column(random, &mut shown)).collect();
    let at = random.below(columns.len() + 1);
    columns.insert(at, matching(random));
    for (number, column) in columns.iter_mut().enumerate() {
        let header = random.word(HEADERS);
        column.header = if random.percent(97) {
            format!("{header}{number}")
        } else {
            header.to_owned()
        };
    }
    let min_rows = if random.percent(85) {
        1
    } else {
        random.within(2, 4)
    };
    let photo = random
        .percent(10)
        .then(|| (random.word(PRINTED), "photo_file".to_owned()));
    let mut profile = Profile {
        recipient: random
            .word(&["Example Card Bureau", "B", "Bureau & Sons"])
            .to_owned(),
        purpose: random
            .word(&["Print cards", "P", "Replace (lost) cards"])
            .to_owned(),
        photo,
        min_rows,
        max_rows: if random.percent(95) {
            1000
        } else {
            random.within(min_rows, 8)
        },
        ledger_required: random.percent(2),
        delimiter: *random.pick(&[',', ',', ';', '\t', '|']),
        byte_order_mark: random.percent(15),
        columns,
    };
    if random.percent(20) {
        spoil(random, &mut profile);
    }
    profile
}

fn matching(random: &mut Random) -> Column {
    let field = random.word(&[
        "record_id",
        "record_id",
        "record_id",
        "staff_number",
        "esr_employee_no",
        "barcode_value",
    ]);
    Column {
        header: String::new(),
        place: "matching",
        upper: false,
        max_chars: None,
        must_have: random.percent(2),
        content: Content::Parts(vec![Part::Field(
            field,
            rule(random, field, "pseudonymise"),
        )]),
    }
}

fn column(random: &mut Random, shown: &mut Vec<&'static str>) -> Column {
    let (_, _, places) = *random.pick(MENU);
    let place = random.word(places);
    let mut parts = Vec::new();
    for _ in 0..random.within(1, 3) {
        let (field, treatment, places) = *random.pick(MENU);
        if !places.contains(&place) || (treatment != "pseudonymise" && shown.contains(&field)) {
            continue;
        }
        if treatment != "pseudonymise" {
            shown.push(field);
        }
        if random.percent(30) {
            parts.push(Part::Text(random.word(TEXTS).to_owned()));
        }
        parts.push(Part::Field(field, rule(random, field, treatment)));
    }
    let content = if parts.is_empty() {
        Content::Constant(random.word(&["Contractor", "Site A, B", "x-1"]).to_owned())
    } else {
        Content::Parts(parts)
    };
    Column {
        header: String::new(),
        place,
        upper: random.percent(30),
        max_chars: random.percent(25).then(|| random.within(8, 60)),
        must_have: random.percent(4),
        content,
    }
}

fn kind_of(field: &str) -> Kind {
    FIELDS
        .iter()
        .find(|(name, _)| *name == field)
        .map_or(Kind::Title, |(_, kind)| *kind)
}

fn rule(random: &mut Random, field: &str, treatment: &str) -> Rule {
    match treatment {
        "keep" => Rule::Keep {
            not_payroll: field == "staff_number",
        },
        "initials" => Rule::Initials,
        "first-word" => Rule::FirstWord,
        "digits" => Rule::Digits,
        "month-end" => Rule::MonthEnd(format(random)),
        "category" => Rule::Category(table(random, kind_of(field))),
        _ => Rule::Pseudonymise {
            scope: random.word(&["batch", "batch", "recipient"]),
            chars: random.within(16, 26),
        },
    }
}

fn format(random: &mut Random) -> Vec<String> {
    let mut items: Vec<&str> = vec![
        "%d",
        random.word(&["%m", "%b", "%B"]),
        random.word(&["%Y", "%y"]),
    ];
    let turn = random.below(3);
    items.rotate_left(turn);
    items.truncate(random.within(1, 3).max(random.within(1, 3)));
    let between = random.word(&["-", "/", ".", " ", ""]);
    let mut format = Vec::new();
    for (number, item) in items.iter().enumerate() {
        if number > 0 && !between.is_empty() {
            format.push(between.to_owned());
        }
        format.push((*item).to_owned());
    }
    if random.percent(2) {
        let item = random.word(&["%Y", "-", " ", "%d"]);
        let at = random.below(format.len() + 1);
        format.insert(at, item.to_owned());
    }
    format
}

fn table(random: &mut Random, kind: Kind) -> Vec<(String, String)> {
    let mut table: Vec<(String, String)> = Vec::new();
    for output in &["Federated", "Chief officer", "Nurse, doctor"][..random.within(1, 3)] {
        for _ in 0..random.within(2, 5) {
            let from = values::canonical(random, kind);
            if !table.iter().any(|(other, _)| *other == from) {
                table.push((from, (*output).to_owned()));
            }
        }
    }
    // mostly every output has two inputs
    if random.percent(95) {
        let outputs: Vec<String> = table.iter().map(|(_, to)| to.clone()).collect();
        let count = |to: &String| outputs.iter().filter(|other| *other == to).count();
        let kept: Vec<_> = table
            .iter()
            .filter(|(_, to)| count(to) > 1)
            .cloned()
            .collect();
        if kept.len() > 1 {
            return kept;
        }
    }
    table
}

/// One thing that is mostly wrong with a profile.
fn spoil(random: &mut Random, profile: &mut Profile) {
    let at = random.below(profile.columns.len());
    let column = &mut profile.columns[at];
    match random.below(16) {
        // any field, any treatment, any place: floors, treatments that cannot apply, never-fields
        0..=4 => {
            let (field, _) = *random.pick(FIELDS);
            let treatment = random.word(RULES);
            column.place = random.word(PLACES);
            column.content =
                Content::Parts(vec![Part::Field(field, rule(random, field, treatment))]);
        }
        5 => {
            let field = random.pick(Field::ALL).name();
            let treatment = random.word(RULES);
            column.content =
                Content::Parts(vec![Part::Field(field, rule(random, field, treatment))]);
        }
        6 | 7 => column.place = random.word(PLACES),
        8 => {
            let mut again = profile.columns[at].clone();
            if random.percent(70) {
                again.header.push_str(" again");
            }
            profile.columns.push(again);
        }
        9 => {
            profile.columns.remove(at);
        }
        10 => column.max_chars = Some(random.below(17)),
        11 => column.upper = true,
        12 => {
            let text = random
                .word(&["-x", "a;b", "", "=1", "a\"b", "\t", "+", "@"])
                .to_owned();
            match &mut column.content {
                Content::Constant(constant) => *constant = text,
                Content::Parts(parts) => {
                    let at = random.below(parts.len() + 1);
                    parts.insert(at, Part::Text(text));
                }
            }
        }
        13 => {
            for (_, rule) in column.parts_mut() {
                match rule {
                    Rule::Keep { not_payroll } => *not_payroll = !*not_payroll,
                    Rule::Pseudonymise { chars, .. } => *chars = *random.pick(&[0, 15, 27, 16]),
                    Rule::Category(table) => table.truncate(1),
                    _ => {}
                }
            }
        }
        14 => match random.below(3) {
            0 => profile.photo = Some((random.word(PLACES), "photo_file".to_owned())),
            1 => profile.photo = Some(("front", profile.columns[at].header.clone())),
            _ => profile.min_rows = profile.max_rows + 1,
        },
        _ => {
            column.header = random
                .word(&["", "-a", "a|b", "RECORD_REF0", "@"])
                .to_owned()
        }
    }
}

fn records(random: &mut Random, profile: &Profile) -> Vec<Texts> {
    let mut records: Vec<Texts> = (0..random.within(0, 8))
        .map(|_| record(random, profile))
        .collect();
    // the same record again, or one value of it
    if records.len() > 1 && random.percent(12) {
        let (from, to) = (random.below(records.len()), random.below(records.len()));
        if random.percent(50) {
            records[to] = records[from].clone();
        } else {
            let found = random.below(records[from].len().max(1));
            if let Some((field, cell)) = records[from].get(found).cloned() {
                records[to].retain(|(name, _)| *name != field);
                records[to].push((field, cell));
            }
        }
    }
    records
}

fn record(random: &mut Random, profile: &Profile) -> Texts {
    // how many of a hundred values are as they should be
    let good = *random.pick(&[100, 100, 100, 97, 85, 40]);
    let named: Vec<&str> = profile
        .columns
        .iter()
        .flat_map(|column| match &column.content {
            Content::Parts(parts) => parts.as_slice(),
            Content::Constant(_) => &[],
        })
        .filter_map(|part| match part {
            Part::Field(field, _) => Some(*field),
            Part::Text(_) => None,
        })
        .collect();
    let mut texts = Texts::new();
    for (field, kind) in FIELDS {
        // what no part names is mostly left out, to be quick
        if !named.contains(field) && *field != "record_id" && random.percent(80) {
            continue;
        }
        let cell = if random.percent(good) {
            match random.below(20) {
                0 => Cell::Text(values::padded(random, *kind)),
                _ => Cell::Text(listed_or_good(random, profile, field, *kind)),
            }
        } else {
            match random.below(8) {
                0 | 1 => continue,
                2 => Cell::Unusable,
                _ => Cell::Text(values::doubtful(random, *kind)),
            }
        };
        texts.push((field, cell));
    }
    texts
}

/// A value that a category's table mostly knows.
fn listed_or_good(random: &mut Random, profile: &Profile, field: &str, kind: Kind) -> String {
    for column in &profile.columns {
        let Content::Parts(parts) = &column.content else {
            continue;
        };
        for part in parts {
            if let Part::Field(name, Rule::Category(table)) = part
                && *name == field
                && !table.is_empty()
                && random.percent(90)
            {
                return random.pick(table).0.clone();
            }
        }
    }
    values::good(random, kind)
}

fn flags(random: &mut Random, case: &mut Case) {
    for record in &mut case.records {
        for (flag, source) in FLAGS.iter().zip(case.sources) {
            let mostly_unset = source != Source::Records;
            if mostly_unset && random.percent(97) {
                continue;
            }
            let cell = match random.below(100) {
                0 => continue,
                1 => Cell::Unusable,
                2 | 3 => {
                    let raised = ["true", "yes", "", " ", "1", "nn", "FALSEE", "null"];
                    Cell::Text(random.word(&raised).to_owned())
                }
                4..=20 => {
                    let clear = ["No", "n", "0", " FALSE", "no\t", "\u{b}0"];
                    Cell::Text(random.word(&clear).to_owned())
                }
                _ => Cell::Text("false".to_owned()),
            };
            record.push((flag, cell));
        }
    }
}

fn list(random: &mut Random, records: &[Texts]) -> Vec<String> {
    let mut ids = vec![format!("L{}", random.below(1000))];
    for record in records {
        for (field, cell) in record {
            if let Cell::Text(text) = cell
                && *field == "record_id"
                && random.percent(25)
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && !text.is_empty()
                && text.len() <= 64
            {
                ids.push(text.clone());
            }
        }
    }
    ids.sort();
    ids.dedup();
    if ids.len() > 1 && random.percent(60) {
        ids.retain(|id| !id.starts_with('L'));
        if ids.is_empty() {
            ids.push("L1".to_owned());
        }
    }
    ids
}
