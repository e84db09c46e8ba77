//! The answer: read, taken away, left.

use super::seeds::magento;
use crate::kit::{Conversation, scene};
use elemint::wizard::{
    CreatedInstance, CreationReply, Effect, Event, Leaving, ScreenEffect, SessionEffect, effect::Overwrite,
};
use std::path::{Path, PathBuf};

fn read(made: CreatedInstance) -> Conversation {
    let mut talk = magento();
    talk.say("yes").reply(CreationReply::Created(Ok(made)));
    talk.new_output();
    talk.play.effects();
    talk
}

#[test]
fn it_is_read_as_paths_and_values_with_secrets_hidden() {
    let mut talk = read(scene::made(scene::MAGENTO));
    talk.say("read");
    let output = talk.new_output();
    assert!(output.contains("\ntoken is (hidden)\n") && !output.contains(scene::TOKEN), "{output}");
    talk.say("read element.key");
    assert!(talk.new_output().starts_with("element.key is magentosoapv19\nNext, a word"));
    talk.say("read qqq");
    assert!(talk.new_output().starts_with("No line has these words."));
}

#[test]
fn the_token_is_shown_on_a_line_of_its_own_or_copied() {
    let mut talk = read(scene::made(scene::MAGENTO));
    talk.say("show");
    assert!(talk.new_output().starts_with(&format!("{}\n", scene::TOKEN)));
    talk.say("2");
    assert!(matches!(talk.play.effect(), Effect::Screen(ScreenEffect::Copy(_, "the token"))));
}

#[test]
fn it_is_saved_where_one_says_and_a_file_there_is_replaced_only_on_a_yes() {
    let mut talk = read(scene::made(scene::MAGENTO));
    talk.say("save");
    assert!(talk.new_output().contains("in a file only you can read.\nFile name ["));
    talk.say("answer.json");
    let saved = |talk: &mut Conversation, wanted: Overwrite| match talk.play.effect() {
        Effect::Session(SessionEffect::Save(path, _, overwrite)) => {
            assert_eq!((path.as_path(), overwrite), (Path::new("answer.json"), wanted));
        }
        other => panic!("{other:?}"),
    };
    saved(&mut talk, Overwrite::No);
    talk.event(Event::Exists(PathBuf::from("answer.json")));
    assert!(talk.new_output().contains("answer.json exists.\nReplace it, yes or no: "));
    talk.say("yes");
    saved(&mut talk, Overwrite::Yes);
}

#[test]
fn done_leaves_and_another_begins_anew() {
    let mut talk = read(scene::made(scene::MAGENTO));
    talk.say("another");
    assert_eq!(talk.play.at(), "element");
    let mut talk = read(scene::made(scene::MAGENTO));
    talk.say("done");
    assert!(matches!(talk.play.effect(), Effect::Screen(ScreenEffect::Leave(Leaving::Made(_)))));
}

#[test]
fn a_token_kept_nowhere_is_not_left_behind_unsaid() {
    let mut talk = read(scene::lost(scene::MAGENTO));
    for _ in 0..2 {
        talk.say("done");
        let output = talk.new_output();
        assert!(output.contains("Problem: The token is not saved yet. Type :token to copy it or"), "{output}");
        assert!(output.contains(":leave leaves without it."), "{output}");
    }
    talk.say("copy").say("done");
    assert!(matches!(talk.play.effects().last(), Some(Effect::Screen(ScreenEffect::Leave(_)))));
}

#[test]
fn a_token_kept_nowhere_is_left_behind_once_its_loss_is_said() {
    let mut talk = read(scene::lost(scene::MAGENTO));
    talk.say(":leave");
    assert!(talk.new_output().contains("Type :leave again to leave anyway."), "{}", talk.all());
    talk.say("done").say(":leave");
    assert!(matches!(talk.play.effects().last(), Some(Effect::Screen(ScreenEffect::Leave(_)))));
}

#[test]
fn saving_with_secrets_is_announced() {
    let mut talk = read(scene::made(scene::MAGENTO));
    assert!(talk.all().contains("A capital letter saves it with its secrets."), "{}", talk.all());
    talk.say("save i");
    assert!(!talk.new_output().contains("with its secrets"), "{}", talk.all());
    let mut talk = read(scene::made(scene::MAGENTO));
    talk.new_output();
    talk.say("save I");
    assert!(
        talk.new_output().contains("instance.json, with its secrets, in a file only you can read."),
        "{}",
        talk.all()
    );
}
