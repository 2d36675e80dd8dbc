//! What a ledger allows and is likely to be a slip is said, with what to do about it.

use std::process::Output;

use super::super::studio::Studio;
use super::super::{Desk, stderr, stdout, told};
use super::{PLAIN, UNDER, ask, begin, desk, disclosures, export, ledger};

const PARTIES: [&str; 4] = ["--controller", "C", "--recipient", "R"];

/// Enters what left in 2023 to a recipient.
pub(super) fn recorded(desk: &Desk, recipient: &str, more: &[&str]) -> Output {
    let fixed = [
        "record-past",
        "--profile",
        "warrant-card",
        "--controller",
        "C",
        "--date",
        "2023-06-01",
        "--recipient",
        recipient,
    ];
    ask(desk, &[fixed.as_slice(), &UNDER, more].concat())
}

pub(super) const OF_412: [&str; 2] = ["--people", "412"];

#[test]
fn a_batch_that_is_overdue_from_the_beginning_is_warned_about() {
    let desk = desk();
    let said = stderr(&export(&desk, "today.csv", &[]));
    assert!(!said.contains("overdue"), "{said}");
    let key = ["key", "add", "ledger.key", "--year", "2025"];
    told(&ask(&desk, &key), 0);
    let said = told(&export(&desk, "x.csv", &["--created", "2025-01-02"]), 0);
    assert!(
        said.contains("overdue from the beginning: it must be deleted by 2025-02-01"),
        "{said}"
    );
    let arguments = [
        &PLAIN,
        ["--output", "y.csv", "--created", "2025-01-02"].as_slice(),
    ];
    let said = told(&desk.export(&arguments.concat()), 0);
    assert!(said.contains("overdue from the beginning"), "{said}");
}

#[test]
fn a_disclosure_that_was_recorded_before_is_recorded_again_if_that_is_insisted_on() {
    let desk = desk();
    told(&recorded(&desk, "R", &OF_412), 0);
    let said = told(&recorded(&desk, "R", &OF_412), 3);
    assert!(
        said.contains("past-known at entry 2") && said.contains("--again"),
        "{said}"
    );
    assert_eq!(ledger(&desk).entries().unwrap().len(), 2);
    // of others, or of a day on which there was none that counts
    told(&recorded(&desk, "R", &["--people", "413"]), 0);
    told(&recorded(&desk, "S", &OF_412), 0);
    told(&recorded(&desk, "R", &["--people", "412", "--again"]), 0);
    for entry in ["2", "5"] {
        let correct = ["correction", "--entry", entry, "--reason", "never-happened"];
        told(&ask(&desk, &[correct.as_slice(), &UNDER].concat()), 0);
    }
    told(&recorded(&desk, "R", &OF_412), 0);
}

#[test]
fn a_recipient_that_reads_as_one_who_is_known_is_warned_about() {
    let desk = desk();
    let warned = |output: &Output, known: &str| {
        let said = told(output, 0);
        let expected = format!("but one that reads alike: \"{known}\"");
        assert!(said.contains(&expected), "{said}");
    };
    told(&recorded(&desk, "Card Bureau", &OF_412), 0);
    for alike in [
        "card bureau",
        "CardBureau",
        "Card  Bureau",
        "Card-Bureau",
        // the second letter is Cyrillic, and so are the capital ones
        "C\u{430}rd Bureau",
        "\u{421}ard \u{412}ureau",
    ] {
        let own = self::desk();
        told(&recorded(&own, "Card Bureau", &OF_412), 0);
        warned(&recorded(&own, alike, &OF_412), "Card Bureau");
    }
    let other = told(&recorded(&desk, "Card Bureaus", &OF_412), 0);
    assert!(!other.contains("reads alike"), "{other}");
    told(&recorded(&desk, "r", &OF_412), 0);
    warned(&export(&desk, "x.csv", &[]), "r");
    // both are known now
    let again = told(&export(&desk, "y.csv", &[]), 0);
    assert!(!again.contains("reads alike"), "{again}");
    // and an answer about one says that it is not about the other
    let named = ["--ledger", "ledger.db", "--recipient", "r"];
    let days = ["--from", "2026-01-01", "--to", "2026-01-02"];
    let aware = ["--aware-at", "2026-01-03T00:00:00Z"];
    for asked in [
        ["holdings"].as_slice(),
        &[["diff"].as_slice(), &days].concat(),
        &[["breach-pack"].as_slice(), &days, &aware].concat(),
    ] {
        let said = told(&ask(&desk, &[asked, &named].concat()), 0);
        let expected = "also knows a recipient whose name reads alike: \"R\"";
        assert!(said.contains(expected), "{said}");
    }
    let own = self::desk();
    told(&recorded(&own, "R", &OF_412), 0);
    let alone = told(
        &ask(
            &own,
            &["holdings", "--ledger", "ledger.db", "--recipient", "R"],
        ),
        0,
    );
    assert!(!alone.contains("reads alike"), "{alone}");
}

