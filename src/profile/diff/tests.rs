mod steps;
mod told;

use std::collections::BTreeMap;

use proptest::prelude::*;

use steps::{PHOTO, RANK, STEPS, Step};

use super::{Aspect, Diff, Effect, Profile, finer};
use crate::field::{Field, Linkability, Place, Role, Shown};

fn preset(name: &str) -> Profile {
    Profile::preset(name).unwrap()
}

fn load(text: &str) -> Profile {
    text.parse()
        .unwrap_or_else(|errors| panic!("{errors}\n{text}"))
}

fn steps() -> impl Iterator<Item = &'static Step> {
    STEPS.iter()
}

fn edited(step: &Step) -> (Profile, Profile) {
    let source = Profile::preset_source(step.preset).unwrap();
    assert!(
        source.contains(step.from),
        "{}: {:?}",
        step.preset,
        step.from
    );
    (load(source), load(&source.replacen(step.from, step.to, 1)))
}

fn aspects(diff: &Diff) -> Vec<Aspect> {
    diff.changes().iter().map(super::Change::aspect).collect()
}

#[test]
fn every_single_step_is_judged_rightly_in_both_directions() {
    for step in steps() {
        let (before, after) = edited(step);
        let (there, back) = (before.diff(&after), after.diff(&before));
        let what = format!(
            "{} {:?} -> {:?}: {}{}",
            step.preset,
            step.from,
            step.to,
            there.text(),
            back.text()
        );
        assert!(aspects(&there).contains(&step.aspect), "{what}");
        assert!(aspects(&back).contains(&step.aspect), "{what}");
        assert_eq!(there.releases_more(), step.there, "there {what}");
        assert_eq!(back.releases_more(), step.back, "back {what}");
    }
}

#[test]
fn every_aspect_but_single_table_entries_has_a_step_of_its_own() {
    for aspect in Aspect::ALL {
        let found = steps().any(|step| step.aspect == *aspect);
        assert!(
            found || *aspect == Aspect::CategoryEntry,
            "{}",
            aspect.name()
        );
    }
}

#[test]
fn a_diff_is_empty_iff_the_fingerprints_are_equal() {
    let presets: Vec<Profile> = Profile::preset_names().map(preset).collect();
    for one in presets
        .iter()
        .cloned()
        .chain(steps().map(|step| edited(step).1))
    {
        assert!(one.diff(&one).is_empty());
        assert!(!one.diff(&one).releases_more());
        for other in &presets {
            let same = one.fingerprint() == other.fingerprint();
            assert_eq!(
                one.diff(other).is_empty(),
                same,
                "{}",
                one.diff(other).text()
            );
        }
    }
}

#[test]
fn presets_compare_as_their_table_says() {
    // A row each: from this preset, which ones release more. All but the blank card lacks
    // something that another has.
    let more = |from: &str, to: &str| preset(from).diff(&preset(to)).releases_more();
    for name in Profile::preset_names().filter(|name| *name != "shell-card") {
        assert!(more("shell-card", name), "{name}");
    }
    assert!(!more("warrant-card", "shell-card"));
    assert!(!more("warrant-card", "access-fob"));
    assert!(!more("warrant-card", "replacement-card"));
    assert!(more("replacement-card", "warrant-card"));
    assert!(more("warrant-card", "staff-card") && more("staff-card", "warrant-card"));
    assert!(more("warrant-card", "nhs-card") && more("nhs-card", "warrant-card"));
    // kept longer
    assert!(more("access-fob", "shell-card"));
}

#[test]
fn a_ledger_no_longer_demanded_is_less_accounted_for_and_counts() {
    let step = steps().find(|step| step.aspect == Aspect::Ledger).unwrap();
    let (optional, required) = edited(step);
    let diff = required.diff(&optional);
    assert_eq!(diff.changes().len(), 1);
    assert_eq!(diff.changes()[0].effect(), Effect::LessAccounted);
    assert!(diff.releases_more());
}

const KEYS: [&str; 3] = [
    "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
    "age1qwhvx6mfwngg2raxyz552w2taw4l2t2mcf9n2sl0aahua2upkglqnffqv9",
    "age1vz55mej2ujpc4aju3x2e9eundqmrtvc739j36hpnlw99l5rprvkqjnktcl",
];

