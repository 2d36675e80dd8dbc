//! Values that must never be seen outside: each can be told from anything a card may show.
//!
//! Texts are `CANARY-<field>-<hex>`. What a detector knows by its form has that form, from ranges
//! kept free for examples where there are any. Runs of digits are of eight or more and begin
//! where no releasable number does; dates are of other years than a card's expiry.

use super::number::{hex, padded};
use super::random::Random;

/// How a never-field's values look.
pub(super) enum Look {
    /// A text with this before the hexadecimal digits.
    Text(String),
    /// What [`formed`] gives.
    Formed,
}

impl Look {
    pub(super) fn of(name: &str) -> Self {
        // a field has a form iff `formed` knows it
        if formed(name, &mut Random::of(0, 0), &mut String::new()) {
            Self::Formed
        } else {
            Self::Text(format!("CANARY-{name}-"))
        }
    }

    /// Appends a value of the field `name`, whose look this is.
    pub(super) fn value(&self, name: &str, random: &mut Random, out: &mut String) {
        match self {
            Self::Text(before) => {
                out.push_str(before);
                hex(random.next(), 8, out);
            }
            Self::Formed => {
                formed(name, random, out);
            }
        }
    }
}

/// Appends a value of a field that is known by its form, and says whether it is one.
fn formed(name: &str, random: &mut Random, out: &mut String) -> bool {
    match name {
        // dates: cards expire from 2027 to 2031
        "date_of_birth" => date(random, 1962, 2000, out),
        "hire_date" | "attestation_date" => date(random, 2001, 2019, out),
        "issue_date" | "vetting_granted" => date(random, 2020, 2023, out),
        "end_date" | "retirement_date" | "vetting_expires" => date(random, 2033, 2059, out),
        // numbers
        "pay_number" => form(random, "ZP######", out),
        "nhs_smartcard_uuid" => form(random, "9###########", out),
        "professional_reg_no" => form(random, "99A####Z", out),
        "chip_uid" => {
            out.push_str("04CA");
            hex(random.next(), 10, out);
        }
        "salary" => form(random, "4####.##", out),
        "allowances" | "overtime" => form(random, "2###.##", out),
        // contact
        "work_email" | "personal_email" | "upn" | "rfc822_name" => {
            out.push_str("CANARY-");
            out.push_str(name);
            out.push('-');
            hex(random.next(), 8, out);
            out.push_str("@example.org");
        }
        "work_phone" => form(random, "0161 496 0###", out),
        "work_mobile" => form(random, "07700900###", out),
        "personal_phone" => form(random, "07700 900###", out),
        "home_postcode" => form(random, "ZZ99 #@@", out),
        "uprn" => form(random, "9###########", out),
        // a place in the Irish Sea
        "geo" => form(random, "54.0#####,-5.0#####", out),
        // money
        "sort_code" => form(random, "00-##-##", out),
        "account_no" => form(random, "9#######", out),
        "iban" => iban(random, out),
        "bic" => form(random, "XXXXGB2L@@@", out),
        // government
        "nino" => {
            form(random, "QQ######", out);
            out.push_str(random.pick(&["A", "B", "C", "D"]).unwrap_or("A"));
        }
        "trn" => form(random, "99Z#####", out),
        "passport_no" => form(random, "9########", out),
        "driving_licence_no" => driving_licence(random, out),
        "brp" => form(random, "ZZ9######", out),
        "share_code" => form(random, "WZZ@@@@##", out),
        "nhs_number" => nhs_number(random, out),
        "dbs_certificate_no" => form(random, "009#########", out),
        _ => return false,
    }
    true
}

/// The pattern, with a digit for every `#` and a capital letter for every `@`.
fn form(random: &mut Random, pattern: &str, out: &mut String) {
    let mut bits = random.next();
    for c in pattern.chars() {
        match c {
            '#' => {
                padded(bits % 10, 1, out);
                bits /= 10;
            }
            '@' => {
                // the last byte of a letter from A to Z
                out.push(char::from(
                    b'A'.saturating_add(u8::try_from(bits % 26).unwrap_or(0)),
                ));
                bits /= 26;
            }
            other => out.push(other),
        }
    }
}

