//! The list of everything that can be done, read out.

use crate::kit::{Conversation, Play, scene};

fn form() -> Conversation {
    let mut talk = Conversation::new(scene::known());
    talk.say("magentosoapv19\nada");
    talk.heard();
    talk
}

#[test]
fn colon_alone_lists_commands() {
    let mut talk = form();
    talk.say(":");
    let heard = talk.heard();
    assert!(heard.contains("Commands here:\n1. "), "{heard}");
    assert!(heard.contains("go on from any field, :go\n"), "{heard}");
    assert!(!heard.contains("ctrl-"), "{heard}");
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
    let heard = talk.heard();
    let line = heard.lines().find(|line| line.contains("field before")).expect("it is listed");
    talk.say(line.split('.').next().expect("a number"));
    assert_eq!(talk.play.focus(), "User name");
}

#[test]
fn an_empty_line_closes_it_and_the_question_is_put_again() {
    let mut talk = form();
    talk.say(":").heard();
    talk.say("");
    let heard = talk.heard();
    assert!(heard.contains("Password (needed): "), "{heard}");
    assert!(talk.hides());
}

#[test]
fn unknown_choice_is_reported_and_question_repeated() {
    let mut talk = form();
    talk.say(":").heard();
    talk.say("zzz");
    let heard = talk.heard();
    assert!(heard.contains("No command matches.\nType a number, or"), "{heard}");
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
        talk.heard();
        talk.say(":help");
        let heard = talk.heard();
        assert!(heard.contains(there) && !heard.contains(gone), "{heard}");
    }
}
