// A secret stays one.

fn main() {
    let text = format!("e1 {}\n", "5a".repeat(32));
    let secret: cardsieve::PseudonymisationSecret = text.parse().unwrap();
    let _ = secret.epoch();
}
