//! Inputs that may be missing, each with the ways to give it.

use super::{MissingInput, variable};
use crate::{
    catalog::FieldKey,
    cli::{
        command_error::CommandError,
        exit, headless,
        settings::{self, Settings},
        setup,
    },
    domain::{
        BaseUrl, Draft, Fault, Profile, Reference, draft::DraftEntry, fault::FaultKind, reference::ReferenceSource,
    },
    text::shell_quoted,
    wizard::Missing,
};

impl MissingInput {
    /// Returns the missing inputs of a form.
    pub(in crate::cli) fn list(draft: &Draft) -> Vec<Self> {
        Missing::list(draft).into_iter().map(Self::from_form).collect()
    }

    /// Returns the values of a form whose references name variables that are not set.
    pub(in crate::cli) fn unset_references(draft: &Draft) -> Vec<Self> {
        let unset = draft.references().filter_map(|(key, reference)| {
            let variable = variable_of(reference).filter(|name| settings::variable(name).is_none())?;
            let label = draft.field(key).map_or_else(|| key.to_string(), |field| field.label.clone());
            Some(Self { variable: Some(variable), is_secret: true, ..Self::new(key.as_str(), &label) })
        });
        unset.collect()
    }

    fn from_form(missing: Missing) -> Self {
        match missing {
            Missing::Name => Self {
                flag: Some("--name NAME".into()),
                variable: Some("ELEMINT_NAME".into()),
                answer: Some("name".into()),
                ..Self::new("name", "the instance's name")
            },
            Missing::Invalid { place, label, why } => {
                let (input, variable, answer) = match &place {
                    DraftEntry::Name => ("name", "ELEMINT_NAME".to_owned(), "name".to_owned()),
                    DraftEntry::Tags => ("tags", "ELEMINT_TAG".to_owned(), "tags".to_owned()),
                    DraftEntry::Field(key) => (key.as_str(), variable(key.as_str()), format!("configuration.{key}")),
                };
                Self {
                    flag: Some(Missing::flag(&place)),
                    variable: Some(variable),
                    answer: Some(answer),
                    reason: Some(why),
                    ..Self::new(input, &label)
                }
            }
            Missing::Field { label, key, secret } => Self {
                flag: Some(format!("--set {key}={}", if secret { "env:NAME" } else { "VALUE" })),
                way: secret.then(|| "or file:PATH".into()),
                variable: Some(variable(key.as_str())),
                answer: Some(format!("configuration.{key}")),
                is_secret: secret,
                ..Self::new(key.as_str(), &label)
            },
        }
    }

    /// Returns the missing platform. `words` name it and the ways to give it.
    fn platform((label, way): (String, String)) -> Self {
        Self {
            flag: Some("--profile NAME".into()),
            variable: Some("ELEMINT_PROFILE".into()),
            way: Some(format!("or {way}")),
            ..Self::new("platform", &label)
        }
    }

    /// Returns the missing account: the platform, or the secrets of one that is named and that has no profile. There is
    /// none if an account is known.
    ///
    /// # Errors
    /// The named profile does not exist, or the address of the platform is not valid.
    pub(in crate::cli) fn account(settings: &Settings, profiles: &[Profile]) -> Result<Vec<Self>, CommandError> {
        match setup::choose(settings, profiles) {
            Ok(Some(_)) => return Ok(Vec::new()),
            Ok(None) | Err(CommandError { code: exit::NEEDS_INPUT, .. }) => {}
            Err(refused) => return Err(refused),
        }
        let Settings { base, user, organization, .. } = settings;
        let fits = |profile: &&Profile| {
            base.as_deref().is_none_or(|base| BaseUrl::read(base) == Ok(profile.account.base.clone()))
        };
        let fitting: Vec<&Profile> = profiles.iter().filter(fits).collect();
        if !fitting.is_empty() && user.is_none() && organization.is_none() {
            return Ok(vec![Self::profile(&fitting)]);
        }
        if base.is_none() && user.is_none() && organization.is_none() {
            return Ok(vec![Self::platform(headless::platform_words(settings))]);
        }
        let place = base.as_deref().map(|base| format!(" of {base}")).unwrap_or_default();
        let secret = |input: &str, words: &str, variable: &str| Self {
            variable: Some(variable.to_owned()),
            is_secret: true,
            ..Self::new(input, &format!("the {words}{place}"))
        };
        let address = base.is_none().then(|| Self {
            flag: Some("--base URL".to_owned()),
            variable: Some("CE_BASE".to_owned()),
            ..Self::new("platform", "the address of the platform")
        });
        let user = user.is_none().then(|| secret("user-secret", "user secret", "CE_USER"));
        let organization =
            organization.is_none().then(|| secret("organization-secret", "organization secret", "CE_ORG"));
        Ok(address.into_iter().chain(user).chain(organization).collect())
    }

