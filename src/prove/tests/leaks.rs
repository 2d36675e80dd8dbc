//! Leaks put into the exporter, and the stages that must find each, and no others.

use std::sync::Mutex;

use data_encoding::{BASE64, HEXUPPER};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{SMALL, failures, preset, prove};
use crate::batch::Form;
use crate::code::Code;
use crate::prove::Verdict;
use crate::prove::exporter::{Exporter, Seen, Setting, Trial, Way, run};
use crate::prove::rounds::changed;

/// An exporter with one fault.
struct Leaky {
    spoil: fn(&Run<'_>) -> Seen,
    judge: fn(&str, Result<(), Vec<Code>>) -> Result<(), Vec<Code>>,
    /// What leaked: none of it may be said.
    leaked: Mutex<Vec<String>>,
}

/// One run of it.
struct Run<'a> {
    trial: &'a Trial,
    way: Way,
    form: Form,
    input: &'a str,
    leaked: &'a Mutex<Vec<String>>,
}

impl Run<'_> {
    fn clean(&self) -> Seen {
        run(self.trial, self.way, self.form, self.input)
    }

    /// The texts of one field, person by person; nothing of an input that cannot be read.
    fn values(&self, field: &str) -> Vec<String> {
        let values: Vec<String> = match self.way {
            Way::Csv => {
                let mut reader = csv::ReaderBuilder::new()
                    .flexible(true)
                    .from_reader(self.input.as_bytes());
                let at = reader
                    .headers()
                    .unwrap()
                    .iter()
                    .position(|name| name == field);
                let records = reader.records();
                records
                    .map(|record| {
                        record
                            .unwrap()
                            .get(at.unwrap())
                            .unwrap_or_default()
                            .to_owned()
                    })
                    .collect()
            }
            _ => self
                .input
                .lines()
                .filter_map(|line| serde_json::from_str::<Value>(line).ok())
                .map(|person| match &person[field] {
                    Value::Object(nested) => nested["of"][0].as_str().unwrap().to_owned(),
                    text => text.as_str().unwrap_or_default().to_owned(),
                })
                .collect(),
        };
        let mut leaked = self.leaked.lock().unwrap();
        if leaked.len() < 5_000 {
            leaked.extend(values.iter().cloned());
        }
        values
    }

    fn first(&self, field: &str) -> String {
        self.values(field).into_iter().next().unwrap_or_default()
    }

    fn odd(&self, field: &str) -> bool {
        let values = self.values(field).concat();
        values.bytes().map(u32::from).sum::<u32>() % 2 == 1
    }

    fn in_setting(&self, change: impl FnOnce(&mut Setting)) -> Seen {
        let trial = changed(self.trial, change).unwrap();
        let mut seen = run(&trial, self.way, self.form, self.input);
        seen.told = self.clean().told;
        seen
    }
}

impl Exporter for Leaky {
    fn judge(&self, source: &str) -> Result<(), Vec<Code>> {
        (self.judge)(
            source,
            source
                .parse::<crate::Profile>()
                .map(|_| ())
                .map_err(|errors| {
                    errors
                        .problems()
                        .iter()
                        .map(|problem| problem.code())
                        .collect()
                }),
        )
    }

    fn export(&self, trial: &Trial, way: Way, form: Form, input: &str) -> Seen {
        (self.spoil)(&Run {
            trial,
            way,
            form,
            input,
            leaked: &self.leaked,
        })
    }
}

const fn none() -> Leaky {
    Leaky {
        spoil: |run| run.clean(),
        judge: |_, judged| judged,
        leaked: Mutex::new(Vec::new()),
    }
}

