//! Tour of one minute for new users: at each step, the next action on the sandbox.

use super::{
    Press, Sentence, Wizard,
    command::Action,
    retention::{self, USUAL_WAIT},
    sentence,
    session::Session,
    step::Step,
    steps::{consent::ConsentPhase as Consent, creating::CreatingPhase as Sending, instance::InstanceStep},
    tour::Tour,
};
use crate::catalog::AuthFlow;

/// The element the tour leads to: the shortest way that shows every step.
const THROUGH: &str = "infusionsoft ecommerce";

impl Wizard {
    /// Returns the tour's text for this step; `None` if the tour is over, or the step is only a wait.
    pub fn tour(&self) -> Option<Sentence> {
        let session = self.session();
        let made = usize::from(matches!(self.step(), Step::Instance(_)));
        let shown = session.made.len() == made;
        if session.tour == Tour::Over || !shown {
            return None;
        }
        let words = match self.step() {
            Step::Element(step) if step.filter.text().is_empty() => {
                format!("type {THROUGH} to filter the list. The details show what the element needs.").into()
            }
            Step::Element(_) => sentence![
                Press::Within(Action::Accept),
                " to select, ",
                Action::Up,
                Action::Down,
                " to move. Infusionsoft eCommerce shows every step."
            ],
            Step::Credentials(step) if step.draft().flow() == AuthFlow::Plain => {
                sentence![
                    "in the sandbox made-up values will do. ",
                    Press::Start(Action::Accept),
                    " for the next field."
                ]
            }
            Step::Credentials(_) => {
                let next = " for the next field, then for the provider's consent.";
                sentence!["in the sandbox made-up values will do. ", Press::Start(Action::Accept), next]
            }
            Step::Consent(step) => match step.phase() {
                Consent::Waiting(waiting) if waiting.refused.is_none() => {
                    "press Allow in your browser. No browser? Open the link anywhere and paste the address it ends on."
                        .into()
                }
                Consent::Asking | Consent::Waiting(_) | Consent::Failed(_) | Consent::Granted(_) => return None,
            },
            Step::Review(_) => review(),
            Step::Creating(step) => match step.phase() {
                Sending::Sending => format!("the real platform needs {USUAL_WAIT} for this.").into(),
                Sending::Failed(_) => return None,
            },
            Step::Instance(step) => created(step, session),
            Step::Platform(_)
            | Step::SignIn(_)
            | Step::Recovery(_)
            | Step::Change(_)
            | Step::Document(_)
            | Step::Instances(_)
            | Step::Details(_)
            | Step::Trash(_)
            | Step::Calls(_)
            | Step::Call(_) => return None,
        };
        Some(sentence!["Tour: ", words, " ", Action::EndTour, " ends it."])
    }
}

/// Returns the text for the request before it is sent.
fn review() -> Sentence {
    let words = "this is the request, its secrets masked. ";
    sentence![words, Press::Start(Action::Accept), " to send it, ", Action::Back, " to go back."]
}

/// Returns the text for a created instance.
fn created(step: &InstanceStep, session: &Session) -> Sentence {
    let token = retention::token(&step.made, session);
    let keys = sentence![" ", Action::Fold, " folds, ", Action::Search, " finds, ", Action::Copy, " copies."];
    sentence![token, keys, " That is all; ", Press::Within(Action::Quit), " to leave."]
}
