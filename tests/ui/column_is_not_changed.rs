// A loaded column stays what was checked.

fn main() {
    let profile = cardsieve::Profile::preset("access-fob").unwrap();
    let column = profile.columns()[0].clone();
    let _ = column.place;
}
