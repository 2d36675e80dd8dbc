//! A batch that was changed in any way does not verify.

use std::io::Cursor;

use proptest::prelude::*;

use super::made::*;
use crate::batch::{Form, TrustedSigners, read};

/// A small batch, every byte of which is tried.
fn small(form: Form) -> (Vec<u8>, TrustedSigners) {
    let (bytes, signer) = signed(&with_photos(), form, &people(2));
    (bytes, trust(&signer))
}

#[test]
fn no_changed_byte_verifies() {
    for form in [Form::Csv, Form::Ndjson] {
        let (mut bytes, signers) = small(form);
        assert!(verify(&bytes, &signers).is_ok());
        for at in 0..bytes.len() {
            let kept = bytes[at];
            for changed in [kept ^ 1, kept ^ 0x20, kept ^ 0x80, !kept] {
                bytes[at] = changed;
                assert!(verify(&bytes, &signers).is_err(), "byte {at}: {changed}");
            }
            bytes[at] = kept;
        }
        assert!(verify(&bytes, &signers).is_ok());
    }
}

#[test]
fn no_changed_byte_of_an_unsigned_batch_passes_unseen() {
    let mut bytes = unsigned(&with_photos(), Form::Csv, &people(1));
    for at in 0..bytes.len() {
        let kept = bytes[at];
        for changed in (0..=255).filter(|byte| *byte != kept) {
            bytes[at] = changed;
            let batch = read(Cursor::new(bytes.as_slice()));
            assert!(
                batch
                    .and_then(|batch| batch.verify_unsigned(&expect()))
                    .is_err()
            );
        }
        bytes[at] = kept;
    }
}

#[test]
fn nothing_cut_verifies() {
    let (bytes, signers) = small(Form::Csv);
    for length in 0..bytes.len() {
        assert!(
            verify(&bytes[..length], &signers).is_err(),
            "the first {length}"
        );
        assert!(verify(&bytes[bytes.len() - length..], &signers).is_err());
    }
    for at in 0..bytes.len() {
        let mut shorter = bytes.clone();
        shorter.remove(at);
        assert!(verify(&shorter, &signers).is_err(), "without byte {at}");
    }
}

#[test]
fn nothing_added_verifies() {
    let (bytes, signers) = small(Form::Csv);
    let end = bytes[bytes.len() - 22..].to_vec();
    for more in [
        b"\0".as_slice(),
        b"\n",
        b"PK\x05\x06",
        &end,
        &bytes,
        b"MZ\x90",
    ] {
        assert!(verify(&[bytes.as_slice(), more].concat(), &signers).is_err());
        assert!(verify(&[more, bytes.as_slice()].concat(), &signers).is_err());
    }
    for at in 0..=bytes.len() {
        for byte in [0, b'a', 0xff] {
            let mut longer = bytes.clone();
            longer.insert(at, byte);
            assert!(verify(&longer, &signers).is_err(), "byte {at}");
        }
    }
}

#[test]
fn nothing_joined_swapped_or_doubled_verifies() {
    let (bytes, signers) = small(Form::Csv);
    let ours = entries(&bytes);
    let (other, _) = signed(&with_photos(), Form::Csv, &people(3));
    let others = entries(&other);
    assert!(verify(&zip_of(&ours), &signers).is_ok());
    for left in 0..ours.len() {
        let mut fewer = ours.clone();
        fewer.remove(left);
        assert!(verify(&zip_of(&fewer), &signers).is_err(), "without {left}");
        for at in 0..=ours.len() {
            let mut doubled = ours.clone();
            doubled.insert(at, ours[left].clone());
            assert!(verify(&zip_of(&doubled), &signers).is_err());
        }
        for right in 0..ours.len() {
            if left != right {
                // whole entries, contents alone, names alone
                let mut swapped = ours.clone();
                swapped.swap(left, right);
                assert!(verify(&zip_of(&swapped), &signers).is_err());
                let mut contents = ours.clone();
                contents[left].1 = ours[right].1.clone();
                contents[right].1 = ours[left].1.clone();
                assert!(verify(&zip_of(&contents), &signers).is_err());
                let mut one = ours.clone();
                one[left].1 = ours[right].1.clone();
                assert!(verify(&zip_of(&one), &signers).is_err());
            }
        }
        for foreign in &others {
            let mut joined = ours.clone();
            joined[left] = foreign.clone();
            // the third person's photo, the other signature and manifest and rows
            if joined != ours {
                assert!(verify(&zip_of(&joined), &signers).is_err());
            }
            let mut more = ours.clone();
            more.push(foreign.clone());
            assert!(verify(&zip_of(&more), &signers).is_err());
        }
    }
    let mut resigned = others.clone();
    resigned[0] = ours[0].clone();
    resigned[2..].clone_from_slice(&others[2..]);
    assert!(verify(&zip_of(&resigned), &signers).is_err());
}

