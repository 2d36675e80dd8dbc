//! The listed names. Phrases are of small letters, parted by commas.
//!
//! Source: the vocabularies of SAP HCM (infotypes 0001, 0002, 0006, 0008, 0009, 0021, 0105) and SuccessFactors, Workday, Oracle HCM, MHR
//! iTrent, NHS ESR, SCIM (RFC 7643), the National Fraud Initiative's payroll specification and police HR and duty systems.

use super::super::kind::Kind;
use super::HeaderRule;
use super::Severity::{self, Forbidden, Suspect};

pub(super) struct Entry {
    pub(super) data: &'static str,
    pub(super) severity: Severity,
    pub(super) kind: Option<Kind>,
    pub(super) phrases: &'static str,
}

impl Entry {
    pub(super) const fn rule(&self) -> HeaderRule {
        HeaderRule {
            kind_of_data: self.data,
            severity: self.severity,
            kind: self.kind,
        }
    }
}

const fn forbidden(data: &'static str, phrases: &'static str) -> Entry {
    Entry {
        data,
        severity: Forbidden,
        kind: None,
        phrases,
    }
}

const fn of(kind: Kind, data: &'static str, phrases: &'static str) -> Entry {
    Entry {
        data,
        severity: Forbidden,
        kind: Some(kind),
        phrases,
    }
}

const fn suspect(data: &'static str, phrases: &'static str) -> Entry {
    Entry {
        data,
        severity: Suspect,
        kind: None,
        phrases,
    }
}

