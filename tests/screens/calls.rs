//! Reads through an instance.

use crate::kit::{Play, scene};
use crate::scene;
use elemint::{domain::fault::FaultKind, wizard::Reply};

fn opened(keys: &str) -> Play {
    let mut play = scene::operations();
    play.keys(keys);
    play
}

scene!(calls, opened("<down>"));
scene!(calls_filtered, opened("acc"));
scene!(calls_none_matches, opened("nowhere"));
scene!(calls_arriving, {
    let mut play = scene::instances(3);
    play.keys("<a-u>").tick(2);
    play
});
scene!(calls_refused, {
    let mut play = scene::instances(3);
    play.keys("<a-u>").reply(Reply::Operations(Err(scene::fault(FaultKind::Account))));
    play
});
scene!(call, opened("<enter>"));
scene!(call_incomplete, opened("<down><enter><c-s>"));
scene!(call_under_way, {
    let mut play = opened("<enter>5<c-s>");
    play.tick(2);
    play
});
scene!(call_answer, {
    let mut play = opened("<enter>1<c-s>");
    play.reply(scene::call_answer(
        r#"[{"id": "1", "name": "Northwind", "apiKey": "sk_live_0123456789abcdef"}]"#,
        Some("2"),
    ));
    play
});
