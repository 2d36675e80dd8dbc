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
    // colons within the one column
    let chips = b"Chip UID\r\n04:AB:12:34:56:78:90\r\n04:AC:12:34:56:78:90\r\n";
    assert_eq!(codes(chips, "a.csv"), [""; 0]);
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
fn what_blanks_push_out_of_sight_is_found_in_cells_headers_and_keys() {
    let pushed = format!("Constable{}moved", " ".repeat(900));
    let json = serde_json::json!([{"rank": pushed}, {pushed.clone(): 1}]).to_string();
    for (text, name) in [
        (CLEAN.replace("Constable", &pushed), "a.csv"),
        (CLEAN.replace("rank", &pushed), "a.csv"),
        (json, "a.json"),
    ] {
        assert_eq!(codes(text.as_bytes(), name), ["invisible-text"], "{name}");
    }
}

#[test]
fn letters_that_nobody_sees_are_found_in_cells_keys_and_names() {
    let tags: String = "surname"
        .chars()
        .filter_map(|c| char::from_u32(0xe0000 + u32::from(c)))
        .collect();
    for hidden in [
        format!("Constable{tags}"),
        "\u{1b}[8mConstable\u{1b}[0m".to_owned(),
        "Con\u{8}stable".to_owned(),
        "Constable\u{fe01}\u{fe0a}\u{fe07}\u{fe03}".to_owned(),
        "\u{202e}elbatsnoC\u{202c}".to_owned(),
        "Con\u{200b}\u{200c}\u{200b}\u{200c}\u{200b}stable".to_owned(),
    ] {
        let csv = CLEAN.replace("Constable", &hidden);
        assert_eq!(
            codes(csv.as_bytes(), "a.csv"),
            ["invisible-text"],
            "{hidden:?}"
        );
        let found = report(csv.as_bytes(), "a.csv");
        let finding = &found.findings()[0];
        assert_eq!(
            (finding.place().column, finding.first_row(), finding.count()),
            (Some(2), Some(1), 1)
        );
        let header = CLEAN.replace("rank", &hidden);
        assert_eq!(
            codes(header.as_bytes(), "a.csv"),
            ["invisible-text"],
            "{hidden:?}"
        );
        for json in [
            serde_json::json!([{"rank": hidden}]).to_string(),
            serde_json::json!([{hidden.clone(): 1}]).to_string(),
            serde_json::json!({"a": {"b": [hidden]}}).to_string(),
        ] {
            assert_eq!(
                codes(json.as_bytes(), "a.json"),
                ["invisible-text"],
                "{json:?}"
            );
        }
        assert_eq!(
            codes(CLEAN.as_bytes(), &format!("{hidden}.csv")),
            ["invisible-text"],
            "{hidden:?}"
        );
    }
    // a few strays in a text, and the same few in each of many
    let stray = |rows: usize| {
        let rows: String = (0..rows)
            .map(|at| format!("C{at},Const\u{200b}able\u{200c}\r\n"))
            .collect();
        format!("card_serial,rank\r\n{rows}")
    };
    assert_eq!(codes(stray(3).as_bytes(), "a.csv"), [""; 0]);
    assert_eq!(codes(stray(8).as_bytes(), "a.csv"), ["invisible-text"]);
    assert_eq!(
        codes(b"[{\"rank\": \"Con\\u0000stable\"}]", "a.json"),
        ["nul-byte"]
    );
}

