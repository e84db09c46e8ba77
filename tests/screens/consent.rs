//! Waiting for the provider's consent.

use crate::kit::{Play, scene};
use crate::scene;
use elemint::{
    domain::{fault::FaultKind, grant::Refusal, grant::StateCheck},
    wizard::Reply,
};

fn asking() -> Play {
    let mut play = scene::infusionsoft(scene::HERE);
    play.keys("<c-s>");
    play
}

fn with(mut play: Play, reply: Reply) -> Play {
    play.reply(reply);
    play
}

fn pasted(query: &str) -> Play {
    let mut play = scene::waiting(scene::ELSEWHERE);
    let answer = play.answer(query);
    play.paste(&answer);
    play
}

fn refusal() -> Reply {
    let description = Some("The owner of the shop did not allow this application to read its orders".into());
    Reply::Refused(Refusal { error: "access_denied".into(), description, state: StateCheck::Matches })
}

scene!(consent_asking, asking());
scene!(consent_no_page, with(asking(), Reply::Address(Err(scene::fault(FaultKind::Refused)))));
scene!(consent_waiting_here, scene::waiting(scene::HERE));
scene!(consent_waiting_elsewhere, {
    let mut play = scene::waiting(scene::ELSEWHERE);
    play.tick(83);
    play
});
scene!(consent_port_taken, {
    let mut play = asking();
    let page = scene::page(&play);
    let why = "another program holds port 8910: close it, or paste the address the browser ends on";
    play.reply(Reply::Address(Ok(page))).reply(Reply::Listening(Err(scene::blocked(why))));
    play
});
scene!(
    consent_no_browser,
    with(scene::waiting(scene::HERE), Reply::Opened(Err("No browser was found. Copy the link with alt-c.".into())))
);
scene!(consent_ignored, with(scene::waiting(scene::HERE), Reply::Ignored(3)));
scene!(consent_refused, with(scene::waiting(scene::HERE), refusal()));
scene!(consent_pasted, pasted("code=the-code-0001&realmId=9130"));
scene!(consent_foreign, {
    let mut play = scene::waiting(scene::ELSEWHERE);
    play.paste("https://www.mycoolapp.com/auth?code=x&state=infusionsoftecommerce").keys("<enter>");
    play
});
scene!(consent_too_late, {
    let mut play = scene::waiting(scene::HERE);
    play.tick(600);
    play
});
scene!(consent_given, {
    let mut play = scene::granted();
    play.keys("<esc>");
    play
});