#[test]
fn an_answer_about_one_person_says_what_it_cannot_tell() {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    let exposure = |more: &[&str]| {
        let asked = ask(&desk, &[["exposure"].as_slice(), &UNDER, more].concat());
        told(&asked, 0)
    };
    let of_nobody = exposure(&["--subject", "nobody-1"]);
    assert!(
        of_nobody.contains("nothing is entered about a person of exactly this record id")
            && of_nobody.contains("compare the id with the HR export's"),
        "{of_nobody}"
    );
    let hr = desk.text("hr.csv");
    let position = hr.lines().next().unwrap().split(',');
    let position = position
        .clone()
        .position(|name| name == "record_id")
        .unwrap();
    let known = hr.lines().skip(1).find_map(|line| {
        let id = line.split(',').nth(position)?;
        (!exposure(&["--subject", id]).contains("nothing is entered")).then_some(id)
    });
    let known = known.unwrap();
    assert!(!exposure(&["--subject", known]).contains("warning"));
    told(&recorded(&desk, "R", &OF_412), 0);
    let said = exposure(&["--subject", known]);
    assert!(
        said.contains(
            "disclosures from before there was a ledger: 1; whether they were about this person"
        ),
        "{said}"
    );
    without_its_year(&desk);
    let said = exposure(&["--subject", known]);
    assert!(said.contains("the key file has no key for 2"), "{said}");
    assert!(said.contains("give the key file that has it"), "{said}");
}

#[test]
fn nothing_is_recorded_or_approved_between_parties_that_nobody_names() {
    let desk = desk();
    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    desk.put("key", pair.sk.to_box(None).unwrap().to_string());
    let past = [
        "record-past",
        "--profile",
        "warrant-card",
        "--date",
        "2023-06-01",
        "--people",
        "1",
    ];
    let approve = ["approve", "--profile", "warrant-card", "--sign", "key"];
    for verb in [past.as_slice(), &approve] {
        let said = told(&ask(&desk, &[verb, &UNDER].concat()), 3);
        assert!(said.contains("unnamed-party"), "{said}");
        assert!(said.contains("--controller and --recipient"), "{said}");
    }
    assert_eq!(ledger(&desk).entries().unwrap().len(), 1);
}

#[test]
fn each_approval_is_listed_under_whoever_gave_it_even_if_their_key_counts_no_more() {
    let studio = Studio::new();
    let desk = &studio.desk;
    begin(desk);
    let other = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    desk.put("other", other.sk.to_box(None).unwrap().to_string());
    let other = other.pk.to_base64();
    let put = |verb: &[&str]| told(&ask(desk, &[verb, &UNDER].concat()), 0);
    let keys = [("A", studio.public.as_str(), "key"), ("B", &other, "other")];
    for (name, public, sign) in keys {
        put(&["trust", "--approver", name, "--signer", public]);
        let approve = ["approve", "--profile", "warrant-card", "--sign", sign];
        put(&[approve.as_slice(), &PARTIES].concat());
    }
    desk.put("map.toml", "[columns]\n\"record_id\" = \"record_id\"\n");
    let mapped = ["approve", "--profile", "access-fob", "--map", "map.toml"];
    put(&[mapped.as_slice(), &["--sign", "other"], &PARTIES].concat());
    let listed = stdout(&ask(desk, &["approve", "--ledger", "ledger.db"]));
    let maps = listed.lines().map(|line| {
        let map = line.split(" map ").nth(1).unwrap();
        map.split(' ').next().unwrap().len()
    });
    // none, none, and a fingerprint
    assert_eq!(maps.collect::<Vec<_>>(), [4, 4, 64], "{listed}");
    let by = || -> Vec<String> {
        let listed = stdout(&ask(desk, &["approve", "--ledger", "ledger.db"]));
        let lines = listed.lines().map(|line| line.rsplit(" by ").next());
        lines.map(|by| by.unwrap().to_owned()).collect()
    };
    assert_eq!(by(), ["A", "B", "B"]);
    let (_, public, _) = keys[0];
    put(&["trust", "--approver", "A", "--signer", public, "--withdraw"]);
    assert_eq!(
        by(),
        [
            format!("{public}, which counts no more"),
            "B".to_owned(),
            "B".to_owned()
        ]
    );
}

