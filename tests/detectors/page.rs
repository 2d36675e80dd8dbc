//! The page of figures.

use std::fmt::Write as _;

use cardsieve::inspect::detect::Kind;

use super::measure::{self, Case};

/// Where the figures over published cases stand, which are measured where the cases are.
pub(crate) const BEGIN: &str = "<!-- measured over published cases -->";
pub(crate) const END: &str = "<!-- end of what is measured over published cases -->";

/// The published sets.
const SETS: [&str; 3] = ["presidio", "stdnum", "uk-postcodes"];

/// Source, what counts, and what chance does, of each detector.
#[rustfmt::skip]
fn about(kind: Kind) -> [&'static str; 3] {
    match kind {
        Kind::Nino => ["HMRC NIM39110", "two letters of a used prefix, six digits, A to D, parted by any one sign or brackets; without the last letter beside its name or under its header", "1 in 15 of that shape"],
        Kind::TemporaryReference => ["HMRC NIM39110", "two digits, a letter, five digits beside its name or under its header; the older TN form alone", "any serial of that shape"],
        Kind::NhsNumber => ["NHS Data Dictionary", "ten digits that pass modulus 11, in groups of 3, 3 and 4, beside its name, under its header, or as a column", "1 in 11"],
        Kind::DrivingLicence => ["DVLA driver number", "sixteen characters with a possible month and day", "hardly"],
        Kind::Passport => ["ICAO Doc 9303", "nine digits, or two letters and seven digits, beside its name or under its header; a line of a machine readable zone", "any nine digits"],
        Kind::Utr => ["HMRC UTR check", "ten digits that pass modulus 11, beside its name, under its header, or as a column", "1 in 10"],
        Kind::Postcode => ["BS 7666-2, PAF", "the positions of letters, with the gap in its place or an area that exists, also with another sign there; five signs in one as a column; both halves in neighbouring columns", "hardly"],
        Kind::StreetAddress => ["BS 7666-1", "a number, one to four words, a word of a street, also in one or with the number behind; a few streets of one word; a PO box; a named house and where it is; without a number as a column or where somebody is said to live", "3 in 100 names of people"],
        Kind::Iban => ["ISO 13616-1, registry 101", "length and form of its country, MOD 97-10", "1 in 97"],
        Kind::BankAccount => ["Pay.UK", "six and eight digits together or in neighbouring columns, also with the first in pairs, or as a column in two groups; one beside its name or under its header", "any six or eight digits"],
        Kind::PaymentCard => ["ISO/IEC 7812-1", "length and first digits of a scheme, Luhn; thirteen digits that are a trade item's as well beside a word or under a header", "1 in 10; three numbers of a column or more that pass no more often are none"],
        Kind::Email => ["RFC 5321, 6531", "a local part, `@`, a domain with a top level or an address in brackets; `[at]`, `[@]` and `dot` written out; a spoken `at` behind a name of two parts; dots between blanks; a column of domains beside another", "hardly"],
        Kind::Phone => ["ITU-T E.164, Ofcom", "`+` or `00` and up to fifteen digits; 0 and nine or ten digits; 44 without its plus; without its 0 beside its name, under its header, or as a column of mobiles; six or seven digits right behind its name; North American groups", "7 in 100 of eleven digits; a column that begins so no more often is none"],
        Kind::DateOfBirth => ["ISO 8601-1", "a date beside its name, under its header, or a column of dates that lie as births do; one date of 1935 to 1994 with its year in full, but for a first of January; any under the name of a person; day, month and year in columns of their own; under its header a spreadsheet's count of days; a year, or six digits, behind a word of birth; months in ten languages", "any date"],
        Kind::Salary => ["ISO 4217", "a year's pay with a currency's sign, or a month's, week's or hour's with that behind it, unless the header is of prices, beside its name, under its header, or a column with pence", "any number"],
        Kind::VettingLevel => ["APP Vetting, UK personnel security", "NPPV, BPSS and what is written out (Developed Vetting), also in one word, alone; others beside a word, under a header, or as most of a column", "initials"],
        Kind::IpAddress => ["RFC 791, RFC 4291", "four octets, also with dots in brackets; eight groups or `::`", "versions in four parts, unless they are called so"],
        Kind::MacAddress => ["IEEE 802", "six pairs or three fours of one separator; twelve digits beside its name or under its header", "hardly"],
        Kind::Coordinates => ["ISO 6709, OS grid", "two decimals of three places or more with nothing but signs between; degrees with signs; two neighbouring columns; a grid reference beside its name, or a column of them; `geo:` or a full plus code", "hardly"],
        Kind::What3words => ["what3words", "three words behind three slashes; without them beside its name or as most of a column", "names of files"],
        Kind::VehicleRegistration => ["DVLA INF104", "marks since 2001 alone, in three groups as a column; older and dateless ones beside a word or under a header, older ones of several forms as a column; both halves in columns of their own", "4 in 10 of that shape"],
        Kind::PayNumber => ["Metropolitan Police", "beside its name, under its header, or the same number as in another column with letters before it", "1 in 100,000"],
        Kind::RadioIssi => ["ETSI EN 300 392-1", "up to 24 bits beside its name or under its header", "any number"],
        Kind::CallSign => ["none that is public", "letters and digits beside its name, anything under its header", "any code"],
        _ => ["", "", ""],
    }
}

