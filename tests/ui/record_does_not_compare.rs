// What a record holds cannot be told by comparing.

fn takes<T: PartialEq>() {}

fn main() {
    takes::<cardsieve::OfficerRecord>();
}
