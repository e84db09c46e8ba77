//! Line front end: the wizard without a screen, for screen readers and for terminals that can only print lines.
//!
//! News is printed a line at a time, and never painted over. A typed line becomes events: actions, the row it selects,
//! the value it sets. The wizard makes all decisions, as for the full screen.

mod answers;
mod at_terminal;
mod calls;
mod change;
mod command_words;
mod commands;
mod consent;
mod creating;
mod details;
mod dispatch;
mod document;
mod element;
mod facets;
mod form;
mod gather;
mod instance;
mod instances;
mod line_outcome;
mod numbered_list;
mod palette;
mod pasted;
mod platform;
mod reading;
mod recovery;
mod requests;
mod review;
mod scene;
mod text;
mod trash;
mod typing;

pub(crate) use at_terminal::LinesFrontend;
pub use typing::{Typed, Typing};

pub(in crate::frontend::lines) use crate::text::yes_or_no;
use crate::{
    text::{SafeText, Secret},
    wizard::{Event, Notice, Overlay, Step, Visit, Wizard},
};
pub(in crate::frontend::lines) use answers::{number, set};
pub(in crate::frontend::lines) use gather::Gather;
pub(in crate::frontend::lines) use line_outcome::{FollowUp, LineOutcome};
pub(in crate::frontend::lines) use numbered_list::NumberedList;
use scene::Question;
use std::{
    collections::{BTreeSet, VecDeque},
    time::Duration,
};

const GREETING: &str = "elemint in plain lines. At any question :help lists the commands, and :leave leaves.";

/// Dialog: the text printed so far, and the open question.
#[derive(Default)]
pub struct Dialog {
    visit: Option<Visit>,
    heading: String,
    /// Numbered list that was printed last.
    list: NumberedList,
    said: BTreeSet<String>,
    notice: Option<Notice>,
    ask: Question,
    /// True if the cursor is after a question.
    open: bool,
    /// True if a line was typed since the question was printed.
    taken: bool,
    /// Remarks on the line just typed.
    asides: Vec<String>,
    /// Lines to print behind them and behind the notice.
    hints: Vec<String>,
    events: Vec<Event>,
    then: FollowUp,
    gather: Option<Gather>,
    /// Lines that arrived together and were refused.
    held: Option<Secret>,
    /// Lines of such a paste that are taken one by one.
    given: VecDeque<Secret>,
    beats: u32,
}

impl Dialog {
    /// Returns the text that is new since the last call; empty if nothing is.
    pub fn news(&mut self, wizard: &Wizard) -> SafeText {
        let scene = dispatch::build(wizard);
        let mut lines = std::mem::take(&mut self.asides);
        let moved =
            self.visit != Some(wizard.visit()) || self.heading != scene.heading || !self.list.is_same(&scene.list);
        if wizard.notice() != self.notice.as_ref() {
            self.notice = wizard.notice().cloned();
            lines.extend(self.notice.iter().flat_map(|notice| text::notice(notice, wizard.step())));
        }
        lines.append(&mut self.hints);
        if moved {
            if self.visit.is_none() {
                lines.push(GREETING.into());
            }
            lines.extend([String::new(), scene.heading.clone()]);
            lines.extend(scene.opening);
            lines.extend(scene.list.lines());
            if self.visit != Some(wizard.visit()) {
                self.said.clear();
            }
            self.ask = Question::default();
        }
        let facts: Vec<_> = scene.facts.iter().map(|fact| (fact.clone(), self.addition(fact))).collect();
        // A fact that comes back is said again.
        self.said.retain(|fact| scene.facts.contains(fact));
        lines
            .extend(facts.into_iter().filter(|(fact, _)| self.said.insert(fact.clone())).map(|(_, addition)| addition));
        (self.visit, self.heading, self.list) = (Some(wizard.visit()), scene.heading, scene.list);
        if self.gather.is_some() {
            return self.print(&lines, None);
        }
        let is_new = scene.ask.id != self.ask.id || !scene.ask.list.is_same(&self.ask.list);
        let put = self.taken || is_new;
        if is_new {
            lines.extend(scene.ask.preface.iter().cloned());
            lines.extend(scene.ask.list.lines());
            self.beats = 0;
        }
        if put {
            lines.extend(scene.ask.fault.iter().map(|fault| format!("Problem: {fault}")));
        }
        let again = put || !lines.is_empty();
        self.taken = false;
        self.ask = scene.ask;
        let prompt = again.then(|| self.ask.prompt.clone());
        self.print(&lines, prompt)
    }

    /// Returns the end of a fact whose beginning was said; else all of it.
    fn addition(&self, fact: &str) -> String {
        let rest = |said: &String| fact.strip_prefix(said.trim_end_matches('.'))?.strip_prefix(" · ");
        self.said.iter().find_map(rest).unwrap_or(fact).to_owned()
    }

