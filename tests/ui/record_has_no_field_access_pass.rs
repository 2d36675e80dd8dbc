// The parts of a record are closed.

fn main() {
    let record = cardsieve::OfficerRecord::builder().build();
    let _ = record.erase();
}
