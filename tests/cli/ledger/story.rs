//! The whole story: three exports to two bureaus, receipts, a deletion, one that is overdue, a breach.

use std::collections::BTreeSet;

use cardsieve::batch::Day;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;

use super::super::studio::{Studio, entries};
use super::super::{cardsieve, stdout, told};
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
    assert_eq!(who.lines().count() as u64, everybody + 1);
    assert!(!found.iter().any(|id| told.contains(id.as_str())), "{told}");
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
            "Data <protection> & \"officer\"",
        ];
        story.pack(BUREAUS[0], (0, 0), &dawn, &more)
    };
    let pack: Value = serde_json::from_str(&of("json")).unwrap();
    let people = pack["total"]["people"]["most"].to_string();
    let text_form = of("text");
    for part in [
        "NATURE OF THE BREACH (33(3)(A))",
        "CONTACT (33(3)(B))",
        "LIKELY CONSEQUENCES (33(3)(C))",
        "MEASURES (33(3)(D))",
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
    assert!(page.contains("<svg ") && page.contains("class=\"matrix\""));
    let lower = page
        .to_lowercase()
        .replace("http://www.w3.org/2000/svg", "");
    for outside in [
        "<script", "http:", "https:", "url(http", "@import", "src=", "href=", " on",
    ] {
        let outside_attribute =
            outside == " on" && !lower.contains(" onload=") && !lower.contains(" onclick=");
        assert!(outside_attribute || !lower.contains(outside), "{outside}");
    }
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
    assert_eq!(table.records().map(Result::unwrap).count(), lines);
}
