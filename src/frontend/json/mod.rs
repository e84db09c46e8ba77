//! JSON front end: the wizard as lines of JSON, for editors, web pages and other programs.
//!
//! Each request is one line with an action, and is answered by one line: the state after it, or an error. Further
//! states follow when a reply of the platform or the provider arrives. Secrets are never written.

mod commands;
mod document;
mod fields;
mod lists;
mod lost_secrets;
mod request;
mod saver;
mod state;
mod stream;

pub use commands::{name, substitute};
pub use lost_secrets::LostSecrets;
pub use request::Request;
pub(crate) use saver::SessionSaver;
pub(crate) use stream::JsonFrontend;

use crate::{
    domain::ChangeTarget,
    text::Secret,
    wizard::{Event, Leaving, Visit, Wizard, effect::Summary},
};
use serde_json::{Map, Value as Json, json};

/// Version of the protocol. It changes if a program written for the version before could fail.
pub const PROTOCOL: u32 = 1;

/// One session: the last state that was written, and the request that has no answer yet.
#[derive(Debug, Default)]
pub struct Exchange {
    written: Option<Json>,
    unanswered: Option<Json>,
    /// First row of the listed page, in the visit in which it was requested.
    page: (Visit, usize),
    /// Secrets that a resumed session asks for again.
    lost: LostSecrets,
    /// Reason that the session could not be saved.
    unsaved: Option<String>,
}

/// Result of reading a request.
#[derive(Debug, PartialEq, Eq)]
pub enum RequestOutcome {
    /// Events for the wizard. The next state answers the request.
    Events(Vec<Event>),
    /// Line that answers the request, because it has no effect.
    Refused(String),
}

impl Exchange {
    /// Begins with a session that was resumed, and lost these secrets.
    pub fn resumed(lost: LostSecrets) -> Self {
        Self { lost, ..Self::default() }
    }

    /// Returns the next line; `None` if the state is as it was written, and no request waits for an answer.
    pub fn news(&mut self, wizard: &Wizard) -> Option<String> {
        self.lost.update(wizard.step());
        let mut state = state::describe(wizard, self.first_row(wizard), &self.lost);
        if let (Some(reason), Some(parts)) = (&self.unsaved, state.as_object_mut()) {
            parts.insert("unsaved".into(), json!(reason));
        }
        let answers = self.unanswered.take();
        if answers.is_none() && self.written.as_ref() == Some(&state) {
            return None;
        }
        self.written = Some(state.clone());
        Some(line("state", answers, state))
    }

    /// Reads a request: one line, without its end.
    pub fn take(&mut self, wizard: &Wizard, text: &Secret) -> RequestOutcome {
        let request = match Request::parse(text.expose()) {
            Ok(request) => request,
            Err(problem) => return RequestOutcome::Refused(error(&problem, Json::Null)),
        };
        let id = request.id.clone();
        if let Some(row) = request.first_row() {
            self.page = (wizard.visit(), row);
        }
        match request.events(wizard) {
            Ok(events) => {
                self.unanswered = Some(id);
                RequestOutcome::Events(events)
            }
            Err(problem) => RequestOutcome::Refused(error(&problem, id)),
        }
    }

    /// Saves the session to its state file.
    pub(crate) fn save(&mut self, wizard: &Wizard, saver: &mut SessionSaver) {
        self.lost.update(wizard.step());
        self.unsaved = saver.save(wizard, &self.lost);
    }

    fn first_row(&self, wizard: &Wizard) -> usize {
        let (visit, row) = self.page;
        if visit == wizard.visit() { row } else { 0 }
    }

    /// Returns the line for a request that is longer than the limit, in bytes.
    pub fn too_long(limit: usize) -> String {
        error(&format!("The line is longer than {limit} bytes. It was ignored."), Json::Null)
    }
}

/// Returns the last line of a session.
pub fn end(how: &Leaving, exit_code: u8) -> String {
    let (result, made) = match how {
        Leaving::Idle => ("left", [].as_slice()),
        Leaving::Interrupted => ("interrupted", [].as_slice()),
        Leaving::Changed(_) => ("changed", [].as_slice()),
        Leaving::Made(made) => ("created", made.as_slice()),
        Leaving::BrokeOff(made) => ("interrupted", made.as_slice()),
        Leaving::Unknown(_, _, made) | Leaving::UnknownChange(_, made) => ("unknown", made.as_slice()),
    };
    let instance = |made: &Summary| {
        json!({
            "id": made.id,
            "name": made.name,
            "element": made.element.as_str(),
            "tokenStoredIn": made.kept.as_ref().map(ToString::to_string),
        })
    };
    let instances: Vec<Json> = made.iter().map(instance).collect();
    let target =
        |target: &ChangeTarget| json!({ "id": target.id, "name": target.name, "element": target.element.as_str() });
    let changed: Vec<Json> = match how {
        Leaving::Changed(changed) => changed.iter().map(|changed| target(&changed.target)).collect(),
        Leaving::UnknownChange(changed, _) => vec![target(changed)],
        Leaving::Idle | Leaving::Interrupted | Leaving::Made(_) | Leaving::BrokeOff(_) | Leaving::Unknown(..) => {
            Vec::new()
        }
    };
    let content = json!({ "result": result, "exitCode": exit_code, "instances": instances, "changed": changed });
    line("end", None, content)
}

/// Returns the only line of a session that could not begin. `content` is the failure of the command.
pub fn failure(content: Map<String, Json>) -> String {
    line("failure", None, Json::Object(content))
}

fn error(problem: &str, id: Json) -> String {
    line("error", Some(id), json!({ "problem": problem }))
}

/// Returns a line of the protocol. `answers` is the `id` of the answered request.
fn line(kind: &str, answers: Option<Json>, content: Json) -> String {
    let mut line = json!({ "protocol": PROTOCOL, "type": kind });
    if let Some(parts) = line.as_object_mut() {
        if let Some(id) = answers {
            parts.insert("answers".into(), id);
        }
        if let Json::Object(content) = content {
            parts.extend(content);
        }
    }
    line.to_string()
}
