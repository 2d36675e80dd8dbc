//! Answers of a ledger, each as a page by itself.

use super::{Document, matrix_of, timeline_of, windows_of};
use crate::ledger::correction::Amendment;
use crate::ledger::deletion::{left_in_words, remains_in_words};
use crate::ledger::exposure::Exposure;
use crate::ledger::holdings::{Holdings, KeptColumn};
use crate::ledger::incident::{IncidentCode, KnownIncident};
use crate::ledger::kept::{KeptBatch, People};
use crate::ledger::kept_json::in_words;
use crate::ledger::overdue::Overdue;
use crate::ledger::recipients::Recipients;

const MARKS: &str = "Every batch is marked: recorded (by the controller's own ledger), arrival attested (by the recipient's \
    signature, from the day on which it was entered) or unknown (a run was cut off, and nobody has said what became \
    of the batch; or it left before there was a ledger). A batch of which both are known is marked recorded, with the \
    day of its arrival: arrival attested is the mark of one of which a receipt alone shows that it left. A deletion \
    is attested by a signature by itself, or recorded without one.";

pub(in crate::ledger) fn holdings_page(held: &Holdings) -> String {
    let mut page = Document::new(format!("What {} holds", held.recipient()));
    page.paragraph(format!(
        "By the ledger at the end of {}: batches {}, rows {}, people {} (those recorded as released: {}).",
        held.as_of(),
        held.batches().len(),
        held.rows(),
        people(held.people()),
        people(held.recorded())
    ));
    page.paragraph(MARKS);
    for doubt in held.doubts() {
        page.paragraph(doubt);
    }
    let title = format!("What {} held", held.recipient());
    let all = held.batches().iter().chain(held.deleted());
    let windows = windows_of(held.incidents());
    page.drawing(timeline_of(&title, held.as_of(), all, &windows));
    incidents(held.incidents(), &mut page);
    page.heading("Batches");
    page.table(
        "Batches that are held",
        &HEAD,
        held.batches().iter().map(row).collect(),
    );
    let (recorded, attested): (Vec<&KeptBatch>, Vec<&KeptBatch>) = held
        .deleted()
        .iter()
        .partition(|one| one.is_recorded_as_deleted());
    for (caption, all) in [
        ("Attested as deleted", attested),
        ("Recorded as deleted, without a signature", recorded),
    ] {
        if !all.is_empty() {
            page.table(caption, &HEAD, all.into_iter().map(row).collect());
        }
    }
    withdrawn(held.withdrawn(), &mut page);
    page.heading("Columns");
    let columns = held.columns().iter().map(|one| {
        let column = one.column();
        vec![
            column.header().to_owned(),
            column.place().name().to_owned(),
            in_words(column),
            one.batches().to_string(),
            one.rows().to_string(),
        ]
    });
    page.table(
        "Columns, with place and treatment",
        &["column", "place", "content", "batches", "rows"],
        columns.collect(),
    );
    page.drawing(matrix_of(held.columns().iter().map(KeptColumn::column)));
    page.to_html()
}

/// What happened at the recipient, by codes.
fn incidents(all: &[KnownIncident], page: &mut Document) {
    if all.is_empty() {
        return;
    }
    let rows = all.iter().map(|one| {
        let (about, incident) = (one.about(), one.about().incident());
        let codes: Vec<&str> = about.codes().map(IncidentCode::name).collect();
        vec![
            one.entry().to_string(),
            incident.from().to_string(),
            incident.to().to_string(),
            incident.aware_at().to_string(),
            match codes.is_empty() {
                true => "unknown".to_owned(),
                false => codes.join(", "),
            },
        ]
    });
    page.table(
        "Incidents at the recipient, shaded in the drawing",
        &["entry", "from", "to", "aware at", "kind"],
        rows.collect(),
    );
}

/// What was entered, and by a correction never left: it is counted nowhere.
pub(in crate::ledger) fn withdrawn(all: &[KeptBatch], page: &mut Document) {
    if all.is_empty() {
        return;
    }
    let rows = all.iter().map(|one| {
        vec![
            one.batch().to_string(),
            one.disclosure().profile_name().to_owned(),
            one.disclosure().rows().to_string(),
            one.entry().to_string(),
            one.amended().map(Amendment::said).unwrap_or_default(),
        ]
    });
    page.table(
        "Not counted: withdrawn by a correction",
        &["batch", "profile", "rows", "entry", "correction"],
        rows.collect(),
    );
}

const HEAD: [&str; 11] = [
    "batch",
    "profile",
    "purpose",
    "left",
    "mark",
    "delete by",
    "days overdue",
    "rows",
    "photos",
    "encrypted",
    "what is left",
];

/// Of an answer that rests on more people than are read for it.
const NOT_CHECKED: &str = "So many people are in the ledger that this one was looked up without a check of them all: \
    `cardsieve ledger verify` makes it.";

