//! The catalogue's names and floors against copies kept by hand.

use std::collections::{BTreeMap, BTreeSet};

use super::{FLOORS, PLACES, read};
use crate::field::{Field, Flag, Group, Linkability, Place, Role, Shown, Treatment};

/// The names of each group, white space between them.
const NAMES: [(Group, &str); 15] = [
    (
        Group::A,
        "record_id honorific given_names middle_names family_name known_as post_nominals
         previous_names birth_name print_name sex gender_marker pronouns date_of_birth
         place_of_birth country_of_birth nationality photo_pixels photo_original photo_metadata
         signature_image physical_description age age_band",
    ),
    (
        Group::B,
        "warrant_number collar_number pay_number staff_number esr_employee_no nhs_smartcard_uuid
         professional_reg_no pension_no federation_no union_no username ad_sid upn radio_issi
         call_sign pnc_user_id rms_user_id",
    ),
    (
        Group::C,
        "organisation category rank rank_prefix job_title department unit team station bcu borough
         work_location line_manager cost_centre position_id grade pay_band contract_type fte hours
         working_pattern hire_date attestation_date length_of_service end_date leaving_reason
         retirement_date duty_status roster shift leave languages welsh_speaker",
    ),
    (
        Group::D,
        "record_ref card_design card_serial issue_date expiry_date issue_number previous_serial
         revocation_reason credential_no facility_code chip_uid barcode_value qr_value mag_tracks
         access_groups zones alarm_rights encoding_keys pin puk cert_private_key cert_subject
         rfc822_name endorsement delivery_site_code",
    ),
    (
        Group::E,
        "work_email work_phone work_mobile personal_phone personal_email social_handles
         home_address uprn geo what3words home_postcode",
    ),
    (
        Group::F,
        "marital_status spouse civil_partner children dependants next_of_kin emergency_contact
         beneficiaries",
    ),
    (
        Group::G,
        "tax_code student_loan pension_scheme attachment_of_earnings credit_check
         business_interests sort_code account_no iban bic salary allowances overtime",
    ),
    (
        Group::H,
        "nino trn passport_no driving_licence_no visa brp share_code right_to_work nhs_number
         dbs_certificate_no",
    ),
    (
        Group::I,
        "sickness_absence disability reasonable_adjustments occupational_health blood_group
         allergies vaccination fitness_test pregnancy psychological_screening injury_on_duty
         organ_donor",
    ),
    (
        Group::J,
        "ethnicity religion community_background sexual_orientation gender_reassignment
         political_opinion trade_union genetic_data",
    ),
    (
        Group::K,
        "pnc_result convictions cautions dbs_content misconduct complaints psd_intelligence
         restriction barred_list upp drug_test notifiable_association",
    ),
    (
        Group::L,
        "vetting_level vetting_granted vetting_expires vetting_reference vetting_aftercare
         vetting_conditions vetting_refusal vetting_finance vetting_family",
    ),
    (
        Group::M,
        "face_template fingerprints dna voice_print iris signature_dynamics gait",
    ),
    (
        Group::N,
        "covert protected_identity close_protection under_threat minor northern_ireland alias
         undercover_accreditation counter_terrorism surveillance chis_handling firearms taser
         public_order armoury_access skills home_security protection_weapon personal_vehicle
         key_holding deployment_history home_working",
    ),
    (Group::O, "notes attachments hr_case_refs"),
];

const DECIDING: [&str; 6] = [
    "photo_original",
    "covert",
    "protected_identity",
    "close_protection",
    "under_threat",
    "minor",
];

const DERIVED: [&str; 3] = ["record_ref", "print_name", "photo_pixels"];

fn golden() -> BTreeMap<(&'static str, &'static str), Treatment> {
    let mut floors = BTreeMap::new();
    for (name, cells) in FLOORS {
        for (place, cell) in PLACES.into_iter().zip(cells) {
            let floor = read(cell).unwrap();
            assert_eq!(
                floors.insert((name, place), floor),
                None,
                "{name} stands twice"
            );
        }
    }
    floors
}

/// Where a table of floors says something else than the golden copy.
fn differences(
    golden: &BTreeMap<(&str, &str), Treatment>,
    floor: impl Fn(Field, Place) -> Treatment,
) -> Vec<(Field, Place)> {
    let cells = Field::ALL
        .iter()
        .flat_map(|field| Place::ALL.iter().map(|place| (*field, *place)));
    cells
        .filter(|&(field, place)| {
            let listed = golden.get(&(field.name(), place.name())).copied();
            floor(field, place) != listed.unwrap_or(Treatment::DROP)
        })
        .collect()
}

