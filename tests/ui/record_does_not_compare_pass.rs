// What a record holds cannot be told by comparing.

fn takes<T: Send>() {}

fn main() {
    takes::<cardsieve::OfficerRecord>();
}
