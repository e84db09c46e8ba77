//! Without a terminal there is nobody to ask: what would be asked is named instead, with the flag that answers it.

use super::{
    args::Args,
    exit,
    settings::Settings,
    wizard::{self, Stop},
};
use crate::{
    domain::{Catalog, Flow, SafeText},
    runtime::output,
    wizard::{Given, Start, given::Missing},
};
use std::io::{self, IsTerminal as _};

/// Whether a person can be asked: both standard input and standard output are a terminal.
pub(super) fn is_interactive() -> bool {
    io::stdin().is_terminal() && output::is_terminal()
}

/// Whether there is a terminal to ask on.
pub(super) fn check(args: &Args, start: &Start, catalog: &Catalog, settings: &Settings) -> Result<(), Stop> {
    let why = match (io::stdin().is_terminal(), output::is_terminal()) {
        (true, true) => return Ok(()),
        (false, true) => "its standard input is none",
        (true, false) => "its standard output goes elsewhere",
        (false, false) => "there is none",
    };
    let platform = if args.sandbox { None } else { platform(settings)? };
    let missing: Vec<_> = platform.into_iter().chain(asked(start, catalog)).collect();
    Err(Stop(words(why, &missing), exit::NEEDS_INPUT))
}

fn words(why: &str, missing: &[(String, String)]) -> SafeText {
    let mut words = safe!("elemint needs a terminal to ask you what it has to know, and {}.\nIt would ask for:\n", why);
    let wide = missing.iter().map(|(what, _)| what.chars().count()).max().unwrap_or_default();
    for (what, how) in missing {
        let gap = " ".repeat(wide - what.chars().count());
        words.push_line(&safe!("  {}{}  {}", what, gap, how));
    }
    words.push(
        &"Run it in a terminal (ssh -t, docker run -it), with these or without: what is given is not asked for.\n\
         A script can use elemint recover, view, doctor and sandbox, which ask nothing."
            .into(),
    );
    words
}

/// A platform that was named and cannot be had is a reason of its own.
fn platform(settings: &Settings) -> Result<Option<(String, String)>, Stop> {
    let store = wizard::store(settings)?;
    if wizard::choose(settings, &wizard::profiles(&store, settings)?)?.is_some() {
        return Ok(None);
    }
    let how = match (&settings.user, &settings.organization) {
        (Some(_), None) => "CE_ORG in the environment, beside CE_USER",
        (None, Some(_)) => "CE_USER in the environment, beside CE_ORG",
        _ => "CE_USER and CE_ORG in the environment (and CE_BASE), or --sandbox to practise",
    };
    Ok(Some(("the platform and its two secrets".into(), how.into())))
}

/// What the form would ask for, or which form it is.
fn asked(start: &Start, catalog: &Catalog) -> Vec<(String, String)> {
    let named = |element: &str| Given { element: element.to_owned(), ..Given::default() };
    let given = match start {
        Start::Usual => named(""),
        Start::Element(element) => named(element),
        Start::Given(given) => (**given).clone(),
    };
    let Some((missing, flow)) = given.missing(catalog) else {
        let how =
            if given.element.is_empty() { "elemint new ELEMENT" } else { "its key, as in elemint new magentosoapv19" };
        return vec![("the element".into(), how.into())];
    };
    let mut asked: Vec<_> = missing.into_iter().map(told).collect();
    if matches!(flow, Flow::OAuth2 | Flow::OAuth1) {
        asked.push(("the provider's consent".into(), "in a browser; --browser says what becomes of the link".into()));
    }
    asked.push(("your yes".into(), "after the request was shown".into()));
    asked
}

fn told(missing: Missing) -> (String, String) {
    match missing {
        Missing::Name => ("the instance's name".into(), "--name NAME".into()),
        Missing::Field { label, key, secret: false } => (label, format!("--set {key}=VALUE")),
        Missing::Field { label, key, secret: true } => {
            (label, format!("--set {key}=env:NAME, or file:PATH: where the secret is, since others can read flags"))
        }
    }
}
