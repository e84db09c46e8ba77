//! Deleted instances: the list, one of them, its form, the end of all.

use crate::kit::{Conversation, Play, scene};
use elemint::{
    domain::{Guard, fault::FaultKind},
    wizard::{
        CreationReply, Effect, Reply, VisitEffect,
        effect::{SessionEffect, TrashOrder},
    },
};
use rstest::rstest;

fn trash() -> Play {
    scene::trash(Guard::default())
}

fn orders(play: &mut Play) -> Vec<TrashOrder> {
    let order = |effect| if let Effect::Visit(VisitEffect::Trash(order)) = effect { Some(order) } else { None };
    play.effects().into_iter().filter_map(order).collect()
}

#[test]
fn trash_is_read_when_it_is_opened() {
    let mut play = scene::instances(3);
    play.keys("<a-x>");
    assert_eq!((play.at(), orders(&mut play)), ("trash", vec![TrashOrder::List]));
}

#[test]
fn deleted_instance_has_its_time_and_profile() {
    let play = trash();
    for words in ["Shop 1", "deleted 2 h ago", "Shop 2", "other", "Shop 3", "deletion unknown"] {
        assert!(play.sees(words), "{words}: {}", play.screen(80, 24));
    }
}

#[test]
fn enter_shows_the_answer_with_its_secrets_masked() {
    let mut play = trash();
    play.keys("<enter>");
    assert!(play.at() == "document" && play.sees("shop.example"), "{}", play.screen(80, 24));
    assert!(!play.sees("listed+token"), "{}", play.screen(80, 24));
    play.keys("<esc>");
    assert_eq!(play.at(), "trash");
}

#[test]
fn restore_opens_the_form_with_its_values() {
    let mut play = trash();
    play.keys("r");
    assert!(play.at() == "credentials" && play.sees("Shop 1"), "{}", play.screen(80, 24));
    assert!(play.notice_text().contains("The values of “Shop 1” are filled in."), "{}", play.notice_text());
}

#[test]
fn esc_in_the_form_of_a_restored_instance_returns_to_the_trash() {
    let mut play = trash();
    play.keys("r<esc>");
    assert_eq!(play.at(), "trash");
    play.keys("<esc>");
    assert_eq!(play.at(), "instances");
}

#[rstest]
#[case::untouched("r<esc>", false)]
#[case::typed("rx<esc>", true)]
fn restored_form_is_kept_only_if_something_was_typed(#[case] keys: &str, #[case] expected: bool) {
    let mut play = trash();
    play.keys(keys);
    let is_kept = |effect: &Effect| matches!(effect, Effect::Session(SessionEffect::KeepDraft(_)));
    assert_eq!(play.effects().iter().any(is_kept), expected);
}

#[test]
fn esc_after_a_restoration_returns_to_the_trash_which_marks_it() {
    let mut play = trash();
    play.keys("rada<enter>pass-word-0001<enter>https://shop.example<c-s>");
    play.keys("<enter>").reply(CreationReply::Created(Ok(scene::made(scene::MAGENTO))));
    assert_eq!(play.at(), "instance", "{}", play.screen(80, 24));
    assert!(play.sees("esc back"), "{}", play.screen(80, 24));
    play.keys("<esc>")
        .reply(Reply::Trash(Ok(vec![scene::trashed(1, "work", false), scene::trashed(2, "other", false)])));
    assert_eq!(play.at(), "trash");
    assert!(play.sees("restored as 471197") && play.sees("deleted"), "{}", play.screen(80, 24));
}

#[test]
fn profile_that_is_not_saved_here_is_named() {
    let mut play = trash();
    play.keys("<down>r");
    assert!(
        play.notice_text().contains("deleted with the profile other, which is not saved here"),
        "{}",
        play.notice_text()
    );
}

#[test]
fn read_only_profile_restores_nothing() {
    let mut play = scene::trash(Guard::new(false, true));
    play.keys("r");
    assert!(play.at() == "trash" && play.notice_text().contains("read-only"), "{}", play.notice_text());
}

#[test]
fn protected_profile_restores() {
    let mut play = scene::trash(Guard::new(true, false));
    play.keys("r");
    assert_eq!(play.at(), "credentials");
}

#[rstest]
#[case::no("<del>n")]
#[case::esc("<del><esc>")]
#[case::after_another_key("<del><enter>x<esc>")]
fn nothing_is_removed_without_a_yes(#[case] keys: &str) {
    let mut play = trash();
    play.keys(keys);
    assert_eq!((play.at(), orders(&mut play)), ("trash", Vec::new()));
    assert_eq!(play.notice_text().trim(), "Nothing was removed.");
}

