//! Where something that was found came from: which batch, recipient and epoch.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use super::Ledger;
use super::chain::of_commitments;
use super::database::failed;
use super::error::LedgerError;
use super::file_digest::FileDigest;
use super::held::told;
use super::history::number;
use super::kept::KeptBatch;
use super::key::LedgerKey;
use super::marks::Marks;
use crate::batch::{Commitment, Day};
use crate::code::Code;
use crate::pseudonym::Committer;

/// Something that was found.
#[derive(Debug, Clone, Copy)]
pub enum Trace<'t> {
    /// A whole file: a batch, rows, or a photo.
    File(&'t FileDigest),
    /// A row as it was written, without its line end.
    Row(&'t [u8]),
}

/// As what something was disclosed. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DisclosedAs {
    /// The file that went out.
    File,
    /// All its rows.
    Rows,
    /// One of its rows.
    Row,
    /// One of its photos.
    Photo,
}

impl DisclosedAs {
    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Rows => "rows",
            Self::Row => "row",
            Self::Photo => "photo",
        }
    }
}

/// Where one of them came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    trace: usize,
    disclosed_as: DisclosedAs,
    batch: KeptBatch,
}

impl Attribution {
    /// Which of the traces, counted from 0.
    pub const fn trace(&self) -> usize {
        self.trace
    }

    /// As what it was disclosed.
    pub const fn disclosed_as(&self) -> DisclosedAs {
        self.disclosed_as
    }

    /// In which batch, and so to whom and under which epoch.
    pub const fn batch(&self) -> &KeptBatch {
        &self.batch
    }
}

/// Where all of them came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attributions {
    all: Vec<Attribution>,
    years_without_key: BTreeSet<u16>,
}

impl Attributions {
    /// In the order of the traces; one can have been disclosed several times, or never.
    pub fn all(&self) -> &[Attribution] {
        &self.all
    }

    /// Years that the key has no key for: rows and photos of those are not known again.
    pub fn years_without_key(&self) -> impl Iterator<Item = u16> {
        self.years_without_key.iter().copied()
    }
}

impl Ledger {
    /// Finds the batches that these came from, by digests of files and keyed digests of rows and photos.
    ///
    /// A batch that by the ledger never left is found as well ([`KeptBatch::is_withdrawn`]): then the ledger
    /// is wrong.
    ///
    /// # Errors
    /// [`Code::WrongLedgerKey`]; and as [`Ledger::entries`].
    pub fn whose(
        &self,
        key: &LedgerKey,
        traces: &[Trace<'_>],
        as_of: Day,
    ) -> Result<Attributions, LedgerError> {
        self.picture(|connection, history| {
            history.is_under(key)?;
            let mut all = Vec::new();
            let mut years_without_key = BTreeSet::new();
            let mut sought: HashMap<(u16, String), Sought> = HashMap::new();
            // what by the ledger never left is known again most of all
            let all_known = told(history, as_of, |_| true).all();
            for batch in all_known.into_iter().filter(|one| !one.past) {
                let about = &batch.disclosure;
                for (trace, one) in traces.iter().enumerate() {
                    let Trace::File(file) = one else { continue };
                    for (disclosed_as, sha256) in [
                        (DisclosedAs::File, about.file.sha256),
                        (DisclosedAs::Rows, about.rows.sha256),
                    ] {
                        if file.sha256 == sha256 {
                            all.push(Attribution {
                                trace,
                                disclosed_as,
                                batch: batch.clone(),
                            });
                        }
                    }
                }
                let Ok(year_key) = key.year(about.year()) else {
                    years_without_key.insert(about.year());
                    continue;
                };
                let sought = sought
                    .entry((about.year(), about.recipient.clone()))
                    .or_insert_with(|| {
                        Sought::of(&Committer::new(year_key, &about.recipient), traces)
                    });
                if !sought.may_be_of(connection, &batch)? {
                    continue;
                }
                for one in commitments(connection, &batch)? {
                    let rows = sought.rows.get(&one.row).into_iter().flatten();
                    let rows = rows.map(|trace| (*trace, DisclosedAs::Row));
                    let photos = one.photo.and_then(|photo| sought.photos.get(&photo));
                    let photos = photos.into_iter().flatten();
                    let photos = photos.map(|trace| (*trace, DisclosedAs::Photo));
                    for (trace, disclosed_as) in rows.chain(photos) {
                        all.push(Attribution {
                            trace,
                            disclosed_as,
                            batch: batch.clone(),
                        });
                    }
                }
            }
            all.sort_by_key(|one| (one.trace, one.batch.entry, one.disclosed_as));
            Ok(Attributions {
                all,
                years_without_key,
            })
        })
    }
}

/// What the traces would be committed to as, for one recipient and year.
struct Sought {
    rows: HashMap<[u8; 32], Vec<usize>>,
    photos: HashMap<[u8; 32], Vec<usize>>,
}

impl Sought {
    fn of(committer: &Committer, traces: &[Trace<'_>]) -> Self {
        let mut sought = Self {
            rows: HashMap::new(),
            photos: HashMap::new(),
        };
        for (trace, one) in traces.iter().enumerate() {
            match one {
                Trace::File(file) => {
                    let mac = committer.photo(&file.sha256);
                    sought.photos.entry(mac).or_default().push(trace);
                }
                Trace::Row(row) => {
                    let mac = committer.row(row);
                    sought.rows.entry(mac).or_default().push(trace);
                }
            }
        }
        sought
    }

    /// Whether one of them can be of this batch, by the marks that its entry speaks of.
    fn may_be_of(&self, connection: &Connection, batch: &KeptBatch) -> Result<bool, LedgerError> {
        let expected = &batch.disclosure.commitments;
        if expected.count == 0 {
            return Ok(false);
        }
        let marks = Marks::read(connection, batch.entry)?;
        let marks = marks.filter(|marks| marks.digest() == expected.marks);
        let changed = LedgerError::refused(Code::CommitmentsChanged).at_entry(batch.entry);
        let marks = marks.ok_or(changed)?;
        let mut rows = self.rows.keys();
        let mut photos = self.photos.keys();
        Ok(rows.any(|mac| marks.may_have_row(mac)) || photos.any(|mac| marks.may_have_photo(mac)))
    }
}

/// The commitments of a batch, if they are those that its entry speaks of.
fn commitments(connection: &Connection, batch: &KeptBatch) -> Result<Vec<Commitment>, LedgerError> {
    let mut look = connection
        .prepare(
            "SELECT subject.commitment, row_mac, photo_mac FROM commitment \
             JOIN subject USING (number) WHERE entry = ?1",
        )
        .map_err(failed)?;
    let mut rows = look.query([number(batch.entry)]).map_err(failed)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        all.push(Commitment {
            subject: row.get(0).map_err(failed)?,
            row: row.get(1).map_err(failed)?,
            photo: row.get(2).map_err(failed)?,
        });
    }
    all.sort_unstable();
    if of_commitments(all.iter().copied()) == batch.disclosure.commitments.sha256 {
        Ok(all)
    } else {
        Err(LedgerError::refused(Code::CommitmentsChanged).at_entry(batch.entry))
    }
}
