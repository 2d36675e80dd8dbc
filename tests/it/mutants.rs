//! The list of what mutation testing leaves, against the sources and the figures.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn text(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("a text")
}

/// File and change of each that is left.
fn left() -> Vec<(String, String)> {
    let list = text("CONTRIBUTING.md");
    let rows = list.lines().filter_map(|line| line.strip_prefix("      "));
    let rows = rows.filter(|row| row.starts_with("src/"));
    rows.map(|row| {
        let (file, change) = row.split_once(": ").expect("a file and a change");
        (file.to_owned(), change.to_owned())
    })
    .collect()
}

fn module(file: &str) -> &str {
    let inside = file.strip_prefix("src/").expect("a source");
    inside.split(['/', '.']).next().expect("a name")
}

#[test]
fn every_mutant_that_is_left_is_of_a_function_that_is_there() {
    let left = left();
    assert!(left.len() > 10, "{}", left.len());
    for (file, change) in left {
        let function = match change.rsplit_once(" in ") {
            Some((_, function)) => function,
            None => {
                let named = change.strip_prefix("replace ").expect("a replacement");
                let head = named.split(" -> ").next().expect("a head");
                head.split(" with ").next().expect("a head")
            }
        };
        let name = function.rsplit("::").next().expect("a name");
        let code = text(&file);
        let is_there = match name.starts_with(|first: char| first.is_alphabetic() || first == '_') {
            true => ["(", "<"]
                .iter()
                .any(|after| code.contains(&format!("fn {name}{after}"))),
            // an operator that stands in no function stands in a constant
            false => code
                .lines()
                .any(|line| line.contains("const ") && line.contains(&format!(" {name} "))),
        };
        assert!(is_there, "{file}: {change}");
    }
}

#[test]
fn figures_of_mutation_add_up_and_leave_what_is_listed() {
    let mut listed: BTreeMap<String, u32> = BTreeMap::new();
    for (file, _) in left() {
        *listed.entry(module(&file).to_owned()).or_default() += 1;
    }
    let page = text("docs/assurance.md");
    let (_, table) = page.split_once("<!-- mutants: begin -->").expect("a table");
    let (table, _) = table.split_once("<!-- mutants: end -->").expect("its end");
    let mut told = BTreeMap::new();
    for row in table.lines().filter(|row| row.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let number = |at: usize| cells[at].parse::<u32>().expect("a number");
        let parts = number(2) + number(3) + number(4);
        assert_eq!(number(1), parts, "{row}");
        told.insert(cells[0].trim_matches('`').to_owned(), number(4));
    }
    let judged = text(".ci/mutants");
    let (_, modules) = judged.split_once("\nmodules=(").expect("the modules");
    let (modules, _) = modules.split_once(')').expect("their end");
    let mut modules: Vec<&str> = modules.split_whitespace().collect();
    modules.sort_unstable();
    assert!(modules.iter().eq(told.keys()), "{modules:?}");
    told.retain(|_, left| *left > 0);
    assert_eq!(told, listed);
}
