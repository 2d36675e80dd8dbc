//! Compares the library with the model, case by case: a case is one record under one profile.
//!
//! `cardsieve-drt ORACLE CASES [SEED]`, or `cardsieve-drt ORACLE faults` to see every planted fault
//! found.

mod case;
mod faults;
mod generate;
mod oracle;
mod random;
mod real;
mod statistics;
mod values;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc;

use crate::oracle::Oracle;
use crate::random::Random;
use crate::statistics::Statistics;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (Some(program), Some(what)) = (arguments.first(), arguments.get(1)) else {
        eprintln!("cardsieve-drt ORACLE CASES [SEED] | cardsieve-drt ORACLE faults");
        return ExitCode::from(2);
    };
    let program = Path::new(program);
    let fine = match what.parse() {
        Ok(cases) => {
            let seed = arguments.get(2).and_then(|seed| seed.parse().ok());
            compare(program, cases, seed.unwrap_or(1))
        }
        Err(_) => faults::hunt(program),
    };
    if fine {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Whether both agree on so many cases.
fn compare(program: &Path, cases: usize, seed: u64) -> bool {
    let (oracle, mut input, mut output) = Oracle::start(program);
    let (to_judge, batches) = mpsc::sync_channel::<(Vec<u8>, Vec<u8>)>(4096);
    let judge = std::thread::spawn(move || {
        let mut differences = 0_u64;
        for (line, ours) in batches {
            let theirs = oracle::next(&mut output);
            if ours != theirs {
                differences += 1;
                if differences <= 3 {
                    let show = |what, text: &[u8]| {
                        println!("  {what}: {}", String::from_utf8_lossy(text).trim_end());
                    };
                    show("case   ", &line);
                    show("library", &ours);
                    show("model  ", &theirs);
                }
            }
        }
        differences
    });
    let mut random = Random::new(seed);
    let mut statistics = Statistics::default();
    while statistics.cases < cases {
        let case = generate::case(&mut random);
        let line = case.line();
        input.write_all(&line).expect("the pipe");
        let answer = real::answer(&case);
        statistics.count(&case, &answer);
        to_judge.send((line, answer.line())).expect("the judge");
    }
    input.flush().expect("the pipe");
    drop((input, to_judge));
    let differences = judge.join().expect("the judge");
    oracle.end();
    statistics.print();
    println!(
        "{} cases in {} batches, {differences} differences",
        statistics.cases, statistics.batches
    );
    differences == 0 && statistics.is_telling()
}
