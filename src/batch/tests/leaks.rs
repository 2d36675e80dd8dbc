//! What is not released leaves no trace in a batch: no byte, no length, no photo.

use std::io::Cursor;

use super::made::*;
use crate::batch::{Form, Limits, Manifest, Photos, Rows, Seal, Writer};
use crate::code::Code;
use crate::field::Readable;
use crate::profile::Profile;

/// A batch of these people, the rows of whom may stay behind.
fn batch_of(people: &[Person], photo_fails: impl Fn(&Person) -> bool) -> Vec<u8> {
    let minimiser = minimiser(&with_photos());
    let mut rows = Rows::sealed(&minimiser, Form::Csv, Limits::default());
    let mut photos = Photos::new(Cursor::new(Vec::new()));
    for person in people {
        let outcome = minimiser.minimise(person).and_then(|card| {
            if photo_fails(person) {
                return Err(card.without_photo(Code::InvalidValue));
            }
            photos.add(&card, &photo_of(person)).unwrap();
            Ok(card)
        });
        rows.push(outcome).unwrap();
    }
    let mut out = Vec::new();
    let writer = Writer::new(rows.finish().unwrap(), photos, dates()).unwrap();
    writer.finish(Seal::Unsigned, &mut out).unwrap();
    out
}

fn flagged(number: usize) -> Person {
    let mut person = person(number);
    for (field, text) in &mut person.fields {
        if *field == Readable::Covert {
            *text = "yes".to_owned();
        }
    }
    person
}

#[test]
fn what_is_withheld_or_hidden_leaves_no_trace_in_a_batch() {
    let plain = batch_of(&people(6), |_| false);
    let mut hidden = people(6);
    for (person, text) in hidden
        .iter_mut()
        .zip(["", "CANARY-7f3a", "x", "Zoë", "A B C", "q"])
    {
        person.hidden = text.repeat(person.number + 1);
    }
    assert!(batch_of(&hidden, |_| false) == plain);
    let mut more = people(6);
    more.insert(3, flagged(77));
    more.push(flagged(78));
    more.insert(0, person(79));
    // of one the flag is raised, of the other the photo fails
    let with_more = batch_of(&more, |person| person.number == 79);
    assert!(with_more == plain);
}

/// Everything that goes to the recipient of these people's rows: a sealed batch, or bare rows and
/// their manifest.
fn gone(profile: &Profile, form: Form, people: &[Person], is_sealed: bool) -> Vec<u8> {
    let minimiser = minimiser(profile);
    let mut rows = match is_sealed {
        true => Rows::sealed(&minimiser, form, Limits::default()),
        false => Rows::new(&minimiser, form, Limits::default()),
    };
    let mut photos = Photos::new(Cursor::new(Vec::new()));
    for person in people {
        let outcome = minimiser.minimise(person);
        if let Ok(card) = &outcome
            && profile.photo().is_some()
        {
            photos.add(card, &photo_of(person)).unwrap();
        }
        rows.push(outcome).unwrap();
    }
    let rows = rows.finish().unwrap();
    let mut out = Vec::new();
    if is_sealed {
        let writer = Writer::new(rows, photos, dates()).unwrap();
        writer.finish(Seal::Unsigned, &mut out).unwrap();
    } else {
        rows.write_to(&mut out).unwrap();
        out.extend(
            Manifest::of_bare_rows(&rows, dates())
                .unwrap()
                .to_json()
                .bytes(),
        );
    }
    out
}

