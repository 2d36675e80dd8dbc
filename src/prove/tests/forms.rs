//! The certificate's forms.

use serde_json::Value;

use super::{SMALL, preset, prove};
use crate::prove::certificate::Certificate;
use crate::prove::exporter::Real;

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

fn certificate() -> Certificate {
    let profile = preset("warrant-card");
    let profile = profile.with_parties(Some("Example <b>& Co"), None);
    assert!(profile.is_err());
    let profile = preset("warrant-card").with_parties(Some("C & Co's"), Some("R"));
    prove(&Real, &profile.unwrap(), &SMALL)
}

#[test]
fn a_certificate_as_json_has_the_documented_shape() {
    let certificate = certificate();
    let json: Value = serde_json::from_str(&certificate.json()).unwrap();
    let documented = include_str!("../../../docs/certificate.md");
    let mut names = Vec::new();
    let shapes = [
        (
            &json,
            "cardsieve catalogue differences format holds lifted not_shown profile rows_released seed stages",
        ),
        (&json["catalogue"], "fingerprint version"),
        (&json["profile"], "controller fingerprint name recipient"),
        (&json["differences"][0], "differed drawn field"),
        (
            &json["stages"][0],
            "cases counter_example mechanism name statement unit verdict",
        ),
    ];
    for (value, expected) in shapes {
        let expected: Vec<&str> = expected.split(' ').collect();
        assert_eq!(keys(value), expected);
        names.extend(expected);
    }
    for name in names.iter().chain(&["fields", "seen"]) {
        let found = [
            format!("`{name}`"),
            format!(".{name}`"),
            format!("`{name}."),
        ];
        assert!(found.iter().any(|name| documented.contains(name)), "{name}");
    }
    for stage in certificate.stages() {
        assert!(
            documented.contains(&format!("| `{}` |", stage.name())),
            "{}",
            stage.name()
        );
    }
    for verdict in ["holds", "fails", "inapplicable", "not-tried"] {
        assert!(
            documented.contains(&format!("`\"{verdict}\"`")),
            "{verdict}"
        );
    }
    assert_eq!(json["format"], "cardsieve-certificate-1");
    assert_eq!(json["holds"], true);
    assert_eq!(json["seed"], "7");
    assert_eq!(
        json["profile"]["fingerprint"],
        certificate.profile().fingerprint().to_string()
    );
    assert_eq!(json["cardsieve"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn every_form_names_the_stages_the_seed_and_what_is_not_shown() {
    let certificate = certificate();
    let text = certificate.text();
    let html = certificate.html();
    for stage in certificate.stages() {
        assert!(text.contains(&format!("* Stage: {}\n", stage.name())));
        assert!(html.contains(&format!("<code>{}</code>", stage.name())));
    }
    for form in [&text, &html, &certificate.json()] {
        for word in [
            "pixels",
            "permitted value",
            "recipient does with the rows",
            "SHA-256 are right",
            "How long an export takes",
            &certificate.profile().fingerprint().to_string(),
        ] {
            assert!(form.contains(word), "{word}");
        }
    }
    assert!(text.starts_with("Certificate: the proof of profile warrant-card holds\n"));
    let (before, terms) = text.split_once("The words used here").unwrap();
    for (word, _) in crate::prove::certificate::words::TERMS {
        assert!(
            before.to_lowercase().contains(&word.to_lowercase()),
            "{word}"
        );
        assert!(terms.contains(word), "{word}");
    }
    assert!(
        text.lines()
            .all(|line| line.chars().count() <= 96 && line.trim_end() == line)
    );
}

#[test]
fn a_certificate_as_html_is_one_page_without_script_or_outside_resource() {
    let html = certificate().html();
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"));
    assert!(html.contains("default-src 'none'"));
    assert!(html.contains("C &amp; Co&#39;s"));
    for text in [
        "<script",
        "<link",
        "<img",
        "src=",
        "url(",
        "@import",
        "://",
        "javascript",
    ] {
        assert!(!html.contains(text), "{text}");
    }
    let links = html.matches("href=\"").count();
    assert_eq!(links, html.matches("href=\"#").count());
}
