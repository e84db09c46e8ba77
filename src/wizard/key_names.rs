//! Names of keys in sentences, where a person chose others.

use super::{
    Wizard,
    command::{EVERYWHERE, READ},
};

impl Wizard {
    /// Returns the usual name of each key a person replaced here, with the name of the chosen one.
    pub fn renamed(&self) -> Vec<(String, String)> {
        let keys = &self.session.options.keys;
        let contexts = self.step.contexts().into_iter().chain([&EVERYWHERE, &READ]);
        let mut renamed: Vec<(String, String)> = Vec::new();
        for bound in contexts.flat_map(|context| keys.bound(context)) {
            let chosen = bound.keys.first().map_or_else(|| "no key".to_owned(), |key| key.label());
            for usual in bound.command.keys.iter().filter(|usual| !bound.keys.contains(usual)) {
                let name = usual.label();
                if !renamed.iter().any(|(known, _)| *known == name) {
                    renamed.push((name, chosen.clone()));
                }
            }
        }
        renamed
    }
}
