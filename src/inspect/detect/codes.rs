//! Codes that mean nothing: identifiers of RFC 9562, and of others in its groups, and strings in base64. By chance parts of them look like other numbers.

use std::borrow::Cow;

use super::hit::Hit;
use super::kind::Kind;
use super::street_address;
use super::words::Kinds;

/// A shorter code is a number of somebody's as well.
const FEWEST: usize = 12;
const LONGEST: usize = 512;
const UUID: usize = 36;

/// What has no check that would tell it from a part of a code.
const UNCHECKED: Kinds = Kinds::of(Kind::Postcode)
    .and(Kinds::of(Kind::StreetAddress))
    .and(Kinds::of(Kind::VehicleRegistration))
    .and(Kinds::of(Kind::Phone))
    .and(Kinds::of(Kind::Passport))
    .and(Kinds::of(Kind::TemporaryReference))
    .and(Kinds::of(Kind::DateOfBirth));

/// The text without its identifiers of RFC 9562, of any version, or of none: Excel swaps the bytes of some.
pub(super) fn without_uuids(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut from = 0;
    if text.len() >= UUID {
        for hyphen in memchr::memchr_iter(b'-', text.as_bytes()) {
            let Some(start) = hyphen.checked_sub(8).filter(|start| *start >= from) else {
                continue;
            };
            if is_uuid_at(text.as_bytes(), start) {
                out.push_str(text.get(from..start).unwrap_or_default());
                out.push('#');
                from = start + UUID;
            }
        }
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

/// Whether it is such an identifier and nothing else.
#[inline]
pub(super) fn is_uuid(text: &[u8]) -> bool {
    text.len() == UUID && text.get(8) == Some(&b'-') && is_uuid_at(text, 0)
}

fn is_uuid_at(text: &[u8], start: usize) -> bool {
    let end = start + UUID;
    let id = text.get(start..end).and_then(<[u8]>::first_chunk);
    let Some(id): Option<&[u8; UUID]> = id else {
        return false;
    };
    let is_part = |at: Option<usize>| {
        at.and_then(|at| text.get(at))
            .is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80)
    };
    // of all at once, as nobody can foretell which of its signs are digits
    let (mut others, mut hyphens) = (0, 0_u8);
    for b in id {
        let is_hex = (b.wrapping_sub(b'0') < 10) | ((b | 0x20).wrapping_sub(b'a') < 6);
        let is_hyphen = *b == b'-';
        others |= u8::from(!is_hex & !is_hyphen);
        hyphens = hyphens.wrapping_add(u8::from(is_hyphen));
    }
    others == 0
        && hyphens == 4
        && [id[8], id[13], id[18], id[23]] == [b'-'; 4]
        && !is_part(start.checked_sub(1))
        && !is_part(Some(end))
}

/// Leaves out what is no more than a part of a code by chance.
pub(super) fn leave_out(text: &str, hits: &mut Vec<Hit>) {
    if hits.iter().any(|hit| UNCHECKED.has(hit.kind))
        && is_jumbled(text)
        && !street_address::is_in_one(text.trim().as_bytes())
    {
        hits.retain(|hit| !UNCHECKED.has(hit.kind));
    }
}

/// Whether the text is one code in which small letters, capitals and digits follow each other without a rule.
fn is_jumbled(text: &str) -> bool {
    let text = text.trim();
    if !(FEWEST..=LONGEST).contains(&text.len()) {
        return false;
    }
    let (mut before, mut switches, mut signs, mut seen) = (0, 0, 0, 0);
    for byte in text.bytes() {
        let class = match byte {
            b'a'..=b'z' => 1,
            b'A'..=b'Z' => 2,
            b'0'..=b'9' => 4,
            b'-' | b'_' | b'+' | b'/' | b'=' | b'.' => 0,
            _ => return false,
        };
        if class != 0 {
            signs += 1;
            seen |= class;
            switches += usize::from(before != 0 && before != class);
        }
        before = class;
    }
    seen == 7 && signs >= FEWEST && switches * 3 >= signs
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::*;

    fn kinds(of: &str) -> Vec<Kind> {
        let mut kinds = Vec::new();
        text(of, &mut kinds);
        kinds
    }

    #[test]
    fn an_identifier_of_any_version_is_nothing_else_and_what_stands_beside_it_is_seen() {
        for id in [
            "9690f48b-4481-3794-9075-447bd308e15a",
            "8335054c-0083-4547-9824-4c5b72defdb2.jpg",
            "C9E0F40E-0066-8423-8827-293A65418E38",
            "{00000000-0000-1000-8000-447700900123}",
            "13_ncr:1_{591653FF-6DCC-CB45-9391-C469D947444B}",
            "{00020430-0000-0000-C000-000000000046}",
            "urn:uuid:07700900-1234-7123-9123-077009001234",
        ] {
            assert_eq!(kinds(id), [], "{id}");
        }
        let id = "9690f48b-4481-3794-9075-447bd308e15a";
        assert_eq!(kinds(&format!("{id} 07700 900123")), [Kind::Phone]);
        assert_eq!(kinds(&format!("QQ123456C_{id}_{id}.jpg")), [Kind::Nino]);
        assert_eq!(kinds(&format!("{id}-07700900123")), [Kind::Phone]);
    }

    #[test]
    fn a_part_of_a_code_in_base64_is_none_of_what_has_no_check() {
        for code in [
            "L6u5dq-9K86MCiVx-SW1A1AA",
            "kW0P2gQ-AB12CDE-68Gz0zHqByOAu0kTyg",
            "nF6l1+u1izBsZ+Wf15yGE+E15yGE==",
            "5rcJFCuQ9rnR6UpwTg3Vf7WlG7dwslG7PJ8T_cW82DwM11AE_AB12CDE",
        ] {
            assert_eq!(kinds(code), [], "{code}");
        }
        for (name, kind) in [
            ("photos/Smith-AB12CDE.jpg", Kind::VehicleRegistration),
            ("Smith_Jane_SW1A1AA_2024.jpg", Kind::Postcode),
            ("IMG_20240314_AB12CDE.jpg", Kind::VehicleRegistration),
            ("mfrggzdfmztwq2lk_SW1A1AA.jpg", Kind::Postcode),
            ("L6u5dq9K86MCiVx_QQ123456C", Kind::Nino),
        ] {
            assert_eq!(kinds(name), [kind], "{name}");
        }
    }
}
