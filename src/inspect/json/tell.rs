//! What is told of a file of JSON once all of it was read: of each text once, as of the table that it is a cell of.

use std::collections::{HashMap, HashSet};

use super::walk::Walk;
use crate::conformance::Severity;
use crate::inspect::desk::Desk;
use crate::inspect::report::What;
use crate::inspect::table::{By, Elsewhere};

pub(super) fn tell(walk: Walk<'_, '_>) {
    let Walk {
        desk,
        mut table,
        paths,
        keyed,
        lists,
        turned,
        mut rows,
        lines,
        count,
        positions,
        named,
        ..
    } = walk;
    let covered = turned.finish(desk);
    let mut again = positions.clone();
    let mut seen = HashMap::new();
    table.recount(|all| rows.counted(all.max(count.inside())));
    if let Some((elements, rows)) = lines.finish(desk, &mut seen) {
        table.recount(|all| all.saturating_sub(elements).saturating_add(rows));
        again.extend(paths.get(""));
    }
    if rows.are_columns() {
        rows.finish(desk, &mut seen);
    }
    let mut elsewhere = Elsewhere {
        told: desk.told(),
        is_judged: true,
        again,
        seen,
        ..Elsewhere::default()
    };
    let mut paths: Vec<_> = paths.into_iter().collect();
    paths.sort_unstable_by_key(|(_, column)| *column);
    for (path, column) in &paths {
        let place = covered.place(path).cloned();
        elsewhere.places.extend(place.map(|place| (*column, place)));
    }
    for (path, column) in &paths {
        if !keyed.contains(column) {
            continue;
        }
        table.judge(desk, *column, (By::Key, path), &elsewhere);
    }
    for (column, name) in &named {
        table.judge(desk, *column, (By::Header, name), &elsewhere);
    }
    let keys = paths.iter().filter(|(_, column)| keyed.contains(column));
    let keys: HashSet<&str> = keys
        .filter_map(|(path, _)| path.rsplit('.').next())
        .collect();
    for (column, _) in lists.iter().filter(|(_, list)| list.is_of_columns(&keys)) {
        table.forget_headings(*column, None);
    }
    table.finish_with(desk, &elsewhere);
    let mut seen = told_of(&positions, desk);
    rows.finish(desk, &mut seen);
}

/// What was told of these columns of the file, and how bad it is.
fn told_of(columns: &HashSet<usize>, desk: &Desk<'_>) -> HashMap<What, Severity> {
    let mut seen = HashMap::new();
    for ((what, place), severity) in desk.told() {
        let column = place.column.and_then(|column| column.checked_sub(1));
        let is_one = column.is_some_and(|at| columns.contains(&(at as usize)));
        if is_one && place.entries == desk.place().entries {
            let told = seen.entry(what).or_insert(severity);
            *told = severity.max(*told);
        }
    }
    seen
}
