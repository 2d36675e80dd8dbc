//! Headers as systems of personnel write them, each judged by hand: what it says, or nothing where a card may show it.

use super::*;

/// Names that are written shortened, or by a system of its own.
const WRITTEN: &[(&str, &str)] = &[
    ("Natl_ID", "National Insurance number"),
    ("Nat'l ID", "National Insurance number"),
    ("Assignment Category", "terms of employment"),
    ("Employee Category", "terms of employment"),
    ("PERSA", "unit or posting"),
    ("ANSVH", "terms of employment"),
    ("BETRG", "pay"),
    ("ICNUM", "National Insurance number"),
    ("locale", "settings of an account"),
    ("timezone", "settings of an account"),
    ("nickName", "settings of an account"),
    ("photos.value", "settings of an account"),
    ("Dt of Brth", "date of birth"),
    ("Brth Dt", "date of birth"),
    ("SV Level", "vetting or clearance"),
    ("OH Ref", "disability or health"),
    ("Opt_Electoral_Roll", "political opinion"),
    ("Legal_Name", "former or birth name"),
    ("Lic No", "driving licence"),
    ("Line Mgr", "manager"),
    ("Add 1", "home address"),
    ("Time_Type", "terms of employment"),
    ("Bday", "date of birth"),
    ("B-day", "date of birth"),
    ("DoB (dd/mm)", "date of birth"),
    ("Kids", "family"),
    ("Caste", "ethnic origin"),
    // four forces write Welsh
    ("Dyddiad Geni", "date of birth"),
    ("Rhif YG", "National Insurance number"),
    ("Rhif Yswiriant Gwladol", "National Insurance number"),
    ("Cod Post", "postcode"),
    ("Cyfeiriad", "home address"),
    ("Rhif Ffôn", "telephone number"),
    ("E-bost", "e-mail address"),
    ("Cyflog", "pay"),
    ("Rhif Cyflogres", "payroll number"),
    ("Rhywedd", "sex or gender"),
    ("Crefydd", "religion or belief"),
    ("Cenedligrwydd", "nationality"),
    ("Ethnigrwydd", "ethnic origin"),
    ("Statws Priodasol", "marital status"),
    ("Perthynas Agosaf", "next of kin"),
];

/// Names that look like those and are of a card, a card's holder or a file.
const RELEASED_ALL_THE_SAME: &[&str] = &[
    "Enw",
    "Cyfenw",
    "Enw Cyntaf",
    "Swydd",
    "Rhif Gwarant",
    "Contractor Company",
    "Rank/Grade",
    "Contractor",
    "Card Category",
    "Issue Dt",
    "Exp Dt",
    "Card Nbr",
    "Emp Nbr",
    "Card Typ",
    "Pref Name",
    "Acc Card No",
    "HSE Card No",
    "Hologram",
    "Hol Type",
    "Perf Line",
    "Photo Dir",
    "Insert",
    "Ins",
    "Local",
    "Locate",
    "Card Cat",
    "Site Cd",
    "Natl",
    "Cat",
    "Lvl",
    "Dt",
    "Sec",
    "Term",
    "Mar",
    "Legal",
    "Add",
    "Time",
];

