//! What happens when the program is cut off: nothing is left behind, and nothing is told.

#[cfg(unix)]
use std::fs::File;
use std::io;
use std::panic::{self, Location, PanicHookInfo};
use std::process;
use std::sync::mpsc;
#[cfg(unix)]
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

#[cfg(unix)]
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use crate::standing::SoFar;
use crate::{console, output, standing};

/// How an interrupted program ends, whichever signal it was.
const INTERRUPTED: i32 = 130;

/// So long may it take to say what stands already.
const PATIENCE: Duration = Duration::from_secs(1);

/// No core dump, no payload of a panic, no temporary file after a signal.
pub(crate) fn set_up() {
    // A core dump would hold the export and the secret; where it cannot be forbidden, there is
    // nothing better to do than to go on.
    #[cfg(unix)]
    let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
    panic::set_hook(Box::new(end));
    let _ = ctrlc::set_handler(|| {
        standing::signal();
        output::abandon_all(|| {
            match standing::so_far() {
                // the outcome stands, and is about to be said
                SoFar::Complete => return,
                SoFar::Part(what, next) => tell(what, next),
                SoFar::Nothing if standing::has_waited() => tell(
                    "interrupted: nothing was entered".to_owned(),
                    "run again when nobody else writes the ledger",
                ),
                SoFar::Nothing => {}
            }
            show_again();
            process::exit(INTERRUPTED)
        });
    });
}

/// Nobody who does not read what is said can keep the program from ending.
fn tell(what: String, next: &'static str) {
    let (said, wait) = mpsc::channel();
    thread::spawn(move || {
        console::warn(&what, Some(next));
        let _ = said.send(());
    });
    let _ = wait.recv_timeout(PATIENCE);
}

/// How the terminal was before it showed nothing of what is typed, because a password is.
#[cfg(unix)]
static SHOWING: Mutex<Option<Termios>> = Mutex::new(None);

/// Asks for what must not be seen; a signal meanwhile leaves the terminal as it was, and so does the
/// key that would send one.
pub(crate) fn while_hidden<T>(ask: impl FnOnce() -> io::Result<T>) -> Option<T> {
    remember();
    let answer = ask();
    forget();
    match answer {
        // while it is hidden, the terminal gives that key as any other
        Err(error) if error.kind() == io::ErrorKind::Interrupted => {
            output::abandon_all(|| process::exit(INTERRUPTED));
            None
        }
        answer => answer.ok(),
    }
}

#[cfg(unix)]
fn remember() {
    let terminal = File::open("/dev/tty");
    let modes = terminal.ok().and_then(|file| tcgetattr(&file).ok());
    *SHOWING.lock().unwrap_or_else(PoisonError::into_inner) = modes;
}

#[cfg(unix)]
fn forget() {
    *SHOWING.lock().unwrap_or_else(PoisonError::into_inner) = None;
}

#[cfg(unix)]
fn show_again() {
    let modes = SHOWING.lock().unwrap_or_else(PoisonError::into_inner);
    if let (Some(modes), Ok(terminal)) = (&*modes, File::open("/dev/tty")) {
        let _ = tcsetattr(&terminal, OptionalActions::Now, modes);
    }
}

#[cfg(not(unix))]
const fn remember() {}

#[cfg(not(unix))]
const fn forget() {}

#[cfg(not(unix))]
const fn show_again() {}

fn end(info: &PanicHookInfo<'_>) {
    output::try_abandon_all();
    let (so_far, next) = match standing::try_so_far() {
        Some(SoFar::Nothing) => (
            String::new(),
            "nothing was written; please report this place",
        ),
        Some(SoFar::Part(what, _)) => (
            format!("; {what}"),
            "look at what is there, and report this place",
        ),
        Some(SoFar::Complete) => (
            "; all was written before".to_owned(),
            "please report this place",
        ),
        None => (
            String::new(),
            "look at what was written, and report this place",
        ),
    };
    let text = place(info.location()) + &so_far;
    console::error(&text, Some(next));
    process::exit(1);
}

/// The place alone: the payload may quote what was read.
fn place(location: Option<&Location<'_>>) -> String {
    match location {
        Some(at) => format!(
            "internal error at {}:{}:{}",
            at.file(),
            at.line(),
            at.column()
        ),
        None => "internal error at an unknown place".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    /// Run by the test below in a process of its own.
    #[test]
    #[ignore = "ends the process"]
    fn panics_with_a_canary() {
        super::set_up();
        panic!("CANARY-{}", 1234);
    }

    #[test]
    fn a_panic_tells_its_place_and_nothing_of_its_payload() {
        let output = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "guard::tests::panics_with_a_canary",
                "--ignored",
                "--nocapture",
            ])
            .output()
            .unwrap();
        let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(
            told.contains("internal error at src/bin/cardsieve/guard.rs:"),
            "{told}"
        );
        assert!(!told.contains("CANARY-1234"), "{told}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn core_dumps_are_off() {
        super::set_up();
        let (soft, hard) = rlimit::getrlimit(rlimit::Resource::CORE).unwrap();
        let _ = std::panic::take_hook();
        assert_eq!((soft, hard), (0, 0));
    }
}
