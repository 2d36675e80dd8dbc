//! An export while it is looked at, a row after another.

use super::overlap::Overlaps;
use super::preview::{Preview, Source, shows};
use super::raw::{Cells, Heads};
use crate::batch::{Form, Rows};
use crate::code::Refused;
use crate::inspect::Severity;
use crate::inspect::detect::{Certainty, Watch};
use crate::inspect::outgoing::Outgoing;
use crate::inspect::report::What;
use crate::minimise::{CardRecord, Withheld};
use crate::profile::Profile;

/// An export while it is looked at.
pub(super) struct Look<'p> {
    pub(super) profile: &'p Profile,
    pub(super) rows: Rows,
    pub(super) preview: Preview,
    pub(super) heads: Heads<'p>,
    pub(super) overlaps: Overlaps,
    /// Over the columns that lead to what leaves, as they stand in the export.
    pub(super) watch: Watch,
    pub(super) stopped: Option<Refused>,
}

impl Look<'_> {
    pub(super) fn row(
        &mut self,
        outcome: Result<CardRecord, Withheld>,
        names: &[String],
        cells: &Cells<'_>,
    ) {
        self.preview.read += 1;
        let row = self.preview.read;
        for column in self.heads.meet(names) {
            if let Some(field) = column.leads_to
                && shows(self.profile, field)
            {
                self.watch.head(column.position, &column.header);
            }
            self.preview.meet(&column, self.profile);
        }
        for (position, cell) in cells {
            if cell.trim().is_empty() {
                continue;
            }
            if let Some(filled) = self.preview.filled.get_mut(*position) {
                *filled += 1;
            }
            let leads_to = self.heads.leads_to(*position);
            if leads_to.is_some_and(|field| shows(self.profile, field)) {
                self.watch.cell(*position, row, cell);
            }
        }
        self.watch.end_row();
        if let Ok(card) = &outcome {
            self.overlaps.compare(card, cells, &self.heads);
        }
        self.outcome(outcome);
    }

    pub(super) fn outcome(&mut self, outcome: Result<CardRecord, Withheld>) {
        match &outcome {
            Ok(_) => self.preview.released += 1,
            Err(withheld) if withheld.is_flagged() => self.preview.flagged += 1,
            Err(withheld) => {
                self.preview.withheld += 1;
                for reason in withheld.reasons() {
                    let key = (reason.code(), reason.column().map(str::to_owned));
                    *self.preview.reasons.entry(key).or_default() += 1;
                }
            }
        }
        if self.stopped.is_none() {
            self.stopped = self.rows.push(outcome).err();
        }
    }

    pub(super) fn finish(mut self) -> Preview {
        let refused = match self.stopped.take() {
            Some(refused) => Some(refused),
            None => match self.rows.finish() {
                Ok(finished) => {
                    let outgoing = Outgoing::rows(self.profile, Form::Csv);
                    let looked = outgoing.look_at_rows(&finished);
                    let suspect = looked.report().findings().iter();
                    let suspect = suspect.filter(|one| one.severity() >= Severity::Suspect);
                    self.preview.released_findings = suspect.cloned().collect();
                    None
                }
                Err(refusal) => Some(refusal.refused().clone()),
            },
        };
        self.preview.refused = refused;
        self.preview.overlaps = self.overlaps.finish(&self.heads);
        for detection in self.watch.finish() {
            self.preview.source_findings.push(Source {
                column: self.heads.name(detection.column),
                what: What::Data(detection.kind),
                severity: match detection.certainty {
                    Certainty::Certain => Severity::Forbidden,
                    Certainty::Likely => Severity::Suspect,
                },
                cells: detection.count,
            });
        }
        self.preview
    }
}
