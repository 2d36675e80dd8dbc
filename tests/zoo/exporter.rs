//! The library's exporter, with a place for each leak to be put in.

use std::fmt::Write;

use cardsieve::batch::{Form, Limits};
use cardsieve::{FlagSources, Minimiser, OfficerRecord, Profile, Rows};
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::generate::Raw;
use crate::leaks::Leak;

/// What one export is for, and under which secret.
#[derive(Clone)]
pub struct Setup {
    pub recipient: &'static str,
    pub purpose: &'static str,
    pub secret: [u8; 32],
    pub batch: &'static str,
}

impl Setup {
    pub const USUAL: Self = Self {
        recipient: "Example Card Bureau",
        purpose: "Print warrant cards",
        secret: [0x5a; 32],
        batch: "7d1c2f6a9b3e4c50",
    };

    pub fn profile(&self) -> Profile {
        let text = include_str!("seven-columns.toml")
            .replace("RECIPIENT", self.recipient)
            .replace("PURPOSE", self.purpose);
        text.parse().expect("a sound profile")
    }

    pub fn minimiser(&self) -> Minimiser {
        let hex: String = self
            .secret
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Minimiser::new(
            &self.profile(),
            &format!("zoo {hex}").parse().expect("a secret"),
            self.batch.parse().expect("an id"),
            &FlagSources::from_records(),
        )
        .expect("no flag is absent")
    }

    /// A token by hand, for leaks that get one part of it wrong.
    pub fn token(&self, domain: [&str; 5], value: &str, chars: usize) -> String {
        let mut info = Vec::new();
        for text in domain {
            info.extend((text.len() as u32).to_be_bytes());
            info.extend(text.as_bytes());
        }
        let mac = |key: &[u8], message: &[u8]| {
            let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length");
            mac.update(message);
            mac.finalize().into_bytes().to_vec()
        };
        let prk = mac(b"cardsieve pseudonym v1", &self.secret);
        info.push(1);
        let letters = BASE32_NOPAD.encode(&mac(&mac(&prk, &info), value.as_bytes()));
        letters.to_ascii_lowercase()[..chars].to_owned()
    }
}

/// Everything that anybody gets to see of an export.
#[derive(Clone, PartialEq, Eq)]
pub struct Seen {
    /// By the recipient.
    pub rows: Vec<u8>,
    /// By the recipient: the name of the file.
    pub name: String,
    /// By the operator: report, errors, log, `Debug`, panic, exit code.
    pub told: String,
    pub code: u8,
}

/// A released row on its way, and the record it came of.
pub struct Line {
    pub of: usize,
    pub cells: Vec<String>,
}

/// The file before it is written: where a leak can get in.
pub struct Draft {
    pub header: Vec<String>,
    pub lines: Vec<Line>,
    pub start: String,
    pub line_end: &'static str,
    pub tail: String,
    pub quote_all: bool,
    pub name: String,
    pub told: String,
    pub code: u8,
}

impl Draft {
    fn bytes(&self) -> Vec<u8> {
        let quoted = |cell: &String| {
            if self.quote_all || cell.contains(['"', ',', '\r', '\n']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        };
        let line = |cells: &[String]| {
            cells.iter().map(quoted).collect::<Vec<_>>().join(",") + self.line_end
        };
        let mut text = self.start.clone() + &line(&self.header);
        for row in &self.lines {
            text += &line(&row.cells);
        }
        (text + &self.tail).into_bytes()
    }
}

/// The exporter under test.
#[derive(Clone, Copy)]
pub struct Exporter {
    pub leak: Option<&'static Leak>,
}

impl Exporter {
    pub const CLEAN: Self = Self { leak: None };

    pub fn run(&self, setup: &Setup, records: &[Raw]) -> Seen {
        let minimiser = setup.minimiser();
        let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
        let mut lines = Vec::new();
        let mut told = format!("{minimiser:?}");
        for (of, raw) in records.iter().enumerate() {
            let json = serde_json::to_string(raw).expect("texts");
            let record: OfficerRecord = serde_json::from_str(&json).expect("an object");
            let card = minimiser.minimise(&record);
            write!(told, "{record:?}{card:?}").expect("a text");
            if let Ok(card) = &card {
                let cells = card.iter().map(|(_, cell)| cell.to_owned()).collect();
                lines.push(Line { of, cells });
            }
            rows.push(card).expect("nothing refuses");
        }
        match rows.finish() {
            Err(refusal) => Seen {
                rows: Vec::new(),
                name: String::new(),
                told: format!("{told}{refusal}{refusal:?}{}", refusal.report().to_json()),
                code: 3,
            },
            Ok(finished) => {
                told += &finished.report().to_json();
                let mut bytes = Vec::new();
                finished.write_to(&mut bytes).expect("memory");
                let name = "cards.csv".to_owned();
                let seen = Seen {
                    rows: bytes,
                    name,
                    told,
                    code: 0,
                };
                match self.leak {
                    None => seen,
                    Some(leak) => self.spoil(leak, setup, records, lines, seen),
                }
            }
        }
    }

    fn spoil(
        &self,
        leak: &Leak,
        setup: &Setup,
        records: &[Raw],
        mut lines: Vec<Line>,
        clean: Seen,
    ) -> Seen {
        lines.sort_by(|left, right| left.cells[0].cmp(&right.cells[0]));
        let profile = setup.profile();
        let mut draft = Draft {
            header: profile
                .columns()
                .iter()
                .map(|c| c.header().to_owned())
                .collect(),
            lines,
            start: String::new(),
            line_end: "\r\n",
            tail: String::new(),
            quote_all: false,
            name: clean.name,
            told: clean.told,
            code: 0,
        };
        (leak.spoil)(&mut draft, setup, records);
        Seen {
            rows: draft.bytes(),
            name: draft.name,
            told: draft.told,
            code: draft.code,
        }
    }
}

/// The harness itself: without a leak a draft is what the library writes.
#[test]
fn a_draft_that_nothing_spoils_is_what_the_library_writes() {
    static NOTHING: Leak = Leak {
        name: "nothing",
        after: "",
        spoil: |_, _, _| {},
    };
    let unspoilt = Exporter {
        leak: Some(&NOTHING),
    };
    for case in 0..50 {
        let mut random = crate::generate::Random::new("harness", case);
        let batch = crate::generate::batch(&mut random, 0, 6);
        let setup = Setup::USUAL;
        assert!(
            unspoilt.run(&setup, &batch) == Exporter::CLEAN.run(&setup, &batch),
            "{case}"
        );
    }
}
