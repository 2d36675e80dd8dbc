//! Batches of people who do not exist, and zips that are no batches.

use std::io::Cursor;

use crate::batch::zip::{Head, central_header, end, local_header};
use crate::batch::{
    Batch, Dates, Day, Expect, Form, Limits, Photos, Rows, Seal, Signer, SigningKey,
    TrustedSigners, Verified, VerifyError, Writer, read,
};
use crate::field::{Flag, Readable};
use crate::minimise::{FlagSources, Minimiser};
use crate::photo::Photo;
use crate::profile::{Apostrophes, PhotoName, Profile, Vendor};
use crate::pseudonym::PseudonymisationSecret;
use crate::record::{Reading, Record};

pub(in crate::batch) const CREATED: &str = "2026-11-24";

/// What HR holds of somebody: a number, from which all else is made.
pub(in crate::batch) struct Person {
    pub(in crate::batch) number: usize,
    /// What no column shows.
    pub(in crate::batch) hidden: String,
    pub(in crate::batch) fields: Vec<(Readable, String)>,
}

impl Record for Person {
    fn read(&self, field: Readable) -> Reading<'_> {
        let mut fields = self.fields.iter();
        match fields.find(|(name, _)| *name == field) {
            Some((_, text)) => Reading::Text(text),
            None if field == Readable::MiddleNames => Reading::Text(&self.hidden),
            None => Reading::Missing,
        }
    }
}

pub(in crate::batch) fn person(number: usize) -> Person {
    let names = ["Siân", "Ann", "Tom", "Łukasz", "Mary-Jane Anne"];
    let families = [
        "O'Neill",
        "Smith",
        "de la Cruz",
        "Ng",
        "O\u{2019}Brien",
        "O\u{2BC}Hara",
    ];
    let mut fields = vec![
        (Readable::RecordId, format!("E{number}")),
        (Readable::GivenNames, names[number % names.len()].to_owned()),
        (
            Readable::FamilyName,
            families[number % families.len()].to_owned(),
        ),
    ];
    fields.extend(Flag::ALL.iter().map(|flag| (flag.readable(), "no".into())));
    Person {
        number,
        hidden: "Hidden".to_owned(),
        fields,
    }
}

pub(in crate::batch) fn people(count: usize) -> Vec<Person> {
    (0..count).map(person).collect()
}

/// Any bytes in place of a picture: what goes around them does not look at them.
pub(in crate::batch) fn photo_of(person: &Person) -> Photo {
    picture(&format!("picture of {}", person.number))
}

pub(in crate::batch) fn picture(text: &str) -> Photo {
    Photo::for_tests(text.as_bytes().to_vec(), 60, 72)
}

pub(in crate::batch) fn profile(rest: &str) -> Profile {
    let source = format!(
        "format = 1\nname = \"test-card\"\ncontroller = \"Example Constabulary\"\n\
         recipient = \"Example Card Bureau\"\npurpose = \"Print cards\"\ndelete_after_days = 30\n{rest}\
         [[column]]\nheader = \"record_ref\"\nplace = \"matching\"\n\
         parts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }}]\n\
         [[column]]\nheader = \"print_name\"\nplace = \"front\"\n\
         parts = [{{ field = \"given_names\", treatment = \"initials\" }}, {{ text = \" \" }}, \
         {{ field = \"family_name\", treatment = \"keep\" }}]\n"
    );
    source.parse().unwrap_or_else(|errors| panic!("{errors}"))
}

pub(in crate::batch) fn with_photos() -> Profile {
    photos_and("")
}

/// With photos, and these lines before them.
pub(in crate::batch) fn photos_and(rest: &str) -> Profile {
    profile(&format!(
        "{rest}[photo]\nplace = \"front\"\nwidth = 60\nheight = 72\nmax_bytes = 4096\n"
    ))
}

/// Every vendor's form, and forms that no vendor has.
pub(in crate::batch) fn formed() -> Vec<Profile> {
    let vendors = Vendor::ALL
        .iter()
        .map(|vendor| format!("vendor = {:?}\n", vendor.name()));
    let others = PhotoName::ALL.iter().flat_map(|photo| {
        let with = |way: &Apostrophes| {
            format!(
                "photo_name = {:?}\napostrophes = {:?}\n",
                photo.name(),
                way.name()
            )
        };
        Apostrophes::ALL.iter().map(with)
    });
    let all = vendors.chain(others);
    all.map(|csv| photos_and(&format!("[csv]\n{csv}")))
        .collect()
}

