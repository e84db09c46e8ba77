//! From the text of a file to the element it holds, or to what is wrong with it and on which line.

use super::file::{ElementFile, FieldFile};
use crate::catalog::element::Element;
use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

/// The element a file holds. What is wrong is one line, since it has to fit a message on the screen.
pub(in crate::catalog) fn element(text: &str, common: &[FieldFile]) -> Result<Element, String> {
    let file: ElementFile = read(text)?;
    file.element(common).map_err(|flaw| with_line(text, &flaw.place, &flaw.what))
}

/// What a file holds, whatever that is.
pub(in crate::catalog) fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let what = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
        format!("line {}: {what}", line(text, error.span().map_or(0, |span| span.start)))
    })
}

/// What is wrong at a place such as `mode.0.field.2.key`, with its line or that of what holds it.
pub(in crate::catalog) fn with_line(text: &str, place: &str, what: &str) -> String {
    let start = DeTable::parse(text).map_or(0, |table| start(table.get_ref(), place));
    format!("line {}: {what}", line(text, start))
}

fn line(text: &str, start: usize) -> usize {
    text.get(..start).unwrap_or_default().matches('\n').count() + 1
}

fn start(table: &DeTable<'_>, place: &str) -> usize {
    let (first, rest) = place.split_once('.').unwrap_or((place, ""));
    match table.iter().find(|(name, _)| name.get_ref() == first) {
        Some((name, value)) => inside(value.get_ref(), rest).unwrap_or(name.span().start),
        None => 0,
    }
}

/// Where a place begins inside a value; nothing where the value itself is as near as one gets.
fn inside(value: &DeValue<'_>, place: &str) -> Option<usize> {
    let (first, rest) = place.split_once('.').unwrap_or((place, ""));
    match value {
        DeValue::Table(table) => {
            let (name, value) = table.iter().find(|(name, _)| name.get_ref() == first)?;
            Some(inside(value.get_ref(), rest).unwrap_or(name.span().start))
        }
        DeValue::Array(array) => {
            let value = array.get(first.parse::<usize>().ok()?)?;
            Some(inside(value.get_ref(), rest).unwrap_or(value.span().start))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r"key = 'x'
name = 'X'
hub = 'crm'

[[mode]]
flow = 'plain'

[[mode]]
flow = 'oauth2'
field = [
  { key = 'a', label = 'A' },
  { key = 'b', label = 'B', default = 'c' },
]

[[mode.field]]
key = 'c'
";

    #[test]
    fn a_place_is_on_the_line_it_is_written_on() {
        let text = TEXT.replace("\n[[mode.field]]\nkey = 'c'\n", "");
        for (place, line) in [
            ("key", 1),
            ("mode.0.flow", 6),
            ("mode.1.flow", 9),
            ("mode.1.field.1.default", 12),
            ("mode.1.field.0.kind", 11),
            ("nothing", 1),
        ] {
            assert_eq!(with_line(&text, place, "x"), format!("line {line}: x"), "{place}");
        }
    }

    #[test]
    fn a_table_of_its_own_is_found_as_well() {
        let (head, _) = TEXT.split_once("field = [").expect("fields");
        let text = format!("{head}[[mode.field]]\nkey = 'a'\n[[mode.field]]\nkey = 'b'\n");
        assert_eq!(with_line(&text, "mode.1.field.1.key", "x"), "line 13: x");
        assert_eq!(with_line(&text, "mode.1.field.1.kind", "x"), "line 12: x");
    }
}
