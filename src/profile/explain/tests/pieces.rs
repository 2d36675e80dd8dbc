//! The pieces of an explanation: headings, tables row by row, and how each rendering sets them.

use super::{EVERYTHING, Profile, chapter, profiles, tables};
use crate::field::{Linkability, Place, Shown, Treatment};
use crate::profile::explain::{Block, Chapter, Explanation, Phrase, Table, html, markdown};
use crate::profile::words;

fn everything() -> Explanation {
    EVERYTHING.parse::<Profile>().unwrap().explain()
}

fn named<'e>(explanation: &'e Explanation, caption: &str) -> &'e Table {
    tables(explanation)
        .find(|table| table.caption() == caption)
        .unwrap()
}

fn rows(table: &Table) -> Vec<Vec<String>> {
    let plain = |row: &Vec<Phrase>| row.iter().map(Phrase::plain).collect();
    table.rows().iter().map(plain).collect()
}

fn of_blocks(blocks: Vec<Block>) -> Explanation {
    Explanation {
        profile: "p".into(),
        fingerprint: "f".into(),
        title: "Title".into(),
        chapters: vec![Chapter {
            id: "one",
            title: "One",
            blocks,
        }],
    }
}

#[test]
fn titles_and_captions_are_those_that_the_renderings_bear() {
    for profile in profiles() {
        let explanation = profile.explain();
        let (text, markdown) = (explanation.text(), explanation.markdown());
        assert_eq!(
            explanation.title(),
            format!("What the profile {} lets leave", profile.name())
        );
        let title = explanation.title();
        assert!(text.starts_with(&format!("{title}\n{}\n\n", "=".repeat(title.len()))));
        for (number, chapter) in (1..).zip(explanation.chapters()) {
            let heading = format!("{number}. {}", chapter.title());
            let underlined = format!("\n\n{heading}\n{}\n\n", "-".repeat(heading.len()));
            assert!(text.contains(&underlined), "{text}");
            assert!(markdown.contains(&format!("\n\n## {heading}\n\n")));
        }
        let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for table in tables(&explanation) {
            assert!(
                joined.contains(&format!("[{}]", table.caption())),
                "{joined}"
            );
        }
    }
}

#[test]
fn the_overview_says_of_each_column_what_the_profile_says() {
    let explanation = everything();
    assert_eq!(
        rows(named(&explanation, "All columns"))[1],
        [
            "Name, as printed",
            "front (printed on the front of the card)",
            "known_as (keep) + \u{201c} (\u{201d} + middle_names (initials) + \u{201c})\u{201d}",
            "no limit beyond the field\u{2019}s own form",
            "as they are",
            "nothing goes at all",
        ]
    );
    let explanation = Profile::preset("warrant-card").unwrap().explain();
    let overview = rows(named(&explanation, "All columns"));
    assert_eq!(
        overview[2],
        [
            "print_name",
            "front (printed on the front of the card)",
            "given_names (initials) + a space + family_name (keep)",
            "32 characters; a longer one withholds the row and is never cut",
            "capitals",
            "the row stays behind",
        ]
    );
    let constant = EVERYTHING.replacen(
        "parts = [{ field = \"facility_code\", treatment = \"keep\" }]",
        "constant = \"site 7\"",
        1,
    );
    let explanation = constant.parse::<Profile>().unwrap().explain();
    let overview = rows(named(&explanation, "All columns"));
    assert_eq!(overview[5][2], "always \u{201c}site 7\u{201d}");
    assert_eq!(overview[5][5], "cannot be");
}

#[test]
fn a_field_is_told_with_its_treatment_pair_floor_and_reasons() {
    let explanation = everything();
    let only = |header: &str| {
        let caption = format!("What happens to each field in column {header}");
        let rows = rows(named(&explanation, &caption));
        assert_eq!(rows.len(), 1, "{header}");
        rows[0].clone()
    };
    assert_eq!(
        only("_no_")[..4],
        [
            "staff_number",
            "keep: given as it is; the author of the profile declares that it is no payroll number",
            "all of it (full)",
            "with anything else that holds the value (global)",
        ]
    );
    assert_eq!(
        only("record_ref")[..5],
        [
            "record_id",
            "pseudonymise: replaced by a keyed token of 20 characters, the same ones in every batch for this recipient and purpose",
            "nothing of it (none)",
            "across the batches of this recipient (within-recipient)",
            "none, within-recipient",
        ]
    );
    assert_eq!(
        only("dept")[1..4],
        [
            "category: replaced by a more general text out of a closed table (2 values become 1)",
            "a part of it, or something coarser (partial)",
            "by nothing but the little that is shown, where two show the same (none)",
        ]
    );
    assert_eq!(only("stripe")[1], "keep: given as it is");
    let token = EVERYTHING.replacen(
        "field = \"staff_number\", treatment = \"keep\", not_payroll = true",
        "field = \"staff_number\", treatment = \"pseudonymise\", scope = \"batch\"",
        1,
    );
    let explanation = token.parse::<Profile>().unwrap().explain();
    let caption = "What happens to each field in column _no_";
    assert_eq!(
        rows(named(&explanation, caption))[0][1..4],
        [
            "pseudonymise: replaced by a keyed token of 16 characters, other ones in every batch",
            "nothing of it (none)",
            "within one batch (within-batch)",
        ]
    );
}

