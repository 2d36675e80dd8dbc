//! The digests of an entry, made anew by hand from what the tables hold and as `docs/ledger.md` has them.

use rusqlite::Connection;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::*;

fn sha256(parts: &[&[u8]]) -> Vec<u8> {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
    }
    digest.finalize().to_vec()
}

/// The rows of a query, each of blobs.
fn blobs(connection: &Connection, sql: &str) -> Vec<Vec<Option<Vec<u8>>>> {
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect());
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn every_digest_of_an_entry_is_the_one_that_is_described() {
    let desk = Desk::new();
    desk.disclose("R", &[1, 2, 3], "2026-03-01T09:00:00Z");
    desk.disclose("R", &[2, 3, 4, 5], "2026-03-02T09:00:00Z");
    let connection = Connection::open(desk.path()).unwrap();
    let mut statement = connection
        .prepare("SELECT n, body, hash FROM entry ORDER BY n")
        .unwrap();
    let entries = statement.query_map([], |row| {
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?))
    });
    let entries: Vec<(i64, String, Vec<u8>)> = entries.unwrap().map(Result::unwrap).collect();
    let mut before = vec![0; 32];
    let mut next = 1;
    let mut met = Vec::new();
    for (n, body, hash) in entries {
        assert_eq!(
            hash,
            sha256(&[b"cardsieve ledger entry 1\n", body.as_bytes()])
        );
        let body: Value = serde_json::from_str(&body).unwrap();
        let hex = |value: &Value| {
            data_encoding::HEXLOWER
                .decode(value.as_str().unwrap().as_bytes())
                .unwrap()
        };
        assert_eq!(hex(&body["prev"]), before);
        before = hash;
        if body["kind"] != "prepared" {
            continue;
        }
        let said = &body["commitments"];
        let people = format!(
            "SELECT subject.commitment, row_mac, photo_mac FROM commitment \
             JOIN subject USING (number) WHERE entry = {n} ORDER BY subject.commitment"
        );
        let people = blobs(&connection, &people);
        assert_eq!(said["count"], people.len());
        let mut all = b"cardsieve ledger commitments 1\n".to_vec();
        let mut marks = Vec::new();
        for one in &people {
            let [Some(subject), Some(row), None] = one.as_slice() else {
                panic!("{one:?}");
            };
            all.extend([subject.as_slice(), row, &[0]].concat());
            marks.push(row[..4].to_vec());
        }
        assert_eq!(hex(&said["sha256"]), sha256(&[&all]));
        marks.sort();
        let marks = marks.concat();
        let length = (marks.len() as u64).to_be_bytes();
        let prefix: &[u8] = b"cardsieve ledger marks 1\n";
        assert_eq!(hex(&said["marks"]), sha256(&[prefix, &length, &marks]));
        let kept = format!("SELECT row_marks, photo_marks FROM mark WHERE entry = {n}");
        assert_eq!(blobs(&connection, &kept), [[Some(marks), Some(Vec::new())]]);
        let set = format!("SELECT numbers FROM people WHERE entry = {n}");
        let set = blobs(&connection, &set)[0][0].clone().unwrap();
        let prefix: &[u8] = b"cardsieve ledger people 1\n";
        assert_eq!(hex(&said["people"]), sha256(&[prefix, &set]));
        let new = said["new"].as_i64().unwrap();
        let subjects = format!(
            "SELECT commitment FROM subject WHERE number >= {next} AND number < {} ORDER BY number",
            next + new
        );
        next += new;
        let subjects: Vec<u8> = blobs(&connection, &subjects)
            .into_iter()
            .flat_map(|row| row[0].clone().unwrap())
            .collect();
        let prefix: &[u8] = b"cardsieve ledger subjects 1\n";
        assert_eq!(hex(&said["subjects"]), sha256(&[prefix, &subjects]));
        met.push(new);
    }
    assert_eq!(met, [3, 2]);
}

#[test]
fn a_photo_and_none_are_two_commitments() {
    let one = |photo| crate::batch::Commitment {
        subject: [1; 32],
        row: [2; 32],
        photo,
    };
    let of = |photo| chain::of_commitments([one(photo)].into_iter()).to_vec();
    let prefix: &[u8] = b"cardsieve ledger commitments 1\n";
    assert_eq!(of(None), sha256(&[prefix, &[1; 32], &[2; 32], &[0]]));
    let photo = sha256(&[prefix, &[1; 32], &[2; 32], &[1], &[3; 32]]);
    assert_eq!(of(Some([3; 32])), photo);
}
