//! A profile made ready to be applied: keys derived, tables looked up, nothing parsed twice.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{CardRecord, FlagSources};
use crate::code::Code;
use crate::field::{Flag, Readable, ValueType};
use crate::profile::{Case, Column, Content, Part, Profile, Rule, WhenMissing};
use crate::pseudonym::{BatchId, Domain, PseudonymisationSecret, Tokeniser};
use crate::record::{Reading, Record};
use crate::value::text::is_formula_like;
use crate::value::{self, Date, DateFormat, name, normalise, number};

pub(crate) struct Plan {
    pub(crate) profile: Profile,
    /// Worked out once, since every batch's report says it.
    pub(crate) fingerprint: String,
    pub(crate) batch: BatchId,
    /// The name of the secret's epoch, for the manifest.
    #[cfg(feature = "seal")]
    pub(crate) epoch: crate::pseudonym::EpochName,
    pub(super) columns: Vec<ColumnPlan>,
    pub(super) reads: Vec<Readable>,
    pub(super) flags: FlagSources,
    pub(super) shows_a_person: bool,
    /// For each token in the order in which a record's tokens are written.
    pub(crate) tokens: Vec<TokenPlan>,
    /// The fields whose kept numbers must not repeat, in the order in which they are written.
    pub(crate) numbers: Vec<Readable>,
    /// The name fields, in the order in which they are written.
    pub(crate) names: Vec<Readable>,
    /// Keys the digests by which distinct names are counted; drawn anew for every batch.
    name_key: u64,
    /// Under a ledger: what knows people, rows and photos without knowing any of them.
    #[cfg(feature = "ledger")]
    pub(crate) committer: Option<crate::pseudonym::Committer>,
}

/// What the batch must know of one token.
pub(crate) struct TokenPlan {
    pub(crate) column: usize,
    pub(crate) field: Readable,
    pub(crate) chars: u8,
    pub(crate) is_matching: bool,
}

pub(super) struct ColumnPlan {
    parts: Vec<PartPlan>,
    case: Case,
    max_chars: Option<usize>,
    when_missing: WhenMissing,
    /// A token as it is: no case, no length and no first character to look at.
    is_bare_token: bool,
}

enum PartPlan {
    Text(String),
    Field {
        field: Readable,
        kind: ValueType,
        action: Action,
    },
}

enum Action {
    Keep { is_number: bool },
    Initials,
    FirstWord,
    Digits,
    MonthEnd(DateFormat),
    Category(HashMap<String, String>),
    Token(Box<Tokeniser>),
}

impl Plan {
    pub(super) fn new(
        profile: &Profile,
        secret: &PseudonymisationSecret,
        batch: BatchId,
        flags: &FlagSources,
    ) -> Self {
        let mut plan = Self {
            profile: profile.clone(),
            fingerprint: profile.fingerprint().to_string(),
            batch,
            #[cfg(feature = "seal")]
            epoch: secret.epoch_name().clone(),
            columns: Vec::new(),
            reads: Vec::new(),
            flags: flags.clone(),
            shows_a_person: profile.shows_a_person(),
            tokens: Vec::new(),
            numbers: Vec::new(),
            names: Vec::new(),
            name_key: RandomState::new().hash_one(0_u8),
            #[cfg(feature = "ledger")]
            committer: None,
        };
        for (position, column) in profile.columns().iter().enumerate() {
            let parts = match column.content() {
                Content::Constant(text) => vec![PartPlan::Text(text.clone())],
                Content::Parts(parts) => parts
                    .iter()
                    .map(|part| plan.part(position, column, part, secret))
                    .collect(),
            };
            let is_token = matches!(
                parts.as_slice(),
                [PartPlan::Field {
                    action: Action::Token(_),
                    ..
                }]
            );
            plan.columns.push(ColumnPlan {
                is_bare_token: is_token
                    && column.case() == Case::AsIs
                    && column.max_chars().is_none(),
                parts,
                case: column.case(),
                max_chars: column.max_chars().map(usize::from),
                when_missing: column.when_missing(),
            });
        }
        if plan.shows_a_person {
            plan.reads
                .extend(Flag::ALL.iter().map(|flag| flag.readable()));
            if plan.flags.has_list() {
                plan.reads.push(Readable::RecordId);
            }
        }
        plan.reads.sort_unstable();
        plan.reads.dedup();
        plan
    }

