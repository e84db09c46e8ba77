//! Complete session without terminal, network or clock: input goes in, screens and effects come out.

use super::{
    keys::{parse, pasted},
    twin::Twin,
};
use elemint::{
    domain::{Authorization, Consent, CreateRequest, Grant, Timestamp},
    frontend::tui::{self, Theme},
    wizard::{
        ConsentReply, Effect, Event, Input, Notice, Reply, Session, SessionEffect, Start, Step, Visit, Wizard,
        form::Form, steps::document::DocumentStep,
    },
};
use ratatui::{
    Terminal,
    backend::TestBackend,
    buffer::Buffer,
    layout::{Position, Rect},
};
use std::time::Duration;
use unicode_width::UnicodeWidthStr as _;

/// A session being played.
pub struct Play {
    /// Taken out for the length of an update.
    wizard: Option<Wizard>,
    effects: Vec<Effect>,
    /// Requests for the platform's list of elements, counted apart since few tests care.
    lists: usize,
    /// The page consent was last asked at, to make answers to it.
    authorization: Option<Authorization>,
    /// The same session through the JSON front end, in tests of journeys.
    twin: Option<Twin>,
}

/// Returns true in journeys: all of them run through the JSON front end too, apart from those of [`OF_SCREEN`]. The
/// availability of commands is tested without a journey, as are the properties in [`UNLED`].
fn has_twin() -> bool {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or_default();
    let is_led = !UNLED.iter().any(|test| name.starts_with(test));
    env!("CARGO_CRATE_NAME") == "journeys" && is_led && !OF_SCREEN.iter().any(|(test, _)| name.starts_with(test))
}

/// Tests that play thousands of keys and read the screen after each.
const UNLED: [&str; 3] = [
    "availability::",
    "reading::no_secret_is_shown_or_taken_away_unasked",
    "reading::cursor_stays_visible_at_any_height",
];

/// Journeys about something that only a screen has, with the reason.
const OF_SCREEN: [(&str, &str); 13] = [
    ("instances::token_leaves_the_created_instance_for_the_list", COPIED),
    ("spoken::answers::a_token_kept_nowhere_is_not_left_behind_unsaid", COPIED),
    ("viewer::a_token_that_was_copied_may_be_left", COPIED),
    ("form::an_address_with_a_password_in_it_is_covered_and_not_kept", CHECKED),
    ("first_run::typed_header_is_read_as_a_pasted_one", CHECKED),
    ("form::refused_tags_are_masked_until_no_secret_is_in_them", CHECKED),
    ("spoken::forms::a_value_that_is_wrong_is_asked_for_again_with_the_reason", CHECKED),
    ("covered::secret_inside_a_plain_value_is_masked_in_each_format_of_the_request", TYPED),
    ("instances::newer_answer_is_filtered_anew", FILTERED),
    ("spoken::forms::required_choice_is_not_emptied", REFUSED),
    ("leaving::a_key_in_between_takes_the_warning_back", BETWEEN),
    ("leaving::one_ctrl_c_leaves_from_the_question_that_names_the_loss", REFUSED),
    ("unclear::a_key_in_between_takes_the_forgetting_back", BETWEEN),
];

const COPIED: &str = "a copied token counts as saved; a program has a file";
const CHECKED: &str = "`set` checks a value at once, and a key only when the field is left";
const TYPED: &str = "the state of a form has its plain values as they were typed";
const FILTERED: &str = "a program filters the document itself";
const REFUSED: &str = "the request is refused before it reaches the wizard";
const BETWEEN: &str = "a key without a request comes in between";

/// Most rows of a document that the JSON front end states after each key.
const MOST_ROWS: u32 = 2000;

impl Play {
    /// A session from its first screen on.
    pub fn new(session: Session) -> Self {
        Self::from(session, &Start::Usual)
    }

    /// A session that begins with something named.
    pub fn from(session: Session, start: &Start) -> Self {
        let twin = has_twin().then(|| Twin::new(session.clone(), start.clone()));
        let (wizard, effects) = Wizard::new(session, start.clone());
        let mut play = Self { wizard: Some(wizard), effects: Vec::new(), lists: 0, authorization: None, twin };
        play.take(effects);
        play
    }

