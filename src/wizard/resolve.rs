//! Turns keys into actions, at the edge: the front end hands over a key and sends on the event it gets.

use super::{
    Event, Input, Key, KeyTable, Keys, Overlay, Step, Wizard,
    command::{Action, BoundCommand, COMMAND_LIST, Command, Context, EVERYWHERE, FIXED, HELP, LEAVE, REQUESTS},
    mouse::Spot,
};

impl Wizard {
    /// Returns the event for an input: the action of a key in the current context, else the text it types.
    pub fn event(&self, input: Input) -> Event {
        match input {
            Input::Key(key) => self.action(key).map_or(Event::Text(key), Event::Action),
            Input::Paste(text) => Event::Paste(text),
            Input::Mouse(mouse) => Event::Point(mouse.gesture, Spot::Nothing),
        }
    }

    fn action(&self, key: Key) -> Option<Action> {
        let global = self.global(key);
        if global.is_some_and(Action::is_immediate) {
            return global;
        }
        match &self.overlay {
            Overlay::None => global.or_else(|| self.session.options.keys.action(&self.step.contexts(), key)),
            Overlay::Help(_) => HELP.lookup(key).or(global),
            // The key that opens the list closes it, unless it is a character, which is typed.
            Overlay::Commands(_) if key.typed().is_none() && global == Some(Action::Commands) => global,
            Overlay::Commands(_) => COMMAND_LIST.lookup(key),
            Overlay::Requests(_) => REQUESTS.lookup(key),
            Overlay::Leave => LEAVE.lookup(key),
        }
    }

    /// Returns the action a key asks for on every screen.
    fn global(&self, key: Key) -> Option<Action> {
        if self.step.is_typing() && key.typed().is_some() && !self.is_free(key) {
            return None;
        }
        FIXED.lookup(key).or_else(|| self.session.options.keys.action(&[&EVERYWHERE], key))
    }

    /// Returns true if a character is a key although text is typed: no element and no address has a question mark in
    /// its name, and no search of instances or calls begins with one.
    fn is_free(&self, key: Key) -> bool {
        key.typed() == Some('?')
            && match &self.step {
                Step::Element(_) | Step::Platform(_) => true,
                Step::Instances(list) => list.has_no_text(),
                Step::Calls(list) => list.filter.text().is_empty(),
                Step::SignIn(_)
                | Step::Credentials(_)
                | Step::Consent(_)
                | Step::Review(_)
                | Step::Creating(_)
                | Step::Recovery(_)
                | Step::Change(_)
                | Step::Instance(_)
                | Step::Document(_)
                | Step::Details(_)
                | Step::Trash(_)
                | Step::Call(_) => false,
            }
    }

    /// Returns the context of the overlay, if one is open.
    pub fn overlay_context(&self) -> Option<&'static Context> {
        match &self.overlay {
            Overlay::None => None,
            Overlay::Help(_) => Some(&HELP),
            Overlay::Commands(_) => Some(&COMMAND_LIST),
            Overlay::Requests(_) => Some(&REQUESTS),
            Overlay::Leave => Some(&LEAVE),
        }
    }

    /// Returns the commands of the overlay that can act now; `None` if none is open.
    pub fn overlay_commands(&self) -> Option<impl Iterator<Item = &'static Command>> {
        let is_empty = matches!(&self.overlay, Overlay::Commands(palette) if palette.found().is_empty());
        let applies = move |command: &&Command| !is_empty || command.action == Action::Back;
        self.overlay_context().map(|context| context.commands.iter().filter(applies))
    }

    /// Returns the keys in force in the step.
    pub fn key_table(&self) -> KeyTable {
        KeyTable::new(self.step.contexts(), self.session.options.keys.clone())
    }

    /// Returns the keys in force in the overlay, if one is open, else in the step.
    pub fn overlay_key_table(&self) -> KeyTable {
        match self.overlay_context() {
            Some(context) => KeyTable::new(vec![context], Keys::default()),
            None => self.key_table(),
        }
    }

    /// Returns the commands of the step that can act now, with their keys: the way on first.
    pub fn commands(&self) -> Vec<BoundCommand> {
        let mut commands: Vec<BoundCommand> = Vec::new();
        for mut bound in self.step.contexts().into_iter().flat_map(|context| self.session.options.keys.bound(context)) {
            let action = bound.command.action;
            if !self.step.applies(action) {
                continue;
            }
            bound.command.title = self.step.title(action, bound.command.title);
            match commands.iter_mut().find(|known| known.command.action == action) {
                // The step's own description is more precise than the document's.
                Some(known) => {
                    known
                        .keys
                        .extend(bound.keys.into_iter().filter(|key| !known.keys.contains(key)).collect::<Vec<_>>());
                    known.command.title = bound.command.title;
                    if !bound.command.footer.is_empty() {
                        known.command.footer = bound.command.footer;
                    }
                }
                None => commands.push(bound),
            }
        }
        commands.sort_by_key(|bound| bound.command.action.rank());
        commands
    }

    /// Returns the commands of every screen, with the keys that work here.
    pub fn global_commands(&self) -> Vec<BoundCommand> {
        let all = [&EVERYWHERE, &FIXED].into_iter().flat_map(|context| self.session.options.keys.bound(context));
        all.filter(|bound| bound.command.action != Action::EndTour || self.tour().is_some())
            .map(|mut bound| {
                bound.keys.retain(|key| self.global(*key) == Some(bound.command.action));
                if bound.command.action == Action::BreakOff && !self.session.options.keeps {
                    bound.command.title = "leave at once; nothing is saved";
                }
                bound
            })
            .collect()
    }

    /// Returns true if an event is handled while the screen is too small to show the wizard: text typed into an entry
    /// is kept and the user can leave, but no action starts unseen.
    pub fn takes_unseen(&self, event: &Event) -> bool {
        let is_typing = self.overlay == Overlay::None && self.step.is_typing();
        match event {
            Event::Action(action) => action.is_immediate(),
            Event::Text(key) => is_typing && (key.typed().is_some() || key.code == super::KeyCode::Backspace),
            Event::Paste(_) => is_typing,
            Event::Select(_) | Event::Set(..) | Event::Point(..) => false,
            Event::Reply(..)
            | Event::Done(..)
            | Event::Uncopied(..)
            | Event::Catalog(..)
            | Event::Element(..)
            | Event::Proxies(..)
            | Event::Instances(..)
            | Event::Exists(_)
            | Event::Room(_)
            | Event::LastTop(_)
            | Event::Tick(..)
            | Event::Interrupt => true,
        }
    }
}
