//! The whole story: three exports to two bureaus, receipts, a deletion, one that is overdue, a breach.

use std::collections::BTreeSet;

use cardsieve::batch::Day;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;

use super::super::studio::{Studio, entries};
use super::super::{cardsieve, stderr, stdout, told};
use super::{UNDER, ask, begin};

const BUREAUS: [&str; 2] = ["Example Card Bureau", "Another Card Bureau"];

/// Three batches: to whom, under which profile, about which rows of the HR list.
const EXPORTS: [(&str, &str, &str, std::ops::Range<usize>); 3] = [
    ("a.zip", BUREAUS[0], "warrant-card", 0..40),
    ("b.zip", BUREAUS[0], "access-fob", 20..60),
    ("c.zip", BUREAUS[1], "warrant-card", 10..30),
];

struct Story {
    studio: Studio,
    today: Date,
}

impl Story {
    fn new() -> Self {
        let studio = Studio::new();
        begin(&studio.desk);
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let today = Day::from_unix_seconds(since.unwrap().as_secs()).unwrap();
        let story = Self {
            studio,
            today: today.to_string().parse().unwrap(),
        };
        for (bureau, key) in BUREAUS.iter().zip(["first.key", "second.key"]) {
            let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
            story
                .studio
                .desk
                .put(key, pair.sk.to_box(None).unwrap().to_string());
            let signer = pair.pk.to_base64();
            let trust = ["trust", "--bureau", bureau, "--signer", &signer];
            story.told(&[trust.as_slice(), &UNDER].concat());
        }
        for (file, recipient, profile, rows) in EXPORTS {
            story.export(file, recipient, profile, rows);
            let key = if recipient == BUREAUS[0] {
                "first.key"
            } else {
                "second.key"
            };
            let receipt = format!("{file}.json");
            let made = ["receipt", file, "--signer", "signers.txt", "--sign", key];
            story.told(&[made.as_slice(), &["--output", &receipt]].concat());
            story.told(&[["import"].as_slice(), &UNDER, &[&receipt]].concat());
        }
        let gone = ["attest-deletion", "b.zip.json", "--spool", "--ribbon"];
        let signed = ["--sign", "first.key", "--output", "gone.json"];
        story.told(&[gone.as_slice(), &signed].concat());
        story.told(&[["import"].as_slice(), &UNDER, &["gone.json"]].concat());
        story
    }

    fn told(&self, arguments: &[&str]) -> String {
        told(&ask(&self.studio.desk, arguments), 0)
    }

    fn export(&self, file: &str, recipient: &str, profile: &str, rows: std::ops::Range<usize>) {
        let hr = self.studio.desk.text("hr.csv");
        let mut lines = hr.lines();
        let header = lines.next().unwrap();
        let part: Vec<&str> = lines.skip(rows.start).take(rows.len()).collect();
        let part = format!("{header}\n{}\n", part.join("\n"));
        self.studio.desk.put("part.csv", part);
        let mut command = cardsieve();
        command.current_dir(self.studio.desk.path()).args([
            "export",
            "--secret",
            "secret",
            "--controller",
            "C",
            "--recipient",
            recipient,
            "--profile",
            profile,
            "--input",
            "part.csv",
            "--output",
            file,
            "--sign",
            "key",
        ]);
        if profile == "warrant-card" {
            command.args(["--photos", "album"]);
        }
        told(&command.args(UNDER).output().unwrap(), 0);
    }

    fn day(&self, later: i64) -> String {
        (self.today + later.days()).to_string()
    }

    /// A breach pack, and the arguments that make it.
    fn pack(&self, bureau: &str, days: (i64, i64), aware_at: &str, more: &[&str]) -> String {
        let (from, to) = (self.day(days.0), self.day(days.1));
        let as_of = self.day(days.1 + 2);
        let fixed = [
            "breach-pack",
            "--ledger",
            "ledger.db",
            "--recipient",
            bureau,
            "--from",
            &from,
            "--to",
            &to,
            "--aware-at",
            aware_at,
            "--as-of",
            &as_of,
        ];
        let output = ask(&self.studio.desk, &[fixed.as_slice(), more].concat());
        told(&output, 0);
        stdout(&output)
    }

