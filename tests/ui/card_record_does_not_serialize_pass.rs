// A row alone does not become bytes.

fn takes<T: std::fmt::Debug>() {}

fn main() {
    takes::<cardsieve::CardRecord>();
}
