//! B12: values of which a treatment shows the same give the same cell, whatever else they are.
//!
//! Whole spaces where they are finite; elsewhere values are built of what is shown and what is not.

use std::collections::BTreeMap;

use cardsieve::field::{Flag, Readable};
use cardsieve::record::Reading;
use cardsieve::value::{OfficerCategory, Organisation, Rank};
use cardsieve::{Minimiser, Profile, Record};
use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization;

use crate::export::minimiser;

/// A record of these texts, of whom nothing is raised.
struct Texts<'t>(&'t [(Readable, &'t str)]);

impl Record for Texts<'_> {
    fn read(&self, field: Readable) -> Reading<'_> {
        let flags = Flag::ALL.iter().any(|flag| flag.readable() == field);
        let found = self.0.iter().find(|(of, _)| *of == field);
        match found {
            Some((_, text)) => Reading::Text(text),
            None if flags => Reading::Text("false"),
            None if field == Readable::RecordId => Reading::Text("E1"),
            None => Reading::Missing,
        }
    }
}

/// A minimiser of one column beside the matching one.
fn of(parts: &str, more: &str) -> Minimiser {
    let profile: Profile = format!(
        "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\ndelete_after_days = 1\n\
         [[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
         parts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }}]\n\
         [[column]]\nheader = \"cell\"\nplace = \"front\"\nparts = [{parts}]\n{more}\n"
    )
    .parse()
    .unwrap_or_else(|errors| panic!("{errors}"));
    minimiser(&profile)
}

fn cell(minimiser: &Minimiser, field: Readable, text: &str) -> Option<String> {
    let card = minimiser.minimise(&Texts(&[(field, text)])).ok()?;
    card.get("cell").map(str::to_owned)
}

/// Every spelling, among blanks and in three cases.
fn spelled(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    texts
        .into_iter()
        .flat_map(|text| {
            [
                text.to_uppercase(),
                text.to_lowercase(),
                format!("\u{a0} {text}\t"),
                text,
            ]
        })
        .collect()
}

fn ranks() -> Vec<(&'static str, Vec<String>)> {
    let (acting, detective) = (["Temporary ", "T/", "Acting ", "A/"], ["Detective ", "D/"]);
    let mut prefixes = vec![String::new()];
    prefixes.extend(acting.iter().chain(&detective).map(|one| (*one).to_owned()));
    for one in acting {
        for other in detective {
            prefixes.extend([format!("{one}{other}"), format!("{other}{one}")]);
        }
    }
    let of_rank = |rank: &Rank| {
        let all = prefixes
            .iter()
            .flat_map(|prefix| [rank.name(), rank.short()].map(|form| format!("{prefix}{form}")));
        let more: &[&str] = match rank.name() {
            "Constable" => &["DC", "A/DC", "T/DC"],
            "Sergeant" => &["DS", "T/DS"],
            "Inspector" => &["DI", "A/DI"],
            "Chief Inspector" => &["DCI", "T/DCI"],
            "Chief Superintendent" => &["DCS", "A/DCS"],
            "PCSO" => &["Police Community Support Officer"],
            _ => &[],
        };
        let more = more.iter().map(|text| (*text).to_owned());
        (rank.name(), spelled(all.chain(more)))
    };
    Rank::ALL.iter().map(of_rank).collect()
}

fn forces() -> Vec<(&'static str, Vec<String>)> {
    let mut forces: Vec<(&str, Vec<String>)> = Organisation::ALL
        .iter()
        .map(|force| {
            (
                force.name(),
                vec![force.name().to_owned(), force.short().to_owned()],
            )
        })
        .collect();
    for code in 0..100 {
        let text = code.to_string();
        if let Ok(force) = text.parse::<Organisation>() {
            let found = forces.iter_mut().find(|(name, _)| *name == force.name());
            found.expect("a force").1.push(text);
        }
    }
    forces
        .into_iter()
        .map(|(name, texts)| (name, spelled(texts)))
        .collect()
}

fn categories() -> Vec<(&'static str, Vec<String>)> {
    let of_one = |one: &OfficerCategory| {
        (
            one.name(),
            spelled([one.name(), one.short()].map(str::to_owned)),
        )
    };
    OfficerCategory::ALL.iter().map(of_one).collect()
}

