//! The pack in words: as text, and as a page that stands by itself.

use super::{BreachPack, BreachedBatch, Figure, letter};
use crate::ledger::incident::{HOURS, IncidentCode, KnownIncident};
use crate::ledger::kept::{KeptBatch, People};
use crate::ledger::kept_json::in_words;
use crate::ledger::moment::Moment;
use crate::ledger::page::{Document, Window, matrix_of, timeline_of, withdrawn};
use crate::ledger::paper::{Attestation, Remains};

const UNKNOWN_CONTACT: &str =
    "[name and contact details of the data protection officer: to be filled in]";

impl BreachPack {
    pub(super) fn contact_text(&self) -> &str {
        self.contact.as_deref().unwrap_or(UNKNOWN_CONTACT)
    }

    /// Of what kind the incident is, as it was entered.
    pub(super) fn codes(&self) -> impl Iterator<Item = IncidentCode> {
        self.recorded.iter().flat_map(|one| one.about().codes())
    }

    /// What happened, as far as a ledger can know (33(3)(a)).
    pub(super) fn nature(&self) -> String {
        let kinds: Vec<&str> = self.codes().map(IncidentCode::words).collect();
        match kinds.is_empty() {
            true => self.held_meanwhile(),
            false => format!(
                "{} By what was entered of it: {}.",
                self.held_meanwhile(),
                kinds.join("; ")
            ),
        }
    }

    fn held_meanwhile(&self) -> String {
        let incident = &self.incident;
        if self.batches.is_empty() {
            return format!(
                "An incident at {} between {} and {}. By the ledger nothing that was disclosed to it was held \
                 there on any of these days.",
                self.recipient, incident.from, incident.to
            );
        }
        let controllers: Vec<&str> = self.controllers().into_iter().collect();
        let purposes: Vec<String> = self
            .purposes()
            .into_iter()
            .map(|purpose| format!("\"{purpose}\""))
            .collect();
        format!(
            "An incident at {} between {} and {}, which held personal data that {} had disclosed to it for {}. \
             All that was held there on any of these days is counted as affected; how far it was read, copied, \
             changed or lost is not in the ledger.",
            self.recipient,
            incident.from,
            incident.to,
            controllers.join(" and "),
            purposes.join(", ")
        )
    }

    /// What was done and is proposed (33(3)(d)).
    pub(super) fn measures(&self) -> Vec<String> {
        let mut all = Vec::new();
        let count = self.batches.len();
        let of = |is: fn(&BreachedBatch) -> bool| self.batches.iter().filter(|one| is(one)).count();
        all.push(
            "Taken before: what no column of the profile names was never disclosed; every disclosure was \
             entered in a signed ledger before it left."
                .to_owned(),
        );
        all.push(format!(
            "Taken before: {} of {count} batches were encrypted on their way, {} were signed.",
            of(|one| one.held.disclosure.is_encrypted()),
            of(|one| one.held.disclosure.is_signed())
        ));
        if !self.deleted_before.is_empty() {
            all.push(format!(
                "Taken before: {} more had been disclosed and are attested or recorded as deleted before the \
                 incident began.",
                batches(self.deleted_before.len())
            ));
        }
        let left = of(|one| !one.held.is_gone());
        if left > 0 {
            all.push(format!(
                "Proposed: have {} that by the ledger are still held deleted, and the deletion attested.",
                batches(left)
            ));
        }
        for one in &self.categories {
            let measures = one.category.words().measures.iter();
            all.extend(measures.map(|measure| format!("Proposed: {measure}.")));
        }
        all
    }

    /// What is due, and when.
    pub(super) fn deadlines(&self) -> Vec<[String; 2]> {
        let mut all = vec![
            [
                format!(
                    "tell the supervisory authority, {HOURS} hours after becoming aware, unless a risk is unlikely \
                     (33(1)); what is not known yet follows in phases (33(4))"
                ),
                self.incident.notify_by.to_string(),
            ],
            [
                "tell those affected, if a high risk is likely (34(1))".to_owned(),
                "without undue delay".to_owned(),
            ],
            [
                "document facts, effects and remedies, whether or not anybody is told (33(5))"
                    .to_owned(),
                "now".to_owned(),
            ],
        ];
        for one in self.batches.iter().filter(|one| !one.held.is_gone()) {
            let overdue = match one.held.is_overdue() {
                true => ": overdue",
                false => "",
            };
            all.push([
                format!("the recipient deletes batch {}{overdue}", one.held.batch()),
                one.held.disclosure.delete_by().to_string(),
            ]);
        }
        all
    }

