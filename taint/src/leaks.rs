//! Planted leaks, each of which memcheck must report: else silence means nothing.

use cardsieve::batch::Form;
use cardsieve::field::Readable;
use cardsieve::record::Reading;
use cardsieve::{OfficerRecord, Record};

use crate::observer::Observer;
use crate::records::{Raw, held, officers};
use crate::scenarios::{Scenario, export, warrant_card};

pub const LEAKS: &[Scenario] = &[
    ("name-field-answers-with-an-address", |o| {
        wrong_answer(o, Readable::FamilyName)
    }),
    ("record-id-answers-with-an-address", |o| {
        wrong_answer(o, Readable::RecordId)
    }),
    ("flag-answers-with-vetting", |o| {
        wrong_answer(o, Readable::Covert)
    }),
    ("row-left-out-for-a-value", left_out),
    ("order-by-a-value", order),
    ("log-line-with-a-value", log_line),
    ("sum-of-a-value-in-a-report", sum),
    ("one-rare-value", rare),
    ("looked-up-by-a-value", look_up),
    ("debug-with-a-value", derived_debug),
];

/// Answers for one field with a forbidden text.
struct Wrong<'a> {
    record: OfficerRecord<()>,
    raw: &'a Raw,
    field: Readable,
}

impl Record for Wrong<'_> {
    fn read(&self, field: Readable) -> Reading<'_> {
        if field == self.field {
            return Reading::Text(self.raw.text("home_address"));
        }
        self.record.read(field)
    }
}

fn wrong_answer(o: &mut Observer, field: Readable) {
    let raw = o.taint(officers(4));
    let wrong = |raw| Wrong {
        record: Raw::record(raw),
        raw,
        field,
    };
    let records: Vec<Wrong<'_>> = raw.iter().map(wrong).collect();
    // one officer of whom nothing is wrong, so that rows go
    let mut rows = Vec::new();
    for record in &records {
        let minimiser =
            crate::scenarios::minimiser(&warrant_card(), &cardsieve::FlagSources::from_records());
        rows.extend(format!("{:?}", minimiser.minimise(record)).into_bytes());
    }
    o.see("cards", &rows);
}

fn left_out(o: &mut Observer) {
    let raw = o.taint(officers(4));
    let kept = raw
        .iter()
        .filter(|raw| !raw.text("home_address").starts_with('1'));
    let records: Vec<OfficerRecord<()>> = kept.map(Raw::record).collect();
    export(o, &warrant_card(), Form::Csv, &records);
}

fn order(o: &mut Observer) {
    let mut raw = o.taint(officers(4));
    raw.sort_by(|left, right| left.text("pay_number").cmp(right.text("pay_number")));
    export(o, &warrant_card(), Form::Csv, &held(&raw));
}

fn log_line(o: &mut Observer) {
    let raw = o.taint(officers(2));
    export(o, &warrant_card(), Form::Csv, &held(&raw));
    o.see(
        "log",
        format!("skipped {}", raw[0].text("vetting_level")).as_bytes(),
    );
}

fn sum(o: &mut Observer) {
    let raw = o.taint(officers(2));
    export(o, &warrant_card(), Form::Csv, &held(&raw));
    let sum = raw[0]
        .text("home_address")
        .bytes()
        .fold(0_u8, u8::wrapping_add);
    o.see("report", &[b'0' + sum % 10; 100]);
}

fn rare(o: &mut Observer) {
    let raw = o.taint(officers(2));
    export(o, &warrant_card(), Form::Csv, &held(&raw));
    // a comparison of whole texts would end at their lengths, which memcheck does not follow
    let is_rare = raw
        .iter()
        .any(|raw| raw.text("vetting_level").bytes().take(6).eq(*b"DVENH7"));
    o.see("report", if is_rare { b"done." } else { b"done " });
}

fn look_up(o: &mut Observer) {
    let raw = o.taint(officers(2));
    export(o, &warrant_card(), Form::Csv, &held(&raw));
    let table: Vec<u8> = (0..=255_u8).rev().collect();
    let first = raw[0].text("home_address").as_bytes()[0];
    o.see("report", &[table[usize::from(first)]]);
}

fn derived_debug(o: &mut Observer) {
    let raw = o.taint(officers(2));
    export(o, &warrant_card(), Form::Csv, &held(&raw));
    o.see("debug", format!("{:?}", raw[0].texts).as_bytes());
}
