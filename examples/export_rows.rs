//! Streams a CSV through the library to seven columns, as the command does.
//!
//! `cargo run --release --example export_rows -- officers.csv rows.csv`

#[path = "../benches/support/mod.rs"]
mod support;

use std::error::Error;
use std::fs::File;
use std::io::BufWriter;

use cardsieve::batch::{Form, Limits};
use cardsieve::record::{Input, InputOptions};
use cardsieve::{FlagSources, Minimiser, Profile, PseudonymisationSecret, Rows};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err("export_rows INPUT OUTPUT".into());
    };
    let profile: Profile = support::PROFILE.parse()?;
    let secret: PseudonymisationSecret = support::SECRET.parse()?;
    let minimiser = Minimiser::new(
        &profile,
        &secret,
        support::BATCH.parse()?,
        &FlagSources::from_records(),
    )?;
    let mut input = Input::open(File::open(input)?, &InputOptions::new(), None)?;
    input.restrict(minimiser.reads());
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    while let Some(row) = input.next()? {
        rows.add(&row)?;
    }
    let rows = rows.finish()?;
    rows.write_to(BufWriter::new(File::create(output)?))?;
    Ok(())
}
