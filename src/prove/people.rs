//! The people of a trial: a half that a profile reads, and a hidden half that is drawn anew.

use std::collections::HashSet;

use super::exporter::Way;
use super::pool::{self, Shown};
use crate::canonical_json;
use crate::field::{Correlation, Field, Flag, Readable};
use crate::minimise::Minimiser;
use crate::profile::{Profile, Rule, WhenMissing};
use crate::sample::random::{Random, number_of};
use crate::sample::{self, Column as Filled};

/// A column that no catalogue and no map knows.
const UNLISTED: &str = "Canteen account";

/// Everybody who can take part, with every column that an export of HR could have.
pub(super) struct People {
    pub(super) seed: u64,
    pub(super) columns: Vec<Column>,
    /// What may be seen of somebody who is released; no two alike in what must not repeat.
    pub(super) pool: Vec<Shown>,
}

/// One column of the input.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) field: Option<Field>,
    /// What a sample puts there.
    pub(super) filled: Option<Filled>,
    pub(super) is_read: bool,
    pub(super) is_flag: bool,
    /// Nothing of it is shown: it leaves as tokens alone.
    pub(super) is_token: bool,
    pub(super) salt: u64,
}

/// One person, and the two hidden halves between which nobody may tell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person {
    /// What is shown, by its position in the pool.
    pub(super) shown: usize,
    /// Whose tokens: nobody else has this number.
    pub(super) number: u64,
    pub(super) left: u64,
    pub(super) right: u64,
    /// Something else than usual in a column that is read.
    pub(super) blemish: Option<(usize, Blemish)>,
}

