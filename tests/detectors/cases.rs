//! Cases that others published, read from a folder that is not part of this project.

use std::fs;
use std::path::Path;

use cardsieve::inspect::detect::Kind;
use serde_json::Value;

use super::measure::Case;

/// The cases of the sets that are in the folder.
pub(crate) fn read(folder: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for file in ["generic.jsonl", "uk.jsonl"] {
        for row in lines(&folder.join("pii-presidio").join(file)) {
            cases.extend(presidio(&row));
        }
    }
    let rows = lines(&folder.join("pii-stdnum/stdnum.jsonl"));
    cases.extend((1..).zip(&rows).filter_map(|(at, row)| stdnum(at, row)));
    cases.extend(postcodes(&folder.join("pii-uk-postcodes")));
    cases
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect()
}

fn presidio(row: &Value) -> Option<Case> {
    let kind = match row["entity"].as_str()? {
        "CREDIT_CARD" => Kind::PaymentCard,
        "IBAN_CODE" => Kind::Iban,
        "IP_ADDRESS" => Kind::IpAddress,
        "MAC_ADDRESS" => Kind::MacAddress,
        "PHONE_NUMBER" => Kind::Phone,
        "EMAIL_ADDRESS" => Kind::Email,
        "UK_NINO" => Kind::Nino,
        "UK_NHS" => Kind::NhsNumber,
        "UK_POSTCODE" => Kind::Postcode,
        "UK_PASSPORT" => Kind::Passport,
        "UK_DRIVING_LICENCE" => Kind::DrivingLicence,
        "UK_VEHICLE_REGISTRATION" => Kind::VehicleRegistration,
        _ => return None,
    };
    let count = row["expected_count"].as_u64()?;
    // upstream's own word for a pattern that needs more than itself
    let weak = count > 0
        && row["extra"]["expected_score_ranges"]
            .as_array()
            .is_some_and(|ranges| {
                !ranges.is_empty() && ranges.iter().all(|range| range[1].as_f64() <= Some(0.2))
            });
    (!weak).then(|| Case {
        set: "presidio",
        name: format!(
            "{} {} {}",
            row["file"].as_str().unwrap_or_default(),
            row["test"].as_str().unwrap_or_default(),
            row["index"]
        ),
        kind,
        header: None,
        text: row["text"].as_str().unwrap_or_default().to_owned(),
        holds: count > 0,
    })
}

/// Whether a check passes is asked of a column that is said to hold such numbers.
fn stdnum(at: usize, row: &Value) -> Option<Case> {
    let (kind, header) = match row["kind"].as_str()? {
        "UK_NHS" => (Kind::NhsNumber, "NHS number"),
        "UK_UTR" => (Kind::Utr, "UTR"),
        "IBAN" => (Kind::Iban, "IBAN"),
        _ => return None,
    };
    Some(Case {
        set: "stdnum",
        name: format!("{} row {at}", row["file"].as_str().unwrap_or_default()),
        kind,
        header: Some(header),
        text: row["value"].as_str()?.to_owned(),
        holds: row["valid"].as_bool()?,
    })
}

/// Whole codes of the lists of units, and what the list of validity says.
fn postcodes(folder: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for file in ["validation.json", "units.json"] {
        let text = fs::read_to_string(folder.join(file)).unwrap_or_default();
        let value: Value = serde_json::from_str(&text).unwrap_or_default();
        for test in value["tests"].as_array().into_iter().flatten() {
            cases.push(Case {
                set: "uk-postcodes",
                name: format!("{file} {}", test["base"].as_str().unwrap_or_default()),
                kind: Kind::Postcode,
                header: Some("Postcode"),
                text: test["base"].as_str().unwrap_or_default().to_owned(),
                holds: test["expected"] != Value::Bool(false) && !test["expected"].is_null(),
            });
        }
    }
    cases
}
