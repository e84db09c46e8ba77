//! Inputs that a command needs, each with the flag, the variable and the answer that give it.

use super::report::Report;
use crate::{
    cli::{exit, headless},
    domain::{Draft, draft::Filled},
    text::{SafeText, shell_quoted},
    wizard::Missing,
};
use serde_json::{Value as Json, json};

/// Input that is missing or not valid.
#[derive(Debug)]
pub(in crate::cli) struct MissingInput {
    /// Configuration key, or the name of another input.
    input: String,
    /// Words for people.
    label: String,
    /// Flag that gives it, as it is typed.
    flag: Option<String>,
    /// Variable that gives it.
    variable: Option<String>,
    /// Place in the file of `--from`.
    answer: Option<String>,
    /// Further words on the ways to give it.
    way: Option<String>,
    is_secret: bool,
    /// Reason that a given value is not valid.
    reason: Option<String>,
}

impl MissingInput {
    fn new(input: &str, label: &str) -> Self {
        Self {
            input: input.to_owned(),
            label: label.to_owned(),
            flag: None,
            variable: None,
            answer: None,
            way: None,
            is_secret: false,
            reason: None,
        }
    }

    /// Returns the missing inputs of a form.
    pub(super) fn list(draft: &Draft) -> Vec<Self> {
        Missing::list(draft).into_iter().map(Self::from_form).collect()
    }

    fn from_form(missing: Missing) -> Self {
        match missing {
            Missing::Name => Self {
                flag: Some("--name NAME".into()),
                variable: Some("ELEMINT_NAME".into()),
                answer: Some("name".into()),
                ..Self::new("name", "the instance's name")
            },
            Missing::Invalid { label, flag, why } => {
                Self { flag: Some(flag), reason: Some(why), ..Self::new(&label, &label) }
            }
            Missing::Field { label, key, secret } => Self {
                flag: Some(format!("--set {key}={}", if secret { "env:NAME" } else { "VALUE" })),
                way: secret.then(|| "or file:PATH".into()),
                variable: Some(variable(key.as_str())),
                answer: Some(format!("configuration.{key}")),
                is_secret: secret,
                ..Self::new(key.as_str(), &label)
            },
        }
    }

    /// Returns the missing platform. `words` name it and the ways to give it.
    pub(in crate::cli) fn platform((label, way): (String, String)) -> Self {
        Self {
            flag: Some("--profile NAME".into()),
            variable: Some("ELEMINT_PROFILE".into()),
            way: Some(format!("or {way}")),
            ..Self::new("platform", &label)
        }
    }

    /// Returns the missing element.
    pub(super) fn element() -> Self {
        Self {
            flag: Some("elemint create ELEMENT".into()),
            answer: Some("element".into()),
            ..Self::new("element", "the element")
        }
    }

    /// Returns the missing answer to a consent.
    pub(super) fn answer() -> Self {
        Self {
            flag: Some("--from-file FILE".into()),
            variable: Some("ELEMINT_FROM_FILE".into()),
            way: Some("or standard input".into()),
            ..Self::new("answer", "the address that the browser ended on")
        }
    }

    /// Returns the missing agreement to a request.
    pub(in crate::cli) fn agreement() -> Self {
        Self {
            flag: Some("--yes".into()),
            variable: Some("ELEMINT_YES".into()),
            ..Self::new("confirmation", "your confirmation")
        }
    }

    /// Returns the missing name of an instance on a protected profile.
    pub(in crate::cli) fn confirmation(profile: &str, name: &str) -> Self {
        Self {
            flag: Some(format!("--confirm {}", shell_quoted(name))),
            variable: Some("ELEMINT_CONFIRM".into()),
            way: Some(format!("(profile {profile} is protected, so --yes is not enough)")),
            ..Self::new("confirmation", "your confirmation")
        }
    }

    fn describe(&self) -> (String, String) {
        let label = match &self.reason {
            Some(reason) => format!("{}: {reason}", self.label),
            None => self.label.clone(),
        };
        let flag = self.flag.clone().unwrap_or_default();
        let way = self.way.as_ref().map(|way| format!(" {way}")).unwrap_or_default();
        let variable = self.variable.as_ref().map(|variable| format!(", or {variable}")).unwrap_or_default();
        (label, format!("{flag}{way}{variable}"))
    }

    fn json(&self) -> Json {
        json!({
            "input": self.input,
            "label": self.label,
            "secret": self.is_secret,
            "flag": self.flag,
            "variable": self.variable,
            "answer": self.answer,
            "reason": self.reason,
        })
    }
}

/// Returns the report of missing inputs. The code is that of wrong arguments if none is missing and some are not valid.
pub(super) fn report(missing: &[MissingInput]) -> Report {
    let is_misuse = missing.iter().all(|missing| missing.reason.is_some());
    Report::failed(if is_misuse { exit::MISUSED } else { exit::NEEDS_INPUT }, describe(missing))
        .with("missing", to_json(missing))
}

/// Returns the missing inputs in words, a line each.
pub(in crate::cli) fn describe(missing: &[MissingInput]) -> SafeText {
    let listed: Vec<_> = missing.iter().map(MissingInput::describe).collect();
    let mut words: SafeText = "Nothing was sent. Missing:\n".into();
    words.push(&SafeText::lines(headless::listed(&listed).as_str().trim_end()));
    words
}

/// Returns the missing inputs as JSON.
pub(in crate::cli) fn to_json(missing: &[MissingInput]) -> Json {
    missing.iter().map(MissingInput::json).collect()
}

/// Returns the complete form.
///
/// # Errors
/// The complaints about it.
pub(super) fn finish(draft: &Draft) -> Result<Filled, Report> {
    draft.finish().map_err(|complaints| {
        let texts: Vec<String> = complaints.into_iter().map(|complaint| complaint.text).collect();
        Report::failed(exit::MISUSED, safe!("Nothing was sent. {}", texts.join(" ")))
    })
}

/// Returns the variable that gives the value of a field.
pub(super) fn variable(key: &str) -> String {
    let spelled = key.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' });
    format!("ELEMINT_SET_{}", spelled.collect::<String>())
}
