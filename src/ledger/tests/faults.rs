use std::path::Path;
use std::process::Command;

use super::*;
use crate::ledger::fault::{Step, die_at};

/// Where the process dies: within an append, or between the steps of an export.
#[derive(Debug, Clone, Copy)]
enum Death {
    Within(Step),
    BeforePrepared,
    BeforeRename,
    AfterRename,
    WithinReleased(Step),
    AtTheEnd,
}

const DEATHS: &[Death] = &[
    Death::BeforePrepared,
    Death::Within(Step::Begun),
    Death::Within(Step::EntryWritten),
    Death::Within(Step::PeopleWritten),
    Death::Within(Step::Signed),
    Death::Within(Step::Committed),
    Death::BeforeRename,
    Death::AfterRename,
    Death::WithinReleased(Step::EntryWritten),
    Death::WithinReleased(Step::Signed),
    Death::WithinReleased(Step::Committed),
    Death::AtTheEnd,
];

/// What an export does, in the folder where the process is.
fn export(death: Death) {
    let die_if = |here: bool| {
        if here {
            std::process::abort();
        }
    };
    let key = LedgerKey::open(Path::new("key")).unwrap();
    let secret = PseudonymisationSecret::generate("e1".parse().unwrap()).unwrap();
    let batch = BatchId::random().unwrap();
    let people: Vec<u32> = (0..300).collect();
    let day = "2026-01-02".parse().unwrap();
    let outgoing = outgoing(&key, &secret, "R", &people, batch, day);
    fs::write("temporary", b"rows").unwrap();
    let file = FileDigest::of(fs::File::open("temporary").unwrap()).unwrap();
    let mut ledger = Ledger::open(Path::new("ledger.db")).unwrap();
    let at = moment("2026-01-02T09:00:00Z");
    die_if(matches!(death, Death::BeforePrepared));
    if let Death::Within(step) = death {
        die_at(Some(step));
    }
    let prepared = ledger.prepare(&key, &outgoing, &file, at).unwrap();
    die_if(matches!(death, Death::BeforeRename));
    fs::rename("temporary", "final").unwrap();
    die_if(matches!(death, Death::AfterRename));
    if let Death::WithinReleased(step) = death {
        die_at(Some(step));
    }
    ledger.released(&key, prepared, at).unwrap();
    die_if(matches!(death, Death::AtTheEnd));
}

/// Run by the test below in a process of its own; a file says where it dies.
#[test]
#[ignore = "ends the process"]
fn exports_until_it_dies() {
    let at = fs::read_to_string("death").unwrap();
    export(DEATHS[at.parse::<usize>().unwrap()]);
}

#[test]
fn a_process_killed_at_any_step_leaves_a_sound_ledger_and_no_batch_without_an_entry() {
    for (number, death) in DEATHS.iter().enumerate() {
        let desk = Desk::new();
        let at = |name: &str| desk.folder.path().join(name);
        fs::write(at("death"), number.to_string()).unwrap();
        LedgerKey::create(&at("key"), 2026).unwrap();
        fs::remove_file(desk.path()).unwrap();
        let key = LedgerKey::open(&at("key")).unwrap();
        let begun = moment("2026-01-02T08:00:00Z");
        drop(Ledger::create(&desk.path(), &key, begun).unwrap());
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "ledger::tests::faults::exports_until_it_dies"])
            .args(["--ignored", "--nocapture"])
            .current_dir(desk.folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&child.stderr);
        assert!(child.status.code().is_none(), "{death:?}: {said}");
        let mut ledger = desk.open();
        let verdict = ledger.verify(None).unwrap();
        let is_there = at("final").exists();
        let open = ledger.unsettled().unwrap().len();
        let (entries, expected_open) = match death {
            Death::BeforePrepared | Death::Within(Step::Committed) | Death::BeforeRename => {
                let entered = u64::from(!matches!(death, Death::BeforePrepared));
                (1 + entered, usize::try_from(entered).unwrap())
            }
            Death::Within(_) => (1, 0),
            Death::AfterRename | Death::WithinReleased(Step::EntryWritten | Step::Signed) => (2, 1),
            Death::WithinReleased(_) | Death::AtTheEnd => (3, 0),
        };
        assert_eq!(
            (verdict.head().entry(), open),
            (entries, expected_open),
            "{death:?}"
        );
        assert!(!is_there || verdict.disclosures() == 1, "{death:?}");
        // what is left can be settled, and the ledger goes on
        let later = moment("2026-01-02T10:00:00Z");
        if open == 1 && is_there {
            let file = FileDigest::of(fs::File::open(at("final")).unwrap()).unwrap();
            assert_eq!(ledger.recover(&key, &file, later).unwrap().len(), 1);
        } else if open == 1 {
            let entries = ledger.entries().unwrap();
            let Event::Prepared(disclosure) = entries[1].event() else {
                panic!("{death:?}");
            };
            ledger.abandon(&key, disclosure.batch(), later).unwrap();
        }
        assert!(ledger.unsettled().unwrap().is_empty(), "{death:?}");
        ledger.verify(None).unwrap();
    }
}
