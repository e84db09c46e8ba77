//! A command that is listed does something; any other does nothing.

use super::states::state;
use elemint::wizard::{
    Event, Wizard,
    command::{Action, CONTEXTS},
};
use rstest::rstest;

/// Actions with an end, as moves have: nothing opens or closes where it is so already.
const LAYOUT: [Action; 6] =
    [Action::Fold, Action::Unfold, Action::Close, Action::CloseSiblings, Action::OpenSiblings, Action::Level];

/// States in which an action came last, and would lead to the same state again.
const AGAIN: [(&str, Action); 2] = [("secrets missing", Action::Submit), ("wrong address", Action::Accept)];

/// Returns everything of a step that an action can change, and its overlay.
fn content(wizard: &Wizard) -> String {
    format!("{:?} {:?} {:?}", wizard.visit(), wizard.overlay(), wizard.step())
}

/// Returns every action of a step.
fn actions() -> Vec<Action> {
    let all = CONTEXTS.iter().flat_map(|context| context.commands).map(|command| command.action);
    let mut actions: Vec<Action> = Vec::new();
    for action in all.filter(|action| !action.is_global()) {
        if !actions.contains(&action) {
            actions.push(action);
        }
    }
    actions
}

/// Returns true if an action has an effect or changes the step, and true if it is answered by a notice alone.
fn outcome(wizard: &Wizard, action: Action) -> (bool, bool) {
    let (after, effects) = wizard.clone().update(Event::Action(action));
    (!effects.is_empty() || content(wizard) != content(&after), after.notice().is_some())
}

#[rstest]
fn command_acts_where_it_is_listed_and_nowhere_else(
    #[values(
        "platform",
        "profile",
        "profile tested",
        "profile unlimited",
        "starting",
        "wrong address",
        "sign-in",
        "secrets missing",
        "list",
        "no match",
        "starting a filter",
        "form",
        "empty form",
        "support",
        "asking",
        "no page",
        "waiting",
        "waiting elsewhere",
        "port taken",
        "offered",
        "refused",
        "late",
        "unverified",
        "consent given",
        "review",
        "curl",
        "creating",
        "failed",
        "failed fields",
        "unclear",
        "earlier",
        "earlier, signed out",
        "looking",
        "settling",
        "found",
        "instance",
        "token not saved",
        "tested",
        "test failed",
        "change",
        "change without a difference",
        "changing",
        "instances",
        "no instances",
        "instances selected",
        "instances filtering",
        "filter in vain",
        "filtering in vain",
        "filter not valid",
        "deleting",
        "details",
        "trash",
        "emptying the trash",
        "calls",
        "calls arriving",
        "call",
        "called",
        "document",
        "text",
        "broken off",
        "searching",
        "searched",
        "filtering",
        "copying"
    )]
    name: &str,
) {
    let play = state(name);
    let wizard = play.wizard();
    let listed: Vec<Action> = wizard.commands().iter().map(|bound| bound.command.action).collect();
    let is_wrong = |action: &Action| {
        let (acts, is_answered) = outcome(wizard, *action);
        let has_end = action.is_move() || LAYOUT.contains(action) || AGAIN.contains(&(name, *action));
        if listed.contains(action) { !has_end && !acts && !is_answered } else { acts }
    };
    let wrong: Vec<Action> = actions().into_iter().chain(listed.clone()).filter(is_wrong).collect();
    assert!(wrong.is_empty(), "{wrong:?} of {listed:?}");
}
