//! Tokens: other ones for anybody else, and no two alike.

use std::collections::HashSet;

use super::exporter::{Setting, Trial, Way};
use super::rounds::{cells_of_json, changed, fields_of};
use super::{Bench, Certificate, CounterExample, Progress, Stage, pool};
use crate::batch::Form;
use crate::field::{Field, Place, golden};
use crate::profile::{Case, Column, Content, FieldPart, Part, Profile, Rule, WhenMissing};
use crate::pseudonym::{BatchId, Scope};
use crate::value::{canonical, normalise};

/// How many people's tokens are compared from one setting to another at most.
const COMPARED: u64 = 2_000;

pub(super) fn stages(
    bench: &Bench<'_>,
    watch: &mut dyn FnMut(Progress),
    certificate: &mut Certificate,
) {
    let mut progress = |stage, done, of| watch(Progress { stage, done, of });
    certificate.add(unlinkable(bench, &mut progress));
    certificate.add(injective(bench, &mut progress));
}

/// The columns that are one token and nothing else, with its scope.
fn token_columns(setting: &Setting) -> Vec<(usize, Scope)> {
    let columns = setting.profile.columns().iter().enumerate();
    columns
        .filter_map(|(at, column)| match column.content() {
            Content::Parts(parts) => match parts.as_slice() {
                [Part::Field(part)] => match part.rule() {
                    Rule::Pseudonymise { scope, .. } => Some((at, *scope)),
                    _ => None,
                },
                _ => None,
            },
            Content::Constant(_) => None,
        })
        .collect()
}

/// The tokens of so many people, column by column.
fn tokens(bench: &Bench<'_>, trial: &Trial, people: u64) -> Vec<Vec<Vec<u8>>> {
    let profile = &trial.setting.profile;
    let columns = token_columns(&trial.setting);
    let mut tokens = vec![Vec::new(); columns.len()];
    let mut first = 0;
    while first < people {
        let crowd = bench.people.crowd(first, pool::SIZE);
        first += crowd.len() as u64;
        // what is hidden has its own stages
        let text = bench
            .people
            .write_with(Way::Ndjson, &crowd, |at, person, out| {
                if bench.people.is_read(at) {
                    bench.people.shown(at, person, out);
                }
            });
        let seen = bench
            .exporter
            .export(trial, Way::Ndjson, Form::Ndjson, &text);
        for line in seen.lines(Form::Ndjson) {
            let cells = cells_of_json(profile, line);
            for (tokens, (at, _)) in tokens.iter_mut().zip(&columns) {
                tokens.extend(cells.get(*at).cloned());
            }
        }
    }
    tokens
}

/// Another recipient, purpose, key, epoch, batch or place: other tokens.
fn unlinkable(bench: &Bench<'_>, progress: &mut impl FnMut(&'static str, u64, u64)) -> Stage {
    let secret = super::secret(!bench.plan.seed);
    type Change<'a> = (&'static str, &'a dyn Fn(&mut Setting));
    let changes: [Change<'_>; 5] = [
        ("recipient", &|setting| setting.profile.recipient += " B"),
        ("purpose", &|setting| setting.profile.purpose += " B"),
        ("secret", &|setting| setting.secret.clone_from(&secret)),
        ("epoch", &|setting| setting.epoch = "before"),
        ("batch", &|setting| setting.batch = BatchId::of(2)),
    ];
    let columns = token_columns(&bench.trial.setting);
    let profile = &bench.trial.setting.profile;
    let compared = bench.plan.ids.min(COMPARED);
    let base = tokens(bench, bench.trial, compared);
    let mut cases = 0;
    let mut fault: Option<CounterExample> = None;
    for ((what, change), done) in changes.into_iter().zip(1..) {
        let Some(trial) = changed(bench.trial, change) else {
            continue;
        };
        let other = tokens(bench, &trial, compared);
        for (((at, scope), base), other) in columns.iter().zip(&base).zip(&other) {
            // under scope recipient a person keeps the token from batch to batch, as declared
            let may_be_same = what == "batch" && *scope == Scope::Recipient;
            cases += other.len() as u64;
            if !may_be_same && share(base, other) {
                let seen = match what {
                    "recipient" => "one token for two recipients",
                    "purpose" => "one token for two purposes",
                    "secret" => "one token under two secrets",
                    "epoch" => "one token in two epochs",
                    _ => "one token in two batches",
                };
                fault.get_or_insert(CounterExample::new(seen, fields_of(profile, *at)));
            }
        }
        progress("unlinkability", done, 6);
    }
    if let Some(trial) = changed(bench.trial, everywhere) {
        let profile = &trial.setting.profile;
        let columns = token_columns(&trial.setting);
        let all = tokens(bench, &trial, compared / 4);
        for (left, one) in all.iter().enumerate() {
            for (right, other) in all.iter().enumerate().skip(left + 1) {
                cases += other.len() as u64;
                if share(one, other) {
                    let fields = [left, right].into_iter().filter_map(|at| columns.get(at));
                    let fields = fields.flat_map(|(at, _)| fields_of(profile, *at));
                    let seen = "one token at two places or for two fields";
                    fault.get_or_insert(CounterExample::new(seen, fields));
                }
            }
        }
    }
    progress("unlinkability", 6, 6);
    Stage::new("unlinkability", cases, fault)
}