#[rustfmt::skip]
pub(super) const ENTRIES: &[Entry] = &[
    of(Kind::DateOfBirth, "date of birth", "bday, b day, dob dd mm, dyddiad geni, dob, d o b, date of birth, birth date, birth dt, birth day, birthday, birth, born, born on, date born, year of birth, yob, birth year, month of birth, \
        birth month, day of birth, gbdat, gbjhr, gbmon, gbtag, gbpas, dateofbirth, birthdate, doby, dobirth, emp dob, bdate, birthdte, brthdt, fgbdt"),
    forbidden("age", "age, age band, age group, age range, age years, over 18, under 18, over18, current age, is minor"),
    forbidden("place of birth", "place of birth, birth place, birthplace, town of birth, country of birth, region of birth, birth country, birth town, gbort, gblnd, gbdep, city of birth, county of birth, fgbot, fgbld"),
    of(Kind::Nino, "National Insurance number", "rhif yswiriant gwladol, yswiriant gwladol, rhif yg, ni, nino, ni no, ni num, ni number, ni nr, national insurance, national insurance number, national insurance no, nat ins, nat ins no, nat insurance, national ins, national ins no, \
        natins, n i number, n i no, insurance number, insurance no, insurance, ni code, ni category, ni letter, ni table, ninumber, perid, national identifier, national id, nationalid, ni ref, nin, icnum, ictyp, national identification"),
    of(Kind::TemporaryReference, "temporary tax reference", "trn, trn no, temp ni no, temporary reference, temporary reference number, temp ni number, temporary ni number"),
    forbidden("social security number", "ssn, social security, social security number, sin number, sozialversicherungsnummer, svnr"),
    of(Kind::NhsNumber, "NHS number", "nhs no, nhs num, nhs number, nhs nr, nhsno, nhsnumber, chi number, chi no, health and care number, hcn, h c number, patient number, nhs id"),
    of(Kind::Passport, "passport", "passport, passport number, passport no, passportno, passport num, passport id, passport expiry, passport country"),
    of(Kind::DrivingLicence, "driving licence", "driving licence, driving license, driving licence number, drivers licence, drivers license, driver licence, driver number, licence number, license number, \
        licence no, license no, drivinglicence, dvla, dvla no, dl no, dl number, driving permit, driving, driving category, driver, lic no, lic number"),
    forbidden("right to work or visa", "visa, visa type, visa expiry, visa number, right to work, rtw, share code, brp, brp number, immigration, immigration status, work permit, leave to remain, settled status, sponsorship, cos number"),
    of(Kind::Utr, "tax", "utr, utr no, utr number, taxpayer reference, tax reference, unique taxpayer reference, tax ref, tax reference number"),
    forbidden("tax", "tax, tax code, taxcode, tax basis, tax district, paye, paye ref, paye reference, p 45, p 60, student loan, tax treatment, tax city, tax state, tax country, withholding, fed tax, council tax"),
    of(Kind::Postcode, "postcode", "cod post, postcode, post code, postal code, postalcode, home postcode, zip, zip code, zipcode, pstlz, postcd, pcode, home pc, post cd, postcode 1, eircode, pstcd, pcd, bkplz"),
    of(Kind::StreetAddress, "home address", "cyfeiriad, cyfeiriad cartref, address, addr, address line, addr line, address line 1, address 1, home address, home addr, street, street address, street name, house number, house no, house name, house, flat, \
        flat number, building name, town, post town, home city, county, locality, adresse, home town, hometown, stras, locat, hsnmr, posta, ort 01, ort 02, ort01, ort02, land 1, land1, residence, residential, domicile, \
        permanent address, anssa, correspondence address, uprn, usrn, province, region of residence, country of residence, postal address, mailing address, contact address, current address, previous address, adr, adres, addressline, homeaddress, add 1, add 2, add 3, add 4, add line, home add, adr 03, adr 04, adr03, adr04, bldng, entkm, hukou, hse no, hse name"),
    of(Kind::Coordinates, "location", "latitude, longitude, lat, lon, lng, lat long, lat lon, geo, geolocation, gps, gps location, coordinates, coords, easting, northing, grid reference, grid ref, os grid ref, location coordinates, geopoint"),
    of(Kind::What3words, "location", "what 3 words, what 3 words address, what three words address, w 3 w location, w 3 w address, what three words, w 3 w, what3words, w3w"),
    of(Kind::Phone, "telephone number", "ffon, rhif ffon, ffon symudol, phone, phone no, phone number, phonenumber, telephone, telephone no, telephone number, tel, tel no, tel num, tel number, telno, telnr, mobile, mobile no, mobile number, mobile phone, mob, mob no, \
        cell, cell phone, cellphone, home phone, home tel, home telephone, work phone, work mobile, work tel, business phone, fax, fax number, contact number, contact no, contact tel, ext no, landline, whatsapp, \
        phone numbers, com 01, com01, num 01, num01, second phone, area code, pager, dect, telex, home mobile, personal mobile, day tel, evening tel, sms, tel 01, tel01, phone extension, extension no, extension number"),
    of(Kind::Email, "e-mail address", "e bost, ebost, email, e mail, email address, e mail address, emailaddress, mail, personal email, home email, work email, emails, usrid long, usridlong, smtp, private email, business email, mail address, primary contact email"),
    forbidden("online account", "username, user name, user id, userid, usrid, login, login id, logon, network id, ad account, sam account, samaccountname, upn, user principal name, cert subject, rfc 822 name, windows id, windows user, sid, ad sid, ims, \
        im id, social media, facebook, linkedin, twitter, instagram, social handle, profile url, profileurl, domain user, external id, externalid, globalid, skype, teams id, usrty, pinterest, twitter feed, tiktok, universal id"),
    forbidden("password or key", "password, passwd, pwd, passcode, pass phrase, passphrase, pin, pin code, pin number, door pin, puk, security question, security answer, memorable word, secret, private key, encryption key, encoding key, \
        x 509 certificates, x509certificates, alarm code, door code, access code, keysafe"),
    forbidden("next of kin", "perthynas agosaf, next of kin, nok, kin, kin name, nextofkin, next kin, nok name, nok tel, nok phone, nok relationship, nok address"),
    forbidden("emergency contact", "emergency contact, emergency, emergency tel, emergency phone, emergency name, emergency number, emergency contact name, in case of emergency, ice contact, ice"),
    forbidden("family", "kids, no of kids, spouse, partner, wife, husband, children, child, dependant, dependent, families, family details, family composition, family relationship, family member, family status, number of children, anzkd, beneficiary, father, mother, parent, guardian, sibling, mothers maiden name, \
        civil partner, relationship, relation, dependants, fathers name, mothers name, relationship type, famsa, favor, fanam, fasex, fanat"),
    forbidden("former or birth name", "maiden name, birth name, birthname, former name, previous name, previous surname, former surname, name at birth, gbnam, deadname, maiden, other names, aka, also known as, nee, legal name, legal full name, legal first name, legal last name, legal middle name, legal surname, legal forename, legal forenames, legal given name, legal family name, nach 2, nach2"),
    forbidden("marital status", "statws priodasol, marital, marital status, maritalstatus, marital state, rel status, relationship status, married, famst, famdt, fatxt, civil status, civil partnership, wedding"),
    of(Kind::Salary, "pay", "cyflog, salary, basic salary, pay, wage, income, earnings, earned, remuneration, gross, gross pay, net pay, basic pay, base pay, annual pay, annual rate, annual salary, monthly salary, salary band, pay grade, pay scale, pay point, pay band, \
        spinal point, spine point, spinal column point, scp, pay step, increment, increment date, bonus, commission, commission pct, allowance, overtime, hourly rate, daily rate, monthly rate, compensation, comp ratio, compa ratio, \
        total pay, rate of pay, stipend, pay rate, ansal, bet 01, bet01, lgart, trfgr, trfst, trfgb, trfar, wage type, fte salary, london weighting, severance, redundancy, stock option, stock grant, \
        merit, pay component, paycompvalue, lump sum, earning, pension contribution, payment, pay date, pay frequency, pay type, pay group, salary hike, expenses, deductions, attachment of earnings, salry, sal, cur salary, fin salary, \
        total comp, midpoint, payments, arrears, spinal, grade step, betrg, waers, lga 01, lga01, anz 01, anz01, vglta, stvor, bsgrd, divgv, orzst, salary point, pay scheme, pay per, paid per, pay schedule, date last paid, last paid, incremental date, deduction"),
    of(Kind::PayNumber, "payroll number", "rhif cyflogres, payroll, payroll no, payroll number, payroll id, payroll ref, pay no, pay number, pay num, pay id, pay ref, pay reference, payno, paynumber, pernr, pers no, personnel no, personnel number, persno, \
        payroll area, abkrs, paygroup, payrollnumber, pnalt, adp file number"),
    of(Kind::BankAccount, "bank details", "bank, bank account, bank account number, bank details, bank name, bank sort, bank code, bank branch, bank key, sort code, sortcode, sort cd, account, account no, account number, account name, account holder, acc no, acct, acct no, \
        acc number, accountno, building society, roll number, bankn, bankl, banks, banka, bkont, bkref, koinh, bic, swift, swift code, building society ref, bacs, payee, iban no, bkort, emftx, zlsch, bnksa, bankp, bankr"),
    of(Kind::Iban, "bank details", "iban, iban number"),
    of(Kind::PaymentCard, "payment card", "credit card, credit card number, debit card, payment card, card pan, pan number, cvv, cvc, card security code, credit card no"),
    forbidden("debts or interests", "credit check, ccj, debts, loan, bankruptcy, insolvency, business interests, secondary employment, outside interests, financial check, share plan, benefits"),
    forbidden("pension", "pension, pension no, pension number, pension scheme, superannuation, pension ref, pension status, lgps, retirement, retirement date, retire date, nra"),
    forbidden("sex or gender", "rhywedd, rhyw, sex, gender, gesch, gender identity, gender code, gender marker, sex at birth, legal sex, gender reassignment, trans, transgender, m f, male female, male, female, anred"),
    forbidden("form of address", "honorific, honorific prefix, honorific suffix, salutation, anrede, name prefix, postnominals, post nominals"),
    forbidden("ethnic origin", "caste, ethnigrwydd, ethnicity, ethnic, ethnic origin, ethnic group, ethnic code, ethnic background, race, self defined ethnicity, sde, hispanic, hispanic or latino, community background, racky, ethgr, minority, visible ethnicity, indigenous, ethnicorigin, equality data, equal opps, equal opportunities, eeo, eth origin, eth group, eth code"),
    forbidden("religion or belief", "crefydd, kitxt, religion, belief, faith, religious, religion or belief, konfe, confession, denomination, religious belief, philosophical belief, church tax, rlgn"),
    forbidden("sexual orientation", "sexual orientation, sexuality, sexual, sexualorientation, sex orientation"),
    forbidden("political opinion", "political, political opinion, party membership, politics, electoral roll, electoral register"),
    forbidden("disability or health", "psychological, psychological screening, disability, disabled, is disabled, disability status, registered disabled, registered disabled flag, reasonable adjustment, adjustments, health, occupational health, medical, medical note, medical condition, \
        sickness, sick, sick days, sick leave, sick pay, illness, injury, blood, blood group, blood type, allergy, allergies, allergic, pregnant, pregnancy, maternity, paternity, vaccination, vaccine, covid, fitness test, fit note, doctor, gp, \
        gp name, gp surgery, medication, organ donor, smoker, mental health, eyesight, hearing, height, weight, eye colour, hair colour, challenge status, sbgru, schwbg, oh referral, recuperative, dental, restricted duties, donor, oh ref, oh reference, oh case, dietary"),
    forbidden("nationality", "cenedligrwydd, nationality, nationalities, citizenship, citizen, natio, natti, nati 2, nati2, nati 3, citizenship status, country of citizenship, dual nationality, native language, native preferred lang, sprsl, mother tongue, first language, \
        preferred language, preferredlanguage, nacon"),
    of(Kind::VettingLevel, "vetting or clearance", "vetting, vetting level, vetting status, vetting expiry, vetting date, vetted, vetted to, vet level, nppv, nppv level, ctc, sc, dv, rv, mv, edv, esc, bpss, strap, clearance, clearance level, security clearance, security check, \
        cleared, sc cleared, dv cleared, sc dv, developed vetting, security level, aftercare, national security vetting, nsv, nsv level, clearance expiry, vetting ref, vettinglevel, sv level, sv status, sv expiry, sv date, disclosure level"),
    forbidden("offences or conduct", "hr case, case ref, case refs, case reference, conviction, criminal, criminal record, caution, dbs, dbs number, dbs certificate, dbs date, crb, pnc, pnc id, pnc check, pnd, offence, arrest, misconduct, gross misconduct, complaint, discipline, disciplinary, grievance, \
        suspended, suspension, restricted, restriction, psd, iopc, barred, barred list, warning, warnings, sanction, performance, performance rating, pip, upp, appraisal, pdr, pdr rating, objective, competency, drug test, notifiable association, dismissal, capability, perf rating, perf review"),
    forbidden("union or federation", "union, trade union, union member, union membership, unison, gmb, federation, federation member, federation no, fed member, fed no, fed rep, police federation, staff association, superintendents association, staff network, unite, tu member, tu membership"),
    forbidden("unit or posting", "rank prefix, area of work, staff group, unit, org unit, orgunit, organisational unit, business unit, businessunit, bcu, borough, lpu, npt, ocu, division, directorate, command, posting, posted to, post no, post number, post title, position id, position no, position number, \
        plans, orgeh, btrtl, werks, kostl, cost center, cost centre, costcenter, costcentre, gsber, stell, work location, office location, site location, duty station, workplace, deployment, relief, squad, syndicate, sub unit, \
        supervisory organization, area command, neighbourhood, beat, ward, seating chart, room, room number, desk, building, locationgroup, vpd, occupation code, workgroup, persa, bukrs, juper, mstbr, kokrs, fistl, geber, vdsk 1, vdsk1, gebnr, zimnr, subjective code, workplace org, work place org, post reference, post ref, occ code"),
    forbidden("covert or protected work", "key holding, keyholding, covert, alias, alias name, undercover, uc, legend, pseudonym, chis, source handler, informant, surveillance, special branch, intelligence, counter terrorism, so 15, ctu, protected identity, witness protection, protected, under threat, threat, threat to life, \
        close protection, royalty protection, witness, anonymity, sensitive post, sensitive role, risk marker, personal protection weapon, osman, home security, threatened"),
    forbidden("firearms or skills", "firearms, firearm, firearms ticket, afo, arv, ctsfo, sfo, mast, taser, taser trained, ppw, weapon, armed, firearms authorised, authorised shot, authorized shot, authorised shots, authorised firearms officer, public order, public order level, psu, psu level, level 2 trained, method of entry, cbrn, pursuit, \
        advanced driver, blue light, driver grade, response driver, skill, skills, training, qualification, course, education, education field, degree, school, university, language, languages, armoury, weapon serial, baton, ied, specialism, certifications, training times"),
    forbidden("manager", "manager, line manager, linemanager, manager id, manager name, managerid, supervisor, supervisor id, reports to, reporting to, second line manager, matrix manager, tutor, tutor constable, sacha, sachp, sachz, hr business partner, approver, second manager, \
        worker manager, countersigning officer, mentor, hr id, custommanager, mgr, mngr"),
    forbidden("dates of employment", "start date, startdate, date started, date joined, joined, joining date, hire date, hired, date of hire, hiredate, original hire date, original date of hire, date of joining, doj, date left, left date, leaver, leaver flag, leaving date, leaving reason, \
        reason for leaving, end date, enddate, termination, termination date, date of leaving, resignation, service date, continuous service, continuous service date, csd, length of service, years of service, years service, service years, attestation, attestation date, attested, oath date, \
        joining, appointed, appointment date, rank date, date of rank, seniority, seniority date, begda, endda, dat 01, dat01, probation, probation end, notice, notice period, contract end, contract end date, last day, previous employer, last working day, \
        first date worked, last date worked, years at company, years in current role, years since last promotion, years with curr manager, total working years, num companies worked, date of death, deceased, transferee, effective start date, effective end date, nhs entry date, promotion, \
        hirings, start dt, hire dt, time at company, date of position, date of current position, begin date, planned end date, expected return date, massn, massg, cttyp, ctedt, prbzt, kdgfr, dar 01, dar01, projected end date, term date, term reason"),
    forbidden("terms of employment", "contract type, contract, fte, full time, part time, full time part time, ft pt, hours, contracted hours, standard hours, weekly hours, working hours, hours per week, working pattern, work pattern, work schedule, workschedule, employment status, employment type, \
        duty status, status reason, on leave, leave status, on leave status, assignment status, job level, job grade, grade, band, persg, persk, employee class, employment history, eeo class, flsa status, employee group, employee subgroup, business travel, distance from home, environment satisfaction, job involvement, \
        job satisfaction, relationship satisfaction, work life balance, attrition, stock option level, agile working, flexible working, home working, establishment, job family, worker type, talent pool, risk of loss, ok to rehire, veteran, military status, military service, reservist, pay status, job code, jobcode, radford jobcode, potential, ansvh, schkz, zterf, empct, mostd, wostd, arbst, time type, assignment category, employee category, hourly salaried, permanent temporary, scheduled hours, normal hours, contractual hours, worker sub type, worker subtype, \
        management level, occupancy type, position occupancy, rehire, student status, aca status, contr type, contr hours"),
    forbidden("absence or duty times", "absence, absences, absent, absence reason, annual leave, leave, holiday, holidays, shift, shift pattern, shift code, rota, roster, duties, rest days, annual leave balance, career break, secondment, toil, bradford, time off, on call, availability, abs days, abs reason, hol days"),
    of(Kind::RadioIssi, "radio or call sign", "issi, issi no, issi number, airwave issi, tetra issi, radio, radio id, radio issi, airwave, airwave id, tetra, radio number, radio no, handset, esn, radio serial"),
    of(Kind::CallSign, "radio or call sign", "call sign, callsign, radio call sign, call sign no, call sign id"),
    of(Kind::VehicleRegistration, "vehicle", "vehicle, vehicle registration, vehicle reg, car, car reg, car registration, car reg no, vrm, vrn, reg no, number plate, numberplate, registration mark, registration plate, parking, parking permit, car make, vehicle make, licence plate, license plate, vehicle index, vin, kfzkz"),
    of(Kind::IpAddress, "network address", "ip, ip address, ip addr, ipaddress, ipv 4, ipv 6, ipv4, ipv6, host name, hostname, client ip"),
    of(Kind::MacAddress, "network address", "mac, mac address, mac addr, macaddress, hardware address, imei, imsi, imei number, device id, device serial"),
    forbidden("professional register", "professional registration, registration number, professional registration no, gmc, gmc number, nmc, nmc pin, hcpc, gphc, sia, sia licence, sia number, membership number, smartcard uuid, nhs smartcard, smartcard id, registration body, revalidation, nhs crs"),
    forbidden("biometrics", "fingerprint, dna, biometric, genetic, genetic data, gait, physical description, face template, iris, voice print, voiceprint, signature dynamics, finger print, facial, shirt size, jacket size, collar size, shoe size, boot size"),
    forbidden("free text", "note, notes, comment, comments, remark, remarks, free text, freetext, memo, additional information, additional info, other information, narrative, description of, further details, observations, hr notes, custom field, attachment, justification"),
    forbidden("access rights", "access group, access groups, access rights, access zone, alarm rights, entitlement, entitlements, groups, permissions, system access, privileges, zones"),
    forbidden("settings of an account", "locale, time zone, timezone, nick name, nickname, photos value"),
    suspect("place of work or study", "location, section, major, position name, position title, position code, position description"),
    suspect("team", "team, team name, team code, team id, watch"),
    suspect("department", "department, dept, department name, department id, dept name, dept code"),
    suspect("station", "station, station name, station code, police station, stn"),
    suspect("field of no stated use", "custom string, custom date, custom double, custom long, custom, user defined, udf, spare, misc, miscellaneous, segment, attribute"),
    suspect("sex or gender", "pronoun, preferred pronouns, rhagenwau"),
    suspect("firearms or skills", "welsh speaker, speaks welsh, siaradwr cymraeg, iaith gwaith"),
    suspect("biometrics", "signature, signature image, signature file, signature scan, llofnod"),
    suspect("key of a personnel system", "person number, emplid, empl id, sap id, sap no, sap number, sap person id, peoplesoft id, workday id, wid, oracle id, oracle person id, itrent id, itrent ref, person id external, person uuid"),
    suspect("earlier card", "previous serial, old card, old card number, previous card, revocation reason, lost or stolen"),
];

