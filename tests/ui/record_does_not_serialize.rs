// A raw record has no way into a serialiser.

fn takes<T: serde::Serialize>() {}

fn main() {
    takes::<cardsieve::OfficerRecord>();
    takes::<cardsieve::OfficerRecord<()>>();
}
