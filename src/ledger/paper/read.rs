//! The members of a paper: each present, and with a value that can be, or a problem.
//!
//! What stands there besides, or twice, is not looked for here: a paper that is written anew without it
//! is not the same bytes.

use std::ops::RangeInclusive;

use data_encoding::HEXLOWER;
use serde_json::Value;
use unicode_normalization::is_nfc;

use super::problem::PaperProblem;
use crate::batch::Day;
use crate::code::Code;
use crate::profile::{UNNAMED, is_plain_text};
use crate::pseudonym::BatchId;

/// More than any batch has.
pub(super) const MOST_ROWS: u64 = 0xFFFF_FFFF;
/// As many as a batch can have.
pub(super) const MOST_PHOTOS: u64 = 65_533;
/// The largest whole number that all readers of JSON agree on.
pub(super) const MOST_BYTES: u64 = (1 << 53) - 1;

/// The paper, and what was wrong with it so far.
pub(super) struct Object<'v> {
    value: &'v Value,
    problems: Vec<PaperProblem>,
}

impl<'v> Object<'v> {
    pub(super) const fn top(value: &'v Value) -> Self {
        Self {
            value,
            problems: Vec::new(),
        }
    }

    pub(super) fn into_problems(self) -> Vec<PaperProblem> {
        self.problems
    }

    /// Notes that what stands under this key cannot be.
    pub(super) fn refuse(&mut self, path: &'static str) {
        let problem = PaperProblem::new(Code::PaperMalformed, Some(path));
        self.problems.push(problem);
    }

    /// What stands under keys parted by dots, if `read` accepts it.
    pub(super) fn get<T>(
        &mut self,
        path: &'static str,
        read: impl FnOnce(&'v Value) -> Option<T>,
    ) -> Option<T> {
        let mut value = Some(self.value);
        for key in path.split('.') {
            value = value.and_then(|value| value.get(key));
        }
        let found = value.and_then(read);
        if found.is_none() {
            self.refuse(path);
        }
        found
    }

    pub(super) fn number(&mut self, path: &'static str, range: RangeInclusive<u64>) -> Option<u64> {
        let number = |value: &Value| value.as_u64().filter(|number| range.contains(number));
        self.get(path, number)
    }

    pub(super) fn is(&mut self, path: &'static str) -> Option<bool> {
        self.get(path, Value::as_bool)
    }

    pub(super) fn day(&mut self, path: &'static str) -> Option<Day> {
        self.get(path, |value| value.as_str()?.parse().ok())
    }

    pub(super) fn batch(&mut self, path: &'static str) -> Option<BatchId> {
        self.get(path, batch)
    }

    pub(super) fn digest(&mut self, path: &'static str) -> Option<[u8; 32]> {
        let digest = |value: &Value| {
            let bytes = HEXLOWER.decode(value.as_str()?.as_bytes()).ok()?;
            bytes.try_into().ok()
        };
        self.get(path, digest)
    }

    /// A controller's or recipient's name, and no placeholder.
    pub(super) fn party(&mut self, path: &'static str) -> Option<String> {
        self.get(path, |value| {
            let name = value.as_str()?;
            is_party(name).then(|| name.to_owned())
        })
    }
}

pub(super) fn batch(value: &Value) -> Option<BatchId> {
    value.as_str()?.parse().ok()
}

pub(super) fn is_party(name: &str) -> bool {
    is_plain_text(name, 80) && is_nfc(name) && name != UNNAMED
}
