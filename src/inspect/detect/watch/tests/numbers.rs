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
            let found = kinds(&column(name, random(14, 400, seed)));
            assert!(!found.contains(&Kind::PaymentCard), "{name:?}");
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
    let of_ten = |count| random(10, count, 5);
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
            let found = column(name, of_ten(40).map(|digits| grouped(&digits)));
            assert_eq!(kinds(&found), [], "{name:?}");
        }
    }
    let fours = random(12, 300, 6).chain(["447812345678".to_owned()]);
    let fours = fours.map(|digits| format!("{} {} {}", &digits[..4], &digits[4..8], &digits[8..]));
    assert_eq!(column(Some("ref"), fours), []);
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

/// Rows of cells that bars part, for each number from nought on.
fn split(names: &[Option<&str>], count: u64, row: impl Fn(u64) -> String) -> Vec<Detection> {
    let cells = |n| row(n).split('|').map(str::to_owned).collect::<Vec<_>>();
    let rows: Vec<_> = (0..count).map(cells).collect();
    watched(names, &rows)
}

#[test]
fn one_number_is_found_wherever_it_is_parted_over_columns() {
    let prefix = |n: u64| ["QQ", "AB", "JK", "PR", "WM"][n as usize % 5];
    let (day, month, year) = (
        |n: u64| n % 28 + 1,
        |n: u64| n % 12 + 1,
        |n: u64| 1960 + n * 7 % 40,
    );
    type Row<'r> = &'r dyn Fn(u64) -> String;
    for (kind, row) in [
        (
            Kind::Nino,
            (&|n: u64| format!("x y|{}123|4{n:02}C|z", prefix(n))) as Row<'_>,
        ),
        (Kind::Nino, &|n| format!("x y|{}|1234{n:02}C|z", prefix(n))),
        (Kind::Nino, &|n| format!("x y|{}1234{n:02}|C", prefix(n))),
        (Kind::DateOfBirth, &|n| {
            format!("x y|{}|{}|{}", day(n), month(n), year(n))
        }),
        (Kind::DateOfBirth, &|n| {
            format!("{}|{:02}|{:02}|7", year(n), month(n), day(n))
        }),
        (Kind::DateOfBirth, &|n| {
            format!("Bo|3|{}|{}|{}", month(n), day(n), year(n))
        }),
        (Kind::Phone, &|n| format!("+44|77009001{n:02}")),
        (Kind::Phone, &|n| format!("44|77009001{n:02}|x")),
        (Kind::Phone, &|n| format!("7|0161|49601{n:02}")),
        (Kind::Email, &|n| format!("a.smith{n}|example.org")),
        (Kind::Email, &|n| format!("a.smith{n}|@mail.example.org")),
        (Kind::BankAccount, &|n| {
            format!("20|45|{:02}|{}", n % 90 + 10, 31_000_000 + n * 977)
        }),
        (Kind::Iban, &|_| "GB33|BUKB|20201555555555".to_owned()),
        (Kind::Iban, &|_| "x y|GB33BUKB|20201555555555|2".to_owned()),
        (Kind::Postcode, &|n| {
            format!(
                "{}{}|{}AB|x",
                ["SW", "OL", "EH"][n as usize % 3],
                n + 1,
                n % 9
            )
        }),
        (Kind::VehicleRegistration, &|n| {
            let letter = |at: u64| char::from(b"ABCDEFGHJKLMNOP"[(at % 15) as usize]);
            format!(
                "A{}{}|{}{}{}",
                letter(n),
                51 + n,
                letter(n * 7),
                letter(n * 3),
                letter(n)
            )
        }),
    ] {
        let mut found = kinds(&split(&[None; 5], 24, row));
        found.dedup();
        assert_eq!(found, [kind], "{}", row(3));
    }
    // under its name one row is enough
    let names = [Some("Date of Birth"), Some("x"), Some("y")];
    let found = split(&names, 1, |_| "12|05|1978".to_owned());
    assert_eq!(kinds(&found), [Kind::DateOfBirth]);
}

