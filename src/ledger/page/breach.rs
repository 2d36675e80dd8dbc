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
    /// What was held, as a letter to those affected says it (34(2)).
    pub held: &'static str,
    /// What could happen to them, as a letter says it.
    pub harm: &'static [&'static str],
    /// What is done about it, as a letter says it.
    pub done: &'static [&'static str],
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
                held: "your name, or part of it",
                harm: &[
                    "Somebody could find out that you work for us, and look for you online or at home.",
                    "You could get messages or calls that use your name and claim to come from us or from the card maker.",
                ],
                done: &["We are warning colleagues who answer calls that a caller may know names."],
                advice: &[
                    "Look at what can be found online under your name, and close what should not be seen.",
                    "Do not answer messages about this incident that ask you for details. We will not ask you for them by e-mail.",
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
                held: "your photo",
                harm: &[
                    "Somebody could compare your face with pictures online or in the street.",
                    "Somebody could use your photo to make a false card.",
                ],
                done: &[
                    "We are telling those who check cards that false ones may be about.",
                    "We are looking at each person who must not be recognised.",
                ],
                advice: &[
                    "Tell your supervisor if your work depends on your not being recognised.",
                ],
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
                held: "your warrant, collar or staff number",
                harm: &[
                    "Somebody could use your number to pretend to be you, or to ask about you.",
                ],
                done: &[
                    "We are making sure that nobody is believed because of such a number alone.",
                ],
                advice: &[
                    "Ask for another way to prove who you are wherever your number has been enough.",
                ],
            },
            Self::Post => Words {
                title: "Ranks, roles and organisation",
                consequences: &[
                    "together with a name it tells whom it pays to approach, press or follow",
                    "all rows together tell how many there are of each rank or role",
                ],
                measures: &["assess together with names: those of few in their rank or role first"],
                held: "your rank, role or where you work",
                harm: &[
                    "Together with your name it could show somebody that it is worth while to approach you or to press you.",
                ],
                done: &[
                    "We are looking first at those who can be recognised by their rank or role.",
                ],
                advice: &[
                    "Be careful with calls and messages that mention your rank, your role or where you work.",
                ],
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
                held: "how your card looks, and until when it is valid",
                harm: &["Somebody could make a false card that looks right."],
                done: &["We are telling those who check cards which cards to look at twice."],
                advice: &["Tell us at once if your card is missing."],
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
                held: "the number of your card",
                harm: &["Somebody could copy your card, and open doors that it opens."],
                done: &[
                    "We are replacing the cards whose numbers are affected, and will have the doors refuse the old ones.",
                ],
                advice: &[
                    "Hand in your card when you are asked to, and tell us if it no longer works.",
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
                held: "codes that stand for you, from which nobody but us can tell who you are",
                harm: &[
                    "The codes could show that two cards are of the same person, but not whose they are.",
                ],
                done: &["We are making new codes."],
                advice: &[],
            },
        }
    }
}
