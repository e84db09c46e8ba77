//! Sentences that name keys: data, which a front end renders with the keys or words it has for the actions.

use super::{
    action::Action,
    command::{CONTEXTS, Command, Context, EVERYWHERE, FIXED},
    keys::Keys,
};
use std::borrow::Cow;

/// Sentence in which keys are named by their actions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(Vec<SentencePart>);

/// Part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
enum SentencePart {
    Words(String),
    Key(Action),
    Press(Press),
}

/// Instruction to press the key of an action. Each front end has its own verb for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// Begins a sentence: "Press Enter".
    Start(Action),
    /// Is inside of a sentence: "press Enter".
    Within(Action),
    /// Follows another instruction: "or Enter".
    Or(Action),
}

impl Press {
    fn action(self) -> Action {
        match self {
            Self::Start(action) | Self::Within(action) | Self::Or(action) => action,
        }
    }

    /// Returns the instruction with a verb, which an alternative has only if `differs`.
    fn words(self, verb: &str, name: &str, differs: bool) -> String {
        match self {
            Self::Start(_) => format!(
                "{}{} {name}",
                verb.get(..1).unwrap_or_default().to_uppercase(),
                verb.get(1..).unwrap_or_default()
            ),
            Self::Within(_) => format!("{verb} {name}"),
            Self::Or(_) if differs => format!("or {verb} {name}"),
            Self::Or(_) => format!("or {name}"),
        }
    }
}

/// Joins words and actions to a sentence: `sentence![Press::Start(Action::Accept), " to retry"]`.
macro_rules! sentence {
    ($($part:expr),+ $(,)?) => {
        $crate::wizard::Sentence::default()$(.and($part))+
    };
}
pub(crate) use sentence;

impl Sentence {
    /// Adds words, a key or a sentence at the end.
    #[must_use]
    pub fn and(mut self, part: impl Into<Self>) -> Self {
        self.0.extend(part.into().0);
        self
    }

    /// Returns true if there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns true if the sentence names the key of this action.
    pub fn names(&self, action: Action) -> bool {
        self.0.iter().any(|part| match part {
            SentencePart::Words(_) => false,
            SentencePart::Key(key) => *key == action,
            SentencePart::Press(press) => press.action() == action,
        })
    }

    /// Returns the text for a program, which sends the name of an action instead of pressing its key.
    pub fn render_for_program(&self, name: impl Fn(Action) -> String) -> String {
        self.render_with(name, |_| "send").into_owned()
    }

    /// Returns the text for plain lines, where a word behind a colon is typed and Enter is pressed.
    pub fn render_for_lines(&self, name: impl Fn(Action) -> String) -> String {
        self.render_with(name, |name| if name.starts_with(':') { "type" } else { "press" }).into_owned()
    }

    /// Returns the text, with the name that `key` has for each action.
    pub fn render(&self, key: impl Fn(Action) -> String) -> Cow<'_, str> {
        self.render_with(key, |_| "press")
    }

    /// Returns the text with a name for each action, and a verb for each name to follow.
    fn render_with(&self, name: impl Fn(Action) -> String, verb: impl Fn(&str) -> &'static str) -> Cow<'_, str> {
        match self.0.as_slice() {
            [] => return Cow::Borrowed(""),
            [SentencePart::Words(words)] => return Cow::Borrowed(words),
            _ => {}
        }
        let mut text = String::new();
        let mut last = None;
        for part in &self.0 {
            match part {
                SentencePart::Words(words) => text.push_str(words),
                SentencePart::Key(action) => text.push_str(&name(*action)),
                SentencePart::Press(press) => {
                    let name = name(press.action());
                    let verb = verb(&name);
                    text.push_str(&press.words(verb, &name, last.is_some_and(|last| last != verb)));
                    last = Some(verb);
                }
            }
        }
        Cow::Owned(text)
    }
}

impl From<&str> for Sentence {
    fn from(words: &str) -> Self {
        Self::from(words.to_owned())
    }
}

impl From<&String> for Sentence {
    fn from(words: &String) -> Self {
        Self::from(words.clone())
    }
}

impl From<String> for Sentence {
    fn from(words: String) -> Self {
        if words.is_empty() { Self::default() } else { Self(vec![SentencePart::Words(words)]) }
    }
}

impl From<Action> for Sentence {
    fn from(action: Action) -> Self {
        Self(vec![SentencePart::Key(action)])
    }
}

