//! Waiting for the provider's consent.

use crate::kit::{Play, scene};
use crate::scene;
use elemint::{
    domain::{
        State,
        fault::FaultKind,
        grant::{Notices, Refusal, StateCheck},
    },
    text::Secret,
    wizard::{
        ConsentReply, LinkHandover, Listening, Reply,
        link_handover::{LaunchEnvironment, LinkDelivery, Remote},
    },
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
    Reply::Consent(ConsentReply::Refused(Refusal {
        error: "access_denied".into(),
        description,
        state: StateCheck::Matches,
    }))
}

/// A wait on a machine reached by ssh.
fn by_ssh(callback: &str, way: LinkDelivery) -> Play {
    let place = LaunchEnvironment::Ssh(Remote { target: "ada@192.0.2.7".into(), port: 22 });
    scene::handed_over(callback, LinkHandover { delivery: way, place, ..LinkHandover::default() })
}

fn typed(mut play: Play, keys: &str) -> Play {
    play.keys(keys);
    play
}

/// Returns a session that waits, after the platform answered with this page.
fn answered(page: &str) -> Play {
    let mut play = asking();
    let state = State::from_bytes(&[7; 32]);
    let page = play.consent().page(&page.replace("$S", state.as_str()), state).expect("a page");
    play.reply(ConsentReply::Address(Ok(page))).reply(ConsentReply::Listening(Ok(Listening::default())));
    play
}

/// A wait in OAuth 1, where a request token takes the place of the state.
fn by_request_token() -> Play {
    let mut play = asking();
    let state = State::from_bytes(&[7; 32]);
    let page = play.consent().page("https://www.evernote.com/OAuth.action?oauth_token=token-0001", state);
    let page = page.expect("a page").expecting_verifier(Secret::new("token-0001"), Secret::new("secret-0001"));
    play.reply(ConsentReply::Address(Ok(page))).reply(ConsentReply::Listening(Ok(Listening::default())));
    play.reply(ConsentReply::Opened(Ok(())));
    play
}

scene!(consent_asking, asking());
scene!(consent_by_request_token, by_request_token());
scene!(consent_by_request_token_typed, typed(by_request_token(), "718281"));
scene!(consent_by_ssh, by_ssh(scene::HERE, LinkDelivery::Show));
scene!(consent_by_ssh_to_a_callback_elsewhere, by_ssh(scene::ELSEWHERE, LinkDelivery::Copy));
scene!(consent_link_alone, typed(scene::waiting(scene::HERE), "<a-u>"));
scene!(consent_picture, typed(scene::waiting(scene::HERE), "<a-q>"));
scene!(
    consent_held,
    answered("https://signin.infusionsoft.com/a?client_id=you&state=guess&redirect_uri=https%3A%2F%2Felse.com%2Fcb")
);
scene!(
    consent_secret_in_the_link,
    answered(
        "https://acme.sharepoint.com/_layouts/15/OAuthAuthorize.aspx?client_id=client-id-0001\
         &client_secret=client-secret-0001&state=$S"
    )
);
scene!(consent_offered, {
    let mut play = scene::waiting(scene::HERE);
    let grant = play.grant("the-code-0001");
    play.reply(ConsentReply::Offered(grant));
    play
});
scene!(consent_short_link, {
    let mut play = asking();
    let page = scene::page(&play);
    play.reply(ConsentReply::Address(Ok(page)));
    let link = Some(Secret::new("http://127.0.0.1:8910/go/SX7Cw1mZQm2t0aXo1Yk3bA"));
    play.reply(ConsentReply::Listening(Ok(Listening { link, ..Listening::default() })));
    with(play, Reply::Consent(ConsentReply::Opened(Err("There is no desktop here to open a browser on.".into()))))
});
scene!(consent_certificate_of_our_own, {
    let mut play = asking();
    let (page, fingerprint) = (scene::page(&play), ["5E:0B:91:C7"; 8].join(":"));
    play.reply(ConsentReply::Address(Ok(page)));
    play.reply(ConsentReply::Listening(Ok(Listening { fingerprint: Some(fingerprint), ..Listening::default() })));
    with(play, Reply::Consent(ConsentReply::Opened(Ok(()))))
});
scene!(
    consent_out_of_order,
    with(
        scene::waiting(scene::HERE),
        Reply::Consent(ConsentReply::Refused(Refusal {
            error: "temporarily_unavailable".into(),
            description: None,
            state: StateCheck::Matches
        }))
    )
);
scene!(consent_without_state, {
    let mut play = scene::waiting(scene::ELSEWHERE);
    play.paste("https://www.mycoolapp.com/auth?code=the-code-0001").keys("<enter>");
    play
});
scene!(consent_no_page, with(asking(), Reply::Consent(ConsentReply::Address(Err(scene::fault(FaultKind::Refused))))));
scene!(consent_waiting_here, scene::waiting(scene::HERE));
scene!(consent_waiting_elsewhere, {
    let mut play = scene::waiting(scene::ELSEWHERE);
    play.tick(83);
    play
});
scene!(consent_port_taken, {
    let mut play = asking();
    let page = scene::page(&play);
    let why = "Port 8910 on this machine is in use by node (pid 4711).";
    play.reply(ConsentReply::Address(Ok(page))).reply(ConsentReply::Listening(Err(scene::blocked(why))));
    play
});
scene!(
    consent_no_browser,
    with(scene::waiting(scene::HERE), Reply::Consent(ConsentReply::Opened(Err("No browser was found.".into()))))
);
scene!(
    consent_ignored,
    with(
        scene::waiting(scene::HERE),
        Reply::Consent(ConsentReply::Noticed(Notices { ignored: 3, ..Notices::default() }))
    )
);
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
