// A secret cannot be guessed at by comparing.

fn takes<T: Send>() {}

fn main() {
    takes::<cardsieve::PseudonymisationSecret>();
}
