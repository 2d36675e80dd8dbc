//! The baseline of the benchmarks: copies seven columns of a CSV, two of them as HMACs, and checks nothing.
//!
//! `cargo run --release --example bare_copy -- officers.csv seven.csv`

#[path = "../benches/support/copy.rs"]
mod copy;

use std::error::Error;
use std::fs::File;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err("bare_copy INPUT OUTPUT".into());
    };
    copy::csv(File::open(input)?, File::create(output)?)
}
