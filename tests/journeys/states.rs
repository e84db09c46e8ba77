//! States of sessions, by name.

use crate::kit::{Play, scene};
use elemint::{
    catalog::FieldKey,
    document::{json::Body, mask::Mask},
    domain::{
        Guard, Instance,
        draft::ChangeForm,
        fault::FaultKind,
        grant::{Refusal, StateCheck},
    },
    wizard::{
        ConsentReply, CreationReply, RecoveryReply, Reply, Session, steps::document::DocumentStep, viewer::Viewer,
    },
};
use std::time::Duration;

fn typed(mut play: Play, keys: &str) -> Play {
    play.keys(keys);
    play
}

fn replied(mut play: Play, reply: Reply) -> Play {
    play.reply(reply);
    play
}

fn limited() -> Play {
    let profile = scene::limited(Guard::new(true, true));
    Play::new(Session::new(scene::catalog(), vec![profile.clone()], Some(profile), None))
}

fn stranger(keys: &str) -> Play {
    typed(Play::new(scene::stranger()), keys)
}

fn asking() -> Play {
    typed(scene::infusionsoft(scene::HERE), "<c-s>")
}

fn port_taken() -> Play {
    let play = asking();
    let page = scene::page(&play);
    let blocked = scene::blocked("Port 8910 on this machine is in use by node (pid 4711).");
    replied(
        replied(play, Reply::Consent(ConsentReply::Address(Ok(page)))),
        Reply::Consent(ConsentReply::Listening(Err(blocked))),
    )
}

fn offered() -> Play {
    let play = scene::waiting(scene::HERE);
    let grant = play.grant("the-code-0001");
    replied(play, Reply::Consent(ConsentReply::Offered(grant)))
}

fn refused() -> Play {
    let description = Some("The owner of the shop said no".to_owned());
    let refusal = Refusal { error: "access_denied".into(), description, state: StateCheck::Matches };
    replied(scene::waiting(scene::HERE), Reply::Consent(ConsentReply::Refused(refusal)))
}

fn unverified() -> Play {
    let mut play = scene::waiting(scene::ELSEWHERE);
    play.paste("https://www.mycoolapp.com/auth?code=the-code-0001").keys("<enter>");
    play
}

fn sending() -> Play {
    typed(scene::granted(), "<enter>")
}

fn unclear() -> Play {
    let play = sending();
    let answer = scene::unclear(&play);
    replied(play, answer)
}

fn found(instances: Vec<Instance>) -> Play {
    replied(typed(unclear(), "<enter>"), Reply::Recovery(RecoveryReply::Found(Ok(instances), Duration::ZERO)))
}

fn earlier(account: bool) -> Play {
    let mut session = if account { scene::known() } else { scene::stranger() };
    session.requests.unsettled.push_back(scene::earlier());
    Play::new(session)
}

fn tested(outcome: Result<Duration, FaultKind>) -> Play {
    let play = typed(scene::response(scene::made(scene::MAGENTO)), "p");
    replied(play, Reply::Pinged(outcome.map_err(scene::fault)))
}

fn document(text: &str) -> Play {
    let body = Body::read(text.as_bytes().to_vec());
    Play::reading(DocumentStep::new("answer.json", Viewer::from_body(body, Mask::default(), "answer.json")))
}

/// The form that re-authorizes the Magento shop, complete and submitted.
fn changed(keys: &str) -> Play {
    let play = scene::changing(ChangeForm::Reauthorize, &scene::masked_magento());
    typed(play, &format!("new-pass-0002<c-s>{keys}"))
}

