//! What is printed: machine output on stdout, everything for people on stderr.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

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

/// A line for people; colours are left out where nobody sees them.
pub(crate) fn say(text: impl Display) {
    // nobody can be told that nobody can be told
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// What is wrong, and what to do next.
pub(crate) fn error(text: &str, next: Option<&str>) {
    say(format_args!("{} {text}", "error:".red().bold()));
    advise(next);
}

/// What should be looked at, though it stops nothing.
pub(crate) fn warn(text: &str, next: Option<&str>) {
    say(format_args!("{} {text}", "warning:".yellow().bold()));
    advise(next);
}

fn advise(next: Option<&str>) {
    if let Some(next) = next {
        say(format_args!("  {} {next}", "next:".cyan()));
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
    use super::count;

    #[test]
    fn one_has_no_plural_and_every_other_number_has() {
        assert_eq!(count(1, "row"), "1 row");
        for number in [0, 2, 11, 101] {
            assert_eq!(count(number, "row"), format!("{number} rows"));
        }
    }
}
