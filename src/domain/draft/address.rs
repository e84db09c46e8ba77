//! Addresses that carry several values at once: what a provider shows, or calls, holds them all.

use super::Draft;
use crate::domain::field::{AddressPart, FieldKey};
use url::Url;

impl Draft {
    /// Takes every value a pasted address carries for this form; says for which fields. Nothing where the text is no
    /// such address: one without any of the parameters that are looked for may be a value itself.
    pub fn take_address(&mut self, text: &str) -> Option<Vec<FieldKey>> {
        let address = Url::parse(text.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let found: Vec<_> = self
            .asked()
            .filter_map(|field| {
                let part = field.in_address.as_ref()?;
                Some((field.key.clone(), matches!(part, AddressPart::Parameter(_)), part.of(&address)?))
            })
            .collect();
        if !found.iter().any(|(_, is_parameter, _)| *is_parameter) {
            return None;
        }
        for (key, _, value) in &found {
            self.put(key, value);
        }
        Some(found.into_iter().map(|(key, ..)| key).collect())
    }
}
