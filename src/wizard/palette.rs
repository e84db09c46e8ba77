//! The list of commands: everything that can be done at the moment, found by its words or its key.

use super::{command::Action, event::Visit, input::LineEditor, key::Key, list::Cursor};

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
    /// Creates a list of these commands, opened in this visit.
    pub(super) fn new(commands: Vec<PaletteCommand>, visit: Visit) -> Self {
        let found = commands.clone();
        Self { filter: LineEditor::new("", false), commands, found, cursor: Cursor::default(), visit }
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
        if self.filter.edit(key) {
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