#[test]
fn floors_are_those_of_the_golden_copy_and_no_others() {
    let golden = golden();
    assert_eq!(differences(&golden, Field::floor), []);
    for ((name, place), listed) in &golden {
        #[cfg(feature = "prove")]
        assert_eq!(super::floor(name, place), *listed);
        #[cfg(not(feature = "prove"))]
        let _ = listed;
        assert!(Field::from_name(name).is_some(), "{name}");
        assert!(Place::from_name(place).is_some(), "{place}");
    }
}

/// The next degree, if there is one.
fn next<T: Copy + PartialEq>(all: &[T], degree: T) -> Option<T> {
    let mut after = all.iter().skip_while(|other| **other != degree);
    after.nth(1).copied()
}

#[test]
fn every_lowering_of_one_floor_by_one_step_is_seen() {
    let golden = golden();
    let mut lowered = 0;
    for &field in Field::ALL {
        for &place in Place::ALL {
            let floor = field.floor(place);
            let shown =
                next(Shown::ALL, floor.shown).map(|shown| Treatment::new(shown, floor.linkability));
            let linked = next(Linkability::ALL, floor.linkability)
                .map(|linkability| Treatment::new(floor.shown, linkability));
            for mutant in [shown, linked].into_iter().flatten() {
                let table = |f: Field, p: Place| {
                    if (f, p) == (field, place) {
                        mutant
                    } else {
                        f.floor(p)
                    }
                };
                assert_eq!(differences(&golden, table), [(field, place)]);
                assert!(!mutant.covers(floor), "a lower floor protects less");
                lowered += 1;
            }
        }
    }
    assert!(lowered > 2 * Field::ALL.len(), "{lowered}");
}

#[test]
fn every_swap_of_two_different_floors_is_seen() {
    let golden = golden();
    let mut swapped = 0;
    for (index, &one) in Field::ALL.iter().enumerate() {
        for &other in Field::ALL.get(index + 1..).unwrap_or_default() {
            let differs = |place: &Place| one.floor(*place) != other.floor(*place);
            let Some(&place) = Place::ALL.iter().find(|place| differs(place)) else {
                continue;
            };
            let table = |f: Field, p: Place| match f {
                f if f == one => other.floor(p),
                f if f == other => one.floor(p),
                f => f.floor(p),
            };
            let found = differences(&golden, table);
            assert!(found.contains(&(one, place)) && found.contains(&(other, place)));
            swapped += 1;
        }
    }
    assert!(swapped > 1000, "{swapped}");
}

#[test]
fn releasable_fields_are_those_of_the_golden_copy_and_no_others() {
    let golden: BTreeSet<&str> = FLOORS.iter().map(|(name, _)| *name).collect();
    assert_eq!(named(|field| field.role() == Role::Releasable), golden);
    assert_eq!(named(|field| !field.is_never_released()), golden);
}

#[test]
fn deciding_and_derived_fields_are_those_of_the_golden_copy_and_no_others() {
    assert_eq!(
        named(|field| field.role() == Role::Deciding),
        DECIDING.into()
    );
    assert_eq!(named(|field| field.role() == Role::Derived), DERIVED.into());
    let flags: Vec<_> = Flag::ALL.iter().map(|flag| flag.name()).collect();
    assert_eq!(flags, DECIDING[1..]);
}

#[test]
fn groups_hold_the_names_of_the_golden_copy_and_no_others() {
    let mut total = 0;
    for (group, names) in NAMES {
        let golden: BTreeSet<&str> = names.split_whitespace().collect();
        assert_eq!(
            golden.len(),
            names.split_whitespace().count(),
            "{group:?} repeats a name"
        );
        total += golden.len();
        assert_eq!(named(|field| field.group() == group), golden, "{group:?}");
    }
    assert_eq!(total, Field::ALL.len());
    assert_eq!(NAMES.map(|(group, _)| group), Group::ALL);
}

fn named(select: impl Fn(Field) -> bool) -> BTreeSet<&'static str> {
    let fields = Field::ALL.iter().copied().filter(|&field| select(field));
    fields.map(Field::name).collect()
}
