//! Whether a message is made of our own words, so that it cannot be an echo.

use std::collections::HashSet;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

/// Where our messages stand. A word that is in none of these came from the input.
const SOURCES: &[&str] = &[
    include_str!("../../../src/batch/manifest/parse.rs"),
    include_str!("../../../src/batch/manifest/parse/column.rs"),
    include_str!("../../../src/batch/problem.rs"),
    include_str!("../../../src/batch/rows.rs"),
    include_str!("../../../src/batch/verify.rs"),
    include_str!("../../../src/batch/zip/read.rs"),
    include_str!("../../../src/code.rs"),
    include_str!("../../../src/field/accepted.rs"),
    include_str!("../../../src/field/kind.rs"),
    include_str!("../../../src/field/table.rs"),
    include_str!("../../../src/field/treatment.rs"),
    include_str!("../../../src/conformance/check.rs"),
    include_str!("../../../src/conformance/report.rs"),
    include_str!("../../../src/ledger/error.rs"),
    include_str!("../../../src/ledger/paper/attestation.rs"),
    include_str!("../../../src/ledger/paper/problem.rs"),
    include_str!("../../../src/ledger/paper/receipt.rs"),
    include_str!("../../../src/ledger/paper/refusal.rs"),
    include_str!("../../../src/minimise/flags.rs"),
    include_str!("../../../src/minimise/sources.rs"),
    include_str!("../../../src/batch/records.rs"),
    include_str!("../../../src/photo.rs"),
    include_str!("../../../src/photo/why.rs"),
    include_str!("../../../src/profile.rs"),
    include_str!("../../../src/profile/parse.rs"),
    include_str!("../../../src/profile/parse/column.rs"),
    include_str!("../../../src/profile/parse/csv.rs"),
    include_str!("../../../src/profile/parse/keys.rs"),
    include_str!("../../../src/profile/parse/part.rs"),
    include_str!("../../../src/profile/parse/text.rs"),
    include_str!("../../../src/profile/problem.rs"),
    include_str!("../../../src/profile/reader.rs"),
    include_str!("../../../src/profile/rule.rs"),
    include_str!("../../../src/profile/vendor.rs"),
    include_str!("../../../src/profile/words.rs"),
    include_str!("../../../src/pseudonym/error.rs"),
    include_str!("../../../src/record/input/error.rs"),
    include_str!("../../../src/record/map/draft.rs"),
    include_str!("../../../src/record/map/problem.rs"),
    include_str!("../../../src/record/map/read.rs"),
    include_str!("../../../src/record/map/reader.rs"),
    include_str!("../../../src/risk/rows.rs"),
    // the limits of a profile's numbers, which its source writes with underscores
    "1000000 1048576",
    super::exports::PROFILE,
    super::exports::MAP,
];

/// What serde_json says besides: all of its texts that can follow from reading.
const SERDE_JSON: &str = "Error at line column EOF while parsing a list an object a string a value \
    expected `:` `,` or `]` `}` ident value `\"` invalid escape invalid number number out of range \
    invalid unicode code point control character (\\u0000-\\u001F) found while parsing a string \
    key must be a string lone leading surrogate in hex escape trailing comma trailing characters \
    unexpected end of hex escape recursion limit exceeded a field stands twice \
    a record is an object keyed by field names u001F u0000";

/// Panics if a message holds a word that is not ours, or a number that is no position.
pub(super) fn are_ours(said: &str, input: &[u8]) {
    static OURS: OnceLock<HashSet<&str>> = OnceLock::new();
    check(said, input, OURS.get_or_init(|| words_of(SOURCES)));
}

/// The same of a drafted map, whose headers are spellings that we know, in whatever disguise.
pub(super) fn are_ours_or_known_headers(draft: &str, input: &[u8]) {
    static FOLDED: OnceLock<String> = OnceLock::new();
    let folded = FOLDED.get_or_init(|| fold(&SOURCES.concat()));
    let mut said = String::new();
    for line in draft.lines() {
        match line
            .strip_prefix('"')
            .and_then(|line| line.split_once("\" = "))
        {
            Some((header, field)) => {
                assert!(
                    folded.contains(&fold(header)),
                    "a draft holds a header that is not known"
                );
                said.push_str(field);
            }
            None => said.push_str(line),
        }
        said.push('\n');
    }
    are_ours(&said, input);
}

fn fold(text: &str) -> String {
    let lower = text.nfkc().flat_map(char::to_lowercase).nfkc();
    lower
        .filter(|character| character.is_alphanumeric())
        .collect()
}

/// The same, where serde_json speaks.
pub(super) fn are_ours_or_serde_jsons(said: &str, input: &[u8]) {
    static THEIRS: OnceLock<HashSet<&str>> = OnceLock::new();
    check(said, input, THEIRS.get_or_init(|| words_of(&[SERDE_JSON])));
}

/// Panics if a report of an inspection holds a word that is not ours; numbers are counts and places, and up to
/// three capitals a column.
pub(super) fn are_inspections(said: &str) {
    static OURS: OnceLock<HashSet<&str>> = OnceLock::new();
    let ours = OURS.get_or_init(|| words_of(INSPECTIONS));
    for word in words(said) {
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        // sheet1, of a part that the format names
        let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let bare = bare.to_ascii_lowercase();
        let is_column = word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        assert!(
            is_number || is_column || ours.contains(word) || ours.contains(bare.as_str()),
            "a report holds a word that is not ours"
        );
    }
}

/// Where the words of an inspection stand.
const INSPECTIONS: &[&str] = &[
    include_str!("../../../src/inspect/detect/headers/list.rs"),
    include_str!("../../../src/inspect/detect/kind.rs"),
    include_str!("../../../src/inspect/kind.rs"),
    include_str!("../../../src/inspect/place.rs"),
    include_str!("../../../src/inspect/report.rs"),
    include_str!("../../../src/inspect/sign.rs"),
    include_str!("../../../src/inspect/told/text.rs"),
    include_str!("../../../src/inspect/verdict.rs"),
    include_str!("../../../src/inspect/workbook/role.rs"),
    include_str!("../../../src/inspect/workbook/role/names.rs"),
    include_str!("../../../src/conformance/report.rs"),
];

fn words_of(sources: &[&'static str]) -> HashSet<&'static str> {
    // sample texts of unit tests are no messages of ours
    let spoken = sources
        .iter()
        .filter_map(|source| source.split("#[cfg(test)]").next());
    spoken.flat_map(words).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn check(said: &str, input: &[u8], ours: &HashSet<&str>) {
    // a place in the input, or in the map that leads it
    let last = input.len().max(super::exports::MAP.lines().count()) + 1;
    for word in words(said) {
        let is_position = word.parse::<usize>().is_ok_and(|number| number <= last);
        // the word itself stays out of the panic, or a finding would be a leak
        assert!(
            is_position || ours.contains(word),
            "a message holds a word that is not ours"
        );
    }
}
