//! Batches that cannot be made, each with its reason.

use std::io::Cursor;

use super::made::*;
use crate::batch::{Dates, Form, Limits, Manifest, Photos, Rows, Writer};
use crate::code::Code;
use crate::minimise::Minimiser;

fn rows_of(minimiser: &Minimiser, count: usize, limits: Limits) -> Rows {
    let mut rows = Rows::sealed(minimiser, Form::Csv, limits);
    for person in people(count) {
        rows.push(minimiser.minimise(&person)).unwrap();
    }
    rows
}

fn refusal(
    minimiser: &Minimiser,
    limits: Limits,
    photos: impl Fn(usize) -> Option<&'static str>,
    dates: Dates,
) -> Code {
    let mut spool = Photos::new(Cursor::new(Vec::new()));
    for (number, person) in people(3).iter().enumerate() {
        if let Some(text) = photos(number) {
            let card = minimiser.minimise(person).unwrap();
            spool.add(&card, &picture(text)).unwrap();
        }
    }
    let rows = rows_of(minimiser, 3, limits).finish().unwrap();
    let error = Writer::new(rows, spool, dates).unwrap_err();
    let report = error.report().unwrap();
    assert_eq!(report.refused().unwrap().code(), error.code().unwrap());
    assert_eq!((report.rows_released(), report.sha256()), (0, None));
    let code = error.code().unwrap();
    assert!(error.to_string().contains(code.name()), "{error}");
    assert_eq!(error.into_refusal().unwrap().refused().code(), code);
    code
}

#[test]
fn a_batch_that_cannot_be_is_refused_with_its_reason() {
    let with = with_photos();
    let with = minimiser(&with);
    let all = |number: usize| ["a", "b", "c"].get(number).copied();
    let lenient = Limits::default();
    assert_eq!(
        refusal(&with, lenient, |_| None, dates()),
        Code::PhotosIncomplete
    );
    let two = |number| all(number).filter(|_| number != 1);
    assert_eq!(
        refusal(&with, lenient, two, dates()),
        Code::PhotosIncomplete
    );
    let same = |_| Some("a");
    assert_eq!(
        refusal(&with, lenient.strict(), same, dates()),
        Code::PhotoRepeated
    );
    let tomorrow = Dates::new(day("2026-11-25"), day("2026-11-24"));
    assert_eq!(
        refusal(&with, lenient, all, tomorrow),
        Code::CreatedInFuture
    );
    let late = Dates::new(day("2199-12-31"), day("2199-12-31"));
    assert_eq!(refusal(&with, lenient, all, late), Code::CreatedInFuture);
    for placeholder in [
        "controller = \"Example Constabulary\"",
        "recipient = \"Example Card Bureau\"",
    ] {
        let (key, _) = placeholder.split_once(" = ").unwrap();
        let source = with_photos_source().replace(placeholder, &format!("{key} = \"unnamed\""));
        let unnamed = minimiser(&source.parse().unwrap());
        assert_eq!(refusal(&unnamed, lenient, all, dates()), Code::UnnamedParty);
    }
    let mut bare = Rows::new(&with, Form::Csv, lenient);
    bare.push(with.minimise(&person(1))).unwrap();
    let error = Writer::new(bare.finish().unwrap(), Photos::none(), dates()).unwrap_err();
    assert_eq!(error.code(), Some(Code::BareRows));
}

fn with_photos_source() -> String {
    "format = 1\nname = \"t\"\ncontroller = \"Example Constabulary\"\nrecipient = \"Example Card Bureau\"\n\
     purpose = \"P\"\ndelete_after_days = 1\n[photo]\nplace = \"front\"\nwidth = 60\nheight = 72\n\
     [[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
     parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n"
        .to_owned()
}

