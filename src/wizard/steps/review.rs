//! The request, before it is sent.

mod status;

use crate::{
    domain::{BaseUrl, CreateRequest},
    text::{MASK, Secret},
    wizard::{
        Press,
        command::{self, Action, Context},
        destination::Destination,
        effect::ScreenEffect,
        key::Key,
        mouse::{Gesture, Spot},
        notice::Notice,
        reply::DocumentReply,
        scroll::Scroll,
        sent_body, sentence,
        session::Session,
        status::Status,
        step_behavior::StepBehavior,
        transition::Transition,
        viewer::{Export, Viewer, ViewerOutcome},
    },
};
use std::time::Duration;

/// Mask of a value in the text of a document.
const STARS: &str = "********";

/// Exact request, secrets masked, in two formats.
#[derive(Clone, Debug)]
pub struct ReviewStep {
    request: CreateRequest,
    /// Platform that it will be sent to.
    pub base: Option<BaseUrl>,
    /// Format of the request.
    pub form: RequestFormat,
    /// The body.
    pub body: Viewer,
    /// The first line of the command that is shown.
    pub top: Scroll,
    curl: String,
}

/// A way of writing a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestFormat {
    /// The body, as `instance.json` in the documentation.
    Json,
    /// Complete request as a shell command.
    Curl,
}

impl ReviewStep {
    /// The request for this request.
    pub fn new(request: CreateRequest, session: &Session) -> Self {
        let base = session.account().map(|a| a.base.clone());
        let (sent, mask) = sent_body::sent(&request, session);
        // A secret may be part of a plain value too.
        let curl = base.as_ref().map(|base| mask.redact(&request.curl(base)).into_owned()).unwrap_or_default();
        let body = Viewer::new(sent, mask, "instance.json").as_json();
        let body = body.offering([Export::new('c', "the curl command", "instance.sh", &*curl, None)]);
        Self { request, base, form: RequestFormat::Json, body, top: Scroll::default(), curl }
    }

    /// Returns the request.
    pub fn request(&self) -> &CreateRequest {
        &self.request
    }

    /// Returns the displayed text, complete and masked.
    pub fn text(&self) -> String {
        match self.form {
            RequestFormat::Json => self.body.masked().expose().replace(STARS, MASK),
            RequestFormat::Curl => self.curl.clone(),
        }
    }

    /// The request as a shell command.
    pub fn curl(&self) -> &str {
        &self.curl
    }

    fn create(self, session: &mut Session) -> Transition<Self> {
        if session.account().is_none() {
            return Transition::stay(self).saying(Notice::bad(
                "No platform is selected.",
                sentence![Press::Start(Action::Back), " to go back and select one."],
            ));
        }
        session.remember(self.request.secrets());
        Transition::to(Destination::Creating(Box::new(self.request)))
    }

    fn back(self) -> Transition<Self> {
        match Destination::given_consent(&self.request) {
            Some(consent) => Transition::to(consent),
            None => Transition::to_form(self.request.filled().draft().clone()),
        }
    }

    /// Returns true if keys go to the body: the other format does not fold.
    fn is_read(&self) -> bool {
        self.form == RequestFormat::Json
    }

    fn act(mut self, action: Action, session: &mut Session) -> Transition<Self> {
        match action {
            Action::Accept => return self.create(session),
            Action::Back => return self.back(),
            Action::Quit => return Transition::stay(self).asking(),
            Action::Switch => {
                self.form = if self.is_read() { RequestFormat::Curl } else { RequestFormat::Json };
                self.top = Scroll::default();
            }
            Action::Copy => {
                let text = Secret::new(self.curl.as_str());
                return Transition::stay(self).with(ScreenEffect::Copy(text, "the curl command"));
            }
            Action::CopyAll => {
                let outcome = self.body.copy_all();
                return Transition::stay(self).with_outcome(outcome);
            }
            action => {
                self.top.moved(action);
            }
        }
        Transition::stay(self)
    }
}

impl StepBehavior for ReviewStep {
    type Reply = DocumentReply;

    fn on_action(mut self, action: Action, session: &mut Session) -> Transition<Self> {
        let outcome = if self.is_read() { self.body.act(action) } else { None };
        match outcome {
            Some(outcome) => Transition::stay(self).with_outcome(outcome),
            None => self.act(action, session),
        }
    }

    fn on_text(mut self, key: Key, _: &mut Session) -> Transition<Self> {
        let outcome = if self.is_read() { self.body.on_text(key) } else { ViewerOutcome::default() };
        Transition::stay(self).with_outcome(outcome)
    }

    fn on_set(mut self, _: usize, text: &Secret, _: &mut Session) -> Transition<Self> {
        let outcome = self.body.set(text);
        Transition::stay(self).with_outcome(outcome)
    }

    fn on_paste(mut self, text: &Secret, _: &mut Session) -> Transition<Self> {
        let outcome = self.body.paste(text);
        Transition::stay(self).with_outcome(outcome)
    }

    fn on_reply(mut self, reply: DocumentReply, _: &mut Session) -> Transition<Self> {
        self.body.on_reply(reply);
        Transition::stay(self)
    }

    fn on_tick(mut self, since: Duration, _: &mut Session) -> Transition<Self> {
        self.body.tick(since);
        Transition::stay(self)
    }

    fn on_mouse(mut self, gesture: Gesture, spot: Spot) -> Transition<Self> {
        self.body.point(gesture, spot);
        Transition::stay(self)
    }

    fn wants_mouse(&self) -> bool {
        self.is_read() && self.body.mouse
    }

    fn set_height(&mut self, rows: u16) {
        self.body.fit(rows);
    }

    fn set_last_top(&mut self, row: u16) {
        self.top.set_last(row);
    }

    fn status(&self, _: &Session) -> Status {
        self.describe()
    }

    fn contexts(&self) -> Vec<&'static Context> {
        match self.form {
            RequestFormat::Curl => vec![&command::CURL],
            RequestFormat::Json => self.body.contexts(&command::REVIEW),
        }
    }

    fn tick_interval(&self) -> Option<Duration> {
        self.body.beat()
    }

    fn is_typing(&self) -> bool {
        self.body.is_typing()
    }
}
