use std::io::{self, Read};

use proptest::prelude::*;

use super::header;
use super::scan::{Scanner, Step};
use crate::code::{Code, ColumnName};
use crate::field::Readable;
use crate::record::input::{Buffer, Encoding, Input, InputError, InputOptions};
use crate::record::{Format, Reading, Record};

/// Gives so many bytes at a time.
struct Slow<'a>(&'a [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let length = self.1.min(to.len());
        self.0.read(&mut to[..length])
    }
}

type Rows = Vec<(u64, u64, Vec<Option<String>>)>;

fn rows(mut input: Input<'_>) -> Result<Rows, InputError> {
    let mut rows = Vec::new();
    while let Some(row) = input.next()? {
        let texts = Readable::ALL.iter().map(|field| match row.read(*field) {
            Reading::Text(text) => Some(text.to_owned()),
            _ => None,
        });
        rows.push((row.row(), row.line(), texts.collect()));
    }
    Ok(rows)
}

fn read(bytes: &[u8]) -> Result<Rows, InputError> {
    rows(Input::open(
        bytes,
        &InputOptions::new().format(Format::Csv),
        None,
    )?)
}

fn names(bytes: &[u8]) -> Vec<String> {
    texts(bytes, Readable::FamilyName)
}

fn texts(bytes: &[u8], field: Readable) -> Vec<String> {
    let rows = read(bytes).unwrap();
    rows.into_iter()
        .map(|(_, _, texts)| texts[field.index()].clone().unwrap())
        .collect()
}

fn refused(bytes: &[u8]) -> (Code, Option<u64>, Option<u64>, Option<ColumnName>) {
    match read(bytes) {
        Err(InputError::Refused(refused)) => (
            refused.code(),
            refused.row(),
            refused.line(),
            refused.column().cloned(),
        ),
        other => panic!("{other:?}"),
    }
}

fn known(name: &str) -> Option<ColumnName> {
    Some(ColumnName::Known(name.to_owned()))
}

#[test]
fn line_ends_quotes_and_the_missing_last_one_are_all_the_same() {
    for text in [
        "family_name,rank\nNg,PC\nO'Neill,DC\n",
        "family_name,rank\r\nNg,PC\r\nO'Neill,DC\r\n",
        "family_name;rank\nNg;PC\nO'Neill;DC",
        "\u{feff}\"family_name\"\t\"rank\"\n\"Ng\"\t\"PC\"\n\"O'Neill\"\tDC\r\n\r\n\n",
        " family_name |rank\nNg|PC\nO'Neill|\"DC\"",
    ] {
        assert_eq!(names(text.as_bytes()), ["Ng", "O'Neill"], "{text}");
        assert_eq!(
            texts(text.as_bytes(), Readable::Rank),
            ["PC", "DC"],
            "{text}"
        );
    }
}

#[test]
fn quotes_hide_delimiters_line_ends_and_doubled_quotes() {
    let text = "family_name,rank\n\"a,\"\"b\"\"\nc\",x\nd\"e,\"\"\n";
    assert_eq!(names(text.as_bytes()), ["a,\"b\"\nc", "d\"e"]);
    assert_eq!(texts(text.as_bytes(), Readable::Rank), ["x", ""]);
    let lines: Vec<u64> = read(text.as_bytes())
        .unwrap()
        .iter()
        .map(|row| row.1)
        .collect();
    assert_eq!(lines, [2, 4]);
}

