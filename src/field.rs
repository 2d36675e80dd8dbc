//! The field catalogue: every field an employer may hold about a person, and its floor.

mod accepted;
mod kind;
pub mod listing;
#[macro_use]
mod table;
mod treatment;

#[cfg(any(test, feature = "prove"))]
pub(crate) mod golden;
#[cfg(test)]
mod tests;

use std::fmt;

pub use kind::{Class, Correlation, Group, Role, Special, ValueType};
pub use treatment::{Linkability, Place, PlaceKind, Shown, Treatment};

/// Floors in the shorthand of the table.
mod floor {
    use super::{Linkability, Shown, Treatment};

    pub(super) const FULL: Treatment = Treatment::KEEP;
    pub(super) const PART: Treatment = Treatment::new(Shown::Partial, Linkability::None);
    pub(super) const PART_GLOBAL: Treatment = Treatment::new(Shown::Partial, Linkability::Global);
    pub(super) const TOKEN: Treatment = Treatment::new(Shown::None, Linkability::Recipient);
    pub(super) const DROP: Treatment = Treatment::DROP;
}

macro_rules! or_none {
    ($type:ident _) => {
        None
    };
    ($type:ident $value:ident) => {
        Some($type::$value)
    };
}

macro_rules! define_fields {
    (
        releasable { $($r:ident $rname:ident $rgroup:ident $rclass:ident $rtype:ident $rcorr:tt $rspecial:tt
            ($printed:ident, $order:ident, $encoded:ident) $rreason:literal, $rsupport:literal;)* }
        deciding { $($d:ident $dname:ident $dgroup:ident $dclass:ident $dtype:ident $dcorr:tt $dspecial:tt
            $dreason:literal, $dsupport:literal;)* }
        never { $($n:ident $nname:ident $ngroup:ident $nclass:ident $ncorr:tt $nspecial:tt
            $nreason:literal, $nsupport:literal;)* }
        derived { $($v:ident $vname:ident $vgroup:ident $vclass:ident $vcorr:tt
            $vreason:literal, $vsupport:literal;)* }
    ) => {
        /// One field of the catalogue.
        #[non_exhaustive]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $(#[doc = $rreason] $r,)*
            $(#[doc = $dreason] $d,)*
            $(#[doc = $nreason] $n,)*
            $(#[doc = $vreason] $v,)*
        }

        impl Field {
            /// Every field.
            pub const ALL: &[Self] = &[$(Self::$r,)* $(Self::$d,)* $(Self::$n,)* $(Self::$v,)*];

            /// The name in maps, profiles and records.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$r => stringify!($rname),)*
                    $(Self::$d => stringify!($dname),)*
                    $(Self::$n => stringify!($nname),)*
                    $(Self::$v => stringify!($vname),)*
                }
            }

            /// The field with exactly this name; case counts, and nothing is trimmed.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $(stringify!($rname) => Some(Self::$r),)*
                    $(stringify!($dname) => Some(Self::$d),)*
                    $(stringify!($nname) => Some(Self::$n),)*
                    $(stringify!($vname) => Some(Self::$v),)*
                    _ => None,
                }
            }

            /// The catalogue group.
            pub const fn group(self) -> Group {
                match self {
                    $(Self::$r => Group::$rgroup,)*
                    $(Self::$d => Group::$dgroup,)*
                    $(Self::$n => Group::$ngroup,)*
                    $(Self::$v => Group::$vgroup,)*
                }
            }

            /// What kind of identifier it is.
            pub const fn class(self) -> Class {
                match self {
                    $(Self::$r => Class::$rclass,)*
                    $(Self::$d => Class::$dclass,)*
                    $(Self::$n => Class::$nclass,)*
                    $(Self::$v => Class::$vclass,)*
                }
            }

            /// The form its text must have.
            pub const fn value_type(self) -> ValueType {
                match self {
                    $(Self::$r => ValueType::$rtype,)*
                    $(Self::$d => ValueType::$dtype,)*
                    $(Self::$n => ValueType::Opaque,)*
                    $(Self::$v => ValueType::Derived,)*
                }
            }

            /// How the library deals with it.
            pub const fn role(self) -> Role {
                match self {
                    $(Self::$r => Role::Releasable,)*
                    $(Self::$d => Role::Deciding,)*
                    $(Self::$n => Role::Never,)*
                    $(Self::$v => Role::Derived,)*
                }
            }

            /// The fields whose values tell this one's.
            pub const fn correlation(self) -> Option<Correlation> {
                match self {
                    $(Self::$r => or_none!(Correlation $rcorr),)*
                    $(Self::$d => or_none!(Correlation $dcorr),)*
                    $(Self::$n => or_none!(Correlation $ncorr),)*
                    $(Self::$v => or_none!(Correlation $vcorr),)*
                }
            }

            /// Whether the law counts it among its special kinds of data.
            pub const fn special(self) -> Option<Special> {
                match self {
                    $(Self::$r => or_none!(Special $rspecial),)*
                    $(Self::$d => or_none!(Special $dspecial),)*
                    $(Self::$n => or_none!(Special $nspecial),)*
                    $(Self::$v => None,)*
                }
            }

            /// Why the floor is where it is.
            pub const fn reason(self) -> &'static str {
                match self {
                    $(Self::$r => $rreason,)* $(Self::$d => $dreason,)* $(Self::$n => $nreason,)* $(Self::$v => $vreason,)*
                }
            }

            /// The rule or practice that supports the reason.
            pub const fn support(self) -> &'static str {
                match self {
                    $(Self::$r => $rsupport,)* $(Self::$d => $dsupport,)* $(Self::$n => $nsupport,)* $(Self::$v => $vsupport,)*
                }
            }

            /// The least protective treatment allowed at this kind of place.
            const fn floor_by_kind(self, kind: PlaceKind) -> Treatment {
                match self {
                    $(Self::$r => match kind {
                        PlaceKind::Printed => floor::$printed,
                        PlaceKind::Order => floor::$order,
                        PlaceKind::Encoded => floor::$encoded,
                    },)*
                    $(Self::$d)|* => floor::DROP,
                    $(Self::$n)|* => floor::DROP,
                    $(Self::$v)|* => floor::DROP,
                }
            }

            /// This field as one that may be read, if it is one.
            pub const fn readable(self) -> Option<Readable> {
                match self {
                    $(Self::$r => Some(Readable::$r),)*
                    $(Self::$d => Some(Readable::$d),)*
                    $(Self::$n)|* => None,
                    $(Self::$v)|* => None,
                }
            }
        }

        /// A field that the library reads: one that may leave, or one that decides about the record.
        ///
        /// No other field can be named through this type, which is how the rest stays unread.
        #[non_exhaustive]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Readable {
            $(#[doc = $rreason] $r,)*
            $(#[doc = $dreason] $d,)*
        }

        impl Readable {
            /// Every readable field.
            pub const ALL: &[Self] = &[$(Self::$r,)* $(Self::$d,)*];

            /// The field of the catalogue.
            pub const fn field(self) -> Field {
                match self { $(Self::$r => Field::$r,)* $(Self::$d => Field::$d,)* }
            }
        }
    };
}

