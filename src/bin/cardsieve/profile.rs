//! `cardsieve profile`: what may leave, read by people.

mod prove;

use std::fs;
use std::path::{Path, PathBuf};

use cardsieve::Profile;
use cardsieve::profile::Vendor;
use clap::{Subcommand, ValueEnum};

use crate::failure::{Failure, Failures, Outcome};
use crate::load::Parties;
use crate::{console, load, nearest, output};

/// List, make, check, show, explain, prove or compare profiles
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// List the presets
    #[command(after_help = "Example:\n  cardsieve profile list")]
    List,
    /// List the vendors whose form a profile's [csv] can name, and what each form is
    #[command(after_help = "Example:\n  cardsieve profile vendors")]
    Vendors,
    /// Write a preset to a file, to be named, edited and approved
    #[command(
        after_help = "Example:\n  cardsieve profile new cards.toml --from warrant-card \
        --controller \"Example Constabulary\" --recipient \"Example Card Bureau\""
    )]
    New {
        /// The file to make; it must not exist
        file: PathBuf,
        /// The preset to begin with
        #[arg(long, value_name = "PRESET", default_value = "warrant-card")]
        from: String,
        #[command(flatten)]
        parties: Parties,
    },
    /// Say whether profiles load, and how each differs from the nearest preset
    #[command(after_help = "Example:\n  cardsieve profile check ./cards.toml")]
    Check {
        /// Presets' names or profile files
        #[arg(value_name = "P", required = true)]
        profiles: Vec<String>,
    },
    /// Show a profile with every default written out
    #[command(after_help = "Example:\n  cardsieve profile show warrant-card --format json")]
    Show {
        /// A preset's name, or a profile file
        #[arg(value_name = "P")]
        profile: String,
        #[command(flatten)]
        parties: Parties,
        /// text is TOML; json is the canonical form that the fingerprint is taken of
        #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
        format: ShowFormat,
    },
    /// Say in plain words what leaves, in which form, where to and why
    #[command(
        after_help = "Example:\n  cardsieve profile explain warrant-card --format html > annex.html"
    )]
    Explain {
        /// A preset's name, or a profile file
        #[arg(value_name = "P")]
        profile: String,
        #[command(flatten)]
        parties: Parties,
        /// The form of the explanation
        #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
        format: ExplainFormat,
    },
    /// Prove on made-up people that nothing forbidden gets through; exit code 3 if something does, if
    /// something could not be tried, and if the profile is refused
    #[command(
        after_help = "Example:\n  cardsieve profile prove ./cards.toml --format html > certificate.html"
    )]
    Prove {
        /// A preset's name, or a profile file
        #[arg(value_name = "P")]
        profile: String,
        #[command(flatten)]
        parties: Parties,
        /// The number that all cases come from [default: drawn anew, and said in the certificate]
        #[arg(long, value_name = "N")]
        seed: Option<u64>,
        /// The form of the certificate
        #[arg(long, value_enum, default_value_t = prove::Format::Text)]
        format: prove::Format,
    },
    /// Say what changes from P to Q; exit code 3 if Q releases more
    #[command(after_help = "Example:\n  cardsieve profile diff warrant-card ./cards.toml")]
    Diff {
        /// The profile before
        #[arg(value_name = "P")]
        before: String,
        /// The profile after
        #[arg(value_name = "Q")]
        after: String,
        #[command(flatten)]
        parties: Parties,
        /// The form of the comparison
        #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
        format: DiffFormat,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ShowFormat {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ExplainFormat {
    Text,
    Markdown,
    Json,
    Html,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum DiffFormat {
    Text,
    Markdown,
    Json,
}

pub(crate) fn run(verb: &Verb) -> Outcome {
    match verb {
        Verb::List => list(),
        Verb::Vendors => vendors(),
        Verb::New {
            file,
            from,
            parties,
        } => new(file, from, parties),
        Verb::Check { profiles } => check(profiles),
        Verb::Show {
            profile,
            parties,
            format,
        } => {
            let profile = load::profile(profile, parties)?;
            console::print(match format {
                ShowFormat::Text => profile.to_toml(),
                ShowFormat::Json => profile.canonical_json() + "\n",
            })
        }
        Verb::Explain {
            profile,
            parties,
            format,
        } => {
            let explanation = load::profile(profile, parties)?.explain();
            console::print(match format {
                ExplainFormat::Text => explanation.text(),
                ExplainFormat::Markdown => explanation.markdown(),
                ExplainFormat::Json => ended(explanation.json()),
                ExplainFormat::Html => explanation.html(),
            })
        }
        Verb::Prove {
            profile,
            parties,
            seed,
            format,
        } => prove::run(&load::profile(profile, parties)?, *seed, *format),
        Verb::Diff {
            before,
            after,
            parties,
            format,
        } => {
            let mut failures = Failures::default();
            let before = failures.take(load::profile(before, parties));
            let after = failures.take(load::profile(after, parties));
            let (Some(before), Some(after)) = (before, after) else {
                return Err(failures.into_one());
            };
            let diff = before.diff(&after);
            let text = match format {
                DiffFormat::Text => diff.text(),
                DiffFormat::Markdown => diff.markdown(),
                DiffFormat::Json => ended(diff.json()),
            };
            console::conclude(text, Failure::unless(!diff.releases_more()))
        }
    }
}

fn list() -> Outcome {
    let mut out = String::new();
    for profile in Profile::preset_names().filter_map(Profile::preset) {
        out += &format!("{:<17} {}\n", profile.name(), profile.brief());
    }
    console::print(out)
}

fn vendors() -> Outcome {
    let mut out = String::new();
    for vendor in Vendor::ALL {
        let csv = vendor.csv();
        out += &format!(
            "{:<17} {}\n{:17} delimiter = {:?}, encoding = {:?}, photo_name = {:?}, apostrophes = {:?}\n",
            vendor.name(),
            vendor.product(),
            "",
            csv.delimiter().name(),
            csv.encoding().name(),
            csv.photo_name().name(),
            csv.apostrophes().name(),
        );
        let headers = vendor.headers().iter();
        let headers: Vec<String> = headers
            .map(|(header, own)| format!("{header} as {own:?}"))
            .collect();
        if !headers.is_empty() {
            out += &format!("{:17} headers: {}\n", "", headers.join(", "));
        }
    }
    console::print(out)
}

fn new(file: &Path, from: &str, parties: &Parties) -> Outcome {
    let source = Profile::preset_source(from).ok_or_else(|| {
        let hint = nearest::did_you_mean(from, Profile::preset_names());
        Failure::usage(format!("there is no preset {from}"), hint)
    })?;
    // asked for their form alone
    let profile = load::profile(from, parties)?;
    let mut source = source.to_owned();
    for (key, name) in [
        ("controller", profile.controller()),
        ("recipient", profile.recipient()),
    ] {
        // neither quotes nor backslashes are allowed in a name
        source = source.replacen(
            &format!("\n{key} = \"unnamed\"\n"),
            &format!("\n{key} = \"{name}\"\n"),
            1,
        );
    }
    if fs::symlink_metadata(file).is_ok() {
        return Err(Failure::io(file, std::io::ErrorKind::AlreadyExists));
    }
    output::Output::write(file, source)?;
    if profile.is_unnamed() {
        console::warn(
            "the profile names no controller or no recipient yet",
            Some(
                "write them into the file: both enter the fingerprint, and the recipient every token",
            ),
        );
    }
    Ok(())
}

fn check(profiles: &[String]) -> Outcome {
    let mut failures = Failures::default();
    let mut out = String::new();
    for argument in profiles {
        let Some(profile) = failures.take(load::profile(argument, &Parties::default())) else {
            continue;
        };
        out += &format!("{argument}: loads, fingerprint {}\n", profile.fingerprint());
        let (preset, diff) = profile.nearest_preset();
        if diff.is_empty() {
            out += &format!("the same as preset {preset}\n");
        } else {
            out += &format!(
                "difference to the nearest preset, {preset}:\n{}",
                diff.text()
            );
        }
    }
    console::conclude(out, failures.check())
}

fn ended(mut json: String) -> String {
    if !json.ends_with('\n') {
        json.push('\n');
    }
    json
}
