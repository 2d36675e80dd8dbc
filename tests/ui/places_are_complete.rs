// Whoever matches on a place has seen them all.

use cardsieve::Place;

fn takes(place: Place) -> u8 {
    match place {
        Place::Front | Place::Back => 0,
        Place::Chip | Place::Magstripe | Place::Barcode => 1,
        Place::Matching => 2,
    }
}

fn main() {
    assert_eq!(takes(Place::Front), 0);
}
