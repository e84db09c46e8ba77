//! The file of `--from`: answers in TOML, or a request in any format that the form takes as a paste.

use super::{input, report::Report};
use crate::{
    catalog::{Catalog, FieldKey},
    cli::{command_error::CommandError, exit},
    domain::{Draft, paste::RequestReading},
    text::safe::display_safe,
    wizard::{Prefill, Session, pasted::draft_from_request},
};
use serde::Deserialize;
use std::{path::Path, sync::Arc};
use zeroize::Zeroizing;

/// Content of the file.
pub(super) enum Answers {
    /// Answers by name.
    Toml(Box<TomlAnswers>),
    /// A request, as pasted into the form. Its values are never read as references: one may name a command.
    Request {
        /// Key of the element, if the request names one.
        element: Option<String>,
        /// Complete text of the file.
        text: Zeroizing<String>,
    },
}

/// Keys of a file of answers.
const KEYS: [&str; 5] = ["element", "name", "tags", "auth_mode", "configuration"];

/// Answers in TOML. A value may be a reference.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TomlAnswers {
    element: Option<String>,
    name: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    auth_mode: Option<String>,
    #[serde(default)]
    configuration: toml::Table,
}

impl Answers {
    /// Reads the file, or standard input for `-`.
    ///
    /// # Errors
    /// It cannot be read, or holds neither answers nor a request. The message holds nothing of its content.
    pub(super) fn read(path: &Path) -> Result<Self, CommandError> {
        let shown = path.display().to_string();
        let refused = |words: String| CommandError::new(safe!("--from {}: {}", shown, words), exit::MISUSED);
        let text = input::read("--from", path)?;
        if RequestReading::parse(&text) == RequestReading::Other || !text.trim_start().starts_with(['{', '[', '"']) {
            match toml::from_str::<TomlAnswers>(&text) {
                Ok(answers) => return Ok(Self::Toml(Box::new(answers))),
                Err(error) if toml::from_str::<toml::Table>(&text).is_ok() || is_toml(path) => {
                    return Err(refused(fault(&error, &text)));
                }
                Err(_) => {}
            }
        }
        match RequestReading::parse(&text) {
            RequestReading::Several(requests) => {
                Err(refused(format!("the text holds {} different requests. Keep one of them.", requests.len())))
            }
            RequestReading::Request(request) | RequestReading::Settings(request) => {
                Ok(Self::Request { element: request.element.clone(), text })
            }
            RequestReading::Refused(refusal) => Err(refused(format!("{} {}", refusal.problem, refusal.hint))),
            RequestReading::Other => {
                Err(refused("neither answers in TOML nor a request, such as an instance.json.".into()))
            }
        }
    }

    /// Returns the element that the file names.
    pub(super) fn element(&self) -> Option<&str> {
        match self {
            Self::Toml(answers) => answers.element.as_deref(),
            Self::Request { element, .. } => element.as_deref(),
        }
    }

    /// Puts the values into a form.
    ///
    /// # Errors
    /// A value that the form cannot take.
    pub(super) fn fill(&self, draft: Draft, catalog: &Arc<Catalog>) -> Result<Draft, Report> {
        match self {
            Self::Toml(answers) => answers.fill(draft),
            Self::Request { text, .. } => {
                let session = Session::new(catalog.clone(), Vec::new(), None, None);
                draft_from_request(text, &draft, &session)
                    .map_err(|words| Report::failed(exit::MISUSED, safe!("--from: {}", words)))
            }
        }
    }
}

impl TomlAnswers {
    fn fill(&self, mut draft: Draft) -> Result<Draft, Report> {
        let mut values = Vec::new();
        flatten("", &self.configuration, &mut values).map_err(|key| {
            Report::failed(exit::MISUSED, safe!("--from: configuration.{} is not a single value.", key))
        })?;
        let known: Vec<&FieldKey> = draft.element().fields().map(|field| &field.key).collect();
        if let Some((key, _)) = values.iter().find(|(key, _)| !known.is_empty() && !known.contains(&key)) {
            let words = safe!("--from: {} has no field {}.", draft.element().name, key);
            return Err(Report::failed(exit::MISUSED, words));
        }
        let given = Prefill {
            element: draft.element().key.to_string(),
            way: self.auth_mode.clone(),
            name: self.name.clone(),
            tags: (!self.tags.is_empty()).then(|| self.tags.join(", ")),
            values,
            ..Prefill::default()
        };
        given.fill(&mut draft);
        Ok(draft)
    }
}

/// Collects the values of a table by their full names, as in `store.url`.
fn flatten(before: &str, table: &toml::Table, values: &mut Vec<(FieldKey, String)>) -> Result<(), String> {
    for (name, value) in table {
        let key = if before.is_empty() { name.clone() } else { format!("{before}.{name}") };
        let text = match value {
            toml::Value::String(text) => text.clone(),
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Float(number) => number.to_string(),
            toml::Value::Boolean(flag) => flag.to_string(),
            toml::Value::Table(inner) => {
                flatten(&key, inner, values)?;
                continue;
            }
            toml::Value::Datetime(_) | toml::Value::Array(_) => return Err(key),
        };
        values.push((FieldKey::new(key), text));
    }
    Ok(())
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("toml"))
}

/// Returns the place of a fault, without the text around it, which may be a secret.
fn fault(error: &toml::de::Error, text: &str) -> String {
    let line = error.span().and_then(|span| text.get(..span.start)).map(|before| before.matches('\n').count() + 1);
    let known = "element, name, tags, auth_mode and [configuration]";
    let table = toml::from_str::<toml::Table>(text).unwrap_or_default();
    if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return format!("a file of answers has no key {}. It has {known}.", display_safe(key));
    }
    match line {
        Some(line) => format!("line {line} is not valid. A file of answers has {known}."),
        None => format!("the file is not valid. A file of answers has {known}."),
    }
}
