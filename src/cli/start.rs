//! First step of the wizard, from the arguments.

use super::{
    args::{Args, Command, FormArgs},
    command_error::CommandError,
    exit, headless,
    settings::Settings,
    setup::{choose_first, profiles},
    unknown,
};
use crate::{
    catalog::{Catalog, FieldKey, NamedElement, field::proxy::PROXY_NAME},
    sandbox::Exported,
    storage::Store,
    wizard::{Prefill, PrefillError, Start},
};
use std::sync::Arc;

/// Returns all elements a word on the command line may mean: the embedded ones, the user's own, and those in the saved
/// list of the platform in use.
pub(super) fn lookup(
    args: &Args,
    settings: &Settings,
    store: &Store,
    catalog: &Arc<Catalog>,
    exported: &[Exported],
) -> Arc<Catalog> {
    if args.sandbox {
        return Arc::new(catalog.with_entries(exported.iter().map(Exported::entry)));
    }
    let is_named = word(args).is_some() || matches!(args.command, Some(Command::Create(_)));
    if !is_named {
        return catalog.clone();
    }
    // Faults of profiles are reported later, when a profile is needed.
    let profile = profiles(store, settings).and_then(|profiles| choose_first(settings, &profiles)).ok().flatten();
    let listed = profile.and_then(|profile| store.catalog(&profile.account));
    let Some(listed) = listed else { return catalog.clone() };
    Arc::new(catalog.with_entries(catalog.joined(listed.elements).entries().iter()))
}

/// Returns the named element, if the arguments name one.
fn word(args: &Args) -> Option<&str> {
    match (&args.command, &args.element) {
        (Some(Command::New(new)), _) => Some(&new.element),
        (Some(Command::Create(create)), _) => create.element.as_deref(),
        (Some(Command::Session(session)), _) => session.element.as_deref(),
        (_, word) => word.as_deref(),
    }
}

/// Returns the first step and its values from the arguments.
pub(super) fn start(args: &Args, catalog: &Catalog, lookup: &Arc<Catalog>) -> Result<Start, CommandError> {
    if let Some((form, change)) = args.change() {
        return Ok(Start::Change(form, change.id.clone()));
    }
    if let Some(Command::Instances(_)) = &args.command {
        return Ok(Start::Instances);
    }
    let Some(word) = word(args) else { return Ok(Start::Usual) };
    let element = element(word, lookup)?;
    let Some(Command::New(new)) = &args.command else { return Ok(Start::Element(element)) };
    let checked = prefill(element, &new.form).checked(catalog).map_err(|error| misused(&error))?;
    Ok(Start::Given(Box::new(checked)))
}

/// Returns the values of the command line, unchecked.
pub(super) fn prefill(element: String, form: &FormArgs) -> Prefill {
    let proxy = form.oauth_proxy.iter().map(|name| (FieldKey::new(PROXY_NAME), name.clone()));
    let typed = form.values.iter().map(|(key, value)| (FieldKey::new(key), value.clone()));
    Prefill {
        element,
        way: form.auth_mode.clone(),
        name: form.name.clone(),
        tags: (!form.tags.is_empty()).then(|| form.tags.join(", ")),
        values: proxy.chain(typed).collect(),
        ..Prefill::default()
    }
}

/// Returns the refusal of a value on the command line.
pub(super) fn misused(error: &PrefillError) -> CommandError {
    let words = match error {
        PrefillError::Secret(key) => safe!(
            "{} Other users can read arguments, and the shell saves them.\n\
             Pass a reference: --set {}=env:NAME, file:PATH, cmd:COMMAND or keyring:NAME. Or leave it out, and type it \
             into the form.",
            error,
            key
        ),
        PrefillError::Unknown { .. } | PrefillError::Way { .. } => safe!("{}", error),
    };
    CommandError::new(words, exit::MISUSED)
}

/// Returns the key of the one element that a word means, which can be nothing but an element.
pub(super) fn one_element(word: &str, catalog: &Arc<Catalog>) -> Result<String, CommandError> {
    match catalog.named(word) {
        NamedElement::One(entry) => Ok(entry.key.to_string()),
        NamedElement::Several(entries) => Err(unknown::ambiguous(word, &entries)),
        NamedElement::Unknown(similar) => Err(unknown::unknown_element(word, &similar)),
    }
}

/// Returns the key of the element a word means, or the word itself if it filters the list.
fn element(word: &str, catalog: &Arc<Catalog>) -> Result<String, CommandError> {
    match catalog.named(word) {
        NamedElement::One(entry)
            if unknown::reserved(word).is_none() || entry.key.as_str().eq_ignore_ascii_case(word) =>
        {
            Ok(entry.key.to_string())
        }
        NamedElement::Several(entries) if unknown::reserved(word).is_none() => {
            if headless::is_interactive() {
                Ok(word.to_owned())
            } else {
                Err(unknown::ambiguous(word, &entries))
            }
        }
        NamedElement::One(_) | NamedElement::Several(_) => Err(unknown::unknown(word, &[])),
        NamedElement::Unknown(similar) => Err(unknown::unknown(word, &similar)),
    }
}
