//! The first step of the wizard as the arguments name it.

use super::{
    args::{Args, Command},
    exit, headless,
    settings::Settings,
    unknown,
    wizard::{StartRefused, choose, profiles},
};
use crate::{
    catalog::{Catalog, FieldKey, NamedElement},
    sandbox::Exported,
    storage::Store,
    wizard::{Prefill, PrefillError, Start},
};
use std::sync::Arc;

/// Every element a word on the command line may mean: those the program carries, the person's own, and those of the
/// platform in use as far as its list was kept.
pub(super) fn lookup(
    args: &Args,
    settings: &Settings,
    store: &Store,
    catalog: &Arc<Catalog>,
    exported: &[Exported],
) -> Arc<Catalog> {
    if args.sandbox {
        return Arc::new(catalog.and(exported.iter().map(Exported::entry)));
    }
    // A fault of the profiles is reported where they are needed.
    let profile = profiles(store, settings).and_then(|profiles| choose(settings, &profiles)).ok().flatten();
    let listed = profile.and_then(|profile| store.catalog(&profile.account.base));
    let Some((listed, _)) = listed else { return catalog.clone() };
    Arc::new(catalog.and(catalog.joined(listed).entries().iter()))
}

/// The first step and its values, as far as the arguments name them.
pub(super) fn start(args: &Args, catalog: &Catalog, lookup: &Arc<Catalog>) -> Result<Start, StartRefused> {
    let word = match (&args.command, &args.element) {
        (Some(Command::New(new)), _) => &new.element,
        (_, Some(word)) => word,
        _ => return Ok(Start::Usual),
    };
    let element = element(word, lookup)?;
    let Some(Command::New(new)) = &args.command else { return Ok(Start::Element(element)) };
    let given = Prefill {
        element,
        way: new.way.clone(),
        name: new.name.clone(),
        tags: new.tags.clone(),
        values: new.values.iter().map(|(key, value)| (FieldKey::new(key), value.clone())).collect(),
    };
    let checked = given.checked(catalog).map_err(|error| match &error {
        PrefillError::Secret(key) => {
            let words = safe!(
                "{} Others on this machine can read arguments, and the shell keeps them.\n\
                 Say where it is: --set {}=env:NAME, file:PATH, cmd:COMMAND or keyring:NAME. Or leave it out: the form \
                 asks for it, unseen.",
                error,
                key
            );
            StartRefused(words, exit::MISUSED)
        }
        PrefillError::Unknown { .. } | PrefillError::Way { .. } => StartRefused(safe!("{}", error), exit::MISUSED),
    })?;
    Ok(Start::Given(Box::new(checked)))
}

/// The key of the element a word means, or the word itself where the list is to be narrowed by it.
fn element(word: &str, catalog: &Arc<Catalog>) -> Result<String, StartRefused> {
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
