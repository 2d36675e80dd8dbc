//! HR exports of other systems, each with a map and a profile: what no map names is nowhere.
//!
//! The exports are synthetic; their headers are those of public sample data: a statistical export
//! of 35 columns, a company's employees table, a payroll table, and SCIM users (RFC 7643).

use std::collections::BTreeSet;

use cardsieve::batch::{Finished, Form, Limits};
use cardsieve::field::{Field, Role};
use cardsieve::minimise::UnsourcedFlags;
use cardsieve::record::{Format, Input, InputOptions, Map};
use cardsieve::{Code, FlagSources, Minimiser, Profile, Rows};
use serde_json::Value;

use crate::export::secret;

struct Export {
    text: &'static str,
    format: Format,
    map: &'static str,
    profile: &'static str,
    /// How many rows it has, and how many of them can be released.
    rows: (u64, u64),
    /// Sources that hold what no card needs.
    forbidden: &'static [&'static str],
    /// A cell that is there to be left behind.
    left_behind: &'static str,
}

const EXPORTS: &[Export] = &[
    Export {
        text: include_str!("hr/attrition.csv"),
        format: Format::Csv,
        map: include_str!("maps/attrition.toml"),
        profile: include_str!("profiles/role-pass.toml"),
        rows: (24, 23),
        forbidden: &[
            "Age",
            "Gender",
            "MaritalStatus",
            "MonthlyIncome",
            "MonthlyRate",
            "DailyRate",
            "HourlyRate",
            "PercentSalaryHike",
            "StockOptionLevel",
            "PerformanceRating",
            "Over18",
        ],
        left_behind: "Life Sciences",
    },
    Export {
        text: include_str!("hr/company.csv"),
        format: Format::Csv,
        map: include_str!("maps/company.toml"),
        profile: include_str!("profiles/name-and-role.toml"),
        rows: (12, 11),
        forbidden: &[
            "email",
            "phone_number",
            "hire_date",
            "salary",
            "commission_pct",
            "manager_id",
        ],
        left_behind: "01632 960000",
    },
    Export {
        text: include_str!("hr/employees.csv"),
        format: Format::Csv,
        map: include_str!("maps/employees.toml"),
        profile: include_str!("profiles/name-pass.toml"),
        rows: (30, 30),
        forbidden: &["birth_date", "gender", "hire_date"],
        left_behind: "1950-01-20",
    },
    Export {
        text: include_str!("hr/scim.ndjson"),
        format: Format::Ndjson,
        map: include_str!("maps/scim.toml"),
        profile: include_str!("profiles/name-and-kind.toml"),
        // The first has no name; the last is of a kind that the map does not know.
        rows: (8, 6),
        forbidden: &[
            "userName",
            "emails",
            "emails[0].value",
            "addresses[0].formatted",
            "addresses[0].streetAddress",
            "addresses[0].postalCode",
            "phoneNumbers[0].value",
            "password",
            "ims[0].value",
            "x509Certificates[0].value",
            "photos[0].value",
            "urn:ietf:params:scim:schemas:extension:enterprise:2\\.0:User.manager.value",
            "urn:ietf:params:scim:schemas:extension:enterprise:2\\.0:User.manager.displayName",
        ],
        left_behind: "t1meMa$heen1",
    },
];

impl Export {
    fn map(&self) -> Map {
        self.map.parse().expect("a map")
    }

    fn run(&self, form: Form) -> Finished {
        let profile: Profile = self.profile.parse().expect("a profile");
        let map = self.map();
        let options = InputOptions::new().format(self.format);
        let mut input =
            Input::open(self.text.as_bytes(), &options, Some(&map)).expect("a sound export");
        let flags = FlagSources::of_input(&profile, input.sources(), Some(&map), None)
            .expect("every flag is declared");
        let batch = crate::export::BATCH.parse().expect("an id");
        let minimiser = Minimiser::new(&profile, &secret(), batch, &flags).expect("reasons");
        input.restrict(minimiser.reads());
        let mut rows = Rows::new(&minimiser, form, Limits::default().expect_rows(self.rows.0));
        while let Some(row) = input.next().expect("a sound export") {
            rows.add(&row).expect("no row refuses the batch");
        }
        UnsourcedFlags::check(&profile, input.sources()).expect("no flag came late");
        rows.finish().expect("rows")
    }

