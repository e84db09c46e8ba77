//! What keys are called in sentences, where a person chose others.

use super::{
    Wizard,
    keymap::{EVERYWHERE, READ},
};

impl Wizard {
    /// The usual name of each key a person chose another for where the wizard stands, with the name of theirs.
    pub fn renamed(&self) -> Vec<(String, String)> {
        let keys = &self.session.keys;
        let tables = self.step.tables().into_iter().chain([EVERYWHERE, READ]);
        let mut renamed: Vec<(String, String)> = Vec::new();
        for table in tables {
            let own = keys.bindings(table);
            for usual in
                table.iter().filter(|usual| !own.iter().any(|own| own.key == usual.key && own.action == usual.action))
            {
                let name = usual.key.label();
                let chosen = own.iter().find(|own| own.action == usual.action).map(|own| own.key.label());
                if !renamed.iter().any(|(known, _)| *known == name) {
                    renamed.push((name, chosen.unwrap_or_else(|| "no key".to_owned())));
                }
            }
        }
        renamed
    }
}
