//! What a ledger answers, whose signatures count in it, and what is kept elsewhere.

use std::fs;

use cardsieve::Code;
use cardsieve::ledger::LedgerKey;

use super::super::studio::Studio;
use super::super::{Desk, stderr, stdout, told};
use super::{UNDER, ask, begin, desk, disclosures, export, ledger};

#[test]
fn a_head_is_kept_elsewhere_and_finds_a_ledger_that_was_restored() {
    let desk = Desk::new();
    let public = begin(&desk);
    told(&export(&desk, "x.csv", &[]), 0);
    let older = fs::read(desk.at("ledger.db")).unwrap();
    told(&export(&desk, "y.csv", &[]), 0);
    let named = ["--ledger", "ledger.db"];
    let head = |more: &[&str]| ask(&desk, &[["head"].as_slice(), &named, more].concat());
    told(&head(&["--output", "head.json"]), 0);
    assert_eq!(stdout(&head(&[])), desk.text("head.json") + "\n");
    assert!(told(&head(&["--output", "ledger.db"]), 2).contains("same file"));
    let verify = |more: &[&str]| ask(&desk, &[["verify"].as_slice(), &named, more].concat());
    let said = told(&verify(&[]), 0);
    assert!(
        said.contains("in order; 5 entries, 2 disclosures") && said.contains("--head"),
        "{said}"
    );
    let kept = ["--head", "head.json", "--signer", &public];
    assert!(!told(&verify(&kept), 0).contains("--head"));
    assert_eq!(super::super::code(&verify(&kept[..2])), 2);
    told(&ask(&desk, &["key", "new", "other.key"]), 0);
    let other = LedgerKey::open(&desk.at("other.key"))
        .unwrap()
        .head()
        .to_string();
    assert!(told(&verify(&["--signer", &other]), 3).contains("wrong-ledger-key"));
    assert!(
        told(&verify(&["--head", "head.json", "--signer", &other]), 3)
            .contains("head-other-signer")
    );
    desk.put("ledger.db", older);
    told(&verify(&[]), 0);
    let said = told(&verify(&kept), 3);
    assert!(said.contains("head-not-in-ledger at entry 5"), "{said}");
    assert!(said.contains(Code::HeadNotInLedger.next_step()), "{said}");
}

#[test]
fn what_verify_finds_is_told_all_at_once_and_with_its_entry() {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    let connection = rusqlite::Connection::open(desk.at("ledger.db")).unwrap();
    let text: String = connection
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'head_update'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let forged = format!("DROP TRIGGER head_update; UPDATE head SET signature = 'x'; {text}");
    connection.execute_batch(&forged).unwrap();
    drop(connection);
    let said = told(&ask(&desk, &["verify", "--ledger", "ledger.db"]), 3);
    // the trigger that was put back stands in another place
    assert!(said.contains("ledger-schema"), "{said}");
}

#[test]
fn the_commands_questions_are_answered_in_three_forms() {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    let again = told(&export(&desk, "y.csv", &[]), 0);
    let rows = disclosures(&desk)[0].0.rows();
    let said = format!("already holds a batch of this year: {rows} of {rows}");
    assert!(again.contains(&said), "{again}");
    let named = ["--ledger", "ledger.db"];
    let put = |verb: &[&str], more: &[&str], code: i32| {
        let output = ask(&desk, &[verb, &named, more].concat());
        assert_eq!(super::super::code(&output), code, "{}", stderr(&output));
        stdout(&output)
    };
    let holdings = ["holdings", "--recipient", "R"];
    let text = put(&holdings, &[], 0);
    assert!(
        text.contains(&format!("2 batches, {} rows, {rows} people", 2 * rows)),
        "{text}"
    );
    assert!(text.contains("rank on front: rank keep"), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&put(&holdings, &["--format", "json"], 0)).unwrap();
    assert_eq!(json["format"], "cardsieve-holdings-1");
    assert_eq!(
        (
            &json["people"]["exact"],
            json["batches"].as_array().unwrap().len()
        ),
        (&true.into(), 2)
    );
    let sheet = put(&holdings, &["--format", "csv"], 0);
    let mut table = csv::Reader::from_reader(sheet.as_bytes());
    let columns = json["batches"][0]["columns"].as_array().unwrap().len();
    let held = table.records().map(Result::unwrap);
    let held = held.filter(|line| &line[0] == "held");
    assert_eq!(held.count(), 2 * columns);
    assert!(put(&["holdings", "--recipient", "r"], &[], 3).is_empty());
    // one person, by the id of a row that left and of nobody
    let hr = desk.text("hr.csv");
    let ids: Vec<&str> = hr
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap())
        .collect();
    let key = ["--ledger-key", "ledger.key"];
    let exposed = ids.iter().filter(|id| {
        let asked = [key.as_slice(), &["--subject", id]].concat();
        put(&["exposure"], &asked, 0).contains("2 disclosures")
    });
    assert_eq!(exposed.count() as u64, rows);
    let nobody = [key.as_slice(), &["--subject", "nobody", "--format", "json"]].concat();
    assert!(put(&["exposure"], &nobody, 0).contains("\"disclosures\":[]"));
    let later = ["--as-of", "2199-01-01"];
    assert!(put(&["overdue"], &[], 0).contains("nothing is overdue"));
    assert!(put(&["overdue"], &later, 3).contains("overdue for"));
    let lines = put(
        &["recipients"],
        &[later.as_slice(), &["--format", "csv"]].concat(),
        0,
    );
    assert!(
        lines.ends_with(&format!("2199-01-01,R,2,0,0,2,0,2,{rows},{rows}\r\n")),
        "{lines}"
    );
    assert!(put(&["recipients"], &[], 0).contains(&format!("R: holds 2 batches, {rows} people")));
}

