use std::collections::BTreeSet;

use super::*;
use crate::Field;
use crate::field::Role;
use crate::profile::Profile;

mod systems;

fn data(name: &str) -> Option<&'static str> {
    header(name).map(|rule| rule.kind_of_data)
}

#[test]
fn every_listed_name_is_found_in_any_spelling() {
    for entry in ENTRIES {
        for phrase in entry.phrases.split(',').map(str::trim) {
            let capitals: String = phrase
                .split(' ')
                .map(|word| word[..1].to_uppercase() + &word[1..])
                .collect();
            for spelled in [
                phrase.to_owned(),
                phrase.to_uppercase(),
                phrase.replace(' ', "_"),
                phrase.replace(' ', "-"),
                phrase.replace(' ', "\u{a0}"),
                phrase.replace(' ', ""),
                capitals,
                format!("\u{feff}{phrase}"),
                format!("staff_{phrase}"),
                format!("Employee {phrase} (current)"),
            ] {
                assert!(header(&spelled).is_some(), "{spelled}");
            }
        }
    }
}

#[test]
fn disguises_plurals_pieces_and_glue_change_nothing() {
    for (name, wanted) in [
        ("D.O.B.", "date of birth"),
        ("ＤＯＢ", "date of birth"),
        ("D\u{200b}O\u{ad}B", "date of birth"),
        ("dоb", "date of birth"),
        ("DateOfBirth", "date of birth"),
        ("empdob", "date of birth"),
        ("Date of Birth (DD/MM/YYYY)", "date of birth"),
        ("GBDAT", "date of birth"),
        ("P0002-GBDAT", "date of birth"),
        ("NINumber", "National Insurance number"),
        ("N.I. No.", "National Insurance number"),
        ("National Ins No", "National Insurance number"),
        (
            "National Insurance Number (NINO)",
            "National Insurance number",
        ),
        ("addresses.postalCode", "postcode"),
        ("addresses[0].streetAddress", "home address"),
        ("phoneNumbers.value", "telephone number"),
        ("name.honorificPrefix", "form of address"),
        (
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
            "manager",
        ),
        ("Salaries", "pay"),
        ("PERNR", "payroll number"),
        ("BANKN", "bank details"),
        ("STRAS", "home address"),
        ("PSTLZ", "postcode"),
        ("DATE_OF_BIRTH", "date of birth"),
        ("HOMETELNO", "telephone number"),
        ("Allergies", "disability or health"),
        ("Full time / part time", "terms of employment"),
        ("NPPV3", "vetting or clearance"),
        ("Sort-Code", "bank details"),
        ("Pay Nos.", "payroll number"),
        ("Next-of-Kin", "next of kin"),
    ] {
        assert_eq!(data(name), Some(wanted), "{name}");
    }
}

#[test]
fn one_slip_is_forgiven_in_long_words_alone() {
    for (name, wanted) in [
        ("Natoinal Insurance", "National Insurance number"),
        ("Salery", "pay"),
        ("Postcoed", "postcode"),
        ("Adress", "home address"),
        ("Passsport No", "passport"),
        ("Relgion", "religion or belief"),
        ("Ethnicty", "ethnic origin"),
        ("Maritial Status", "marital status"),
        ("Telepone", "telephone number"),
        ("Emergancy Contact", "emergency contact"),
        ("dateofbrith", "date of birth"),
        ("Vettnig Level", "vetting or clearance"),
        ("Cautinos", "offences or conduct"),
        ("Annual_Rate", "pay"),
        ("Salarybasis", "pay"),
    ] {
        assert_eq!(data(name), Some(wanted), "{name}");
    }
    for name in [
        "Agw",
        "Paw",
        "Sez",
        "Tender",
        "Other",
        "other_columns",
        "Country",
        "Setting",
        "Sender",
        "Region",
        "Portal",
        "Saleryy",
    ] {
        assert_eq!(header(name), None, "{name}");
    }
}

