//! Short links that redirect a browser to the provider, and the cookie that identifies it when it comes back.
//!
//! Every user of a machine can read a program's arguments, and the provider's address contains the state. Therefore the
//! browser is started with a link that works once and sets a cookie: only an answer from that browser counts without a
//! question (RFC 9700 §2.1 asks for a state tied to the browser).

use crate::text::Secret;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hyper::{
    HeaderMap,
    header::{COOKIE, HeaderValue},
};
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

/// First part of the path of every link.
const PATH: &str = "/go/";
/// Seconds, the longest time that an answer is accepted.
const COOKIE_LIFE: u32 = 3600;

/// The links of one authorization.
#[derive(Debug)]
pub(super) struct Launch {
    /// Address that every link redirects to.
    target: Secret,
    /// First part of every link: `http://127.0.0.1:8910`.
    origin: String,
    /// Path that the browser comes back to; `None` if that is not on this machine.
    callback: Option<String>,
    name: String,
    value: Secret,
    links: Mutex<Vec<Link>>,
    followed: AtomicBool,
    /// Two browsers opened one link, and it is unknown which of them is the user's.
    contested: AtomicBool,
}

#[derive(Debug)]
struct Link {
    path: Secret,
    used: bool,
}

/// Outcome of a request for a path.
#[derive(Debug)]
pub(super) enum Follow {
    /// Redirect to this address, with these cookies.
    Onward(HeaderValue, Vec<HeaderValue>),
    /// Another browser has used the link.
    Used,
    /// The path is not a link.
    Unknown,
}

/// Source of new links, for the code that starts browsers.
#[derive(Clone, Debug)]
pub struct Links(Arc<Launch>);

impl Links {
    /// Source of links to the address of a launch.
    pub(super) fn new(launch: &Arc<Launch>) -> Self {
        Self(Arc::clone(launch))
    }

    /// Creates a link that works for one browser. Returns `None` if the system has no random numbers.
    pub fn fresh(&self) -> Option<Secret> {
        self.0.link()
    }

    /// Returns true if the links redirect to this address.
    pub fn lead_to(&self, address: &Secret) -> bool {
        self.0.target == *address
    }
}

impl Launch {
    /// Creates a launch without links. Returns `None` if the system has no random numbers.
    pub(super) fn new(target: Secret, origin: String, callback: Option<&str>) -> Option<Self> {
        Some(Self {
            target,
            origin,
            callback: callback.map(str::to_owned),
            name: format!("elemint-{}", random::<9>()?),
            value: Secret::new(random::<32>()?),
            links: Mutex::default(),
            followed: AtomicBool::new(false),
            contested: AtomicBool::new(false),
        })
    }

    /// Returns true if a path is reserved for links.
    pub(super) fn owns(path: &str) -> bool {
        path.starts_with(PATH)
    }

    fn link(&self) -> Option<Secret> {
        let path = format!("{PATH}{}", random::<16>()?);
        let link = Secret::new(format!("{}{path}", self.origin));
        let mut links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        links.push(Link { path: Secret::new(path), used: false });
        Some(link)
    }

    /// Follows a link. The same browser may follow it again: windows are restored, and users click twice.
    pub(super) fn follow(&self, path: &str, headers: &HeaderMap) -> Follow {
        let asked = Secret::new(path);
        let mut links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(link) = links.iter_mut().find(|link| link.path == asked) else { return Follow::Unknown };
        if std::mem::replace(&mut link.used, true) && !self.knows(headers) {
            self.contested.store(true, Ordering::Release);
            return Follow::Used;
        }
        self.followed.store(true, Ordering::Release);
        match HeaderValue::from_str(self.target.expose()) {
            Ok(mut target) => {
                target.set_sensitive(true);
                Follow::Onward(target, self.cookies(path))
            }
            Err(_) => Follow::Unknown,
        }
    }

    /// Returns true if an answer may come from the browser with these headers: any browser, until one has followed a
    /// link.
    pub(super) fn may_answer(&self, headers: &HeaderMap) -> bool {
        !self.followed.load(Ordering::Acquire) || self.knows(headers)
    }

    /// Returns true if an answer of this browser is used without a question: no other browser opened its link.
    pub(super) fn is_sure(&self, headers: &HeaderMap) -> bool {
        self.may_answer(headers) && !self.contested.load(Ordering::Acquire)
    }

