//! Error messages of filters.

use jaq_core::{compile, load};
use std::fmt;

/// Error of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterFault {
    /// Column of the error in the filter, counted from 1 in characters; `None` if it has no position.
    pub column: Option<usize>,
    /// Description, one sentence.
    pub problem: String,
}

/// Maximum length of a quoted value in characters.
const LONGEST: usize = 160;

impl FilterFault {
    /// Creates an error from a message of the running filter.
    pub(super) fn from_message(words: &str) -> Self {
        let mut problem: String = words.chars().take(LONGEST).collect();
        if problem.len() < words.len() {
            problem.push('…');
        }
        let first = problem.chars().next().map(char::to_uppercase).into_iter().flatten();
        let mut problem: String = first.chain(problem.chars().skip(1)).collect();
        if !problem.ends_with(['.', '…']) {
            problem.push('.');
        }
        Self { column: None, problem }
    }

    pub(super) fn unread(code: &str, faults: &load::Errors<&str, ()>) -> Self {
        let fault = faults.iter().find_map(|(_, fault)| match fault {
            load::Error::Lex(faults) => faults.first().map(|(expected, found)| match expected {
                // The text ends at `found`; the sentence is about the sign that opens.
                load::lex::Expect::Delim(open) => (lexed(expected), *open),
                _ => (lexed(expected), *found),
            }),
            load::Error::Parse(faults) => faults.first().map(|(expected, found)| (parsed(expected, found), *found)),
            load::Error::Io(faults) => {
                faults.first().map(|(found, _)| ("Other files cannot be read here.".into(), *found))
            }
        });
        let (problem, found) = fault.unwrap_or_else(|| ("This is not a valid jq filter.".into(), code));
        Self { column: Some(column(code, found)), problem }
    }

    pub(super) fn unknown(code: &str, faults: &compile::Errors<&str, ()>) -> Self {
        let fault = faults.iter().flat_map(|(_, faults)| faults).next();
        let Some((name, kind)) = fault else { return Self::from_message("This is not a valid jq filter.") };
        let problem = match kind {
            compile::Undefined::Filter(0) => format!("There is no filter called {name}."),
            compile::Undefined::Filter(1) => format!("There is no filter called {name} that takes one argument."),
            compile::Undefined::Filter(count) => {
                format!("There is no filter called {name} that takes {count} arguments.")
            }
            kind => format!("There is no {} called {name}.", kind.as_str()),
        };
        Self { column: Some(column(code, name)), problem }
    }
}

impl fmt::Display for FilterFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(f, "Column {column}: {}", self.problem),
            None => f.write_str(&self.problem),
        }
    }
}

/// Returns the column of a part of the filter's text, or the end for any other text.
fn column(code: &str, part: &str) -> usize {
    let start = (part.as_ptr() as usize).checked_sub(code.as_ptr() as usize);
    let before = start.and_then(|start| code.get(..start)).unwrap_or(code);
    before.chars().count() + 1
}

fn lexed(expected: &load::lex::Expect<&str>) -> String {
    use load::lex::Expect;
    match expected {
        Expect::Delim(open) => format!("This {open} is not closed."),
        Expect::Digit => "A digit is expected here.".into(),
        Expect::Ident => "A name is expected here.".into(),
        Expect::Escape | Expect::Unicode => "This is not a valid JSON escape.".into(),
        _ => "This is not valid in jq.".into(),
    }
}

fn parsed(expected: &load::parse::Expect<&str>, found: &str) -> String {
    use load::parse::Expect;
    let wanted = match expected {
        Expect::Nothing => return format!("The filter should end here, before {found}."),
        Expect::Just(word) => return format!("The word {word} is expected here."),
        Expect::Term => "a path or a value",
        Expect::Key => "a key",
        Expect::Var => "a variable, such as $x,",
        Expect::Pattern => "a variable or a pattern",
        Expect::ElseOrEnd => "else or end",
        Expect::CommaOrRBrack => "a comma or ]",
        Expect::CommaOrRBrace => "a comma or }",
        Expect::SemicolonOrRParen => "a semicolon or )",
        other => other.as_str(),
    };
    let first = wanted.chars().next().map(char::to_uppercase).into_iter().flatten();
    first.chain(wanted.chars().skip(1)).chain(" is expected here.".chars()).collect()
}
