(* Written from the field table by the test the_catalogue_of_the_model_is_the_field_table. *)

Require Import List NArith String.
From Cardsieve Require Import Terms Text.
Import ListNotations.

Inductive field :=
| f_record_id
| f_given_names
| f_middle_names
| f_family_name
| f_known_as
| f_warrant_number
| f_collar_number
| f_staff_number
| f_esr_employee_no
| f_organisation
| f_category
| f_rank
| f_job_title
| f_department
| f_card_design
| f_card_serial
| f_expiry_date
| f_issue_number
| f_credential_no
| f_facility_code
| f_barcode_value
| f_qr_value
| f_photo_original
| f_covert
| f_protected_identity
| f_close_protection
| f_under_threat
| f_minor
| f_honorific
| f_post_nominals
| f_previous_names
| f_birth_name
| f_sex
| f_gender_marker
| f_pronouns
| f_date_of_birth
| f_place_of_birth
| f_country_of_birth
| f_nationality
| f_photo_metadata
| f_signature_image
| f_physical_description
| f_age
| f_age_band
| f_pay_number
| f_nhs_smartcard_uuid
| f_professional_reg_no
| f_pension_no
| f_federation_no
| f_union_no
| f_username
| f_ad_sid
| f_upn
| f_radio_issi
| f_call_sign
| f_pnc_user_id
| f_rms_user_id
| f_rank_prefix
| f_unit
| f_team
| f_station
| f_bcu
| f_borough
| f_work_location
| f_line_manager
| f_cost_centre
| f_position_id
| f_grade
| f_pay_band
| f_contract_type
| f_fte
| f_hours
| f_working_pattern
| f_hire_date
| f_attestation_date
| f_length_of_service
| f_end_date
| f_leaving_reason
| f_retirement_date
| f_duty_status
| f_roster
| f_shift
| f_leave
| f_languages
| f_welsh_speaker
| f_issue_date
| f_previous_serial
| f_revocation_reason
| f_chip_uid
| f_mag_tracks
| f_access_groups
| f_zones
| f_alarm_rights
| f_encoding_keys
| f_pin
| f_puk
| f_cert_private_key
| f_cert_subject
| f_rfc822_name
| f_endorsement
| f_delivery_site_code
| f_work_email
| f_work_phone
| f_work_mobile
| f_personal_phone
| f_personal_email
| f_social_handles
| f_home_address
| f_uprn
| f_geo
| f_what3words
| f_home_postcode
| f_marital_status
| f_spouse
| f_civil_partner
| f_children
| f_dependants
| f_next_of_kin
| f_emergency_contact
| f_beneficiaries
| f_tax_code
| f_student_loan
| f_pension_scheme
| f_attachment_of_earnings
| f_credit_check
| f_business_interests
| f_sort_code
| f_account_no
| f_iban
| f_bic
| f_salary
| f_allowances
| f_overtime
| f_nino
| f_trn
| f_passport_no
| f_driving_licence_no
| f_visa
| f_brp
| f_share_code
| f_right_to_work
| f_nhs_number
| f_dbs_certificate_no
| f_sickness_absence
| f_disability
| f_reasonable_adjustments
| f_occupational_health
| f_blood_group
| f_allergies
| f_vaccination
| f_fitness_test
| f_pregnancy
| f_psychological_screening
| f_injury_on_duty
| f_organ_donor
| f_ethnicity
| f_religion
| f_community_background
| f_sexual_orientation
| f_gender_reassignment
| f_political_opinion
| f_trade_union
| f_genetic_data
| f_pnc_result
| f_convictions
| f_cautions
| f_dbs_content
| f_misconduct
| f_complaints
| f_psd_intelligence
| f_restriction
| f_barred_list
| f_upp
| f_drug_test
| f_notifiable_association
| f_vetting_level
| f_vetting_granted
| f_vetting_expires
| f_vetting_reference
| f_vetting_aftercare
| f_vetting_conditions
| f_vetting_refusal
| f_vetting_finance
| f_vetting_family
| f_face_template
| f_fingerprints
| f_dna
| f_voice_print
| f_iris
| f_signature_dynamics
| f_gait
| f_northern_ireland
| f_alias
| f_undercover_accreditation
| f_counter_terrorism
| f_surveillance
| f_chis_handling
| f_firearms
| f_taser
| f_public_order
| f_armoury_access
| f_skills
| f_home_security
| f_protection_weapon
| f_personal_vehicle
| f_key_holding
| f_deployment_history
| f_home_working
| f_notes
| f_attachments
| f_hr_case_refs
| f_record_ref
| f_print_name
| f_photo_pixels
.

Definition all_fields : list field := [
  f_record_id;
  f_given_names;
  f_middle_names;
  f_family_name;
  f_known_as;
  f_warrant_number;
  f_collar_number;
  f_staff_number;
  f_esr_employee_no;
  f_organisation;
  f_category;
  f_rank;
  f_job_title;
  f_department;
  f_card_design;
  f_card_serial;
  f_expiry_date;
  f_issue_number;
  f_credential_no;
  f_facility_code;
  f_barcode_value;
  f_qr_value;
  f_photo_original;
  f_covert;
  f_protected_identity;
  f_close_protection;
  f_under_threat;
  f_minor;
  f_honorific;
  f_post_nominals;
  f_previous_names;
  f_birth_name;
  f_sex;
  f_gender_marker;
  f_pronouns;
  f_date_of_birth;
  f_place_of_birth;
  f_country_of_birth;
  f_nationality;
  f_photo_metadata;
  f_signature_image;
  f_physical_description;
  f_age;
  f_age_band;
  f_pay_number;
  f_nhs_smartcard_uuid;
  f_professional_reg_no;
  f_pension_no;
  f_federation_no;
  f_union_no;
  f_username;
  f_ad_sid;
  f_upn;
  f_radio_issi;
  f_call_sign;
  f_pnc_user_id;
  f_rms_user_id;
  f_rank_prefix;
  f_unit;
  f_team;
  f_station;
  f_bcu;
  f_borough;
  f_work_location;
  f_line_manager;
  f_cost_centre;
  f_position_id;
  f_grade;
  f_pay_band;
  f_contract_type;
  f_fte;
  f_hours;
  f_working_pattern;
  f_hire_date;
  f_attestation_date;
  f_length_of_service;
  f_end_date;
  f_leaving_reason;
  f_retirement_date;
  f_duty_status;
  f_roster;
  f_shift;
  f_leave;
  f_languages;
  f_welsh_speaker;
  f_issue_date;
  f_previous_serial;
  f_revocation_reason;
  f_chip_uid;
  f_mag_tracks;
  f_access_groups;
  f_zones;
  f_alarm_rights;
  f_encoding_keys;
  f_pin;
  f_puk;
  f_cert_private_key;
  f_cert_subject;
  f_rfc822_name;
  f_endorsement;
  f_delivery_site_code;
  f_work_email;
  f_work_phone;
  f_work_mobile;
  f_personal_phone;
  f_personal_email;
  f_social_handles;
  f_home_address;
  f_uprn;
  f_geo;
  f_what3words;
  f_home_postcode;
  f_marital_status;
  f_spouse;
  f_civil_partner;
  f_children;
  f_dependants;
  f_next_of_kin;
  f_emergency_contact;
  f_beneficiaries;
  f_tax_code;
  f_student_loan;
  f_pension_scheme;
  f_attachment_of_earnings;
  f_credit_check;
  f_business_interests;
  f_sort_code;
  f_account_no;
  f_iban;
  f_bic;
  f_salary;
  f_allowances;
  f_overtime;
  f_nino;
  f_trn;
  f_passport_no;
  f_driving_licence_no;
  f_visa;
  f_brp;
  f_share_code;
  f_right_to_work;
  f_nhs_number;
  f_dbs_certificate_no;
  f_sickness_absence;
  f_disability;
  f_reasonable_adjustments;
  f_occupational_health;
  f_blood_group;
  f_allergies;
  f_vaccination;
  f_fitness_test;
  f_pregnancy;
  f_psychological_screening;
  f_injury_on_duty;
  f_organ_donor;
  f_ethnicity;
  f_religion;
  f_community_background;
  f_sexual_orientation;
  f_gender_reassignment;
  f_political_opinion;
  f_trade_union;
  f_genetic_data;
  f_pnc_result;
  f_convictions;
  f_cautions;
  f_dbs_content;
  f_misconduct;
  f_complaints;
  f_psd_intelligence;
  f_restriction;
  f_barred_list;
  f_upp;
  f_drug_test;
  f_notifiable_association;
  f_vetting_level;
  f_vetting_granted;
  f_vetting_expires;
  f_vetting_reference;
  f_vetting_aftercare;
  f_vetting_conditions;
  f_vetting_refusal;
  f_vetting_finance;
  f_vetting_family;
  f_face_template;
  f_fingerprints;
  f_dna;
  f_voice_print;
  f_iris;
  f_signature_dynamics;
  f_gait;
  f_northern_ireland;
  f_alias;
  f_undercover_accreditation;
  f_counter_terrorism;
  f_surveillance;
  f_chis_handling;
  f_firearms;
  f_taser;
  f_public_order;
  f_armoury_access;
  f_skills;
  f_home_security;
  f_protection_weapon;
  f_personal_vehicle;
  f_key_holding;
  f_deployment_history;
  f_home_working;
  f_notes;
  f_attachments;
  f_hr_case_refs;
  f_record_ref;
  f_print_name;
  f_photo_pixels
].

