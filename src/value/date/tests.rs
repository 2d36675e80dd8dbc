use super::*;
use proptest::prelude::*;

fn every_day() -> impl Iterator<Item = (Date, jiff::civil::Date)> {
    let first = jiff::civil::date(1900, 1, 1);
    std::iter::successors(Some(first), |day| day.tomorrow().ok())
        .take_while(|day| day.year() < 2200)
        .map(|day| {
            let ours = Date::new(
                day.year().unsigned_abs(),
                day.month().unsigned_abs(),
                day.day().unsigned_abs(),
            );
            (ours.unwrap(), day)
        })
}

fn written(format: &DateFormat, date: Date) -> String {
    let mut out = String::new();
    format.write(date, &mut out);
    out
}

#[test]
fn every_day_of_three_centuries_is_read_and_written_and_knows_its_month_end() {
    let formats = [
        "%d/%m/%Y", "%Y%m%d", "%d%m%Y", "%d %b %Y", "%B-%d.%Y", "%b%d%Y",
    ]
    .map(|f| DateFormat::parse(f).unwrap());
    let mut count = 0;
    for (ours, theirs) in every_day() {
        let iso = theirs.to_string();
        assert_eq!(ours.expose(), iso);
        assert_eq!(Date::parse_iso(&iso).unwrap().expose(), iso);
        assert_eq!(
            ours.month_end().expose(),
            theirs.last_of_month().to_string()
        );
        for format in &formats {
            assert!(format.read(&written(format, ours)) == Some(ours));
        }
        count += 1;
    }
    assert_eq!(count, 109_573);
}

#[test]
fn no_other_year_month_and_day_is_a_date() {
    let mut count = 0;
    for year in (0..=9999).step_by(1) {
        for month in 0..=13 {
            for day in [0, 1, 28, 29, 30, 31, 32, 255] {
                let theirs = i8::try_from(day)
                    .ok()
                    .and_then(|d| jiff::civil::Date::new(year, month, d).ok());
                let ours = Date::new(year.unsigned_abs(), month.unsigned_abs(), day);
                assert_eq!(
                    ours.is_some(),
                    theirs.is_some() && (1900..2200).contains(&year)
                );
                count += usize::from(ours.is_some());
            }
        }
    }
    assert!(count > 0);
    for text in [
        "",
        "2025-1-01",
        "2025-01-1",
        "2025/01/01",
        "20250101",
        "+025-01-01",
        "2025-01-01T00:00",
        "２025-01-1",
        "2025-01-0:",
    ] {
        assert!(Date::parse_iso(text).is_none(), "{text:?}");
    }
    assert_eq!(
        " 2024-02-29 ".parse::<Date>().unwrap().expose(),
        "2024-02-29"
    );
    assert_eq!(
        format!("{:?}", "2024-02-29".parse::<Date>().unwrap()),
        "Date { .. }"
    );
}

#[test]
fn a_bad_format_is_refused() {
    for text in [
        "",
        " ",
        "/",
        "%",
        "%d%",
        "%Q",
        "%H",
        "d/m/Y",
        "%d/%m/%Y/%y",
        "%d %d",
        "%m %b",
        "%b %B",
        "-%d",
        " %d",
        "%d ",
        "%d,%m",
        "%d\t%m",
        "%%d",
        "%d\u{2011}%m",
        "%-d",
        "%d.................................",
    ] {
        assert!(DateFormat::parse(text).is_err(), "{text:?}");
    }
    let longest = format!("%d{}", ".".repeat(30));
    assert!(DateFormat::parse(&longest).is_ok());
    assert!(DateFormat::parse(&format!("{longest}.")).is_err());
    for (text, reads) in [
        ("%d/%m/%Y", true),
        ("%m/%y", false),
        ("%B %Y", false),
        ("%d-%b-%y", true),
        (".%Y", false),
    ] {
        let format = DateFormat::parse(text).unwrap();
        assert_eq!(
            (
                format.as_str(),
                format.to_string().as_str(),
                format.can_read()
            ),
            (text, text, reads)
        );
    }
}

