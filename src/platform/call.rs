//! Operations of the platform's API, and which of them must not be repeated.

use super::{net::ProxyPlace, text};
use crate::{
    catalog::{ElementKey, FieldKey},
    domain::{Account, Consent, CreateRequest, Draft, Instance, InstanceUpdate, Reauthorization, RequestParts},
    text::Secret,
};

/// Call in progress, described for the sentence when it fails.
#[derive(Clone, Debug)]
pub(super) struct ApiCall<'a> {
    pub(super) host: String,
    /// Proxy on the way there.
    pub(super) proxy: Option<ProxyPlace>,
    pub(super) aim: ApiOperation<'a>,
    secrets: Vec<Secret>,
}

/// Operations.
#[derive(Clone, Copy, Debug)]
pub(super) enum ApiOperation<'a> {
    Check,
    Consent(&'a Consent),
    Create(&'a CreateRequest),
    Delete,
    Element(&'a ElementKey),
    Elements,
    Find,
    Instance,
    Instances,
    /// Exchanges an e-mail address and a password for the account's secrets.
    Login,
    /// Creates, changes or deletes an OAuth proxy.
    OAuthProxyChange,
    OAuthProxies,
    Ping(&'a Instance),
    Reauthorize(&'a Reauthorization),
    /// Reads a resource of the provider through an instance.
    Resource(&'a Instance),
    /// Enables or disables an instance.
    Switch,
    Update(&'a InstanceUpdate),
}

impl ApiOperation<'_> {
    /// Returns the name of the operation, for a log.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Consent(_) => "consent",
            Self::Create(_) => "create",
            Self::Delete => "delete",
            Self::Element(_) => "element",
            Self::Elements => "elements",
            Self::Find => "find",
            Self::Instance => "instance",
            Self::Instances => "instances",
            Self::Login => "log in",
            Self::OAuthProxyChange => "change OAuth proxy",
            Self::OAuthProxies => "OAuth proxies",
            Self::Ping(_) => "ping",
            Self::Reauthorize(_) => "re-authorize",
            Self::Resource(_) => "resource",
            Self::Switch => "switch",
            Self::Update(_) => "update",
        }
    }
}

impl<'a> ApiCall<'a> {
    pub(super) fn new(aim: ApiOperation<'a>, account: &Account, proxy: Option<ProxyPlace>) -> Self {
        let mut secrets = vec![account.user.clone(), account.organization.clone()];
        match aim {
            ApiOperation::Check
            | ApiOperation::Delete
            | ApiOperation::Element(_)
            | ApiOperation::Elements
            | ApiOperation::Find
            | ApiOperation::Instance
            | ApiOperation::Instances
            | ApiOperation::Login
            | ApiOperation::OAuthProxies
            | ApiOperation::OAuthProxyChange
            | ApiOperation::Switch => {}
            ApiOperation::Consent(consent) => secrets.extend(consent.filled().draft().secrets().cloned()),
            ApiOperation::Create(request) => secrets.extend(sent_secrets(request.parts())),
            ApiOperation::Reauthorize(request) => secrets.extend(sent_secrets(request.parts())),
            ApiOperation::Ping(instance) | ApiOperation::Resource(instance) => secrets.push(instance.token.clone()),
            ApiOperation::Update(update) => secrets.extend(update.secrets()),
        }
        Self { host: account.base.host().to_owned(), proxy, aim, secrets }
    }

    /// The same with something more that must not be repeated.
    pub(super) fn hiding(mut self, secret: &Secret) -> Self {
        self.secrets.push(secret.clone());
        self
    }

    /// Returns the form's label of a field, rather than the platform's key.
    pub(super) fn label(&self, key: &FieldKey) -> String {
        let field = self.draft().and_then(|draft| draft.field(key));
        field.map_or_else(|| key.to_string(), |field| field.label.clone())
    }

    /// The form it came from, where it came from one.
    pub(super) fn draft(&self) -> Option<&'a Draft> {
        match self.aim {
            ApiOperation::Consent(consent) => Some(consent.filled().draft()),
            _ => self.request().map(|request| request.filled().draft()),
        }
    }

    /// Returns true if the operation changes something on the platform.
    pub(super) fn is_write(&self) -> bool {
        self.is_creation() || self.is_change() || self.is_proxy_change()
    }

    /// Returns the request of a creation or a re-authorization.
    pub(super) fn request(&self) -> Option<&'a RequestParts> {
        match self.aim {
            ApiOperation::Create(request) => Some(request.parts()),
            ApiOperation::Reauthorize(request) => Some(request.parts()),
            _ => None,
        }
    }

    /// Returns true if the operation creates an instance.
    pub(super) fn is_creation(&self) -> bool {
        matches!(self.aim, ApiOperation::Create(_))
    }

    /// Returns true if the operation creates, changes or deletes an OAuth proxy.
    pub(super) fn is_proxy_change(&self) -> bool {
        matches!(self.aim, ApiOperation::OAuthProxyChange)
    }

    /// Returns true if the operation changes or deletes an instance.
    fn is_change(&self) -> bool {
        matches!(
            self.aim,
            ApiOperation::Delete | ApiOperation::Reauthorize(_) | ApiOperation::Switch | ApiOperation::Update(_)
        )
    }

    /// Returns true if the operation is about one existing instance, by its ID.
    pub(super) fn has_instance(&self) -> bool {
        self.is_change() || matches!(self.aim, ApiOperation::Instance)
    }

    /// The number a server gave the request, fit to be quoted.
    pub(super) fn id(&self, words: &str) -> Option<String> {
        text::id(words, &self.secrets)
    }

    /// A server's words, fit to be shown.
    pub(super) fn shown(&self, words: &str) -> String {
        text::shown(words, &self.secrets)
    }
}

/// Returns the secrets of a request, and those that came with its grant.
fn sent_secrets(request: &RequestParts) -> impl Iterator<Item = Secret> {
    let extras = request.grant().into_iter().flat_map(|grant| grant.extras().iter().map(|(_, value)| value.clone()));
    request.secrets().chain(extras)
}