    /// Returns the missing name of one of these profiles.
    fn profile(profiles: &[&Profile]) -> Self {
        let names: Vec<&str> = profiles.iter().map(|profile| profile.name.as_str()).collect();
        Self {
            flag: Some("--profile NAME".into()),
            variable: Some("ELEMINT_PROFILE".into()),
            ..Self::new("profile", &format!("the profile, one of {}", names.join(", ")))
        }
    }

    /// Returns the missing profile of a platform.
    pub(in crate::cli) fn profile_of(base: &BaseUrl) -> Self {
        Self {
            flag: Some("--profile NAME".into()),
            variable: Some("ELEMINT_PROFILE".into()),
            ..Self::new("platform", &format!("a profile of {base}"))
        }
    }

    /// Returns the missing element.
    pub(in crate::cli) fn element() -> Self {
        Self {
            flag: Some("elemint create ELEMENT".into()),
            answer: Some("element".into()),
            ..Self::new("element", "the element")
        }
    }

    /// Returns the missing answer to a consent.
    pub(in crate::cli) fn answer() -> Self {
        Self {
            flag: Some("--from-file FILE".into()),
            variable: Some("ELEMINT_FROM_FILE".into()),
            way: Some("or standard input".into()),
            ..Self::new("answer", "the address that the browser ended on")
        }
    }

    /// Returns the missing agreement to a request.
    pub(in crate::cli) fn agreement() -> Self {
        Self {
            flag: Some("--yes".into()),
            variable: Some("ELEMINT_YES".into()),
            ..Self::new("confirmation", "your confirmation")
        }
    }

    /// Returns the missing name of an instance on a protected profile.
    pub(in crate::cli) fn confirmation(profile: &str, name: &str) -> Self {
        Self {
            flag: Some(format!("--confirm {}", shell_quoted(name))),
            variable: Some("ELEMINT_CONFIRM".into()),
            need: Some(format!("profile {profile} is protected, so --yes is not enough")),
            ..Self::new("confirmation", &format!("your confirmation of “{name}”"))
        }
    }

    /// Returns the missing agreement to run the commands of a file.
    pub(in crate::cli) fn commands() -> Self {
        Self {
            flag: Some("--allow-commands".into()),
            variable: Some("ELEMINT_ALLOW_COMMANDS".into()),
            ..Self::new("agreement", "your agreement to run the commands of the file")
        }
    }

    /// Returns the missing secrets of a new profile, and the ways to pass them.
    pub(in crate::cli) fn new_secrets() -> Vec<Self> {
        let secret = |input: &str, label: &str, flag: &str, variable: &str| Self {
            flag: Some(format!("{flag} env:NAME")),
            way: Some("or --stdin".into()),
            variable: Some(variable.into()),
            is_secret: true,
            ..Self::new(input, label)
        };
        vec![
            secret("user-secret", "the user secret", "--user-secret", "ELEMINT_PROFILE_USER_SECRET"),
            secret("organization-secret", "the organization secret", "--org-secret", "ELEMINT_PROFILE_ORG_SECRET"),
        ]
    }