    fn json(&self, bureau: &str, days: (i64, i64), aware_at: &str) -> Value {
        let text = self.pack(bureau, days, aware_at, &["--format", "json"]);
        serde_json::from_str(&text).unwrap()
    }

    /// Whose cards are in a batch, by the numbers that it and the HR list have in common.
    fn people(&self, file: &str) -> BTreeSet<String> {
        let bytes = std::fs::read(self.studio.desk.at(file)).unwrap();
        let rows = entries(&bytes)
            .into_iter()
            .find(|(name, _)| name.starts_with("rows."));
        let rows = String::from_utf8(rows.unwrap().1).unwrap();
        let cells: BTreeSet<&str> = rows.split([',', '\r', '\n']).collect();
        let hr = self.studio.desk.text("hr.csv");
        let mut table = csv::Reader::from_reader(hr.as_bytes());
        let header = table.headers().unwrap().clone();
        let at = |name: &str| header.iter().position(|one| one == name).unwrap();
        let (id, number) = (at("record_id"), at("credential_no"));
        let records = table.records().map(Result::unwrap);
        let mine = records.filter(|record| cells.contains(&record[number]));
        mine.map(|record| record[id].trim().to_owned()).collect()
    }

    /// The columns of a profile, as the profile itself tells them: header, place, treatments.
    fn columns(profile: &str, photo: bool) -> BTreeSet<(String, String, Vec<String>)> {
        let shown = super::super::run(["profile", "show", profile, "--format", "json"]);
        let shown: Value = serde_json::from_str(&stdout(&shown)).unwrap();
        let own = shown["columns"].as_array().unwrap().iter();
        let mut all: BTreeSet<_> = own
            .map(|one| (text(one, "header"), text(one, "place"), treatments(one)))
            .collect();
        if photo {
            let one = &shown["photo"];
            all.insert((
                text(one, "header"),
                text(one, "place"),
                vec!["keep".to_owned()],
            ));
        }
        all
    }
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap().to_owned()
}

fn treatments(column: &Value) -> Vec<String> {
    let parts = column["parts"].as_array().into_iter().flatten();
    let named = parts.filter_map(|part| part["treatment"].as_str());
    named.map(str::to_owned).collect()
}

fn batches(pack: &Value) -> Vec<(String, u64)> {
    let all = pack["batches"].as_array().unwrap().iter();
    all.map(|one| (text(one, "batch"), one["people"].as_u64().unwrap()))
        .collect()
}

fn columns(pack: &Value) -> BTreeSet<(String, String, Vec<String>)> {
    let all = pack["columns"].as_array().unwrap().iter();
    all.map(|one| (text(one, "header"), text(one, "place"), treatments(one)))
        .collect()
}