#[test]
fn every_fault_of_structure_refuses_the_input_with_its_place() {
    let head = "family_name,nino,rank\n";
    for (body, code, column) in [
        ("a,b\n", Code::RaggedRow, None),
        ("a,b,c,d\n", Code::RaggedRow, None),
        ("a,b,c,d,e,\"f\n", Code::RaggedRow, None),
        ("\na,b,c\n", Code::RaggedRow, None),
        ("a,\"b,c\n", Code::UnterminatedQuote, known("nino")),
        ("a,\"b\" ,c\n", Code::UnterminatedQuote, known("nino")),
        ("a,\"b\"x\"\",c\n", Code::UnterminatedQuote, known("nino")),
        ("a,b\0,c\n", Code::NulByte, known("nino")),
        ("a,\"b\0\",c\n", Code::NulByte, known("nino")),
        ("a,\"b\"\0,c\n", Code::NulByte, known("nino")),
    ] {
        for (before, row, line) in [("", 1, 2), ("x,\"y\ny\",z\n", 2, 4)] {
            let text = format!("{head}{before}{body}");
            assert_eq!(
                refused(text.as_bytes()),
                (code, Some(row), Some(line), column.clone()),
                "{text:?}"
            );
        }
    }
}

#[test]
fn the_header_line_is_checked_as_well() {
    assert_eq!(refused(b"").0, Code::NoKnownColumn);
    assert_eq!(refused(b"\n\n").0, Code::RaggedRow);
    assert_eq!(refused(b"Jane,Smith\n").0, Code::NoKnownColumn);
    assert_eq!(refused(b"rank,x;y\n").0, Code::AmbiguousDelimiter);
    assert_eq!(
        refused(b"rank,rank \n"),
        (Code::DuplicateHeader, None, None, known("rank"))
    );
    assert_eq!(
        refused(b"rank,x,x\n"),
        (
            Code::DuplicateHeader,
            None,
            None,
            Some(ColumnName::Ordinal(3))
        )
    );
    assert_eq!(refused(b"rank,\xe9\n").0, Code::NotUtf8);
    assert_eq!(refused(b"rank,\0\n").0, Code::NulByte);
    assert_eq!(refused(b"rank,\"x\n").0, Code::UnterminatedQuote);
    assert_eq!(refused(b"\xff\xfer\0a\0").0, Code::NulByte);
}

#[test]
fn bad_utf8_refuses_only_where_it_is_read() {
    assert_eq!(names(b"notes,family_name\nSi\xe2n,Ng\n"), ["Ng"]);
    assert_eq!(
        refused(b"notes,family_name\nx,Si\xe2n\n"),
        (Code::NotUtf8, Some(1), Some(2), known("family_name"))
    );
    assert_eq!(
        refused(b"notes,family_name\nx,\"Si\"\"\xe2n\"\n").0,
        Code::NotUtf8
    );
}

#[test]
fn windows_1252_is_decoded_where_it_is_read() {
    let options = InputOptions::new().encoding(Encoding::Windows1252);
    let bytes: &[u8] = b"notes,family_name\n\x81,Si\xe2n \x92t \x80\n";
    let rows = rows(Input::open(bytes, &options, None).unwrap()).unwrap();
    assert_eq!(
        rows[0].2[Readable::FamilyName.index()].as_deref(),
        Some("Siân ’t €")
    );
    // what would be UTF-8 too is none here, and quotes within a cell are its own
    let cells: [(&[u8], &str); 4] = [
        (b"Si\xc3\xa2n", "Si\u{c3}\u{a2}n"),
        (b"\"Si\xc3\xa2n\"", "Si\u{c3}\u{a2}n"),
        (b"d\"\"e", "d\"\"e"),
        (b"\"d\"\"e\"", "d\"e"),
    ];
    for (cell, expected) in cells {
        let bytes = [b"family_name,x\n", cell, b",1\n"].concat();
        let rows = self::rows(Input::open(&bytes[..], &options, None).unwrap()).unwrap();
        let found = rows[0].2[Readable::FamilyName.index()].as_deref();
        assert_eq!(found, Some(expected));
    }
    let marked: &[u8] = b"\xef\xbb\xbfrank\n";
    let error = Input::open(marked, &options, None).unwrap_err();
    assert_eq!(error.code(), Some(Code::AmbiguousEncoding));
}

