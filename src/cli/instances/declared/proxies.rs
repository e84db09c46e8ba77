//! OAuth proxies of declared and exported instances.

use crate::{
    catalog::{AuthFlow, FieldKey, element::oauth_keys::CALLBACK_URL},
    cli::{
        command_error::CommandError,
        exit,
        instances::{access::Access, outcome},
    },
    domain::{ExistingInstance, ListedInstance, OAuthProxy, declared::DeclaredFile},
    text::SafeText,
};
use std::sync::Arc;

/// Fills in the values of the OAuth proxies that the instances of a file go through. `name` is that of the file.
///
/// # Errors
/// A named proxy does not exist, or the platform does not list the proxies.
pub(super) async fn fill(file: &mut DeclaredFile, name: &str, access: &Access) -> Result<(), CommandError> {
    if !file.instances.iter().any(|declared| declared.draft.flow() == AuthFlow::OAuth2) {
        return Ok(());
    }
    let proxies: Arc<[OAuthProxy]> = match access.client.oauth_proxies(&access.account).await {
        Ok(proxies) => proxies.into(),
        Err(fault) if file.instances.iter().any(|declared| declared.proxy().is_some()) => {
            return Err(outcome::refused(&fault));
        }
        // Most accounts have no proxies, and some may not list them.
        Err(_) => return Ok(()),
    };
    let mut text = SafeText::default();
    for declared in &mut file.instances {
        if !declared.offer_proxies(&proxies) {
            let proxy = declared.proxy().unwrap_or_default();
            text.push_line(&safe!("{}:{}: There is no OAuth proxy “{}”.", name, declared.line, proxy));
        }
    }
    if text.is_empty() {
        return Ok(());
    }
    text.push(&"Nothing was sent. elemint proxies lists the OAuth proxies.".into());
    Err(CommandError::new(text, exit::NOT_FOUND))
}

/// Returns the OAuth proxies that instances may have been authorized through; none if the platform does not list them.
pub(super) async fn of_listed(listed: &[ListedInstance], access: &Access) -> Vec<OAuthProxy> {
    let key = FieldKey::new(CALLBACK_URL);
    let has_callback = |listed: &ListedInstance| ExistingInstance::from_listed(listed).value(&key).is_some();
    if !listed.iter().any(has_callback) {
        return Vec::new();
    }
    access.client.oauth_proxies(&access.account).await.unwrap_or_default()
}
