//! The page: well formed, self-contained, and kept from taking text for markup.

use serde_json::Value;

use super::{profiles, tables};
use crate::profile::explain::{Block, Chapter, Explanation, Phrase, Table};

/// The names of open tags, checked for order; panics on a tag out of place.
fn well_formed(html: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    let mut seen = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').unwrap();
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric())
            .collect();
        if tag.starts_with('/') {
            assert_eq!(open.pop().as_deref(), Some(name.as_str()));
        } else if !tag.starts_with('!') {
            seen.push(name.clone());
            if name != "meta" {
                open.push(name);
            }
        }
    }
    assert!(open.is_empty(), "{open:?}");
    seen
}

#[test]
fn html_is_one_well_formed_page_without_script_or_outside_resource() {
    for profile in profiles() {
        let html = profile.explain().html();
        let tags = well_formed(&html);
        for tag in [
            "script", "link", "img", "iframe", "object", "form", "svg", "base",
        ] {
            assert!(!tags.contains(&tag.to_owned()), "{tag}");
        }
        for text in [
            "src=",
            "url(",
            "@import",
            "://",
            "javascript",
            "onload",
            "\"//",
        ] {
            assert!(!html.contains(text), "{text}");
        }
        let links = html.matches("href=\"").count();
        assert_eq!(links, html.matches("href=\"#").count());
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"));
        assert!(html.contains("default-src 'none'") && html.contains("@media print"));
    }
}

#[test]
fn html_can_be_found_through_by_ear() {
    for profile in profiles() {
        let explanation = profile.explain();
        let html = explanation.html();
        let tags = well_formed(&html);
        let count = |tag: &str| tags.iter().filter(|seen| *seen == tag).count();
        assert_eq!(
            (count("h1"), count("main"), count("nav"), count("title")),
            (1, 1, 1, 1)
        );
        assert_eq!(count("table"), count("caption"));
        assert_eq!(count("table"), tables(&explanation).count());
        assert_eq!(
            count("th"),
            html.matches("<th scope=\"col\">").count() + html.matches("<th scope=\"row\">").count()
        );
        assert_eq!(count("h2"), 1 + explanation.chapters().len());
        // no level of heading is skipped
        let levels: Vec<u8> = tags
            .iter()
            .filter_map(|tag| tag.strip_prefix('h')?.parse().ok())
            .collect();
        assert!(
            levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
            "{levels:?}"
        );
        for chapter in explanation.chapters() {
            assert_eq!(
                html.matches(&format!(" id=\"{}\"", chapter.id())).count(),
                1
            );
            assert_eq!(
                html.matches(&format!("href=\"#{}\"", chapter.id())).count(),
                1
            );
        }
    }
}

#[test]
fn hostile_text_stays_text_in_every_rendering() {
    let hostile = "</td><script>alert('x\")</script>|`*_[a](b) & \\ #\n- x";
    let phrase = || Phrase::default().say(hostile).name(hostile);
    let explanation = Explanation {
        profile: hostile.into(),
        fingerprint: "f".into(),
        title: hostile.into(),
        chapters: vec![Chapter {
            id: "one",
            title: "One",
            blocks: vec![
                Block::Heading(phrase()),
                Block::Paragraph(phrase()),
                Block::List(vec![phrase()]),
                Block::Table(Table {
                    caption: hostile.into(),
                    head: vec!["A"],
                    rows: vec![vec![phrase()]],
                }),
            ],
        }],
    };
    let html = explanation.html();
    assert!(!well_formed(&html).contains(&"script".to_owned()));
    let body = html.split_once("</style>").unwrap().1;
    assert!(!body.contains('\''));
    for line in explanation.markdown().lines() {
        let bare = line.trim_start_matches("| ").trim_end_matches(" |");
        let mut previous = ' ';
        for c in bare
            .trim_start_matches(['#', '*', '-', ' ', '|'])
            .trim_end_matches('*')
            .chars()
        {
            assert!(previous == '\\' || !"<`[|_~&".contains(c), "{line}");
            previous = if previous == '\\' { ' ' } else { c };
        }
        assert!(!line.starts_with("- x"));
    }
    let parsed: Value = serde_json::from_str(&explanation.json()).unwrap();
    assert_eq!(parsed["title"], hostile);
}