    /// A word that work goes on, when the wait has lasted this long; empty between two of them.
    pub fn heartbeat(&mut self, waited: Duration) -> SafeText {
        let Some(wait) = self.ask.waits.clone() else { return SafeText::default() };
        let due = match self.beats {
            0 => 5,
            1 => 10,
            beats => u64::from(beats - 1) * 20,
        };
        if waited.as_secs() < due {
            return SafeText::default();
        }
        self.beats += 1;
        self.print(&[format!("{wait}: {} so far.", text::seconds(waited))], None)
    }

    /// Returns true if the program waits for a result and needs no answer.
    pub fn is_waiting(&self) -> bool {
        self.ask.waits.is_some()
    }

    /// Returns true if typed text is hidden now.
    pub fn is_hidden(&self) -> bool {
        self.gather.is_some() || self.ask.hidden
    }

    /// A line was typed.
    pub fn take(&mut self, wizard: &Wizard, line: &Secret) {
        // The end of a hidden line is not seen either.
        self.open &= self.is_hidden();
        self.taken = true;
        if let Some(gather) = &mut self.gather {
            if let Some(whole) = gather.more(line.expose()) {
                self.gather = None;
                self.paste(wizard, whole);
            }
            return;
        }
        let text = line.expose();
        if let Some(command) = text.trim().strip_prefix(':').filter(|rest| !rest.starts_with(':')) {
            return self.command(wizard, command.trim());
        }
        self.held = None;
        // A value that begins with a colon is written with two.
        let text = if text.starts_with("::") { text.get(1..).unwrap_or(text) } else { text };
        if Gather::is_begun_by(text) && matches!(wizard.step(), Step::Element(_) | Step::Credentials(_)) {
            let mut gather = Gather::default();
            match gather.more(text) {
                Some(whole) => self.paste(wizard, whole),
                None => {
                    self.gather = Some(gather);
                    self.asides.push("A request begins with this line. Its other lines are not shown.".into());
                    self.asides.push("An empty line ends it.".into());
                }
            }
            return;
        }
        let answer = dispatch::answer(wizard, text, self.is_hidden());
        self.take_outcome(answer);
    }

    /// Returns the events for the wizard. To be called again once they are handled, until none are left.
    pub fn events(&mut self, wizard: &Wizard) -> Vec<Event> {
        if self.events.is_empty() {
            match std::mem::take(&mut self.then) {
                FollowUp::Nothing => {}
                FollowUp::Leave(id) => self.take_outcome(form::leave(wizard, &id)),
                FollowUp::Only => self.take_outcome(element::only(wizard)),
                FollowUp::OnlyDeed => self.take_outcome(palette::only(wizard)),
                FollowUp::Consent => self.take_outcome(consent::judge(wizard)),
                FollowUp::Pasted(before) => self.pasted(wizard, &before),
            }
        }
        let is_global = |event: &Event| matches!(event, Event::Action(action) if action.is_global());
        // An event removes the notice: if it is there again, it is printed again.
        if *wizard.overlay() == Overlay::None && !self.events.iter().all(is_global) {
            self.notice = None;
        }
        std::mem::take(&mut self.events)
    }

    fn take_outcome(&mut self, outcome: LineOutcome) {
        match outcome {
            LineOutcome::Send(events) => self.events.extend(events),
            LineOutcome::SendThen(events, then) => {
                self.events.extend(events);
                self.then = then;
            }
            LineOutcome::Say(words) => self.asides.push(words),
            LineOutcome::SayLines(lines) => self.asides.extend(lines),
            LineOutcome::SayAndSend(words, events) => {
                self.asides.push(words);
                self.events.extend(events);
            }
        }
    }

    /// Returns the last text: it ends the current line.
    pub fn end(&mut self) -> SafeText {
        if std::mem::take(&mut self.open) { "\n".into() } else { SafeText::default() }
    }

    /// The question is put once more.
    pub fn remind(&mut self) {
        self.taken = true;
    }

    /// Everything is said anew.
    fn repeat(&mut self) {
        (self.visit, self.notice) = (None, None);
    }

    fn print(&mut self, lines: &[String], prompt: Option<String>) -> SafeText {
        let mut text = SafeText::default();
        if (!lines.is_empty() || prompt.is_some()) && std::mem::take(&mut self.open) {
            text.push(&"\n".into());
        }
        for line in lines {
            text.push_line(&text::plain(line));
        }
        if let Some(prompt) = prompt.filter(|prompt| !prompt.is_empty()) {
            text.push(&text::plain(&prompt));
            self.open = true;
        }
        text
    }
}