#[test]
fn after_a_breach_the_ledger_says_whose_data_in_which_form_and_since_when() {
    let story = Story::new();
    let [a, b, c] = EXPORTS.map(|(file, ..)| story.people(file));
    assert!(a.len() > 20 && b.len() > 20 && c.len() > 10);
    let again = a.intersection(&b).count() as u64;
    assert!(again > 0);
    let size = |set: &BTreeSet<String>| set.len() as u64;
    let id = |file: &str| {
        let receipt: Value =
            serde_json::from_str(&story.studio.desk.text(&format!("{file}.json"))).unwrap();
        text(&receipt, "batch")
    };

    // on the day itself all three were held, and what is attested afterwards takes nothing away
    let dawn = format!("{}T00:00:00Z", story.day(0));
    let pack = story.json(BUREAUS[0], (0, 0), &dawn);
    assert_eq!(
        batches(&pack),
        [(id("a.zip"), size(&a)), (id("b.zip"), size(&b))]
    );
    let everybody = a.union(&b).count() as u64;
    let people = |people: u64| serde_json::json!({"exact": true, "least": people, "most": people});
    assert_eq!(pack["total"]["people"], people(everybody));
    assert_eq!(pack["total"]["records"], size(&a) + size(&b));
    assert_eq!(pack["total"]["photos"], size(&a));
    assert_eq!(pack["total"]["mark"], "recorded");
    assert_eq!(pack["again"]["people"], people(again));
    assert_eq!(pack["batches"][1]["again"], again);
    assert_eq!(pack["batches"][1]["attested_before"], serde_json::json!([]));
    assert_eq!(pack["batches"][1]["attested_after"][0]["whole"], true);
    let mut expected = Story::columns("warrant-card", true);
    expected.extend(Story::columns("access-fob", false));
    assert_eq!(columns(&pack), expected);
    for one in pack["columns"].as_array().unwrap() {
        let header = text(one, "header");
        let holds = |profile, photo| {
            Story::columns(profile, photo).contains(&(
                header.clone(),
                text(one, "place"),
                treatments(one),
            ))
        };
        let records = if holds("warrant-card", true) {
            size(&a)
        } else {
            0
        } + if holds("access-fob", false) {
            size(&b)
        } else {
            0
        };
        assert_eq!(one["figure"]["records"], records, "{header}");
    }
    let dates = |pack: &Value| -> Vec<[String; 2]> {
        let all = pack["batches"].as_array().unwrap().iter();
        all.map(|one| {
            let released = text(one, "released");
            [released[..10].to_owned(), text(one, "delete_by")]
        })
        .collect()
    };
    let shown = super::super::run(["profile", "show", "warrant-card", "--format", "json"]);
    let shown: Value = serde_json::from_str(&stdout(&shown)).unwrap();
    let days = shown["delete_after_days"].as_i64().unwrap();
    assert_eq!(dates(&pack)[0], [story.day(0), story.day(days)]);
    assert_eq!(
        pack["incident"]["notify_by"],
        format!("{}T00:00:00Z", story.day(3))
    );
    // the same, had the controller become aware later
    let later = format!("{}T12:00:00Z", story.day(1));
    let pack = story.json(BUREAUS[0], (0, 1), &later);
    assert_eq!(pack["total"]["people"], people(everybody));
    assert_eq!(pack["batches"][1]["attested_before"][0]["whole"], true);

    // much later one is gone, and the other overdue
    let much_later = (days + 1, days + 3);
    let aware = format!("{}T09:30:00Z", story.day(days + 4));
    let pack = story.json(BUREAUS[0], much_later, &aware);
    assert_eq!(batches(&pack), [(id("a.zip"), size(&a))]);
    assert_eq!(pack["total"]["people"], people(size(&a)));
    assert_eq!(pack["batches"][0]["overdue"], true);
    assert_eq!(
        text(&pack["deleted_before"]["batches"][0], "batch"),
        id("b.zip")
    );
    assert_eq!(columns(&pack), Story::columns("warrant-card", true));
    // the other bureau has its own
    let pack = story.json(BUREAUS[1], much_later, &aware);
    assert_eq!(batches(&pack), [(id("c.zip"), size(&c))]);
    // before anything left, nothing was held
    let pack = story.json(BUREAUS[0], (-3, -1), &dawn);
    assert_eq!(batches(&pack), []);
    assert_eq!(pack["total"]["people"], people(0));

    // whose data it was, for human resources alone
    let list = [
        "--ledger-key",
        "ledger.key",
        "--input",
        "hr.csv",
        "--subjects",
        "who.csv",
    ];
    let told = story.pack(BUREAUS[0], (0, 0), &dawn, &list);
    let who = story.studio.desk.text("who.csv");
    let found: BTreeSet<String> = who
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap().to_owned())
        .collect();
    assert_eq!(found, a.union(&b).cloned().collect());
    // whoever is in both batches gets one letter about both
    let last = |id: &str| {
        let line = who.lines().find(|line| line.starts_with(&format!("{id},")));
        line.and_then(|line| line.rsplit(',').next()).unwrap()
    };
    let both = a.intersection(&b).next().unwrap();
    let letter = last(both);
    assert!(letter.parse::<u8>().is_ok(), "{letter}");
    assert!(told.contains(&format!("gives letter {letter}]")), "{told}");
    assert_eq!(who.lines().count() as u64, everybody + 1);
    assert!(!found.iter().any(|id| told.contains(id.as_str())), "{told}");

    // one of them asks what became of it
    let person = b.difference(&a).find(|id| !c.contains(*id)).unwrap();
    for (id, gone, there) in [(person, 1, 0), (a.difference(&b).next().unwrap(), 0, 1)] {
        let asked = ["exposure", "--ledger-key", "ledger.key", "--subject", id];
        for form in ["text", "html"] {
            let more = ["--ledger", "ledger.db", "--format", form];
            let told = story.told(&[asked.as_slice(), &more].concat());
            let deleted = format!("attested as deleted, entered {}", story.day(0));
            assert_eq!(told.matches(&deleted).count(), gone, "{told}");
            let first = "still there as far as is known: rows, photos, spool, ribbon";
            assert!(told.matches(first).count() >= there, "{told}");
        }
    }
}

