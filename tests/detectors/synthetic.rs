//! Cases made here, from ranges kept free for examples, in every disguise.

use cardsieve::inspect::detect::Kind;

use super::measure::Case;

/// Where a text's kind is told by its column.
type Told = Option<&'static str>;

/// How a text is disguised: its groups are the words between spaces.
type Change = fn(&str) -> String;

const DISGUISES: &[(&str, Change)] = &[
    ("plain", str::to_owned),
    ("lower case", str::to_lowercase),
    ("no spaces", |text| text.replace(' ', "")),
    ("no-break spaces", |text| text.replace(' ', "\u{a0}")),
    ("narrow spaces", |text| text.replace(' ', "\u{202f}")),
    ("hyphens", |text| text.replace(' ', "-")),
    ("dashes", |text| text.replace(' ', "\u{2013}")),
    ("minus signs", |text| text.replace(' ', "\u{2212}")),
    ("dots", |text| text.replace(' ', ".")),
    ("slashes", |text| text.replace(' ', "/")),
    ("underscores", |text| text.replace(' ', "_")),
    ("zero-width spaces", |text| between(text, "\u{200b}")),
    ("soft hyphens", |text| between(text, "\u{ad}")),
    ("word joiners", |text| between(text, "\u{2060}")),
    ("bidi controls", |text| format!("\u{202d}{text}\u{202c}")),
    ("full width", full_width),
    ("look-alikes", look_alikes),
    ("in a sentence", |text| {
        format!("as told by post ({text}), thank you")
    }),
    ("in a file's name", |text| format!("scan_{text}.pdf")),
];

fn between(text: &str, sign: &str) -> String {
    text.chars()
        .flat_map(|c| [c.to_string(), sign.to_owned()])
        .collect()
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
            ' ' => '\u{3000}',
            other => other,
        })
        .collect()
}

fn look_alikes(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'A' => 'А',
            'B' => 'В',
            'C' => 'С',
            'E' => 'Е',
            'H' => 'Н',
            'K' => 'К',
            'M' => 'М',
            'O' => 'О',
            'P' => 'Р',
            'S' => 'Ѕ',
            'T' => 'Т',
            'X' => 'Х',
            'a' => 'а',
            'c' => 'с',
            'e' => 'е',
            'o' => 'о',
            'p' => 'р',
            other => other,
        })
        .collect()
}

