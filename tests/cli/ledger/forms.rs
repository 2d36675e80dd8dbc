//! An answer as text, JSON, CSV and page: the four say the same, field by field.

use serde_json::Value;

use super::super::studio::Studio;
use super::super::{code, stderr, stdout, told};
use super::{PLAIN, UNDER, ask, begin, ledger};

const NAMED: [&str; 2] = ["--ledger", "ledger.db"];
const LATER: [&str; 2] = ["--as-of", "2199-01-01"];

/// Batches of every kind: deleted in part and whole by what is signed, deleted by our own word, open, from before
/// there was a ledger, withdrawn; and an incident.
fn studio() -> Studio {
    let studio = Studio::new();
    let desk = &studio.desk;
    begin(desk);
    let put = |verb: &[&str]| told(&ask(desk, &[verb, &UNDER].concat()), 0);
    put(&["trust", "--bureau", "R", "--signer", &studio.public]);
    for (file, extent) in [
        (
            "part",
            ["--part", "--rows", "10", "--photos", "3"].as_slice(),
        ),
        ("whole", &["--spool", "--ribbon"]),
    ] {
        let (batch, receipt, deleted) = (
            format!("{file}.zip"),
            format!("{file}.json"),
            format!("{file}-gone.json"),
        );
        told(
            &studio.export(&batch, &[UNDER.as_slice(), &["--sign", "key"]].concat()),
            0,
        );
        let sign = |verb: &[&str], output: &str| {
            let signing = ["--sign", "key", "--output", output];
            told(&ask(desk, &[verb, &signing].concat()), 0);
        };
        sign(&["receipt", &batch, "--signer", &studio.public], &receipt);
        sign(&[&["attest-deletion", &receipt], extent].concat(), &deleted);
        put(&["import", &receipt, &deleted]);
    }
    let newest = || ledger(desk).head().unwrap().0.entry().to_string();
    let plain = |output: &str| {
        let output = ["--output", output];
        told(
            &desk.export(&[&PLAIN, &UNDER, output.as_slice()].concat()),
            0,
        );
    };
    let correct = |reason: &str| {
        put(&["correction", "--entry", &newest(), "--reason", reason]);
    };
    plain("told.csv");
    correct("deleted");
    plain("never.csv");
    correct("never-happened");
    plain("open.csv");
    correct("entered-wrongly");
    let past = [
        "record-past",
        "--profile",
        "contractor-card",
        "--date",
        "2023-06-01",
    ];
    let parties = ["--controller", "C", "--recipient", "R", "--people", "4"];
    put(&[past.as_slice(), &parties].concat());
    let today = ledger(desk).entries().unwrap()[0].at().to_string();
    let day = &today[..10];
    let days = ["incident", "--recipient", "R", "--from", day, "--to", day];
    put(&[days.as_slice(), &["--aware-at", &today, "--code", "theft"]].concat());
    studio
}

/// One answer in its four forms, in this order: JSON, text, page, CSV.
fn forms(studio: &Studio, question: &[&str], expected: i32) -> (Value, [String; 3]) {
    let in_form = |form: &str| {
        let asked = ask(
            &studio.desk,
            &[question, &NAMED, &["--format", form]].concat(),
        );
        assert_eq!(code(&asked), expected, "{}", stderr(&asked));
        stdout(&asked)
    };
    let json = serde_json::from_str(&in_form("json")).unwrap();
    (json, ["text", "html", "csv"].map(in_form))
}

