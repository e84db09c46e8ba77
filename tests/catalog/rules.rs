//! Rules that hold for every element.

use super::{elements, fields_where, modes_where, none};
use elemint::{
    catalog::{
        element::{AuthFlow, AuthMode, oauth_keys},
        field::{Field, FieldKind, Target},
    },
    document::mask::is_secret_text,
    domain::callback::CallbackUrl,
};
use std::{collections::BTreeSet, fs, path::Path};

/// Four lines of the form's help in a terminal of 80 columns.
const HELP: usize = 160;

#[test]
fn every_element_file_is_in_the_catalog() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/catalog");
    let hubs = fs::read_dir(folder).expect("the catalog").flatten().filter(|entry| entry.path().is_dir());
    let files = hubs.flat_map(|hub| fs::read_dir(hub.path()).expect("a hub").flatten());
    let stems: BTreeSet<_> =
        files.filter_map(|file| Some(file.path().file_stem()?.to_string_lossy().into_owned())).collect();
    let keys: BTreeSet<_> = elements().iter().map(|element| element.key.to_string()).collect();
    assert_eq!(keys, stems);
}

#[test]
fn no_two_elements_have_the_same_name() {
    let mut seen = BTreeSet::new();
    let mut twice = elements();
    twice.retain(|e| !seen.insert(e.name.to_lowercase()));
    none(&twice.iter().map(|e| e.name.clone()).collect::<Vec<_>>(), "a name two elements have");
}

#[test]
fn no_alias_is_another_elements_name_or_key() {
    let plain = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for element in elements() {
        seen.extend(BTreeSet::from([plain(&element.name), plain(element.key.as_str())]));
    }
    let mut twice = Vec::new();
    for element in elements() {
        twice.extend(element.aliases.iter().filter(|alias| !seen.insert(plain(alias))).cloned());
    }
    none(&twice, "an alias that is a name already");
}

#[test]
fn every_element_describes_itself_and_its_credentials() {
    let silent = modes_where(|e, _| e.about.is_empty() || e.setup.is_empty() || e.setup.iter().any(String::is_empty));
    none(&silent, "without about or setup");
}

#[test]
fn every_element_description_is_at_most_two_lines() {
    let long = modes_where(|e, _| !e.about.ends_with('.') || e.about.chars().count() > 120);
    none(&long, "about that is no short sentence");
}

#[test]
fn every_field_has_help() {
    none(&fields_where(|_, f| f.help.is_empty() || f.label.trim().is_empty()), "without label or help");
}

#[test]
fn every_help_fits_its_place() {
    none(&fields_where(|_, f| f.help.chars().count() > HELP), "help too long for four lines");
}

#[test]
fn every_sentence_ends_like_one() {
    none(&fields_where(|_, f| !f.help.ends_with('.')), "help without a full stop");
}

#[test]
fn no_two_rows_of_a_form_look_the_same() {
    let twins = modes_where(|_, mode| {
        let shown = || mode.fields.iter().filter(|f| !f.hidden);
        shown().map(|f| f.label.to_lowercase()).collect::<BTreeSet<_>>().len() < shown().count()
    });
    none(&twins, "two fields with one label");
}

#[test]
fn fields_named_secret_or_password_are_masked() {
    let sounds_secret = |f: &Field| {
        let label = f.label.to_lowercase();
        ["secret", "password", "encrypted", "token"].iter().any(|word| label.contains(word)) && label != "token id"
    };
    let shown =
        |_: &AuthMode, f: &Field| sounds_secret(f) && !f.hidden && f.kind != FieldKind::Secret && !is_address(f);
    none(&fields_where(shown), "shown in the clear");
}

#[test]
fn platform_secrets_are_masked() {
    let shown = |mode: &AuthMode, f: &Field| {
        let key = f.key.as_str().to_lowercase();
        let named = key.contains("password") || key.contains("secret") || key.contains("private.key");
        let token = key.ends_with("token") || key.starts_with("token_");
        (named || token || is_lone_key(mode, f)) && f.kind != FieldKind::Secret
    };
    none(&fields_where(shown), "shown in the clear");
}

/// An API key without a secret is itself the secret.
fn is_lone_key(mode: &AuthMode, field: &Field) -> bool {
    let key = field.key.as_str();
    let beside = |f: &&Field| f.key.as_str().contains("secret") || f.key.as_str() == oauth_keys::USER_TOKEN;
    let lone = || !mode.fields.iter().any(|f| beside(&f));
    key != oauth_keys::API_KEY && (key.ends_with("api.key") || key.ends_with("api_key")) && lone()
}

