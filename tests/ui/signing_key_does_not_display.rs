// A secret stays one.

fn use_of(key: &cardsieve::batch::SigningKey) {
    let _ = format!("{key}");
}

fn main() {
    let _ = use_of;
}