#[test]
fn what_stands_beside_each_other_on_a_card_is_no_number_in_parts() {
    let names = |text: &'static str| text.split('|').map(Some).collect::<Vec<_>>();
    type Row<'r> = &'r dyn Fn(u64) -> String;
    for (heads, row) in [
        (
            "Expiry Day|Expiry Month|Expiry Year",
            (&|n: u64| format!("{}|{}|{}", n % 28 + 1, n % 12 + 1, 2026 + n % 6)) as Row<'_>,
        ),
        ("Row|Column|Slot", &|n| {
            format!("{}|{}|{}", n % 28 + 1, n % 12 + 1, 1000 + n * 61 % 2000)
        }),
        ("Card Serial|Class", &|n| {
            format!("AB1234{n:02}|{}", ["A", "B", "C"][n as usize % 3])
        }),
        ("Initials|Warrant No|Class", &|n| {
            let letter = |at: u64| char::from(b'A' + (at % 26) as u8);
            format!("{}{}|2345{n:02}|A", letter(n), letter(n * 7))
        }),
        ("Facility Code|Credential No", &|n| {
            format!("{:05}|{:05}", n * 7, n * 631 % 65_536)
        }),
        ("Expiry|x|y|Card Serial", &|n| {
            format!(
                "{:02}|{:02}|{:02}|{:08}",
                n % 28 + 1,
                n % 12 + 1,
                26 + n % 6,
                n * 977
            )
        }),
        ("Photo|Rank", &|n| format!("k{n}d.jpg|PC")),
        ("Design|Code", &|n| format!("WC01|ABC|{n}")),
    ] {
        let found = split(&names(heads), 24, row);
        assert_eq!(found, [], "{heads}: {}", row(3));
    }
}

#[test]
fn mobiles_that_lost_their_nought_are_found_in_a_column_without_a_name() {
    let mobiles =
        || (0..30_u64).map(|n| format!("7{}{:08}", 3 + n % 3, n * 7_919_317 % 100_000_000));
    assert_eq!(kinds(&column(None, mobiles())), [Kind::Phone]);
    assert_eq!(kinds(&column(Some("Card Number"), mobiles())), []);
    assert_eq!(
        kinds(&column(None, (0..9).map(|n| format!("770090012{n}")))),
        [Kind::Phone]
    );
    for seed in 0..20 {
        assert_eq!(column(None, random(10, 30, seed)), []);
    }
}

/// As many columns of so many random cells each, and in how many of those the kind is found.
fn found_by_chance(kind: Kind, rows: u64, cell: &dyn Fn(u64, u64) -> String) -> usize {
    let is_found = |seed: &u64| {
        let cells = (0..rows).map(|row| cell(*seed, row));
        kinds(&column(Some("X1"), cells)).contains(&kind)
    };
    (1..=300).filter(is_found).count()
}

#[test]
fn a_few_numbers_as_long_as_cards_are_none_unless_nearly_all_of_them_pass() {
    let numbers = |length: usize, begin: &'static str| {
        move |seed: u64, row: u64| {
            let digits = random(length - begin.len(), 1, seed * 1_000 + row).next();
            format!("{begin}{}", digits.unwrap())
        }
    };
    for rows in 3..=11 {
        for (length, begin) in [(16, ""), (16, "4"), (13, ""), (13, "4"), (15, "37")] {
            let found = found_by_chance(Kind::PaymentCard, rows, &numbers(length, begin));
            assert!(found <= 2, "{found} of {length} digits in {rows} rows");
        }
        let grouped = |seed: u64, row: u64| {
            let digits = numbers(16, "4")(seed, row);
            let (groups, _) = digits.as_bytes().as_chunks::<4>();
            let groups: Vec<_> = groups
                .iter()
                .map(|four| String::from_utf8_lossy(four))
                .collect();
            groups.join(" ")
        };
        let found = found_by_chance(Kind::PaymentCard, rows, &grouped);
        assert!(found <= 2, "{found} in groups in {rows} rows");
    }
}

#[test]
fn cards_are_found_alone_together_and_in_a_sentence_among_numbers() {
    let cards = [
        "4111111111111111",
        "5555555555554444",
        "4012888888881881",
        "5105105105105100",
        "378282246310005",
    ];
    let cell = |text: &str| text.to_owned();
    for count in 1..=5 {
        let found = column(Some("X1"), cards.iter().take(count).map(|card| cell(card)));
        assert_eq!(kinds(&found), [Kind::PaymentCard], "{count}");
    }
    // one with a slip among them
    let slipped = cards
        .iter()
        .map(|card| cell(card))
        .chain([cell("4111111111111112")]);
    assert_eq!(kinds(&column(Some("X1"), slipped)), [Kind::PaymentCard]);
    // beside serial numbers, with groups, a sentence or its name
    let serials = || (0..7_u64).map(|n| format!("{}", 9_000_000_000_000_000 + n * 7_919));
    for text in [
        "4111 1111 1111 1111",
        "paid with 4111111111111111 in May",
        "visa 4111111111111111",
    ] {
        let found = column(Some("X1"), serials().chain([cell(text)]));
        assert_eq!(kinds(&found), [Kind::PaymentCard], "{text}");
    }
    let words = ["black lanyard", "none", "collect", "new photo"].map(str::to_owned);
    let found = column(
        Some("X1"),
        words.into_iter().chain([cell("4111111111111111")]),
    );
    assert_eq!(kinds(&found), [Kind::PaymentCard]);
    let found = column(
        Some("Card PAN"),
        serials().chain([cell("4111111111111111")]),
    );
    assert_eq!(kinds(&found), [Kind::PaymentCard]);
}