Definition index (f : field) : N :=
  match f with
  | f_record_id => 0%N
  | f_given_names => 1%N
  | f_middle_names => 2%N
  | f_family_name => 3%N
  | f_known_as => 4%N
  | f_warrant_number => 5%N
  | f_collar_number => 6%N
  | f_staff_number => 7%N
  | f_esr_employee_no => 8%N
  | f_organisation => 9%N
  | f_category => 10%N
  | f_rank => 11%N
  | f_job_title => 12%N
  | f_department => 13%N
  | f_card_design => 14%N
  | f_card_serial => 15%N
  | f_expiry_date => 16%N
  | f_issue_number => 17%N
  | f_credential_no => 18%N
  | f_facility_code => 19%N
  | f_barcode_value => 20%N
  | f_qr_value => 21%N
  | f_photo_original => 22%N
  | f_covert => 23%N
  | f_protected_identity => 24%N
  | f_close_protection => 25%N
  | f_under_threat => 26%N
  | f_minor => 27%N
  | f_honorific => 28%N
  | f_post_nominals => 29%N
  | f_previous_names => 30%N
  | f_birth_name => 31%N
  | f_sex => 32%N
  | f_gender_marker => 33%N
  | f_pronouns => 34%N
  | f_date_of_birth => 35%N
  | f_place_of_birth => 36%N
  | f_country_of_birth => 37%N
  | f_nationality => 38%N
  | f_photo_metadata => 39%N
  | f_signature_image => 40%N
  | f_physical_description => 41%N
  | f_age => 42%N
  | f_age_band => 43%N
  | f_pay_number => 44%N
  | f_nhs_smartcard_uuid => 45%N
  | f_professional_reg_no => 46%N
  | f_pension_no => 47%N
  | f_federation_no => 48%N
  | f_union_no => 49%N
  | f_username => 50%N
  | f_ad_sid => 51%N
  | f_upn => 52%N
  | f_radio_issi => 53%N
  | f_call_sign => 54%N
  | f_pnc_user_id => 55%N
  | f_rms_user_id => 56%N
  | f_rank_prefix => 57%N
  | f_unit => 58%N
  | f_team => 59%N
  | f_station => 60%N
  | f_bcu => 61%N
  | f_borough => 62%N
  | f_work_location => 63%N
  | f_line_manager => 64%N
  | f_cost_centre => 65%N
  | f_position_id => 66%N
  | f_grade => 67%N
  | f_pay_band => 68%N
  | f_contract_type => 69%N
  | f_fte => 70%N
  | f_hours => 71%N
  | f_working_pattern => 72%N
  | f_hire_date => 73%N
  | f_attestation_date => 74%N
  | f_length_of_service => 75%N
  | f_end_date => 76%N
  | f_leaving_reason => 77%N
  | f_retirement_date => 78%N
  | f_duty_status => 79%N
  | f_roster => 80%N
  | f_shift => 81%N
  | f_leave => 82%N
  | f_languages => 83%N
  | f_welsh_speaker => 84%N
  | f_issue_date => 85%N
  | f_previous_serial => 86%N
  | f_revocation_reason => 87%N
  | f_chip_uid => 88%N
  | f_mag_tracks => 89%N
  | f_access_groups => 90%N
  | f_zones => 91%N
  | f_alarm_rights => 92%N
  | f_encoding_keys => 93%N
  | f_pin => 94%N
  | f_puk => 95%N
  | f_cert_private_key => 96%N
  | f_cert_subject => 97%N
  | f_rfc822_name => 98%N
  | f_endorsement => 99%N
  | f_delivery_site_code => 100%N
  | f_work_email => 101%N
  | f_work_phone => 102%N
  | f_work_mobile => 103%N
  | f_personal_phone => 104%N
  | f_personal_email => 105%N
  | f_social_handles => 106%N
  | f_home_address => 107%N
  | f_uprn => 108%N
  | f_geo => 109%N
  | f_what3words => 110%N
  | f_home_postcode => 111%N
  | f_marital_status => 112%N
  | f_spouse => 113%N
  | f_civil_partner => 114%N
  | f_children => 115%N
  | f_dependants => 116%N
  | f_next_of_kin => 117%N
  | f_emergency_contact => 118%N
  | f_beneficiaries => 119%N
  | f_tax_code => 120%N
  | f_student_loan => 121%N
  | f_pension_scheme => 122%N
  | f_attachment_of_earnings => 123%N
  | f_credit_check => 124%N
  | f_business_interests => 125%N
  | f_sort_code => 126%N
  | f_account_no => 127%N
  | f_iban => 128%N
  | f_bic => 129%N
  | f_salary => 130%N
  | f_allowances => 131%N
  | f_overtime => 132%N
  | f_nino => 133%N
  | f_trn => 134%N
  | f_passport_no => 135%N
  | f_driving_licence_no => 136%N
  | f_visa => 137%N
  | f_brp => 138%N
  | f_share_code => 139%N
  | f_right_to_work => 140%N
  | f_nhs_number => 141%N
  | f_dbs_certificate_no => 142%N
  | f_sickness_absence => 143%N
  | f_disability => 144%N
  | f_reasonable_adjustments => 145%N
  | f_occupational_health => 146%N
  | f_blood_group => 147%N
  | f_allergies => 148%N
  | f_vaccination => 149%N
  | f_fitness_test => 150%N
  | f_pregnancy => 151%N
  | f_psychological_screening => 152%N
  | f_injury_on_duty => 153%N
  | f_organ_donor => 154%N
  | f_ethnicity => 155%N
  | f_religion => 156%N
  | f_community_background => 157%N
  | f_sexual_orientation => 158%N
  | f_gender_reassignment => 159%N
  | f_political_opinion => 160%N
  | f_trade_union => 161%N
  | f_genetic_data => 162%N
  | f_pnc_result => 163%N
  | f_convictions => 164%N
  | f_cautions => 165%N
  | f_dbs_content => 166%N
  | f_misconduct => 167%N
  | f_complaints => 168%N
  | f_psd_intelligence => 169%N
  | f_restriction => 170%N
  | f_barred_list => 171%N
  | f_upp => 172%N
  | f_drug_test => 173%N
  | f_notifiable_association => 174%N
  | f_vetting_level => 175%N
  | f_vetting_granted => 176%N
  | f_vetting_expires => 177%N
  | f_vetting_reference => 178%N
  | f_vetting_aftercare => 179%N
  | f_vetting_conditions => 180%N
  | f_vetting_refusal => 181%N
  | f_vetting_finance => 182%N
  | f_vetting_family => 183%N
  | f_face_template => 184%N
  | f_fingerprints => 185%N
  | f_dna => 186%N
  | f_voice_print => 187%N
  | f_iris => 188%N
  | f_signature_dynamics => 189%N
  | f_gait => 190%N
  | f_northern_ireland => 191%N
  | f_alias => 192%N
  | f_undercover_accreditation => 193%N
  | f_counter_terrorism => 194%N
  | f_surveillance => 195%N
  | f_chis_handling => 196%N
  | f_firearms => 197%N
  | f_taser => 198%N
  | f_public_order => 199%N
  | f_armoury_access => 200%N
  | f_skills => 201%N
  | f_home_security => 202%N
  | f_protection_weapon => 203%N
  | f_personal_vehicle => 204%N
  | f_key_holding => 205%N
  | f_deployment_history => 206%N
  | f_home_working => 207%N
  | f_notes => 208%N
  | f_attachments => 209%N
  | f_hr_case_refs => 210%N
  | f_record_ref => 211%N
  | f_print_name => 212%N
  | f_photo_pixels => 213%N
  end.

Definition name (f : field) : text :=
  match f with
  | f_record_id => lit "record_id"
  | f_given_names => lit "given_names"
  | f_middle_names => lit "middle_names"
  | f_family_name => lit "family_name"
  | f_known_as => lit "known_as"
  | f_warrant_number => lit "warrant_number"
  | f_collar_number => lit "collar_number"
  | f_staff_number => lit "staff_number"
  | f_esr_employee_no => lit "esr_employee_no"
  | f_organisation => lit "organisation"
  | f_category => lit "category"
  | f_rank => lit "rank"
  | f_job_title => lit "job_title"
  | f_department => lit "department"
  | f_card_design => lit "card_design"
  | f_card_serial => lit "card_serial"
  | f_expiry_date => lit "expiry_date"
  | f_issue_number => lit "issue_number"
  | f_credential_no => lit "credential_no"
  | f_facility_code => lit "facility_code"
  | f_barcode_value => lit "barcode_value"
  | f_qr_value => lit "qr_value"
  | f_photo_original => lit "photo_original"
  | f_covert => lit "covert"
  | f_protected_identity => lit "protected_identity"
  | f_close_protection => lit "close_protection"
  | f_under_threat => lit "under_threat"
  | f_minor => lit "minor"
  | f_honorific => lit "honorific"
  | f_post_nominals => lit "post_nominals"
  | f_previous_names => lit "previous_names"
  | f_birth_name => lit "birth_name"
  | f_sex => lit "sex"
  | f_gender_marker => lit "gender_marker"
  | f_pronouns => lit "pronouns"
  | f_date_of_birth => lit "date_of_birth"
  | f_place_of_birth => lit "place_of_birth"
  | f_country_of_birth => lit "country_of_birth"
  | f_nationality => lit "nationality"
  | f_photo_metadata => lit "photo_metadata"
  | f_signature_image => lit "signature_image"
  | f_physical_description => lit "physical_description"
  | f_age => lit "age"
  | f_age_band => lit "age_band"
  | f_pay_number => lit "pay_number"
  | f_nhs_smartcard_uuid => lit "nhs_smartcard_uuid"
  | f_professional_reg_no => lit "professional_reg_no"
  | f_pension_no => lit "pension_no"
  | f_federation_no => lit "federation_no"
  | f_union_no => lit "union_no"
  | f_username => lit "username"
  | f_ad_sid => lit "ad_sid"
  | f_upn => lit "upn"
  | f_radio_issi => lit "radio_issi"
  | f_call_sign => lit "call_sign"
  | f_pnc_user_id => lit "pnc_user_id"
  | f_rms_user_id => lit "rms_user_id"
  | f_rank_prefix => lit "rank_prefix"
  | f_unit => lit "unit"
  | f_team => lit "team"
  | f_station => lit "station"
  | f_bcu => lit "bcu"
  | f_borough => lit "borough"
  | f_work_location => lit "work_location"
  | f_line_manager => lit "line_manager"
  | f_cost_centre => lit "cost_centre"
  | f_position_id => lit "position_id"
  | f_grade => lit "grade"
  | f_pay_band => lit "pay_band"
  | f_contract_type => lit "contract_type"
  | f_fte => lit "fte"
  | f_hours => lit "hours"
  | f_working_pattern => lit "working_pattern"
  | f_hire_date => lit "hire_date"
  | f_attestation_date => lit "attestation_date"
  | f_length_of_service => lit "length_of_service"
  | f_end_date => lit "end_date"
  | f_leaving_reason => lit "leaving_reason"
  | f_retirement_date => lit "retirement_date"
  | f_duty_status => lit "duty_status"
  | f_roster => lit "roster"
  | f_shift => lit "shift"
  | f_leave => lit "leave"
  | f_languages => lit "languages"
  | f_welsh_speaker => lit "welsh_speaker"
  | f_issue_date => lit "issue_date"
  | f_previous_serial => lit "previous_serial"
  | f_revocation_reason => lit "revocation_reason"
  | f_chip_uid => lit "chip_uid"
  | f_mag_tracks => lit "mag_tracks"
  | f_access_groups => lit "access_groups"
  | f_zones => lit "zones"
  | f_alarm_rights => lit "alarm_rights"
  | f_encoding_keys => lit "encoding_keys"
  | f_pin => lit "pin"
  | f_puk => lit "puk"
  | f_cert_private_key => lit "cert_private_key"
  | f_cert_subject => lit "cert_subject"
  | f_rfc822_name => lit "rfc822_name"
  | f_endorsement => lit "endorsement"
  | f_delivery_site_code => lit "delivery_site_code"
  | f_work_email => lit "work_email"
  | f_work_phone => lit "work_phone"
  | f_work_mobile => lit "work_mobile"
  | f_personal_phone => lit "personal_phone"
  | f_personal_email => lit "personal_email"
  | f_social_handles => lit "social_handles"
  | f_home_address => lit "home_address"
  | f_uprn => lit "uprn"
  | f_geo => lit "geo"
  | f_what3words => lit "what3words"
  | f_home_postcode => lit "home_postcode"
  | f_marital_status => lit "marital_status"
  | f_spouse => lit "spouse"
  | f_civil_partner => lit "civil_partner"
  | f_children => lit "children"
  | f_dependants => lit "dependants"
  | f_next_of_kin => lit "next_of_kin"
  | f_emergency_contact => lit "emergency_contact"
  | f_beneficiaries => lit "beneficiaries"
  | f_tax_code => lit "tax_code"
  | f_student_loan => lit "student_loan"
  | f_pension_scheme => lit "pension_scheme"
  | f_attachment_of_earnings => lit "attachment_of_earnings"
  | f_credit_check => lit "credit_check"
  | f_business_interests => lit "business_interests"
  | f_sort_code => lit "sort_code"
  | f_account_no => lit "account_no"
  | f_iban => lit "iban"
  | f_bic => lit "bic"
  | f_salary => lit "salary"
  | f_allowances => lit "allowances"
  | f_overtime => lit "overtime"
  | f_nino => lit "nino"
  | f_trn => lit "trn"
  | f_passport_no => lit "passport_no"
  | f_driving_licence_no => lit "driving_licence_no"
  | f_visa => lit "visa"
  | f_brp => lit "brp"
  | f_share_code => lit "share_code"
  | f_right_to_work => lit "right_to_work"
  | f_nhs_number => lit "nhs_number"
  | f_dbs_certificate_no => lit "dbs_certificate_no"
  | f_sickness_absence => lit "sickness_absence"
  | f_disability => lit "disability"
  | f_reasonable_adjustments => lit "reasonable_adjustments"
  | f_occupational_health => lit "occupational_health"
  | f_blood_group => lit "blood_group"
  | f_allergies => lit "allergies"
  | f_vaccination => lit "vaccination"
  | f_fitness_test => lit "fitness_test"
  | f_pregnancy => lit "pregnancy"
  | f_psychological_screening => lit "psychological_screening"
  | f_injury_on_duty => lit "injury_on_duty"
  | f_organ_donor => lit "organ_donor"
  | f_ethnicity => lit "ethnicity"
  | f_religion => lit "religion"
  | f_community_background => lit "community_background"
  | f_sexual_orientation => lit "sexual_orientation"
  | f_gender_reassignment => lit "gender_reassignment"
  | f_political_opinion => lit "political_opinion"
  | f_trade_union => lit "trade_union"
  | f_genetic_data => lit "genetic_data"
  | f_pnc_result => lit "pnc_result"
  | f_convictions => lit "convictions"
  | f_cautions => lit "cautions"
  | f_dbs_content => lit "dbs_content"
  | f_misconduct => lit "misconduct"
  | f_complaints => lit "complaints"
  | f_psd_intelligence => lit "psd_intelligence"
  | f_restriction => lit "restriction"
  | f_barred_list => lit "barred_list"
  | f_upp => lit "upp"
  | f_drug_test => lit "drug_test"
  | f_notifiable_association => lit "notifiable_association"
  | f_vetting_level => lit "vetting_level"
  | f_vetting_granted => lit "vetting_granted"
  | f_vetting_expires => lit "vetting_expires"
  | f_vetting_reference => lit "vetting_reference"
  | f_vetting_aftercare => lit "vetting_aftercare"
  | f_vetting_conditions => lit "vetting_conditions"
  | f_vetting_refusal => lit "vetting_refusal"
  | f_vetting_finance => lit "vetting_finance"
  | f_vetting_family => lit "vetting_family"
  | f_face_template => lit "face_template"
  | f_fingerprints => lit "fingerprints"
  | f_dna => lit "dna"
  | f_voice_print => lit "voice_print"
  | f_iris => lit "iris"
  | f_signature_dynamics => lit "signature_dynamics"
  | f_gait => lit "gait"
  | f_northern_ireland => lit "northern_ireland"
  | f_alias => lit "alias"
  | f_undercover_accreditation => lit "undercover_accreditation"
  | f_counter_terrorism => lit "counter_terrorism"
  | f_surveillance => lit "surveillance"
  | f_chis_handling => lit "chis_handling"
  | f_firearms => lit "firearms"
  | f_taser => lit "taser"
  | f_public_order => lit "public_order"
  | f_armoury_access => lit "armoury_access"
  | f_skills => lit "skills"
  | f_home_security => lit "home_security"
  | f_protection_weapon => lit "protection_weapon"
  | f_personal_vehicle => lit "personal_vehicle"
  | f_key_holding => lit "key_holding"
  | f_deployment_history => lit "deployment_history"
  | f_home_working => lit "home_working"
  | f_notes => lit "notes"
  | f_attachments => lit "attachments"
  | f_hr_case_refs => lit "hr_case_refs"
  | f_record_ref => lit "record_ref"
  | f_print_name => lit "print_name"
  | f_photo_pixels => lit "photo_pixels"
  end.