fn is_address(field: &Field) -> bool {
    field.kind == FieldKind::Url || field.key.as_str().ends_with("url")
}

#[test]
fn user_name_fields_do_not_ask_for_keys() {
    let mislabelled = |_: &AuthMode, f: &Field| {
        f.key.as_str() == "username" && f.label.to_lowercase().contains("key") && f.kind != FieldKind::Secret
    };
    none(&fields_where(mislabelled), "an API key shown in the clear");
}

#[test]
fn form_starts_without_secrets() {
    none(&fields_where(|_, f| f.is_secret() && f.default.is_some()), "a secret with a default");
}

#[test]
fn examples_are_values_the_form_would_take() {
    let refused = |_: &AuthMode, f: &Field| f.example.as_deref().is_some_and(|e| f.complaint(e).is_some());
    none(&fields_where(refused), "an example refused");
}

#[test]
fn examples_have_the_shape_that_is_sent() {
    let reshaped = |_: &AuthMode, f: &Field| f.example.as_deref().is_some_and(|e| f.shape.part(e) != e);
    none(&fields_where(reshaped), "an example that would be cut");
}

#[test]
fn every_form_with_consent_asks_for_the_application_first_of_all() {
    let keys = [oauth_keys::API_KEY, oauth_keys::API_SECRET, oauth_keys::CALLBACK_URL];
    let asked = |mode: &AuthMode, key: &str| {
        mode.fields.iter().any(|f| f.key.as_str() == key && f.required && !f.hidden && !f.optional_section)
    };
    let short = modes_where(|_, mode| mode.flow != AuthFlow::Plain && !keys.iter().all(|key| asked(mode, key)));
    none(&short, "key, secret or callback not asked for");
}

#[test]
fn elemint_can_catch_the_answer_at_every_default_callback() {
    let unreachable = |_: &AuthMode, f: &Field| {
        f.key.as_str() == oauth_keys::CALLBACK_URL
            && f.default
                .as_deref()
                .is_none_or(|d| CallbackUrl::parse(d).is_ok_and(|callback| callback.listen_address().is_none()))
    };
    none(&fields_where(unreachable), "a callback elemint cannot listen on");
}

#[test]
fn consent_elements_accept_external_tokens() {
    let without = modes_where(|e, mode| mode.flow != AuthFlow::Plain && !e.modes.iter().any(|m| m.external));
    none(&without, "no way for own tokens");
}

#[test]
fn auth_modes_have_distinct_labels() {
    let alike = modes_where(|e, _| e.modes.iter().map(|m| &m.label).collect::<BTreeSet<_>>().len() < e.modes.len());
    none(&alike, "two ways with one label");
}

#[test]
fn auth_modes_have_distinct_requests() {
    let mixed = modes_where(|e, _| {
        let conditions: Vec<_> = e.modes.iter().filter(|m| !m.external).filter_map(|m| m.when.as_ref()).collect();
        conditions.iter().collect::<BTreeSet<_>>().len() < conditions.len()
    });
    none(&mixed, "two ways announced alike");
}

#[test]
fn a_form_with_nothing_in_it_says_whom_to_ask() {
    let silent = modes_where(|e, mode| mode.is_by_support() && !e.setup.iter().any(|fact| fact.contains("support")));
    none(&silent, "a form with nothing in it and no word about it");
}

#[test]
fn only_elements_without_a_documented_form_are_left_to_support() {
    let found = modes_where(|_, mode| mode.is_by_support());
    assert_eq!(found, ["sapbusinessone · with support", "syncplicity · with support"]);
}

#[test]
fn every_other_form_asks_for_something() {
    let empty =
        modes_where(|_, mode| !mode.is_by_support() && !mode.fields.iter().any(|f| !f.optional_section && !f.hidden));
    none(&empty, "a form with nothing in it");
}

#[test]
fn unsent_values_go_to_consent_address() {
    let idle = |_: &AuthMode, f: &Field| f.target == Target::Nowhere && f.query.is_empty();
    none(&fields_where(idle), "a field nobody wants");
}

#[test]
fn form_defaults_never_look_secret() {
    let tells = |text: &Option<String>| text.as_deref().is_some_and(is_secret_text);
    none(&fields_where(|_, field| tells(&field.default)), "a default that would be covered");
}
