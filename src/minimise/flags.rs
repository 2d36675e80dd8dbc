//! Where the deciding flags come from, and what they decide.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::withheld::SetupError;
use crate::code::Code;
use crate::field::{Flag, Readable, ValueType};
use crate::record::{Reading, Record};
use crate::value::flag::is_clear;
use crate::value::text::is_plain;
use crate::value::{canonical, normalise};

/// Says for each deciding flag where its value comes from.
#[derive(Debug, Clone, Default)]
pub struct FlagSources {
    sources: [Source; Flag::ALL.len()],
    list: Option<Arc<WithholdList>>,
}

/// One flag's source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Source {
    /// Every record says; one that does not counts as raised.
    #[default]
    Records,
    /// Nothing says, for this reason.
    Absent(String),
    /// The withhold list says.
    List,
}

impl FlagSources {
    /// Every record carries every flag; one that leaves a flag unset counts as raised.
    pub fn from_records() -> Self {
        Self::default()
    }

    /// Declares that the employer holds no such flag, and why.
    ///
    /// A record that carries the flag all the same refuses the batch.
    #[must_use]
    pub fn absent(mut self, flag: Flag, reason: &str) -> Self {
        self.set(flag, Source::Absent(reason.to_owned()));
        self
    }

    /// Lets a list of record ids stand for `flags`.
    ///
    /// A record that carries one of them all the same is judged by both.
    #[must_use]
    pub fn listed(mut self, flags: &[Flag], list: WithholdList) -> Self {
        for flag in flags {
            self.set(*flag, Source::List);
        }
        self.list = Some(Arc::new(list));
        self
    }

    /// The flags declared absent.
    pub fn declared_absent(&self) -> impl Iterator<Item = Flag> {
        Flag::ALL
            .iter()
            .copied()
            .zip(&self.sources)
            .filter(|(_, source)| matches!(source, Source::Absent(_)))
            .map(|(flag, _)| flag)
    }

    fn set(&mut self, flag: Flag, source: Source) {
        if let Some(slot) = self.sources.get_mut(flag as usize) {
            *slot = source;
        }
    }

    pub(super) fn check(&self) -> Result<(), SetupError> {
        for (flag, source) in Flag::ALL.iter().zip(&self.sources) {
            if let Source::Absent(reason) = source
                && (reason.trim().is_empty() || reason.chars().count() > 200 || !is_plain(reason))
            {
                return Err(SetupError { flag: *flag });
            }
        }
        Ok(())
    }

    pub(super) const fn has_list(&self) -> bool {
        self.list.is_some()
    }

    /// Whether the record must stay behind, or refuses the batch; every source is asked.
    pub(super) fn judge<R: Record + ?Sized>(&self, record: &R) -> Option<Code> {
        let mut verdict = None;
        for (flag, source) in Flag::ALL.iter().zip(&self.sources) {
            let reading = record.read(flag.readable());
            let raised = match (source, reading) {
                (Source::Absent(_), Reading::Missing) => false,
                (Source::Absent(_), _) => return Some(Code::FlagWithoutSource),
                (Source::List, Reading::Missing) => false,
                (_, Reading::Text(text)) => !is_clear(text),
                (_, Reading::Missing | Reading::Unusable) => true,
            };
            if raised {
                verdict = Some(Code::ContextFlag);
            }
        }
        if let Some(list) = &self.list
            && list.names(record)
        {
            verdict = Some(Code::ContextFlag);
        }
        verdict
    }

    pub(super) fn ids_not_found(&self) -> usize {
        self.list.as_ref().map_or(0, |list| {
            list.ids
                .values()
                .filter(|found| !found.load(Ordering::Relaxed))
                .count()
        })
    }
}

/// Record ids of people who are withheld, one a line in a file.
///
/// `Debug` is a constant; ids are never shown.
pub struct WithholdList {
    ids: HashMap<String, AtomicBool>,
    /// The first words of ids with white space: what follows could be somebody's remark.
    first_words: HashSet<String>,
}

impl fmt::Debug for WithholdList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WithholdList { .. }")
    }
}

