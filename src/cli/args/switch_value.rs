//! Values of the variables of flags: words for yes and no. Any other word is an error, so that a typing error never
//! agrees to anything.

use super::variable_name;
use clap::{
    Arg, Command,
    builder::TypedValueParser,
    error::{Error, ErrorKind},
};
use std::ffi::OsStr;

/// Parser of the variable of a flag.
#[derive(Clone, Copy, Debug)]
pub(super) struct SwitchValue;

impl TypedValueParser for SwitchValue {
    type Value = bool;

    fn parse_ref(&self, _: &Command, option: Option<&Arg>, value: &OsStr) -> Result<bool, Error> {
        let value = value.to_string_lossy();
        parse(&value).ok_or_else(|| {
            let name = option.and_then(variable_name::name).unwrap_or_default();
            let value = crate::text::safe::display_safe(&value);
            let text = format!("{name}={value} is neither yes nor no. Use true or false.\n");
            Error::raw(ErrorKind::ValueValidation, text)
        })
    }
}

/// Returns the meaning of a word; an empty one means no. `None` for any other word.
pub(super) fn parse(word: &str) -> Option<bool> {
    match word.trim().to_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "on" | "1" => Some(true),
        "false" | "f" | "no" | "n" | "off" | "0" | "" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::word("true", Some(true))]
    #[case::capitals("YES", Some(true))]
    #[case::number("1", Some(true))]
    #[case::no("off", Some(false))]
    #[case::zero("0", Some(false))]
    #[case::empty("", Some(false))]
    #[case::typing_error("ture", None)]
    #[case::other_number("2", None)]
    fn word_is_yes_no_or_an_error(#[case] word: &str, #[case] expected: Option<bool>) {
        assert_eq!(parse(word), expected);
    }
}
