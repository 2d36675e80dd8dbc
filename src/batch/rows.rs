//! Collects minimised rows, and gives them out in an order that tells nothing.

use std::fmt;
use std::sync::Arc;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::encode::{Encoder, Form};
use super::finished::{Finished, Refusal};
use super::repeats::{Keys, Rule};
use super::report::Report;
use super::shelves::Shelves;
use crate::code::{Code, ColumnName, Refused};
use crate::field::Readable;
use crate::minimise::{CardRecord, Minimiser, Withheld};
use crate::profile::{Ledger, Profile};
use crate::pseudonym::MIN_CHARS;
use crate::record::Record;

/// A name column of so many rows …
const NAME_ROWS: u64 = 250;
/// … with fewer distinct values than this is no name column.
const NAME_VALUES: usize = 25;

/// How many rows an input may have, and what is refused beyond the profile's rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    expected: Option<u64>,
    strictness: Strictness,
}

/// Whether a withheld row refuses the batch. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Strictness {
    #[default]
    Lenient,
    Strict,
}

impl Limits {
    /// The input has exactly so many rows; this replaces the profile's `max_rows`.
    #[must_use]
    pub const fn expect_rows(mut self, rows: u64) -> Self {
        self.expected = Some(rows);
        self
    }

    /// Any withheld row refuses the batch.
    #[must_use]
    pub const fn strict(mut self) -> Self {
        self.strictness = Strictness::Strict;
        self
    }
}

/// The rows of one batch, while they are collected.
///
/// # Guarantee
/// The bytes are ordered by the matching token and depend on nothing but the released rows
/// (`order_of_input_leaves_no_trace`); what repeats is refused (`a_repeated_record_refuses_the_batch`).
pub struct Rows {
    #[cfg(feature = "seal")]
    origin: (Form, bool),
    plan: Arc<crate::minimise::Plan>,
    limits: Limits,
    encoder: Encoder,
    shelves: Shelves,
    /// The input's row number of each released row.
    origins: Vec<u32>,
    /// Where the matching token stands among a card's.
    matching: usize,
    /// The same of rows that stay behind, as far as they have one.
    staying: Vec<[u8; 16]>,
    tokens: Vec<Keys>,
    numbers: Vec<Keys>,
    names: Vec<Vec<u64>>,
    report: Report,
    /// Under a ledger, one a released row.
    #[cfg(feature = "ledger")]
    committed: Vec<super::commitments::Committed>,
    read: u64,
    /// They are looked at, and go nowhere.
    is_preview: bool,
    minimiser: Minimiser,
    /// Used again for every record that [`Rows::add`] takes; away only while it is pushed.
    card: Option<Box<CardRecord>>,
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rows { .. }")
    }
}

impl Rows {
    /// An empty batch of what `minimiser` makes, for bare rows.
    pub fn new(minimiser: &Minimiser, form: Form, limits: Limits) -> Self {
        let encoder = Encoder::new(minimiser.profile(), form);
        Self::with(minimiser, encoder, (form, false), limits)
    }

    /// An empty batch of what `minimiser` makes, for a sealed batch.
    ///
    /// Under a profile with a `[photo]` the rows have one more column, the last: under the photo's
    /// header, the name of the photo's file. Under any other they are the same as bare rows.
    #[cfg(feature = "seal")]
    pub fn sealed(minimiser: &Minimiser, form: Form, limits: Limits) -> Self {
        let encoder = Encoder::sealed(minimiser.profile(), form);
        Self::with(minimiser, encoder, (form, true), limits)
    }

    /// The same of rows that are looked at and go nowhere, so that no ledger need know of them.
    #[cfg(feature = "inspect")]
    pub(crate) fn preview(minimiser: &Minimiser, form: Form, limits: Limits) -> Self {
        let mut rows = Self::new(minimiser, form, limits);
        rows.is_preview = true;
        rows
    }