    /// A session of someone who was never here, in a document.
    pub fn reading(read: DocumentStep) -> Self {
        let again = || DocumentStep::new(read.name.clone(), read.viewer.clone());
        // Large documents are for tests of time and of keys.
        let has_twin = has_twin() && read.viewer.document().rows() < MOST_ROWS;
        let twin = has_twin.then(|| Twin::at_step(again(), super::scene::stranger()));
        let (wizard, effects) = Wizard::at_step(read, super::scene::stranger());
        let mut play = Self { wizard: Some(wizard), effects: Vec::new(), lists: 0, authorization: None, twin };
        play.take(effects);
        play
    }

    /// Shows a notice, as at the start of the program.
    pub fn say(&mut self, notice: Notice) -> &mut Self {
        if let Some(twin) = &mut self.twin {
            twin.change(|wizard| wizard.saying(notice.clone()));
        }
        self.wizard = self.wizard.take().map(|wizard| wizard.saying(notice));
        self
    }

    /// Lets time pass, in seconds.
    pub fn pass(&mut self, seconds: u64) -> &mut Self {
        let later = Timestamp(self.wizard().session().now.0 + seconds);
        if let Some(twin) = &mut self.twin {
            twin.change(|mut wizard| {
                wizard.set_time(later);
                wizard
            });
        }
        self.wizard.as_mut().expect("a wizard").set_time(later);
        self
    }

    /// Returns the wizard.
    pub fn wizard(&self) -> &Wizard {
        self.wizard.as_ref().expect("a wizard")
    }

    /// Anything that can happen.
    pub fn event(&mut self, event: Event) -> &mut Self {
        if let Event::Reply(_, Reply::Consent(ConsentReply::Address(Ok(authorization)))) = &event {
            self.authorization = Some(authorization.clone());
        }
        let before = self.wizard.take().expect("a wizard");
        let following = self.twin.as_mut().map(|twin| twin.before(&before, &event));
        let (wizard, effects) = before.update(event);
        if let (Some(twin), Some(following)) = (&mut self.twin, following) {
            twin.after(&wizard, following, &effects);
        }
        self.wizard = Some(wizard);
        self.take(effects);
        self
    }

    fn take(&mut self, effects: Vec<Effect>) {
        let (lists, others): (Vec<_>, Vec<_>) =
            effects.into_iter().partition(|effect| matches!(effect, Effect::Session(SessionEffect::FetchCatalog(..))));
        // Asked for once, and without a trace where there are none.
        let others = others.into_iter().filter(|e| !matches!(e, Effect::Session(SessionEffect::FetchProxies(_))));
        self.lists += lists.len();
        self.effects.extend(others);
    }

    /// Returns the number of requests for the list of elements since the last call.
    pub fn lists(&mut self) -> usize {
        std::mem::take(&mut self.lists)
    }

    /// Keys, as `kit::keys` writes them.
    pub fn keys(&mut self, notation: &str) -> &mut Self {
        for input in parse(notation) {
            self.input(input);
        }
        self
    }

    /// A key or a paste.
    pub fn input(&mut self, input: Input) -> &mut Self {
        let event = self.wizard().event(input);
        self.event(event)
    }

