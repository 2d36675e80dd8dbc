//! Treatments as pairs in a product order, and the places of a card they are bound to.

use std::cmp::Ordering;

#[cfg(test)]
mod tests;

/// How much of a value a recipient sees: the first coordinate of a [`Treatment`].
///
/// Ordered from what shows least to what shows most; the list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shown {
    /// Nothing of the value.
    None,
    /// A declared part of it, or a coarser value.
    Partial,
    /// The whole value.
    Full,
}

impl Shown {
    /// Every degree, from what shows least.
    pub const ALL: &[Self] = &[Self::None, Self::Partial, Self::Full];

    /// The name in listings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Partial => "partial",
            Self::Full => "full",
        }
    }

    const fn least(self, other: Self) -> Self {
        if (self as u8) < other as u8 {
            self
        } else {
            other
        }
    }

    const fn most(self, other: Self) -> Self {
        if (self as u8) < other as u8 {
            other
        } else {
            self
        }
    }
}

/// Among which records a recipient can tell that the value is the same: the second coordinate.
///
/// Ordered from what links least to what links most; the list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Linkability {
    /// No link at all.
    None,
    /// Within one batch.
    Batch,
    /// Across the batches of one recipient and purpose.
    Recipient,
    /// Across everybody who holds the value.
    Global,
}

impl Linkability {
    /// Every degree, from what links least.
    pub const ALL: &[Self] = &[Self::None, Self::Batch, Self::Recipient, Self::Global];

    /// The name in listings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Batch => "within-batch",
            Self::Recipient => "within-recipient",
            Self::Global => "global",
        }
    }

    const fn least(self, other: Self) -> Self {
        if (self as u8) < other as u8 {
            self
        } else {
            other
        }
    }

    const fn most(self, other: Self) -> Self {
        if (self as u8) < other as u8 {
            other
        } else {
            self
        }
    }
}

/// What happens to a field's value, as the pair (value shown, linkability).
///
/// `DROP` = (none, none) protects most and `KEEP` = (full, global) least. Generalising and
/// pseudonymising are incomparable; what protects as much as both is `DROP`.
///
/// As in the mathematics of protection, *greater* means *protects more*: `a >= b` holds exactly
/// where `a.covers(b)` does, and two treatments can be incomparable.
///
/// # Examples
/// ```
/// use cardsieve::field::{Linkability, Shown, Treatment};
///
/// let generalise = Treatment::new(Shown::Partial, Linkability::None);
/// let pseudonymise = Treatment::new(Shown::None, Linkability::Recipient);
///
/// assert!(Treatment::DROP > generalise && generalise > Treatment::KEEP);
/// // One shows a coarser value, the other links cards: neither stands in for the other.
/// assert_eq!(generalise.partial_cmp(&pseudonymise), None);
/// assert_eq!(generalise.join(pseudonymise), Treatment::DROP);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Treatment {
    /// How much of the value is shown.
    pub shown: Shown,
    /// How far equal values can be linked.
    pub linkability: Linkability,
}

impl Treatment {
    /// Nothing leaves: the most protective treatment.
    pub const DROP: Self = Self::new(Shown::None, Linkability::None);
    /// Everything leaves: the least protective treatment.
    pub const KEEP: Self = Self::new(Shown::Full, Linkability::Global);
    /// Every treatment there can be.
    pub const ALL: &[Self] = &[
        Self::DROP,
        Self::new(Shown::None, Linkability::Batch),
        Self::new(Shown::None, Linkability::Recipient),
        Self::new(Shown::None, Linkability::Global),
        Self::new(Shown::Partial, Linkability::None),
        Self::new(Shown::Partial, Linkability::Batch),
        Self::new(Shown::Partial, Linkability::Recipient),
        Self::new(Shown::Partial, Linkability::Global),
        Self::new(Shown::Full, Linkability::None),
        Self::new(Shown::Full, Linkability::Batch),
        Self::new(Shown::Full, Linkability::Recipient),
        Self::KEEP,
    ];

    /// The treatment with these two coordinates.
    pub const fn new(shown: Shown, linkability: Linkability) -> Self {
        Self { shown, linkability }
    }