    fn document(&self) -> Document {
        let incident = &self.incident;
        let mut page = Document::new(format!("Breach at {}", self.recipient));
        page.paragraph(format!(
            "Incident from {} to {}{}; the controller became aware at {}. By the ledger at the end of {}.",
            incident.from,
            incident.to,
            match self.recorded.as_ref().map(KnownIncident::entry) {
                Some(entry) => format!(" (entry {entry} of the ledger)"),
                None => String::new(),
            },
            incident.aware_at,
            self.as_of
        ));
        page.paragraph(
            "Every figure is marked: recorded (by the controller's own ledger), attested (by the recipient's \
             signature, from the day on which it was entered) or unknown (a run was cut off, and nobody has said \
             what became of the batch; or it left before there was a ledger).",
        );
        page.heading("Nature of the breach (33(3)(a))");
        page.paragraph(self.nature());
        self.counts(&mut page);
        self.forms(&mut page);
        page.heading("Contact (33(3)(b))");
        page.paragraph(self.contact_text());
        page.heading("Likely consequences (33(3)(c))");
        for one in &self.categories {
            let words = one.category.words();
            page.small_heading(words.title);
            page.list(words.consequences.iter().copied());
        }
        page.heading("Measures (33(3)(d))");
        page.list(self.measures());
        page.heading("Deadlines");
        let rows = self
            .deadlines()
            .into_iter()
            .map(|[what, by]| vec![by, what]);
        page.table("What is due", &["by", "what"], rows.collect());
        self.all_batches(&mut page);
        page.heading("Annex: letters to those affected (34(2))");
        for letter in letter::all(self) {
            page.small_heading(format!("Letter {}", letter.number));
            let of: Vec<String> = letter.batches.iter().map(ToString::to_string).collect();
            page.paragraph(format!("[To everybody in batch {}]", of.join(", ")));
            for paragraph in letter.paragraphs {
                page.paragraph(paragraph);
            }
        }
        page
    }

    fn counts(&self, page: &mut Document) {
        let mut rows = vec![figure_row("in all", &self.total)];
        for figure in self.by_mark.iter().filter(|figure| figure.batches > 0) {
            rows.push(figure_row(&format!("of it {}", figure.mark.name()), figure));
        }
        for one in &self.categories {
            rows.push(figure_row(one.category.words().title, &one.figure));
        }
        page.table(
            "Categories, and approximate numbers of people and records",
            &["what", "people", "records", "photos", "batches", "mark"],
            rows,
        );
        if !self.total.people.is_exact() {
            page.paragraph(
                "Of several years the ledger alone knows bounds; with its key and the list of records people are \
                 counted once.",
            );
        }
        page.paragraph(format!(
            "Disclosed more than once: {} in more than one of these batches, as far as they are of one year ({}).",
            people(self.again),
            self.total.mark.name()
        ));
    }

    fn forms(&self, page: &mut Document) {
        page.heading("What it was, column by column");
        let rows = self.columns.iter().map(|one| {
            let kinds: Vec<&str> = one.categories.iter().map(|kind| kind.name()).collect();
            vec![
                one.column.header().to_owned(),
                one.column.place().name().to_owned(),
                in_words(&one.column),
                kinds.join(", "),
                people(one.figure.people),
                one.figure.records.to_string(),
                one.figure.mark.name().to_owned(),
            ]
        });
        page.table(
            "Columns, with place and treatment",
            &[
                "column", "place", "content", "kind", "people", "records", "mark",
            ],
            rows.collect(),
        );
        page.drawing(matrix_of(self.columns.iter().map(|one| &one.column)));
    }

    fn all_batches(&self, page: &mut Document) {
        page.heading("What was held, and when");
        let held = self.batches.iter().map(|one| &one.held);
        let window = Window {
            from: self.incident.from,
            to: self.incident.to,
        };
        let title = format!("What {} held", self.recipient);
        page.drawing(timeline_of(
            &title,
            self.as_of,
            held.chain(&self.deleted_before),
            &[window],
        ));
        let rows = self.batches.iter().map(|one| {
            let about = &one.held.disclosure;
            let remained: Vec<&str> = one.remained.iter().copied().map(Remains::name).collect();
            vec![
                one.held.batch().to_string(),
                about.profile_name().to_owned(),
                left(&one.held),
                one.held
                    .received
                    .map_or_else(|| "unknown".to_owned(), |day| format!("{day} (attested)")),
                about.delete_by().to_string(),
                about.rows().to_string(),
                about.photos().to_string(),
                one.again.to_string(),
                remained.join(", "),
                deleted(one, true),
                deleted(one, false),
                one.held.mark.name().to_owned(),
            ]
        });
        page.table(
            "Batches that were held on a day of the incident",
            &[
                "batch",
                "profile",
                "left",
                "arrived",
                "delete by",
                "people",
                "photos",
                "of them again",
                "left there when it began",
                "attested before the controller was aware",
                "attested afterwards",
                "mark",
            ],
            rows.collect(),
        );
        page.paragraph(
            "What was attested after the controller became aware takes nothing out of the figures. \"Of them \
             again\" are people of an earlier batch of the same year that was held too.",
        );
        withdrawn(&self.withdrawn, page);
        if self.deleted_before.is_empty() {
            return;
        }
        let rows = self.deleted_before.iter().map(|one| {
            vec![
                one.batch().to_string(),
                one.disclosure.profile_name().to_owned(),
                left(one),
                one.disclosure.rows().to_string(),
                match one.amended {
                    Some(amended) => amended.said(),
                    None => papers(one.attested.iter()),
                },
                one.deletion_mark().name().to_owned(),
            ]
        });
        page.table(
            "Not counted: deleted before the incident began",
            &[
                "batch",
                "profile",
                "left",
                "people",
                "how it is known",
                "mark",
            ],
            rows.collect(),
        );
    }

