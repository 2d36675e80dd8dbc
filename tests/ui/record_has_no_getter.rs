// A builder writes a never-field; nothing reads one.

fn main() {
    let record = cardsieve::OfficerRecord::builder();
    let _ = record.build().nino();
}
