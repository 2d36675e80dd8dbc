//! Which countries have such numbers, and how they are made.
//!
//! Source: SWIFT, IBAN registry (ISO 13616-2), release 101: the part behind the two check digits, in fields of `n` (digits),
//! `a` (capital letters) and `c` (either).

/// The form of a country's numbers.
pub(super) fn form(country: &[u8]) -> Option<&'static str> {
    let [first @ b'A'..=b'Z', second @ b'A'..=b'Z'] = country else {
        return None;
    };
    let at = PLACES.get(place(*first, *second)).copied()?;
    FORMS.get(usize::from(at)).map(|(_, form)| *form)
}

/// How long a country's numbers are, if there are any that begin with these letters, small or capital.
pub(super) fn length(first: u8, second: u8) -> Option<usize> {
    let capitals = [first.to_ascii_uppercase(), second.to_ascii_uppercase()];
    let own = |form: &str| {
        let (sum, last) = form.bytes().fold((0, 0), |(sum, width), sign| match sign {
            b'0'..=b'9' => (sum, width * 10 + usize::from(sign - b'0')),
            _ => (sum + width, 0),
        });
        sum + last
    };
    form(&capitals).map(|form| 4 + own(form))
}

const fn place(first: u8, second: u8) -> usize {
    (first - b'A') as usize * 26 + (second - b'A') as usize
}

/// Where in the list each pair of letters stands, or a place behind its end.
const PLACES: [u8; 26 * 26] = {
    let mut places = [u8::MAX; 26 * 26];
    let mut at = 0_u8;
    while (at as usize) < FORMS.len() {
        #[expect(
            clippy::indexing_slicing,
            reason = "as the compiler runs it, it cannot be out of bounds"
        )]
        {
            let listed = FORMS[at as usize].0.as_bytes();
            places[place(listed[0], listed[1])] = at;
        }
        at += 1;
    }
    places
};

#[rustfmt::skip]
const FORMS: &[(&str, &str)] = &[
    ("AD", "4n4n12c"), ("AE", "3n16n"), ("AL", "8n16c"), ("AT", "5n11n"), ("AZ", "4a20c"), ("BA", "3n3n8n2n"),
    ("BE", "3n7n2n"), ("BG", "4a4n2n8c"), ("BH", "4a14c"), ("BI", "5n5n11n2n"), ("BR", "8n5n10n1a1c"),
    ("BY", "4c4n16c"), ("CH", "5n12c"), ("CR", "4n14n"), ("CY", "3n5n16c"), ("CZ", "4n16n"), ("DE", "8n10n"),
    ("DJ", "5n5n11n2n"), ("DK", "4n9n1n"), ("DO", "4c20n"), ("EE", "2n14n"), ("EG", "4n4n17n"),
    ("ES", "4n4n1n1n10n"), ("FI", "3n11n"), ("FK", "2a12n"), ("FO", "4n9n1n"), ("FR", "5n5n11c2n"),
    ("GB", "4a6n8n"), ("GE", "2a16n"), ("GI", "4a15c"), ("GL", "4n9n1n"), ("GR", "3n4n16c"), ("GT", "4c20c"),
    ("HN", "4a20n"), ("HR", "7n10n"), ("HU", "3n4n1n15n1n"), ("IE", "4a6n8n"), ("IL", "3n3n13n"), ("IQ", "4a3n12n"),
    ("IS", "4n2n6n10n"), ("IT", "1a5n5n12c"), ("JO", "4a4n18c"), ("KW", "4a22c"), ("KZ", "3n13c"), ("LB", "4n20c"),
    ("LC", "4a24c"), ("LI", "5n12c"), ("LT", "5n11n"), ("LU", "3n13c"), ("LV", "4a13c"), ("LY", "3n3n15n"),
    ("MC", "5n5n11c2n"), ("MD", "2c18c"), ("ME", "3n13n2n"), ("MK", "3n10c2n"), ("MN", "4n12n"),
    ("MR", "5n5n11n2n"), ("MT", "4a5n18c"), ("MU", "4a2n2n12n3n3a"), ("NI", "4a20n"), ("NL", "4a10n"),
    ("NO", "4n6n1n"), ("OM", "3n16c"), ("PK", "4a16c"), ("PL", "8n16n"), ("PS", "4a21c"), ("PT", "4n4n11n2n"),
    ("QA", "4a21c"), ("RO", "4a16c"), ("RS", "3n13n2n"), ("RU", "9n5n15c"), ("SA", "2n18c"), ("SC", "4a2n2n16n3a"),
    ("SD", "2n12n"), ("SE", "3n16n1n"), ("SI", "5n8n2n"), ("SK", "4n6n10n"), ("SM", "1a5n5n12c"), ("SO", "4n3n12n"),
    ("ST", "4n4n11n2n"), ("SV", "4a20n"), ("TL", "3n14n2n"), ("TN", "2n3n13n2n"), ("TR", "5n1n16c"),
    ("UA", "6n19c"), ("VA", "3n15n"), ("VG", "4a16n"), ("XK", "4n10n2n"), ("YE", "4a4n18c"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_in_order_and_forms_are_of_fields_alone() {
        assert!(FORMS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(FORMS.iter().all(|(_, form)| {
            form.bytes()
                .all(|b| b.is_ascii_digit() || b"nac".contains(&b))
        }));
        assert_eq!(form(b"GB"), Some("4a6n8n"));
        for (country, own) in FORMS {
            assert_eq!(form(country.as_bytes()), Some(*own));
        }
        for (letters, length) in [("GB", 22), ("gb", 22), ("Mt", 31), ("NO", 15)] {
            let [first, second] = letters.as_bytes() else {
                panic!("two letters");
            };
            assert_eq!(super::length(*first, *second), Some(length), "{letters}");
        }
        for other in ["QQ", "GBX", "G", "gb", "G1"] {
            assert_eq!(form(other.as_bytes()), None);
        }
    }
}
