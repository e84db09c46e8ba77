//! A step in words: plain data, the same for every front end, which only lays it out.

use super::sentence::Sentence;
use crate::domain::Fault;
use std::time::Duration;

/// Words of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// The state in one sentence.
    pub headline: String,
    /// Tone of the headline.
    pub tone: Tone,
    /// Work that is under way.
    pub progress: Option<Progress>,
    /// Time that is left, in words that change every second: for front ends that repaint.
    pub countdown: Option<String>,
    /// Facts, the most important first.
    pub facts: Vec<Fact>,
    /// Facts about the text that is being typed or was pasted.
    pub input: Vec<Fact>,
    /// Request for the next input, without a mark at its end.
    pub question: Option<Sentence>,
    /// Further actions, and background that matters less than the facts.
    pub hints: Vec<Sentence>,
}

/// Work that is under way, which no input ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The work, in a few words.
    pub activity: String,
    /// Time since the step began.
    pub since: Duration,
}

/// Fact with its tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its tone.
    pub tone: Tone,
    /// Term for a value, such as a message quoted from the platform. A labeled text is shown as it is.
    pub label: Option<&'static str>,
    /// The sentence or the value.
    pub text: Sentence,
    /// Useless when cut short: an address, a fingerprint.
    pub is_exact: bool,
}

/// Meaning of a fact or a notice for the person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Success.
    Good,
    /// Worth knowing.
    #[default]
    Plain,
    /// Fact that needs a decision or a second look.
    Warning,
    /// Failure.
    Bad,
}

impl Status {
    /// Creates a status of a headline alone.
    pub fn new(tone: Tone, headline: impl Into<String>) -> Self {
        Self { headline: headline.into(), tone, ..Self::default() }
    }

    /// Creates a status of work whose activity is the headline.
    pub fn working(activity: impl Into<String>, since: Duration) -> Self {
        let activity = activity.into();
        Self { progress: Some(Progress { activity: activity.clone(), since }), ..Self::new(Tone::Plain, activity) }
    }

    /// Adds facts.
    #[must_use]
    pub fn with_facts(mut self, facts: impl IntoIterator<Item = Fact>) -> Self {
        self.facts.extend(facts);
        self
    }

    /// Sets the question.
    #[must_use]
    pub fn asking(self, question: impl Into<Sentence>) -> Self {
        Self { question: Some(question.into()), ..self }
    }

    /// Adds a hint.
    #[must_use]
    pub fn hinting(mut self, hint: impl Into<Sentence>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl Fact {
    /// Creates a fact that is a sentence.
    pub fn new(tone: Tone, text: impl Into<Sentence>) -> Self {
        Self { tone, label: None, text: text.into(), is_exact: false }
    }

    /// Creates a plain fact.
    pub fn plain(text: impl Into<Sentence>) -> Self {
        Self::new(Tone::Plain, text)
    }

    /// Creates a fact that is a value with its term.
    pub fn labeled(label: &'static str, text: impl Into<Sentence>) -> Self {
        Self { label: Some(label), ..Self::plain(text) }
    }

    /// Marks the text as useless when cut short.
    #[must_use]
    pub fn exact(self) -> Self {
        Self { is_exact: true, ..self }
    }

    /// Returns the messages and numbers that came with a fault.
    pub fn details(fault: &Fault) -> impl Iterator<Item = Self> {
        fault.details().into_iter().map(|(label, text)| Self::labeled(label, text))
    }

    /// Returns a fault, its remedy, and the messages and numbers that came with it.
    pub fn of_fault(fault: &Fault) -> impl Iterator<Item = Self> {
        let sentences = [&fault.problem, &fault.hint].into_iter().filter(|text| !text.is_empty());
        sentences.map(Self::plain).chain(Self::details(fault))
    }
}
