//! Without a terminal there is nobody to ask: what would be asked is named instead, with the flag that answers it.

use super::{
    args::Args,
    exit,
    settings::Settings,
    wizard::{self, StartRefused},
};
use crate::{
    catalog::{AuthFlow, Catalog},
    terminal::output,
    text::SafeText,
    wizard::{Missing, Prefill, Start},
};
use std::io::{self, IsTerminal as _};

/// Whether a person can be asked: both standard input and standard output are a terminal.
pub(super) fn is_interactive() -> bool {
    io::stdin().is_terminal() && output::is_terminal()
}

/// Whether there is a terminal to ask on.
pub(super) fn check(args: &Args, start: &Start, catalog: &Catalog, settings: &Settings) -> Result<(), StartRefused> {
    if args.is_unattended() {
        return check_unattended(args, start, catalog, settings);
    }
    let why = match (io::stdin().is_terminal(), output::is_terminal()) {
        (true, true) => return Ok(()),
        (false, true) => "its standard input is none",
        (true, false) => "its standard output goes elsewhere",
        (false, false) => "there is none",
    };
    let platform = if args.sandbox { None } else { platform(settings)? };
    let confirmation = ("your yes".into(), "after the request was shown; elemint new with --yes asks nothing".into());
    let missing: Vec<_> = platform.into_iter().chain(asked(start, catalog)).chain([confirmation]).collect();
    Err(StartRefused(words(why, &missing), exit::NEEDS_INPUT))
}

fn words(why: &str, missing: &[(String, String)]) -> SafeText {
    let mut words = safe!("elemint needs a terminal to ask you what it has to know, and {}.\nIt would ask for:\n", why);
    words.push(&listed(missing));
    words.push(
        &"Run it in a terminal (ssh -t, docker run -it), with these or without: what is given is not asked for.\n\
         A script can use elemint new with --yes, recover, view, doctor and sandbox, which ask nothing."
            .into(),
    );
    words
}

fn listed(missing: &[(String, String)]) -> SafeText {
    let mut words = SafeText::default();
    let wide = missing.iter().map(|(what, _)| what.chars().count()).max().unwrap_or_default();
    for (what, how) in missing {
        let gap = " ".repeat(wide - what.chars().count());
        words.push_line(&safe!("  {}{}  {}", what, gap, how));
    }
    words
}

/// Whether everything is given that can be known before the platform is asked.
fn check_unattended(args: &Args, start: &Start, catalog: &Catalog, settings: &Settings) -> Result<(), StartRefused> {
    if !settings.places.keeps {
        let words =
            "With --keep-nothing the token of the new instance would be lost. Leave out --keep-nothing or --yes.";
        return Err(StartRefused(words.into(), exit::MISUSED));
    }
    let platform = if args.sandbox { None } else { platform(settings)? };
    // An element only the platform describes is checked once its form is there.
    let known = if let Start::Given(given) = start { given.missing(catalog) } else { None };
    let (missing, flow) = known.unwrap_or((Vec::new(), AuthFlow::Plain));
    if platform.is_none() && missing.is_empty() && !flow.needs_consent() {
        return Ok(());
    }
    Err(needs(platform, missing, flow))
}

/// The reason not to go on without a person: each missing input with the way to give it.
pub(super) fn needs(platform: Option<(String, String)>, missing: Vec<Missing>, flow: AuthFlow) -> StartRefused {
    let is_invalid = |missing: &Missing| matches!(missing, Missing::Invalid { .. });
    let only_invalid =
        platform.is_none() && !flow.needs_consent() && !missing.is_empty() && missing.iter().all(is_invalid);
    let missing: Vec<_> = platform.into_iter().chain(missing.into_iter().map(describe)).chain(consent(flow)).collect();
    let mut words: SafeText = "Nothing was sent. With --yes elemint asks nothing, and it needs:\n".into();
    words.push(&listed(&missing));
    if flow.needs_consent() {
        words.push(&"Consent needs a terminal: run it in one, without --yes.\n".into());
    }
    StartRefused(words, if only_invalid { exit::MISUSED } else { exit::NEEDS_INPUT })
}

fn consent(flow: AuthFlow) -> Option<(String, String)> {
    let how = "in a browser; --browser says what becomes of the link";
    flow.needs_consent().then(|| ("the provider's consent".into(), how.into()))
}

/// A platform that was named and cannot be had is a reason of its own.
fn platform(settings: &Settings) -> Result<Option<(String, String)>, StartRefused> {
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
    let named = |element: &str| Prefill { element: element.to_owned(), ..Prefill::default() };
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
    missing.into_iter().map(describe).chain(consent(flow)).collect()
}

fn describe(missing: Missing) -> (String, String) {
    match missing {
        Missing::Name => ("the instance's name".into(), "--name NAME".into()),
        Missing::Invalid { label, flag, why } => (format!("{label}: {why}"), flag),
        Missing::Field { label, key, secret: false } => (label, format!("--set {key}=VALUE")),
        Missing::Field { label, key, secret: true } => {
            (label, format!("--set {key}=env:NAME, or file:PATH: where the secret is, since others can read flags"))
        }
    }
}