#[test]
fn lengths_are_bounded_at_one_and_sixteen_mebibytes() {
    let cell = |length: usize| {
        let mut text = b"family_name,nino\nNg,".to_vec();
        text.resize(text.len() + length, b'x');
        text.push(b'\n');
        text
    };
    assert_eq!(names(&cell(1 << 20)), ["Ng"]);
    assert_eq!(
        refused(&cell((1 << 20) + 1)),
        (Code::CellTooLong, Some(1), Some(2), known("nino"))
    );
    assert_eq!(
        refused(&cell(17 << 20)),
        (Code::RecordTooLong, Some(1), Some(2), None)
    );
    let open = ["family_name\n\"", &"x\n".repeat(9 << 20)].concat();
    assert_eq!(refused(open.as_bytes()).0, Code::RecordTooLong);
    let columns: Vec<String> = (0..17).map(|n| format!("c{n}")).collect();
    let wide = format!(
        "rank,{}\nPC{}\n",
        columns.join(","),
        format!(",{}", "y".repeat(1 << 20)).repeat(17)
    );
    assert_eq!(refused(wide.as_bytes()).0, Code::RecordTooLong);
}

#[test]
fn a_long_cell_that_is_not_read_is_measured_between_others() {
    let text = |length: usize| format!("family_name,nino,x\nNg,{},y\n", "n".repeat(length));
    assert_eq!(names(text(1 << 20).as_bytes()), ["Ng"]);
    assert_eq!(
        refused(text((1 << 20) + 1).as_bytes()),
        (Code::CellTooLong, Some(1), Some(2), known("nino"))
    );
}

#[test]
fn a_record_has_sixteen_mebibytes_and_its_line_end_beside_them() {
    let headers: Vec<String> = (0..17).map(|n| format!("c{n}")).collect();
    let record = |length: usize, end: &str| {
        let mut text = format!("rank,{}\nPC", headers.join(","));
        // seventeen cells, none above its own limit
        let mut left = length - 19;
        for _ in &headers {
            let part = left.min(1 << 20);
            left -= part;
            text.push(',');
            text.push_str(&"y".repeat(part));
        }
        text + end
    };
    for end in ["", "\n", "\r\n"] {
        assert_eq!(
            texts(record(16 << 20, end).as_bytes(), Readable::Rank),
            ["PC"],
            "{end:?}"
        );
        assert_eq!(
            refused(record((16 << 20) + 1, end).as_bytes()),
            (Code::RecordTooLong, Some(1), Some(2), None),
            "{end:?}"
        );
    }
}

#[test]
fn long_records_are_measured_wherever_they_lie_in_the_buffer() {
    let headers: Vec<String> = (0..12).map(|n| format!("c{n}")).collect();
    let row = |length: usize| format!("\nPC{}", format!(",{}", "y".repeat(length)).repeat(12));
    let text = format!(
        "rank,{}{}{}{}",
        headers.join(","),
        row(1 << 20),
        row(200 << 10),
        row(90 << 10)
    );
    assert_eq!(texts(text.as_bytes(), Readable::Rank).len(), 3);
}

#[test]
fn an_input_may_be_longer_than_its_longest_record() {
    let text = format!(
        "rank,notes\n{}",
        format!("PC,{}\n", "n".repeat(1 << 20)).repeat(18)
    );
    assert_eq!(texts(text.as_bytes(), Readable::Rank).len(), 18);
}

#[test]
fn a_header_line_hides_delimiters_in_quotes_and_bounds_its_cells() {
    assert_eq!(texts(b"\"a;b\",rank\nx,PC\n", Readable::Rank), ["PC"]);
    assert_eq!(texts(b"\"a\"\";b\",rank\nx,PC\n", Readable::Rank), ["PC"]);
    let long = |length: usize| format!("rank,{}\nPC,x\n", "h".repeat(length));
    assert_eq!(texts(long(1 << 20).as_bytes(), Readable::Rank), ["PC"]);
    assert_eq!(
        refused(long((1 << 20) + 1).as_bytes()),
        (
            Code::CellTooLong,
            None,
            Some(1),
            Some(ColumnName::Ordinal(2))
        )
    );
}

