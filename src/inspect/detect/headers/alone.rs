//! Names that say it only where they are the whole name: shortened, of another language, or a word that means something
//! else beside others (`City`, and `City of London Police`).

use super::super::kind::Kind;
use super::Severity::{Forbidden, Suspect};
use super::list::Entry;

const fn of(data: &'static str, kind: Option<Kind>, phrases: &'static str) -> Entry {
    Entry {
        data,
        severity: Forbidden,
        kind,
        phrases,
    }
}

const fn perhaps(data: &'static str, kind: Option<Kind>, phrases: &'static str) -> Entry {
    Entry {
        data,
        severity: Suspect,
        kind,
        phrases,
    }
}

/// Words that change nothing before or behind such a name.
pub(super) const BESIDE: &[&str] = &[
    "emp", "empl", "employee", "staff", "officer", "officers", "worker", "person", "personal",
    "persons", "my", "your", "current", "primary", "home", "main", "no", "num", "number", "nr",
    "name", "nm", "date", "dt", "code", "cd", "text", "value", "pounds", "gbp", "amount", "amt",
    "y", "n", "yn", "yes", "flag", "id", "1", "2", "3", "details",
];

/// Names that say nothing by themselves, each with what most cells would have to be.
pub(super) const PERHAPS: &[(Kind, &str)] = &[
    (
        Kind::Salary,
        "annual, annually, basic, base, net, nett, rate, scale, gbp, comm, advance, package, spine, ytd",
    ),
    (Kind::BankAccount, "sort, dd, routing"),
    (
        Kind::Phone,
        "contact, contacts, ext, extension, sim, hp, h p, portable",
    ),
    (Kind::VehicleRegistration, "reg, plate"),
    (Kind::Coordinates, "long, xy"),
    (Kind::DateOfBirth, "memorable date, anniversary"),
];

