//! Scheme v1 against an independent program's vectors, and the properties of its tokens.

use std::collections::HashSet;
use std::fmt::Write as _;

use data_encoding::{BASE32_NOPAD, BASE64, HEXLOWER};
use proptest::prelude::*;
use serde::Deserialize;
use sha2::{Digest, Sha256, Sha512};

use super::*;
use crate::value::normalise;

#[derive(Deserialize)]
struct Vectors {
    scheme: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    secret_hex: String,
    recipient: String,
    purpose: String,
    scope: String,
    field: String,
    place: String,
    value: String,
    chars: u8,
    token: String,
}

fn secret(hex: &str) -> PseudonymisationSecret {
    format!("e1 {hex}").parse().unwrap()
}

fn ours() -> PseudonymisationSecret {
    secret(&"5a".repeat(32))
}

const BATCH: &str = "7d1c2f6a9b3e4c50";

fn domain() -> Domain<'static> {
    Domain {
        recipient: "Example Card Bureau",
        purpose: "Print warrant cards",
        scope: Scope::Batch,
        batch: BATCH.parse().unwrap(),
        field: Field::RecordId,
        place: Place::Matching,
    }
}

fn token(tokeniser: &Tokeniser, value: &str) -> String {
    let mut token = String::new();
    tokeniser.token_into(&normalise(value), &mut token);
    token
}

#[test]
fn every_vector_of_the_independent_program_is_met() {
    let vectors: Vectors =
        serde_json::from_str(include_str!("../../tests/vectors/pseudonym-v1.json")).unwrap();
    assert_eq!(vectors.scheme.as_bytes(), SALT);
    assert_eq!(vectors.cases.len(), 40);
    for (i, case) in vectors.cases.iter().enumerate() {
        let (scope, batch) = match case.scope.split_once(':') {
            Some(("batch", id)) => (Scope::Batch, id),
            _ => (Scope::from_name(&case.scope).unwrap(), BATCH),
        };
        let domain = Domain {
            recipient: &case.recipient,
            purpose: &case.purpose,
            scope,
            batch: batch.parse().unwrap(),
            field: Field::from_name(&case.field).unwrap(),
            place: Place::from_name(&case.place).unwrap(),
        };
        let tokeniser = Tokeniser::new(&secret(&case.secret_hex), &domain, case.chars);
        assert_eq!(token(&tokeniser, &case.value), case.token, "case {i}");
    }
}

/// Whether each bit is as often set as not, among what was drawn so many times.
fn is_every_bit_drawn<const N: usize>(drawn: &[[u8; N]]) -> bool {
    (0..N * 8).all(|bit| {
        let set = drawn
            .iter()
            .filter(|bytes| bytes[bit / 8] >> (bit % 8) & 1 == 1);
        // of a fair bit, further off than once in a billion runs
        set.count().abs_diff(drawn.len() / 2) < drawn.len() / 8
    })
}

#[test]
fn every_bit_of_a_new_key_and_of_a_new_batch_id_is_drawn() {
    let keys: Vec<[u8; 32]> = (0..1200)
        .map(|_| {
            let made = PseudonymisationSecret::generate(EpochName::default()).unwrap();
            *made.expose_key()
        })
        .collect();
    assert!(is_every_bit_drawn(&keys));
    let ids: Vec<[u8; 8]> = (0..1200)
        .map(|_| {
            let id = BatchId::random().unwrap().to_string();
            HEXLOWER.decode(id.as_bytes()).unwrap().try_into().unwrap()
        })
        .collect();
    assert!(is_every_bit_drawn(&ids));
    let distinct: HashSet<&[u8; 8]> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len());
    let half_drawn: Vec<[u8; 8]> = ids
        .iter()
        .map(|id| [id[0], id[1], id[2], id[3], 7, 7, 7, 7])
        .collect();
    assert!(!is_every_bit_drawn(&half_drawn), "the judge itself");
}

