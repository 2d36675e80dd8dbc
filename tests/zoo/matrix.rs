//! Every judge on every leak: the table of `docs/assurance.md` is what a run gives, to the cell.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::exporter::Exporter;
use crate::leaks::{self, Leak};
use crate::oracles::{self, CASES, Oracle};

const BEGIN: &str = "<!-- zoo: begin -->\n";
const END: &str = "<!-- zoo: end -->\n";

/// For each leak the first case of each judge.
fn run(leaks: &[&'static Leak], oracles: &[&Oracle]) -> Vec<Vec<Option<u32>>> {
    let next = AtomicUsize::new(0);
    let rows = Mutex::new(vec![Vec::new(); leaks.len()]);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(leak) = leaks.get(at) else { return };
                    let exporter = Exporter { leak: Some(leak) };
                    let row = oracles
                        .iter()
                        .map(|oracle| (oracle.first)(exporter))
                        .collect();
                    rows.lock().expect("no thread stops")[at] = row;
                }
            });
        }
    });
    rows.into_inner().expect("no thread stops")
}

fn render(leaks: &[&Leak], oracles: &[&Oracle], rows: &[Vec<Option<u32>>]) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{} leaks, {} judges, {CASES} cases each at most. A number is the first case that shows the leak; a dot is {CASES} cases that do not.\n",
        leaks.len(),
        oracles.len()
    );
    let names: Vec<&str> = oracles.iter().map(|oracle| oracle.name).collect();
    let _ = writeln!(text, "| leak | {} |", names.join(" | "));
    let _ = writeln!(text, "|---|{}", "--:|".repeat(names.len()));
    for (leak, row) in leaks.iter().zip(rows) {
        let cells: Vec<String> = row
            .iter()
            .map(|first| first.map_or("·".to_owned(), |case| case.to_string()))
            .collect();
        let _ = writeln!(text, "| {} | {} |", leak.name, cells.join(" | "));
    }
    let caught = |at: usize| rows.iter().filter(|row| row[at].is_some()).count();
    let sums: Vec<String> = (0..names.len()).map(|at| caught(at).to_string()).collect();
    let _ = writeln!(text, "| **caught** | {} |", sums.join(" | "));
    text.push_str("\n| leak | after |\n|---|---|\n");
    for leak in leaks {
        let _ = writeln!(text, "| {} | {} |", leak.name, leak.after);
    }
    text.push_str("\n| judge | states |\n|---|---|\n");
    for oracle in oracles {
        let _ = writeln!(text, "| {} | {} |", oracle.name, oracle.states);
    }
    text
}

#[test]
fn every_leak_is_caught_by_exactly_the_judges_of_the_table() {
    let leaks: Vec<&'static Leak> = leaks::all().collect();
    let oracles: Vec<&Oracle> = oracles::all().collect();
    assert!(leaks.len() >= 40, "{}", leaks.len());
    let rows = run(&leaks, &oracles);
    for (leak, row) in leaks.iter().zip(&rows) {
        assert!(
            row.iter().any(Option::is_some),
            "nobody catches {}",
            leak.name
        );
    }
    let now = render(&leaks, &oracles, &rows);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/assurance.md");
    let page = fs::read_to_string(&path).expect("the page");
    let (head, rest) = page.split_once(BEGIN).expect("where the table begins");
    let (table, tail) = rest.split_once(END).expect("where the table ends");
    if table != now && std::env::var_os("CARDSIEVE_WRITE_DOCS").is_some() {
        fs::write(&path, format!("{head}{BEGIN}{now}{END}{tail}")).expect("written");
        return;
    }
    for (line, (now, then)) in (1..).zip(now.lines().zip(table.lines())) {
        assert_eq!(now, then, "line {line} of the table");
    }
    assert_eq!(now.lines().count(), table.lines().count());
}

#[test]
fn every_judge_is_silent_about_the_clean_exporter() {
    for oracle in oracles::all() {
        assert_eq!((oracle.first)(Exporter::CLEAN), None, "{}", oracle.name);
    }
}
