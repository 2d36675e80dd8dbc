//! Profiles that are unlike the presets: each is proven, and what had to be lifted is said.

use super::{Plan, SMALL, failures, preset, prove};
use crate::profile::Profile;
use crate::prove::Verdict;
use crate::prove::exporter::Real;
use crate::sample::random::Random;

const HEAD: &str = "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\n\
                    purpose = \"P\"\ndelete_after_days = 3\n";

fn column(header: &str, place: &str, parts: &str, more: &str) -> String {
    format!("[[column]]\nheader = \"{header}\"\nplace = \"{place}\"\nparts = [{parts}]\n{more}\n")
}

fn matching(scope: &str) -> String {
    let part =
        format!("{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"{scope}\" }}");
    column("ref", "matching", &part, "")
}

fn treated(field: &str, treatment: &str) -> String {
    format!("{{ field = \"{field}\", treatment = \"{treatment}\" }}")
}

fn loaded(text: &str) -> Profile {
    text.parse()
        .unwrap_or_else(|errors| panic!("{errors}\n{text}"))
}

#[test]
fn limits_on_whole_batches_are_lifted_and_said_to_be() {
    for (top, expected) in [
        ("ledger = \"required\"\n", &["ledger"] as &[&str]),
        ("min_rows = 5\n", &["min_rows"]),
        ("max_rows = 2\n", &["max_rows"]),
        (
            "ledger = \"required\"\nmin_rows = 1000\nmax_rows = 1000\n",
            &["ledger", "min_rows"],
        ),
        ("max_rows = 240\n", &[]),
    ] {
        let name = column("name", "front", &treated("family_name", "keep"), "");
        let profile = loaded(&format!("{HEAD}{top}{}{name}", matching("batch")));
        let certificate = prove(&Real, &profile, &SMALL);
        assert_eq!(failures(&certificate), [], "{top}");
        assert_eq!(certificate.lifted(), expected, "{top}");
        let text = certificate.text();
        assert_eq!(
            text.contains("was lifted for the trial"),
            !expected.is_empty()
        );
        // what was proven is the profile as it is
        assert_eq!(certificate.profile(), &profile);
    }
}

#[test]
fn odd_profiles_are_proven_too() {
    let narrow = column(
        "n",
        "front",
        &treated("family_name", "keep"),
        "max_chars = 2\n",
    ) + &column(
        "no",
        "front",
        &treated("warrant_number", "keep"),
        "max_chars = 3\n",
    );
    let refusing = column(
        "r",
        "front",
        &treated("rank", "keep"),
        "when_missing = \"refuse\"\n",
    ) + &column(
        "e",
        "chip",
        &treated("expiry_date", "month-end"),
        "when_missing = \"refuse\"\n",
    );
    let table = "{ field = \"job_title\", treatment = \"category\", \
                 table = { \"Porter\" = \"A\", \"Cleaner\" = \"A\", \"Nurse\" = \"B\", \"Sister\" = \"B\" } }";
    let ranks = "{ field = \"rank\", treatment = \"category\", \
                 table = { \"Constable\" = \"Officer\", \"Sergeant\" = \"Officer\" } }";
    let tokens = [
        ("esr_employee_no", "fulfilment"),
        ("staff_number", "chip"),
        ("barcode_value", "barcode"),
        ("qr_value", "back"),
    ];
    let tokens: String = tokens
        .iter()
        .map(|(field, place)| {
            let part = format!(
                "{{ field = \"{field}\", treatment = \"pseudonymise\", scope = \"recipient\", chars = 26 }}"
            );
            column(field, place, &part, "")
        })
        .collect();
    let collar = column("collar", "front", &treated("collar_number", "digits"), "")
        + &column(
            "token",
            "back",
            "{ field = \"collar_number\", treatment = \"pseudonymise\", scope = \"batch\" }",
            "",
        );
    let mixed = column(
        "mixed",
        "front",
        &format!(
            "{{ text = \"No. \" }}, {}, {{ text = \"/\" }}, {}",
            "{ field = \"staff_number\", treatment = \"keep\", not_payroll = true }",
            treated("organisation", "keep"),
        ),
        "case = \"upper\"\n",
    );
    let plain = column("card", "fulfilment", &treated("card_design", "keep"), "");
    let latin = "[csv]\ndelimiter = \";\"\nencoding = \"windows-1252\"\n";
    let bom = "[csv]\ndelimiter = \"\\t\"\nencoding = \"utf-8-bom\"\n";
    let strip = "[csv]\nvendor = \"vantagepoint\"\n";
    let pav = "[csv]\nvendor = \"pav\"\n";
    let curly = "[csv]\napostrophes = \"curly\"\n";
    let names = column("g", "front", &treated("given_names", "first-word"), "")
        + &column("m", "front", &treated("middle_names", "initials"), "")
        + &column("k", "back", &treated("known_as", "keep"), "");
    let cases = [
        ("only a reference", "", String::new()),
        ("nothing of a person", "", plain),
        ("narrow", "", narrow.clone()),
        ("narrow, windows-1252", latin, narrow),
        ("refusing", "", refusing),
        (
            "tables",
            "",
            column("job", "front", table, "") + &column("office", "back", ranks, ""),
        ),
        ("many tokens", "", tokens),
        ("a token beside its digits", bom, collar),
        ("several parts", latin, mixed),
        ("names", bom, names.clone()),
        ("names without apostrophes", strip, names.clone()),
        ("names with one apostrophe", pav, names.clone()),
        ("names with curly apostrophes", curly, names),
        (
            "a photo alone",
            "",
            "[photo]\nplace = \"front\"\n".to_owned(),
        ),
    ];
    for scope in ["batch", "recipient"] {
        for (about, csv, columns) in &cases {
            let profile = loaded(&format!("{HEAD}{csv}{}{columns}", matching(scope)));
            let certificate = prove(&Real, &profile, &SMALL);
            assert_eq!(failures(&certificate), [], "{about} {scope}");
        }
    }
}

