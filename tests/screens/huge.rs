//! One screen of each step on a very large terminal: nothing is stretched.

use crate::kit::{Play, scene};
use crate::sized;
use elemint::{domain::fault::FaultKind, wizard::CreationReply};

/// Takes the picture of a scene under a name.
macro_rules! huge {
    ($name:ident, $play:expr) => {
        #[test]
        fn $name() {
            insta::assert_snapshot!(concat!("huge_", stringify!($name)), sized(&$play, &[(300, 100)]));
        }
    };
}

fn then(mut play: Play, keys: &str) -> Play {
    play.keys(keys);
    play
}

fn sent() -> Play {
    then(scene::granted(), "<enter>")
}

huge!(platform, Play::new(scene::stranger()));
huge!(sign_in, then(Play::new(scene::stranger()), "<down><enter>"));
huge!(element, then(Play::new(scene::known()), "infus"));
huge!(form, scene::infusionsoft(scene::HERE));
huge!(consent, scene::waiting(scene::HERE));
huge!(review, scene::granted());
huge!(curl, then(scene::granted(), "<tab>"));
huge!(creating, sent());
huge!(failed, {
    let mut play = sent();
    play.reply(CreationReply::Created(Err(scene::fault(FaultKind::Refused))));
    play
});
huge!(instance, scene::response(scene::made(scene::MAGENTO)));
huge!(compared, then(scene::response(scene::made(scene::MAGENTO)), "<tab>"));
huge!(help, then(scene::magento(), "<f1>"));
huge!(commands, then(scene::magento(), "<c-o>"));
huge!(unsettled, {
    let mut session = scene::known();
    session.requests.unsettled.push_back(scene::earlier());
    Play::new(session)
});