Definition role_of (f : field) : role :=
  match f with
  | f_record_id => Releasable
  | f_given_names => Releasable
  | f_middle_names => Releasable
  | f_family_name => Releasable
  | f_known_as => Releasable
  | f_warrant_number => Releasable
  | f_collar_number => Releasable
  | f_staff_number => Releasable
  | f_esr_employee_no => Releasable
  | f_organisation => Releasable
  | f_category => Releasable
  | f_rank => Releasable
  | f_job_title => Releasable
  | f_department => Releasable
  | f_card_design => Releasable
  | f_card_serial => Releasable
  | f_expiry_date => Releasable
  | f_issue_number => Releasable
  | f_credential_no => Releasable
  | f_facility_code => Releasable
  | f_barcode_value => Releasable
  | f_qr_value => Releasable
  | f_photo_original => Deciding
  | f_covert => Deciding
  | f_protected_identity => Deciding
  | f_close_protection => Deciding
  | f_under_threat => Deciding
  | f_minor => Deciding
  | f_honorific => Never
  | f_post_nominals => Never
  | f_previous_names => Never
  | f_birth_name => Never
  | f_sex => Never
  | f_gender_marker => Never
  | f_pronouns => Never
  | f_date_of_birth => Never
  | f_place_of_birth => Never
  | f_country_of_birth => Never
  | f_nationality => Never
  | f_photo_metadata => Never
  | f_signature_image => Never
  | f_physical_description => Never
  | f_age => Never
  | f_age_band => Never
  | f_pay_number => Never
  | f_nhs_smartcard_uuid => Never
  | f_professional_reg_no => Never
  | f_pension_no => Never
  | f_federation_no => Never
  | f_union_no => Never
  | f_username => Never
  | f_ad_sid => Never
  | f_upn => Never
  | f_radio_issi => Never
  | f_call_sign => Never
  | f_pnc_user_id => Never
  | f_rms_user_id => Never
  | f_rank_prefix => Never
  | f_unit => Never
  | f_team => Never
  | f_station => Never
  | f_bcu => Never
  | f_borough => Never
  | f_work_location => Never
  | f_line_manager => Never
  | f_cost_centre => Never
  | f_position_id => Never
  | f_grade => Never
  | f_pay_band => Never
  | f_contract_type => Never
  | f_fte => Never
  | f_hours => Never
  | f_working_pattern => Never
  | f_hire_date => Never
  | f_attestation_date => Never
  | f_length_of_service => Never
  | f_end_date => Never
  | f_leaving_reason => Never
  | f_retirement_date => Never
  | f_duty_status => Never
  | f_roster => Never
  | f_shift => Never
  | f_leave => Never
  | f_languages => Never
  | f_welsh_speaker => Never
  | f_issue_date => Never
  | f_previous_serial => Never
  | f_revocation_reason => Never
  | f_chip_uid => Never
  | f_mag_tracks => Never
  | f_access_groups => Never
  | f_zones => Never
  | f_alarm_rights => Never
  | f_encoding_keys => Never
  | f_pin => Never
  | f_puk => Never
  | f_cert_private_key => Never
  | f_cert_subject => Never
  | f_rfc822_name => Never
  | f_endorsement => Never
  | f_delivery_site_code => Never
  | f_work_email => Never
  | f_work_phone => Never
  | f_work_mobile => Never
  | f_personal_phone => Never
  | f_personal_email => Never
  | f_social_handles => Never
  | f_home_address => Never
  | f_uprn => Never
  | f_geo => Never
  | f_what3words => Never
  | f_home_postcode => Never
  | f_marital_status => Never
  | f_spouse => Never
  | f_civil_partner => Never
  | f_children => Never
  | f_dependants => Never
  | f_next_of_kin => Never
  | f_emergency_contact => Never
  | f_beneficiaries => Never
  | f_tax_code => Never
  | f_student_loan => Never
  | f_pension_scheme => Never
  | f_attachment_of_earnings => Never
  | f_credit_check => Never
  | f_business_interests => Never
  | f_sort_code => Never
  | f_account_no => Never
  | f_iban => Never
  | f_bic => Never
  | f_salary => Never
  | f_allowances => Never
  | f_overtime => Never
  | f_nino => Never
  | f_trn => Never
  | f_passport_no => Never
  | f_driving_licence_no => Never
  | f_visa => Never
  | f_brp => Never
  | f_share_code => Never
  | f_right_to_work => Never
  | f_nhs_number => Never
  | f_dbs_certificate_no => Never
  | f_sickness_absence => Never
  | f_disability => Never
  | f_reasonable_adjustments => Never
  | f_occupational_health => Never
  | f_blood_group => Never
  | f_allergies => Never
  | f_vaccination => Never
  | f_fitness_test => Never
  | f_pregnancy => Never
  | f_psychological_screening => Never
  | f_injury_on_duty => Never
  | f_organ_donor => Never
  | f_ethnicity => Never
  | f_religion => Never
  | f_community_background => Never
  | f_sexual_orientation => Never
  | f_gender_reassignment => Never
  | f_political_opinion => Never
  | f_trade_union => Never
  | f_genetic_data => Never
  | f_pnc_result => Never
  | f_convictions => Never
  | f_cautions => Never
  | f_dbs_content => Never
  | f_misconduct => Never
  | f_complaints => Never
  | f_psd_intelligence => Never
  | f_restriction => Never
  | f_barred_list => Never
  | f_upp => Never
  | f_drug_test => Never
  | f_notifiable_association => Never
  | f_vetting_level => Never
  | f_vetting_granted => Never
  | f_vetting_expires => Never
  | f_vetting_reference => Never
  | f_vetting_aftercare => Never
  | f_vetting_conditions => Never
  | f_vetting_refusal => Never
  | f_vetting_finance => Never
  | f_vetting_family => Never
  | f_face_template => Never
  | f_fingerprints => Never
  | f_dna => Never
  | f_voice_print => Never
  | f_iris => Never
  | f_signature_dynamics => Never
  | f_gait => Never
  | f_northern_ireland => Never
  | f_alias => Never
  | f_undercover_accreditation => Never
  | f_counter_terrorism => Never
  | f_surveillance => Never
  | f_chis_handling => Never
  | f_firearms => Never
  | f_taser => Never
  | f_public_order => Never
  | f_armoury_access => Never
  | f_skills => Never
  | f_home_security => Never
  | f_protection_weapon => Never
  | f_personal_vehicle => Never
  | f_key_holding => Never
  | f_deployment_history => Never
  | f_home_working => Never
  | f_notes => Never
  | f_attachments => Never
  | f_hr_case_refs => Never
  | f_record_ref => Derived
  | f_print_name => Derived
  | f_photo_pixels => Derived
  end.

