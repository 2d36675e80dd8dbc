use super::*;

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
            let found = column(Some(name), cells);
            // nobody is called so, and a serial number or a file may be
            if matches!(name, "Card Serial" | "Photo") {
                assert_eq!(found, [], "{cell} in {name}");
            } else {
                let certainty = found.first().map(|one| one.certainty);
                assert_eq!(certainty, Some(Certainty::Likely), "{cell} in {name}");
            }
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
    // of those that begin with 1 or 2 twice as many pass as a taxpayer's reference
    for (start, step) in [
        (1_000_000_000_u64, 1),
        (1_000_000_000, 7919),
        (2_026_000_000, 13),
    ] {
        let serials = (0..5_000).map(|n| (start + n * step).to_string());
        assert_eq!(column(Some("Card Serial"), serials), [], "{start} {step}");
    }
    // one of a thousand begins as a telephone number of twelve digits
    let serials = random(12, 60, 3).chain(["447700900123".to_owned()]);
    assert_eq!(column(None, serials), []);
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

/// Serial numbers that begin alike, and then some cells.
fn among<'c>(serials: u64, cells: &'c [&str]) -> impl Iterator<Item = String> + use<'c> {
    let length = cells.first().map_or(0, |cell| cell.len());
    let serials = (0..serials).map(move |n| format!("90{:0>1$}", n * 7_919, length - 2));
    serials.chain(cells.iter().map(|cell| (*cell).to_owned()))
}

#[test]
fn one_number_that_begins_otherwise_than_all_serial_numbers_is_worth_a_look() {
    for name in [Some("Card Serial"), Some("Barcode"), None] {
        for (cells, kind) in [
            (&["4111111111111111"][..], Kind::PaymentCard),
            (&["5555555555554444", "4111111111111111"], Kind::PaymentCard),
            (&["07700900123"], Kind::Phone),
            (&["07700900123", "02079460123", "07700900124"], Kind::Phone),
        ] {
            let found = column(name, among(60, cells));
            assert_eq!(kinds(&found), [kind], "{cells:?} under {name:?}");
            assert_eq!(found[0].certainty, Certainty::Likely);
            assert_eq!(
                (found[0].count, found[0].first_row),
                (cells.len() as u64, 62)
            );
        }
        for cells in [
            &["4111111111111112"],
            &["9007700900123412"],
            &["99999999999"],
        ] {
            assert_eq!(
                column(name, among(60, cells)),
                [],
                "{cells:?} under {name:?}"
            );
        }
    }
}

#[test]
fn serial_numbers_in_groups_are_no_telephone_numbers_and_telephone_numbers_are() {
    let random = |count| random(10, count, 5);
    for (first, second) in [(4, 7), (3, 6)] {
        let grouped = |digits: &str| {
            format!(
                "0{}-{}-{}",
                &digits[..first - 1],
                &digits[first - 1..second - 1],
                &digits[second - 1..]
            )
        };
        for name in [Some("Card Serial"), Some("ref"), None] {
            let found = column(name, random(40).map(|digits| grouped(&digits)));
            assert_eq!(kinds(&found), [], "{name:?}");
        }
    }
    let phones = (0..40).map(|n| format!("0161-496-01{n:02}"));
    assert_eq!(kinds(&column(Some("ref"), phones)), [Kind::Phone]);
    assert_eq!(
        column(Some("ref"), ["0123-456-7890".to_owned()].into_iter()),
        []
    );
}

#[test]
fn one_number_in_neighbouring_cells_is_found_and_short_numbers_beside_each_other_are_none() {
    let rows = |cells: &dyn Fn(u64) -> Vec<String>, count: u64| -> Vec<Detection> {
        let rows: Vec<_> = (0..count).map(cells).collect();
        watched(&[None; 7], &rows)
    };
    let cells = |text: &str| text.split('|').map(str::to_owned).collect::<Vec<_>>();
    let found = rows(&|n| cells(&format!("x{n}|QQ|12|34|56|C|y")), 1);
    assert_eq!((kinds(&found), found[0].column), (vec![Kind::Nino], 1));
    let found = rows(&|n| cells(&format!("QQ|1234{:02}|C", n % 90 + 10)), 4);
    assert_eq!((kinds(&found), found[0].count), (vec![Kind::Nino], 4));
    let found = rows(&|n| cells(&format!("x{n}|07700|9001{n:02}")), 4);
    assert_eq!((kinds(&found), found[0].column), (vec![Kind::Phone], 1));
    let found = rows(&|_| cells("4111|1111|1111|1111|a b"), 1);
    assert_eq!(found[0].certainty, Certainty::Likely);
    let nhs: Vec<_> = nhs_numbers().take(20).collect();
    let found = rows(
        &|n| {
            let number = &nhs[n as usize];
            vec![
                number[..3].to_owned(),
                number[3..6].to_owned(),
                number[6..].to_owned(),
            ]
        },
        20,
    );
    assert_eq!(kinds(&found), [Kind::NhsNumber]);
    for row in [
        &(|n: u64| {
            cells(&format!(
                "D1|{:05}|{:06}|1",
                n * 37 % 90_000,
                100_000 + n * 7
            ))
        }) as &dyn Fn(u64) -> Vec<String>,
        &|n: u64| cells(&format!("{:03}|{:05}|{n}", n % 250, n * 31 % 65_536)),
        &|n: u64| {
            cells(&format!(
                "{:04}|{:04}|{:04}|{:04}",
                n * 7 % 9999,
                n * 11 % 9999,
                n * 13 % 9999,
                n * 17 % 9999
            ))
        },
        &|n: u64| {
            cells(&format!(
                "{:03}|{:03}|{:04}",
                n * 7 % 999,
                n * 11 % 999,
                n * 13 % 9999
            ))
        },
        &|n: u64| cells(&format!("PC|{:02}|{:02}|{:02}|F", n % 60, n % 24, n % 12)),
        &|n: u64| cells(&format!("QQ|12|x|34{n}|56|C")),
    ] {
        assert_eq!(rows(row, 60), [], "{:?}", row(3));
    }
}
