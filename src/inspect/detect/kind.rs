//! What can be found.

/// Declares every kind with its name, meaning and next step, so that none can be forgotten.
macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident $name:literal $meaning:literal $next:literal;)+) => {
        /// A kind of personal data that is known by its form.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Kind {
            $($(#[$doc])* $variant,)+
        }

        impl Kind {
            /// Every kind, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The kind's name, which does not change.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What was found, in one line that holds no value.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)+ }
            }

            /// What to do about it.
            pub const fn next_step(self) -> &'static str {
                match self { $(Self::$variant => $next,)+ }
            }
        }
    };
}

kinds! {
    /// A National Insurance number.
    Nino "nino" "looks like a National Insurance number" "remove the column; no card needs it";
    /// HMRC's reference for whoever has no number yet.
    TemporaryReference "temporary-reference" "looks like a temporary reference of HMRC" "remove the column; no card needs it";
    /// An NHS, CHI or H&C number.
    NhsNumber "nhs-number" "looks like an NHS number" "remove the column; no card needs it";
    /// A driving licence of Great Britain.
    DrivingLicence "driving-licence" "looks like a driving licence number, which tells name and date of birth" "remove the column; no card needs it";
    /// A British passport.
    Passport "passport" "looks like a passport number" "remove the column; no card needs it";
    /// A unique taxpayer reference.
    Utr "utr" "looks like a taxpayer reference" "remove the column; no card needs it";
    /// A postcode.
    Postcode "postcode" "looks like a postcode" "remove the column; agree the place of delivery apart from the data";
    /// A street and house number.
    StreetAddress "street-address" "looks like a street address" "remove the column; agree the place of delivery apart from the data";
    /// An international bank account number.
    Iban "iban" "looks like an international bank account number" "remove the column; no card needs it";
    /// A sort code, an account number, or both.
    BankAccount "bank-account" "looks like a sort code or bank account number" "remove the columns; no card needs them";
    /// A number of a payment card.
    PaymentCard "payment-card" "looks like the number of a payment card" "remove the column; no card needs it";
    /// An e-mail address.
    Email "email" "looks like an e-mail address" "remove the column; it tells the name and often the unit";
    /// A telephone number.
    Phone "phone" "looks like a telephone number" "remove the column; a number for finders belongs to the artwork";
    /// A date of birth.
    DateOfBirth "date-of-birth" "looks like a date of birth" "remove the column; no card needs it";
    /// A salary or other pay.
    Salary "salary" "looks like somebody's pay" "remove the column; no card needs it";
    /// A level of vetting or clearance.
    VettingLevel "vetting-level" "looks like a level of vetting or clearance" "remove the column; it makes the file a list of targets";
    /// An address of the internet protocol.
    IpAddress "ip-address" "looks like an IP address" "remove it; no card needs it";
    /// An address of a network card.
    MacAddress "mac-address" "looks like a MAC address" "remove it; no card needs it";
    /// A place on earth in degrees.
    Coordinates "coordinates" "looks like coordinates of a place" "remove the column; no card needs it";
    /// A place on earth in three words.
    What3words "what3words" "looks like a place in three words" "remove the column; no card needs it";
    /// A vehicle's registration mark.
    VehicleRegistration "vehicle-registration" "looks like a vehicle's registration mark" "remove the column; no card needs it";
    /// A payroll number beside the number it is made from.
    PayNumber "pay-number" "looks like a pay number" "remove the column; it leads into payroll";
    /// The number of a radio terminal.
    RadioIssi "radio-issi" "looks like the number of a radio terminal" "remove the column; it tells who carries which radio";
    /// A radio call sign.
    CallSign "call-sign" "looks like a call sign" "remove the column; it tells duty and unit";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kebab_case_and_each_is_of_one_kind() {
        for (at, kind) in Kind::ALL.iter().enumerate() {
            assert!(
                kind.name()
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            );
            assert!(
                Kind::ALL
                    .iter()
                    .skip(at + 1)
                    .all(|other| other.name() != kind.name())
            );
        }
    }
}