#[test]
fn a_photo_that_was_not_agreed_is_not_taken() {
    use crate::photo::Photo;
    let card = |profile: &crate::profile::Profile| minimiser(profile).minimise(&person(1)).unwrap();
    let with = card(&with_photos());
    let mut photos = Photos::new(Cursor::new(Vec::new()));
    for (length, width, height) in [
        (10, 61, 72),
        (10, 60, 71),
        (10, 72, 60),
        (4097, 60, 72),
        (0, 60, 72),
    ] {
        let photo = Photo::for_tests(vec![7; length], width, height);
        let error = photos.add(&with, &photo).unwrap_err();
        assert_eq!(error.code(), Some(Code::PhotoNotAgreed));
    }
    assert!(
        photos
            .add(&with, &Photo::for_tests(vec![7; 4096], 60, 72))
            .is_ok()
    );
    let error = photos.add(&card(&profile("")), &picture("a")).unwrap_err();
    assert_eq!(error.code(), Some(Code::PhotoNotAgreed));
    assert_eq!((photos.len(), photos.is_empty()), (1, false));
}

#[test]
fn two_photos_of_one_row_and_photos_where_none_are_agreed_do_not_go() {
    let with = minimiser(&with_photos());
    let cards = || {
        people(3)
            .into_iter()
            .map(|person| with.minimise(&person).unwrap())
    };
    let mut photos = Photos::new(Cursor::new(Vec::new()));
    for card in cards().chain(cards().take(1)) {
        photos.add(&card, &picture("a")).unwrap();
    }
    let rows = rows_of(&with, 3, Limits::default()).finish().unwrap();
    let error = Writer::new(rows, photos, dates()).unwrap_err();
    assert_eq!(error.code(), Some(Code::PhotoNotAgreed));
    let without = minimiser(&profile(""));
    let mut photos = Photos::new(Cursor::new(Vec::new()));
    for card in cards() {
        photos.add(&card, &picture("a")).unwrap();
    }
    let rows = rows_of(&without, 3, Limits::default()).finish().unwrap();
    let error = Writer::new(rows, photos, dates()).unwrap_err();
    assert_eq!(error.code(), Some(Code::PhotoNotAgreed));
}

#[test]
fn rows_that_the_recipients_reader_would_not_take_are_not_written() {
    let minimiser = minimiser(&profile(""));
    let mut rows = rows_of(&minimiser, 3, Limits::default()).finish().unwrap();
    rows.head = b"print_name,record_ref\r\n".to_vec();
    let error = Writer::new(rows, Photos::none(), dates()).unwrap_err();
    assert_eq!(error.code(), Some(Code::RowsNotAsManifest));
    // a count that is not theirs
    let mut rows = rows_of(&minimiser, 3, Limits::default()).finish().unwrap();
    rows.report.release(false);
    let error = Writer::new(rows, Photos::none(), dates()).unwrap_err();
    assert_eq!(error.code(), Some(Code::RowsNotAsManifest));
}

#[test]
fn repeated_photos_are_counted_in_the_report() {
    let minimiser = minimiser(&with_photos());
    let mut photos = Photos::new(Cursor::new(Vec::new()));
    for (number, person) in people(5).iter().enumerate() {
        let card = minimiser.minimise(person).unwrap();
        photos
            .add(&card, &picture(["a", "b", "a", "a", "c"][number]))
            .unwrap();
    }
    let rows = rows_of(&minimiser, 5, Limits::default()).finish().unwrap();
    let writer = Writer::new(rows, photos, dates()).unwrap();
    assert_eq!(writer.report().photos_repeated(), 2);
    assert!(writer.report().to_json().contains("\"photos_repeated\":2"));
    let sealed = writer
        .finish(crate::batch::Seal::Unsigned, Vec::new())
        .unwrap();
    assert_eq!(sealed.report().photos_repeated(), 2);
    assert_eq!(sealed.manifest().photos().len(), 5);
}

#[test]
fn bare_rows_have_a_manifest_without_photos() {
    let minimiser = minimiser(&with_photos());
    let mut bare = Rows::new(&minimiser, Form::Csv, Limits::default());
    bare.push(minimiser.minimise(&person(1))).unwrap();
    let manifest = Manifest::of_bare_rows(&bare.finish().unwrap(), dates()).unwrap();
    assert_eq!(manifest.columns().len(), 2);
    assert!(manifest.photos().is_empty());
    assert_eq!(
        Manifest::parse(manifest.to_json().as_bytes()).unwrap(),
        manifest
    );
    let sealed = rows_of(&minimiser, 1, Limits::default()).finish().unwrap();
    let error = Manifest::of_bare_rows(&sealed, dates()).unwrap_err();
    assert_eq!(error.code(), Some(Code::PhotosIncomplete));
}
