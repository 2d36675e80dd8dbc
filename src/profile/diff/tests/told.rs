//! What a diff says of each change, word by word, and which columns it takes for the same one.

use super::{aspects, finer, load};
use crate::profile::diff::{Aspect, Diff, Effect};

const BASE: &str = "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\n\
    delete_after_days = 1\n[[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
    parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n";

fn column(header: &str, place: &str, rest: &str) -> String {
    format!("[[column]]\nheader = \"{header}\"\nplace = \"{place}\"\n{rest}\n")
}

fn keep(field: &str) -> String {
    format!("parts = [{{ field = \"{field}\", treatment = \"keep\" }}]")
}

fn token(scope: &str, chars: u8) -> String {
    format!(
        "parts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"{scope}\", chars = {chars} }}]"
    )
}

fn diff(from: &str, to: &str) -> Diff {
    load(&format!("{BASE}{from}")).diff(&load(&format!("{BASE}{to}")))
}

fn told(diff: &Diff) -> Vec<[&str; 3]> {
    diff.changes()
        .iter()
        .map(|change| [change.subject(), change.from(), change.to()])
        .collect()
}

#[test]
fn a_new_column_tells_its_place_its_parts_and_what_its_fields_come_to() {
    let rank = column("rank", "front", &keep("rank"));
    assert_eq!(
        told(&diff("", &rank)),
        [
            ["rank at front", "nothing", "keep (full, global)"],
            ["column rank", "none", "front: rank (keep)"],
        ]
    );
    assert_eq!(
        told(&diff(&rank, "")),
        [
            ["rank at front", "keep (full, global)", "nothing"],
            ["column rank", "front: rank (keep)", "none"],
        ]
    );
}

#[test]
fn a_treatment_is_told_with_the_rules_of_its_field_and_place_alone() {
    let others = format!(
        "{}{}",
        column("rank", "front", &keep("rank")),
        column("bar", "barcode", &token("batch", 16))
    );
    let stripe = |scope| {
        format!(
            "{others}{}",
            column("stripe", "magstripe", &token(scope, 16))
        )
    };
    let diff = diff(&stripe("batch"), &stripe("recipient"));
    assert_eq!(
        told(&diff)[0],
        [
            "record_id at magstripe",
            "pseudonymise per batch (none, within-batch)",
            "pseudonymise per recipient (none, within-recipient)",
        ]
    );
}

#[test]
fn the_longest_cell_is_told_as_a_number_or_as_any_length() {
    let rank = column("rank", "front", &keep("rank"));
    let short = format!("{rank}max_chars = 9\n");
    let there = diff(&rank, &short);
    assert_eq!(told(&there), [["column rank", "any length", "9"]]);
    assert!(!there.releases_more());
    let back = diff(&short, &rank);
    assert_eq!(told(&back), [["column rank", "9", "any length"]]);
    assert!(back.releases_more());
}

#[test]
fn a_token_is_compared_with_the_one_of_its_own_place_and_scope() {
    let bar = |chars| column("bar", "barcode", &token("batch", chars));
    assert_eq!(
        told(&diff(&bar(16), &bar(20))),
        [["record_id at barcode", "16", "20"]]
    );
}

#[test]
fn text_puts_each_change_under_the_heading_of_its_effect() {
    let rank = column("rank", "front", &keep("rank"));
    let there = diff("", &rank);
    let text = there.text();
    let changes = "\n\nReleases more:\n  rank at front: nothing -> keep (full, global)\n  \
                   column rank: none -> front: rank (keep)\n\nThe second profile releases more than the first.\n";
    assert!(text.ends_with(changes), "{text}");
    let markdown = there.markdown();
    assert!(markdown.contains("\n## Releases more\n\n| what | before | after |\n|---|---|---|\n"));
    let required = format!("{BASE}{rank}").replacen("purpose", "ledger = \"required\"\npurpose", 1);
    let optional = load(&required).diff(&load(
        &format!("{BASE}{rank}").replacen("\"t\"", "\"u\"", 1),
    ));
    let text = optional.text();
    for part in [
        "\nChanged, and neither more nor less:\n  name: t -> u\n",
        "\n\nLess accounted for (counts as more):\n  ledger: required -> optional\n",
    ] {
        assert!(text.contains(part), "{text}");
    }
    assert!(diff(&rank, "").text().contains("\n\nReleases less:\n"));
}

#[test]
fn a_column_under_another_header_is_the_same_one_only_at_the_same_place_with_the_same_parts() {
    let renamed = diff(
        &column("a", "front", &keep("rank")),
        &column("b", "front", &keep("rank")),
    );
    assert_eq!(aspects(&renamed), [Aspect::Header]);
    for other in [
        column(
            "b",
            "front",
            &keep("collar_number").replace("keep", "digits"),
        ),
        column("b", "back", &keep("rank")),
    ] {
        let found = aspects(&diff(&column("a", "front", &keep("rank")), &other));
        assert!(!found.contains(&Aspect::Header), "{other}");
        let columns = found.iter().filter(|aspect| **aspect == Aspect::Column);
        assert_eq!(columns.count(), 2, "{other}");
    }
}

#[test]
fn a_date_format_tells_more_iff_it_tells_of_year_month_or_day_what_was_not_told() {
    // year and month tell the day: it is the month's last one
    let told = |bits: u8| if bits & 0b110 == 0b110 { 0b111 } else { bits };
    let format = |bits: u8| {
        let pieces = [(0b100, "%Y"), (0b010, "%m"), (0b001, "%d")];
        let pieces = pieces.iter().filter(|(bit, _)| bits & bit != 0);
        pieces
            .map(|(_, piece)| *piece)
            .collect::<Vec<_>>()
            .join("/")
    };
    for from in 0..8 {
        for to in 0..8 {
            let expected = if told(to) & !told(from) != 0 {
                Effect::More
            } else if told(from) & !told(to) != 0 {
                Effect::Less
            } else {
                Effect::Shown
            };
            assert_eq!(
                finer::precision(&format(from), &format(to)),
                expected,
                "{} {}",
                format(from),
                format(to)
            );
        }
    }
}
