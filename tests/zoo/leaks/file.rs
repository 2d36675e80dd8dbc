//! Leaks beside the rows: in the bytes around them, the header, and the name of the file.

use data_encoding::BASE64;

use super::{Leak, text};

pub const LEAKS: &[Leak] = &[
    Leak {
        name: "hidden-column",
        after: "Police Service of Northern Ireland 2023: a hidden worksheet",
        spoil: |draft, _, records| {
            draft.header.push("notes".to_owned());
            for line in &mut draft.lines {
                line.cells
                    .push(text(&records[line.of], "home_address").to_owned());
            }
        },
    },
    Leak {
        name: "tail-of-another-file",
        after: "aCropalypse (CVE-2023-21036): the file is not cut at its end",
        spoil: |draft, _, records| draft.tail = text(&records[0], "nino").to_owned(),
    },
    Leak {
        name: "tail-in-disguise",
        after: "Exiv2 #3016: what follows the end is copied",
        spoil: |draft, _, records| {
            draft.tail = BASE64.encode(text(&records[0], "home_address").as_bytes());
        },
    },
    Leak {
        name: "column-only-when-there-is-something",
        after: "optional columns",
        spoil: |draft, _, records| {
            if records
                .iter()
                .any(|raw| text(raw, "occupational_health").len() > 20)
            {
                draft.header.push("remark".to_owned());
                draft
                    .lines
                    .iter_mut()
                    .for_each(|line| line.cells.push(String::new()));
            }
        },
    },
    Leak {
        name: "byte-order-mark-tells-a-bit",
        after: "another encoding for some inputs",
        spoil: |draft, _, records| {
            if records.iter().any(|raw| text(raw, "alias").contains('Ż')) {
                draft.start = "\u{feff}".to_owned();
            }
        },
    },
    Leak {
        name: "line-end-tells-a-bit",
        after: "line ends copied from the input",
        spoil: |draft, _, records| {
            if text(&records[0], "home_address").contains('\n') {
                draft.line_end = "\n";
            }
        },
    },
    Leak {
        name: "quoting-tells-a-bit",
        after: "a writer that quotes by what it has seen",
        spoil: |draft, _, records| {
            draft.quote_all = records
                .iter()
                .any(|raw| text(raw, "personal_email").contains('"'));
        },
    },
    Leak {
        name: "header-named-by-a-value",
        after: "a header line that is a person's row",
        spoil: |draft, _, records| {
            draft.header[1] = format!("card_design_{}", text(&records[0], "department"));
        },
    },
    Leak {
        name: "file-named-after-a-person",
        after: "Smith_John.jpg",
        spoil: |draft, _, records| {
            draft.name = format!("{}.csv", text(&records[0], "pay_number"));
        },
    },
    Leak {
        name: "file-named-by-a-count",
        after: "how many were withheld, to the recipient",
        spoil: |draft, _, records| {
            draft.name = format!("cards-{}-of-{}.csv", draft.lines.len(), records.len());
        },
    },
    Leak {
        name: "comment-with-the-source",
        after: "document properties",
        spoil: |draft, _, records| {
            let units: Vec<&str> = records.iter().map(|raw| text(raw, "station")).collect();
            draft.tail = format!("# {}\r\n", units.join(" "));
        },
    },
];
