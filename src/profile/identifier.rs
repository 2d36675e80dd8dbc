//! What each column is to somebody who wants to know whose row it is.

use super::{Column, Content, FieldPart, Profile};
use crate::field::{Class, Field, Linkability, Shown, ValueType};

/// How a column points at a person. The list is complete.
///
/// It follows from the catalogue and the treatment alone, and is the same for every batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identifier {
    /// The same in every row.
    Constant,
    /// A keyed token and nothing else: whoever lacks the secret knows nobody by it.
    Token,
    /// A number of the card, of which every card has its own, and which tells nothing of its holder.
    CardNumber,
    /// Narrows the choice together with others.
    Quasi,
    /// Points at one person by itself: a name, or a number of the person.
    Direct,
}

impl Identifier {
    /// Every one, in the order of how well it points at a person.
    pub const ALL: &[Self] = &[
        Self::Constant,
        Self::Token,
        Self::CardNumber,
        Self::Quasi,
        Self::Direct,
    ];

    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Token => "token",
            Self::CardNumber => "card-number",
            Self::Quasi => "quasi-identifier",
            Self::Direct => "direct-identifier",
        }
    }

    /// Of one part of a column.
    ///
    /// Whatever is not known to be less is a quasi-identifier.
    fn of(part: &FieldPart) -> Self {
        let (field, treatment) = (part.field(), part.rule().treatment());
        match (treatment.shown, field.class(), field.value_type()) {
            (Shown::None, _, _) => Self::Token,
            // what equals itself everywhere can be looked up; initials cannot
            (_, Class::DirectIdentifier, _) if treatment.linkability == Linkability::Global => {
                Self::Direct
            }
            (_, Class::Fulfilment, ValueType::CardSerial | ValueType::CredentialNo) => {
                Self::CardNumber
            }
            _ => Self::Quasi,
        }
    }
}

impl Column {
    /// What the column is to somebody who wants to know whose row it is.
    ///
    /// # Examples
    /// ```
    /// use cardsieve::profile::{Identifier, Profile};
    ///
    /// let profile = Profile::preset("warrant-card").ok_or("no such preset")?;
    /// let of = |header| {
    ///     let mut columns = profile.columns().iter();
    ///     columns.find(|column| column.header() == header).map(|column| column.identifier())
    /// };
    /// assert_eq!(of("print_name"), Some(Identifier::Direct));
    /// assert_eq!(of("rank"), Some(Identifier::Quasi));
    /// assert_eq!(of("record_ref"), Some(Identifier::Token));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn identifier(&self) -> Identifier {
        match &self.content {
            Content::Constant(_) => Identifier::Constant,
            Content::Parts(_) => self
                .field_parts()
                .map(Identifier::of)
                // of several in one cell the one that points best; with a token beside a
                // quasi-identifier every cell is another one, which errs on the safe side
                .max()
                .unwrap_or(Identifier::Constant),
        }
    }

    /// The fields of its parts, each once.
    pub(crate) fn fields(&self) -> Vec<Field> {
        let mut fields = Vec::new();
        for part in self.field_parts() {
            if !fields.contains(&part.field()) {
                fields.push(part.field());
            }
        }
        fields
    }
}

impl Profile {
    /// The columns that are so to somebody who wants to know whose row it is, in their order.
    pub fn columns_that_are(&self, identifier: Identifier) -> impl Iterator<Item = &Column> {
        let columns = self.columns.iter();
        columns.filter(move |column| column.identifier() == identifier)
    }
}

#[cfg(test)]
mod tests {
    use super::{Identifier, Profile};
    use crate::field::{Class, Field, Linkability, Shown};
    use crate::profile::rule::samples;
    use crate::profile::{FieldPart, Part};

    fn headers(profile: &Profile, identifier: Identifier) -> Vec<&str> {
        profile
            .columns_that_are(identifier)
            .map(|column| column.header())
            .collect()
    }

