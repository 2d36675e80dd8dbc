//! Writes a photo of nobody for each record of a synthetic export, to measure `export --photos` with.
//!
//! `cargo run --release --features photo --example synthetic_photos -- HR.csv FOLDER`
//!
//! Each is a JPEG of 600 × 800 pixels, and no two show the same: one picture is written once, and the
//! steps of its lowest frequencies are then changed for each file.

#![allow(clippy::disallowed_macros, reason = "a program that talks to its user")]

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use jpeg_encoder::{ColorType, Encoder};

const WIDTH: u16 = 600;
const HEIGHT: u16 = 800;
/// So many steps for each of three frequencies.
const STEPS: usize = 32;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.as_slice() {
        [hr, folder] => run(Path::new(hr), Path::new(folder)),
        _ => {
            eprintln!("usage: synthetic_photos HR.csv FOLDER");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(count) => {
            println!("{count} photos");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(hr: &Path, folder: &Path) -> Result<usize, Box<dyn std::error::Error>> {
    let mut base = Vec::new();
    Encoder::new(&mut base, 85).encode(&picture(), WIDTH, HEIGHT, ColorType::Rgb)?;
    // the first table is the one of brightness: a byte that numbers it, then 64 steps
    let marker = base.windows(2).position(|two| two == [0xff, 0xdb]);
    let table = marker.ok_or("the picture has no table")? + 5;
    let mut rows = csv::Reader::from_path(hr)?;
    let mut header = rows.headers()?.iter();
    let column = header.position(|name| name == "photo_original");
    let column = column.ok_or("no column photo_original")?;
    let mut count = 0;
    for row in rows.records() {
        let row = row?;
        let path = folder.join(row.get(column).ok_or("a short row")?);
        let mut photo = base.clone();
        let mut number = count;
        for frequency in 1..4 {
            let step = photo.get_mut(table + frequency).ok_or("a short table")?;
            *step = u8::try_from(4 + number % STEPS)?;
            number /= STEPS;
        }
        fs::create_dir_all(path.parent().ok_or("no folder")?)?;
        fs::write(path, photo)?;
        count += 1;
    }
    Ok(count)
}

/// Slopes, edges and grain, as faces have them.
fn picture() -> Vec<u8> {
    let mut random: u32 = 1;
    let mut pixels = Vec::new();
    for y in 0..u32::from(HEIGHT) {
        for x in 0..u32::from(WIDTH) {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let grain = random >> 29;
            let disc = if x.abs_diff(300).pow(2) + y.abs_diff(360).pow(2) < 40_000 {
                90
            } else {
                20
            };
            for shade in [x / 5 + disc, y / 7 + disc, (x + y) / 12 + 30] {
                pixels.push(u8::try_from((shade + grain).min(255)).unwrap_or(u8::MAX));
            }
        }
    }
    pixels
}
