// Code over every `F` knows nothing of it.

use cardsieve::{OfficerRecord, Record};

fn first<F>(record: &OfficerRecord<F>) -> usize {
    let field = cardsieve::field::Readable::HomeAddress;
    std::mem::size_of_val(&record.read(field))
}

fn main() {
    assert!(first(&OfficerRecord::minimal().build()) > 0);
}
