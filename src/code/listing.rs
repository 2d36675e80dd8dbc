//! The codes as Markdown, and one of them in words.

use super::{Code, Kind};
use crate::field::{Field, Role};

/// Every code as Markdown: `docs/codes.md`, to the byte.
pub fn markdown() -> String {
    let mut out = String::from(INTRODUCTION);
    for kind in KINDS {
        out += &format!(
            "\n## {}\n\n| code | means | who acts | next |\n|---|---|---|---|\n",
            title(*kind)
        );
        for code in Code::ALL.iter().filter(|code| code.kind() == *kind) {
            out += &format!(
                "| `{code}` | {} | {} | {} |\n",
                code.meaning(),
                code.who_acts(),
                code.next_step(),
            );
        }
    }
    out
}

/// What one code means, who acts and what to do next: what `cardsieve explain` prints.
pub fn text(code: Code) -> String {
    let mut out = format!(
        "{code}: {}\n  means     {}\n  who acts  {}\n  next      {}\n",
        title(code.kind()),
        code.meaning(),
        code.who_acts(),
        code.next_step(),
    );
    if matches!(code, Code::InvalidValue | Code::BadConstant) {
        out += "\nwhat each field accepts\n";
        let fields = Field::ALL.iter();
        for field in fields.filter(|field| field.role() == Role::Releasable) {
            out += &format!("  {field:<18} {}\n", field.value_type().accepts());
        }
    }
    out
}

const INTRODUCTION: &str = "\
# Codes

Everything that `cardsieve` withholds, refuses or finds has one of these names; a test keeps this
file equal to the program. `cardsieve explain CODE` prints a single one. Names, once published, do
not change their meaning.
";

/// In the order of the document.
const KINDS: &[Kind] = &[
    Kind::Withheld,
    Kind::Refusal,
    Kind::Profile,
    Kind::Map,
    Kind::Secret,
    Kind::Key,
    Kind::Finding,
    Kind::Batch,
    Kind::Ledger,
    Kind::Paper,
];

const fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::Withheld => "one row stays behind",
        Kind::Refusal => "nothing goes",
        Kind::Profile => "a profile does not load",
        Kind::Map => "a map does not load, or does not fit its input",
        Kind::Secret => "a secret file or withhold list is not accepted",
        Kind::Key => "a key or signers file is not accepted",
        Kind::Finding => "a received file is not what its profile allows",
        Kind::Batch => "a received batch does not verify",
        Kind::Ledger => "a ledger or its key is not accepted, or an entry is not taken",
        Kind::Paper => "a paper that a bureau signed is not accepted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docs_codes_md_is_what_the_codes_say() {
        assert!(
            include_str!("../../docs/codes.md") == markdown(),
            "write markdown() to docs/codes.md"
        );
    }

    #[test]
    fn a_value_of_the_wrong_form_is_explained_by_what_each_field_accepts() {
        for code in [Code::InvalidValue, Code::BadConstant] {
            let text = text(code);
            for field in Field::ALL {
                let rule = field.value_type().accepts();
                let is_said = text.lines().any(|line| {
                    line.trim_start().starts_with(&format!("{field} ")) && line.ends_with(rule)
                });
                assert_eq!(is_said, field.role() == Role::Releasable, "{field}");
            }
        }
        assert!(!text(Code::TooLong).contains("accepts"));
    }

    #[test]
    fn every_code_stands_once_in_the_document_and_has_a_text() {
        let document = markdown();
        for code in Code::ALL {
            assert_eq!(
                document.matches(&format!("\n| `{code}` |")).count(),
                1,
                "{code}"
            );
            assert!(text(*code).starts_with(code.name()));
        }
    }
}
