// What is held cannot be written.

fn takes<T: std::fmt::Debug>() {}

fn main() {
    takes::<cardsieve::record::Held>();
}
