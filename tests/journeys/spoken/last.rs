//! Last values in plain lines.

use crate::kit::{Conversation, scene};
use elemint::domain::{LastValues, ProfileName};

fn talk() -> Conversation {
    let mut session = scene::known();
    let mut last = LastValues::default();
    last.note(&ProfileName::new("work"), scene::left());
    session.forms.last = last;
    Conversation::new(session)
}

#[test]
fn prefilled_values_are_marked_as_last_values() {
    let mut talk = talk();
    talk.say("magentosoapv19");
    let output = talk.new_output();
    assert!(output.contains("Entry 1 is filled in: User name, ada, as last time. :1 changes it."), "{output}");
    assert!(output.ends_with("Password (needed): "), "{output}");
    talk.say("pass-word-0001");
    let output = talk.new_output();
    assert!(output.contains("As last time; :last clears all values from last time."), "{output}");
    assert!(output.ends_with("Store URL [https://shop.example]: "), "{output}");
}

#[test]
fn a_word_takes_it_out() {
    let mut talk = talk();
    talk.say("magentosoapv19\n:last");
    assert_eq!(talk.play.value("User name"), "");
    assert!(talk.say(":help").new_output().contains(":last - take out what was filled in from last time"));
}
