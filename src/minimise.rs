//! The only maker of what is released: one record in, one row of a profile's columns out.

mod flags;
mod plan;
mod sources;
mod withheld;

use std::fmt;
use std::sync::Arc;

pub use flags::{FlagSources, WithholdList, WithholdListErrors};
pub use sources::UnsourcedFlags;
pub use withheld::{Reason, SetupError, Withheld};

use crate::code::Code;
use crate::field::Readable;
use crate::profile::Profile;
use crate::pseudonym::{BatchId, PseudonymisationSecret};
use crate::record::Record;
pub(crate) use plan::Plan;

/// Reduces records to what one profile releases, for one batch.
///
/// # Guarantee
/// What [`Minimiser::minimise`] returns depends on the fields that the profile names and, where it
/// shows something of a person, on the deciding flags; on nothing else
/// (`records_that_agree_on_what_is_released_give_the_same_bytes`).
pub struct Minimiser {
    plan: Arc<Plan>,
}

impl fmt::Debug for Minimiser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Minimiser { .. }")
    }
}

impl Minimiser {
    /// A minimiser for one batch under `profile`.
    ///
    /// # Errors
    /// [`SetupError`] if a flag is declared absent without a reason.
    ///
    /// # Security
    /// A flag that a record leaves unset counts as raised, unless `flags` says otherwise.
    pub fn new(
        profile: &Profile,
        secret: &PseudonymisationSecret,
        batch: BatchId,
        flags: &FlagSources,
    ) -> Result<Self, SetupError> {
        flags.check()?;
        let plan = Plan::new(profile, secret, batch, flags);
        Ok(Self {
            plan: Arc::new(plan),
        })
    }

    /// The same, of a batch that goes into a ledger: every record is committed to under the ledger's
    /// key for the year of the batch.
    ///
    /// A record without a usable record id stays behind, whatever its columns are.
    ///
    /// # Errors
    /// As [`Minimiser::new`].
    ///
    /// # Security
    /// The record id is read for the commitment, which stands in no row, and goes no further.
    #[cfg(feature = "ledger")]
    pub fn for_ledger(
        profile: &Profile,
        secret: &PseudonymisationSecret,
        batch: BatchId,
        flags: &FlagSources,
        key: &crate::pseudonym::CommitmentKey,
    ) -> Result<Self, SetupError> {
        flags.check()?;
        let mut plan = Plan::new(profile, secret, batch, flags);
        plan.commit_under(key);
        Ok(Self {
            plan: Arc::new(plan),
        })
    }

    /// The fields that minimising reads; no record is asked for any other.
    pub fn reads(&self) -> &[Readable] {
        &self.plan.reads
    }

    /// The profile.
    pub fn profile(&self) -> &Profile {
        &self.plan.profile
    }

    /// The batch.
    pub fn batch(&self) -> BatchId {
        self.plan.batch
    }

    /// Where the deciding flags come from.
    pub fn flags(&self) -> &FlagSources {
        &self.plan.flags
    }

    /// How many ids of the withhold list have not been met so far.
    pub fn withheld_ids_not_found(&self) -> usize {
        self.plan.flags.ids_not_found()
    }

    /// Reduces a record to the profile's columns.
    ///
    /// # Errors
    /// [`Withheld`] if the row must stay behind, with every reason. Hand it to
    /// [`batch::Rows::push`](crate::batch::Rows::push) all the same: it counts, and some faults
    /// refuse the whole batch.
    ///
    /// # Security
    /// Asks the record for [`Minimiser::reads`] only, and parses every text itself.
    pub fn minimise<R: Record + ?Sized>(&self, record: &R) -> Result<CardRecord, Withheld> {
        let mut card = CardRecord::new(self);
        self.minimise_into(record, &mut card)?;
        Ok(card)
    }

    /// As [`Minimiser::minimise`], into a record whose buffers are used again.
    pub(crate) fn minimise_into<R: Record + ?Sized>(
        &self,
        record: &R,
        card: &mut CardRecord,
    ) -> Result<(), Withheld> {
        let sifted = self.sift(record, card);
        sifted.map_err(|withheld| withheld.of(self.identity(record, card)))
    }

    /// What the matching token comes of, of a record that stays behind.
    fn identity<R: Record + ?Sized>(&self, record: &R, card: &mut CardRecord) -> Option<[u8; 16]> {
        card.clear();
        let column = self.plan.columns.get(self.plan.profile.matching_column())?;
        let mac = match column.write(record, card) {
            Ok(()) => card.macs.first().copied(),
            Err(_) => None,
        };
        card.clear();
        mac
    }

