//! Copies of an instance on the same platform and on another one.

use crate::kit::{Conversation, Play, scene};
use elemint::{
    domain::{Account, BaseUrl, ListedInstance, Profile, ProfileName},
    wizard::{
        CreationReply, Effect, Start,
        effect::SessionEffect,
        instances::{InstanceNews, InstancePart},
    },
};
use rstest::rstest;

/// Returns the open details of an instance, with a second profile on another platform.
fn opened() -> Play {
    opened_of("magentosoapv19")
}

/// Returns the same for an instance of this element.
fn opened_of(element: &str) -> Play {
    let mut session = scene::known();
    let base = BaseUrl::read("staging.cloud-elements.com").expect("an address");
    let account = Account { base, ..scene::account() };
    session.profiles.push(Profile { name: ProfileName::new("staging"), account });
    let answer = serde_json::json!({
        "id": 7, "name": "Shop 7", "token": "listed+token/7=", "element": { "key": element }, "tags": ["eu"],
        "configuration": { "store.url": "https://shop.example", "userName": "ada", "password": "********" },
    });
    let listed = ListedInstance::read(&answer.to_string()).expect("an instance");
    let mut play = Play::from(session, &Start::Instances);
    let part = InstancePart { instances: vec![listed], is_last: true, ..InstancePart::default() };
    play.event(scene::news(InstanceNews::Listed(1, Ok(part)))).keys("<enter>");
    play
}

fn has_value(play: &Play, value: &str) -> bool {
    play.values().iter().any(|(_, known)| known == value)
}

#[test]
fn copy_asks_for_its_platform() {
    let mut play = opened();
    play.keys("<a-c>");
    assert_eq!(play.at(), "platform");
    assert!(play.sees("Which platform for the copy of “Shop 7”?"), "{}", play.screen(80, 24));
}

#[test]
fn question_for_the_platform_is_complete_on_a_small_screen() {
    let mut play = opened();
    play.keys("<a-c>");
    assert!(play.screen(40, 12).contains("7”?"), "{}", play.screen(40, 12));
}

#[rstest]
#[case::untouched("<a-c><enter><esc>", false)]
#[case::typed("<a-c><enter>x<esc>", true)]
fn form_of_a_copy_is_kept_only_if_something_was_typed(#[case] keys: &str, #[case] expected: bool) {
    let mut play = opened();
    play.keys(keys);
    let is_kept = |effect: &Effect| matches!(effect, Effect::Session(SessionEffect::KeepDraft(_)));
    assert_eq!(play.effects().iter().any(is_kept), expected);
}

#[rstest]
#[case::same_platform("<enter>", "Shop 7 copy", true)]
#[case::another_platform("<down><enter>", "Shop 7", false)]
fn form_of_a_copy_has_the_values_that_its_platform_may_have(
    #[case] keys: &str,
    #[case] name: &str,
    #[case] has_address: bool,
) {
    let mut play = opened();
    play.keys("<a-c>").keys(keys);
    assert_eq!(play.at(), "credentials");
    let found = [name, "eu", "ada", "https://shop.example"].map(|value| has_value(&play, value));
    assert_eq!(found, [true, true, true, has_address]);
}

#[test]
fn notice_says_what_is_not_copied() {
    let mut play = opened();
    play.keys("<a-c><down><enter>");
    let words = "The values of “Shop 7” (7) are filled in, except secrets and addresses.";
    assert_eq!(play.notice_text().trim(), words);
}

#[test]
fn esc_leads_back_to_the_instance() {
    let mut play = opened();
    play.keys("<a-c><esc>");
    assert_eq!(play.at(), "details");
    play.keys("<a-1>");
    assert!(play.at() == "element" && play.sees("Which element?"), "{}", play.screen(80, 24));
}

#[rstest]
#[case::same_platform("<enter>")]
#[case::another_platform("<down><enter>")]
#[case::after_typing("<enter><down>ada2")]
fn esc_in_the_form_of_a_copy_leads_back_to_the_instance(#[case] keys: &str) {
    let mut play = opened();
    play.keys("<a-c>").keys(keys).keys("<esc>");
    assert_eq!(play.at(), "details");
    let session = play.wizard().session();
    assert_eq!(session.profile.as_ref().map(|profile| profile.name.as_str()), Some("work"));
    play.keys("<esc>");
    assert_eq!(play.at(), "instances");
}

#[test]
fn esc_after_the_creation_of_a_copy_leads_back_to_the_instance() {
    let mut play = opened();
    play.keys("<a-c><enter>pass-word-0001<c-s><enter>");
    play.reply(CreationReply::Created(Ok(scene::made(scene::MAGENTO))));
    assert_eq!(play.at(), "instance", "{}", play.screen(80, 24));
    assert_eq!(play.keys("<esc>").at(), "details");
}

#[test]
fn unfinished_copy_that_is_opened_from_the_list_leads_back_to_the_list() {
    let mut play = opened();
    play.keys("<a-c><enter><esc><a-1>magentosoap<enter>");
    assert_eq!(play.at(), "credentials");
    play.keys("<esc>");
    assert_eq!(play.at(), "element");
}

#[rstest]
#[case::choice("<a-c>")]
#[case::sign_in("<a-c><down><down><down><down><enter>")]
fn header_names_the_step_of_a_copy(#[case] keys: &str) {
    let mut play = opened();
    play.keys(keys);
    assert!(play.sees("Platform of the copy") && !play.sees("Welcome"), "{}", play.screen(80, 24));
}

#[test]
fn copy_is_made_in_plain_lines() {
    let mut talk = Conversation::with(opened());
    talk.say("clone");
    assert!(talk.new_output().contains("Which platform for the copy of “Shop 7”?"), "{}", talk.all());
    talk.say("2");
    assert_eq!(talk.play.at(), "credentials");
}

#[test]
fn values_of_a_copy_are_not_for_another_element() {
    let mut play = opened_of("nosuchelement");
    play.keys("<a-c><enter>");
    assert!(
        play.at() == "element" && play.notice_text().contains("no element nosuchelement"),
        "{}",
        play.notice_text()
    );
    play.keys("<c-u>magentosoap<enter>");
    assert!(play.at() == "credentials" && !has_value(&play, "ada"), "{}", play.screen(80, 24));
}
