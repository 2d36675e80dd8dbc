//! How the closed lists are declared and searched.

/// Declares an enum: its printed name, its short form, every accepted spelling in ASCII lower case
/// (a spelling given twice is an unreachable pattern, which the compiler reports), and the length of
/// the longest.
macro_rules! closed_list {
    (
        $(#[$doc:meta])* $list:ident, $rule:literal, max $max:literal {
            $($(#[$item_doc:meta])* $item:ident $name:literal $short:literal: $($spelling:literal)+;)*
        }
    ) => {
        $(#[$doc])*
        ///
        /// `Debug` is a constant: a value never speaks.
        #[non_exhaustive]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $list { $($(#[$item_doc])* $item,)* }

        impl $list {
            /// Every item.
            pub const ALL: &[Self] = &[$(Self::$item,)*];

            const NOT_ONE: $crate::value::Invalid = $crate::value::Invalid::new($rule);

            /// The printed form of the item that a normalised text names.
            pub(in crate::value) fn canonical(text: &str) -> Result<&'static str, $crate::value::Invalid> {
                Self::parse(text).map(Self::name).ok_or(Self::NOT_ONE)
            }

            /// The form that is printed.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$item => $name,)* }
            }

            /// The value's text, for those who may read it.
            pub(crate) fn expose(&self) -> &'static str {
                self.name()
            }

            /// The usual short form, or the printed one where there is none.
            pub const fn short(self) -> &'static str {
                match self { $(Self::$item => $short,)* }
            }

            /// The item that has exactly this spelling, ASCII case ignored.
            fn look_up(text: &str) -> Option<Self> {
                let mut buffer = [0_u8; $max];
                let lower = buffer.get_mut(..text.len())?;
                lower.copy_from_slice(text.as_bytes());
                lower.make_ascii_lowercase();
                match std::str::from_utf8(lower).ok()? {
                    $($($spelling)|+ => Some(Self::$item),)*
                    _ => None,
                }
            }
        }

        impl std::fmt::Debug for $list {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($list), " { .. }"))
            }
        }

        impl std::str::FromStr for $list {
            type Err = $crate::value::Invalid;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(&$crate::value::normalise(text)).ok_or(Self::NOT_ONE)
            }
        }
    };
}
