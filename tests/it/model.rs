//! A second minimiser, written plainly from the description of the format and slow on purpose.

use std::collections::BTreeMap;

use cardsieve::field::Flag;
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;

use crate::generate::Raw;

type HmacSha256 = Hmac<Sha256>;

/// One row of the model: header to cell, in order; or nothing, if the record stays behind.
pub fn minimise(
    profile: &Value,
    secret: &[u8; 32],
    batch: &str,
    raw: &Raw,
) -> Option<Vec<(String, String)>> {
    let person = profile["columns"]
        .as_array()?
        .iter()
        .flat_map(parts)
        .any(|part| {
            let card = [
                "card_design",
                "card_serial",
                "issue_number",
                "credential_no",
                "facility_code",
            ];
            part["treatment"] != "pseudonymise"
                && !part["field"].is_null()
                && !card.iter().any(|field| part["field"] == *field)
        })
        || !profile["photo"].is_null();
    let clear = |flag: &Flag| {
        raw.get(flag.name()).is_some_and(|text| {
            ["false", "no", "n", "0"].contains(&text.trim().to_ascii_lowercase().as_str())
        })
    };
    if person && !Flag::ALL.iter().all(clear) {
        return None;
    }
    let mut row = Vec::new();
    for column in profile["columns"].as_array()? {
        let mut cell = String::new();
        if let Some(text) = column["constant"].as_str() {
            cell.push_str(text);
        }
        for part in parts(column) {
            cell.push_str(&treat(profile, column, part, secret, batch, raw)?);
        }
        if column["case"] == "upper" {
            cell = cell.to_uppercase();
        }
        let cell: String = cell.nfc().collect();
        if column["max_chars"]
            .as_u64()
            .is_some_and(|max| cell.chars().count() as u64 > max)
            || formula(&cell)
        {
            return None;
        }
        row.push((column["header"].as_str()?.to_owned(), cell));
    }
    Some(row)
}

fn parts(column: &Value) -> impl Iterator<Item = &Value> {
    column["parts"].as_array().into_iter().flatten()
}

fn formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
}

