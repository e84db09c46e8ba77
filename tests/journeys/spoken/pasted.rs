//! Lines that arrive together.

use super::seeds::{magento, waiting};
use crate::kit::{Conversation, scene};
use elemint::wizard::{Effect, VisitEffect};
use rstest::rstest;

const MAIL: &str = "Hi Anna,\n\nsend this:\n\n{\n  \"element\": {\"key\": \"magentosoapv19\"},\n  \"configuration\": {\"userName\": \"ada\", \"password\": \"s3cr3t-word-77\"}\n}\n\nBob\n";

fn form() -> Conversation {
    let mut talk = Conversation::new(scene::known());
    talk.say("magentosoapv19");
    talk.new_output();
    talk
}

#[test]
fn request_in_a_mail_fills_the_form() {
    let mut talk = Conversation::new(scene::known());
    talk.paste(MAIL);
    assert_eq!((talk.play.value("User name").as_str(), talk.all().contains("s3cr3t")), ("ada", false));
}

#[test]
fn request_in_a_mail_fills_the_form_that_is_open() {
    assert_eq!(form().paste(MAIL).play.value("Password"), "s3cr3t-word-77");
}

#[test]
fn one_of_several_requests_is_chosen_by_its_number() {
    let request = |user: &str| {
        format!("{{\"element\": {{\"key\": \"magentosoapv19\"}}, \"configuration\": {{\"userName\": \"{user}\"}}}}")
    };
    let mut talk = Conversation::new(scene::known());
    talk.new_output();
    talk.paste(&format!("{}\n{}\n", request("ada"), request("bob")));
    let output = talk.new_output();
    assert!(output.contains("2. magentosoapv19, line 2") && output.ends_with("none of them: "), "{output}");
    talk.say("7").say("2");
    assert_eq!(talk.play.value("User name"), "bob");
}

#[rstest]
#[case::element(Conversation::new(scene::known()), "Type a part of its name: ")]
#[case::entry(form(), "User name (needed): ")]
#[case::confirmation(magento(), "Send it, yes or no: ")]
fn other_lines_are_refused_and_the_question_is_put_again(#[case] mut talk: Conversation, #[case] question: &str) {
    talk.new_output();
    talk.paste("yes\nno\n");
    let output = talk.new_output();
    assert!(
        output.contains("Problem: ") && output.contains("\n:each takes each") && output.ends_with(question),
        "{output}"
    );
}

#[test]
fn refused_lines_answer_a_question_each_when_asked_for() {
    let mut talk = form();
    talk.paste("ada\nhunter2-0001\n").say(":each");
    let values = ["User name", "Password"].map(|label| talk.play.value(label));
    assert_eq!(values, ["ada", "hunter2-0001"]);
}

#[test]
fn refused_lines_are_gone_after_another_answer() {
    let mut talk = form();
    talk.paste("bob\nhunter2-0001\n").say("ada").new_output();
    talk.say(":each");
    let output = talk.new_output();
    assert!(output.contains("There are no lines that arrived together."), "{output}");
}

#[test]
fn lines_of_a_key_are_taken_as_one_when_asked_for() {
    let mut talk = form();
    talk.say("ada").paste("-----BEGIN KEY-----\nMIIB\n-----END KEY-----\n");
    let before = talk.play.value("Password");
    talk.say(":original");
    assert_eq!(
        (before.as_str(), talk.play.value("Password").as_str()),
        ("", "-----BEGIN KEY----- MIIB -----END KEY-----")
    );
}

#[test]
fn lines_of_one_broken_value_are_an_answer() {
    let mut talk = form();
    talk.say("ada").paste("abcdefghijklmnopqrst\nabcdefghijklmnopqrst\nabc\n");
    assert_eq!(
        [talk.play.value("Password"), talk.play.focus()],
        ["abcdefghijklmnopqrstabcdefghijklmnopqrstabc", "Store URL"]
    );
}

#[test]
fn both_secrets_are_read_from_two_lines_of_a_header() {
    let mut talk = Conversation::new(scene::stranger());
    talk.say("2").paste("Authorization: User u-s3cr3t,\n  Organization o-s3cr3t\n");
    let values = ["User secret", "Organization secret"].map(|label| talk.play.value(label));
    assert_eq!(values, ["u-s3cr3t", "o-s3cr3t"]);
}

#[test]
fn address_broken_into_lines_is_used_at_consent() {
    let mut talk = waiting(scene::ELSEWHERE);
    let answer = talk.play.answer("code=the-code-0001");
    let (first, second) = answer.split_at(40);
    talk.paste(&format!("{first}\n{second}\n"));
    assert_eq!(talk.play.at(), "review");
}

#[test]
fn request_goes_on_behind_lines_that_came_one_by_one() {
    let mut talk = Conversation::new(scene::known());
    talk.say("curl -X POST https://x.example \\");
    assert!(talk.hides());
    talk.paste("  -d '{\"element\": {\"key\": \"magentosoapv19\"},\n  \"configuration\": {\"userName\": \"ada\"}}'\n");
    assert_eq!(talk.play.value("User name"), "ada");
}

#[test]
fn mail_is_read_whole_where_a_request_is_asked_for() {
    let mut talk = Conversation::new(scene::known());
    talk.say(":paste").paste(MAIL);
    assert_eq!(talk.play.value("User name"), "ada");
}

#[test]
fn paste_sends_nothing() {
    let mut talk = magento();
    talk.play.effects();
    talk.paste("yes\nyes\n");
    assert!(!talk.play.effects().iter().any(|effect| matches!(effect, Effect::Visit(VisitEffect::Create(..)))));
}

#[test]
fn json_that_is_no_request_is_an_answer() {
    let mut talk = form();
    talk.say(r#"{"type": "service_account"}"#);
    assert_eq!([talk.play.value("User name"), talk.play.focus()], [r#"{"type": "service_account"}"#, "Password"]);
}