    fn knows(&self, headers: &HeaderMap) -> bool {
        let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(name, value)| name == self.name && Secret::new(value) == self.value)
    }

    /// All ports of a host share their cookies. The paths keep these cookies from other servers of this machine.
    fn cookies(&self, link: &str) -> Vec<HeaderValue> {
        let secure = if self.origin.starts_with("https:") { "; Secure" } else { "" };
        let cookie = |path: &str| {
            let (name, value) = (&self.name, self.value.expose());
            let text = format!("{name}={value}; Path={path}; Max-Age={COOKIE_LIFE}; HttpOnly; SameSite=Lax{secure}");
            let mut cookie = HeaderValue::from_str(&text).ok()?;
            cookie.set_sensitive(true);
            Some(cookie)
        };
        // A semicolon would end the path for the browser.
        let callback = self.callback.as_deref().map(|path| if path.contains(';') { "/" } else { path });
        callback.into_iter().chain([link]).filter_map(cookie).collect()
    }
}

fn random<const N: usize>() -> Option<String> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).ok()?;
    Some(URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TARGET: &str = "https://signin.example.com/a?state=s";

    fn launch() -> Arc<Launch> {
        Arc::new(Launch::new(Secret::new(TARGET), "http://127.0.0.1:9".into(), Some("/cb")).expect("random numbers"))
    }

    fn path(launch: &Arc<Launch>) -> String {
        let link = Links::new(launch).fresh().expect("a link");
        link.expose().strip_prefix("http://127.0.0.1:9").expect("a short link").to_owned()
    }

    fn onward(follow: Follow) -> (String, Vec<String>) {
        let text = |value: &HeaderValue| value.to_str().expect("text").to_owned();
        match follow {
            Follow::Onward(target, cookies) => (text(&target), cookies.iter().map(text).collect()),
            other => panic!("{other:?}"),
        }
    }

    fn carrying(cookies: &[String]) -> HeaderMap {
        let pair = cookies[0].split(';').next().expect("a pair");
        HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(&format!("other=1; {pair}")).expect("a header"))])
    }

    #[test]
    fn link_serves_one_browser_repeatedly() {
        let launch = launch();
        let path = path(&launch);
        let (target, cookies) = onward(launch.follow(&path, &HeaderMap::new()));
        assert_eq!(target, TARGET);
        assert!(matches!(launch.follow(&path, &HeaderMap::new()), Follow::Used));
        assert_eq!(onward(launch.follow(&path, &carrying(&cookies))).0, TARGET);
    }

    #[test]
    fn cookies_are_limited_to_callback_and_link() {
        let launch = launch();
        let path = path(&launch);
        let (_, cookies) = onward(launch.follow(&path, &HeaderMap::new()));
        let places: Vec<_> = cookies.iter().map(|cookie| cookie.split("; ").nth(1).expect("a path")).collect();
        assert_eq!(places, ["Path=/cb", &format!("Path={path}")]);
        assert!(cookies.iter().all(|cookie| cookie.ends_with("HttpOnly; SameSite=Lax")), "{cookies:?}");
    }

    #[test]
    fn followed_link_requires_answer_from_the_same_browser() {
        let launch = launch();
        assert!(launch.may_answer(&HeaderMap::new()));
        let (_, cookies) = onward(launch.follow(&path(&launch), &HeaderMap::new()));
        assert!(!launch.may_answer(&HeaderMap::new()));
        assert!(launch.may_answer(&carrying(&cookies)));
        let strangers = self::launch();
        let (_, strange) = onward(strangers.follow(&path(&strangers), &HeaderMap::new()));
        assert!(!launch.may_answer(&carrying(&strange)));
    }

    #[test]
    fn each_link_is_new_and_a_guess_is_refused() {
        let launch = launch();
        assert_ne!(path(&launch), path(&launch));
        assert!(matches!(launch.follow("/go/", &HeaderMap::new()), Follow::Unknown));
        assert!(!launch.followed.load(Ordering::Acquire));
    }

    #[test]
    fn debug_of_a_link_shows_no_token() {
        let launch = launch();
        let link = path(&launch);
        let shown = format!("{launch:?} {:?}", launch.follow(&link, &HeaderMap::new()));
        assert!(
            !shown.contains(&link) && !shown.contains("state=s") && !shown.contains(launch.value.expose()),
            "{shown}"
        );
    }
}
