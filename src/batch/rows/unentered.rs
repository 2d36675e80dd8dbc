//! A ledger that a profile demands is demanded in a build that knows none, too.

use crate::batch::{Form, Limits, Rows};
use crate::code::Code;
use crate::field::Readable;
use crate::minimise::{FlagSources, Minimiser};
use crate::profile::Profile;
use crate::pseudonym::PseudonymisationSecret;
use crate::record::{Reading, Record};

struct Person;

impl Record for Person {
    fn read(&self, field: Readable) -> Reading<'_> {
        match field {
            Readable::RecordId => Reading::Text("E-1"),
            Readable::FamilyName => Reading::Text("Smith"),
            _ => Reading::Text("no"),
        }
    }
}

#[test]
fn in_a_build_without_ledgers_no_row_goes_under_a_profile_that_demands_one() {
    for (demand, expected) in [
        ("ledger = \"required\"\n", Some(Code::LedgerRequired)),
        ("", None),
    ] {
        let source = format!(
            "format = 1\nname = \"t\"\ncontroller = \"Example Constabulary\"\n\
             recipient = \"Example Card Bureau\"\npurpose = \"Print cards\"\ndelete_after_days = 30\n\
             {demand}[[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
             parts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }}]\n\
             [[column]]\nheader = \"name\"\nplace = \"front\"\n\
             parts = [{{ field = \"family_name\", treatment = \"keep\" }}]\n"
        );
        let profile: Profile = source.parse().unwrap();
        let secret: PseudonymisationSecret = format!("e1 {}", "5a".repeat(32)).parse().unwrap();
        let batch = "7d1c2f6a9b3e4c50".parse().unwrap();
        let flags = FlagSources::from_records();
        let minimiser = Minimiser::new(&profile, &secret, batch, &flags).unwrap();
        let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
        rows.add(&Person).unwrap();
        let code = rows.finish().err().map(|refusal| refusal.refused().code());
        assert_eq!(code, expected);
    }
}
