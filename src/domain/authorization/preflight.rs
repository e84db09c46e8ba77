//! Checks of an authorization link before the browser opens it, so that faults show before the provider rejects the
//! request.

use super::{Authorization, Expect};
use crate::text::secret::Secret;

/// Result of one check of an authorization link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreflightRemark {
    /// Severity.
    pub verdict: RemarkVerdict,
    /// Text of the finding.
    pub text: String,
}

/// Severity of a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemarkVerdict {
    /// No problem.
    Well,
    /// Information.
    Note,
    /// The authorization will fail or be useless, and should be fixed before the browser opens.
    Wrong,
}

impl Authorization {
    /// Compares the link with the request: scheme, callback, client ID, state, secret and scope.
    pub fn remarks(&self) -> Vec<PreflightRemark> {
        let mut well = vec!["https"];
        let mut remarks = Vec::new();
        let mut add = |verdict, text: String| remarks.push(PreflightRemark { verdict, text });
        if self.address.scheme() != "https" {
            well.clear();
        }
        let registered = self.proxy.as_ref().map(|proxy| proxy.registered.as_deref());
        match self.find("redirect_uri") {
            Some(uri) if registered.is_some_and(|known| known.is_none_or(|known| known == uri)) => {
                well.push("the OAuth proxy");
            }
            Some(uri) if registered.is_some() => {
                add(RemarkVerdict::Wrong, format!("The link sends the browser to {uri} and not to the OAuth proxy."));
            }
            Some(uri) if uri == self.callback.as_str() => well.push("your callback"),
            Some(uri) => {
                add(RemarkVerdict::Wrong, format!("The link sends the browser to {uri} and not to {}.", self.callback));
            }
            None if self.expect == Expect::Code => {
                add(RemarkVerdict::Note, "the link names no callback, so the registered one is used".into());
            }
            None => {}
        }
        match self.find("client_id") {
            // The proxy has the client ID.
            Some(_) if self.key.is_empty() && self.proxy.is_some() => {}
            Some(id) if id != self.key => {
                add(RemarkVerdict::Wrong, "The client ID in the link differs from the one you typed.".into());
            }
            Some(_) => well.push("your client ID"),
            None => {}
        }
        match self.tie() {
            Ok(tie) => well.push(tie),
            Err((verdict, text)) => add(verdict, text.into()),
        }
        if self.carries_secret() {
            add(RemarkVerdict::Note, "the link contains your client secret: do not share it".into());
        }
        if let Some(scope) = self.find("scope").filter(|s| !s.is_empty()) {
            add(RemarkVerdict::Note, format!("asks for scope: {scope}"));
        }
        if !well.is_empty() {
            remarks.insert(
                0,
                PreflightRemark {
                    verdict: RemarkVerdict::Well,
                    text: format!("checked in the link: {}", well.join(" · ")),
                },
            );
        }
        remarks
    }

    /// Returns the name of the parameter that ties an answer to this request, or the remark on its fault.
    fn tie(&self) -> Result<&'static str, (RemarkVerdict, &'static str)> {
        if let Expect::Verifier { token, .. } = &self.expect {
            let found = self.find("oauth_token").is_some_and(|found| Secret::new(found) == *token);
            let wrong = (RemarkVerdict::Wrong, "The link has no request token, so the provider will refuse it.");
            return if found { Ok("the request token") } else { Err(wrong) };
        }
        match self.find("state") {
            Some(state) if self.state.matches(&state) => Ok("a fresh state"),
            Some(_) if self.ignores_state() => {
                Err((RemarkVerdict::Note, "the answer cannot be verified: use only an answer to your own request"))
            }
            Some(_) => {
                Err((RemarkVerdict::Wrong, "The link contains a different state, so no answer to it will match."))
            }
            None if self.redirect.stateless => {
                Err((RemarkVerdict::Note, "this provider returns no state: use only an answer to your own request"))
            }
            None => {
                Err((RemarkVerdict::Wrong, "The link contains no state, so no answer can be matched to this request."))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalog::element::Redirect,
        domain::{CallbackUrl, State},
    };
    use rstest::rstest;

    fn open(address: &str) -> Authorization {
        let callback = CallbackUrl::parse("http://127.0.0.1:1/cb").expect("a callback");
        Authorization::new(address, State::from_bytes(&[7; 32]), callback, "me").expect("valid page")
    }

    fn wrong(page: &Authorization) -> usize {
        page.remarks().iter().filter(|r| r.verdict == RemarkVerdict::Wrong).count()
    }

    #[test]
    fn remarks_compare_link_with_request() {
        let state = State::from_bytes(&[7; 32]);
        let good = format!(
            "https://x.com/a?redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcb&client_id=me&scope=full&state={}",
            state.as_str()
        );
        let texts = |page: &Authorization| page.remarks().into_iter().map(|r| r.text).collect::<Vec<_>>();
        let good = open(&good);
        let well = "checked in the link: https · your callback · your client ID · a fresh state";
        assert_eq!(texts(&good), [well, "asks for scope: full"]);
        let bad = open("https://x.com/a?redirect_uri=https%3A%2F%2Felse.com&client_id=you&state=guess");
        assert_eq!((wrong(&bad), wrong(&open("https://x.com/a?client_id=me"))), (3, 1));
    }

    #[test]
    fn remarks_name_a_missing_callback_for_a_code_alone() {
        let named =
            |page: &Authorization| page.remarks().iter().any(|remark| remark.text.contains("names no callback"));
        let page = open("https://x.com/a?client_id=me&oauth_token=t0ken");
        let of_code = named(&page);
        let page = page.expecting_verifier(Secret::new("t0ken"), Secret::new("secret"));
        assert_eq!((of_code, named(&page)), (true, false));
    }

    #[rstest]
    #[case::secret("client_secret=CANARY", true)]
    #[case::no_secret("client_id=me", false)]
    fn remarks_name_a_secret_in_the_link(#[case] query: &str, #[case] is_named: bool) {
        let page = open(&format!("https://x.com/a?{query}"));
        assert_eq!(page.remarks().iter().any(|remark| remark.text.contains("client secret")), is_named);
    }

    #[test]
    fn missing_state_of_stateless_provider_is_no_fault() {
        let stateless = Redirect { stateless: true, ..Redirect::default() };
        let page = open("https://x.com/a?client_id=me").returning(stateless);
        assert!(!page.is_tied() && page.remarks().iter().all(|r| r.verdict != RemarkVerdict::Wrong));
        let token = || Secret::new("t0ken");
        let oauth1 = |address: &str| open(address).expecting_verifier(token(), token());
        assert_eq!(wrong(&oauth1("https://x.com/a?oauth_token=t0ken")), 0);
        assert_eq!(wrong(&oauth1("https://x.com/a?oauth_token=other")), 1);
    }
}