#[test]
fn a_bureaus_papers_are_entered_once_its_key_counts_and_what_is_deleted_is_held_no_more() {
    let studio = Studio::new();
    let desk = &studio.desk;
    begin(desk);
    told(
        &studio.export("x.zip", &[UNDER.as_slice(), &["--sign", "key"]].concat()),
        0,
    );
    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    desk.put("bureau.key", pair.sk.to_box(None).unwrap().to_string());
    let bureau = pair.pk.to_base64();
    let signed = |arguments: &[&str], output: &str| {
        let more = ["--sign", "bureau.key", "--output", output];
        told(&ask(desk, &[arguments, &more].concat()), 0);
    };
    signed(
        &["receipt", "x.zip", "--signer", &studio.public],
        "receipt.json",
    );
    let all = ["--spool", "--ribbon"];
    signed(
        &[["attest-deletion", "receipt.json"].as_slice(), &all].concat(),
        "deleted.json",
    );
    let import = |papers: &[&str], code: i32| {
        told(
            &ask(desk, &[["import"].as_slice(), &UNDER, papers].concat()),
            code,
        )
    };
    let papers = ["receipt.json", "deleted.json"];
    assert!(import(&papers, 3).contains("not-trusted"));
    let trust = ["trust", "--bureau", "R", "--signer", &bureau];
    told(&ask(desk, &[trust.as_slice(), &UNDER].concat()), 0);
    let listed = told(&ask(desk, &["trust", "--ledger", "ledger.db"]), 0);
    assert_eq!(listed, format!("bureau {bureau} R\n"));
    let holdings = ["holdings", "--ledger", "ledger.db", "--recipient", "R"];
    assert!(told(&ask(desk, &holdings), 0).contains("R on "));
    assert!(stdout(&ask(desk, &holdings)).contains("1 batch,"));
    import(&papers, 0);
    let text = stdout(&ask(desk, &holdings));
    assert!(
        text.contains("0 batches, 0 rows, 0 people") && text.contains("attested as deleted"),
        "{text}"
    );
    let known = import(&papers[..1], 3);
    assert!(
        known.contains("paper-known") && known.contains("it counts from the first time"),
        "{known}"
    );
    // what speaks against a paper is named, with the way back
    let correct = |entry: &str, reason: &str| {
        let correct = ["correction", "--entry", entry, "--reason", reason];
        told(&ask(desk, &[correct.as_slice(), &UNDER].concat()), 0);
    };
    correct("6", "entered-wrongly");
    correct("5", "entered-wrongly");
    let known = import(&papers[..1], 3);
    assert!(
        known.contains("since entry 8 corrected it, it counts no more"),
        "{known}"
    );
    assert!(
        known.contains("--entry 8 --reason entered-wrongly"),
        "{known}"
    );
    correct("3", "never-happened");
    correct("8", "entered-wrongly");
    let refusal = [
        "refusal",
        "x.zip",
        "--as",
        "R",
        "--controller",
        "C",
        "--code",
        "bad-signature",
    ];
    signed(&refusal, "refused.json");
    let refused = import(&["refused.json"], 3);
    assert!(
        refused.contains("by entry 9 its batch never left"),
        "{refused}"
    );
    assert!(
        refused.contains("--entry 9 --reason entered-wrongly"),
        "{refused}"
    );
    correct("9", "entered-wrongly");
    correct("7", "entered-wrongly");
    assert!(stdout(&ask(desk, &holdings)).contains("0 batches, 0 rows, 0 people"));
    desk.put(
        "forged.json",
        desk.text("receipt.json").replace("\"rows\":", "\"rows\":1"),
    );
    assert!(import(&["forged.json"], 3).contains("paper-not-signed"));
    told(&ask(desk, &["verify", "--ledger", "ledger.db"]), 0);
    told(
        &ask(
            desk,
            &["overdue", "--ledger", "ledger.db", "--as-of", "2199-01-01"],
        ),
        0,
    );
}