/// What a form says about one batch: its line and the next, its row, its lines.
fn about(form: usize, all: &str, batch: &str) -> String {
    let parts: Vec<String> = match form {
        // a line that is not a batch's own, or a heading, ends what is said of it
        0 => {
            let lines: Vec<&str> = all.lines().collect();
            let own = (0..lines.len()).filter(|at| lines[*at].contains(batch));
            own.map(|at| {
                // a recipient, or what a list is of, stands once above all that is below it
                let mut above = lines[..at].iter().rev();
                let before = above.find(|line| !line.starts_with(' ')).unwrap_or(&"");
                let after = lines.get(at + 1).filter(|next| next.starts_with("    "));
                format!("{before}\n{}\n{}", lines[at], after.unwrap_or(&""))
            })
            .collect()
        }
        1 => {
            let rows = all.split("<tr>").skip(1);
            let rows = rows.map(|row| row.split("</tr>").next().unwrap());
            let mut own: Vec<&str> = rows.filter(|row| row.contains(batch)).collect();
            if own.is_empty() {
                // each has its own heading
                own = all
                    .split("<h2>")
                    .filter(|one| one.contains(batch))
                    .collect();
            }
            let plain = |row: &str| {
                let row = row.replace("&#39;", "'").replace("&quot;", "\"");
                row.replace('>', "> ").replace('<', " <")
            };
            own.into_iter().map(plain).collect()
        }
        _ => all
            .lines()
            .filter(|line| line.contains(batch))
            .map(|line| line.replace(',', " , "))
            .collect(),
    };
    parts.join("\n")
}

/// Whether it stands there, not as a part of another number or word.
fn says(text: &str, what: &str) -> bool {
    let is_part =
        |letter: Option<char>| letter.is_some_and(|one| one.is_alphanumeric() || one == '-');
    text.match_indices(what).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !is_part(before) && !is_part(text[at + what.len()..].chars().next())
    })
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// What every form says of a batch, by its JSON; of a single person's without the counts of others.
fn facts(batch: &Value, has_counts: bool) -> Vec<String> {
    let mut facts = vec![
        text(&batch["profile"]["name"]),
        text(&batch["purpose"]),
        text(&batch["delete_by"]),
    ];
    if has_counts {
        facts.extend([text(&batch["rows"]), text(&batch["photos"])]);
    }
    if batch["days_overdue"] != 0 && has_counts {
        facts.push(text(&batch["days_overdue"]));
    }
    if let Some(amended) = batch["amended"].as_object() {
        facts.extend([
            format!("entry {}", amended["entry"]),
            text(&amended["reason"]),
        ]);
    } else {
        facts.extend(batch["remains"].as_array().unwrap().iter().map(text));
    }
    if let Some(released) = batch["released"].as_str() {
        facts.push(released[..10].to_owned());
    }
    for paper in batch["attested"].as_array().into_iter().flatten() {
        facts.extend([
            format!("{} of {} rows", paper["rows"], batch["rows"]),
            format!("{} of {} photos", paper["photos"], batch["photos"]),
            format!("entered {}", text(&paper["entered"])),
            "deletion attested".to_owned(),
        ]);
    }
    if batch["received"].is_string() && has_counts {
        facts.push(text(&batch["received"]));
    }
    facts
}

/// Every fact of every batch in every form.
fn agree(batches: &[&Value], forms: &[String; 3], has_counts: bool) {
    assert!(!batches.is_empty());
    for batch in batches {
        let id = text(&batch["batch"]);
        let is_withdrawn = !matches!(batch["amended"]["reason"].as_str(), None | Some("deleted"));
        for (form, all) in forms.iter().enumerate() {
            let said = about(form, all, &id);
            for fact in facts(batch, has_counts) {
                // in the list of what is not counted, by batch, profile and rows
                if is_withdrawn
                    && ![&batch["rows"], &batch["profile"]["name"]]
                        .iter()
                        .any(|one| text(one) == fact)
                    && !fact.starts_with("entry")
                    && fact != text(&batch["amended"]["reason"])
                {
                    continue;
                }
                // what is recorded is attested by nobody
                if batch["amended"].is_object() && fact.starts_with("deletion") {
                    continue;
                }
                let is_day = fact.starts_with("20") && said.contains(&fact);
                assert!(is_day || says(&said, &fact), "form {form}: {fact}\n{said}");
            }
            let mark = text(&batch["mark"]);
            assert!(
                is_withdrawn || says(&said, &mark) || said.contains("arrival attested"),
                "{said}"
            );
        }
    }
}

fn all_of<'v>(json: &'v Value, members: &[&str]) -> Vec<&'v Value> {
    members
        .iter()
        .flat_map(|name| json[name].as_array().unwrap())
        .collect()
}