    /// Every cell with the source that a map would give it.
    fn cells(&self) -> Vec<(String, String)> {
        let mut cells = Vec::new();
        if self.format == Format::Csv {
            let text = self.text.trim_start_matches('\u{feff}');
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let headers = reader.headers().expect("a header").clone();
            for record in reader.records() {
                let record = record.expect("a record");
                cells.extend(
                    headers
                        .iter()
                        .zip(&record)
                        .map(|(header, cell)| (header.to_owned(), cell.to_owned())),
                );
            }
        } else {
            for line in self.text.lines() {
                leaves("", &serde_json::from_str(line).expect("JSON"), &mut cells);
            }
        }
        cells
    }

    /// Cells of eight characters or more that no mapped column holds as well, in lower case.
    fn unmapped(&self) -> BTreeSet<String> {
        let map = self.map();
        let sources: BTreeSet<&str> = map.columns().map(|(source, _)| source).collect();
        let (mapped, unmapped): (Vec<_>, Vec<_>) = self
            .cells()
            .into_iter()
            .partition(|(source, _)| sources.contains(source.as_str()));
        let known = |cell: &str| {
            mapped
                .iter()
                .any(|(_, held)| held.to_lowercase().contains(cell))
        };
        let cells = unmapped.into_iter().map(|(_, cell)| cell.to_lowercase());
        cells
            .filter(|cell| cell.chars().count() >= 8 && !known(cell))
            .collect()
    }
}

fn leaves(path: &str, value: &Value, cells: &mut Vec<(String, String)>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let key = key.replace('.', "\\.");
                let path = if path.is_empty() {
                    key
                } else {
                    format!("{path}.{key}")
                };
                leaves(&path, value, cells);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                leaves(&format!("{path}[{index}]"), value, cells);
            }
        }
        Value::String(text) => cells.push((path.to_owned(), text.clone())),
        other => cells.push((path.to_owned(), other.to_string())),
    }
}

#[test]
fn no_cell_of_an_unmapped_column_is_in_rows_or_report() {
    for export in EXPORTS {
        let unmapped = export.unmapped();
        assert!(
            unmapped.contains(&export.left_behind.to_lowercase()),
            "{}",
            export.left_behind
        );
        for form in [Form::Csv, Form::Ndjson] {
            let finished = export.run(form);
            let mut bytes = Vec::new();
            finished.write_to(&mut bytes).expect("a vector");
            let rows = String::from_utf8(bytes).expect("UTF-8").to_lowercase();
            let report = finished.report().to_json().to_lowercase();
            for cell in &unmapped {
                assert!(!rows.contains(cell.as_str()), "{cell}");
                assert!(!report.contains(cell.as_str()), "{cell}");
            }
        }
    }
}

#[test]
fn every_export_is_released_but_for_the_rows_that_cannot_be() {
    for export in EXPORTS {
        let finished = export.run(Form::Csv);
        let report = finished.report();
        assert_eq!(
            (report.rows_read(), report.rows_released()),
            export.rows,
            "{}",
            report.to_json()
        );
    }
}

#[test]
fn no_map_leads_a_forbidden_column_to_a_field_that_leaves() {
    for export in EXPORTS {
        for source in export.forbidden {
            for field in Field::ALL
                .iter()
                .filter(|field| field.role() == Role::Releasable)
            {
                let literal = toml::Value::String((*source).to_owned());
                let map = format!("[columns]\n{literal} = \"{field}\"\n");
                let errors = map.parse::<Map>().expect_err(&map);
                let found = errors
                    .problems()
                    .iter()
                    .any(|problem| problem.code() == Code::ForbiddenSource && problem.line() == 2);
                assert!(found, "{map}{errors}");
            }
        }
    }
}

#[test]
fn every_forbidden_column_is_one_of_its_export() {
    for export in EXPORTS {
        let cells = export.cells();
        for source in export.forbidden {
            let there = cells
                .iter()
                .any(|(path, _)| path == source || path.starts_with(&format!("{source}[")));
            assert!(there, "{source}");
        }
    }
}