    /// In plain text.
    pub fn to_text(&self) -> String {
        self.document().to_text()
    }

    /// A page by itself: no script, nothing that is fetched.
    pub fn to_html(&self) -> String {
        self.document().to_html()
    }

    /// A line for each column of each batch that was held.
    pub fn to_csv(&self) -> String {
        let mut out = String::new();
        let header = [
            "recipient",
            "batch",
            "mark",
            "left",
            "delete_by",
            "people",
            "photos",
            "again",
            "remained",
            "attested_before",
            "attested_after",
            "header",
            "place",
            "content",
            "categories",
        ];
        crate::ledger::csv::row(&header, &mut out);
        for one in &self.batches {
            let about = &one.held.disclosure;
            let remained: Vec<&str> = one.remained.iter().copied().map(Remains::name).collect();
            let left = one.held.released.unwrap_or(one.held.prepared).to_string();
            for column in about.columns() {
                let kinds: Vec<&str> = super::figures::kinds(column)
                    .into_iter()
                    .map(super::Category::name)
                    .collect();
                let cells = [
                    about.recipient(),
                    &one.held.batch().to_string(),
                    one.held.mark.name(),
                    &left,
                    &about.delete_by().to_string(),
                    &about.rows().to_string(),
                    &about.photos().to_string(),
                    &one.again.to_string(),
                    &remained.join(" "),
                    &deleted(one, true),
                    &deleted(one, false),
                    column.header(),
                    column.place().name(),
                    &in_words(column),
                    &kinds.join(" "),
                ];
                crate::ledger::csv::row(&cells, &mut out);
            }
        }
        out
    }
}

fn figure_row(what: &str, figure: &Figure) -> Vec<String> {
    vec![
        what.to_owned(),
        people(figure.people),
        figure.records.to_string(),
        figure.photos.to_string(),
        figure.batches.to_string(),
        figure.mark.name().to_owned(),
    ]
}

/// A count, or a range where years cannot be joined.
fn people(people: People) -> String {
    match (people.least, people.most) {
        (1, 1) => "1 person".to_owned(),
        (least, most) if least == most => format!("{most} people"),
        (least, most) => format!("{least} to {most} people"),
    }
}

fn batches(count: usize) -> String {
    match count {
        1 => "1 batch".to_owned(),
        _ => format!("{count} batches"),
    }
}

fn left(one: &KeptBatch) -> String {
    match one.released {
        Some(at) => at.to_string(),
        None if one.past => format!("{}, recorded afterwards", one.since()),
        None => format!("perhaps, after {}", one.prepared),
    }
}

/// What was attested, or recorded, before the controller was aware of the incident or afterwards.
fn deleted(one: &BreachedBatch, before: bool) -> String {
    let attested = match before {
        true => papers(one.attested_before()),
        false => papers(one.attested_after()),
    };
    match one.recorded_as_deleted() {
        Some(amended) if (amended.at() < one.aware_at) == before => {
            format!("recorded without a signature: {}", amended.said())
        }
        _ => attested,
    }
}

/// What was attested, each with the day of its entry and the day that it claims.
fn papers<'p>(all: impl Iterator<Item = &'p (Moment, Attestation)>) -> String {
    let said = all.map(|(at, one)| {
        let mut parts = Vec::new();
        if one.is_whole() {
            parts.push("all rows and photos".to_owned());
        } else {
            parts.push(format!("{} rows, {} photos", one.rows(), one.photos()));
        }
        if one.spool() {
            parts.push("spool".to_owned());
        }
        if one.ribbon() {
            parts.push("ribbon".to_owned());
        }
        if let Some(until) = one.backups_until() {
            parts.push(format!("backups until {until}"));
        }
        format!(
            "{} deleted, entered {at}, claimed for {}",
            parts.join(" and "),
            one.date()
        )
    });
    let said: Vec<String> = said.collect();
    match said.is_empty() {
        true => "nothing".to_owned(),
        false => said.join("; "),
    }
}
