// Only a minimiser makes a row.

fn takes(minimiser: &cardsieve::Minimiser) {
    let _ = minimiser.minimise(&cardsieve::OfficerRecord::minimal().build());
}

fn main() {
    let _ = takes;
}