/// Returns a session in a state, by its name.
pub fn state(name: &str) -> Play {
    match name {
        "platform" => stranger(""),
        "profile" => typed(Play::new(scene::known()), "<esc>"),
        "profile tested" => typed(Play::new(scene::known()), "<esc><a-t>"),
        "profile unlimited" => typed(limited(), "<esc><a-p>"),
        "starting" => stranger("<enter>"),
        "wrong address" => stranger("http://api.example.com<enter>"),
        "sign-in" => stranger("<down><enter>"),
        "secrets missing" => stranger("<down><enter><c-s>"),
        "list" => Play::new(scene::known()),
        "no match" => typed(Play::new(scene::known()), "qqqqxyz"),
        "form" => scene::magento(),
        "empty form" => typed(Play::new(scene::known()), "magentosoapv19<enter><c-s>"),
        "support" => typed(Play::new(scene::known()), "syncplicity<enter>"),
        "asking" => asking(),
        "no page" => replied(asking(), Reply::Consent(ConsentReply::Address(Err(scene::fault(FaultKind::Refused))))),
        "waiting" => scene::waiting(scene::HERE),
        "waiting elsewhere" => scene::waiting(scene::ELSEWHERE),
        "port taken" => port_taken(),
        "offered" => offered(),
        "refused" => refused(),
        "late" => {
            let mut play = scene::waiting(scene::HERE);
            play.tick(600);
            play
        }
        "unverified" => unverified(),
        "consent given" => typed(scene::granted(), "<esc>"),
        "review" => scene::granted(),
        "creating" => sending(),
        "failed" => replied(sending(), Reply::Creation(CreationReply::Created(Err(scene::fault(FaultKind::Refused))))),
        "failed fields" => {
            let fault = scene::fault(FaultKind::Fields(vec![FieldKey::new("oauth.api.key")]));
            replied(sending(), Reply::Creation(CreationReply::Created(Err(fault))))
        }
        "unclear" => unclear(),
        "earlier" => earlier(true),
        "earlier, signed out" => earlier(false),
        "looking" => typed(unclear(), "<enter>"),
        "settling" => found(Vec::new()),
        "found" => found(vec![Instance::read(scene::MAGENTO).expect("an instance")]),
        "instance" => scene::response(scene::made(scene::MAGENTO)),
        "token not saved" => scene::response(scene::lost(scene::MAGENTO)),
        "tested" => tested(Ok(Duration::from_millis(182))),
        "test failed" => tested(Err(FaultKind::Refused)),
        "starting a filter" => typed(Play::new(scene::known()), "<tab>"),
        "change" => changed(""),
        "change without a difference" => typed(scene::changing(ChangeForm::Edit, &scene::masked_magento()), "<c-s>"),
        "changing" => changed("<enter>"),
        "instances" => scene::instances(3),
        "no instances" => typed(scene::instances(3), "qqqqxyz"),
        "instances selected" => typed(scene::instances(3), "<s-tab>"),
        "instances filtering" => typed(scene::instances(3), "<tab>"),
        "filter in vain" => typed(scene::instances(3), "tag:nowhere"),
        "filtering in vain" => typed(scene::instances(3), "tag:nowhere<tab>"),
        "filter not valid" => typed(scene::instances(3), "state:x"),
        "deleting" => typed(scene::instances(3), "<del>"),
        "details" => typed(scene::instances(3), "<enter>"),
        "trash" => scene::trash(Guard::default()),
        "emptying the trash" => typed(scene::trash(Guard::default()), "<del>"),
        "calls" => scene::operations(),
        "calls arriving" => typed(scene::instances(3), "<a-u>"),
        "call" => typed(scene::operations(), "<enter>"),
        "called" => typed(scene::operations(), "<enter><c-s>"),
        "text" => document("one\ntwo\n"),
        "document" => document(r#"{"total": 3, "items": [{"id": 1}, {"id": 2}], "password": "canary-0001"}"#),
        "searching" => typed(state("document"), "/id"),
        "searched" => typed(state("document"), "/id<enter>"),
        "filtering" => typed(state("document"), "|"),
        "copying" => typed(state("document"), "y"),
        "curl" => typed(scene::granted(), "<tab>"),
        "broken off" => document(r#"{"total": 3, "items": [{"id": 1"#),
        other => panic!("{other}"),
    }
}
