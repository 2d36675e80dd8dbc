//! The catalogue as text, Markdown and JSON, and its fingerprint.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{Field, Group, PlaceKind, Role, Treatment};

/// The catalogue's version, which manifests carry.
pub const VERSION: u32 = 1;

/// The lower-hex SHA-256 of [`json`], which manifests carry.
///
/// # Examples
/// ```
/// use cardsieve::field::listing;
///
/// assert_eq!(listing::fingerprint().len(), 64);
/// ```
pub fn fingerprint() -> String {
    HEXLOWER.encode(&Sha256::digest(json().as_bytes()))
}

/// The catalogue as an RFC 8785 JSON array, in the order of [`Field::ALL`].
///
/// `elsewhere` in a floor is what holds at every place that is not printed: the join of `order`
/// and `encoded`.
pub fn json() -> String {
    let rows: Vec<String> = Field::ALL.iter().map(|&field| json_row(field)).collect();
    format!("[{}]", rows.join(","))
}

/// The catalogue for a terminal, a heading for each group.
pub fn text() -> String {
    let mut out = String::new();
    for &group in Group::ALL {
        if !out.is_empty() {
            out.push('\n');
        }
        out += &format!("{}  {}\n", group.name(), group.title());
        for field in members(group) {
            let special = field
                .special()
                .map_or_else(String::new, |special| format!(", {}", special.name()));
            out += &format!(
                "  {field:<24} {}{special}: {}\n      {} [{}]\n",
                field.class().name(),
                in_words(field),
                field.reason(),
                field.support(),
            );
        }
    }
    out
}

/// The catalogue as Markdown: `docs/fields.md`, to the byte.
pub fn markdown() -> String {
    let mut out = String::from("# The field catalogue\n\n");
    out += INTRODUCTION;
    out += &format!(
        "\nCatalogue version {VERSION}, {} fields, fingerprint `{}`.\n",
        Field::ALL.len(),
        fingerprint()
    );
    for &group in Group::ALL {
        out += &format!("\n## {}. {}\n\n", group.name(), group.title());
        out += "| field | class | special | printed | order | encoded | why | support |\n";
        out += "|---|---|---|---|---|---|---|---|\n";
        for field in members(group) {
            let [printed, order, encoded] =
                [PlaceKind::Printed, PlaceKind::Order, PlaceKind::Encoded]
                    .map(|kind| cell(field, kind));
            out += &format!(
                "| `{field}`{} | {} | {} | {printed} | {order} | {encoded} | {} | {} |\n",
                mark(field.role()),
                field.class().name(),
                field.special().map_or("", |special| special.name()),
                field.reason(),
                field.support(),
            );
        }
    }
    out
}

const INTRODUCTION: &str = "\
This file is what `cardsieve fields --format markdown` prints; a test keeps it so. It lists every
field that an employer may hold about a person, and how much of it may ever reach a card bureau.

**Class** says what kind of identifier a field is, in the terms of ISO/IEC 20889:

| class | meaning |
|---|---|
| direct-identifier | points at one person by itself |
| quasi-identifier | narrows the choice together with others |
| sensitive-attribute | hurts when known |
| operational | tells how or where the person works |
| fulfilment | needed to make and deliver the card, and says nothing of the person |
| secret | a key or code that gives access |

**Special** marks what is handled as special category data (UK GDPR Article 9) or as data about
offences (Article 10).

**Floor**: the least protection that any profile may give the field. It is compiled in; no profile,
flag or feature lowers it. It is a pair: how much of the value is shown (`none`, `partial`, `full`)
and among which records the recipient can tell that values are equal (`none`, `within-batch`,
`within-recipient`, `global`). A treatment must protect at least as much in both. `drop` is
(`none`, `none`): nothing of the field may leave.

**Place**: no field leaves without a place that needs it. *Printed* is the front and the back of the
card; *order* is matching and fulfilment, which never reach the card; *encoded* is chip, magnetic
stripe and barcode.

A field marked *decides* is read to decide whether, or with which picture, a record may leave, and
is never written. A field marked *derived* is made from others and is neither read nor named in a
profile's parts; what it is made from has the floors, and a photo may only be printed. Every other
field whose floors all say `drop` is never read.
";

fn members(group: Group) -> impl Iterator<Item = Field> {
    Field::ALL
        .iter()
        .copied()
        .filter(move |field| field.group() == group)
}