Definition class_of (f : field) : class :=
  match f with
  | f_record_id => DirectIdentifier
  | f_given_names => DirectIdentifier
  | f_middle_names => DirectIdentifier
  | f_family_name => DirectIdentifier
  | f_known_as => DirectIdentifier
  | f_warrant_number => DirectIdentifier
  | f_collar_number => DirectIdentifier
  | f_staff_number => DirectIdentifier
  | f_esr_employee_no => DirectIdentifier
  | f_organisation => QuasiIdentifier
  | f_category => QuasiIdentifier
  | f_rank => QuasiIdentifier
  | f_job_title => QuasiIdentifier
  | f_department => Operational
  | f_card_design => FulfilmentClass
  | f_card_serial => FulfilmentClass
  | f_expiry_date => QuasiIdentifier
  | f_issue_number => FulfilmentClass
  | f_credential_no => FulfilmentClass
  | f_facility_code => FulfilmentClass
  | f_barcode_value => DirectIdentifier
  | f_qr_value => DirectIdentifier
  | f_photo_original => SensitiveAttribute
  | f_covert => Operational
  | f_protected_identity => Operational
  | f_close_protection => Operational
  | f_under_threat => SensitiveAttribute
  | f_minor => SensitiveAttribute
  | f_honorific => QuasiIdentifier
  | f_post_nominals => QuasiIdentifier
  | f_previous_names => DirectIdentifier
  | f_birth_name => DirectIdentifier
  | f_sex => SensitiveAttribute
  | f_gender_marker => SensitiveAttribute
  | f_pronouns => SensitiveAttribute
  | f_date_of_birth => QuasiIdentifier
  | f_place_of_birth => QuasiIdentifier
  | f_country_of_birth => QuasiIdentifier
  | f_nationality => SensitiveAttribute
  | f_photo_metadata => SensitiveAttribute
  | f_signature_image => DirectIdentifier
  | f_physical_description => DirectIdentifier
  | f_age => QuasiIdentifier
  | f_age_band => QuasiIdentifier
  | f_pay_number => DirectIdentifier
  | f_nhs_smartcard_uuid => DirectIdentifier
  | f_professional_reg_no => DirectIdentifier
  | f_pension_no => DirectIdentifier
  | f_federation_no => DirectIdentifier
  | f_union_no => DirectIdentifier
  | f_username => DirectIdentifier
  | f_ad_sid => DirectIdentifier
  | f_upn => DirectIdentifier
  | f_radio_issi => Operational
  | f_call_sign => Operational
  | f_pnc_user_id => Operational
  | f_rms_user_id => Operational
  | f_rank_prefix => Operational
  | f_unit => Operational
  | f_team => Operational
  | f_station => Operational
  | f_bcu => Operational
  | f_borough => Operational
  | f_work_location => Operational
  | f_line_manager => DirectIdentifier
  | f_cost_centre => QuasiIdentifier
  | f_position_id => QuasiIdentifier
  | f_grade => QuasiIdentifier
  | f_pay_band => QuasiIdentifier
  | f_contract_type => QuasiIdentifier
  | f_fte => QuasiIdentifier
  | f_hours => QuasiIdentifier
  | f_working_pattern => QuasiIdentifier
  | f_hire_date => QuasiIdentifier
  | f_attestation_date => QuasiIdentifier
  | f_length_of_service => QuasiIdentifier
  | f_end_date => SensitiveAttribute
  | f_leaving_reason => SensitiveAttribute
  | f_retirement_date => SensitiveAttribute
  | f_duty_status => SensitiveAttribute
  | f_roster => Operational
  | f_shift => Operational
  | f_leave => Operational
  | f_languages => QuasiIdentifier
  | f_welsh_speaker => QuasiIdentifier
  | f_issue_date => FulfilmentClass
  | f_previous_serial => SensitiveAttribute
  | f_revocation_reason => SensitiveAttribute
  | f_chip_uid => DirectIdentifier
  | f_mag_tracks => DirectIdentifier
  | f_access_groups => Operational
  | f_zones => Operational
  | f_alarm_rights => Operational
  | f_encoding_keys => Secret
  | f_pin => Secret
  | f_puk => Secret
  | f_cert_private_key => Secret
  | f_cert_subject => DirectIdentifier
  | f_rfc822_name => DirectIdentifier
  | f_endorsement => Operational
  | f_delivery_site_code => FulfilmentClass
  | f_work_email => DirectIdentifier
  | f_work_phone => DirectIdentifier
  | f_work_mobile => DirectIdentifier
  | f_personal_phone => DirectIdentifier
  | f_personal_email => DirectIdentifier
  | f_social_handles => DirectIdentifier
  | f_home_address => DirectIdentifier
  | f_uprn => DirectIdentifier
  | f_geo => DirectIdentifier
  | f_what3words => DirectIdentifier
  | f_home_postcode => QuasiIdentifier
  | f_marital_status => DirectIdentifier
  | f_spouse => DirectIdentifier
  | f_civil_partner => DirectIdentifier
  | f_children => DirectIdentifier
  | f_dependants => DirectIdentifier
  | f_next_of_kin => DirectIdentifier
  | f_emergency_contact => DirectIdentifier
  | f_beneficiaries => DirectIdentifier
  | f_tax_code => SensitiveAttribute
  | f_student_loan => SensitiveAttribute
  | f_pension_scheme => SensitiveAttribute
  | f_attachment_of_earnings => SensitiveAttribute
  | f_credit_check => SensitiveAttribute
  | f_business_interests => SensitiveAttribute
  | f_sort_code => DirectIdentifier
  | f_account_no => DirectIdentifier
  | f_iban => DirectIdentifier
  | f_bic => DirectIdentifier
  | f_salary => SensitiveAttribute
  | f_allowances => SensitiveAttribute
  | f_overtime => SensitiveAttribute
  | f_nino => DirectIdentifier
  | f_trn => DirectIdentifier
  | f_passport_no => DirectIdentifier
  | f_driving_licence_no => DirectIdentifier
  | f_visa => DirectIdentifier
  | f_brp => DirectIdentifier
  | f_share_code => DirectIdentifier
  | f_right_to_work => DirectIdentifier
  | f_nhs_number => DirectIdentifier
  | f_dbs_certificate_no => DirectIdentifier
  | f_sickness_absence => SensitiveAttribute
  | f_disability => SensitiveAttribute
  | f_reasonable_adjustments => SensitiveAttribute
  | f_occupational_health => SensitiveAttribute
  | f_blood_group => SensitiveAttribute
  | f_allergies => SensitiveAttribute
  | f_vaccination => SensitiveAttribute
  | f_fitness_test => SensitiveAttribute
  | f_pregnancy => SensitiveAttribute
  | f_psychological_screening => SensitiveAttribute
  | f_injury_on_duty => SensitiveAttribute
  | f_organ_donor => SensitiveAttribute
  | f_ethnicity => SensitiveAttribute
  | f_religion => SensitiveAttribute
  | f_community_background => SensitiveAttribute
  | f_sexual_orientation => SensitiveAttribute
  | f_gender_reassignment => SensitiveAttribute
  | f_political_opinion => SensitiveAttribute
  | f_trade_union => SensitiveAttribute
  | f_genetic_data => SensitiveAttribute
  | f_pnc_result => SensitiveAttribute
  | f_convictions => SensitiveAttribute
  | f_cautions => SensitiveAttribute
  | f_dbs_content => SensitiveAttribute
  | f_misconduct => SensitiveAttribute
  | f_complaints => SensitiveAttribute
  | f_psd_intelligence => SensitiveAttribute
  | f_restriction => SensitiveAttribute
  | f_barred_list => SensitiveAttribute
  | f_upp => SensitiveAttribute
  | f_drug_test => SensitiveAttribute
  | f_notifiable_association => SensitiveAttribute
  | f_vetting_level => SensitiveAttribute
  | f_vetting_granted => SensitiveAttribute
  | f_vetting_expires => SensitiveAttribute
  | f_vetting_reference => SensitiveAttribute
  | f_vetting_aftercare => SensitiveAttribute
  | f_vetting_conditions => SensitiveAttribute
  | f_vetting_refusal => SensitiveAttribute
  | f_vetting_finance => SensitiveAttribute
  | f_vetting_family => SensitiveAttribute
  | f_face_template => DirectIdentifier
  | f_fingerprints => DirectIdentifier
  | f_dna => DirectIdentifier
  | f_voice_print => DirectIdentifier
  | f_iris => DirectIdentifier
  | f_signature_dynamics => DirectIdentifier
  | f_gait => DirectIdentifier
  | f_northern_ireland => Operational
  | f_alias => DirectIdentifier
  | f_undercover_accreditation => Operational
  | f_counter_terrorism => Operational
  | f_surveillance => Operational
  | f_chis_handling => Operational
  | f_firearms => Operational
  | f_taser => Operational
  | f_public_order => Operational
  | f_armoury_access => Operational
  | f_skills => Operational
  | f_home_security => Operational
  | f_protection_weapon => Operational
  | f_personal_vehicle => Operational
  | f_key_holding => Operational
  | f_deployment_history => Operational
  | f_home_working => Operational
  | f_notes => SensitiveAttribute
  | f_attachments => SensitiveAttribute
  | f_hr_case_refs => SensitiveAttribute
  | f_record_ref => FulfilmentClass
  | f_print_name => DirectIdentifier
  | f_photo_pixels => DirectIdentifier
  end.

