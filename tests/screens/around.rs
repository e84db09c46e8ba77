//! Overlays of every step.

use crate::kit::{Play, scene};
use crate::{scene, sized};

fn help(mut play: Play) -> Play {
    play.keys("<f1>");
    play
}

scene!(help_platform, help(Play::new(scene::stranger())));
scene!(help_element, help(Play::new(scene::known())));
scene!(help_form, help(scene::magento()));
scene!(help_consent, help(scene::waiting(scene::HERE)));
scene!(help_review, help(scene::granted()));
scene!(help_instance_scrolled, {
    let mut play = help(scene::response(scene::made(scene::MAGENTO)));
    play.keys("<down><down><down><down><down><down><down><down><down><down><down><down>");
    play
});
scene!(help_instance, help(scene::response(scene::made(scene::MAGENTO))));
scene!(leave, {
    let mut play = Play::new(scene::stranger());
    play.keys("<esc>");
    play
});
scene!(leave_with_a_token_kept_nowhere, {
    let mut play = scene::response(scene::lost(scene::MAGENTO));
    play.keys("<esc>");
    play
});

fn commands(mut play: Play, typed: &str) -> Play {
    play.keys("<c-o>").keys(typed);
    play
}

scene!(commands_form, commands(scene::magento(), ""));
scene!(commands_found, commands(scene::magento(), "field<down>"));
scene!(commands_none, commands(scene::magento(), "fly to the moon"));
scene!(commands_instance, commands(scene::response(scene::made(scene::MAGENTO)), ""));

#[test]
fn a_screen_too_small_says_so() {
    let sizes = [(39, 12), (40, 11), (20, 5), (9, 2), (1, 1)];
    insta::assert_snapshot!("too_small", sized(&scene::magento(), &sizes));
}
