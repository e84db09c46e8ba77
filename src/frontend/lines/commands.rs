//! Commands of the dialog: a word behind a colon. The words are those of the command table; a few are the dialog's own.

use super::{Dialog, LineOutcome, command_words};
use crate::wizard::{Event, Overlay, Step, Wizard, command::Action};

impl Dialog {
    /// A word behind a colon.
    pub(super) fn command(&mut self, wizard: &Wizard, word: &str) {
        let step = wizard.step();
        if matches!(wizard.overlay(), Overlay::Commands(_) | Overlay::Requests(_)) {
            // The word is meant for the step below the list.
            self.events.push(Event::Action(Action::Back));
        }
        let answer = match word {
            "" => LineOutcome::act(Action::Commands),
            "help" | "h" | "?" => LineOutcome::SayLines(help(step, wizard)),
            "repeat" | "r" => {
                self.repeat();
                return;
            }
            "quit" | "q" => LineOutcome::act(Action::BreakOff),
            "clear" if step.form().is_some() => {
                let row = step.form().map_or(0, super::form::row);
                LineOutcome::Send(vec![super::set(row, "")])
            }
            "each" => self.take_each(),
            "paste" if matches!(step, Step::Element(_) | Step::Credentials(_)) => {
                self.gather = Some(super::Gather::default());
                LineOutcome::Say("Paste the request now; it is not shown. An empty line ends it.".into())
            }
            word => match (word.parse(), step.form(), command_words::action(wizard, word)) {
                (Ok(entry), Some(form), _) => super::form::jump(form, entry),
                (_, _, Some(action)) => LineOutcome::act(action),
                _ => LineOutcome::Say(format!("There is no :{word} here. :help lists the commands.")),
            },
        };
        self.take_outcome(answer);
    }
}

fn help(step: &Step, wizard: &Wizard) -> Vec<String> {
    let mut lines = vec!["At any question:".to_owned()];
    let words: &[(&str, &str)] = if let Step::Instance(_) = step {
        &super::instance::WORDS
    } else if let Step::Details(_) = step {
        &super::details::WORDS
    } else {
        &[]
    };
    let (leave, own): (Vec<_>, Vec<_>) =
        command_words::all(wizard).partition(|command| command.action == Action::BreakOff);
    // A word of the step is described once.
    let own = own.into_iter().filter(|command| words.iter().all(|(word, _)| *word != command.word));
    lines.extend(own.map(|command| format!(":{} - {}", command.word, command.title)));
    if step.form().is_some() {
        lines.push(":3 - to entry 3, or any other".into());
        lines.push(":clear - empty the entry".into());
        lines.push("An empty line keeps the value of the entry and continues.".into());
    }
    if matches!(step, Step::Element(_) | Step::Credentials(_)) {
        lines.push(":paste - paste a request, hidden: JSON, a curl command, or another form".into());
    }
    lines.push(":each - after a paste that was refused: take each of its lines as an answer".into());
    lines.extend(words.iter().map(|(word, title)| format!("{word} - {title}")));
    lines.push(": alone - list the commands here".into());
    lines.push(":repeat - print everything again".into());
    lines.extend(leave.iter().map(|command| format!(":{}, ctrl-c - {}", command.word, command.title)));
    lines.push("A value that begins with a colon is written with two.".into());
    lines
}
