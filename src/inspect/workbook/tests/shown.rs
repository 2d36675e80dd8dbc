//! What is shown of a number or text is more than the number or text.

use super::codes;
use super::ods::{book, sheet};
use super::pack::Pack;

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
}

#[test]
fn a_column_of_numbers_is_looked_at_without_the_letters_of_its_format_as_well() {
    // valid by ISO/IEC 7812-1, annex B
    let cards = [
        4_929_123_456_785_112_u64,
        4_929_000_000_000_000,
        4_929_000_000_000_018,
        4_929_000_000_000_026,
        4_929_000_000_000_034,
        4_929_000_000_000_042,
        4_929_000_000_000_059,
        4_929_000_000_000_067,
    ];
    let cells = cards.iter().map(|card| format!("><v>{card}</v>"));
    let file = with_format("\"ZZ\"0\"ZZ\"", cells);
    assert!(codes(&file, "cards.xlsx").contains("payment-card"));
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
