// A typed value cannot be printed; its `Debug` is a constant.

fn main() {
    let name: cardsieve::value::Name = "Ng".parse().unwrap();
    assert_eq!(format!("{}", name), "Name { .. }");
}