pub(in crate::ledger) fn exposure_page(found: &Exposure) -> String {
    let mut page = Document::new("What was disclosed about one person");
    page.paragraph(format!(
        "By the ledger at the end of {}: disclosures {}.",
        found.as_of(),
        found.disclosures().len()
    ));
    page.paragraph(MARKS);
    for year in found.years_without_key() {
        page.paragraph(format!(
            "There is no key for {year}, in which something was disclosed: of that nothing is known."
        ));
    }
    if !found.is_checked() {
        page.paragraph(NOT_CHECKED);
    }
    for one in found.unknown() {
        page.paragraph(format!(
            "Disclosed to {} on {}, before there was a ledger (unknown): whether it was about this person is not \
             recorded.{}",
            one.disclosure().recipient(),
            one.since(),
            match one.amended() {
                Some(amended) => format!(" By the ledger it is {}.", amended.said()),
                None => String::new(),
            }
        ));
    }
    for one in found.disclosures() {
        let (batch, about) = (one.batch(), one.batch().disclosure());
        page.heading(format!("{} to {}", about.created(), about.recipient()));
        page.list([
            format!("by {}, for \"{}\"", about.controller(), about.purpose()),
            format!("batch {}, profile {}", batch.batch(), about.profile_name()),
            format!("left {} ({})", batch.departure(), batch.mark().in_words()),
            format!("to be deleted by {}", about.delete_by()),
            left_in_words(batch),
            format!("photo: {}", if one.has_photo() { "yes" } else { "no" }),
        ]);
        let columns = about.columns().iter().map(|column| {
            vec![
                column.header().to_owned(),
                column.place().name().to_owned(),
                in_words(column),
            ]
        });
        page.table(
            "Columns, with place and treatment",
            &["column", "place", "content"],
            columns.collect(),
        );
    }
    page.to_html()
}

pub(in crate::ledger) fn overdue_page(found: &Overdue) -> String {
    let mut page = Document::new("What is overdue");
    page.paragraph(format!(
        "By the ledger at the end of {}: batches {}.",
        found.as_of(),
        found.batches().len()
    ));
    page.paragraph(MARKS);
    let all = found.batches().iter();
    page.drawing(timeline_of("What is overdue", found.as_of(), all, &[]));
    let with_recipient = |one: &KeptBatch| {
        let mut cells = row(one);
        cells.insert(1, one.disclosure().recipient().to_owned());
        cells
    };
    let rows = found.batches().iter().map(with_recipient);
    let mut head = HEAD.to_vec();
    head.insert(1, "recipient");
    page.table("Overdue", &head, rows.collect());
    let recorded = found.recorded_as_deleted();
    if !recorded.is_empty() {
        let rows = recorded.iter().map(with_recipient);
        page.table(
            "Not counted: recorded as deleted, without a signature",
            &head,
            rows.collect(),
        );
    }
    page.to_html()
}

pub(in crate::ledger) fn recipients_page(found: &Recipients) -> String {
    let mut page = Document::new("Recipients");
    page.paragraph(format!("By the ledger at the end of {}.", found.as_of()));
    let rows = found.all().iter().map(|one| {
        vec![
            one.recipient().to_owned(),
            one.disclosed().to_string(),
            one.attested_as_deleted().to_string(),
            one.recorded_as_deleted().to_string(),
            one.held().to_string(),
            one.unknown().to_string(),
            one.overdue().to_string(),
            people(one.people()),
        ]
    });
    page.table(
        "To whom something was disclosed, and how much of it is held",
        &[
            "recipient",
            "batches",
            "attested as deleted",
            "recorded as deleted, without a signature",
            "held",
            "of them unknown",
            "overdue",
            "people",
        ],
        rows.collect(),
    );
    page.to_html()
}

fn encrypted(one: &KeptBatch) -> &'static str {
    match (one.is_past(), one.disclosure().is_encrypted()) {
        (true, _) => "unknown",
        (false, true) => "yes",
        (false, false) => "no",
    }
}

fn row(one: &KeptBatch) -> Vec<String> {
    let about = one.disclosure();
    let arrived = one.received();
    let arrived = arrived.map(|day| format!(", arrived {day} (arrival attested)"));
    vec![
        one.batch().to_string(),
        about.profile_name().to_owned(),
        about.purpose().to_owned(),
        one.departure() + &arrived.unwrap_or_default(),
        one.mark().in_words().to_owned(),
        about.delete_by().to_string(),
        one.days_overdue().to_string(),
        about.rows().to_string(),
        about.photos().to_string(),
        encrypted(one).to_owned(),
        remains_in_words(one),
    ]
}

fn people(people: People) -> String {
    if people.is_exact() {
        people.most().to_string()
    } else {
        format!("{} to {}", people.least(), people.most())
    }
}
