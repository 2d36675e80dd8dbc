//! Every finding as Markdown, and one of them in words.

use super::detect;
use super::report::What;
use super::sign::Sign;
use crate::conformance::Severity;

/// Every finding of an inspection as Markdown: `docs/findings.md`, to the byte.
pub fn markdown() -> String {
    let mut out = String::from(INTRODUCTION);
    for (title, severity) in [
        ("forbidden", Severity::Forbidden),
        ("suspect", Severity::Suspect),
        ("note", Severity::Note),
    ] {
        out += &format!(
            "\n## {title}\n\n| code | found | what its sender should do |\n|---|---|---|\n"
        );
        for what in all().filter(|what| severity_of(*what) == severity) {
            out += &format!(
                "| `{}` | {} | {} |\n",
                what.code(),
                what.meaning(),
                what.next_step()
            );
        }
    }
    out
}

/// What one finding means and what to do about it: what `cardsieve explain` prints.
pub fn text(code: &str) -> Option<String> {
    let what = all().find(|what| what.code() == code)?;
    Some(format!(
        "{code}: found by an inspection\n  found     {}\n  severity  {}\n  next      {}\n",
        what.meaning(),
        severity_of(what).name(),
        what.next_step(),
    ))
}

/// The codes of all findings that are an inspection's own.
pub fn codes() -> impl Iterator<Item = &'static str> {
    all().map(What::code)
}

fn all() -> impl Iterator<Item = What> {
    let signs = Sign::ALL.iter().copied().map(What::Sign);
    signs.chain(detect::Kind::ALL.iter().copied().map(What::Data))
}

/// Data is forbidden unless it is doubtful, which only its place can tell.
const fn severity_of(what: What) -> Severity {
    match what {
        What::Sign(sign) => sign.severity(),
        _ => Severity::Forbidden,
    }
}

const INTRODUCTION: &str = "\
# Findings

What `cardsieve inspect` can find in a file that arrives, whoever made it; a test keeps this page equal
to the program. `cardsieve explain CODE` prints a single one. Names, once published, do not change
their meaning. Where a profile is given, the findings of [codes.md](codes.md) about a received file
come on top, and where a batch does not verify, those about a batch. Kinds of data that are doubtful where they stand are suspect there.

## Exceptions

What sender and recipient have agreed all the same stands in a file for `inspect --allow FILE`, one a line,
each with its reason:

```text
# agreed in May
postcode@3 place of delivery
hidden-sheet@* their template has one
suspect-column@\"Unit No\" on the card
```

`CODE@COLUMN REASON`: a code of this page or of [codes.md](codes.md); a column by its position (`3` or `C`), by its
header, or `*` for any place; a header with a space, or of capitals alone, stands between double quotes. A line that
begins with `#` is a comment. A header lets nothing pass that another heading among the cells of its column says: that
takes the position. What is in several columns at once, such as `hidden-columns`, takes `*`. A report lists every
exception, shows what it lets pass with its reason, and names those that allow nothing that was found. With a list of
which any line is wrong nothing is looked at; all such lines are told.

## Places

Each finding says file, entry, sheet, row and column, as far as they are known, from the outside inwards:
`entry 2 › sheet 1 › column 3 (C) [date of birth]`. All of one kind in one place are one finding with a count; where
they differ in rows or columns, the first of them is told: `sheet 1, first in row 10, 500 rows`. A column has its
header if the profile or an exception names it, else in brackets what the header is about. In JSON a column is a key, or
a key within another, in the order in which they come, and a table is one whichever way round it is written: by row, by
column, or as rows beside a list of names. A file that is not looked into is told by what it is, with what to do:
`not-inspected in a PDF`.
";

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn docs_findings_md_is_what_the_findings_say() {
        let told = include_str!("../../docs/findings.md");
        assert!(told == markdown(), "write markdown() to docs/findings.md");
    }

    #[test]
    fn each_finding_has_a_code_of_its_own_and_a_text() {
        let mut seen = HashSet::new();
        for code in codes() {
            assert!(seen.insert(code), "{code}");
            let is_plain = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
            assert!(code.bytes().all(is_plain), "{code}");
            assert!(text(code).is_some_and(|text| text.starts_with(code)));
        }
        assert_eq!(text("no-such-code"), None);
    }
}
