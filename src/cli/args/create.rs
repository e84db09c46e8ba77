//! Arguments of `create`, and those that it shares with `new`, `reauthorize` and `edit`.

use super::{JsonArgs, consent_wait::ConsentArgs};
use crate::text::safe::display_safe;
use clap::{
    Arg, Command, ValueEnum,
    builder::{StringValueParser, TypedValueParser},
    error::{Error, ErrorKind},
};
use std::{ffi::OsStr, path::PathBuf};

/// Values of a form.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct FormArgs {
    /// Name of the instance.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, value_parser = NameParser)]
    pub name: Option<String>,

    /// Tags of the instance; repeat the option, or separate them by commas.
    #[arg(long = "tag", visible_alias = "tags", value_name = "TAG", value_delimiter = ',')]
    pub tags: Vec<String>,

    /// Authentication mode, if there are several; a part of its label is enough.
    #[arg(long, visible_alias = "way", value_name = "MODE")]
    pub auth_mode: Option<String>,

    /// OAuth proxy for the consent. Values that the proxy stores are not asked for.
    #[arg(long, value_name = "NAME")]
    pub oauth_proxy: Option<String>,

    /// Fill in a field. Pass secrets by reference (KEY=env:NAME): other users can read arguments.
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = pair)]
    pub values: Vec<(String, String)>,
}

/// Agreement to a request, and the way it is reported.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct UnattendedArgs {
    /// Send the request without asking. If an input is missing, name it and exit with 4.
    #[arg(long)]
    pub yes: bool,

    /// Confirm with the name of the instance. A protected profile needs it; --yes does not count there.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, value_parser = NameParser)]
    pub confirm: Vec<String>,

    /// Print the requests with masked secrets, and send nothing that changes anything.
    #[arg(long)]
    pub dry_run: bool,

    /// Output for programs.
    #[command(flatten)]
    pub output: JsonArgs,
}

impl UnattendedArgs {
    /// Returns true if an agreement or a form of the report is given, so that no form is opened.
    pub fn is_given(&self) -> bool {
        let is_agreed = self.yes || !self.confirm.is_empty();
        is_agreed || self.dry_run || self.output.is_wanted()
    }
}

/// Agreement to a command that does not ask, so that scripts may give it to every command that changes something.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub struct AgreedArgs {
    /// Accepted, although this command does not ask.
    #[arg(long, hide_short_help = true)]
    pub yes: bool,
}

/// Options of commands that fill in a form for another one, or open none: consent, agreement and output.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ScriptArgs {
    /// Treatment of a consent that is needed.
    #[command(flatten)]
    pub consent: ConsentArgs,

    /// Agreement and output.
    #[command(flatten)]
    pub unattended: UnattendedArgs,
}

impl ScriptArgs {
    /// Returns true if an option is given, so that no form is opened.
    pub fn is_given(&self) -> bool {
        self.unattended.is_given() || self.consent.wait || self.consent.no_wait
    }

    /// Returns the arguments of `create` with these options, for an instance of this element with values that are given
    /// apart.
    pub fn to_create(&self, element: &str) -> CreateArgs {
        CreateArgs { element: Some(element.to_owned()), script: self.clone(), ..CreateArgs::default() }
    }
}

/// Treatment of an instance of the same element with the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum IfExists {
    /// Exit with 6.
    Fail,
    /// Leave it as it is, and exit with 0.
    Skip,
    /// Change the values that differ.
    Update,
    /// Replace its credentials.
    Reauthorize,
}

/// Arguments of `create`.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct CreateArgs {
    /// Element: its key, or a part of its name. The file of --from may name it instead.
    #[arg(value_name = "ELEMENT")]
    pub element: Option<String>,

    /// Values of the form.
    #[command(flatten)]
    pub form: FormArgs,

    /// Read values from this file; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,

    /// Treatment of an instance of the same element and name [default: create a second one].
    #[arg(long, value_name = "TREATMENT")]
    pub if_exists: Option<IfExists>,

    /// Test the new instance. The exit code is 8 if the test fails.
    #[arg(long)]
    pub verify: bool,

    /// Test the new instance, and delete it if the test fails. The trash keeps it.
    #[arg(long)]
    pub rollback_on_failure: bool,

    /// Consent, agreement and output.
    #[command(flatten)]
    pub script: ScriptArgs,
}

impl CreateArgs {
    /// Returns the arguments of `new --yes` and `new --json`, which are the same command.
    pub fn from_new(new: &NewArgs) -> Self {
        let NewArgs { yes, ref confirm, ref output, .. } = *new;
        let (confirm, output) = (confirm.clone(), output.clone());
        let unattended = UnattendedArgs { yes, confirm, output, ..UnattendedArgs::default() };
        let script = ScriptArgs { unattended, ..ScriptArgs::default() };
        Self { element: Some(new.element.clone()), form: new.form.clone(), script, ..Self::default() }
    }
}

/// Arguments of `new`.
#[derive(Debug, clap::Args)]
pub struct NewArgs {
    /// Element: its key, or a part of its name.
    #[arg(value_name = "ELEMENT")]
    pub element: String,

    /// Values of the form.
    #[command(flatten)]
    pub form: FormArgs,

    /// Create the instance without asking. If an input is missing, name it and exit with 4.
    #[arg(long)]
    pub yes: bool,

    /// Confirm --yes with the name of the instance, which a protected profile needs.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, value_parser = NameParser)]
    pub confirm: Vec<String>,

    /// Output for programs, as of elemint create. No form is opened.
    #[command(flatten)]
    pub output: JsonArgs,
}

impl NewArgs {
    /// Returns true if no form is opened.
    pub fn is_unattended(&self) -> bool {
        self.yes || self.output.is_wanted()
    }
}

/// Parses `KEY=VALUE`.
pub(super) fn pair(text: &str) -> Result<(String, String), &'static str> {
    let (key, value) = text.split_once('=').ok_or("it needs a =, as in userName=ada")?;
    if key.trim().is_empty() { Err("the key before the = is missing") } else { Ok((key.trim().into(), value.into())) }
}

/// Parser of a name, which may begin with a dash, unless it is an option of the command: then the name is missing.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameParser;

impl TypedValueParser for NameParser {
    type Value = String;

    fn parse_ref(&self, command: &Command, option: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        let name = StringValueParser::new().parse_ref(command, option, value)?;
        if name.starts_with('-') && is_option(command, &name) {
            let option = option.and_then(Arg::get_long).unwrap_or_default();
            let value = display_safe(&name);
            let text = format!("--{option} has no name before {value}. Add the name.\n");
            return Err(Error::raw(ErrorKind::ValueValidation, text));
        }
        Ok(name)
    }
}

/// Returns true if a text is an option of a command, also with a value behind `=`.
fn is_option(command: &Command, text: &str) -> bool {
    let word = text.split('=').next().unwrap_or_default();
    let is_named = |argument: &Arg| {
        let long = argument.get_long_and_visible_aliases().unwrap_or_default();
        let short = argument.get_short().map(|short| format!("-{short}"));
        long.into_iter().any(|long| word.strip_prefix("--") == Some(long)) || short.as_deref() == Some(word)
    };
    matches!(word, "--" | "-h" | "--help") || command.get_arguments().any(is_named)
}
