// A record without a held part has no room for one.

fn main() {
    let _ = cardsieve::OfficerRecord::builder().nino("QQ123456C").build();
}