    /// The least protective treatment that protects at least as much as both.
    ///
    /// # Examples
    /// ```
    /// use cardsieve::field::{Field, Place};
    ///
    /// // What one column may do on the card and in the order at once.
    /// let printed = Field::StaffNumber.floor(Place::Front);
    /// let order = Field::StaffNumber.floor(Place::Matching);
    /// assert_eq!(printed.join(order), order);
    /// ```
    pub const fn join(self, other: Self) -> Self {
        Self::new(
            self.shown.least(other.shown),
            self.linkability.least(other.linkability),
        )
    }

    /// The most protective treatment that protects at most as much as either.
    ///
    /// What a recipient learns who is given both.
    ///
    /// # Examples
    /// ```
    /// use cardsieve::field::{Linkability, Shown, Treatment};
    ///
    /// let initials = Treatment::new(Shown::Partial, Linkability::None);
    /// let token = Treatment::new(Shown::None, Linkability::Batch);
    /// assert_eq!(initials.meet(token), Treatment::new(Shown::Partial, Linkability::Batch));
    /// ```
    pub const fn meet(self, other: Self) -> Self {
        Self::new(
            self.shown.most(other.shown),
            self.linkability.most(other.linkability),
        )
    }

    /// Whether this treatment protects at least as much as `floor`, in both coordinates.
    ///
    /// # Examples
    /// ```
    /// use cardsieve::field::{Field, Linkability, Place, Shown, Treatment};
    ///
    /// let floor = Field::RecordId.floor(Place::Matching);
    /// assert!(Treatment::new(Shown::None, Linkability::Batch).covers(floor));
    /// assert!(!Treatment::KEEP.covers(floor));
    /// // Initials link nobody, and yet show something that the floor does not allow.
    /// assert!(!Treatment::new(Shown::Partial, Linkability::None).covers(floor));
    /// ```
    pub const fn covers(self, floor: Self) -> bool {
        self.shown as u8 <= floor.shown as u8 && self.linkability as u8 <= floor.linkability as u8
    }

    /// Whether nothing leaves under this treatment.
    pub const fn is_drop(self) -> bool {
        matches!(
            (self.shown, self.linkability),
            (Shown::None, Linkability::None)
        )
    }
}

impl PartialOrd for Treatment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self.covers(*other), other.covers(*self)) {
            (true, true) => Some(Ordering::Equal),
            (true, false) => Some(Ordering::Greater),
            (false, true) => Some(Ordering::Less),
            (false, false) => None,
        }
    }
}

/// Where on the card, or for which step of making it, a column is needed. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Printed on the front.
    Front,
    /// Printed on the back.
    Back,
    /// Written to the chip.
    Chip,
    /// Written to the magnetic stripe.
    Magstripe,
    /// Encoded in a barcode.
    Barcode,
    /// The key that joins a row, its photo and the finished card.
    Matching,
    /// Needed to pick stock or deliver, never put on the card.
    Fulfilment,
}

impl Place {
    /// Every place.
    pub const ALL: &[Self] = &[
        Self::Front,
        Self::Back,
        Self::Chip,
        Self::Magstripe,
        Self::Barcode,
        Self::Matching,
        Self::Fulfilment,
    ];

    /// The name in profiles and manifests.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Back => "back",
            Self::Chip => "chip",
            Self::Magstripe => "magstripe",
            Self::Barcode => "barcode",
            Self::Matching => "matching",
            Self::Fulfilment => "fulfilment",
        }
    }

    /// The place with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|place| place.name() == name)
    }

    /// Which of the catalogue's three floors holds here.
    pub const fn kind(self) -> PlaceKind {
        match self {
            Self::Front | Self::Back => PlaceKind::Printed,
            Self::Matching | Self::Fulfilment => PlaceKind::Order,
            Self::Chip | Self::Magstripe | Self::Barcode => PlaceKind::Encoded,
        }
    }
}

/// The three kinds of place that the catalogue tells apart. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// Front and back.
    Printed,
    /// Matching and fulfilment.
    Order,
    /// Chip, magnetic stripe and barcode.
    Encoded,
}

impl PlaceKind {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Printed, Self::Order, Self::Encoded];

    /// The name in listings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Order => "order",
            Self::Encoded => "encoded",
        }
    }
}
