// There is no profile that was not checked.

use cardsieve::Profile;

fn main() {
    let profile = Profile::preset("access-fob").unwrap();
    let _ = Profile { min_rows: 0, ..profile };
}