#[test]
fn one_column_is_parted_by_commas_unless_another_delimiter_is_named() {
    assert_eq!(refused(b"rank\nPC,DC\n").0, Code::RaggedRow);
    let options = InputOptions::new().delimiter(b';');
    let input = Input::open(&b"rank\nPC,DC\n"[..], &options, None).unwrap();
    let rows = rows(input).unwrap();
    assert_eq!(rows[0].2[Readable::Rank.index()].as_deref(), Some("PC,DC"));
}

#[test]
fn a_closing_quote_stands_before_a_whole_line_end() {
    assert_eq!(
        texts(b"x,rank\r\n1,\"PC\"\r\n2,\"DC\"", Readable::Rank),
        ["PC", "DC"]
    );
    for cut in ["\r", "\rx", "\r\r\n"] {
        let text = format!("x,rank\r\n1,\"PC\"{cut}");
        assert_eq!(
            refused(text.as_bytes()).0,
            Code::UnterminatedQuote,
            "{cut:?}"
        );
    }
}

#[test]
fn a_quoted_cell_may_end_at_every_edge_of_the_buffer() {
    // the buffer first holds 256 KiB
    for past in 0..12 {
        let head = "x,rank\n";
        let filler = (256 << 10) - head.len() - 8 + past;
        let lines = "x,y\n".repeat(filler / 4);
        let line = "x".repeat(filler % 4);
        let text = format!("{head}{lines}{line},\"P\"\"C\"\r\n1,\"DC\"\r\n");
        let found = texts(text.as_bytes(), Readable::Rank);
        assert_eq!(found[filler / 4..], ["P\"C", "DC"], "{past}");
    }
}

#[test]
fn an_error_is_given_again_and_no_row_after_it() {
    let mut input =
        Input::open(&b"rank,x\nPC,1\nPC\nPC,3\n"[..], &InputOptions::new(), None).unwrap();
    assert!(input.next().unwrap().is_some());
    let first = input.next().unwrap_err();
    assert_eq!(input.next().unwrap_err(), first);
}

#[test]
fn a_delimiter_can_be_named() {
    let options = InputOptions::new().delimiter(b';');
    let input = Input::open(&b"rank;a,b\nPC;1,2\n"[..], &options, None).unwrap();
    assert_eq!(rows(input).unwrap().len(), 1);
    let options = InputOptions::new().delimiter(b'x');
    assert!(Input::open(&b"rank\n"[..], &options, None).is_err());
}

/// The naive scanner: one record's cells, byte by byte.
fn naive(data: &[u8]) -> Result<Vec<(usize, usize)>, Code> {
    let (mut cells, mut from, mut at) = (Vec::new(), 0, 0);
    loop {
        if data.get(at) == Some(&b'"') && at == from {
            at += 1;
            loop {
                match (data.get(at), data.get(at + 1)) {
                    (None, _) => return Err(Code::UnterminatedQuote),
                    (Some(0), _) => return Err(Code::NulByte),
                    (Some(b'"'), Some(b'"')) => at += 2,
                    (Some(b'"'), _) => break,
                    _ => at += 1,
                }
            }
            at += 1;
            match (data.get(at), data.get(at + 1)) {
                (None | Some(b',' | b'\n'), _) | (Some(b'\r'), Some(b'\n')) => {}
                (Some(0), _) => return Err(Code::NulByte),
                _ => return Err(Code::UnterminatedQuote),
            }
        }
        match data.get(at) {
            Some(b',') => {
                cells.push((from, at));
                from = at + 1;
            }
            Some(b'\n') => {
                let end = if at > 0 && data[at - 1] == b'\r' {
                    at - 1
                } else {
                    at
                };
                cells.push((from, end));
                return Ok(cells);
            }
            None => {
                cells.push((from, at));
                return Ok(cells);
            }
            Some(0) => return Err(Code::NulByte),
            Some(_) => {}
        }
        at += 1;
    }
}