/// Nothing runs, nothing is fetched, and every element that is opened is closed.
fn stands_by_itself(page: &str) {
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">"));
    assert!(page.contains("default-src 'none'"));
    let lower = page.to_lowercase();
    let lower = lower.replace("http://www.w3.org/2000/svg", "");
    let outside = "<script http: https: url(http @import src= href= <link <img <iframe onload= onclick= onerror= javascript:";
    for outside in outside.split(' ') {
        assert!(!lower.contains(outside), "{outside}");
    }
    for element in "table tr td th p ul li h1 h2 h3 svg main body html".split(' ') {
        let opened = [format!("<{element}>"), format!("<{element} ")];
        let opened = opened.map(|tag| lower.matches(&tag).count());
        let closed = lower.matches(&format!("</{element}>")).count();
        assert_eq!(opened.iter().sum::<usize>(), closed, "{element}");
    }
}

#[test]
fn every_answer_of_a_ledger_is_a_page_that_stands_by_itself_and_no_text_gets_out_of_its_place() {
    let studio = Studio::new();
    let desk = &studio.desk;
    begin(desk);
    let recipient = "R & 'Sons' / Co.";
    let mut command = cardsieve();
    command.current_dir(desk.path());
    command.args(["export", "--secret", "secret", "--controller", "C"]);
    command.args(["--recipient", recipient, "--output", "x.csv"]);
    command.args(super::PLAIN).args(UNDER);
    told(&command.output().unwrap(), 0);
    let named = ["--ledger", "ledger.db", "--format", "html"];
    let later = ["--as-of", "2199-01-01"];
    let hr = desk.text("hr.csv");
    let ids = hr.lines().skip(1).filter_map(|line| line.split(',').next());
    let ids: Vec<&str> = ids.collect();
    let key = ["--ledger-key", "ledger.key"];
    let person = ["exposure", key[0], key[1], "--subject", ids[0]];
    let verbs: [(&[&str], i32); 4] = [
        (&["holdings", "--recipient", recipient], 0),
        (&["overdue"], 3),
        (&["recipients"], 0),
        (&person, 0),
    ];
    for (verb, code) in verbs {
        let output = ask(desk, &[verb, &named, &later].concat());
        assert_eq!(super::super::code(&output), code, "{verb:?}");
        let page = stdout(&output);
        stands_by_itself(&page);
        let escaped = "R &amp; &#39;Sons&#39; / Co.";
        assert!(page.contains(escaped) || verb[0] == "exposure", "{page}");
        let is_drawn = matches!(verb[0], "holdings" | "overdue");
        assert_eq!(page.contains("class=\"overdue\""), is_drawn);
        assert!(!ids.iter().any(|id| page.contains(id)));
    }
}

