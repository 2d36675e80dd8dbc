use proptest::prelude::*;

use super::super::lately::Luck;
use super::*;

mod dates;
mod numbers;

fn watched(names: &[Option<&str>], rows: &[Vec<String>]) -> Vec<Detection> {
    let mut watch = Watch::new(names.iter().copied());
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            watch.cell(column, row as u64 + 2, cell);
        }
        watch.end_row();
    }
    watch.finish()
}

fn column(name: Option<&str>, cells: impl Iterator<Item = String>) -> Vec<Detection> {
    let rows: Vec<_> = cells.map(|cell| vec![cell]).collect();
    watched(&[name], &rows)
}

fn kinds(found: &[Detection]) -> Vec<Kind> {
    found.iter().map(|detection| detection.kind).collect()
}

#[test]
fn what_is_released_is_clean() {
    for (name, cells) in [
        (
            "record_ref",
            vec![
                "mfrggzdfmztwq2lk",
                "aaaaaaaaaaaaaaaaaaaaaaaaaa",
                "22222222222222222222",
            ],
        ),
        (
            "printed_number",
            vec![
                "123",
                "1234",
                "12345",
                "123456",
                "1234567",
                "12/123456",
                "PC 1234",
                "PS 45 AW",
                "1234CP",
            ],
        ),
        (
            "card_serial",
            vec!["CS-1234567", "12345678", "0123456", "AB-000001", "CS123456"],
        ),
        (
            "expiry",
            vec![
                "2029-01-31",
                "2031-12-31",
                "2027-06-30",
                "31/01/2029",
                "01/2029",
            ],
        ),
        (
            "print_name",
            vec![
                "A LANE",
                "J STREET",
                "Ann Hill",
                "O'BRIEN",
                "Siân Ŵyn",
                "Ольга",
                "王小明",
                "SC",
                "DV",
                "M CLOSE",
                "D DRIVE",
                "José-María GARCÍA",
                "ANN CALL",
                "M BANK",
            ],
        ),
        (
            "rank",
            vec![
                "Constable",
                "Detective Chief Inspector",
                "PCSO",
                "DC",
                "DS",
                "CI",
            ],
        ),
        (
            "role",
            vec![
                "Support Worker",
                "Nurse",
                "Police Staff",
                "Pharmacy",
                "Radio Operator",
                "Payroll Officer",
                "Driver",
                "Call Handler",
            ],
        ),
        (
            "force",
            vec![
                "Kent Police",
                "Dyfed-Powys Police",
                "British Transport Police",
                "City of London Police",
            ],
        ),
        (
            "photo",
            vec!["photos/mfrggzdfmztwq2lk.jpg", "photos/aaaa2222bbbb3333.jpg"],
        ),
        (
            "barcode",
            vec!["BC-1234567", "mfrggzdfmztwq2lkmfrggzdf", "MFRGGZDFMZTWQ2LK"],
        ),
        ("credential_no", vec!["1", "65535", "255", "40000"]),
        ("card_design", vec!["D1", "WARRANT2", "A1B2C3"]),
    ] {
        assert_eq!(
            column(Some(name), cells.iter().map(|cell| (*cell).to_owned())),
            [],
            "{name}"
        );
        assert_eq!(
            column(
                Some(name),
                cells
                    .iter()
                    .cycle()
                    .take(1_000)
                    .map(|cell| (*cell).to_owned())
            ),
            [],
            "{name}"
        );
        assert_eq!(
            column(None, cells.iter().map(|cell| (*cell).to_owned())),
            [],
            "{name} without its name"
        );
    }
}

#[test]
fn neighbours_tell_what_a_number_is() {
    let rows: Vec<_> = (0..40)
        .map(|n| {
            vec![
                format!("2{}-{:02}-{:02}", n % 10, 40 + n % 7, n),
                format!("{}", 31_000_000 + n * 977),
            ]
        })
        .collect();
    let found = watched(&[Some("x"), Some("y")], &rows);
    assert_eq!(kinds(&found), [Kind::BankAccount, Kind::BankAccount]);
    let rows: Vec<_> = (0..5)
        .map(|n| {
            vec![
                format!("{}", 123_456 + n),
                "x".to_owned(),
                format!("P{}", 123_456 + n),
            ]
        })
        .collect();
    let found = watched(&[Some("warrant_number"), None, None], &rows);
    assert_eq!((kinds(&found), found[0].column), (vec![Kind::PayNumber], 2));
    let rows: Vec<_> = (0..5)
        .map(|n| vec![format!("54.0{}1", n + 1), format!("-5.0{}2", n + 1)])
        .collect();
    assert_eq!(
        kinds(&watched(&[None, None], &rows)),
        [Kind::Coordinates, Kind::Coordinates]
    );
}

