//! Everything that can be done at the moment, found by its words: the key tables, read out. Each deed stands beside
//! its key, so that whoever looks for it here knows it the next time.

use super::{
    Key, Visit, Wizard,
    input::LineEditor,
    keymap::{self, Action, Binding, PALETTE},
    list::Cursor,
    tour::Tour,
};

/// One thing that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaletteCommand {
    /// What it is, in words.
    pub what: &'static str,
    /// What it means.
    pub action: Action,
    /// The keys for it, a person's own in place of ours; none where the person wanted none.
    pub keys: Vec<Key>,
    /// The key the step knows it by.
    usual: Key,
    /// Whether it is done whatever the step.
    everywhere: bool,
}

/// The list of deeds, narrowed by what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// What was typed.
    pub filter: LineEditor,
    deeds: Vec<PaletteCommand>,
    /// Those that have all the words typed.
    found: Vec<PaletteCommand>,
    cursor: Cursor,
    visit: Visit,
}

/// What came of a key.
pub(super) enum PaletteOutcome {
    /// Nothing is chosen yet.
    Stay(Palette),
    /// Nothing is to be done.
    Nothing,
    /// This is.
    Deed(PaletteCommand, Visit),
}

impl Palette {
    /// What can be done in the wizard as it stands.
    pub(super) fn new(wizard: &Wizard) -> Self {
        let deeds = deeds(wizard);
        let found = deeds.clone();
        Self { filter: LineEditor::new("", false), deeds, found, cursor: Cursor::default(), visit: wizard.visit }
    }

    /// The deeds that have all the words typed.
    pub fn found(&self) -> &[PaletteCommand] {
        &self.found
    }

    /// All deeds, whatever was typed.
    pub fn all(&self) -> &[PaletteCommand] {
        &self.deeds
    }

    /// The row of the one that is meant.
    pub fn row(&self) -> usize {
        self.cursor.row(self.found.len())
    }

    pub(super) fn press(mut self, key: Key) -> PaletteOutcome {
        match keymap::lookup(PALETTE, key) {
            Some(Action::Back) => return PaletteOutcome::Nothing,
            Some(Action::Accept) => {
                if let Some(deed) = self.found.get(self.row()) {
                    return PaletteOutcome::Deed(deed.clone(), self.visit);
                }
            }
            Some(action) => drop(self.cursor.moved(action, self.found.len())),
            None if self.filter.press(key) => self.search(),
            None => {}
        }
        PaletteOutcome::Stay(self)
    }

    fn search(&mut self) {
        let typed = self.filter.text().to_lowercase();
        let has = |deed: &PaletteCommand| {
            let keys = deed.keys.iter().flat_map(|key| [key.label(), key.name()]);
            let text = std::iter::once(deed.what.to_owned()).chain(keys).collect::<Vec<_>>().join(" ").to_lowercase();
            typed.split_whitespace().all(|word| text.contains(word))
        };
        self.found = self.deeds.iter().filter(|deed| has(deed)).cloned().collect();
        self.cursor = Cursor::default();
    }
}

impl PaletteCommand {
    /// The key a step is to hear, where the step is still one that does something for it.
    pub(super) fn key(&self, wizard: &Wizard) -> Option<Key> {
        let known = |binding: &Binding| binding.key == self.usual && binding.action == self.action;
        let still = wizard.step.tables().into_iter().flatten().any(known) && wizard.step.applies(self.action);
        still.then_some(self.usual)
    }

    /// Whether it is done whatever the step.
    pub(super) fn is_everywhere(&self) -> bool {
        self.everywhere
    }
}

/// What leads on or changes something comes first, what only moves the cursor after it, what is the same everywhere
/// last.
fn deeds(wizard: &Wizard) -> Vec<PaletteCommand> {
    let mut deeds: Vec<PaletteCommand> = Vec::new();
    for table in wizard.step.tables() {
        for binding in table.iter().filter(|binding| wizard.step.applies(binding.action)) {
            let word = wizard.step.words(binding.action, binding.footer);
            let meaning = wizard.step.meaning(binding.action, binding.what);
            let what = if word == binding.footer || meaning != binding.what { meaning } else { word };
            add(&mut deeds, wizard, table, Binding { what, ..*binding }, false);
        }
    }
    deeds.sort_by_key(|deed| deed.action.is_move());
    for table in [keymap::EVERYWHERE, keymap::FIXED] {
        let offered = |action| match action {
            Action::Commands => false,
            Action::EndTour => wizard.session.tour == Tour::On,
            _ => true,
        };
        for binding in table.iter().filter(|binding| offered(binding.action)) {
            add(&mut deeds, wizard, table, *binding, true);
        }
    }
    deeds
}

/// Several keys for one action are one deed.
fn add(
    deeds: &mut Vec<PaletteCommand>,
    wizard: &Wizard,
    table: &'static [Binding],
    binding: Binding,
    everywhere: bool,
) {
    let picked = binding.action == Action::Pick;
    let bindings = wizard.session.keys.bindings(table);
    let mut keys: Vec<Key> = if picked {
        vec![binding.key]
    } else {
        bindings.iter().filter(|own| own.action == binding.action).map(|own| own.key).collect()
    };
    let known = deeds.iter_mut().find(|deed| !picked && deed.action == binding.action);
    // A character is typed where text is, so it is not the key one could have pressed.
    if wizard.step.is_typing() && everywhere {
        keys.retain(|key| key.typed().is_none() || wizard.reads(*key));
    }
    match known {
        Some(deed) => deed.keys.extend(keys.into_iter().filter(|key| !deed.keys.contains(key)).collect::<Vec<_>>()),
        None => deeds.push(PaletteCommand {
            what: wizard.words_for(&binding),
            action: binding.action,
            keys,
            usual: binding.key,
            everywhere,
        }),
    }
}

impl Wizard {
    /// What a key means whatever the step.
    pub(super) fn everywhere(&self, key: Key) -> Option<Action> {
        if self.step.is_typing() && key.typed().is_some() && !self.reads(key) {
            return None;
        }
        let own = || self.session.keys.meant(&[keymap::EVERYWHERE], key, false);
        keymap::lookup(keymap::FIXED, key).or_else(|| keymap::lookup(keymap::EVERYWHERE, own()?))
    }

    /// Whether a character is a key though text is typed: no element and no address has a question mark in its name.
    fn reads(&self, key: Key) -> bool {
        key.typed() == Some('?') && matches!(self.step, super::Step::Choose(_) | super::Step::Where(_))
    }

    /// The keys that mean the same whatever the step, those that can be pressed where one is.
    pub fn anywhere(&self) -> Vec<Binding> {
        let own = self.session.keys.bindings(keymap::EVERYWHERE);
        let all = own.iter().chain(keymap::FIXED).map(|binding| Binding { what: self.words_for(binding), ..*binding });
        let counts = |action| action != Action::EndTour || self.session.tour == Tour::On;
        all.filter(|b| self.everywhere(b.key) == Some(b.action) && counts(b.action)).collect()
    }

    /// What a key does, as the session stands.
    fn words_for(&self, binding: &Binding) -> &'static str {
        match binding.action {
            Action::BreakOff if !self.session.keeps => "leave at once; nothing is kept",
            _ => binding.what,
        }
    }
}