#[test]
fn other_key_leaves_the_question_open_and_names_its_keys() {
    let mut play = trash();
    play.keys("<del>x");
    assert_eq!(play.notice_text().trim(), "Press y for yes, or esc for no.");
    play.keys("<down>y");
    assert_eq!(orders(&mut play).len(), 1);
}

#[test]
fn yes_removes_those_that_were_listed() {
    let mut play = trash();
    play.keys("E");
    assert!(play.sees("Remove 3 deleted instances from this machine?"), "{}", play.screen(80, 24));
    play.keys("y");
    let records = ["deleted-1", "deleted-2", "deleted-3"].map(String::from).to_vec();
    assert_eq!(orders(&mut play), [TrashOrder::Remove(records)]);
    play.reply(Reply::Trash(Ok(Vec::new())));
    assert_eq!(play.notice_text().trim(), "Removed 3 deleted instances.");
    assert!(play.sees("No deleted instance is kept here."), "{}", play.screen(80, 24));
}

#[test]
fn one_instance_is_removed_after_a_question_with_its_name() {
    let mut play = trash();
    play.keys("<down><del>");
    assert!(play.sees("Remove the deleted instance “Shop 2” (2) from this machine?"), "{}", play.screen(80, 24));
    play.keys("y");
    assert_eq!(orders(&mut play), [TrashOrder::Remove(vec!["deleted-2".to_owned()])]);
}

#[test]
fn instance_that_was_restored_before_is_named_in_its_form() {
    let mut play = scene::instances(3);
    let mut entry = scene::trashed(1, "work", false);
    entry.instance.restored = Some("471197".to_owned());
    play.keys("<a-x>").reply(Reply::Trash(Ok(vec![entry])));
    assert!(play.sees("restored as 471197"), "{}", play.screen(80, 24));
    play.keys("r");
    assert!(play.notice_text().contains("It was restored as 471197 already"), "{}", play.notice_text());
}

#[test]
fn restoration_is_noted_on_the_record() {
    let mut play = trash();
    play.keys("rada<enter>pass-word-0001<enter>https://shop.example<c-s>");
    play.keys("<enter>").reply(CreationReply::Created(Ok(scene::made(scene::MAGENTO))));
    let noted = SessionEffect::NoteRestored("deleted-1".to_owned(), "471197".to_owned());
    assert!(play.effects().contains(&Effect::Session(noted)));
}

#[test]
fn failed_removal_keeps_the_list() {
    let mut play = trash();
    play.keys("<del>y").reply(Reply::Trash(Err(scene::fault(FaultKind::Local))));
    assert!(play.sees("Shop 1") && !play.notice_text().is_empty(), "{}", play.screen(80, 24));
}

#[test]
fn trash_that_cannot_be_read_is_not_called_empty() {
    let mut play = scene::instances(3);
    play.keys("<a-x>").reply(Reply::Trash(Err(scene::fault(FaultKind::Local))));
    assert!(play.sees("could not be read") && !play.sees("No deleted instance"), "{}", play.screen(80, 24));
    play.keys("<esc>");
    assert_eq!(play.at(), "instances");
}

#[test]
fn unknown_outcome_names_the_command_that_finds_it_out() {
    let mut play = trash();
    assert!(play.sees("elemint recover --look finds out"), "{}", play.screen(80, 24));
    play.reply(Reply::Trash(Ok(Vec::new())));
    assert!(!play.sees("recover"), "{}", play.screen(80, 24));
}

#[test]
fn esc_returns_to_the_list_as_it_was() {
    let mut play = scene::instances(30);
    play.keys("zendesk<a-x>").reply(Reply::Trash(Ok(Vec::new()))).keys("<esc>");
    assert!(play.at() == "instances" && play.sees("10 of 30"), "{}", play.screen(80, 24));
}

#[test]
fn plain_lines_list_restore_and_empty() {
    let mut talk = Conversation::with(trash());
    let output = talk.new_output();
    assert!(output.contains("1. Shop 1, 1, magentosoapv19, deleted 2 h ago, profile work"), "{output}");
    talk.say("empty");
    assert!(talk.new_output().contains("Remove 3 deleted instances from this machine?"), "{}", talk.all());
    talk.say("no").say("delete 3");
    assert!(talk.new_output().contains("Remove the deleted instance “Shop 3” (3)"), "{}", talk.all());
    talk.say("no").say("restore 2");
    assert_eq!(talk.play.at(), "credentials");
}