#[test]
fn columns_without_a_form_of_their_own_are_found_by_header_or_as_a_whole() {
    for (name, cells, kind) in [
        (Some("Basic Salary"), vec!["34500", "41,000"], Kind::Salary),
        (
            None,
            vec![
                "34500.12", "41000.99", "28999.00", "51234.50", "29876.10", "33333.33",
            ],
            Kind::Salary,
        ),
        (
            None,
            vec!["SC", "DV", "SC", "CTC", "DV"],
            Kind::VettingLevel,
        ),
        (Some("clearance"), vec!["SC"], Kind::VettingLevel),
        (Some("ISSI"), vec!["6012345"], Kind::RadioIssi),
        (Some("Callsign"), vec!["XR21"], Kind::CallSign),
        (Some("Payroll No"), vec!["123456"], Kind::PayNumber),
        (Some("Passport"), vec!["999999999"], Kind::Passport),
        (Some("NI Number"), vec!["QQ123456"], Kind::Nino),
        (Some("Account No"), vec!["12345678"], Kind::BankAccount),
        (Some("Tel"), vec!["0163296012"], Kind::Phone),
        (
            None,
            vec![
                "filled.count.soap",
                "index.home.raft",
                "daring.lion.race",
                "limit.broom.flip",
            ],
            Kind::What3words,
        ),
        (
            None,
            vec![
                "Church Lane",
                "High Street",
                "Station Road",
                "Mill Close",
                "Park Avenue",
                "Long Row",
                "Kings Road",
            ],
            Kind::StreetAddress,
        ),
    ] {
        let found = column(name, cells.iter().map(|cell| (*cell).to_owned()));
        assert!(
            kinds(&found).contains(&kind),
            "{name:?} {}: {found:?}",
            kind.name()
        );
        assert_eq!(
            found.iter().find(|one| one.kind == kind).unwrap().count,
            cells.len() as u64
        );
    }
}

#[test]
fn memory_does_not_grow_with_rows_and_far_columns_are_one() {
    let mut watch = Watch::new(std::iter::empty());
    for row in 0..20_000 {
        watch.cell(usize::MAX, row, "QQ123456C");
        watch.cell(3, row, &format!("a.smith{row}@example.org"));
        watch.end_row();
    }
    assert!(watch.columns.len() <= Watch::MOST_COLUMNS + 1);
    assert!(
        watch
            .columns
            .iter()
            .map(|column| column.tallies.len())
            .sum::<usize>()
            <= 4
    );
    let found = watch.finish();
    assert_eq!(
        found
            .iter()
            .map(|one| (one.column, one.kind, one.count))
            .collect::<Vec<_>>(),
        [
            (3, Kind::Email, 20_000),
            (Watch::MOST_COLUMNS, Kind::Nino, 20_000)
        ]
    );
}

