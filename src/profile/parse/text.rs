//! The grammars of the texts that a profile gives.

use super::super::problem::Problems;
use super::super::reader::{At, Table};
use super::super::{Apostrophes, Csv, Encoding};
use crate::code::Code;
use crate::value::text::{is_formula_like, is_mark, is_plain};
use crate::value::windows_1252;

pub(super) fn plain(
    top: &Table<'_>,
    key: &str,
    max: usize,
    problems: &mut Problems<'_>,
) -> Option<String> {
    let text = top.required_text(key, problems)?;
    // a name with a blank at its end would be another one, about which nobody can ask
    let value = text.value.trim().to_owned();
    if !is_plain_text(&text.value, max) || value.is_empty() {
        let message =
            format!("`{key}` is 1 to {max} letters, marks, digits, spaces and - ' ’ . , & ( ) / _");
        problems.add(text.span, Code::BadText, message);
    }
    Some(value)
}

pub(super) fn check_header(header: &At<String>, csv: Csv, problems: &mut Problems<'_>) {
    check_plain(header, 64, csv, problems);
    if is_formula_like(&header.value) {
        let message = "a header may not begin like a formula";
        problems.add(header.span.clone(), Code::BadText, message);
    }
}

/// A text of cells: beside the rules of every text, its apostrophes are those of names.
pub(super) fn check_text(text: &At<String>, max: usize, csv: Csv, problems: &mut Problems<'_>) {
    check_plain(text, max, csv, problems);
    check_apostrophes(text, csv, problems);
}

pub(super) fn check_apostrophes(text: &At<String>, csv: Csv, problems: &mut Problems<'_>) {
    if !csv.apostrophes.are_in(&text.value) {
        let message = "this has an apostrophe that `apostrophes` lets no cell have";
        let hint = match csv.apostrophes {
            Apostrophes::Straight => "write it as U+0027",
            Apostrophes::Curly => "write it as U+2019",
            Apostrophes::Keep | Apostrophes::Strip => "write the text without it",
        };
        problems.add_with_hint(text.span.clone(), Code::BadText, message, hint);
    }
}

fn check_plain(text: &At<String>, max: usize, csv: Csv, problems: &mut Problems<'_>) {
    if !is_plain_text(&text.value, max) {
        let message =
            format!("this is 1 to {max} letters, marks, digits, spaces and - ' ’ . , & ( ) / _");
        problems.add(text.span.clone(), Code::BadText, message);
    }
    if text.value.starts_with(is_mark) {
        let message =
            "a text may not begin with a combining mark: it would join what stands before";
        problems.add(text.span.clone(), Code::BadText, message);
    }
    if csv.encoding == Encoding::Windows1252 && !windows_1252::can_say(&text.value) {
        let message = "windows-1252 cannot say this: all rows would be withheld";
        problems.add(text.span.clone(), Code::InertRule, message);
    }
}

pub(crate) fn is_plain_text(text: &str, max: usize) -> bool {
    !text.is_empty() && text.chars().count() <= max && is_plain(text)
}

pub(crate) fn is_profile_name(name: &str) -> bool {
    let lower_or_digit = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    name.as_bytes().first().is_some_and(lower_or_digit)
        && name.len() <= 40
        && name
            .bytes()
            .all(|byte| lower_or_digit(&byte) || byte == b'-')
}
