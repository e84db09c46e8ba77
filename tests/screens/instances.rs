//! List of instances, and one of them.

use crate::kit::{Play, scene};
use crate::scene;
use elemint::{
    domain::{Guard, ListedInstance, fault::FaultKind},
    wizard::{
        Start,
        instances::{InstanceJob, InstanceNews},
    },
};
use std::time::Duration;

fn list(keys: &str) -> Play {
    let mut play = scene::instances(30);
    play.keys(keys);
    play
}

fn limited(keys: &str, guard: Guard) -> Play {
    let mut play = scene::limited_instances(30, guard);
    play.keys(keys);
    play
}

fn done(play: &mut Play, id: u32, job: InstanceJob, fault: Option<FaultKind>) {
    let outcome = fault.map_or(Ok(Duration::from_millis(182)), |kind| Err(scene::fault(kind)));
    play.event(scene::news(InstanceNews::Done(id.to_string(), job, outcome)));
}

fn hostile() -> ListedInstance {
    let answer = "{\"id\":\"4\\u001b[2J\",\"name\":\"日本語のとても長いインスタンスの名前です👩‍🚀\\u202e\\nsecond line\",\
                  \"element\":{\"key\":\"an\\u0007element\"},\"tags\":[\"a\\tb\"]}";
    ListedInstance::read(answer).expect("an instance")
}

scene!(instances, list(""));
scene!(instances_filtered, list("zendesk 1"));
scene!(instances_facets, list("zendesk<tab><down>"));
scene!(instances_none_matches, list("nowhere"));
scene!(instances_filter_not_valid, list("sfdc state:x"));
scene!(instances_selected, list("<s-tab><s-tab><down><s-tab>"));
scene!(instances_last, list("<pgdn><pgdn><pgdn>"));
scene!(instances_sorted, list("<a-s><a-s><a-s>"));
scene!(instances_arriving, {
    let mut play = Play::from(scene::known(), &Start::Instances);
    play.tick(2);
    play
});
scene!(instances_empty, scene::instances(0));
scene!(instances_refused, {
    let mut play = Play::from(scene::known(), &Start::Instances);
    play.event(scene::news(InstanceNews::Listed(1, Err(scene::fault(FaultKind::Account)))));
    play
});
scene!(instances_incomplete, {
    let mut play = list("<c-r>");
    play.event(scene::news(InstanceNews::Listed(2, Err(scene::fault(FaultKind::Unreached)))));
    play
});
scene!(instances_tested, {
    let mut play = list("<s-tab><s-tab><s-tab><a-t>");
    done(&mut play, 1, InstanceJob::Test, None);
    done(&mut play, 2, InstanceJob::Test, Some(FaultKind::Refused));
    play.keys("<up><up>");
    play
});
scene!(instances_deleting_one, list("<del>"));
scene!(instances_deleting_many, list("<a-a><del>"));
scene!(instances_deleting_on_a_protected_profile, limited("<s-tab><s-tab><del>Shop", Guard::new(true, false)));
scene!(details_on_a_read_only_profile, limited("<enter><del>", Guard::new(false, true)));
scene!(instances_hostile, {
    let mut play = Play::from(scene::known(), &Start::Instances);
    play.event(scene::news(InstanceNews::Listed(1, Ok(scene::part([hostile()])))));
    play
});
scene!(trash, scene::trash(Guard::default()));
scene!(trash_removing, {
    let mut play = scene::trash(Guard::default());
    play.keys("<del>");
    play
});
scene!(trash_emptying, {
    let mut play = scene::trash(Guard::default());
    play.keys("E");
    play
});
scene!(details_after_an_earlier_failure, {
    let mut play = list("<enter>p");
    done(&mut play, 1, InstanceJob::Test, Some(FaultKind::Refused));
    play.keys("<esc><enter>");
    play
});
scene!(details, list("<enter>"));
scene!(details_tested, {
    let mut play = list("<enter>p");
    done(&mut play, 1, InstanceJob::Test, None);
    play
});
scene!(details_test_failed, {
    let mut play = list("<enter>p");
    done(&mut play, 1, InstanceJob::Test, Some(FaultKind::Refused));
    play
});
scene!(details_deleting, list("<enter><del>"));
scene!(details_hostile, {
    let mut play = Play::from(scene::known(), &Start::Instances);
    play.event(scene::news(InstanceNews::Listed(1, Ok(scene::part([hostile()])))));
    play.keys("<enter>");
    play
});
scene!(help_instances, list("<f1>"));
scene!(help_details, list("<enter><f1>"));
