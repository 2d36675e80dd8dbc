//! Non-interference: pairs of people who differ in what is hidden, and in nothing that is seen.

use super::exporter::{Exporter, FORMS, Seen, Trial, Way};
use super::people::{People, Person, Side};
use super::{Bench, Certificate, CounterExample, Difference, Progress, Stage, pool, shrink};
use crate::batch::Form;
use crate::field::Correlation;
use crate::sample::random::Random;

/// A batch of pairs.
#[derive(Clone)]
pub(super) struct Batch {
    pub(super) people: Vec<Person>,
    pub(super) way: Way,
    pub(super) form: Form,
    /// For each column whether its hidden half is drawn anew.
    pub(super) vary: Vec<bool>,
    pub(super) fault: Option<Fault>,
}

/// Why the batch is refused as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The first person comes again at the end.
    Repeated,
    /// The last line has a cell too many, or lacks its end.
    Broken,
}

/// How often each column was drawn anew, and how often it then was another.
pub(super) struct Counts(Vec<(u64, u64)>);

impl Counts {
    pub(super) fn new(people: &People) -> Self {
        Self(vec![(0, 0); people.columns.len()])
    }
}

pub(super) fn stage(
    bench: &Bench<'_>,
    watch: &mut dyn FnMut(Progress),
    certificate: &mut Certificate,
) {
    let (people, plan) = (bench.people, bench.plan);
    let mut counts = Counts::new(people);
    let (mut pairs, mut released) = (0, 0);
    let mut fault = None;
    for number in 0.. {
        if pairs >= plan.pairs || fault.is_some() {
            break;
        }
        let batch = draw(bench, number, pairs);
        let (left, right) = batch.write(people, &mut counts);
        let left = bench
            .exporter
            .export(bench.trial, batch.way, batch.form, &left);
        let right = bench
            .exporter
            .export(bench.trial, batch.way, batch.form, &right);
        pairs += batch.people.len() as u64;
        released += left.released;
        if difference(&left, &right, batch.form).is_some() {
            fault = Some(shrink::smallest(bench, batch));
        }
        watch(Progress {
            stage: "non-interference",
            done: pairs.min(plan.pairs),
            of: plan.pairs,
        });
    }
    let differences = counts.differences(people);
    if fault.is_none() {
        fault = weakness(&differences, pairs, released);
    }
    certificate.add(Stage::new("non-interference", pairs, fault));
    certificate.set_differences(differences, released);
}

/// The next batch: every way and form in turn, mostly large, now and then with a fault.
fn draw(bench: &Bench<'_>, number: u64, first: u64) -> Batch {
    let people = bench.people;
    let mut random = Random::of(bench.plan.seed ^ 0x7061_6972, number);
    let size = match number % 16 {
        5 => usize::try_from(1 + random.below(8)).unwrap_or(1),
        _ => pool::SIZE,
    };
    let mut crowd = people.crowd(first, size);
    people.blemish(&bench.trial.setting.profile, &mut crowd);
    let turn = usize::try_from(number % 4).unwrap_or(0);
    let way = Way::ALL.get(turn).copied().unwrap_or(Way::Csv);
    let form = FORMS.get(usize::from(number % 8 > 3)).copied();
    // in one batch of four the fields that tell one another, and no others
    let group = (number % 13 % 4 == 1)
        .then(|| Correlation::ALL.get(usize::try_from(random.below(6)).unwrap_or(0)))
        .flatten();
    let is_hidden = |at: &usize| !people.is_read(*at);
    let columns = || 0..people.columns.len();
    let mut vary: Vec<bool> = columns()
        .map(|at| is_hidden(&at) && (group.is_none() || people.group(at) == group.copied()))
        .collect();
    if !vary.contains(&true) {
        vary = columns().map(|at| is_hidden(&at)).collect();
    }
    Batch {
        people: crowd,
        way,
        form: form.unwrap_or(Form::Csv),
        vary,
        fault: match number % 24 {
            7 => Some(Fault::Repeated),
            // of typed records a broken line is the deserialiser's, before the library is asked
            8 | 9 | 16 | 17 => Some(Fault::Broken),
            _ => None,
        },
    }
}

