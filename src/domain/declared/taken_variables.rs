//! Variables that a file of instances refers to already.

use crate::domain::{Reference, reference::ReferenceSource};
use std::collections::HashSet;
use toml_edit::{Item, Table};

/// Returns the names of the variables that a document refers to, so that no further secret gets one of them.
pub(super) fn taken_variables(document: &Item) -> HashSet<String> {
    let mut variables = HashSet::new();
    add(document, &mut variables);
    variables
}

fn add(item: &Item, variables: &mut HashSet<String>) {
    if let Some(tables) = item.as_array_of_tables() {
        tables.iter().flat_map(Table::iter).for_each(|(_, item)| add(item, variables));
    } else if let Some(table) = item.as_table_like() {
        table.iter().for_each(|(_, item)| add(item, variables));
    } else if let Some(reference) = item.as_str().and_then(Reference::read)
        && let ReferenceSource::Env(name) = reference.source()
    {
        variables.insert(name.clone());
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        catalog::Catalog,
        domain::{ListedInstance, declared::export},
    };
    use rstest::rstest;
    use serde_json::json;

    #[rstest]
    #[case::quoted("\"oauth.api.secret\" = \"env:SHOP_PASSWORD\"")]
    #[case::nested("oauth.api.secret = \"env:SHOP_PASSWORD\"")]
    fn exported_secret_gets_a_variable_that_the_file_does_not_use(#[case] entry: &str) {
        let head = "[[instance]]\nelement = \"infusionsoftecommerce\"\nname = \"crm\"\n[instance.configuration]\n";
        let instance = json!({
            "id": 7, "name": "shop", "element": { "key": "magentosoapv19" },
            "configuration": { "userName": "ada", "password": "********", "store.url": "https://a.example" },
        });
        let listed = [ListedInstance::read(&instance.to_string()).expect("an instance")];
        let catalog = Catalog::embedded().expect("the catalog");
        let text = format!("{head}{entry}\n");
        let written = export::export(Some(&text), None, &listed, (&catalog, &[]), false).expect("valid TOML");
        assert_eq!(written.references, ["env:MAGENTOSOAPV19_SHOP_PASSWORD"], "{}", written.text);
    }
}
