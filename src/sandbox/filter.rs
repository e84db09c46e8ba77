//! The `where` parameter of element lists: the part of the platform's query language that its clients use.
//!
//! Conditions are `field = 'value'`, `!=`, `<>`, `<`, `<=`, `>`, `>=`, `in ('a','b')` and `like 'a%'`, joined by `AND`,
//! `OR`, `NOT` and parentheses. Keywords have any case. A field may be a path such as `authentication.type`.

use super::{problem::Problem, query::QueryPairs};
use serde_json::Value as Json;
use std::cmp::Ordering;

/// Deepest nesting of parentheses and `NOT`: deeper clauses could exhaust the stack.
const MAX_DEPTH: usize = 32;
/// Switch that looks like a field: `abridged='true'` asks for short elements.
const ABRIDGED: &str = "abridged";

/// A filter over elements.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    condition: Option<Condition>,
    /// Elements are asked for without their configuration and resources.
    pub(super) abridged: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// Comparison of a field with a value.
    Compare(String, Operator, String),
    /// Comparison of a field with several values.
    In(String, Vec<String>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Like,
}

impl Filter {
    /// Reads the `where` parameter. Without one, every element passes.
    pub(super) fn read(query: &QueryPairs) -> Result<Self, Problem> {
        let text = query.first("where").unwrap_or_default();
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let wrong = || Problem::bad("The where clause cannot be read");
        let tokens = tokens(text).ok_or_else(wrong)?;
        let mut parser = Parser { tokens: tokens.iter().peekable(), abridged: false };
        let condition = parser.any(0).filter(|_| parser.tokens.peek().is_none()).ok_or_else(wrong)?;
        Ok(Self { condition: Some(condition), abridged: parser.abridged })
    }

    /// Returns true if the filter passes every element.
    pub(super) fn is_empty(&self) -> bool {
        self.condition.is_none()
    }

    /// Returns true if an element passes.
    pub(super) fn matches(&self, element: &Json) -> bool {
        self.condition.as_ref().is_none_or(|condition| condition.holds(element))
    }
}

impl Condition {
    fn holds(&self, element: &Json) -> bool {
        match self {
            Self::All(all) => all.iter().all(|one| one.holds(element)),
            Self::Any(any) => any.iter().any(|one| one.holds(element)),
            Self::Not(one) => !one.holds(element),
            Self::Compare(field, operator, value) => compare(lookup(element, field), *operator, value),
            Self::In(field, values) => {
                values.iter().any(|value| compare(lookup(element, field), Operator::Equal, value))
            }
        }
    }
}

/// The value of a field, or of a path into the element.
fn lookup<'a>(element: &'a Json, field: &str) -> Option<&'a Json> {
    let whole = element.get(field);
    whole.or_else(|| field.split('.').try_fold(element, |json, part| json.get(part))).filter(|json| !json.is_null())
}

fn compare(found: Option<&Json>, operator: Operator, value: &str) -> bool {
    let Some(found) = found else {
        // Exports leave switches out that are off.
        let is_off = value.eq_ignore_ascii_case("false");
        return match operator {
            Operator::Equal => is_off,
            Operator::Unequal => !is_off,
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual | Operator::Like => {
                false
            }
        };
    };
    let text = found.as_str().map_or_else(|| found.to_string(), str::to_owned);
    let is_equal = text == value || found.is_boolean() && text.eq_ignore_ascii_case(value);
    let order = || match (text.parse::<f64>(), value.parse::<f64>()) {
        (Ok(left), Ok(right)) => left.partial_cmp(&right),
        _ => Some(text.as_str().cmp(value)),
    };
    match operator {
        Operator::Equal => is_equal,
        Operator::Unequal => !is_equal,
        Operator::Less => order() == Some(Ordering::Less),
        Operator::LessOrEqual => order().is_some_and(Ordering::is_le),
        Operator::Greater => order() == Some(Ordering::Greater),
        Operator::GreaterOrEqual => order().is_some_and(Ordering::is_ge),
        Operator::Like => is_like(&text.to_lowercase(), &value.to_lowercase()),
    }
}

/// Matches a pattern in which `%` stands for any text.
fn is_like(text: &str, pattern: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('%') else { return text == pattern };
    let Some(mut text) = text.strip_prefix(first) else { return false };
    let mut parts = rest.split('%').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return text.ends_with(part);
        }
        let Some((_, after)) = text.split_once(part) else { return false };
        text = after;
    }
    true
}

#[derive(Debug, PartialEq, Eq)]
enum FilterToken {
    /// A keyword, a field, or a value without quotes.
    Word(String),
    /// A value in quotes.
    Text(String),
    Operator(Operator),
    Open,
    Close,
    Comma,
}