#[test]
fn what_is_approved_is_listed_by_the_profiles_name() {
    let desk = desk();
    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    desk.put("key", pair.sk.to_box(None).unwrap().to_string());
    let public = pair.pk.to_base64();
    let trust = ["trust", "--approver", "DPO", "--signer", &public];
    told(&ask(&desk, &[trust.as_slice(), &UNDER].concat()), 0);
    let approve = ["approve", "--profile", "warrant-card", "--sign", "key"];
    let approve = [approve.as_slice(), &UNDER, &PARTIES].concat();
    told(&ask(&desk, &approve), 0);
    let listed = stdout(&ask(&desk, &["approve", "--ledger", "ledger.db"]));
    assert!(listed.contains(" profile warrant-card for R "), "{listed}");
    assert!(listed.contains(" map none by DPO"), "{listed}");
    told(&ask(&desk, &["verify", "--ledger", "ledger.db"]), 0);
    // another profile is none of the approved
    let other = ["--profile", "staff-card", "--input", "hr.csv"];
    let output = ["--output", "x.csv"];
    let said = told(
        &desk.export(&[&other, &UNDER, output.as_slice()].concat()),
        3,
    );
    assert!(
        said.contains(
            "none whose key counts has approved this profile with exactly this map, or without one"
        ),
        "{said}"
    );
    // the last approver's key counts no more: the gate stays shut, and that is said
    let withdraw = [trust.as_slice(), &UNDER, &["--withdraw"]].concat();
    let said = told(&ask(&desk, &withdraw), 0);
    assert!(said.contains("every export is refused"), "{said}");
    let said = told(&export(&desk, "x.csv", &[]), 3);
    assert!(
        said.contains("not-approved") && said.contains("trust --approver"),
        "{said}"
    );
}

#[test]
fn a_signature_that_stands_alone_and_photos_where_none_go_are_told_as_such() {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    desk.put("head.json.minisig", "x");
    let head = ["head", "--ledger", "ledger.db", "--output", "head.json"];
    let said = told(&ask(&desk, &head), 2);
    assert!(
        said.contains("a signature without head.json, of another file"),
        "{said}"
    );
    assert_eq!(desk.text("head.json.minisig"), "x");
    let fixed = [
        "record-past",
        "--date",
        "2023-06-01",
        "--people",
        "4",
        "--photos",
        "4",
    ];
    let profile = ["--profile", "access-fob"];
    let past = [fixed.as_slice(), &profile, &UNDER, &PARTIES].concat();
    let said = told(&ask(&desk, &past), 2);
    assert!(said.contains("under this profile no photo goes"), "{said}");
}

#[test]
fn what_cannot_be_corrected_is_told_by_its_cause() {
    let desk = desk();
    told(&recorded(&desk, "R", &OF_412), 0);
    told(&export(&desk, "x.csv", &[]), 0);
    let fob = ["--profile", "access-fob", "--input", "hr.csv", "--unsigned"];
    let sealed = [fob.as_slice(), &UNDER, &["--output", "x.zip"]].concat();
    told(&desk.export(&sealed), 0);
    let correct = |entry: &str, reason: &str, expected: i32| {
        let fixed = ["correction", "--entry", entry, "--reason", reason];
        told(&ask(&desk, &[fixed.as_slice(), &UNDER].concat()), expected)
    };
    for (entry, reason, why) in [
        ("0", "deleted", "there is no such entry: the newest is 6"),
        ("7", "deleted", "there is no such entry: the newest is 6"),
        ("1", "deleted", "one of its kind is not corrected"),
        (
            "6",
            "deleted",
            "this one is corrected for another reason: entered-wrongly or never-happened; a sealed batch is deleted \
             once its recipient attests that (`ledger import`)",
        ),
    ] {
        let said = correct(entry, reason, 3);
        let expected = format!("not-correctable at entry {entry}: {why}");
        assert!(said.contains(&expected), "{said}");
    }
    correct("2", "deleted", 0);
    let said = correct("2", "never-happened", 3);
    assert!(
        said.contains("not-correctable at entry 2: a correction of it counts already, entry 7"),
        "{said}"
    );
    // bare rows are told deleted, and are found by their batch afterwards too
    let batch = disclosures(&desk)[0].0.batch().to_string();
    let by_batch = ["correction", "--batch", &batch, "--reason", "deleted"];
    let told_deleted = |expected| {
        told(
            &ask(&desk, &[by_batch.as_slice(), &UNDER].concat()),
            expected,
        )
    };
    assert!(told_deleted(0).contains("entry 8: from now on entry 4 counts as deleted"));
    let said = told_deleted(3);
    assert!(
        said.contains("not-correctable at entry 4: a correction of it counts already, entry 8"),
        "{said}"
    );
}