/// A record of a CSV, by what stands in its first cell.
fn line(sheet: &str, first: &str) -> std::collections::BTreeMap<String, String> {
    let mut table = csv::Reader::from_reader(sheet.as_bytes());
    let names = table.headers().unwrap().clone();
    let mut records = table.records().map(Result::unwrap);
    let found = records.find(|one| &one[0] == first).unwrap();
    names
        .iter()
        .zip(&found)
        .map(|(name, cell)| (name.to_owned(), cell.to_owned()))
        .collect()
}

#[test]
fn every_form_of_an_answer_says_the_same_of_every_batch() {
    let studio = studio();
    let (json, all) = forms(
        &studio,
        &[["holdings", "--recipient", "R"].as_slice(), &LATER].concat(),
        0,
    );
    let batches = all_of(&json, &["batches", "deleted", "withdrawn"]);
    assert_eq!(batches.len(), 6);
    agree(&batches, &all, true);
    let (people, recorded) = (&json["people"], &json["recorded_people"]);
    assert_ne!(people, recorded);
    let total = line(&all[2], "total");
    assert_eq!(total["mark"], "unknown");
    for (name, value) in [
        ("people_least", &people["least"]),
        ("people_most", &people["most"]),
        ("rows", &json["rows"]),
        ("as_of", &json["as_of"]),
    ] {
        assert_eq!(total[name], text(value), "{name}");
        for form in &all[..2] {
            assert!(says(form, &text(value)), "{name}: {form}");
        }
    }
    let known = line(&all[2], "total-without-unknown");
    assert_eq!(
        (&known["people_most"], &known["mark"][..]),
        (&text(&recorded["most"]), "recorded")
    );
    let incident = &json["incidents"][0];
    for form in &all {
        assert!(
            form.contains(&text(&incident["aware_at"])) && form.contains("theft"),
            "{form}"
        );
        assert!(
            form.contains("10 of ") && form.contains("recorded without a signature"),
            "{form}"
        );
    }
    for column in json["columns"].as_array().unwrap() {
        for form in &all {
            assert!(form.contains(&text(&column["header"])));
        }
    }
    assert_eq!(
        all[2].matches("\r\ncolumn,").count(),
        json["columns"].as_array().unwrap().len()
    );

    let (json, all) = forms(&studio, &[["overdue"].as_slice(), &LATER].concat(), 3);
    // once above all that follow
    let counted = all[0].split("\nnot counted").next().unwrap();
    assert!(json["batches"].as_array().unwrap().len() > 1);
    assert_eq!(
        counted.lines().filter(|line| *line == "R").count(),
        1,
        "{counted}"
    );
    let batches = all_of(&json, &["batches", "recorded_as_deleted"]);
    assert_eq!(batches.len(), 4);
    agree(&batches, &all, true);
    for form in &all {
        assert!(says(form, "2199-01-01"), "{form}");
    }

    let (json, all) = forms(&studio, &["recipients"], 0);
    let only = &json["recipients"][0];
    let mut table = csv::Reader::from_reader(all[2].as_bytes());
    let names = table.headers().unwrap().clone();
    let record = table.records().next().unwrap().unwrap();
    for (name, cell) in names.iter().zip(&record) {
        let value = match name {
            "as_of" => &json["as_of"],
            "people_least" => &only["people"]["least"],
            "people_most" => &only["people"]["most"],
            "attested_as_deleted" => &only["deleted"]["attested"],
            "recorded_as_deleted" => &only["deleted"]["recorded"],
            other => &only[other],
        };
        assert_eq!(cell, text(value), "{name}");
        let is_said = value.as_u64() == Some(0)
            || all[..2]
                .iter()
                .all(|form| says(&form.replace(['<', '>'], " "), cell));
        assert!(is_said, "{name}: {}", all[0]);
    }
    assert_eq!((&record[3], &record[4]), ("1", "1"));
}

