//! What a field accepts, in words for whoever has to correct a value.

use super::ValueType;

impl ValueType {
    /// What is accepted as a value of this type, in words.
    ///
    /// # Examples
    /// ```
    /// use cardsieve::Field;
    ///
    /// assert_eq!(
    ///     Field::CardDesign.value_type().accepts(),
    ///     "a card design is 2 to 12 capitals and digits"
    /// );
    /// ```
    pub const fn accepts(self) -> &'static str {
        match self {
            Self::RecordId => "a record id is 1 to 64 visible characters",
            Self::Name => {
                "a name is 1 to 50 letters of one script, marks, spaces and - ' ’ . between them; \
                 no digits, and no word such as suspended or tbc"
            }
            Self::WarrantNumber => {
                "a warrant number is 3 to 7 digits, with 2 digits and a slash before it at most"
            }
            Self::CollarNumber => {
                "a collar number is 1 to 5 digits with at most 3 letters before and 2 after"
            }
            Self::StaffNumber => "a staff number is 3 to 12 capitals, digits and hyphens",
            Self::EsrNumber => {
                "an ESR number is 8 digits, with a hyphen and 1 or 2 digits for an assignment"
            }
            Self::Barcode => "a barcode value is 1 to 64 visible characters",
            Self::Rank => {
                "a rank is one of the closed list in docs/values.md, such as Constable, PC, T/DC or PCSO"
            }
            Self::Organisation => {
                "an organisation is a force of the closed list in docs/values.md, such as Kent or Kent Police"
            }
            Self::Category => {
                "a category is one of officer, special, pcso, staff, volunteer, contractor, visitor, cadet"
            }
            Self::Title => "a title is 1 to 100 visible characters",
            Self::CardDesign => "a card design is 2 to 12 capitals and digits",
            Self::CardSerial => "a card serial is 1 to 20 capitals, digits and hyphens",
            Self::IssueNumber => "an issue number is 1 to 99 without leading zeros",
            Self::CredentialNo => "a credential number is 0 to 65535 without leading zeros",
            Self::FacilityCode => "a facility code is 0 to 255 without leading zeros",
            Self::Date => {
                "a date is a calendar day of 1900 to 2199 as YYYY-MM-DD, or as [dates] in the map says"
            }
            Self::Flag => "a flag is anything; what is not clear is raised",
            Self::Path => "a path has / between its names, no .. and no / before them",
            Self::Opaque | Self::Derived => "it is never read",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ValueType;
    use crate::value::{OfficerCategory, Organisation, Rank, canonical};

    #[test]
    fn what_is_said_to_be_accepted_is_the_rule_that_a_bad_value_breaks() {
        let mut judged = 0;
        for kind in ValueType::ALL {
            let rule = match canonical(*kind, "\u{7}") {
                Err(invalid) => invalid.rule(),
                Ok(text) => panic!("{text:?} is a {}", kind.name()),
            };
            match kind {
                ValueType::Name => assert!(kind.accepts().starts_with("a name is")),
                ValueType::Rank | ValueType::Organisation | ValueType::Category => {
                    assert!(rule.contains("closed list"), "{rule}");
                }
                ValueType::Date => assert!(kind.accepts().starts_with(rule)),
                ValueType::Flag | ValueType::Path | ValueType::Opaque | ValueType::Derived => {}
                _ => {
                    assert_eq!(kind.accepts(), rule);
                    judged += 1;
                }
            }
        }
        assert_eq!(judged, 12);
    }

    #[test]
    fn the_values_named_as_examples_are_accepted() {
        for rank in ["Constable", "PC", "T/DC", "PCSO"] {
            assert!(ValueType::Rank.accepts().contains(rank));
            assert!(rank.parse::<Rank>().is_ok(), "{rank}");
        }
        for force in ["Kent", "Kent Police"] {
            assert!(ValueType::Organisation.accepts().contains(force));
            assert!(force.parse::<Organisation>().is_ok(), "{force}");
        }
        for category in OfficerCategory::ALL {
            let word = category.name().to_lowercase();
            assert!(ValueType::Category.accepts().contains(&word), "{word}");
        }
    }
}
