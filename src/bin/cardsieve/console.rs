//! What is printed: machine output on stdout, everything for people on stderr.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use cardsieve::value::printable;
use owo_colors::OwoColorize;

use crate::failure::{Failure, Failures, Outcome, Status};

/// Writes machine output; a closed pipe ends the program quietly.
pub(crate) fn print(text: impl AsRef<[u8]>) -> Outcome {
    write(|out| out.write_all(text.as_ref()))
}

/// Machine output, and what the verb comes to: a reader who has gone changes no exit code.
pub(crate) fn conclude(text: impl AsRef<[u8]>, verdict: Outcome) -> Outcome {
    let mut failures = Failures::default();
    failures.take(print(text));
    failures.take(verdict);
    failures.check()
}

/// As [`print`], in pieces.
pub(crate) fn write(into: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Outcome {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    into(&mut out)
        .and_then(|()| out.flush())
        .map_err(|error| match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::told(Status::Unheard),
            kind => {
                Failure::could_not_run(format!("standard output: {kind}"), "check where it leads")
            }
        })
}

/// A line for people, or several; what a terminal would obey is written out.
pub(crate) fn say(text: impl Display) {
    line(plain(&text.to_string()));
}

/// A report that was rendered with its own colours, and without what a terminal would obey in its input.
pub(crate) fn rendered(report: &str) {
    line(report);
}

/// Colours are left out where nobody sees them.
fn line(text: impl Display) {
    // nobody can be told that nobody can be told
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Names can hold what nobody sees and a terminal obeys.
fn plain(text: &str) -> String {
    let parts = text.split_inclusive(['\n', '\t']);
    parts
        .map(|part| {
            let bare = part.trim_end_matches(['\n', '\t']);
            let end = part.get(bare.len()..).unwrap_or_default();
            format!("{}{end}", printable(bare))
        })
        .collect()
}

/// What is wrong, and what to do next.
pub(crate) fn error(text: &str, next: Option<&str>) {
    line(format_args!("{} {}", "error:".red().bold(), plain(text)));
    advise(next);
}

/// What should be looked at, though it stops nothing.
pub(crate) fn warn(text: &str, next: Option<&str>) {
    line(format_args!(
        "{} {}",
        "warning:".yellow().bold(),
        plain(text)
    ));
    advise(next);
}

fn advise(next: Option<&str>) {
    if let Some(next) = next {
        line(format_args!("  {} {}", "next:".cyan(), plain(next)));
    }
}

/// A count with its noun, which takes an s for every number but one.
pub(crate) fn count(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Whether somebody watches.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

#[cfg(test)]
mod tests {
    use super::{count, plain};

    #[test]
    fn what_a_terminal_obeys_is_written_out_and_lines_stay_lines() {
        assert_eq!(
            plain("a\u{1b}]0;x\u{7}\n\tb\u{202e}c\n"),
            "a\\u{1b}]0;x\\u{7}\n\tb\\u{202e}c\n"
        );
    }

    #[test]
    fn one_has_no_plural_and_every_other_number_has() {
        assert_eq!(count(1, "row"), "1 row");
        for number in [0, 2, 11, 101] {
            assert_eq!(count(number, "row"), format!("{number} rows"));
        }
    }
}