#[test]
fn a_reader_that_changes_its_mind_is_noticed() {
    let (bytes, signers) = small(Form::Csv);
    let mut batch = verify(&bytes, &signers).unwrap();
    let mut changed = verify(&bytes, &signers).unwrap();
    assert!(batch.rows().is_ok() && batch.photo(0).is_ok());
    for byte in changed.container.reader.get_mut().iter_mut().skip(1000) {
        *byte ^= 1;
    }
    assert!(changed.rows().is_err() || changed.photo(1).is_err());
    assert!(changed.photo(0).is_err() && changed.photo(1).is_err());
}

#[test]
fn a_change_that_keeps_the_checksum_is_noticed() {
    // the generator of CRC-32 itself, over which every checksum stays as it is
    let unseen = [0x41, 0x06, 0x71, 0xdb, 0x01];
    let (bytes, signers) = small(Form::Csv);
    let entries = entries(&bytes);
    for (name, content) in &entries[2..] {
        let start = bytes
            .windows(content.len())
            .position(|window| window == content)
            .unwrap();
        let mut batch = verify(&bytes, &signers).unwrap();
        let mut spoilt = content.clone();
        for (at, bits) in unseen.iter().enumerate() {
            batch.container.reader.get_mut()[start + at] ^= bits;
            spoilt[at] ^= bits;
        }
        assert_eq!(
            crate::batch::zip::Crc::of(&spoilt),
            crate::batch::zip::Crc::of(content)
        );
        let is_rows = name.starts_with("rows");
        assert_eq!(batch.rows().is_err(), is_rows, "{name}");
        let photos: Vec<bool> = (0..2).map(|at| batch.photo(at).is_err()).collect();
        assert_eq!(photos.contains(&true), !is_rows, "{name}");
        assert!(batch.write_to(Vec::new()).is_err(), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_other_bytes_do_not_verify_and_nothing_panics(
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_usize..40, 0_u8..4, any::<u8>()), 1..4),
    ) {
        let (bytes, signers) = small(Form::Csv);
        let mut changed = bytes.clone();
        for (at, from, length, kind, byte) in edits {
            if changed.is_empty() {
                break;
            }
            let at = at.index(changed.len());
            let end = (at + length).min(changed.len());
            let from = from.index(bytes.len());
            let piece = bytes[from..(from + length).min(bytes.len())].to_vec();
            match kind {
                0 => drop(changed.drain(at..end)),
                1 => drop(changed.splice(at..end, piece)),
                2 => drop(changed.splice(at..at, piece)),
                _ => changed[at] = byte,
            }
        }
        prop_assert_eq!(verify(&changed, &signers).is_ok(), changed == bytes);
    }

    #[test]
    fn no_bytes_make_a_reader_of_batches_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), tail in 0_u16..4) {
        let (_, signers) = small(Form::Csv);
        prop_assert!(verify(&bytes, &signers).is_err());
        let length = bytes.len() as u32;
        let tailed = [bytes, crate::batch::zip::end(tail, 0, length).to_vec()].concat();
        prop_assert!(verify(&tailed, &signers).is_err());
    }
}
