//! Numbered lists in plain lines: a printed number keeps its meaning until the list is printed again.

use crate::kit::{Conversation, scene};
use elemint::{
    domain::{Instance, ListedInstance},
    text::Secret,
    wizard::{
        RecoveryReply, Reply,
        instances::{InstanceJob, InstanceNews},
    },
};
use std::time::Duration;

/// Returns the number that was printed last for a row with these words.
fn number(output: &str, words: &str) -> Option<usize> {
    let row = |line: &str| {
        let (number, text) = line.split_once(". ")?;
        text.starts_with(words).then(|| number.parse().ok())?
    };
    output.lines().filter_map(row).next_back()
}

/// An instance of a list with less of it than its details need, opened.
fn opened() -> Conversation {
    let mut play = scene::instances(3);
    let short = |id| ListedInstance { is_complete: false, ..scene::listed(id) };
    play.keys("<c-r>").event(scene::news(InstanceNews::Listed(2, Ok(scene::part((1..=3).map(short))))));
    let mut talk = Conversation::with(play);
    talk.say("1");
    assert_eq!(talk.play.at(), "details");
    talk
}

#[test]
fn words_of_an_instance_keep_their_numbers_when_it_was_read() {
    let mut talk = opened();
    let trace = number(&talk.new_output(), "trace").expect("a number");
    talk.reply(Reply::InstanceRead(Ok(Box::new(scene::listed(1)))));
    assert_eq!(number(&talk.new_output(), "trace"), None, "the list is the same: {}", talk.all());
    talk.say(&trace.to_string());
    assert!(talk.new_output().contains("Log the requests"), "{}", talk.all());
}

#[test]
fn fact_that_was_extended_is_not_said_again_from_its_beginning() {
    let mut talk = opened();
    assert!(talk.new_output().contains("enabled · "), "{}", talk.all());
    let read = scene::listed(1);
    let raw = read.raw.expose().replacen('{', r#"{"user":{"emailAddress":"sam@example.com"},"#, 1);
    talk.reply(Reply::InstanceRead(Ok(Box::new(ListedInstance { raw: Secret::new(raw), ..read }))));
    let output = talk.new_output();
    assert!(output.contains("by sam@example.com") && !output.contains("enabled"), "{output}");
}

#[test]
fn copy_of_an_instance_that_is_not_read_yet_says_so() {
    let mut talk = opened();
    talk.say("clone");
    assert_eq!(talk.play.at(), "details");
    assert!(talk.new_output().contains("The instance was not read yet."), "{}", talk.all());
}

#[test]
fn words_of_an_instance_are_listed_again_when_they_change() {
    let mut talk = opened();
    talk.reply(Reply::InstanceRead(Ok(Box::new(scene::listed(1)))));
    assert!(number(&talk.new_output(), "disable").is_some());
    talk.event(scene::news(InstanceNews::Done("1".into(), InstanceJob::Disable, Ok(Duration::ZERO))));
    let enable = number(&talk.new_output(), "enable").expect("the list again");
    talk.say(&enable.to_string());
    let effects = talk.play.effects();
    assert!(format!("{effects:?}").contains("job: Enable"), "{effects:?}");
}

#[test]
fn number_of_a_command_that_no_longer_applies_does_nothing() {
    let mut talk = opened();
    talk.reply(Reply::InstanceRead(Ok(Box::new(scene::listed(1)))));
    talk.new_output();
    talk.say(":");
    let disable = number(&talk.new_output(), "disable it").expect("a number");
    talk.event(scene::news(InstanceNews::Done("1".into(), InstanceJob::Disable, Ok(Duration::ZERO))));
    talk.play.effects();
    talk.say(&disable.to_string());
    assert!(talk.new_output().contains("no longer applies"), "{}", talk.all());
}

#[test]
fn reads_of_an_instance_are_listed_again_when_the_filter_changes() {
    let mut talk = Conversation::with(scene::operations());
    talk.new_output();
    talk.say("contacts");
    assert_eq!(number(&talk.new_output(), "/contacts"), Some(1), "{}", talk.all());
}

#[test]
fn instances_that_were_found_are_listed_again_when_others_are() {
    let mut play = scene::magento();
    play.keys("<c-s><enter>");
    let unclear = scene::unclear(&play);
    play.reply(unclear);
    let mut talk = Conversation::with(play);
    let instance = |id: &str| Instance::read(&scene::MAGENTO.replace("471197", id)).expect("an instance");
    talk.say("").reply(RecoveryReply::Found(Ok(vec![instance("1"), instance("2")]), Duration::ZERO));
    assert_eq!(number(&talk.new_output(), "Instance 2"), Some(2), "{}", talk.all());
}