    /// A paste.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.input(pasted(text))
    }

    /// An answer to this visit.
    pub fn reply(&mut self, reply: impl Into<Reply>) -> &mut Self {
        let visit = self.wizard().visit();
        self.event(Event::Reply(visit, reply.into()))
    }

    /// An answer to some visit.
    pub fn late(&mut self, visit: Visit, reply: Reply) -> &mut Self {
        self.event(Event::Reply(visit, reply))
    }

    /// This many seconds have passed since the visit began.
    pub fn tick(&mut self, seconds: u64) -> &mut Self {
        let visit = self.wizard().visit();
        self.event(Event::Tick(visit, Duration::from_secs(seconds)))
    }

    /// Returns the effects since the last call, without requests for the list of elements.
    pub fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Returns the only effect since the last call, apart from saved drafts.
    pub fn effect(&mut self) -> Effect {
        let mut effects = self.effects();
        effects.retain(|e| !matches!(e, Effect::Session(SessionEffect::KeepDraft(_))));
        assert_eq!(effects.len(), 1, "{effects:?}");
        effects.remove(0)
    }

    /// Returns the name of the current step.
    pub fn at(&self) -> &'static str {
        self.wizard().step().name()
    }

    /// Returns the current notice with its hint.
    pub fn notice_text(&self) -> String {
        let keys = self.wizard().key_table();
        let text = |notice: &Notice| format!("{} {}", keys.render(&notice.text), keys.render(&notice.hint));
        self.wizard().notice().map_or_else(String::new, text)
    }

    fn form(&self) -> &Form {
        self.wizard().step().form().unwrap_or_else(|| panic!("there is no form in {}", self.at()))
    }

    /// Returns the values of the form by label, secrets included.
    pub fn values(&self) -> Vec<(String, String)> {
        self.form().rows().iter().map(|row| (row.label.clone(), row.expose_value().to_owned())).collect()
    }

    /// Returns the value of one row of the form.
    pub fn value(&self, label: &str) -> String {
        self.values().into_iter().find(|(name, _)| name == label).unwrap_or_else(|| panic!("no row {label}")).1
    }

    /// The label of the row with the focus.
    pub fn focus(&self) -> String {
        self.form().focused().expect("a focus").label.clone()
    }

    /// Returns the create request, in steps that have one.
    pub fn request(&self) -> &CreateRequest {
        match self.wizard().step() {
            Step::Review(step) => step.request(),
            Step::Creating(step) => step.request(),
            Step::Recovery(step) => step.request().expect("it was sent just now"),
            _ => panic!("nothing is settled in {}", self.at()),
        }
    }

    /// Returns the consent that is being asked for.
    pub fn consent(&self) -> &Consent {
        match self.wizard().step() {
            Step::Consent(step) => step.consent(),
            _ => panic!("no consent is asked for in {}", self.at()),
        }
    }

    /// Returns true if a consent page is known.
    pub fn has_asked(&self) -> bool {
        self.authorization.is_some()
    }

    /// The address the browser ends on when consent is given; `query` comes before the state.
    pub fn answer(&self, query: &str) -> String {
        let authorization = self.authorization.as_ref().expect("consent is asked for");
        format!("{}?{query}&state={}", authorization.callback(), authorization.state().as_str())
    }

    /// Returns the grant that the listener reads from the redirect.
    pub fn grant(&self, code: &str) -> Grant {
        let authorization = self.authorization.as_ref().expect("consent is asked for");
        match Grant::read(&self.answer(&format!("code={code}")), authorization) {
            elemint::domain::grant::GrantReading::Found(grant) => grant,
            other => panic!("{other:?}"),
        }
    }

    /// Draws the screen, and returns it with the position of the cursor if it is shown.
    pub fn draw(&self, columns: u16, rows: u16) -> (Buffer, Option<Position>) {
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a terminal");
        terminal.draw(|frame| drop(tui::draw(frame, self.wizard(), &Theme::default()))).expect("drawn");
        let at = terminal.backend().cursor_position();
        // No line is edited in the corner, which is the position of a cursor that was never placed.
        (terminal.backend().buffer().clone(), (at != Position::ORIGIN).then_some(at))
    }

    /// The screen as text, a line a row, without blanks at the ends.
    pub fn screen(&self, columns: u16, rows: u16) -> String {
        let (buffer, _) = self.draw(columns, rows);
        let row = |y| {
            let mut line = String::new();
            let mut covered = 0;
            for x in 0..columns {
                let symbol = buffer[(x, y)].symbol();
                if covered == 0 {
                    line.push_str(symbol);
                    covered = symbol.width().max(1);
                }
                covered -= 1;
            }
            line.trim_end().to_owned()
        };
        (0..rows).map(row).collect::<Vec<_>>().join("\n")
    }

    /// Reports the rows that fit on a screen of this size, as the front end does after each event.
    pub fn measure(&mut self, columns: u16, rows: u16) -> &mut Self {
        if let Some(event) = tui::measure(self.wizard(), Rect::new(0, 0, columns, rows)) {
            self.event(event);
        }
        self
    }

    /// Returns true if these words are on a screen of 80 by 24.
    pub fn sees(&self, words: &str) -> bool {
        self.screen(80, 24).contains(words)
    }
}
