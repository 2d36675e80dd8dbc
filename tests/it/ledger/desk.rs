//! A ledger on a disk, days that pass, and disclosures about people who are numbers.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::PathBuf;

use cardsieve::batch::{Dates, Day, Form, Limits, Manifest, Photos, SigningKey, Writer};
use cardsieve::field::Readable;
use cardsieve::ledger::{FileDigest, Ledger, LedgerKey, Moment, Outgoing};
use cardsieve::record::Reading;
use cardsieve::{BatchId, FlagSources, Minimiser, Profile, PseudonymisationSecret, Record, Rows};

/// Who is sent something.
pub const RECIPIENTS: [&str; 2] = ["R", "S"];

const PROFILE: &str = r#"
format = 1
name = "t"
controller = "C"
recipient = "R"
purpose = "P"
delete_after_days = 10
max_rows = 100

[[column]]
header = "ref"
place = "matching"
parts = [{ field = "record_id", treatment = "pseudonymise", scope = "batch" }]
"#;

struct Person(String);

impl Record for Person {
    fn read(&self, field: Readable) -> Reading<'_> {
        match field {
            Readable::RecordId => Reading::Text(&self.0),
            _ => Reading::Text("false"),
        }
    }
}

pub struct Desk {
    folder: tempfile::TempDir,
    pub key: LedgerKey,
    secret: PseudonymisationSecret,
    /// Two bureaus and one that approves; who uses which is tried.
    pub signers: Vec<SigningKey>,
    profiles: Vec<Profile>,
}

impl Desk {
    pub fn new(start: Moment) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        LedgerKey::create(&path, 2026).unwrap();
        LedgerKey::add(&path, 2027).unwrap();
        let profile: Profile = PROFILE.parse().unwrap();
        let desk = Self {
            key: LedgerKey::open(&path).unwrap(),
            secret: PseudonymisationSecret::generate("e1".parse().unwrap()).unwrap(),
            signers: (0..3).map(|number| signer(&folder, number)).collect(),
            profiles: RECIPIENTS
                .iter()
                .map(|one| profile.clone().with_parties(None, Some(one)).unwrap())
                .collect(),
            folder,
        };
        drop(Ledger::create(&desk.path(), &desk.key, start).unwrap());
        desk
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("ledger.db")
    }

    pub fn open(&self) -> Ledger {
        Ledger::open(&self.path()).unwrap()
    }

    pub fn profile(&self, recipient: usize) -> &Profile {
        &self.profiles[recipient]
    }

    /// Rows about these people, made on a day.
    pub fn outgoing(
        &self,
        recipient: usize,
        people: &BTreeSet<u32>,
        batch: BatchId,
        day: Day,
    ) -> (Outgoing, Manifest) {
        let flags = FlagSources::from_records();
        let key = self.key.year(day.year()).unwrap();
        let profile = self.profile(recipient);
        let minimiser = Minimiser::for_ledger(profile, &self.secret, batch, &flags, key).unwrap();
        let is_sealed = is_sealed(people);
        let begin = if is_sealed { Rows::sealed } else { Rows::new };
        let mut rows = begin(&minimiser, Form::Csv, Limits::default());
        for number in people {
            rows.add(&Person(id(*number))).unwrap();
        }
        let rows = rows.finish().unwrap();
        let dates = Dates::new(day, day);
        if is_sealed {
            let photos = Photos::new(Cursor::new(Vec::new()));
            let writer = Writer::new(rows, photos, dates).unwrap();
            let outgoing = Outgoing::of_batch(&writer).unwrap();
            return (outgoing, writer.manifest().clone());
        }
        let manifest = Manifest::of_bare_rows(&rows, dates).unwrap();
        (Outgoing::of_rows(&rows, dates).unwrap(), manifest)
    }
}

/// A signing key; that of a ledger's heads is one.
fn signer(folder: &tempfile::TempDir, number: usize) -> SigningKey {
    let path = folder.path().join(format!("signer-{number}"));
    LedgerKey::create(&path, 2026).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let line = lines.find_map(|line| line.strip_prefix("head "));
    let text = format!("untrusted comment: a key\n{}\n", line.unwrap());
    SigningKey::parse(&text, None).unwrap()
}

/// The file of a batch, whoever runs it.
pub fn file(batch: BatchId) -> FileDigest {
    FileDigest::of(batch.to_string().as_bytes()).unwrap()
}

/// Batches of an even number of people are sealed, those of others are bare rows.
pub fn is_sealed(people: &BTreeSet<u32>) -> bool {
    people.len().is_multiple_of(2)
}

/// The record id of a person.
pub fn id(number: u32) -> String {
    format!("ID-{number}")
}
