//! No sentence says that something is kept where nothing is, or the other way round: every step, in both front ends.

use crate::kit::{Conversation, Play, scene};
use elemint::{
    domain::{Fault, Instance, Reference},
    wizard::{CreatedInstance, CreationReply, RecoveryReply, Reply, Session},
};
use rstest::rstest;
use std::time::Duration;

/// Words that are false where nothing is saved.
const KEEPS: [&str; 11] = [
    "saved in",
    "forms are saved",
    "saved where you choose",
    "saved on this machine",
    "saves the token",
    "saves its token",
    "saving its token",
    "token is saved.",
    "next start",
    "next time",
    "was deleted",
];

/// Words that are false if files are saved.
const NOTHING: [&str; 7] = [
    "nothing is saved",
    "nothing is written",
    "not saved: copy",
    "not saved yet",
    "forms are lost",
    "forgotten when you leave",
    "token is only here",
];

fn session(mut session: Session, keeps: bool) -> Session {
    session.options.keeps = keeps;
    session.offer_tour();
    session
}

fn made(keeps: bool) -> CreatedInstance {
    let nothing = Fault::local("Nothing is kept, as you asked.", "Copy or save it before you leave.");
    if keeps {
        scene::made(scene::MAGENTO)
    } else {
        CreatedInstance { kept: Err(nothing), ..scene::made(scene::MAGENTO) }
    }
}

/// A session as far as a step.
fn at(step: &str, keeps: bool) -> Play {
    let mut play = Play::new(session(if step == "sign-in" { scene::stranger() } else { scene::known() }, keeps));
    match step {
        "sign-in" => {
            play.keys("<down><enter>");
        }
        "list" => {}
        "left" => play = Play::new(session(scene::returning(scene::left()), keeps)),
        "dropped" => {
            play = Play::new(session(scene::returning(scene::left()), keeps));
            play.keys("<del>");
        }
        _ => {
            play.keys("magentosoapv19<enter>ada<enter>env:SHOP<enter>https://shop.example<enter>Test");
            later(&mut play, step, keeps);
        }
    }
    play
}

fn later(play: &mut Play, step: &str, keeps: bool) {
    let found = || {
        Reply::Recovery(RecoveryReply::Found(
            Ok(vec![Instance::read(scene::MAGENTO).expect("an instance")]),
            Duration::ZERO,
        ))
    };
    match step {
        "form" => {
            play.keys("<tab>");
        }
        "reference" => {
            play.keys("<up><up>");
        }
        "review" => {
            play.keys("<c-s>");
        }
        "creating" => {
            play.keys("<c-s><enter>");
        }
        "instance" => {
            play.keys("<c-s><enter>").reply(CreationReply::Created(Ok(made(keeps))));
        }
        _ => {
            play.keys("<c-s><enter>");
            let answer = scene::unclear(play);
            play.reply(answer);
            match step {
                "unclear" => {}
                "looking" => {
                    play.keys("<enter>");
                }
                "settling" => {
                    play.keys("<enter>").reply(RecoveryReply::Found(Ok(Vec::new()), Duration::from_secs(90)));
                }
                "absent" => {
                    play.keys("<enter>").reply(RecoveryReply::Found(Ok(Vec::new()), Duration::ZERO)).tick(10);
                    play.reply(RecoveryReply::Found(Ok(Vec::new()), Duration::ZERO));
                }
                "found" => {
                    play.keys("<enter>").reply(found());
                }
                "left-open" => {
                    play.keys("<enter>").reply(found()).keys("<esc>");
                }
                "adopting" => {
                    play.keys("<enter>").reply(found()).keys("<enter>");
                }
                other => panic!("{other}"),
            }
        }
    }
}

/// Returns all text of both front ends for a step: the screen, its help, the question before leaving, and plain lines.
fn sentences(step: &str, keeps: bool) -> Vec<String> {
    let flowing = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let play = at(step, keeps);
    let mut sentences: Vec<_> = [(80, 24), (120, 40), (40, 12)].map(|(width, rows)| play.screen(width, rows)).into();
    for keys in ["<f1>", "<c-c>", "<esc>"] {
        let mut play = at(step, keeps);
        play.keys(keys);
        sentences.push(play.screen(120, 60));
    }
    let mut talk = Conversation::with(at(step, keeps));
    talk.say(":help");
    talk.say(":leave");
    sentences.push(talk.all().to_owned());
    sentences.into_iter().map(flowing).collect()
}

#[rstest]
fn no_step_contradicts_retention(
    #[values(
        "sign-in",
        "list",
        "left",
        "dropped",
        "form",
        "reference",
        "review",
        "creating",
        "instance",
        "unclear",
        "looking",
        "settling",
        "absent",
        "found",
        "left-open",
        "adopting"
    )]
    step: &str,
    #[values(true, false)] keeps: bool,
) {
    for text in sentences(step, keeps) {
        for words in if keeps { &NOTHING[..] } else { &KEEPS[..] } {
            assert!(!text.contains(words), "“{words}”, {step}: {text}");
        }
    }
}

#[test]
fn a_token_that_is_kept_nowhere_is_called_so_by_header_and_tour_alike() {
    let mut session = session(scene::known(), false);
    session.offer_tour();
    let mut play = Play::new(session);
    play.keys("magentosoapv19<enter>ada<enter>pass-word-0001<enter>https://shop.example<enter>Test<c-s><enter>");
    play.reply(CreationReply::Created(Ok(made(false))));
    assert!(play.sees("not saved: copy it now"), "{}", play.screen(100, 24));
    assert!(play.screen(100, 24).contains("the token is only here"), "{}", play.screen(100, 24));
    assert!(Reference::read("env:SHOP").is_some());
}
