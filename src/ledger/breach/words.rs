//! The pack in words: as text, and as a page that stands by itself.

use super::cells::{PHOTOS, again, deleted, figure_row, people};
use super::dates::days;
use super::{BreachPack, Category, letter};
use crate::ledger::deletion::papers;
use crate::ledger::incident::{IncidentCode, KnownIncident};
use crate::ledger::kept_json::in_words;
use crate::ledger::page::{Document, Window, matrix_of, timeline_of, withdrawn};
use crate::ledger::paper::Remains;
use crate::value::printable;

const UNKNOWN_CONTACT: &str =
    "[name and contact details of the data protection officer: to be filled in]";

impl BreachPack {
    /// As it was given, in one line, with what nobody sees written out.
    pub(super) fn contact_text(&self) -> String {
        let contact = self.contact.as_deref().unwrap_or(UNKNOWN_CONTACT);
        let lines: Vec<_> = contact.lines().map(printable).collect();
        lines.join(", ")
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
                "At {} there was an incident {}. By the ledger nothing was held there in those days: check the \
                 days, and what left outside the ledger.",
                self.recipient,
                days(incident)
            );
        }
        let controllers: Vec<&str> = self.controllers().into_iter().collect();
        let purposes: Vec<String> = self
            .purposes()
            .into_iter()
            .map(|purpose| format!("\"{purpose}\""))
            .collect();
        format!(
            "At {}, which held personal data that {} had disclosed to it for {}, there was an incident {}. \
             All that was held there on any of these days is counted as affected; how far it was read, copied, \
             changed or lost is not in the ledger.",
            self.recipient,
            controllers.join(" and "),
            purposes.join(", "),
            days(incident)
        )
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
            "Every figure is marked: recorded (by the controller's own ledger), arrival attested (by the \
             recipient's signature, from the day on which it was entered) or unknown (a run was cut off, and nobody has said \
             what became of the batch; or it left before there was a ledger).",
        );
        page.heading("Nature of the breach (33(3)(a))");
        page.paragraph(self.nature());
        if !self.batches.is_empty() {
            self.counts(&mut page);
            self.forms(&mut page);
        }
        page.heading("Contact (33(3)(b))");
        page.paragraph(self.contact_text());
        if !self.categories.is_empty() {
            page.heading("Likely consequences (33(3)(c))");
        }
        for one in &self.categories {
            page.small_heading(&one.words.title);
            page.list(&one.words.consequences);
        }
        let measures = self.measures();
        if !measures.is_empty() {
            page.heading("Measures (33(3)(d))");
            page.list(measures);
        }
        page.heading("Deadlines");
        let rows = self
            .deadlines()
            .into_iter()
            .map(|[what, by]| vec![by, what]);
        page.table("What is due", &["by", "what"], rows.collect());
        self.all_batches(&mut page);
        if !self.batches.is_empty() {
            page.heading("Annex: letters to those affected (34(2))");
        }
        for letter in letter::all(self) {
            page.small_heading(format!("Letter {}", letter.number));
            for to in letter.to {
                page.paragraph(format!("[{to}]"));
            }
            for (text, items) in letter.paragraphs {
                page.paragraph(text);
                if !items.is_empty() {
                    page.list(items);
                }
            }
        }
        page
    }

    fn counts(&self, page: &mut Document) {
        let mut rows = vec![figure_row("in all", &self.total)];
        for figure in self.by_mark.iter().filter(|figure| figure.batches > 0) {
            rows.push(figure_row(
                &format!("of it {}", figure.mark.in_words()),
                figure,
            ));
        }
        for one in &self.categories {
            let mut row = figure_row(&one.words.title, &one.figure);
            if one.category != Category::Photo
                && let Some(photos) = row.get_mut(PHOTOS)
            {
                photos.clear();
            }
            rows.push(row);
        }
        page.table(
            "Categories, and approximate numbers of people and records",
            &["what", "people", "records", "photos", "batches", "mark"],
            rows,
        );
        for doubt in self.doubts() {
            page.paragraph(doubt);
        }
        page.paragraph(match self.again.is_exact() {
            true => format!(
                "Disclosed more than once: {} in more than one of these batches ({}).",
                people(self.again),
                self.total.mark.in_words()
            ),
            false => format!(
                "Disclosed more than once: not known over several years or for what was recorded afterwards; {} in \
                 more than one of these batches.",
                people(self.again)
            ),
        });
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
                one.figure.mark.in_words().to_owned(),
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
        if self.batches.is_empty() && self.deleted_before.is_empty() && self.withdrawn.is_empty() {
            return;
        }
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
                one.held.departure(),
                one.held.received.map_or_else(
                    || "unknown".to_owned(),
                    |day| format!("{day} (arrival attested)"),
                ),
                about.delete_by().to_string(),
                about.rows().to_string(),
                about.photos().to_string(),
                again(one),
                remained.join(", "),
                deleted(one, true),
                deleted(one, false),
                one.held.mark.in_words().to_owned(),
            ]
        });
        if !self.batches.is_empty() {
            self.held_batches(page, rows.collect());
        }
        withdrawn(&self.withdrawn, page);
        self.gone_before(page);
    }

    fn held_batches(&self, page: &mut Document, rows: Vec<Vec<String>>) {
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
                "deletion known before the controller was aware",
                "deletion known afterwards",
                "mark",
            ],
            rows,
        );
        page.paragraph(
            "A deletion that became known after the controller was aware takes nothing out of the figures. \"Of them \
             again\" are people of an earlier batch of the same year that was held too.",
        );
    }

    fn gone_before(&self, page: &mut Document) {
        if self.deleted_before.is_empty() {
            return;
        }
        let rows = self.deleted_before.iter().map(|one| {
            vec![
                one.batch().to_string(),
                one.disclosure.profile_name().to_owned(),
                one.departure(),
                one.disclosure.rows().to_string(),
                match one.amended {
                    Some(amended) => amended.said(),
                    None => papers(one.attested().iter(), &one.disclosure).join("; "),
                },
                one.deletion_mark().of_deletion().to_owned(),
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
}
