// What is held cannot be written.

fn takes<T: serde::Serialize>() {}

fn main() {
    takes::<cardsieve::record::Held>();
}
