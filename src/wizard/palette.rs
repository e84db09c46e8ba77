//! The list of commands: everything that can be done at the moment, found by its words or its key.

use super::{
    Key, Visit, Wizard,
    command::{Action, BoundCommand},
    input::LineEditor,
    list::Cursor,
};

/// Command that can act now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaletteCommand {
    /// The description.
    pub title: &'static str,
    /// The action.
    pub action: Action,
    /// The word of the line front end; empty where that front end has no such command.
    pub word: &'static str,
    /// The keys, those a person chose in place of the default ones; none where the person wanted none.
    pub keys: Vec<Key>,
}

/// The list of commands, narrowed by the typed words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The typed words.
    pub filter: LineEditor,
    commands: Vec<PaletteCommand>,
    /// The commands that have all the words typed.
    found: Vec<PaletteCommand>,
    cursor: Cursor,
    visit: Visit,
}

/// The outcome of an action in the list.
pub(super) enum PaletteOutcome {
    /// The list stays open.
    Stay(Palette),
    /// The list closes.
    Close,
    /// The list closes and runs this command of this visit.
    Run(PaletteCommand, Visit),
}

impl Palette {
    /// The commands of the wizard in its present state.
    pub(super) fn new(wizard: &Wizard) -> Self {
        let commands = commands(wizard);
        let found = commands.clone();
        Self { filter: LineEditor::new("", false), commands, found, cursor: Cursor::default(), visit: wizard.visit }
    }

    /// The commands that have all the words typed.
    pub fn found(&self) -> &[PaletteCommand] {
        &self.found
    }

    /// All commands, whatever was typed.
    pub fn all(&self) -> &[PaletteCommand] {
        &self.commands
    }

    /// The row of the cursor.
    pub fn row(&self) -> usize {
        self.cursor.row(self.found.len())
    }

    pub(super) fn act(mut self, action: Action) -> PaletteOutcome {
        match action {
            Action::Back | Action::Commands => return PaletteOutcome::Close,
            Action::Accept => {
                if let Some(command) = self.found.get(self.row()) {
                    return PaletteOutcome::Run(command.clone(), self.visit);
                }
            }
            action => drop(self.cursor.moved(action, self.found.len())),
        }
        PaletteOutcome::Stay(self)
    }

    /// A character, or a key that edits the filter.
    pub(super) fn press(&mut self, key: Key) {
        if self.filter.press(key) {
            self.search();
        }
    }

    /// Puts the cursor on a row.
    pub(super) fn select(&mut self, row: usize) {
        self.cursor = Cursor::at_row(row);
    }

    /// Puts other words in place of the typed ones.
    pub(super) fn set_filter(&mut self, words: &str) {
        self.filter.set(words);
        self.search();
    }

    fn search(&mut self) {
        let typed = self.filter.text().to_lowercase();
        let has = |command: &PaletteCommand| {
            let keys = command.keys.iter().flat_map(|key| [key.label(), key.name()]);
            let text =
                std::iter::once(command.title.to_owned()).chain(keys).collect::<Vec<_>>().join(" ").to_lowercase();
            typed.split_whitespace().all(|word| text.contains(word))
        };
        self.found = self.commands.iter().filter(|command| has(command)).cloned().collect();
        self.cursor = Cursor::default();
    }
}

/// Returns the commands of the screen, then those of every screen, then movement.
fn commands(wizard: &Wizard) -> Vec<PaletteCommand> {
    let (moves, own): (Vec<_>, Vec<_>) =
        wizard.commands().into_iter().partition(|bound| bound.command.action.is_move());
    let own = own.into_iter().map(|mut bound| {
        let word = wizard.step.words(bound.command.action, bound.command.footer);
        let is_usual = wizard.step.contexts().iter().any(|context| {
            context.command(bound.command.action).is_some_and(|usual| usual.title == bound.command.title)
        });
        // The state makes it mean something narrower than its title says.
        if word != bound.command.footer && is_usual {
            bound.command.title = word;
        }
        bound
    });
    let global = wizard.global_commands().into_iter().filter(|bound| bound.command.action != Action::Commands);
    own.chain(global).chain(moves).map(listed).collect()
}

fn listed(bound: BoundCommand) -> PaletteCommand {
    let BoundCommand { command, keys } = bound;
    PaletteCommand { title: command.title, action: command.action, word: command.word, keys }
}
