//! The form of an element, and the request made of it.

use crate::kit::{Play, scene};
use crate::scene;
use elemint::{domain::OAuthProxy, wizard::Event};

fn form(element: &str, keys: &str) -> Play {
    let mut play = Play::new(scene::known());
    play.keys(element).keys("<enter>").keys(keys);
    play
}

fn then(mut play: Play, keys: &str) -> Play {
    play.keys(keys);
    play
}

scene!(form_empty, form("infus online", ""));
scene!(form_filled, scene::infusionsoft(scene::HERE));
scene!(form_faults, form("magentosoap", "<c-s>"));
scene!(form_wrong_address, form("magentosoap", "<tab><tab>ftp://shop.example<tab><up>"));
scene!(form_secret_shown, form("magentosoap", "<tab>pass-word-0001<c-r>"));
scene!(form_repaired, {
    let mut play = form("magentosoap", "");
    play.paste("“ada”\n");
    play
});
scene!(form_reference, form("magentosoap", "ada<tab>cmd:pass<space>show<space>shop"));
scene!(form_options, then(scene::magento(), "<tab><space><tab><space>"));
scene!(form_last_option, {
    let mut play = then(scene::magento(), "<tab><space>");
    for _ in 0..14 {
        play.keys("<tab>");
    }
    play
});
scene!(form_through_proxy, {
    let mut play = form("infus online", "");
    let (name, addresses) = ("shop".into(), vec!["http://127.0.0.1:8910/callback".into()]);
    let address = Some("https://auth.example/oauth-proxy/1".into());
    let proxy = OAuthProxy { id: "1".into(), name, address, addresses, has_keys: true };
    play.event(Event::Proxies(scene::account(), Ok(vec![proxy])));
    while play.focus() != "OAuth proxy" {
        play.keys("<up>");
    }
    play.keys("<space>");
    play
});
scene!(form_two_modes, form("zuorav2", "<up>"));
scene!(form_button, then(scene::magento(), "<tab><tab>"));
scene!(
    form_wide_name,
    form("magentosoap", "ada<tab><tab><tab>日本語のとても長いインスタンスの名前です、一行には入りません👩‍🚀")
);
scene!(form_from_a_request, {
    let mut play = Play::new(scene::known());
    play.paste(
        r#"{ "element": { "key": "magentosoapv19" }, "configuration": { "userName": "ada", "shoe.size": "44" } }"#,
    );
    play
});
scene!(form_as_last, {
    let mut session = scene::known();
    let mut kept = scene::left();
    kept.values.insert("filter.response.nulls".into(), "false".into());
    session.forms.last.note(&elemint::domain::ProfileName::new("work"), kept);
    let mut play = Play::new(session);
    play.keys("magentosoap<enter>pass-word-0001");
    play
});
scene!(review_json, scene::granted());
scene!(review_curl, then(scene::granted(), "<tab>"));
scene!(review_scrolled, then(scene::granted(), "<pgdn>"));
scene!(review_without_state, then(scene::waiting(scene::ELSEWHERE), "the-code-0001<enter>"));