/// One column of each kind that a floor allows.
fn menu(random: &mut Random) -> Vec<String> {
    let mut columns = Vec::new();
    let mut add = |header: &str, places: &[&str], parts: String, limit: u64| {
        if random.below(3) > 0 {
            return;
        }
        let at = usize::try_from(random.below(places.len() as u64)).unwrap();
        let mut more = String::new();
        if random.below(4) == 0 {
            more += "when_missing = \"refuse\"\n";
        }
        if random.below(4) == 0 {
            more += "case = \"upper\"\n";
        }
        if limit > 0 && random.below(3) == 0 {
            more += &format!("max_chars = {}\n", limit + random.below(20));
        }
        columns.push(column(header, places[at], &parts, &more));
    };
    let anywhere: &[&str] = &[
        "front",
        "back",
        "chip",
        "magstripe",
        "barcode",
        "fulfilment",
    ];
    let printed: &[&str] = &["front", "back"];
    let initials = treated("given_names", "initials");
    let family = treated("family_name", "keep");
    add(
        "name",
        printed,
        format!("{initials}, {{ text = \" \" }}, {family}"),
        4,
    );
    add("rank", printed, treated("rank", "keep"), 12);
    add(
        "kind",
        &["front", "back", "fulfilment"],
        treated("category", "keep"),
        8,
    );
    add("force", printed, treated("organisation", "keep"), 20);
    add("warrant", printed, treated("warrant_number", "keep"), 3);
    add("collar", printed, treated("collar_number", "digits"), 2);
    add("until", anywhere, treated("expiry_date", "month-end"), 10);
    add("design", anywhere, treated("card_design", "keep"), 2);
    add("serial", anywhere, treated("card_serial", "keep"), 4);
    add("issue", anywhere, treated("issue_number", "keep"), 2);
    add("credential", anywhere, treated("credential_no", "keep"), 3);
    let token = |field: &str| {
        format!("{{ field = \"{field}\", treatment = \"pseudonymise\", scope = \"batch\" }}")
    };
    add("again", &["chip", "barcode"], token("record_id"), 26);
    add("bar", anywhere, token("barcode_value"), 0);
    columns
}