#[test]
fn what_is_written_in_other_letters_is_read_or_told() {
    // EBCDIC, as Python's codec cp500 writes it
    let ebcdic = |text: &str| -> Vec<u8> {
        let byte = |c: u8| match c {
            b'A'..=b'I' => c - b'A' + 0xc1,
            b'J'..=b'R' => c - b'J' + 0xd1,
            b'S'..=b'Z' => c - b'S' + 0xe2,
            b'a'..=b'i' => c - b'a' + 0x81,
            b'j'..=b'r' => c - b'j' + 0x91,
            b's'..=b'z' => c - b's' + 0xa2,
            b'0'..=b'9' => c - b'0' + 0xf0,
            b',' => 0x6b,
            b'\n' => 0x25,
            _ => 0x40,
        };
        text.bytes().map(byte).collect()
    };
    let rows = "card,name\nD1,SMITH\nD2,QQ123456C\n";
    assert_eq!(codes(&ebcdic(rows), "a.csv"), ["not-inspected"]);
    assert_eq!(
        codes(&[b"card,name\nD1,x\n", &ebcdic(rows)[..]].concat(), "a.csv"),
        ["not-inspected"]
    );
    // windows-1251 and Shift-JIS
    assert_eq!(
        codes(b"card,name\nD1,\xc4\xe5\xe3\xf2\xe5\xe2,\n", "a.csv"),
        [""; 0]
    );
    assert_eq!(
        codes(
            b"name\n\xc4\xe5\xe3\xf2\xe5\xe2 \xd1\xe5\xf0\xe3\xe5\xe9\n",
            "a.csv"
        ),
        [""; 0]
    );
    assert_eq!(
        codes(b"name\n\x8e\x52\x93\x63\x91\xbe\x98\x59\n", "a.csv"),
        [""; 0]
    );
    for hidden in [
        "+AFEAUQ-123456C",
        "&#81;Q123456C",
        "%51Q123456C",
        "UVExMjM0NTZDLCBTbWl0aCwgQW5u",
    ] {
        assert_eq!(
            codes(CLEAN.replace("Constable", hidden).as_bytes(), "a.csv"),
            ["nino"],
            "{hidden}"
        );
    }
    for header in ["d+AG8-b", "d%6fb", "&#100;ob", "nhs", "NHS", "person.nhs"] {
        let csv = CLEAN.replace("rank", header);
        assert_eq!(
            codes(csv.as_bytes(), "a.csv"),
            ["forbidden-column"],
            "{header}"
        );
    }
    assert_eq!(
        codes(CLEAN.replace("rank", "NHS Trust").as_bytes(), "a.csv"),
        [""; 0]
    );
}

