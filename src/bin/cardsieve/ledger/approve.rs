//! `cardsieve ledger trust` and `approve`: whose signatures count, and what may be used.

use std::path::PathBuf;

use cardsieve::Code;
use cardsieve::ledger::{Event, Ledger, Role};

use super::{Named, key, signer};
use crate::failure::{Failure, Outcome};
use crate::keys::{self, Stdin};
use crate::load::Parties;
use crate::{clock, console, load, output};

/// Enter whose signatures count, or list them
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve ledger trust --ledger ledger.db --ledger-key ledger.key \\\n    \
    --approver \"Data protection officer\" --signer RWQ…\n\n\
    Without a key, those that count are listed. As soon as one approver's key counts, `export --ledger` \
    refuses what is not approved."
)]
pub(crate) struct TrustArgs {
    #[command(flatten)]
    named: Named,
    /// The ledger's key file
    #[arg(long, value_name = "F", requires = "signer")]
    ledger_key: Option<PathBuf>,
    /// The key of a recipient of this name, who signs receipts and attestations
    #[arg(
        long,
        value_name = "NAME",
        conflicts_with = "approver",
        requires = "signer"
    )]
    bureau: Option<String>,
    /// The key of somebody who approves profiles and maps
    #[arg(long, value_name = "NAME", requires = "signer")]
    approver: Option<String>,
    /// The public key, or its file
    #[arg(long, value_name = "PUB", requires = "ledger_key")]
    signer: Option<String>,
    /// It counts no more from now on
    #[arg(long, requires = "signer")]
    withdraw: bool,
}

/// Approve a profile, with a map or without; or list what is approved
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve ledger approve --ledger ledger.db --ledger-key ledger.key --sign key \\\n    \
    --profile warrant-card --controller \"Example Constabulary\" --recipient \"Example Card Bureau\"\n\n\
    Without a profile, what is approved is listed. A profile that is used with a map is approved with it."
)]
pub(crate) struct ApproveArgs {
    #[command(flatten)]
    named: Named,
    /// The ledger's key file
    #[arg(long, value_name = "F")]
    ledger_key: Option<PathBuf>,
    /// The approver's minisign secret key file
    #[arg(long, value_name = "KEY")]
    sign: Option<PathBuf>,
    /// A preset's name, or a profile file
    #[arg(long, value_name = "P", requires_all = ["ledger_key", "sign"])]
    profile: Option<String>,
    /// The map that it is used with
    #[arg(long, value_name = "M", requires = "profile")]
    map: Option<PathBuf>,
    #[command(flatten)]
    parties: Parties,
}

pub(crate) fn trust(args: &TrustArgs) -> Outcome {
    let mut ledger = args.named.open()?;
    let (Some(key_file), Some(public)) = (&args.ledger_key, &args.signer) else {
        return list_trusted(args, &ledger);
    };
    let (role, name) = match (&args.bureau, &args.approver) {
        (Some(name), _) => (Role::Bureau, name),
        (None, Some(name)) => (Role::Approver, name),
        (None, None) => {
            return Err(Failure::usage(
                "--signer: whose key it is, is not said",
                "give --bureau NAME or --approver NAME",
            ));
        }
    };
    let key = key(key_file)?;
    let signer = signer(public)?;
    let counting = ledger.trusted(role);
    for other in counting.map_err(|error| args.named.failure(error))? {
        if *other.key() != signer || args.withdraw {
            continue;
        }
        if other.name() == name {
            console::warn(
                &format!(
                    "this key counts already for {} {name}: it is entered once more, and says nothing new",
                    role.name()
                ),
                None,
            );
        } else {
            console::warn(
                &format!(
                    "this key counts already for {} {}",
                    role.name(),
                    other.name()
                ),
                Some("if that is a misspelling, enter it once more with --withdraw"),
            );
        }
    }
    let now = clock::now()?;
    let entry = output::conclude(|| ledger.trust(&key, role, name, &signer, !args.withdraw, now));
    let entry = entry.map_err(|error| match error.code() {
        // as every other option that takes a name
        Some(code @ Code::BadName) => Failure::usage(
            format!("--{}: {code}: {}", role.name(), code.meaning()),
            code.next_step(),
        ),
        _ => args.named.failure(error),
    })?;
    let counts = if args.withdraw {
        "counts no more"
    } else {
        "counts"
    };
    console::say(format_args!(
        "entry {entry}: the key {signer} of {} {name} {counts}",
        role.name()
    ));
    let left = ledger.trusted(Role::Approver);
    if args.withdraw
        && role == Role::Approver
        && left.map_err(|error| args.named.failure(error))?.is_empty()
    {
        console::warn(
            "no approver's key counts any more: every export is refused",
            Some("enter another one with `cardsieve ledger trust --approver`, which approves anew"),
        );
    }
    Ok(())
}

