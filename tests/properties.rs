//! Properties that hold for any user, platform and terminal.
#![cfg(test)]

mod kit;

use elemint::{
    catalog::FieldKey,
    domain::{
        Draft,
        fault::FaultKind,
        grant::{Refusal, StateCheck},
    },
    wizard::{
        ConsentReply, CreationReply, Effect, Event, Input, Key, KeyCode, Listening, RecoveryReply, Reply,
        SessionEffect, Step, Visit,
    },
};
use kit::{Play, pasted, scene};
use proptest::{prelude::*, sample::select};

/// Event.
#[derive(Clone, Debug)]
enum UserAction {
    Press(Key),
    Paste(String),
    Reply(Answer),
    Wait(u64),
    Exists,
    Interrupt,
    Resize(u16, u16),
}

/// Kind of reply. The reply itself depends on the current step.
#[derive(Clone, Copy, Debug)]
enum Answer {
    Practice,
    Checked(bool),
    Page(bool),
    Listening(bool),
    Opened(bool),
    Granted,
    Refused,
    Ignored,
    Made,
    Lost,
    Fault(u8),
    Found(usize),
    Adopted,
}

fn any_key() -> impl Strategy<Value = Key> {
    let common = vec![
        KeyCode::Enter,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Esc,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::F(1),
    ];
    let char =
        prop_oneof![3 => select("acehijklmnopqrstyCEGNRY/? .:日é".chars().collect::<Vec<_>>()), 1 => any::<char>()];
    let code = prop_oneof![3 => select(common), 2 => char.prop_map(KeyCode::Char)];
    let held = prop::bool::weighted(0.15);
    (code, held, held).prop_map(|(code, ctrl, alt)| Key { ctrl, alt, ..Key::plain(code) })
}

fn any_paste() -> impl Strategy<Value = String> {
    let odd = [
        "“ada”\n",
        "Authorization: User one, Organization two",
        r#"{ "element": { "key": "zuorav2" }, "configuration": { "authentication.type": "custom" } }"#,
        r#"{ "element": { "key": "atlantis" } }"#,
        "http://127.0.0.1:8910/callback?code=abc&state=guess",
        "https://www.mycoolapp.com/auth?error=access_denied",
        "\u{202e}\u{1b}[2J",
    ];
    prop_oneof![select(odd.map(str::to_owned).to_vec()), any::<String>()]
}

fn any_answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        Just(Answer::Practice),
        any::<bool>().prop_map(Answer::Checked),
        any::<bool>().prop_map(Answer::Page),
        any::<bool>().prop_map(Answer::Listening),
        any::<bool>().prop_map(Answer::Opened),
        Just(Answer::Granted),
        Just(Answer::Refused),
        Just(Answer::Ignored),
        Just(Answer::Made),
        Just(Answer::Lost),
        (0_u8..8).prop_map(Answer::Fault),
        (0_usize..3).prop_map(Answer::Found),
        Just(Answer::Adopted),
    ]
}

fn any_action() -> impl Strategy<Value = UserAction> {
    prop_oneof![
        12 => any_key().prop_map(UserAction::Press),
        2 => any_paste().prop_map(UserAction::Paste),
        6 => any_answer().prop_map(UserAction::Reply),
        1 => (0_u64..700).prop_map(UserAction::Wait),
        1 => Just(UserAction::Exists),
        1 => Just(UserAction::Interrupt),
        2 => (1_u16..130, 1_u16..45).prop_map(|(columns, rows)| UserAction::Resize(columns, rows)),
    ]
}

fn kind(number: u8) -> FaultKind {
    match number {
        0 => FaultKind::Account,
        1 => FaultKind::Fields(vec![elemint::catalog::FieldKey::new("password")]),
        2 => FaultKind::Code,
        3 => FaultKind::Refused,
        4 => FaultKind::Busy(None),
        5 => FaultKind::Unreached,
        6 => FaultKind::Unclear,
        _ => FaultKind::Local,
    }
}

/// The reply, where it can be made just now.
fn reply(play: &Play, answer: Answer, instance: &str) -> Option<Reply> {
    let asked = matches!(play.wizard().step(), Step::Consent(_));
    let fault = || scene::fault(FaultKind::Refused);
    let yes = |good: bool| if good { Ok(()) } else { Err("it did not work".to_owned()) };
    Some(match answer {
        Answer::Practice => Reply::SandboxStarted(Ok(scene::account())),
        Answer::Checked(good) => Reply::Checked(if good { Ok(()) } else { Err(scene::fault(FaultKind::Account)) }),
        Answer::Page(good) if asked => {
            Reply::Consent(ConsentReply::Address(if good { Ok(scene::page(play)) } else { Err(fault()) }))
        }
        Answer::Listening(good) => Reply::Consent(ConsentReply::Listening(
            yes(good).map(|()| Listening::default()).map_err(|why| scene::blocked(&why)),
        )),
        Answer::Opened(good) => Reply::Consent(ConsentReply::Opened(yes(good))),
        Answer::Granted if play.has_asked() => Reply::Consent(ConsentReply::Granted(play.grant(CANARY))),
        Answer::Refused => Reply::Consent(ConsentReply::Refused(Refusal {
            error: "access_denied".into(),
            description: Some("no".into()),
            state: StateCheck::Matches,
        })),
        Answer::Ignored => {
            Reply::Consent(ConsentReply::Noticed(elemint::domain::grant::Notices { ignored: 2, ..Default::default() }))
        }
        Answer::Made => Reply::Creation(CreationReply::Created(Ok(scene::made(instance)))),
        Answer::Lost => Reply::Creation(CreationReply::Created(Ok(scene::lost(instance)))),
        Answer::Fault(6) if matches!(play.wizard().step(), Step::Creating(_)) => scene::unclear(play),
        Answer::Fault(number) => Reply::Creation(CreationReply::Created(Err(scene::fault(kind(number))))),
        Answer::Found(count) => Reply::Recovery(RecoveryReply::Found(
            Ok(vec![scene::made(instance).instance; count]),
            std::time::Duration::ZERO,
        )),
        Answer::Adopted => Reply::Recovery(RecoveryReply::Adopted(scene::made(instance))),
        Answer::Page(_) | Answer::Granted => return None,
    })
}

