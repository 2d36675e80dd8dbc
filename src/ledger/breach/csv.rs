//! The pack as CSV: figures, batches, measures and deadlines, without the letters.

use super::cells::{again, deleted};
use super::figures::kinds;
use super::{BreachPack, BreachedBatch, Category, Figure};
use crate::ledger::correction::Amendment;
use crate::ledger::csv::{Cells, Sheet, cell, column, names, people};
use crate::ledger::deletion::deleted_in_words;
use crate::ledger::incident::IncidentCode;
use crate::ledger::kept::KeptBatch;

const HEAD: &[&str] = &[
    "line",
    "what",
    "recipient",
    "as_of",
    "mark",
    "people_least",
    "people_most",
    "records",
    "photos",
    "batches",
    "batch",
    "profile",
    "left",
    "received",
    "delete_by",
    "again",
    "remained",
    "deletion_mark",
    "deleted_before",
    "deleted_after",
    "correction",
    "header",
    "place",
    "content",
    "categories",
];

impl BreachPack {
    /// As CSV: lines for the incident, each figure, measure and deadline, and for each column of each batch
    /// that was held or deleted before.
    pub fn to_csv(&self) -> String {
        let mut sheet = Sheet::new(HEAD);
        for (line, what) in self.sentences() {
            sheet.add(&[
                cell("line", line),
                cell("what", what),
                cell("recipient", &self.recipient),
                cell("as_of", self.as_of),
            ]);
        }
        sheet.add(&figure("total", &self.total));
        for one in self.by_mark.iter().filter(|one| one.batches > 0) {
            sheet.add(&figure("total-of-mark", one));
        }
        let mut twice = vec![
            cell("line", "in-more-than-one"),
            cell("mark", self.total.mark.name()),
        ];
        twice.extend(people(self.again));
        sheet.add(&twice);
        for one in &self.categories {
            let mut cells = figure("category", &one.figure);
            // photos are counted where they are the kind of data
            cells.retain(|(name, _)| *name != "photos" || one.category == Category::Photo);
            cells.push(cell("what", one.category.name()));
            sheet.add(&cells);
        }
        for one in &self.columns {
            let mut cells = figure("column", &one.figure);
            cells.extend(column(&one.column));
            cells.push(categories(&one.categories));
            sheet.add(&cells);
        }
        for one in &self.batches {
            for each in one.held.disclosure.columns() {
                let mut cells = held(one);
                cells.extend(column(each));
                cells.push(categories(&kinds(each)));
                sheet.add(&cells);
            }
        }
        for one in &self.deleted_before {
            let mut cells = batch("deleted-before", one);
            cells.push(cell("deletion_mark", one.deletion_mark().name()));
            cells.push(cell(
                "deleted_before",
                deleted_in_words(one).unwrap_or_default(),
            ));
            sheet.add(&cells);
        }
        for one in &self.withdrawn {
            sheet.add(&batch("withdrawn", one));
        }
        sheet.finish()
    }

    /// What is said and not counted.
    fn sentences(&self) -> Vec<(&'static str, String)> {
        let incident = &self.incident;
        let mut all = vec![
            ("incident-from", incident.from.to_string()),
            ("incident-to", incident.to.to_string()),
            ("aware-at", incident.aware_at.to_string()),
            ("notify-by", incident.notify_by.to_string()),
            ("nature", self.nature()),
            ("contact", self.contact_text()),
        ];
        let codes = self.codes().map(IncidentCode::name);
        all.extend(codes.map(|code| ("code", code.to_owned())));
        all.extend(
            self.doubts()
                .into_iter()
                .map(|text| ("doubt", text.to_owned())),
        );
        for one in &self.categories {
            let words = one.words.consequences.iter();
            all.extend(words.map(|text| ("consequence", text.clone())));
        }
        all.extend(self.measures().into_iter().map(|text| ("measure", text)));
        let deadlines = self.deadlines().into_iter();
        all.extend(deadlines.map(|[what, by]| ("deadline", format!("{by}: {what}"))));
        all
    }
}

fn figure(line: &'static str, one: &Figure) -> Cells {
    let mut cells = vec![
        cell("line", line),
        cell("mark", one.mark.name()),
        cell("records", one.records),
        cell("photos", one.photos),
        cell("batches", one.batches),
    ];
    cells.extend(people(one.people));
    cells
}

fn held(one: &BreachedBatch) -> Cells {
    let mut cells = batch("held", &one.held);
    cells.extend([
        cell("again", again(one)),
        cell("remained", names(&one.remained)),
        cell("deleted_before", deleted(one, true)),
        cell("deleted_after", deleted(one, false)),
    ]);
    cells
}

fn batch(line: &'static str, one: &KeptBatch) -> Cells {
    let about = one.disclosure();
    let left = match one.past {
        true => one.since().to_string(),
        false => one.released.unwrap_or(one.prepared).to_string(),
    };
    let mut cells = vec![
        cell("line", line),
        cell("recipient", about.recipient()),
        cell("mark", one.mark.name()),
        cell("people_least", about.rows()),
        cell("people_most", about.rows()),
        cell("records", about.rows()),
        cell("photos", about.photos()),
        cell("batch", one.batch()),
        cell("profile", about.profile_name()),
        cell("left", left),
        cell("delete_by", about.delete_by()),
    ];
    cells.extend(one.received.map(|day| cell("received", day)));
    let correction = one.amended.map(Amendment::said);
    cells.extend(correction.map(|said| cell("correction", said)));
    cells
}

fn categories(all: &[Category]) -> (&'static str, String) {
    let names: Vec<&str> = all.iter().copied().map(Category::name).collect();
    cell("categories", names.join(" "))
}
