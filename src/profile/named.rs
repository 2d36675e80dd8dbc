//! Enums whose variants have a name in the format.

macro_rules! named {
    ($type:ident { $($variant:ident $name:literal,)* }) => {
        impl $type {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in a profile.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            pub(crate) fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

pub(super) use named;
