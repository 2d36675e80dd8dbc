//! The laws of the lattice, over all treatments, pairs and triples.

use std::cmp::Ordering;

use super::{Linkability, Place, PlaceKind, Shown, Treatment};

fn pairs() -> impl Iterator<Item = (Treatment, Treatment)> {
    Treatment::ALL
        .iter()
        .flat_map(|&a| Treatment::ALL.iter().map(move |&b| (a, b)))
}

fn triples() -> impl Iterator<Item = (Treatment, Treatment, Treatment)> {
    pairs().flat_map(|(a, b)| Treatment::ALL.iter().map(move |&c| (a, b, c)))
}

/// How far a degree lies above the least one, written out apart from the code under test.
fn shown(degree: Shown) -> u8 {
    match degree {
        Shown::None => 0,
        Shown::Partial => 1,
        Shown::Full => 2,
    }
}

fn linkability(degree: Linkability) -> u8 {
    match degree {
        Linkability::None => 0,
        Linkability::Batch => 1,
        Linkability::Recipient => 2,
        Linkability::Global => 3,
    }
}

#[test]
fn all_holds_the_whole_product_once() {
    assert_eq!(Treatment::ALL.len(), 12);
    for &degree in Shown::ALL {
        for &link in Linkability::ALL {
            let wanted = Treatment::new(degree, link);
            let found = Treatment::ALL.iter().filter(|&&t| t == wanted).count();
            assert_eq!(found, 1, "{wanted:?}");
        }
    }
    assert_eq!((Shown::ALL.len(), Linkability::ALL.len()), (3, 4));
}

#[test]
fn covers_is_the_product_order() {
    for (a, b) in pairs() {
        let expected = shown(a.shown) <= shown(b.shown)
            && linkability(a.linkability) <= linkability(b.linkability);
        assert_eq!(a.covers(b), expected, "{a:?} {b:?}");
    }
}

#[test]
fn covers_is_a_partial_order() {
    for &a in Treatment::ALL {
        assert!(a.covers(a));
    }
    for (a, b) in pairs() {
        assert_eq!(a.covers(b) && b.covers(a), a == b, "{a:?} {b:?}");
    }
    for (a, b, c) in triples() {
        assert!(
            !(a.covers(b) && b.covers(c)) || a.covers(c),
            "{a:?} {b:?} {c:?}"
        );
    }
}

#[test]
fn greater_means_protects_more() {
    for (a, b) in pairs() {
        assert_eq!(a >= b, a.covers(b), "{a:?} {b:?}");
        assert_eq!(a <= b, b.covers(a), "{a:?} {b:?}");
        assert_eq!(a > b, a.covers(b) && a != b, "{a:?} {b:?}");
        assert_eq!(a.partial_cmp(&b) == Some(Ordering::Equal), a == b);
        assert_eq!(a.partial_cmp(&b), b.partial_cmp(&a).map(Ordering::reverse));
    }
}

#[test]
fn keep_is_the_bottom_and_drop_the_top() {
    for &a in Treatment::ALL {
        assert!(a.covers(Treatment::KEEP) && Treatment::DROP.covers(a));
        assert_eq!(a.join(Treatment::KEEP), a);
        assert_eq!(a.meet(Treatment::DROP), a);
        assert_eq!(a.join(Treatment::DROP), Treatment::DROP);
        assert_eq!(a.meet(Treatment::KEEP), Treatment::KEEP);
        assert_eq!(a.is_drop(), a == Treatment::DROP);
    }
}

#[test]
fn join_is_the_least_upper_bound() {
    for (a, b) in pairs() {
        let join = a.join(b);
        assert!(join.covers(a) && join.covers(b), "{a:?} {b:?}");
    }
    for (a, b, c) in triples() {
        assert!(
            !(c.covers(a) && c.covers(b)) || c.covers(a.join(b)),
            "{a:?} {b:?} {c:?}"
        );
    }
}

#[test]
fn meet_is_the_greatest_lower_bound() {
    for (a, b) in pairs() {
        let meet = a.meet(b);
        assert!(a.covers(meet) && b.covers(meet), "{a:?} {b:?}");
    }
    for (a, b, c) in triples() {
        assert!(
            !(a.covers(c) && b.covers(c)) || a.meet(b).covers(c),
            "{a:?} {b:?} {c:?}"
        );
    }
}

