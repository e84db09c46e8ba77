//! Limits of the profile on existing instances: protected and read-only, through both front ends.

use crate::kit::{Conversation, Play, scene};
use elemint::{
    domain::{Guard, Instance, ListedInstance, Write, draft::ChangeForm},
    wizard::{
        ChangeReply, Effect, ReadInstance, SessionEffect, Start, Step, VisitEffect,
        command::Action,
        instances::{InstanceJob, InstanceNews},
    },
};
use rstest::rstest;
use std::time::Duration;

const PROTECTED: Guard = Guard::new(true, false);
const READ_ONLY: Guard = Guard::new(false, true);
const REFUSAL: &str = "This profile is read-only, so nothing was sent.";

/// Plays a session with five listed instances under these limits.
fn limited(guard: Guard) -> Play {
    scene::limited_instances(5, guard)
}

/// Returns the work that was requested last, with the IDs of the instances that its account may change.
fn work(play: &mut Play) -> Option<(InstanceJob, Vec<String>)> {
    play.effects().into_iter().rev().find_map(|effect| match effect {
        Effect::Session(SessionEffect::Manage(order)) => {
            let ids = order.rows.iter().map(|row| row.instance.id.clone());
            let guard = &order.profile.account.guard;
            Some((order.job, ids.filter(|id| guard.check(Write::Delete(id)).is_ok()).collect()))
        }
        _ => None,
    })
}

#[rstest]
#[case::list("")]
#[case::details("<enter>")]
#[case::elements("<a-1>")]
#[case::question("<del>")]
#[case::form("<a-1>magentosoap<enter>")]
fn limits_are_on_every_screen(#[case] keys: &str) {
    let mut play = limited(PROTECTED);
    play.keys(keys);
    assert!(play.sees("protected: work"), "{}", play.screen(80, 24));
}

#[rstest]
#[case::delete("<del>Shop 1<enter>", InstanceJob::Delete, &["1"])]
#[case::disable("<a-p>Shop 1<enter>", InstanceJob::Disable, &["1"])]
#[case::details("<down><enter><del>Shop 2<enter>", InstanceJob::Delete, &["2"])]
#[case::details_disable("<down><enter><a-p>Shop 2<enter>", InstanceJob::Disable, &["2"])]
#[case::each_of_several("<s-tab><s-tab><del>Shop 1<enter>Shop 2<enter>", InstanceJob::Delete, &["1", "2"])]
#[case::after_a_wrong_name("<del>Shop 2<enter><c-u>Shop 1<enter>", InstanceJob::Delete, &["1"])]
fn typed_name_confirms_on_a_protected_profile(#[case] keys: &str, #[case] job: InstanceJob, #[case] ids: &[&str]) {
    let mut play = limited(PROTECTED);
    play.keys(keys);
    assert_eq!(work(&mut play), Some((job, ids.iter().map(|id| (*id).to_owned()).collect())));
}

#[rstest]
#[case::yes("<del>y<enter>", "This is not its name.")]
#[case::other_name("<del>Shop 2<enter>", "This is not its name.")]
#[case::empty("<del><enter>", "This is not its name.")]
#[case::esc("<del>Shop 1<esc>", "Nothing was changed.")]
#[case::one_of_two("<s-tab><s-tab><del>Shop 1<enter><esc>", "Nothing was changed.")]
#[case::details("<enter><a-p>y<enter>", "This is not its name.")]
fn other_input_changes_nothing_on_a_protected_profile(#[case] keys: &str, #[case] notice: &str) {
    let mut play = limited(PROTECTED);
    play.keys(keys);
    assert_eq!(work(&mut play), None);
    assert!(play.notice_text().starts_with(notice), "{}", play.notice_text());
}

#[rstest]
#[case::tests("<a-t>", InstanceJob::Test)]
#[case::enable("<a-e>", InstanceJob::Enable)]
fn work_that_takes_nothing_away_needs_no_name(#[case] keys: &str, #[case] job: InstanceJob) {
    let mut play = limited(PROTECTED);
    play.keys(keys);
    assert_eq!(work(&mut play).map(|(job, _)| job), Some(job));
}

#[test]
fn outcome_of_confirmed_work_arrives() {
    let mut play = limited(PROTECTED);
    play.keys("<del>Shop 1<enter>");
    let order = play.effects().into_iter().find_map(|effect| match effect {
        Effect::Session(SessionEffect::Manage(order)) => Some(order),
        _ => None,
    });
    let account = order.expect("work").profile.account;
    let news = InstanceNews::Done("1".into(), InstanceJob::Delete, Ok(Duration::ZERO));
    play.event(elemint::wizard::Event::Instances(account, news));
    assert_eq!(play.notice_text().trim(), "“Shop 1” was deleted.");
}

