//! The file people copy to describe an element of their own.

use super::CATALOG;
use elemint::catalog::{
    Catalog,
    element::AuthFlow,
    field::{Field, FieldKind},
};

const COMMON: (&str, &str) = ("common.toml", include_str!("../../assets/catalog/common.toml"));
const EXAMPLE: (&str, &str) = ("EXAMPLE.toml", include_str!("../../assets/catalog/EXAMPLE.toml"));

#[test]
fn the_example_is_a_valid_element_file() {
    let catalog = Catalog::read(COMMON, &[EXAMPLE]).expect("EXAMPLE.toml");
    let example = catalog.find("examplecrm").expect("its element");
    let flows: Vec<AuthFlow> = example.modes.iter().filter(|m| !m.external).map(|m| m.flow).collect();
    assert_eq!(flows, [AuthFlow::OAuth2, AuthFlow::Plain]);
}

#[test]
fn the_example_shows_every_kind_of_field() {
    let catalog = Catalog::read(("common.toml", "field = []"), &[EXAMPLE]).expect("EXAMPLE.toml");
    let example = catalog.find("examplecrm").expect("its element");
    let fields: Vec<&Field> = example.modes.iter().flat_map(|m| &m.fields).collect();
    let shown = |kind: fn(&FieldKind) -> bool| fields.iter().any(|f| kind(&f.kind));
    assert!(shown(|k| *k == FieldKind::Text) && shown(|k| *k == FieldKind::Secret) && shown(|k| *k == FieldKind::Url));
    assert!(shown(|k| *k == FieldKind::Number) && shown(|k| *k == FieldKind::Toggle));
    assert!(shown(|k| *k == FieldKind::Json));
    assert!(shown(|k| matches!(k, FieldKind::Choice(_))));
}

#[test]
fn the_example_is_no_part_of_the_catalog() {
    assert!(CATALOG.find("examplecrm").is_none());
}