/// Whether two columns have a token in common, whole or by its first sixteen characters.
fn share(left: &[Vec<u8>], right: &[Vec<u8>]) -> bool {
    fn start(token: &[u8]) -> &[u8] {
        token.get(..16).unwrap_or(token)
    }
    let known: HashSet<&[u8]> = left.iter().map(|token| start(token)).collect();
    right.iter().any(|token| known.contains(start(token)))
}

/// Adds a column of each token at every other place where its floor allows one.
fn everywhere(setting: &mut Setting) {
    let profile = &mut setting.profile;
    let mut added: Vec<Column> = Vec::new();
    // the loader refuses two such parts with one scope at one place
    let mut taken: HashSet<(Field, Scope, Place)> = HashSet::new();
    let mut tokens = Vec::new();
    for column in &profile.columns {
        for part in column.field_parts() {
            if let Rule::Pseudonymise { scope, .. } = part.rule() {
                taken.insert((part.field(), *scope, column.place));
                tokens.push((*scope, part.clone()));
            }
        }
    }
    for (scope, part) in tokens {
        for &place in Place::ALL {
            let floor = golden::floor(part.field().name(), place.name());
            let is_allowed = place != Place::Matching && part.rule().treatment().covers(floor);
            if !is_allowed || !taken.insert((part.field(), scope, place)) {
                continue;
            }
            added.push(Column {
                header: format!("proof {}", added.len()),
                place,
                content: Content::Parts(vec![Part::Field(part.clone())]),
                case: Case::AsIs,
                max_chars: None,
                when_missing: WhenMissing::Withhold,
            });
        }
    }
    profile.columns.extend(added);
}

/// As many tokens as people, each of the length that the profile names.
fn injective(bench: &Bench<'_>, progress: &mut impl FnMut(&'static str, u64, u64)) -> Stage {
    let profile = &bench.trial.setting.profile;
    let columns = token_columns(&bench.trial.setting);
    let all = tokens(bench, bench.trial, bench.plan.ids);
    let mut cases = 0;
    let mut repeated = Vec::new();
    for ((at, _), tokens) in columns.iter().zip(&all) {
        cases += tokens.len() as u64;
        let distinct = tokens.iter().collect::<HashSet<_>>().len();
        let values = values(bench, profile, *at).len();
        let length = profile.columns().get(*at).and_then(|column| {
            column.field_parts().find_map(|part| match part.rule() {
                Rule::Pseudonymise { chars, .. } => Some(usize::from(*chars)),
                _ => None,
            })
        });
        let is_long = tokens.iter().all(|token| Some(token.len()) == length);
        // equal values have equal tokens; a row that is not released is for another stage
        let is_injective = distinct <= values && distinct >= values.min(tokens.len());
        if !(tokens.is_empty() || is_injective && is_long) {
            repeated.extend(fields_of(profile, *at));
        }
    }
    progress("injectivity", 1, 1);
    let seen = "one token for two people, or one of another length";
    let fault = (!repeated.is_empty()).then(|| CounterExample::new(seen, repeated));
    Stage::new("injectivity", cases, fault)
}

/// The distinct values of which a column's tokens are made.
fn values(bench: &Bench<'_>, profile: &Profile, column: usize) -> HashSet<String> {
    let column = profile.columns().get(column);
    let field = column.and_then(|column| column.field_parts().next().map(FieldPart::field));
    let columns = &bench.people.columns;
    let at = columns.iter().position(|column| column.field == field);
    let (Some(at), Some(field)) = (at, field) else {
        return HashSet::new();
    };
    let mut values = HashSet::new();
    let mut first = 0;
    while first < bench.plan.ids {
        let crowd = bench.people.crowd(first, pool::SIZE);
        first += crowd.len() as u64;
        for person in &crowd {
            let mut text = String::new();
            bench.people.shown(at, person, &mut text);
            let canonical = canonical(field.value_type(), &normalise(&text)).map(str::to_owned);
            values.insert(canonical.unwrap_or(text));
        }
    }
    values
}
