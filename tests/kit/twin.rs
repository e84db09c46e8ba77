//! Twin of a played session: the same journey, led through the JSON front end alone.
//!
//! Each event of the journey becomes the requests that a program sends for it. After them both sessions are described
//! as JSON, and the descriptions are the same; both have had the same effects.

use super::{
    following::{Following, described, plan},
    schema::Schema,
    typed::{self, prompt},
};
use elemint::{
    frontend::json::{Exchange, RequestOutcome},
    text::Secret,
    wizard::{Effect, Event, ScreenEffect, Session, SessionEffect, Start, Step, VisitEffect, Wizard, command::Action},
};
use serde_json::{Value as Json, json};
use std::sync::LazyLock;

static LINES: LazyLock<Schema> = LazyLock::new(|| Schema::new("session"));
static REQUESTS: LazyLock<Schema> = LazyLock::new(|| Schema::new("session-request"));

/// Session that follows a journey by requests.
pub struct Twin {
    wizard: Option<Wizard>,
    exchange: Exchange,
    /// Last state.
    state: Json,
    /// Effects of the twin, and of the journey, since they were compared.
    effects: [Vec<Effect>; 2],
    /// True if characters were typed that are not set yet.
    has_typed: bool,
    /// Requests and states, for the message of a failure.
    log: Vec<String>,
}

impl Twin {
    /// Starts a session.
    pub fn new(session: Session, start: Start) -> Self {
        Self::begin(Wizard::new(session, start))
    }

    /// Starts at a step.
    pub fn at_step(step: impl Into<Step>, session: Session) -> Self {
        Self::begin(Wizard::at_step(step, session))
    }

    fn begin((wizard, _): (Wizard, Vec<Effect>)) -> Self {
        let mut twin = Self {
            wizard: Some(wizard),
            exchange: Exchange::default(),
            state: Json::Null,
            effects: [Vec::new(), Vec::new()],
            has_typed: false,
            log: Vec::new(),
        };
        twin.read();
        twin
    }

    /// Changes the twin as the journey itself is changed between two events.
    pub fn change(&mut self, change: impl FnOnce(Wizard) -> Wizard) {
        self.wizard = self.wizard.take().map(change);
        self.read();
    }

    /// Prepares for an event, while the journey is as before it. Returns the requests to send after the event.
    pub fn before(&mut self, journey: &Wizard, event: &Event) -> Vec<Following> {
        let Some(entry) = self.take_entry(journey, event) else {
            if self.has_typed && !matches!(event, Event::Text(_)) {
                self.catch_up(journey);
            }
            return plan(journey, event);
        };
        // To set the key of an entry is to add the entry.
        let is_done = matches!(event, Event::Action(Action::Accept | Action::Next | Action::Submit));
        let rest = if is_done { Vec::new() } else { plan(journey, event) };
        std::iter::once(Following::Request(entry)).chain(rest).collect()
    }

    /// Returns the request that adds an entry whose key was typed completely.
    fn take_entry(&mut self, journey: &Wizard, event: &Event) -> Option<Json> {
        if !self.has_typed || matches!(event, Event::Text(_)) || typed::is_covered(journey) {
            return None;
        }
        let (field, value) = typed::line(journey)?;
        (field.as_deref() == Some("@add")).then(|| {
            self.has_typed = false;
            json!({ "action": "set", "field": field, "value": value })
        })
    }

    /// Follows an event; `journey` is as after it.
    pub fn after(&mut self, journey: &Wizard, steps: Vec<Following>, effects: &[Effect]) {
        self.effects[1].extend_from_slice(effects);
        let is_compared = !steps.is_empty() || journey.step().document().is_none();
        let has_changed = steps.iter().any(|step| !matches!(step, Following::Typed));
        for step in steps {
            match step {
                Following::Request(request) => self.ask(&request),
                Following::Outside(event) => self.update(*event),
                Following::Typed => self.has_typed = true,
            }
        }
        if has_changed {
            self.read();
        }
        if is_compared && !self.has_typed {
            self.catch_up(journey);
        }
    }

    /// Brings the twin where the journey is: values that were typed, and the selected row. Compares both.
    pub fn catch_up(&mut self, journey: &Wizard) {
        if typed::is_covered(journey) || prompt(journey).is_some() {
            return;
        }
        let wanted = described(journey);
        // A facet is written into the filter.
        self.has_typed |= comparable(wanted.clone())["filter"] != self.state["filter"];
        if std::mem::take(&mut self.has_typed)
            && let Some((field, value)) = typed::line(journey)
        {
            let request = match field {
                Some(id) => json!({ "action": "set", "field": id, "value": value }),
                None if self.state["pasted"] == true && value.is_empty() => json!({ "action": "back" }),
                None => json!({ "action": "set", "value": value }),
            };
            self.ask(&request);
        }
        self.select(&wanted);
        self.compare(wanted);
    }

