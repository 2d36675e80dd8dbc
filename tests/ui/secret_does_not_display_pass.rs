// A secret cannot be printed; its `Debug` is a constant.

fn main() {
    let text = format!("e1 {}\n", "5a".repeat(32));
    let secret: cardsieve::PseudonymisationSecret = text.parse().unwrap();
    assert_eq!(format!("{:?}", secret), "PseudonymisationSecret { .. }");
}