/// What leaks, and how.
type Case = (&'static str, Leaky);

fn told(seen: Seen, more: &str) -> Seen {
    Seen {
        told: format!("{} {more}", seen.told),
        ..seen
    }
}

fn with_rows(seen: Seen, change: impl FnOnce(&mut Vec<u8>)) -> Seen {
    let mut seen = seen;
    if let Some(rows) = &mut seen.rows {
        change(rows);
    }
    seen
}

/// Puts a text into the last cell of the last row.
fn appended(seen: Seen, form: Form, text: &str) -> Seen {
    with_rows(seen, |rows| {
        let end: &[u8] = match form {
            Form::Csv => b"\r\n",
            Form::Ndjson => b"\"}\n",
        };
        rows.truncate(rows.len() - end.len());
        rows.extend(text.bytes().filter(u8::is_ascii_alphanumeric));
        rows.extend(end);
    })
}

fn lines(rows: &[u8]) -> Vec<Vec<u8>> {
    rows.split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect()
}

#[rustfmt::skip]
fn cases() -> Vec<Case> {
    let leak = |spoil| Leaky { spoil, ..none() };
    let misread = |judge| Leaky { judge, ..none() };
    vec![
        ("a value appended to a cell", leak(|run| appended(run.clean(), run.form, &run.first("notes")))),
        ("a length", leak(|run| {
            let lengths: usize = run.values("salary").iter().map(String::len).sum();
            told(run.clean(), &lengths.to_string())
        })),
        ("two rows swapped for a bit", leak(|run| {
            let is_odd = run.odd("pay_number");
            with_rows(run.clean(), |rows| {
                let mut all = lines(rows);
                let last = all.len() - 1;
                if is_odd && last > 2 { all.swap(last, last - 1); }
                *rows = all.concat();
            })
        })),
        ("a word in the report", leak(|run| told(run.clean(), &run.first("vetting_level")))),
        ("an error that quotes", leak(|run| {
            let seen = run.clean();
            if seen.rows.is_some() { return seen; }
            told(seen, &HEXUPPER.encode(run.first("home_address").as_bytes()))
        })),
        ("a digest in the report", leak(|run| {
            told(run.clean(), &data_encoding::HEXLOWER.encode(&Sha256::digest(run.first("nino"))))
        })),
        ("an encoded cell", leak(|run| appended(run.clean(), run.form, &BASE64.encode(run.first("iban").as_bytes())))),
        ("a column that nobody knows passed through", leak(|run| told(run.clean(), &run.first("Canteen account")))),
        ("a row left out for a bit", leak(|run| {
            let is_odd = run.odd("vetting_level");
            with_rows(run.clean(), |rows| {
                let mut all = lines(rows);
                if is_odd && all.len() > 2 { all.pop(); }
                *rows = all.concat();
            })
        })),
        ("nothing exported", leak(|_| Seen { rows: Some(Vec::new()), told: String::new(), released: 0 })),
        ("everything refused", leak(|_| Seen { rows: None, told: String::new(), released: 0 })),
        ("a flag that is not heard", leak(|run| {
            let input = match run.way {
                Way::Csv => run.input.to_owned(),
                _ => run.input.replace("\"covert\":\"true\"", "\"covert\":\"false\""),
            };
            crate::prove::exporter::run(run.trial, run.way, run.form, &input)
        })),
        ("no recipient in the domain", leak(|run| run.in_setting(|setting| setting.profile.recipient = "X".into()))),
        ("no purpose in the domain", leak(|run| run.in_setting(|setting| setting.profile.purpose = "X".into()))),
        ("no batch in the domain", leak(|run| run.in_setting(|setting| setting.batch = crate::BatchId::of(9)))),
        ("one epoch for all", leak(|run| run.in_setting(|setting| setting.epoch = "now"))),
        ("no key", leak(|run| run.in_setting(|setting| setting.secret = crate::prove::secret(3)))),
        ("a token cut short", leak(|run| with_rows(run.clean(), |rows| {
            // the first cell of every row is its token
            let start = match run.form { Form::Csv => 0, Form::Ndjson => "{\"record_ref\":\"".len() };
            let all = lines(rows).into_iter().enumerate().map(|(at, mut line)| {
                if run.form == Form::Ndjson || at > 0 { line[start + 2..start + 16].fill(b'a'); }
                line
            });
            *rows = all.collect::<Vec<_>>().concat();
        }))),
        ("how much a treatment hides", leak(|run| {
            let lengths: usize = run.values("given_names").iter().map(String::len).sum();
            told(run.clean(), &lengths.to_string())
        })),
        ("the day of a date", leak(|run| {
            let days = run.values("expiry_date").iter().filter(|date| date.ends_with("18")).count();
            told(run.clean(), &days.to_string())
        })),
        ("the order of the input", leak(|run| told(with_rows(run.clean(), |rows| {
            let given = run.values("record_id");
            let is_turned = given.first() > given.last();
            let mut all = lines(rows);
            let last = all.len() - 1;
            if is_turned && last > 2 { all.swap(last, last - 1); }
            *rows = all.concat();
        }), ""))),
        ("how many came, in a cell", leak(|run| appended(run.clean(), run.form, &run.values("record_id").len().to_string()))),
        ("a word for typed records alone", leak(|run| match run.way {
            Way::Typed => told(run.clean(), &run.values("nino").len().to_string()),
            _ => run.clean(),
        })),
        ("a floor off by one", misread(|source, judged| match judged {
            Err(codes) if codes.iter().all(|code| *code == Code::BelowFloor)
                && source.contains("\"family_name\", treatment = \"first-word\"") => Ok(()),
            judged => judged,
        })),
        ("a never-field that can be named", misread(|source, judged| match judged {
            Err(_) if source.contains("field = \"nino\"") => Ok(()),
            judged => judged,
        })),
        ("a profile that does not load", misread(|_, _| Err(vec![Code::WrongType, Code::BelowFloor, Code::NeverReleased]))),
    ]
}

/// The table of `docs/certificate.md`, line by line.
fn table() -> String {
    let profile = preset("warrant-card");
    let mut table = String::from("| leak | found by, with the fields it names |\n|---|---|\n");
    for (about, leaky) in cases() {
        let certificate = prove(&leaky, &profile, &SMALL);
        assert!(!certificate.holds(), "{about}");
        let found = failures(&certificate)
            .into_iter()
            .map(|(stage, _, fields)| {
                if fields.is_empty() {
                    stage.to_owned()
                } else {
                    format!("{stage} ({})", fields.join(", "))
                }
            });
        table += &format!("| {about} | {} |\n", found.collect::<Vec<_>>().join("; "));
    }
    table
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a document is written anew on demand only"
)]
fn each_leak_is_found_by_exactly_the_stages_that_are_about_it() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/certificate.md");
    let document = std::fs::read_to_string(path).unwrap();
    let (before, rest) = document.split_once("<!-- leaks: begin -->\n").unwrap();
    let (kept, after) = rest.split_once("<!-- leaks: end -->").unwrap();
    let found = table();
    if std::env::var_os("CARDSIEVE_WRITE_DOCS").is_some() {
        let text = format!("{before}<!-- leaks: begin -->\n{found}<!-- leaks: end -->{after}");
        std::fs::write(path, text).unwrap();
        return;
    }
    for (kept, found) in kept.lines().zip(found.lines()) {
        assert_eq!(kept, found);
    }
    assert_eq!(kept.lines().count(), found.lines().count());
}