    fn part(
        &mut self,
        position: usize,
        column: &Column,
        part: &Part,
        secret: &PseudonymisationSecret,
    ) -> PartPlan {
        let part = match part {
            Part::Text(text) => return PartPlan::Text(text.clone()),
            Part::Field(part) => part,
        };
        let field = part.readable();
        let kind = part.field().value_type();
        self.reads.push(field);
        if kind == ValueType::Name && field != Readable::MiddleNames {
            self.names.push(field);
        }
        let action = match part.rule() {
            Rule::Keep => {
                let is_number = matches!(
                    kind,
                    ValueType::WarrantNumber | ValueType::StaffNumber | ValueType::CardSerial
                );
                if is_number {
                    self.numbers.push(field);
                }
                Action::Keep { is_number }
            }
            Rule::Initials => Action::Initials,
            Rule::FirstWord => Action::FirstWord,
            Rule::Digits => Action::Digits,
            Rule::MonthEnd { date_format } => Action::MonthEnd(date_format.clone()),
            Rule::Category { table } => Action::Category(
                table
                    .iter()
                    .map(|(from, to)| (from.clone(), to.clone()))
                    .collect(),
            ),
            Rule::Pseudonymise { scope, chars } => {
                self.tokens.push(TokenPlan {
                    column: position,
                    field,
                    chars: *chars,
                    is_matching: position == self.profile.matching_column(),
                });
                let domain = Domain {
                    recipient: self.profile.recipient(),
                    purpose: self.profile.purpose(),
                    scope: *scope,
                    batch: self.batch,
                    field: part.field(),
                    place: column.place(),
                };
                Action::Token(Box::new(Tokeniser::new(secret, &domain, *chars)))
            }
        };
        PartPlan::Field {
            field,
            kind,
            action,
        }
    }

    #[cfg(feature = "ledger")]
    pub(super) fn commit_under(&mut self, key: &crate::pseudonym::CommitmentKey) {
        let recipient = self.profile.recipient();
        self.committer = Some(crate::pseudonym::Committer::new(key, recipient));
        self.reads.push(Readable::RecordId);
        self.reads.sort_unstable();
        self.reads.dedup();
    }

    /// The commitment to a record's person, if the batch goes into a ledger.
    #[cfg(feature = "ledger")]
    pub(super) fn subject<R: Record + ?Sized>(&self, record: &R) -> Result<Option<[u8; 32]>, Code> {
        let Some(committer) = &self.committer else {
            return Ok(None);
        };
        let text = match record.read(Readable::RecordId) {
            Reading::Missing => return Err(Code::MissingValue),
            Reading::Unusable => return Err(Code::InvalidValue),
            Reading::Text(text) => text,
        };
        let normal = normalise(text);
        if normal.is_empty() {
            return Err(Code::MissingValue);
        }
        let kind = Readable::RecordId.field().value_type();
        let id = value::canonical(kind, &normal).map_err(|_| Code::InvalidValue)?;
        Ok(Some(committer.subject(id)))
    }

    /// A keyed digest by which distinct names are counted; it is compared with nothing else.
    fn name_digest(&self, name: &str) -> u64 {
        let mix = |state: u64, word: u64| {
            let product = u128::from(state ^ word) * u128::from(0x9e37_79b9_7f4a_7c15_u64);
            let [high, low] = [product >> 64, product & u128::from(u64::MAX)];
            u64::try_from(high ^ low).unwrap_or_default()
        };
        let (words, rest) = name.as_bytes().as_chunks::<8>();
        let state = words.iter().fold(self.name_key, |state, word| {
            mix(state, u64::from_le_bytes(*word))
        });
        let last = rest
            .iter()
            .fold(1, |word, byte| (word << 8) | u64::from(*byte));
        mix(mix(state, last), 0x5851_f42d_4c95_7f2d)
    }

