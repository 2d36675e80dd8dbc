//! `cardsieve completions` and `cardsieve man`.

use std::io;

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man as Page;

use crate::failure::{Failure, Outcome};
use crate::{Cli, console};

/// Print completions for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  cardsieve completions bash > /etc/bash_completion.d/cardsieve")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Print the manual, a page for every verb
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  cardsieve man | man -l -")]
pub(crate) struct Man;

pub(crate) fn completions(args: &Completions) -> Outcome {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "cardsieve", &mut out);
    console::print(out)
}

pub(crate) fn man() -> Outcome {
    let mut command = Cli::command();
    command.build();
    let mut out = Vec::new();
    pages(command, &mut out)
        .map_err(|_| Failure::could_not_run("the manual cannot be laid out", "use --help"))?;
    console::print(out)
}

/// The command's page, then those of its verbs.
fn pages(command: clap::Command, out: &mut Vec<u8>) -> io::Result<()> {
    let verbs: Vec<clap::Command> = command.get_subcommands().cloned().collect();
    Page::new(command).render(out)?;
    for verb in verbs {
        if verb.get_name() != "help" {
            pages(verb, out)?;
        }
    }
    Ok(())
}