#[test]
fn a_certificate_of_a_leak_names_fields_and_no_value() {
    let profile = preset("warrant-card");
    let spoken = [
        "a value appended to a cell",
        "a word in the report",
        "an error that quotes",
        "how much a treatment hides",
    ];
    for (about, leaky) in cases() {
        if !spoken.contains(&about) {
            continue;
        }
        let certificate = prove(&leaky, &profile, &SMALL);
        let forms = [certificate.text(), certificate.json(), certificate.html()].concat();
        let forms = forms.to_lowercase();
        let mut leaked = leaky.leaked.into_inner().unwrap();
        leaked.sort_unstable();
        leaked.dedup();
        let long = leaked.iter().filter(|value| value.chars().count() >= 6);
        let mut looked_for = 0;
        for value in long {
            looked_for += 1;
            assert!(!forms.contains(&value.to_lowercase()), "{about}");
        }
        assert!(looked_for > 30, "{about}");
        // folded as a page is: words, one blank between them
        let page: Vec<&str> = forms.split_whitespace().collect();
        let page = page.join(" ");
        for stage in certificate.stages() {
            if let Verdict::Fails(found) = stage.verdict() {
                let names = found.fields();
                assert!(!names.is_empty(), "{about}");
                let told = format!(
                    "{} fails. seen: {}. fields: {}.",
                    stage.name(),
                    found.seen(),
                    names.join(", ")
                );
                assert!(page.contains(&told.to_lowercase()), "{about}: {told}");
            }
        }
    }
}
