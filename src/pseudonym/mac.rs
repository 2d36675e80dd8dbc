//! HMAC-SHA256 (RFC 2104) and HKDF-SHA256 (RFC 5869): the only file that names them.

use hkdf::Hkdf;
use sha2::block_api::compress256;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// HKDF-Expand(HKDF-Extract(salt, ikm), info, 32).
#[expect(
    clippy::expect_used,
    reason = "HKDF-SHA256 gives up to 255 × 32 bytes, and this asks for 32"
)]
pub(super) fn derive(salt: &[u8], ikm: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), ikm)
        .expand(info, key.as_mut_slice())
        .expect("32 bytes are within HKDF's limit");
    key
}

/// HMAC-SHA256 with its key already taken in; the state is erased when it is dropped.
///
/// Two blocks are all that most tokens take, so the compression function is called as it is: the
/// general interface copies and erases its buffers for as long again.
pub(super) struct Keyed {
    inner: Zeroizing<[u32; 8]>,
    outer: Zeroizing<[u32; 8]>,
}

impl Keyed {
    pub(super) fn new(key: &[u8]) -> Self {
        let mut block = Zeroizing::new([0; BLOCK]);
        if key.len() > BLOCK {
            let digest = Zeroizing::new(<[u8; 32]>::from(Sha256::digest(key)));
            fill(&mut block, digest.as_slice());
        } else {
            fill(&mut block, key);
        }
        let state = |pad: u8| {
            let padded = Zeroizing::new(block.map(|byte| byte ^ pad));
            let mut state = Zeroizing::new(INITIAL);
            compress256(&mut state, &[*padded]);
            state
        };
        Self {
            inner: state(0x36),
            outer: state(0x5c),
        }
    }

    /// The MAC of `message`.
    pub(super) fn of(&self, message: &[u8]) -> [u8; 32] {
        after_one_block(*self.outer, &after_one_block(*self.inner, message))
    }
}

const BLOCK: usize = 64;

/// FIPS 180-4, 5.3.3.
const INITIAL: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// Ends a SHA-256 that has taken in one block already (FIPS 180-4, 5.1.1 and 6.2).
#[inline]
fn after_one_block(mut state: [u32; 8], message: &[u8]) -> [u8; 32] {
    let (blocks, rest) = message.as_chunks::<BLOCK>();
    if !blocks.is_empty() {
        compress256(&mut state, blocks);
    }
    let mut last = [0; BLOCK];
    fill(&mut last, rest);
    if let Some(end) = last.get_mut(rest.len()) {
        *end = 0x80;
    }
    // the length takes eight bytes, and another block where they have no room
    if rest.len() >= BLOCK - 8 {
        compress256(&mut state, &[last]);
        last = [0; BLOCK];
    }
    let bits = 8 * (BLOCK as u64 + message.len() as u64);
    if let Some(end) = last.last_chunk_mut() {
        *end = bits.to_be_bytes();
    }
    compress256(&mut state, &[last]);
    let mut digest = [0; 32];
    for (bytes, word) in digest.as_chunks_mut().0.iter_mut().zip(state) {
        *bytes = word.to_be_bytes();
    }
    digest
}

/// Puts `bytes`, of which there are no more than fit, at the beginning of `block`.
fn fill(block: &mut [u8; BLOCK], bytes: &[u8]) {
    if let Some(start) = block.get_mut(..bytes.len()) {
        start.copy_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER_PERMISSIVE;
    use hmac::{Hmac, KeyInit, Mac};

    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        HEXLOWER_PERMISSIVE.decode(text.as_bytes()).unwrap()
    }

    #[test]
    fn hmac_gives_the_results_of_rfc_4231() {
        let cases: &[(Vec<u8>, Vec<u8>, &str)] = &[
            (vec![0x0b; 20], b"Hi There".to_vec(),
             "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (b"Jefe".to_vec(), b"what do ya want for nothing?".to_vec(),
             "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
            (vec![0xaa; 20], vec![0xdd; 50],
             "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
            ((1..=25).collect(), vec![0xcd; 50],
             "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
            (vec![0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First".to_vec(),
             "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
            (vec![0xaa; 131],
             b"This is a test using a larger than block-size key and a larger than block-size data. \
               The key needs to be hashed before being used by the HMAC algorithm.".to_vec(),
             "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
        ];
        for (key, message, mac) in cases {
            assert_eq!(Keyed::new(key).of(message).as_slice(), hex(mac));
        }
        // case 5 is cut to 128 bits
        assert_eq!(
            Keyed::new(&[0x0c; 20]).of(b"Test With Truncation")[..16],
            hex("a3b6167473100ee06e0c796c2955552b")
        );
    }

    #[test]
    fn every_length_of_key_and_message_gives_what_another_program_gives() {
        let bytes: Vec<u8> = (0..=255).collect();
        for key in [0, 1, 31, 32, 33, 63, 64, 65, 128, 200].map(|length| &bytes[..length]) {
            let keyed = Keyed::new(key);
            for message in (0..=bytes.len()).map(|length| &bytes[..length]) {
                let mut other = Hmac::<Sha256>::new_from_slice(key).unwrap();
                other.update(message);
                let other: [u8; 32] = other.finalize().into_bytes().into();
                assert_eq!(keyed.of(message), other, "{} {}", key.len(), message.len());
            }
        }
    }

    #[test]
    fn hkdf_gives_the_results_of_rfc_5869_in_its_first_block() {
        // the RFC's outputs are 42 and 82 bytes long; of each, the first 32 do not depend on the rest
        let case1 = derive(
            &hex("000102030405060708090a0b0c"),
            &[0x0b; 22],
            &hex("f0f1f2f3f4f5f6f7f8f9"),
        );
        assert_eq!(
            case1.as_slice(),
            hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf")
        );
        let bytes = |from: u8, to: u8| (from..=to).collect::<Vec<_>>();
        let case2 = derive(&bytes(0x60, 0xaf), &bytes(0x00, 0x4f), &bytes(0xb0, 0xff));
        assert_eq!(
            case2.as_slice(),
            hex("b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c")
        );
        let case3 = derive(b"", &[0x0b; 22], b"");
        assert_eq!(
            case3.as_slice(),
            hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d")
        );
    }
}
