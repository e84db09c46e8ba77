//! Outcomes of all forms, as a table.

use super::fill::Form;
use std::fmt;

/// Outcome of one form.
pub struct Outcome {
    element: String,
    mode: String,
    flow: &'static str,
    fill: String,
    result: Result<(), String>,
}

impl Outcome {
    pub fn new(form: &Form, result: Result<(), String>) -> Self {
        let mode = form.element.modes.get(form.mode).expect("a mode");
        Self {
            element: form.element.key.to_string(),
            mode: mode.label.clone(),
            flow: mode.flow.label(),
            fill: format!("{:?}", form.fill).to_lowercase(),
            result,
        }
    }
}

/// Outcomes of all forms.
pub struct Report(Vec<Outcome>);

impl Report {
    pub fn new(outcomes: Vec<Outcome>) -> Self {
        Self(outcomes)
    }

    /// Every form that did not become an instance, a line each; empty when all did.
    pub fn failures(&self) -> String {
        let failed = self.0.iter().filter_map(|outcome| {
            let why = outcome.result.as_ref().err()?;
            Some(format!("\n  {} · {} · {}: {why}", outcome.element, outcome.mode, outcome.fill))
        });
        failed.collect()
    }

    /// Writes the table where it can be read after the test.
    pub fn keep(&self) {
        let path = concat!(env!("CARGO_TARGET_TMPDIR"), "/every_element.md");
        std::fs::write(path, self.to_string()).expect("the table is written");
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| element | mode | flow | form | result |\n| --- | --- | --- | --- | --- |")?;
        for Outcome { element, mode, flow, fill, result } in &self.0 {
            let result = result.as_ref().map_or_else(String::as_str, |()| "made");
            writeln!(f, "| {element} | {mode} | {flow} | {fill} | {} |", result.replace('|', "\\|"))?;
        }
        Ok(())
    }
}