/// Phrases that are often written as one word, for slips of the pen.
pub(super) const GLUED: &str = "dateofbirth birthdate birthday postcode homeaddress emailaddress phonenumber telephoneno mobileno nationalinsurance ninumber sortcode accountno accountnumber bankaccount \
    nextofkin emergencycontact maritalstatus hiredate startdate payrollno payrollnumber paynumber vettinglevel passportno callsign nhsnumber addressline linemanager username placeofbirth ethnicorigin sexualorientation bloodgroup drivinglicence what3words";

/// Words that change nothing beside others.
pub(super) const NEUTRAL: &str = "zz zzz dep emp empl employee employees worker staff officer officers person persons personal personnel people home work business primary secondary main current previous hr no num number nr ref reference id ids code \
    date dt name names level status value type text txt desc description of the per uk gb full short old new latest first last middle my is has flag ind indicator line 1 2 3 4 5 6 7 8 9 0 01 02 03 yes legal display formal given \
    field col column data info details detail expiry for in on and or member record key count total list str string sys system group card print printed rank role title job photo image serial issue warrant collar shoulder police force constabulary country state basis";

/// Words that are a slip away from a listed one and mean something else.
pub(super) const NO_SLIPS: &[&str] = &[
    "other",
    "others",
    "tender",
    "sender",
    "render",
    "gander",
    "setting",
    "settings",
    "betting",
    "getting",
    "letting",
    "country",
    "countries",
    "portal",
    "tension",
    "mention",
    "region",
    "ration",
    "nation",
    "martial",
    "mobile",
    "visage",
    "edition",
    "editions",
    "manage",
    "managed",
    "format",
    "former",
    "section",
    "sections",
    "action",
    "account",
    "amount",
    "office",
    "vendor",
    "vendors",
    "holder",
    "binder",
    "counter",
    "status",
    "states",
    "ration",
    "rational",
    "stations",
    "strategy",
    "streets",
    "streak",
    "vessel",
    "carton",
    "bands",
    "command",
    "commands",
    "position",
    "addition",
    "option",
    "options",
    "version",
    "mission",
    "session",
    "passion",
    "lender",
    "bender",
    "fender",
    "tester",
    "letter",
    "latter",
    "matter",
    "signed",
    "design",
    "designs",
    "leader",
    "header",
    "reader",
    "loader",
    "closed",
    "colour",
    "ledger",
    "leaves",
    "marking",
    "markings",
    "packing",
    "counts",
    "poster",
    "posters",
    "foster",
    "health",
    "pocket",
    "packet",
    "ticket",
    "training",
    "contractor",
    "contractors",
    "local",
    "locate",
];

