//! Unfinished forms on the disk: each in a file of its own, none lost to another.

use super::{home, instance, store};
use elemint::{
    catalog::ElementKey,
    domain::{
        Account, BaseUrl, DraftId, JournalEntry, JournalId, KeptDraft, Profile, ProfileName, SavedDraft, Timestamp,
        unfinished::{DraftOwner, DraftState, Settlement},
    },
    storage::{EntryHolder, Places, RequestBlocked, Store, TokenOrigin},
    text::Secret,
};
use rstest::rstest;
use std::{fs, path::PathBuf};
use tempfile::TempDir;

/// A form of this number.
pub fn saved(number: u32, element: &str, name: &str) -> SavedDraft {
    let form = KeptDraft { tags: "t".into(), ..form(element, name) };
    let owner = DraftOwner { profile: "work".into(), base: Some(base().as_str().into()) };
    let id = DraftId::from_number(number);
    SavedDraft { id, owner: Some(owner), saved: Timestamp(1_000_000 + u64::from(number)), forgotten: None, form }
}

/// The file of the form of this number.
pub fn file(home: &TempDir, number: u32) -> PathBuf {
    home.path().join(format!("state/elemint/drafts/{}.json", DraftId::from_number(number)))
}

fn form(element: &str, name: &str) -> KeptDraft {
    serde_json::from_value(serde_json::json!({ "element": element, "name": name })).expect("a form")
}

fn base() -> BaseUrl {
    BaseUrl::read("api.cloud-elements.com").expect("a base")
}

fn entry(draft: Option<u32>, name: &str) -> JournalEntry {
    JournalEntry {
        id: JournalId::from_bytes([9; 4]),
        base: base(),
        element: ElementKey::new("xero"),
        name: name.into(),
        tags: Vec::new(),
        body: "1".into(),
        started: Timestamp(1_000_500),
        draft: draft.map(DraftId::from_number),
        profile: None,
    }
}

/// The forms there are for a program that starts now, by name.
fn names(home: &TempDir) -> Vec<String> {
    store(home).drafts().into_iter().map(|draft| draft.form.name).collect()
}

fn states(home: &TempDir) -> Vec<DraftState> {
    let store = store(home);
    let drafts = store.drafts();
    let ledger = store.ledger(&drafts);
    drafts.iter().map(|draft| ledger.state(draft)).collect()
}

fn old_file(home: &TempDir) -> PathBuf {
    home.path().join("state/elemint/draft.json")
}

#[test]
fn a_form_comes_back_as_it_was_until_it_is_dropped() {
    let home = home();
    let one = saved(1, "xero", "ü");
    store(&home).keep_draft(&one).expect("kept");
    assert_eq!(store(&home).drafts(), std::slice::from_ref(&one));
    store(&home).drop_draft(&one.id).expect("dropped");
    store(&home).drop_draft(&one.id).expect("dropped twice is dropped");
    assert_eq!(store(&home).drafts(), []);
}

#[test]
fn a_second_form_overwrites_nothing_and_the_newest_is_first() {
    let home = home();
    for (number, element, name) in [(1, "xero", "a"), (2, "zuorav2", "b"), (3, "xero", "c"), (4, "xero", "a")] {
        store(&home).keep_draft(&saved(number, element, name)).expect("kept");
    }
    assert_eq!(names(&home), ["a", "c", "b", "a"]);
}

#[test]
fn typing_on_in_one_session_saves_one_form() {
    let home = home();
    let store = store(&home);
    for name in ["", "s", "shpo", "shop"] {
        store.keep_draft(&saved(1, "xero", name)).expect("kept");
    }
    assert_eq!(names(&home), ["shop"]);
}

#[rstest]
#[case::another_name("cellar", &["attic", "cellar"])]
#[case::another_case("ATTIC", &["ATTIC", "attic"])]
#[case::blanks_around(" attic ", &[" attic "])]
#[case::name_emptied("", &[""])]
fn a_form_of_an_earlier_session_that_is_given(#[case] name: &str, #[case] left: &[&str]) {
    let home = home();
    store(&home).keep_draft(&saved(1, "xero", "attic")).expect("kept");
    let next = store(&home);
    assert_eq!(next.drafts().len(), 1);
    next.keep_draft(&saved(1, "xero", name)).expect("kept");
    next.keep_draft(&saved(1, "xero", name)).expect("kept again");
    let mut names = names(&home);
    names.sort();
    assert_eq!(names, left);
}

