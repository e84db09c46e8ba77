//! OAuth proxy of a form: the one that was named, or the one that the instance was authorized through.

use super::{fault::failed, place::Place, report::Report};
use crate::{
    catalog::AuthFlow,
    cli::exit,
    domain::{Draft, OAuthProxy, Purpose},
};

/// Fills in the values of the OAuth proxy.
///
/// # Errors
/// There is no proxy of the given name, or the platform does not list the proxies.
pub(super) async fn fill(place: &Place, draft: &mut Draft) -> Result<(), Report> {
    let name = draft.proxy().map(str::to_owned);
    let is_reauthorized = matches!(draft.purpose(), Purpose::Reauthorize(_)) && draft.flow() == AuthFlow::OAuth2;
    let Ok(account) = place.account() else { return Ok(()) };
    if name.is_none() && !is_reauthorized {
        return Ok(());
    }
    match (place.automation.oauth_proxies(account).await, name) {
        (Ok(proxies), Some(name)) => {
            match OAuthProxy::ids_of(&name, &proxies).as_slice() {
                [_] => {}
                [] => {
                    let words = safe!("No OAuth proxy “{}”. elemint proxies lists them.", name);
                    return Err(Report::failed(exit::NOT_FOUND, words));
                }
                several => {
                    let (number, ids) = (several.len(), several.join(", "));
                    let words = safe!("{} OAuth proxies have the name “{}”: {}. Delete the others.", number, name, ids);
                    return Err(Report::failed(exit::MISUSED, words));
                }
            }
            draft.offer_proxies(proxies.into());
            draft.fill_proxy();
            Ok(())
        }
        (Ok(proxies), None) => {
            draft.offer_proxies(proxies.into());
            Ok(())
        }
        (Err(fault), Some(_)) => Err(failed("Nothing was sent. ", &fault)),
        // Most accounts have no proxies, and some may not list them.
        (Err(_), None) => Ok(()),
    }
}
