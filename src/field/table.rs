//! The one table of the catalogue. A row without a floor does not match the macro's pattern.

/// Hands every row of the catalogue to the macro `$callback`.
///
/// `releasable`: variant, name, group, class, value type, correlation group, special category,
/// floors (printed, order, encoded), reason, support. The other three kinds drop everywhere:
/// `deciding` fields are read and never written, `never` fields are not read, `derived` ones are
/// listed only. `_` stands for "none".
macro_rules! catalogue {
    ($callback:ident) => {
        $callback! {
            releasable {
                RecordId record_id A DirectIdentifier RecordId Number _ (TOKEN, TOKEN, TOKEN)
                    "the bureau needs a key to join a row with its photo, not the employer's", "UK GDPR 4(5), 25; EDPB 01/2025";
                GivenNames given_names A DirectIdentifier Name Name _ (FULL, DROP, DROP)
                    "printed, whole or as initials; no other step needs a name", "UK GDPR 5(1)(c)";
                MiddleNames middle_names A DirectIdentifier Name Name _ (PART, DROP, DROP)
                    "full middle names raise uniqueness and help identity fraud", "UK GDPR 5(1)(c)";
                FamilyName family_name A DirectIdentifier Name Name _ (FULL, DROP, DROP)
                    "printed; no other step needs a name", "UK GDPR 5(1)(c)";
                KnownAs known_as A DirectIdentifier Name Name _ (FULL, DROP, DROP)
                    "printed in place of the legal name", "UK GDPR 5(1)(c)";
                WarrantNumber warrant_number B DirectIdentifier WarrantNumber Number _ (FULL, DROP, DROP)
                    "printed; sequential, so it tells the joining year and often the pay number", "UK GDPR 5(1)(c)";
                CollarNumber collar_number B DirectIdentifier CollarNumber Number _ (PART_GLOBAL, DROP, DROP)
                    "its letters name the unit; only the digits may be printed", "FOIA s.31 practice";
                StaffNumber staff_number B DirectIdentifier StaffNumber Number _ (FULL, TOKEN, TOKEN)
                    "a key into HR and payroll; printed only where it is no payroll number", "UK GDPR 5(1)(c), 25";
                EsrEmployeeNo esr_employee_no B DirectIdentifier EsrNumber Number _ (TOKEN, TOKEN, TOKEN)
                    "a key into the NHS staff record", "UK GDPR 25";
                Organisation organisation C QuasiIdentifier Organisation _ _ (FULL, FULL, DROP)
                    "on every card, mostly as artwork", "UK GDPR 5(1)(c)";
                OfficerCategory category C QuasiIdentifier Category _ _ (FULL, FULL, DROP)
                    "selects the artwork", "UK GDPR 5(1)(c)";
                Rank rank C QuasiIdentifier Rank Unit _ (FULL, DROP, DROP)
                    "printed; the office only, without prefixes that mark investigators", "UK GDPR 5(1)(c)";
                JobTitle job_title C QuasiIdentifier Title Unit _ (PART, DROP, DROP)
                    "free text names units and postings; only a listed general form may be printed", "UK GDPR 5(1)(c), 32";
                Department department C Operational Title Unit _ (PART, DROP, DROP)
                    "tells the posting; only a listed general form may be printed", "FOIA s.31 practice";
                CardDesign card_design D Fulfilment CardDesign Unit _ (FULL, FULL, FULL)
                    "the bureau needs to know the artwork", "UK GDPR 5(1)(c)";
                CardSerial card_serial D Fulfilment CardSerial _ _ (FULL, FULL, FULL)
                    "stock control", "FIPS 201-3 zone 1B";
                ExpiryDate expiry_date D QuasiIdentifier Date Unit _ (PART, PART, PART)
                    "a personal date tells the end of a contract, a visa or a career", "UK GDPR 5(1)(c)";
                IssueNumber issue_number D Fulfilment IssueNumber _ _ (FULL, FULL, FULL)
                    "printed to tell a card from its replacement", "UK GDPR 5(1)(c)";
                CredentialNo credential_no D Fulfilment CredentialNo Number _ (FULL, FULL, FULL)
                    "written to the chip; drawn from a random pool, never the staff number", "H10301";
                FacilityCode facility_code D Fulfilment FacilityCode _ _ (FULL, FULL, FULL)
                    "written to the chip; the same for a whole site", "H10301";
                BarcodeValue barcode_value D DirectIdentifier Barcode Number _ (TOKEN, TOKEN, TOKEN)
                    "everybody can read a barcode", "UK GDPR 25";
                QrValue qr_value D DirectIdentifier Barcode Number _ (TOKEN, TOKEN, TOKEN)
                    "everybody can read a QR code", "UK GDPR 25";
            }
            deciding {
                PhotoOriginal photo_original A SensitiveAttribute Path Absence _
                    "decides which picture belongs to the record; its name and metadata stay", "UK GDPR 5(1)(c), 32";
                Covert covert N Operational Flag Absence _
                    "such cards are made in-house", "FOIA s.31 practice";
                ProtectedIdentity protected_identity N Operational Flag Absence _
                    "such cards are made in-house", "UK GDPR 32";
                CloseProtection close_protection N Operational Flag Absence _
                    "such cards are made in-house", "FOIA s.31 practice";
                UnderThreat under_threat N SensitiveAttribute Flag Absence _
                    "such cards are made in-house", "UK GDPR 32";
                Minor minor N SensitiveAttribute Flag Birth _
                    "cards of minors are made in-house", "UK GDPR 5(1)(c), recital 38";
            }
            never {
                // A: names and personal identity
                Honorific honorific A QuasiIdentifier _ _
                    "on no card; tells sex or marital status", "UK GDPR 5(1)(c)";
                PostNominals post_nominals A QuasiIdentifier _ _
                    "few hold any one of them, so they single a person out", "UK GDPR 5(1)(c)";
                PreviousNames previous_names A DirectIdentifier Name _
                    "answers security questions; may tell a change of gender or marriage", "UK GDPR 5(1)(c); Gender Recognition Act 2004 s.22";
                BirthName birth_name A DirectIdentifier Name _
                    "answers security questions; may tell a change of gender or marriage", "UK GDPR 5(1)(c); Gender Recognition Act 2004 s.22";
                Sex sex A SensitiveAttribute _ _
                    "on no card; the photo and the name serve without it", "UK GDPR 5(1)(c); PSNI breach 2023";
                GenderMarker gender_marker A SensitiveAttribute _ _
                    "on no card; with older records it tells a transition", "UK GDPR 5(1)(c); Gender Recognition Act 2004 s.22";
                Pronouns pronouns A SensitiveAttribute _ _
                    "lets the reader guess at gender identity; needs a choice that HR data cannot prove", "UK GDPR 5(1)(c)";
                DateOfBirth date_of_birth A QuasiIdentifier Birth _
                    "never printed; the commonest key for joining data sets and for fraud", "UK GDPR 5(1)(c)";
                PlaceOfBirth place_of_birth A QuasiIdentifier _ _
                    "answers security questions; lets the reader guess at ethnic origin", "UK GDPR 5(1)(c); Police Regulations 2003 reg. 15";
                CountryOfBirth country_of_birth A QuasiIdentifier _ _
                    "lets the reader guess at ethnic origin", "UK GDPR 5(1)(c)";
                Nationality nationality A SensitiveAttribute _ _
                    "on no card here, neither as text nor by a colour", "UK GDPR 5(1)(c)";
                PhotoMetadata photo_metadata A SensitiveAttribute Location _
                    "tells where, when and with what a picture was taken, often at home", "UK GDPR 5(1)(c), 32; ICO guidance on hidden data";
                SignatureImage signature_image A DirectIdentifier Name _
                    "can be forged from the file; a panel on the card takes a real one", "UK GDPR 5(1)(c), 32";
                PhysicalDescription physical_description A DirectIdentifier _ _
                    "held by law; the photo already shows what a card needs", "UK GDPR 5(1)(c); Police Regulations 2003 reg. 15";
                Age age A QuasiIdentifier Birth _
                    "on no card; narrows the date of birth", "UK GDPR 5(1)(c)";
                AgeBand age_band A QuasiIdentifier Birth _
                    "on no card; narrows the date of birth", "UK GDPR 5(1)(c)";
                // B: numbers
                PayNumber pay_number B DirectIdentifier Number _
                    "a payroll key; often a prefix and the warrant number", "UK GDPR 5(1)(c); Met supplier breach 2023";
                NhsSmartcardUuid nhs_smartcard_uuid B DirectIdentifier Number _
                    "belongs on the national smartcard, which no outside bureau prints", "UK GDPR 5(1)(c)";
                ProfessionalRegNo professional_reg_no B DirectIdentifier Number _
                    "public registers lead from it to the person", "UK GDPR 5(1)(c)";
                PensionNo pension_no B DirectIdentifier Number _
                    "a key into pension records", "UK GDPR 5(1)(c)";
                FederationNo federation_no B DirectIdentifier Number Article9
                    "tells membership of a staff association", "UK GDPR 9(1)";
                UnionNo union_no B DirectIdentifier Number Article9
                    "tells membership of a trade union", "UK GDPR 9(1)";
                Username username B DirectIdentifier Number _
                    "half of a login; often made from name or number", "UK GDPR 5(1)(c), 32";
                AdSid ad_sid B DirectIdentifier Number _
                    "points at an account in the directory", "UK GDPR 5(1)(c), 32";
                Upn upn B DirectIdentifier Name _
                    "half of a login; often holds the name", "UK GDPR 5(1)(c), 32";
                RadioIssi radio_issi B Operational Unit _
                    "points at one radio terminal and who carries it", "FOIA s.31 practice";
                CallSign call_sign B Operational Unit _
                    "tells the duty and the unit", "FOIA s.31 practice";
                PncUserId pnc_user_id B Operational Number _
                    "an account on a national police system", "UK GDPR 5(1)(c), 32";
                RmsUserId rms_user_id B Operational Number _
                    "an account on the force's record system", "UK GDPR 5(1)(c), 32";
                // C: post
                RankPrefix rank_prefix C Operational Unit _
                    "marks investigators; the rank alone proves the office", "FOIA s.31 practice";
                Unit unit C Operational Unit _
                    "tells the posting", "FOIA s.31 practice; PSNI breach 2023";
                Team team C Operational Unit _
                    "tells the posting", "FOIA s.31 practice; PSNI breach 2023";
                Station station C Operational Unit _
                    "tells where the person can be found", "UK GDPR 5(1)(c), 32; PSNI breach 2023";
                Bcu bcu C Operational Unit _
                    "tells where the person can be found", "UK GDPR 5(1)(c), 32";
                Borough borough C Operational Unit _
                    "tells where the person can be found", "FOIA s.31 practice";
                WorkLocation work_location C Operational Unit _
                    "tells where the person can be found", "UK GDPR 5(1)(c), 32; PSNI breach 2023";
                LineManager line_manager C DirectIdentifier Unit _
                    "is about another person", "UK GDPR 5(1)(c)";
                CostCentre cost_centre C QuasiIdentifier Unit _
                    "a code for the unit", "UK GDPR 5(1)(c)";
                PositionId position_id C QuasiIdentifier Unit _
                    "often held by one person only, and tells the post", "UK GDPR 5(1)(c); Cumbria breach 2023";
                Grade grade C QuasiIdentifier _ _
                    "tells the pay", "UK GDPR 5(1)(c); PSNI breach 2023";
                PayBand pay_band C QuasiIdentifier _ _
                    "tells the pay", "UK GDPR 5(1)(c); Cumbria breach 2023";
                ContractType contract_type C QuasiIdentifier _ _
                    "a term of employment; no part of proving an office", "UK GDPR 5(1)(c); PSNI breach 2023";
                Fte fte C QuasiIdentifier _ _
                    "a term of employment; may hint at health or family", "UK GDPR 5(1)(c)";
                Hours hours C QuasiIdentifier _ _
                    "a term of employment; may hint at health or family", "UK GDPR 5(1)(c)";
                WorkingPattern working_pattern C QuasiIdentifier _ _
                    "tells when the person is away from home", "UK GDPR 5(1)(c), 32";
                HireDate hire_date C QuasiIdentifier Birth _
                    "tells length of service, from which age is guessed", "UK GDPR 5(1)(c)";
                AttestationDate attestation_date C QuasiIdentifier Birth _
                    "tells length of service, from which age is guessed", "UK GDPR 5(1)(c)";
                LengthOfService length_of_service C QuasiIdentifier Birth _
                    "lets the reader guess at age", "UK GDPR 5(1)(c)";
                EndDate end_date C SensitiveAttribute _ _
                    "lets the employer cancel a card; the bureau has no use for it", "UK GDPR 5(1)(c)";
                LeavingReason leaving_reason C SensitiveAttribute _ _
                    "may tell dismissal or illness", "UK GDPR 5(1)(c)";
                RetirementDate retirement_date C SensitiveAttribute Birth _
                    "follows from age and service", "UK GDPR 5(1)(c)";
                DutyStatus duty_status C SensitiveAttribute _ Article9
                    "tells sickness, maternity, restriction or suspension", "UK GDPR 9(1), 10; PSNI breach 2023";
                Roster roster C Operational _ _
                    "tells when the person is away from home", "UK GDPR 5(1)(c), 32";
                Shift shift C Operational _ _
                    "tells when the person is away from home", "UK GDPR 5(1)(c), 32";
                Leave leave C Operational _ _
                    "tells when the person is away, and at times why", "UK GDPR 5(1)(c), 32";
                Languages languages C QuasiIdentifier _ _
                    "rare ones single a person out or hint at origin", "UK GDPR 5(1)(c)";
                WelshSpeaker welsh_speaker C QuasiIdentifier _ _
                    "a badge by choice, which HR data cannot prove; lanyards show it", "UK GDPR 5(1)(c)";
                // D: card and credential
                IssueDate issue_date D Fulfilment _ _
                    "would be one date for the whole batch; the bureau knows its own calendar", "UK GDPR 5(1)(c)";
                PreviousSerial previous_serial D SensitiveAttribute Number _
                    "ties the new card to a lost or withdrawn one", "UK GDPR 5(1)(c)";
                RevocationReason revocation_reason D SensitiveAttribute _ _
                    "may be theft, discipline or illness", "UK GDPR 5(1)(c)";
                ChipUid chip_uid D DirectIdentifier Number _
                    "known only once the card exists; it comes back, and never goes out", "UK GDPR 5(1)(c), 25";
                MagTracks mag_tracks D DirectIdentifier Number _
                    "raw tracks can hold anything; a token at its own place serves", "UK GDPR 5(1)(c), 25";
                AccessGroups access_groups D Operational Unit _
                    "tells which doors open; set in-house after delivery", "UK GDPR 5(1)(c), 32";
                Zones zones D Operational Unit _
                    "tells which doors open; set in-house after delivery", "UK GDPR 5(1)(c), 32";
                AlarmRights alarm_rights D Operational Unit _
                    "tells who can switch off alarms; set in-house after delivery", "UK GDPR 5(1)(c), 32";
                EncodingKeys encoding_keys D Secret _ _
                    "opens every chip of the site; keys travel by their own ceremony", "UK GDPR 32";
                Pin pin D Secret _ _
                    "opens the card", "UK GDPR 32";
                Puk puk D Secret _ _
                    "unlocks the card", "UK GDPR 32";
                CertPrivateKey cert_private_key D Secret _ _
                    "lets its holder sign and log in as the person", "UK GDPR 32";
                CertSubject cert_subject D DirectIdentifier Name _
                    "holds name, unit or address; certificates are loaded in-house", "UK GDPR 5(1)(c)";
                Rfc822Name rfc822_name D DirectIdentifier Name _
                    "an e-mail address, which holds the name", "UK GDPR 5(1)(c)";
                Endorsement endorsement D Operational Unit _
                    "tells firearms or other authority; added in-house as an overlay", "FOIA s.31 practice";
                DeliverySiteCode delivery_site_code D Fulfilment Unit _
                    "belongs in the order, once; in a row it tells the posting", "UK GDPR 5(1)(c)";
                // E: contact
                WorkEmail work_email E DirectIdentifier Name _
                    "holds the name and lets strangers write to the person", "UK GDPR 5(1)(c)";
                WorkPhone work_phone E DirectIdentifier _ _
                    "the number for a found card is artwork, the same for all", "UK GDPR 5(1)(c)";
                WorkMobile work_mobile E DirectIdentifier _ _
                    "reaches and locates one person", "UK GDPR 5(1)(c), 32";
                PersonalPhone personal_phone E DirectIdentifier _ _
                    "private; reaches and locates one person", "UK GDPR 5(1)(c), 32";
                PersonalEmail personal_email E DirectIdentifier Name _
                    "private; leads to the person's other accounts", "UK GDPR 5(1)(c), 32";
                SocialHandles social_handles E DirectIdentifier Name _
                    "private; leads to the person's family and habits", "UK GDPR 5(1)(c), 32";
                HomeAddress home_address E DirectIdentifier Location _
                    "where a person lives is on no card", "UK GDPR 5(1)(c), 32; PSNI breach 2023";
                Uprn uprn E DirectIdentifier Location _
                    "one number is one front door", "UK GDPR 5(1)(c), 32";
                Geo geo E DirectIdentifier Location _
                    "coordinates are an address", "UK GDPR 5(1)(c), 32";
                What3words what3words E DirectIdentifier Location _
                    "three words are an address", "UK GDPR 5(1)(c), 32";
                HomePostcode home_postcode E QuasiIdentifier Location _
                    "some fifteen homes; with a name it is an address", "UK GDPR 5(1)(c), 32";
                // F: family
                MaritalStatus marital_status F DirectIdentifier _ _
                    "private life; on no card", "UK GDPR 5(1)(c); Police Regulations 2003 reg. 15";
                Spouse spouse F DirectIdentifier _ _
                    "is about another person; may tell sexual orientation", "UK GDPR 5(1)(c), 9(1)";
                CivilPartner civil_partner F DirectIdentifier _ _
                    "is about another person; may tell sexual orientation", "UK GDPR 5(1)(c), 9(1)";
                Children children F DirectIdentifier _ _
                    "is about children", "UK GDPR 5(1)(c), recital 38; Police Regulations 2003 reg. 15";
                Dependants dependants F DirectIdentifier _ _
                    "is about other people, some of them children", "UK GDPR 5(1)(c), recital 38";
                NextOfKin next_of_kin F DirectIdentifier _ _
                    "is about another person, with address and telephone", "UK GDPR 5(1)(c)";
                EmergencyContact emergency_contact F DirectIdentifier _ _
                    "is about another person, with telephone", "UK GDPR 5(1)(c)";
                Beneficiaries beneficiaries F DirectIdentifier _ _
                    "is about other people and money", "UK GDPR 5(1)(c)";
                // G: financial
                TaxCode tax_code G SensitiveAttribute _ _
                    "tells income and allowances", "UK GDPR 5(1)(c)";
                StudentLoan student_loan G SensitiveAttribute _ _
                    "tells debts", "UK GDPR 5(1)(c)";
                PensionScheme pension_scheme G SensitiveAttribute _ _
                    "tells the years in which a person joined", "UK GDPR 5(1)(c)";
                AttachmentOfEarnings attachment_of_earnings G SensitiveAttribute _ _
                    "tells debts, fines or maintenance ordered by a court", "UK GDPR 5(1)(c)";
                CreditCheck credit_check G SensitiveAttribute _ _
                    "tells debts; made for vetting alone", "UK GDPR 5(1)(c)";
                BusinessInterests business_interests G SensitiveAttribute _ _
                    "tells private dealings; declared for vetting alone", "UK GDPR 5(1)(c)";
                SortCode sort_code G DirectIdentifier _ _
                    "half of a bank account", "UK GDPR 5(1)(c), 32";
                AccountNo account_no G DirectIdentifier _ _
                    "half of a bank account", "UK GDPR 5(1)(c), 32";
                Iban iban G DirectIdentifier _ _
                    "a whole bank account", "UK GDPR 5(1)(c), 32";
                Bic bic G DirectIdentifier _ _
                    "tells where a person banks", "UK GDPR 5(1)(c), 32";
                Salary salary G SensitiveAttribute _ _
                    "tells the pay; no card depends on it", "UK GDPR 5(1)(c); Cumbria breach 2023";
                Allowances allowances G SensitiveAttribute _ _
                    "tells pay, and by its kind the duty", "UK GDPR 5(1)(c)";
                Overtime overtime G SensitiveAttribute _ _
                    "tells pay and hours", "UK GDPR 5(1)(c)";
                // H: government identifiers
                Nino nino H DirectIdentifier Birth _
                    "a key to tax and benefits", "UK GDPR 5(1)(c), 32";
                Trn trn H DirectIdentifier _ _
                    "stands for a national insurance number", "UK GDPR 5(1)(c), 32";
                PassportNo passport_no H DirectIdentifier _ _
                    "proves identity elsewhere; good for fraud", "UK GDPR 5(1)(c), 32";
                DrivingLicenceNo driving_licence_no H DirectIdentifier Birth _
                    "spells out surname, date of birth and sex", "UK GDPR 5(1)(c), 32";
                Visa visa H DirectIdentifier _ _
                    "tells immigration status", "UK GDPR 5(1)(c)";
                Brp brp H DirectIdentifier _ _
                    "tells immigration status", "UK GDPR 5(1)(c)";
                ShareCode share_code H DirectIdentifier _ _
                    "opens a person's immigration record", "UK GDPR 5(1)(c), 32";
                RightToWork right_to_work H DirectIdentifier _ _
                    "tells immigration status; checked before any card is ordered", "UK GDPR 5(1)(c)";
                NhsNumber nhs_number H DirectIdentifier Birth Article9
                    "a key to health records; its Scottish form starts with the birthday", "UK GDPR 9(1)";
                DbsCertificateNo dbs_certificate_no H DirectIdentifier _ Article10
                    "a key to a criminal record check", "UK GDPR 10; DPA 2018 s.11(2)";
                // I: health
                SicknessAbsence sickness_absence I SensitiveAttribute _ Article9
                    "health; held by law for other ends", "UK GDPR 4(15), 9(1); Police Regulations 2003 reg. 15";
                Disability disability I SensitiveAttribute _ Article9
                    "health; a card needs no mark of it", "UK GDPR 4(15), 9(1)";
                ReasonableAdjustments reasonable_adjustments I SensitiveAttribute _ Article9
                    "tells a disability by its remedy", "UK GDPR 4(15), 9(1)";
                OccupationalHealth occupational_health I SensitiveAttribute _ Article9
                    "a medical file", "UK GDPR 4(15), 9(1)";
                BloodGroup blood_group I SensitiveAttribute _ Article9
                    "health; an ID card is no medical record", "UK GDPR 4(15), 9(1)";
                Allergies allergies I SensitiveAttribute _ Article9
                    "health; those who need an alert carry their own", "UK GDPR 4(15), 9(1)";
                Vaccination vaccination I SensitiveAttribute _ Article9
                    "health; may hint at belief", "UK GDPR 4(15), 9(1)";
                FitnessTest fitness_test I SensitiveAttribute _ Article9
                    "a failed test tells health", "UK GDPR 4(15), 9(1)";
                Pregnancy pregnancy I SensitiveAttribute _ Article9
                    "health and family life", "UK GDPR 4(15), 9(1)";
                PsychologicalScreening psychological_screening I SensitiveAttribute _ Article9
                    "mental health; often tells a sensitive post as well", "UK GDPR 4(15), 9(1)";
                InjuryOnDuty injury_on_duty I SensitiveAttribute _ Article9
                    "health; held by law for other ends", "UK GDPR 4(15), 9(1); Police Regulations 2003 reg. 15";
                OrganDonor organ_donor I SensitiveAttribute _ Article9
                    "health and belief; registers of their own exist for it", "UK GDPR 4(15), 9(1)";
                // J: special category
                Ethnicity ethnicity J SensitiveAttribute _ Article9
                    "collected for equality monitoring alone", "UK GDPR 9(1)";
                Religion religion J SensitiveAttribute _ Article9
                    "collected for equality monitoring alone", "UK GDPR 9(1)";
                CommunityBackground community_background J SensitiveAttribute _ Article9
                    "in Northern Ireland it can make a target", "UK GDPR 9(1); Northern Ireland Act 1998 s.75";
                SexualOrientation sexual_orientation J SensitiveAttribute _ Article9
                    "collected for equality monitoring alone", "UK GDPR 9(1)";
                GenderReassignment gender_reassignment J SensitiveAttribute _ Article9
                    "to tell it can be a crime", "UK GDPR 9(1); Gender Recognition Act 2004 s.22";
                PoliticalOpinion political_opinion J SensitiveAttribute _ Article9
                    "no concern of a card", "UK GDPR 9(1)";
                TradeUnion trade_union J SensitiveAttribute _ Article9
                    "held to collect subscriptions alone", "UK GDPR 9(1)";
                GeneticData genetic_data J SensitiveAttribute _ Article9
                    "tells health and kin, and cannot be changed", "UK GDPR 4(13), 9(1)";
                // K: criminal and disciplinary
                PncResult pnc_result K SensitiveAttribute _ Article10
                    "a search of police records about the person", "UK GDPR 10; DPA 2018 s.11(2)";
                Convictions convictions K SensitiveAttribute _ Article10
                    "criminal record", "UK GDPR 10; DPA 2018 s.11(2)";
                Cautions cautions K SensitiveAttribute _ Article10
                    "criminal record", "UK GDPR 10; DPA 2018 s.11(2)";
                DbsContent dbs_content K SensitiveAttribute _ Article10
                    "criminal record, and what police think relevant", "UK GDPR 10; DPA 2018 s.11(2)";
                Misconduct misconduct K SensitiveAttribute _ Article10
                    "allegations and sanctions", "UK GDPR 10; DPA 2018 s.11(2); Police Regulations 2003 reg. 15";
                Complaints complaints K SensitiveAttribute _ Article10
                    "allegations, and those who made them", "UK GDPR 10; DPA 2018 s.11(2)";
                PsdIntelligence psd_intelligence K SensitiveAttribute _ Article10
                    "would warn the person, and defames if wrong", "UK GDPR 10; DPA 2018 s.11(2); FOIA s.31 practice";
                Restriction restriction K SensitiveAttribute _ Article10
                    "tells an allegation by its consequence", "UK GDPR 10; DPA 2018 s.11(2)";
                BarredList barred_list K SensitiveAttribute _ Article10
                    "tells a dismissal; such people get no card", "UK GDPR 10; DPA 2018 s.11(2)";
                Upp upp K SensitiveAttribute _ Article10
                    "tells a procedure over performance or attendance", "UK GDPR 10; DPA 2018 s.11(2)";
                DrugTest drug_test K SensitiveAttribute _ Article10
                    "tells health or an offence", "UK GDPR 9(1), 10";
                NotifiableAssociation notifiable_association K SensitiveAttribute _ Article10
                    "is about other people and what they may have done", "UK GDPR 10; DPA 2018 s.11(2)";
                // L: vetting
                VettingLevel vetting_level L SensitiveAttribute _ _
                    "picks out those with access to secrets", "UK GDPR 5(1)(c), 32; Met supplier breach 2023";
                VettingGranted vetting_granted L SensitiveAttribute _ _
                    "tells the level by its timing", "UK GDPR 5(1)(c), 32";
                VettingExpires vetting_expires L SensitiveAttribute _ _
                    "tells the level by its term", "UK GDPR 5(1)(c), 32";
                VettingReference vetting_reference L SensitiveAttribute _ _
                    "a key into the vetting file", "UK GDPR 5(1)(c), 32";
                VettingAftercare vetting_aftercare L SensitiveAttribute _ _
                    "tells what vetting worries about", "UK GDPR 5(1)(c), 32";
                VettingConditions vetting_conditions L SensitiveAttribute _ _
                    "tells what vetting worries about", "UK GDPR 5(1)(c), 32";
                VettingRefusal vetting_refusal L SensitiveAttribute _ _
                    "may tell offences, debts or associates", "UK GDPR 5(1)(c), 10";
                VettingFinance vetting_finance L SensitiveAttribute _ _
                    "tells debts, and so where pressure would work", "UK GDPR 5(1)(c), 32";
                VettingFamily vetting_family L SensitiveAttribute _ _
                    "is about other people, who are not the card's holder", "UK GDPR 5(1)(c), 10";
                // M: biometric
                FaceTemplate face_template M DirectIdentifier _ Article9
                    "finds the person in any other set of pictures", "UK GDPR 4(14), 9(1); ICO biometric guidance";
                Fingerprints fingerprints M DirectIdentifier _ Article9
                    "held for elimination alone, and cannot be changed", "UK GDPR 4(14), 9(1)";
                Dna dna M DirectIdentifier _ Article9
                    "held for elimination alone; tells health and kin", "UK GDPR 4(13), 4(14), 9(1)";
                VoicePrint voice_print M DirectIdentifier _ Article9
                    "finds the person in any recording", "UK GDPR 4(14), 9(1)";
                Iris iris M DirectIdentifier _ Article9
                    "identifies for life, and cannot be changed", "UK GDPR 4(14), 9(1)";
                SignatureDynamics signature_dynamics M DirectIdentifier _ Article9
                    "lets a machine sign as the person", "UK GDPR 4(14), 9(1)";
                Gait gait M DirectIdentifier _ Article9
                    "finds the person in any video", "UK GDPR 4(14), 9(1)";
                // N: operational
                NorthernIreland northern_ireland N Operational Unit _
                    "tells that the person serves where officers are targets", "UK GDPR 32; PSNI breach 2023";
                Alias alias N DirectIdentifier Absence _
                    "typed only to be refused: beside a real name it ends a legend", "FOIA s.31 practice; Official Secrets Act 1989";
                UndercoverAccreditation undercover_accreditation N Operational Unit _
                    "tells undercover work", "FOIA s.31 practice; Official Secrets Act 1989";
                CounterTerrorism counter_terrorism N Operational Unit _
                    "tells a posting that makes a target", "FOIA s.31 practice; Official Secrets Act 1989";
                Surveillance surveillance N Operational Unit _
                    "tells a posting that works unseen", "FOIA s.31 practice";
                ChisHandling chis_handling N Operational Unit _
                    "leads to informants", "FOIA s.31 practice";
                Firearms firearms N Operational Unit _
                    "tells who is armed", "FOIA s.31 practice";
                Taser taser N Operational Unit _
                    "tells who is armed", "FOIA s.31 practice";
                PublicOrder public_order N Operational Unit _
                    "tells deployable strength, person by person", "FOIA s.31 practice";
                ArmouryAccess armoury_access N Operational Unit _
                    "tells who can reach weapons", "FOIA s.31 practice; UK GDPR 32";
                Skills skills N Operational Unit _
                    "courses tell postings, past and planned", "FOIA s.31 practice";
                HomeSecurity home_security N Operational _ _
                    "tells how a home is guarded, and that it needs to be", "UK GDPR 32";
                ProtectionWeapon protection_weapon N Operational _ _
                    "tells who keeps a weapon at home", "UK GDPR 32; PSNI breach 2023";
                PersonalVehicle personal_vehicle N Operational _ _
                    "lets strangers follow the person home", "UK GDPR 5(1)(c), 32";
                KeyHolding key_holding N Operational _ _
                    "tells who can be made to open a building", "UK GDPR 32";
                DeploymentHistory deployment_history N Operational Unit _
                    "tells operations and who was on them", "FOIA s.31 practice";
                HomeWorking home_working N Operational _ _
                    "tells when equipment and person are at home", "UK GDPR 5(1)(c), 32";
                // O: documents
                Notes notes O SensitiveAttribute _ _
                    "free text may hold anything", "UK GDPR 25(2)";
                Attachments attachments O SensitiveAttribute _ _
                    "documents may hold anything", "UK GDPR 25(2)";
                HrCaseRefs hr_case_refs O SensitiveAttribute _ _
                    "a key into grievances, discipline and health cases", "UK GDPR 5(1)(c), 25(2)";
            }
            derived {
                RecordRef record_ref D Fulfilment _
                    "the token in the matching column; replaces every key of the employer's", "UK GDPR 4(5), 25";
                PrintName print_name A DirectIdentifier Name
                    "made from name parts by a profile", "UK GDPR 5(1)(c)";
                PhotoPixels photo_pixels A DirectIdentifier Absence
                    "built anew from pixels under the profile's photo section; nothing else survives", "UK GDPR 5(1)(c), 25, 32";
            }
        }
    };
}