#[test]
fn of_two_windows_on_one_form_neither_overwrites_the_other() {
    let home = home();
    store(&home).keep_draft(&saved(1, "xero", "shop")).expect("kept");
    let windows = [store(&home), store(&home)];
    let typed = |tags: &str| SavedDraft {
        form: KeptDraft { tags: tags.into(), ..form("xero", "shop") },
        ..saved(1, "xero", "shop")
    };
    for window in &windows {
        assert_eq!(window.drafts().len(), 1);
    }
    for (window, tags) in [(0, "one"), (1, "two"), (0, "one more"), (1, "two more")] {
        windows[window].keep_draft(&typed(tags)).expect("kept");
    }
    let mut tags: Vec<_> = store(&home).drafts().into_iter().map(|draft| draft.form.tags).collect();
    tags.sort();
    assert_eq!(tags, ["one more", "two more"]);
}

#[test]
fn a_form_that_another_window_dropped_is_saved_anew_when_it_is_typed_on() {
    let home = home();
    let window = store(&home);
    window.keep_draft(&saved(1, "xero", "shop")).expect("kept");
    store(&home).drop_draft(&DraftId::from_number(1)).expect("dropped");
    window.keep_draft(&saved(1, "xero", "shop")).expect("kept");
    assert_eq!(names(&home), ["shop"]);
}

#[test]
fn names_that_meet_by_chance_cost_no_form() {
    let home = home();
    store(&home).keep_draft(&saved(1, "xero", "theirs")).expect("kept");
    let mine = store(&home);
    mine.keep_draft(&saved(1, "xero", "mine")).expect("kept");
    mine.drop_draft(&DraftId::from_number(1)).expect("mine is dropped");
    assert_eq!(names(&home), ["theirs"]);
}

#[test]
fn the_oldest_form_makes_room_for_the_fifty_first() {
    let home = home();
    let store = store(&home);
    (0..=50).for_each(|number| store.keep_draft(&saved(number, "xero", &number.to_string())).expect("kept"));
    let names = names(&home);
    assert_eq!((names.len(), names.last().map(String::as_str)), (50, Some("1")));
}

#[test]
fn a_form_of_a_later_time_than_the_clock_says_is_kept() {
    let home = home();
    let late = SavedDraft { saved: Timestamp(9_999_999_999), ..saved(1, "xero", "late") };
    store(&home).keep_draft(&late).expect("kept");
    assert_eq!(store(&home).drafts(), [late]);
}

#[test]
fn a_form_of_a_newer_version_is_left_to_it() {
    let home = home();
    let text = "{\n  \"v\": 2,\n  \"new\": true\n}\n";
    Store::save_private(&file(&home, 1), text, true).expect("a newer one");
    let store = store(&home);
    assert_eq!(store.drafts(), []);
    assert!(store.notes()[0].contains("newer elemint"));
    store.keep_draft(&saved(1, "xero", "shop")).expect("kept beside it");
    assert_eq!(fs::read_to_string(file(&home, 1)).expect("still there"), text);
}

#[rstest]
#[case::empty("")]
#[case::half("{\"v\":1,\"saved\":\"CANARY")]
#[case::no_json("CANARY")]
#[case::no_time("{\"v\":1,\"saved\":\"CANARY\",\"form\":{\"element\":\"x\"}}")]
fn damaged_draft_is_set_aside_and_reported_once_without_content(#[case] text: &str) {
    let home = home();
    store(&home).keep_draft(&saved(2, "xero", "whole")).expect("kept");
    fs::write(file(&home, 1), text).expect("damage");
    let store = store(&home);
    assert_eq!(store.drafts().len(), 1);
    let notes = store.notes().join(" ");
    assert!(notes.contains(".json.corrupt-") && !notes.contains("CANARY"), "{notes}");
    assert_eq!((store.drafts().len(), store.notes()), (1, Vec::new()));
}

