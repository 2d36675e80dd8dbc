//! What a treatment hides: values of one residue, which nobody may tell apart.

use super::exporter::{FORMS, Way};
use super::pairs::difference;
use super::people::Side;
use super::{Bench, Certificate, CounterExample, Progress, Stage, pool};
use crate::field::Field;
use crate::profile::{FieldPart, Rule};

pub(super) fn stage(
    bench: &Bench<'_>,
    watch: &mut dyn FnMut(Progress),
    certificate: &mut Certificate,
) {
    let profile = &bench.trial.setting.profile;
    let times = |field: Field| {
        let parts = profile.field_parts();
        parts.filter(|(_, part)| part.field() == field).count()
    };
    // beside a token of the whole value there is no residue
    let parts: Vec<&FieldPart> = profile
        .field_parts()
        .map(|(_, part)| part)
        .filter(|part| twin(part.rule(), "").is_some() && times(part.field()) == 1)
        .collect();
    if parts.is_empty() {
        certificate.add(Stage::inapplicable("treatments"));
        return;
    }
    let mut cases = 0;
    let mut fault = None;
    let of = parts.len() as u64;
    for (part, done) in parts.into_iter().zip(1..) {
        for (way, form) in Way::ALL.into_iter().zip(FORMS.into_iter().cycle()) {
            let (pairs, found) = try_part(bench, part, way, form);
            cases += pairs;
            if fault.is_none() {
                fault = found.map(|seen| CounterExample::new(seen, [part.field().name()]));
            }
        }
        watch(Progress {
            stage: "treatments",
            done,
            of,
        });
    }
    certificate.add(Stage::new("treatments", cases, fault));
}

/// How many people had a twin, and in what the two crowds can be told apart.
fn try_part(
    bench: &Bench<'_>,
    part: &FieldPart,
    way: Way,
    form: crate::batch::Form,
) -> (u64, Option<&'static str>) {
    let people = bench.people;
    let crowd = people.crowd(0x7477_696e, pool::SIZE);
    let mut pairs = 0;
    let mut write = |is_twin: bool| {
        people.write_with(way, &crowd, |at, person, out| {
            let field = people.columns.get(at).and_then(|column| column.field);
            if !people.is_read(at) {
                people.hidden(at, person, Side::Left, out);
                return;
            }
            people.shown(at, person, out);
            if is_twin
                && field == Some(part.field())
                && let Some(twin) = twin(part.rule(), out)
            {
                pairs += u64::from(twin != *out);
                *out = twin;
            }
        })
    };
    let (left, right) = (write(false), write(true));
    let left = bench.exporter.export(bench.trial, way, form, &left);
    let right = bench.exporter.export(bench.trial, way, form, &right);
    (pairs, difference(&left, &right, form))
}

/// Another value of which the rule shows the same; none for a rule that hides nothing.
fn twin(rule: &Rule, text: &str) -> Option<String> {
    match rule {
        Rule::Initials => Some(other_letters(text)),
        Rule::FirstWord => {
            let first = text.split(char::is_whitespace).next().unwrap_or_default();
            Some(format!("{first} Otherwise"))
        }
        Rule::Digits => {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            Some(if text.starts_with("KF") {
                format!("XB {digits}")
            } else {
                format!("KF {digits}")
            })
        }
        Rule::MonthEnd { .. } => {
            // INVARIANT: every month has a 9th and an 18th
            let month = text.rsplit_once('-').map_or("", |(month, _)| month);
            let day = if text.ends_with("-18") { "09" } else { "18" };
            Some(format!("{month}-{day}"))
        }
        Rule::Category { table } => {
            let image = table.get(text);
            let same = |(from, to): &(&String, &String)| Some(*to) == image && *from != text;
            Some(
                table
                    .iter()
                    .find(same)
                    .map_or_else(|| text.to_owned(), |(from, _)| from.clone()),
            )
        }
        Rule::Keep | Rule::Pseudonymise { .. } => None,
    }
}

/// Each part of a name with its first letter kept, and of another length.
fn other_letters(name: &str) -> String {
    let mut out = String::new();
    let mut is_first = true;
    for c in name.chars() {
        if c.is_whitespace() || c == '-' {
            out.push(c);
            is_first = true;
        } else if is_first && c.is_alphabetic() {
            out.push(c);
            out.push_str("orstan");
            is_first = false;
        }
    }
    out
}
