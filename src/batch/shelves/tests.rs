use super::*;

fn mac(seed: u128) -> [u8; 16] {
    seed.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
        .to_be_bytes()
}

fn put(shelves: &mut Shelves, mac: &[u8; 16], row: &[u8]) {
    let put = shelves.put(mac, |out| {
        out.extend_from_slice(row);
        Ok::<(), ()>(())
    });
    assert_eq!(put, Ok(()));
}

fn shelved(macs: &[u128]) -> Shelves {
    let mut shelves = Shelves::new();
    for mac in macs {
        put(&mut shelves, &mac.to_be_bytes(), b"row");
    }
    shelves.sort();
    shelves
}

#[test]
fn keys_sort_as_the_bytes_of_tokens_do_and_are_equal_iff_the_macs_are() {
    let alphabet = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut tokens: Vec<(u128, String)> = (0..2000)
        .map(|seed| {
            let mac = mac(seed);
            let bits = u128::from_be_bytes(mac);
            let letter = |at: u32| char::from(alphabet[(bits >> (123 - 5 * at) & 31) as usize]);
            (order_key(&mac), (0..25).map(letter).collect())
        })
        .collect();
    tokens.sort_by_key(|(key, _)| *key);
    assert!(tokens.is_sorted_by(|(_, left), (_, right)| left < right));
    // one bit is always seen, the three left over included
    for bit in 0..128 {
        let mac = u128::from_be_bytes(mac(7));
        assert_ne!(
            order_key(&mac.to_be_bytes()),
            order_key(&(mac ^ 1 << bit).to_be_bytes())
        );
    }
}

#[test]
fn rows_come_back_whole_and_in_the_order_of_their_keys_across_chunks() {
    let lengths = [0, 1, 70_000, CHUNK - 1, 3, CHUNK + 5, 0, 2, ROOM, BLOCK];
    let mut rows = Vec::new();
    let mut shelves = Shelves::new();
    for seed in 0..3000_u128 {
        let length = if seed < 10 {
            lengths[seed as usize]
        } else {
            seed as usize % 60
        };
        let row = vec![seed as u8; length];
        put(&mut shelves, &mac(seed), &row);
        rows.push((order_key(&mac(seed)), row));
        let failed = shelves.put(&mac(seed), |out| {
            out.push(7);
            Err(())
        });
        assert_eq!(failed, Err(()));
    }
    assert_eq!(shelves.len(), 3000);
    shelves.sort();
    rows.sort();
    let expected: Vec<u8> = rows.into_iter().flat_map(|(_, row)| row).collect();
    let mut given = Vec::new();
    let taken = shelves.for_each_block(|block| {
        given.extend_from_slice(block);
        Ok(())
    });
    assert!(taken.is_ok() && given == expected);
    let stopped = shelves.for_each_block(|_| Err(io::ErrorKind::WriteZero.into()));
    assert_eq!(
        stopped.map_err(|error| error.kind()),
        Err(io::ErrorKind::WriteZero)
    );
}

#[test]
fn a_repeated_token_is_found_at_its_second_row() {
    let far = 1 << 127;
    let macs = [1 << 90, 1 << 91, far, 1 << 92, far, 1 << 91];
    assert_eq!(
        shelved(&macs).repeated(16),
        Some((Code::DuplicateRecord, 4))
    );
    assert_eq!(shelved(&[7, far, far + (1 << 100)]).repeated(16), None);
    assert_eq!(shelved(&[]).repeated(16), None);
}

#[test]
fn tokens_that_agree_in_their_characters_only_are_a_collision() {
    let at = |left: u128, right: u128, chars| shelved(&[left, 0, right]).repeated(chars);
    let (left, right) = (5 << 48, (5 << 48) | 1);
    assert_eq!(at(left, right, 16), Some((Code::TokenCollision, 2)));
    assert_eq!(at(left, right, 26), None);
    assert_eq!(
        at(5 << 48, (5 << 48) | (1 << 47), 16),
        Some((Code::TokenCollision, 2))
    );
    assert_eq!(
        at(5 << 48, (5 << 48) | (1 << 42), 17),
        Some((Code::TokenCollision, 2))
    );
    assert_eq!(at(5 << 48, (5 << 48) | (1 << 43), 17), None);
}

#[test]
fn a_row_of_one_of_these_macs_is_found_by_its_arrival() {
    let shelves = shelved(&[1 << 127, 4, 5, 1 << 90]);
    let first_of = |macs: &[u128]| {
        let macs: Vec<[u8; 16]> = macs.iter().map(|mac| mac.to_be_bytes()).collect();
        shelves.first_of(&macs)
    };
    assert_eq!(first_of(&[]), None);
    assert_eq!(first_of(&[6]), None);
    assert_eq!(first_of(&[1 << 90, 5, 6]), Some(2));
    assert_eq!(first_of(&[1 << 127]), Some(0));
}