Definition type_of (f : field) : value_type :=
  match f with
  | f_record_id => VRecordId
  | f_given_names => VName
  | f_middle_names => VName
  | f_family_name => VName
  | f_known_as => VName
  | f_warrant_number => VWarrantNumber
  | f_collar_number => VCollarNumber
  | f_staff_number => VStaffNumber
  | f_esr_employee_no => VEsrNumber
  | f_organisation => VOrganisation
  | f_category => VCategory
  | f_rank => VRank
  | f_job_title => VTitle
  | f_department => VTitle
  | f_card_design => VCardDesign
  | f_card_serial => VCardSerial
  | f_expiry_date => VDate
  | f_issue_number => VIssueNumber
  | f_credential_no => VCredentialNo
  | f_facility_code => VFacilityCode
  | f_barcode_value => VBarcode
  | f_qr_value => VBarcode
  | f_photo_original => VPath
  | f_covert => VFlag
  | f_protected_identity => VFlag
  | f_close_protection => VFlag
  | f_under_threat => VFlag
  | f_minor => VFlag
  | f_honorific => VOpaque
  | f_post_nominals => VOpaque
  | f_previous_names => VOpaque
  | f_birth_name => VOpaque
  | f_sex => VOpaque
  | f_gender_marker => VOpaque
  | f_pronouns => VOpaque
  | f_date_of_birth => VOpaque
  | f_place_of_birth => VOpaque
  | f_country_of_birth => VOpaque
  | f_nationality => VOpaque
  | f_photo_metadata => VOpaque
  | f_signature_image => VOpaque
  | f_physical_description => VOpaque
  | f_age => VOpaque
  | f_age_band => VOpaque
  | f_pay_number => VOpaque
  | f_nhs_smartcard_uuid => VOpaque
  | f_professional_reg_no => VOpaque
  | f_pension_no => VOpaque
  | f_federation_no => VOpaque
  | f_union_no => VOpaque
  | f_username => VOpaque
  | f_ad_sid => VOpaque
  | f_upn => VOpaque
  | f_radio_issi => VOpaque
  | f_call_sign => VOpaque
  | f_pnc_user_id => VOpaque
  | f_rms_user_id => VOpaque
  | f_rank_prefix => VOpaque
  | f_unit => VOpaque
  | f_team => VOpaque
  | f_station => VOpaque
  | f_bcu => VOpaque
  | f_borough => VOpaque
  | f_work_location => VOpaque
  | f_line_manager => VOpaque
  | f_cost_centre => VOpaque
  | f_position_id => VOpaque
  | f_grade => VOpaque
  | f_pay_band => VOpaque
  | f_contract_type => VOpaque
  | f_fte => VOpaque
  | f_hours => VOpaque
  | f_working_pattern => VOpaque
  | f_hire_date => VOpaque
  | f_attestation_date => VOpaque
  | f_length_of_service => VOpaque
  | f_end_date => VOpaque
  | f_leaving_reason => VOpaque
  | f_retirement_date => VOpaque
  | f_duty_status => VOpaque
  | f_roster => VOpaque
  | f_shift => VOpaque
  | f_leave => VOpaque
  | f_languages => VOpaque
  | f_welsh_speaker => VOpaque
  | f_issue_date => VOpaque
  | f_previous_serial => VOpaque
  | f_revocation_reason => VOpaque
  | f_chip_uid => VOpaque
  | f_mag_tracks => VOpaque
  | f_access_groups => VOpaque
  | f_zones => VOpaque
  | f_alarm_rights => VOpaque
  | f_encoding_keys => VOpaque
  | f_pin => VOpaque
  | f_puk => VOpaque
  | f_cert_private_key => VOpaque
  | f_cert_subject => VOpaque
  | f_rfc822_name => VOpaque
  | f_endorsement => VOpaque
  | f_delivery_site_code => VOpaque
  | f_work_email => VOpaque
  | f_work_phone => VOpaque
  | f_work_mobile => VOpaque
  | f_personal_phone => VOpaque
  | f_personal_email => VOpaque
  | f_social_handles => VOpaque
  | f_home_address => VOpaque
  | f_uprn => VOpaque
  | f_geo => VOpaque
  | f_what3words => VOpaque
  | f_home_postcode => VOpaque
  | f_marital_status => VOpaque
  | f_spouse => VOpaque
  | f_civil_partner => VOpaque
  | f_children => VOpaque
  | f_dependants => VOpaque
  | f_next_of_kin => VOpaque
  | f_emergency_contact => VOpaque
  | f_beneficiaries => VOpaque
  | f_tax_code => VOpaque
  | f_student_loan => VOpaque
  | f_pension_scheme => VOpaque
  | f_attachment_of_earnings => VOpaque
  | f_credit_check => VOpaque
  | f_business_interests => VOpaque
  | f_sort_code => VOpaque
  | f_account_no => VOpaque
  | f_iban => VOpaque
  | f_bic => VOpaque
  | f_salary => VOpaque
  | f_allowances => VOpaque
  | f_overtime => VOpaque
  | f_nino => VOpaque
  | f_trn => VOpaque
  | f_passport_no => VOpaque
  | f_driving_licence_no => VOpaque
  | f_visa => VOpaque
  | f_brp => VOpaque
  | f_share_code => VOpaque
  | f_right_to_work => VOpaque
  | f_nhs_number => VOpaque
  | f_dbs_certificate_no => VOpaque
  | f_sickness_absence => VOpaque
  | f_disability => VOpaque
  | f_reasonable_adjustments => VOpaque
  | f_occupational_health => VOpaque
  | f_blood_group => VOpaque
  | f_allergies => VOpaque
  | f_vaccination => VOpaque
  | f_fitness_test => VOpaque
  | f_pregnancy => VOpaque
  | f_psychological_screening => VOpaque
  | f_injury_on_duty => VOpaque
  | f_organ_donor => VOpaque
  | f_ethnicity => VOpaque
  | f_religion => VOpaque
  | f_community_background => VOpaque
  | f_sexual_orientation => VOpaque
  | f_gender_reassignment => VOpaque
  | f_political_opinion => VOpaque
  | f_trade_union => VOpaque
  | f_genetic_data => VOpaque
  | f_pnc_result => VOpaque
  | f_convictions => VOpaque
  | f_cautions => VOpaque
  | f_dbs_content => VOpaque
  | f_misconduct => VOpaque
  | f_complaints => VOpaque
  | f_psd_intelligence => VOpaque
  | f_restriction => VOpaque
  | f_barred_list => VOpaque
  | f_upp => VOpaque
  | f_drug_test => VOpaque
  | f_notifiable_association => VOpaque
  | f_vetting_level => VOpaque
  | f_vetting_granted => VOpaque
  | f_vetting_expires => VOpaque
  | f_vetting_reference => VOpaque
  | f_vetting_aftercare => VOpaque
  | f_vetting_conditions => VOpaque
  | f_vetting_refusal => VOpaque
  | f_vetting_finance => VOpaque
  | f_vetting_family => VOpaque
  | f_face_template => VOpaque
  | f_fingerprints => VOpaque
  | f_dna => VOpaque
  | f_voice_print => VOpaque
  | f_iris => VOpaque
  | f_signature_dynamics => VOpaque
  | f_gait => VOpaque
  | f_northern_ireland => VOpaque
  | f_alias => VOpaque
  | f_undercover_accreditation => VOpaque
  | f_counter_terrorism => VOpaque
  | f_surveillance => VOpaque
  | f_chis_handling => VOpaque
  | f_firearms => VOpaque
  | f_taser => VOpaque
  | f_public_order => VOpaque
  | f_armoury_access => VOpaque
  | f_skills => VOpaque
  | f_home_security => VOpaque
  | f_protection_weapon => VOpaque
  | f_personal_vehicle => VOpaque
  | f_key_holding => VOpaque
  | f_deployment_history => VOpaque
  | f_home_working => VOpaque
  | f_notes => VOpaque
  | f_attachments => VOpaque
  | f_hr_case_refs => VOpaque
  | f_record_ref => VDerived
  | f_print_name => VDerived
  | f_photo_pixels => VDerived
  end.

