//! What columns say beside each other.

use super::column::Column;
use super::kind::Kind;
use super::watch::{Certainty, Detection};

/// What two columns say beside each other.
pub(super) fn neighbours(columns: &[Column], out: &mut Vec<Detection>) {
    let most = |count: u64, column: &Column| count > 0 && count * 10 >= column.cells * 9;
    let mut push = |kind, at: usize, column: &Column, count, certainty| {
        if let Some(first_row) = column.first_row
            && !out
                .iter()
                .any(|other| other.kind == kind && other.column == at)
        {
            out.push(Detection {
                kind,
                column: at,
                count,
                first_row,
                certainty,
            });
        }
    };
    for (at, column) in columns.iter().enumerate() {
        if column.is_released() {
            continue;
        }
        let coded = most(column.paired + column.six, column) && column.pairs > 0;
        let bare = most(column.six, column);
        for near in at.saturating_sub(2)..=at + 2 {
            let Some(other) = columns
                .get(near)
                .filter(|other| near != at && !other.is_released())
            else {
                continue;
            };
            if (coded || bare) && most(other.eight, other) {
                let certainty = if coded {
                    Certainty::Certain
                } else {
                    Certainty::Likely
                };
                push(
                    Kind::BankAccount,
                    at,
                    column,
                    column.paired + column.six,
                    certainty,
                );
                push(Kind::BankAccount, near, other, other.eight, certainty);
            }
            if near.abs_diff(at) == 1 && most(column.degrees, column) && most(other.degrees, other)
            {
                push(
                    Kind::Coordinates,
                    at,
                    column,
                    column.degrees,
                    Certainty::Likely,
                );
            }
        }
    }
}