    /// Returns the missing password of an e-mail address.
    pub(in crate::cli) fn password() -> Self {
        Self { flag: Some("--stdin".into()), is_secret: true, ..Self::new("password", "the password") }
    }

    /// Returns the missing IDs of instances.
    pub(in crate::cli) fn instances() -> Self {
        Self { flag: Some("ID".into()), way: Some("or --all".into()), ..Self::new("instances", "the instances") }
    }

    /// Returns a value that a file of instances lacks. `place` is its place in the instance, `label` that of the
    /// instance.
    pub(in crate::cli) fn declared(place: &str, label: &str, reason: &str) -> Self {
        let key = place.strip_prefix("configuration.").unwrap_or(place);
        Self { answer: Some(place.to_owned()), reason: Some(reason.to_owned()), ..Self::new(key, label) }
    }

    /// Returns a declared value whose reference could not be read.
    pub(in crate::cli) fn unread_declared(place: &str, label: &str, reference: &Reference, reason: &str) -> Self {
        Self { variable: variable_of(reference), is_secret: true, ..Self::declared(place, label, reason) }
    }

    /// Returns the secrets of a profile whose variables are not set.
    pub(in crate::cli) fn unset_secrets(profile: &Profile) -> Vec<Self> {
        let account = &profile.account;
        let secrets = [
            ("user-secret", "the user secret", &account.user),
            ("organization-secret", "the organization secret", &account.organization),
        ];
        let unset = secrets.into_iter().filter_map(|(input, label, secret)| {
            let variable = Reference::read(secret.expose()).and_then(|reference| variable_of(&reference));
            let variable = variable.filter(|name| settings::variable(name).is_none())?;
            let label = format!("{label} of profile {}", profile.label());
            Some(Self { variable: Some(variable), is_secret: true, ..Self::new(input, &label) })
        });
        unset.collect()
    }

    /// Returns the secrets of a profile that could not be read.
    pub(in crate::cli) fn secrets(profile: &Profile, fault: &Fault) -> Vec<Self> {
        let unset = Self::unset_secrets(profile);
        if unset.is_empty() { Self::unread(fault) } else { unset }
    }

    /// Returns the inputs whose references could not be read: a secret of the account, or fields of a form. There is none
    /// for another fault.
    pub(in crate::cli) fn unread(fault: &Fault) -> Vec<Self> {
        let reason = Some(fault.problem.clone());
        let keys = match &fault.kind {
            FaultKind::Unread => {
                return vec![Self { is_secret: true, reason, ..Self::new("secret", "a secret of the account") }];
            }
            FaultKind::Fields(keys) if fault.status.is_none() => keys.as_slice(),
            FaultKind::Fields(_)
            | FaultKind::Account
            | FaultKind::Code
            | FaultKind::Refused
            | FaultKind::Busy(_)
            | FaultKind::Unreached
            | FaultKind::Unclear
            | FaultKind::Broken
            | FaultKind::Garbled
            | FaultKind::AlreadyMade
            | FaultKind::Local => &[],
        };
        let field = |key: &FieldKey| Self {
            flag: Some(format!("--set {key}=env:NAME")),
            variable: Some(variable(key.as_str())),
            answer: Some(format!("configuration.{key}")),
            is_secret: true,
            reason: reason.clone(),
            ..Self::new(key.as_str(), key.as_str())
        };
        keys.iter().map(field).collect()
    }
}

/// Returns the variable that a reference names.
fn variable_of(reference: &Reference) -> Option<String> {
    match reference.source() {
        ReferenceSource::Env(name) => Some(name.clone()),
        ReferenceSource::File(_) | ReferenceSource::Command(_) | ReferenceSource::Keyring(_) => None,
    }
}