    fn sift<R: Record + ?Sized>(&self, record: &R, card: &mut CardRecord) -> Result<(), Withheld> {
        card.clear();
        if self.plan.shows_a_person
            && let Some(code) = self.plan.flags.judge(record)
        {
            return Err(match code {
                Code::ContextFlag => Withheld::flagged(),
                refusal => Withheld::refusing(refusal, None),
            });
        }
        let mut reasons = Vec::new();
        for (position, column) in self.plan.columns.iter().enumerate() {
            if let Err(code) = column.write(record, card) {
                let header = || self.plan.header(position);
                if column.refuses(code) {
                    return Err(Withheld::refusing(Code::MissingValue, Some(header())));
                }
                reasons.push(Reason::new(code, header()));
            }
            card.end_cell();
        }
        #[cfg(feature = "ledger")]
        if reasons.is_empty() {
            match self.plan.subject(record) {
                Ok(subject) => card.subject = subject,
                Err(code) => {
                    let field = Readable::RecordId.field().name();
                    reasons.push(Reason::new(code, field.to_owned()));
                }
            }
        }
        if reasons.is_empty() {
            Ok(())
        } else {
            Err(Withheld::for_reasons(reasons))
        }
    }

    pub(crate) fn share(&self) -> Self {
        Self {
            plan: Arc::clone(&self.plan),
        }
    }

    pub(crate) const fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }
}

/// One minimised row: a finished cell for each of the profile's columns.
///
/// Made only by a [`Minimiser`]. It cannot be serialised by itself: order, repeats and counts are
/// a matter of the whole batch, so [`batch::Rows`](crate::batch::Rows) is the way to bytes.
pub struct CardRecord {
    plan: Arc<Plan>,
    /// Each cell with a mark after it, which is any one byte.
    text: String,
    /// Where the marks are.
    ends: Vec<usize>,
    /// The start of each token's MAC, in the order of the plan's tokens.
    macs: Vec<[u8; 16]>,
    /// Each number that must not repeat, packed, in the order of the plan's numbers.
    numbers: Vec<u128>,
    /// A digest of each name field, in the order of the plan's names.
    names: Vec<u64>,
    doubtful: bool,
    /// What a ledger knows the person by.
    #[cfg(feature = "ledger")]
    subject: Option<[u8; 32]>,
}

impl fmt::Debug for CardRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardRecord { .. }")
    }
}

impl CardRecord {
    pub(crate) fn new(minimiser: &Minimiser) -> Self {
        Self {
            plan: Arc::clone(&minimiser.plan),
            text: String::new(),
            ends: Vec::new(),
            macs: Vec::new(),
            numbers: Vec::new(),
            names: Vec::new(),
            doubtful: false,
            #[cfg(feature = "ledger")]
            subject: None,
        }
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.macs.clear();
        self.numbers.clear();
        self.names.clear();
        self.doubtful = false;
        #[cfg(feature = "ledger")]
        {
            self.subject = None;
        }
    }

    /// The cell under this header.
    pub fn get(&self, header: &str) -> Option<&str> {
        self.iter()
            .find(|(name, _)| *name == header)
            .map(|(_, cell)| cell)
    }

    /// The token in the matching column, which joins the row with its photo and its card.
    pub fn token(&self) -> &str {
        let matching = self.plan.profile.matching_column();
        self.cells().nth(matching).unwrap_or_default()
    }

    /// The profile under which it was made.
    pub fn profile(&self) -> &Profile {
        &self.plan.profile
    }

    /// The same row left behind, because its photo cannot go with it.
    ///
    /// Hand it to [`batch::Rows::push`](crate::batch::Rows::push): the row counts as withheld.
    #[cfg(feature = "seal")]
    #[must_use]
    pub fn without_photo(self, code: Code) -> Withheld {
        let header = self.plan.profile.photo().map(|photo| photo.header());
        let reason = Reason::new(code, header.unwrap_or_default().to_owned());
        Withheld::for_reasons(vec![reason]).of(self.matching_mac())
    }

    #[cfg(feature = "seal")]
    fn matching_mac(&self) -> Option<[u8; 16]> {
        let macs = self.plan.tokens.iter().zip(&self.macs);
        let mut matching = macs.filter(|(token, _)| token.is_matching);
        matching.next().map(|(_, mac)| *mac)
    }

    /// Headers and cells, in the profile's order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let headers = self
            .plan
            .profile
            .columns()
            .iter()
            .map(crate::profile::Column::header);
        headers.zip(self.cells())
    }

    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let cell = self.text.get(start..*end).unwrap_or_default();
            start = end + 1;
            cell
        })
    }

    fn end_cell(&mut self) {
        self.ends.push(self.text.len());
        self.text.push('\0');
    }

    /// All cells, each with a mark after it.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Where the marks are.
    pub(crate) fn ends(&self) -> &[usize] {
        &self.ends
    }

    pub(crate) fn belongs_to(&self, plan: &Arc<Plan>) -> bool {
        Arc::ptr_eq(&self.plan, plan)
    }

    pub(crate) fn macs(&self) -> &[[u8; 16]] {
        &self.macs
    }

    pub(crate) fn numbers(&self) -> &[u128] {
        &self.numbers
    }

    pub(crate) fn names(&self) -> &[u64] {
        &self.names
    }

    #[cfg(feature = "ledger")]
    pub(crate) const fn subject(&self) -> Option<[u8; 32]> {
        self.subject
    }

    pub(crate) const fn is_doubtful(&self) -> bool {
        self.doubtful
    }
}
