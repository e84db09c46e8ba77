//! Parser of element files, with error messages that contain the line.

use super::file::{ElementFile, FieldFile};
use crate::catalog::element::Element;
use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

/// Parses an element file. The error is a single line, since it is shown as a message on the screen.
pub(in crate::catalog) fn element(text: &str, common: &[FieldFile]) -> Result<Element, String> {
    let file: ElementFile = read(text)?;
    file.element(common).map_err(|flaw| with_line(text, &flaw.place, &flaw.problem))
}

/// Parses a TOML text. The error is a single line with the line number.
pub(in crate::catalog) fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let problem = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
        format!("line {}: {problem}", line(text, error.span().map_or(0, |span| span.start)))
    })
}

/// Adds the line to the description of a fault at a place such as `mode.0.field.2.key`. If the place does not exist,
/// the line of its parent is used.
pub(in crate::catalog) fn with_line(text: &str, place: &str, problem: &str) -> String {
    let start = DeTable::parse(text).map_or(0, |table| start(table.get_ref(), place));
    format!("line {}: {problem}", line(text, start))
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

/// Returns the offset of a place inside a value, or `None` if only the value itself exists.
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
    fn fault_is_reported_with_the_line_of_its_place() {
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
    fn place_in_an_array_of_tables_is_found() {
        let (head, _) = TEXT.split_once("field = [").expect("fields");
        let text = format!("{head}[[mode.field]]\nkey = 'a'\n[[mode.field]]\nkey = 'b'\n");
        assert_eq!(with_line(&text, "mode.1.field.1.key", "x"), "line 13: x");
        assert_eq!(with_line(&text, "mode.1.field.1.kind", "x"), "line 12: x");
    }
}
