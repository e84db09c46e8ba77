//! Create request in progress, its outcomes, and the answer.

use crate::kit::{Play, scene};
use crate::scene;
use elemint::{
    domain::{Instance, fault::FaultKind},
    wizard::{CreationReply, DocumentReply, RecoveryReply, Reply},
};

fn sent(mut play: Play) -> Play {
    play.keys("<enter>");
    play
}

fn failed(kind: FaultKind) -> Play {
    let mut play = sent(scene::granted());
    play.reply(CreationReply::Created(Err(scene::fault(kind))));
    play
}

fn unclear() -> Play {
    let mut play = sent(scene::granted());
    let answer = scene::unclear(&play);
    play.reply(answer);
    play
}

fn earlier(account: bool) -> Play {
    let mut session = if account { scene::known() } else { scene::stranger() };
    session.requests.unsettled.push_back(scene::earlier());
    Play::new(session)
}

fn looked(found: Vec<Instance>) -> Play {
    let mut play = unclear();
    play.keys("<enter>").reply(RecoveryReply::Found(Ok(found), std::time::Duration::ZERO));
    play
}

fn made(id: u32, created: &str) -> Instance {
    let text = scene::MAGENTO.replace("471197", &id.to_string());
    Instance { created: Some(created.into()), ..Instance::read(&text).expect("an instance") }
}

fn read(keys: &str) -> Play {
    let mut play = scene::response(scene::made(scene::MAGENTO));
    play.keys(keys);
    play
}

scene!(creating, {
    let mut play = sent(scene::granted());
    play.tick(7);
    play
});
scene!(creating_left, {
    let mut play = sent(scene::granted());
    play.keys("<c-c>");
    play
});
scene!(failed_fields, failed(FaultKind::Fields(Vec::new())));
scene!(failed_code, failed(FaultKind::Code));
scene!(failed_busy, failed(FaultKind::Busy(None)));
scene!(failed_unclear, unclear());
scene!(earlier_unsettled, earlier(true));
scene!(earlier_without_account, earlier(false));
scene!(earlier_forgetting, {
    let mut play = earlier(true);
    play.keys("x");
    play
});
scene!(earlier_absent, {
    let mut play = earlier(true);
    play.keys("<enter>")
        .reply(RecoveryReply::Found(Ok(Vec::new()), std::time::Duration::ZERO))
        .tick(10)
        .reply(RecoveryReply::Found(Ok(Vec::new()), std::time::Duration::ZERO));
    play
});
scene!(earlier_older_ones, {
    let mut play = earlier(true);
    play.keys("<enter>")
        .reply(RecoveryReply::Found(Ok(vec![made(471_198, "2020-01-01T00:00:00Z")]), std::time::Duration::ZERO));
    play
});
scene!(mending_a_field, {
    let mut play = failed(FaultKind::Fields(vec![elemint::catalog::FieldKey::new("oauth.api.key")]));
    play.keys("<enter>");
    play
});
scene!(looking, {
    let mut play = unclear();
    play.keys("<enter>").tick(2);
    play
});
scene!(settling, {
    let mut play = looked(Vec::new());
    play.tick(4);
    play
});
scene!(found_one, looked(vec![made(471_198, "2026-11-22T03:19:39Z")]));
scene!(found_many, looked((0..12).map(|n| made(471_200 + n, "2026-11-22T03:19:39Z")).collect()));
scene!(absent, {
    let mut play = looked(Vec::new());
    play.tick(10).reply(RecoveryReply::Found(Ok(Vec::new()), std::time::Duration::ZERO));
    play
});
scene!(instance, read(""));
scene!(instance_folded, read("1<down><down><down><down>"));
scene!(instance_deep, read("0<down><down><down><down>G"));
scene!(instance_searching, read("/event"));
scene!(instance_searched, read("/event<enter>"));
scene!(instance_as_json, read("0r"));
scene!(instance_copying, read("y"));
scene!(instance_taking_away, read("x"));
scene!(instance_sent, read("<tab>"));
scene!(instance_came_back, read("<tab><tab>"));
scene!(instance_tested, {
    let mut play = read("p");
    play.reply(Reply::Pinged(Ok(std::time::Duration::from_millis(182))));
    play
});
scene!(instance_test_failed, {
    let mut play = read("p");
    play.reply(Reply::Pinged(Err(scene::fault(FaultKind::Refused))));
    play
});
scene!(instance_asking_to_show, read("R"));
scene!(instance_numbered, read("0L"));
scene!(instance_wrapped, {
    let long = "日本語\u{202e} e\u{301}\\u001b[31m ".repeat(12);
    let mut play = scene::response(scene::made(&scene::MAGENTO.replace("\"Magento SOAP", &format!("\"{long}"))));
    play.keys("ew<down><down><down><down><down>");
    play
});
scene!(instance_shown, read("Ry"));
scene!(instance_saving, read("s"));
scene!(instance_replacing, {
    let mut play = read("s<enter>");
    play.event(elemint::wizard::Event::Exists("magentosoapv19-471197.json".into()));
    play
});
scene!(instance_masked_copy, read("<down><down><down>yv"));
scene!(instance_kept_nowhere, {
    let mut play = scene::response(scene::lost(scene::MAGENTO));
    play.keys("q");
    play
});
scene!(instance_wide_name, {
    let answer =
        scene::MAGENTO.replace("\"name\": \"Test\"", "\"name\": \"日本語のとても長いインスタンスの名前です👩‍🚀\"");
    scene::response(scene::made(&answer))
});

fn nested(text: &str) -> Play {
    use elemint::{
        document::{json::Document, mask::Mask},
        wizard::{steps::document::DocumentStep, viewer::Viewer},
    };
    let document = Document::read(text.to_owned()).expect("is JSON");
    Play::reading(DocumentStep::new("answers/list.json", Viewer::new(document, Mask::default(), "list.json")))
}

scene!(
    document,
    nested(r#"{"total":20451233333333333333,"big":1e400,"big":2,"items":[{"id":1,"token":"abc"}],"none":[]}"#)
);
fn of(bytes: &[u8]) -> Play {
    use elemint::{
        document::{json::Body, mask::Mask},
        wizard::{steps::document::DocumentStep, viewer::Viewer},
    };
    let body = Body::read(bytes.to_vec());
    Play::reading(DocumentStep::new("answer.json", Viewer::from_body(body, Mask::default(), "answer.json")))
}

scene!(
    document_page,
    of(b"<html>\r\n<head><title>502 Bad Gateway</title></head>\n<body>\x1b[2J\xff the gateway had no answer from the service behind it, and says so</body>\n<!-- X-Session-Token: abc -->\n")
);
scene!(document_broken_off, of(br#"{"total": 3, "items": [{"id": 1, "token": "abc"}, {"id": 2, "na"#));
scene!(document_filter_fault, {
    let mut play = nested(r#"{"total":3,"items":[{"id":1},{"id":2}]}"#);
    play.keys("|items | map(select(.id > 1)) | nope");
    let words = ".items | map(select(.id > 1)) | nope".to_owned();
    let fault = "Column 33: There is no filter called nope that takes three arguments, and none that takes two either.";
    play.reply(DocumentReply::Filtered(words, Err(fault.into())));
    play
});
scene!(document_deep, {
    let mut play = nested(&format!("{}1{}", r#"[{"a":"#.repeat(20), "}]".repeat(20)));
    play.keys("0G");
    play
});
