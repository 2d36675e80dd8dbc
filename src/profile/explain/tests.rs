mod conclusions;
mod page;
mod pieces;
mod remainder;

use serde_json::Value;

use super::{Block, Chapter, Explanation, Phrase, Profile, Table};
use crate::field::{Correlation, Field, Flag, Role, Special};
use crate::profile::Content;

/// What no page of ours may call the data, the program or the law's opinion of them.
const NEVER_SAID: &[&str] = &["anonymised", "anonymized", "compliant", "secure", "safe "];

const EVERYTHING: &str = r#"
format = 1
name = "everything"
controller = "Ó Briain & Sons"
recipient = "Print (UK), Ltd."
purpose = "Print _all_ cards"
delete_after_days = 0
ledger = "required"
min_rows = 2

[csv]
delimiter = "|"
encoding = "windows-1252"

[[column]]
header = "record_ref"
place = "matching"
parts = [{ field = "record_id", treatment = "pseudonymise", scope = "recipient", chars = 20 }]

[[column]]
header = "Name, as printed"
place = "front"
parts = [{ field = "known_as", treatment = "keep" }, { text = " (" }, { field = "middle_names", treatment = "initials" }, { text = ")" }]
when_missing = "refuse"

[[column]]
header = "_no_"
place = "back"
parts = [{ field = "staff_number", treatment = "keep", not_payroll = true }]

[[column]]
header = "collar"
place = "front"
parts = [{ field = "collar_number", treatment = "digits" }]

[[column]]
header = "dept"
place = "front"
parts = [{ field = "department", treatment = "category", table = { "Roads" = "Operations", "Dogs" = "Operations" } }]

[[column]]
header = "stripe"
place = "magstripe"
parts = [{ field = "facility_code", treatment = "keep" }]

[photo]
place = "back"
header = "picture"
"#;

fn profiles() -> Vec<Profile> {
    let presets = Profile::preset_names().map(|name| Profile::preset(name).unwrap());
    presets.chain([EVERYTHING.parse().unwrap()]).collect()
}

fn chapter<'e>(explanation: &'e Explanation, id: &str) -> &'e Chapter {
    explanation
        .chapters()
        .iter()
        .find(|chapter| chapter.id() == id)
        .unwrap()
}

fn words(chapter: &Chapter) -> String {
    let mut out = String::new();
    for block in chapter.blocks() {
        match block {
            Block::Heading(phrase) | Block::Paragraph(phrase) => out += &phrase.plain(),
            Block::List(items) => items.iter().for_each(|item| out += &item.plain()),
            Block::Table(table) => {
                out += table.caption();
                table.rows().iter().flatten().for_each(|cell| {
                    out += &cell.plain();
                    out += " | ";
                });
            }
        }
        out.push('\n');
    }
    out
}

fn tables(explanation: &Explanation) -> impl Iterator<Item = &Table> {
    explanation
        .chapters()
        .iter()
        .flat_map(Chapter::blocks)
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
}

#[test]
fn every_rendering_names_every_header_place_treatment_and_field() {
    for profile in profiles() {
        let explanation = profile.explain();
        let text = explanation
            .text()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let json = explanation.json();
        let (markdown, html) = (explanation.markdown(), explanation.html());
        for column in profile.columns() {
            let mut said = vec![column.header(), column.place().name()];
            for part in column.field_parts() {
                said.extend([
                    part.field().name(),
                    part.rule().name(),
                    part.field().reason(),
                    part.field().support(),
                ]);
            }
            if let Content::Constant(constant) = column.content() {
                said.push(constant);
            }
            for said in said {
                assert!(text.contains(said), "{}: {said}", profile.name());
                assert!(json.contains(said), "{}: {said}", profile.name());
                assert!(
                    html.contains(&super::html::escape(said)),
                    "{}: {said}",
                    profile.name()
                );
                let escaped = super::markdown::escape(said);
                assert!(
                    markdown.contains(said) || markdown.contains(&escaped),
                    "{}: {said}",
                    profile.name()
                );
            }
        }
        if let Some(photo) = profile.photo() {
            assert!(text.contains(photo.header()) && text.contains(&photo.max_bytes().to_string()));
        }
        let fingerprint = profile.fingerprint().to_string();
        for rendering in [&text, &json, &markdown, &html] {
            assert!(rendering.contains(&fingerprint));
        }
    }
}

