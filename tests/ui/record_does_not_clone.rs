// A raw record stays one.

fn main() {
    let record = cardsieve::OfficerRecord::minimal().build();
    let _ = record.clone();
}
