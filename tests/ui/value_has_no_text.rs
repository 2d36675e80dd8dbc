// The text of a typed value is for the crate alone.

fn main() {
    let name: cardsieve::value::Name = "Ng".parse().unwrap();
    let _ = name.expose();
}
