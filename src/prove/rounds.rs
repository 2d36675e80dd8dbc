//! Whole batches: that rows are really released, by every way the same, and in no telling order.

use super::exporter::{FORMS, Seen, Trial, Way};
use super::people::{Blemish, Person, Side};
use super::{Bench, Certificate, CounterExample, Progress, Stage, pool};
use crate::batch::Form;
use crate::code::ColumnName;
use crate::conformance::Conformance;
use crate::profile::{Delimiter, Profile};
use crate::sample::random::Random;

/// What the rounds have found so far: cases, and the first fault.
#[derive(Default)]
struct Tally {
    cases: u64,
    fault: Option<CounterExample>,
}

impl Tally {
    fn count(&mut self, cases: usize, fault: Option<CounterExample>) {
        self.cases += cases as u64;
        if self.fault.is_none() {
            self.fault = fault;
        }
    }
}

pub(super) fn stages(
    bench: &Bench<'_>,
    watch: &mut dyn FnMut(Progress),
    certificate: &mut Certificate,
) {
    let profile = &bench.trial.setting.profile;
    let conformance = Conformance::new(profile);
    let mut tallies: [Tally; 5] = Default::default();
    let [release, ways, inspection, order, merge] = &mut tallies;
    for number in 0..bench.plan.rounds {
        let first = number * 1_000_003;
        let mut crowd = bench.people.crowd(first, pool::SIZE);
        bench.people.blemish(profile, &mut crowd);
        let form = at(&FORMS, number).unwrap_or(Form::Csv);
        let way = at(&Way::ALL, number / 2).unwrap_or(Way::Csv);
        let [csv, json] = [Way::Csv, Way::Ndjson].map(|way| write(bench, way, &crowd));
        let seen = Way::ALL.map(|way| {
            let text = if way == Way::Csv { &csv } else { &json };
            bench.exporter.export(bench.trial, way, form, text)
        });

        let expected = crowd.iter().filter(|person| person.is_released()).count();
        for seen in &seen {
            let is_all = seen.released == expected as u64 && seen.lines(form).len() == expected;
            let fault = (!is_all).then(|| CounterExample::new("number of released rows", []));
            release.count(expected, fault);
        }
        ways.count(crowd.len(), differing_ways(profile, &seen, form));
        let whole = Way::ALL.iter().zip(&seen).find(|(of, _)| **of == way);
        let Some((_, whole)) = whole else { continue };
        let rows = whole.rows.as_deref().unwrap_or_default();
        inspection.count(expected, findings(&conformance, profile, rows, form));
        let mut turned = crowd.clone();
        shuffle(&mut turned, number);
        let again = export(bench, way, form, &turned);
        let fault = (again.rows != whole.rows || again.released != whole.released).then(|| {
            CounterExample::new(
                "rows after another order of the input",
                differing(profile, whole, &again, form),
            )
        });
        order.count(crowd.len(), fault);
        merge.count(crowd.len(), unmerged(bench, way, form, &crowd, whole));
        watch(Progress {
            stage: "release",
            done: number + 1,
            of: bench.plan.rounds,
        });
    }
    let [release, ways, inspection, order, merge] = tallies;
    certificate.add(Stage::new("release", release.cases, release.fault));
    certificate.add(flags(bench));
    certificate.add(Stage::new("ways", ways.cases, ways.fault));
    certificate.add(Stage::new("inspection", inspection.cases, inspection.fault));
    certificate.add(Stage::new("order", order.cases, order.fault));
    certificate.add(Stage::new("merge", merge.cases, merge.fault));
}

fn write(bench: &Bench<'_>, way: Way, people: &[Person]) -> String {
    bench.people.write(way, people, Side::Left)
}

fn export(bench: &Bench<'_>, way: Way, form: Form, people: &[Person]) -> Seen {
    let text = write(bench, way, people);
    bench.exporter.export(bench.trial, way, form, &text)
}

fn at<T: Copy>(all: &[T], number: u64) -> Option<T> {
    let at = number.checked_rem(all.len() as u64)?;
    all.get(usize::try_from(at).ok()?).copied()
}

fn shuffle(people: &mut [Person], number: u64) {
    let mut random = Random::of(number, 0x6f72_6465);
    for end in (1..people.len()).rev() {
        let other = random.below(end as u64 + 1);
        people.swap(end, usize::try_from(other).unwrap_or(0));
    }
}

/// Every way in releases the same rows; records with and without what never leaves, the same report.
fn differing_ways(profile: &Profile, seen: &[Seen; 4], form: Form) -> Option<CounterExample> {
    let [csv, ndjson, typed, erased] = seen;
    for other in [ndjson, typed, erased] {
        if csv.rows != other.rows {
            let fields = differing(profile, csv, other, form);
            return Some(CounterExample::new("rows of another way in", fields));
        }
    }
    (typed.told != erased.told)
        .then(|| CounterExample::new("report or error without the forbidden part", []))
}

/// What the recipient's check finds.
fn findings(
    conformance: &Conformance,
    profile: &Profile,
    rows: &[u8],
    form: Form,
) -> Option<CounterExample> {
    let report = conformance.check(rows, Some(form));
    if report.is_clean() {
        return None;
    }
    let mut fields = Vec::new();
    for finding in report.findings() {
        if let Some(ColumnName::Known(header)) = finding.column() {
            let column = profile
                .columns()
                .iter()
                .position(|column| column.header() == header);
            fields.extend(column.into_iter().flat_map(|at| fields_of(profile, at)));
        }
    }
    fields.sort_unstable();
    fields.dedup();
    Some(CounterExample::new(
        "rows that the recipient's check refuses",
        fields,
    ))
}

