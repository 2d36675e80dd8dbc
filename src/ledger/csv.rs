//! What a ledger answers, as CSV after RFC 4180: each line says in its first cell what it is about.

mod sheet;

use super::correction::Amendment;
use super::deletion::{deleted_in_words, left_in_words};
use super::diff::HoldingsDiff;
use super::exposure::Exposure;
use super::holdings::Holdings;
use super::incident::KnownIncident;
use super::kept::{KeptBatch, Mark, People};
use super::kept_json::in_words;
use super::overdue::Overdue;
use super::paper::Remains;
use super::recipients::Recipients;
use crate::batch::ManifestColumn;

pub(super) use sheet::{Cells, Sheet, cell, row};

/// Of an answer about batches.
const BATCHES: &[&str] = &[
    "line",
    "as_of",
    "recipient",
    "controller",
    "batch",
    "entry",
    "profile",
    "purpose",
    "created",
    "prepared",
    "released",
    "received",
    "mark",
    "delete_by",
    "days_overdue",
    "encrypted",
    "signed",
    "rows",
    "photos",
    "people_least",
    "people_most",
    "batches",
    "remains",
    "deletion_mark",
    "deletion",
    "correction",
    "header",
    "place",
    "content",
    "note",
];

impl Holdings {
    /// As CSV: lines for the totals, the incidents and each column in all, and then one for each column of each
    /// batch that is held, deleted or withdrawn.
    pub fn to_csv(&self) -> String {
        let mut sheet = Sheet::new(BATCHES);
        let day = || cell("as_of", self.as_of());
        let of = || vec![day(), cell("recipient", self.recipient())];
        let mut total = of();
        total.extend([
            cell("line", "total"),
            cell("rows", self.rows()),
            cell("batches", self.batches().len()),
            cell("note", self.doubts().join(" ")),
        ]);
        total.extend(people(self.people()));
        total.extend(weakest(self.batches().iter()));
        sheet.add(&total);
        let mut recorded = of();
        recorded.push(cell("line", "total-without-unknown"));
        recorded.extend(people(self.recorded()));
        let known = self.batches().iter();
        recorded.extend(weakest(known.filter(|one| one.mark() != Mark::Unknown)));
        sheet.add(&recorded);
        for one in self.incidents() {
            let mut cells = of();
            cells.extend([
                cell("line", "incident"),
                cell("entry", one.entry()),
                cell("note", incident(one)),
            ]);
            sheet.add(&cells);
        }
        for one in self.columns() {
            let mut cells = of();
            cells.extend([
                cell("line", "column"),
                cell("rows", one.rows()),
                cell("batches", one.batches()),
            ]);
            cells.extend(column(one.column()));
            sheet.add(&cells);
        }
        for (line, all) in [
            ("held", self.batches()),
            ("deleted", self.deleted()),
            ("withdrawn", self.withdrawn()),
        ] {
            for one in all {
                sheet.add_each(&whole(line, day(), one), one.disclosure().columns());
            }
        }
        sheet.finish()
    }
}

impl Exposure {
    /// As CSV: a line for each column of each disclosure; counts of others are left out.
    pub fn to_csv(&self) -> String {
        let mut sheet = Sheet::new(BATCHES);
        let day = || cell("as_of", self.as_of());
        sheet.add(&[
            cell("line", "total"),
            day(),
            cell("batches", self.disclosures().len()),
        ]);
        let own = |line: &'static str, one: &KeptBatch, photo: Option<bool>| {
            let mut cells = batch(line, day(), one);
            cells.push(cell("deletion", left_in_words(one)));
            cells.extend(photo.map(|photo| cell("photos", u8::from(photo))));
            cells
        };
        for one in self.disclosures() {
            let cells = own("disclosed", one.batch(), Some(one.has_photo()));
            sheet.add_each(&cells, one.batch().disclosure().columns());
        }
        for one in self.unknown() {
            sheet.add_each(&own("unknown", one, None), one.disclosure().columns());
        }
        for year in self.years_without_key() {
            let line = cell("line", "year-without-key");
            sheet.add(&[line, day(), cell("note", year)]);
        }
        if !self.is_checked() {
            sheet.add(&[cell("line", "not-checked"), day()]);
        }
        sheet.finish()
    }
}

impl Overdue {
    /// As CSV: a line for each column of each batch, those apart that are recorded as deleted.
    pub fn to_csv(&self) -> String {
        let mut sheet = Sheet::new(BATCHES);
        let day = || cell("as_of", self.as_of());
        sheet.add(&[
            cell("line", "total"),
            day(),
            cell("batches", self.batches().len()),
        ]);
        for (line, all) in [
            ("overdue", self.batches()),
            ("recorded-as-deleted", self.recorded_as_deleted()),
        ] {
            for one in all {
                sheet.add_each(&whole(line, day(), one), one.disclosure().columns());
            }
        }
        sheet.finish()
    }
}

impl Recipients {
    /// As CSV: a line for each recipient.
    pub fn to_csv(&self) -> String {
        let mut sheet = Sheet::new(&[
            "as_of",
            "recipient",
            "batches",
            "attested_as_deleted",
            "recorded_as_deleted",
            "held",
            "unknown",
            "overdue",
            "people_least",
            "people_most",
        ]);
        for one in self.all() {
            let mut cells = vec![
                cell("as_of", self.as_of()),
                cell("recipient", one.recipient()),
                cell("batches", one.disclosed()),
                cell("attested_as_deleted", one.attested_as_deleted()),
                cell("recorded_as_deleted", one.recorded_as_deleted()),
                cell("held", one.held()),
                cell("unknown", one.unknown()),
                cell("overdue", one.overdue()),
            ];
            cells.extend(people(one.people()));
            sheet.add(&cells);
        }
        sheet.finish()
    }
}