#[test]
fn what_nobody_has_approved_does_not_leave_once_somebody_approves() {
    let studio = Studio::new();
    let desk = &studio.desk;
    begin(desk);
    told(&export(desk, "x.csv", &[]), 0);
    let trust = ["trust", "--approver", "DPO", "--signer", "key.pub"];
    told(&ask(desk, &[trust.as_slice(), &UNDER].concat()), 0);
    let refused = export(desk, "y.csv", &["--report", "r.json"]);
    assert!(told(&refused, 3).contains("not-approved"));
    assert!(!desk.at("y.csv").exists());
    assert!(desk.text("r.json").contains("\"code\":\"not-approved\""));
    let fixed = ["approve", "--sign", "key", "--profile", "warrant-card"];
    let parties = ["--controller", "C", "--recipient", "R"];
    told(
        &ask(desk, &[fixed.as_slice(), &parties, &UNDER].concat()),
        0,
    );
    told(&export(desk, "y.csv", &[]), 0);
    let listed = stdout(&ask(desk, &["approve", "--ledger", "ledger.db"]));
    assert!(listed.ends_with("map none by DPO\n"), "{listed}");
    // with a map it is something else
    desk.put("map.toml", "[columns]\n\"record_id\" = \"record_id\"\n");
    let mapped = export(desk, "z.csv", &["--map", "map.toml"]);
    assert_ne!(super::super::code(&mapped), 0);
    assert!(!desk.at("z.csv").exists());
}

#[test]
fn slips_of_whoever_asks_or_enters_are_told() {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    let said = told(&export(&desk, "x.csv", &[]), 0);
    assert!(said.contains("will be replaced"), "{said}");
    assert!(!told(&export(&desk, "y.csv", &[]), 0).contains("replaced"));
    let named = ["--ledger", "ledger.db"];
    let put = |verb: &[&str], more: &[&str], code| told(&ask(&desk, &[verb, more].concat()), code);
    // an id in another spelling is another id
    let key = ["--ledger-key", "ledger.key", "--subject", "nobody"];
    let said = put(&["exposure"], &[named.as_slice(), &key].concat(), 0);
    assert!(
        said.contains("exactly this record id") && !said.contains("nobody"),
        "{said}"
    );
    // what is not there is said not to be
    assert!(put(&["approve"], &named, 0).contains("nothing is approved"));
    assert!(put(&["incident"], &named, 0).contains("no incident is entered"));
    // a past disclosure has two parties, and no more photos than people
    let past = [
        "--profile",
        "warrant-card",
        "--date",
        "2023-06-01",
        "--people",
        "5",
    ];
    let past = [UNDER.as_slice(), &past].concat();
    let parties = ["--controller", "C", "--recipient", "R"];
    assert!(put(&["record-past"], &past, 3).contains("--controller and --recipient"));
    let photos = [past.as_slice(), &parties, &["--photos", "6"]].concat();
    assert!(put(&["record-past"], &photos, 2).contains("--photos is more than --people"));
    let photos = [past.as_slice(), &parties, &["--photos", "5"]].concat();
    put(&["record-past"], &photos, 0);
    // a key of two names
    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    let signer = pair.pk.to_base64();
    let trust = |bureau: &str| {
        let more = ["--bureau", bureau, "--signer", &signer];
        put(&["trust"], &[UNDER.as_slice(), &more].concat(), 0)
    };
    assert!(!trust("R").contains("counts already"));
    assert!(trust("R").contains("counts already for bureau R: it is entered once more"));
    assert!(trust("Rr").contains("this key counts already for bureau R"));
    // what is approved is approved for somebody
    let sign = pair.sk.to_box(None).unwrap().to_string();
    desk.put("approver.key", sign);
    let approve = ["--profile", "warrant-card", "--sign", "approver.key"];
    let said = put(&["approve"], &[UNDER.as_slice(), &approve].concat(), 3);
    assert!(said.contains("--controller and --recipient"), "{said}");
}