#[test]
fn reading_is_exact() {
    for (format, text, iso) in [
        ("%d/%m/%Y", "1/2/2025", Some("2025-02-01")),
        ("%d/%m/%Y", "01/02/2025", Some("2025-02-01")),
        ("%d/%m/%Y", "001/02/2025", None),
        ("%d/%m/%Y", "1/2/25", None),
        ("%d/%m/%Y", "1/2/20255", None),
        ("%d/%m/%Y", "31/02/2025", None),
        ("%d/%m/%Y", " 1/2/2025", None),
        ("%d/%m/%Y", "/2/2025", None),
        ("%d.%m.%y", "1.2.99", Some("2099-02-01")),
        ("%d.%m.%y", "1.2.00", Some("2000-02-01")),
        ("%d %b %Y", "3 sEp 2025", Some("2025-09-03")),
        ("%d %b %Y", "3 Sept 2025", None),
        ("%d %B %Y", "3 SEPTEMBER 2025", Some("2025-09-03")),
        ("%d %B %Y", "3 Sep 2025", None),
        ("%d%m%Y", "1112025", None),
        ("%Y%m%d", "2025111", None),
        ("%Y%m%d", "20250111", Some("2025-01-11")),
        ("%d/%m/%Y", "１/2/2025", None),
        ("%m/%Y", "02/2025", None),
        ("%d/%m/%Y", "1/2/+025", None),
        ("%d.%m.%y", "1.2.+5", None),
    ] {
        assert_eq!(
            DateFormat::parse(format)
                .unwrap()
                .read(text)
                .as_ref()
                .map(Date::expose),
            iso,
            "{format} {text}"
        );
    }
}

#[test]
fn admitted_month_ends_are_exactly_those_that_can_be_written() {
    for text in [
        "%Y-%m-%d", "%m/%y", "%b %Y", "%B %y", "%d", "%d/%m", "%y%d", "%Y", "%m", "%d%b", "%d %Y",
    ] {
        let format = DateFormat::parse(text).unwrap();
        let mut ends = std::collections::HashSet::new();
        for year in 1900..=2199 {
            for month in 1..=12 {
                ends.insert(written(
                    &format,
                    Date::new(year, month, 1).unwrap().month_end(),
                ));
            }
        }
        for end in &ends {
            assert!(format.admits_month_end(end), "{text}");
            assert!(
                !format.admits_month_end(&format!("{end} "))
                    && !format.admits_month_end(&format!("0{end}"))
            );
            assert_eq!(
                format.admits_month_end(&end.to_lowercase()),
                end.to_lowercase() == *end
            );
        }
        for (day, _) in every_day() {
            let cell = written(&format, day);
            assert_eq!(
                format.admits_month_end(&cell),
                ends.contains(&cell),
                "{text}"
            );
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_read_is_written_back_as_a_date_that_reads_the_same(
        format in "(%[dmYybB]|[ /.-]){1,6}", text in "\\PC{0,14}", year in 1900_u16..2200, month in 1_u8..=12
    ) {
        if let Ok(format) = DateFormat::parse(&format) {
            prop_assert_eq!(format.admits_month_end(&text) && text.is_empty(), false);
            if let Some(date) = format.read(&text) {
                prop_assert!(format.read(&written(&format, date)) == Some(date));
            }
            let date = Date::new(year, month, 1).unwrap();
            prop_assert!(format.admits_month_end(&written(&format, date.month_end())));
        }
    }
}

#[cfg(feature = "ledger")]
#[test]
fn a_days_number_is_how_many_days_there_are_before_it() {
    for ((ours, theirs), number) in every_day().zip(0_u64..).step_by(29) {
        assert_eq!(ours.ordinal(), number, "{theirs}");
        assert_eq!(i16::try_from(ours.year()), Ok(theirs.year()));
    }
}
