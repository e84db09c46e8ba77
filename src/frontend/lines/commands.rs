//! What can be asked for at any question, by a word behind a colon. Where a key does it on the full screen, the same
//! key is pressed here.

use super::{Dialog, LineOutcome, key};
use crate::wizard::{
    Input, Key, KeyCode, Overlay, PaletteCommand, Step, Wizard,
    keymap::{Action, Binding, EVERYWHERE},
    steps::review::RequestFormat,
};

/// The words for what the key tables know.
const WORDS: [(&str, Action); 22] = [
    ("back", Action::Back),
    ("next", Action::Next),
    ("previous", Action::Previous),
    ("go", Action::Submit),
    ("original", Action::Original),
    ("remove", Action::Remove),
    ("last", Action::LastTime),
    ("refresh", Action::Refresh),
    ("forget", Action::Forget),
    ("copy", Action::Copy),
    ("callback", Action::CopyPath),
    ("renew", Action::Again),
    ("longer", Action::Longer),
    ("tokens", Action::Tokens),
    ("file", Action::KeepLink),
    ("ssh", Action::CopyTunnel),
    ("retry", Action::Retry),
    ("switch", Action::Switch),
    ("answer", Action::Answer),
    ("request", Action::CopyRequest),
    ("token", Action::CopyToken),
    ("save", Action::Save),
];

/// The key that leaves from anywhere, as sentences name it.
const LEAVES: &str = "ctrl-c";

impl Dialog {
    /// A word behind a colon.
    pub(super) fn command(&mut self, wizard: &Wizard, word: &str) {
        let step = wizard.step();
        if matches!(wizard.overlay(), Overlay::Commands(_)) {
            // The list has the keys; what is said here is meant for what lies below it.
            self.inputs.push(key(KeyCode::Esc));
        }
        let answer = match word {
            "" => LineOutcome::Press(everything()),
            "help" | "h" | "?" => LineOutcome::SayLines(help(step, wizard.session().keeps)),
            "repeat" | "r" => {
                self.repeat();
                return;
            }
            "leave" | "quit" | "q" => LineOutcome::Press(vec![Input::Key(Key::ctrl('c'))]),
            "clear" if form(step).is_some() => LineOutcome::Press(vec![key(KeyCode::End), Input::Key(Key::ctrl('u'))]),
            "each" => self.take_each(),
            "paste" if matches!(step, Step::Choose(_) | Step::Credentials(_)) => {
                self.gather = Some(super::Gather::default());
                LineOutcome::Say("Paste the request now; it is not shown. An empty line ends it.".into())
            }
            word => match (word.parse(), form(step), bound(step, word)) {
                (Ok(entry), Some(form), _) => super::form::jump(form, entry),
                (_, _, Some(binding)) => LineOutcome::Press(keys(step, binding)),
                _ => LineOutcome::Say(format!("There is no :{word} here. :help says what there is.")),
            },
        };
        self.act(answer);
    }
}

/// The key that lists everything that can be done.
fn everything() -> Vec<Input> {
    EVERYWHERE.iter().filter(|b| b.key.typed().is_none()).map(|b| Input::Key(b.key)).take(1).collect()
}

/// A deed as it is told, with the word that does it; nothing where it is of use only to who sees the screen.
pub(super) fn describe(step: &Step, deed: &PaletteCommand) -> Option<String> {
    match deed.action {
        Action::Accept => Some(deed.what.to_owned()),
        Action::BreakOff => Some(format!("{}, :leave", deed.what)),
        action => {
            let word = WORDS.iter().find(|(_, known)| *known == action).map(|(word, _)| word)?;
            binding(step, action).map(|_| format!("{}, :{word}", meant(step, action, deed.what)))
        }
    }
}