#[test]
fn instance_without_a_name_is_confirmed_by_its_id() {
    let mut play = limited(PROTECTED);
    let unnamed = ListedInstance::read(r#"{"id":7,"name":"","element":{"key":"sfdc"}}"#).expect("an instance");
    play.keys("<c-r>").event(scene::news(InstanceNews::Listed(2, Ok(scene::part([unnamed])))));
    play.effects();
    play.keys("<del>7<enter>");
    assert_eq!(work(&mut play), Some((InstanceJob::Delete, vec!["7".into()])));
}

#[rstest]
#[case::list("")]
#[case::details("<enter>")]
fn read_only_profile_offers_no_change(#[case] keys: &str) {
    let mut play = limited(READ_ONLY);
    play.keys(keys);
    let writes = [Action::Enable, Action::Disable, Action::Delete, Action::Reauthorize, Action::EditInstance];
    let offered: Vec<_> = writes.into_iter().filter(|action| play.wizard().step().command(*action).is_some()).collect();
    assert_eq!(offered, []);
}

#[rstest]
#[case::delete("<del>")]
#[case::disable("<a-p>")]
#[case::enable("<a-e>")]
#[case::several("<s-tab><s-tab><del>")]
#[case::details_delete("<enter><del>")]
#[case::authorize("<enter>a")]
#[case::edit("<enter>i")]
fn read_only_profile_refuses_changes(#[case] keys: &str) {
    let mut play = limited(READ_ONLY);
    play.keys(keys);
    assert_eq!(work(&mut play), None);
    assert!(play.notice_text().starts_with(REFUSAL), "{}", play.notice_text());
}

#[rstest]
#[case::delete("delete 2\nShop 2", Some(InstanceJob::Delete))]
#[case::disable("disable 2\nShop 2", Some(InstanceJob::Disable))]
#[case::details("2\ndelete\nShop 2", Some(InstanceJob::Delete))]
#[case::yes("delete 2\nyes", None)]
#[case::enter("delete 2\n\nShop 2", None)]
fn name_confirms_in_plain_lines(#[case] lines: &str, #[case] job: Option<InstanceJob>) {
    let mut talk = Conversation::with(limited(PROTECTED));
    talk.say(lines);
    assert_eq!(work(&mut talk.play).map(|(job, _)| job), job, "{}", talk.all());
}

#[test]
fn plain_lines_say_that_the_profile_is_read_only() {
    let mut talk = Conversation::with(limited(READ_ONLY));
    talk.say("delete 2");
    assert!(talk.all().contains(REFUSAL) && talk.all().contains("Profile work is read-only."), "{}", talk.all());
}

#[test]
fn limits_of_the_list_are_those_of_its_profile() {
    let play = limited(READ_ONLY);
    assert!(matches!(play.wizard().step(), Step::Instances(_)) && play.sees("read-only: work"));
}

/// Plays a re-authorization of the Magento shop up to its review, under these limits.
fn reviewed(guard: Guard) -> Play {
    let mut session = scene::known();
    session.enter(scene::limited(guard));
    let instance = Instance::read(&scene::masked_magento()).expect("an instance");
    let mut play = Play::from(session, &Start::Change(ChangeForm::Reauthorize, instance.id.clone()));
    play.reply(ChangeReply::Read(Ok(Box::new(ReadInstance { instance, described: None }))));
    play.keys("new-pass-0002<c-s>").effects();
    play
}

/// Returns true if the last change was sent with an account that may change the instance.
fn is_sent(play: &mut Play) -> bool {
    play.effects().into_iter().any(|effect| match effect {
        Effect::Visit(VisitEffect::Change(request, profile)) => {
            profile.account.guard.check(Write::Change(&request.existing().id)).is_ok()
        }
        _ => false,
    })
}

fn name(play: &Play) -> String {
    match play.wizard().step() {
        Step::Change(step) => step.request().expect("a request").existing().name.clone(),
        _ => panic!("nothing is changed in {}", play.at()),
    }
}

#[test]
fn typed_name_sends_a_change_on_a_protected_profile() {
    let mut play = reviewed(PROTECTED);
    let name = name(&play);
    play.keys("<enter>");
    assert!(play.sees("Type the name of the instance"), "{}", play.screen(80, 24));
    play.keys(&name).keys("<enter>");
    assert!(is_sent(&mut play));
}

#[rstest]
#[case::wrong_name("<enter>other<enter>")]
#[case::esc("<enter>other<esc>")]
fn change_without_the_name_is_not_sent(#[case] keys: &str) {
    let mut play = reviewed(PROTECTED);
    play.keys(keys);
    assert!(!is_sent(&mut play) && play.at() == "change", "{}", play.screen(80, 24));
}

#[test]
fn change_on_a_read_only_profile_is_refused_before_it_is_sent() {
    let mut play = reviewed(READ_ONLY);
    play.keys("<enter>");
    assert!(!is_sent(&mut play) && play.notice_text().starts_with(REFUSAL), "{}", play.notice_text());
}

#[test]
fn read_only_profile_refuses_a_creation_in_its_form() {
    let mut session = scene::known();
    if let Some(profile) = &mut session.profile {
        profile.account.guard = READ_ONLY;
    }
    let mut play = Play::new(session);
    play.keys("magentosoap<enter>ada<enter>pass-word-0001<enter>https://shop.example<enter>Test");
    play.keys("<c-s>");
    assert_eq!((play.at(), play.notice_text().starts_with(REFUSAL)), ("credentials", true), "{}", play.screen(80, 24));
}

#[test]
fn name_sends_a_change_in_plain_lines() {
    let play = reviewed(PROTECTED);
    let name = name(&play);
    let mut talk = Conversation::with(play);
    talk.say("yes").say(&name);
    assert!(is_sent(&mut talk.play), "{}", talk.all());
}

#[rstest]
#[case::protected(PROTECTED, "api.cloud-elements.com, protected")]
#[case::read_only(READ_ONLY, "api.cloud-elements.com, read-only")]
fn limits_of_a_profile_are_shown_where_it_is_chosen(#[case] guard: Guard, #[case] words: &str) {
    let mut session = scene::stranger();
    session.profiles = vec![scene::limited(guard)];
    let play = Play::new(session);
    assert!(play.sees(words), "{}", play.screen(80, 24));
}
