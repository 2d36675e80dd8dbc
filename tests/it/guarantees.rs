//! What the pages say of the guarantees: the same everywhere.

const README: &str = include_str!("../../README.md");
const INDEX: &str = include_str!("../README.md");
const ASSURANCE: &str = include_str!("../../docs/assurance.md");
const SECURITY: &str = include_str!("../../SECURITY.md");
const CERTIFICATE: &str = include_str!("../../src/prove/certificate/words.rs");

const GUARANTEES: std::ops::RangeInclusive<usize> = 1..=12;

/// What is in a page's row of this guarantee, cell by cell.
fn row(page: &str, number: usize) -> Vec<String> {
    let line = page.lines().find(|line| {
        let head = line.strip_prefix(&format!("| G{number}"));
        head.is_some_and(|rest| rest.starts_with(' '))
    });
    let line = line.unwrap_or_else(|| panic!("no row of G{number}"));
    let line = line.trim_matches('|').replace("\\|", "/");
    line.split('|').map(|cell| cell.trim().to_owned()).collect()
}

#[test]
fn the_pages_agree_by_what_each_guarantee_is_held() {
    let kinds = [
        ("compiler", 'T'),
        ("exhaustive", 'X'),
        ("property", 'P'),
        ("fuzzing", 'Z'),
        ("golden", 'K'),
        ("judges", 'K'),
        ("proof", 'C'),
    ];
    for number in GUARANTEES {
        let held = row(README, number).pop().unwrap();
        let mut said: Vec<char> = kinds
            .iter()
            .filter(|(word, _)| held.contains(word))
            .map(|(_, letter)| *letter)
            .collect();
        let mut listed: Vec<char> = row(INDEX, number)[2]
            .chars()
            .filter(|letter| *letter != ' ')
            .collect();
        for letters in [&mut said, &mut listed] {
            letters.sort_unstable();
            letters.dedup();
        }
        assert_eq!(said, listed, "G{number}");
        let is_compiled =
            row(INDEX, number)[3].contains("no_promise_is_broken_by_code_that_compiles");
        assert_eq!(listed.contains(&'T'), is_compiled, "G{number}");
    }
}

#[test]
fn each_guarantee_has_its_row_in_the_page_on_assurance() {
    for number in GUARANTEES {
        let cells = row(ASSURANCE, number);
        assert_eq!(cells.len(), 4, "G{number}");
        assert_eq!(cells[0], row(INDEX, number)[0], "G{number}");
        assert!(cells.iter().all(|cell| cell.len() > 5), "G{number}");
    }
}

#[test]
fn what_is_not_shown_is_the_same_list_on_every_page() {
    let behind = |page: &'static str, head: &str| {
        let (_, rest) = page.split_once(head).unwrap_or_else(|| panic!("{head}"));
        // up to the next chapter
        let list = rest.split("\n## ").next().unwrap_or(rest);
        list.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    let lists = [
        behind(README, "What cannot be proven"),
        behind(ASSURANCE, "## What is not shown"),
        behind(SECURITY, "## What cannot be proven"),
        behind(CERTIFICATE, "const NOT_SHOWN"),
    ];
    let points: [&[&str]; 10] = [
        &["pixels"],
        &["permitted value means"],
        &["recognised"],
        &["recipient does"],
        &["goes around the library"],
        &["who means ill hides"],
        &["timing", "how long an export takes"],
        &["refusal"],
        &["compiler", "coq", "sha-256"],
        &["drawn"],
    ];
    for (at, list) in lists.iter().enumerate() {
        for point in points {
            let is_timing = point[0] == "timing";
            let is_told = if is_timing {
                point.iter().any(|words| list.contains(words))
            } else {
                point.iter().all(|words| list.contains(words))
            };
            assert!(is_told, "page {at}: {point:?}");
        }
    }
}
