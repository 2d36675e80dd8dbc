//! `cardsieve map`: which column of an HR export leads to which field.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use cardsieve::Flag;
use cardsieve::record::{Input, Map};
use clap::Subcommand;

use crate::failure::Outcome;
use crate::input::Reading;
use crate::output::Output;
use crate::{console, input, load};

/// Draft or explain the map that leads an HR export's columns to fields
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Draft a map from an export's header line alone
    #[command(after_help = "Example:\n  cardsieve map new hr.csv > map.toml")]
    New {
        /// The HR export, or - for standard input
        #[arg(value_name = "HR")]
        file: PathBuf,
        /// Where to write the draft [default: standard output]
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
        #[command(flatten)]
        reading: Reading,
    },
    /// Say what a map does with each column, and what it declares absent
    #[command(after_help = "Example:\n  cardsieve map explain map.toml --input hr.csv")]
    Explain {
        /// The map
        file: PathBuf,
        /// An HR export, to see whether the map fits it
        #[arg(long, value_name = "HR")]
        input: Option<PathBuf>,
        #[command(flatten)]
        reading: Reading,
    },
}

pub(crate) fn run(verb: &Verb) -> Outcome {
    match verb {
        Verb::New {
            file,
            output,
            reading,
        } => {
            let draft = Map::draft(input::open(file)?, &reading.options(file))
                .map_err(|error| input::failure(file, None, &error))?;
            // a draft that leads no column anywhere does not load
            let is_empty = draft.parse::<Map>().is_err();
            match output {
                Some(output) => Output::write(output, draft)?,
                None => console::print(draft)?,
            }
            if is_empty {
                console::warn(
                    &format!("{}: no column is recognised by its header", file.display()),
                    Some(
                        "look whether the first line is a header line, and name the delimiter with \
                         --delimiter if the columns were not parted; else write the lines under \
                         [columns] yourself",
                    ),
                );
            }
            Ok(())
        }
        Verb::Explain {
            file,
            input,
            reading,
        } => explain(file, input.as_deref(), reading),
    }
}

fn explain(file: &Path, export: Option<&Path>, reading: &Reading) -> Outcome {
    let map = load::map(file)?;
    let mut out = describe(&map);
    if export.is_none() {
        unsourced(&mut out, &map, |_| false);
    }
    if let Some(export) = export {
        let reader = input::open(export)?;
        let opened = Input::open(reader, &reading.options(export), Some(&map));
        let opened =
            opened.map_err(|error| input::failure(export, Some(&file.to_owned()), &error))?;
        let sources = opened.sources();
        let fields: Vec<_> = sources
            .unread_fields()
            .iter()
            .map(|field| field.name())
            .collect();
        let columns: Vec<_> = sources
            .unread_columns()
            .iter()
            .map(|at| format!("#{at}"))
            .collect();
        let _ = writeln!(out, "\nin {}", export.display());
        list(&mut out, "never read, known by name", &fields);
        list(&mut out, "never read, by position", &columns);
        let flags: Vec<_> = sources
            .flag_like_columns()
            .iter()
            .map(|at| format!("#{at}"))
            .collect();
        list(
            &mut out,
            "not mapped, but seems to hold a deciding flag",
            &flags,
        );
        unsourced(&mut out, &map, |flag| sources.has_flag(flag));
    }
    console::print(out)
}

fn describe(map: &Map) -> String {
    let mut out = format!("map fingerprint {}\n\ncolumns\n", map.fingerprint());
    for (source, field) in map.columns() {
        let rule = match map.dates().find(|(date, _)| *date == field) {
            Some((_, format)) => format!(", a date written {format}"),
            None => String::new(),
        };
        let _ = writeln!(out, "  {source:?} leads to {}{rule}", field.name());
    }
    section(
        &mut out,
        "the same for every record",
        map.constants(),
        |(field, text)| format!("{} is {text:?}", field.name()),
    );
    section(&mut out, "looked up", map.values(), |(field, from, to)| {
        format!("{}: {from:?} counts as {to:?}", field.name())
    });
    section(
        &mut out,
        "clears a flag, besides false, no, n and 0",
        map.clear(),
        |text| format!("{text:?}"),
    );
    section(
        &mut out,
        "absent from the input",
        map.absent(),
        |(flag, reason)| format!("{}: {reason}", flag.name()),
    );
    out
}

/// The flags of which neither the map nor the input says anything, and what follows.
fn unsourced(out: &mut String, map: &Map, has_column: impl Fn(Flag) -> bool) {
    let is_open = |flag: &Flag| {
        !has_column(*flag)
            && map.columns().all(|(_, field)| field != flag.readable())
            && map.absent().all(|(absent, _)| absent != *flag)
    };
    let open = Flag::ALL.iter().copied().filter(is_open);
    section(
        out,
        "deciding flags without a source",
        open.clone(),
        |flag| flag.name().to_owned(),
    );
    if open.count() > 0 {
        out.push_str(
            "  A profile that shows something of a person is refused (flag-without-source) until each of\n  \
             them has a column, in the map or by its own name in the input, or a line with a reason under\n  \
             [absent]; --withhold-list stands for all of them.\n",
        );
    }
}

fn section<T>(
    out: &mut String,
    title: &str,
    items: impl Iterator<Item = T>,
    line: impl Fn(T) -> String,
) {
    let mut items = items.peekable();
    if items.peek().is_some() {
        let _ = writeln!(out, "\n{title}");
    }
    for item in items {
        let _ = writeln!(out, "  {}", line(item));
    }
}

fn list(out: &mut String, title: &str, items: &[impl AsRef<str>]) {
    if !items.is_empty() {
        let items: Vec<_> = items.iter().map(AsRef::as_ref).collect();
        let _ = writeln!(out, "  {title}: {}", items.join(", "));
    }
}
