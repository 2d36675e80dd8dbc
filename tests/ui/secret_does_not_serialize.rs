// A secret cannot be written.

fn takes<T: serde::Serialize>() {}

fn main() {
    takes::<cardsieve::PseudonymisationSecret>();
}
