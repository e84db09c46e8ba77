//! What is asked of the platform, and what must not be repeated of it.

use super::{net::ProxyPlace, text};
use crate::{
    catalog::{ElementKey, FieldKey},
    domain::{Account, Consent, Draft, Instance, Provision},
    text::Secret,
};

/// What is being asked, for the sentence when it fails.
#[derive(Clone, Debug)]
pub(super) struct Call<'a> {
    pub(super) host: String,
    /// Proxy on the way there.
    pub(super) proxy: Option<ProxyPlace>,
    pub(super) aim: Aim<'a>,
    secrets: Vec<Secret>,
}

/// The things that are asked.
#[derive(Clone, Copy, Debug)]
pub(super) enum Aim<'a> {
    Check,
    Consent(&'a Consent),
    Create(&'a Provision),
    Element(&'a ElementKey),
    Elements,
    Find,
    Ping(&'a Instance),
}

impl<'a> Call<'a> {
    pub(super) fn new(aim: Aim<'a>, account: &Account, proxy: Option<ProxyPlace>) -> Self {
        let mut secrets = vec![account.user.clone(), account.organization.clone()];
        match aim {
            Aim::Check | Aim::Element(_) | Aim::Elements | Aim::Find => {}
            Aim::Consent(consent) => secrets.extend(consent.filled().draft().secrets().cloned()),
            Aim::Create(provision) => {
                let extras = provision.grant().into_iter().flat_map(|g| g.extras().iter().map(|(_, v)| v.clone()));
                secrets.extend(provision.secrets().chain(extras));
            }
            Aim::Ping(instance) => secrets.push(instance.token.clone()),
        }
        Self { host: account.base.host().to_owned(), proxy, aim, secrets }
    }

    /// The same with something more that must not be repeated.
    pub(super) fn hiding(mut self, secret: &Secret) -> Self {
        self.secrets.push(secret.clone());
        self
    }

    /// What a person calls a field: the form's word, not the platform's.
    pub(super) fn label(&self, key: &FieldKey) -> String {
        let field = self.draft().and_then(|draft| draft.field(key));
        field.map_or_else(|| key.to_string(), |field| field.label.clone())
    }

    /// The form it came from, where it came from one.
    pub(super) fn draft(&self) -> Option<&'a Draft> {
        match self.aim {
            Aim::Create(provision) => Some(provision.filled().draft()),
            Aim::Consent(consent) => Some(consent.filled().draft()),
            _ => None,
        }
    }

    /// Whether something exists afterwards that did not before.
    pub(super) fn makes(&self) -> bool {
        matches!(self.aim, Aim::Create(_))
    }

    /// The number a server gave the request, fit to be quoted.
    pub(super) fn id(&self, said: &str) -> Option<String> {
        text::id(said, &self.secrets)
    }

    /// A server's words, fit to be shown.
    pub(super) fn shown(&self, said: &str) -> String {
        text::shown(said, &self.secrets)
    }
}