#[test]
fn an_incident_or_approval_that_stands_already_is_entered_once_more_with_a_warning() {
    let studio = Studio::new();
    let desk = &studio.desk;
    begin(desk);
    told(&export(desk, "x.csv", &[]), 0);
    let under = |verb: &str, more: &[&str]| {
        told(&ask(desk, &[&[verb], UNDER.as_slice(), more].concat()), 0)
    };
    let at = ledger(desk).entries().unwrap()[0].at().to_string();
    let day = &at[..10];
    let incident = |code: &str| {
        let days = ["--from", day, "--to", day, "--aware-at", &at];
        let what = ["--recipient", "R", "--code", code];
        under("incident", &[what.as_slice(), &days].concat())
    };
    assert!(!incident("loss").contains("already"));
    assert!(!incident("theft").contains("already"));
    let said = incident("loss");
    assert!(
        said.contains("the same incident is entered already as entry"),
        "{said}"
    );
    // one of them withdrawn, the other stands; both withdrawn, it is new
    for _ in 0..2 {
        let known = ledger(desk).incidents(day.parse().unwrap()).unwrap();
        let mut losses = known.iter().filter(|one| one.amended().is_none());
        let is_loss = |one: &&cardsieve::ledger::KnownIncident| {
            one.about().codes().any(|code| code.name() == "loss")
        };
        let entry = losses.find(is_loss).unwrap().entry().to_string();
        under(
            "correction",
            &["--entry", &entry, "--reason", "entered-wrongly"],
        );
    }
    assert!(!incident("loss").contains("already"));

    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    desk.put("approver.key", pair.sk.to_box(None).unwrap().to_string());
    let signer = pair.pk.to_base64();
    under("trust", &["--approver", "A", "--signer", &signer]);
    let approve = |recipient: &str| {
        let parties = ["--controller", "C", "--recipient", recipient];
        let what = ["--profile", "warrant-card", "--sign", "approver.key"];
        under("approve", &[what.as_slice(), &parties].concat())
    };
    assert!(!approve("R").contains("already"));
    assert!(!approve("S").contains("already"));
    assert!(approve("R").contains("the same is approved already by entry"));
}

#[test]
fn no_paper_head_or_list_takes_the_place_of_what_is_there() {
    let studio = Studio::new();
    let desk = &studio.desk;
    begin(desk);
    told(&export(desk, "x.csv", &[]), 0);
    let today = stdout(&ask(
        desk,
        &["holdings", "--ledger", "ledger.db", "--recipient", "R"],
    ));
    let today = today.split_whitespace().nth(2).unwrap();
    let aware = format!("{today}T00:00:00Z");
    let pack = [
        ["breach-pack", "--recipient", "R", "--from", today].as_slice(),
        &["--to", today, "--aware-at", &aware, "--input", "hr.csv"],
        &UNDER,
    ]
    .concat();
    let before = |name: &str| fs::read(desk.at(name)).unwrap();
    let theirs = ["hr.csv", "ledger.key", "ledger.db", "secret", "x.csv"];
    let kept: Vec<Vec<u8>> = theirs.iter().map(|name| before(name)).collect();
    for name in theirs.iter().chain(&["/dev/fd/1", "/dev/stdout"]) {
        let said = told(
            &ask(desk, &[pack.as_slice(), &["--subjects", name]].concat()),
            2,
        );
        assert!(
            said.contains("is there already") || said.contains("same file"),
            "{said}"
        );
        let head = ["head", "--ledger", "ledger.db", "--output", name];
        told(&ask(desk, &head), 2);
    }
    // nor what SQLite will make beside the ledger
    for ending in ["-wal", "-shm", "-journal"] {
        let name = format!("ledger.db{ending}");
        assert!(
            told(
                &ask(desk, &[pack.as_slice(), &["--subjects", &name]].concat()),
                2
            )
            .contains("same file")
        );
        let head = ["head", "--ledger", "ledger.db", "--output", &name];
        assert!(told(&ask(desk, &head), 2).contains("same file"));
        assert!(told(&export(desk, "y.csv", &["--report", &name]), 2).contains("same file"));
    }
    for (name, bytes) in theirs.iter().zip(kept) {
        assert!(before(name) == bytes, "{name}");
    }
    let list = ["--subjects", "who.csv"];
    told(&ask(desk, &[pack.as_slice(), &list].concat()), 0);
    told(&ask(desk, &[pack.as_slice(), &list].concat()), 2);
}
