//! What is shown of a number or text is more than the number or text.

use super::codes;
use super::ods::{book, sheet};
use super::pack::{Pack, zip};

const MARKS: &str = "\"QQ\"000000\"C\"";

fn with_format(format: &str, cells: impl Iterator<Item = String>) -> Vec<u8> {
    let format = format.replace('"', "&quot;");
    let rows: String = (5..)
        .zip(cells)
        .map(|(row, cell)| format!("<row r=\"{row}\"><c r=\"C{row}\" s=\"3\"{cell}</c></row>"))
        .collect();
    Pack::plain()
        .put("xl/styles.xml", ";;;", &format)
        .put(
            "xl/worksheets/sheet1.xml",
            "</sheetData>",
            &format!("{rows}</sheetData>"),
        )
        .file()
}

fn amounts() -> impl Iterator<Item = u32> {
    (0..20).map(|number| 34_500 + 311 * number)
}

#[test]
fn whole_amounts_are_pay_under_the_format_of_a_currency() {
    let cells = || amounts().map(|amount| format!("><v>{amount}</v>"));
    for format in [
        "\"£\"#,##0",
        "\"£\"#,##0.00",
        "[$£-809]#,##0",
        "_-\"£\"* #,##0.00_-",
        "#,##0 \"GBP\"",
    ] {
        let found = codes(&with_format(format, cells()), "cards.xlsx");
        assert!(found.contains("salary"), "{format}: {found:?}");
    }
    assert!(!codes(&with_format("#,##0", cells()), "cards.xlsx").contains("salary"));
}

#[test]
fn a_number_and_the_letters_of_its_format_are_looked_at_as_one() {
    for cell in ["><v>123456</v>", " t=\"inlineStr\"><is><t>123456</t></is>"] {
        let format = if cell.starts_with('>') {
            MARKS
        } else {
            "\"QQ\"@\"C\""
        };
        let file = with_format(format, std::iter::once(cell.to_owned()));
        assert!(codes(&file, "cards.xlsx").contains("nino"), "{cell}");
    }
    let shared = Pack::plain()
        .put("xl/styles.xml", ";;;", "&quot;QQ&quot;@&quot;C&quot;")
        .put("xl/sharedStrings.xml", "C Charlie", "123456")
        .put(
            "xl/worksheets/sheet1.xml",
            "<c r=\"A4\" ",
            "<c r=\"A4\" s=\"3\" ",
        );
    assert!(codes(&shared.file(), "cards.xlsx").contains("nino"));
}

/// Ten digits of which the last is the check digit of the NHS (modulus 11).
fn nhs_number(number: u32) -> Option<String> {
    let digits = (0..9).rev().map(|place| number / 10_u32.pow(place) % 10);
    let sum: u32 = digits
        .zip((2..=10).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = (11 - sum % 11) % 11;
    (check < 10).then(|| format!("{number}{check}"))
}

#[test]
fn a_long_number_is_looked_at_with_the_letters_of_its_format_and_without() {
    let numbers = (943_476_591..).filter_map(nhs_number).take(20);
    let cells = numbers.map(|number| format!("><v>{number}</v>"));
    let file = with_format("\"ZZ\"0\"ZZ\"", cells);
    assert!(codes(&file, "cards.xlsx").contains("nhs-number"));
    let account = std::iter::once("><v>20201555555555</v>".to_owned());
    let file = with_format("\"GB33BUKB\"0", account);
    assert!(codes(&file, "cards.xlsx").contains("iban"));
    // a number with decimals says nobody's name, and may be pay
    let pay = amounts().map(|amount| format!("><v>{amount}.4999999</v>"));
    let file = with_format("\"£\"#,##0", pay);
    assert!(codes(&file, "cards.xlsx").contains("salary"));
}

#[test]
fn formats_of_a_currency_that_every_program_knows_are_seen_as_one() {
    for format in [5, 8, 42, 44] {
        let cells = amounts().map(|amount| format!("><v>{amount}</v>"));
        let plain = with_format("0", cells);
        let entries = super::pack::entries(&plain);
        let entries: Vec<_> = entries
            .into_iter()
            .map(|(name, content)| {
                let text = String::from_utf8(content).unwrap();
                let text = text.replace(
                    "<xf numFmtId=\"164\"",
                    &format!("<xf numFmtId=\"{format}\""),
                );
                (name, text.into_bytes())
            })
            .collect();
        let found = codes(&zip(&entries), "cards.xlsx");
        assert!(found.contains("salary"), "{format}: {found:?}");
    }
}

#[test]
fn what_a_sheet_of_opendocument_shows_of_a_number_is_looked_at() {
    let file = |cells: Vec<(String, String)>| {
        let row = |cell: &str| {
            format!(
                "<table:table-row><table:table-cell><text:p>A Able</text:p></table:table-cell>{cell}</table:table-row>"
            )
        };
        let head = row("<table:table-cell><text:p>shoulder</text:p></table:table-cell>");
        let rows: String = cells
            .iter()
            .map(|(value, shown)| {
                row(&format!("<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>{shown}</text:p></table:table-cell>"))
            })
            .collect();
        book("", &sheet(&(head + &rows)), "", &[])
    };
    let one = file(vec![("123456".to_owned(), "QQ123456C".to_owned())]);
    assert!(codes(&one, "cards.ods").contains("nino"));
    let shown = |add: fn(u32) -> String| {
        let cells = amounts().map(|amount| (amount.to_string(), add(amount)));
        codes(&file(cells.collect()), "cards.ods")
    };
    let pay = shown(|amount| format!("£{},{:03}.00", amount / 1000, amount % 1000));
    assert!(pay.contains("salary"), "{pay:?}");
    let none = shown(|amount| format!("{},{:03}", amount / 1000, amount % 1000));
    assert!(none.is_empty(), "{none:?}");
}
