//! Without a terminal: names each value the wizard would ask for, with the flag that provides it.

use super::{
    args::{Args, Command},
    command_error::CommandError,
    confirm, exit,
    settings::Settings,
    setup,
};
use crate::{
    catalog::{AuthFlow, Catalog},
    terminal::output,
    text::SafeText,
    wizard::{Missing, Prefill, Start},
};
use std::io::{self, IsTerminal as _};

/// Returns true if standard input and standard output are both terminals, and a user can be asked there.
pub(super) fn is_interactive() -> bool {
    io::stdin().is_terminal() && output::is_terminal() && confirm::silence().is_none()
}

/// Checks that there is a terminal to ask on, or that no question is needed.
pub(super) fn check(args: &Args, start: &Start, catalog: &Catalog, settings: &Settings) -> Result<(), CommandError> {
    if let Some(Command::Session(_)) = args.command {
        // The other program answers the questions.
        return Ok(());
    }
    let terminal = "Run it in a terminal (ssh -t, docker run -it).";
    let (why, remedy) = match (io::stdin().is_terminal(), output::is_terminal()) {
        (true, true) => match confirm::silence() {
            Some(silence) => (silence.describe(), silence.remedy()),
            None => return Ok(()),
        },
        (false, true) => ("standard input is not a terminal", terminal),
        (true, false) => ("standard output is not a terminal", terminal),
        (false, false) => ("there is none", terminal),
    };
    let platform = if args.sandbox { None } else { platform(settings)? };
    let confirmation =
        ("your confirmation".into(), "after you read the request; elemint create --yes does not ask".into());
    let missing: Vec<_> = platform.into_iter().chain(asked(start, catalog)).chain([confirmation]).collect();
    Err(CommandError::new(words(why, remedy, &missing), exit::NEEDS_INPUT))
}

fn words(why: &str, remedy: &str, missing: &[(String, String)]) -> SafeText {
    let mut words = safe!("elemint asks for missing values at a terminal, but {}.\nIt would ask for:\n", why);
    words.push(&listed(missing));
    words.push(&safe!(
        "{} Values that you pass are not asked for.\n\
         Scripts use elemint create --yes. No command asks without a terminal; elemint --help lists them all.",
        remedy
    ));
    words
}

pub(super) fn listed(missing: &[(String, String)]) -> SafeText {
    let mut words = SafeText::default();
    let wide = missing.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    for (name, how) in missing {
        let gap = " ".repeat(wide - name.chars().count());
        words.push_line(&safe!("  {}{}  {}", name, gap, how));
    }
    words
}

fn consent(flow: AuthFlow) -> Option<(String, String)> {
    let how = "in a browser; --browser sets how the link is opened";
    flow.needs_consent().then(|| ("the provider's consent".into(), how.into()))
}

/// Returns the missing sign-in.
///
/// # Errors
/// A platform was named, but cannot be used.
fn platform(settings: &Settings) -> Result<Option<(String, String)>, CommandError> {
    let store = setup::store(settings)?;
    let known = setup::choose(settings, &setup::profiles(&store, settings)?)?;
    Ok(known.is_none().then(|| platform_words(settings)))
}

/// Returns the words on a missing platform, and the ways to give it.
pub(super) fn platform_words(settings: &Settings) -> (String, String) {
    let how = match (&settings.user, &settings.organization) {
        (Some(_), None) => "CE_ORG in the environment, with CE_USER",
        (None, Some(_)) => "CE_USER in the environment, with CE_ORG",
        _ => "CE_BASE, CE_USER and CE_ORG in the environment, or --sandbox to try it",
    };
    ("the platform and its two secrets".into(), how.into())
}

/// Returns the values the form would ask for, or the element if it is not known.
fn asked(start: &Start, catalog: &Catalog) -> Vec<(String, String)> {
    let named = |element: &str| Prefill { element: element.to_owned(), ..Prefill::default() };
    let given = match start {
        Start::Usual | Start::Instances => named(""),
        Start::Change(..) => return vec![("the new values of the instance".into(), "in its form".into())],
        Start::Element(element) => named(element),
        Start::Given(given) => (**given).clone(),
    };
    let Some((missing, flow)) = given.missing(catalog) else {
        let how =
            if given.element.is_empty() { "elemint new ELEMENT" } else { "its key, as in elemint new magentosoapv19" };
        return vec![("the element".into(), how.into())];
    };
    missing.into_iter().map(describe).chain(consent(flow)).collect()
}

fn describe(missing: Missing) -> (String, String) {
    match missing {
        Missing::Name => ("the instance's name".into(), "--name NAME".into()),
        Missing::Invalid { place, label, why } => (format!("{label}: {why}"), Missing::flag(&place)),
        Missing::Field { label, key, secret: false } => (label, format!("--set {key}=VALUE")),
        Missing::Field { label, key, secret: true } => {
            (label, format!("--set {key}=env:NAME or file:PATH (other users can read flags)"))
        }
    }
}
