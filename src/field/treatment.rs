//! Treatments as pairs in a product order, and the places of a card they are bound to.

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

/// What happens to a field's value, as the pair (value shown, linkability).
///
/// `DROP` = (none, none) protects most and `KEEP` = (full, global) least. Generalising and
/// pseudonymising are incomparable; what protects as much as both is `DROP`.
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

    /// The treatment with these two coordinates.
    pub const fn new(shown: Shown, linkability: Linkability) -> Self {
        Self { shown, linkability }
    }

    /// The least protective treatment that protects at least as much as both.
    pub const fn join(self, other: Self) -> Self {
        Self::new(
            if (self.shown as u8) < other.shown as u8 {
                self.shown
            } else {
                other.shown
            },
            if (self.linkability as u8) < other.linkability as u8 {
                self.linkability
            } else {
                other.linkability
            },
        )
    }

    /// The most protective treatment that protects at most as much as either.
    pub const fn meet(self, other: Self) -> Self {
        Self::new(
            if (self.shown as u8) > other.shown as u8 {
                self.shown
            } else {
                other.shown
            },
            if (self.linkability as u8) > other.linkability as u8 {
                self.linkability
            } else {
                other.linkability
            },
        )
    }

    /// Whether this treatment protects at least as much as `floor`, in both coordinates.
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
