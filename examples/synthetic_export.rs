//! Writes an HR export of synthetic officers to stdout: 36 columns, 420 bytes a row, any number of rows.
//!
//! `cargo run --release --example synthetic_export -- 1000000 > officers.csv`

#[path = "../benches/support/mod.rs"]
mod support;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(rows) = std::env::args()
        .nth(1)
        .and_then(|rows| rows.parse::<u64>().ok())
    else {
        return ExitCode::from(2);
    };
    match write(rows) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn write(rows: u64) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    out.write_all(support::csv_header().as_bytes())?;
    let mut officers = support::Officers::new();
    let mut line = String::new();
    for _ in 0..rows {
        line.clear();
        support::csv_line(&officers.row(), &mut line);
        out.write_all(line.as_bytes())?;
    }
    out.flush()
}
