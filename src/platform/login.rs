//! Sign-in with an e-mail address and a password, which the platform exchanges for the two secrets of the account.

use super::{
    answer,
    call::{ApiCall, ApiOperation},
    client::{Client, good},
    fault::garbled,
    wire,
};
use crate::{
    domain::{Account, Fault, fault::FaultKind},
    text::Secret,
};
use reqwest::header::{AUTHORIZATION, HeaderValue};
use serde::Deserialize;
use serde_json::json;
use zeroize::Zeroizing;

/// Answer to a login.
#[derive(Deserialize)]
struct LoginAnswer {
    token: String,
}

/// Secrets of the account that logged in.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AccountSecrets {
    user_secret: String,
    organization_secret: String,
}

const COPY: &str = "Copy the two secrets from the profile menu of the platform's web page instead.";

impl Client {
    /// Returns the account of an e-mail address and its password (`POST /authentication`, then
    /// `GET /authentication/secrets`). The password is sent once, because repeated failures may lock the account.
    ///
    /// # Errors
    /// The reason that the platform gives no secrets.
    pub async fn log_in(&self, email: &str, password: &Secret) -> Result<Account, Fault> {
        let sender = Account::new(self.base.clone(), password.clone(), password.clone());
        let call = self.call(ApiOperation::Login, &sender);
        let url = wire::address(&self.base, &["authentication"], &[])?;
        let body = Zeroizing::new(json!({ "username": email, "password": password.expose() }).to_string());
        let request = self.single()?.post(url).timeout(self.net.reading).body(body.as_bytes().to_vec());
        let answer = self.send_request(request, &call).await?;
        let status = answer.status.as_u16();
        if let Some(fault) = refusal(status, self.base.host()) {
            return Err(Fault { status: Some(status), ..fault });
        }
        let token: LoginAnswer =
            serde_json::from_str(good(&answer, &call)?).map_err(|_error| garbled(&call, &answer, "it has no token"))?;
        self.account_of(Secret::new(token.token), call).await
    }

    async fn account_of(&self, token: Secret, call: ApiCall<'_>) -> Result<Account, Fault> {
        let call = call.hiding(&token);
        let header = Zeroizing::new(format!("Bearer {}", token.expose()));
        let header = HeaderValue::from_str(&header).map(|mut header| {
            header.set_sensitive(true);
            header
        });
        let refused = || Fault::new(FaultKind::Garbled, "The token of the login cannot be sent.", COPY);
        let header = header.map_err(|_error| refused())?;
        let url = wire::address(&self.base, &["authentication", "secrets"], &[])?;
        let request = self.single()?.get(url).header(AUTHORIZATION, header).timeout(self.net.reading);
        let answer = self.read_request(request, answer::OBJECT, &call).await?;
        let secrets: AccountSecrets = serde_json::from_str(good(&answer, &call)?)
            .map_err(|_error| garbled(&call, &answer, "it has no secrets"))?;
        let (user, organization) = (Secret::new(secrets.user_secret), Secret::new(secrets.organization_secret));
        if user.is_empty() || organization.is_empty() {
            return Err(garbled(&call, &answer, "it has no secrets"));
        }
        Ok(Account::new(self.base.clone(), user, organization))
    }
}

/// Returns the fault of a login that the status alone explains. The platform's own web page takes 205 for an expired
/// password, and 206 for a second factor.
fn refusal(status: u16, host: &str) -> Option<Fault> {
    let (problem, hint) = match status {
        205 => (
            format!("The password for {host} has expired."),
            "Set a new one on the platform's web page, then sign in again.".to_owned(),
        ),
        206 => (format!("{host} asks for a second factor, which elemint cannot answer."), COPY.to_owned()),
        401 => (
            format!("{host} does not accept this e-mail address and password."),
            "Check both, and that they belong to this host. Repeated failures may lock the account.".to_owned(),
        ),
        404 | 405 => (format!("{host} has no sign-in with an e-mail address and a password."), COPY.to_owned()),
        _ => return None,
    };
    Some(Fault::new(FaultKind::Account, problem, hint))
}