    fn select(&mut self, wanted: &Json) {
        let row = |state: &Json| match state["fields"].as_array() {
            Some(fields) => fields.iter().find(|field| field["hasFocus"] == true).map(|field| field["row"].clone()),
            None => state.get("cursor").cloned(),
        };
        if let Some(to) = row(wanted).filter(Json::is_u64)
            && row(&self.state) != Some(to.clone())
        {
            self.ask(&json!({ "action": "select", "row": to }));
        }
        let values = |state: &Json| match state["fields"].as_array() {
            Some(fields) => fields.iter().map(|field| field["value"].clone()).collect::<Vec<_>>(),
            None => Vec::new(),
        };
        let is_offered = self.state["commands"]
            .as_array()
            .is_some_and(|commands| commands.iter().any(|command| command["action"] == "original"));
        // `set` cleans a value as a paste, keys do not.
        if is_offered && values(wanted) != values(&self.state) {
            self.ask(&json!({ "action": "original" }));
        }
    }

    /// Sends a request and reads its answer, which must be a state.
    fn ask(&mut self, request: &Json) {
        let found = REQUESTS.violations(request);
        assert!(found.is_empty(), "{request}: {}", found.join("\n"));
        self.log.push(format!("> {request}"));
        let wizard = self.wizard.as_ref().expect("a wizard");
        match self.exchange.take(wizard, &Secret::new(request.to_string())) {
            RequestOutcome::Events(events) => events.into_iter().for_each(|event| self.update(event)),
            RequestOutcome::Refused(line) => panic!("{line}\n{}", self.log.join("\n")),
        }
        self.read();
    }

    fn update(&mut self, event: Event) {
        let (wizard, effects) = self.wizard.take().expect("a wizard").update(event);
        self.effects[0].extend(effects);
        self.wizard = Some(wizard);
    }

    /// Reads the next line, which is valid and holds no secret of the session.
    fn read(&mut self) {
        let wizard = self.wizard.as_ref().expect("a wizard");
        let Some(line) = self.exchange.news(wizard) else { return };
        let secrets = wizard.session().known().iter().map(Secret::expose).filter(|secret| secret.len() >= 8);
        let shown: Vec<&str> = secrets.filter(|secret| line.contains(secret)).collect();
        assert!(shown.is_empty(), "{shown:?} is in {line}");
        self.state = serde_json::from_str(&line).expect("JSON");
        let found = LINES.violations(&self.state);
        assert!(found.is_empty(), "{}\n{:#}", found.join("\n"), self.state);
        let words = ["visit", "step", "headline"].map(|part| self.state[part].to_string()).join(" ");
        self.log.push(format!("< {words}"));
    }

    fn compare(&mut self, played: Json) {
        let (twin, played) = (comparable(self.state.clone()), comparable(played));
        assert_eq!(twin, played, "The JSON front end came to another state.\n{}", self.log.join("\n"));
        let [twin, played] = std::mem::take(&mut self.effects).map(|effects| {
            let effects = effects.into_iter().filter(|effect| !is_of_screen(effect));
            effects.map(|effect| format!("{effect:?}")).collect::<Vec<_>>()
        });
        assert_eq!(twin, played, "The JSON front end had other effects.\n{}", self.log.join("\n"));
    }
}

/// Takes out the parts that differ by design.
fn comparable(mut state: Json) -> Json {
    let parts = state.as_object_mut().expect("a state");
    // `set` checks a field at once, keys once the field is left; a notice goes with the next key.
    for part in ["answers", "input", "notice", "commands", "visit"] {
        parts.remove(part);
    }
    if let Some(filter) = parts.get_mut("filter") {
        *filter = filter.as_str().unwrap_or_default().trim().into();
    }
    let fields = parts.get_mut("fields").and_then(Json::as_array_mut);
    for field in fields.into_iter().flatten().filter_map(Json::as_object_mut) {
        field.remove("problem");
    }
    state
}

/// Returns true for effects that only a screen has, and for saved forms, which depend on the way between the fields.
fn is_of_screen(effect: &Effect) -> bool {
    match effect {
        Effect::Screen(ScreenEffect::Leave(_)) => false,
        Effect::Screen(_) => true,
        Effect::Visit(visit) => matches!(visit, VisitEffect::Filter(..)),
        Effect::Session(session) => matches!(session, SessionEffect::KeepDraft(_)),
    }
}