impl HoldingsDiff {
    /// As CSV: lines for both days, for each batch that changed, and for each column that is new or gone.
    pub fn to_csv(&self) -> String {
        let mut sheet = Sheet::new(&[
            "line",
            "change",
            "as_of",
            "recipient",
            "batch",
            "profile",
            "purpose",
            "mark",
            "delete_by",
            "days_overdue",
            "rows",
            "photos",
            "people_least",
            "people_most",
            "batches",
            "remains",
            "deletion_mark",
            "deletion",
            "header",
            "place",
            "content",
        ]);
        for (line, held) in [("before", self.before()), ("after", self.after())] {
            let mut cells = vec![
                cell("line", line),
                cell("as_of", held.as_of()),
                cell("recipient", held.recipient()),
                cell("rows", held.rows()),
                cell("batches", held.batches().len()),
            ];
            cells.extend(people(held.people()));
            cells.extend(weakest(held.batches().iter()));
            sheet.add(&cells);
        }
        for change in self.changes() {
            let one = change.batch();
            let is_withdrawn = change.is_withdrawn();
            let mut cells = whole("batch", cell("as_of", self.after().as_of()), one);
            cells.retain(|(name, _)| {
                let is_left = matches!(*name, "remains" | "deletion" | "deletion_mark");
                !(is_withdrawn && is_left)
            });
            cells.push(cell("change", change.names()));
            sheet.add(&cells);
        }
        for (line, columns) in [
            ("new-column", self.new_columns()),
            ("gone-column", self.gone_columns()),
        ] {
            for one in columns {
                let mut cells = vec![
                    cell("line", line),
                    cell("recipient", self.after().recipient()),
                ];
                cells.extend(column(one));
                sheet.add(&cells);
            }
        }
        sheet.finish()
    }
}

/// A batch with its counts.
fn whole(line: &'static str, day: (&'static str, String), one: &KeptBatch) -> Cells {
    let about = one.disclosure();
    let mut cells = batch(line, day, one);
    cells.extend([
        cell("rows", about.rows()),
        cell("photos", about.photos()),
        cell("people_least", about.rows()),
        cell("people_most", about.rows()),
    ]);
    cells.extend(deleted_in_words(one).map(|said| cell("deletion", said)));
    cells
}

/// A batch without a count.
fn batch(line: &'static str, day: (&'static str, String), one: &KeptBatch) -> Cells {
    let about = one.disclosure();
    // of what left before there was a ledger, nobody knows these
    let known = |is: bool| match (one.is_past(), is) {
        (true, _) => "unknown",
        (false, true) => "yes",
        (false, false) => "no",
    };
    let mut cells = vec![
        cell("line", line),
        day,
        cell("recipient", about.recipient()),
        cell("controller", about.controller()),
        cell("batch", one.batch()),
        cell("entry", one.entry()),
        cell("profile", about.profile_name()),
        cell("purpose", about.purpose()),
        cell("created", about.created()),
        cell("prepared", one.prepared()),
        cell("mark", one.mark().name()),
        cell("delete_by", about.delete_by()),
        cell("days_overdue", one.days_overdue()),
        cell("encrypted", known(about.is_encrypted())),
        cell("signed", known(about.is_signed())),
        cell("remains", names(&one.remains())),
    ];
    cells.extend(one.released().map(|at| cell("released", at)));
    cells.extend(one.received().map(|day| cell("received", day)));
    let is_deleted = one.is_recorded_as_deleted() || !one.attested().is_empty();
    let mark = is_deleted.then(|| cell("deletion_mark", one.deletion_mark().name()));
    cells.extend(mark);
    let correction = one.amended().map(Amendment::said);
    cells.extend(correction.map(|said| cell("correction", said)));
    cells
}

pub(super) fn names(remains: &[Remains]) -> String {
    let names: Vec<&str> = remains.iter().copied().map(Remains::name).collect();
    names.join(" ")
}

pub(super) fn people(people: People) -> Cells {
    vec![
        cell("people_least", people.least()),
        cell("people_most", people.most()),
    ]
}

pub(super) fn column(one: &ManifestColumn) -> Cells {
    vec![
        cell("header", one.header()),
        cell("place", one.place().name()),
        cell("content", in_words(one)),
    ]
}

/// The weakest of what a figure rests on.
fn weakest<'b>(all: impl Iterator<Item = &'b KeptBatch>) -> Option<(&'static str, String)> {
    all.map(KeptBatch::mark)
        .max()
        .map(|mark| cell("mark", mark.name()))
}

fn incident(one: &KnownIncident) -> String {
    let (about, when) = (one.about(), one.about().incident());
    let codes: Vec<&str> = about.codes().map(|code| code.name()).collect();
    format!(
        "{} to {}, aware at {}: {}",
        when.from(),
        when.to(),
        when.aware_at(),
        match codes.is_empty() {
            true => "unknown".to_owned(),
            false => codes.join(", "),
        }
    )
}