#[test]
fn how_a_value_of_a_closed_list_is_spelled_leaves_no_trace() {
    let lists = [
        ("rank", Readable::Rank, ranks()),
        ("organisation", Readable::Organisation, forces()),
        ("category", Readable::OfficerCategory, categories()),
    ];
    let mut tried = 0;
    for (name, field, list) in lists {
        // two images, each of every second value
        let images = BTreeMap::from_iter(
            list.iter()
                .enumerate()
                .map(|(at, (value, _))| (*value, ["Odd, ones", "Even"][at % 2])),
        );
        let table: Vec<String> = images
            .iter()
            .map(|(from, to)| format!("{from:?} = {to:?}"))
            .collect();
        let kept = of(
            &format!("{{ field = \"{name}\", treatment = \"keep\" }}"),
            "",
        );
        let general = of(
            &format!(
                "{{ field = \"{name}\", treatment = \"category\", table = {{ {} }} }}",
                table.join(", ")
            ),
            "",
        );
        for (value, spellings) in &list {
            for text in spellings {
                assert_eq!(
                    cell(&kept, field, text).as_deref(),
                    Some(*value),
                    "{text:?}"
                );
                assert_eq!(
                    cell(&general, field, text).as_deref(),
                    Some(images[value]),
                    "{text:?}"
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 3000, "{tried}");
}

#[test]
fn which_day_of_its_month_it_is_leaves_no_trace() {
    let part =
        |format: &str| format!("{{ field = \"expiry_date\", treatment = \"month-end\"{format} }}");
    let formats = [
        (of(&part(""), ""), "%Y-%m-%d"),
        (of(&part(", date_format = \"%d/%m/%y\""), ""), "%d/%m/%y"),
        (
            of(&part(", date_format = \"%d %B %Y\""), "case = \"upper\""),
            "%d %B %Y",
        ),
    ];
    let years = [1900, 1904, 1999]
        .into_iter()
        .chain(2000..2041)
        .chain([2096, 2100, 2199]);
    for year in years {
        for month in 1..=12_i8 {
            let first = jiff::civil::date(year, month, 1);
            let last = first.last_of_month();
            for (minimiser, format) in &formats {
                let expected = last.strftime(*format).to_string().to_uppercase();
                for day in 1..=last.day() {
                    let text = format!("{year:04}-{month:02}-{day:02}");
                    let seen = cell(minimiser, Readable::ExpiryDate, &text);
                    assert_eq!(seen.expect("a day").to_uppercase(), expected, "{text}");
                }
            }
        }
    }
}

#[test]
fn a_part_is_beside_others_what_it_is_alone() {
    let days = [
        "2031-02-03",
        "2031-02-28",
        "2032-02-29",
        "2031-01-30",
        "2062-12-31",
    ];
    let names = ["Ann Mary", "Zoë-Li", "Ng", "Anna Beth Cora Dora Eve"];
    let parts: [(&str, &str, Readable, &[&str]); 7] = [
        ("given_names", "initials", Readable::GivenNames, &names),
        ("given_names", "first-word", Readable::GivenNames, &names),
        (
            "collar_number",
            "digits",
            Readable::CollarNumber,
            &["PC 1234", "AB12", "00717"],
        ),
        ("expiry_date", "month-end", Readable::ExpiryDate, &days),
        (
            "expiry_date",
            "month-end\", date_format = \"%d %b %y",
            Readable::ExpiryDate,
            &days,
        ),
        ("rank", "keep", Readable::Rank, &["T/DC", "sergeant", "PC"]),
        (
            "organisation",
            "keep",
            Readable::Organisation,
            &["6", "Kent"],
        ),
    ];
    let beside = [
        ("{ text = \"to \" }, ", "", "to ", ""),
        ("", ", { text = \" of\" }", "", " of"),
        (
            "{ field = \"family_name\", treatment = \"keep\" }, { text = \" \" }, ",
            "",
            "Smith ",
            "",
        ),
        (
            "",
            ", { text = \" \" }, { field = \"family_name\", treatment = \"keep\" }",
            "",
            " Smith",
        ),
    ];
    let mut tried = 0;
    for (name, treatment, field, texts) in parts {
        let part = format!("{{ field = \"{name}\", treatment = \"{treatment}\" }}");
        let alone = of(&part, "");
        for (before, after, text_before, text_after) in beside {
            let among = of(&format!("{before}{part}{after}"), "");
            for text in texts {
                let expected = cell(&alone, field, text).expect("a sound value");
                let texts = [(field, *text), (Readable::FamilyName, "Smith")];
                let card = among.minimise(&Texts(&texts)).expect("sound values");
                let expected = format!("{text_before}{expected}{text_after}");
                assert_eq!(
                    card.get("cell"),
                    Some(expected.as_str()),
                    "{name} {treatment}"
                );
                tried += 1;
            }
        }
    }
    assert_eq!(tried, 4 * 26);
}

/// Letters of scripts with and without case, a few of each.
const SCRIPTS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyzABCDEFXYZ",
    "àçéèñöüßøłžÀÇÉÑŁŽ",
    "абвгдежзийклмнопрстуфхцчшщыэюяАБВЖЩЯ",
    "αβγδεζηθικλμνξοπρστυφχψωΑΒΓΩάέή",
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆԱԲԵ",
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह",
    "กขคงจฉชซญฎฏฐดตถทธนบปผฝพฟมยรลวศษสห",
    "가나다라마바사아자차카타파하김이박최정",
    "あいうえおかきくけこさしすせそたちつてと",
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高",
];

/// Runs of letters, as many others, and what stands before each.
type Runs = (Vec<String>, Vec<String>, Vec<char>);

/// Runs of letters of one script, and what parts them.
fn runs() -> impl Strategy<Value = Runs> {
    select(SCRIPTS).prop_flat_map(|script| {
        let letters: Vec<char> = script.chars().collect();
        let run = |letters: Vec<char>| {
            proptest::collection::vec(select(letters), 1..9).prop_map(String::from_iter)
        };
        let count = prop_oneof![4 => 1_usize..4, 1 => 4_usize..16];
        count.prop_flat_map(move |count| {
            let some = || proptest::collection::vec(run(letters.clone()), count);
            let between = proptest::collection::vec(select(vec![' ', ' ', '-']), count);
            (some(), some(), between)
        })
    })
}

fn joined(runs: impl Iterator<Item = String>, between: &[char]) -> String {
    let mut name = String::new();
    for (position, run) in runs.enumerate() {
        if position > 0 {
            name.push(between[position]);
        }
        name.push_str(&run);
    }
    name
}

fn first(text: &str) -> String {
    text.chars().take(1).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    /// Of each run of a name its first letter counts, and nothing of the others: not which, nor how many.
    #[test]
    fn of_a_name_nothing_counts_that_initials_and_first_words_hide((runs, others, between) in runs()) {
        let name = joined(runs.iter().cloned(), &between);
        let same = runs.iter().zip(&others).map(|(run, other)| {
            // another number of other letters behind the same first one
            let rest: String = other.chars().skip(usize::from(other.len() % 2 == 1)).collect();
            first(run) + &rest
        });
        let twin = joined(same, &between);
        let short = of("{ field = \"given_names\", treatment = \"initials\" }", "");
        let expected: String = runs.iter().flat_map(|run| first(run).to_uppercase().nfc().collect::<Vec<_>>()).collect();
        for text in [&name, &twin] {
            if let Some(cell) = cell(&short, Readable::GivenNames, text) {
                prop_assert_eq!(&cell, &expected, "{}", text);
            }
        }
        // nor does it show beside another part
        let print = of(
            "{ field = \"given_names\", treatment = \"initials\" }, { text = \" \" }, \
             { field = \"family_name\", treatment = \"keep\" }",
            "",
        );
        for text in [&name, &twin] {
            let texts = [(Readable::GivenNames, text.as_str()), (Readable::FamilyName, "de la Cruz")];
            if let Ok(card) = print.minimise(&Texts(&texts)) {
                let expected = format!("{expected} de la Cruz");
                prop_assert_eq!(card.get("cell"), Some(expected.as_str()), "{}", text);
            }
        }
        let word = of("{ field = \"given_names\", treatment = \"first-word\" }", "");
        if let Some(seen) = cell(&word, Readable::GivenNames, &name) {
            let expected = name.split(' ').next().unwrap_or_default();
            prop_assert_eq!(seen, expected, "{}", name);
        }
    }

    /// Of a collar number its digits count, and no unit, title or letter beside them.
    #[test]
    fn of_a_collar_number_nothing_counts_but_its_digits(
        title in select(vec!["", "PC", "PS", "DC", "DS", "PCSO"]),
        unit in "[A-Z]{0,3}",
        blanks in (select(vec!["", " "]), select(vec!["", " "])),
        digits in "[0-9]{1,5}",
        behind in "[A-Z]{0,2}",
    ) {
        let minimiser = of("{ field = \"collar_number\", treatment = \"digits\" }", "");
        let text = format!("{title}{}{unit}{}{digits}{behind}", blanks.0, blanks.1);
        if let Some(seen) = cell(&minimiser, Readable::CollarNumber, &text) {
            prop_assert_eq!(seen, digits, "{}", text);
        }
    }
}

#[test]
fn names_and_numbers_that_are_drawn_so_are_mostly_accepted() {
    let short = of("{ field = \"given_names\", treatment = \"initials\" }", "");
    let digits = of("{ field = \"collar_number\", treatment = \"digits\" }", "");
    for script in SCRIPTS {
        let name: String = script.chars().take(5).collect();
        for text in [name.clone(), format!("{name} {name}-{name}")] {
            assert!(
                cell(&short, Readable::GivenNames, &text).is_some(),
                "{text}"
            );
        }
    }
    for text in ["1", "PC 1", "ABC 12", "PCSO ABC 12345ZZ", "AB12", "DS AB 7"] {
        assert!(
            cell(&digits, Readable::CollarNumber, text).is_some(),
            "{text}"
        );
    }
}
