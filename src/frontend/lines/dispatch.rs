//! The scene of each step, and the meaning of a typed line there, with one match each.

use super::{
    LineOutcome, change, consent, element, form, instances, operations, palette, platform, provisioning, reading,
    recover, response, review, said_yes,
    scene::{Question, Scene, busy},
};
use crate::wizard::{Overlay, Step, Wizard, command::Action};

/// Builds the scene of the wizard's state.
pub(super) fn build(wizard: &Wizard) -> Scene {
    let mut scene = match wizard.step() {
        Step::Where(step) => platform::scene(step, &wizard.status(), wizard.step()),
        Step::SignIn(step) => form::scene(&step.form, &wizard.status(), wizard.step()),
        Step::Choose(step) => element::scene(step, &wizard.status(), wizard.step()),
        Step::Credentials(step) => form::scene(&step.form, &wizard.status(), wizard.step()),
        Step::Authorize(step) => consent::scene(step, &wizard.status(), wizard.step()),
        Step::Review(step) => review::scene(step, &wizard.status(), wizard.step()),
        Step::Provisioning(_) => Scene::of_status(&wizard.status(), wizard.step()),
        Step::Change(step) => change::scene(step, &wizard.status(), wizard.step()),
        Step::Recover(step) => recover::scene(step, &wizard.status(), wizard.step()),
        Step::Response(step) => response::scene(step, &wizard.status(), wizard.step()),
        Step::Read(step) => reading::scene(step, &wizard.status(), wizard.step()),
        Step::Instances(step) => instances::scene(step, wizard.session(), &wizard.status(), wizard.step()),
        Step::Details(step) => instances::details_scene(step, &wizard.status(), wizard.step()),
        Step::Operations(step) => operations::scene(step, &wizard.status(), wizard.step()),
        Step::Call(step) => form::scene(&step.form, &wizard.status(), wizard.step()),
    };
    if let Some(profile) = wizard.session().profile.as_ref().filter(|_| !matches!(wizard.step(), Step::Read(_)))
        && let Some(limits) = profile.account.guard.label()
    {
        scene.opening.insert(0, format!("Profile {} is {limits}.", profile.label()));
    }
    if let Overlay::Commands(palette) = wizard.overlay() {
        scene.ask = palette::ask(palette);
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
    if is_leaving(wizard) {
        return match said_yes(line) {
            Some(yes) => LineOutcome::act(if yes { Action::Accept } else { Action::Back }),
            None => LineOutcome::Say("Answer yes or no.".into()),
        };
    }
    // Blanks around visible text are slips; those of a secret may belong to it.
    let line = if hidden { line } else { line.trim() };
    match wizard.step() {
        Step::Where(step) => platform::answer(step, line),
        Step::SignIn(step) if step.checking => busy(),
        Step::SignIn(step) => form::answer(&step.form, line),
        Step::Choose(step) => element::answer(step, line),
        Step::Credentials(step) => form::answer(&step.form, line),
        Step::Authorize(step) => consent::answer(step, line),
        Step::Review(_) => review::answer(line),
        Step::Provisioning(step) => provisioning::answer(step, line),
        Step::Change(step) => change::answer(step, line),
        Step::Recover(step) => recover::answer(step, line),
        Step::Response(step) => response::answer(step, line),
        Step::Read(step) => reading::answer(step, line),
        Step::Instances(step) => instances::answer(step, line),
        Step::Details(step) => instances::details_answer(step, line),
        Step::Operations(step) => operations::answer(step, line),
        Step::Call(step) if step.is_under_way() => busy(),
        Step::Call(step) => form::answer(&step.form, line),
    }
}

/// Returns true if the question before leaving is open.
fn is_leaving(wizard: &Wizard) -> bool {
    *wizard.overlay() == Overlay::Leave
}