/// More of them, from SAP, Workday, Oracle HCM, iTrent, ESR, SCIM, NFI and BambooHR.
const FURTHER: &[(&str, Option<&str>)] = &[
    ("BUKRS", Some("unit or posting")),
    ("NACH2", Some("former or birth name")),
    ("WAERS", Some("pay")),
    ("LGA01", Some("pay")),
    ("TRFAR", Some("pay")),
    ("SCHKZ", Some("terms of employment")),
    ("WOSTD", Some("terms of employment")),
    ("EMPCT", Some("terms of employment")),
    ("MASSG", Some("dates of employment")),
    ("CTTYP", Some("dates of employment")),
    ("PRBZT", Some("dates of employment")),
    ("BNKSA", Some("bank details")),
    ("BANKR", Some("bank details")),
    ("EMFTX", Some("bank details")),
    ("FAVOR", Some("family")),
    ("FASEX", Some("family")),
    ("FGBDT", Some("date of birth")),
    ("KFZKZ", Some("vehicle")),
    ("ZIMNR", Some("unit or posting")),
    ("ENTKM", Some("home address")),
    ("Legal_First_Name", Some("former or birth name")),
    ("Position_Time_Type", Some("terms of employment")),
    ("Pay_Rate_Type", Some("pay")),
    ("Scheduled_Weekly_Hours", Some("terms of employment")),
    ("Default_Weekly_Hours", Some("terms of employment")),
    ("Worker_Sub_Type", Some("terms of employment")),
    ("Management_Level", Some("terms of employment")),
    ("Compensation_Package", Some("pay")),
    ("Time_Off_Service_Date", Some("dates of employment")),
    ("Benefits_Service_Date", Some("dates of employment")),
    ("Local_Termination_Reason", Some("dates of employment")),
    ("Primary_Work_Phone", Some("telephone number")),
    ("Primary_Home_Email", Some("e-mail address")),
    ("Disability_Status", Some("disability or health")),
    ("Political_Affiliation", Some("political opinion")),
    ("National_ID_Type", Some("National Insurance number")),
    ("Visa_ID_Type", Some("right to work or visa")),
    ("Hukou_Region", Some("home address")),
    ("Contingent_Worker_ID", None),
    ("Job_Profile", None),
    ("LEGAL_EMPLOYER_NAME", None),
    ("ASSIGNMENT_STATUS_TYPE", Some("terms of employment")),
    ("GRADE_LADDER_PGM", Some("terms of employment")),
    ("HOURLY_SALARIED_CODE", Some("terms of employment")),
    ("FULL_PART_TIME", Some("terms of employment")),
    ("NORMAL_HOURS", Some("terms of employment")),
    ("PROJECTED_END_DATE", Some("dates of employment")),
    ("REHIRE_RECOMMENDATION", Some("terms of employment")),
    ("CORRESPONDENCE_LANGUAGE", Some("firearms or skills")),
    (
        "NATIONAL_IDENTIFIER_TYPE",
        Some("National Insurance number"),
    ),
    ("ACTUAL_TERMINATION_DATE", Some("dates of employment")),
    ("ORG_TAX_REPORTING_UNIT", Some("unit or posting")),
    ("PERSON_NUMBER", Some("key of a personnel system")),
    ("PERSON_TYPE", None),
    ("Continuous Svc Dt", Some("dates of employment")),
    ("Post Reference", Some("unit or posting")),
    ("Position Occupancy", Some("terms of employment")),
    ("Reporting Unit", Some("unit or posting")),
    ("Spinal Pt", Some("pay")),
    ("NI Table Letter", Some("National Insurance number")),
    ("BACS Ref", Some("bank details")),
    ("Equal Opps", Some("ethnic origin")),
    ("Contractual Hrs", Some("terms of employment")),
    ("Statutory Sick Pay", Some("disability or health")),
    ("Pay Scheme", Some("pay")),
    ("Local Gov Service Date", Some("dates of employment")),
    ("Incremental Date", Some("pay")),
    ("Disclosure Level", Some("vetting or clearance")),
    ("Smart Card UUID", Some("professional register")),
    ("Registration Body", Some("professional register")),
    ("Revalidation Date", Some("professional register")),
    ("Equality Data", Some("ethnic origin")),
    ("NHS CRS Identity", Some("professional register")),
    ("Subjective Code", Some("unit or posting")),
    ("Medical Clearance", Some("vetting or clearance")),
    ("Occ Code", Some("unit or posting")),
    ("Staff Number", None),
    ("Latest Start Date", Some("dates of employment")),
    ("addresses.region", Some("home address")),
    ("addresses.formatted", Some("home address")),
    ("ims.value", Some("online account")),
    ("entitlements.display", Some("access rights")),
    ("profileUrl", Some("online account")),
    ("preferredLanguage", Some("nationality")),
    ("costCenter", Some("unit or posting")),
    ("userType", None),
    ("meta.created", None),
    ("name.formatted", None),
    ("Date Last Paid", Some("pay")),
    ("Gross Pay to Date", Some("pay")),
    ("Full Time/Part Time Flag", Some("terms of employment")),
    ("Post No", Some("unit or posting")),
    ("Employee Home Tel", Some("telephone number")),
    ("payPer", Some("pay")),
    ("paySchedule", Some("pay")),
    ("overtimeRate", Some("pay")),
    ("workPhoneExtension", Some("telephone number")),
    ("dietaryRestrictions", Some("offences or conduct")),
    ("shirtSize", Some("biometrics")),
    ("supervisorEId", Some("manager")),
    ("employmentHistoryStatus", Some("terms of employment")),
    ("eeo", Some("ethnic origin")),
    ("adpFileNumber", Some("payroll number")),
    ("includeInPayroll", Some("payroll number")),
    ("acaStatus", Some("terms of employment")),
    ("bonusReason", Some("pay")),
    ("isPhotoUploaded", None),
    ("Emerg Cntct", Some("emergency contact")),
    ("Ctry of Brth", Some("place of birth")),
    ("Prev Surname", Some("former or birth name")),
    ("Mar Status", Some("marital status")),
    ("Acct Nbr", Some("bank details")),
    ("Rlgn", Some("religion or belief")),
    ("Sec Clr Lvl", Some("vetting or clearance")),
    ("Vet Exp Dt", Some("vetting or clearance")),
    ("Strt Dt", Some("dates of employment")),
    ("Cost Ctr", Some("unit or posting")),
    ("Emp Grd", Some("terms of employment")),
    ("Wkly Hrs", Some("terms of employment")),
    ("Hm Addr", Some("home address")),
    ("Ph No", Some("telephone number")),
];

#[test]
fn names_as_systems_of_personnel_shorten_them_are_found() {
    for (name, wanted) in WRITTEN {
        let rule = header(name);
        assert_eq!(rule.map(|rule| rule.kind_of_data), Some(*wanted), "{name}");
        assert_eq!(
            rule.map(|rule| rule.severity),
            Some(Severity::Forbidden),
            "{name}"
        );
    }
    for (name, wanted) in FURTHER {
        assert_eq!(
            header(name).map(|rule| rule.kind_of_data),
            *wanted,
            "{name}"
        );
    }
}

#[test]
fn names_of_a_card_are_not_found_however_they_are_shortened() {
    for name in RELEASED_ALL_THE_SAME {
        assert_eq!(header(name), None, "{name}");
    }
}

#[test]
fn every_shortened_word_is_read_as_the_one_in_full() {
    for (short, full) in SHORTENED {
        assert!(
            SHORTENED.iter().filter(|(other, _)| other == short).count() == 1,
            "{short}"
        );
        let (short, full) = (
            header(&format!("staff {short} x")),
            header(&format!("staff {full} x")),
        );
        assert!(
            short.map(|rule| rule.severity) >= full.map(|rule| rule.severity),
            "{short:?} {full:?}"
        );
    }
}
