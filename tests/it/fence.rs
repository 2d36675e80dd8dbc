//! The fence before the map: a copy of its words, kept apart, so that none is lost from it unseen.

use cardsieve::field::{Field, Role};
use cardsieve::record::{Map, is_forbidden_header};

/// One a line, as people might head a column.
const WORDS: &str = include_str!("fence.txt");

#[test]
fn no_word_of_the_fence_is_lost() {
    let mut count = 0;
    for word in WORDS.lines() {
        for header in [
            word.to_owned(),
            word.to_uppercase(),
            format!("Staff {word}"),
            word.replace(' ', "_"),
        ] {
            assert!(is_forbidden_header(&header), "{header}");
        }
        count += 1;
    }
    assert!(count > 250, "{count}");
}

#[test]
fn no_map_leads_a_word_of_the_fence_to_a_field_that_leaves() {
    let leaves = Field::ALL
        .iter()
        .filter(|field| field.role() == Role::Releasable);
    for field in leaves {
        for word in WORDS.lines() {
            let map = format!("[columns]\n\"{word}\" = \"{field}\"\n");
            // a field's own name leads to it, and the grade stands for the rank
            let is_own = word.replace(' ', "_") == field.name();
            assert!(is_own || map.parse::<Map>().is_err(), "{map}");
        }
    }
}
