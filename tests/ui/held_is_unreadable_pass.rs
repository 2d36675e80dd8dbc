// What is held cannot be taken apart.

fn takes(held: &cardsieve::record::Held) -> String {
    format!("{:?}", held)
}

fn main() {
    assert_eq!(takes(&cardsieve::record::Held::default()), "Held { .. }");
}
