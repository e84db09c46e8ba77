//! The list of everything that can be done, read out.

use crate::kit::{Conversation, Play, scene};

fn form() -> Conversation {
    let mut talk = Conversation::new(scene::known());
    talk.say("magentosoapv19\nada");
    talk.new_output();
    talk
}

#[test]
fn colon_alone_lists_commands() {
    let mut talk = form();
    talk.say(":");
    let output = talk.new_output();
    assert!(output.contains("Commands here:\n1. "), "{output}");
    assert!(output.contains("go on from any field, :go\n"), "{output}");
    assert!(!output.contains("ctrl-"), "{output}");
    assert!(!talk.hides());
}

#[test]
fn a_number_or_words_of_it_do_it() {
    for choice in ["field before", "BEFORE"] {
        let mut talk = form();
        talk.say(":").say(choice);
        assert_eq!(talk.play.focus(), "User name", "{choice}");
    }
    let mut talk = form();
    talk.say(":");
    let output = talk.new_output();
    let line = output.lines().find(|line| line.contains("field before")).expect("it is listed");
    talk.say(line.split('.').next().expect("a number"));
    assert_eq!(talk.play.focus(), "User name");
}

#[test]
fn an_empty_line_closes_it_and_the_question_is_put_again() {
    let mut talk = form();
    talk.say(":").new_output();
    talk.say("");
    let output = talk.new_output();
    assert!(output.contains("Password (needed): "), "{output}");
    assert!(talk.hides());
}

#[test]
fn unknown_choice_is_reported_and_question_repeated() {
    let mut talk = form();
    talk.say(":").new_output();
    talk.say("zzz");
    let output = talk.new_output();
    assert!(output.contains("No command matches.\nType a number, or"), "{output}");
    assert_eq!(talk.say("before").play.focus(), "User name");
}

#[test]
fn colon_word_applies_to_step_below_palette() {
    let mut talk = form();
    talk.say(":").say(":previous");
    assert_eq!(talk.play.focus(), "User name");
}

#[test]
fn help_speaks_of_nothing_that_is_only_seen_and_leaves_no_word_out() {
    let mut review = scene::magento();
    review.keys("<c-s>");
    for (play, there, gone) in [
        (review, ":back - back to the form, keeping everything\n:copy - copy all of it, secrets masked", "search"),
        (scene::response(scene::made(scene::MAGENTO)), "\nread - read the answer", "search"),
        (Play::new(scene::known()), ":back - clear the filter, then back to the platforms", ":forget"),
    ] {
        let mut talk = Conversation::with(play);
        talk.new_output();
        talk.say(":help");
        let output = talk.new_output();
        assert!(output.contains(there) && !output.contains(gone), "{output}");
    }
}