pub(in crate::batch) fn minimiser(profile: &Profile) -> Minimiser {
    let secret: PseudonymisationSecret = format!("e1 {}", "5a".repeat(32)).parse().unwrap();
    let batch = "7d1c2f6a9b3e4c50".parse().unwrap();
    Minimiser::new(profile, &secret, batch, &FlagSources::from_records()).unwrap()
}

pub(in crate::batch) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(in crate::batch) fn dates() -> Dates {
    Dates::new(day(CREATED), day(CREATED))
}

/// A fresh key, and its public half.
pub(in crate::batch) fn key() -> (SigningKey, Signer) {
    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    let text = pair.sk.to_box(None).unwrap().to_string();
    let key = SigningKey::parse(&text, None).unwrap();
    let signer = key.signer().clone();
    (key, signer)
}

pub(in crate::batch) fn trust(signer: &Signer) -> TrustedSigners {
    TrustedSigners::parse(&format!("{signer} Example Constabulary\n")).unwrap()
}

/// A writer about to finish.
pub(in crate::batch) fn writer(
    profile: &Profile,
    form: Form,
    people: &[Person],
) -> Writer<Cursor<Vec<u8>>> {
    let minimiser = minimiser(profile);
    let mut rows = Rows::sealed(&minimiser, form, Limits::default());
    let mut photos = Photos::new(Cursor::new(Vec::new()));
    for person in people {
        let card = minimiser.minimise(person).unwrap();
        if profile.photo().is_some() {
            photos.add(&card, &photo_of(person)).unwrap();
        }
        rows.push(Ok(card)).unwrap();
    }
    Writer::new(rows.finish().unwrap(), photos, dates()).unwrap()
}

/// A signed batch, and who signed it.
pub(in crate::batch) fn signed(
    profile: &Profile,
    form: Form,
    people: &[Person],
) -> (Vec<u8>, Signer) {
    let (key, signer) = key();
    let mut out = Vec::new();
    let writer = writer(profile, form, people);
    writer.finish(Seal::Signed(&key), &mut out).unwrap();
    (out, signer)
}

pub(in crate::batch) fn unsigned(profile: &Profile, form: Form, people: &[Person]) -> Vec<u8> {
    let mut out = Vec::new();
    let writer = writer(profile, form, people);
    writer.finish(Seal::Unsigned, &mut out).unwrap();
    out
}

pub(in crate::batch) fn expect() -> Expect {
    Expect::on(day(CREATED))
}

pub(in crate::batch) fn verify(
    bytes: &[u8],
    signers: &TrustedSigners,
) -> Result<Batch<Verified, Cursor<Vec<u8>>>, VerifyError> {
    read(Cursor::new(bytes.to_vec()))?.verify(signers, &expect())
}

/// The entries of a canonical zip, by an understanding of its own: header for header, no directory.
pub(in crate::batch) fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut entries = Vec::new();
    let mut at = 0;
    while &bytes[at..at + 4] == b"PK\x03\x04" {
        let word = |from: usize| {
            u32::from_le_bytes(bytes[at + from..at + from + 4].try_into().unwrap()) as usize
        };
        let (size, name) = (word(18), word(26) & 0xffff);
        let start = at + 30 + name;
        let text = String::from_utf8(bytes[at + 30..start].to_vec()).unwrap();
        entries.push((text, bytes[start..start + size].to_vec()));
        at = start + size;
    }
    entries
}

/// A canonical zip of any entries.
pub(in crate::batch) fn zip_of(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut central) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let head = Head {
            crc: crate::batch::zip::Crc::of(content),
            size: content.len() as u32,
        };
        central.extend(central_header(name.as_bytes(), head, out.len() as u32));
        out.extend(local_header(name.as_bytes(), head));
        out.extend(content);
    }
    let offset = out.len() as u32;
    let end = end(entries.len() as u16, central.len() as u32, offset);
    out.extend(&central);
    out.extend(end);
    out
}