/// Cells of every sort, some of which count for their column only.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("QQ123456C".to_owned()),
        "[0-9]{5,16}",
        "[0-9]{2}-[0-9]{2}-[0-9]{2}",
        "(19|20)[0-9]{2}-0[1-9]-1[0-9]",
        "[A-Z]{0,2}[0-9]{5,7}",
        "[A-Za-z]{2,8}( [A-Z][a-z]{2,8})?",
        Just("SC".to_owned()),
        "[\\u{0}-\\u{10ffff}]{0,12}",
        "5[0-9]\\.[0-9]{4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_order_of_rows_changes_nothing_but_where_the_first_is(
        rows in prop::collection::vec(prop::collection::vec(cell(), 3), 0..30),
    ) {
        let without_rows = |mut found: Vec<Detection>| {
            found.iter_mut().for_each(|one| one.first_row = 0);
            found
        };
        let mut turned = rows.clone();
        turned.reverse();
        let names = [None, Some("card_serial"), Some("DOB")];
        prop_assert_eq!(without_rows(watched(&names, &rows)), without_rows(watched(&names, &turned)));
    }

    #[test]
    fn any_cells_can_be_watched(names in prop::collection::vec(prop::option::of("[\\u{0}-\\u{10ffff}]{0,20}"), 0..4), cells in prop::collection::vec("[\\u{0}-\\u{10ffff}]{0,40}|[0-9A-Z .,:/-]{0,40}", 0..40)) {
        let mut watch = Watch::new(names.iter().map(Option::as_deref));
        for (at, cell) in cells.iter().enumerate() {
            watch.cell(at % 5, at as u64, cell);
        }
        let _ = watch.finish();
    }

    /// What the first look lets go by, the second finds nothing in either.
    #[test]
    fn the_first_look_lets_nothing_by(cell in "[A-Za-z0-9]{1,34}|[A-Za-z .'-]{1,40}|[a-z2-7]{16,26}|[A-Z]{2}[0-9]{6}[A-D]|[A-Z]{5}[0-9]{6}[A-Z0-9]{5}|[A-Z]{1,2}[0-9]{1,2}[0-9][A-Z]{2}|[A-Z]{1,9}-[0-9]{4,8}|[OIL]{2,4}-[0-9]{5,7}|(photos/)?[0-9a-f]{8,20}\\.jpg|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}|[0-3][0-9][-/.][01][0-9][-/.](19|20)[0-9]{2}") {
        let classes = plain::classes(&cell);
        let found = Finder::default().look(Cell::alone(&cell));
        match plain::look(&cell, classes) {
            Look::Nothing => prop_assert!(found.alone.and(found.told).is_empty(), "{}", cell),
            Look::Date(year) => {
                let births = date_of_birth::BIRTHS.contains(&year);
                prop_assert_eq!((found.dated, found.born, found.years), (true, births, bit(year)), "{}", &cell);
                prop_assert!(Sets::of(&found).any().next().is_none(), "{}", cell);
            }
            _ => {}
        }
    }

    /// What is known from before counts as it did, to the last count of each column.
    #[test]
    fn a_cell_that_stood_there_before_counts_like_any_other(
        kinds in prop::collection::vec(prop_oneof![cell(), "[A-Z][a-z]{2,5}é|PC [0-9]{2,5}|Unit [0-9]|[0-9]{1,2} (May|June) (19[1-9]|20[0-3])[0-9]|a\u{200b}b{1,3}|QQ [0-9]{6} C|P?１２３４５[6７]|12345[67]|１２-３４-５[6-9]|[0-9]{4}( [0-9]{4}){2}|[0-9]{3}-[0-9]{4}-[0-9]{3}| 7[0-9]{9}|QQ|C|[A-D]|@?example.org"], 1..8),
        order in prop::collection::vec((0..8_usize, 0..3_usize), 0..60),
    ) {
        let names = [None, Some("rank"), Some("DOB")];
        let mut told = Vec::new();
        for forgets in [false, true] {
            let mut watch = Watch::new(names.into_iter());
            for (row, (which, column)) in order.iter().enumerate() {
                if forgets {
                    watch.lately = Lately::default();
                }
                watch.cell(*column, row as u64, &kinds[which % kinds.len()]);
                if row % 3 == 2 {
                    watch.end_row();
                }
            }
            watch.end_row();
            for column in &mut watch.columns {
                column.luck = Luck::default();
            }
            told.push((format!("{:?}", watch.columns), watch.finish()));
        }
        prop_assert_eq!(&told[0], &told[1]);
    }
}

#[test]
fn a_column_of_national_insurance_numbers_without_suffix_is_told_by_its_beginnings() {
    let cells = |prefixes: [&'static str; 5]| {
        (0..20).map(move |at| format!("{}{:06}", prefixes[at % 5], 102_030 + 71 * at))
    };
    let found = column(None, cells(["AB", "JK", "PX", "SE", "ZH"]));
    assert_eq!(kinds(&found), [Kind::Nino]);
    assert_eq!(
        (found[0].count, found[0].certainty),
        (20, Certainty::Likely)
    );
    // of one series, and with letters that none begins with
    assert_eq!(kinds(&column(None, cells(["AB"; 5]))), []);
    assert_eq!(
        kinds(&column(None, cells(["AB", "JK", "DQ", "FV", "ZH"]))),
        []
    );
    assert_eq!(
        kinds(&column(
            Some("card_serial"),
            cells(["AB", "JK", "PX", "SE", "ZH"])
        )),
        []
    );
}

#[test]
fn one_date_of_long_ago_or_under_a_persons_name_is_told_and_no_other_is() {
    let with = |name: Option<&str>, one: &str, others: &str| {
        let cells = (0..20).map(|at| if at == 9 { one } else { others }.to_owned());
        let found = column(name, cells);
        found
            .iter()
            .map(|one| (one.kind, one.count, one.first_row, one.certainty))
            .collect::<Vec<_>>()
    };
    let told = [(Kind::DateOfBirth, 1, 11, Certainty::Likely)];
    for (name, one, others) in [
        (None, "3 February 1971", "Unit 4"),
        (None, "seen on 03/02/1971", "none"),
        (Some("expiry"), "1971-02-03", "2029-03-31"),
        (Some("expiry"), "03/02/1971", "31/03/2029"),
        (Some("print_name"), "E EVANS 05/02/2001", "E EVANS"),
    ] {
        assert_eq!(with(name, one, others), told, "{one}");
    }
    for (name, one, others) in [
        (None, "1970-01-01", "2029-03-31"),
        (None, "05/02/2001", "31/03/2029"),
        (None, "12-05-78", "12-05-99"),
        (Some("version"), "3.2.1971", "3.2.2021"),
    ] {
        assert_eq!(with(name, one, others), [], "{one}");
    }
}

