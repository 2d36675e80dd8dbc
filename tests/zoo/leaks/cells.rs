//! Leaks inside a cell of a released row.

use super::{Leak, each, text};
use crate::generate::UNLISTED;

const DESIGN: usize = 1;
const NAME: usize = 2;
const RANK: usize = 3;
const NUMBER: usize = 4;
const EXPIRY: usize = 5;
const BARCODE: usize = 6;

pub const LEAKS: &[Leak] = &[
    Leak {
        name: "initials-forgotten",
        after: "a treatment left at its default, keep",
        spoil: |draft, _, records| {
            each(draft, records, NAME, |_, raw| {
                format!("{} {}", text(raw, "given_names"), text(raw, "family_name")).to_uppercase()
            });
        },
    },
    Leak {
        name: "mask-as-long-as-the-value",
        after: "Microsoft data_privacy: the default redactor keeps the length",
        spoil: |draft, _, records| {
            each(draft, records, NAME, |cell, raw| {
                cell.to_owned() + &"X".repeat(text(raw, "given_names").chars().count())
            });
        },
    },
    Leak {
        name: "day-kept-in-a-month-end",
        after: "date precision as an identifier",
        spoil: |draft, _, records| {
            each(draft, records, EXPIRY, |_, raw| {
                text(raw, "expiry_date").to_owned()
            });
        },
    },
    Leak {
        name: "rank-as-hr-wrote-it",
        after: "prefixes of investigators in a free text",
        spoil: |draft, _, records| {
            each(draft, records, RANK, |_, raw| text(raw, "rank").to_owned());
        },
    },
    Leak {
        name: "address-where-a-cell-is-short",
        after: "Presidio #573: when the detector is down, the original goes",
        spoil: |draft, _, records| {
            each(draft, records, DESIGN, |cell, raw| {
                match text(raw, "home_address") {
                    address if address.len() > 12 => address.to_owned(),
                    _ => cell.to_owned(),
                }
            });
        },
    },
    Leak {
        name: "unlisted-key-passed-through",
        after: "serde(flatten): what nobody named goes out",
        spoil: |draft, _, records| {
            each(draft, records, DESIGN, |cell, raw| {
                cell.to_owned() + text(raw, UNLISTED)
            });
        },
    },
    Leak {
        name: "last-digit-of-pay-number",
        after: "class digit appended to a number",
        spoil: |draft, _, records| {
            each(draft, records, BARCODE, |cell, raw| {
                let digit = text(raw, "pay_number")
                    .chars()
                    .last()
                    .filter(char::is_ascii_digit);
                cell.chars().chain(digit).collect()
            });
        },
    },
    Leak {
        name: "case-tells-a-bit",
        after: "covert use of a permitted cell",
        spoil: |draft, _, records| {
            each(draft, records, NAME, |cell, raw| {
                match text(raw, "trade_union").len() % 2 {
                    0 => cell.to_owned(),
                    _ => cell.to_lowercase(),
                }
            });
        },
    },
    Leak {
        name: "trailing-space-tells-a-bit",
        after: "white space as a channel",
        spoil: |draft, _, records| {
            each(draft, records, RANK, |cell, raw| {
                cell.to_owned()
                    + if text(raw, "home_address").is_empty() {
                        ""
                    } else {
                        " "
                    }
            });
        },
    },
    Leak {
        name: "zero-width-character-tells-a-bit",
        after: "invisible watermarks in a text",
        spoil: |draft, _, records| {
            each(draft, records, NAME, |cell, raw| {
                cell.to_owned()
                    + if text(raw, "gender_marker").len() > 6 {
                        "\u{200b}"
                    } else {
                        ""
                    }
            });
        },
    },
    Leak {
        name: "vetting-changes-the-design",
        after: "a card design chosen by clearance",
        spoil: |draft, _, records| {
            each(draft, records, DESIGN, |cell, raw| {
                match text(raw, "vetting_level") {
                    level if level.starts_with("DV") => "D9".to_owned(),
                    _ => cell.to_owned(),
                }
            });
        },
    },
    Leak {
        name: "one-rare-value",
        after: "a debugging branch that was never removed",
        spoil: |draft, _, records| {
            each(draft, records, DESIGN, |cell, raw| {
                match text(raw, "vetting_level") {
                    "DVENH7" => "D7".to_owned(),
                    _ => cell.to_owned(),
                }
            });
        },
    },
    Leak {
        name: "salary-decides-a-category",
        after: "generalising by a field that is not released",
        spoil: |draft, _, records| {
            each(draft, records, RANK, |cell, raw| {
                match text(raw, "salary").parse::<f64>() {
                    Ok(salary) if salary > 40_000.0 => "Inspector".to_owned(),
                    _ => cell.to_owned(),
                }
            });
        },
    },
    Leak {
        name: "number-falls-back-to-another",
        after: "coalesce(warrant_number, nino)",
        spoil: |draft, _, records| {
            each(draft, records, NUMBER, |cell, raw| {
                match text(raw, "nino") {
                    nino if nino.starts_with("QQ") => nino.to_owned(),
                    _ => cell.to_owned(),
                }
            });
        },
    },
    Leak {
        name: "empty-when-something-is-absent",
        after: "optional key present only with the secret",
        spoil: |draft, _, records| {
            each(draft, records, DESIGN, |cell, raw| {
                match raw.contains_key("occupational_health") {
                    true => cell.to_owned(),
                    false if raw.contains_key("personal_phone") => cell.to_owned(),
                    false => String::new(),
                }
            });
        },
    },
];