    pub(crate) fn header(&self, column: usize) -> String {
        self.profile
            .columns()
            .get(column)
            .map_or_else(String::new, |column| column.header().to_owned())
    }
}

impl ColumnPlan {
    /// Whether the fault refuses the batch: in such a column every row must have a value.
    pub(super) const fn refuses(&self, code: Code) -> bool {
        matches!(self.when_missing, WhenMissing::Refuse)
            && matches!(
                code,
                Code::MissingValue | Code::InvalidValue | Code::UnlistedCategory
            )
    }

    /// Appends the finished cell.
    pub(super) fn write<R: Record + ?Sized>(
        &self,
        record: &R,
        card: &mut CardRecord,
    ) -> Result<(), Code> {
        let start = card.text.len();
        for part in &self.parts {
            match part {
                PartPlan::Text(text) => card.text.push_str(text),
                PartPlan::Field {
                    field,
                    kind,
                    action,
                } => {
                    action.write(*field, *kind, record.read(*field), card)?;
                }
            }
        }
        if self.is_bare_token {
            return Ok(());
        }
        self.finish(start, &mut card.text)
    }

    /// Letter case, normal form, length and first character of the finished cell.
    fn finish(&self, start: usize, text: &mut String) -> Result<(), Code> {
        let cell = text.get(start..).unwrap_or_default();
        if cell.is_ascii() {
            if self.case == Case::Upper
                && let Some(cell) = text.get_mut(start..)
            {
                cell.make_ascii_uppercase();
            }
        } else if self.case == Case::Upper {
            let upper = cell.to_uppercase();
            text.truncate(start);
            if is_nfc(&upper) {
                text.push_str(&upper);
            } else {
                text.extend(upper.nfc());
            }
        } else if !is_nfc(cell) {
            let composed: String = cell.nfc().collect();
            text.truncate(start);
            text.push_str(&composed);
        }
        let cell = text.get(start..).unwrap_or_default();
        if let Some(max) = self.max_chars
            && cell.len() > max
            && cell.chars().count() > max
        {
            return Err(Code::TooLong);
        }
        if is_formula_like(cell) {
            return Err(Code::FormulaCell);
        }
        Ok(())
    }
}

impl Action {
    fn write(
        &self,
        field: Readable,
        kind: ValueType,
        reading: Reading<'_>,
        card: &mut CardRecord,
    ) -> Result<(), Code> {
        let text = match reading {
            Reading::Missing => return Err(Code::MissingValue),
            Reading::Unusable => return Err(Code::InvalidValue),
            Reading::Text(text) => text,
        };
        let normal = normalise(text);
        if normal.is_empty() {
            return Err(Code::MissingValue);
        }
        if is_formula_like(&normal) || is_formula_like(text) {
            return Err(Code::FormulaCell);
        }
        if let Self::MonthEnd(format) = self {
            let date = Date::parse_iso(&normal).ok_or(Code::InvalidValue)?;
            format.write(date.month_end(), &mut card.text);
            return Ok(());
        }
        let value = value::canonical(kind, &normal).map_err(|_| Code::InvalidValue)?;
        let written;
        let value = if kind == ValueType::Name {
            // What is counted and treated is the name as it is written, so that nothing depends on
            // an apostrophe that is not.
            let apostrophes = card.plan.profile.csv().apostrophes();
            written = apostrophes.write(value).ok_or(Code::InvalidValue)?;
            written.as_ref()
        } else {
            value
        };
        if kind == ValueType::Name && field != Readable::MiddleNames {
            card.names.push(card.plan.name_digest(value));
            card.doubtful |= name::is_doubtful_name(value);
        }
        match self {
            Self::Keep { is_number } => {
                if *is_number {
                    card.numbers.push(pack(value));
                }
                card.text.push_str(value);
            }
            Self::Initials => {
                let before = card.text.len();
                name::initials(value, &mut card.text);
                if card.text.len() == before {
                    return Err(Code::InvalidValue);
                }
            }
            Self::FirstWord => card.text.push_str(name::first_word(value)),
            Self::Digits => card.text.push_str(number::collar_digits(value)),
            // written above, of the day that was parsed
            Self::MonthEnd(_) => {}
            Self::Category(table) => {
                let image = table.get(value).ok_or(Code::UnlistedCategory)?;
                card.text.push_str(image);
            }
            Self::Token(tokeniser) => {
                card.macs.push(tokeniser.token_into(value, &mut card.text));
            }
        }
        Ok(())
    }
}

