// A raw record has no way into a serialiser.

fn takes<T: serde::de::DeserializeOwned>() {}

fn main() {
    takes::<cardsieve::OfficerRecord>();
    takes::<cardsieve::OfficerRecord<()>>();
}