    #[test]
    fn of_every_preset_it_is_known_which_columns_point_at_a_person() {
        // told by reading the presets, not by the program
        for (preset, direct, quasi) in [
            (
                "warrant-card",
                "print_name printed_number",
                "card_design rank expiry issue_no",
            ),
            (
                "staff-card",
                "print_name",
                "card_design role expiry issue_no",
            ),
            ("contractor-card", "print_name", "card_design expiry"),
            (
                "replacement-card",
                "print_name printed_number",
                "card_design rank expiry issue_no",
            ),
            ("access-fob", "", "card_design"),
            ("shell-card", "", "card_design"),
            (
                "nhs-card",
                "first_name last_name",
                "card_design role expiry issue_no",
            ),
        ] {
            let profile = Profile::preset(preset).unwrap();
            let words = |text: &'static str| text.split_whitespace().collect::<Vec<_>>();
            assert_eq!(headers(&profile, Identifier::Direct), words(direct));
            assert_eq!(headers(&profile, Identifier::Quasi), words(quasi));
            let cards = headers(&profile, Identifier::CardNumber);
            assert_eq!(cards, ["card_serial", "credential_no"], "{preset}");
            let tokens = headers(&profile, Identifier::Token);
            assert_eq!(tokens.first(), Some(&"record_ref"), "{preset}");
        }
        let contractor = Profile::preset("contractor-card").unwrap();
        assert_eq!(headers(&contractor, Identifier::Constant), ["role"]);
    }

    #[test]
    fn every_identifier_has_its_name_in_reports() {
        let names: Vec<&str> = Identifier::ALL.iter().map(|one| one.name()).collect();
        assert_eq!(
            names,
            [
                "constant",
                "token",
                "card-number",
                "quasi-identifier",
                "direct-identifier",
            ]
        );
    }

    #[test]
    fn every_treatment_of_every_field_is_a_quasi_identifier_unless_it_is_known_to_be_more_or_less()
    {
        let mut counted = [0; 4];
        for field in Field::ALL {
            let Some(readable) = field.readable() else {
                continue;
            };
            for rule in samples() {
                let part = FieldPart {
                    field: readable,
                    rule,
                };
                let treatment = part.rule.treatment();
                let expected = if treatment.shown == Shown::None {
                    Identifier::Token
                } else if field.class() == Class::DirectIdentifier
                    && treatment.linkability == Linkability::Global
                {
                    Identifier::Direct
                } else if ["card_serial", "credential_no"].contains(&field.name()) {
                    Identifier::CardNumber
                } else {
                    Identifier::Quasi
                };
                assert_eq!(Identifier::of(&part), expected, "{field}");
                counted[expected as usize - 1] += 1;
            }
        }
        assert!(counted.iter().all(|count| *count > 0), "{counted:?}");
    }

    #[test]
    fn what_stands_in_one_cell_is_judged_by_what_points_best() {
        use Identifier::{Direct, Quasi};
        let text = "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\n\
            delete_after_days = 1\n[[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
            parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n\
            [[column]]\nheader = \"line\"\nplace = \"front\"\nparts = [{ field = \"rank\", treatment = \"keep\" }, \
            { text = \" \" }, { field = \"family_name\", treatment = \"keep\" }]\n\
            [[column]]\nheader = \"letters\"\nplace = \"front\"\nparts = [{ field = \"given_names\", treatment = \"initials\" }]\n";
        let profile: Profile = text.parse().unwrap();
        assert_eq!(headers(&profile, Direct), ["line"]);
        assert_eq!(headers(&profile, Quasi), ["letters"]);
        let line = &profile.columns()[1];
        assert_eq!(line.fields(), [Field::Rank, Field::FamilyName]);
        let parts = match line.content() {
            crate::profile::Content::Parts(parts) => parts,
            crate::profile::Content::Constant(_) => unreachable!(),
        };
        assert!(parts.iter().any(|part| matches!(part, Part::Text(_))));
    }
}
