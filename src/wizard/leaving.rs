//! Leaving the program, and the losses that come with it.

use super::{
    Effect, Leaving, Notice, Overlay, Press, ScreenEffect, Step, Wizard, command::Action, retention::NOWHERE,
    saved_session::open_form, sentence, transition::LeavingRequest,
};
use crate::{
    catalog::ElementKey,
    domain::{ChangeTarget, Draft},
};

impl Wizard {
    /// Leaves at ctrl-c, from anywhere. Where something would be lost for good, the loss is named first.
    pub(super) fn break_off(&mut self) -> Vec<Effect> {
        match self.unannounced_loss() {
            Some(text) => {
                let hint = sentence![Press::Start(Action::BreakOff), " again to leave anyway."];
                (self.notice, self.overlay) = (Some(Notice::bad(text, hint)), Overlay::None);
                Vec::new()
            }
            None => {
                let interrupted = |effect| match effect {
                    Effect::Screen(ScreenEffect::Leave(Leaving::Idle)) => {
                        Effect::Screen(ScreenEffect::Leave(Leaving::Interrupted))
                    }
                    effect => effect,
                };
                self.leave().into_iter().map(interrupted).collect()
            }
        }
    }

    /// Describes the loss that leaving now would bring, if the screen does not say so already: in the question before
    /// leaving, or in a notice that names this way out.
    pub fn unannounced_loss(&self) -> Option<&'static str> {
        let names_way_out = |notice: &Notice| notice.hint.names(Action::BreakOff);
        let is_announced = self.overlay == Overlay::Leave || self.notice.as_ref().is_some_and(names_way_out);
        self.loss().filter(|_| !is_announced)
    }

    /// Asks before the program is left, or leaves, as a step wishes.
    pub(super) fn on_leaving(&mut self, leaving: Option<LeavingRequest>) -> Vec<Effect> {
        match leaving {
            Some(LeavingRequest::Now) => self.leave(),
            Some(LeavingRequest::Ask) => {
                self.overlay = Overlay::Leave;
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Describes the loss that leaving now would bring, if any.
    pub fn loss(&self) -> Option<&'static str> {
        match self.beneath() {
            Step::Creating(step) if step.is_under_way() => Some(self.session.loss_of_creation()),
            Step::Change(step) if step.is_under_way() => Some(self.session.loss_of_change()),
            Step::Instance(_) if self.would_lose_token() => Some(NOWHERE),
            _ if self.session.instances.is_changing() => Some(self.session.loss_of_change()),
            Step::Platform(_)
            | Step::SignIn(_)
            | Step::Element(_)
            | Step::Credentials(_)
            | Step::Consent(_)
            | Step::Review(_)
            | Step::Creating(_)
            | Step::Recovery(_)
            | Step::Change(_)
            | Step::Instance(_)
            | Step::Document(_)
            | Step::Instances(_)
            | Step::Details(_)
            | Step::Trash(_)
            | Step::Calls(_)
            | Step::Call(_) => None,
        }
    }

    /// Returns true where leaving would lose a token.
    pub fn would_lose_token(&self) -> bool {
        matches!(self.step, Step::Instance(_)) && !self.session.is_token_safe()
    }

    /// Describes the data that is saved before the program is left.
    pub fn parting(&self) -> &'static str {
        if let Some(loss) = self.loss().filter(|_| !self.would_lose_token()) {
            return loss;
        }
        match (&self.step, self.session.options.keeps) {
            (Step::Instance(_), _) if !self.session.is_token_safe() => "The token is not saved anywhere!",
            (Step::Instance(step), _) if step.made.kept.is_ok() => "The instance's token is saved.",
            (Step::Instance(_), _) => "You have the instance's token.",
            (_, true) if self.has_begun_change() => "Unfinished forms are saved; changes of instances are not.",
            (_, true) => "Unfinished forms are saved.",
            // Where nothing was begun nothing is lost, which is as good to know.
            (_, false)
                if self.begun().is_none() && self.session.forms.drafts.is_empty() && !self.has_begun_change() =>
            {
                "There are no unfinished forms."
            }
            (_, false) => "Unfinished forms are lost.",
        }
    }

    /// Returns the element and the name of a request with an unknown outcome.
    fn unknown(&self) -> Option<(ElementKey, String)> {
        let step = self.beneath();
        if let Step::Creating(step) = step
            && step.is_under_way()
        {
            let request = step.request();
            return Some((request.element().clone(), request.filled().name().to_owned()));
        }
        let searched = if let Step::Recovery(step) = step { Some(step) } else { None };
        // A request of an earlier session was reported then.
        let searched = searched.filter(|step| step.is_open() && step.request().is_some()).map(|step| step.entry());
        searched.or(self.session.requests.sent.first()).map(|entry| (entry.element.clone(), entry.name.clone()))
    }

    /// Returns the instance whose change has an unknown outcome: in this step, in the list, or earlier in the session.
    fn unknown_change(&self) -> Option<ChangeTarget> {
        let open = if let Step::Change(step) = self.beneath() { step.unknown() } else { None };
        open.or_else(|| self.session.instances.unsettled()).or_else(|| self.session.requests.unknown.first().cloned())
    }

    /// Ends the program and saves the form.
    pub(super) fn leave(&mut self) -> Vec<Effect> {
        let draft = self.begun().cloned();
        let begun = draft.is_some() || !self.session.forms.drafts.is_empty();
        let made = self.session.made.clone();
        let how = match (self.unknown(), self.unknown_change()) {
            (Some((element, name)), _) => Leaving::Unknown(element, name, made),
            (None, Some(target)) => Leaving::UnknownChange(target, made),
            (None, None) if draft.is_none() && !made.is_empty() => Leaving::Made(made),
            (None, None) if begun => Leaving::BrokeOff(made),
            (None, None) if !self.session.changed.is_empty() => Leaving::Changed(self.session.changed.clone()),
            (None, None) => Leaving::Idle,
        };
        let kept = draft.and_then(|mut draft| self.session.park(&mut draft));
        kept.into_iter().chain([Effect::Screen(ScreenEffect::Leave(how))]).collect()
    }

    /// Returns the form in use, where anything was typed into it.
    fn begun(&self) -> Option<&Draft> {
        let draft = open_form(self.beneath()).map(|(draft, _)| draft);
        draft.filter(|draft| draft.is_for_new() && draft.is_begun())
    }

    /// Returns true if anything was typed into the form of an existing instance and was not sent.
    fn has_begun_change(&self) -> bool {
        let open = open_form(self.beneath()).map(|(draft, _)| draft);
        open.is_some_and(|draft| !draft.is_for_new() && draft.is_begun()) || !self.session.forms.changes.is_empty()
    }
}
