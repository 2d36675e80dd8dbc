//! Runs the library over records whose forbidden bytes memcheck follows; `run` is the way to call it.

mod leaks;
mod memcheck;
mod observer;
mod records;
mod scenarios;

use std::process::ExitCode;

use leaks::LEAKS;
use observer::Observer;
use scenarios::SCENARIOS;

fn main() -> ExitCode {
    let argument = std::env::args().nth(1).unwrap_or_default();
    let named = |list: &[scenarios::Scenario]| {
        for (name, _) in list {
            println!("{name}");
        }
        ExitCode::SUCCESS
    };
    match argument.as_str() {
        "--scenarios" => return named(SCENARIOS),
        "--leaks" => return named(LEAKS),
        _ => {}
    }
    if !memcheck::is_running() {
        eprintln!("this means something under valgrind only");
        return ExitCode::from(2);
    }
    let mut all = SCENARIOS.iter().chain(LEAKS);
    let Some((_, scenario)) = all.find(|(name, _)| *name == argument) else {
        eprintln!("no scenario of this name");
        return ExitCode::from(2);
    };
    let mut observer = Observer::new();
    scenario(&mut observer);
    match observer.verdict() {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}