/// The names under which data for a card is released: the catalogue's fields that have a place on a card, and the columns of the presets.
#[rustfmt::skip]
pub(super) const RELEASED: &[&str] = &[
    "record_id", "given_names", "middle_names", "family_name", "known_as", "warrant_number", "collar_number", "staff_number", "esr_employee_no",
    "organisation", "category", "rank", "job_title", "department", "card_design", "card_serial", "expiry_date", "issue_number", "credential_no",
    "facility_code", "barcode_value", "qr_value", "barcode", "expiry", "first_name", "issue_no", "last_name", "print_name", "printed_number",
    "record_ref", "role", "photo",
];

/// Those of them whose texts are names, ranks and roles: no number stands there by itself.
pub(super) const NAMED: &str = "givennames, middlenames, familyname, knownas, firstname, lastname, middlename, printname, printname1, printname2, surname, forename, forenames, initials, name, fullname, displayname, \
    preferredname, rank, ranktitle, ranktext, role, roletext, title, jobtitle, organisation, organization, employer, force, forcename, category";

/// Other usual names of the same.
pub(super) const ALIASES: &str = "warrantno, warrantcardno, warrantcardnumber, warrant, collarno, collar, shouldernumber, shoulderno, staffno, employeeno, employeenumber, employeeid, staffid, esrno, esrnumber, assignmentnumber, force, forcename, organization, employer, \
    ranktitle, title, role, roletext, ranktext, cardtype, cardno, cardnumber, expires, expirationdate, validto, validuntil, validfrom, issue, credential, accesscardnumber, sitecode, facility, photo, photofile, photofilename, photopath, picture, portrait, image, surname, forename, \
    forenames, firstname, lastname, initials, barcode, qrcode, deliverysitecode, printname1, printname2, token, copies, quantity, batch, template, layout, design, name, fullname, displayname, preferredname, rankgrade, graderank, rankorgrade, gradeorrank, \
    returnaddress, cardreturnaddress, cardorientation, printorientation, pageorientation, photoorientation, uid, csn, chipuid, chipserial, chipserialno, chipserialnumber, chipno, chipnumber, chipid, carduid, cardcsn, \
    mifareuid, tagid, taguid";