#[test]
fn letters_that_all_look_like_digits_are_no_serials_beginning() {
    for (cell, seen) in [
        ("LLL-1234567", Look::Closer),
        ("OILL-123456", Look::Closer),
        ("CARD-123456", Look::Nothing),
        ("TEL-1234567", Look::Closer),
    ] {
        assert_eq!(plain::look(cell, plain::classes(cell)), seen, "{cell}");
    }
}

#[test]
fn ranks_with_a_number_are_no_levels_and_levels_under_a_released_name_are() {
    let ranks = (0..20).map(|at| format!("SC {}", 1000 + at));
    assert_eq!(kinds(&column(None, ranks)), []);
    let levels = |at: usize| ["SC", "DV", "CTC"][at % 3].to_owned();
    assert_eq!(
        kinds(&column(Some("card_serial"), (0..20).map(levels))),
        [Kind::VettingLevel]
    );
    // special constables
    let specials = (0..20).map(|_| "SC".to_owned());
    assert_eq!(kinds(&column(Some("rank"), specials)), []);
}

#[test]
fn a_column_of_older_marks_in_several_forms_is_found_and_of_one_form_is_not() {
    let marks = |forms: usize| {
        column(
            None,
            (0..20).map(move |at| match at % forms {
                0 => format!("K{} YRN", 100 + at),
                1 => format!("DZK {}P", 400 + at),
                _ => format!("BIZ {}", 1200 + at),
            }),
        )
    };
    let found = marks(3);
    assert_eq!(kinds(&found), [Kind::VehicleRegistration]);
    assert_eq!(found[0].certainty, Certainty::Likely);
    assert_eq!(kinds(&marks(1)), []);
    let named = column(
        Some("card_serial"),
        (0..20).map(|at| ["K100 YRN", "DZK 400P", "K7 YRN", "ABC 1P", "BIZ 12"][at % 5].to_owned()),
    );
    assert_eq!(kinds(&named), []);
}

#[test]
fn a_name_that_says_nothing_by_itself_says_it_of_cells_that_fit() {
    let of = |name: &str, cell: fn(u64) -> String| kinds(&column(Some(name), (0..12).map(cell)));
    let amounts = |row: u64| format!("{}", 24_000 + row * 613);
    let codes = |row: u64| format!("20201{row:01}").chars().take(6).collect();
    let phones = |row: u64| format!("77009{:05}", row * 7919 % 90_000 + 10_000);
    for (name, cell, kind) in [
        ("Annual", amounts as fn(u64) -> String, Kind::Salary),
        ("Base", amounts, Kind::Salary),
        ("Sort", codes, Kind::BankAccount),
        ("Contact", phones, Kind::Phone),
        (
            "Reg",
            |row| format!("A{}BCD", row + 1),
            Kind::VehicleRegistration,
        ),
    ] {
        assert_eq!(of(name, cell), [kind], "{name}");
    }
    for (name, cell) in [
        (
            "Annual",
            (|row| format!("{}", row + 1)) as fn(u64) -> String,
        ),
        ("Base", |row| format!("base {row}")),
        ("Base", |row| format!("{:06}", row * 7919)),
        ("Sort", |row| format!("{row}")),
        ("Contact", |_| "Yes".to_owned()),
        ("Reg", |row| format!("{row}")),
        ("Field7", amounts),
    ] {
        assert_eq!(of(name, cell), [], "{name}");
    }
}

#[test]
fn a_price_is_no_pay_and_pay_under_another_name_is() {
    let of = |name: &str| {
        kinds(&column(
            Some(name),
            ["£12,345.00", "£9,876.00"].map(String::from).into_iter(),
        ))
    };
    for name in ["Price", "Unit Price (£)", "Cost", "Invoice"] {
        assert_eq!(of(name), [], "{name}");
    }
    for name in ["Field7", "Cost to company", "Amount"] {
        assert_eq!(of(name), [Kind::Salary], "{name}");
    }
}
