//! Batches and columns of a ledger as the drawings take them.

use super::{Bar, MatrixRow, Timeline, Window, matrix, timeline};
use crate::batch::{Day, ManifestColumn, ManifestContent};
use crate::ledger::incident::KnownIncident;
use crate::ledger::kept::KeptBatch;
use crate::ledger::kept_json::rule_in_words;
use crate::profile::Part;

/// Each batch a bar, from the day on which it left until all of it is attested as deleted.
pub(in crate::ledger) fn timeline_of<'b>(
    title: &str,
    as_of: Day,
    batches: impl Iterator<Item = &'b KeptBatch>,
    windows: &[Window],
) -> String {
    let bars = batches.map(|one| {
        let about = &one.disclosure;
        Bar {
            label: format!("{} {}", one.batch(), about.profile_name()),
            from: one.since(),
            delete_by: about.delete_by(),
            until: one.is_gone().then(|| end(one)).flatten(),
            out_of_use: one.out_of_use(),
            recorded: one.is_recorded_as_deleted(),
        }
    });
    let drawn = Timeline {
        id: "held".to_owned(),
        title: title.to_owned(),
        as_of,
        bars: bars.collect(),
    };
    timeline(&drawn, windows)
}

/// The days of incidents.
pub(in crate::ledger) fn windows_of(incidents: &[KnownIncident]) -> Vec<Window> {
    let all = incidents.iter().map(|one| one.about().incident());
    all.map(|one| Window {
        from: one.from(),
        to: one.to(),
    })
    .collect()
}

/// The day on which the last of it went, as far as is known.
fn end(one: &KeptBatch) -> Option<Day> {
    let out_of_use = one.out_of_use()?;
    if one.amended.is_some() {
        return Some(out_of_use);
    }
    let attested = one.attested().iter();
    let backups = attested.filter_map(|(_, paper)| paper.backups_until());
    Some(backups.fold(out_of_use, Day::max))
}

/// Each column a row, with a mark under each treatment of its parts.
pub(in crate::ledger) fn matrix_of<'c>(
    columns: impl Iterator<Item = &'c ManifestColumn>,
) -> String {
    let rows = columns.map(|column| MatrixRow {
        header: column.header().to_owned(),
        place: column.place().name().to_owned(),
        treatments: match column.content() {
            ManifestContent::Constant(_) => vec!["constant".to_owned()],
            ManifestContent::Photo => vec!["photo".to_owned()],
            ManifestContent::Parts(parts) => parts
                .iter()
                .filter_map(|part| match part {
                    Part::Text(_) => None,
                    Part::Field(part) => Some(rule_in_words(part.rule())),
                })
                .collect(),
        },
    });
    let rows: Vec<MatrixRow> = rows.collect();
    matrix("Columns and what was done with each", &rows)
}