#[test]
fn every_field_of_the_catalogue_is_named_and_counted_once_as_released_or_kept() {
    for profile in profiles() {
        let explanation = profile.explain();
        let never = chapter(&explanation, "never");
        let Some(Block::Table(table)) = never.blocks().get(1) else {
            panic!("no table")
        };
        let number = |cell: &Phrase| cell.plain().parse::<usize>().unwrap();
        let (mut released, mut kept, mut names) = (0, 0, Vec::new());
        for row in table.rows() {
            released += number(&row[1]);
            kept += number(&row[2]);
            assert!(number(&row[3]) <= number(&row[2]));
            names.extend(
                row[4]
                    .plain()
                    .split(", ")
                    .filter(|name| !name.is_empty())
                    .map(str::to_owned),
            );
        }
        assert_eq!(names.len(), kept);
        let shown = |field: &Field| {
            profile
                .field_parts()
                .any(|(_, part)| part.field() == *field)
        };
        for field in Field::ALL
            .iter()
            .filter(|field| field.role() != Role::Derived)
        {
            let listed = names.iter().filter(|name| **name == field.name()).count();
            assert_eq!(listed, usize::from(!shown(field)), "{field}");
        }
        let derived = Field::ALL
            .iter()
            .filter(|field| field.role() == Role::Derived)
            .count();
        assert_eq!(released + kept + derived, Field::ALL.len());
        assert!(words(never).contains(&format!("{kept} fields of the catalogue")));
    }
}

#[test]
fn every_special_field_is_named_as_such() {
    let explanation = Profile::preset("warrant-card").unwrap().explain();
    let Some(Block::Table(table)) = chapter(&explanation, "never").blocks().get(3) else {
        panic!("no table")
    };
    for (row, kind) in table.rows().iter().zip(Special::ALL) {
        let names = row[2].plain();
        let names: Vec<&str> = names.split(", ").collect();
        for field in Field::ALL {
            assert_eq!(
                names.contains(&field.name()),
                field.special() == Some(*kind),
                "{field}"
            );
        }
    }
}

#[test]
fn no_rendering_promises_what_cannot_be_promised() {
    for profile in profiles() {
        let explanation = profile.explain();
        for rendering in [
            explanation.text(),
            explanation.markdown(),
            explanation.html(),
            explanation.json(),
        ] {
            let rendering = rendering.to_lowercase();
            for word in NEVER_SAID {
                assert!(!rendering.contains(word), "{}: {word}", profile.name());
            }
        }
    }
}

#[test]
fn the_conclusions_follow_the_profile() {
    let of = |name: &str| {
        profiles()
            .into_iter()
            .find(|profile| profile.name() == name)
            .unwrap()
            .explain()
    };
    let said = |name: &str, id: &str, what: &str| {
        let explanation = of(name);
        let text = words(chapter(&explanation, id));
        text.contains(what)
    };
    // numbers
    assert!(said(
        "warrant-card",
        "derivable",
        "releasing warrant_number discloses pay_number"
    ));
    assert!(!said(
        "staff-card",
        "derivable",
        "releasing warrant_number discloses pay_number"
    ));
    assert!(said(
        "everything",
        "check",
        "staff_number: that a staff number is no payroll number"
    ));
    assert!(!said("warrant-card", "check", "payroll number"));
    for preset in Profile::preset_names() {
        assert!(said(
            preset,
            "check",
            "card_design: that a design code names no unit"
        ));
        assert!(said(
            preset,
            "check",
            "credential_no: that credential numbers come from a random pool"
        ));
    }
    // people
    for (name, person) in [
        ("warrant-card", true),
        ("contractor-card", true),
        ("everything", true),
        ("shell-card", false),
        ("access-fob", false),
    ] {
        assert_eq!(
            said(name, "summary", "It shows something of a person"),
            person,
            "{name}"
        );
        assert_eq!(
            said(name, "limits", "remains personal data at the bureau"),
            person,
            "{name}"
        );
        assert_eq!(
            said(
                name,
                "derivable",
                "ethnicity, religion or belief, sex and gender"
            ),
            person,
            "{name}"
        );
        for flag in Flag::ALL {
            assert_eq!(said(name, "withheld", flag.name()), person, "{name}");
        }
    }
    // photo
    assert!(said(
        "warrant-card",
        "limits",
        "does not stop face recognition"
    ));
    assert!(!said("contractor-card", "limits", "face recognition"));
    assert!(said("contractor-card", "photo", "No photo leaves"));
    // batches
    assert!(said("warrant-card", "absence", "A batch of one is allowed"));
    assert!(said(
        "replacement-card",
        "absence",
        "A batch of fewer than 5 rows is refused"
    ));
    assert!(said("replacement-card", "absence", "issue_number above 1"));
    assert!(!said("contractor-card", "absence", "issue_number above 1"));
    assert!(said("warrant-card", "absence", "work under cover"));
    // limits, ledger, deadline
    assert!(said("everything", "parties", "required: no batch"));
    assert!(said(
        "everything",
        "parties",
        "on the day the batch is made"
    ));
    assert!(said(
        "warrant-card",
        "parties",
        "30 days after the batch is made"
    ));
    assert!(said("warrant-card", "parties", "has not been named yet"));
    assert!(!said("everything", "parties", "has not been named yet"));
    assert!(
        said("everything", "withheld", "unmappable-character")
            && !said("warrant-card", "withheld", "unmappable-character")
    );
    assert!(said(
        "everything",
        "withheld",
        "refuses the whole batch, and not only the row, in Name, as printed."
    ));
    // links
    assert!(said(
        "everything",
        "derivable",
        "follow one person through all batches"
    ));
    assert!(!said(
        "warrant-card",
        "derivable",
        "follow one person through all batches"
    ));
}

