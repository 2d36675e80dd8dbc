//! What follows from the loss of each kind of data, and what helps: words for a notice to the
//! supervisory authority (UK GDPR 33(3)(c), (d)) and to those affected (34(2)).
//!
//! They are a beginning: whoever sends them answers for them, and knows more.

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

/// What to say of one kind of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// The kind in words.
    pub title: &'static str,
    /// What is likely to follow (33(3)(c)).
    pub consequences: &'static [&'static str],
    /// What the controller can do, or propose (33(3)(d)).
    pub measures: &'static [&'static str],
    /// What those affected can do themselves (34(2)).
    pub advice: &'static [&'static str],
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

    /// What to say of it.
    pub const fn words(self) -> Words {
        match self {
            Self::Name => Words {
                title: "Names",
                consequences: &[
                    "those named can be found out as employees of this organisation, and sought on social media, in registers and at home",
                    "rare names single a person out by themselves, and point at a background",
                    "messages that address people by name, in the employer's or the bureau's voice, are believed",
                ],
                measures: &[
                    "tell those affected, those with rare names and those at known risk first",
                    "warn staff and the switchboard of callers who know names",
                ],
                advice: &[
                    "look at what can be found under your name, and close what should not be",
                    "do not answer messages about this breach that ask for details; the employer will not ask for them by mail",
                ],
            },
            Self::Photo => Words {
                title: "Photos",
                consequences: &[
                    "faces can be compared with pictures on social media, in the press and from the street, by people and by machines",
                    "a face cannot be changed: for those who will work under cover later, the loss does not end",
                    "with a name and a design a photo is what a forged card needs",
                ],
                measures: &[
                    "have those who must not be recognised, now or later, assessed one by one",
                    "tell whoever admits people by sight that cards of this design can be forged; consider another design",
                ],
                advice: &["tell your supervisor if your work depends on not being recognised"],
            },
            Self::PersonNumber => Words {
                title: "Numbers of persons",
                consequences: &[
                    "the number is used to pretend to be its holder, or to ask systems and colleagues about the holder",
                    "numbers given in sequence tell roughly when somebody joined; where a pay number is made from a warrant number, it is known as well",
                ],
                measures: &[
                    "let no process accept the number as proof of who somebody is",
                    "watch for requests to payroll and human resources that quote it",
                ],
                advice: &[
                    "ask for another way to prove who you are where the number has been enough",
                ],
            },
            Self::Post => Words {
                title: "Ranks, roles and organisation",
                consequences: &[
                    "together with a name it tells whom it pays to approach, press or follow",
                    "all rows together tell how many there are of each rank or role",
                ],
                measures: &["assess together with names: those of few in their rank or role first"],
                advice: &[],
            },
            Self::Card => Words {
                title: "What a card says of itself",
                consequences: &[
                    "design and expiry make a forged card believable",
                    "a design that few have tells their unit; an issue number above one, that a card was lost or replaced",
                ],
                measures: &[
                    "tell whoever checks cards which designs and days of expiry are affected",
                ],
                advice: &[],
            },
            Self::Credential => Words {
                title: "Numbers of cards",
                consequences: &[
                    "where a door trusts the number alone, a copied number opens it",
                    "serial numbers help to make a forged card believable",
                ],
                measures: &[
                    "have the access system refuse these numbers, and issue others",
                    "look through the access system's log for the time since the batch was sent",
                ],
                advice: &[
                    "hand in your card when you are asked to, and report one that no longer works",
                ],
            },
            Self::Token => Words {
                title: "Tokens",
                consequences: &[
                    "without the controller's secret they lead to nobody; they tell which rows and photos belong together",
                    "tokens of one recipient's scope tell that two batches speak of the same person",
                ],
                measures: &[
                    "make sure that the secret was not lost as well, and begin a new epoch",
                    "replace barcodes that carry a token if somebody could use them in place of a card",
                ],
                advice: &[],
            },
        }
    }
}