impl From<Press> for Sentence {
    fn from(press: Press) -> Self {
        Self(vec![SentencePart::Press(press)])
    }
}

/// Keys in force in some contexts, for the sentences shown there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyTable {
    contexts: Vec<&'static Context>,
    keys: Keys,
}

impl KeyTable {
    /// Creates the table of these contexts, with the keys that the user chose.
    pub fn new(contexts: Vec<&'static Context>, keys: Keys) -> Self {
        Self { contexts, keys }
    }

    /// Returns a sentence with its keys.
    pub fn render<'a>(&self, sentence: &'a Sentence) -> Cow<'a, str> {
        sentence.render(|action| self.label(action))
    }

    /// Returns the name of the first key of an action.
    pub fn label(&self, action: Action) -> String {
        if let Action::Pick(letter) = action {
            return letter.to_string();
        }
        let key = self.find(action).and_then(|(context, command)| self.keys.keys_of(context, command).first());
        key.map_or_else(|| "no key".to_owned(), |key| key.label())
    }

    /// Returns the command of an action.
    pub fn command(&self, action: Action) -> Option<&'static Command> {
        self.find(action).map(|(_, command)| command)
    }

    /// Looks an action up here, then everywhere else: a notice may speak of another screen.
    fn find(&self, action: Action) -> Option<(&'static Context, &'static Command)> {
        let contexts = self.contexts.iter().copied().chain([&EVERYWHERE, &FIXED]).chain(CONTEXTS);
        contexts.into_iter().find_map(|context| Some((context, context.command(action)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wizard::command::{CONSENT, ELEMENT, FORM, INSTANCE, READING};
    use rstest::rstest;

    fn table(contexts: &[&'static Context], keys: &str) -> KeyTable {
        KeyTable::new(contexts.to_vec(), Keys::read(keys).0)
    }

    #[rstest]
    #[case::default_key(&[&FORM], "", Action::Original, "alt-o")]
    #[case::chosen_key(&[&ELEMENT], "[elements]\nrefresh = \"f5\"", Action::Refresh, "F5")]
    #[case::removed_key(&[&ELEMENT], "[elements]\nrefresh = []", Action::Refresh, "no key")]
    #[case::key_of_the_context(&[&CONSENT], "", Action::Copy, "alt-c")]
    #[case::key_of_another_context(&[&READING, &INSTANCE], "", Action::Copy, "y")]
    #[case::letter_of_a_menu(&[&READING], "", Action::Pick('V'), "V")]
    #[case::every_screen(&[&FORM], "", Action::BreakOff, "ctrl-c")]
    #[case::other_screen(&[&FORM], "", Action::Refresh, "ctrl-r")]
    fn key_of_an_action(
        #[case] contexts: &[&'static Context],
        #[case] keys: &str,
        #[case] action: Action,
        #[case] label: &str,
    ) {
        assert_eq!(table(contexts, keys).label(action), label);
    }

    #[test]
    fn words_that_look_like_keys_stay() {
        let chosen = table(&[&READING, &INSTANCE], "[instance]\nanother = \"b\"");
        let sentence = sentence!["a new code: ", Action::Another, " or ", format!("{}.", "a")];
        assert_eq!(chosen.render(&sentence), "a new code: b or a.");
    }

    #[rstest]
    #[case::both_pressed("Enter", "Esc", "Press Enter to send, or Esc to leave.")]
    #[case::both_typed(":send", ":back", "Type :send to send, or :back to leave.")]
    #[case::second_typed("Enter", ":back", "Press Enter to send, or type :back to leave.")]
    #[case::first_typed(":send", "Enter", "Type :send to send, or press Enter to leave.")]
    fn instruction_in_plain_lines_has_the_verb_of_its_word(
        #[case] accept: &str,
        #[case] back: &str,
        #[case] text: &str,
    ) {
        let sentence = sentence![Press::Start(Action::Accept), " to send, ", Press::Or(Action::Back), " to leave."];
        let name = |action| if action == Action::Accept { accept.to_owned() } else { back.to_owned() };
        assert_eq!(sentence.render_for_lines(name), text);
    }

    #[test]
    fn program_is_told_to_send_an_action() {
        let sentence = sentence!["Or ", Press::Within(Action::Accept), ", ", Press::Or(Action::Back), "."];
        let name = |action: Action| format!("`{action:?}`");
        assert_eq!(sentence.render_for_program(name), "Or send `Accept`, or `Back`.");
    }
}
