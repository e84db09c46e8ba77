//! Addresses with several values: one pasted address can fill several fields of the form.

use super::{Draft, DraftValue};
use crate::{
    catalog::field::{AddressPart, Field, FieldKey, FieldKind, Shape},
    text::address,
};
use url::Url;

impl Draft {
    /// Completes the value of an address field that holds only a host, and returns the complete address. Secrets and
    /// references are not changed.
    pub fn complete_address(&mut self, key: &FieldKey) -> Option<String> {
        let is_address = |field: &&Field| {
            field.kind == FieldKind::Url && matches!(field.shape, Shape::Whole | Shape::Origin | Shape::Base)
        };
        let field = self.field(key).filter(is_address)?;
        let Some(DraftValue::Plain(text)) = self.value(&field.key) else { return None };
        let whole = address::completed(text)?;
        self.put(key, &whole);
        Some(whole)
    }

    /// Fills in every value of this form that a pasted address contains, and returns the filled fields. Returns `None`
    /// if the address has none of the expected query parameters: it may be a value itself.
    pub fn take_address(&mut self, text: &str) -> Option<Vec<FieldKey>> {
        let address = Url::parse(text.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let found: Vec<_> = self
            .asked()
            .filter_map(|field| {
                let part = field.in_address.as_ref()?;
                Some((field.key.clone(), matches!(part, AddressPart::Parameter(_)), part.extract(&address)?))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use rstest::rstest;

    #[rstest]
    #[case::host("shop.example", Some("https://shop.example"))]
    #[case::host_and_path("shop.example/eu", Some("https://shop.example/eu"))]
    #[case::complete("https://shop.example", None)]
    #[case::no_address("shop", None)]
    fn host_in_an_address_field_is_completed(#[case] typed: &str, #[case] whole: Option<&str>) {
        let catalog = Catalog::embedded().expect("embedded catalog");
        let mut draft = Draft::new(catalog.find("magentosoapv19").expect("element in the catalog"));
        let key = FieldKey::new("store.url");
        draft.set(&key, typed);
        assert_eq!(draft.complete_address(&key).as_deref(), whole);
    }
}
