//! Keys and signers files, in their forms.

use super::made::*;
use crate::batch::{Signer, SigningKey, TrustedSigners};
use crate::code::Code;

fn key_text(password: Option<&str>) -> String {
    let pair = match password {
        Some(password) => {
            minisign::KeyPair::generate_encrypted_keypair(Some(password.to_owned())).unwrap()
        }
        None => minisign::KeyPair::generate_unencrypted_keypair().unwrap(),
    };
    pair.sk.to_box(None).unwrap().to_string()
}

#[test]
fn a_key_is_read_in_its_one_form_and_never_shown() {
    let plain = key_text(None);
    assert_eq!(SigningKey::is_encrypted(&plain), Ok(false));
    let key = SigningKey::parse(&plain, None).unwrap();
    assert_eq!(
        format!("{key:?} {key:#?}"),
        "SigningKey { .. } SigningKey { .. }"
    );
    let locked = key_text(Some("right"));
    assert_eq!(SigningKey::is_encrypted(&locked), Ok(true));
    assert!(SigningKey::parse(&locked, Some("right")).is_ok());
    let code = |text: &str, password| SigningKey::parse(text, password).unwrap_err().code();
    assert_eq!(code(&locked, None), Code::KeyNeedsPassword);
    assert_eq!(code(&locked, Some("wrong")), Code::WrongPassword);
    let public = key.signer().to_string();
    for text in [
        "",
        "untrusted comment: x",
        "untrusted comment: x\nAAAA",
        &public,
        &plain[1..],
    ] {
        assert_eq!(code(text, None), Code::KeyMalformed);
    }
    // a changed letter of the key
    let mut broken = plain.into_bytes();
    let at = broken.len() - 60;
    broken[at] = if broken[at] == b'A' { b'B' } else { b'A' };
    assert_eq!(
        code(std::str::from_utf8(&broken).unwrap(), None),
        Code::KeyMalformed
    );
    let signer: Signer = public.parse().unwrap();
    assert_eq!(&signer, key.signer());
    let file: Signer = format!("untrusted comment: ours\n{public}\n")
        .parse()
        .unwrap();
    assert_eq!(file, signer);
    for text in [
        "",
        "RW",
        &public[1..],
        &format!("{public}A"),
        &format!("{public}\nx"),
        "untrusted comment: x",
    ] {
        assert!(text.parse::<Signer>().is_err(), "{text}");
    }
}

#[test]
fn a_signers_file_binds_keys_to_controllers() {
    let (one, two) = (key().1, key().1);
    let text = format!(
        "# ours\r\n{one} Example Constabulary\r\n\n{two} Example Constabulary\n{one} Other\n"
    );
    let signers = TrustedSigners::parse(&text).unwrap();
    assert!(signers.binds_controllers());
    assert_eq!(signers.signers().count(), 2);
    assert!(signers.binds(&one, "Example Constabulary") && signers.binds(&one, "Other"));
    assert!(signers.binds(&two, "Example Constabulary") && !signers.binds(&two, "Other"));
    let bare = TrustedSigners::parse(&format!("untrusted comment: x\n{one}\n")).unwrap();
    assert!(!bare.binds_controllers() && bare.binds(&one, "Anybody"));
    assert!(!bare.binds(&two, "Anybody"));
    let faulty = format!(
        "{one}\n{one}  Two spaces\nRW== Nobody\n{one} Twice\n{one} Twice\n{one} Mal\u{200B}formed\n{one} \n"
    );
    let errors = TrustedSigners::parse(&faulty).unwrap_err();
    assert_eq!(errors.lines(), [1, 2, 3, 5, 6, 7]);
    assert_eq!(errors.code(), Code::SignersMalformed);
    assert!(!errors.to_string().contains("Nobody"));
    assert!(
        TrustedSigners::parse("# none\n")
            .unwrap_err()
            .lines()
            .is_empty()
    );
}
