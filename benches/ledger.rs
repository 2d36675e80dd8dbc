//! The ledger: an append of 20,000 people, and questions to one of 1,000 disclosures of as many each.
#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "a bench may stop where it stands"
)]

use std::hint::black_box;
use std::path::Path;

use cardsieve::batch::{Dates, Day, Form, Limits};
use cardsieve::field::Readable;
use cardsieve::ledger::{FileDigest, Incident, Ledger, LedgerKey, Moment, Outgoing, Trace};
use cardsieve::record::Reading;
use cardsieve::{BatchId, FlagSources, Minimiser, Profile, PseudonymisationSecret, Record, Rows};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

const PEOPLE: usize = 20_000;
const DISCLOSURES: usize = 1_000;

const PROFILE: &str = r#"
format = 1
name = "fobs"
controller = "C"
recipient = "R"
purpose = "P"
delete_after_days = 30
max_rows = 100000

[[column]]
header = "ref"
place = "matching"
parts = [{ field = "record_id", treatment = "pseudonymise", scope = "batch" }]

[[column]]
header = "serial"
place = "back"
parts = [{ field = "card_serial", treatment = "keep" }]

[[column]]
header = "design"
place = "fulfilment"
parts = [{ field = "card_design", treatment = "keep" }]

[[column]]
header = "issue"
place = "back"
parts = [{ field = "issue_number", treatment = "keep" }]

[[column]]
header = "expiry"
place = "front"
parts = [{ field = "expiry_date", treatment = "month-end" }]

[[column]]
header = "credential"
place = "chip"
parts = [{ field = "credential_no", treatment = "keep" }]

[[column]]
header = "facility"
place = "chip"
parts = [{ field = "facility_code", treatment = "keep" }]

[[column]]
header = "code"
place = "barcode"
parts = [{ field = "record_id", treatment = "pseudonymise", scope = "batch" }]

[[column]]
header = "role"
place = "front"
constant = "Contractor"
"#;

struct Person(String);

impl Record for Person {
    fn read(&self, field: Readable) -> Reading<'_> {
        match field {
            Readable::RecordId | Readable::CardSerial => Reading::Text(&self.0),
            Readable::CardDesign => Reading::Text("D1"),
            Readable::IssueNumber => Reading::Text("1"),
            Readable::ExpiryDate => Reading::Text("2030-01-05"),
            Readable::CredentialNo => Reading::Text("7"),
            Readable::FacilityCode => Reading::Text("3"),
            // the flags
            _ => Reading::Text("false"),
        }
    }
}

struct Desk {
    folder: tempfile::TempDir,
    key: LedgerKey,
    secret: PseudonymisationSecret,
    profile: Profile,
    people: Vec<Person>,
    at: Moment,
}

impl Desk {
    fn new(people: usize) -> Self {
        let desk = Self {
            folder: tempfile::tempdir().expect("a folder"),
            key: LedgerKey::generate(2026).expect("a key"),
            secret: PseudonymisationSecret::generate("e1".parse().expect("a name"))
                .expect("a secret"),
            profile: PROFILE.parse().expect("a profile"),
            people: (0..people)
                .map(|number| Person(format!("E{number}")))
                .collect(),
            at: "2026-01-02T09:00:00Z".parse().expect("a moment"),
        };
        Ledger::create(&desk.path(), &desk.key, desk.at).expect("a ledger");
        desk
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("ledger.db")
    }

    fn outgoing(&self) -> Outgoing {
        let batch = BatchId::random().expect("an id");
        let flags = FlagSources::from_records();
        let key = self.key.year(2026).expect("a year");
        let minimiser = Minimiser::for_ledger(&self.profile, &self.secret, batch, &flags, key)
            .expect("a minimiser");
        let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
        for person in &self.people {
            rows.add(person).expect("a row");
        }
        let rows = rows.finish().expect("rows");
        let day: Day = self.at.day();
        Outgoing::of_rows(&rows, Dates::new(day, day)).expect("a disclosure")
    }

    fn enter(&self, ledger: &mut Ledger, outgoing: &Outgoing) {
        let file: FileDigest = outgoing.rows_digest();
        let prepared = ledger
            .prepare(&self.key, outgoing, &file, self.at)
            .expect("an entry");
        ledger
            .released(&self.key, prepared, self.at)
            .expect("an entry");
    }
}

fn open(path: &Path) -> Ledger {
    Ledger::open(path).expect("a ledger")
}

/// Whether everything is only to be run once: criterion measures what `cargo bench` starts, and unless told `--test`.
fn is_trial() -> bool {
    let has = |wanted| std::env::args().any(|argument| argument == wanted);
    has("--test") || !has("--bench")
}

fn append(criterion: &mut Criterion) {
    let desk = Desk::new(if is_trial() { 200 } else { PEOPLE });
    let mut ledger = open(&desk.path());
    criterion.bench_function("ledger/append of 20,000 commitments", |bencher| {
        bencher.iter_batched_ref(
            || desk.outgoing(),
            |outgoing| desk.enter(&mut ledger, outgoing),
            BatchSize::PerIteration,
        );
    });
}

fn questions(criterion: &mut Criterion) {
    let (people, disclosures) = if is_trial() {
        (20, 5)
    } else {
        (PEOPLE, DISCLOSURES)
    };
    let desk = Desk::new(people);
    let mut ledger = open(&desk.path());
    for _ in 0..disclosures {
        desk.enter(&mut ledger, &desk.outgoing());
    }
    drop(ledger);
    let day: Day = "2026-02-02".parse().expect("a day");
    // as the command does it: opened for one question
    criterion.bench_function("ledger/holdings of 1,000 disclosures", |bencher| {
        bencher.iter(|| {
            open(&desk.path())
                .holdings("R", black_box(day))
                .expect("holdings")
        });
    });
    criterion.bench_function("ledger/exposure in 1,000 disclosures", |bencher| {
        bencher.iter(|| {
            let ledger = open(&desk.path());
            let found = ledger.exposure(&desk.key, black_box("E7"), day);
            found.expect("exposure")
        });
    });
    let again = desk.outgoing();
    criterion.bench_function(
        "ledger/whom of 20,000 the recipient of 1,000 disclosures has",
        |bencher| {
            bencher.iter(|| {
                let held = open(&desk.path()).already_held(black_box(&again), day);
                held.expect("a count")
            });
        },
    );
    let incident = Incident::new(day, day, "2026-02-02T09:00:00Z".parse().expect("a moment"));
    let incident = incident.expect("an incident");
    criterion.bench_function("ledger/breach pack of 1,000 disclosures", |bencher| {
        bencher.iter(|| {
            let ledger = open(&desk.path());
            let pack = ledger.breach_pack("R", black_box(&incident), day);
            pack.expect("a pack")
        });
    });
    // a hundred rows that are of none of them: the marks of every batch are looked at
    let rows: Vec<String> = (0..100).map(|row| format!("{row},E{row}")).collect();
    let traces: Vec<Trace<'_>> = rows.iter().map(|row| Trace::Row(row.as_bytes())).collect();
    criterion.bench_function("ledger/whose 100 rows in 1,000 disclosures", |bencher| {
        bencher.iter(|| {
            let ledger = open(&desk.path());
            let found = ledger.whose(&desk.key, black_box(&traces), day);
            found.expect("an answer")
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = append, questions
}
criterion_main!(benches);
