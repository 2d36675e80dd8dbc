use proptest::prelude::*;

use super::*;

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

fn nhs(number: u64) -> String {
    let digits = format!("{:09}", 400_000_000 + number * 7);
    let sum: u32 = digits
        .bytes()
        .zip((2..=10).rev())
        .map(|(b, weight)| u32::from(b - b'0') * weight)
        .sum();
    format!(
        "{digits}{}",
        match 11 - sum % 11 {
            11 => 0,
            check => check,
        }
    )
}

/// Those with a check digit of ten are nobody's.
fn nhs_numbers() -> impl Iterator<Item = String> {
    (1..).map(nhs).filter(|number| number.len() == 10)
}

fn kinds(found: &[Detection]) -> Vec<Kind> {
    found.iter().map(|detection| detection.kind).collect()
}

#[test]
fn a_column_of_numbers_that_pass_is_no_chance_and_one_number_is() {
    assert_eq!(kinds(&column(None, nhs_numbers().take(1))), []);
    let found = column(Some("ref no"), nhs_numbers().take(500));
    assert_eq!(kinds(&found), [Kind::NhsNumber]);
    assert_eq!(
        (found[0].count, found[0].first_row, found[0].certainty),
        (500, 2, Certainty::Certain)
    );
    // under a name that is released too
    assert_eq!(
        kinds(&column(Some("card_serial"), nhs_numbers().take(500))),
        [Kind::NhsNumber]
    );
    // by their header, one is enough
    assert_eq!(
        kinds(&column(Some("NHS No"), nhs_numbers().take(1))),
        [Kind::NhsNumber]
    );
}

