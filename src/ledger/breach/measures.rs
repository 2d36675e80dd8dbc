//! What was done and is proposed (33(3)(d)), and what is due.

use super::BreachPack;
use crate::ledger::disclosure::Disclosure;
use crate::ledger::incident::HOURS;
use crate::ledger::kept::KeptBatch;

impl BreachPack {
    /// What was done and is proposed (33(3)(d)).
    pub(super) fn measures(&self) -> Vec<String> {
        let mut all = Vec::new();
        let held = self.batches.iter().map(|one| &one.held);
        let disclosed: Vec<&KeptBatch> = held.clone().chain(&self.deleted_before).collect();
        let past = disclosed.iter().filter(|one| one.past).count();
        if !disclosed.is_empty() {
            all.push(format!(
                "Taken before: entered in a signed ledger before they left: {} of {}; recorded afterwards: {past}.",
                disclosed.len() - past,
                counted(disclosed.len(), "disclosure", "disclosures")
            ));
        }
        if !self.batches.is_empty() {
            for (what, is) in [
                (
                    "encrypted on their way",
                    Disclosure::is_encrypted as fn(&Disclosure) -> bool,
                ),
                ("signed", Disclosure::is_signed),
            ] {
                let known = held.clone().filter(|one| !one.past);
                let (yes, no): (Vec<_>, Vec<_>) = known.partition(|one| is(&one.disclosure));
                let unknown = held.clone().filter(|one| one.past).count();
                all.push(format!(
                    "Taken before, of the batches that were held: {what}: {}, not {what}: {}, not known: {unknown}.",
                    yes.len(),
                    no.len()
                ));
            }
        }
        match self.deleted_before.len() {
            0 => {}
            1 => all.push(
                "Taken before: 1 more batch had been disclosed and is attested or recorded as deleted before the \
                 incident began."
                    .to_owned(),
            ),
            more => all.push(format!(
                "Taken before: {more} more batches had been disclosed and are attested or recorded as deleted \
                 before the incident began."
            )),
        }
        let in_use = |one: &&KeptBatch| !one.is_gone() && one.only_in_backups_until().is_none();
        match held.filter(in_use).count() {
            0 => {}
            1 => all.push(
                "Proposed: have the 1 batch still held by the ledger deleted, and the deletion attested."
                    .to_owned(),
            ),
            left => all.push(format!(
                "Proposed: have the {left} batches still held by the ledger deleted, and the deletion attested."
            )),
        }
        for one in &self.categories {
            let measures = one.words.measures.iter();
            all.extend(measures.map(|measure| format!("Proposed: {measure}.")));
        }
        all
    }

    /// What is due, and when.
    pub(super) fn deadlines(&self) -> Vec<[String; 2]> {
        let if_any = match self.batches.is_empty() {
            true => "if personal data was held there after all: ",
            false => "",
        };
        let mut all = vec![
            [
                format!(
                    "{if_any}tell the supervisory authority, {HOURS} hours after becoming aware, unless a risk is unlikely \
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
            if let Some(until) = one.held.only_in_backups_until() {
                all.push([
                    format!(
                        "the recipient's backups of batch {}, out of use and all that is left of it, end",
                        one.held.batch()
                    ),
                    until.to_string(),
                ]);
                continue;
            }
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
}

fn counted(count: usize, one: &str, more: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {more}"),
    }
}
