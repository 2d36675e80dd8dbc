// No never-field can be asked for.

use cardsieve::Record;
use cardsieve::field::Readable;

fn main() {
    let record = cardsieve::OfficerRecord::builder().build();
    let _ = record.read(Readable::FamilyName);
}