fn csv_bytes() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        4 => Just(b'"'), 3 => Just(b','), 1 => Just(b'\r'), 1 => Just(b'\n'), 8 => Just(b'a'),
    ];
    proptest::collection::vec(byte, 0..300)
}

proptest! {
    #[test]
    fn the_scanner_agrees_with_the_naive_one(data in csv_bytes(), shift in 0_usize..70) {
        let mut buffer = vec![b'x'; shift];
        buffer.extend(&data);
        let mut scanner = Scanner::new(b',', 400);
        match (scanner.record(&buffer, shift, true), naive(&data)) {
            (Step::Record { cells, .. }, Ok(expected)) => {
                let found: Vec<_> = (0..cells).map(|index| scanner.cell(shift, index)).collect();
                let expected: Vec<_> = expected.iter().map(|(from, to)| (from + shift, to + shift)).collect();
                prop_assert_eq!(found, expected);
            }
            (Step::Fault { code, .. }, Err(expected)) => prop_assert_eq!(code, expected),
            (Step::Incomplete, _) => prop_assert!(data.is_empty()),
            (step, expected) => prop_assert!(false, "{:?} {:?}", step, expected),
        }
    }

    #[test]
    fn what_the_csv_crate_writes_is_read_back(
        records in proptest::collection::vec(("[a-zé,\"\n ;]{0,20}", "[a-z\"\r\n|é]{0,90}", "[a-z']{1,9}"), 1..30),
        delimiter in proptest::sample::select(vec![b',', b';', b'\t', b'|']),
        crlf in proptest::bool::ANY,
    ) {
        let end = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(end).from_writer(Vec::new());
        writer.write_record(["given_names", "notes", "family_name"]).unwrap();
        for (a, b, c) in &records {
            writer.write_record([a, b, c]).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let rows = read(&bytes).unwrap();
        prop_assert_eq!(rows.len(), records.len());
        for ((_, _, texts), (a, _, c)) in rows.iter().zip(&records) {
            prop_assert_eq!(texts[Readable::GivenNames.index()].as_ref(), Some(a));
            prop_assert_eq!(texts[Readable::FamilyName.index()].as_ref(), Some(c));
        }
        for chunk in [1, 3, 64] {
            let slow = rows_of_slow(&bytes, chunk);
            prop_assert_eq!(slow.as_ref(), Ok(&rows));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let whole = read(&[b"rank,notes\n", bytes.as_slice()].concat());
        prop_assert_eq!(rows_of_slow(&[b"rank,notes\n", bytes.as_slice()].concat(), 1), whole);
        let _ = read(&bytes);
        let _ = header(&mut Buffer::new(&bytes[..]), &InputOptions::new());
    }

    #[test]
    fn no_structure_makes_it_panic_and_chunks_do_not_matter(bytes in csv_bytes()) {
        let bytes = [b"rank,notes\n", bytes.as_slice()].concat();
        prop_assert_eq!(rows_of_slow(&bytes, 1), read(&bytes));
    }
}

fn rows_of_slow(bytes: &[u8], chunk: usize) -> Result<Rows, InputError> {
    let options = InputOptions::new().format(Format::Csv);
    rows(Input::open(Slow(bytes, chunk), &options, None)?)
}

#[test]
fn records_may_lie_across_every_edge_of_the_buffer() {
    // the buffer first holds 256 KiB: rows of every length pass over its end
    let mut text = String::from("family_name,notes\n");
    let mut expected = Vec::new();
    for n in 0..6000_usize {
        let notes = "n".repeat(n % 131);
        let notes = if n % 3 == 0 {
            format!("\"{notes}\"\"\r\n,\"")
        } else {
            notes
        };
        text.push_str(&format!("name{n},{notes}\r\n"));
        expected.push(format!("name{n}"));
    }
    assert!(text.len() > 400_000);
    assert_eq!(names(text.as_bytes()), expected);
}