fn list_trusted(args: &TrustArgs, ledger: &Ledger) -> Outcome {
    let mut out = String::new();
    for role in [Role::Bureau, Role::Approver] {
        let all = ledger.trusted(role);
        for one in all.map_err(|error| args.named.failure(error))? {
            out += &format!("{} {} {}\n", role.name(), one.key(), one.name());
        }
    }
    console::print(out)
}

pub(crate) fn approve(args: &ApproveArgs) -> Outcome {
    let mut ledger = args.named.open()?;
    let (Some(profile), Some(key_file), Some(sign)) = (&args.profile, &args.ledger_key, &args.sign)
    else {
        return list_approved(args, &ledger);
    };
    let profile = load::profile(profile, &args.parties)?;
    super::parties_are_named(&profile)?;
    let map = args.map.as_deref().map(load::map).transpose()?;
    let key = key(key_file)?;
    let approver = keys::signing(sign, Stdin::Free)?;
    let same = ledger.approved_by(approver.signer(), &profile, map.as_ref());
    if let Some(same) = same.map_err(|error| args.named.failure(error))? {
        console::warn(
            &format!(
                "the same is approved already by entry {same} under this key: it is entered once more"
            ),
            None,
        );
    }
    let now = clock::now()?;
    let entry = output::conclude(|| ledger.approve(&key, &approver, &profile, map.as_ref(), now));
    let entry = entry.map_err(|error| args.named.failure(error))?;
    console::say(format_args!(
        "entry {entry}: profile {} for {} is approved{}",
        profile.name(),
        profile.recipient(),
        if map.is_some() {
            ", with this map"
        } else {
            ", without a map"
        }
    ));
    Ok(())
}

/// What a profile is called, and whom it is for.
fn named(canonical: &str) -> String {
    let profile: serde_json::Value = serde_json::from_str(canonical).unwrap_or_default();
    let text = |key: &str| profile.get(key).and_then(serde_json::Value::as_str);
    let (name, recipient) = (text("name"), text("recipient"));
    format!(
        "{} for {}",
        name.unwrap_or("unknown"),
        recipient.unwrap_or("unknown")
    )
}

fn list_approved(args: &ApproveArgs, ledger: &Ledger) -> Outcome {
    let entries = ledger
        .entries()
        .map_err(|error| args.named.failure(error))?;
    let approvers = ledger.trusted(Role::Approver);
    let approvers = approvers.map_err(|error| args.named.failure(error))?;
    let mut out = String::new();
    for entry in &entries {
        let Event::Approval(one) = entry.event() else {
            continue;
        };
        let fingerprint = one.profile_fingerprint();
        let profile = ledger.document(&fingerprint);
        let profile = profile.map_err(|error| args.named.failure(error))?;
        let by = approvers.iter().find(|known| known.key() == one.signer());
        out += &format!(
            "{} profile {} {fingerprint} map {} by {}\n",
            entry.at(),
            profile
                .as_deref()
                .map_or_else(|| "unknown".to_owned(), named),
            one.map_fingerprint().unwrap_or_else(|| "none".to_owned()),
            match by {
                Some(known) => known.name().to_owned(),
                None => format!("{}, which counts no more", one.signer()),
            }
        );
    }
    console::print(out)?;
    if !entries
        .iter()
        .any(|entry| matches!(entry.event(), Event::Approval(_)))
    {
        console::say("nothing is approved");
    }
    Ok(())
}
