//! What happens when the program is cut off: nothing is left behind, and nothing is told.

use std::panic::{self, Location, PanicHookInfo};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::{console, output};

/// How an interrupted program ends, whichever signal it was.
const INTERRUPTED: i32 = 130;

/// No core dump, no payload of a panic, no temporary file after a signal.
pub(crate) fn set_up() {
    // A core dump would hold the export and the secret; where it cannot be forbidden, there is
    // nothing better to do than to go on.
    #[cfg(unix)]
    let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
    panic::set_hook(Box::new(end));
    let _ = ctrlc::set_handler(|| {
        output::abandon_all(|| {
            show_again();
            process::exit(INTERRUPTED)
        });
    });
}

/// Whether the terminal shows nothing of what is typed, because a password is.
static IS_HIDDEN: AtomicBool = AtomicBool::new(false);

/// Asks for what must not be seen; a signal meanwhile leaves the terminal as it was.
pub(crate) fn while_hidden<T>(ask: impl FnOnce() -> T) -> T {
    IS_HIDDEN.store(true, Ordering::SeqCst);
    let answer = ask();
    IS_HIDDEN.store(false, Ordering::SeqCst);
    answer
}

#[cfg(unix)]
fn show_again() {
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

    if !IS_HIDDEN.load(Ordering::SeqCst) {
        return;
    }
    let Ok(terminal) = std::fs::File::open("/dev/tty") else {
        return;
    };
    if let Ok(mut modes) = tcgetattr(&terminal) {
        modes.local_modes |= LocalModes::ECHO;
        let _ = tcsetattr(&terminal, OptionalActions::Now, &modes);
    }
}

#[cfg(not(unix))]
const fn show_again() {}

fn end(info: &PanicHookInfo<'_>) {
    output::try_abandon_all();
    console::error(
        &place(info.location()),
        Some("nothing was written; please report this place"),
    );
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
