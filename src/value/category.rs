//! What kind of holder a card is for.

closed_list! {
    /// The kind of holder, which selects the artwork. The list is complete in format 1.
    OfficerCategory, "a category is not on the closed list", max 10 {
        /// A police officer.
        Officer "Officer" "Officer": "officer";
        /// A special constable.
        Special "Special" "Special": "special";
        /// A police community support officer.
        Pcso "PCSO" "PCSO": "pcso";
        /// Police staff.
        Staff "Staff" "Staff": "staff";
        /// A volunteer.
        Volunteer "Volunteer" "Volunteer": "volunteer";
        /// A contractor.
        Contractor "Contractor" "Contractor": "contractor";
        /// A visitor.
        Visitor "Visitor" "Visitor": "visitor";
        /// A cadet.
        Cadet "Cadet" "Cadet": "cadet";
    }
}

impl OfficerCategory {
    /// The category that a text names, ASCII case ignored.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::look_up(text)
    }
}

#[cfg(test)]
mod tests {
    use super::OfficerCategory;

    #[test]
    fn every_category_is_read_in_any_case_and_printed_with_a_capital() {
        for category in OfficerCategory::ALL.iter().copied() {
            for text in [
                category.name().to_owned(),
                category.name().to_uppercase(),
                category.short().to_owned(),
            ] {
                assert_eq!(OfficerCategory::parse(&text), Some(category));
            }
            assert!(
                category
                    .name()
                    .starts_with(|c: char| c.is_ascii_uppercase())
            );
        }
        for text in [
            "", "officers", "officer ", "agency", "ｓtaff", "staﬀ", "ſtaff",
        ] {
            assert_eq!(OfficerCategory::parse(text), None, "{text:?}");
        }
    }
}
