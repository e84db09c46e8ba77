//! Complete session in the line front end: lines go in, lines come out, and the wizard is that of [`Play`].

use super::play::Play;
use elemint::{
    frontend::lines::Dialog,
    text::Secret,
    wizard::{Event, Reply, Session},
};
use std::time::Duration;

/// A session being led.
pub struct Conversation {
    /// Wizard and its effects.
    pub play: Play,
    talk: Dialog,
    new: String,
    all: String,
}

impl Conversation {
    /// A conversation from its first question on.
    pub fn new(session: Session) -> Self {
        Self::with(Play::new(session))
    }

    /// Starts at the current step of a session.
    pub fn with(play: Play) -> Self {
        let mut conversation = Self { play, talk: Dialog::default(), new: String::new(), all: String::new() };
        conversation.listen();
        conversation
    }

    /// Types lines, as a person would who waits for each question.
    pub fn say(&mut self, lines: &str) -> &mut Self {
        for line in lines.split('\n') {
            self.talk.take(self.play.wizard(), &Secret::new(line));
            self.hand_on();
        }
        while let Some(line) = self.talk.next_given() {
            self.talk.take(self.play.wizard(), &line);
            self.hand_on();
        }
        self
    }

    /// Pastes lines that arrive together.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.talk.take_paste(self.play.wizard(), &Secret::new(text));
        self.hand_on();
        self
    }

    /// Hands what was typed to the wizard, until nothing is left.
    fn hand_on(&mut self) {
        loop {
            let events = self.talk.events(self.play.wizard());
            if events.is_empty() {
                break;
            }
            for event in events {
                self.play.event(event);
            }
        }
        self.listen();
    }

    /// An answer from outside.
    pub fn reply(&mut self, reply: impl Into<Reply>) -> &mut Self {
        self.play.reply(reply);
        self.listen();
        self
    }

    /// Anything that can happen.
    pub fn event(&mut self, event: Event) -> &mut Self {
        self.play.event(event);
        self.listen();
        self
    }

    /// This many seconds have passed since the visit began, and the wait for something.
    pub fn tick(&mut self, seconds: u64) -> &mut Self {
        self.play.tick(seconds);
        self.listen();
        let beat = self.talk.heartbeat(Duration::from_secs(seconds));
        self.record(beat.as_str());
        self
    }

    /// Returns true if typed text is not shown now.
    pub fn hides(&self) -> bool {
        self.talk.is_hidden()
    }

    /// Returns the output since the last call.
    pub fn new_output(&mut self) -> String {
        std::mem::take(&mut self.new)
    }

    /// All that was said.
    pub fn all(&self) -> &str {
        &self.all
    }

    fn listen(&mut self) {
        let news = self.talk.news(self.play.wizard());
        self.record(news.as_str());
    }

    fn record(&mut self, words: &str) {
        assert!(!words.contains(|c: char| c.is_control() && c != '\n'), "a control character was said: {words:?}");
        self.new.push_str(words);
        self.all.push_str(words);
    }
}
