//! The values of typed records: made from text, read back only inside this crate.

use std::fmt;
use std::str::FromStr;

use super::{Invalid, canonical, normalise};
use crate::field::ValueType;

macro_rules! values {
    ($($(#[$doc:meta])* $name:ident;)*) => { $(values!(@ $(#[$doc])* $name $name);)* };
    (@ $(#[$doc:meta])* EsrEmployeeNumber $same:ident) => { values!(= $(#[$doc])* $same EsrNumber); };
    (@ $(#[$doc:meta])* $name:ident $same:ident) => { values!(= $(#[$doc])* $name $same); };
    (= $(#[$doc:meta])* $name:ident $kind:ident) => {
        $(#[$doc])*
        ///
        /// # Security
        /// Neither `Display` nor `Clone` nor `Serialize`; `Debug` is a constant.
        pub struct $name(Box<str>);

        impl $name {
            /// The value's text, for those who may read it.
            pub(crate) fn expose(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = Invalid;

            fn from_str(text: &str) -> Result<Self, Invalid> {
                let text = normalise(text);
                Ok(Self(canonical(ValueType::$kind, &text)?.into()))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), " { .. }"))
            }
        }
    };
}

values! {
    /// A person's name or part of it.
    Name;
    /// A warrant number.
    WarrantNumber;
    /// A collar number.
    CollarNumber;
    /// A staff number.
    StaffNumber;
    /// An NHS ESR employee or assignment number.
    EsrEmployeeNumber;
    /// The key of a record in the HR system.
    RecordId;
    /// What a barcode or QR code says.
    Barcode;
    /// A job title or department.
    Title;
    /// A code for the artwork.
    CardDesign;
    /// A card's serial number.
    CardSerial;
    /// An issue number, 1 to 99.
    IssueNumber;
    /// A credential number, 0 to 65535.
    CredentialNo;
    /// A facility code, 0 to 255.
    FacilityCode;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_normalised_parsed_and_never_speaks() {
        let name: Name = "  Sia\u{302}n\u{2003}".parse().unwrap();
        assert_eq!(name.expose(), "Siân");
        assert_eq!(format!("{name:?} {name:#?}"), "Name { .. } Name { .. }");
        let error = "S1an".parse::<Name>().unwrap_err();
        assert!(!format!("{error} {error:?}").contains("S1an"));
    }

    #[test]
    fn each_type_takes_its_own_form_and_no_empty_text() {
        assert_eq!(
            "12/3456".parse::<WarrantNumber>().unwrap().expose(),
            "12/3456"
        );
        assert_eq!(
            "PC 1234".parse::<CollarNumber>().unwrap().expose(),
            "PC 1234"
        );
        assert_eq!("A-1".parse::<StaffNumber>().unwrap().expose(), "A-1");
        assert_eq!(
            "12345678-1".parse::<EsrEmployeeNumber>().unwrap().expose(),
            "12345678-1"
        );
        assert_eq!("x y".parse::<RecordId>().unwrap().expose(), "x y");
        assert_eq!("b".parse::<Barcode>().unwrap().expose(), "b");
        assert_eq!("Nurse".parse::<Title>().unwrap().expose(), "Nurse");
        assert_eq!("D1".parse::<CardDesign>().unwrap().expose(), "D1");
        assert_eq!("C-1".parse::<CardSerial>().unwrap().expose(), "C-1");
        assert_eq!("9".parse::<IssueNumber>().unwrap().expose(), "9");
        assert_eq!("0".parse::<CredentialNo>().unwrap().expose(), "0");
        assert_eq!("255".parse::<FacilityCode>().unwrap().expose(), "255");
        assert!(
            " ".parse::<Name>().is_err()
                && "\t".parse::<RecordId>().is_err()
                && "".parse::<Title>().is_err()
        );
    }
}