#[test]
fn each_correlation_group_has_a_row_and_each_row_a_conclusion() {
    for profile in profiles() {
        let explanation = profile.explain();
        let Some(Block::Table(table)) = chapter(&explanation, "derivable").blocks().get(1) else {
            panic!("no table")
        };
        assert_eq!(table.rows().len(), Correlation::ALL.len());
        for (number, (row, group)) in (1..).zip(table.rows().iter().zip(Correlation::ALL)) {
            assert!(
                row[0]
                    .plain()
                    .to_lowercase()
                    .starts_with(&format!("g{number} {}", group.name())),
                "{}",
                row[0].plain()
            );
            assert!(row[2].plain().ends_with('.'));
            for field in profile.field_parts().map(|(_, part)| part.field()) {
                assert_eq!(
                    row[1].plain().contains(&format!("{field} (")),
                    field.correlation() == Some(*group),
                    "{field}"
                );
            }
        }
    }
}

#[test]
fn every_table_has_a_caption_and_full_rows() {
    for profile in profiles() {
        let explanation = profile.explain();
        for table in tables(&explanation) {
            assert!(!table.caption().is_empty());
            for row in table.rows() {
                assert_eq!(row.len(), table.head().len(), "{}", table.caption());
                assert!(!row[0].plain().is_empty());
            }
        }
    }
}

#[test]
fn json_is_canonical_and_has_every_chapter() {
    for profile in profiles() {
        let explanation = profile.explain();
        let json = explanation.json();
        let parsed: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(crate::canonical_json::to_string(&parsed), json);
        assert_eq!(parsed["format"], "cardsieve-explanation-1");
        assert_eq!(
            parsed["profile"]["fingerprint"],
            profile.fingerprint().to_string()
        );
        let ids: Vec<&str> = parsed["chapters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|chapter| chapter["id"].as_str().unwrap())
            .collect();
        assert_eq!(
            ids,
            [
                "summary",
                "parties",
                "columns",
                "photo",
                "derivable",
                "singling-out",
                "absence",
                "withheld",
                "never",
                "check",
                "limits",
                "terms"
            ]
        );
    }
}

#[test]
fn text_keeps_to_its_width_and_has_no_trailing_space() {
    for profile in profiles() {
        for line in profile.explain().text().lines() {
            let long_word = line.split(' ').any(|word| word.chars().count() > 40);
            assert!(line.chars().count() <= 97 || long_word, "{line}");
            assert_eq!(line.trim_end(), line);
        }
    }
}

#[test]
fn pages_are_the_same_every_time() {
    for profile in profiles() {
        assert_eq!(profile.explain(), profile.explain());
    }
}