#[test]
fn each_part_of_a_domain_alone_changes_every_token() {
    let base = domain();
    let other_batch = "7d1c2f6a9b3e4c51".parse().unwrap();
    let domains = [
        base,
        Domain {
            recipient: "Example Card Bureau.",
            ..base
        },
        Domain {
            purpose: "Print warrant card",
            ..base
        },
        Domain {
            scope: Scope::Recipient,
            ..base
        },
        Domain {
            batch: other_batch,
            ..base
        },
        Domain {
            field: Field::StaffNumber,
            ..base
        },
        Domain {
            place: Place::Barcode,
            ..base
        },
    ];
    for value in ["", "0", "123456", "O’Neill"] {
        let tokens: HashSet<_> = domains
            .iter()
            .map(|domain| token(&Tokeniser::new(&ours(), domain, 16), value))
            .collect();
        assert_eq!(tokens.len(), domains.len());
    }
    // the key counts too
    let other = secret(&("5a".repeat(31) + "5b"));
    assert_ne!(
        token(&Tokeniser::new(&ours(), &base, 16), "1"),
        token(&Tokeniser::new(&other, &base, 16), "1")
    );
}

#[test]
fn every_field_and_place_has_tokens_of_its_own() {
    let mut tokens = HashSet::new();
    for &field in Field::ALL {
        for &place in Place::ALL {
            let tokeniser = Tokeniser::new(
                &ours(),
                &Domain {
                    field,
                    place,
                    ..domain()
                },
                16,
            );
            assert!(tokens.insert(token(&tokeniser, "123456")));
        }
    }
}

#[test]
fn under_recipient_scope_the_batch_does_not_count() {
    let base = Domain {
        scope: Scope::Recipient,
        ..domain()
    };
    let other = Domain {
        batch: "0000000000000000".parse().unwrap(),
        ..base
    };
    assert_eq!(
        token(&Tokeniser::new(&ours(), &base, 16), "1"),
        token(&Tokeniser::new(&ours(), &other, 16), "1")
    );
}

#[test]
fn moving_a_letter_from_one_part_to_the_next_changes_the_domain() {
    assert_ne!(
        encode(["ab", "c", "", "", ""]),
        encode(["a", "bc", "", "", ""])
    );
    assert_ne!(encode(["", "a", "", "", ""]), encode(["a", "", "", "", ""]));
    assert_ne!(
        encode(["a\0", "", "", "", ""]),
        encode(["a", "\0", "", "", ""])
    );
    assert_ne!(
        encode(["\0\0\0\u{1}a", "", "", "", ""]),
        encode(["", "\0\0\0\u{1}a", "", "", ""])
    );
    assert_eq!(
        encode(["e\u{301}", "", "", "", ""]),
        encode(["é", "", "", "", ""])
    );
}

#[test]
fn a_million_six_digit_ids_have_a_million_tokens_and_none_is_guessable() {
    let tokeniser = Tokeniser::new(&ours(), &domain(), 16);
    let mut tokens = Vec::with_capacity(1_000_000);
    let (mut id, mut out) = (String::new(), String::new());
    for number in 0..1_000_000 {
        id.clear();
        out.clear();
        write!(id, "{number:06}").unwrap();
        // sixteen characters are the first ten bytes, as another test shows
        let mac = tokeniser.token_into(&id, &mut out);
        tokens.push(<[u8; 10]>::try_from(&mac[..10]).unwrap());
    }
    tokens.sort_unstable();
    assert!(tokens.is_sorted_by(|a, b| a < b), "no token repeats");
    // the taxi test: whoever hashes ids, in any usual spelling, finds no token
    for id in (0..1_000_000).step_by(101) {
        let id = format!("{id:06}");
        let bare = id.trim_start_matches('0');
        for spelling in [id.as_str(), bare] {
            for digest in [
                Sha256::digest(spelling).to_vec(),
                Sha512::digest(spelling).to_vec(),
                HEXLOWER.encode(&Sha256::digest(spelling)).into_bytes(),
                BASE32_NOPAD
                    .encode(&Sha256::digest(spelling))
                    .to_ascii_lowercase()
                    .into_bytes(),
                BASE64.encode(&Sha256::digest(spelling)).into_bytes(),
            ] {
                let cut: [u8; 10] = digest[..10].try_into().unwrap();
                assert!(tokens.binary_search(&cut).is_err());
            }
        }
    }
}

#[test]
fn a_token_is_no_spelling_of_its_value() {
    let tokeniser = Tokeniser::new(&ours(), &domain(), 26);
    for value in ["1234567890123456", "abcdefghijklmnop", "O’Neill"] {
        let token = token(&tokeniser, value);
        let reversed: String = value.chars().rev().collect();
        for spelling in [value, &reversed] {
            for encoded in [
                spelling.to_owned(),
                HEXLOWER.encode(spelling.as_bytes()),
                BASE32_NOPAD.encode(spelling.as_bytes()).to_lowercase(),
                BASE64.encode(spelling.as_bytes()),
            ] {
                assert!(!token.contains(&encoded) && !encoded.contains(&token[..8]));
            }
        }
    }
}