impl WithholdList {
    /// Whether the record is one of the list's; one whose id cannot be read is taken for one.
    fn names<R: Record + ?Sized>(&self, record: &R) -> bool {
        let Reading::Text(text) = record.read(Readable::RecordId) else {
            return true;
        };
        let text = normalise(text);
        match canonical(ValueType::RecordId, &text) {
            Ok(id) => match self.ids.get(id) {
                Some(found) => {
                    found.store(true, Ordering::Relaxed);
                    true
                }
                None => self.first_words.contains(id),
            },
            Err(_) => true,
        }
    }
}

impl FromStr for WithholdList {
    type Err = WithholdListErrors;

    /// Reads record ids, one a line; blank lines do not count.
    ///
    /// # Errors
    /// Every line that is no record id, by its number; of a table the first line alone, since the
    /// others could tell who has a value in it. Or that there is no id at all.
    fn from_str(text: &str) -> Result<Self, WithholdListErrors> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (mut ids, mut first_words) = (HashMap::new(), HashSet::new());
        let (mut lines, mut quoted) = (Vec::new(), Vec::new());
        let mut parted = None;
        for (number, line) in (1..).zip(text.lines()) {
            let id = normalise(line);
            if id.is_empty() {
                continue;
            }
            let inside = id.trim_end_matches([',', ';']);
            if parted.is_none() && inside.contains([',', ';', '|', '\t']) {
                parted = Some(number);
            }
            // what another program quoted or parted would match nobody
            let is_bare = !id.contains(['"', ',', ';', '|']) && !id.starts_with('\'');
            let is_bare = is_bare && !id.ends_with('\'');
            match canonical(ValueType::RecordId, &id) {
                Ok(id) if is_bare => {
                    let parts = id.split_once(char::is_whitespace);
                    first_words.extend(parts.map(|(first, _)| first.to_owned()));
                    ids.insert(id.to_owned(), AtomicBool::new(false));
                }
                Ok(_) => {
                    lines.push(number);
                    quoted.push(number);
                }
                Err(_) => lines.push(number),
            }
        }
        // a table, given by mistake
        if let Some(first) = parted {
            lines = vec![first];
            quoted = vec![first];
        }
        if lines.is_empty() && !ids.is_empty() {
            Ok(Self { ids, first_words })
        } else {
            Err(WithholdListErrors { lines, quoted })
        }
    }
}

/// A withhold list is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithholdListErrors {
    lines: Vec<u64>,
    /// Those of them that would be ids without a quote, comma, semicolon or bar.
    quoted: Vec<u64>,
}

impl WithholdListErrors {
    /// What is wrong.
    pub const fn code(&self) -> Code {
        if self.lines.is_empty() {
            Code::EmptyList
        } else {
            Code::BadListId
        }
    }

    /// The lines that hold no record id, counted from 1; none if the list is empty.
    pub fn lines(&self) -> &[u64] {
        &self.lines
    }
}

impl fmt::Display for WithholdListErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lines.is_empty() {
            return f.write_str("the withhold list holds no record id");
        }
        let (quoted, other): (Vec<u64>, Vec<u64>) = self
            .lines
            .iter()
            .partition(|line| self.quoted.contains(line));
        f.write_str("the withhold list holds no record id ")?;
        let mut joint = "";
        for (lines, rule) in [
            (
                quoted,
                "a quote, comma, semicolon or bar is there: a list has one id a line, and nothing else",
            ),
            (other, ValueType::RecordId.accepts()),
        ] {
            if !lines.is_empty() {
                write!(f, "{joint}in {}: {rule}", listed(&lines))?;
                joint = "; ";
            }
        }
        Ok(())
    }
}

/// Lines by number; of many the first ones.
fn listed(lines: &[u64]) -> String {
    const SHOWN: usize = 20;
    let noun = if lines.len() == 1 { "line" } else { "lines" };
    let shown: Vec<String> = lines.iter().take(SHOWN).map(u64::to_string).collect();
    let more = match lines.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{noun} {}{more}", shown.join(", "))
}

impl std::error::Error for WithholdListErrors {}