Definition floor_printed (f : field) : treatment :=
  match f with
  | f_record_id => Treat ShowsNone LinksRecipient
  | f_given_names => Treat ShowsAll LinksAll
  | f_middle_names => Treat ShowsPart LinksNone
  | f_family_name => Treat ShowsAll LinksAll
  | f_known_as => Treat ShowsAll LinksAll
  | f_warrant_number => Treat ShowsAll LinksAll
  | f_collar_number => Treat ShowsPart LinksAll
  | f_staff_number => Treat ShowsAll LinksAll
  | f_esr_employee_no => Treat ShowsNone LinksRecipient
  | f_organisation => Treat ShowsAll LinksAll
  | f_category => Treat ShowsAll LinksAll
  | f_rank => Treat ShowsAll LinksAll
  | f_job_title => Treat ShowsPart LinksNone
  | f_department => Treat ShowsPart LinksNone
  | f_card_design => Treat ShowsAll LinksAll
  | f_card_serial => Treat ShowsAll LinksAll
  | f_expiry_date => Treat ShowsPart LinksNone
  | f_issue_number => Treat ShowsAll LinksAll
  | f_credential_no => Treat ShowsAll LinksAll
  | f_facility_code => Treat ShowsAll LinksAll
  | f_barcode_value => Treat ShowsNone LinksRecipient
  | f_qr_value => Treat ShowsNone LinksRecipient
  | f_photo_original => Treat ShowsNone LinksNone
  | f_covert => Treat ShowsNone LinksNone
  | f_protected_identity => Treat ShowsNone LinksNone
  | f_close_protection => Treat ShowsNone LinksNone
  | f_under_threat => Treat ShowsNone LinksNone
  | f_minor => Treat ShowsNone LinksNone
  | f_honorific => Treat ShowsNone LinksNone
  | f_post_nominals => Treat ShowsNone LinksNone
  | f_previous_names => Treat ShowsNone LinksNone
  | f_birth_name => Treat ShowsNone LinksNone
  | f_sex => Treat ShowsNone LinksNone
  | f_gender_marker => Treat ShowsNone LinksNone
  | f_pronouns => Treat ShowsNone LinksNone
  | f_date_of_birth => Treat ShowsNone LinksNone
  | f_place_of_birth => Treat ShowsNone LinksNone
  | f_country_of_birth => Treat ShowsNone LinksNone
  | f_nationality => Treat ShowsNone LinksNone
  | f_photo_metadata => Treat ShowsNone LinksNone
  | f_signature_image => Treat ShowsNone LinksNone
  | f_physical_description => Treat ShowsNone LinksNone
  | f_age => Treat ShowsNone LinksNone
  | f_age_band => Treat ShowsNone LinksNone
  | f_pay_number => Treat ShowsNone LinksNone
  | f_nhs_smartcard_uuid => Treat ShowsNone LinksNone
  | f_professional_reg_no => Treat ShowsNone LinksNone
  | f_pension_no => Treat ShowsNone LinksNone
  | f_federation_no => Treat ShowsNone LinksNone
  | f_union_no => Treat ShowsNone LinksNone
  | f_username => Treat ShowsNone LinksNone
  | f_ad_sid => Treat ShowsNone LinksNone
  | f_upn => Treat ShowsNone LinksNone
  | f_radio_issi => Treat ShowsNone LinksNone
  | f_call_sign => Treat ShowsNone LinksNone
  | f_pnc_user_id => Treat ShowsNone LinksNone
  | f_rms_user_id => Treat ShowsNone LinksNone
  | f_rank_prefix => Treat ShowsNone LinksNone
  | f_unit => Treat ShowsNone LinksNone
  | f_team => Treat ShowsNone LinksNone
  | f_station => Treat ShowsNone LinksNone
  | f_bcu => Treat ShowsNone LinksNone
  | f_borough => Treat ShowsNone LinksNone
  | f_work_location => Treat ShowsNone LinksNone
  | f_line_manager => Treat ShowsNone LinksNone
  | f_cost_centre => Treat ShowsNone LinksNone
  | f_position_id => Treat ShowsNone LinksNone
  | f_grade => Treat ShowsNone LinksNone
  | f_pay_band => Treat ShowsNone LinksNone
  | f_contract_type => Treat ShowsNone LinksNone
  | f_fte => Treat ShowsNone LinksNone
  | f_hours => Treat ShowsNone LinksNone
  | f_working_pattern => Treat ShowsNone LinksNone
  | f_hire_date => Treat ShowsNone LinksNone
  | f_attestation_date => Treat ShowsNone LinksNone
  | f_length_of_service => Treat ShowsNone LinksNone
  | f_end_date => Treat ShowsNone LinksNone
  | f_leaving_reason => Treat ShowsNone LinksNone
  | f_retirement_date => Treat ShowsNone LinksNone
  | f_duty_status => Treat ShowsNone LinksNone
  | f_roster => Treat ShowsNone LinksNone
  | f_shift => Treat ShowsNone LinksNone
  | f_leave => Treat ShowsNone LinksNone
  | f_languages => Treat ShowsNone LinksNone
  | f_welsh_speaker => Treat ShowsNone LinksNone
  | f_issue_date => Treat ShowsNone LinksNone
  | f_previous_serial => Treat ShowsNone LinksNone
  | f_revocation_reason => Treat ShowsNone LinksNone
  | f_chip_uid => Treat ShowsNone LinksNone
  | f_mag_tracks => Treat ShowsNone LinksNone
  | f_access_groups => Treat ShowsNone LinksNone
  | f_zones => Treat ShowsNone LinksNone
  | f_alarm_rights => Treat ShowsNone LinksNone
  | f_encoding_keys => Treat ShowsNone LinksNone
  | f_pin => Treat ShowsNone LinksNone
  | f_puk => Treat ShowsNone LinksNone
  | f_cert_private_key => Treat ShowsNone LinksNone
  | f_cert_subject => Treat ShowsNone LinksNone
  | f_rfc822_name => Treat ShowsNone LinksNone
  | f_endorsement => Treat ShowsNone LinksNone
  | f_delivery_site_code => Treat ShowsNone LinksNone
  | f_work_email => Treat ShowsNone LinksNone
  | f_work_phone => Treat ShowsNone LinksNone
  | f_work_mobile => Treat ShowsNone LinksNone
  | f_personal_phone => Treat ShowsNone LinksNone
  | f_personal_email => Treat ShowsNone LinksNone
  | f_social_handles => Treat ShowsNone LinksNone
  | f_home_address => Treat ShowsNone LinksNone
  | f_uprn => Treat ShowsNone LinksNone
  | f_geo => Treat ShowsNone LinksNone
  | f_what3words => Treat ShowsNone LinksNone
  | f_home_postcode => Treat ShowsNone LinksNone
  | f_marital_status => Treat ShowsNone LinksNone
  | f_spouse => Treat ShowsNone LinksNone
  | f_civil_partner => Treat ShowsNone LinksNone
  | f_children => Treat ShowsNone LinksNone
  | f_dependants => Treat ShowsNone LinksNone
  | f_next_of_kin => Treat ShowsNone LinksNone
  | f_emergency_contact => Treat ShowsNone LinksNone
  | f_beneficiaries => Treat ShowsNone LinksNone
  | f_tax_code => Treat ShowsNone LinksNone
  | f_student_loan => Treat ShowsNone LinksNone
  | f_pension_scheme => Treat ShowsNone LinksNone
  | f_attachment_of_earnings => Treat ShowsNone LinksNone
  | f_credit_check => Treat ShowsNone LinksNone
  | f_business_interests => Treat ShowsNone LinksNone
  | f_sort_code => Treat ShowsNone LinksNone
  | f_account_no => Treat ShowsNone LinksNone
  | f_iban => Treat ShowsNone LinksNone
  | f_bic => Treat ShowsNone LinksNone
  | f_salary => Treat ShowsNone LinksNone
  | f_allowances => Treat ShowsNone LinksNone
  | f_overtime => Treat ShowsNone LinksNone
  | f_nino => Treat ShowsNone LinksNone
  | f_trn => Treat ShowsNone LinksNone
  | f_passport_no => Treat ShowsNone LinksNone
  | f_driving_licence_no => Treat ShowsNone LinksNone
  | f_visa => Treat ShowsNone LinksNone
  | f_brp => Treat ShowsNone LinksNone
  | f_share_code => Treat ShowsNone LinksNone
  | f_right_to_work => Treat ShowsNone LinksNone
  | f_nhs_number => Treat ShowsNone LinksNone
  | f_dbs_certificate_no => Treat ShowsNone LinksNone
  | f_sickness_absence => Treat ShowsNone LinksNone
  | f_disability => Treat ShowsNone LinksNone
  | f_reasonable_adjustments => Treat ShowsNone LinksNone
  | f_occupational_health => Treat ShowsNone LinksNone
  | f_blood_group => Treat ShowsNone LinksNone
  | f_allergies => Treat ShowsNone LinksNone
  | f_vaccination => Treat ShowsNone LinksNone
  | f_fitness_test => Treat ShowsNone LinksNone
  | f_pregnancy => Treat ShowsNone LinksNone
  | f_psychological_screening => Treat ShowsNone LinksNone
  | f_injury_on_duty => Treat ShowsNone LinksNone
  | f_organ_donor => Treat ShowsNone LinksNone
  | f_ethnicity => Treat ShowsNone LinksNone
  | f_religion => Treat ShowsNone LinksNone
  | f_community_background => Treat ShowsNone LinksNone
  | f_sexual_orientation => Treat ShowsNone LinksNone
  | f_gender_reassignment => Treat ShowsNone LinksNone
  | f_political_opinion => Treat ShowsNone LinksNone
  | f_trade_union => Treat ShowsNone LinksNone
  | f_genetic_data => Treat ShowsNone LinksNone
  | f_pnc_result => Treat ShowsNone LinksNone
  | f_convictions => Treat ShowsNone LinksNone
  | f_cautions => Treat ShowsNone LinksNone
  | f_dbs_content => Treat ShowsNone LinksNone
  | f_misconduct => Treat ShowsNone LinksNone
  | f_complaints => Treat ShowsNone LinksNone
  | f_psd_intelligence => Treat ShowsNone LinksNone
  | f_restriction => Treat ShowsNone LinksNone
  | f_barred_list => Treat ShowsNone LinksNone
  | f_upp => Treat ShowsNone LinksNone
  | f_drug_test => Treat ShowsNone LinksNone
  | f_notifiable_association => Treat ShowsNone LinksNone
  | f_vetting_level => Treat ShowsNone LinksNone
  | f_vetting_granted => Treat ShowsNone LinksNone
  | f_vetting_expires => Treat ShowsNone LinksNone
  | f_vetting_reference => Treat ShowsNone LinksNone
  | f_vetting_aftercare => Treat ShowsNone LinksNone
  | f_vetting_conditions => Treat ShowsNone LinksNone
  | f_vetting_refusal => Treat ShowsNone LinksNone
  | f_vetting_finance => Treat ShowsNone LinksNone
  | f_vetting_family => Treat ShowsNone LinksNone
  | f_face_template => Treat ShowsNone LinksNone
  | f_fingerprints => Treat ShowsNone LinksNone
  | f_dna => Treat ShowsNone LinksNone
  | f_voice_print => Treat ShowsNone LinksNone
  | f_iris => Treat ShowsNone LinksNone
  | f_signature_dynamics => Treat ShowsNone LinksNone
  | f_gait => Treat ShowsNone LinksNone
  | f_northern_ireland => Treat ShowsNone LinksNone
  | f_alias => Treat ShowsNone LinksNone
  | f_undercover_accreditation => Treat ShowsNone LinksNone
  | f_counter_terrorism => Treat ShowsNone LinksNone
  | f_surveillance => Treat ShowsNone LinksNone
  | f_chis_handling => Treat ShowsNone LinksNone
  | f_firearms => Treat ShowsNone LinksNone
  | f_taser => Treat ShowsNone LinksNone
  | f_public_order => Treat ShowsNone LinksNone
  | f_armoury_access => Treat ShowsNone LinksNone
  | f_skills => Treat ShowsNone LinksNone
  | f_home_security => Treat ShowsNone LinksNone
  | f_protection_weapon => Treat ShowsNone LinksNone
  | f_personal_vehicle => Treat ShowsNone LinksNone
  | f_key_holding => Treat ShowsNone LinksNone
  | f_deployment_history => Treat ShowsNone LinksNone
  | f_home_working => Treat ShowsNone LinksNone
  | f_notes => Treat ShowsNone LinksNone
  | f_attachments => Treat ShowsNone LinksNone
  | f_hr_case_refs => Treat ShowsNone LinksNone
  | f_record_ref => Treat ShowsNone LinksNone
  | f_print_name => Treat ShowsNone LinksNone
  | f_photo_pixels => Treat ShowsNone LinksNone
  end.