    #[cfg_attr(
        not(feature = "seal"),
        expect(
            unused_variables,
            reason = "only a manifest tells where rows come from"
        )
    )]
    fn with(minimiser: &Minimiser, encoder: Encoder, origin: (Form, bool), limits: Limits) -> Self {
        let plan = Arc::clone(minimiser.plan());
        let tokens = plan.tokens.iter().filter(|token| !token.is_matching);
        let must_not_repeat = |field| {
            matches!(
                field,
                Readable::RecordId | Readable::StaffNumber | Readable::WarrantNumber
            )
        };
        let tokens = tokens.map(|token| {
            Keys::new(Rule::Token {
                chars: token.chars,
                may_repeat: !must_not_repeat(token.field),
            })
        });
        let matching = plan.tokens.iter().position(|token| token.is_matching);
        Self {
            #[cfg(feature = "seal")]
            origin,
            limits,
            encoder,
            shelves: Shelves::new(),
            origins: Vec::new(),
            // INVARIANT: a profile has exactly one matching column, and a token in it
            matching: matching.unwrap_or_default(),
            staying: Vec::new(),
            tokens: tokens.collect(),
            numbers: plan
                .numbers
                .iter()
                .map(|_| Keys::new(Rule::Number))
                .collect(),
            names: plan
                .names
                .iter()
                .map(|_| Vec::with_capacity(NAME_VALUES))
                .collect(),
            report: Report::new(minimiser),
            #[cfg(feature = "ledger")]
            committed: Vec::new(),
            read: 0,
            is_preview: false,
            card: None,
            minimiser: minimiser.share(),
            plan,
        }
    }

    /// Minimises the next record and takes the outcome, in the order of the input.
    ///
    /// The same as [`Rows::push`] of what the minimiser returns, without an allocation a record.
    ///
    /// # Errors
    /// [`Refused`] if the batch cannot go any more; see [`Rows::refuse`].
    pub fn add<R: Record + ?Sized>(&mut self, record: &R) -> Result<(), Refused> {
        let fresh = || Box::new(CardRecord::new(&self.minimiser));
        let mut card = self.card.take().unwrap_or_else(fresh);
        match self.minimiser.minimise_into(record, &mut card) {
            Ok(()) => self.push_card(&card)?,
            Err(withheld) => self.push_withheld(&withheld)?,
        }
        self.card = Some(card);
        Ok(())
    }

    /// Takes the next record's outcome, in the order of the input.
    ///
    /// # Errors
    /// [`Refused`] if the batch cannot go any more; see [`Rows::refuse`].
    pub fn push(&mut self, outcome: Result<CardRecord, Withheld>) -> Result<(), Refused> {
        match outcome {
            Ok(card) => self.push_card(&card),
            Err(withheld) => self.push_withheld(&withheld),
        }
    }

    fn push_card(&mut self, card: &CardRecord) -> Result<(), Refused> {
        let row = self.next_row()?;
        if !card.belongs_to(&self.plan) {
            return Err(Refused::new(Code::OtherProfile).at_row(u64::from(row)));
        }
        let macs = card.macs();
        let Some(matching) = macs.get(self.matching) else {
            return Err(Refused::new(Code::OtherProfile).at_row(u64::from(row)));
        };
        #[cfg(feature = "ledger")]
        let mut commitment = None;
        let put = self.shelves.put(matching, |out| {
            #[cfg(feature = "ledger")]
            let start = out.len();
            self.encoder.row(card, out)?;
            #[cfg(feature = "ledger")]
            if let Some(committer) = &self.plan.committer {
                commitment = Some(committer.row(without_line_end(out.get(start..))));
            }
            Ok(())
        });
        if let Err(code) = put {
            let column = self.first_unmappable(card).map(str::to_owned);
            self.report.note(row, code, column.as_deref());
            self.report.count_withheld();
            self.staying.push(*matching);
            return Ok(());
        }
        let mut tokens = self.tokens.iter_mut();
        for (position, mac) in macs.iter().enumerate() {
            if position != self.matching
                && let Some(keys) = tokens.next()
            {
                keys.push(*mac);
            }
        }
        for (keys, number) in self.numbers.iter_mut().zip(card.numbers()) {
            keys.push(number.to_be_bytes());
        }
        for (seen, name) in self.names.iter_mut().zip(card.names()) {
            if seen.len() < NAME_VALUES && !seen.contains(name) {
                seen.push(*name);
            }
        }
        #[cfg(feature = "ledger")]
        if let (Some(row), Some(subject)) = (commitment, card.subject()) {
            let committed = super::commitments::Committed::new(card.token(), subject, row);
            self.committed.push(committed);
        }
        self.origins.push(row);
        self.report.release(card.is_doubtful());
        Ok(())
    }

    fn push_withheld(&mut self, withheld: &Withheld) -> Result<(), Refused> {
        let row = self.next_row()?;
        if withheld.refuses_the_batch() {
            // without the row: it would be that of somebody whom the flag protects
            return Err(Refused::new(withheld.code()));
        }
        self.staying.extend(withheld.identity());
        if withheld.is_flagged() {
            self.report.withhold_flagged(row);
        } else {
            for reason in withheld.reasons() {
                self.report.note(row, reason.code(), reason.column());
            }
            self.report.count_withheld();
        }
        Ok(())
    }

    /// Counts a row, and refuses the one that is too many.
    fn next_row(&mut self) -> Result<u32, Refused> {
        self.read += 1;
        self.report.read(self.read);
        let most = self
            .limits
            .expected
            .unwrap_or_else(|| u64::from(self.plan.profile.max_rows()));
        match u32::try_from(self.read) {
            Ok(row) if self.read <= most => Ok(row),
            _ => Err(Refused::new(Code::TooManyRows).at_row(self.read)),
        }
    }

    /// Whether the profile's encoding can say every cell of the card. A row that it cannot say stays
    /// behind, and with it must whatever goes beside the rows, such as a photo.
    pub fn can_say(&self, card: &CardRecord) -> bool {
        !self.encoder.may_lack_a_character() || self.first_unmappable(card).is_none()
    }

    fn first_unmappable(&self, card: &CardRecord) -> Option<&str> {
        let cells = self.plan.profile.columns().iter().zip(card.cells());
        let mut unmappable = cells.filter(|(_, cell)| !crate::value::windows_1252::can_say(cell));
        unmappable.next().map(|(column, _)| column.header())
    }

    /// Puts the rows in order.
    ///
    /// # Errors
    /// [`Refusal`] if the rows repeat what must not, are too few or too many, or a name column
    /// holds no names.
    pub fn finish(mut self) -> Result<Finished, Box<Refusal>> {
        self.shelves.sort();
        match self.fault() {
            Some(refused) => Err(Box::new(self.refuse(refused))),
            None => Ok(self.seal()),
        }
    }

    /// Ends the batch without a row, for a reason that lies outside it or was met on the way.
    pub fn refuse(self, refused: Refused) -> Refusal {
        let mut report = self.report;
        report.refuse(refused.clone());
        Refusal { refused, report }
    }

    /// How many rows were read so far.
    pub const fn rows_read(&self) -> u64 {
        self.read
    }

    fn fault(&self) -> Option<Refused> {
        let released = u64::from(self.shelves.len());
        if self
            .limits
            .expected
            .is_some_and(|expected| self.read < expected)
        {
            return Some(Refused::new(Code::TooFewRows));
        }
        let refused = |code: Code, index: usize| {
            let refused = Refused::new(code);
            match self.origins.get(index) {
                Some(row) => refused.at_row(u64::from(*row)),
                None => refused,
            }
        };
        let header = |column: usize| ColumnName::Known(self.plan.header(column));
        let chars = self.plan.tokens.get(self.matching).map(|token| token.chars);
        let repeated = self.shelves.repeated(chars.unwrap_or(MIN_CHARS));
        // a record of which another row stays behind must not leave by this one
        let staying = || self.shelves.first_of(&self.staying);
        let twice = repeated.or_else(|| Some((Code::DuplicateRecord, staying()?)));
        if let Some((code, row)) = twice {
            let column = header(self.plan.profile.matching_column());
            return Some(refused(code, row as usize).in_column(column));
        }
        let others = self.plan.tokens.iter().filter(|token| !token.is_matching);
        for (token, keys) in others.zip(&self.tokens) {
            if let Some((code, index)) = keys.find() {
                return Some(refused(code, index).in_column(header(token.column)));
            }
        }
        for (field, keys) in self.plan.numbers.iter().zip(&self.numbers) {
            if let Some((code, index)) = keys.find() {
                let column = ColumnName::Known(field.name().to_owned());
                return Some(refused(code, index).in_column(column));
            }
        }
        #[cfg(feature = "ledger")]
        if let Some(index) = super::commitments::repeated(&self.committed) {
            let column = ColumnName::Known(Readable::RecordId.field().name().to_owned());
            return Some(refused(Code::DuplicateRecord, index).in_column(column));
        }
        for (field, seen) in self.plan.names.iter().zip(&self.names) {
            if released >= NAME_ROWS && seen.len() < NAME_VALUES {
                let column = ColumnName::Known(field.name().to_owned());
                return Some(Refused::new(Code::NotANameColumn).in_column(column));
            }
        }
        if self.limits.strictness == Strictness::Strict && self.report.rows_withheld() > 0 {
            return Some(Refused::new(Code::RowsWithheld));
        }
        if self.limits.strictness == Strictness::Strict
            && self.plan.profile.shows_a_person()
            && self.minimiser.withheld_ids_not_found() > 0
        {
            return Some(Refused::new(Code::WithheldIdNotFound));
        }
        let must_be_entered = self.plan.profile.ledger() == Ledger::Required && !self.is_preview;
        if must_be_entered && !self.is_committed() {
            return Some(Refused::new(Code::LedgerRequired));
        }
        if released == 0 {
            return Some(Refused::new(Code::NoRowReleased));
        }
        (released < u64::from(self.plan.profile.min_rows())).then(|| Refused::new(Code::TooFewRows))
    }

    /// Whether every row has a commitment, so that a ledger can take the batch.
    #[cfg(feature = "ledger")]
    fn is_committed(&self) -> bool {
        self.plan.committer.is_some()
    }

    #[cfg(not(feature = "ledger"))]
    #[expect(clippy::unused_self, reason = "with the feature it is asked")]
    const fn is_committed(&self) -> bool {
        false
    }

    fn seal(mut self) -> Finished {
        let head = self.encoder.head();
        let mut digest = Sha256::new();
        digest.update(&head);
        // INVARIANT: nothing in it fails
        let _ = self.shelves.for_each_block(|block| {
            digest.update(block);
            Ok(())
        });
        self.report.seal(HEXLOWER.encode(&digest.finalize()));
        Finished {
            #[cfg(feature = "seal")]
            origin: super::finished::Origin {
                form: self.origin.0,
                is_sealed: self.origin.1,
                is_strict: self.limits.strictness == Strictness::Strict,
                plan: self.plan,
                #[cfg(feature = "ledger")]
                committed: self.committed,
            },
            head,
            rows: self.shelves,
            report: self.report,
        }
    }
}

/// A row as a ledger commits to it.
#[cfg(feature = "ledger")]
fn without_line_end(row: Option<&[u8]>) -> &[u8] {
    let row = row.unwrap_or_default();
    let row = row.strip_suffix(b"\n").unwrap_or(row);
    row.strip_suffix(b"\r").unwrap_or(row)
}

/// The profile of the batch.
impl Rows {
    /// The profile under which the rows were made.
    pub fn profile(&self) -> &Profile {
        &self.plan.profile
    }
}

#[cfg(all(test, feature = "seal"))]
mod tests;
#[cfg(test)]
mod unentered;
