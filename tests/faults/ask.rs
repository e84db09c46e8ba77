//! Requests of the wizard to the platform.

use crate::{
    kit::{Play, scene},
    server::Request,
};
use elemint::{
    domain::{Account, Profile, ProfileName},
    wizard::{Session, Start},
};

/// Kind of request, by its purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Checks the account.
    SignIn,
    /// The elements there are.
    List,
    /// The page of OAuth 2.
    Page,
    /// The request token of OAuth 1.
    Token,
    /// The page of OAuth 1.
    Verifier,
    /// An instance of an element without consent.
    Make,
    /// Creates an instance after consent.
    MakeGranted,
    /// Looks for the instance of a request without an answer.
    Find,
}

/// Secret that must not appear in any output.
pub const PASSWORD: &str = "canary-password-0001";
pub const CLIENT_SECRET: &str = "canary-client-secret-0001";

impl Ask {
    pub const ALL: [Self; 8] =
        [Self::SignIn, Self::List, Self::Page, Self::Token, Self::Verifier, Self::Make, Self::MakeGranted, Self::Find];

    pub fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    /// Returns true if a request is of this kind.
    pub fn is(self, request: &Request) -> bool {
        let line = request.line.strip_suffix(" HTTP/1.1").unwrap_or_default();
        let line = line.replace("/elements/api-v2", "");
        match self {
            Self::SignIn => line == "GET /organizations/me",
            Self::List => line == "GET /elements",
            Self::Page | Self::Verifier => line.contains("/oauth/url?"),
            Self::Token => line.contains("/oauth/token?"),
            Self::Make | Self::MakeGranted => line == "POST /instances",
            Self::Find => line.starts_with("GET /instances?"),
        }
    }

    /// The good answer to a request of the session.
    pub fn good(request: &Request) -> String {
        let is = |ask: Self| ask.is(request);
        if is(Self::Make) {
            scene::MAGENTO.to_owned()
        } else if is(Self::Find) {
            format!("[{}]", scene::MAGENTO.replace("\"created", "\"x"))
        } else if is(Self::Token) {
            r#"{"token":"request-token-0001","secret":"canary-token-secret"}"#.to_owned()
        } else if is(Self::Page) {
            let state = request.line.split(['?', '&', ' ']).find(|part| part.starts_with("state=")).unwrap_or("x=1");
            let page = format!("https://signin.example/authorize?response_type=code&client_id=client-id-0001&{state}");
            serde_json::json!({ "oauthUrl": page, "element": "x" }).to_string()
        } else if is(Self::List) {
            r#"[{"id":1,"key":"ourown","name":"Our own","hub":"crm","configuration":[]}]"#.to_owned()
        } else {
            r#"{"id":1,"name":"Acme"}"#.to_owned()
        }
    }

    /// A session in which the next key asks for it.
    pub fn begin(self, account: &Account) -> (Play, &'static str) {
        let profile = Profile { name: ProfileName::new("work"), account: account.clone() };
        let known = || Session::new(scene::catalog(), vec![profile.clone()], Some(profile.clone()), None);
        let form = |element: &str| Play::from(known(), &Start::Element(element.into()));
        match self {
            Self::SignIn => {
                let mut play = Play::new(scene::stranger());
                play.paste(account.base.as_str())
                    .keys("<enter>")
                    .keys(scene::USER)
                    .keys("<tab>")
                    .keys(scene::ORGANIZATION);
                (play, "<c-s>")
            }
            Self::List => (Play::new(known()), ""),
            Self::Page | Self::MakeGranted => {
                let mut play = form("infusionsoftecommerce");
                play.keys("<up><c-u>").keys(scene::ELSEWHERE);
                play.keys("<enter>client-id-0001<enter>").keys(CLIENT_SECRET).keys("<enter>Test");
                (play, "<c-s>")
            }
            Self::Token | Self::Verifier => {
                let mut play = form("twitter");
                play.keys("<up><c-u>").keys(scene::ELSEWHERE);
                play.keys("<enter>client-id-0001<enter>").keys(CLIENT_SECRET).keys("<enter>Test");
                (play, "<c-s>")
            }
            Self::Make | Self::Find => {
                let mut play = form("magentosoapv19");
                play.keys("ada<enter>").keys(PASSWORD).keys("<enter>https://shop.example<enter>Test");
                (play, "<c-s>")
            }
        }
    }
}