#[test]
fn every_form_of_an_answer_about_one_person_or_two_days_or_a_breach_says_the_same() {
    let studio = studio();
    let hr = studio.desk.text("hr.csv");
    let sent = ["--ledger-key", "ledger.key", "--subject"];
    let exposure = |id: &str| forms(&studio, &[&["exposure"], &sent[..], &[id]].concat(), 0);
    let mut ids = hr
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap());
    let (json, all) = ids
        .find_map(|id| {
            let (json, all) = exposure(id);
            (json["disclosures"] != Value::Array(Vec::new())).then_some((json, all))
        })
        .unwrap();
    assert_eq!(json["disclosures"].as_array().unwrap().len(), 4);
    agree(&all_of(&json, &["disclosures"]), &all, false);
    let unknown = all_of(&json, &["unknown"]);
    assert_eq!(unknown.len(), 1);
    for form in &all {
        assert!(form.contains("2023-06-01"), "{form}");
        assert!(form.contains("partly attested as deleted"), "{form}");
        // how many others there were is none of the person's business
        assert!(!form.contains("10 of"), "{form}");
    }
    let today = ledger(&studio.desk).entries().unwrap()[0]
        .at()
        .day()
        .to_string();
    let days = [
        "diff",
        "--recipient",
        "R",
        "--from",
        "2026-01-01",
        "--to",
        &today,
    ];
    let (json, all) = forms(&studio, &days, 0);
    let changes = json["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 5);
    for change in changes {
        let batch = &change["batch"];
        for (form, all) in all.iter().enumerate() {
            let said = about(form, all, &text(&batch["batch"]));
            let mut facts = facts(batch, true);
            facts.retain(|fact| !fact.starts_with("20") || *fact == text(&batch["delete_by"]));
            facts.extend(change["kinds"].as_array().unwrap().iter().map(text));
            for fact in facts {
                assert!(says(&said, &fact), "form {form}: {fact}\n{said}");
            }
        }
    }
    for (side, name) in [("before", "before"), ("after", "after")] {
        let told = line(&all[2], name);
        assert_eq!(told["people_most"], text(&json[side]["people"]["most"]));
        assert_eq!(told["batches"], text(&json[side]["batches"]));
    }
    let pack = ["breach-pack", "--incident", "18"];
    let newest = ledger(&studio.desk).head().unwrap().0.entry().to_string();
    let (json, all) = forms(&studio, &[pack[0], pack[1], &newest], 0);
    let total = line(&all[2], "total");
    for (name, value) in [
        ("people_least", &json["total"]["people"]["least"]),
        ("people_most", &json["total"]["people"]["most"]),
        ("records", &json["total"]["records"]),
        ("photos", &json["total"]["photos"]),
        ("batches", &json["total"]["batches"]),
        ("mark", &json["total"]["mark"]),
    ] {
        assert_eq!(total[name], text(value), "{name}");
        assert!(
            all[..2]
                .iter()
                .all(|form| says(&form.replace(['<', '>'], " "), &text(value))),
            "{name}"
        );
    }
    for batch in json["batches"].as_array().unwrap() {
        for (form, all) in all.iter().enumerate() {
            let said = about(form, all, &text(&batch["batch"]));
            let papers = ["attested_before", "attested_after"].iter();
            let papers = papers.flat_map(|name| batch[name].as_array().unwrap());
            let papers = papers.map(|one| format!("{} of {} rows", one["rows"], batch["rows"]));
            let mut facts: Vec<String> = papers.collect();
            facts.extend(batch["remained"].as_array().unwrap().iter().map(text));
            facts.extend([
                text(&batch["delete_by"]),
                text(&batch["rows"]),
                text(&batch["photos"]),
            ]);
            if batch["amended"].is_object() {
                facts.push("recorded without a signature: deleted".to_owned());
            }
            for fact in facts {
                assert!(says(&said, &fact), "form {form}: {fact}\n{said}");
            }
        }
    }
    let sentences = json["measures"].as_array().unwrap().iter().map(text);
    for said in sentences.chain([text(&json["nature"]), text(&json["incident"]["notify_by"])]) {
        let page = all[1].replace("&quot;", "\"").replace("&#39;", "'");
        let sheet = all[2].replace("\"\"", "\"");
        for form in [&all[0], &page, &sheet] {
            assert!(form.contains(&said), "{said}: {form}");
        }
    }
}
