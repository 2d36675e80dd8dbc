//! From tokens back to what they stand for: the controller's alone, with secret and HR data.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::{Input, InputError, Reading, Record};
use crate::field::{Field, Readable};
use crate::profile::{Column, Content, Part, Profile, Rule};
use crate::pseudonym::{BatchId, Domain, PseudonymisationSecret, Tokeniser};
use crate::value::{canonical, normalise};

/// Makes every token that a profile gives for a record, to find those that are asked for.
///
/// # Security
/// Needs the secret and the HR export, so that only the controller can use it. What it finds are
/// record ids and numbers of people: show them to the controller alone. Re-identifying without the
/// controller's consent is an offence (Data Protection Act 2018, section 171).
pub struct Reidentifier {
    parts: Vec<TokenPart>,
}

/// One token of a row, and the cell it stands in.
struct TokenPart {
    field: Readable,
    tokeniser: Tokeniser,
    /// The texts around the token, if the cell has no other field.
    around: Option<(String, String)>,
}

impl fmt::Debug for Reidentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reidentifier { .. }")
    }
}

impl Reidentifier {
    /// For the tokens that `profile` gives in one batch.
    pub fn new(profile: &Profile, secret: &PseudonymisationSecret, batch: BatchId) -> Self {
        let parts = profile.field_parts().filter_map(|(column, part)| {
            let Rule::Pseudonymise { scope, chars } = part.rule() else {
                return None;
            };
            let domain = Domain {
                recipient: profile.recipient(),
                purpose: profile.purpose(),
                scope: *scope,
                batch,
                field: part.field(),
                place: column.place(),
            };
            Some(TokenPart {
                field: part.readable(),
                tokeniser: Tokeniser::new(secret, &domain, *chars),
                around: around(column),
            })
        });
        Self {
            parts: parts.collect(),
        }
    }

    /// The fields that are read; give them to [`Input::restrict`].
    pub fn reads(&self) -> Vec<Readable> {
        let mut fields: Vec<_> = self.parts.iter().map(|part| part.field).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    /// Looks for `tokens` in every record; a cell with fixed texts around its token counts too.
    ///
    /// # Errors
    /// When the input cannot be read on, or its structure is broken.
    ///
    /// # Security
    /// The result names people.
    pub fn find(
        &self,
        input: &mut Input<'_>,
        tokens: &[String],
    ) -> Result<Reidentified, InputError> {
        let mut wanted: HashMap<String, Vec<usize>> = HashMap::new();
        for (position, token) in tokens.iter().enumerate() {
            wanted.entry(folded(token)).or_default().push(position);
        }
        let mut found = Reidentified {
            matches: Vec::new(),
            missing: HashSet::from_iter(0..tokens.len()),
        };
        let mut made = String::new();
        while let Some(row) = input.next()? {
            for part in &self.parts {
                let Reading::Text(text) = row.read(part.field) else {
                    continue;
                };
                let normal = normalise(text);
                let Ok(value) = canonical(part.field.field().value_type(), &normal) else {
                    continue;
                };
                made.clear();
                part.tokeniser.token_into(value, &mut made);
                let cell = part
                    .around
                    .as_ref()
                    .map(|(before, after)| folded(&format!("{before}{made}{after}")));
                // of a column without texts around it, the token is the cell
                let cell = cell.filter(|cell| *cell != made);
                let asked = wanted
                    .get(&made)
                    .into_iter()
                    .chain(cell.and_then(|cell| wanted.get(&cell)));
                for position in asked.flatten() {
                    found.add(*position, tokens, part.field.field(), value);
                }
            }
        }
        found.matches.sort_by_key(|one| one.position);
        Ok(found)
    }
}

/// The tokens that were found, and how many were not.
pub struct Reidentified {
    matches: Vec<Match>,
    missing: HashSet<usize>,
}

impl fmt::Debug for Reidentified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reidentified { .. }")
    }
}

impl Reidentified {
    /// What was found, in the order of the tokens asked for.
    pub fn matches(&self) -> &[Match] {
        &self.matches
    }

    /// How many tokens no record gives.
    pub fn not_found(&self) -> usize {
        self.missing.len()
    }

    fn add(&mut self, position: usize, tokens: &[String], field: Field, value: &str) {
        let Some(token) = tokens.get(position) else {
            return;
        };
        self.missing.remove(&position);
        let is_known = self
            .matches
            .iter()
            .any(|one| one.position == position && one.field == field && one.value == value);
        if !is_known {
            let (token, value) = (token.clone(), value.to_owned());
            self.matches.push(Match {
                position,
                token,
                field,
                value,
            });
        }
    }
}

/// One token and what it stands for.
///
/// `Debug` is a constant.
pub struct Match {
    position: usize,
    token: String,
    field: Field,
    value: String,
}

impl fmt::Debug for Match {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Match { .. }")
    }
}

impl Match {
    /// The token, as it was asked for.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The field that it was made from.
    pub const fn field(&self) -> Field {
        self.field
    }

