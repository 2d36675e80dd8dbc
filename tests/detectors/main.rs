//! The figures of `docs/detectors.md`, measured again.
//!
//! The published cases are not part of this project: where `CARDSIEVE_CASES` names a folder that holds them, their figures are
//! measured as well, else those of the page are kept.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test may stop where it stands"
)]

mod cases;
mod evasions;
mod measure;
mod page;
mod synthetic;

use cardsieve::inspect::detect::Kind;

const PAGE: &str = include_str!("../../docs/detectors.md");

fn kept() -> &'static str {
    let (_, rest) = PAGE.split_once(page::BEGIN).unwrap();
    let (kept, _) = rest.split_once(page::END).unwrap();
    kept.strip_prefix('\n').unwrap()
}

#[test]
fn docs_detectors_md_is_what_is_measured() {
    assert_eq!(
        page::page(&synthetic::cases(), kept()),
        PAGE,
        "write it again with the example detector_figures"
    );
}

#[test]
#[allow(
    clippy::disallowed_methods,
    reason = "the cases are not part of the project"
)]
fn figures_over_published_cases_are_those_of_the_page_where_the_cases_are() {
    assert!(
        !kept().contains("NOT EXPLAINED"),
        "an exception without its reason"
    );
    if let Some(folder) = std::env::var_os("CARDSIEVE_CASES") {
        let cases = cases::read(folder.as_ref());
        assert!(cases.len() > 500, "the folder holds the cases");
        assert_eq!(page::published(&cases), kept());
    }
}

#[test]
fn every_kind_is_found_in_every_disguise_and_near_misses_are_not() {
    let cases = synthetic::cases();
    for kind in Kind::ALL {
        let (figures, exceptions) = measure::of(&cases, "synthetic", *kind);
        let texts: Vec<_> = exceptions
            .iter()
            .map(|case| (&case.name, &case.text))
            .take(5)
            .collect();
        assert!(
            figures.positives >= 30 && figures.negatives >= 3,
            "{}",
            kind.name()
        );
        assert!(
            figures.recall() >= 98.0 && figures.false_alarms() <= 2.0,
            "{}: {texts:?}",
            kind.name()
        );
    }
}