#[test]
fn whoever_writes_a_table_is_told_that_the_manifest_holds_both_its_sides() {
    let told = |profile: &Profile| {
        let tables = profile.field_parts();
        let tables = tables.filter(|(_, part)| part.rule().name() == "category");
        let text = profile.explain().text();
        let text: Vec<&str> = text.split_whitespace().collect();
        let sentence = "tells the recipient the whole table, both sides: put no word on its left that he must not read.";
        (tables.count(), text.join(" ").matches(sentence).count())
    };
    assert_eq!(told(&EVERYTHING.parse().unwrap()), (1, 1));
    for name in Profile::preset_names() {
        let (tables, sentences) = told(&Profile::preset(name).unwrap());
        assert_eq!(tables, sentences, "{name}");
    }
}

#[test]
fn the_words_used_are_explained_each_with_its_name() {
    let explanation = everything();
    assert_eq!(chapter(&explanation, "terms").blocks().len(), 4);
    let degrees = rows(named(&explanation, "How much of a value is shown"));
    let expected: Vec<Vec<&str>> = Shown::ALL
        .iter()
        .map(|degree| vec![degree.name(), words::shown(*degree)])
        .collect();
    assert_eq!(degrees, expected);
    let degrees = rows(named(&explanation, "How far values can be linked"));
    let expected: Vec<Vec<&str>> = Linkability::ALL
        .iter()
        .map(|degree| vec![degree.name(), words::linkability(*degree)])
        .collect();
    assert_eq!(degrees, expected);
    let places = rows(named(&explanation, "Places"));
    assert_eq!(places.len(), Place::ALL.len());
}

#[test]
fn pairs_and_counts_read_as_they_are_meant() {
    assert_eq!(words::pair(Treatment::DROP), "nothing");
    assert_eq!(words::pair(Treatment::KEEP), "full, global");
    assert_eq!(words::count(1, "day", "days"), "1 day");
    assert_eq!(words::count(0, "day", "days"), "0 days");
    assert_eq!(words::count(21, "day", "days"), "21 days");
}

#[test]
fn text_sets_a_row_of_two_as_one_line_and_leaves_blank_cells_out() {
    let table = |head: &[&'static str], row: &[&str]| {
        let row = row.iter().map(|cell| Phrase::from(*cell)).collect();
        let mut row: Vec<Phrase> = row;
        if row.len() > 2 {
            row[1] = Phrase::default();
        }
        of_blocks(vec![Block::Table(Table {
            caption: "Caption".into(),
            head: head.to_vec(),
            rows: vec![row],
        })])
        .text()
    };
    let two = table(&["A", "B"], &["one", "two"]);
    assert!(two.ends_with("[Caption]\n* one: two\n"), "{two}");
    let four = table(&["A", "B", "C", "D"], &["one", "left out", "", "four"]);
    assert!(
        four.ends_with("[Caption]\n* A: one\n    D: four\n"),
        "{four}"
    );
}

#[test]
fn text_breaks_a_line_only_where_the_next_word_has_no_room() {
    let line = |words: &str| {
        let text = of_blocks(vec![Block::Paragraph(words.into())]).text();
        text.split_once("\n\n1. One\n------\n\n")
            .unwrap()
            .1
            .to_owned()
    };
    let half = "a".repeat(48);
    assert_eq!(
        line(&format!("{half} {}", &half[1..])),
        format!("{half} {}\n", &half[1..])
    );
    assert_eq!(line(&format!("{half} {half}")), format!("{half}\n{half}\n"));
    let long = "a".repeat(120);
    assert_eq!(line(&format!("{long} b c")), format!("{long}\nb c\n"));
    assert_eq!(line("a b c"), "a b c\n");
}

#[test]
fn html_escapes_exactly_five_characters_and_heads_each_row() {
    assert_eq!(
        html::escape("a&b<c>d\"e'f\u{e9}"),
        "a&amp;b&lt;c&gt;d&quot;e&#39;f\u{e9}"
    );
    let page = of_blocks(vec![Block::Table(Table {
        caption: "Caption".into(),
        head: vec!["A", "B"],
        rows: vec![vec!["one".into(), Phrase::default().name("two")]],
    })])
    .html();
    assert!(
        page.contains("<tr><th scope=\"row\">one</th><td><code>two</code></td></tr>"),
        "{page}"
    );
}

#[test]
fn markdown_sets_names_as_code_where_code_can_hold_them() {
    let line = |name: &str| {
        let markdown = of_blocks(vec![Block::Paragraph(Phrase::default().name(name))]).markdown();
        markdown.lines().last().unwrap().to_owned()
    };
    assert_eq!(line("rank"), "`rank`");
    assert_eq!(line("two words"), "`two words`");
    assert_eq!(line("_no_"), "`_no_`");
    assert_eq!(line(" x"), " x");
    assert_eq!(line("x "), "x ");
    assert_eq!(line("a`b"), "a\\`b");
    assert_eq!(line("a|b"), "a\\|b");
    assert_eq!(line(""), "");
    assert_eq!(
        markdown::escape("\\`*_[]<>|~&#a\nb\rc"),
        "\\\\\\`\\*\\_\\[\\]\\<\\>\\|\\~\\&\\#a b c"
    );
}