#[test]
fn what_a_card_needs_is_not_found() {
    for name in [
        "Warrant No",
        "Collar Number",
        "First Name",
        "Surname",
        "Rank",
        "Role",
        "Photo",
        "photo_file",
        "Card Serial",
        "Card Serial 2",
        "Expiry Date",
        "Print Name 1",
        "Barcode",
        "Page",
        "Image",
        "Stage",
        "Usage",
        "Force",
        "Token",
        "Issue No",
        "Known As",
        "Initials",
        "Employee Number",
        "Staff No",
        "",
        "#",
        "1",
        "Titel",
        "Access Level",
        "Return Address",
        "Chip UID",
        "card_uid",
        "CSN",
        "Card Orientation",
        "family",
        "name.family",
        "Regions",
        "Counters",
    ] {
        assert_eq!(header(name), None, "{name}");
    }
}

#[test]
fn teams_departments_and_stations_are_suspect() {
    for name in ["Team", "Department", "Police Station", "dept."] {
        assert_eq!(
            header(name).map(|rule| rule.severity),
            Some(Severity::Suspect),
            "{name}"
        );
    }
    assert_eq!(
        header("Unit").map(|rule| rule.severity),
        Some(Severity::Forbidden)
    );
}

/// The list is this module's own; this test alone looks at the catalogue.
#[test]
fn the_released_names_are_those_of_the_catalogue_and_the_presets() {
    let mut wanted: BTreeSet<String> = Field::ALL
        .iter()
        .filter(|field| field.role() == Role::Releasable)
        .map(|field| field.name().to_owned())
        .collect();
    for name in Profile::preset_names() {
        let profile = Profile::preset(name).unwrap();
        wanted.extend(
            profile
                .columns()
                .iter()
                .map(|column| column.header().to_owned()),
        );
    }
    wanted.insert("photo".to_owned());
    assert_eq!(
        RELEASED
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<BTreeSet<_>>(),
        wanted
    );
    for name in RELEASED.iter().filter(|name| **name != "department") {
        assert_eq!(header(name), None, "{name}");
    }
}

#[test]
fn data_is_named_in_fixed_words() {
    for entry in ENTRIES {
        assert!(
            entry
                .phrases
                .split(',')
                .all(|phrase| !phrase.trim().is_empty()),
            "{}",
            entry.data
        );
        assert!(
            entry
                .phrases
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == ' ' || c == ','),
            "{}",
            entry.data
        );
    }
}

#[test]
fn a_name_that_is_short_or_foreign_says_it_where_it_stands_alone() {
    for (name, wanted) in [
        ("D0B", "date of birth"),
        ("D0B.", "date of birth"),
        ("P0stcode", "postcode"),
        ("5alary", "pay"),
        ("Geburtsdatum", "date of birth"),
        ("date de naissance", "date of birth"),
        ("SIN", "social security number"),
        ("Lives at", "home address"),
        ("Anschrift", "home address"),
        ("Gehalt", "pay"),
        ("Verg\u{fc}tung", "pay"),
        ("Base Comp", "pay"),
        ("£ p.a.", "pay"),
        ("Annual (£)", "pay"),
        ("Vett", "vetting or clearance"),
        ("A/C Number", "bank details"),
        ("Ph No", "telephone number"),
        ("Ph#", "telephone number"),
        ("Handphone", "telephone number"),
        ("eml", "e-mail address"),
        ("Join Date", "dates of employment"),
        ("Scale point", "pay"),
        ("LGBTQ+", "sexual orientation"),
        ("Employee Geschlecht", "sex or gender"),
        ("ZZVETTING", "vetting or clearance"),
        ("holder.gehalt", "pay"),
        ("cards[0].ph", "telephone number"),
    ] {
        let rule = header(name);
        assert_eq!(rule.map(|rule| rule.kind_of_data), Some(wanted), "{name}");
        assert_eq!(
            rule.map(|rule| rule.severity),
            Some(Severity::Forbidden),
            "{name}"
        );
    }
    for name in [
        "BOD", "Comp", "A/C", "COB", "POB", "Party", "Nick", "£", "p.a.",
    ] {
        assert_eq!(
            header(name).map(|rule| rule.severity),
            Some(Severity::Suspect),
            "{name}"
        );
    }
}