fn mark(role: Role) -> &'static str {
    match role {
        Role::Releasable | Role::Never => "",
        Role::Deciding => " (decides)",
        Role::Derived => " (derived)",
    }
}

fn cell(field: Field, kind: PlaceKind) -> String {
    match field.role() {
        Role::Derived => "–".to_owned(),
        Role::Releasable | Role::Deciding | Role::Never => short(field.floor_by_kind(kind)),
    }
}

fn short(floor: Treatment) -> String {
    if floor.is_drop() {
        return "drop".to_owned();
    }
    format!("{}, {}", floor.shown.name(), floor.linkability.name())
}

fn in_words(field: Field) -> String {
    match field.role() {
        Role::Releasable => PlaceKind::ALL
            .iter()
            .map(|&kind| format!("{} {}", kind.name(), short(field.floor_by_kind(kind))))
            .collect::<Vec<_>>()
            .join("; "),
        Role::Deciding => "decides, never leaves".to_owned(),
        Role::Never => "never read, never leaves".to_owned(),
        Role::Derived => "derived, never read".to_owned(),
    }
}

fn json_row(field: Field) -> String {
    let [printed, order, encoded] = [PlaceKind::Printed, PlaceKind::Order, PlaceKind::Encoded]
        .map(|kind| field.floor_by_kind(kind));
    object([
        ("class", quoted(field.class().name())),
        (
            "correlation",
            or_null(field.correlation().map(|group| group.name())),
        ),
        ("deciding", (field.role() == Role::Deciding).to_string()),
        ("derived", (field.role() == Role::Derived).to_string()),
        (
            "floor",
            object([
                ("elsewhere", json_floor(order.join(encoded))),
                ("encoded", json_floor(encoded)),
                ("order", json_floor(order)),
                ("printed", json_floor(printed)),
            ]),
        ),
        ("group", quoted(field.group().name())),
        ("name", quoted(field.name())),
        ("reason", quoted(field.reason())),
        (
            "special",
            or_null(field.special().map(|special| special.name())),
        ),
        ("support", quoted(field.support())),
        ("type", quoted(field.value_type().name())),
    ])
}

fn json_floor(floor: Treatment) -> String {
    object([
        ("linkability", quoted(floor.linkability.name())),
        ("shown", quoted(floor.shown.name())),
    ])
}