#[test]
fn arguments_that_cannot_be_are_told_in_words() {
    let desk = desk();
    let said = told(&recorded(&desk, "R", &["--people", "0"]), 2);
    assert!(
        said.contains("not a whole number from 1 to 10000000"),
        "{said}"
    );
    let year = ["key", "add", "ledger.key", "--year", "20"];
    let said = told(&ask(&desk, &year), 2);
    assert!(
        said.contains("not a whole number from 1900 to 2199"),
        "{said}"
    );
    let incident = ["incident", "--recipient", "R", "--from", "2026-01-01"];
    let aware = ["--to", "2026-01-02", "--aware-at", "2026-01-03 10:30"];
    let said = told(
        &ask(&desk, &[incident.as_slice(), &aware, &UNDER].concat()),
        2,
    );
    assert!(said.contains("British Summer Time is 09:30:00Z"), "{said}");
    let whose = |tokens: &[&str]| {
        told(
            &ask(&desk, &[["whose"].as_slice(), &UNDER, tokens].concat()),
            2,
        )
    };
    assert!(whose(&["T1"]).contains("1 of the arguments is no file"));
    assert!(whose(&["T1", "T2"]).contains("2 of the arguments are no files"));
}

#[test]
fn what_was_recorded_afterwards_is_no_new_disclosure_between_two_days() {
    let desk = desk();
    told(&recorded(&desk, "R", &OF_412), 0);
    told(&export(&desk, "x.csv", &[]), 0);
    let entries = ledger(&desk).entries().unwrap();
    let today = entries[0].at().day().to_string();
    let diff = ["diff", "--ledger", "ledger.db", "--recipient", "R"];
    let days = ["--from", "2026-01-01", "--to", &today, "--format", "csv"];
    let said = told(&ask(&desk, &[diff.as_slice(), &days].concat()), 0);
    let of = |kind: &str| {
        said.lines()
            .filter(|line| {
                line.split(',')
                    .nth(1)
                    .is_some_and(|kinds| kinds.split(' ').any(|one| one == kind))
            })
            .count()
    };
    assert_eq!(
        (of("recorded-afterwards"), of("disclosed")),
        (1, 1),
        "{said}"
    );
}

/// The key with which heads are signed, and none of the year.
fn without_its_year(desk: &Desk) {
    let key = desk.text("ledger.key");
    let without: String = key
        .lines()
        .filter(|line| line.starts_with("head"))
        .map(|line| format!("{line}\n2001 {}\n", "5a".repeat(32)))
        .collect();
    std::fs::remove_file(desk.at("ledger.key")).unwrap();
    desk.put("ledger.key", without);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let owner = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(desk.at("ledger.key"), owner).unwrap();
    }
}

#[test]
fn what_cannot_be_found_for_want_of_a_years_key_or_a_fuller_list_is_said() {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    let today = ledger(&desk).entries().unwrap()[0].at().day().to_string();
    let pack = |input: &str| {
        let aware = format!("{today}T00:00:00Z");
        let fixed = ["breach-pack", "--recipient", "R", "--from", &today];
        let more = ["--to", &today, "--aware-at", &aware, "--input", input];
        told(&ask(&desk, &[fixed.as_slice(), &more, &UNDER].concat()), 0)
    };
    let said = pack("hr.csv");
    let doubts = ["the input does not have", "nobody can be found"];
    assert!(doubts.iter().all(|doubt| !said.contains(doubt)), "{said}");
    let hr = desk.text("hr.csv");
    let half: String = hr.lines().take(30).flat_map(|line| [line, "\n"]).collect();
    desk.put("half.csv", half);
    let said = pack("half.csv");
    assert!(
        said.contains("of the people in the batches the input does not have "),
        "{said}"
    );
    let whose = ["whose", "x.csv"];
    told(&ask(&desk, &[whose.as_slice(), &UNDER].concat()), 0);
    without_its_year(&desk);
    let said = pack("hr.csv");
    assert!(said.contains("of its people nobody can be found"), "{said}");
    // the file as a whole is known all the same
    let said = told(&ask(&desk, &[whose.as_slice(), &UNDER].concat()), 0);
    assert!(
        said.contains("rows and photos of it are not known again"),
        "{said}"
    );
}

#[test]
fn a_run_that_is_settled_after_its_last_day_is_warned_about() {
    let desk = desk();
    let key = ["key", "add", "ledger.key", "--year", "2025"];
    told(&ask(&desk, &key), 0);
    for (name, created) in [
        ("old.csv", ["--created", "2025-01-02"].as_slice()),
        ("new.csv", &[]),
    ] {
        told(&export(&desk, name, created), 0);
        let entry = ledger(&desk).entries().unwrap().len().to_string();
        let wrongly = [
            "correction",
            "--entry",
            &entry,
            "--reason",
            "entered-wrongly",
        ];
        told(&ask(&desk, &[wrongly.as_slice(), &UNDER].concat()), 0);
        let settled = ask(&desk, &[["recover", name].as_slice(), &UNDER].concat());
        let said = told(&settled, 0);
        let is_late = said.contains("overdue from the beginning: it must be deleted by 2025-02-01");
        assert_eq!(is_late, name == "old.csv", "{said}");
    }
}
