// What was not verified cannot be read.

fn read(batch: &mut cardsieve::batch::Batch<cardsieve::batch::Verified, std::fs::File>) {
    let _ = batch.rows();
}

fn main() {
    let _ = read;
}