#[test]
fn join_and_meet_are_idempotent_commutative_and_absorb_each_other() {
    for &a in Treatment::ALL {
        assert_eq!(a.join(a), a);
        assert_eq!(a.meet(a), a);
    }
    for (a, b) in pairs() {
        assert_eq!(a.join(b), b.join(a));
        assert_eq!(a.meet(b), b.meet(a));
        assert_eq!(a.join(a.meet(b)), a);
        assert_eq!(a.meet(a.join(b)), a);
    }
}

#[test]
fn join_and_meet_are_associative_and_distribute() {
    for (a, b, c) in triples() {
        assert_eq!(a.join(b).join(c), a.join(b.join(c)));
        assert_eq!(a.meet(b).meet(c), a.meet(b.meet(c)));
        assert_eq!(a.join(b.meet(c)), a.join(b).meet(a.join(c)));
        assert_eq!(a.meet(b.join(c)), a.meet(b).join(a.meet(c)));
    }
}

#[test]
fn covers_agrees_with_join_and_meet() {
    for (a, b) in pairs() {
        assert_eq!(a.covers(b), a.join(b) == a);
        assert_eq!(a.covers(b), a.meet(b) == b);
    }
}

#[test]
fn protecting_more_never_leaves_a_floor_and_a_lower_floor_is_never_harder_to_meet() {
    for (a, b, floor) in triples() {
        if a.covers(b) && b.covers(floor) {
            assert!(a.covers(floor));
        }
        if floor.covers(a) {
            assert!(!b.covers(floor) || b.covers(a));
        }
        if a.covers(b) {
            assert!(a.join(floor).covers(b.join(floor)));
            assert!(a.meet(floor).covers(b.meet(floor)));
        }
    }
}

#[test]
fn a_floor_that_drops_is_met_by_drop_alone() {
    for &a in Treatment::ALL {
        assert_eq!(a.covers(Treatment::DROP), a == Treatment::DROP);
    }
}

#[test]
fn generalising_and_pseudonymising_are_incomparable_and_join_to_drop() {
    let generalise = Treatment::new(Shown::Partial, Linkability::None);
    for scope in [Linkability::Batch, Linkability::Recipient] {
        let pseudonymise = Treatment::new(Shown::None, scope);
        assert_eq!(generalise.partial_cmp(&pseudonymise), None);
        assert_eq!(generalise.join(pseudonymise), Treatment::DROP);
        assert_eq!(
            generalise.meet(pseudonymise),
            Treatment::new(Shown::Partial, scope)
        );
    }
}

#[test]
fn names_of_degrees_are_those_of_the_listing() {
    let shown: Vec<_> = Shown::ALL.iter().map(|degree| degree.name()).collect();
    assert_eq!(shown, ["none", "partial", "full"]);
    let linkability: Vec<_> = Linkability::ALL
        .iter()
        .map(|degree| degree.name())
        .collect();
    assert_eq!(
        linkability,
        ["none", "within-batch", "within-recipient", "global"]
    );
}

#[test]
fn every_place_has_its_name_and_its_kind() {
    let expected = [
        (Place::Front, "front", PlaceKind::Printed),
        (Place::Back, "back", PlaceKind::Printed),
        (Place::Chip, "chip", PlaceKind::Encoded),
        (Place::Magstripe, "magstripe", PlaceKind::Encoded),
        (Place::Barcode, "barcode", PlaceKind::Encoded),
        (Place::Matching, "matching", PlaceKind::Order),
        (Place::Fulfilment, "fulfilment", PlaceKind::Order),
    ];
    assert_eq!(Place::ALL.len(), expected.len());
    for (&place, (same, name, kind)) in Place::ALL.iter().zip(expected) {
        assert_eq!((place, place.name(), place.kind()), (same, name, kind));
        assert_eq!(Place::from_name(name), Some(place));
        assert_eq!(Place::from_name(&name.to_uppercase()), None);
    }
    let kinds: Vec<_> = PlaceKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(kinds, ["printed", "order", "encoded"]);
}
