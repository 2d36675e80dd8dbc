//! What changed between two profiles, and whether the second one releases more.

mod changes;
mod finer;
mod render;
#[cfg(test)]
mod tests;

use super::{Fingerprint, Profile};
use changes::Changes;

/// What changed from one profile to another.
///
/// # Guarantee
/// Empty iff both have the same fingerprint, and never silent about a step that releases more
/// (`every_single_step_is_judged_rightly_in_both_directions`).
///
/// # Examples
/// ```
/// use cardsieve::profile::Profile;
///
/// let staff = Profile::preset("staff-card").ok_or("no such preset")?;
/// let warrant = Profile::preset("warrant-card").ok_or("no such preset")?;
/// let diff = staff.diff(&warrant);
/// assert!(diff.releases_more());
/// assert!(diff.text().contains("rank at front"));
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    from: Side,
    to: Side,
    changes: Vec<Change>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Side {
    name: String,
    fingerprint: Fingerprint,
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    aspect: Aspect,
    effect: Effect,
    subject: String,
    from: String,
    to: String,
}

/// What a change means for the people whose data it is. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// The recipient can learn or keep more.
    More,
    /// The same leaves, and less of it need be written down. Counts as more.
    LessAccounted,
    /// The recipient learns or keeps less.
    Less,
    /// Neither; a reader should still know.
    Shown,
}

impl Effect {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::More => "more",
            Self::LessAccounted => "less-accounted",
            Self::Less => "less",
            Self::Shown => "shown",
        }
    }

    /// Whether a second pair of eyes is due.
    pub const fn counts_as_more(self) -> bool {
        matches!(self, Self::More | Self::LessAccounted)
    }
}

macro_rules! aspects {
    ($($variant:ident $name:literal $doc:literal,)*) => {
        /// Which part of a profile changed.
        #[non_exhaustive]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Aspect { $(#[doc = $doc] $variant,)* }

        impl Aspect {
            /// Every aspect.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in JSON.
            pub const fn name(self) -> &'static str { match self { $(Self::$variant => $name,)* } }
        }
    };
}

aspects! {
    Name "name" "The profile's name.",
    Controller "controller" "Who decides about the disclosure.",
    Recipient "recipient" "To whom the data goes.",
    RecipientKeys "recipient-keys" "The keys to which alone a batch may be encrypted.",
    Purpose "purpose" "What for.",
    Retention "retention" "The days until the recipient must have deleted the data.",
    MinRows "min-rows" "The fewest rows of a batch.",
    MaxRows "max-rows" "The most rows of an input.",
    Ledger "ledger" "Whether a ledger is demanded.",
    Delimiter "delimiter" "What parts the cells of CSV.",
    Encoding "encoding" "The encoding of CSV.",
    Apostrophes "apostrophes" "How the apostrophes of names are written.",
    Treatment "treatment" "What is done with a field at a place.",
    Column "column" "A column is new or gone.",
    Order "order" "The order of columns.",
    Header "header" "A column's header.",
    Place "place" "A column's place.",
    Content "content" "What a column is made of.",
    Case "case" "The letter case of a column.",
    MaxChars "max-chars" "How long a cell may be.",
    WhenMissing "when-missing" "What happens when a value is missing.",
    Category "category" "How finely a table generalises.",
    CategoryEntry "category-entry" "One entry of such a table.",
    DateFormat "date-format" "How a date is written.",
    TokenLength "token-length" "How long a token is.",
    Photo "photo" "The photo, or its place.",
    PhotoWidth "photo-width" "The photo's width.",
    PhotoHeight "photo-height" "The photo's height.",
    PhotoBytes "photo-bytes" "How many bytes a photo may have.",
    PhotoSource "photo-source" "How small an original may be.",
    PhotoHeader "photo-header" "The header of the photo's file name.",
    PhotoName "photo-name" "How a cell names the photo's file.",
}

impl Profile {
    /// What changed from this profile to `other`, and whether `other` releases more.
    ///
    /// It does iff for some field and place its treatment protects less or cannot be compared; or a
    /// column, a photo, a photo's place or a larger photo is new; or a cell may be longer, the data
    /// be kept longer, an input have more rows or a batch fewer. Three more steps count, since they
    /// would pass unseen: a table or a date format that tells finer things, a ledger that is no
    /// longer demanded, and a recipient's key that is new or a batch that need no longer be
    /// encrypted to one. Other parties, purposes, names, headers, texts, order and the form of
    /// the rows are shown and do not count.
    pub fn diff(&self, other: &Self) -> Diff {
        let mut changes = Changes::default();
        changes.frame(self, other);
        changes.treatments(self, other);
        changes.columns(&self.columns, &other.columns);
        changes.rules(self, other);
        changes.photo(self.photo.as_ref(), other.photo.as_ref());
        Diff {
            from: Side::of(self),
            to: Side::of(other),
            changes: changes.into_list(),
        }
    }

    /// The preset with the fewest differences, and what changes from it to this profile.
    ///
    /// The preset bears this profile's controller and recipient, so that they are no difference.
    pub fn nearest_preset(&self) -> (&'static str, Diff) {
        Self::preset_names()
            .filter_map(|name| {
                let preset = Self::preset(name)?;
                let named = preset.with_parties(Some(&self.controller), Some(&self.recipient));
                Some((name, named.ok()?.diff(self)))
            })
            .min_by_key(|(_, diff)| diff.changes.len())
            // INVARIANT: every preset loads, and every profile's parties are well formed.
            .unwrap_or_else(|| ("", self.diff(self)))
    }
}

impl Diff {
    /// Every change: parties and limits first, then treatments, columns and the photo.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether the second profile releases more, in some respect, than the first.
    pub fn releases_more(&self) -> bool {
        self.changes
            .iter()
            .any(|change| change.effect.counts_as_more())
    }
}

impl Change {
    /// Which part of the profile it is about.
    pub const fn aspect(&self) -> Aspect {
        self.aspect
    }

    /// What it means for the people whose data it is.
    pub const fn effect(&self) -> Effect {
        self.effect
    }

    /// The field and place, the column, or the key.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// How it was.
    pub fn from(&self) -> &str {
        &self.from
    }

    /// How it is.
    pub fn to(&self) -> &str {
        &self.to
    }
}

impl Side {
    fn of(profile: &Profile) -> Self {
        Self {
            name: profile.name.clone(),
            fingerprint: profile.fingerprint(),
        }
    }
}
