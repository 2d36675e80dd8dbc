//! minisign keys on the command line: the controller's, and those that a recipient trusts.

use std::io::{self, BufRead, IsTerminal, Read};
use std::path::Path;

use cardsieve::Code;
use cardsieve::batch::{Signer, SigningKey, TrustedSigners};
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::{guard, load};

/// No password is longer.
const LONGEST: u64 = 4096;

/// Whether a password may be a line of standard input, where that is no terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stdin {
    Free,
    Taken,
}

/// A secret key file; if a password protects it, it is asked for.
pub(crate) fn signing(path: &Path, stdin: Stdin) -> Result<SigningKey, Failure> {
    let is_public = |text: &str| text.parse::<Signer>().is_ok();
    let public = || {
        Failure::refused(
            format!("--sign {}: a public key", path.display()),
            "give the secret key file that belongs to it",
        )
    };
    if path.to_str().is_some_and(is_public) {
        return Err(public());
    }
    let text = Zeroizing::new(load::text(path)?);
    if is_public(&text) {
        return Err(public());
    }
    let failure = |error: cardsieve::batch::KeyError| {
        let text = format!("{}: {error}", path.display());
        Failure::refused(text, error.code().next_step())
    };
    let password = if SigningKey::is_encrypted(&text).map_err(failure)? {
        ask(path, stdin)
    } else {
        None
    };
    let password = password.as_ref().map(|password| password.as_str());
    SigningKey::parse(&text, password).map_err(|error| match error.code() {
        Code::KeyNeedsPassword => Failure::refused(
            format!("{}: {error}", path.display()),
            "run it on a terminal, or give the password as a line of standard input",
        ),
        _ => failure(error),
    })
}

/// On the terminal, unseen; where standard input is none and is free, its first line.
fn ask(path: &Path, stdin: Stdin) -> Option<Zeroizing<String>> {
    let input = io::stdin();
    if stdin == Stdin::Taken || input.is_terminal() {
        let prompt = format!("Password of {}: ", path.display());
        let hidden = guard::while_hidden(|| rpassword::prompt_password(prompt));
        return hidden.map(Zeroizing::new);
    }
    let mut line = Zeroizing::new(String::new());
    let read = input.lock().take(LONGEST).read_line(&mut line).ok()?;
    let password = line.trim_end_matches(['\r', '\n']);
    (read > 0).then(|| Zeroizing::new(password.to_owned()))
}

/// A public key as minisign shows it, its file, or a signers file.
pub(crate) fn signers(argument: &str) -> Result<TrustedSigners, Failure> {
    if let Ok(signer) = argument.parse() {
        return Ok(TrustedSigners::any_controller(signer));
    }
    let text = load::text(Path::new(argument))?;
    TrustedSigners::parse(&text).map_err(|errors| {
        Failure::refused(format!("{argument}: {errors}"), errors.code().next_step())
    })
}