#[test]
fn the_same_words_beside_others_and_the_words_of_an_order_say_nothing() {
    for name in [
        "Sort Order",
        "City of London",
        "Contact Chip",
        "Contactless",
        "Base Colour",
        "Annual Pass",
        "Price (£)",
        "Cost £",
        "Long Name",
        "Long Text",
        "Exit Pass",
        "Start No",
        "Step No",
        "Net Weight",
        "Unit Price",
        "Designation",
        "Approved",
        "Position",
        "Orientation",
        "Text Position",
        "Signature Panel",
        "Temp No",
        "A4",
        "Line1",
        "ID1",
        "5C",
        "MP3",
        "S0",
        "Card 10 of 10",
        "x.y",
        "card.base",
        "City",
        "Contact",
        "Sort",
        "Base",
        "Annual",
        "161",
    ] {
        assert_eq!(header(name), None, "{name}");
    }
}

#[test]
fn no_name_that_says_it_alone_is_one_under_which_data_is_released() {
    for entry in alone::ENTRIES {
        for phrase in entry.phrases.split(',').map(str::trim) {
            assert!(!phrase.is_empty() && !is_released(phrase), "{phrase}");
            assert!(header(phrase).is_some(), "{phrase}");
        }
    }
}

#[test]
fn names_of_systems_and_of_police_work_are_found_and_letters_with_blanks_between_are_a_word() {
    for (name, wanted) in [
        ("NIC", "National Insurance number"),
        ("NICs", "National Insurance number"),
        ("Rel Status", "marital status"),
        ("FA Trained", "firearms or skills"),
        ("Authorised Shot", "firearms or skills"),
        ("CED", "firearms or skills"),
        ("CED User", "firearms or skills"),
        ("UCO", "covert or protected work"),
        ("CT Role", "covert or protected work"),
        ("Intel", "covert or protected work"),
        ("Intel Ref", "covert or protected work"),
        ("Sensitive", "covert or protected work"),
        ("16+1", "ethnic origin"),
        ("16 + 1", "ethnic origin"),
        ("16+1 code", "ethnic origin"),
        ("ANSSA", "home address"),
        ("Home", "home address"),
        ("Person Number", "key of a personnel system"),
        ("PERSON_NUMBER", "key of a personnel system"),
        ("Emplid", "key of a personnel system"),
        ("SAP ID", "key of a personnel system"),
        ("p o s t c o d e", "postcode"),
        ("v e t t i n g l e v e l", "vetting or clearance"),
        ("V E T T I N G   L E V E L", "vetting or clearance"),
        ("s_a_l_a_r_y", "pay"),
        ("s.a.l.a.r.y (GBP)", "pay"),
        ("emp d o b", "date of birth"),
        ("r e l i g i o n", "religion or belief"),
    ] {
        assert_eq!(data(name), Some(wanted), "{name}");
    }
    for name in [
        "p h o t o",
        "R a n k",
        "a b c d",
        "Home Page",
        "Authorised",
        "161",
        "Intelligent",
        "Nic Nac",
        "A B C D E F",
    ] {
        assert_eq!(header(name), None, "{name}");
    }
}

#[test]
fn what_a_card_shows_where_its_holder_wants_it_is_suspect() {
    for name in [
        "Pronouns",
        "Preferred Pronouns",
        "Welsh Speaker",
        "Siaradwr Cymraeg",
        "Signature",
        "Signature File",
        "Signature Image",
    ] {
        let severity = header(name).map(|rule| rule.severity);
        assert_eq!(severity, Some(Severity::Suspect), "{name}");
    }
    for name in ["Languages", "Signature Dynamics", "Gender / Pronouns"] {
        let severity = header(name).map(|rule| rule.severity);
        assert_eq!(severity, Some(Severity::Forbidden), "{name}");
    }
}