/// The rows of two inputs joined are those of each, merged.
fn unmerged(
    bench: &Bench<'_>,
    way: Way,
    form: Form,
    crowd: &[Person],
    whole: &Seen,
) -> Option<CounterExample> {
    let (first, second) = crowd.split_at(crowd.len() / 2);
    let parts = [first, second].map(|part| export(bench, way, form, part));
    let mut apart: Vec<&[u8]> = parts.iter().flat_map(|seen| seen.lines(form)).collect();
    let mut joined = whole.lines(form);
    apart.sort_unstable();
    joined.sort_unstable();
    let heads = parts.iter().map(|seen| head(seen, form));
    if apart == joined && heads.into_iter().all(|part| part == head(whole, form)) {
        return None;
    }
    let differ = apart
        .iter()
        .zip(&joined)
        .filter(|(one, other)| one != other);
    let mut fields: Vec<_> = differ
        .take(1)
        .flat_map(|(one, other)| differing_cells(profile(bench), one, other, form))
        .collect();
    fields.dedup();
    Some(CounterExample::new("rows of two inputs joined", fields))
}

fn profile<'a>(bench: &'a Bench<'_>) -> &'a Profile {
    &bench.trial.setting.profile
}

/// What stands before the first row.
fn head(seen: &Seen, form: Form) -> &[u8] {
    let bytes = seen.rows.as_deref().unwrap_or_default();
    match form {
        Form::Csv => bytes
            .split_inclusive(|byte| *byte == b'\n')
            .next()
            .unwrap_or_default(),
        Form::Ndjson => &[],
    }
}

/// The fields of those columns in which the first two differing rows differ.
fn differing(profile: &Profile, left: &Seen, right: &Seen, form: Form) -> Vec<&'static str> {
    let (left, right) = (left.lines(form), right.lines(form));
    let pair = left.iter().zip(&right).find(|(one, other)| one != other);
    pair.map_or_else(Vec::new, |(one, other)| {
        differing_cells(profile, one, other, form)
    })
}

fn differing_cells(profile: &Profile, left: &[u8], right: &[u8], form: Form) -> Vec<&'static str> {
    let (left, right) = (cells(profile, left, form), cells(profile, right, form));
    let pairs = left.iter().zip(&right).enumerate();
    pairs
        .filter(|(_, (one, other))| one != other)
        .flat_map(|(at, _)| fields_of(profile, at))
        .collect()
}

/// A row's cells, as far as a message needs them told apart.
fn cells(profile: &Profile, line: &[u8], form: Form) -> Vec<Vec<u8>> {
    match form {
        Form::Csv => {
            let delimiter = match profile.csv().delimiter() {
                Delimiter::Comma => b',',
                Delimiter::Semicolon => b';',
                Delimiter::Tab => b'\t',
                Delimiter::Pipe => b'|',
            };
            line.split(|byte| *byte == delimiter)
                .map(<[u8]>::to_vec)
                .collect()
        }
        Form::Ndjson => cells_of_json(profile, line),
    }
}

/// The cells of an NDJSON row, in the order of the columns.
pub(super) fn cells_of_json(profile: &Profile, line: &[u8]) -> Vec<Vec<u8>> {
    let row: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(line).unwrap_or_default();
    let cells = profile
        .columns()
        .iter()
        .map(|column| row.get(column.header()));
    cells
        .map(|cell| {
            cell.and_then(|cell| cell.as_str())
                .unwrap_or_default()
                .into()
        })
        .collect()
}

/// The fields that a column is made of.
pub(super) fn fields_of(profile: &Profile, column: usize) -> Vec<&'static str> {
    let column = profile.columns().get(column);
    let parts = column.into_iter().flat_map(|column| column.field_parts());
    parts.map(|part| part.field().name()).collect()
}

/// Whatever a flag says but a clear no, the row stays behind.
fn flags(bench: &Bench<'_>) -> Stage {
    const RAISED: [&str; 10] = [
        "true", "TRUE", "yes", "y", "1", "", " ", "maybe", "n/a", "0000",
    ];
    let mut cases = 0;
    let mut passed = Vec::new();
    for flag in bench.people.flags() {
        for (way, says) in Way::ALL
            .into_iter()
            .cycle()
            .zip(RAISED.into_iter().cycle())
            .take(20)
        {
            let mut crowd = bench.people.crowd(cases, 8);
            for person in crowd.iter_mut().skip(1) {
                person.blemish = Some((flag, Blemish::Says(says)));
            }
            cases += crowd.len() as u64 - 1;
            let seen = export(bench, way, Form::Ndjson, &crowd);
            if seen.released > 1 || seen.lines(Form::Ndjson).len() > 1 {
                passed.push(bench.people.name(flag));
            }
        }
    }
    passed.dedup();
    if cases == 0 {
        return Stage::inapplicable("flags");
    }
    let fault =
        (!passed.is_empty()).then(|| CounterExample::new("a row whose flag is raised", passed));
    Stage::new("flags", cases, fault)
}

/// A trial of the same profile with one thing changed.
pub(super) fn changed(
    trial: &Trial,
    change: impl FnOnce(&mut super::exporter::Setting),
) -> Option<Trial> {
    let mut setting = trial.setting.clone();
    change(&mut setting);
    Trial::new(setting)
}
