//! Tables of text and JSON: what stands where no row should.

use super::{codes, report};

const CLEAN: &str = "card_serial,rank\r\nC1,Constable\r\nC2,Sergeant\r\n";

#[test]
fn a_table_is_read_whatever_parts_its_cells() {
    for delimiter in [",", ";", "\t", "|", "^", "~"] {
        let text = CLEAN.replace(',', delimiter);
        for text in [
            text.clone(),
            text.replace("\r\n", "\n"),
            format!("\u{feff}{text}"),
        ] {
            let report = report(text.as_bytes(), "a.csv");
            assert_eq!((report.findings().len(), report.rows()), (0, 2), "{text:?}");
        }
        let extra = text.replace("C2", &["C2", "more", "and more"].join(delimiter));
        assert_eq!(
            codes(extra.as_bytes(), "a.txt"),
            ["extra-cells"],
            "{extra:?}"
        );
    }
}

#[test]
fn text_in_utf_16_is_read_as_any_other() {
    for big in [false, true] {
        for mark in ["\u{feff}", ""] {
            let text = format!("{mark}{}", CLEAN.replace("C2,", "C2,,"));
            let order = |unit: u16| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            };
            let bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
            assert_eq!(codes(&bytes, "a.csv"), ["extra-cells"], "{big} {mark:?}");
        }
    }
}

#[test]
fn what_stands_beside_the_rows_of_a_text_is_found() {
    let cases: [(&[u8], &str); 10] = [
        (b"a,b\n1,2\n3,4,5\n", "extra-cells"),
        (b"a,b\n1,2\n\n\nremainder\n", "trailing-bytes"),
        (b"a,b\n1,2\0\n", "nul-byte"),
        (b"a,b\n1,2\n\xef\xbb\xbf3,4\n", "second-byte-order-mark"),
        (
            b"\xef\xbb\xbf\xef\xbb\xbfa,b\n1,2\n",
            "second-byte-order-mark",
        ),
        (b"a,b\n\xc3\xa9,2\n\xe9,4\n", "mixed-encodings"),
        (b"a,a\n1,2\n", "duplicate-header"),
        (b"sep=;\na;b\n1;2\n", "comment-line"),
        (b"a,b\n#1,2\n", "comment-line"),
        (b"a,b\n1,2\n3,4\x1a\n", "nul-byte"),
    ];
    for (bytes, code) in cases {
        assert_eq!(
            codes(bytes, "a.csv"),
            [code],
            "{}",
            String::from_utf8_lossy(bytes)
        );
    }
    let long = format!("a,b\n1,{}\n", "x".repeat(1001));
    assert_eq!(codes(long.as_bytes(), "a.csv"), ["long-cell"]);
    assert_eq!(codes(b"", "a.csv"), ["empty-file"]);
    assert_eq!(
        codes(b"a,b\n\xe9,2\n\xe8,4\n", "a.csv"),
        [""; 0],
        "windows-1252 throughout"
    );
}

#[test]
fn a_record_without_end_is_given_up() {
    let mut bytes = b"a,b\n1,\"".to_vec();
    bytes.resize(40 << 20, b'x');
    assert_eq!(codes(&bytes, "a.csv"), ["not-inspected"]);
}

#[test]
fn json_is_read_line_by_line_or_as_an_array() {
    let row = r#"{"card_serial":"C1","rank":{"text":"Constable"},"copies":["a","b",3,null,true]}"#;
    for text in [
        format!("{row}\n{row}\n"),
        format!("[{row},{row}]"),
        format!("\u{feff}[{row},\n{row}]\n"),
    ] {
        let report = report(text.as_bytes(), "a.json");
        assert_eq!((report.findings().len(), report.rows()), (0, 2), "{text}");
    }
    let twice = r#"[{"a":"1","a":"2"}]"#;
    assert_eq!(codes(twice.as_bytes(), "a.json"), ["duplicate-key"]);
    assert_eq!(codes(b"{\"a\":1} remainder", "a.json"), ["trailing-bytes"]);
    assert_eq!(codes(b"{\"a\":1", "a.json"), ["damaged"]);
    let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
    assert_eq!(codes(deep.as_bytes(), "a.json"), ["nested-too-deep"]);
    assert_eq!(
        codes(b"[x],b\n1,2\n", "a.csv"),
        [""; 0],
        "a text that only begins like JSON"
    );
}

#[test]
fn a_name_that_says_another_kind_is_found() {
    assert_eq!(codes(CLEAN.as_bytes(), "a.xlsx"), ["name-disagrees"]);
    assert_eq!(codes(b"{\"a\":1}", "a.csv"), ["name-disagrees"]);
    assert_eq!(codes(b"\xff\xd8\xff\xd9", "a.png"), ["name-disagrees"]);
    assert_eq!(codes(CLEAN.as_bytes(), "no-ending"), [""; 0]);
    assert_eq!(
        codes(b"%PDF-1.7 and so on", "a.png"),
        ["name-disagrees", "not-inspected"]
    );
}
