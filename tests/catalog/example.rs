//! The file people copy to describe an element of their own.

use super::CATALOG;
use elemint::catalog::{
    Catalog,
    element::Flow,
    field::{Field, Kind},
};

const COMMON: (&str, &str) = ("common.toml", include_str!("../../assets/catalog/common.toml"));
const EXAMPLE: (&str, &str) = ("EXAMPLE.toml", include_str!("../../assets/catalog/EXAMPLE.toml"));

#[test]
fn the_example_is_a_valid_element_file() {
    let catalog = Catalog::read(COMMON, &[EXAMPLE]).expect("EXAMPLE.toml");
    let example = catalog.find("examplecrm").expect("its element");
    let flows: Vec<Flow> = example.modes.iter().filter(|m| !m.external).map(|m| m.flow).collect();
    assert_eq!(flows, [Flow::OAuth2, Flow::Plain]);
}

#[test]
fn the_example_shows_every_kind_of_field() {
    let catalog = Catalog::read(("common.toml", "field = []"), &[EXAMPLE]).expect("EXAMPLE.toml");
    let example = catalog.find("examplecrm").expect("its element");
    let fields: Vec<&Field> = example.modes.iter().flat_map(|m| &m.fields).collect();
    let shown = |kind: fn(&Kind) -> bool| fields.iter().any(|f| kind(&f.kind));
    assert!(shown(|k| *k == Kind::Text) && shown(|k| *k == Kind::Secret) && shown(|k| *k == Kind::Url));
    assert!(shown(|k| *k == Kind::Number) && shown(|k| *k == Kind::Toggle));
    assert!(shown(|k| matches!(k, Kind::Choice(_))));
}

#[test]
fn the_example_is_no_part_of_the_catalog() {
    assert!(CATALOG.find("examplecrm").is_none());
}
