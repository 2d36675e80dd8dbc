//! Leaks by which rows there are, and in which order; and state that runs from row to row.

use super::{Leak, each, text};
use crate::exporter::Line;

const DESIGN: usize = 1;
const RANK: usize = 3;
const NUMBER: usize = 4;

pub const LEAKS: &[Leak] = &[
    Leak {
        name: "order-of-the-input",
        after: "rows in the order of the HR system, which is that of joining",
        spoil: |draft, _, _| draft.lines.sort_by_key(|line| line.of),
    },
    Leak {
        name: "order-by-pay-number",
        after: "a database's primary key as the order",
        spoil: |draft, _, records| {
            draft
                .lines
                .sort_by_key(|line| text(&records[line.of], "pay_number").to_owned());
        },
    },
    Leak {
        name: "order-by-date-of-birth",
        after: "seniority lists",
        spoil: |draft, _, records| {
            draft
                .lines
                .sort_by_key(|line| text(&records[line.of], "date_of_birth").to_owned());
        },
    },
    Leak {
        name: "row-left-out-for-vetting",
        after: "filtering by a field that is not released",
        spoil: |draft, _, records| {
            draft
                .lines
                .retain(|line| !text(&records[line.of], "vetting_level").starts_with('Q'));
        },
    },
    Leak {
        name: "row-twice-for-a-second-job",
        after: "a join that multiplies rows",
        spoil: |draft, _, records| {
            let twice = |line: &Line| text(&records[line.of], "home_address").contains("Street");
            let more: Vec<Line> = draft
                .lines
                .iter()
                .filter(|line| twice(line))
                .map(|line| Line {
                    of: line.of,
                    cells: line.cells.clone(),
                })
                .collect();
            draft.lines.extend(more);
            draft
                .lines
                .sort_by(|left, right| left.cells[0].cmp(&right.cells[0]));
        },
    },
    Leak {
        name: "gap-where-a-row-was-withheld",
        after: "sequence numbers given before the selection",
        spoil: |draft, _, _| {
            for line in &mut draft.lines {
                line.cells[NUMBER] = format!("{:06}", 100_001 + line.of);
            }
        },
    },
    Leak {
        name: "stale-cell-of-the-row-before",
        after: "a buffer that is not cleared",
        spoil: |draft, _, _| {
            for at in 1..draft.lines.len() {
                if draft.lines[at].of % 2 == 1 {
                    draft.lines[at].cells[RANK] = draft.lines[at - 1].cells[RANK].clone();
                }
            }
        },
    },
    Leak {
        name: "count-of-the-batch-in-every-row",
        after: "running totals and `n of m`",
        spoil: |draft, _, _| {
            let count = draft.lines.len();
            for line in &mut draft.lines {
                line.cells[DESIGN] = format!("D{count}");
            }
        },
    },
    Leak {
        name: "second-of-a-name-is-marked",
        after: "de-duplication across records",
        spoil: |draft, _, _| {
            for at in 1..draft.lines.len() {
                let name = draft.lines[at].cells[2].clone();
                if draft.lines[..at].iter().any(|line| line.cells[2] == name) {
                    draft.lines[at].cells[DESIGN].push('2');
                }
            }
        },
    },
    Leak {
        name: "highest-paid-is-marked",
        after: "a rank over the whole batch",
        spoil: |draft, _, records| {
            let salary = |line: &Line| text(&records[line.of], "salary").len();
            let most = draft.lines.iter().map(salary).max();
            for line in &mut draft.lines {
                if Some(salary(line)) == most {
                    line.cells[DESIGN] = "D1".to_owned();
                }
            }
        },
    },
    Leak {
        name: "row-blanked-by-a-guard",
        after: "a redaction guard that reads the secret tells a bit of it",
        spoil: |draft, _, records| {
            each(draft, records, NUMBER, |cell, raw| {
                match text(raw, "nino").contains(&cell[..1]) {
                    true => "000000".to_owned(),
                    false => cell.to_owned(),
                }
            });
        },
    },
];
