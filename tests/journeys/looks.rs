//! Differences of an instance from the last look at it.

use crate::kit::{Conversation, Play, scene};
use elemint::{
    domain::{LookDifferences, Timestamp, instance_look::ValueDifference},
    wizard::{Effect, Reply, Start, VisitEffect, instances::InstanceNews},
};

fn value(key: &str, before: Option<&str>, after: Option<&str>) -> ValueDifference {
    ValueDifference { key: key.into(), before: before.map(str::to_owned), after: after.map(str::to_owned) }
}

/// Returns the details of an instance that has changed since the last look.
fn changed() -> Play {
    let mut play = scene::instances(5);
    let since = Timestamp(play.wizard().session().now.0 - 3 * 3600);
    let values = vec![
        value("configuration.url", Some("https://old.example"), Some("https://shop.example")),
        value("disabled", None, Some("true")),
    ];
    play.keys("<enter>").reply(Reply::InstanceRead(Ok(Box::new(scene::listed(1)))));
    play.effects();
    play.reply(Reply::Looked(Some(Box::new(LookDifferences { since, values }))));
    play
}

fn has_noted(play: &mut Play) -> bool {
    play.effects().iter().any(|effect| matches!(effect, Effect::Visit(VisitEffect::NoteLook(_))))
}

#[test]
fn opened_instance_is_compared_with_the_last_look() {
    let mut play = scene::instances(5);
    play.keys("<enter>");
    assert!(!has_noted(&mut play));
    play.reply(Reply::InstanceRead(Ok(Box::new(scene::listed(1)))));
    assert!(has_noted(&mut play));
}

#[test]
fn nothing_is_noted_where_nothing_is_kept() {
    let mut session = scene::known();
    session.options.keeps = false;
    let mut play = Play::from(session, &Start::Instances);
    play.event(scene::news(InstanceNews::Listed(1, Ok(scene::part([scene::listed(1)]))))).keys("<enter>");
    play.reply(Reply::InstanceRead(Ok(Box::new(scene::listed(1)))));
    assert!(!has_noted(&mut play));
}

#[test]
fn card_counts_the_changes() {
    let play = changed();
    assert!(play.sees("2 changes since 3 h ago"), "{}", play.screen(80, 24));
}

#[test]
fn changes_are_read_over_the_instance() {
    let mut play = changed();
    play.keys("<tab>");
    assert_eq!(play.at(), "document");
    assert!(play.sees("configuration.url") && play.sees("https://old.example"), "{}", play.screen(80, 24));
    play.keys("<esc>");
    assert_eq!(play.at(), "details");
}

#[test]
fn second_look_without_a_change_keeps_the_changes() {
    let mut play = changed();
    play.reply(Reply::Looked(None));
    assert!(play.sees("2 changes since 3 h ago"), "{}", play.screen(80, 24));
}

#[test]
fn without_changes_there_is_nothing_to_show() {
    let mut play = scene::instances(5);
    play.keys("<enter>").reply(Reply::Looked(None)).keys("<tab>");
    assert_eq!((play.at(), play.notice_text().trim()), ("details", "No change since the last look is known."));
}

#[test]
fn changes_are_read_in_plain_lines() {
    let mut talk = Conversation::with(changed());
    assert!(talk.new_output().contains("2 changes since 3 h ago"), "{}", talk.all());
    talk.say("changes");
    assert_eq!(talk.play.at(), "document");
}
