//! Authorization through an OAuth proxy. The provider redirects to the proxy, which redirects to the callback. The platform
//! chooses the state of such a request, since the request itself uses `state` for the callback.

use super::{Authorization, ProxiedRedirect, SHORTEST, State};
use crate::text::secret::Secret;

impl Authorization {
    /// Sets the OAuth proxy in front of the callback; `registered` is its address, if it is known. The state of the
    /// platform is taken from the page's address. A proxy may keep it for itself.
    #[must_use]
    pub fn through_proxy(mut self, registered: Option<&str>) -> Self {
        let is_chosen = |state: &String| state.len() >= SHORTEST && !state.contains("://");
        let state = self.find("state").filter(is_chosen);
        self.proxy = Some(ProxiedRedirect { registered: registered.map(str::to_owned), has_state: state.is_some() });
        if let Some(state) = state {
            self.state = State(Secret::new(state));
        }
        self.redirect.stateless = true;
        self
    }

    /// Returns true if a state in an answer proves nothing, because the one that was sent is not known.
    pub fn ignores_state(&self) -> bool {
        self.proxy.as_ref().is_some_and(|proxy| !proxy.has_state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        CallbackUrl, Grant,
        authorization::RemarkVerdict,
        grant::{GrantReading, StateCheck},
    };
    use rstest::rstest;

    const ISSUED: &str = "0123456789abcdef0123456789abcdef";

    fn page(state: &str) -> Authorization {
        let callback = CallbackUrl::parse("http://127.0.0.1:1/cb").expect("a callback");
        let address =
            format!("https://x.com/a?redirect_uri=https%3A%2F%2Fproxy.example%2F1&client_id=me&state={state}");
        let page = Authorization::new(&address, State::from_bytes(&[7; 32]), callback, "me").expect("valid page");
        page.through_proxy(Some("https://proxy.example/1"))
    }

    #[rstest]
    #[case::issued(ISSUED)]
    #[case::guessable("box")]
    fn link_through_a_proxy_has_no_fault(#[case] state: &str) {
        let remarks = page(state).remarks();
        assert!(remarks.iter().all(|remark| remark.verdict != RemarkVerdict::Wrong), "{remarks:?}");
    }

    #[rstest]
    #[case::returned(ISSUED, "&state=0123456789abcdef0123456789abcdef", Some(StateCheck::Matches))]
    #[case::kept_by_the_proxy(ISSUED, "", Some(StateCheck::Absent))]
    #[case::other(ISSUED, "&state=other", None)]
    #[case::guessable("box", "&state=box", Some(StateCheck::Absent))]
    fn answer_is_compared_with_the_state_of_the_platform(
        #[case] sent: &str,
        #[case] returned: &str,
        #[case] expected: Option<StateCheck>,
    ) {
        let answer = format!("http://127.0.0.1:1/cb?code=c0de-0001{returned}");
        let found = match Grant::read(&answer, &page(sent)) {
            GrantReading::Found(grant) => Some(grant.state()),
            _ => None,
        };
        assert_eq!(found, expected);
    }
}