catalogue!(define_fields);

impl Field {
    /// The least protective treatment that any profile may give the field at `place`.
    ///
    /// # Security
    /// Compiled in: no profile, feature, flag or call chooses another.
    ///
    /// # Examples
    /// ```
    /// use cardsieve::field::{Field, Place, Treatment};
    ///
    /// // A name may be printed, and is needed nowhere else.
    /// assert_eq!(Field::FamilyName.floor(Place::Front), Treatment::KEEP);
    /// assert_eq!(Field::FamilyName.floor(Place::Chip), Treatment::DROP);
    /// // A pay number may go nowhere.
    /// for &place in Place::ALL {
    ///     assert_eq!(Field::PayNumber.floor(place), Treatment::DROP);
    /// }
    /// ```
    pub const fn floor(self, place: Place) -> Treatment {
        self.floor_by_kind(place.kind())
    }

    /// Whether the field drops at every place.
    pub const fn is_never_released(self) -> bool {
        self.floor_by_kind(PlaceKind::Printed).is_drop()
            && self.floor_by_kind(PlaceKind::Order).is_drop()
            && self.floor_by_kind(PlaceKind::Encoded).is_drop()
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Readable {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Its position in [`Readable::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The name in maps, profiles and records.
    pub const fn name(self) -> &'static str {
        self.field().name()
    }
}

/// A flag that withholds a person from every profile that shows something of one. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// Works under cover.
    Covert,
    /// Has a protected identity or court anonymity.
    ProtectedIdentity,
    /// Works in close protection.
    CloseProtection,
    /// Is under threat.
    UnderThreat,
    /// Is a minor.
    Minor,
}

impl Flag {
    /// Every flag.
    pub const ALL: &[Self] = &[
        Self::Covert,
        Self::ProtectedIdentity,
        Self::CloseProtection,
        Self::UnderThreat,
        Self::Minor,
    ];

    /// The field that carries it.
    pub const fn readable(self) -> Readable {
        match self {
            Self::Covert => Readable::Covert,
            Self::ProtectedIdentity => Readable::ProtectedIdentity,
            Self::CloseProtection => Readable::CloseProtection,
            Self::UnderThreat => Readable::UnderThreat,
            Self::Minor => Readable::Minor,
        }
    }

    /// The field's name.
    pub const fn name(self) -> &'static str {
        self.readable().name()
    }
}