/// Packs a number of at most 20 of A-Z, 0-9, `-` and `/` without loss: 39^20 < 2^106.
fn pack(number: &str) -> u128 {
    number.bytes().fold(0, |packed, byte| {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0' + 1,
            b'A'..=b'Z' => byte - b'A' + 11,
            b'-' => 37,
            _ => 38,
        };
        packed.wrapping_mul(39).wrapping_add(u128::from(digit))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::minimise::Minimiser;

    #[test]
    fn names_have_digests_that_differ_and_whose_bits_are_even() {
        let profile = Profile::preset("warrant-card").unwrap();
        let secret = PseudonymisationSecret::generate("e1".parse().unwrap()).unwrap();
        let flags = FlagSources::from_records();
        let batch = BatchId::random().unwrap();
        let minimiser = Minimiser::new(&profile, &secret, batch, &flags).unwrap();
        // shorter than a word of eight bytes, and longer than two
        for stem in ["Li", "Featherstonehaugh"] {
            let digests: HashSet<u64> = (0..4096)
                .map(|number| minimiser.plan().name_digest(&format!("{stem}{number}")))
                .collect();
            assert_eq!(digests.len(), 4096);
            for bit in 0..64 {
                let set = digests.iter().filter(|digest| *digest >> bit & 1 == 1);
                let set = set.count();
                assert!((1700..2400).contains(&set), "bit {bit} is set in {set}");
            }
        }
    }

    #[test]
    fn a_category_is_the_tables_whatever_the_length_and_the_spelling_of_the_value() {
        let table = [
            ("Constable", "Federated"),
            ("Sergeant", "Federated"),
            ("Inspector", "Federated"),
            ("Chief Constable", "Chief officer"),
            ("Deputy Chief Constable", "Chief officer"),
        ];
        let rows = table.map(|(from, to)| format!("\"{from}\" = \"{to}\""));
        let source = format!(
            "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\n\
             delete_after_days = 1\n[[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
             parts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }}]\n\
             [[column]]\nheader = \"kind\"\nplace = \"front\"\nparts = [{{ field = \"rank\", \
             treatment = \"category\", table = {{ {} }} }}]\n",
            rows.join(", ")
        );
        let profile: Profile = source.parse().unwrap();
        let secret = PseudonymisationSecret::generate("e1".parse().unwrap()).unwrap();
        let flags = FlagSources::from_records();
        let batch = BatchId::random().unwrap();
        let minimiser = Minimiser::new(&profile, &secret, batch, &flags).unwrap();
        for (from, to) in table {
            for rank in [
                from.to_owned(),
                from.to_lowercase(),
                format!(" {from}"),
                format!("{from}   "),
            ] {
                let mut json = serde_json::json!({ "record_id": "E1", "rank": rank });
                for flag in Flag::ALL {
                    json[flag.name()] = false.into();
                }
                let json = json.to_string();
                let record: crate::record::OfficerRecord<()> = serde_json::from_str(&json).unwrap();
                let card = minimiser.minimise(&record).unwrap();
                assert_eq!(card.iter().nth(1), Some(("kind", to)), "{rank:?}");
            }
        }
    }

    #[test]
    fn numbers_are_packed_without_loss() {
        assert_eq!(pack(""), 0);
        assert_eq!(pack("0"), 1);
        assert_eq!(pack("9"), 10);
        assert_eq!(pack("A"), 11);
        assert_eq!(pack("Z"), 36);
        assert_eq!(pack("-"), 37);
        assert_eq!(pack("/"), 38);
        assert_eq!(pack("A0"), 11 * 39 + 1);
        assert_eq!(pack("Z/-9"), ((36 * 39 + 38) * 39 + 37) * 39 + 10);
    }
}