#[test]
fn references_that_follow_no_rule_are_no_postcodes_or_marks_and_one_of_them_among_others_is() {
    let signs = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let reference = |length: usize| {
        move |seed: u64, row: u64| -> String {
            let digits = random(2 * length, 1, seed * 1_000 + row).next().unwrap();
            let (pairs, _) = digits.as_bytes().as_chunks::<2>();
            let number = |pair: &[u8; 2]| usize::from((pair[0] - b'0') * 10 + pair[1] - b'0');
            pairs
                .iter()
                .map(|pair| char::from(signs[number(pair) * 36 / 100]))
                .collect()
        }
    };
    for length in [6, 7] {
        for kind in [Kind::Postcode, Kind::VehicleRegistration] {
            let found = found_by_chance(kind, 50, &reference(length));
            assert!(found <= 1, "{found} {} of {length} signs", kind.name());
        }
    }
    for (text, kind) in [
        ("SW1A1AA", Kind::Postcode),
        ("AB12CDE", Kind::VehicleRegistration),
    ] {
        let of_a_rule = (0..50_u64)
            .map(|n| format!("CRD{:04}", n * 97))
            .chain([text.to_owned()]);
        assert_eq!(kinds(&column(Some("X1"), of_a_rule)), [kind]);
        let apart = (0..50)
            .map(|row| reference(7)(1, row))
            .chain([format!("he said {text}")]);
        assert_eq!(kinds(&column(Some("X1"), apart)), [kind]);
        let all = (0..20).map(|_| text.to_owned());
        assert_eq!(kinds(&column(Some("X1"), all)), [kind]);
    }
}

#[test]
fn a_column_of_short_postcodes_or_of_marks_in_three_groups_is_found_and_of_serial_numbers_is_not() {
    let letter = |at: u64| char::from(b"ABDEFGHJLN"[usize::try_from(at % 10).unwrap()]);
    let found =
        |rows: u64, cell: &dyn Fn(u64) -> String| kinds(&column(Some("X1"), (0..rows).map(cell)));
    let postcode = |row: u64| {
        let area = ["M", "B", "L", "S"][usize::try_from(row % 4).unwrap()];
        format!(
            "{area}{}{}{}{}",
            1 + row % 9,
            row * 3 % 10,
            letter(row),
            letter(row / 2)
        )
    };
    assert_eq!(found(12, &postcode), [Kind::Postcode]);
    assert_eq!(found(3, &postcode), []);
    assert_eq!(
        found(50, &|row| format!(
            "K{:02}{}{}",
            row,
            letter(row),
            letter(row / 2)
        )),
        []
    );
    for sign in ["-", " ", "."] {
        let mark = |row: u64| {
            let end = [row * 3, row, row / 2]
                .map(letter)
                .iter()
                .collect::<String>();
            format!(
                "{}{}{sign}{:02}{sign}{end}",
                letter(row),
                letter(row / 3),
                10 + row % 14
            )
        };
        assert_eq!(found(12, &mark), [Kind::VehicleRegistration], "{sign}");
        assert_eq!(found(3, &mark), [], "{sign}");
        let serial = |row: u64| format!("WC{sign}{:02}{sign}{}BC", 10 + row % 60, letter(row));
        assert_eq!(found(40, &serial), [], "{sign}");
    }
}

#[test]
fn a_column_of_numbers_with_a_label_glued_to_them_is_found_if_their_letters_differ() {
    let found = |cell: &dyn Fn(u64) -> String| kinds(&column(Some("X1"), (0..20).map(cell)));
    let prefixes = ["QQ", "CR", "FY", "MW", "NC"];
    let suffix = |row: u64| char::from(b"ABCD"[usize::try_from(row % 4).unwrap()]);
    let number = |row: u64| {
        let prefix = prefixes[usize::try_from(row % 5).unwrap()];
        format!("REF{prefix}{:06}{}", 102_030 + 71 * row, suffix(row))
    };
    assert_eq!(found(&number), [Kind::Nino]);
    let serial = |row: u64| format!("REFQQ{:06}{}", 102_030 + 71 * row, suffix(row));
    assert_eq!(found(&serial), []);
}