#[test]
fn a_form_torn_or_altered_at_any_byte_is_never_believed() {
    let home = home();
    let one = saved(1, "xero", "shop");
    store(&home).keep_draft(&one).expect("kept");
    let whole = fs::read(file(&home, 1)).expect("a form");
    for at in 0..whole.len() {
        let mut altered = whole.clone();
        altered[at] ^= 0x15;
        for text in [&whole[..at], &altered] {
            fs::write(file(&home, 1), text).expect("damage");
            let drafts = store(&home).drafts();
            assert!(drafts.is_empty() || drafts == [one.clone()], "byte {at}: {drafts:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_replaced_all_the_same() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = home();
    let window = store(&home);
    window.keep_draft(&saved(1, "xero", "shop")).expect("kept");
    fs::set_permissions(file(&home, 1), fs::Permissions::from_mode(0o400)).expect("read-only");
    window.keep_draft(&saved(1, "xero", "shop 2")).expect("kept");
    assert_eq!(names(&home), ["shop 2"]);
}

/// Draft file of an earlier version.
const OLD: &str = "{
  \"element\": \"magentosoapv19\",
  \"mode\": 0,
  \"values\": {
    \"store.url\": \"https://shop.example\",
    \"userName\": \"ada\"
  },
  \"name\": \"attic\",
  \"tags\": \"old\"
}
";

#[test]
fn the_one_form_of_before_becomes_one_of_several_and_belongs_to_no_profile() {
    let home = home();
    Store::save_private(&old_file(&home), OLD, true).expect("an old form");
    let drafts = store(&home).drafts();
    let values: Vec<_> = drafts[0].form.values.values().map(String::as_str).collect();
    assert_eq!((drafts.len(), values), (1, vec!["https://shop.example", "ada"]));
    assert_eq!((&drafts[0].owner, drafts[0].form.name.as_str()), (&None, "attic"));
    assert!(!old_file(&home).exists());
    assert_eq!(store(&home).drafts(), drafts);
}

#[test]
fn the_one_form_of_before_is_moved_once_though_the_program_was_killed_on_the_way() {
    let home = home();
    for _ in 0..2 {
        // The new file was written, and the old one not yet removed.
        Store::save_private(&old_file(&home), OLD, true).expect("an old form");
        assert_eq!(names(&home), ["attic"]);
    }
}

#[rstest]
#[case::no_element("{\"element\":{\"CANARY\":1}}")]
#[case::half("{\"element\":\"CANARY")]
#[case::broken_sum(
    "{\n  \"element\": \"x\",\n  \"sum\": \"0000000000000000000000000000000000000000000000000000000000000000\"\n}"
)]
fn a_damaged_form_of_before_is_set_aside(#[case] text: &str) {
    let home = home();
    Store::save_private(&old_file(&home), text, true).expect("an old form");
    let store = store(&home);
    assert_eq!(store.drafts(), []);
    let notes = store.notes().join(" ");
    assert!(notes.contains("draft.json.corrupt-") && !notes.contains("CANARY"), "{notes}");
}

#[test]
fn where_nothing_is_kept_forms_are_read_and_left_as_they_are() {
    let home = home();
    Store::save_private(&old_file(&home), OLD, true).expect("an old form");
    let state = Some(home.path().join("state/elemint"));
    let quiet = Store::over(Places { config: None, state, keeps: false });
    assert_eq!(quiet.drafts().len(), 1);
    quiet.keep_draft(&saved(1, "xero", "shop")).expect("nothing is done");
    assert_eq!(fs::read_to_string(old_file(&home)).expect("as it was"), OLD);
    assert_eq!(fs::read_dir(home.path().join("state/elemint")).expect("a folder").count(), 1);
}

#[rstest]
#[case::made(Settlement::Made, &[])]
#[case::not_made(Settlement::NotMade, &[DraftState::Unsent])]
#[case::forgotten(Settlement::Forgotten, &[DraftState::Forgotten(Timestamp(1_000_500))])]
fn a_request_settles_the_form_it_was_made_from(#[case] how: Settlement, #[case] left: &[DraftState]) {
    for origin in [Some(1), None] {
        let home = home();
        store(&home).keep_draft(&saved(1, "xero", "shop")).expect("kept");
        store(&home).begin(&entry(origin, "shop")).expect("begun");
        assert!(matches!(states(&home)[..], [DraftState::Open(_)]));
        // By another program: the next start, or `recover`.
        store(&home).settle(&entry(origin, "shop").id, how).expect("settled");
        assert_eq!(states(&home), left, "{origin:?}");
    }
}

#[test]
fn a_request_settles_no_other_form() {
    let home = home();
    store(&home).keep_draft(&saved(1, "xero", "shop")).expect("kept");
    store(&home).keep_draft(&saved(2, "xero", "shop")).expect("kept");
    store(&home).begin(&entry(Some(1), "shop")).expect("begun");
    store(&home).settle(&entry(Some(1), "shop").id, Settlement::Made).expect("settled");
    let left: Vec<_> = store(&home).drafts().into_iter().map(|draft| draft.id).collect();
    assert_eq!(left, [DraftId::from_number(2)]);
}

#[test]
fn request_resolves_its_own_draft_only() {
    let home = home();
    store(&home).keep_draft(&saved(1, "xero", "attic")).expect("kept");
    let window = store(&home);
    window.drafts();
    window.keep_draft(&saved(1, "xero", "cellar")).expect("kept beside it");
    window.begin(&entry(Some(1), "cellar")).expect("begun");
    store(&home).settle(&entry(Some(1), "cellar").id, Settlement::Made).expect("settled");
    assert_eq!(names(&home), ["attic"]);
}

