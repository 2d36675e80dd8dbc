// A secret cannot be guessed at by comparing.

fn takes<T: PartialEq>() {}

fn main() {
    takes::<cardsieve::PseudonymisationSecret>();
}