#[test]
fn every_form_of_a_breach_pack_says_the_same_and_the_page_stands_by_itself() {
    let story = Story::new();
    let dawn = format!("{}T00:00:00Z", story.day(0));
    let of = |form: &str| {
        let more = [
            "--format",
            form,
            "--contact",
            "Data <protection> & \"officer\"\u{1b}[2J\u{202e}",
        ];
        story.pack(BUREAUS[0], (0, 0), &dawn, &more)
    };
    let pack: Value = serde_json::from_str(&of("json")).unwrap();
    let people = pack["total"]["people"]["most"].to_string();
    let text_form = of("text");
    for part in [
        "NATURE OF THE BREACH (33(3)(a))",
        "CONTACT (33(3)(b))",
        "LIKELY CONSEQUENCES (33(3)(c))",
        "MEASURES (33(3)(d))",
        "DEADLINES",
        "ANNEX: LETTERS",
        &format!("in all; {people} people"),
        "of it recorded",
        "Data <protection> & \"officer\"",
        text(&pack["incident"], "notify_by").as_str(),
    ] {
        assert!(text_form.contains(part), "{part}: {text_form}");
    }
    let page = of("html");
    assert!(page.contains("Data &lt;protection&gt; &amp; &quot;officer&quot;"));
    for form in [&text_form, &page] {
        assert!(form.contains("\\u{1b}[2J\\u{202e}"));
        assert!(!form.contains(['\u{1b}', '\u{202e}']));
    }
    assert!(page.contains("<svg ") && page.contains("class=\"matrix\""));
    stands_by_itself(&page);
    for category in pack["categories"].as_array().unwrap() {
        for consequence in category["consequences"].as_array().unwrap() {
            assert!(text_form.contains(consequence.as_str().unwrap()));
        }
    }
    let sheet = of("csv");
    let mut table = csv::Reader::from_reader(sheet.as_bytes());
    let lines: usize = pack["batches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["columns"].as_array().unwrap().len())
        .sum();
    let held = table.records().map(Result::unwrap);
    assert_eq!(held.filter(|line| &line[0] == "held").count(), lines);
}

#[test]
fn two_days_differ_by_what_was_disclosed_deleted_received_and_became_overdue() {
    let story = Story::new();
    let diff = |days: (i64, i64), form: &str| {
        let (from, to) = (story.day(days.0), story.day(days.1));
        let fixed = ["diff", "--ledger", "ledger.db", "--recipient", BUREAUS[0]];
        let more = ["--from", &from, "--to", &to, "--format", form];
        stdout(&ask(
            &story.studio.desk,
            &[fixed.as_slice(), &more].concat(),
        ))
    };
    let kinds = |days| -> Vec<String> {
        let json: Value = serde_json::from_str(&diff(days, "json")).unwrap();
        let all = json["changes"].as_array().unwrap().iter();
        all.map(|one| one["kinds"].to_string()).collect()
    };
    assert_eq!(
        kinds((-1, 0)),
        [
            r#"["disclosed","received"]"#,
            r#"["disclosed","deleted","received"]"#
        ]
    );
    assert!(kinds((0, 1)).is_empty());
    assert_eq!(kinds((0, 60)), [r#"["became-overdue"]"#]);
    let json: Value = serde_json::from_str(&diff((-1, 0), "json")).unwrap();
    let a = story.people("a.zip").len();
    assert_eq!(json["after"]["people"]["most"], a);
    assert_eq!(json["before"]["people"]["most"], 0);
    let new: BTreeSet<_> = json["new_columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(one, "header"))
        .collect();
    let expected = Story::columns("warrant-card", true);
    assert_eq!(
        new,
        expected.into_iter().map(|(header, ..)| header).collect()
    );
    stands_by_itself(&diff((-1, 60), "html"));
    assert!(diff((-1, 60), "text").contains("change: disclosed became-overdue received"));
    let sheet = diff((-1, 60), "csv");
    let changed = sheet.lines().filter(|line| line.starts_with("batch,"));
    assert_eq!(changed.count(), 2);
    let back = ["--from", "2026-02-01", "--to", "2026-01-01"];
    let fixed = ["diff", "--ledger", "ledger.db", "--recipient", BUREAUS[0]];
    told(
        &ask(&story.studio.desk, &[fixed.as_slice(), &back].concat()),
        2,
    );
}

#[test]
fn what_is_found_leads_to_its_batch_recipient_and_epoch_and_nothing_else_does() {
    let story = Story::new();
    let desk = &story.studio.desk;
    let files = entries(&std::fs::read(desk.at("b.zip")).unwrap());
    let rows = files
        .into_iter()
        .find(|(name, _)| name.starts_with("rows."));
    let rows = String::from_utf8(rows.unwrap().1).unwrap();
    let photos = entries(&std::fs::read(desk.at("a.zip")).unwrap());
    let photo = photos.into_iter().find(|(name, _)| name.ends_with(".jpg"));
    desk.put("photo.jpg", photo.unwrap().1);
    // three rows, one of them changed, with other line ends
    let mut some: Vec<String> = rows.lines().skip(1).take(3).map(str::to_owned).collect();
    some[2].push('x');
    desk.put("some.csv", some.join("\n"));
    let key = [
        "whose",
        "--ledger",
        "ledger.db",
        "--ledger-key",
        "ledger.key",
    ];
    let whose = |more: &[&str], code: i32| told(&ask(desk, &[key.as_slice(), more].concat()), code);
    let batch = |file: &str| {
        let receipt: Value = serde_json::from_str(&desk.text(&format!("{file}.json"))).unwrap();
        format!(
            "batch {} to {}, epoch e1",
            text(&receipt, "batch"),
            text(&receipt, "recipient")
        )
    };
    let of = |file: &str| batch(file);
    let said = whose(&["some.csv"], 0);
    assert_eq!(said.lines().count(), 2, "{said}");
    assert!(
        said.contains(
            "some.csv: 1 line is no row of any batch (a line of headers is none): line 3"
        ),
        "{said}"
    );
    assert!(
        said.contains(&format!("2 of 3 lines are rows of {}", of("b.zip"))),
        "{said}"
    );
    assert!(whose(&["photo.jpg"], 0).contains(&format!("a photo of {}", of("a.zip"))));
    assert!(whose(&["c.zip"], 0).contains(&format!("the file of {}", of("c.zip"))));
    desk.put("all.csv", &rows);
    assert!(whose(&["all.csv"], 0).contains(&format!("all rows of {}", of("b.zip"))));
    assert!(whose(&["hr.csv"], 3).contains("hr.csv: of no batch"));
    let name = "\u{1b}[2J\u{202e}.csv";
    desk.put(name, "x\n");
    let said = whose(&[name], 3);
    assert!(
        said.contains("\\u{1b}[2J\\u{202e}.csv: of no batch"),
        "{said}"
    );
    assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said}");
    // a token, by the secret and the HR list, even after a rotation
    told(
        &super::super::run([
            "secret",
            "rotate",
            desk.at("secret").to_str().unwrap(),
            "--epoch",
            "e2",
        ]),
        0,
    );
    let shown = super::super::run(["profile", "show", "access-fob", "--format", "json"]);
    let shown: Value = serde_json::from_str(&stdout(&shown)).unwrap();
    let columns = shown["columns"].as_array().unwrap();
    let at = columns
        .iter()
        .position(|one| one["place"] == "matching")
        .unwrap();
    let token = rows.lines().nth(1).unwrap().split(',').nth(at).unwrap();
    let with = [
        "--secret",
        "secret",
        "--profile",
        "access-fob",
        "--input",
        "hr.csv",
    ];
    let said = whose(&[with.as_slice(), &[token]].concat(), 0);
    assert_eq!(
        said,
        format!(
            "{token}: a token of {}",
            said.split_once("a token of ").unwrap().1
        )
    );
    assert!(
        said.contains(&of("b.zip")) && said.lines().count() == 1,
        "{said}"
    );
    let nobody = "a".repeat(token.len());
    assert!(whose(&[with.as_slice(), &[&nobody]].concat(), 3).contains("of no batch under this"));
    assert!(whose(&[token], 2).contains("--secret"));
    told(&ask(desk, &["key", "new", "other.key"]), 0);
    let other = [
        "whose",
        "--ledger",
        "ledger.db",
        "--ledger-key",
        "other.key",
        "some.csv",
    ];
    assert!(told(&ask(desk, &other), 3).contains("wrong-ledger-key"));
}

#[test]
fn what_left_before_there_was_a_ledger_is_held_from_its_day_and_nobody_knows_of_whom() {
    let story = Story::new();
    let past = |more: &[&str], code: i32| {
        let fixed = [
            "record-past",
            "--profile",
            "warrant-card",
            "--controller",
            "C",
        ];
        told(
            &ask(
                &story.studio.desk,
                &[fixed.as_slice(), &UNDER, more].concat(),
            ),
            code,
        )
    };
    let of = ["--recipient", BUREAUS[0]];
    let on = ["--date", "2023-06-01", "--people", "412"];
    let photos = ["--photos", "400"];
    past(&[of.as_slice(), &on, &photos].concat(), 0);
    let tomorrow = story.day(2);
    past(
        &[of.as_slice(), &["--date", &tomorrow, "--people", "1"]].concat(),
        3,
    );
    past(
        &[of.as_slice(), &on, &["--delete-by", "2023-01-01"]].concat(),
        2,
    );
    assert!(past(&on, 3).contains("--recipient"));
    story.told(&["verify", "--ledger", "ledger.db"]);
    // it was held in 2023, as far as is known now, and still is
    let dawn = format!("{}T00:00:00Z", story.day(0));
    let fixed = [
        "breach-pack",
        "--ledger",
        "ledger.db",
        "--recipient",
        BUREAUS[0],
        "--from",
        "2023-08-01",
    ];
    let more = [
        "--to",
        "2023-08-02",
        "--aware-at",
        &dawn,
        "--format",
        "json",
    ];
    let pack = ask(&story.studio.desk, &[fixed.as_slice(), &more].concat());
    let pack: Value = serde_json::from_str(&stdout(&pack)).unwrap();
    let known = serde_json::json!({"exact": true, "least": 412, "most": 412});
    assert_eq!(pack["total"]["people"], known);
    assert_eq!(
        (&pack["total"]["photos"], &pack["total"]["mark"]),
        (&400.into(), &"unknown".into())
    );
    assert_eq!(
        (&pack["batches"][0]["past"], &pack["batches"][0]["epoch"]),
        (&true.into(), &Value::Null)
    );
    assert_eq!(columns(&pack), Story::columns("warrant-card", true));
    assert_eq!(pack["batches"][0]["overdue"], true);
    // with what is recorded there are bounds: they may be the same people or others
    let both = story.json(BUREAUS[0], (0, 0), &dawn);
    let recorded = story.people("a.zip").union(&story.people("b.zip")).count() as u64;
    let bounds = serde_json::json!({"exact": false, "least": 412, "most": 412 + recorded});
    assert_eq!(both["total"]["people"], bounds);
    assert_eq!(both["again"]["people"]["exact"], false);
    assert_eq!(both["batches"][2]["again"], Value::Null);
    assert_eq!(both["by_mark"][0]["people"]["most"], recorded);
    let holdings = [
        "holdings",
        "--ledger",
        "ledger.db",
        "--recipient",
        BUREAUS[0],
    ];
    assert!(
        story
            .told(&holdings)
            .contains("disclosed 2023-06-01, recorded afterwards (unknown)")
    );
    let key = [
        "--ledger-key",
        "ledger.key",
        "--subject",
        "nobody",
        "--format",
        "json",
    ];
    let asked = ask(
        &story.studio.desk,
        &[["exposure", "--ledger", "ledger.db"].as_slice(), &key].concat(),
    );
    let asked: Value = serde_json::from_str(&stdout(&asked)).unwrap();
    assert_eq!(asked["unknown"].as_array().unwrap().len(), 1);
    assert!(asked["disclosures"].as_array().unwrap().is_empty());
}

/// The block of the README, as it stands there but for the programs that make keys and files of the
/// block before.
#[cfg(target_os = "linux")]
#[test]
fn the_readmes_story_runs_and_its_notice_counts_who_was_in_the_batch_that_was_held() {
    let studio = Studio::new();
    let desk = &studio.desk;
    for name in ["force", "first", "second"] {
        let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
        let secret = pair.sk.to_box(None).unwrap().to_string();
        desk.put(&format!("{name}.sign"), secret);
        desk.put(
            &format!("{name}.pub"),
            pair.pk.to_box().unwrap().to_string(),
        );
    }
    // the list that the page's first commands make
    let sample = ["sample", "--rows", "20", "--seed", "1"];
    let page = include_str!("../../../README.md");
    assert!(page.contains(&format!("cardsieve {} > hr.csv", sample.join(" "))));
    desk.put("hr.csv", stdout(&super::super::run(sample)));
    let (_, story) = page.split_once("## When a bureau is breached").unwrap();
    let (_, block) = story.split_once("```console\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let own = block
        .lines()
        .filter(|line| !line.starts_with("minisign -G"));
    let script: Vec<&str> = own.collect();
    assert!(block.lines().count() == script.len() + 3);
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_cardsieve"));
    let folder = program.parent().unwrap().to_str().unwrap();
    let mut shell = std::process::Command::new("bash");
    shell
        .env_clear()
        .env("PATH", format!("{folder}:/usr/bin:/bin"));
    shell.current_dir(desk.path());
    let output = shell.args(["-euc", &script.join("\n")]).output().unwrap();
    let said = told(&output, 0);
    assert!(said.contains("ask for it to be deleted"), "{said}");
    // what the page says is said, is said, in its order, by each stream
    let shown = block.lines().filter_map(|line| line.strip_prefix("#> "));
    let shown: Vec<&str> = shown.collect();
    assert!(shown.len() > 12, "{shown:?}");
    let mut places = [(stdout(&output), 0), (stderr(&output), 0)];
    for line in shown {
        let is_it = |known: &str| match line.strip_suffix('…') {
            Some(start) => known.starts_with(start),
            None => known == line,
        };
        let found = places.iter_mut().any(|(stream, after)| {
            let at = stream.lines().skip(*after).position(is_it);
            *after += at.map_or(0, |at| at + 1);
            at.is_some()
        });
        assert!(found, "{line}: {said}");
    }
    let story = Story {
        studio,
        today: Date::MIN,
    };
    let held = story.people("fobs.zip");
    assert!(!held.is_empty());
    let who = story.studio.desk.text("who.csv");
    let found = who
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next());
    assert_eq!(found.map(str::to_owned).collect::<BTreeSet<_>>(), held);
    let notice = story.studio.desk.text("notice.html");
    assert!(notice.contains(&format!(">{} people</td>", held.len())));
}
