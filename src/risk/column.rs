//! The cells of one column, as numbers that are equal exactly if the cells are.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Cells as they come: a keyed digest of each, so that no value is held.
///
/// The key is drawn anew for every run. Two cells of a million that differ have the same digest once in
/// thirty million runs.
pub(super) struct Cells {
    key: RandomState,
    digests: Vec<u64>,
    missing: u64,
}

impl Cells {
    pub(super) fn new() -> Self {
        Self {
            key: RandomState::new(),
            digests: Vec::new(),
            missing: 0,
        }
    }

    /// Takes the next row's cell; what is empty, or nothing but white space, is missing.
    pub(super) fn push(&mut self, cell: Option<&str>) {
        let cell = cell.unwrap_or_default().trim();
        self.missing += u64::from(cell.is_empty());
        let digest = if cell.is_ascii() || is_nfc_quick(cell.chars()) == IsNormalized::Yes {
            self.key.hash_one(cell)
        } else {
            self.key.hash_one(cell.nfc().collect::<String>())
        };
        self.digests.push(digest);
    }

    /// Numbers the values in the order in which they first occur.
    pub(super) fn number(self) -> Column {
        let mut numbers: HashMap<Digest, u32, Plain> = HashMap::default();
        let mut values = Vec::with_capacity(self.digests.len());
        for digest in self.digests {
            let next = narrow(numbers.len());
            values.push(*numbers.entry(Digest(digest)).or_insert(next));
        }
        Column {
            values,
            distinct: narrow(numbers.len()),
            missing: self.missing,
        }
    }
}

/// A column whose cells are numbers below `distinct`.
pub(super) struct Column {
    pub(super) values: Vec<u32>,
    pub(super) distinct: u32,
    pub(super) missing: u64,
}

impl Column {
    /// The same column of these rows alone.
    pub(super) fn of_rows(&self, rows: &[u32]) -> Self {
        let value = |row: &u32| self.values.get(*row as usize).copied().unwrap_or_default();
        Self {
            values: rows.iter().map(value).collect(),
            distinct: self.distinct,
            missing: self.missing,
        }
    }
}

/// INVARIANT: no more rows are taken than a u32 can count.
pub(super) fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A digest is hashed as it is: it is keyed already.
#[derive(PartialEq, Eq)]
struct Digest(u64);

impl Hash for Digest {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0);
    }
}

#[derive(Default, Clone, Copy)]
struct Plain;

impl BuildHasher for Plain {
    type Hasher = AsItIs;

    fn build_hasher(&self) -> AsItIs {
        AsItIs(0)
    }
}

struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, digest: u64) {
        self.0 = digest;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
