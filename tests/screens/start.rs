//! From the first question to the element.

use crate::kit::{Play, scene};
use crate::scene;
use elemint::{domain::fault::FaultKind, wizard::Reply};

fn stranger(keys: &str) -> Play {
    let mut play = Play::new(scene::stranger());
    play.keys(keys);
    play
}

fn known(keys: &str) -> Play {
    let mut play = Play::new(scene::known());
    play.keys(keys);
    play
}

scene!(platform_to_begin, stranger(""));
scene!(platform_a_profile_is_kept, known("<esc>"));
scene!(platform_starting, stranger("<enter>"));
scene!(platform_another_address_is_wrong, stranger("http://api.platform.example<enter>"));
scene!(sign_in_empty, stranger("<down><enter>"));
scene!(sign_in_checking, stranger("<down><enter>user-secret-0001<enter>org-secret-0001<c-s>"));
scene!(sign_in_missing, stranger("<down><enter>user-secret-0001<c-s>"));
scene!(sign_in_keyring, {
    let mut session = scene::stranger();
    session.options.keyring = true;
    let mut play = Play::new(session);
    play.keys("<down><enter>env:CE_USER<enter>org-secret-0001<enter><enter>");
    play
});
scene!(sign_in_refused, {
    let mut play = stranger("<down><enter>user-secret-0001<enter>org-secret-0001<c-s>");
    play.reply(Reply::Checked(Err(scene::fault(FaultKind::Account))));
    play
});
scene!(sign_in_password, stranger("<down><enter><up><space><tab>ada@example.com<tab>pass-word-0001"));
scene!(element_all, known(""));
scene!(element_filtered, known("infus"));
scene!(element_of_two_modes, known("zuora"));
scene!(element_none, known("zzzzzz"));
scene!(element_facets, known("auth:oauth1"));
scene!(element_facets_to_choose, known("auth:oauth2 <tab>"));
scene!(element_recent, {
    let mut session = scene::known();
    session.elements.recent = ["magentosoapv19", "zuorav2"].map(elemint::catalog::ElementKey::new).into();
    Play::new(session)
});
scene!(element_by_support, known("syncplicity<enter>"));
scene!(element_by_support_asked_for, known("sapbusinessone<enter><c-s>"));
scene!(element_file_at_fault, {
    let mut play = known("");
    let words = "catalog/crm/mine.toml: line 3: missing field `hub`.";
    play.say(elemint::wizard::Notice::bad(words, "Fix the file. Until then it is skipped."));
    play
});
scene!(element_last, known("<pgdn><pgdn><pgdn>"));
scene!(element_left_unfinished, Play::new(scene::returning(scene::left())));
scene!(element_pasted_unknown, {
    let mut play = known("");
    play.paste(r#"{ "element": { "key": "atlantis" }, "configuration": {} }"#);
    play
});