/// Splits a clause into tokens; `None` if it contains an unknown character.
fn tokens(text: &str) -> Option<Vec<FilterToken>> {
    let (mut tokens, mut chars) = (Vec::new(), text.chars().peekable());
    while let Some(c) = chars.next() {
        tokens.push(match c {
            c if c.is_whitespace() => continue,
            '(' => FilterToken::Open,
            ')' => FilterToken::Close,
            ',' => FilterToken::Comma,
            '=' => FilterToken::Operator(Operator::Equal),
            '!' => chars.next_if_eq(&'=').map(|_| FilterToken::Operator(Operator::Unequal))?,
            '<' if chars.next_if_eq(&'>').is_some() => FilterToken::Operator(Operator::Unequal),
            '<' if chars.next_if_eq(&'=').is_some() => FilterToken::Operator(Operator::LessOrEqual),
            '<' => FilterToken::Operator(Operator::Less),
            '>' if chars.next_if_eq(&'=').is_some() => FilterToken::Operator(Operator::GreaterOrEqual),
            '>' => FilterToken::Operator(Operator::Greater),
            '\'' | '"' => {
                let mut value = String::new();
                loop {
                    match chars.next()? {
                        // A quote inside a value is written twice.
                        next if next == c && chars.next_if_eq(&c).is_none() => break,
                        next => value.push(next),
                    }
                }
                FilterToken::Text(value)
            }
            c if is_word(c) => {
                let mut word = String::from(c);
                while let Some(next) = chars.next_if(|next| is_word(*next)) {
                    word.push(next);
                }
                FilterToken::Word(word)
            }
            _ => return None,
        });
    }
    Some(tokens)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '$')
}

struct Parser<'a> {
    tokens: std::iter::Peekable<std::slice::Iter<'a, FilterToken>>,
    abridged: bool,
}

impl Parser<'_> {
    fn any(&mut self, depth: usize) -> Option<Condition> {
        let mut any = vec![self.all(depth)?];
        while self.keyword("or") {
            any.push(self.all(depth)?);
        }
        if any.len() == 1 { any.pop() } else { Some(Condition::Any(any)) }
    }

    fn all(&mut self, depth: usize) -> Option<Condition> {
        let mut all = vec![self.one(depth)?];
        while self.keyword("and") {
            all.push(self.one(depth)?);
        }
        if all.len() == 1 { all.pop() } else { Some(Condition::All(all)) }
    }

    fn one(&mut self, depth: usize) -> Option<Condition> {
        if depth > MAX_DEPTH {
            return None;
        }
        if self.keyword("not") {
            return self.one(depth + 1).map(|one| Condition::Not(Box::new(one)));
        }
        if self.tokens.next_if_eq(&&FilterToken::Open).is_some() {
            return self.any(depth + 1).filter(|_| self.tokens.next() == Some(&FilterToken::Close));
        }
        let Some(FilterToken::Word(field)) = self.tokens.next() else { return None };
        if self.keyword("in") {
            return self.values().map(|values| Condition::In(field.clone(), values));
        }
        let operator = if self.keyword("like") {
            Operator::Like
        } else {
            let Some(FilterToken::Operator(operator)) = self.tokens.next() else { return None };
            *operator
        };
        let value = self.value()?;
        if field.eq_ignore_ascii_case(ABRIDGED) {
            self.abridged |= operator == Operator::Equal && value.eq_ignore_ascii_case("true");
            // It narrows nothing.
            return Some(Condition::All(Vec::new()));
        }
        Some(Condition::Compare(field.clone(), operator, value))
    }

    fn values(&mut self) -> Option<Vec<String>> {
        self.tokens.next_if_eq(&&FilterToken::Open)?;
        let mut values = vec![self.value()?];
        while self.tokens.next_if_eq(&&FilterToken::Comma).is_some() {
            values.push(self.value()?);
        }
        (self.tokens.next() == Some(&FilterToken::Close)).then_some(values)
    }

    fn value(&mut self) -> Option<String> {
        match self.tokens.next()? {
            FilterToken::Word(text) | FilterToken::Text(text) => Some(text.clone()),
            FilterToken::Operator(_) | FilterToken::Open | FilterToken::Close | FilterToken::Comma => None,
        }
    }

    fn keyword(&mut self, word: &str) -> bool {
        let is_it = |token: &&FilterToken| matches!(token, FilterToken::Word(text) if text.eq_ignore_ascii_case(word));
        self.tokens.next_if(is_it).is_some()
    }
}
