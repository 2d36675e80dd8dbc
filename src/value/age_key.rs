//! Recipients' keys of age: Bech32 (BIP 173) of 32 bytes, under the prefix `age`.
//!
//! Only the form is judged here, checksum included; what a key is used for is the command's matter.

const PREFIX: &str = "age";
const ALPHABET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/// 32 bytes are 51 characters of five bits, and one of which the last four are padding.
const DATA: usize = 52;
const CHECKSUM: usize = 6;

/// Whether the text is a key to which age can encrypt, in the one form in which age writes it.
pub fn is_recipient(text: &str) -> bool {
    let Some(body) = text
        .strip_prefix(PREFIX)
        .and_then(|rest| rest.strip_prefix('1'))
    else {
        return false;
    };
    let values: Option<Vec<u8>> = body.bytes().map(value).collect();
    let Some(values) = values.filter(|values| values.len() == DATA + CHECKSUM) else {
        return false;
    };
    let is_padded = values.get(DATA - 1).is_some_and(|last| last & 0b1111 == 0);
    is_padded && is_checked(&values) && !is_of_low_order(&values)
}

/// The points whose product with anything is zero (RFC 7748, section 7), which nobody's key is; without
/// the last bit, which X25519 leaves out of account.
const LOW_ORDER: [&str; 7] = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

fn is_of_low_order(values: &[u8]) -> bool {
    let mut bytes = Vec::with_capacity(33);
    let (mut held, mut bits) = (0_u32, 0);
    for value in values.iter().take(DATA) {
        held = held << 5 | u32::from(*value);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.extend((held >> bits).to_le_bytes().first());
        }
    }
    if let Some(last) = bytes.get_mut(31) {
        *last &= 0x7f;
    }
    let bytes = bytes.get(..32).unwrap_or_default();
    LOW_ORDER.contains(&data_encoding::HEXLOWER.encode(bytes).as_str())
}

fn value(character: u8) -> Option<u8> {
    let at = ALPHABET.iter().position(|one| *one == character)?;
    u8::try_from(at).ok()
}

fn is_checked(values: &[u8]) -> bool {
    let high = PREFIX.bytes().map(|byte| byte >> 5);
    let low = PREFIX.bytes().map(|byte| byte & 31);
    let all = high.chain([0]).chain(low).chain(values.iter().copied());
    all.fold(1, step) == 1
}

/// The generator polynomial of BIP 173.
fn step(state: u32, value: u8) -> u32 {
    const GENERATOR: [u32; 5] = [
        0x3b6a_57b2,
        0x2650_8e6d,
        0x1ea1_19fa,
        0x3d42_33dd,
        0x2a14_62b3,
    ];
    let top = state >> 25;
    let next = (state & 0x01ff_ffff) << 5 ^ u32::from(value);
    let set = (0..).zip(GENERATOR).filter(|(bit, _)| top >> bit & 1 == 1);
    set.fold(next, |next, (_, generator)| next ^ generator)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the description of age: the recipient of its example.
    const KEY: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

    #[test]
    fn a_key_to_which_nobody_has_the_other_half_is_none() {
        let zero = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z";
        assert!(!is_recipient(zero));
        let values: Vec<u8> = zero
            .bytes()
            .skip(4)
            .map(|byte| value(byte).unwrap())
            .collect();
        assert!(is_checked(&values) && is_of_low_order(&values));
        // the same point with the bit that is left out of account, and another point
        let (mut marked, mut other) = (values.clone(), values);
        marked[49] |= 0b00010;
        other[49] |= 0b00001;
        assert!(is_of_low_order(&marked) && !is_of_low_order(&other));
    }

    #[test]
    fn a_key_is_taken_in_its_one_form() {
        assert!(is_recipient(KEY));
        for bad in [
            "".to_owned(),
            "age1".to_owned(),
            KEY.to_uppercase(),
            format!("{KEY} "),
            format!(" {KEY}"),
            format!("{KEY}q"),
            KEY.replacen("age1", "age11", 1),
            KEY.replacen("age1", "agf1", 1),
            KEY.replacen("age1", "AGE1", 1),
            "AGE-SECRET-KEY-1QQQ".to_owned(),
        ] {
            assert!(!is_recipient(&bad), "{bad}");
        }
    }

    #[test]
    fn no_key_with_one_character_changed_left_out_or_swapped_is_taken() {
        for at in 0..KEY.len() {
            for other in (0..128_u8).map(char::from) {
                let mut text: Vec<char> = KEY.chars().collect();
                if text[at] != other {
                    text[at] = other;
                    assert!(!is_recipient(&text.iter().collect::<String>()), "{at}");
                }
            }
            let mut text = KEY.to_owned();
            text.remove(at);
            assert!(!is_recipient(&text), "{at}");
            let mut text: Vec<char> = KEY.chars().collect();
            if at > 0 && text[at] != text[at - 1] {
                text.swap(at - 1, at);
                assert!(!is_recipient(&text.iter().collect::<String>()), "{at}");
            }
        }
    }

    #[test]
    fn padding_that_is_not_zero_is_refused_whatever_the_checksum() {
        let body: Vec<u8> = KEY[4..4 + DATA]
            .bytes()
            .map(|c| value(c).unwrap())
            .collect();
        let mut taken = 0;
        for last in 0..32 {
            let mut values = body.clone();
            values[DATA - 1] = last;
            // the checksum that makes the whole come to 1
            let prefix = [3, 3, 3, 0, 1, 7, 5];
            let all = prefix
                .into_iter()
                .chain(values.iter().copied())
                .chain([0; CHECKSUM]);
            let rest = all.fold(1, step) ^ 1;
            let check = (0..CHECKSUM).map(|at| (rest >> (5 * (5 - at)) & 31) as u8);
            let text: String = values
                .iter()
                .copied()
                .chain(check)
                .map(|value| char::from(ALPHABET[usize::from(value)]))
                .collect();
            let is_taken = is_recipient(&format!("age1{text}"));
            assert_eq!(is_taken, last & 15 == 0, "{last}");
            taken += u32::from(is_taken);
        }
        assert_eq!(taken, 2);
    }
}