/// What an action comes to here, where the words of the full screen speak of what is seen there.
fn meant(step: &Step, action: Action, usual: &'static str) -> &'static str {
    match (step, action) {
        (Step::Review(_) | Step::Authorize(_), Action::Back) => "back to the form",
        (Step::Review(_), Action::Copy) => "copy all of it, secrets covered",
        (Step::Choose(_), Action::Back) => "back to the platforms",
        (Step::Response(_), Action::Back) => "leave, after a question",
        _ => usual,
    }
}

fn form(step: &Step) -> Option<&crate::wizard::form::Form> {
    match step {
        Step::Credentials(step) => Some(&step.form),
        Step::SignIn(step) => Some(&step.form),
        _ => None,
    }
}

fn action(word: &str) -> Option<Action> {
    WORDS.iter().find(|(known, _)| *known == word).map(|(_, action)| *action)
}

fn binding(step: &Step, action: Action) -> Option<&'static Binding> {
    // Where the cursor stands matters to no one here, so what depends on it is asked for otherwise.
    let by_words = matches!(step, Step::Response(_)) && matches!(action, Action::Copy | Action::CopyPath);
    all(step).find(|b| b.action == action && !by_words && step.applies(action))
}

/// The usual keys of a step. Those a person chose are for the full screen: here a word presses the usual one.
fn all(step: &Step) -> impl Iterator<Item = &'static Binding> {
    step.tables().into_iter().flatten()
}

fn bound(step: &Step, word: &str) -> Option<&'static Binding> {
    binding(step, action(word)?)
}

/// In the request the key asks what to copy, which here is all of it.
fn keys(step: &Step, binding: &Binding) -> Vec<Input> {
    let asks = matches!(step, Step::Review(step) if step.form == RequestFormat::Json) && binding.action == Action::Copy;
    let all = asks.then(|| key(KeyCode::Char('b')));
    std::iter::once(Input::Key(binding.key)).chain(all).collect()
}

/// The key that does this in the step.
pub(super) fn press(step: &Step, action: Action) -> Vec<Input> {
    let key = all(step).find(|b| b.action == action).map(|b| b.key);
    key.into_iter().map(Input::Key).collect()
}

fn help(step: &Step, keeps: bool) -> Vec<String> {
    let mut lines = vec!["At any question:".to_owned()];
    for (word, action) in WORDS {
        if let Some(binding) = binding(step, action) {
            lines.push(format!(":{word} - {}", meant(step, action, binding.what)));
        }
    }
    if form(step).is_some() {
        lines.push(":3 - to entry 3, or any other".into());
        lines.push(":clear - empty the entry".into());
        lines.push("An empty line keeps what an entry holds and goes on.".into());
    }
    if matches!(step, Step::Choose(_) | Step::Credentials(_)) {
        lines.push(":paste - paste a whole request, not shown: JSON, a curl command, or another form".into());
    }
    lines.push(":each - after a paste that was refused: take each of its lines as an answer".into());
    if let Step::Response(_) = step {
        lines.extend(super::response::DEEDS.iter().map(|(word, what)| format!("{word} - {what}")));
    }
    lines.push(": alone - what can be done here, as a list to choose from".into());
    lines.push(":repeat - say everything again".into());
    let kept = if keeps { "drafts are kept, secrets not" } else { "nothing is kept" };
    lines.push(format!(":leave - leave; {kept}. So does ctrl-c."));
    lines.push("A value that begins with a colon is written with two.".into());
    lines
}

/// A sentence written for the full screen, with the keys it names called by their words here.
pub(super) fn named(text: &str, step: &Step) -> String {
    let name = |word: &str| {
        let bare = word.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '(' | ')'));
        if bare == LEAVES {
            return Some(word.replacen(bare, ":leave", 1));
        }
        // A lone letter that is a word of its own is no key.
        let binding = all(step).find(|b| b.key.label() == bare && !matches!(bare, "a" | "I"))?;
        let name = match binding.action {
            Action::Accept => "Enter".to_owned(),
            action => format!(":{}", WORDS.iter().find(|(_, known)| *known == action)?.0),
        };
        Some(word.replacen(bare, &name, 1))
    };
    let words: Vec<String> = text.split(' ').map(|word| name(word).unwrap_or_else(|| word.to_owned())).collect();
    words.join(" ")
}
