//! The scene of each step, and the meaning of a typed line there, with one match each.

use super::{
    LineOutcome, calls, change, consent, creating, details, document, element, form, instance, instances, palette,
    platform, recovery, requests, review,
    scene::{Question, Scene, busy},
    trash, yes_or_no,
};
use crate::wizard::{Overlay, Step, Wizard, command::Action};

/// Builds the scene of the wizard's state.
pub(super) fn build(wizard: &Wizard) -> Scene {
    let mut scene = match wizard.step() {
        Step::Platform(step) => platform::scene(step, &wizard.status(), wizard.step()),
        Step::SignIn(step) => form::scene(&step.form, &wizard.status(), wizard.step()),
        Step::Element(step) => element::scene(step, &wizard.status(), wizard.step()),
        Step::Credentials(step) => form::scene(&step.form, &wizard.status(), wizard.step()),
        Step::Consent(step) => consent::scene(step, &wizard.status(), wizard.step()),
        Step::Review(step) => review::scene(step, &wizard.status(), wizard.step()),
        Step::Creating(_) => Scene::of_status(&wizard.status(), wizard.step()),
        Step::Change(step) => change::scene(step, &wizard.status(), wizard.step()),
        Step::Recovery(step) => recovery::scene(step, &wizard.status(), wizard.step()),
        Step::Instance(step) => instance::scene(step, &wizard.status(), wizard.step()),
        Step::Document(step) => document::scene(step, &wizard.status(), wizard.step()),
        Step::Instances(step) => instances::scene(step, wizard.session(), &wizard.status(), wizard.step()),
        Step::Details(step) => details::scene(step, wizard),
        Step::Trash(step) => trash::scene(step, wizard.session().now, &wizard.status(), wizard.step()),
        Step::Calls(step) => calls::scene(step, &wizard.status(), wizard.step()),
        Step::Call(step) => form::scene(&step.form, &wizard.status(), wizard.step()),
    };
    if let Some(profile) = wizard.session().profile.as_ref().filter(|_| !matches!(wizard.step(), Step::Document(_)))
        && let Some(limits) = profile.account.guard.label()
    {
        scene.opening.insert(0, format!("Profile {} is {limits}.", profile.label()));
    }
    if let Overlay::Commands(palette) = wizard.overlay() {
        scene.ask = palette::ask(palette);
    }
    if let Overlay::Requests(choice) = wizard.overlay() {
        scene.ask = requests::ask(choice);
    }
    if is_leaving(wizard) {
        let words = wizard.parting().to_owned();
        scene.ask = Question::new("leave", "Leave elemint, yes or no: ").introduced([words]);
    }
    scene
}

/// Interprets a line.
pub(super) fn answer(wizard: &Wizard, line: &str, hidden: bool) -> LineOutcome {
    if let Overlay::Commands(palette) = wizard.overlay() {
        return palette::answer(palette, line);
    }
    if let Overlay::Requests(choice) = wizard.overlay() {
        return requests::answer(choice, line);
    }
    if is_leaving(wizard) {
        return match yes_or_no(line) {
            Some(yes) => LineOutcome::act(if yes { Action::Accept } else { Action::Back }),
            None => LineOutcome::Say("Answer yes or no.".into()),
        };
    }
    // Blanks around visible text are slips; those of a secret may belong to it.
    let line = if hidden { line } else { line.trim() };
    match wizard.step() {
        Step::Platform(step) => platform::answer(step, line),
        Step::SignIn(step) if step.checking => busy(),
        Step::SignIn(step) => form::answer(&step.form, line),
        Step::Element(step) => element::answer(step, line),
        Step::Credentials(step) => form::answer(&step.form, line),
        Step::Consent(step) => consent::answer(step, line),
        Step::Review(_) => review::answer(line),
        Step::Creating(step) => creating::answer(step, line),
        Step::Change(step) => change::answer(step, line),
        Step::Recovery(step) => recovery::answer(step, line),
        Step::Instance(step) => instance::answer(step, line),
        Step::Document(step) => document::answer(step, line),
        Step::Instances(step) => instances::answer(step, line),
        Step::Details(step) => details::answer(step, line, wizard),
        Step::Trash(step) => trash::answer(step, line),
        Step::Calls(step) => calls::answer(step, line),
        Step::Call(step) if step.is_under_way() => busy(),
        Step::Call(step) => form::answer(&step.form, line),
    }
}

/// Returns true if the question before leaving is open.
fn is_leaving(wizard: &Wizard) -> bool {
    *wizard.overlay() == Overlay::Leave
}