#[test]
fn names_of_all_scripts_hide_nothing() {
    let names = [
        "می\u{200c}خواهم رضا",
        "ශ්\u{200d}රී",
        "ക്\u{200d}",
        "❤\u{fe0f}",
        "co\u{ad}op",
        "葛\u{e0100}城",
        "אברהם",
        "ก็ดี",
        "Nguye\u{302}\u{303}n",
        "👩\u{200d}👧",
    ];
    let rows: String = names.iter().map(|name| format!("{name},x\r\n")).collect();
    let csv = format!("\u{feff}print_name,copies\r\n{}", rows.repeat(50));
    assert_eq!(codes(csv.as_bytes(), "a.csv"), [""; 0]);
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

#[test]
fn a_header_is_found_wherever_it_stands() {
    for text in [
        "Orders\nName,Gender\nBob,F\n",
        "Orders,\nName,Gender\nBob,F\n",
        "Orders;\nName,Gender\nBob,F\n",
        "Cards\nName,Salary,NI Number\nBob,x,x\n",
        "Name,Rank\nBob,PC\nName,Gender\nAl,F\n",
        "id,field,value\n1,DOB,x\n",
        "Field,Value\nName,Bob\nDate of Birth,x\nRank,PC\n",
        "List,,\nRef,Grade,Driver\nC1,x,y\n",
    ] {
        assert!(
            codes(text.as_bytes(), "a.csv").contains(&"forbidden-column"),
            "{text:?}"
        );
    }
    for text in [
        r#"[["Name","Date of Birth","Salary"],["Bob","x",41000]]"#,
        r#"{"columns":["Name","Date of Birth"],"data":[["Bob","x"]]}"#,
    ] {
        assert!(
            codes(text.as_bytes(), "a.json").contains(&"forbidden-column"),
            "{text}"
        );
    }
}

#[test]
fn a_person_or_role_that_is_called_as_a_column_is_no_header() {
    for text in [
        "Name,Rank\nBob Page,PC\nAl Street,Sergeant\nStreet,Driver\nHouse,Manager\n",
        "card_serial,category\nC1,Driver\nC2,Grade\nC3,Firearms\n",
        "Title\nOne card\nTwo cards\n",
        // beside a value, and beside one that has been there before
        "a,b,c\nStreet,Driver,Tray 12\nBob,Page,Tray 12\nStreet,Driver,Tray 12\n",
    ] {
        assert_eq!(
            codes(text.as_bytes(), "a.csv"),
            <[&str; 0]>::default(),
            "{text:?}"
        );
    }
}

#[test]
fn what_is_too_long_for_a_card_is_found_in_json_as_in_a_table() {
    let of = |text: &str| serde_json::json!([{"card_serial": "C1", "rank": text}]).to_string();
    assert_eq!(codes(of(&"x".repeat(1000)).as_bytes(), "a.json"), [""; 0]);
    assert_eq!(
        codes(of(&"x".repeat(1001)).as_bytes(), "a.json"),
        ["long-cell"]
    );
    let blanks = |many: usize| format!("[{{\"rank\":{}\"PC\"}}]", " \t\n\r".repeat(many / 4));
    assert_eq!(codes(blanks(800).as_bytes(), "a.json"), [""; 0]);
    assert_eq!(codes(blanks(4000).as_bytes(), "a.json"), ["trailing-bytes"]);
}

#[test]
fn a_file_that_is_written_as_a_text_is_found() {
    let rest = "AAQSkZJRgABAQAAAQABAACwQFhJRU1jdvDx8vP09fb3+Pn6xMXGx8jJytLT1NXW19jZ2uHi4";
    for begin in [
        "/9j/4A",
        "iVBORw0KGgoA",
        "UEsDBBQA",
        "JVBERi0x",
        "UklGRiQA",
        "0M8R4KGx",
        "R0lGODlh",
    ] {
        for word in [
            format!("{begin}{rest}"),
            format!("data:image/x;base64,{begin}{rest}"),
        ] {
            let json = serde_json::json!([{"card_serial": "C1", "photo": word}]).to_string();
            assert_eq!(
                codes(json.as_bytes(), "a.json"),
                ["embedded-object"],
                "{word}"
            );
            let csv = CLEAN.replace("Constable", &format!("\"{word}\""));
            assert_eq!(
                codes(csv.as_bytes(), "a.csv"),
                ["embedded-object"],
                "{word}"
            );
        }
    }
    let token = CLEAN.replace("Constable", rest);
    assert_eq!(codes(token.as_bytes(), "a.csv"), [""; 0]);
}

/// Two hundred births, all different, and beside each a reference and a name that says nothing.
fn births() -> Vec<(String, String)> {
    (0..200)
        .map(|at| {
            let (year, month, day) = (1960 + at % 45, 1 + at % 12, 1 + at % 28);
            (
                format!("k7d{}q", at * 7919),
                format!("{year}-{month:02}-{day:02}"),
            )
        })
        .collect()
}

#[test]
fn a_table_in_json_is_one_whichever_way_round_it_is_written() {
    use serde_json::{Map, Value, json};
    let births = births();
    let outer = |key: &dyn Fn(usize, &str) -> String| {
        let by = |is_ref: bool| -> Map<String, Value> {
            let cells = births.iter().enumerate();
            cells
                .map(|(at, (name, birth))| {
                    let text = if is_ref { name } else { birth };
                    (key(at, name), json!(text))
                })
                .collect()
        };
        json!({"record_ref": by(true), "x": by(false)})
    };
    let index: Map<String, Value> = births
        .iter()
        .enumerate()
        .map(|(at, (name, birth))| (at.to_string(), json!({"record_ref": name, "x": birth})))
        .collect();
    // other values stand beside the rows
    let beside = |version: Value, rows: &Map<String, Value>| -> Value {
        let mut all: Map<String, Value> = [("version".to_owned(), version)].into_iter().collect();
        all.extend(rows.clone());
        json!(all)
    };
    let alone: Map<String, Value> = births
        .iter()
        .map(|(name, birth)| (name.clone(), json!(birth)))
        .collect();
    let keys: Map<String, Value> = births
        .iter()
        .map(|(name, birth)| (birth.clone(), json!({"record_ref": name})))
        .collect();
    for table in [
        outer(&|at, _| at.to_string()),
        outer(&|_, name| name.to_owned()),
        json!(index),
        json!({"rows": index}),
        json!({"x": alone}),
        json!(keys),
        beside(json!(1), &index),
    ] {
        let found = codes(table.to_string().as_bytes(), "a.json");
        assert_eq!(found, ["date-of-birth"], "{table:.80}");
    }
    // and clean ones stay clean, however long
    let many = |key: &str| -> Map<String, Value> {
        let text = |at: usize| json!(format!("{key}{}", at * 7919));
        (0..5000).map(|at| (at.to_string(), text(at))).collect()
    };
    let by_column = json!({"record_ref": many("k"), "print_name": many("Ann q")});
    assert_eq!(codes(by_column.to_string().as_bytes(), "a.json"), [""; 0]);
    let by_row: Map<String, Value> = (0..5000)
        .map(|at| {
            (
                at.to_string(),
                json!({"record_ref": format!("k{at}d"), "rank": "Constable"}),
            )
        })
        .collect();
    assert_eq!(
        codes(json!(by_row).to_string().as_bytes(), "a.json"),
        [""; 0]
    );
}

#[test]
fn one_number_in_the_texts_of_a_list_is_found() {
    for (text, found) in [
        (
            r#"[{"name": "A SMITH", "x": ["QQ", "123456", "C"]}]"#,
            &["nino"][..],
        ),
        (
            r#"{"x": {"y": ["4111", "1111", "1111", "1111"]}}"#,
            &["payment-card"],
        ),
        (
            r#"[{"name": "A SMITH", "marks": ["A1", "B2", "WC01", "2029"]}]"#,
            &[],
        ),
    ] {
        assert_eq!(codes(text.as_bytes(), "a.json"), found, "{text}");
    }
}

#[test]
fn rows_in_json_that_are_arrays_are_a_table_with_the_names_that_stand_beside() {
    use serde_json::{Value, json};
    let births = births();
    let rows: Vec<Value> = births
        .iter()
        .map(|(name, birth)| json!([name, "Constable", birth]))
        .collect();
    let (names, days): (Vec<_>, Vec<_>) = births.iter().cloned().unzip();
    let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
    for text in [
        json!(rows).to_string(),
        json!({"columns": ["record_ref", "rank", "x"], "data": rows}).to_string(),
        json!({"result": {"data": rows}}).to_string(),
        json!([names, names, days]).to_string(),
        lines.join("\n"),
        json!(days).to_string(),
    ] {
        assert_eq!(
            codes(text.as_bytes(), "a.json"),
            ["date-of-birth"],
            "{text:.80}"
        );
    }
    // nine digits that are no check digit's, as passports have
    let rows = |head: &str, and: &str| {
        let rows: Vec<String> = (0..200_u32)
            .map(|at| {
                format!(
                    "[\"k{}d\",\"{:09}\"]",
                    at * 7919,
                    100_000_007 + at * 3_917_113
                )
            })
            .collect();
        format!("{head}{}{and}", rows.join(","))
    };
    assert_eq!(codes(rows("[", "]").as_bytes(), "a.json"), [""; 0]);
    for text in [
        rows(r#"[["record_ref","Passport"],"#, "]"),
        rows(
            r#"{"columns":["record_ref","Passport"],"index":[1],"data":["#,
            "]}",
        ),
        rows(r#"{"data":["#, r#"],"columns":["record_ref","Passport"]}"#),
        rows(
            r#"{"columns":[{"name":"record_ref"},{"name":"Passport"}],"rows":["#,
            "]}",
        ),
    ] {
        let found = codes(text.as_bytes(), "a.json");
        assert!(found.contains(&"forbidden-column"), "{text:.80} {found:?}");
        assert!(found.contains(&"passport"), "{text:.80} {found:?}");
    }
}

/// Each finding by its code and place, with its count.
fn told(text: &str) -> Vec<(&'static str, String, u64)> {
    let report = report(text.as_bytes(), "a.json");
    let findings = report.findings().iter();
    findings
        .map(|finding| {
            let place = finding.place().to_string();
            (finding.what().code(), place, finding.count())
        })
        .collect()
}

#[test]
fn a_table_in_json_has_one_finding_a_column_whichever_way_round_it_is_written() {
    use serde_json::{Map, Value, json};
    let nino = |at: usize| format!("QQ{:06}C", 123_456 + at);
    let column = |text: &dyn Fn(usize) -> String, rows: usize| -> Map<String, Value> {
        (0..rows)
            .map(|at| (at.to_string(), json!(text(at))))
            .collect()
    };
    for rows in [2, 3, 9, 40] {
        let by_row: Map<String, Value> = (0..rows)
            .map(|at| {
                let row = json!({"rank": "Constable", "dob": "1990-02-03", "x": nino(at)});
                (at.to_string(), row)
            })
            .collect();
        let by_column = json!({
            "rank": column(&|_| "Constable".to_owned(), rows),
            "dob": column(&|_| "1990-02-03".to_owned(), rows),
            "x": column(&nino, rows),
        });
        for table in [
            json!(by_row.clone()),
            by_column.clone(),
            json!({"a": {"b": by_column.clone()}}),
            json!({"a": by_row.clone()}),
        ] {
            let count = rows as u64;
            // keys come sorted here
            let dob = "column 1 (A) [date of birth]".to_owned();
            assert_eq!(
                told(&table.to_string()),
                [
                    ("forbidden-key", dob.clone(), 1),
                    ("nino", "column 3 (C)".to_owned(), count),
                    ("date-of-birth", dob, count),
                ],
                "{table:.80}"
            );
        }
        for table in [json!(by_row), by_column] {
            let whole = report(table.to_string().as_bytes(), "a.json");
            assert_eq!(whole.rows(), rows as u64, "{table:.80}");
        }
    }
}

#[test]
fn arrays_are_told_of_once_by_the_names_that_stand_beside_them_and_counted_as_rows() {
    use serde_json::{Value, json};
    const ROWS: usize = 12;
    let nino = |at: usize| format!("QQ{:06}C", 123_456 + 7 * at);
    let refs: Vec<String> = (0..ROWS).map(|at| format!("C{}", 1000 + at)).collect();
    let codes: Vec<String> = (0..ROWS).map(nino).collect();
    let rows: Vec<Value> = (0..ROWS)
        .map(|at| json!([refs[at], codes[at], "Constable"]))
        .collect();
    let headed = [
        vec![json!(["record_ref", "badge_no", "rank"])],
        rows.clone(),
    ]
    .concat();
    let column = |name: &str, texts: &[String]| json!([&[name.to_owned()][..], texts].concat());
    let columns = [column("record_ref", &refs), column("badge_no", &codes)];
    let in_lines = |rows: &[Value]| {
        let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
        lines.join("\n")
    };
    for (text, first) in [
        (in_lines(&rows), 1),
        (in_lines(&headed), 2),
        (json!(headed).to_string(), 2),
        (in_lines(&columns), 2),
        (json!(columns).to_string(), 2),
        (json!([refs, codes]).to_string(), 1),
        (
            json!({"columns": ["record_ref", "badge_no"], "data": [refs, codes]}).to_string(),
            1,
        ),
        (
            json!({"badge_no": codes, "record_ref": refs}).to_string(),
            1,
        ),
    ] {
        let report = report(text.as_bytes(), "a.json");
        let found: Vec<_> = report
            .findings()
            .iter()
            .map(|finding| {
                let row = finding.first().row;
                (
                    finding.what().code(),
                    finding.place().column,
                    row,
                    finding.count(),
                )
            })
            .collect();
        let column = if text.starts_with("{\"b") { 1 } else { 2 };
        assert_eq!(
            found,
            [("nino", Some(column), Some(first), ROWS as u64)],
            "{text:.60}"
        );
        assert_eq!(report.rows(), ROWS as u64, "{text:.60}");
    }
    // a name that is no card's is told by its column, and of names that stand the other way nothing is
    for text in [
        json!({"columns": ["record_ref", "Date of Birth"], "data": [refs, refs]}).to_string(),
        json!([column("record_ref", &refs), column("Date of Birth", &refs)]).to_string(),
        in_lines(&[column("record_ref", &refs), column("Date of Birth", &refs)]),
    ] {
        let forbidden = (
            "forbidden-column",
            "column 2 (B) [date of birth]".to_owned(),
            1,
        );
        assert_eq!(told(&text), [forbidden], "{text:.60}");
    }
    // one card whose header and values are many is no table of columns
    let one = json!([
        [
            "record_ref",
            "badge_no",
            "rank",
            "role",
            "print_name",
            "valid_from",
            "valid_until",
            "x"
        ],
        [
            refs[0],
            codes[0],
            "Constable",
            "Officer",
            "A ABLE",
            "2026-01-01",
            "2029-01-01",
            ""
        ]
    ]);
    assert_eq!(
        told(&one.to_string()),
        [("nino", "column 2 (B)".to_owned(), 1)]
    );
}

#[test]
fn rows_are_counted_within_the_object_that_holds_them() {
    for (text, rows) in [
        (r#"{"data":[{"a":"x"},{"a":"y"}]}"#, 2),
        (
            r#"{"meta":{"n":2},"a":{"cards":[{"a":"x"},{"a":"y"},{"a":"z"}]},"v":[1,2]}"#,
            3,
        ),
        (r#"{"data":[{"a":"x","marks":[{"m":1},{"m":2}]}]}"#, 1),
        (
            r#"{"data":[["x",{"b":1}],["y",{"b":[{"c":1}]},{"b":2}]]}"#,
            2,
        ),
        (
            r#"{"columns":["a","b"],"data":[["x","y"],["x","y"],["x","y"]]}"#,
            3,
        ),
        (
            r#"{"joiners":[{"a":"x"}],"leavers":[{"a":"y"},{"a":"z"}]}"#,
            3,
        ),
        (r#"{"record_ref":["x","y","z"],"rank":["x","y","z"]}"#, 3),
        (
            r#"{"record_ref":"x","marks":["a","b"],"levels":["c","d"]}"#,
            1,
        ),
        (r#"{"record_ref":"x"}"#, 1),
        ("{\"a\":[{\"b\":1},{\"b\":2}]}\n{\"a\":[{\"b\":1}]}", 2),
    ] {
        assert_eq!(report(text.as_bytes(), "a.json").rows(), rows, "{text}");
    }
}

#[test]
fn names_of_columns_beside_rows_are_told_once() {
    for text in [
        r#"{"columns":["rank","dob"],"index":[0],"data":[["Constable","x"]]}"#,
        r#"{"data":[["Constable","x"]],"columns":["rank","dob"]}"#,
        r#"{"fields":[{"name":"rank"},{"name":"dob"}],"data":[["Constable","x"]]}"#,
        r#"[["rank","dob"],["Constable","x"]]"#,
    ] {
        let found = told(text);
        assert!(
            matches!(&found[..], [("forbidden-column", place, 1)] if place.ends_with("[date of birth]")),
            "{text} {found:?}"
        );
    }
    let keys = told(
        r#"{"schema":{"fields":[{"name":"rank"},{"name":"dob"}]},"data":[{"rank":"x","dob":"y"}]}"#,
    );
    assert!(
        matches!(&keys[..], [("forbidden-key", place, 1)] if place.ends_with("[date of birth]")),
        "{keys:?}"
    );
    // names that name no column are found where they stand
    for text in [
        r#"{"columns":["rank","dob"],"data":[]}"#,
        r#"{"names":["dob","nino"],"data":[{"rank":"Constable"}]}"#,
    ] {
        assert!(
            told(text)
                .iter()
                .any(|(code, ..)| *code == "forbidden-column"),
            "{text}"
        );
    }
}

#[test]
fn words_of_what_the_law_protects_most_make_a_column_or_a_name_suspect() {
    let inspector = cardsieve::inspect::Inspector::new();
    let codes = |text: &str, name: &str| -> Vec<_> {
        let report = inspector.inspect(text.as_bytes(), name).unwrap();
        let found = report.findings().iter();
        found.map(|finding| finding.what().code()).collect()
    };
    let of = |header: &str, cells: &[&str]| {
        let rows: Vec<_> = cells
            .iter()
            .map(|cell| format!("mfrggzdfmztwq2lk,{cell}\r\n"))
            .collect();
        format!("ref,{header}\r\n{}", rows.concat())
    };
    for cells in [
        &["Sikh"][..],
        &["Sikh", "None", "Hindu", "Christian"],
        &["White British", "Black African", "Other"],
        &["Heterosexual", "GAY", "Prefer not to say"],
        &["Male", "Female"],
        &["Married", "Single"],
        &["Ｃovert", "n/a"],
        &["DV"],
        &["Pregnant", "Asthma"],
    ] {
        assert_eq!(
            codes(&of("x 1", cells), "a.csv"),
            ["special-category"],
            "{cells:?}"
        );
        // somebody may be called so, and a picture is of people
        assert!(
            !codes(&of("Surname", cells), "a.csv").contains(&"special-category"),
            "{cells:?}"
        );
    }
    for cells in [
        &["White", "Black", "Blue"][..],
        &["English", "Welsh"],
        &["Other", "None"],
        &["Portrait", "Landscape"],
        &["Gay", "Smith", "Khan"],
        &["Active", "Lost"],
        &["SC"],
    ] {
        assert_eq!(codes(&of("x 1", cells), "a.csv"), [""; 0], "{cells:?}");
    }
    let clean = of("x 1", &["Blue"]);
    assert_eq!(codes(&clean, "Muslim officers.csv"), ["special-category"]);
    assert_eq!(codes(&clean, "Christian Gay.csv"), [""; 0]);
}

#[test]
fn a_short_name_counts_in_a_column_of_labels_and_a_surname_is_none() {
    let inspector = cardsieve::inspect::Inspector::new();
    let codes = |text: &str| -> Vec<_> {
        let report = inspector.inspect(text.as_bytes(), "a.csv").unwrap();
        let found = report.findings().iter();
        found.map(|finding| finding.what().code()).collect()
    };
    for name in ["UTR", "utr_no", "TRN", "ISSI", "call_sign", "Pay", "SC"] {
        let json = format!(r#"[{{"name":"A SMITH","fields":[{{"key":"{name}","value":"x"}}]}}]"#);
        assert!(codes(&json).contains(&"forbidden-column"), "{json}");
        for text in [
            format!("Field,Value\r\nrank,Constable\r\n{name},x\r\n"),
            format!("print_name,A SMITH,B JONES\r\nrank,Constable,Sergeant\r\n{name},x,y\r\n"),
            format!("x,y\r\nprint_name,A SMITH\r\nrank,Constable\r\n{name},x\r\n"),
        ] {
            assert_eq!(codes(&text), ["forbidden-column"], "{text}");
        }
    }
    for text in [
        "Surname,rank\r\nStreet,Constable\r\nDriver,Sergeant\r\n",
        "Field,Value\r\nrank,Constable\r\nprint_name,A SMITH\r\n",
        "Rank,Role\r\nConstable,Driver\r\n",
    ] {
        assert_eq!(codes(text), [""; 0], "{text}");
    }
}

#[test]
fn a_key_is_told_of_as_a_key_and_a_header_as_a_column() {
    let key = r#"[{"rank":"Constable","dob":null,"department":null}]"#;
    let codes = |text: &str| -> Vec<_> { told(text).into_iter().map(|(code, ..)| code).collect() };
    assert_eq!(codes(key), ["forbidden-key", "suspect-key"]);
}

#[test]
fn a_key_that_the_profile_does_not_name_is_one_too_many_whichever_way_round_the_table_is() {
    let profile = cardsieve::Profile::preset("access-fob").unwrap();
    let inspector = cardsieve::inspect::Inspector::new().with_profile(&profile);
    let header = profile.columns()[0].header().to_owned();
    for text in [
        format!(r#"{{"0":{{"{header}":"x","z":"a"}},"1":{{"{header}":"y","z":"b"}}}}"#),
        format!(r#"{{"{header}":{{"0":"x","1":"y"}},"z":{{"0":"a","1":"b"}}}}"#),
    ] {
        let report = inspector.inspect(text.as_bytes(), "a.json").unwrap();
        let surplus: Vec<_> = report
            .findings()
            .iter()
            .filter(|finding| finding.what().code() == "surplus-column")
            .map(|finding| (finding.place().to_string(), finding.count()))
            .collect();
        assert_eq!(surplus, [("column 2 (B)".to_owned(), 1)], "{text}");
    }
}

#[test]
fn a_card_of_an_address_or_a_calendar_is_no_table() {
    let card =
        |line: &str| format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A Able\r\n{line}END:VCARD\r\n");
    assert_eq!(codes(card("").as_bytes(), "a.vcf"), ["not-inspected"]);
    for born in [
        "BDAY:19800103\r\n",
        "BDAY;VALUE=date:1980-01-03\r\n",
        "item1.bday:--0103\r\n",
    ] {
        let found = codes(card(born).as_bytes(), "a.vcf");
        assert!(found.contains(&"forbidden-key"), "{born} {found:?}");
        assert!(found.contains(&"not-inspected"), "{born} {found:?}");
    }
    let calendar =
        "\u{feff}begin:vcalendar\nBEGIN:VEVENT\nSUMMARY:Issue\nEND:VEVENT\nEND:VCALENDAR\n";
    assert!(codes(calendar.as_bytes(), "a.ics").contains(&"not-inspected"));
    assert_eq!(codes(b"BEGIN,END\n1,2\n", "a.csv"), [""; 0]);
}

#[test]
fn what_is_not_looked_into_in_json_is_told() {
    // a text that only begins like JSON, and whose beginning has gone by
    let gone = format!("[{}x", " ".repeat(4 << 20));
    assert!(codes(gone.as_bytes(), "a.json").contains(&"not-inspected"));
    // no text for longer than any record is
    let long = format!("{{\"a\":[{}null]}}", "null,".repeat(17 << 18));
    assert!(codes(long.as_bytes(), "a.json").contains(&"not-inspected"));
    let key = |length: usize| {
        codes(
            format!("{{\"{}\":1}}", "k".repeat(length)).as_bytes(),
            "a.json",
        )
    };
    assert_eq!(key(4001), ["not-inspected"]);
    assert_eq!(key(100), [""; 0]);
    // more paths than there are columns
    let many = |from: usize, count: usize| {
        let keys: Vec<String> = (from..from + count)
            .map(|at| format!("\"k{at}q\":1"))
            .collect();
        format!("{{{}}}", keys.join(","))
    };
    assert_eq!(
        codes(format!("[{}]", many(0, 4096)).as_bytes(), "a.json"),
        [""; 0]
    );
    assert_eq!(
        codes(format!("[{}]", many(0, 4097)).as_bytes(), "a.json"),
        ["not-inspected"]
    );
    let two = format!("{{\"x\":{},\"y\":{}}}", many(0, 2500), many(2500, 2500));
    assert_eq!(codes(two.as_bytes(), "a.json"), ["not-inspected"]);
}