#[test]
fn whoever_stays_behind_leaves_no_trace_in_any_form_of_what_goes() {
    let spoilt = |number: usize| {
        let mut person = person(number);
        for (field, text) in &mut person.fields {
            if *field == Readable::FamilyName {
                *text = "S1th".to_owned();
            }
        }
        person
    };
    let plain = ["", "[csv]\nencoding = \"utf-8-bom\"\ndelimiter = \";\"\n"].map(profile);
    for profile in plain.into_iter().chain([with_photos()]) {
        for form in [Form::Csv, Form::Ndjson] {
            for is_sealed in [true, false] {
                for count in [1, 2, 5] {
                    let goes = people(count);
                    let alone = gone(&profile, form, &goes, is_sealed);
                    for stays in [
                        vec![flagged(77)],
                        vec![spoilt(78)],
                        vec![flagged(79), spoilt(80), flagged(81)],
                    ] {
                        for at in [0, count / 2, count] {
                            let mut all = people(count);
                            let after = all.split_off(at);
                            all.extend(stays.iter().map(|one| Person {
                                hidden: String::new(),
                                fields: one.fields.clone(),
                                ..*one
                            }));
                            all.extend(after);
                            let seen = gone(&profile, form, &all, is_sealed);
                            assert!(seen == alone, "{form:?} {is_sealed} {count} {at}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn a_photo_of_a_row_that_stays_behind_is_in_no_batch() {
    let minimiser = minimiser(&with_photos());
    let mut rows = Rows::sealed(&minimiser, Form::Csv, Limits::default());
    let mut photos = Photos::new(Cursor::new(Vec::new()));
    for person in people(4) {
        let card = minimiser.minimise(&person).unwrap();
        photos.add(&card, &photo_of(&person)).unwrap();
        let outcome = match person.number {
            2 => Err(card.without_photo(Code::InvalidValue)),
            _ => Ok(card),
        };
        rows.push(outcome).unwrap();
    }
    let finished = rows.finish().unwrap();
    let withheld = &finished.report().withheld()[0];
    assert_eq!((withheld.row(), withheld.column()), (3, Some("photo_file")));
    let mut out = Vec::new();
    let writer = Writer::new(finished, photos, dates()).unwrap();
    writer.finish(Seal::Unsigned, &mut out).unwrap();
    let entries = entries(&out);
    assert_eq!(entries.len(), 5);
    let absent = photo_of(&person(2)).bytes().to_vec();
    assert!(entries.iter().all(|(_, content)| *content != absent));
    assert!(batch_of(&people(4), |person| person.number == 2) == out);
}

#[test]
fn another_row_of_a_record_without_photo_refuses_the_batch() {
    let minimiser = minimiser(&with_photos());
    let mut rows = Rows::sealed(&minimiser, Form::Csv, Limits::default());
    let card = || minimiser.minimise(&person(1)).unwrap();
    rows.push(Ok(card())).unwrap();
    rows.push(Err(card().without_photo(Code::InvalidValue)))
        .unwrap();
    let refusal = rows.finish().unwrap_err();
    assert_eq!(refusal.refused().code(), Code::DuplicateRecord);
}

#[test]
fn no_value_of_a_person_is_in_what_is_said_of_a_batch() {
    let (bytes, signer) = signed(&with_photos(), Form::Csv, &people(5));
    let batch = verify(&bytes, &trust(&signer)).unwrap();
    let said = format!("{batch:?} {:?} {signer:?}", dates());
    assert!(said.starts_with("Batch { .. } "), "{said}");
    assert_eq!(format!("{:?}", Photos::none()), "Photos { .. }");
    assert_eq!(Photos::none().len(), 0);
    let mut spoilt = entries(&bytes);
    spoilt.push(("photos/O'Neill.jpg".to_owned(), b"x".to_vec()));
    spoilt[2].1 = b"Smith,O'Neill\r\nSmith,x\r\n".to_vec();
    let error = verify(&zip_of(&spoilt), &trust(&signer)).unwrap_err();
    spoilt.pop();
    let other = verify(&zip_of(&spoilt), &trust(&signer)).unwrap_err();
    let said = format!("{error} {error:?} {other} {other:?}");
    for value in ["O'Neill", "Smith", "Siân", "picture"] {
        assert!(!said.contains(value), "{value}");
    }
    for person in people(5) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains(&format!("E{},", person.number)) && !text.contains("Hidden"));
    }
}