fn treat(
    profile: &Value,
    column: &Value,
    part: &Value,
    secret: &[u8; 32],
    batch: &str,
    raw: &Raw,
) -> Option<String> {
    if let Some(text) = part["text"].as_str() {
        return Some(text.to_owned());
    }
    let field = part["field"].as_str()?;
    let given = raw.get(field)?;
    let text: String = given.trim().nfc().collect();
    if text.is_empty() || formula(given) || formula(&text) {
        return None;
    }
    let text = apostrophes(profile, field, value(field, &text)?)?;
    Some(match part["treatment"].as_str()? {
        "keep" => text,
        "first-word" => text.split_whitespace().next()?.to_owned(),
        "initials" => initials(&text),
        "digits" => text.chars().filter(char::is_ascii_digit).collect(),
        "category" => part["table"][&text].as_str()?.to_owned(),
        "month-end" => {
            let number = |range: std::ops::Range<usize>| text[range].parse::<u32>().ok();
            let (year, month) = (number(0..4)?, number(5..7)?);
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let day = match month {
                2 => 28 + u32::from(leap),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            let names = [
                "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
            ];
            let format = part["date_format"].as_str()?;
            format
                .replace("%d", &format!("{day:02}"))
                .replace("%m", &format!("{month:02}"))
                .replace("%Y", &format!("{year:04}"))
                .replace("%b", names[month as usize - 1])
        }
        "pseudonymise" => {
            let scope = match part["scope"].as_str()? {
                "batch" => format!("batch:{batch}"),
                scope => scope.to_owned(),
            };
            let place = column["place"].as_str()?;
            let domain = [
                profile["recipient"].as_str()?,
                profile["purpose"].as_str()?,
                &scope,
                field,
                place,
            ];
            let mut info = Vec::new();
            for text in domain {
                info.extend((text.len() as u32).to_be_bytes());
                info.extend(text.as_bytes());
            }
            let prk = hmac(b"cardsieve pseudonym v1", &[secret]);
            let key = hmac(&prk, &[&info, &[1]]);
            let token = BASE32_NOPAD
                .encode(&hmac(&key, &[text.as_bytes()]))
                .to_ascii_lowercase();
            token[..part["chars"].as_u64()? as usize].to_owned()
        }
        _ => return None,
    })
}

/// A name as the profile wants its apostrophes; without them it must still be a name.
fn apostrophes(profile: &Value, field: &str, text: String) -> Option<String> {
    let names = ["given_names", "middle_names", "known_as", "family_name"];
    let all = ['\'', '\u{2019}', '\u{2bc}'];
    match profile["csv"]["apostrophes"].as_str() {
        Some("straight") if names.contains(&field) => Some(text.replace(all, "'")),
        Some("curly") if names.contains(&field) => Some(text.replace(all, "\u{2019}")),
        Some("strip") if names.contains(&field) => value(field, text.replace(all, "").trim()),
        _ => Some(text),
    }
}

/// The library's own strict types decide what a value is; the tables of the closed lists are theirs.
fn value(field: &str, text: &str) -> Option<String> {
    let accepted: BTreeMap<&str, &str> = BTreeMap::from([
        ("PC", "Constable"),
        ("T/DC", "Constable"),
        ("Detective Sergeant", "Sergeant"),
        ("inspector", "Inspector"),
        ("Chief Constable", "Chief Constable"),
        ("A/DCC", "Deputy Chief Constable"),
        ("PCSO", "PCSO"),
    ]);
    let digits = |text: &str, most: u32| {
        text.parse::<u32>()
            .ok()
            .filter(|n| *n <= most && n.to_string() == text)
            .map(|n| n.to_string())
    };
    match field {
        "rank" => accepted.get(text).map(|rank| (*rank).to_owned()),
        "organisation" => match text {
            "6" => Some("Greater Manchester Police"),
            "Kent" => Some("Kent Police"),
            "British Transport Police" => Some(text),
            "Norfolk" => Some("Norfolk Constabulary"),
            _ => None,
        }
        .map(str::to_owned),
        "category" => match text {
            "officer" => Some("Officer"),
            "PCSO" => Some("PCSO"),
            "staff" => Some("Staff"),
            _ => None,
        }
        .map(str::to_owned),
        "collar_number" => Some(text.to_owned()).filter(|text| {
            ["PC 1234", "AB12", "45AW", "00717", "DC 1234A", "D2D"].contains(&text.as_str())
        }),
        "warrant_number" => Some(text.to_owned())
            .filter(|text| text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())),
        "staff_number" => {
            Some(text.to_owned()).filter(|text| text.starts_with("S-") || text == "D2D")
        }
        "esr_employee_no" => Some(text.to_owned()).filter(|text| text.ends_with("-1")),
        "expiry_date" => {
            Some(text.to_owned()).filter(|text| text.len() == 10 && text.starts_with("20"))
        }
        "card_design" => Some(text.to_owned()).filter(|text| text == "D1" || text == "D2D"),
        "card_serial" => {
            Some(text.to_owned()).filter(|text| text.starts_with("CS-") || text == "D2D")
        }
        "issue_number" => digits(text, 99),
        "credential_no" => digits(text, 65535),
        "facility_code" => digits(text, 255),
        "given_names" | "middle_names" | "known_as" | "family_name" => {
            let names = [
                "Mary-Jane Anne",
                "Siân",
                "Łukasz",
                "Ng",
                "名前",
                "Jo",
                "Mary  Ann",
                "José María",
                "O'Neill",
                "d'Arcy",
                "Mac Giolla Phádraig",
                "de la Cruz",
                "’t Hooft",
                "Smith",
                "Smith-Jones",
                "Straße",
                "O\u{2019}Brien",
                "O\u{2bc}Hara",
                "d\u{2019}v",
            ];
            // or one that was made of letters, blanks and hyphens, and is no status
            let status = [
                "tbc",
                "dv",
                "sc",
                "ctc",
                "nppv",
                "unknown",
                "deceased",
                "suspended",
            ];
            let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte == b' ' || byte == b'-';
            let is_made = text.bytes().all(is_letter)
                && text.len() <= 50
                && !status.contains(&text.to_ascii_lowercase().as_str());
            (names.contains(&text) || is_made).then(|| text.to_owned())
        }
        _ => Some(text.to_owned()).filter(|text| !text.contains('\u{202e}')),
    }
}

fn initials(name: &str) -> String {
    let runs = name.split(|letter: char| letter.is_whitespace() || letter == '-');
    let first = runs.filter_map(|run| run.chars().find(|letter| letter.is_alphabetic()));
    first.flat_map(char::to_uppercase).collect()
}

fn hmac(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = HmacSha256::new_from_slice(key).expect("any length");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().to_vec()
}