Definition floor_order (f : field) : treatment :=
  match f with
  | f_record_id => Treat ShowsNone LinksRecipient
  | f_given_names => Treat ShowsNone LinksNone
  | f_middle_names => Treat ShowsNone LinksNone
  | f_family_name => Treat ShowsNone LinksNone
  | f_known_as => Treat ShowsNone LinksNone
  | f_warrant_number => Treat ShowsNone LinksNone
  | f_collar_number => Treat ShowsNone LinksNone
  | f_staff_number => Treat ShowsNone LinksRecipient
  | f_esr_employee_no => Treat ShowsNone LinksRecipient
  | f_organisation => Treat ShowsAll LinksAll
  | f_category => Treat ShowsAll LinksAll
  | f_rank => Treat ShowsNone LinksNone
  | f_job_title => Treat ShowsNone LinksNone
  | f_department => Treat ShowsNone LinksNone
  | f_card_design => Treat ShowsAll LinksAll
  | f_card_serial => Treat ShowsAll LinksAll
  | f_expiry_date => Treat ShowsPart LinksNone
  | f_issue_number => Treat ShowsAll LinksAll
  | f_credential_no => Treat ShowsAll LinksAll
  | f_facility_code => Treat ShowsAll LinksAll
  | f_barcode_value => Treat ShowsNone LinksRecipient
  | f_qr_value => Treat ShowsNone LinksRecipient
  | f_photo_original => Treat ShowsNone LinksNone
  | f_covert => Treat ShowsNone LinksNone
  | f_protected_identity => Treat ShowsNone LinksNone
  | f_close_protection => Treat ShowsNone LinksNone
  | f_under_threat => Treat ShowsNone LinksNone
  | f_minor => Treat ShowsNone LinksNone
  | f_honorific => Treat ShowsNone LinksNone
  | f_post_nominals => Treat ShowsNone LinksNone
  | f_previous_names => Treat ShowsNone LinksNone
  | f_birth_name => Treat ShowsNone LinksNone
  | f_sex => Treat ShowsNone LinksNone
  | f_gender_marker => Treat ShowsNone LinksNone
  | f_pronouns => Treat ShowsNone LinksNone
  | f_date_of_birth => Treat ShowsNone LinksNone
  | f_place_of_birth => Treat ShowsNone LinksNone
  | f_country_of_birth => Treat ShowsNone LinksNone
  | f_nationality => Treat ShowsNone LinksNone
  | f_photo_metadata => Treat ShowsNone LinksNone
  | f_signature_image => Treat ShowsNone LinksNone
  | f_physical_description => Treat ShowsNone LinksNone
  | f_age => Treat ShowsNone LinksNone
  | f_age_band => Treat ShowsNone LinksNone
  | f_pay_number => Treat ShowsNone LinksNone
  | f_nhs_smartcard_uuid => Treat ShowsNone LinksNone
  | f_professional_reg_no => Treat ShowsNone LinksNone
  | f_pension_no => Treat ShowsNone LinksNone
  | f_federation_no => Treat ShowsNone LinksNone
  | f_union_no => Treat ShowsNone LinksNone
  | f_username => Treat ShowsNone LinksNone
  | f_ad_sid => Treat ShowsNone LinksNone
  | f_upn => Treat ShowsNone LinksNone
  | f_radio_issi => Treat ShowsNone LinksNone
  | f_call_sign => Treat ShowsNone LinksNone
  | f_pnc_user_id => Treat ShowsNone LinksNone
  | f_rms_user_id => Treat ShowsNone LinksNone
  | f_rank_prefix => Treat ShowsNone LinksNone
  | f_unit => Treat ShowsNone LinksNone
  | f_team => Treat ShowsNone LinksNone
  | f_station => Treat ShowsNone LinksNone
  | f_bcu => Treat ShowsNone LinksNone
  | f_borough => Treat ShowsNone LinksNone
  | f_work_location => Treat ShowsNone LinksNone
  | f_line_manager => Treat ShowsNone LinksNone
  | f_cost_centre => Treat ShowsNone LinksNone
  | f_position_id => Treat ShowsNone LinksNone
  | f_grade => Treat ShowsNone LinksNone
  | f_pay_band => Treat ShowsNone LinksNone
  | f_contract_type => Treat ShowsNone LinksNone
  | f_fte => Treat ShowsNone LinksNone
  | f_hours => Treat ShowsNone LinksNone
  | f_working_pattern => Treat ShowsNone LinksNone
  | f_hire_date => Treat ShowsNone LinksNone
  | f_attestation_date => Treat ShowsNone LinksNone
  | f_length_of_service => Treat ShowsNone LinksNone
  | f_end_date => Treat ShowsNone LinksNone
  | f_leaving_reason => Treat ShowsNone LinksNone
  | f_retirement_date => Treat ShowsNone LinksNone
  | f_duty_status => Treat ShowsNone LinksNone
  | f_roster => Treat ShowsNone LinksNone
  | f_shift => Treat ShowsNone LinksNone
  | f_leave => Treat ShowsNone LinksNone
  | f_languages => Treat ShowsNone LinksNone
  | f_welsh_speaker => Treat ShowsNone LinksNone
  | f_issue_date => Treat ShowsNone LinksNone
  | f_previous_serial => Treat ShowsNone LinksNone
  | f_revocation_reason => Treat ShowsNone LinksNone
  | f_chip_uid => Treat ShowsNone LinksNone
  | f_mag_tracks => Treat ShowsNone LinksNone
  | f_access_groups => Treat ShowsNone LinksNone
  | f_zones => Treat ShowsNone LinksNone
  | f_alarm_rights => Treat ShowsNone LinksNone
  | f_encoding_keys => Treat ShowsNone LinksNone
  | f_pin => Treat ShowsNone LinksNone
  | f_puk => Treat ShowsNone LinksNone
  | f_cert_private_key => Treat ShowsNone LinksNone
  | f_cert_subject => Treat ShowsNone LinksNone
  | f_rfc822_name => Treat ShowsNone LinksNone
  | f_endorsement => Treat ShowsNone LinksNone
  | f_delivery_site_code => Treat ShowsNone LinksNone
  | f_work_email => Treat ShowsNone LinksNone
  | f_work_phone => Treat ShowsNone LinksNone
  | f_work_mobile => Treat ShowsNone LinksNone
  | f_personal_phone => Treat ShowsNone LinksNone
  | f_personal_email => Treat ShowsNone LinksNone
  | f_social_handles => Treat ShowsNone LinksNone
  | f_home_address => Treat ShowsNone LinksNone
  | f_uprn => Treat ShowsNone LinksNone
  | f_geo => Treat ShowsNone LinksNone
  | f_what3words => Treat ShowsNone LinksNone
  | f_home_postcode => Treat ShowsNone LinksNone
  | f_marital_status => Treat ShowsNone LinksNone
  | f_spouse => Treat ShowsNone LinksNone
  | f_civil_partner => Treat ShowsNone LinksNone
  | f_children => Treat ShowsNone LinksNone
  | f_dependants => Treat ShowsNone LinksNone
  | f_next_of_kin => Treat ShowsNone LinksNone
  | f_emergency_contact => Treat ShowsNone LinksNone
  | f_beneficiaries => Treat ShowsNone LinksNone
  | f_tax_code => Treat ShowsNone LinksNone
  | f_student_loan => Treat ShowsNone LinksNone
  | f_pension_scheme => Treat ShowsNone LinksNone
  | f_attachment_of_earnings => Treat ShowsNone LinksNone
  | f_credit_check => Treat ShowsNone LinksNone
  | f_business_interests => Treat ShowsNone LinksNone
  | f_sort_code => Treat ShowsNone LinksNone
  | f_account_no => Treat ShowsNone LinksNone
  | f_iban => Treat ShowsNone LinksNone
  | f_bic => Treat ShowsNone LinksNone
  | f_salary => Treat ShowsNone LinksNone
  | f_allowances => Treat ShowsNone LinksNone
  | f_overtime => Treat ShowsNone LinksNone
  | f_nino => Treat ShowsNone LinksNone
  | f_trn => Treat ShowsNone LinksNone
  | f_passport_no => Treat ShowsNone LinksNone
  | f_driving_licence_no => Treat ShowsNone LinksNone
  | f_visa => Treat ShowsNone LinksNone
  | f_brp => Treat ShowsNone LinksNone
  | f_share_code => Treat ShowsNone LinksNone
  | f_right_to_work => Treat ShowsNone LinksNone
  | f_nhs_number => Treat ShowsNone LinksNone
  | f_dbs_certificate_no => Treat ShowsNone LinksNone
  | f_sickness_absence => Treat ShowsNone LinksNone
  | f_disability => Treat ShowsNone LinksNone
  | f_reasonable_adjustments => Treat ShowsNone LinksNone
  | f_occupational_health => Treat ShowsNone LinksNone
  | f_blood_group => Treat ShowsNone LinksNone
  | f_allergies => Treat ShowsNone LinksNone
  | f_vaccination => Treat ShowsNone LinksNone
  | f_fitness_test => Treat ShowsNone LinksNone
  | f_pregnancy => Treat ShowsNone LinksNone
  | f_psychological_screening => Treat ShowsNone LinksNone
  | f_injury_on_duty => Treat ShowsNone LinksNone
  | f_organ_donor => Treat ShowsNone LinksNone
  | f_ethnicity => Treat ShowsNone LinksNone
  | f_religion => Treat ShowsNone LinksNone
  | f_community_background => Treat ShowsNone LinksNone
  | f_sexual_orientation => Treat ShowsNone LinksNone
  | f_gender_reassignment => Treat ShowsNone LinksNone
  | f_political_opinion => Treat ShowsNone LinksNone
  | f_trade_union => Treat ShowsNone LinksNone
  | f_genetic_data => Treat ShowsNone LinksNone
  | f_pnc_result => Treat ShowsNone LinksNone
  | f_convictions => Treat ShowsNone LinksNone
  | f_cautions => Treat ShowsNone LinksNone
  | f_dbs_content => Treat ShowsNone LinksNone
  | f_misconduct => Treat ShowsNone LinksNone
  | f_complaints => Treat ShowsNone LinksNone
  | f_psd_intelligence => Treat ShowsNone LinksNone
  | f_restriction => Treat ShowsNone LinksNone
  | f_barred_list => Treat ShowsNone LinksNone
  | f_upp => Treat ShowsNone LinksNone
  | f_drug_test => Treat ShowsNone LinksNone
  | f_notifiable_association => Treat ShowsNone LinksNone
  | f_vetting_level => Treat ShowsNone LinksNone
  | f_vetting_granted => Treat ShowsNone LinksNone
  | f_vetting_expires => Treat ShowsNone LinksNone
  | f_vetting_reference => Treat ShowsNone LinksNone
  | f_vetting_aftercare => Treat ShowsNone LinksNone
  | f_vetting_conditions => Treat ShowsNone LinksNone
  | f_vetting_refusal => Treat ShowsNone LinksNone
  | f_vetting_finance => Treat ShowsNone LinksNone
  | f_vetting_family => Treat ShowsNone LinksNone
  | f_face_template => Treat ShowsNone LinksNone
  | f_fingerprints => Treat ShowsNone LinksNone
  | f_dna => Treat ShowsNone LinksNone
  | f_voice_print => Treat ShowsNone LinksNone
  | f_iris => Treat ShowsNone LinksNone
  | f_signature_dynamics => Treat ShowsNone LinksNone
  | f_gait => Treat ShowsNone LinksNone
  | f_northern_ireland => Treat ShowsNone LinksNone
  | f_alias => Treat ShowsNone LinksNone
  | f_undercover_accreditation => Treat ShowsNone LinksNone
  | f_counter_terrorism => Treat ShowsNone LinksNone
  | f_surveillance => Treat ShowsNone LinksNone
  | f_chis_handling => Treat ShowsNone LinksNone
  | f_firearms => Treat ShowsNone LinksNone
  | f_taser => Treat ShowsNone LinksNone
  | f_public_order => Treat ShowsNone LinksNone
  | f_armoury_access => Treat ShowsNone LinksNone
  | f_skills => Treat ShowsNone LinksNone
  | f_home_security => Treat ShowsNone LinksNone
  | f_protection_weapon => Treat ShowsNone LinksNone
  | f_personal_vehicle => Treat ShowsNone LinksNone
  | f_key_holding => Treat ShowsNone LinksNone
  | f_deployment_history => Treat ShowsNone LinksNone
  | f_home_working => Treat ShowsNone LinksNone
  | f_notes => Treat ShowsNone LinksNone
  | f_attachments => Treat ShowsNone LinksNone
  | f_hr_case_refs => Treat ShowsNone LinksNone
  | f_record_ref => Treat ShowsNone LinksNone
  | f_print_name => Treat ShowsNone LinksNone
  | f_photo_pixels => Treat ShowsNone LinksNone
  end.