#[test]
fn generated_profiles_are_proven() {
    let plan = Plan {
        pairs: 1_000,
        rounds: 2,
        ids: 300,
        ..SMALL
    };
    for number in 0..12 {
        let mut random = Random::of(20_26, number);
        let mut text = HEAD.to_owned();
        for top in [
            "ledger = \"required\"\n",
            "min_rows = 20\n",
            "max_rows = 50\n",
        ] {
            if random.below(4) == 0 {
                text += top;
            }
        }
        text += match random.below(6) {
            0 | 1 => "[csv]\nencoding = \"windows-1252\"\ndelimiter = \"|\"\n",
            2 => "[csv]\nvendor = \"vantagepoint\"\n",
            3 => "[csv]\nvendor = \"pav\"\n",
            _ => "",
        };
        text += &matching(["batch", "recipient"][(number % 2) as usize]);
        text += &menu(&mut random).concat();
        if random.below(3) == 0 {
            text += "[photo]\nplace = \"back\"\n";
        }
        let profile = loaded(&text);
        assert_eq!(failures(&prove(&Real, &profile, &plan)), [], "{text}");
    }
}

#[test]
fn a_profile_that_can_release_nobody_is_not_called_proven() {
    let design = column(
        "d",
        "front",
        &treated("organisation", "keep"),
        "max_chars = 1\n",
    );
    let profile = loaded(&format!("{HEAD}{}{design}", matching("batch")));
    let certificate = prove(&Real, &profile, &SMALL);
    assert!(!certificate.holds());
    let verdicts: Vec<_> = certificate
        .stages()
        .iter()
        .map(|stage| stage.verdict())
        .collect();
    assert!(
        verdicts[..3]
            .iter()
            .all(|verdict| **verdict == Verdict::Holds)
    );
    assert!(
        verdicts[3..]
            .iter()
            .all(|verdict| **verdict == Verdict::NotTried)
    );
    assert_eq!(verdicts.len(), 14);
    assert!(!certificate.fails());
    let text = said(&certificate.text());
    assert!(text.starts_with("Certificate: the proof of profile t was not shown "));
    assert_eq!(text.matches("no max_chars is too small").count(), 1);
    for words in [
        "does not hold",
        "Under what it was shown",
        "was drawn anew",
        "eport it",
    ] {
        assert!(!text.contains(words), "{words}");
    }
}

/// In one line, however it was broken.
fn said(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn neither_explanation_nor_certificate_says_that_there_is_no_ledger() {
    let name = column("name", "front", &treated("family_name", "keep"), "");
    let top = "ledger = \"required\"\n";
    let profile = loaded(&format!("{HEAD}{top}{}{name}", matching("batch")));
    let certificate = said(&prove(&Real, &profile, &SMALL).text());
    assert!(certificate.contains("writes no ledger. An export without one is refused."));
    let explanation = said(&profile.explain().text());
    assert!(explanation.contains("an export without a ledger is refused"));
    for words in [
        "has no ledger",
        "keeps no ledger",
        "releases nothing",
        "this version",
    ] {
        for text in [&certificate, &explanation] {
            assert!(!text.to_lowercase().contains(words), "{words}");
        }
    }
}

#[test]
fn what_does_not_apply_is_named_with_its_reason_and_pinned_keys_are_said_to_be_outside() {
    let shell = said(&prove(&Real, &preset("shell-card"), &SMALL).text());
    for words in [
        "Every stage below holds or does not apply",
        "flags does not apply: nothing of a person is shown",
        "treatments does not apply: no treatment here",
    ] {
        assert!(shell.contains(words), "{words}");
    }
    assert!(!shell.contains("Encryption is not part"));
    let key = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    let top = format!("recipient_keys = [\"{key}\"]\n");
    let name = column("n", "front", &treated("given_names", "initials"), "");
    let profile = loaded(&format!("{HEAD}{top}{}{name}", matching("batch")));
    let pinned = said(&prove(&Real, &profile, &SMALL).text());
    assert!(pinned.contains("recipient_keys. Encryption is not part of this proof"));
    assert!(pinned.contains("Every stage below holds: in no case"));
    assert!(!pinned.contains("does not apply"));
}
