//! A first map, from a header line alone.

use std::fmt::Write as _;

use crate::field::{Field, Flag, Readable};
use crate::record::path;
use crate::value::normalise;
use crate::value::text::{fold_header as fold, is_hidden};

/// The draft for these headers.
pub(in crate::record) fn of(headers: &[String]) -> String {
    let mut mapped: Vec<Readable> = Vec::new();
    let (mut columns, mut never, mut unknown) = (String::new(), Vec::new(), Vec::new());
    for (position, header) in (1_u64..).zip(headers) {
        let header = normalise(header);
        match known(&header) {
            Some(field) if !mapped.contains(&field) && !path::is_forbidden(&header, field) => {
                mapped.push(field);
                // JSON's escapes are those of a basic string of TOML
                let key = serde_json::Value::from(header.as_ref());
                let _ = writeln!(columns, "{key} = \"{}\"", field.name());
            }
            Some(_) => unknown.push(position.to_string()),
            None if super::super::is_forbidden_header(&header) || is_never(&header) => {
                never.push(position.to_string());
            }
            None => unknown.push(position.to_string()),
        }
    }
    let mut draft = String::from(
        "# Drafted from the header line alone: read every line before you use it.\nformat = 1\n\n[columns]\n",
    );
    draft.push_str(&columns);
    if !never.is_empty() {
        let _ = writeln!(
            draft,
            "# never read, and not to be mapped: columns {}",
            never.join(", ")
        );
    }
    if !unknown.is_empty() {
        let _ = writeln!(
            draft,
            "# not recognised; add those that a card needs: columns {}",
            unknown.join(", ")
        );
    }
    draft.push_str(
        "\n# [constants]            # the same for every record\n# card_design = \"D1\"\n\n# [dates]                # unless they are written 2031-05-01\n# expiry_date = \"%d/%m/%Y\"\n",
    );
    let absent: Vec<&Flag> = Flag::ALL
        .iter()
        .filter(|flag| !mapped.contains(&flag.readable()))
        .collect();
    if !absent.is_empty() {
        draft.push_str(
            "\n# Who must be withheld? Map a column to each of these flags, or give --withhold-list, or declare\n# with a reason that this system does not hold it.\n# [absent]\n",
        );
        for flag in absent {
            let _ = writeln!(draft, "# {} = \"\"", flag.name());
        }
    }
    draft
}

/// The field that a header is a known spelling of.
fn known(header: &str) -> Option<Readable> {
    if header.chars().any(is_hidden) {
        return None;
    }
    let folded = fold(header);
    Readable::ALL
        .iter()
        .copied()
        .find(|field| fold(field.name()) == folded)
        .or_else(|| {
            ALIASES
                .iter()
                .find(|(_, spellings)| spellings.contains(&folded.as_str()))
                .map(|(field, _)| *field)
        })
}

fn is_never(header: &str) -> bool {
    let folded = fold(header);
    Field::ALL
        .iter()
        .any(|field| field.readable().is_none() && fold(field.name()) == folded)
}

/// Folded spellings of common HR systems (SAP, Workday, Oracle, SCIM, ESR and plain English).
#[rustfmt::skip]
const ALIASES: &[(Readable, &[&str])] = &[
    (Readable::RecordId, &[
        "employeeid", "employeenumber", "employeeno", "empid", "empno", "empnumber", "personid", "personidexternal",
        "personnumber", "personnelnumber", "personnelno", "pernr", "workerid", "externalid", "staffid", "recordno",
        "recordnumber", "id",
    ]),
    (Readable::GivenNames, &[
        "firstname", "givenname", "forename", "forenames", "firstnames", "legalfirstname", "name.givenname", "vorna",
    ]),
    (Readable::MiddleNames, &["middlename", "secondname", "legalmiddlename", "midnm"]),
    (Readable::FamilyName, &["surname", "lastname", "familyname", "legallastname", "nachn"]),
    (Readable::KnownAs, &["preferredname", "preferredfirstname", "nickname", "knownasname"]),
    (Readable::WarrantNumber, &["warrantno", "warrantcardno", "warrantcardnumber", "warrant"]),
    (Readable::CollarNumber, &["collarno", "collar", "shouldernumber", "shoulderno"]),
    (Readable::StaffNumber, &["staffno", "staffnumber"]),
    (Readable::EsrEmployeeNo, &["esrno", "esrnumber", "esremployeenumber", "esremployeeid", "assignmentnumber"]),
    (Readable::Organisation, &["force", "forcename", "organization", "employer", "organisationname"]),
    (Readable::OfficerCategory, &["employeecategory", "stafftype", "employeetype", "persontype"]),
    (Readable::Rank, &["ranktitle", "rankname"]),
    (Readable::JobTitle, &["title", "jobrole", "role", "businesstitle", "positiontitle"]),
    (Readable::Department, &["dept", "departmentname"]),
    (Readable::CardDesign, &["design", "cardtype", "cardlayout"]),
    (Readable::CardSerial, &["cardserialnumber", "cardserialno", "cardno", "cardnumber"]),
    (Readable::ExpiryDate, &["expiry", "expires", "expirydt", "cardexpiry", "cardexpirydate", "expirationdate", "validto", "validuntil"]),
    (Readable::IssueNumber, &["issueno", "cardissue", "cardissuenumber", "issue"]),
    (Readable::CredentialNo, &["credentialnumber", "credential", "accesscardnumber"]),
    (Readable::FacilityCode, &["sitecode", "facility"]),
    (Readable::PhotoOriginal, &["photo", "photofile", "photofilename", "photopath", "picture"]),
];
