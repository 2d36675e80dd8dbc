//! The kinds of data that a batch can hold.

use crate::field::{Class, Field, Shown, Treatment, ValueType};

/// A kind of data that a batch can hold. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Names, whole or in part.
    Name,
    /// A face.
    Photo,
    /// A warrant, collar or staff number.
    PersonNumber,
    /// Rank, role, force and the like.
    Post,
    /// Artwork, issue, expiry, facility: what a card says of itself.
    Card,
    /// The numbers by which a door knows a card.
    Credential,
    /// Tokens without the secret.
    Token,
}

impl Category {
    /// Every kind, what weighs most first.
    pub const ALL: &[Self] = &[
        Self::Name,
        Self::Photo,
        Self::PersonNumber,
        Self::Post,
        Self::Card,
        Self::Credential,
        Self::Token,
    ];

    /// The kind of a field under a treatment. A photo is no field of a column.
    pub const fn of(field: Field, treatment: Treatment) -> Self {
        match (treatment.shown, field.value_type(), field.class()) {
            (Shown::None, _, _) => Self::Token,
            (_, ValueType::Name, _) => Self::Name,
            (_, ValueType::CredentialNo | ValueType::CardSerial, _) => Self::Credential,
            (_, ValueType::Date, _) | (_, _, Class::Fulfilment) => Self::Card,
            (_, _, Class::DirectIdentifier) => Self::PersonNumber,
            _ => Self::Post,
        }
    }

    /// The name in lists.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Photo => "photo",
            Self::PersonNumber => "person-number",
            Self::Post => "post",
            Self::Card => "card",
            Self::Credential => "credential",
            Self::Token => "token",
        }
    }
}