/// Sorts the keys itself: a feature of serde_json that another crate switches on must not decide.
fn object<const N: usize>(members: [(&str, String); N]) -> String {
    let members: Vec<String> = BTreeMap::from(members)
        .into_iter()
        .map(|(key, value)| format!("{}:{value}", quoted(key)))
        .collect();
    format!("{{{}}}", members.join(","))
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn or_null(name: Option<&str>) -> String {
    name.map_or_else(|| "null".to_owned(), quoted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::{Linkability, Shown};

    #[test]
    fn docs_fields_md_is_what_the_command_prints() {
        let published = include_str!("../../docs/fields.md");
        let differing = published
            .lines()
            .zip(markdown().lines())
            .position(|(published, printed)| published != printed);
        assert_eq!(differing, None, "first differing line, counted from 0");
        assert!(published == markdown(), "one is longer than the other");
    }

    #[test]
    fn json_has_no_white_space_and_sorted_keys() {
        let parsed: Value = serde_json::from_str(&json()).unwrap();
        assert_eq!(parsed.to_string(), json());
        let rows = parsed.as_array().unwrap();
        for row in rows {
            let keys: Vec<_> = row
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            assert_eq!(
                keys,
                [
                    "class",
                    "correlation",
                    "deciding",
                    "derived",
                    "floor",
                    "group",
                    "name",
                    "reason",
                    "special",
                    "support",
                    "type"
                ]
            );
            let floor = row["floor"].as_object().unwrap();
            let keys: Vec<_> = floor.keys().map(String::as_str).collect();
            assert_eq!(keys, ["elsewhere", "encoded", "order", "printed"]);
        }
    }

    #[test]
    fn json_says_of_each_field_what_the_catalogue_says() {
        let parsed: Value = serde_json::from_str(&json()).unwrap();
        let rows = parsed.as_array().unwrap();
        assert_eq!(rows.len(), Field::ALL.len());
        for (row, &field) in rows.iter().zip(Field::ALL) {
            assert_eq!(row["name"], field.name());
            assert_eq!(row["group"], field.group().name());
            assert_eq!(row["class"], field.class().name());
            assert_eq!(row["type"], field.value_type().name());
            assert_eq!(row["reason"], field.reason());
            assert_eq!(row["support"], field.support());
            assert_eq!(row["deciding"], field.role() == Role::Deciding);
            assert_eq!(row["derived"], field.role() == Role::Derived);
            assert_eq!(row["special"].as_str(), field.special().map(|s| s.name()));
            assert_eq!(
                row["correlation"].as_str(),
                field.correlation().map(|c| c.name())
            );
            for &kind in PlaceKind::ALL {
                assert_eq!(
                    read_floor(&row["floor"][kind.name()]),
                    field.floor_by_kind(kind)
                );
            }
            let elsewhere = read_floor(&row["floor"]["elsewhere"]);
            assert!(elsewhere.covers(field.floor_by_kind(PlaceKind::Order)));
            assert!(elsewhere.covers(field.floor_by_kind(PlaceKind::Encoded)));
        }
    }

    #[test]
    fn a_row_looks_exactly_like_this() {
        assert_eq!(
            json_row(Field::Organisation),
            r#"{"class":"quasi-identifier","correlation":null,"deciding":false,"derived":false,"floor":{"elsewhere":{"linkability":"none","shown":"none"},"encoded":{"linkability":"none","shown":"none"},"order":{"linkability":"global","shown":"full"},"printed":{"linkability":"global","shown":"full"}},"group":"C","name":"organisation","reason":"on every card, mostly as artwork","special":null,"support":"UK GDPR 5(1)(c)","type":"organisation"}"#
        );
        assert_eq!(
            json_row(Field::BloodGroup),
            r#"{"class":"sensitive-attribute","correlation":null,"deciding":false,"derived":false,"floor":{"elsewhere":{"linkability":"none","shown":"none"},"encoded":{"linkability":"none","shown":"none"},"order":{"linkability":"none","shown":"none"},"printed":{"linkability":"none","shown":"none"}},"group":"I","name":"blood_group","reason":"health; an ID card is no medical record","special":"article-9","support":"UK GDPR 4(15), 9(1)","type":"opaque"}"#
        );
    }

    #[test]
    fn fingerprint_is_the_digest_of_the_json() {
        assert_eq!(fingerprint().len(), 64);
        let digest = Sha256::digest(json());
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(fingerprint(), hex);
    }

    #[test]
    fn text_and_markdown_name_every_field_once() {
        let (text, markdown) = (text(), markdown());
        for field in Field::ALL {
            let line = format!("\n  {field:<24} ");
            assert_eq!(text.matches(&line).count(), 1, "{field}");
            let cell = format!("\n| `{field}`");
            assert_eq!(markdown.matches(&cell).count(), 1, "{field}");
        }
        for line in markdown.lines().filter(|line| line.starts_with("| `")) {
            assert_eq!(line.matches('|').count(), 9, "{line}");
        }
        for &group in Group::ALL {
            assert!(members(group).next().is_some(), "{group:?} is empty");
        }
    }

    #[test]
    fn an_empty_line_stands_between_two_groups_of_the_text_and_nowhere_else() {
        let text = text();
        assert!(text.starts_with("A  "), "{text}");
        assert_eq!(text.matches("\n\n").count(), Group::ALL.len() - 1);
    }

    #[test]
    fn a_floor_that_shows_something_reads_as_a_pair() {
        assert_eq!(short(Treatment::DROP), "drop");
        assert_eq!(short(Treatment::KEEP), "full, global");
        let token = Treatment::new(Shown::None, Linkability::Recipient);
        assert_eq!(short(token), "none, within-recipient");
        assert_eq!(in_words(Field::Nino), "never read, never leaves");
        assert_eq!(in_words(Field::RankPrefix), in_words(Field::Nino),);
    }

    fn read_floor(value: &Value) -> Treatment {
        let shown = Shown::ALL
            .iter()
            .find(|degree| value["shown"] == degree.name());
        let linkability = Linkability::ALL
            .iter()
            .find(|degree| value["linkability"] == degree.name());
        Treatment::new(*shown.unwrap(), *linkability.unwrap())
    }
}
