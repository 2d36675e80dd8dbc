//! How many people and records, in all, by kind of data, and by column; each with how it is known.

use std::collections::{BTreeMap, BTreeSet};

use super::{BreachedBatch, Category, Datum, weakest};
use crate::batch::ManifestColumn;
use crate::ledger::Disclosure;
use crate::ledger::crowd::{Crowd, bounds};
use crate::ledger::error::LedgerError;
use crate::ledger::kept::{Mark, People};
use crate::ledger::page::Words;
use crate::pseudonym::BatchId;

/// A figure, and how it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub(super) mark: Mark,
    pub(super) people: People,
    pub(super) records: u64,
    pub(super) photos: u64,
    pub(super) batches: u64,
    /// Which batches it is of, how many people those have in each year, and in those recorded afterwards.
    pub(super) of: BTreeSet<BatchId>,
    pub(super) years: BTreeMap<u16, u64>,
    pub(super) past: People,
}

impl Figure {
    /// How it is known: by the weakest of what it rests on.
    pub const fn mark(&self) -> Mark {
        self.mark
    }

    /// How many people; each once, as far as years can be joined.
    pub const fn people(&self) -> People {
        self.people
    }

    /// How many rows.
    pub const fn records(&self) -> u64 {
        self.records
    }

    /// How many photos.
    pub const fn photos(&self) -> u64 {
        self.photos
    }

    /// How many batches.
    pub const fn batches(&self) -> u64 {
        self.batches
    }
}

/// How much of one kind of data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryFigure {
    pub(super) category: Category,
    pub(super) words: Words,
    pub(super) figure: Figure,
}

impl CategoryFigure {
    /// The kind.
    pub const fn category(&self) -> Category {
        self.category
    }

    /// What to say of it, by what was held of it.
    pub const fn words(&self) -> &Words {
        &self.words
    }

    /// How much.
    pub const fn figure(&self) -> &Figure {
        &self.figure
    }
}

/// How much of one column, in one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnFigure {
    pub(super) column: ManifestColumn,
    pub(super) categories: Vec<Category>,
    pub(super) figure: Figure,
}

impl ColumnFigure {
    /// The column, with place and treatment.
    pub const fn column(&self) -> &ManifestColumn {
        &self.column
    }

    /// Its kinds of data.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// How much.
    pub const fn figure(&self) -> &Figure {
        &self.figure
    }
}

/// The kinds of data in a column; none in a fixed text.
pub(super) fn kinds(column: &ManifestColumn) -> Vec<Category> {
    kinds_of(&Datum::all_of(column).into_iter().collect())
        .into_iter()
        .collect()
}

/// The kinds of what is held.
pub(super) fn kinds_of(data: &BTreeSet<Datum>) -> BTreeSet<Category> {
    data.iter().map(|one| one.category()).collect()
}

/// What a batch holds of a person. A column of photos without any is none.
pub(super) fn data_of(one: &BreachedBatch) -> BTreeSet<Datum> {
    let about = &one.held.disclosure;
    let mut data: BTreeSet<Datum> = about.columns().iter().flat_map(Datum::all_of).collect();
    match about.photos() {
        0 => data.remove(&Datum::PHOTO),
        _ => data.insert(Datum::PHOTO),
    };
    data
}

/// How many people of a batch have a photo there: one each. Where none went, who had which column is all there is.
fn with_photos(about: &Disclosure) -> u64 {
    match about.photos() {
        0 => about.rows(),
        photos => photos,
    }
}

fn figure(crowd: &Crowd, of: &[&BreachedBatch]) -> Result<Figure, LedgerError> {
    figure_by(crowd, of, Disclosure::rows)
}

/// A figure, where so many people of a batch have what it is about.
fn figure_by(
    crowd: &Crowd,
    of: &[&BreachedBatch],
    counting: fn(&Disclosure) -> u64,
) -> Result<Figure, LedgerError> {
    let about = || of.iter().map(|one| &one.held.disclosure);
    let (years, past) = crowd.apart_by(of.iter().map(|one| &one.held), counting)?;
    Ok(Figure {
        of: of.iter().map(|one| one.held.batch()).collect(),
        people: bounds(&years, past),
        years,
        past,
        mark: weakest(of.iter().copied()),
        records: about().map(counting).sum(),
        photos: about().map(Disclosure::photos).sum(),
        batches: of.len() as u64,
    })
}

pub(super) fn total(crowd: &Crowd, held: &[BreachedBatch]) -> Result<Figure, LedgerError> {
    figure(crowd, &held.iter().collect::<Vec<_>>())
}

pub(super) fn by_mark(crowd: &Crowd, held: &[BreachedBatch]) -> Result<Vec<Figure>, LedgerError> {
    let mut all = Vec::new();
    for mark in [Mark::Recorded, Mark::Attested, Mark::Unknown] {
        let of: Vec<_> = held.iter().filter(|one| one.held.mark == mark).collect();
        all.push(Figure {
            mark,
            ..figure(crowd, &of)?
        });
    }
    Ok(all)
}

pub(super) fn categories(
    crowd: &Crowd,
    held: &[BreachedBatch],
) -> Result<Vec<CategoryFigure>, LedgerError> {
    let mut all = Vec::new();
    let data = held.iter().flat_map(data_of).collect();
    for category in Category::ALL {
        let of = held
            .iter()
            .filter(|one| kinds_of(&data_of(one)).contains(category));
        let of: Vec<_> = of.collect();
        if !of.is_empty() {
            all.push(CategoryFigure {
                category: *category,
                words: category.words(&data),
                figure: match category {
                    Category::Photo => figure_by(crowd, &of, with_photos)?,
                    _ => figure(crowd, &of)?,
                },
            });
        }
    }
    Ok(all)
}

pub(super) fn columns(
    crowd: &Crowd,
    held: &[BreachedBatch],
) -> Result<Vec<ColumnFigure>, LedgerError> {
    let mut all: Vec<ColumnFigure> = Vec::new();
    for column in held.iter().flat_map(|one| one.held.disclosure.columns()) {
        if all.iter().any(|known| known.column == *column) {
            continue;
        }
        let has = |one: &&BreachedBatch| one.held.disclosure.columns().contains(column);
        let of: Vec<_> = held.iter().filter(has).collect();
        all.push(ColumnFigure {
            column: column.clone(),
            categories: kinds(column),
            figure: match kinds(column).as_slice() {
                [Category::Photo] => figure_by(crowd, &of, with_photos)?,
                _ => figure(crowd, &of)?,
            },
        });
    }
    Ok(all)
}