/// Performs one event.
fn act(play: &mut Play, action: &UserAction, instance: &str) {
    match action {
        UserAction::Press(key) => play.input(Input::Key(*key)),
        UserAction::Paste(text) => play.input(pasted(text)),
        UserAction::Reply(answer) => match reply(play, *answer, instance) {
            Some(reply) => play.reply(reply),
            None => play.late(
                Visit(u32::MAX),
                Reply::Consent(ConsentReply::Noticed(elemint::domain::grant::Notices::default())),
            ),
        },
        UserAction::Wait(seconds) => play.tick(*seconds),
        UserAction::Exists => play.event(Event::Exists("there.json".into())),
        UserAction::Interrupt => play.event(Event::Interrupt),
        UserAction::Resize(..) => play,
    };
}

/// First part of every secret; a part cut off still begins with it.
const CANARY: &str = "kanarienvogel-4711-and-more";
const CHIRP: &str = "kanarien";

/// Returns the start of a session, with the canary in every secret.
fn scene(number: u8) -> Play {
    let mut play = match number % 7 {
        0 => Play::new(scene::stranger()),
        1 => Play::new(scene::returning(scene::left())),
        2 => scene::magento(),
        3 => scene::waiting(scene::HERE),
        4 => scene::waiting(scene::ELSEWHERE),
        5 => scene::granted(),
        _ => scene::response(scene::made(&canaries(scene::MAGENTO))),
    };
    match number % 7 {
        0 => play.keys("<down><enter>").keys(CANARY).keys("<enter>").keys(CANARY),
        2 => play.keys("<up><up><up><c-u>").keys(CANARY),
        _ => &mut play,
    };
    play
}

/// An answer with the canary in the place of each secret.
fn canaries(answer: &str) -> String {
    [scene::TOKEN, "pass-word-0001", "00112233445566778899aabbccddeeff"]
        .into_iter()
        .fold(answer.to_owned(), |answer, secret| answer.replace(secret, CANARY))
}

/// Keys that show a secret because they are asked to.
fn reveals(action: &UserAction) -> bool {
    matches!(action, UserAction::Press(key) if matches!(key.code, KeyCode::Char('r' | 'R')))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_session_on_any_screen_comes_to_a_sudden_end(
        start: u8,
        actions in prop::collection::vec(any_action(), 0..60),
    ) {
        let mut play = scene(start);
        let mut size = (80, 24);
        for action in &actions {
            act(&mut play, action, scene::MAGENTO);
            if let UserAction::Resize(columns, rows) = action {
                size = (*columns, *rows);
            }
            play.draw(size.0, size.1);
        }
    }

    #[test]
    fn no_secret_is_drawn_or_logged_or_kept(
        start: u8,
        actions in prop::collection::vec(any_action().prop_filter("asks for a secret", |action| !reveals(action)), 0..60),
    ) {
        let mut play = scene(start);
        let instance = canaries(scene::MAGENTO);
        for action in &actions {
            act(&mut play, action, &instance);
            let screen = play.screen(120, 40);
            prop_assert!(!screen.contains(CHIRP), "on the screen after {action:?}:\n{screen}");
            let wizard = format!("{:?}", play.wizard());
            prop_assert!(!wizard.contains(CHIRP), "in the wizard after {action:?}: {wizard}");
            for effect in play.effects() {
                prop_assert!(!format!("{effect:?}").contains(CHIRP), "in an effect of {action:?}: {effect:?}");
                if let Effect::Session(SessionEffect::KeepDraft(kept)) = &effect {
                    let text = serde_json::to_string(&kept.form).expect("JSON");
                    prop_assert!(!text.contains(CHIRP), "kept after {action:?}: {text}");
                }
            }
        }
    }

    #[test]
    fn a_draft_comes_back_as_it_went_but_for_its_secrets(
        element: prop::sample::Index,
        mode: prop::sample::Index,
        entries in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), ".{0,12}"), 0..12),
        own in prop::collection::vec("[a-z. é]{0,12}|oauth.[a-z]{1,3}", 0..4),
        name: String,
        tags: String,
    ) {
        let catalog = scene::catalog();
        let element = element.get(catalog.entries()).element();
        let mut draft = Draft::new(element.clone());
        for (mode, field, text) in &entries {
            draft.choose_mode(mode.index(element.modes.len()));
            let keys: Vec<_> = draft.fields().map(|field| field.key.clone()).collect();
            if !keys.is_empty() {
                draft.set(field.get(&keys), text);
            }
        }
        for key in own.iter().map(FieldKey::new) {
            if !element.modes.iter().any(|mode| mode.field(&key).is_some()) && draft.add(&key) {
                draft.set(&key, "plain");
            }
        }
        draft.choose_mode(mode.index(element.modes.len()));
        (draft.name, draft.tags) = (name, tags);
        let back = Draft::resume(element.clone(), &draft.to_kept());
        for field in element.modes.iter().flat_map(|mode| &mode.fields).filter(|field| field.is_secret()) {
            draft.set(&field.key, "");
        }
        let secret: Vec<_> = draft.fields().filter(|field| field.is_secret()).map(|field| field.key.clone()).collect();
        for key in &secret {
            draft.set(key, "");
        }
        prop_assert_eq!(back, draft);
    }
}