#[test]
fn a_key_that_could_not_open_a_batch_before_is_more_and_a_key_less_is_less() {
    let source = Profile::preset_source("shell-card").unwrap();
    let pinned = |keys: &[usize]| {
        let keys: Vec<String> = keys.iter().map(|at| format!("{:?}", KEYS[*at])).collect();
        let line = match keys.as_slice() {
            [] => String::new(),
            keys => format!("recipient_keys = [{}]\n", keys.join(", ")),
        };
        load(&source.replacen("purpose =", &format!("{line}purpose ="), 1))
    };
    let subsets: [&[usize]; 7] = [&[], &[0], &[1], &[0, 1], &[1, 0], &[1, 2], &[0, 1, 2]];
    for from in subsets {
        for to in subsets {
            let diff = pinned(from).diff(&pinned(to));
            // without a pin, anybody's key will do, and none at all
            let opens = |keys: &[usize], key: usize| keys.is_empty() || keys.contains(&key);
            let is_more = (0..3).any(|key| opens(to, key) && !opens(from, key))
                || (to.is_empty() && !from.is_empty());
            assert_eq!(diff.releases_more(), is_more, "{from:?} {to:?}");
            let same = pinned(from).fingerprint() == pinned(to).fingerprint();
            assert_eq!(diff.is_empty(), same);
        }
    }
}

#[test]
fn a_field_moved_to_a_new_column_is_a_new_column() {
    let source = Profile::preset_source("warrant-card").unwrap();
    let moved = source
        .replacen("    { text = \" \" },\n    { field = \"family_name\", treatment = \"keep\" },\n", "", 1)
        .replacen(RANK, &format!("{RANK}[[column]]\nheader = \"last\"\nplace = \"front\"\nparts = [{{ field = \"family_name\", treatment = \"keep\" }}]\n\n"), 1);
    let diff = load(source).diff(&load(&moved));
    assert!(diff.releases_more());
    assert!(!aspects(&diff).contains(&Aspect::Treatment));
}

/// How much a rule of the format shows and links, written down a second time.
fn strength(rule: &str) -> (Shown, Linkability) {
    match rule.split('"').nth(1).unwrap() {
        "keep" => (Shown::Full, Linkability::Global),
        "initials" | "month-end" | "category" => (Shown::Partial, Linkability::None),
        "first-word" | "digits" => (Shown::Partial, Linkability::Global),
        _ if rule.contains("\"batch\"") => (Shown::None, Linkability::Batch),
        _ => (Shown::None, Linkability::Recipient),
    }
}

