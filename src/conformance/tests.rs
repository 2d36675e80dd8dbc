mod bytes;
mod changes;
mod far;
mod speech;

use std::collections::HashMap;

use super::{Conformance, Report};
use crate::batch::{Form, Limits, Rows};
use crate::code::{Code, ColumnName};
use crate::field::{Flag, Readable};
use crate::minimise::{FlagSources, Minimiser};
use crate::profile::{Apostrophes, Csv, Profile};
use crate::pseudonym::PseudonymisationSecret;
use crate::record::{Reading, Record};

const FORMS: [Form; 2] = [Form::Csv, Form::Ndjson];

/// What HR holds of somebody who does not exist.
struct Person(HashMap<Readable, String>);

impl Record for Person {
    fn read(&self, field: Readable) -> Reading<'_> {
        self.0
            .get(&field)
            .map_or(Reading::Missing, |text| Reading::Text(text))
    }
}

fn person(row: usize) -> Person {
    let pick = |list: &[&str]| list.get(row % list.len()).unwrap_or(&"").to_string();
    let mut fields: HashMap<Readable, String> = Flag::ALL
        .iter()
        .map(|flag| (flag.readable(), "false".to_owned()))
        .collect();
    fields.extend([
        (Readable::RecordId, format!("id {row}")),
        (
            Readable::GivenNames,
            pick(&[
                "Mary-Jane Anne",
                "Siân",
                "Ann",
                "Łukasz",
                "Tom D",
                "Sc Lee",
                "名前",
            ]),
        ),
        (
            Readable::FamilyName,
            pick(&[
                "O'Neill",
                "de la Cruz",
                "’t Hooft",
                "Groß",
                "Ng",
                "Mac Giolla Phádraig",
            ]),
        ),
        (
            Readable::Rank,
            pick(&["PC", "T/DCI", "Special Sergeant", "pcso"]),
        ),
        (
            Readable::OfficerCategory,
            pick(&["officer", "staff", "pcso"]),
        ),
        (Readable::Organisation, pick(&["1", "Kent", "PSNI"])),
        (
            Readable::JobTitle,
            pick(&["Ward Sister", "Consultant", "Pharmacist", "Ward Clerk"]),
        ),
        (Readable::WarrantNumber, format!("{:05}", 10_000 + row)),
        (Readable::StaffNumber, format!("S-{row:04}")),
        (Readable::CollarNumber, format!("AB {row}")),
        (Readable::CardSerial, format!("C-{row:06}")),
        (Readable::CardDesign, pick(&["D1", "D2"])),
        (Readable::CredentialNo, (row % 65_536).to_string()),
        (Readable::FacilityCode, (row % 256).to_string()),
        (Readable::IssueNumber, (row % 99 + 1).to_string()),
        (
            Readable::ExpiryDate,
            format!("20{:02}-{:02}-15", 27 + row % 5, row % 12 + 1),
        ),
    ]);
    Person(fields)
}

/// Rows as they are written, of so many people.
fn written(profile: &Profile, form: Form, people: usize) -> Vec<u8> {
    let secret = PseudonymisationSecret::generate("t".parse().unwrap()).unwrap();
    let batch = "7d1c2f6a9b3e4c50".parse().unwrap();
    let minimiser = Minimiser::new(profile, &secret, batch, &FlagSources::from_records()).unwrap();
    let mut rows = Rows::new(
        &minimiser,
        form,
        Limits::default().expect_rows(people as u64),
    );
    for row in 0..people {
        rows.push(minimiser.minimise(&person(row))).unwrap();
    }
    let mut bytes = Vec::new();
    rows.finish().unwrap().write_to(&mut bytes).unwrap();
    bytes
}

fn profile(body: &str) -> Profile {
    let source = format!(
        "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\ndelete_after_days = 1\n{body}"
    );
    source.parse().unwrap_or_else(|errors| panic!("{errors}"))
}

const TOKEN: &str = "[[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
                     parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n";