#[test]
fn nfc_makes_white_space_of_white_space_only() {
    for c in '\0'..=char::MAX {
        let white = std::iter::once(c).nfc().any(char::is_whitespace);
        assert_eq!(white, c.is_whitespace());
    }
}

#[test]
fn canonical_text_trims_white_space_and_nothing_else() {
    assert_eq!(normalise(" \t\u{85}\u{a0}\u{3000}x y\u{2028}\r\n"), "x y");
    assert_eq!(normalise("\u{feff}x\u{200b}"), "\u{feff}x\u{200b}");
    assert_eq!(normalise("\u{1c}x\u{1f}"), "\u{1c}x\u{1f}");
    assert_eq!(normalise("Sia\u{302}n"), "Siân");
    assert!(matches!(normalise(" Siân "), Cow::Borrowed("Siân")));
}

#[test]
fn the_tokeniser_says_nothing_in_debug_and_crosses_threads() {
    fn crosses<T: Send + Sync>() {}
    crosses::<Tokeniser>();
    crosses::<PseudonymisationSecret>();
    let tokeniser = Tokeniser::new(&ours(), &domain(), 16);
    assert_eq!(format!("{tokeniser:?}"), "Tokeniser { .. }");
}

#[test]
fn scopes_have_the_names_of_the_profile() {
    assert_eq!(Scope::ALL.map_names(), ["batch", "recipient"]);
    for &scope in Scope::ALL {
        assert_eq!(Scope::from_name(scope.name()), Some(scope));
    }
    assert_eq!(Scope::from_name("record"), None);
}

trait Names {
    fn map_names(&self) -> Vec<&'static str>;
}

impl Names for [Scope] {
    fn map_names(&self) -> Vec<&'static str> {
        self.iter().map(|scope| scope.name()).collect()
    }
}

proptest! {
    #[test]
    fn domains_have_the_same_bytes_only_if_they_are_the_same(
        a in prop::array::uniform5("[ab\0é]{0,3}"),
        b in prop::array::uniform5("[ab\0é]{0,3}"),
    ) {
        let bytes = |texts: &[String; 5]| encode(texts.each_ref().map(String::as_str));
        prop_assert_eq!(bytes(&a) == bytes(&b), a == b);
    }

    #[test]
    fn tokens_are_equal_iff_the_canonical_texts_are(
        a in "\\PC{0,6}|[ \u{a0}]?[e\u{301}é]{0,3}[ \u{2003}]?",
        b in "\\PC{0,6}|[ \u{a0}]?[e\u{301}é]{0,3}[ \u{2003}]?",
        chars in MIN_CHARS..=MAX_CHARS,
    ) {
        let tokeniser = Tokeniser::new(&ours(), &domain(), chars);
        let same = normalise(&a) == normalise(&b);
        prop_assert_eq!(token(&tokeniser, &a) == token(&tokeniser, &b), same);
        let (mut x, mut y) = (String::new(), String::new());
        let macs = (
            tokeniser.token_into(&normalise(&a), &mut x),
            tokeniser.token_into(&normalise(&b), &mut y),
        );
        prop_assert_eq!(macs.0 == macs.1, same);
    }

    #[test]
    fn a_token_is_base32_cut_to_its_length_and_appended(
        mac in any::<[u8; 32]>(), value in "\\PC{0,80}", chars in any::<u8>(),
    ) {
        let whole = BASE32_NOPAD.encode(&mac).to_lowercase();
        prop_assert_eq!(&base32(&mac), &whole.as_bytes()[..32]);
        let mut out = "before ".to_owned();
        Tokeniser::new(&ours(), &domain(), chars).token_into(&value, &mut out);
        let token = out.strip_prefix("before ").unwrap();
        prop_assert_eq!(token.len(), usize::from(chars.clamp(16, 26)));
        prop_assert!(token.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7')));
    }

    #[test]
    fn canonical_text_is_canonical_already(text in "\\PC{0,12}|[ \u{a0}\u{85}e\u{301}\u{327}\u{2000}]{0,8}") {
        let once = normalise(&text).into_owned();
        prop_assert_eq!(normalise(&once), once.as_str());
        let reference: String = text.nfc().collect();
        prop_assert_eq!(reference.trim(), once);
    }
}
