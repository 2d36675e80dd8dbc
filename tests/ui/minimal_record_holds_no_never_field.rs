// A record without a held part has no room for one.

fn main() {
    let _ = cardsieve::OfficerRecord::minimal().nino("QQ123456C").build();
}