Definition floor_encoded (f : field) : treatment :=
  match f with
  | f_record_id => Treat ShowsNone LinksRecipient
  | f_given_names => Treat ShowsNone LinksNone
  | f_middle_names => Treat ShowsNone LinksNone
  | f_family_name => Treat ShowsNone LinksNone
  | f_known_as => Treat ShowsNone LinksNone
  | f_warrant_number => Treat ShowsNone LinksNone
  | f_collar_number => Treat ShowsNone LinksNone
  | f_staff_number => Treat ShowsNone LinksRecipient
  | f_esr_employee_no => Treat ShowsNone LinksRecipient
  | f_organisation => Treat ShowsNone LinksNone
  | f_category => Treat ShowsNone LinksNone
  | f_rank => Treat ShowsNone LinksNone
  | f_job_title => Treat ShowsNone LinksNone
  | f_department => Treat ShowsNone LinksNone
  | f_card_design => Treat ShowsAll LinksAll
  | f_card_serial => Treat ShowsAll LinksAll
  | f_expiry_date => Treat ShowsPart LinksNone
  | f_issue_number => Treat ShowsAll LinksAll
  | f_credential_no => Treat ShowsAll LinksAll
  | f_facility_code => Treat ShowsAll LinksAll
  | f_barcode_value => Treat ShowsNone LinksRecipient
  | f_qr_value => Treat ShowsNone LinksRecipient
  | f_photo_original => Treat ShowsNone LinksNone
  | f_covert => Treat ShowsNone LinksNone
  | f_protected_identity => Treat ShowsNone LinksNone
  | f_close_protection => Treat ShowsNone LinksNone
  | f_under_threat => Treat ShowsNone LinksNone
  | f_minor => Treat ShowsNone LinksNone
  | f_honorific => Treat ShowsNone LinksNone
  | f_post_nominals => Treat ShowsNone LinksNone
  | f_previous_names => Treat ShowsNone LinksNone
  | f_birth_name => Treat ShowsNone LinksNone
  | f_sex => Treat ShowsNone LinksNone
  | f_gender_marker => Treat ShowsNone LinksNone
  | f_pronouns => Treat ShowsNone LinksNone
  | f_date_of_birth => Treat ShowsNone LinksNone
  | f_place_of_birth => Treat ShowsNone LinksNone
  | f_country_of_birth => Treat ShowsNone LinksNone
  | f_nationality => Treat ShowsNone LinksNone
  | f_photo_metadata => Treat ShowsNone LinksNone
  | f_signature_image => Treat ShowsNone LinksNone
  | f_physical_description => Treat ShowsNone LinksNone
  | f_age => Treat ShowsNone LinksNone
  | f_age_band => Treat ShowsNone LinksNone
  | f_pay_number => Treat ShowsNone LinksNone
  | f_nhs_smartcard_uuid => Treat ShowsNone LinksNone
  | f_professional_reg_no => Treat ShowsNone LinksNone
  | f_pension_no => Treat ShowsNone LinksNone
  | f_federation_no => Treat ShowsNone LinksNone
  | f_union_no => Treat ShowsNone LinksNone
  | f_username => Treat ShowsNone LinksNone
  | f_ad_sid => Treat ShowsNone LinksNone
  | f_upn => Treat ShowsNone LinksNone
  | f_radio_issi => Treat ShowsNone LinksNone
  | f_call_sign => Treat ShowsNone LinksNone
  | f_pnc_user_id => Treat ShowsNone LinksNone
  | f_rms_user_id => Treat ShowsNone LinksNone
  | f_rank_prefix => Treat ShowsNone LinksNone
  | f_unit => Treat ShowsNone LinksNone
  | f_team => Treat ShowsNone LinksNone
  | f_station => Treat ShowsNone LinksNone
  | f_bcu => Treat ShowsNone LinksNone
  | f_borough => Treat ShowsNone LinksNone
  | f_work_location => Treat ShowsNone LinksNone
  | f_line_manager => Treat ShowsNone LinksNone
  | f_cost_centre => Treat ShowsNone LinksNone
  | f_position_id => Treat ShowsNone LinksNone
  | f_grade => Treat ShowsNone LinksNone
  | f_pay_band => Treat ShowsNone LinksNone
  | f_contract_type => Treat ShowsNone LinksNone
  | f_fte => Treat ShowsNone LinksNone
  | f_hours => Treat ShowsNone LinksNone
  | f_working_pattern => Treat ShowsNone LinksNone
  | f_hire_date => Treat ShowsNone LinksNone
  | f_attestation_date => Treat ShowsNone LinksNone
  | f_length_of_service => Treat ShowsNone LinksNone
  | f_end_date => Treat ShowsNone LinksNone
  | f_leaving_reason => Treat ShowsNone LinksNone
  | f_retirement_date => Treat ShowsNone LinksNone
  | f_duty_status => Treat ShowsNone LinksNone
  | f_roster => Treat ShowsNone LinksNone
  | f_shift => Treat ShowsNone LinksNone
  | f_leave => Treat ShowsNone LinksNone
  | f_languages => Treat ShowsNone LinksNone
  | f_welsh_speaker => Treat ShowsNone LinksNone
  | f_issue_date => Treat ShowsNone LinksNone
  | f_previous_serial => Treat ShowsNone LinksNone
  | f_revocation_reason => Treat ShowsNone LinksNone
  | f_chip_uid => Treat ShowsNone LinksNone
  | f_mag_tracks => Treat ShowsNone LinksNone
  | f_access_groups => Treat ShowsNone LinksNone
  | f_zones => Treat ShowsNone LinksNone
  | f_alarm_rights => Treat ShowsNone LinksNone
  | f_encoding_keys => Treat ShowsNone LinksNone
  | f_pin => Treat ShowsNone LinksNone
  | f_puk => Treat ShowsNone LinksNone
  | f_cert_private_key => Treat ShowsNone LinksNone
  | f_cert_subject => Treat ShowsNone LinksNone
  | f_rfc822_name => Treat ShowsNone LinksNone
  | f_endorsement => Treat ShowsNone LinksNone
  | f_delivery_site_code => Treat ShowsNone LinksNone
  | f_work_email => Treat ShowsNone LinksNone
  | f_work_phone => Treat ShowsNone LinksNone
  | f_work_mobile => Treat ShowsNone LinksNone
  | f_personal_phone => Treat ShowsNone LinksNone
  | f_personal_email => Treat ShowsNone LinksNone
  | f_social_handles => Treat ShowsNone LinksNone
  | f_home_address => Treat ShowsNone LinksNone
  | f_uprn => Treat ShowsNone LinksNone
  | f_geo => Treat ShowsNone LinksNone
  | f_what3words => Treat ShowsNone LinksNone
  | f_home_postcode => Treat ShowsNone LinksNone
  | f_marital_status => Treat ShowsNone LinksNone
  | f_spouse => Treat ShowsNone LinksNone
  | f_civil_partner => Treat ShowsNone LinksNone
  | f_children => Treat ShowsNone LinksNone
  | f_dependants => Treat ShowsNone LinksNone
  | f_next_of_kin => Treat ShowsNone LinksNone
  | f_emergency_contact => Treat ShowsNone LinksNone
  | f_beneficiaries => Treat ShowsNone LinksNone
  | f_tax_code => Treat ShowsNone LinksNone
  | f_student_loan => Treat ShowsNone LinksNone
  | f_pension_scheme => Treat ShowsNone LinksNone
  | f_attachment_of_earnings => Treat ShowsNone LinksNone
  | f_credit_check => Treat ShowsNone LinksNone
  | f_business_interests => Treat ShowsNone LinksNone
  | f_sort_code => Treat ShowsNone LinksNone
  | f_account_no => Treat ShowsNone LinksNone
  | f_iban => Treat ShowsNone LinksNone
  | f_bic => Treat ShowsNone LinksNone
  | f_salary => Treat ShowsNone LinksNone
  | f_allowances => Treat ShowsNone LinksNone
  | f_overtime => Treat ShowsNone LinksNone
  | f_nino => Treat ShowsNone LinksNone
  | f_trn => Treat ShowsNone LinksNone
  | f_passport_no => Treat ShowsNone LinksNone
  | f_driving_licence_no => Treat ShowsNone LinksNone
  | f_visa => Treat ShowsNone LinksNone
  | f_brp => Treat ShowsNone LinksNone
  | f_share_code => Treat ShowsNone LinksNone
  | f_right_to_work => Treat ShowsNone LinksNone
  | f_nhs_number => Treat ShowsNone LinksNone
  | f_dbs_certificate_no => Treat ShowsNone LinksNone
  | f_sickness_absence => Treat ShowsNone LinksNone
  | f_disability => Treat ShowsNone LinksNone
  | f_reasonable_adjustments => Treat ShowsNone LinksNone
  | f_occupational_health => Treat ShowsNone LinksNone
  | f_blood_group => Treat ShowsNone LinksNone
  | f_allergies => Treat ShowsNone LinksNone
  | f_vaccination => Treat ShowsNone LinksNone
  | f_fitness_test => Treat ShowsNone LinksNone
  | f_pregnancy => Treat ShowsNone LinksNone
  | f_psychological_screening => Treat ShowsNone LinksNone
  | f_injury_on_duty => Treat ShowsNone LinksNone
  | f_organ_donor => Treat ShowsNone LinksNone
  | f_ethnicity => Treat ShowsNone LinksNone
  | f_religion => Treat ShowsNone LinksNone
  | f_community_background => Treat ShowsNone LinksNone
  | f_sexual_orientation => Treat ShowsNone LinksNone
  | f_gender_reassignment => Treat ShowsNone LinksNone
  | f_political_opinion => Treat ShowsNone LinksNone
  | f_trade_union => Treat ShowsNone LinksNone
  | f_genetic_data => Treat ShowsNone LinksNone
  | f_pnc_result => Treat ShowsNone LinksNone
  | f_convictions => Treat ShowsNone LinksNone
  | f_cautions => Treat ShowsNone LinksNone
  | f_dbs_content => Treat ShowsNone LinksNone
  | f_misconduct => Treat ShowsNone LinksNone
  | f_complaints => Treat ShowsNone LinksNone
  | f_psd_intelligence => Treat ShowsNone LinksNone
  | f_restriction => Treat ShowsNone LinksNone
  | f_barred_list => Treat ShowsNone LinksNone
  | f_upp => Treat ShowsNone LinksNone
  | f_drug_test => Treat ShowsNone LinksNone
  | f_notifiable_association => Treat ShowsNone LinksNone
  | f_vetting_level => Treat ShowsNone LinksNone
  | f_vetting_granted => Treat ShowsNone LinksNone
  | f_vetting_expires => Treat ShowsNone LinksNone
  | f_vetting_reference => Treat ShowsNone LinksNone
  | f_vetting_aftercare => Treat ShowsNone LinksNone
  | f_vetting_conditions => Treat ShowsNone LinksNone
  | f_vetting_refusal => Treat ShowsNone LinksNone
  | f_vetting_finance => Treat ShowsNone LinksNone
  | f_vetting_family => Treat ShowsNone LinksNone
  | f_face_template => Treat ShowsNone LinksNone
  | f_fingerprints => Treat ShowsNone LinksNone
  | f_dna => Treat ShowsNone LinksNone
  | f_voice_print => Treat ShowsNone LinksNone
  | f_iris => Treat ShowsNone LinksNone
  | f_signature_dynamics => Treat ShowsNone LinksNone
  | f_gait => Treat ShowsNone LinksNone
  | f_northern_ireland => Treat ShowsNone LinksNone
  | f_alias => Treat ShowsNone LinksNone
  | f_undercover_accreditation => Treat ShowsNone LinksNone
  | f_counter_terrorism => Treat ShowsNone LinksNone
  | f_surveillance => Treat ShowsNone LinksNone
  | f_chis_handling => Treat ShowsNone LinksNone
  | f_firearms => Treat ShowsNone LinksNone
  | f_taser => Treat ShowsNone LinksNone
  | f_public_order => Treat ShowsNone LinksNone
  | f_armoury_access => Treat ShowsNone LinksNone
  | f_skills => Treat ShowsNone LinksNone
  | f_home_security => Treat ShowsNone LinksNone
  | f_protection_weapon => Treat ShowsNone LinksNone
  | f_personal_vehicle => Treat ShowsNone LinksNone
  | f_key_holding => Treat ShowsNone LinksNone
  | f_deployment_history => Treat ShowsNone LinksNone
  | f_home_working => Treat ShowsNone LinksNone
  | f_notes => Treat ShowsNone LinksNone
  | f_attachments => Treat ShowsNone LinksNone
  | f_hr_case_refs => Treat ShowsNone LinksNone
  | f_record_ref => Treat ShowsNone LinksNone
  | f_print_name => Treat ShowsNone LinksNone
  | f_photo_pixels => Treat ShowsNone LinksNone
  end.