#[test]
fn every_treatment_of_every_field_at_every_place_is_compared_by_the_product_order() {
    const RULES: &[&str] = &[
        "treatment = \"keep\"",
        "treatment = \"keep\", not_payroll = true",
        "treatment = \"initials\"",
        "treatment = \"first-word\"",
        "treatment = \"digits\"",
        "treatment = \"month-end\"",
        "treatment = \"category\", table = { \"Constable\" = \"Officer of the force\", \"Sergeant\" = \"Officer of the force\" }",
        "treatment = \"pseudonymise\", scope = \"batch\"",
        "treatment = \"pseudonymise\", scope = \"recipient\"",
    ];
    let base = "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\ndelete_after_days = 1\n[[column]]\nheader = \"ref\"\nplace = \"matching\"\nparts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n";
    let mut compared = 0;
    for field in Field::ALL
        .iter()
        .filter(|field| field.role() == Role::Releasable)
    {
        let mut variants = Vec::new();
        for place in Place::ALL.iter().filter(|place| **place != Place::Matching) {
            for rule in RULES {
                let text = format!(
                    "{base}[[column]]\nheader = \"x\"\nplace = \"{}\"\nparts = [{{ field = \"{field}\", {rule} }}]\n",
                    place.name()
                );
                if let Ok(profile) = text.parse::<Profile>() {
                    variants.push((*place, strength(rule), profile));
                }
            }
        }
        assert!(!variants.is_empty(), "{field}");
        for (place, was, before) in &variants {
            for (other, is, after) in &variants {
                let more = place != other || is.0 > was.0 || is.1 > was.1;
                assert_eq!(
                    before.diff(after).releases_more(),
                    more,
                    "{field} {place:?} {was:?} {other:?} {is:?}"
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 1000, "{compared}");
}

#[test]
fn the_nearest_preset_is_the_one_a_profile_was_made_from() {
    for name in Profile::preset_names() {
        let own = preset(name)
            .with_parties(Some("A Force"), Some("A Bureau"))
            .unwrap();
        let (nearest, diff) = own.nearest_preset();
        assert_eq!(nearest, name);
        assert!(diff.is_empty());
    }
    for step in steps() {
        let (_, after) = edited(step);
        let (nearest, diff) = after.nearest_preset();
        assert_eq!(nearest, step.preset);
        assert_eq!(diff.releases_more(), step.there);
    }
}

#[test]
fn renderings_say_every_change_and_the_verdict() {
    for step in steps() {
        let (before, after) = edited(step);
        let diff = before.diff(&after);
        let (text, markdown) = (diff.text(), diff.markdown());
        for change in diff.changes() {
            let end = format!(": {} -> {}", change.from(), change.to());
            let line = |line: &&str| {
                let words = line
                    .strip_prefix("  ")
                    .and_then(|line| line.strip_suffix(&end));
                words.is_some_and(|words| words.starts_with(change.subject()))
            };
            assert!(text.lines().any(|one| line(&one)), "{text}");
        }
        assert_eq!(
            markdown.matches("\n| ").count(),
            diff.changes().len() + markdown.matches("\n## ").count()
        );
        let verdict = if diff.releases_more() {
            "releases more than"
        } else {
            "releases no more than"
        };
        assert!(text.contains(verdict) && markdown.contains(verdict));
    }
    let nothing = preset("shell-card").diff(&preset("shell-card"));
    assert!(nothing.text().ends_with("\n\nNothing changed.\n"));
}

/// The words by which a reader finds in the profile what changed.
const fn key(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Name => "name",
        Aspect::Controller => "controller",
        Aspect::Recipient => "recipient",
        Aspect::RecipientKeys => "recipient_keys",
        Aspect::Purpose => "purpose",
        Aspect::Retention => "delete_after_days",
        Aspect::MinRows => "min_rows",
        Aspect::MaxRows => "max_rows",
        Aspect::Ledger => "ledger",
        Aspect::Delimiter => "delimiter",
        Aspect::Encoding => "encoding",
        Aspect::Apostrophes => "apostrophes",
        Aspect::Treatment => " at ",
        Aspect::Column => "column ",
        Aspect::Order => "order of columns",
        Aspect::Header => ", header",
        Aspect::Place => ", place",
        Aspect::Content => ", what its cells are made of",
        Aspect::Case => ", case",
        Aspect::MaxChars => ", max_chars",
        Aspect::WhenMissing => ", when_missing",
        Aspect::Category => "table of ",
        Aspect::CategoryEntry => " in the table of ",
        Aspect::DateFormat => ", date_format",
        Aspect::TokenLength => ", chars of the token",
        Aspect::Photo => "photo",
        Aspect::PhotoWidth => "photo width",
        Aspect::PhotoHeight => "photo height",
        Aspect::PhotoBytes => "photo max_bytes",
        Aspect::PhotoSource => "photo min_source",
        Aspect::PhotoHeader => "photo header",
        Aspect::PhotoName => "photo_name",
    }
}

#[test]
fn every_form_says_which_key_of_the_profile_changed() {
    let mut seen = Vec::new();
    for step in steps() {
        let (before, after) = edited(step);
        let diff = before.diff(&after);
        for change in diff.changes() {
            seen.push(change.aspect());
            let key = key(change.aspect());
            let text = diff.text();
            let told = format!(": {} -> {}", change.from(), change.to());
            let is_named = |line: &str| line.contains(key) && line.ends_with(&told);
            assert!(text.lines().any(is_named), "{key}: {text}");
            let rows = diff.markdown().replace('\\', "");
            let is_named = |line: &str| line.starts_with("| ") && line.contains(key);
            assert!(rows.lines().any(is_named), "{key}: {rows}");
            let json = diff.json();
            let named = format!("\"aspect\":\"{}\"", change.aspect().name());
            assert!(json.contains(&named), "{json}");
        }
    }
    for aspect in Aspect::ALL {
        assert!(seen.contains(aspect), "{aspect:?}");
    }
}

#[test]
fn json_is_canonical_and_looks_like_this() {
    let step = steps()
        .find(|step| step.aspect == Aspect::Retention)
        .unwrap();
    let (before, after) = edited(step);
    let json = before.diff(&after).json();
    assert_eq!(
        json,
        format!(
            "{{\"changes\":[{{\"aspect\":\"retention\",\"effect\":\"more\",\"from\":\"30\",\"subject\":\"delete_after_days\",\"to\":\"31\"}}],\"format\":\"cardsieve-profile-diff-1\",\"from\":{{\"fingerprint\":\"{}\",\"name\":\"warrant-card\"}},\"releases_more\":true,\"to\":{{\"fingerprint\":\"{}\",\"name\":\"warrant-card\"}}}}",
            before.fingerprint(),
            after.fingerprint()
        )
    );
}

/// Every table over at most four inputs, each unlisted or in one of three classes.
fn small_tables() -> Vec<finer::Entries> {
    (0..256_u32)
        .map(|code| {
            (0..4)
                .filter_map(|input| {
                    let class = code >> (2 * input) & 3;
                    (class > 0).then(|| (input.to_string(), class.to_string()))
                })
                .collect()
        })
        .collect()
}

#[test]
fn a_table_tells_more_iff_somebody_can_be_narrowed_down_further() {
    let class = |table: &finer::Entries, input: &String| -> Vec<String> {
        let output = table.get(input);
        table
            .iter()
            .filter(|(_, to)| Some(*to) == output)
            .map(|(from, _)| from.clone())
            .collect()
    };
    for from in &small_tables() {
        for to in &small_tables() {
            // By the definition, input by input: what was known of it stays within what is known.
            let outputs = |table: &finer::Entries| {
                table
                    .values()
                    .cloned()
                    .collect::<std::collections::BTreeSet<_>>()
            };
            let narrower = to
                .keys()
                .filter(|input| from.contains_key(*input))
                .any(|input| {
                    let after = class(to, input);
                    class(from, input)
                        .iter()
                        .any(|before| !after.contains(before))
                });
            let is_new = |input: &&String| !from.contains_key(*input);
            let released_anew = to.keys().any(|input| is_new(&input));
            let more = finer::coarseness(from, to) == Effect::More;
            assert_eq!(more, narrower || released_anew, "{from:?} {to:?}");
            if outputs(to).len() > outputs(from).len() {
                assert!(more, "{from:?} {to:?}");
            }
        }
    }
    let empty: BTreeMap<String, String> = BTreeMap::new();
    assert_eq!(finer::coarseness(&empty, &empty), Effect::Shown);
}

/// Steps of one preset that each release less and touch different keys.
const TIGHTER: &[(&str, &str)] = &[
    ("delete_after_days = 30", "delete_after_days = 7"),
    ("purpose =", "min_rows = 5\npurpose ="),
    ("recipient =", "max_rows = 10\nrecipient ="),
    ("max_chars = 32", "max_chars = 31"),
    (
        "    { field = \"given_names\", treatment = \"initials\" },\n    { text = \" \" },\n",
        "",
    ),
    (RANK, ""),
    (
        "parts = [{ field = \"warrant_number\", treatment = \"keep\" }]",
        "constant = \"0\"",
    ),
    (
        PHOTO,
        "[photo]\nplace = \"front\"\nwidth = 200\nmax_bytes = 30000\n",
    ),
    ("controller =", "ledger = \"required\"\ncontroller ="),
];

proptest! {
    #[test]
    fn tightening_is_never_more_and_loosening_always_is(chosen in 0..1_usize << TIGHTER.len()) {
        let mut text = Profile::preset_source("warrant-card").unwrap().to_owned();
        for (position, (from, to)) in TIGHTER.iter().enumerate() {
            if chosen >> position & 1 == 1 {
                text = text.replacen(from, to, 1);
            }
        }
        let (loose, tight) = (preset("warrant-card"), load(&text));
        prop_assert!(!loose.diff(&tight).releases_more());
        prop_assert_eq!(tight.diff(&loose).releases_more(), chosen != 0);
    }
}