#[rustfmt::skip]
pub(super) const ENTRIES: &[Entry] = &[
    of("date of birth", Some(Kind::DateOfBirth), "geburtsdatum, geburtstag, geb datum, geb dat, gebdat, geburtsjahr, geboortedatum, date de naissance, naissance, ne le, nee le, fecha de nacimiento, fecha nacimiento, nacimiento, \
        data di nascita, nascita, data urodzenia, data de nascimento, data nasterii, gimimo data, fodselsdato, fodselsdag, syntymaaika, d of b, date of b, date o birth, date born on, bthdate, bthdte, bdte, bdt, bth dt, ddg, dyddiad g, dob day, dob month, dob year"),
    perhaps("date of birth", Some(Kind::DateOfBirth), "bod"),
    perhaps("place of birth", None, "cob, pob, geburtsort, lieu de naissance, country of origin, man geni"),
    of("National Insurance number", Some(Kind::Nino), "nic, ni contribution, ni contributions, ni conts, natinsno, nat ins num, soc sec, socsec, soc sec no, pps no, ppsn, pps number, pps, n i nr"),
    of("social security number", None, "sin, s i n, social insurance, social insurance number, social insurance no, sozialversicherungsnummer, sv nummer, steuer id, steueridentifikationsnummer, steuernummer, pesel, bsn, dni, nie, nif, cpf, aadhaar, \
        aadhar, pan card, personnummer, codice fiscale, numero de securite sociale, personal id, id number national, tax id no"),
    of("telephone number", Some(Kind::Phone), "ph, ph no, mbl, tele, telefon, telefonnummer, handy, handynummer, handphone, hand phone, hp no, telefono, tel movil, movil, numero de telephone, mobil, mobiltelefon, mobilnummer, komorka, \
        msisdn, sim no, sim number, direct dial, ddi, direct line, extn, switchboard, bleep, bleep no, contact details, contact info, contact information, personal contact, preferred contact, contact me on, symudol, rhif symudol"),
    of("e-mail address", Some(Kind::Email), "eml, eml addr, courriel, correo, correo electronico, mailadresse, emailadresse, mailbox, posta elettronica, adres email, outlook"),
    of("former or birth name", None, "geburtsname, nom de naissance, nom de jeune fille, alt name, alternative name, name change, deed poll, prior name, prior surname, cyfenw blaenorol, enw blaenorol"),
    of("postcode", Some(Kind::Postcode), "postleitzahl, plz, code postal, codigo postal, cap postale, kod pocztowy, outcode, incode, outward code, inward code, pst cd"),
    of("home address", Some(Kind::StreetAddress), "lives at, lives in, lives, living at, living in, where they live, where you live, residing, resides at, residing at, anschrift, wohnort, wohnadresse, strasse, straße, hausnummer, ortschaft, ville, rue, domicilio, direccion, calle, ciudad, \
        indirizzo, citta, ulica, miejscowosc, adres zamieszkania, adresse postale, dwelling, apartment, apt, apt no, flat, premises, thoroughfare, village, suburb, municipality, tref, stryd, cyf, home force area, commute, commute distance, distance to work, miles from work, travel to work, city 1, city 2"),
    perhaps("home address", Some(Kind::StreetAddress), "home"),
    of("pay", Some(Kind::Salary), "gehalt, lohn, lohngruppe, vergutung, verguetung, entgelt, bezuge, salaire, sueldo, salario, stipendio, wynagrodzenie, cyflog blynyddol, base comp, basic comp, comp rate, comp amount, comp grade, ann comp, renum, remun, \
        per annum, annual amt, annual amount, hourly, hrly, take home, take home pay, nett pay, pensionable, ote, tcc, earn, earns, spine pt, spinept, scale pt, scale point, pay pt, inc date, incr date, increment due, unsocial, unsocial hours, \
        aeo, element entry, cost to company, net ytd, gross ytd, basis pay, bsc, p a pounds, basic pounds, base pounds, pounds basic, pounds p a, pounds pa, pounds per annum, pounds per hour, pounds per year, pounds a year, annual pounds, base rate, day rate, working time directive"),
    perhaps("pay", Some(Kind::Salary), "comp, pounds, pa, p a, lw, csa, afc, o t"),
    of("bank details", Some(Kind::BankAccount), "a c no, a c number, a c num, ac number, ac num, a c name, acc num, accnum, acc name, acct name, acct num, kontonummer, konto, konto nr, blz, bankleitzahl, rib, numero de compte, compte bancaire, cuenta, conto corrente, \
        routing no, routing number, aba, roll no, bldg soc, direct debit, s code, srt, srt cd, srtcd, cyfrif banc, rhif cyfrif, cod didoli"),
    perhaps("bank details", Some(Kind::BankAccount), "a c, ac, ac no, s c"),
    of("payment card", Some(Kind::PaymentCard), "cc no, ccno, cc number, cc num, credit crd, crcard, mastercard, card cvv, cvv 2"),
    perhaps("payment card", Some(Kind::PaymentCard), "pan"),
    of("vetting or clearance", Some(Kind::VettingLevel), "vett, vett lvl, vttng, vetg, fetio, lefel fetio, sec clr, secclr, sec clear, secclear, sec clrnce, uksv, uksv ref, uksv no, clearance lvl, clrnce, police check, background check, disclosure, disclosure no, disclosure number, \
        disclosure date, disclosure ref, enhanced disclosure, sicherheitsuberprufung"),
    perhaps("vetting or clearance", Some(Kind::VettingLevel), "vet, vet status, sec lvl"),
    of("religion or belief", None, "relig, relg, glaube, religionszugehorigkeit, konfession, credo, religione, religie, wyznanie"),
    perhaps("religion or belief", None, "rel"),
    of("ethnic origin", None, "16 plus 1, 16 plus 1 code, 16 plus 1 ethnicity, 6 plus 1, eth, ethn, ethnie, ic code, colour of skin, skin colour, hil, self class ethnicity, pochodzenie"),
    perhaps("ethnic origin", None, "ic"),
    of("sexual orientation", None, "lgb, lgbt, lgbtq, lgbtqi, lgbtqia, lgbt plus, gay, gay lesbian, straight gay, sexuelle orientierung, cyfeiriadedd rhywiol, out at work"),
    of("sex or gender", None, "gndr, sx, geschlecht, sexe, sexo, sesso, plec, m or f, f or m, male or female"),
    perhaps("sex or gender", None, "gen, f m"),
    of("marital status", None, "familienstand, situation de famille, estado civil, stan cywilny, mar status, mar st, marstat, civil state"),
    of("nationality", None, "staatsangehorigkeit, nationalitat, nationalite, nacionalidad, cittadinanza, narodowosc, obywatelstwo, natnl, natnlty, cit, citz"),
    perhaps("nationality", None, "nat"),
    of("right to work or visa", None, "right 2 work, right2work, ilr, euss, settled, pre settled, brp no, home office ref, ho ref, cos ref"),
    of("disability or health", None, "disab, disabil, anabledd, behinderung, iechyd, meds, medic, med, oh status, ohu, allergens, diabetic, epilepsy, epileptic, asthma, asthmatic, preg, ssp, vacc, vaccs, vaccinated, vaccinations, flu jab, flu vaccine, jabs, hep b, hepb, \
        immunisations, immunisation, immunised, inoculations, bmi, fit test, fitness result, bleep test, jrft, eye test, eyes, hair, hair col, complexion, physique, scars, tattoos, distinguishing marks, wears glasses, glasses, dyslexia, dyslexic, neurodiverse, \
        neurodiversity, neurodivergent, autism, autistic, mental, wellbeing, counselling, diet, hospital no, hospital number, hosp no, mrn, dentist, wheelchair, mobility, impairment, impairments, hearing aid, menopause, injuries, ht, wt, ht cm, wt kg, colour blind"),
    perhaps("disability or health", None, "dis, oh, ra, bg"),
    of("family", None, "ptnr, deps, no deps, dep name, mum, dad, mam, mmn, relatives, carer, caring, caring responsibilities, carers, benef, teulu, mother maiden"),
    of("emergency contact", None, "emerg, emergency no, in emergency, next of k, in an emergency, who to call"),
    of("offences or conduct", None, "crim, crim rec, cro, cro no, convict, convicted, spent convictions, discip, susp, restr, restr duties, action plan, appr, perf, 9 box, nine box, written warning, live warnings, penalty points, licence points, points on licence"),
    of("union or federation", None, "tu, t u, tu yn, fed, fed sub, fed subs, pfew, supers assoc, bpa, nbpa, black police association, muslim police association, christian police association, assoc member"),
    perhaps("union or federation", None, "staff assoc, pf"),
    of("political opinion", None, "party member, party mbr, party membership, pol party, pol affil, pol affiliation, votes for"),
    perhaps("political opinion", None, "party, pol"),
    of("unit or posting", None, "bocu, lpa, lpt, snt, postn, pos id, pos no, postitle, pos title, cost cd, gl code, budget code, div, divn, adran, uned, abteilung"),
    perhaps("unit or posting", None, "sect, sectn, bldg, loc, locn, nick, nick code, gorsaf, home nick"),
    of("covert or protected work", None, "uco, uco ref, uco role, uc role, intel, intel ref, intel role, ct role, ct officer, ct post, cov, assumed name, assumed id, pseudo, handler, dsu, spec branch, ctpolicing, intel officer, surv, cp trained, rasp, padp, mo 19, sco 19, risk flag, risk lvl, risk level, do not publish, vip protection, protection officer, cover name, cover story"),
    perhaps("covert or protected work", None, "prot, cpo, ct, sensitive, sensitive flag, is sensitive, sensitivity, sensitive record, sensitive staff"),
    of("firearms or skills", None, "arvo, fa ticket, fa trained, fa auth, fa authorised, fa role, fa officer, auth shot, shot, ced, ced auth, ced user, ced carrier, ced no, ced officer, gun, gun no, glock, mp 5, ced trained, sto trained, po trained, dog handler, tpac, quals, qual, qualifs, trng, educ, lang, langs, ieithoedd, iaith, expertise, tac adv, tactical adviser, negotiator, hostage negotiator, cymwysterau"),
    perhaps("firearms or skills", None, "cert, certs, uni, univ, sto"),
    perhaps("team", None, "tim, tm"),
    perhaps("size of clothing", None, "ppe size, helmet size, uniform size, vest size, trouser size, hat size, glove size, body armour, locker, locker no, locker number"),
    of("manager", None, "rheolwr, vorgesetzter, boss, supv, supvr, supvsr, sup name, rpts to, rptsto, reports 2, 1st line, 2nd line, hod, head of dept, head of department, hrbp, hr adviser, hr advisor, hr contact, referee, referees, buddy, countersign, countersigned by, line mngr, lm name"),
    perhaps("manager", None, "l m, lm, t l"),
    of("dates of employment", None, "join date, joindate, joindt, join dt, date joining, joined on, joined force, date start, commencement, commencement date, apptd, appt date, appt dt, onboarded, onboarding, onboarding date, entry date, date of entry, service yrs, svc yrs, yrs svc, yrs service, yos, los, \
        length svc, length of svc, tenure, service start, svc start, recognised service, reckonable service, eintrittsdatum, eintritt, austritt, austrittsdatum, date d embauche, left on, left dt, terminated, resigned, retired, ret dt, dismissed, exit date, exit reason, last wkg day, lwd, prob end, prob date, probationer, cont end, ftc end, \
        dyddiad dechrau, dyddiad gadael, dyddiad ymuno, previous employment"),
    perhaps("dates of employment", None, "doa, eoc"),
    of("terms of employment", None, "contr, cont type, perm temp, wte, w t e, contracted wte, hrs, days per week, working days, work pat, workpat, secondee, acting up, job fam, emp class, empl class, emp type, employee type, emp grp, emp status, empstatus, assg status, emp sub grp, loa, multi post, \
        career brk, vertragsart, arbeitszeit, arbeitsvertrag"),
    perhaps("terms of employment", None, "perm, p t"),
    of("absence or duty times", None, "hols, flexi, flexi balance, al balance, al days, gwyliau, urlaub, krank, krankheit, rest day, rds"),
    perhaps("absence or duty times", None, "abs, a l, al, al ent, rd"),
    of("online account", None, "user nm, usr, usr nm, net id, netid, ad name, ad user, benutzername, x handle, insta, insta handle, fb, socials, social, screen name, gamertag, uname"),
    of("password or key", None, "otp, mfa, mfa seed, token seed, security q, security a, secret q, secret a, sec q, sec a, passwort, mot de passe, contrasena, cyfrinair, recovery code, backup code"),
    of("free text", None, "nts, cmts, rmks, further info, addl info, add info, explanation, bemerkung, bemerkungen, anmerkung, remarque, sylwadau, nodiadau"),
    of("payroll number", Some(Kind::PayNumber), "p r no, payrl no, payrl, personalnummer, pers nr, persnr, personal reference, pers ref, persref, personal ref, wage no, wages no, paye no, clock no, clock number, rhif cyflog"),
    of("pension", None, "pens, penno, pen no, serps, avc, avcs, superann, pensiwn"),
    of("tax", None, "tx code, tx cd, p 46, treth, steuerklasse, tax cd"),
    of("passport", Some(Kind::Passport), "pssprt, ppt, ppt no, pp no, reisepass, reisepassnummer, numero de passeport, passeport, pasaporte, passaporto, trwydded deithio, pasbort"),
    of("driving licence", Some(Kind::DrivingLicence), "dln, dl exp, d l no, licence check, fuhrerschein, permis de conduire, trwydded yrru, drvlic"),
    perhaps("driving licence", Some(Kind::DrivingLicence), "d l, dl"),
    of("NHS number", Some(Kind::NhsNumber), "chi, h c no"),
    of("vehicle", Some(Kind::VehicleRegistration), "reg mark, make model, veh, plate no, plate number, motorbike, motorcycle, kennzeichen, immatriculation, rhif car"),
    of("network address", None, "pc name, laptop, laptop no, laptop name, dev id, talk group, talkgroup"),
    of("radio or call sign", Some(Kind::RadioIssi), "aw id, airwave no, tetra id, radio alias"),
    perhaps("radio or call sign", Some(Kind::CallSign), "c s"),
    of("location", Some(Kind::Coordinates), "osgr, ngr, os ref, plus code"),
    of("biometrics", None, "fp, face id, face template, palm print, bio, retina, dna ref, facial id"),
    perhaps("biometrics", None, "sig"),
    of("professional register", None, "reg body, prof reg, prof reg no"),
    perhaps("next of kin", None, "rel name, relation name"),
];
