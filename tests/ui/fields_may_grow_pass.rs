// The catalogue may grow: a match on a field needs an arm for the rest.

use cardsieve::Field;

fn takes(field: Field) -> bool {
    match field {
        Field::Nino => true,
        _ => false,
    }
}

fn main() {
    assert!(takes(Field::Nino));
}
