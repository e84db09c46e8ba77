//! Tests of the state of a draft, derived from the records on the machine.

use super::*;
use crate::{domain::Account, text::Secret};
use rstest::rstest;

const BASE: &str = "api.cloud-elements.com";

fn profile(name: &str, base: &str) -> Profile {
    let base = BaseUrl::read(base).expect("a base");
    Profile { name: ProfileName::new(name), account: Account::new(base, Secret::new("u"), Secret::new("o")) }
}

fn draft(number: u32, name: &str) -> SavedDraft {
    let form = serde_json::from_value(serde_json::json!({ "element": "xero", "name": name })).expect("a form");
    let owner = Some(DraftOwner::from_profile(&profile("work", BASE)));
    SavedDraft { id: DraftId::from_number(number), owner, saved: Timestamp(1000), forgotten: None, form }
}

fn entry(draft: Option<u32>, name: &str) -> JournalEntry {
    JournalEntry {
        id: JournalId::from_bytes([9; 4]),
        base: BaseUrl::read(BASE).expect("a base"),
        element: ElementKey::new("xero"),
        name: name.into(),
        tags: Vec::new(),
        body: String::new(),
        started: Timestamp(1000),
        draft: draft.map(DraftId::from_number),
        profile: None,
    }
}

fn made_instance(draft: Option<u32>, name: &str, kept: u64) -> MadeInstance {
    MadeInstance {
        id: "471004".into(),
        base: BaseUrl::read(BASE).expect("a base").as_str().to_owned(),
        element: ElementKey::new("xero"),
        name: name.into(),
        draft: draft.map(DraftId::from_number),
        kept: Timestamp(kept),
    }
}

#[rstest]
#[case::nothing_known(Ledger::default(), DraftState::Unsent)]
#[case::its_request_is_open(Ledger { open: vec![entry(Some(1), "dup1")], ..Ledger::default() }, DraftState::Open(Box::new(entry(Some(1), "dup1"))))]
#[case::its_request_is_open_though_renamed(Ledger { open: vec![entry(Some(1), "dup0")], ..Ledger::default() }, DraftState::Open(Box::new(entry(Some(1), "dup0"))))]
#[case::request_of_another_form(Ledger { open: vec![entry(Some(2), "dup1")], ..Ledger::default() }, DraftState::Unsent)]
#[case::request_of_an_older_elemint(Ledger { open: vec![entry(None, " dup1 ")], ..Ledger::default() }, DraftState::Open(Box::new(entry(None, " dup1 "))))]
#[case::older_request_of_another_name(Ledger { open: vec![entry(None, "dup2")], ..Ledger::default() }, DraftState::Unsent)]
#[case::held(Ledger { held: vec![(entry(Some(1), "dup1"), Some(7))], ..Ledger::default() }, DraftState::Held(Some(7)))]
#[case::made_from_it(Ledger { made: vec![made_instance(Some(1), "other", 0)], ..Ledger::default() }, DraftState::Made("471004".into()))]
#[case::made_by_an_older_elemint(Ledger { made: vec![made_instance(None, "dup1", 1000)], ..Ledger::default() }, DraftState::Made("471004".into()))]
#[case::made_before_it_was_typed(Ledger { made: vec![made_instance(None, "dup1", 999)], ..Ledger::default() }, DraftState::Unsent)]
#[case::made_from_another_form_of_the_name(Ledger { made: vec![made_instance(Some(2), "dup1", 2000)], ..Ledger::default() }, DraftState::Made("471004".into()))]
#[case::another_case_is_another_name(Ledger { made: vec![made_instance(None, "DUP1", 2000)], ..Ledger::default() }, DraftState::Unsent)]
#[case::made_counts_before_open(Ledger { made: vec![made_instance(Some(1), "dup1", 0)], open: vec![entry(Some(1), "dup1")], held: Vec::new() }, DraftState::Made("471004".into()))]
fn draft_state_follows_from_requests_and_instances(#[case] ledger: Ledger, #[case] state: DraftState) {
    assert_eq!(ledger.state(&draft(1, "dup1")), state);
}

#[test]
fn draft_with_forgotten_request_has_state_forgotten() {
    let draft = SavedDraft { forgotten: Some(Timestamp(7)), ..draft(1, "dup1") };
    assert_eq!(Ledger::default().state(&draft), DraftState::Forgotten(Timestamp(7)));
}

#[test]
fn draft_without_name_is_matched_by_id_only() {
    let ledger = Ledger { made: vec![made_instance(None, "", 2000)], open: vec![entry(None, "")], held: Vec::new() };
    assert_eq!(ledger.state(&draft(1, "")), DraftState::Unsent);
}

#[test]
fn instance_on_another_platform_does_not_change_the_state() {
    let other_platform =
        MadeInstance { base: "https://api.x.example/elements/api-v2".into(), ..made_instance(None, "dup1", 2000) };
    let ledger = Ledger { made: vec![other_platform], ..Ledger::default() };
    assert_eq!(ledger.state(&draft(1, "dup1")), DraftState::Unsent);
}

#[rstest]
#[case::same_profile("work", BASE, &[], true)]
#[case::other_profile_there("home", BASE, &[("work", BASE)], false)]
#[case::profile_removed_or_renamed("home", BASE, &[("home", BASE)], true)]
#[case::other_platform("home", "api.cloud-elements.co.uk", &[("work", BASE)], false)]
#[case::other_platform_and_profile_gone("home", "api.cloud-elements.co.uk", &[], false)]
#[case::same_name_on_another_platform("work", "api.cloud-elements.co.uk", &[("work", "api.cloud-elements.co.uk")], false)]
#[case::practice("practice", "127.0.0.1:4711", &[], false)]
#[case::profile_moved_away("home", BASE, &[("work", "api.cloud-elements.co.uk")], true)]
fn draft_is_offered_to_its_profile_and_platform(
    #[case] name: &str,
    #[case] base: &str,
    #[case] known: &[(&str, &str)],
    #[case] offered: bool,
) {
    let known: Vec<Profile> = known.iter().map(|(name, base)| profile(name, base)).collect();
    assert_eq!(draft(1, "dup1").is_for(&profile(name, base), &known), offered);
}

#[test]
fn draft_without_owner_is_offered_to_every_profile() {
    let draft = SavedDraft { owner: None, ..draft(1, "dup1") };
    assert!(draft.is_for(&profile("any", "api.cloud-elements.co.uk"), &[]));
}

#[test]
fn draft_typed_in_a_sandbox_is_offered_in_the_next() {
    let owner = DraftOwner::from_profile(&profile("practice", "127.0.0.1:4711"));
    let draft = SavedDraft { owner: Some(owner), ..draft(1, "dup1") };
    assert!(draft.is_for(&profile("practice", "127.0.0.1:4712"), &[profile("work", BASE)]));
    assert!(!draft.is_for(&profile("work", BASE), &[]));
}

#[test]
fn printed_id_is_parsed() {
    let id = DraftId::from_number(u32::MAX);
    assert_eq!(DraftId::read(&id.to_string()), Some(id.clone()));
    assert_eq!(id.next(), DraftId::from_number(0));
}
