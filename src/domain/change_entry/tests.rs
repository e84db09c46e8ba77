//! Outcomes of changes, as the instance shows them.

use super::*;
use crate::{
    catalog::Catalog,
    domain::{
        Draft, Route,
        draft::{ChangeForm, Purpose},
    },
};
use rstest::rstest;

const BEFORE: &str = r#"{"id":7,"name":"shop","token":"t","tags":["a"],"element":{"key":"magentosoapv19"},
    "configuration":{"userName":"ada","password":"********","store.url":"https://shop.example"}}"#;

fn read(text: &str) -> Instance {
    Instance::read(text).expect("an instance")
}

/// The entry of a form in which these values were typed.
fn entry(form: ChangeForm, values: &[(&str, &str)], name: &str) -> ChangeEntry {
    let element = Catalog::embedded().expect("the catalog").find("magentosoapv19").expect("an element");
    let existing = std::sync::Arc::new(ExistingInstance::new(&read(BEFORE)));
    let mut draft = Draft::of_existing(element, form.purpose(existing));
    assert_ne!(draft.purpose(), &Purpose::Create);
    for (key, value) in values {
        draft.set(&FieldKey::new(*key), value);
    }
    draft.name = name.into();
    let Route::Change(request) = draft.finish().expect("complete").route() else { panic!("no change") };
    let base = BaseUrl::read("api.cloud-elements.com").expect("an address");
    ChangeEntry::new(JournalId::from_bytes([1; 4]), &request, &base, Timestamp(1))
}

#[rstest]
#[case::made("https://new.example", ChangeVerdict::Changed)]
#[case::not_made("https://shop.example", ChangeVerdict::Unchanged)]
#[case::other("https://third.example", ChangeVerdict::Unknown(UnknownCause::OtherValues))]
fn shown_value_decides(#[case] now: &str, #[case] verdict: ChangeVerdict) {
    let entry = entry(ChangeForm::Edit, &[("store.url", "https://new.example")], "shop");
    assert_eq!(entry.judge(Some(&read(&BEFORE.replace("https://shop.example", now)))), verdict);
}

#[test]
fn change_of_a_secret_alone_stays_unknown() {
    let entry = entry(ChangeForm::Reauthorize, &[("password", "CANARY")], "shop");
    assert_eq!(entry.judge(Some(&read(BEFORE))), ChangeVerdict::Unknown(UnknownCause::Masked));
    assert!(!entry.is_readable());
}

#[test]
fn change_made_in_part_stays_unknown() {
    let entry = entry(ChangeForm::Edit, &[("store.url", "https://new.example")], "attic");
    assert_eq!(
        entry.judge(Some(&read(&BEFORE.replace("shop\"", "attic\"")))),
        ChangeVerdict::Unknown(UnknownCause::OtherValues)
    );
}

#[test]
fn entry_holds_no_value() {
    let values = [("password", "CANARY"), ("store.url", "https://plain.example")];
    let text = format!("{:?}", entry(ChangeForm::Reauthorize, &values, "shop"));
    assert!(!text.contains("CANARY") && !text.contains("plain.example"), "{text}");
}

#[rstest]
#[case::deleted(ChangeKind::Delete, None, ChangeVerdict::Changed)]
#[case::not_deleted(ChangeKind::Delete, Some(false), ChangeVerdict::Unchanged)]
#[case::enabled(ChangeKind::Enable, Some(false), ChangeVerdict::Changed)]
#[case::not_enabled(ChangeKind::Enable, Some(true), ChangeVerdict::Unchanged)]
#[case::disabled(ChangeKind::Disable, Some(true), ChangeVerdict::Changed)]
#[case::not_disabled(ChangeKind::Disable, Some(false), ChangeVerdict::Unchanged)]
#[case::gone(ChangeKind::Enable, None, ChangeVerdict::Missing)]
#[case::update_of_a_gone_one(ChangeKind::Update, None, ChangeVerdict::Missing)]
fn state_of_the_instance_decides(
    #[case] kind: ChangeKind,
    #[case] disabled: Option<bool>,
    #[case] verdict: ChangeVerdict,
) {
    let base = BaseUrl::read("api.cloud-elements.com").expect("an address");
    let target = ChangeTarget { id: "7".into(), name: "shop".into(), element: ElementKey::new("magentosoapv19") };
    let entry = ChangeEntry::plain(JournalId::from_bytes([1; 4]), kind, target, &base, Timestamp(1));
    let found = disabled.map(|disabled| Instance { disabled, ..read(BEFORE) });
    assert_eq!(entry.judge(found.as_ref()), verdict);
}

fn update(configuration: &[(&str, &str)]) -> ChangeEntry {
    let mut update = InstanceUpdate::default();
    for (key, value) in configuration {
        update.set(FieldKey::new(*key), *value);
    }
    let listed = ListedInstance::read(BEFORE).expect("an instance");
    let base = BaseUrl::read("api.cloud-elements.com").expect("an address");
    ChangeEntry::of_update(JournalId::from_bytes([1; 4]), &update, &listed, &base, Timestamp(1))
}

#[rstest]
#[case::made("https://new.example", ChangeVerdict::Changed)]
#[case::not_made("https://shop.example", ChangeVerdict::Unchanged)]
#[case::other("https://third.example", ChangeVerdict::Unknown(UnknownCause::OtherValues))]
fn update_of_a_listed_instance_is_recognized(#[case] now: &str, #[case] verdict: ChangeVerdict) {
    let entry = update(&[("store.url", "https://new.example")]);
    assert_eq!(entry.judge(Some(&read(&BEFORE.replace("https://shop.example", now)))), verdict);
}

#[test]
fn masked_value_stays_unknown() {
    let entry = update(&[("password", "plain")]);
    assert_eq!(
        (entry.values[0].before.as_ref(), entry.judge(Some(&read(BEFORE)))),
        (None, ChangeVerdict::Unknown(UnknownCause::Masked))
    );
}

#[test]
fn masked_value_leaves_the_decision_to_the_shown_ones() {
    let entry = update(&[("password", "plain"), ("store.url", "https://new.example")]);
    let changed = BEFORE.replace("https://shop.example", "https://new.example");
    assert_eq!(entry.judge(Some(&read(&changed))), ChangeVerdict::Changed);
}

#[rstest]
#[case::same_kind(ChangeKind::Update, ChangeKind::Update, true)]
#[case::other_kind(ChangeKind::Update, ChangeKind::Reauthorize, false)]
#[case::opposite(ChangeKind::Enable, ChangeKind::Disable, true)]
#[case::deletion(ChangeKind::Delete, ChangeKind::Update, true)]
#[case::before_a_deletion(ChangeKind::Update, ChangeKind::Delete, false)]
fn later_change_replaces_an_earlier_one(#[case] later: ChangeKind, #[case] earlier: ChangeKind, #[case] is: bool) {
    let entry = |number, kind| ChangeEntry { id: JournalId::from_bytes([number; 4]), kind, ..update(&[]) };
    assert_eq!(entry(2, later).replaces(&entry(1, earlier)), is);
}

#[test]
fn kinds_are_read_as_they_are_written() {
    for kind in
        [ChangeKind::Reauthorize, ChangeKind::Update, ChangeKind::Enable, ChangeKind::Disable, ChangeKind::Delete]
    {
        assert_eq!(ChangeKind::read(kind.as_str()), Some(kind));
    }
}
