//! What the library makes of a case.

use cardsieve::batch::{Form, Limits, Rows};
use cardsieve::field::{Field, Readable, Role};
use cardsieve::minimise::{FlagSources, Minimiser, Withheld, WithholdList};
use cardsieve::record::{Reading, Record};
use cardsieve::{Code, Flag, OfficerRecord, Profile, PseudonymisationSecret};
use serde::de::value::{Error, MapDeserializer};
use serde::de::{Deserialize, Deserializer, IntoDeserializer, Visitor};

use crate::case::{Case, Cell, Line, Source, Texts};

/// All that is compared.
pub enum Answer {
    /// The profile does not load, for these reasons.
    Refused(Vec<Code>),
    Loaded {
        outcomes: Vec<Outcome>,
        ending: Ending,
    },
}

#[derive(Clone)]
pub enum Outcome {
    Released(Vec<String>),
    Withheld(Vec<(&'static str, String)>),
    Flagged,
    Refusing(&'static str),
}

#[derive(Clone)]
pub enum Ending {
    Rows(Vec<u8>),
    Refused(&'static str),
}

impl Answer {
    /// In the oracle's words.
    pub fn line(&self) -> Vec<u8> {
        let mut line = Line(Vec::with_capacity(512));
        let Self::Loaded { outcomes, ending } = self else {
            line.word("invalid");
            return line.0;
        };
        line.word("valid");
        for outcome in outcomes {
            match outcome {
                Outcome::Released(cells) => {
                    line.word("released");
                    cells.iter().for_each(|cell| line.text(cell));
                }
                Outcome::Withheld(reasons) => {
                    line.word("withheld");
                    for (code, header) in reasons {
                        line.word(code);
                        line.text(header);
                    }
                }
                Outcome::Flagged => line.word("flagged"),
                Outcome::Refusing(code) => {
                    line.word("refusing");
                    line.word(code);
                }
            }
        }
        match ending {
            Ending::Rows(bytes) => {
                line.word("rows");
                line.bytes(bytes);
            }
            Ending::Refused(code) => {
                line.word("refused");
                line.word(code);
            }
        }
        line.0
    }
}

pub fn answer(case: &Case) -> Answer {
    let profile: Profile = match case.profile.toml().parse() {
        Ok(profile) => profile,
        Err(errors) => {
            let errors: cardsieve::profile::ProfileErrors = errors;
            let codes = errors.problems().iter().map(|problem| problem.code());
            return Answer::Refused(codes.collect());
        }
    };
    let secret: PseudonymisationSecret = format!("t {}\n", case.hex()).parse().expect("a secret");
    let batch = case.batch.parse().expect("a batch id");
    let minimiser =
        Minimiser::new(&profile, &secret, batch, &sources(case)).expect("sources with reasons");
    let form = if case.csv { Form::Csv } else { Form::Ndjson };
    let mut limits = Limits::default();
    if let Some(rows) = case.expected {
        limits = limits.expect_rows(rows as u64);
    }
    if case.strict {
        limits = limits.strict();
    }
    if case.typed {
        let records: Vec<OfficerRecord> = case.records.iter().map(typed).collect();
        run(&minimiser, form, limits, &records)
    } else {
        let records: Vec<Plain> = case.records.iter().map(Plain::of).collect();
        run(&minimiser, form, limits, &records)
    }
}

fn run<R: Record>(minimiser: &Minimiser, form: Form, limits: Limits, records: &[R]) -> Answer {
    let outcomes = records
        .iter()
        .map(|record| match minimiser.minimise(record) {
            Ok(card) => Outcome::Released(card.iter().map(|(_, cell)| cell.to_owned()).collect()),
            Err(withheld) => outcome(&withheld),
        });
    let outcomes = outcomes.collect();
    let mut rows = Rows::new(minimiser, form, limits);
    let stopped = records.iter().enumerate().find_map(|(number, record)| {
        // both ways in
        let pushed = if number % 2 == 0 {
            rows.add(record)
        } else {
            rows.push(minimiser.minimise(record))
        };
        pushed.err()
    });
    let ending = match stopped {
        Some(refused) => Ending::Refused(refused.code().name()),
        None => match rows.finish() {
            Ok(finished) => {
                let mut bytes = Vec::new();
                finished.write_to(&mut bytes).expect("memory");
                Ending::Rows(bytes)
            }
            Err(refusal) => Ending::Refused(refusal.refused().code().name()),
        },
    };
    Answer::Loaded { outcomes, ending }
}

fn outcome(withheld: &Withheld) -> Outcome {
    if withheld.refuses_the_batch() {
        return Outcome::Refusing(withheld.code().name());
    }
    if withheld.is_flagged() {
        return Outcome::Flagged;
    }
    let reasons = withheld.reasons().iter();
    let reasons = reasons.map(|reason| {
        let header = reason.column().unwrap_or_default().to_owned();
        (reason.code().name(), header)
    });
    Outcome::Withheld(reasons.collect())
}

fn sources(case: &Case) -> FlagSources {
    let mut sources = FlagSources::from_records();
    let of = |wanted: Source| {
        Flag::ALL
            .iter()
            .zip(case.sources)
            .filter(move |(_, source)| *source == wanted)
            .map(|(flag, _)| *flag)
    };
    for flag in of(Source::Absent) {
        sources = sources.absent(flag, "not held");
    }
    if let Some(ids) = &case.listed {
        let list: WithholdList = ids.join("\n").parse().expect("ids");
        let flags: Vec<Flag> = of(Source::List).collect();
        sources = sources.listed(&flags, list);
    }
    sources
}

/// A caller's own record.
struct Plain<'a>([Option<&'a Cell>; Readable::COUNT]);

impl<'a> Plain<'a> {
    fn of(texts: &'a Texts) -> Self {
        let mut cells = [None; Readable::COUNT];
        for (field, cell) in texts {
            let readable = Field::from_name(field).and_then(Field::readable);
            cells[readable.expect("a readable field").index()] = Some(cell);
        }
        Self(cells)
    }
}

impl Record for Plain<'_> {
    fn read(&self, field: Readable) -> Reading<'_> {
        match self.0[field.index()] {
            None => Reading::Missing,
            Some(Cell::Unusable) => Reading::Unusable,
            Some(Cell::Text(text)) => Reading::Text(text),
        }
    }
}

/// The library's record, with something in every field that may never leave: of which the oracle,
/// in accordance with its theorems, is not even told.
fn typed(texts: &Texts) -> OfficerRecord {
    let never = Field::ALL
        .iter()
        .filter(|field| field.role() == Role::Never)
        .map(|field| (field.name(), Given(None)));
    let read = texts
        .iter()
        .map(|(field, cell)| (*field, Given(Some(cell))));
    OfficerRecord::deserialize(MapDeserializer::<_, Error>::new(never.chain(read)))
        .expect("every field once")
}

struct Given<'a>(Option<&'a Cell>);

impl<'de> IntoDeserializer<'de, Error> for Given<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Given<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            None => visitor.visit_str("FORBIDDEN 77"),
            Some(Cell::Text(text)) => visitor.visit_str(text),
            Some(Cell::Unusable) => visitor.visit_f64(0.5),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}
