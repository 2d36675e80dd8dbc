//! The first bytes of the keyed digests of a batch's rows and photos, sorted: which batches can be meant by
//! something that was found, without a look at every commitment.

use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use super::chain::Sha;
use super::database::failed;
use super::error::LedgerError;
use super::history::number;
use crate::batch::Commitment;

/// So many bytes of a digest: one other digest in 200,000 has a mark of a batch of 20,000 rows by chance.
const LENGTH: usize = 4;

type Mark = [u8; LENGTH];

/// The marks of one batch, in their one form.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) rows: Vec<u8>,
    pub(super) photos: Vec<u8>,
}

impl Marks {
    pub(super) fn of<'p>(people: impl Iterator<Item = &'p Commitment> + Clone) -> Self {
        let rows = people.clone().map(|one| mark(&one.row));
        let photos = people.filter_map(|one| one.photo.as_ref().map(mark));
        Self {
            rows: sorted(rows),
            photos: sorted(photos),
        }
    }

    /// Those that are kept with an entry; whether they are its own, their digest tells.
    pub(super) fn read(connection: &Connection, entry: u64) -> Result<Option<Self>, LedgerError> {
        let mut find = connection
            .prepare("SELECT row_marks, photo_marks FROM mark WHERE entry = ?1")
            .map_err(failed)?;
        let found = find.query_row([number(entry)], |row| {
            Ok(Self {
                rows: row.get(0)?,
                photos: row.get(1)?,
            })
        });
        found.optional().map_err(failed)
    }

    /// What the entry says of them. There are as many for rows as the entry has commitments.
    pub(super) fn digest(&self) -> Sha {
        let mut digest = Sha256::new();
        digest.update(b"cardsieve ledger marks 1\n");
        digest.update((self.rows.len() as u64).to_be_bytes());
        digest.update(&self.rows);
        digest.update(&self.photos);
        digest.finalize().into()
    }

    /// Whether one of the rows can have this digest.
    pub(super) fn may_have_row(&self, mac: &Sha) -> bool {
        has(&self.rows, mark(mac))
    }

    /// Whether one of the photos can.
    pub(super) fn may_have_photo(&self, mac: &Sha) -> bool {
        has(&self.photos, mark(mac))
    }
}

fn mark(mac: &Sha) -> Mark {
    let mut mark = Mark::default();
    for (to, from) in mark.iter_mut().zip(mac) {
        *to = *from;
    }
    mark
}

fn sorted(marks: impl Iterator<Item = Mark>) -> Vec<u8> {
    let mut marks: Vec<Mark> = marks.collect();
    marks.sort_unstable();
    marks.concat()
}

fn has(marks: &[u8], wanted: Mark) -> bool {
    let (marks, _) = marks.as_chunks::<LENGTH>();
    marks.binary_search(&wanted).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(byte: u8, photo: Option<u8>) -> Commitment {
        Commitment {
            subject: [0; 32],
            row: [byte; 32],
            photo: photo.map(|byte| [byte; 32]),
        }
    }

    #[test]
    fn marks_know_every_row_and_photo_again_and_tell_them_apart() {
        let people: Vec<Commitment> = (0..200)
            .rev()
            .map(|byte| person(byte, (byte % 2 == 0).then_some(byte + 1)))
            .collect();
        let marks = Marks::of(people.iter());
        for byte in 0..=255 {
            assert_eq!(marks.may_have_row(&[byte; 32]), byte < 200);
            let is_photo = byte < 200 && byte % 2 == 1;
            assert_eq!(marks.may_have_photo(&[byte; 32]), is_photo);
        }
        let other = Marks {
            rows: [marks.rows.clone(), marks.photos.clone()].concat(),
            photos: Vec::new(),
        };
        assert_ne!(marks.digest(), other.digest());
    }
}
