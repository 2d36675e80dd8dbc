//! What the library does with tainted records, by every way in and out; each must be silent.

use cardsieve::batch::{Form, Limits};
use cardsieve::conformance::Conformance;
use cardsieve::{BatchId, FlagSources, Minimiser, OfficerRecord, Profile, Record, Rows};

use crate::observer::Observer;
use crate::records::{Raw, held, officers};

/// A name, and what is done under it.
pub type Scenario = (&'static str, fn(&mut Observer));

pub const SCENARIOS: &[Scenario] = &[
    ("every-preset-as-csv", |o| presets(o, Form::Csv)),
    ("every-preset-as-ndjson", |o| presets(o, Form::Ndjson)),
    ("windows-1252", windows_1252),
    ("semicolons-and-byte-order-mark", other_dialect),
    ("erased-records", erased),
    ("built-and-pushed", pushed),
    ("own-record-type", own_type),
    ("withheld-for-a-value", withheld),
    ("withheld-for-a-flag", flagged),
    ("refused-for-a-repeat", repeated),
    ("refused-for-too-many-rows", too_many),
    ("debug-of-everything", debug),
    ("inspected-by-the-recipient", inspected),
    ("withhold-list", listed),
];

pub fn warrant_card() -> Profile {
    Profile::preset("warrant-card").expect("a preset")
}

pub fn minimiser(profile: &Profile, flags: &FlagSources) -> Minimiser {
    let secret = format!("e1 {}", "5a".repeat(32)).parse().expect("a secret");
    let batch: BatchId = "7d1c2f6a9b3e4c50".parse().expect("an id");
    Minimiser::new(profile, &secret, batch, flags).expect("no flag is absent")
}

/// Minimises, and shows the observer all that comes of it.
pub fn export<R: Record>(o: &mut Observer, profile: &Profile, form: Form, records: &[R]) {
    let minimiser = minimiser(profile, &FlagSources::from_records());
    let mut rows = Rows::new(&minimiser, form, Limits::default());
    for record in records {
        rows.add(record).expect("nothing refuses");
    }
    finish(o, rows);
}

fn finish(o: &mut Observer, rows: Rows) {
    let finished = rows.finish().expect("some rows go");
    let mut bytes = Vec::new();
    finished.write_to(&mut bytes).expect("memory");
    assert!(
        finished.report().rows_released() > 0 && bytes.len() > 20,
        "nothing to look at"
    );
    o.see("rows", &bytes);
    o.see("report", finished.report().to_json().as_bytes());
}

fn presets(o: &mut Observer, form: Form) {
    let raw = o.taint(officers(6));
    for preset in Profile::preset_names().filter_map(Profile::preset) {
        if preset.ledger() == cardsieve::profile::Ledger::Required {
            continue;
        }
        export(o, &preset, form, &held(&raw));
    }
}

fn with_csv(dialect: &str) -> Profile {
    let source = Profile::preset_source("warrant-card").expect("a preset");
    let at = source.find("[[column]]").expect("a column");
    let (head, columns) = source.split_at(at);
    assert!(
        !head.contains("[csv]"),
        "the preset has no dialect of its own"
    );
    let text = format!("{head}[csv]\n{dialect}\n{columns}");
    text.parse::<Profile>().expect("a profile")
}

fn windows_1252(o: &mut Observer) {
    let raw = o.taint(officers(4));
    let profile = with_csv("encoding = \"windows-1252\"");
    export(o, &profile, Form::Csv, &held(&raw));
}

fn other_dialect(o: &mut Observer) {
    let raw = o.taint(officers(4));
    let profile = with_csv("encoding = \"utf-8-bom\"\ndelimiter = \";\"");
    export(o, &profile, Form::Csv, &held(&raw));
}

fn erased(o: &mut Observer) {
    let raw = o.taint(officers(4));
    let records: Vec<OfficerRecord<()>> = raw.iter().map(Raw::record).collect();
    export(o, &warrant_card(), Form::Csv, &records);
    let erased: Vec<_> = held(&raw).into_iter().map(OfficerRecord::erase).collect();
    export(o, &warrant_card(), Form::Csv, &erased);
}

fn pushed(o: &mut Observer) {
    let raw = o.taint(officers(4));
    let minimiser = minimiser(&warrant_card(), &FlagSources::from_records());
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    for record in held(&raw) {
        let card = minimiser.minimise(&record).expect("released");
        for (header, cell) in card.iter() {
            o.see(header, cell.as_bytes());
        }
        rows.push(Ok(card)).expect("taken");
    }
    finish(o, rows);
}

/// A record of the caller's own, with a forbidden part beside what it answers.
struct Own<'a> {
    record: OfficerRecord<()>,
    _forbidden: &'a Raw,
}