impl Person {
    /// Whether the row is released, if the pool's are.
    pub(super) fn is_released(&self) -> bool {
        matches!(self.blemish, None | Some((_, Blemish::Padded)))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blemish {
    Blank,
    Unusable,
    Padded,
    /// A flag that says this.
    Says(&'static str),
}

/// Which of a person's two hidden halves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

impl People {
    /// Nobody can be made up if the pool stays empty.
    pub(super) fn new(minimiser: &Minimiser, seed: u64) -> Self {
        let mut filled: Vec<Filled> = sample::columns().collect();
        let fields = Field::ALL.iter().copied().map(Some).chain([None]);
        let columns = fields.map(|field| {
            let readable = field.and_then(Field::readable);
            let name = field.map_or(UNLISTED, Field::name);
            let sampled = filled.iter().position(|column| Some(column.field) == field);
            Column {
                name,
                field,
                filled: sampled.map(|at| filled.swap_remove(at)),
                is_read: readable.is_some_and(|field| minimiser.reads().contains(&field)),
                is_flag: readable.is_some_and(is_flag),
                is_token: field.is_some_and(|field| is_token(minimiser.profile(), field)),
                salt: number_of(name),
            }
        });
        let mut people = Self {
            seed,
            columns: columns.collect(),
            pool: Vec::new(),
        };
        people.pool = pool::fill(&people, minimiser);
        people
    }

    /// The person with this number. The two hidden halves are never the same.
    pub(super) fn person(&self, number: u64) -> Person {
        let left = Random::of(self.seed, number).next() & !1;
        let size = u64::try_from(self.pool.len()).unwrap_or(1);
        Person {
            shown: usize::try_from(number.checked_rem(size).unwrap_or(0)).unwrap_or(0),
            number,
            left,
            right: Random::of(left, number).next() | 1,
            blemish: None,
        }
    }

    /// So many people in a row, the first with this number; no more than no two of whom are alike.
    pub(super) fn crowd(&self, first: u64, size: usize) -> Vec<Person> {
        let size = u64::try_from(size.min(self.pool.len())).unwrap_or(0);
        (first..first + size)
            .map(|number| self.person(number))
            .collect()
    }

    /// Appends the text of a column that is read.
    pub(super) fn shown(&self, at: usize, person: &Person, out: &mut String) {
        let start = out.len();
        match self.columns.get(at) {
            Some(Column {
                is_token: true,
                filled: Some(filled),
                ..
            }) => filled.of(self.seed, person.number, out),
            _ => {
                let cells = self.pool.get(person.shown);
                out.push_str(
                    cells
                        .and_then(|cells| cells.get(at))
                        .map_or("", String::as_str),
                );
            }
        }
        let Some((blemished, blemish)) = person.blemish else {
            return;
        };
        if blemished == at {
            match blemish {
                Blemish::Blank => out.truncate(start),
                Blemish::Unusable => {
                    out.truncate(start);
                    out.push_str("\u{202e}x");
                }
                Blemish::Padded => {
                    out.insert(start, ' ');
                    out.push_str("  ");
                }
                Blemish::Says(text) => {
                    out.truncate(start);
                    out.push_str(text);
                }
            }
        }
    }

    /// Appends a hidden text: mostly what the field looks like, sometimes what could do harm.
    ///
    /// How many lines it has is the same for both halves: a broken input's line number tells it.
    pub(super) fn hidden(&self, at: usize, person: &Person, side: Side, out: &mut String) {
        let Some(column) = self.columns.get(at) else {
            return;
        };
        let half = match side {
            Side::Left => person.left,
            Side::Right => person.right,
        };
        let mut random = Random::of(column.salt, half);
        if column.is_flag {
            out.push_str(if half & 1 == 0 { "true" } else { "false" });
            return;
        }
        if Random::of(column.salt, person.number).below(16) == 0 {
            out.push_str("=1+1 \"quoted\", line\r\nbreak;\ttab | é 名 ");
            out.push_str(&random.next().to_string());
            return;
        }
        match (random.below(12), &column.filled) {
            (0, _) => {}
            (1, _) => {
                let length = usize::try_from(random.below(100)).unwrap_or(0);
                out.extend(std::iter::repeat_n('m', length));
            }
            (2, _) => {
                // what is shown of the person, where it must not matter
                let read = self
                    .columns
                    .iter()
                    .enumerate()
                    .filter(|(_, column)| column.is_read);
                read.take(3).for_each(|(at, _)| self.shown(at, person, out));
                out.push_str(&half.to_string());
            }
            (_, Some(filled)) => filled.of(half, half >> 32, out),
            (_, None) => {
                out.push_str("hidden ");
                out.push_str(&random.next().to_string());
            }
        }
    }

    /// The header line, where the way has one.
    pub(super) fn begin(&self, way: Way, out: &mut String) {
        if way == Way::Csv {
            for (at, column) in self.columns.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                out.push_str(column.name);
            }
            out.push('\n');
        }
    }

    /// Appends one cell; the cell at 0 begins a row, and the last one ends it.
    pub(super) fn cell(&self, way: Way, at: usize, text: &str, out: &mut String) {
        let Some(column) = self.columns.get(at) else {
            return;
        };
        let is_last = at + 1 == self.columns.len();
        if way == Way::Csv {
            out.push_str(if at == 0 { "" } else { "," });
            if is_special(text) {
                out.push('"');
                out.push_str(&text.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(text);
            }
            out.push_str(if is_last { "\n" } else { "" });
        } else {
            out.push_str(if at == 0 { "{\"" } else { ",\"" });
            out.push_str(column.name);
            out.push_str("\":");
            // what is never read may be of any shape
            let is_nested = !column.is_read && text.len() % 7 == 3;
            out.push_str(if is_nested { "{\"of\":[" } else { "" });
            canonical_json::string(text, out);
            out.push_str(if is_nested { ",1]}" } else { "" });
            out.push_str(if is_last { "}\n" } else { "" });
        }
    }

    /// The whole input, with the hidden halves of this side.
    pub(super) fn write(&self, way: Way, people: &[Person], side: Side) -> String {
        self.write_with(way, people, |at, person, out| {
            if self.is_read(at) {
                self.shown(at, person, out);
            } else {
                self.hidden(at, person, side, out);
            }
        })
    }

    /// The whole input, of the cells that `cell` appends.
    pub(super) fn write_with(
        &self,
        way: Way,
        people: &[Person],
        mut cell: impl FnMut(usize, &Person, &mut String),
    ) -> String {
        let mut out = String::new();
        let mut text = String::new();
        self.begin(way, &mut out);
        for person in people {
            for at in 0..self.columns.len() {
                text.clear();
                cell(at, person, &mut text);
                self.cell(way, at, &text, &mut out);
            }
        }
        out
    }

    /// Gives one person in ten something that keeps the row back, or white space that does not.
    pub(super) fn blemish(&self, profile: &Profile, people: &mut [Person]) {
        let columns = self.blemishable(profile);
        let flags: Vec<usize> = self.flags().collect();
        for person in people {
            let mut random = Random::of(person.left, 0x626c_656d);
            let says: &[&Blemish] = match random.below(10) {
                0 => &[&Blemish::Blank, &Blemish::Unusable, &Blemish::Padded],
                1 if random.below(3) == 0 && !flags.is_empty() => &[
                    &Blemish::Says("true"),
                    &Blemish::Says(""),
                    &Blemish::Says("maybe"),
                ],
                _ => continue,
            };
            let is_flag = matches!(says.first(), Some(Blemish::Says(_)));
            let of = if is_flag { &flags } else { &columns };
            let at = random.below(u64::try_from(of.len()).unwrap_or(0));
            let at = usize::try_from(at).ok().and_then(|at| of.get(at));
            person.blemish = at.copied().zip(random.pick(says).copied());
        }
    }

    /// The columns whose faults keep one row back, and not the batch.
    pub(super) fn blemishable(&self, profile: &Profile) -> Vec<usize> {
        let refusing: HashSet<Field> = profile
            .field_parts()
            .filter(|(column, _)| column.when_missing() == WhenMissing::Refuse)
            .map(|(_, part)| part.field())
            .collect();
        let columns = self.columns.iter().enumerate();
        columns
            .filter(|(_, column)| column.is_read && !column.is_flag)
            .filter(|(_, column)| column.field.is_some_and(|field| !refusing.contains(&field)))
            .map(|(at, _)| at)
            .collect()
    }

    /// The columns of deciding flags that are read.
    pub(super) fn flags(&self) -> impl Iterator<Item = usize> {
        let columns = self.columns.iter().enumerate();
        columns
            .filter(|(_, column)| column.is_read && column.is_flag)
            .map(|(at, _)| at)
    }

    pub(super) fn group(&self, at: usize) -> Option<Correlation> {
        self.columns.get(at)?.field?.correlation()
    }

    /// What a counter-example calls the column: only the catalogue's names are said.
    pub(super) fn name(&self, at: usize) -> &'static str {
        let field = self.columns.get(at).and_then(|column| column.field);
        field.map_or("a column without a field", Field::name)
    }

    pub(super) fn is_read(&self, at: usize) -> bool {
        self.columns.get(at).is_some_and(|column| column.is_read)
    }
}

/// Whether a CSV has the cell in quotes.
fn is_special(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n'))
}

fn is_flag(field: Readable) -> bool {
    Flag::ALL.iter().any(|flag| flag.readable() == field)
}

/// Whether the profile releases the field, and as tokens alone.
fn is_token(profile: &Profile, field: Field) -> bool {
    let mut parts = profile
        .field_parts()
        .filter(|(_, part)| part.field() == field)
        .peekable();
    parts.peek().is_some()
        && parts.all(|(_, part)| matches!(part.rule(), Rule::Pseudonymise { .. }))
}