    /// The value that it stands for, in its canonical form.
    ///
    /// # Security
    /// Names a person.
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// A token is lower-case base32; a column in upper case prints it otherwise.
fn folded(token: &str) -> String {
    token.trim().to_lowercase()
}

fn around(column: &Column) -> Option<(String, String)> {
    let Content::Parts(parts) = column.content() else {
        return None;
    };
    let (mut before, mut after, mut is_past) = (String::new(), String::new(), false);
    for part in parts {
        match part {
            Part::Text(text) if is_past => after.push_str(text),
            Part::Text(text) => before.push_str(text),
            Part::Field(_) if is_past => return None,
            Part::Field(_) => is_past = true,
        }
    }
    Some((before, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minimise::{FlagSources, Minimiser};
    use crate::record::{InputOptions, OfficerRecord};

    const PROFILE: &str = r#"
format = 1
name = "t"
controller = "C"
recipient = "R"
purpose = "P"
delete_after_days = 1
[[column]]
header = "ref"
place = "matching"
parts = [{ field = "record_id", treatment = "pseudonymise", scope = "batch" }]
[[column]]
header = "code"
place = "barcode"
parts = [{ text = "GMP-" }, { field = "record_id", treatment = "pseudonymise", scope = "recipient" }]
case = "upper"
"#;
    const INPUT: &str = "record_id,nino\nE1,QQ123456C\nE2,QQ123456C\n E2 ,QQ123456C\n,\n";

    fn secret(digit: char) -> PseudonymisationSecret {
        format!("e1 {}", digit.to_string().repeat(64))
            .parse()
            .unwrap()
    }

    fn batch(text: &str) -> BatchId {
        text.parse().unwrap()
    }

    /// The cells that the real minimiser makes for a record id.
    fn cells(id: &str) -> Vec<String> {
        let profile: Profile = PROFILE.parse().unwrap();
        let flags = FlagSources::from_records();
        let minimiser =
            Minimiser::new(&profile, &secret('a'), batch("0123456789abcdef"), &flags).unwrap();
        let record: OfficerRecord<()> =
            serde_json::from_str(&format!("{{\"record_id\":\"{id}\"}}")).unwrap();
        let card = minimiser.minimise(&record).unwrap();
        card.iter().map(|(_, cell)| cell.to_owned()).collect()
    }

    fn find(secret: &PseudonymisationSecret, id: BatchId, tokens: &[String]) -> Reidentified {
        let reidentifier = Reidentifier::new(&PROFILE.parse().unwrap(), secret, id);
        let mut input = Input::open(INPUT.as_bytes(), &InputOptions::new(), None).unwrap();
        input.restrict(&reidentifier.reads());
        reidentifier.find(&mut input, tokens).unwrap()
    }

    #[test]
    fn a_cell_of_every_token_column_leads_back_to_its_value_once() {
        let mut tokens = cells("E2");
        tokens.push(tokens[1].to_lowercase().replace("gmp-", ""));
        tokens.push("aaaaaaaaaaaaaaaa".into());
        let found = find(&secret('a'), batch("0123456789abcdef"), &tokens);
        assert_eq!(found.not_found(), 1);
        let lines: Vec<_> = found
            .matches()
            .iter()
            .map(|one| (one.token(), one.field(), one.value()))
            .collect();
        let expected: Vec<_> = tokens[..3]
            .iter()
            .map(|token| (token.as_str(), Field::RecordId, "E2"))
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn texts_on_both_sides_of_a_token_are_told_apart_and_beside_another_field_none_are() {
        let text = |text: &str| format!("{{ text = \"{text}\" }}");
        let token = "{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }";
        let of = |parts: &[&str]| {
            let own = "parts = [{ text = \"GMP-\" }, { field = \"record_id\", treatment = \
                       \"pseudonymise\", scope = \"recipient\" }]";
            let source = PROFILE.replace(own, &format!("parts = [{}]", parts.join(", ")));
            assert!(source != PROFILE);
            let profile: Profile = source.parse().unwrap();
            around(&profile.columns()[1])
        };
        let (before, after) = (text("A-"), text("-Z"));
        let expected = Some(("A-".to_owned(), "-Z".to_owned()));
        assert_eq!(of(&[&before, token, &after]), expected);
        let number = "{ field = \"card_serial\", treatment = \"keep\" }";
        assert_eq!(of(&[token, &text("-"), number]), None);
    }

    #[test]
    fn without_the_secret_or_under_another_batch_nothing_is_found() {
        let tokens = cells("E1");
        assert_eq!(
            find(&secret('b'), batch("0123456789abcdef"), &tokens).not_found(),
            2
        );
        // the second column's token is the same for every batch, as its profile says
        assert_eq!(
            find(&secret('a'), batch("0123456789abcdee"), &tokens).not_found(),
            1
        );
    }

    #[test]
    fn only_token_fields_are_read_and_nothing_found_is_shown_by_debug() {
        let reidentifier = Reidentifier::new(
            &PROFILE.parse().unwrap(),
            &secret('a'),
            batch("0123456789abcdef"),
        );
        assert_eq!(reidentifier.reads(), [Readable::RecordId]);
        let found = find(&secret('a'), batch("0123456789abcdef"), &cells("E1"));
        let debug = format!("{found:?} {:?} {reidentifier:?}", found.matches()[0]);
        assert_eq!(
            debug,
            "Reidentified { .. } Match { .. } Reidentifier { .. }"
        );
    }
}