/// Disguises that change what some kinds mean: a point in a decimal, a slash in a path.
pub(crate) fn applies(kind: Kind, disguise: &str) -> bool {
    let within = [
        "hyphens",
        "dashes",
        "minus signs",
        "dots",
        "slashes",
        "underscores",
        "no spaces",
    ];
    match kind {
        Kind::Email
        | Kind::IpAddress
        | Kind::Coordinates
        | Kind::What3words
        | Kind::Salary
        | Kind::StreetAddress
        | Kind::VettingLevel
        | Kind::CallSign
        | Kind::MacAddress => {
            let named = disguise == "in a file's name"
                && matches!(
                    kind,
                    Kind::What3words | Kind::Coordinates | Kind::CallSign | Kind::Salary
                );
            !named && !within.contains(&disguise)
        }
        Kind::DateOfBirth | Kind::RadioIssi | Kind::PayNumber => !within.contains(&disguise),
        _ => true,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for kind in Kind::ALL.iter().copied() {
        let (told, found, not) = of(kind);
        for text in found {
            for (disguise, change) in DISGUISES {
                if applies(kind, disguise) {
                    cases.push(Case {
                        set: "synthetic",
                        name: (*disguise).to_owned(),
                        kind,
                        header: told,
                        text: change(&text),
                        holds: true,
                    });
                }
            }
        }
        for text in not {
            cases.push(Case {
                set: "synthetic",
                name: "near miss".to_owned(),
                kind,
                header: told,
                text,
                holds: false,
            });
        }
    }
    cases
}

/// Thirty of something.
fn thirty(make: impl Fn(u64) -> String) -> Vec<String> {
    (0..30).map(make).collect()
}

fn listed(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn luhn(body: &str) -> String {
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, b)| {
            let digit = u32::from(b - b'0');
            if at % 2 == 0 {
                digit * 2 / 10 + digit * 2 % 10
            } else {
                digit
            }
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn nhs(n: u64) -> Option<String> {
    let body = format!("999{:06}", n * 31_337 % 1_000_000);
    let sum: u32 = body
        .bytes()
        .zip((2..=10).rev())
        .map(|(b, weight)| u32::from(b - b'0') * weight)
        .sum();
    match 11 - sum % 11 {
        10 => None,
        11 => Some(format!("{body}0")),
        check => Some(format!("{body}{check}")),
    }
}

fn grouped(text: &str, groups: &[usize]) -> String {
    let mut rest = text;
    let mut parts = Vec::new();
    for group in groups {
        let (part, behind) = rest.split_at(*group);
        parts.push(part);
        rest = behind;
    }
    parts.push(rest);
    parts.join(" ").trim().to_owned()
}

/// The next digit instead of the last one.
fn spoilt(text: &str) -> String {
    let (body, last) = text.split_at(text.len() - 1);
    let digit: u32 = last.parse().unwrap_or(0);
    format!("{body}{}", (digit + 1) % 10)
}

fn iban(n: u64) -> String {
    let own = format!("BUKB202015{:08}", 55_000_000 + n * 7_919);
    let value = format!("{own}GB00").bytes().fold(0_u64, |rest, b| match b {
        b'0'..=b'9' => (rest * 10 + u64::from(b - b'0')) % 97,
        _ => (rest * 100 + u64::from(b - b'A') + 10) % 97,
    });
    format!("GB{:02}{own}", 98 - value)
}

fn card(n: u64) -> String {
    let starts = ["4", "51", "2221", "55", "35", "60", "62"];
    let start = starts[n as usize % starts.len()];
    luhn(&format!(
        "{start}{:0width$}",
        n * 982_451_653 % 10_u64.pow(11),
        width = 15 - start.len()
    ))
}

/// What tells the kind, texts that hold it and near misses.
fn of(kind: Kind) -> (Told, Vec<String>, Vec<String>) {
    let nhs_numbers: Vec<String> = (0..40).filter_map(nhs).take(30).collect();
    match kind {
        Kind::Nino => (
            None,
            thirty(|n| {
                grouped(
                    &format!(
                        "QQ{:06}{}",
                        n * 33_331 % 1_000_000,
                        ["A", "B", "C", "D"][n as usize % 4]
                    ),
                    &[2, 2, 2, 2],
                )
            }),
            thirty(|n| {
                format!(
                    "{}{:06}{}",
                    ["BG", "GB", "NK", "KN", "TN", "NT", "ZZ", "DA", "FY1", "AO"][n as usize % 10],
                    n * 33_331 % 1_000_000,
                    ["A", "E", "F"][n as usize % 3]
                )
            }),
        ),
        Kind::TemporaryReference => (
            Some("TRN"),
            thirty(|n| grouped(&format!("99Z{:05}", n * 3_331 % 100_000), &[2, 1])),
            thirty(|n| format!("99{:06}", n * 3_331)),
        ),
        Kind::NhsNumber => (
            None,
            nhs_numbers
                .iter()
                .map(|number| format!("NHS {}", grouped(number, &[3, 3])))
                .collect(),
            nhs_numbers
                .iter()
                .map(|number| format!("NHS {}", grouped(&spoilt(number), &[3, 3])))
                .collect(),
        ),
        Kind::DrivingLicence => (
            None,
            thirty(|n| {
                grouped(
                    &format!(
                        "MORGA{}{:02}{:02}{}SM9IJ",
                        n % 10,
                        [1, 7, 12, 53, 61][n as usize % 5],
                        n % 28 + 1,
                        n % 7
                    ),
                    &[5, 6],
                )
            }),
            thirty(|n| {
                format!(
                    "MORGA{}{:02}{:02}{}SM9IJ",
                    n % 10,
                    [0, 13, 49, 63, 99][n as usize % 5],
                    n % 28 + 1,
                    n % 7
                )
            }),
        ),
        Kind::Passport => (
            Some("Passport No"),
            thirty(|n| grouped(&format!("99{:07}", n * 33_331 % 10_000_000), &[3, 3])),
            thirty(|n| format!("99{:06}", n * 33_331 % 1_000_000)),
        ),
        Kind::Utr => (
            Some("UTR"),
            listed(&["19558 39661", "12345 67895", "21728 58530", "22345 67890"]),
            listed(&["29558 39661", "22345 67895", "31728 58530", "32345 67890"]),
        ),
        Kind::Postcode => (
            None,
            listed(&[
                "SW1A 1AA", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB",
                "BT35 8GE", "NE69 7AW", "L27 8XY",
            ])
            .into_iter()
            .filter(|code| code.len() > 6)
            .collect(),
            listed(&[
                "PS 45 AW", "PC 1234", "SW1A 1CA", "1A1 1AA", "EH1 JS", "QX1 1AA", "ZZ99 3WZ",
                "VA1 1AA", "M1 1IE", "DC 1234A",
            ]),
        ),
        Kind::StreetAddress => (
            None,
            thirty(|n| {
                format!(
                    "{} {} {}",
                    n * 7 + 1,
                    ["Church", "Old Mill", "Station", "High", "St John"][n as usize % 5],
                    ["Road", "Street", "Lane", "Close", "Avenue", "Crescent"][n as usize % 6]
                )
            }),
            listed(&[
                "Ann Lane",
                "PC 1234 Ann Hill",
                "M STREET",
                "Support Worker",
                "Church of England",
                "Section 5 Public Order",
                "Room 12",
                "Grade 7 Manager",
            ]),
        ),
        Kind::Iban => (
            None,
            thirty(|n| grouped(&iban(n), &[4, 4, 4, 4, 4])),
            thirty(|n| spoilt(&iban(n))),
        ),
        Kind::BankAccount => (
            Some("Account No"),
            thirty(|n| grouped(&format!("{}", 55_000_000 + n * 7_919), &[4])),
            thirty(|n| format!("{}", 5_500_000 + n * 7_919)),
        ),
        Kind::PaymentCard => (
            None,
            thirty(|n| grouped(&card(n), &[4, 4, 4])),
            thirty(|n| grouped(&spoilt(&card(n)), &[4, 4, 4])),
        ),
        Kind::Email => (
            None,
            thirty(|n| {
                format!(
                    "{}{n}@{}",
                    ["a.smith", "o'brien", "x_y", "anne-marie"][n as usize % 4],
                    ["example.org", "mail.example.com", "example.police.uk"][n as usize % 3]
                )
            }),
            listed(&[
                "@handle",
                "a@b",
                "user@localhost",
                "info@example.",
                "hello there",
                "at example.org",
                "a @ b",
            ]),
        ),
        Kind::Phone => (
            None,
            thirty(|n| match n % 5 {
                0 => format!("07700 900{n:03}"),
                1 => format!("01632 960{n:03}"),
                2 => format!("0161 496 0{n:03}"),
                3 => format!("020 7946 0{n:03}"),
                _ => format!("+44 7700 900{n:03}"),
            }),
            listed(&[
                "2029-01-31",
                "31/01/2029",
                "123456",
                "12345678",
                "0000000000",
                "1234567",
                "CS-1234567",
                "12-34-56",
                "0012345",
                "04567890123",
            ]),
        ),
        Kind::DateOfBirth => (
            None,
            thirty(|n| match n % 3 {
                0 => format!("DOB {:02}/{:02}/{}", n % 28 + 1, n % 12 + 1, 1_960 + n),
                1 => format!("DOB {}-{:02}-{:02}", 1_960 + n, n % 12 + 1, n % 28 + 1),
                _ => format!(
                    "born {} {} {}",
                    n % 28 + 1,
                    ["May", "June", "Oct"][n as usize % 3],
                    1_960 + n
                ),
            }),
            thirty(|n| {
                format!(
                    "expires {}-{:02}-{:02}",
                    2_026 + n % 10,
                    n % 12 + 1,
                    n % 28 + 1
                )
            }),
        ),
        Kind::Salary => (
            None,
            thirty(|n| format!("£{},{:03}", 20 + n, n * 31 % 1_000)),
            listed(&["£12", "34567", "12.50", "£3.20", "2029", "123456"]),
        ),
        Kind::VettingLevel => (
            None,
            listed(&[
                "NPPV3",
                "NPPV 2",
                "DV cleared",
                "SC clearance",
                "vetted to CTC",
                "BPSS",
            ]),
            listed(&["SC", "DV", "M RV", "CTC Ltd", "Sergeant", "DC"]),
        ),
        Kind::IpAddress => (
            None,
            thirty(|n| {
                if n % 2 == 0 {
                    format!("192.0.2.{n}")
                } else {
                    format!("2001:db8::{n:x}:1")
                }
            }),
            listed(&[
                "192.0.2",
                "256.0.0.1",
                "12:34:56",
                "31.01.2029",
                "a:b",
                "std::cout",
            ]),
        ),
        Kind::MacAddress => (
            None,
            thirty(|n| format!("00:1A:2B:3C:{:02X}:5E", n * 7)),
            listed(&[
                "00:1A:2B:3C:4D",
                "FF:FF:FF:FF:FF:FF",
                "12:34:56",
                "ZZ:ZZ:ZZ:ZZ:ZZ:ZZ",
            ]),
        ),
        Kind::Coordinates => (
            None,
            thirty(|n| format!("54.0{:04}, -5.0{:04}", 100 + n * 31, 200 + n * 17)),
            listed(&["54.01", "1.50, 2.50", "192.0.2.1", "31.01.2029"]),
        ),
        Kind::What3words => (
            None,
            listed(&[
                "///filled.count.soap",
                "///index.home.raft",
                "///daring.lion.race",
            ]),
            listed(&["filled.count.soap", "www.example.org", "photo.final.jpg"]),
        ),
        Kind::VehicleRegistration => (
            None,
            thirty(|n| format!("AB{:02} C{}E", 51 + n % 25, ["D", "F", "X"][n as usize % 3])),
            listed(&[
                "AI12 CDE",
                "AB00 CDE",
                "AB12 CDQ",
                "AB123CDE",
                "AB12CD",
                "CS1234567",
            ]),
        ),
        Kind::PayNumber => (
            None,
            thirty(|n| format!("payroll P{}", 123_456 + n)),
            thirty(|n| format!("{}", 123_456 + n)),
        ),
        Kind::RadioIssi => (
            None,
            thirty(|n| format!("ISSI {}", 6_012_345 + n)),
            thirty(|n| format!("{}", 6_012_345 + n)),
        ),
        Kind::CallSign => (
            None,
            thirty(|n| format!("callsign XR{n}")),
            thirty(|n| format!("XR{n}")),
        ),
        _ => (None, Vec::new(), Vec::new()),
    }
}
