//! What a ledger is told of the people of one batch: commitments, in an order of their own.

use std::collections::HashSet;

use super::finished::Finished;
use super::manifest::Manifest;
use super::token::Token;

/// One released row, until the photos are known.
pub(crate) struct Committed {
    token: Option<Token>,
    pub(super) subject: [u8; 32],
    row: [u8; 32],
}

/// One released row: the person, the row and the photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Commitment {
    pub(crate) subject: [u8; 32],
    pub(crate) row: [u8; 32],
    pub(crate) photo: Option<[u8; 32]>,
}

/// All of one batch, under the key of this year, sorted: their order is not that of the rows.
pub(crate) struct Commitments {
    pub(crate) year: u16,
    /// By which the key is known again.
    pub(crate) key: [u8; 8],
    pub(crate) people: Vec<Commitment>,
}

impl Committed {
    pub(super) fn new(token: &str, subject: [u8; 32], row: [u8; 32]) -> Self {
        Self {
            token: Token::parse(token.as_bytes()),
            subject,
            row,
        }
    }
}

/// The first row, by order of arrival, whose person another one before it has.
pub(super) fn repeated(rows: &[Committed]) -> Option<usize> {
    let mut seen = HashSet::with_capacity(rows.len());
    rows.iter().position(|row| !seen.insert(row.subject))
}

impl Finished {
    pub(crate) fn profile(&self) -> &crate::profile::Profile {
        &self.origin.plan.profile
    }

    /// What a ledger is told; none if the rows were made without its key.
    pub(crate) fn commitments(&self, manifest: &Manifest) -> Option<Commitments> {
        let committer = self.origin.plan.committer.as_ref()?;
        let photo = |token: Token| {
            // INVARIANT: a manifest's photos are in the order of their tokens
            let found = manifest
                .photos
                .binary_search_by_key(&token, |photo| photo.token);
            let photo = manifest.photos.get(found.ok()?)?;
            Some(committer.photo(&photo.sha256))
        };
        let people = self.origin.committed.iter().map(|row| Commitment {
            subject: row.subject,
            row: row.row,
            photo: row.token.and_then(photo),
        });
        let mut people: Vec<Commitment> = people.collect();
        people.sort_unstable();
        Some(Commitments {
            year: committer.year(),
            key: committer.check(),
            people,
        })
    }
}
