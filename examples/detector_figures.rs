//! Measures the detectors, and writes the page of their figures to standard output.
//!
//! `cargo run --release --features inspect --example detector_figures -- CASES > docs/detectors.md`
//!
//! `CASES` is a folder with `pii-presidio`, `pii-stdnum` and `pii-uk-postcodes`. With `--exceptions` in place of the
//! page the texts are shown in which a detector and a case disagree.
#![allow(
    clippy::disallowed_macros,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a program that talks to its user"
)]

#[path = "../tests/detectors/cases.rs"]
mod cases;
#[path = "../tests/detectors/measure.rs"]
mod measure;
#[path = "../tests/detectors/page.rs"]
mod page;
#[path = "../tests/detectors/synthetic.rs"]
mod synthetic;

use std::path::PathBuf;

use cardsieve::inspect::detect::Kind;

fn main() {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_default());
    let published = cases::read(&folder);
    let synthetic = synthetic::cases();
    if arguments.next().is_none() {
        print!("{}", page::page(&synthetic, &page::published(&published)));
        return;
    }
    for set in ["synthetic", "presidio", "stdnum", "uk-postcodes"] {
        for kind in Kind::ALL {
            for cases in [&published, &synthetic] {
                for case in measure::of(cases, set, *kind).1 {
                    println!(
                        "{set} {} {} {:?} {}",
                        kind.name(),
                        case.holds,
                        case.text,
                        case.name
                    );
                }
            }
        }
    }
}
