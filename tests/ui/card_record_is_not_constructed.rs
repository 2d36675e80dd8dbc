// Only a minimiser makes a row.

fn takes(minimiser: &cardsieve::Minimiser) {
    let _ = cardsieve::CardRecord::new(minimiser);
}

fn main() {
    let _ = takes;
}