/// Names of an order, of artwork and of a card's parts, in which a listed word means something else.
pub(super) const HARMLESS: &str = "designation, designationcard, approved, approvedon, approvedby, passed, unitprice, unitcost, unitofsale, unitweight, netweight, grossweight, \
    deliverynote, signaturepanel, signaturestrip, signatureblock, signaturezone, heightmm, cardheight, photoheight, imageheight, cardweight, nicknameoncard, languageofcard, cardlanguage, \
    commentline, sparecards, sparecard, vehiclepass, parkingpass, pinmailer, startno, startnumber, endno, stepno, passno, passnumber, passtype, photoposition, textposition, positiononcard, zoneposition, \
    orderposition, layerposition";

/// How words are shortened, each beside its word in full. In a name of two words or more they are read as those.
pub(super) const SHORTENED: &[(&str, &str)] = &[
    ("accnt", "account"),
    ("acct", "account"),
    ("addr", "address"),
    ("addrs", "address"),
    ("adr", "address"),
    ("alw", "allowance"),
    ("ann", "annual"),
    ("annl", "annual"),
    ("asg", "assignment"),
    ("asgn", "assignment"),
    ("assgn", "assignment"),
    ("bldg", "building"),
    ("bld", "blood"),
    ("bnk", "bank"),
    ("brth", "birth"),
    ("bsc", "basic"),
    ("bth", "birth"),
    ("cat", "category"),
    ("cd", "code"),
    ("cit", "citizenship"),
    ("citz", "citizenship"),
    ("clr", "clearance"),
    ("clrnc", "clearance"),
    ("cntct", "contact"),
    ("cntr", "centre"),
    ("cntry", "country"),
    ("crim", "criminal"),
    ("ctct", "contact"),
    ("ctr", "centre"),
    ("ctrct", "contract"),
    ("ctry", "country"),
    ("cur", "current"),
    ("curr", "current"),
    ("disab", "disability"),
    ("div", "division"),
    ("drv", "driving"),
    ("drvg", "driving"),
    ("dt", "date"),
    ("dte", "date"),
    ("emer", "emergency"),
    ("emerg", "emergency"),
    ("emgcy", "emergency"),
    ("eml", "email"),
    ("emplt", "employment"),
    ("emrg", "emergency"),
    ("ethn", "ethnic"),
    ("frmr", "former"),
    ("gndr", "gender"),
    ("grd", "grade"),
    ("grp", "group"),
    ("grs", "gross"),
    ("hlth", "health"),
    ("hm", "home"),
    ("hrly", "hourly"),
    ("hrs", "hours"),
    ("immig", "immigration"),
    ("incr", "increment"),
    ("insur", "insurance"),
    ("lang", "language"),
    ("lic", "licence"),
    ("loc", "location"),
    ("lv", "leave"),
    ("lvg", "leaving"),
    ("lvl", "level"),
    ("lvng", "leaving"),
    ("mar", "marital"),
    ("mdn", "maiden"),
    ("med", "medical"),
    ("mgr", "manager"),
    ("mil", "military"),
    ("mngr", "manager"),
    ("mnthly", "monthly"),
    ("mrtl", "marital"),
    ("mthly", "monthly"),
    ("nat", "national"),
    ("natl", "national"),
    ("natlty", "nationality"),
    ("natnlty", "nationality"),
    ("nbr", "number"),
    ("nmbr", "number"),
    ("ntl", "national"),
    ("ntnl", "national"),
    ("nxt", "next"),
    ("occ", "occupational"),
    ("ofc", "office"),
    ("pens", "pension"),
    ("perm", "permanent"),
    ("ph", "phone"),
    ("pmt", "payment"),
    ("posn", "position"),
    ("pref", "preferred"),
    ("prev", "previous"),
    ("probn", "probation"),
    ("prv", "previous"),
    ("pymt", "payment"),
    ("quals", "qualification"),
    ("relig", "religion"),
    ("rm", "room"),
    ("rsn", "reason"),
    ("sec", "security"),
    ("serv", "service"),
    ("sps", "spouse"),
    ("srt", "sort"),
    ("srvc", "service"),
    ("stat", "status"),
    ("std", "standard"),
    ("strt", "start"),
    ("sts", "status"),
    ("supv", "supervisor"),
    ("supvr", "supervisor"),
    ("susp", "suspended"),
    ("svc", "service"),
    ("termn", "termination"),
    ("trng", "training"),
    ("typ", "type"),
    ("veh", "vehicle"),
    ("vet", "vetting"),
    ("vett", "vetting"),
    ("wgt", "weight"),
    ("wkly", "weekly"),
    ("wrk", "work"),
];