#[test]
fn numbers_that_pass_as_often_as_chance_has_it_are_not_found() {
    assert_eq!(
        column(
            None,
            (0..5_000_u64).map(|n| format!("{}", 4_000_000_000 + n * 7_919))
        ),
        []
    );
    // one number over and over is one number
    assert_eq!(
        column(
            None,
            std::iter::repeat_n(nhs_numbers().next().unwrap(), 5_000)
        ),
        []
    );
    // serial numbers as long as a card's
    assert_eq!(
        column(
            None,
            (0..5_000_u64).map(|n| format!("{}", 4_000_000_000_000_000 + n * 7_919))
        ),
        []
    );
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
fn dates_that_lie_as_births_do_are_found_and_expiry_dates_are_not() {
    for spelled in ["{d:02}/{m:02}/{y}", "iso", "long"] {
        let date = |n: u64, from: u64| {
            let (y, m, d) = (from + n * 7 % 40, n % 12 + 1, n % 28 + 1);
            match spelled {
                "iso" => format!("{y}-{m:02}-{d:02}"),
                "long" => format!(
                    "{d} {} {y}",
                    [
                        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
                        "Nov", "Dec"
                    ][m as usize - 1]
                ),
                _ => format!("{d:02}/{m:02}/{y}"),
            }
        };
        assert_eq!(
            kinds(&column(Some("when"), (0..30).map(|n| date(n, 1962)))),
            [Kind::DateOfBirth],
            "{spelled}"
        );
        assert_eq!(
            kinds(&column(Some("expiry"), (0..30).map(|n| date(n, 1962)))),
            [Kind::DateOfBirth],
            "{spelled}"
        );
        assert_eq!(
            column(Some("when"), (0..30).map(|n| date(n, 2026))),
            [],
            "{spelled}"
        );
        assert_eq!(
            kinds(&column(Some("DOB"), (0..1).map(|n| date(n, 1962)))),
            [Kind::DateOfBirth],
            "{spelled}"
        );
    }
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
    fn the_first_look_lets_nothing_by(cell in "[A-Za-z0-9]{1,34}|[A-Za-z .'-]{1,40}|[a-z2-7]{16,26}|[A-Z]{2}[0-9]{6}[A-D]|[A-Z]{5}[0-9]{6}[A-Z0-9]{5}|[A-Z]{1,2}[0-9]{1,2}[0-9][A-Z]{2}") {
        if plain::look(&cell) == Look::Nothing {
            let found = Finder::default().look(&cell);
            prop_assert!(found.alone.and(found.told).is_empty(), "{}", cell);
        }
    }
}

#[test]
fn dates_of_issue_and_versions_are_no_births_and_births_under_their_names_are() {
    let dates = |from: u32, years: u32| {
        (0..24).map(move |at| format!("{}-0{}-1{}", from + at % years, at % 9 + 1, at % 9))
    };
    for name in ["issue_date", "Valid From", "expiry date", "printed on"] {
        assert_eq!(kinds(&column(Some(name), dates(2004, 8))), [], "{name}");
        let born = kinds(&column(Some(name), dates(1960, 30)));
        assert_eq!(born, [Kind::DateOfBirth], "{name}");
    }
    assert_eq!(kinds(&column(None, dates(1990, 20))), [Kind::DateOfBirth]);
    // numbers of versions, of which a few could be days
    let days = |at: u32| format!("{}.{}.{}", at % 9 + 1, at % 9 + 1, 60 + at % 30);
    let parts = |at: u32| match at % 4 {
        0 => days(at),
        _ => format!("25.40.{}", at % 90),
    };
    assert_eq!(kinds(&column(None, (0..60).map(parts))), []);
    assert_eq!(kinds(&column(Some("firmware"), (0..60).map(days))), []);
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
fn a_number_beside_a_word_or_a_sign_is_found_under_a_released_name() {
    for name in ["Name", "Print Name", "Surname", "Card Serial", "Photo"] {
        for (cell, kind) in [
            ("Bob tel 07700 900123", Kind::Phone),
            ("Bob 07700900123", Kind::Phone),
            ("+447700900123", Kind::Phone),
            ("Bob NHS 943 476 5919", Kind::NhsNumber),
            ("Bob 943 476 5919", Kind::NhsNumber),
            ("Bob car AB12 CDE", Kind::VehicleRegistration),
            ("Bob AB12CDE", Kind::VehicleRegistration),
        ] {
            let cells = std::iter::once(cell).chain(["Al"; 20]).map(str::to_owned);
            assert_eq!(
                kinds(&column(Some(name), cells)),
                [kind],
                "{cell} in {name}"
            );
        }
        for cell in ["07700900123", "AB12CDE", "photos/AB12CDE.jpg"] {
            let cells = std::iter::once(cell).chain(["Al"; 20]).map(str::to_owned);
            assert_eq!(column(Some(name), cells), [], "{cell} in {name}");
        }
    }
    // among serial numbers that pass as often as chance has it
    let serials = (0..200_u64).map(|n| format!("{}", 4_000_000_000 + n * 7_919));
    let cells = serials.chain(["Bob NHS 943 476 5919".to_owned()]);
    assert_eq!(
        kinds(&column(Some("Card Serial"), cells)),
        [Kind::NhsNumber]
    );
}

/// Numbers that follow no rule, of so many digits.
fn random(length: usize, count: u64, seed: u64) -> impl Iterator<Item = String> {
    (0..count).map(move |n| {
        let mut state = (seed * 1_000 + n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (0..length)
            .map(|_| {
                state ^= state >> 12;
                state ^= state << 25;
                state ^= state >> 27;
                let digit = (state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 60) % 10;
                char::from_digit(digit as u32, 10).unwrap()
            })
            .collect()
    })
}

#[test]
fn serial_numbers_of_any_length_are_what_they_are() {
    for name in [Some("Card Serial"), Some("Barcode"), None] {
        for seed in 0..20 {
            for (length, count) in [(11, 200), (16, 20), (16, 200)] {
                let found = column(name, random(length, count, seed));
                assert_eq!(found, [], "{name:?}: {count} of {length} digits");
            }
        }
    }
    // those that begin as telephone numbers do are some
    let phones = (0..40).map(|n| format!("077009001{n:02}"));
    assert_eq!(kinds(&column(Some("Card Serial"), phones)), [Kind::Phone]);
    for name in [Some("Card Serial"), None] {
        assert_eq!(column(name, ["AC250164".to_owned()].into_iter()), []);
    }
    assert_eq!(
        column(Some("Version"), ["1.2.3.1".to_owned()].into_iter()),
        []
    );
}
