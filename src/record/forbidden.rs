//! Headers that cannot be meant for a card, whatever a map says.

use crate::value::text::fold_to_letters as fold;

/// Whether a header names something that no map may lead to a field that leaves.
///
/// Compared folded (case, spaces and punctuation away), in singular and plural, with and without a
/// leading `employee`, `staff`, `officer`, `personal`, `person`, `emp` or `hr`, and a trailing digit,
/// `no`, `number`, `ref`, `id`, `name`, `date` and the like; as a whole, and in each piece that a
/// slash, bracket, comma or the like parts. A few long words forbid a header wherever they stand in it.
#[must_use]
pub fn is_forbidden_header(header: &str) -> bool {
    let folded = fold(header);
    STEMS.iter().any(|stem| folded.contains(stem))
        || is_forbidden_folded(&folded)
        || header
            .split(PARTING)
            .any(|piece| is_forbidden_folded(&fold(piece)))
}

/// What parts a header into pieces that are names of their own.
pub(super) const PARTING: &[char] = &[
    '/', '\\', '(', ')', '[', ']', '{', '}', ',', ';', ':', '|', '&', '+',
];

fn is_forbidden_folded(folded: &str) -> bool {
    if folded.is_empty() {
        return false;
    }
    let matches = |listed: &str| forms(folded).any(|form| forms(listed).any(|other| form == other));
    let prefixes = PREFIXES
        .iter()
        .filter_map(|prefix| folded.strip_prefix(prefix));
    let suffixes = SUFFIXES
        .iter()
        .filter_map(|suffix| folded.strip_suffix(suffix));
    let numbered = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = Some(numbered).filter(|stem| stem.len() < folded.len());
    LIST.iter().any(|listed| matches(&fold(listed)))
        || prefixes
            .chain(suffixes)
            .chain(numbered)
            .any(is_forbidden_folded)
}

/// A folded word, and what it may be the plural of.
fn forms(folded: &str) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
    let plural = |ending: &str, singular: &str| {
        folded
            .strip_suffix(ending)
            .filter(|stem| !stem.is_empty())
            .map(|stem| format!("{stem}{singular}").into())
    };
    [
        Some(folded.into()),
        plural("s", ""),
        plural("es", ""),
        plural("ies", "y"),
    ]
    .into_iter()
    .flatten()
}

const PREFIXES: &[&str] = &[
    "employee", "staff", "officer", "personal", "person", "emp", "hr",
];

const SUFFIXES: &[&str] = &[
    "no",
    "num",
    "number",
    "nr",
    "ref",
    "reference",
    "id",
    "name",
    "desc",
    "description",
    "date",
    "expiry",
    "status",
    "code",
];

/// Folded words that stand in no header of a card's data.
const STEMS: &[&str] = &[
    "insurance",
    "salary",
    "nextofkin",
    "vetting",
    "passport",
    "dateofbirth",
    "birthdate",
    "birthdt",
    "maidenname",
    "religion",
    "sexual",
    "medical",
    "emergencycontact",
    "drivinglicen",
    "telephone",
    "hometel",
    "homephone",
    "homemobile",
    "mobilephone",
    "contactnumber",
    "bankaccount",
    "banksort",
    "sortcode",
    "accountnum",
    "payroll",
    "basicpay",
    "grosspay",
    "clearance",
    "ethnic",
    "disabilit",
    "spouse",
    "hometown",
    "homeaddr",
    "postcode",
    "pincode",
    "doorpin",
    "pension",
    "nhsnum",
    "gbdat",
    "genderidentity",
    "kinname",
    "nokname",
    // what HR systems count about a job
    "yearsat",
    "yearsin",
    "yearsof",
    "yearssince",
    "yearswith",
    "workingyears",
    "companiesworked",
    "attrition",
    "satisfaction",
    "involvement",
    "worklife",
    "overtime",
    "distancefromhome",
    "stockoption",
    "joblevel",
    "trainingtimes",
    "standardhours",
    "earnings",
    "securitylevel",
    "sickday",
    "birthyear",
    "yearofbirth",
    "emergencytel",
    "lengthofservice",
    "terminationdate",
    "education",
    "annualpay",
];

