// A batch takes what a minimiser made, and nothing else.

use cardsieve::{Minimiser, OfficerRecord, Rows};

fn takes(rows: &mut Rows, minimiser: &Minimiser, record: OfficerRecord) {
    let _ = rows.push(Ok(record));
}

fn main() {
    let _ = takes;
}
