// A row alone does not become bytes.

fn takes<T: serde::Serialize>() {}

fn main() {
    takes::<cardsieve::CardRecord>();
}