#[rustfmt::skip]
const LIST: &[&str] = &[
    "dob", "date of birth", "birth date", "birthday", "age", "place of birth",
    "ni", "nino", "ni no", "ni number", "national insurance", "national insurance number", "nat ins no",
    "address", "home address", "home addr", "street", "town", "county", "postcode", "post code", "home postcode",
    "address line 1", "address line 2", "address line 3", "address line 4", "address line 5",
    "addr line 1", "addr line 2", "addr line 3", "addr line 4", "addr line 5",
    "mobile", "mobile phone", "home phone", "phone", "telephone", "tel",
    "personal email", "home email", "email",
    "next of kin", "nok", "emergency contact", "spouse", "partner", "children", "dependants", "marital status",
    "salary", "pay", "pay grade", "pay scale", "payroll", "payroll number", "pay no", "pay number",
    "bank", "bank account", "sort code", "account", "account no", "account number", "iban", "bic", "tax code", "pension",
    "gender", "sex", "ethnicity", "ethnic origin", "race", "religion", "belief", "sexual orientation",
    "disability", "disabled", "nationality", "citizenship",
    "passport", "passport number", "driving licence", "licence number", "visa", "nhs number",
    "vetting", "vetting level", "clearance", "security clearance", "nppv", "ctc", "sc", "dv",
    "unit", "station", "posting", "covert", "alias", "undercover", "firearms", "afo", "taser",
    "blood group", "blood type", "allergies", "medical", "sickness", "absence", "injury",
    "conviction", "caution", "misconduct", "complaint", "suspended", "duty status",
    "union", "trade union", "federation", "manager", "line manager",
    "start date", "hire date", "leaving date", "leaver", "username", "user id",
    "notes", "comments", "remarks", "free text",
    // irregular, or the same thing in the words of common HR systems
    "child", "phone number", "phone no", "telephone number", "telephone no", "tel no", "mobile number", "mobile no",
    "cell phone", "email address", "addresses", "street address", "payroll no", "passport no", "nhs no",
    "income", "monthly income", "annual income", "wage", "bonus", "commission", "commission pct", "remuneration",
    "hourly rate", "daily rate", "monthly rate", "percent salary hike", "stock option level",
    "performance rating", "over 18", "manager id", "supervisor", "supervisor id",
    "password", "pay ref", "pay id", "address 1", "address 2", "sexuality", "nat insurance", "nat ins", "birth", "born", "pin", "ims", "photos", "x509 certificates", "postal code",
    "ssn", "social security number", "national id", "is disabled", "health", "pregnant",
    "tax ref", "paye", "sc cleared", "yob", "contact no", "vetted", "joined", "date joined", "faith", "zip",
    "city", "post town", "mob", "spinal point", "performance", "business travel", "firearms ticket",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_header_is_forbidden_in_any_spelling() {
        for listed in LIST {
            for prefix in PREFIXES.iter().copied().chain([""]) {
                for separator in ["", " ", "_", "-", ".", "/", "\u{a0}"] {
                    let spelled = format!("{prefix}{separator}{}", listed.replace(' ', separator));
                    assert!(is_forbidden_header(&spelled), "{spelled}");
                    assert!(is_forbidden_header(&spelled.to_uppercase()), "{spelled}");
                }
            }
        }
    }

    #[test]
    fn singular_and_plural_are_the_same() {
        for header in [
            "Ages",
            "Salaries",
            "Children",
            "Allergy",
            "Addresses",
            "Note",
            "Firearm",
            "Dependant",
            "Nationalities",
            "Emails",
            "Ｄ.Ｏ.Ｂ",
            "Staff Postcodes",
            "hr_employee_dob",
        ] {
            assert!(is_forbidden_header(header), "{header}");
        }
    }

    #[test]
    fn punctuation_and_what_is_written_behind_change_nothing() {
        for header in [
            "National Insurance Number (NINO)",
            "Nat. Insurance No.",
            "NI Ref",
            "Payroll ID",
            "Pay Ref",
            "Home Tel",
            "Contact Number",
            "Driving Licence Number",
            "NHS Num",
            "Bank Sort Code",
            "Annual Salary",
            "Salary (GBP)",
            "Door PIN",
            "Vetting Expiry Date",
            "Date of Birth (DD/MM/YYYY)",
            "DOB:",
            "Birth Dt",
            "Born",
            "Security Clearance Level",
            "Next of Kin Name",
            "NOK Name",
            "Mother's Maiden Name",
            "Address 1",
            "Religion/Belief",
            "Gender Identity",
            "Medical Notes",
            "Sexuality",
            "Sex (M/F)",
            "SC/DV",
            "NPPV 3",
            "DOB 1",
            "NI Number 2",
            "address3",
            "Collar / Pay No",
            "Pregnant?",
        ] {
            assert!(is_forbidden_header(header), "{header}");
        }
    }

    #[test]
    fn what_a_card_needs_is_not_forbidden() {
        for header in [
            "Employee",
            "Staff",
            "emp no",
            "Employee Number",
            "First Name",
            "Surname",
            "Rank",
            "Warrant No",
            "Collar No",
            "Card Serial",
            "Expiry Date",
            "given_names",
            "familyName",
            "name",
            "department",
            "job title",
            "",
            "hr",
            "Page",
            "Image",
            "Forename / Surname",
            "Card (staff) ID",
            "Card Serial 2",
        ] {
            assert!(!is_forbidden_header(header), "{header}");
        }
    }
}