fn date(random: &mut Random, first: u64, last: u64, out: &mut String) {
    padded(first + random.below(last - first + 1), 4, out);
    out.push('-');
    padded(1 + random.below(12), 2, out);
    out.push('-');
    padded(1 + random.below(28), 2, out);
}

/// Of a bank that does not exist; check digits by ISO 7064 (mod 97).
fn iban(random: &mut Random, out: &mut String) {
    // letters count as two digits, A = 10: the bank XXXX, then GB00 moved to the end
    let account = 99_000_000_000_000 + random.below(1_000_000_000_000);
    let number = 33_333_333_u128 * 10_u128.pow(20) + u128::from(account) * 10_u128.pow(6) + 161_100;
    out.push_str("GB");
    padded(98 - u64::try_from(number % 97).unwrap_or(0), 2, out);
    out.push_str("XXXX");
    padded(account, 14, out);
}

/// In the range 999, with the check digit of ten weights (mod 11).
fn nhs_number(random: &mut Random, out: &mut String) {
    let (number, check) = loop {
        let number = 999_000_000 + random.below(1_000_000);
        let sum: u64 = (0..9)
            .map(|i| number / 10_u64.pow(i) % 10 * u64::from(i + 2))
            .sum();
        match (11 - sum % 11) % 11 {
            10 => {}
            check => break (number, check),
        }
    };
    padded(number, 9, out);
    padded(check, 1, out);
}

/// Surname `CANAR`, then a date of birth in its scrambled order.
fn driving_licence(random: &mut Random, out: &mut String) {
    out.push_str("CANAR");
    padded(6 + random.below(4), 1, out);
    padded(1 + random.below(9), 2, out);
    padded(1 + random.below(28), 2, out);
    padded(random.below(10), 1, out);
    form(random, "Z9#@@", out);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(name: &str) -> impl Iterator<Item = String> {
        (0..2_000).map(move |i| {
            let mut out = String::new();
            assert!(formed(name, &mut Random::of(1, i), &mut out));
            out
        })
    }

    #[test]
    fn ibans_and_nhs_numbers_have_sound_check_digits() {
        for iban in values("iban") {
            let moved = iban[4..].to_owned() + &iban[..4];
            let digits: String = moved
                .chars()
                .map(|c| c.to_digit(36).unwrap().to_string())
                .collect();
            let rest = digits
                .bytes()
                .fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
            assert_eq!((rest, iban.len()), (1, 22), "{iban}");
        }
        for number in values("nhs_number") {
            let digits: Vec<_> = number.chars().map(|c| c.to_digit(10).unwrap()).collect();
            let sum: u32 = digits
                .iter()
                .zip((1..=10).rev())
                .map(|(digit, weight)| digit * weight)
                .sum();
            assert_eq!((sum % 11, digits.len()), (0, 10), "{number}");
            assert!(number.starts_with("999"));
        }
    }

    #[test]
    fn values_of_known_forms_have_them() {
        // `#` digit, `@` capital letter
        let form_of = |text: &str| -> String {
            text.chars()
                .map(|c| {
                    if c.is_ascii_digit() {
                        '#'
                    } else if c.is_ascii_uppercase() {
                        '@'
                    } else {
                        c
                    }
                })
                .collect()
        };
        for (name, form) in [
            ("date_of_birth", "####-##-##"),
            ("nino", "@@######@"),
            ("home_postcode", "@@## #@@"),
            ("sort_code", "##-##-##"),
            ("account_no", "########"),
            ("driving_licence_no", "@@@@@######@##@@"),
            ("passport_no", "#########"),
            ("trn", "##@#####"),
            ("personal_phone", "##### ######"),
        ] {
            for value in values(name) {
                assert_eq!(form_of(&value), form, "{name} {value}");
            }
        }
    }
}
