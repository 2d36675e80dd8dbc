//! The sender's look at a whole HR export before anything leaves it.
//!
//! It alone reads every cell of every column. It writes nothing for a recipient, and its verdict is the
//! sender's: what leaves is decided without it.

mod look;
mod overlap;
mod preview;
mod raw;
#[cfg(test)]
mod tests;
mod told;
mod turn;

use std::cell::RefCell;
use std::fmt;
use std::io::{self, Read, Seek};

use self::look::Look;
use self::overlap::Overlaps;
pub use self::preview::{Overlap, Preview, Source, Unread};
use self::raw::Heads;
use self::turn::Turn;
use super::detect::Watch;
use crate::batch::{Form, Limits, Rows};
use crate::code::Refused;
use crate::minimise::{FlagSources, Minimiser, UnsourcedFlags, WithholdList};
use crate::profile::Profile;
use crate::pseudonym::{BatchId, EpochName, PseudonymisationSecret};
use crate::record::{Input, InputError, InputOptions, Map};

/// Looks at an HR export as a whole, and tells its sender what exporting it would come to.
///
/// # Security
/// Reads everything, and keeps no byte of it but the rows that would be released, for as long as it looks.
/// What it tells is for the sender alone: columns, codes and counts, never a value.
///
/// ```
/// use cardsieve::inspect::Preflight;
/// use cardsieve::{Profile, record::InputOptions};
/// use std::io::Cursor;
///
/// let profile = Profile::preset("access-fob").ok_or("no such preset")?;
/// let hr = "record_id,card_design,card_serial,credential_no,payroll_no\n\
///           E1,D1,S-100001,1,S-100001\n";
/// let preview = Preflight::new(&profile).look(Cursor::new(hr))?;
/// assert!(!preview.is_clean());
/// assert_eq!(preview.overlaps()[0].header(), "card_serial");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Preflight<'a> {
    profile: &'a Profile,
    map: Option<&'a Map>,
    options: InputOptions,
    list: Option<WithholdList>,
    limits: Limits,
}

impl fmt::Debug for Preflight<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Preflight { .. }")
    }
}

impl<'a> Preflight<'a> {
    /// Under this profile.
    pub fn new(profile: &'a Profile) -> Self {
        Self {
            profile,
            map: None,
            options: InputOptions::new(),
            list: None,
            limits: Limits::default(),
        }
    }

    /// Led by this map.
    #[must_use]
    pub const fn with_map(mut self, map: &'a Map) -> Self {
        self.map = Some(map);
        self
    }

    /// Read in this way.
    #[must_use]
    pub fn with_options(mut self, options: InputOptions) -> Self {
        self.options = options;
        self
    }

    /// With a list of people who stay behind.
    #[must_use]
    pub fn with_withhold_list(mut self, list: WithholdList) -> Self {
        self.list = Some(list);
        self
    }

    /// Within these limits.
    #[must_use]
    pub const fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Looks at every cell of the export.
    ///
    /// # Errors
    /// What an export of it would be refused for before its first row, or at a row whose structure is
    /// broken; and what reading reports.
    pub fn look(mut self, source: impl Read + Seek) -> Result<Preview, InputError> {
        let source = RefCell::new(source);
        let mut input = Input::open(Turn::new(&source), &self.options, self.map)?;
        let (flags, unsourced) = FlagSources::presumed(input.sources(), self.map, self.list.take());
        let unsourced =
            unsourced.and_then(|unsourced| unsourced.unless_harmless(self.profile).err());
        let minimiser = self.minimiser(&flags)?;
        input.restrict(minimiser.reads());
        let mut look = Look {
            profile: self.profile,
            rows: Rows::preview(&minimiser, Form::Csv, self.limits),
            preview: Preview::of(self.profile),
            heads: Heads::new(self.map),
            overlaps: Overlaps::new(self.profile),
            watch: Watch::new(std::iter::empty()),
            stopped: None,
        };
        let form = input.form();
        let mut failed = None;
        let read = raw::each(
            Turn::new(&source),
            form,
            &self.options,
            &mut |heads, cells| {
                match input.next() {
                    Ok(Some(row)) => {
                        look.row(minimiser.minimise(&row), heads, cells);
                        true
                    }
                    // the two ways of reading do not part one row from another alike
                    Ok(None) => false,
                    Err(error) => {
                        failed = Some(error);
                        false
                    }
                }
            },
        );
        if let Some(error) = failed {
            return Err(error);
        }
        let mut whole = read.map_err(|error| InputError::Io(error.kind()))?;
        while let Some(row) = input.next()? {
            // structure and what leaves are judged to the end all the same
            whole = false;
            look.outcome(minimiser.minimise(&row));
        }
        let mut preview = look.finish();
        preview.whole = whole;
        preview.unsourced =
            unsourced.or_else(|| UnsourcedFlags::check(self.profile, input.sources()).err());
        Ok(preview)
    }

    /// One that is never used for anything that leaves.
    fn minimiser(&self, flags: &FlagSources) -> Result<Minimiser, InputError> {
        let random = |_| InputError::Io(io::ErrorKind::Other);
        let secret = PseudonymisationSecret::generate(EpochName::default()).map_err(random)?;
        let batch = BatchId::random().map_err(|_| InputError::Io(io::ErrorKind::Other))?;
        // INVARIANT: what is presumed absent has a reason
        Minimiser::new(self.profile, &secret, batch, flags)
            .map_err(|error| InputError::Refused(Refused::new(error.code())))
    }
}
