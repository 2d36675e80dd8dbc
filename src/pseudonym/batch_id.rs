//! The number that keeps the tokens of one batch apart from those of every other.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;

use super::SecretError;
use crate::value::Invalid;

/// A batch's id: 16 lower-case hex digits, drawn at random.
///
/// # Security
/// No secret, but never to be used twice: it is what keeps people from being followed from one
/// batch to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BatchId([u8; 8]);

impl BatchId {
    /// A new id from the operating system's random source. It has a letter, so that nobody takes it
    /// for the number of a payment card.
    ///
    /// # Errors
    /// The source gives nothing.
    pub fn random() -> Result<Self, SecretError> {
        loop {
            let mut id = [0; 8];
            getrandom::fill(&mut id).map_err(|_| SecretError::no_randomness())?;
            if has_letter(id) {
                return Ok(Self(id));
            }
        }
    }

    /// The id of this number, for batches that nobody releases.
    #[cfg(feature = "prove")]
    pub(crate) const fn of(number: u64) -> Self {
        Self(number.to_be_bytes())
    }
}

/// One id in 1,845 has none.
fn has_letter(id: [u8; 8]) -> bool {
    id.iter().any(|byte| byte >> 4 > 9 || byte & 15 > 9)
}

impl FromStr for BatchId {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        HEXLOWER
            .decode(text.as_bytes())
            .ok()
            .and_then(|id| id.try_into().ok())
            .map(Self)
            .ok_or(Invalid::new("not 16 lower-case hex digits"))
    }
}

impl fmt::Display for BatchId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", u64::from_be_bytes(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_id_is_sixteen_lower_case_hex_digits_and_nothing_else() {
        for good in ["0000000000000000", "7d1c2f6a9b3e4c50", "ffffffffffffffff"] {
            assert_eq!(good.parse::<BatchId>().unwrap().to_string(), good);
        }
        for bad in [
            "",
            "7d1c2f6a9b3e4c5",
            "7d1c2f6a9b3e4c500",
            "7D1C2F6A9B3E4C50",
            "7d1c2f6a9b3e4c5g",
            " 7d1c2f6a9b3e4c50",
            "7d1c2f6a9b3e4c50\n",
            "0x7d1c2f6a9b3e4c",
            "７d1c2f6a9b3e4c50",
        ] {
            assert!(bad.parse::<BatchId>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn no_random_batch_id_is_a_number() {
        for number in ["4510682575957899", "0000000000000000", "9999999999999999"] {
            let BatchId(id) = number.parse().unwrap();
            assert!(!has_letter(id), "{number}");
        }
        for letter in [
            "a000000000000000",
            "000000000000000a",
            "0f00000000000000",
            "00000000a0000000",
        ] {
            let BatchId(id) = letter.parse().unwrap();
            assert!(has_letter(id), "{letter}");
        }
        for _ in 0..40_000 {
            let id = BatchId::random().unwrap().to_string();
            assert!(id.contains(|c: char| c.is_ascii_alphabetic()), "{id}");
        }
    }

    #[test]
    fn random_batch_ids_differ_and_read_back() {
        let (a, b) = (BatchId::random().unwrap(), BatchId::random().unwrap());
        assert_ne!(a, b);
        assert_eq!(a.to_string().parse::<BatchId>().unwrap(), a);
    }
}
