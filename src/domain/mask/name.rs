//! What the name of a value tells about it.

/// Whether a value with this name is secret: `oauth.user.token`, `sessionId`, `private_key`; but not a token's URL.
pub fn is_secret_name(name: &str) -> bool {
    let name = squeeze(name);
    let harmless = words(HARMLESS_ENDS).any(|end| name.ends_with(end));
    words(SECRET_NAMES).any(|secret| name == secret) || !harmless && words(SECRET_PARTS).any(|part| name.contains(part))
}

/// The name without what people put between its words, so that one spelling stands for all.
pub(super) fn squeeze(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn words(list: &str) -> impl Iterator<Item = &str> {
    list.split_ascii_whitespace()
}

const SECRET_PARTS: &str = "secret password passwd passphrase passcode pwd token credential authorization signature \
    bearer cookie sessionid apikey privatekey accesskey sharedkey signingkey encryptionkey masterkey accountkey \
    clientkey consumerkey licensekey storagekey subscriptionkey securitykey authkey userkey";

const SECRET_NAMES: &str = "auth jwt otp pass pin salt sid";

/// What is said about a secret is not the secret.
const HARMLESS_ENDS: &str = "url uri type time interval expiresin expires expiry expiration enabled required";

/// Whether a setting of an instance with this name is known to be harmless.
pub(super) fn is_harmless_setting(name: &str) -> bool {
    let squeezed = squeeze(name);
    let lower = name.to_lowercase();
    words(SETTING_STARTS).any(|start| lower.starts_with(start))
        || words(SETTING_ENDS).any(|end| squeezed.ends_with(end))
}

const SETTING_STARTS: &str = "event. pagination. bulk. filter. document.";

const SETTING_ENDS: &str = "url scope expiresin authenticationtime authenticationtype refreshinterval refreshtime \
    username domain site region bucket bucketname timezone environment";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_by_their_words_however_they_are_spelled() {
        let secret = "token oauth.user.token accessToken refresh_token X-API-Token password userPassword api.key apikey \
            API_KEY private.key privateKey session.id Authorization credentials client_secret \
            event.notification.signature.key aws.secret.access.key pin";
        for name in words(secret) {
            assert!(is_secret_name(name), "{name}");
        }
        let open = "oauth.token.url oauth.authorization.url token_type key id authentication.type expires_in hub";
        for name in words(open) {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
