//! Floors: the profile's own text, with every part of it lowered in every way.

use super::exporter::Exporter;
use super::{CounterExample, Progress, Stage};
use crate::code::Code;
use crate::field::{Field, Linkability, Place, Shown, Treatment, ValueType, golden};
use crate::profile::Profile;

/// The three stages that look at the profile alone.
pub(super) fn stages(
    exporter: &dyn Exporter,
    profile: &Profile,
    watch: &mut dyn FnMut(Progress),
) -> Vec<Stage> {
    let source = Source::of(profile);
    vec![
        as_it_is(exporter, profile),
        lowered(exporter, &source, watch),
        never(exporter, &source, watch),
    ]
}

/// Every part against the floor at its place, by the second table.
fn as_it_is(exporter: &dyn Exporter, profile: &Profile) -> Stage {
    let mut cases = 0;
    let mut below = Vec::new();
    for (column, part) in profile.field_parts() {
        cases += 1;
        let floor = golden::floor(part.field().name(), column.place().name());
        if !part.rule().treatment().covers(floor) {
            below.push(part.field().name());
        }
    }
    let fault = if exporter.judge(&profile.to_toml()).is_err() {
        Some(CounterExample::new(
            "the profile's own text, which does not load",
            [],
        ))
    } else if below.is_empty() {
        None
    } else {
        Some(CounterExample::new("a part below its floor", below))
    };
    Stage::new("floors", cases, fault)
}

/// Every field of the profile, under every treatment, at every place: below its floor it is refused.
fn lowered(exporter: &dyn Exporter, source: &Source, watch: &mut dyn FnMut(Progress)) -> Stage {
    let mut cases = 0;
    let mut passed = Vec::new();
    let of = source.parts.len() as u64;
    for (part, done) in source.parts.iter().zip(1..) {
        for place in Place::ALL {
            let floor = golden::floor(part.field.name(), place.name());
            for (treatment, words) in treatments(part.field) {
                if treatment.covers(floor) {
                    continue;
                }
                cases += 1;
                let field = part.field.name();
                let text = source.with(part, field, &words, Some(place.name()));
                let is_refused = exporter.judge(&text).is_err_and(|codes| {
                    // what cannot apply to the field at all is not compared with a floor
                    codes.contains(&Code::BelowFloor) || codes.contains(&Code::CannotApply)
                });
                if !is_refused {
                    passed.push(field);
                }
            }
        }
        watch(Progress {
            stage: "lowering",
            done,
            of,
        });
    }
    passed.dedup();
    let fault = (!passed.is_empty())
        .then(|| CounterExample::new("a profile below the floor, which loads", passed));
    Stage::new("lowering", cases, fault)
}

/// Every field that may never leave, in the place of every part: the profile does not load.
fn never(exporter: &dyn Exporter, source: &Source, watch: &mut dyn FnMut(Progress)) -> Stage {
    let is_never = |field: &&Field| {
        let floors = Place::ALL
            .iter()
            .map(|place| golden::floor(field.name(), place.name()));
        floors.into_iter().all(Treatment::is_drop)
    };
    let fields: Vec<&Field> = Field::ALL.iter().filter(is_never).collect();
    let mut cases = 0;
    let mut passed = Vec::new();
    for (field, done) in fields.iter().zip(1..) {
        let words = treatments(**field);
        for (at, part) in source.parts.iter().enumerate() {
            cases += 1;
            // over the parts and fields every treatment has its turn
            let turn = (at + cases) % words.len();
            let words = words.get(turn).map_or("", |(_, words)| words.as_str());
            let text = source.with(part, field.name(), words, None);
            let codes = exporter.judge(&text);
            if !codes.is_err_and(|codes| codes.contains(&Code::NeverReleased)) {
                passed.push(field.name());
            }
        }
        watch(Progress {
            stage: "never-fields",
            done,
            of: fields.len() as u64,
        });
    }
    passed.dedup();
    let fault = (!passed.is_empty()).then(|| {
        CounterExample::new(
            "a profile that names a field that may never leave, and loads",
            passed,
        )
    });
    Stage::new("never-fields", cases as u64, fault)
}

/// Every treatment as a profile writes it for the field, with what it shows and links.
///
/// Written down here once more, so that a slip in the library's own list does not judge itself.
fn treatments(field: Field) -> Vec<(Treatment, String)> {
    let not_payroll = match field {
        Field::StaffNumber => ", not_payroll = true",
        _ => "",
    };
    let (one, other) = match field.value_type() {
        ValueType::Rank => ("Constable", "Sergeant"),
        ValueType::Organisation => ("Kent Police", "Cumbria Constabulary"),
        ValueType::Category => ("Officer", "Staff"),
        _ => ("Porter", "Cleaner"),
    };
    let words = |rule: &str, more: &str| format!("treatment = \"{rule}\"{more}");
    let pair = Treatment::new;
    vec![
        (
            pair(Shown::Full, Linkability::Global),
            words("keep", not_payroll),
        ),
        (
            pair(Shown::Partial, Linkability::None),
            words("initials", ""),
        ),
        (
            pair(Shown::Partial, Linkability::Global),
            words("first-word", ""),
        ),
        (
            pair(Shown::Partial, Linkability::Global),
            words("digits", ""),
        ),
        (
            pair(Shown::Partial, Linkability::None),
            words("month-end", ""),
        ),
        (
            pair(Shown::Partial, Linkability::None),
            words(
                "category",
                &format!(", table = {{ \"{one}\" = \"General\", \"{other}\" = \"General\" }}"),
            ),
        ),
        (
            pair(Shown::None, Linkability::Batch),
            words("pseudonymise", ", scope = \"batch\""),
        ),
        (
            pair(Shown::None, Linkability::Recipient),
            words("pseudonymise", ", scope = \"recipient\""),
        ),
    ]
}

/// A profile's text, line by line, with what can be changed in it.
struct Source {
    lines: Vec<String>,
    parts: Vec<PartLine>,
}

struct PartLine {
    field: Field,
    line: usize,
    /// The line with its column's place.
    place: usize,
}

impl Source {
    fn of(profile: &Profile) -> Self {
        let lines: Vec<String> = profile.to_toml().lines().map(str::to_owned).collect();
        // every part stands in a line of its own, and so does every column's place
        let mut fields = profile.field_parts();
        let mut parts = Vec::new();
        let mut place = 0;
        for (at, line) in lines.iter().enumerate() {
            if line.starts_with("place = ") {
                place = at;
            } else if line.starts_with("    { field = ")
                && let Some((_, part)) = fields.next()
            {
                let field = part.field();
                parts.push(PartLine {
                    field,
                    line: at,
                    place,
                });
            }
        }
        Self { lines, parts }
    }

    /// The text with another field, treatment or place in one part.
    fn with(&self, part: &PartLine, field: &str, treatment: &str, place: Option<&str>) -> String {
        let mut text = String::new();
        for (at, line) in self.lines.iter().enumerate() {
            match place {
                _ if at == part.line => {
                    text += &format!("    {{ field = \"{field}\", {treatment} }},");
                }
                Some(place) if at == part.place => text += &format!("place = \"{place}\""),
                _ => text += line,
            }
            text.push('\n');
        }
        text
    }
}
