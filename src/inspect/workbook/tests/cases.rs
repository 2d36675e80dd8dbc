//! A collection of real workbooks, where `CARDSIEVE_CASES` names a folder with it: `MANIFEST.jsonl` says
//! what hides in each.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

use super::{codes, notes};

/// Which code tells of which hiding place.
const CODES: &[(&str, &str)] = &[
    ("hidden_sheets", "hidden-sheet"),
    ("very_hidden_sheets", "very-hidden-sheet"),
    ("hidden_rows", "hidden-rows"),
    ("hidden_cols", "hidden-columns"),
    ("hidden_names", "defined-name"),
    ("pivot_cache_records", "pivot-cache"),
    ("pivot_cache_definitions", "pivot-cache"),
    ("slicer_caches", "slicer-cache"),
    ("external_links", "external-link-cache"),
    ("comments", "comment"),
    ("threaded_comments", "comment"),
    ("persons", "person"),
    ("revisions", "revision-log"),
    ("connections", "connection"),
    ("query_tables", "power-query"),
    ("embeddings", "embedded-object"),
    ("custom_xml", "custom-xml"),
    ("data_model", "data-model"),
    ("vba", "macros"),
    ("media", "embedded-picture"),
];

/// The one file that its collection calls malformed, after the fault of a reader: nothing is wrong with it.
const SOUND: &str = "calamine__malformed_format.xls";

#[expect(
    clippy::disallowed_methods,
    reason = "a test may ask whether the collection is there"
)]
fn folder() -> Option<PathBuf> {
    std::env::var_os("CARDSIEVE_CASES").map(|cases| PathBuf::from(cases).join("xlsx-hidden"))
}

#[test]
fn every_hiding_place_of_the_collection_is_found_and_its_plain_workbooks_pass() {
    let Some(folder) = folder() else { return };
    let manifest = std::fs::read_to_string(folder.join("MANIFEST.jsonl")).unwrap();
    let mut wrong = Vec::new();
    let mut looked = 0;
    for line in manifest.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let file = line["file"].as_str().unwrap();
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let name = file.rsplit('/').next().unwrap();
        let found = codes(&bytes, name);
        let role = line["role"].as_str().unwrap();
        looked += 1;
        if role.starts_with("negative") {
            if !found.is_empty() {
                wrong.push(format!("{name}: plain, but {found:?}"));
            }
        } else if role.starts_with("encrypted") {
            if found.is_empty() && name != SOUND {
                wrong.push(format!("{name}: {role}, but nothing"));
            }
        } else {
            let all: BTreeSet<_> = found.into_iter().chain(notes(&bytes, name)).collect();
            for (feature, _) in line["features"].as_object().unwrap() {
                let known = CODES.iter().find(|(known, _)| known == feature);
                match known {
                    Some((_, code)) if all.contains(code) => {}
                    _ => wrong.push(format!("{name}: {feature}, but {all:?}")),
                }
            }
        }
    }
    assert!(looked > 0, "the collection is empty");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
