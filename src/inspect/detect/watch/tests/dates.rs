use super::*;

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
fn days_that_a_spreadsheet_counts_are_births_under_their_name_alone() {
    let days = || {
        ["28622", "31000", "20000"]
            .iter()
            .map(|day| (*day).to_owned())
    };
    assert_eq!(
        kinds(&column(Some("Date of Birth"), days())),
        [Kind::DateOfBirth]
    );
    for name in [None, Some("Expiry"), Some("Card Serial")] {
        assert_eq!(column(name, days()), [], "{name:?}");
    }
    let later = || ["46000"].iter().map(|day| (*day).to_owned());
    assert_eq!(column(Some("Date of Birth"), later()), []);
}

#[test]
fn births_are_found_whatever_sign_parts_them_and_days_of_expiry_are_not() {
    for sign in ["|", ",", ";", "+", "*", "="] {
        let births =
            (0..12).map(|row| format!("{:02}{sign}{:02}{sign}{}", 1 + row, 12 - row, 1961 + row));
        assert_eq!(
            kinds(&column(Some("X1"), births)),
            [Kind::DateOfBirth],
            "{sign}"
        );
        let expiries = (0..12).map(|row| {
            format!(
                "{:02}{sign}{:02}{sign}{}",
                1 + row,
                12 - row,
                2027 + row % 4
            )
        });
        assert_eq!(kinds(&column(Some("X1"), expiries)), [], "{sign}");
    }
}
