//! A ledger is one file under one name: under a second one its log would be another.

use std::fs;
use std::os::unix::fs::symlink;

use super::super::{stdout, told};
use super::{UNDER, ask, desk, disclosures, export};

#[test]
fn a_ledger_with_a_second_name_is_neither_written_nor_asked() {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    fs::hard_link(desk.at("ledger.db"), desk.at("h.db")).unwrap();
    for name in ["ledger.db", "h.db"] {
        let under = ["--ledger", name, "--ledger-key", "ledger.key"];
        let output = [
            "--profile",
            "warrant-card",
            "--input",
            "hr.csv",
            "--output",
            "y.csv",
        ];
        let said = told(&desk.export(&[output.as_slice(), &under].concat()), 3);
        assert!(
            said.contains("ledger-linked") && said.contains("-samefile"),
            "{said}"
        );
        assert!(!desk.at("y.csv").exists());
        for verb in [["holdings", "--recipient", "R"].as_slice(), &["verify"]] {
            let said = told(&ask(&desk, &[verb, &under[..2]].concat()), 3);
            assert!(said.contains("ledger-linked"), "{said}");
        }
    }
    fs::remove_file(desk.at("h.db")).unwrap();
    assert_eq!(disclosures(&desk).len(), 1);
    told(&export(&desk, "y.csv", &[]), 0);
}

#[test]
fn nothing_is_written_over_the_log_of_a_ledger_whatever_link_leads_to_it() {
    let desk = desk();
    symlink("ledger.db", desk.at("s.db")).unwrap();
    fs::create_dir(desk.at("elsewhere")).unwrap();
    symlink(desk.at("ledger.db"), desk.at("elsewhere/l.db")).unwrap();
    for link in ["s.db", "elsewhere/l.db"] {
        let under = ["--ledger", link, "--ledger-key", "ledger.key"];
        for ending in ["-wal", "-shm", "-journal"] {
            let log = format!("ledger.db{ending}");
            for more in [
                ["--output", log.as_str()].as_slice(),
                &["--output", "x.csv", "--report", &log],
            ] {
                let fixed = ["--profile", "warrant-card", "--input", "hr.csv"];
                let said = told(&desk.export(&[fixed.as_slice(), &under, more].concat()), 2);
                assert!(said.contains("same file"), "{said}");
            }
            let head = ["head", "--ledger", link, "--output", &log];
            assert!(told(&ask(&desk, &head), 2).contains("same file"));
        }
    }
    let under = ["--ledger", "s.db", "--ledger-key", "ledger.key"];
    let fixed = [
        "--profile",
        "warrant-card",
        "--input",
        "hr.csv",
        "--output",
        "x.csv",
    ];
    told(&desk.export(&[fixed.as_slice(), &under].concat()), 0);
    let holdings = [["holdings", "--recipient", "R"].as_slice(), &UNDER[..2]].concat();
    assert!(stdout(&ask(&desk, &holdings)).contains("1 batch,"));
}
