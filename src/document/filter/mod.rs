//! Evaluation of a jq filter on a document.
//!
//! The input of a filter is the masked document: every secret is replaced by stars. So no filter, however it transforms
//! the input, can reveal a secret. The result is masked again by names and shapes, like any other document.

mod complete;
mod fault;

pub use complete::{Completion, complete};
pub use fault::FilterFault;

use super::{
    json::{Document, NodePart},
    mask::Cover,
};
use crate::text::secret::Secret;
use jaq_core::{
    Compiler, Ctx, Vars,
    data::JustLut,
    load::{Arena, File, Loader},
};
use jaq_json::{Val, read};
use std::ops::ControlFlow;

type Data = JustLut<Val>;

/// Filters with access to more than the document: the environment, the process, its error output.
const BARRED: &[&str] = &["env", "halt", "halt_error", "stderr", "stderr_empty", "debug", "debug_empty"];

/// Input of a filter: a text without secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterInput {
    text: Secret,
    many: bool,
}

impl FilterInput {
    /// Creates the input from a document, with stars in place of all `hidden` parts.
    pub fn new<C: Into<Cover>>(document: &Document, hidden: impl FnMut(NodePart<'_>) -> C) -> Self {
        Self { text: document.pretty(hidden), many: document.is_many() }
    }

    /// Encodes a filter and its input for the filter process.
    pub fn sent(&self, words: &str) -> Secret {
        let words = serde_json::Value::from(words);
        Secret::new(format!("{words}\n{}\n{}", self.many, self.text.expose()))
    }

    /// Decodes a message of [`Self::sent`] in the filter process.
    pub fn received(message: &str) -> Option<(String, Self)> {
        let (words, rest) = message.split_once('\n')?;
        let (many, text) = rest.split_once('\n')?;
        Some((serde_json::from_str(words).ok()?, Self { text: Secret::new(text), many: many == "true" }))
    }
}

/// Runs a filter and passes each result to `each` as JSON, until it ends or `each` returns a break.
///
/// A filter may run forever without a result, and may exhaust stack or memory. A caller that cannot accept this runs it
/// in a process that can be killed.
///
/// # Errors
/// The error in the filter with its position, or a runtime error after the results before it were passed on.
pub fn run(
    input: &FilterInput,
    words: &str,
    mut each: impl FnMut(String) -> ControlFlow<()>,
) -> Result<(), FilterFault> {
    let filter = compile(words)?;
    let value = read::parse_single(input.text.expose().as_bytes())
        .map_err(|_fault| FilterFault::from_message("The document cannot be parsed."))?;
    let context = Ctx::<Data>::new(&filter.lut, Vars::new([]));
    let items = if let (true, Val::Arr(items)) = (input.many, &value) { items.to_vec() } else { vec![value] };
    for item in items {
        for result in filter.id.run((context.clone(), item)) {
            let value = match result.map_err(jaq_core::Exn::get_err) {
                Ok(value) => value,
                Err(Ok(fault)) => return Err(FilterFault::from_message(&fault.to_string())),
                Err(Err(_)) => return Ok(()),
            };
            if each(value.to_string()).is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Parses the results of a filter, one value per line. One value becomes a document of its own, several become a list.
///
/// # Errors
/// A value that JSON cannot represent.
pub fn result(lines: String) -> Result<Document, FilterFault> {
    let (document, done) = Document::many(lines);
    let one = document.node(0).is_some_and(|root| root.children() == 1);
    let document = if one { Document::read(document.text().expose().to_owned()) } else { done.map(|()| document) };
    document.map_err(|_fault| {
        FilterFault::from_message("The filter returned a value that JSON cannot represent, such as nan.")
    })
}

/// Checks a filter without running it.
///
/// # Errors
/// The error and its position.
pub fn check(words: &str) -> Result<(), FilterFault> {
    compile(words).map(drop)
}

fn compile(words: &str) -> Result<jaq_core::Filter<Data>, FilterFault> {
    // An empty filter shows the complete document.
    let code = if words.trim().is_empty() { "." } else { words };
    let allowed = |name: &str| !BARRED.contains(&name);
    let defs = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs()).filter(|def| allowed(def.name));
    let funs = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs()).filter(|(name, ..)| allowed(name));
    let arena = Arena::default();
    let modules =
        Loader::new(defs).load(&arena, File { code, path: () }).map_err(|faults| FilterFault::unread(code, &faults))?;
    Compiler::<_, Data>::default()
        .with_funs(funs)
        .compile(modules)
        .map_err(|faults| FilterFault::unknown(code, &faults))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn run_filter(text: &str, words: &str, hidden: impl Fn(NodePart<'_>) -> bool) -> (Vec<String>, Option<String>) {
        let document = Document::read(text.to_owned()).expect("valid JSON");
        let mut values = Vec::new();
        let done = run(&FilterInput::new(&document, hidden), words, |value| {
            values.push(value);
            ControlFlow::Continue(())
        });
        (values, done.err().map(|fault| fault.to_string()))
    }

    fn fault(words: &str) -> String {
        run_filter(r#"{"a":1}"#, words, |_| false).1.expect("an error")
    }

    #[test]
    fn numbers_are_unchanged() {
        let text = r#"{"id":12345678901234567890,"n":1.10,"big":1e400}"#;
        assert_eq!(run_filter(text, ".id, .n, .big", |_| false).0, ["12345678901234567890", "1.10", "1e400"]);
        assert_eq!(run_filter(text, " ", |_| false).0, [text]);
    }

    #[test]
    fn invalid_filter_is_reported_with_column_and_reason() {
        assert_eq!(fault(".\"é\" | nope"), "Column 8: There is no filter called nope.");
        assert_eq!(fault("map(1; 2)"), "Column 1: There is no filter called map that takes 2 arguments.");
        assert_eq!(fault(".a["), "Column 3: This [ is not closed.");
        assert_eq!(fault("[1"), "Column 1: This [ is not closed.");
        assert_eq!(fault(".\"é\" | (.b"), "Column 8: This ( is not closed.");
        assert_eq!(fault("1 2"), "Column 3: The filter should end here, before 2.");
        assert_eq!(fault("if . then 1"), "Column 12: Else or end is expected here.");
        assert_eq!(fault(".a |"), "Column 5: A path or a value is expected here.");
        assert_eq!(fault(".a.x"), "Cannot index 1 with \"x\".");
        assert_eq!(fault("include \"a\"; ."), "Column 10: Other files cannot be read here.");
    }

    #[test]
    fn values_before_an_error_are_passed_on_and_a_break_stops_it() {
        assert_eq!(run_filter("1", "1, error(\"x\"), 2", |_| false), (vec!["1".into()], Some("\"x\".".into())));
        let input = FilterInput::new(&Document::read("1".to_owned()).expect("valid JSON"), |_| false);
        let mut count = 0;
        let done = run(&input, "repeat(.)", |_| {
            count += 1;
            if count == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!((done, count), (Ok(()), 3));
    }

    #[test]
    fn filter_has_access_to_the_document_only() {
        for words in ["env", "$ENV", "halt", "halt_error", "input", "debug", "stderr", "input_line_number"] {
            assert!(fault(words).starts_with("Column 1: There is no"), "{words}");
        }
    }

    #[test]
    fn several_documents_are_filtered_one_by_one() {
        let (document, _) = Document::many("{\"a\":1}\n{\"a\":[2]}".to_owned());
        let mut lines = String::new();
        let done = run(&FilterInput::new(&document, |_| false), ".a", |value| {
            lines += &(value + "\n");
            ControlFlow::Continue(())
        });
        let document = result(lines).expect("valid JSON");
        assert_eq!((done, document.is_many(), document.rows()), (Ok(()), true, 4));
    }

    #[test]
    fn single_result_is_a_document_and_invalid_json_is_an_error() {
        let one = result("{\"a\":1}\n".to_owned()).expect("valid JSON");
        assert!(!one.is_many() && one.rows() == 2);
        assert_eq!(result(String::new()).map(|none| none.rows()), Ok(1));
        assert!(result("NaN\n".to_owned()).is_err());
    }

    proptest! {
        #[test]
        fn result_of_a_filter_does_not_depend_on_masked_values(
            one in "[ -~]{1,12}",
            other in "[ -~]{1,12}",
            words in prop::sample::select(vec![
                ".", ".. | strings", ".token | explode", ".token | length", ".token[0:1]", "tojson", "[paths]", "keys",
                "to_entries", ".token | @base64", "map_values(ascii_upcase?)", ".token > \"m\"", ".token | test(\"a\")",
                ".token as $x | {($x): 1}", "error(.token)", "[.[] | tostring] | join(\"-\")", "group_by(.)?", "..|ltrimstr(\"*\")?",
            ]),
        ) {
            let text = |secret: &str| serde_json::json!({"a": "x", "token": secret}).to_string();
            let hidden = |part: NodePart<'_>| matches!(part, NodePart::Value(node) if node.key().as_deref() == Some("token"));
            prop_assert_eq!(run_filter(&text(&one), words, hidden), run_filter(&text(&other), words, hidden));
        }
    }
}
