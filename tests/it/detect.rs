//! The detectors against what is released, and against what is not.

use cardsieve::batch::Form;
use cardsieve::field::{Field, Role};
use cardsieve::inspect::detect::{Kind, Watch, header};
use cardsieve::{Profile, sample};

use crate::export::{Path, run};
use crate::generate::Raw;

const ROWS: u64 = 400;

fn officers() -> Vec<Raw> {
    (1..=ROWS)
        .map(|row| {
            sample::record(7, row)
                .map(|(field, value)| (field.name(), value))
                .collect()
        })
        .collect()
}

#[test]
fn what_every_preset_releases_holds_nothing_that_a_detector_knows() {
    let officers = officers();
    for name in Profile::preset_names() {
        let profile = Profile::preset(name).unwrap();
        let csv = run(&profile, &officers, Path::Csv, Form::Csv).0.unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(&*csv);
        let mut records = reader.records();
        let first = records.next().unwrap().unwrap();
        assert!(first.iter().all(|name| header(name).is_none()), "{name}");
        let mut watch = Watch::new(first.iter().map(Some));
        for (row, record) in (2..).zip(records) {
            for (column, cell) in record.unwrap().iter().enumerate() {
                watch.cell(column, row, cell);
            }
            watch.end_row();
        }
        assert_eq!(watch.finish(), [], "{name}");
    }
}

/// Fields that tell of the card or the order and not of the person, or whose names say nothing.
const QUIET: &[&str] = &[
    "photo_metadata",
    "issue_date",
    "chip_uid",
    "mag_tracks",
    "endorsement",
    "delivery_site_code",
    "northern_ireland",
];

#[test]
fn every_field_that_may_never_leave_is_known_by_its_name() {
    let quiet: Vec<_> = Field::ALL
        .iter()
        .filter(|field| field.role() == Role::Never && header(field.name()).is_none())
        .map(|field| field.name())
        .collect();
    assert_eq!(quiet, QUIET);
}

#[test]
fn canaries_that_have_a_form_are_found_in_columns_without_a_name() {
    for (field, kind) in [
        ("nino", Kind::Nino),
        ("nhs_number", Kind::NhsNumber),
        ("driving_licence_no", Kind::DrivingLicence),
        ("iban", Kind::Iban),
        ("work_email", Kind::Email),
        ("work_phone", Kind::Phone),
        ("personal_phone", Kind::Phone),
        ("date_of_birth", Kind::DateOfBirth),
        ("salary", Kind::Salary),
        ("geo", Kind::Coordinates),
    ] {
        let mut watch = Watch::new(std::iter::once(None));
        for (row, officer) in (2..).zip(officers()) {
            watch.cell(0, row, &officer[field]);
            watch.end_row();
        }
        let found = watch.finish();
        assert!(
            found
                .iter()
                .any(|one| one.kind == kind && one.count == ROWS),
            "{field}: {found:?}"
        );
    }
}
