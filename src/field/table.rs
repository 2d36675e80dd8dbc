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
                    "printed; sequential, so it tells the year of joining, and the pay number follows from it", "UK GDPR 5(1)(c)";
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
                HomeAddress home_address E SensitiveAttribute Location _
                    "where a person lives is on no card", "UK GDPR 5(1)(c), 32";
                Nino nino H DirectIdentifier Birth _
                    "a key to tax and benefits", "UK GDPR 5(1)(c), 87";
            }
            derived {
                PrintName print_name A DirectIdentifier Name
                    "made from name parts by a profile", "UK GDPR 5(1)(c)";
            }
        }
    };
}