/// Why a published case and a detector may disagree.
#[rustfmt::skip]
const EXPLAINED: &[(&str, &str)] = &[
    ("test_iban_recognizer.py test_when_all_ibans_then_succeed 122", "a space within the two letters of the country: there no number, here a disguise"),
    ("test_iban_recognizer.py test_when_all_ibans_then_succeed 162", "a small letter: there no number, here read as a capital"),
    ("test_iban_recognizer.py test_when_all_ibans_then_succeed 326", "slashes between the groups: there no separator, here looked through"),
    ("tests/test_iban.doctest row 530", "upstream leaves the country's control digits aside here, and refuses the same number where it does not"),
    ("tests/test_iban.doctest row 531", "upstream leaves the country's control digits aside here, and refuses the same number where it does not"),
    ("test_phone_recognizer.py test_when_all_phones_then_succeed 9", "a national number of China without its country's code: national forms are those of the United Kingdom and North America"),
];

/// The whole page: what is measured here, and `published`, which was measured where the cases are.
pub(crate) fn page(synthetic: &[Case], published: &str) -> String {
    let mut out = String::from(
        "# The detectors\n\n\
         `inspect` looks for these kinds of personal data in every cell, key and name. This page is written by\n\
         `cargo run --release --features inspect --example detector_figures -- CASES`; a test keeps it so. A text is folded first:\n\
         spaces, dashes, digits and look-alike letters of any kind become plain ones, and what cannot be seen goes. What is written as\n\
         references, escapes, UTF-7 or base64 is read as well, and groups of a number that any one sign parts, time after time,\n\
         or that stand in neighbouring cells of a row or a list.\n\n\
         What is not enough by itself counts where a word beside it, the column's header or a neighbouring column says what it is, or\n\
         where the column as a whole passes the check more often than chance does: the chance has to be below one in a million\n\
         (Chernoff's bound of the binomial tail), over values that differ.\n\n\
         | kind | source | what counts | by chance |\n|---|---|---|---|\n",
    );
    for kind in Kind::ALL {
        let [source, counts, chance] = about(*kind);
        let _ = writeln!(
            out,
            "| `{}` | {source} | {counts} | {chance} |",
            kind.name()
        );
    }
    out.push_str(
        "\n## Made here\n\nTexts from ranges kept free for examples, each plain and in up to nineteen disguises (spaces and dashes of other kinds, dots, slashes,\n\
         underscores, zero-width signs, soft hyphens, bidi controls, full width, look-alikes, within a sentence, in a file's name), and near misses. Each is a\n\
         table of one cell.\n\n",
    );
    out.push_str(&table(synthetic, &["synthetic"]));
    let _ = write!(out, "\n## Published cases\n\n{BEGIN}\n{published}{END}\n");
    out
}

/// The figures over published cases, and each exception.
pub(crate) fn published(cases: &[Case]) -> String {
    let mut out = String::from(
        "\nFrom the tests of Presidio (patterns that upstream calls weak, of a score of 0.2 or less, are left out), python-stdnum (numbers with a check, put\n\
         under a header of their kind) and ideal-postcodes (whole codes, under a header), each a table of one cell. Phone numbers of other countries and kinds that are no part\n\
         of an HR record (URLs, wallets, dates as such) are not measured.\n\n",
    );
    out.push_str(&table(cases, &SETS));
    out.push_str("\nWhere the two disagree:\n\n");
    for set in SETS {
        for kind in Kind::ALL {
            for case in measure::of(cases, set, *kind).1 {
                let why = EXPLAINED
                    .iter()
                    .find(|(name, _)| case.name.starts_with(name));
                let how = if case.holds { "missed" } else { "false alarm" };
                let _ = writeln!(
                    out,
                    "- `{}`, {how}: {}: {}",
                    kind.name(),
                    case.name,
                    why.map_or("NOT EXPLAINED", |(_, why)| *why)
                );
            }
        }
    }
    out.push('\n');
    out
}

fn table(cases: &[Case], sets: &[&str]) -> String {
    let mut out = String::from(
        "| set | kind | positives | found | recall | negatives | false alarms | rate |\n|---|---|---|---|---|---|---|---|\n",
    );
    for set in sets {
        for kind in Kind::ALL {
            let (figures, _) = measure::of(cases, set, *kind);
            if figures.positives + figures.negatives > 0 {
                let _ = writeln!(
                    out,
                    "| {set} | `{}` | {} | {} | {:.1} % | {} | {} | {:.1} % |",
                    kind.name(),
                    figures.positives,
                    figures.found,
                    figures.recall(),
                    figures.negatives,
                    figures.alarms,
                    figures.false_alarms()
                );
            }
        }
    }
    out
}