/// Every treatment, dialect and case that the presets leave out.
fn others() -> Vec<Profile> {
    let all = format!(
        "{TOKEN}\
         [[column]]\nheader = \"Name (full)\"\nplace = \"front\"\ncase = \"upper\"\n\
         parts = [{{ field = \"given_names\", treatment = \"first-word\" }}, {{ text = \", \" }}, {{ field = \"family_name\", treatment = \"keep\" }}]\n\
         [[column]]\nheader = \"force\"\nplace = \"front\"\ncase = \"upper\"\nparts = [{{ field = \"organisation\", treatment = \"keep\" }}]\n\
         [[column]]\nheader = \"expiry\"\nplace = \"front\"\ncase = \"upper\"\n\
         parts = [{{ text = \"END \" }}, {{ field = \"expiry_date\", treatment = \"month-end\", date_format = \"%d %b %Y\" }}]\n\
         [[column]]\nheader = \"No.\"\nplace = \"back\"\n\
         parts = [{{ field = \"rank\", treatment = \"keep\" }}, {{ text = \" \" }}, {{ field = \"collar_number\", treatment = \"digits\" }}, {{ text = \"/\" }}, {{ field = \"warrant_number\", treatment = \"keep\" }}]\n\
         [[column]]\nheader = \"code\"\nplace = \"barcode\"\ncase = \"upper\"\n\
         parts = [{{ text = \"X-\" }}, {{ field = \"staff_number\", treatment = \"pseudonymise\", scope = \"recipient\", chars = 26 }}]\n\
         [[column]]\nheader = \"made by\"\nplace = \"back\"\nconstant = \"Café, (Ltd)\"\n"
    );
    let one = format!("[csv]\nencoding = \"utf-8-bom\"\n{TOKEN}");
    let dialect = |delimiter: &str, encoding: &str| {
        profile(&format!(
            "[csv]\ndelimiter = {delimiter:?}\nencoding = {encoding:?}\n{all}"
        ))
    };
    vec![
        dialect(",", "utf-8"),
        dialect(";", "utf-8-bom"),
        dialect("\t", "utf-8"),
        dialect("|", "windows-1252"),
        profile(&one),
        profile(&format!("[csv]\napostrophes = \"straight\"\n{all}")),
        profile(&format!("[csv]\napostrophes = \"curly\"\n{all}")),
        profile(&format!("[csv]\napostrophes = \"strip\"\n{all}")),
    ]
}

fn profiles() -> Vec<Profile> {
    let presets = Profile::preset_names().map(|name| Profile::preset(name).unwrap());
    presets.chain(others()).collect()
}

fn codes(report: &Report) -> Vec<Code> {
    report.counts().map(|(code, _)| code).collect()
}

fn known(header: &str) -> ColumnName {
    ColumnName::Known(header.to_owned())
}

#[test]
fn what_is_written_is_clean_under_every_preset_in_both_forms() {
    for profile in profiles() {
        for form in FORMS {
            for people in [5, 60] {
                let bytes = written(&profile, form, people);
                let report = Conformance::new(&profile).check(&bytes, Some(form));
                assert!(report.is_clean(), "{} {form:?}\n{report}", profile.name());
                assert!(report.rows() > people as u64 / 2);
                assert_eq!(Conformance::new(&profile).check(&bytes, None), report);
            }
        }
    }
}

#[test]
fn rows_of_one_profile_are_not_clean_under_another() {
    let profiles = profiles();
    for (position, profile) in profiles.iter().enumerate() {
        for form in FORMS {
            let bytes = written(profile, form, 5);
            for (other, under) in profiles
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != position)
            {
                let (csv, other_csv) = (profile.csv(), under.csv());
                let dialect = |csv: Csv| (csv.delimiter(), csv.encoding());
                // names without apostrophes, or with one of theirs, are names of other profiles too
                let are_names_fitting = csv.apostrophes() == other_csv.apostrophes()
                    || csv.apostrophes() == Apostrophes::Strip
                    || other_csv.apostrophes() == Apostrophes::Keep;
                let is_same = profile.columns() == under.columns()
                    && are_names_fitting
                    && (form == Form::Ndjson || dialect(csv) == dialect(other_csv));
                let report = Conformance::new(under).check(&bytes, Some(form));
                assert_eq!(report.is_clean(), is_same, "{position} {other} {form:?}");
            }
        }
    }
}

#[test]
fn fewer_rows_than_agreed_are_found_and_an_empty_file_is_not_clean() {
    let profile = Profile::preset("replacement-card").unwrap();
    let conformance = Conformance::new(&profile);
    for form in FORMS {
        let bytes = written(&profile, form, 5);
        let end = bytes[..bytes.len() - 1]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .unwrap()
            + 1;
        let report = conformance.check(&bytes[..end], Some(form));
        assert_eq!((codes(&report), report.rows()), (vec![Code::RowCount], 4));
        assert!(codes(&conformance.check(b"", Some(form))).contains(&Code::RowCount));
    }
}
