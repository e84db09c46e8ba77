//! Scenes: the text for the wizard's state, and the meaning of a typed line, with one match each.

use super::{
    LineOutcome, commands, consent, element, form, is_leaving, palette, platform, provisioning, reading, recover,
    response, review, said_yes, text,
};
use crate::wizard::{Overlay, Status, Step, Wizard, command::Action};

/// Text for a state, in the order it is printed.
#[derive(Debug, Default)]
pub(super) struct Scene {
    /// Name of the place. While it stays the same only the question is repeated.
    pub heading: String,
    /// Text printed with the heading.
    pub opening: Vec<String>,
    /// Facts that came up since; each is printed once.
    pub facts: Vec<String>,
    /// Question.
    pub ask: Question,
}

/// A question.
#[derive(Debug, Default)]
pub(super) struct Question {
    /// Identifier of the question; a new question is introduced.
    pub id: String,
    /// Its introduction.
    pub preface: Vec<String>,
    /// Fault of the answer so far.
    pub fault: Option<String>,
    /// Text before the cursor.
    pub prompt: String,
    /// True if the answer is hidden.
    pub hidden: bool,
    /// Awaited result, if no answer is needed.
    pub waits: Option<String>,
}

impl Question {
    /// A question that introduces itself.
    pub fn new(id: impl Into<String>, prompt: impl Into<String>) -> Self {
        Self { id: id.into(), prompt: prompt.into(), ..Self::default() }
    }

    /// Creates a wait for work, which is named first where the heading does not name it.
    pub fn wait(activity: &str, is_named: bool) -> Self {
        let preface = if is_named { vec![format!("{activity}.")] } else { Vec::new() };
        Self { preface, waits: Some(activity.to_owned()), ..Self::new(activity, "") }
    }

    /// With an introduction.
    pub fn introduced(self, preface: impl IntoIterator<Item = String>) -> Self {
        Self { preface: preface.into_iter().collect(), ..self }
    }
}

impl Scene {
    /// Lays out the words of a step: its facts and hints, then its question.
    pub fn of_status(status: &Status, step: &Step) -> Self {
        let facts = status.facts.iter().map(|fact| text::fact(fact, step));
        let hints = status.hints.iter().map(|hint| commands::words(hint, step).into_owned());
        let ask = match (&status.progress, &status.question) {
            (Some(progress), _) => Question::wait(&progress.activity, *status.headline != progress.activity),
            (None, Some(question)) => {
                let question = commands::words(question, step);
                Question::new(question.as_ref(), format!("{question}: "))
            }
            (None, None) => Question::default(),
        };
        Self { heading: status.headline.clone(), facts: facts.chain(hints).collect(), ask, ..Self::default() }
    }
}

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
        Step::Recover(step) => recover::scene(step, &wizard.status(), wizard.step()),
        Step::Response(step) => response::scene(step, &wizard.status(), wizard.step()),
        Step::Read(step) => reading::scene(step, &wizard.status(), wizard.step()),
    };
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
        Step::Recover(step) => recover::answer(step, line),
        Step::Response(step) => response::answer(step, line),
        Step::Read(step) => reading::answer(step, line),
    }
}

/// For a line that came while nothing was asked.
pub(super) fn busy() -> LineOutcome {
    LineOutcome::Say("No answer is needed now. :help lists the commands.".into())
}