impl Record for Own<'_> {
    fn read(&self, field: cardsieve::field::Readable) -> cardsieve::record::Reading<'_> {
        self.record.read(field)
    }
}

fn own_type(o: &mut Observer) {
    let raw = o.taint(officers(4));
    let own = |raw| Own {
        record: Raw::record(raw),
        _forbidden: raw,
    };
    let records: Vec<Own<'_>> = raw.iter().map(own).collect();
    export(o, &warrant_card(), Form::Csv, &records);
}

fn withheld(o: &mut Observer) {
    let mut raw = officers(5);
    raw.push(Raw::officer(6).with("family_name", "QQ 12 34 56 C"));
    raw.push(Raw::officer(7).with("expiry_date", "soon"));
    raw.push(Raw::officer(8).with("rank", ""));
    let raw = o.taint(raw);
    let minimiser = minimiser(&warrant_card(), &FlagSources::from_records());
    for record in held(&raw) {
        if let Err(withheld) = minimiser.minimise(&record) {
            o.see("withheld", format!("{withheld} {withheld:?}").as_bytes());
        }
    }
    export(o, &warrant_card(), Form::Csv, &held(&raw));
}

fn flagged(o: &mut Observer) {
    let mut raw = officers(5);
    raw.push(Raw::officer(6).with("covert", "true"));
    raw.push(Raw::officer(7).with("minor", ""));
    let raw = o.taint(raw);
    export(o, &warrant_card(), Form::Csv, &held(&raw));
}

fn repeated(o: &mut Observer) {
    let mut raw = officers(3);
    raw.push(Raw::officer(1));
    let raw = o.taint(raw);
    refuse(o, &raw, Limits::default());
}

fn too_many(o: &mut Observer) {
    let raw = o.taint(officers(3));
    refuse(o, &raw, Limits::default().expect_rows(2));
}

fn refuse(o: &mut Observer, raw: &[Raw], limits: Limits) {
    let minimiser = minimiser(&warrant_card(), &FlagSources::from_records());
    let mut rows = Rows::new(&minimiser, Form::Csv, limits);
    for record in held(raw) {
        if let Err(refused) = rows.add(&record) {
            let refusal = rows.refuse(refused);
            o.see("refusal", format!("{refusal} {refusal:?}").as_bytes());
            return o.see("report", refusal.report().to_json().as_bytes());
        }
    }
    let refusal = rows.finish().expect_err("refused");
    o.see("refusal", format!("{refusal} {refusal:?}").as_bytes());
    o.see("report", refusal.report().to_json().as_bytes());
}

fn debug(o: &mut Observer) {
    let raw = o.taint(officers(2));
    let minimiser = minimiser(&warrant_card(), &FlagSources::from_records());
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    for record in held(&raw) {
        o.see("record", format!("{record:?} {record:#?}").as_bytes());
        let card = minimiser.minimise(&record);
        o.see("card", format!("{card:?} {card:#?}").as_bytes());
        rows.push(card).expect("taken");
    }
    o.see("collection", format!("{rows:?} {minimiser:?}").as_bytes());
}

fn inspected(o: &mut Observer) {
    let raw = o.taint(officers(4));
    let profile = warrant_card();
    let minimiser = minimiser(&profile, &FlagSources::from_records());
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    for record in held(&raw) {
        rows.add(&record).expect("taken");
    }
    let mut bytes = Vec::new();
    rows.finish()
        .expect("rows go")
        .write_to(&mut bytes)
        .expect("memory");
    let report = Conformance::new(&profile).check(&bytes, Some(Form::Csv));
    o.see("inspection", report.to_json().as_bytes());
}

fn listed(o: &mut Observer) {
    let raw = o.taint(officers(4));
    let list = format!("{}\n", raw[0].text("record_id"))
        .parse()
        .expect("ids");
    let flags = FlagSources::from_records().listed(&[cardsieve::Flag::Covert], list);
    let minimiser = minimiser(&warrant_card(), &flags);
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    for record in held(&raw) {
        rows.add(&record).expect("taken");
    }
    finish(o, rows);
}
