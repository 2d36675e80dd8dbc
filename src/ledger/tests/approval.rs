use super::*;
use crate::batch::SigningKey;
use crate::ledger::trust::Role;

const AT: &str = "2026-01-02T09:00:00Z";

fn enter(desk: &Desk) -> Option<Code> {
    let mut ledger = desk.open();
    let file = FileDigest::of(b"x".as_slice()).unwrap();
    let outgoing = desk.outgoing("R", &[1], BatchId::random().unwrap());
    let dry = ledger.could_prepare(&desk.key, &outgoing, moment(AT));
    let entered = ledger.prepare(&desk.key, &outgoing, &file, moment(AT));
    assert_eq!(dry.is_ok(), entered.is_ok());
    entered.err().map(|error| error.code().unwrap())
}

#[test]
fn once_somebody_approves_nothing_goes_that_nobody_has_approved() {
    let desk = Desk::new();
    let approver = SigningKey::generate().unwrap();
    let other = SigningKey::generate().unwrap();
    let profile: Profile = PROFILE.parse().unwrap();
    let profile = profile.with_parties(None, Some("R")).unwrap();
    let later: Profile = PROFILE.replace("= 30", "= 31").parse().unwrap();
    let mut ledger = desk.open();
    let at = moment(AT);
    assert_eq!(enter(&desk), None);
    let mut approve = |by: &SigningKey, profile: &Profile| {
        let approved = ledger.approve(&desk.key, by, profile, None, at);
        approved.err().map(|error| error.code().unwrap())
    };
    assert_eq!(approve(&approver, &profile), Some(Code::NotTrusted));
    let mut trusting = desk.open();
    let mut trust = |role, signer: &SigningKey, counts| {
        let entered = trusting.trust(&desk.key, role, "DPO", signer.signer(), counts, at);
        entered.err().map(|error| error.code().unwrap())
    };
    // a bureau approves nothing
    assert_eq!(trust(Role::Bureau, &other, true), None);
    assert_eq!(enter(&desk), None);
    assert_eq!(trust(Role::Approver, &approver, true), None);
    assert_eq!(enter(&desk), Some(Code::NotApproved));
    assert_eq!(approve(&other, &profile), Some(Code::NotTrusted));
    assert_eq!(approve(&approver, &later), None);
    assert_eq!(enter(&desk), Some(Code::NotApproved));
    assert_eq!(approve(&approver, &profile), None);
    assert_eq!(enter(&desk), None);
    // another approver counts, and the first no more: his approvals count no more either
    assert_eq!(trust(Role::Approver, &other, true), None);
    assert_eq!(enter(&desk), None);
    assert_eq!(trust(Role::Approver, &approver, false), None);
    assert_eq!(enter(&desk), Some(Code::NotApproved));
    assert_eq!(
        trust(Role::Approver, &approver, false),
        Some(Code::NotTrusted)
    );
    assert_eq!(approve(&other, &profile), None);
    assert_eq!(enter(&desk), None);
    // with the last one the gate does not open
    assert_eq!(trust(Role::Approver, &other, false), None);
    assert_eq!(enter(&desk), Some(Code::NotApproved));
    assert_eq!(trust(Role::Approver, &other, true), None);
    assert_eq!(enter(&desk), None);
    let ledger = desk.open();
    ledger.verify(None).unwrap();
    let names = ledger.trusted(Role::Approver).unwrap();
    assert_eq!(
        names.iter().map(Trust::key).collect::<Vec<_>>(),
        [other.signer()]
    );
}

#[test]
fn a_forged_approval_is_found() {
    let desk = Desk::new();
    let approver = SigningKey::generate().unwrap();
    let mut ledger = desk.open();
    let at = moment(AT);
    ledger
        .trust(
            &desk.key,
            Role::Approver,
            "DPO",
            approver.signer(),
            true,
            at,
        )
        .unwrap();
    // by whoever has the ledger's key and not the approver's
    let append = ledger.append(&desk.key, at).unwrap();
    let forged = Approval {
        profile: [7; 32],
        map: None,
        signer: approver.signer().clone(),
        signature: "x".to_owned(),
    };
    append.enter(Event::Approval(forged), &[]).unwrap();
    let faults = desk.open().verify(None).unwrap_err();
    let found: Vec<_> = faults.iter().map(|one| (one.code(), one.entry())).collect();
    let expected = [Code::EntryMalformed, Code::DocumentChanged];
    assert_eq!(found, expected.map(|code| (Some(code), Some(3))));
}

#[test]
fn an_approval_that_its_approver_has_not_signed_lets_nothing_go() {
    let desk = Desk::new();
    let approver = SigningKey::generate().unwrap();
    let mut ledger = desk.open();
    let at = moment(AT);
    let signer = approver.signer().clone();
    ledger
        .trust(&desk.key, Role::Approver, "DPO", &signer, true, at)
        .unwrap();
    let profile: Profile = PROFILE.parse().unwrap();
    let profile = profile.with_parties(None, Some("R")).unwrap();
    ledger
        .approve(&desk.key, &approver, &profile, None, at)
        .unwrap();
    assert_eq!(enter(&desk), None);
    // the same in another ledger, by whoever has its key: a signature is for one ledger
    let approval = ledger
        .entries()
        .unwrap()
        .into_iter()
        .find_map(|entry| match entry.event() {
            Event::Approval(approval) => Some(approval.clone()),
            _ => None,
        });
    let other = Desk::new();
    let mut ledger = other.open();
    ledger
        .trust(&other.key, Role::Approver, "DPO", &signer, true, at)
        .unwrap();
    let append = ledger.append(&other.key, at).unwrap();
    append
        .enter(Event::Approval(approval.unwrap()), &[])
        .unwrap();
    assert_eq!(enter(&other), Some(Code::NotApproved));
}

#[test]
fn a_name_that_is_none_is_not_trusted() {
    let desk = Desk::new();
    let signer = SigningKey::generate().unwrap();
    for name in ["", "unnamed", "a\nb", "=1", &"x".repeat(81)] {
        let mut ledger = desk.open();
        let at = moment(AT);
        let refused = ledger.trust(&desk.key, Role::Bureau, name, signer.signer(), true, at);
        assert_eq!(refused.unwrap_err().code(), Some(Code::BadName), "{name:?}");
    }
}
