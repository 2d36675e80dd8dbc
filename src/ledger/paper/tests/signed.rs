use super::*;

#[test]
fn a_paper_is_verified_and_says_what_it_was_made_to_say() {
    let key = key();
    let signers = signers(&key, "Bureau");
    for paper in papers() {
        let signed = paper.sign(&key).unwrap();
        let bytes = signed.json().as_bytes();
        let read = Paper::verify(bytes, signed.signature().as_bytes(), &signers, day(TODAY));
        let verified = read.unwrap();
        assert_eq!(
            (verified.paper(), verified.signer()),
            (&paper, key.signer())
        );
        assert_eq!(
            (paper.controller(), paper.recipient()),
            ("Controller", "Bureau")
        );
        // signed twice, it is the same paper
        let again = paper.sign(&key).unwrap();
        assert_ne!(again.signature(), signed.signature());
        let read = Paper::verify(bytes, again.signature().as_bytes(), &signers, day(TODAY));
        assert_eq!(read.unwrap().sha256(), verified.sha256());
    }
    let receipt = receipt();
    assert_eq!(
        (receipt.rows(), receipt.photos(), receipt.is_verified()),
        (3, 0, true)
    );
    assert_eq!(receipt.delete_by(), day("2026-11-09"));
    assert_eq!(receipt.file().sha256(), "ab".repeat(32));
}

#[test]
fn every_changed_byte_of_a_paper_or_its_signature_is_refused() {
    let key = key();
    let signers = signers(&key, "Bureau");
    let is_accepted = |bytes: &[u8], signature: &[u8]| {
        Paper::verify(bytes, signature, &signers, day(TODAY)).is_ok()
    };
    let mut tried = 0_u64;
    for paper in [
        receipt().into(),
        attestation().into(),
        Paper::from(refusal()),
    ] {
        let signed = paper.sign(&key).unwrap();
        let (bytes, signature) = (signed.json().as_bytes(), signed.signature().as_bytes());
        assert!(is_accepted(bytes, signature));
        for at in 0..bytes.len() {
            let mut changed = bytes.to_vec();
            for other in 1..=255 {
                changed[at] = bytes[at] ^ other;
                assert!(!is_accepted(&changed, signature), "{at} {other}");
                tried += 1;
            }
            assert!(!is_accepted(&bytes[..at], signature), "cut at {at}");
        }
        for at in 0..signature.len() {
            let mut changed = signature.to_vec();
            for other in 1..=255 {
                changed[at] = signature[at] ^ other;
                assert!(!is_accepted(bytes, &changed), "{at} {other}");
                tried += 1;
            }
            assert!(!is_accepted(bytes, &signature[..at]), "cut at {at}");
        }
        for more in [b"\n".as_slice(), b" ", b"\0", b"}"] {
            assert!(!is_accepted(&[bytes, more].concat(), signature));
            assert!(!is_accepted(bytes, &[signature, more].concat()));
        }
    }
    assert!(tried > 400_000, "{tried}");
}

#[test]
fn a_paper_of_tomorrow_is_refused_and_one_of_today_is_not() {
    let key = key();
    let signers = signers(&key, "Bureau");
    for paper in papers() {
        let signed = paper.sign(&key).unwrap();
        let on = |today: Day| {
            Paper::verify(
                signed.json().as_bytes(),
                signed.signature().as_bytes(),
                &signers,
                today,
            )
        };
        assert!(on(paper.date()).is_ok());
        let errors = on(day("2026-11-02")).unwrap_err();
        assert_eq!(codes(&errors), [("paper-in-future", Some("date"))]);
    }
}

#[test]
fn who_signed_must_be_trusted_for_the_bureau_that_the_paper_names() {
    let (own, other) = (key(), key());
    let paper = Paper::from(receipt());
    let signed = paper.sign(&own).unwrap();
    let refused = |signature: &str, signers: &TrustedSigners| {
        let errors = Paper::verify(
            signed.json().as_bytes(),
            signature.as_bytes(),
            signers,
            day(TODAY),
        );
        codes(&errors.unwrap_err())
    };
    let bureau = signers(&own, "Bureau");
    let other_bureau = signers(&own, "Other Bureau");
    let stranger = signers(&other, "Bureau");
    assert_eq!(
        refused(signed.signature(), &stranger),
        [("paper-unknown-signer", None)]
    );
    assert_eq!(
        refused(signed.signature(), &other_bureau),
        [("paper-signer-not-bound", None)]
    );
    // the controller's own name is no bureau's
    let controller = signers(&own, "Controller");
    assert_eq!(
        refused(signed.signature(), &controller),
        [("paper-signer-not-bound", None)]
    );
    let forged = paper.sign(&other).unwrap();
    assert_eq!(
        refused(forged.signature(), &bureau),
        [("paper-unknown-signer", None)]
    );
    assert_eq!(refused("", &bureau), [("paper-bad-signature", None)]);
    // a signature of another paper, batch or kind is none of this one
    let file = FileDigest::new(1, [1; 32]);
    let elsewhere = Receipt::of(&manifest("00112233445566bb"), file, day("2026-11-03"), true);
    let same_batch = Receipt::of(&manifest(BATCH), file, day("2026-11-03"), true);
    for other in [
        elsewhere.into(),
        same_batch.into(),
        Paper::from(attestation()),
    ] {
        let signature = other.sign(&own).unwrap();
        assert_eq!(
            refused(signature.signature(), &bureau),
            [("paper-bad-signature", None)]
        );
    }
    // all that is wrong is told
    let errors = Paper::verify(
        signed.json().as_bytes(),
        signed.signature().as_bytes(),
        &stranger,
        day("2026-11-01"),
    );
    assert_eq!(
        codes(&errors.unwrap_err()),
        [
            ("paper-in-future", Some("date")),
            ("paper-unknown-signer", None)
        ]
    );
}