impl Batch {
    /// The input with the left halves, and the same with the right ones where they vary.
    pub(super) fn write(&self, people: &People, counts: &mut Counts) -> (String, String) {
        let (mut left, mut right) = (String::new(), String::new());
        people.begin(self.way, &mut left);
        people.begin(self.way, &mut right);
        let (mut text, mut other) = (String::new(), String::new());
        let again = (self.fault == Some(Fault::Repeated)).then(|| self.people.first());
        for person in self.people.iter().chain(again.flatten()) {
            for (at, varies) in self.vary.iter().enumerate() {
                text.clear();
                if people.is_read(at) {
                    people.shown(at, person, &mut text);
                } else {
                    people.hidden(at, person, Side::Left, &mut text);
                }
                people.cell(self.way, at, &text, &mut left);
                if *varies {
                    redraw(people, at, person, &text, &mut other);
                    if let Some((drawn, differed)) = counts.0.get_mut(at) {
                        *drawn += 1;
                        *differed += u64::from(text != other);
                    }
                    people.cell(self.way, at, &other, &mut right);
                } else {
                    people.cell(self.way, at, &text, &mut right);
                }
            }
        }
        if self.fault == Some(Fault::Broken) {
            for text in [&mut left, &mut right] {
                text.truncate(text.trim_end_matches(['\n', '}']).len());
                text.push_str(if self.way == Way::Csv {
                    ",one too many\n"
                } else {
                    "\n"
                });
            }
        }
        (left, right)
    }
}

/// A hidden text of the right half; one that is the same by chance is drawn again.
fn redraw(people: &People, at: usize, person: &Person, text: &str, out: &mut String) {
    let mut person = *person;
    for turn in 1..8 {
        out.clear();
        people.hidden(at, &person, Side::Right, out);
        if out != text {
            break;
        }
        person.right = Random::of(person.right, turn).next() | 1;
    }
}

/// In what two runs can be told apart.
pub(super) fn difference(left: &Seen, right: &Seen, form: Form) -> Option<&'static str> {
    if left == right {
        return None;
    }
    if left.rows == right.rows {
        return Some("report or error");
    }
    let (mut left, mut right) = (left.lines(form), right.lines(form));
    if left.len() != right.len() {
        return Some("number of rows");
    }
    left.sort_unstable();
    right.sort_unstable();
    Some(if left == right {
        "order of rows"
    } else {
        "rows"
    })
}

/// In what one batch's two sides can be told apart.
pub(super) fn told_apart(
    exporter: &dyn Exporter,
    trial: &Trial,
    people: &People,
    batch: &Batch,
) -> Option<&'static str> {
    let (left, right) = batch.write(people, &mut Counts::new(people));
    let left = exporter.export(trial, batch.way, batch.form, &left);
    let right = exporter.export(trial, batch.way, batch.form, &right);
    difference(&left, &right, batch.form)
}

impl Counts {
    fn differences(&self, people: &People) -> Vec<Difference> {
        let columns = self.0.iter().enumerate();
        columns
            .filter(|(at, _)| !people.is_read(*at))
            .map(|(at, (drawn, differed))| Difference {
                field: people.name(at),
                drawn: *drawn,
                differed: *differed,
            })
            .collect()
    }
}

/// Pairs that hardly differ, or of which nothing is released, would show nothing.
fn weakness(differences: &[Difference], pairs: u64, released: u64) -> Option<CounterExample> {
    let tame: Vec<_> = differences
        .iter()
        .filter(|one| one.differed * 10 < one.drawn * 9 || one.drawn * 2 < pairs)
        .map(|one| one.field)
        .collect();
    if !tame.is_empty() {
        return Some(CounterExample::new("too few pairs that differ", tame));
    }
    (released * 2 < pairs).then(|| CounterExample::new("too few rows that are released", []))
}
