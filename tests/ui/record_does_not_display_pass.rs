// A raw record cannot be printed; its `Debug` is a constant.

fn main() {
    let record = cardsieve::OfficerRecord::builder().nino("QQ123456C").build();
    assert_eq!(format!("{:?}", record), "OfficerRecord { .. }");
}