#[test]
fn typing_on_after_a_forgotten_request_does_not_hide_it() {
    let home = home();
    let window = store(&home);
    window.keep_draft(&saved(1, "xero", "shop")).expect("kept");
    window.begin(&entry(Some(1), "shop")).expect("begun");
    window.settle(&entry(Some(1), "shop").id, Settlement::Forgotten).expect("settled");
    window.keep_draft(&saved(1, "xero", "shop")).expect("kept");
    assert_eq!(states(&home), [DraftState::Forgotten(Timestamp(1_000_500))]);
}

#[test]
fn a_form_another_elemint_makes_an_instance_from_says_so() {
    let home = home();
    let busy = store(&home);
    busy.keep_draft(&saved(1, "xero", "shop")).expect("kept");
    busy.begin(&entry(Some(1), "shop")).expect("begun");
    assert_eq!(states(&home), [DraftState::Held(Some(std::process::id()))]);
    assert_eq!(store(&home).open_requests()[0].holder, EntryHolder::Running(Some(std::process::id())));
}

#[test]
fn a_second_request_from_the_same_form_does_not_leave_though_it_was_changed() {
    let home = home();
    store(&home).begin(&entry(Some(1), "shop")).expect("begun");
    let changed = JournalEntry { body: "2".into(), id: JournalId::from_bytes([8; 4]), ..entry(Some(1), "shop") };
    assert!(matches!(store(&home).begin(&changed), Err(RequestBlocked::Unsettled(_))));
}

#[test]
fn a_form_whose_instance_another_window_made_does_not_make_a_second_unasked() {
    let home = home();
    let origin = TokenOrigin { draft: Some(DraftId::from_number(1)), practice: false };
    store(&home).keep_instance(None, &instance(), Some(&origin), &base()).expect("kept");
    let window = store(&home);
    assert!(
        matches!(window.begin(&entry(Some(1), "shop")), Err(RequestBlocked::AlreadyMade(id)) if id == instance().id)
    );
    window.begin(&entry(Some(2), "shop")).expect("another form may");
}

/// The program was killed between the token and the form.
#[test]
fn a_form_whose_token_is_kept_says_which_instance_came_of_it() {
    let home = home();
    store(&home).keep_draft(&saved(1, "xero", "shop")).expect("kept");
    let origin = TokenOrigin { draft: Some(DraftId::from_number(1)), practice: false };
    store(&home).keep_instance(None, &instance(), Some(&origin), &base()).expect("kept");
    assert_eq!(states(&home), [DraftState::Made(instance().id)]);
}

#[test]
fn two_instances_of_one_number_are_two_records() {
    use elemint::{domain::Instance, text::Secret};
    let home = home();
    let practice = BaseUrl::read("127.0.0.1:8080").expect("a base");
    for token in ["one", "two", "two"] {
        let made = Instance { id: "471001".into(), token: Secret::new(token), ..instance() };
        store(&home).keep_instance(None, &made, None, &practice).expect("kept");
    }
    assert_eq!(store(&home).records().len(), 2);
}

#[test]
fn sandbox_instance_is_removed_after_sandbox_ends() {
    let home = home();
    let practice = BaseUrl::read("127.0.0.1:8080").expect("a base");
    let running = store(&home);
    let origin = TokenOrigin { draft: None, practice: true };
    running.keep_instance(None, &instance(), Some(&origin), &practice).expect("kept");
    running.keep_instance(None, &instance(), None, &base()).expect("kept");
    store(&home).sweep();
    assert_eq!(store(&home).records().len(), 2);
    drop(running);
    store(&home).sweep();
    assert_eq!(store(&home).records().len(), 1);
}

#[test]
fn sandbox_instance_is_kept_as_long_as_its_sandbox() {
    let home = home();
    let practice = BaseUrl::read("127.0.0.1:8080").expect("a base");
    let running = store(&home);
    let state = running.sandbox_state().expect("a state");
    let origin = TokenOrigin { draft: None, practice: true };
    running.keep_instance(None, &instance(), Some(&origin), &practice).expect("kept");
    drop((running, state));
    store(&home).sweep();
    assert_eq!(store(&home).records().len(), 1);
    store(&home).forget_sandbox();
    assert_eq!(store(&home).records().len(), 0);
}

#[test]
fn form_of_a_renamed_profile_has_its_new_name() {
    let home = home();
    let secret = || Secret::new("s".to_owned());
    let profile =
        |name: &str| Profile { name: ProfileName::new(name), account: Account::new(base(), secret(), secret()) };
    store(&home).save_profile(&profile("work")).expect("saved");
    store(&home).keep_draft(&saved(1, "xero", "books")).expect("saved");
    store(&home).rename_profile(&ProfileName::new("work"), &profile("work2")).expect("renamed");
    let owners: Vec<_> = store(&home).drafts().into_iter().filter_map(|draft| draft.owner).collect();
    assert_eq!(owners, [DraftOwner::from_profile(&profile("work2"))]);
}
