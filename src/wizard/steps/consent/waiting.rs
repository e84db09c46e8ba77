//! The wait for an answer to a page that is known.

use super::ConsentOffers;
use crate::{
    domain::{
        Authorization, CallbackUrl, Grant,
        authorization::RemarkVerdict,
        grant::{GrantReading, Notices, Refusal},
    },
    text::Secret,
    wizard::{
        command::Action,
        effect::{Effect, ScreenEffect, VisitEffect},
        input::LineEditor,
        link_handover::{LaunchEnvironment, LinkDelivery, LinkHandover},
        reply::{Blocked, Listening},
    },
};
use std::time::Duration;

/// Time to wait for an answer. The pages of providers give up sooner.
pub const PATIENCE: Duration = Duration::from_secs(600);

/// Pause before a port that was taken is tried again.
pub(super) const PAUSE: Duration = Duration::from_secs(5);

/// The wait for an answer to a page that is known.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The page.
    pub authorization: Authorization,
    /// Way of the link to a browser.
    pub handover: LinkHandover,
    /// State of the listener at the callback.
    pub listener: ListenerState,
    /// Details of the listener.
    pub listening: Listening,
    /// State of the browser.
    pub browser: BrowserLaunch,
    /// The pasted answer. It may hold a code, so it is masked and wiped; ctrl-r shows it.
    pub paste: LineEditor,
    /// The pasted answer is shown.
    pub revealed: bool,
    /// Reading of the pasted answer.
    pub reading: GrantReading,
    /// Callback of the link that the pasted text answers, if it is one of an earlier session.
    pub(super) earlier: Option<CallbackUrl>,
    /// Answers that need confirmation.
    pub offers: ConsentOffers,
    /// The selected answer of several.
    pub(super) mark: Option<Grant>,
    /// Visits at the callback that brought no answer.
    pub notices: Notices,
    /// The provider's refusal, if any.
    pub refused: Option<Refusal>,
    /// View that takes the complete screen.
    pub view: LinkView,
    /// End of the wait, in the time of the visit.
    pub until: Duration,
    /// True if the wait was continued after its end. The time is known only from the next tick on.
    pub(super) is_continued: bool,
    /// Time to try a port again that was taken.
    pub(super) again: Duration,
}

/// State of the listener at the callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListenerState {
    /// The callback is not on this machine, so the answer is pasted.
    Elsewhere,
    /// The port is being opened.
    Opening,
    /// Listening.
    Open,
    /// Not listening, with the reason.
    Shut(Blocked),
}

/// State of the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrowserLaunch {
    /// Not yet: it opens once the answer can be caught.
    Waiting,
    /// Held back, because something is wrong with the link: the person decides.
    Held,
    /// Being started.
    Opening,
    /// Started; it is unknown if it shows the page.
    Done,
    /// None is started: the link is taken to one by hand.
    ByHand,
    /// Not started, with the reason.
    Failed(String),
}

/// View that takes the complete screen while an answer is awaited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkView {
    /// None.
    #[default]
    None,
    /// The link.
    Link,
    /// The link as a picture for a phone.
    Picture,
}

impl Waiting {
    /// The wait begins by listening where the answer can be caught, else by handing the link over.
    pub(super) fn new(authorization: Authorization, handover: LinkHandover) -> (Self, Option<Effect>) {
        let here = authorization.callback().listen_address().is_some();
        let wrong = authorization.remarks().iter().any(|remark| remark.verdict == RemarkVerdict::Wrong);
        let mut waiting = Self {
            handover,
            listener: if here { ListenerState::Opening } else { ListenerState::Elsewhere },
            listening: Listening::default(),
            browser: if wrong { BrowserLaunch::Held } else { BrowserLaunch::Waiting },
            paste: LineEditor::new("", true),
            revealed: false,
            reading: GrantReading::Empty,
            earlier: None,
            offers: ConsentOffers::default(),
            mark: None,
            notices: Notices::default(),
            refused: None,
            view: LinkView::None,
            until: PATIENCE,
            is_continued: false,
            again: PAUSE,
            authorization,
        };
        let first = if here { Some(waiting.listen()) } else { waiting.set_out() };
        (waiting, first)
    }

    /// Returns the complete link.
    pub fn link(&self) -> Secret {
        Secret::new(self.authorization.address())
    }

    /// The short link that leads a browser of this machine to the page, where one was opened and none went out by
    /// itself: it works for one.
    pub fn short(&self) -> Option<&Secret> {
        self.listening.link.as_ref().filter(|_| self.listener == ListenerState::Open && self.is_by_hand())
    }

    /// Returns true if the user has to open the link in a browser.
    pub fn is_by_hand(&self) -> bool {
        matches!(self.browser, BrowserLaunch::ByHand | BrowserLaunch::Failed(_))
            || self.handover.delivery != LinkDelivery::Open
    }

    /// The command that brings the answer from the person's own machine to this one, where one is needed.
    pub fn tunnel(&self) -> Option<String> {
        match (&self.handover.place, self.authorization.callback().listen_address()) {
            (LaunchEnvironment::Ssh(remote), Some(door)) => Some(remote.tunnel(&door.host, door.port)),
            (LaunchEnvironment::Ssh(_), None)
            | (LaunchEnvironment::Container | LaunchEnvironment::Headless | LaunchEnvironment::Here, _) => None,
        }
    }

    /// Returns true if an action concerns a link that was answered already, and is of no use any more.
    pub fn is_over(&self, action: Action) -> bool {
        let of_link = [Action::Copy, Action::KeepLink, Action::CopyTunnel, Action::Retry];
        let of_wait = [Action::Alone, Action::Picture, Action::Longer];
        self.refused.is_some() && of_link.iter().chain(&of_wait).any(|of| *of == action)
    }

    /// Performs an action; `None` for those that are not specific to the wait.
    pub(super) fn act(&mut self, action: Action, now: Duration) -> Option<Vec<Effect>> {
        let effect = match action {
            Action::Copy => Some(self.copy()),
            Action::KeepLink => Some(Effect::Visit(VisitEffect::KeepLink(self.link()))),
            Action::CopyTunnel => {
                self.tunnel().map(|line| Effect::Screen(ScreenEffect::Copy(Secret::new(line), "the ssh command")))
            }
            Action::Retry => {
                self.listener = ListenerState::Opening;
                Some(self.listen())
            }
            _ => return self.change(action, now).then(Vec::new),
        };
        Some(effect.into_iter().collect())
    }

    /// Performs an action that changes this screen alone. Returns false for other actions.
    fn change(&mut self, action: Action, now: Duration) -> bool {
        match action {
            Action::Back => return self.step_back(),
            Action::Alone => self.toggle(LinkView::Link),
            Action::Picture => self.toggle(LinkView::Picture),
            Action::Longer => {
                self.is_continued |= now >= self.until;
                self.until += PATIENCE;
            }
            Action::Reveal => self.revealed = !self.revealed,
            Action::Up | Action::Down => self.choose(action == Action::Up),
            _ => return false,
        }
        true
    }

    pub(super) fn listen(&self) -> Effect {
        Effect::Visit(VisitEffect::Listen(Box::new(self.authorization.clone())))
    }

    /// Listening has begun: now is the time for the browser, unless the person has seen to it.
    pub(super) fn opened(&mut self, listening: Listening) -> Option<Effect> {
        self.listener = ListenerState::Open;
        self.listening = listening;
        self.set_out()
    }

    /// Records a blocked port. The program that owns it would get the answer, so the user decides; the port is tried
    /// again from time to time.
    pub(super) fn blocked(&mut self, blocked: Blocked, now: Duration) {
        self.listener = ListenerState::Shut(blocked);
        self.again = now + PAUSE;
    }

    /// Hands the link over, if that is still to be done.
    fn set_out(&mut self) -> Option<Effect> {
        if self.browser == BrowserLaunch::Waiting { self.hand_over() } else { None }
    }

    /// Hands the link over in the way the settings want.
    pub(super) fn hand_over(&mut self) -> Option<Effect> {
        let (browser, effect) = match self.handover.delivery {
            LinkDelivery::Open => (BrowserLaunch::Opening, Some(Effect::Visit(VisitEffect::Open(self.link())))),
            LinkDelivery::Show => (BrowserLaunch::ByHand, None),
            LinkDelivery::Copy => (BrowserLaunch::ByHand, Some(self.copy())),
        };
        self.browser = browser;
        effect
    }

    pub(super) fn copy(&self) -> Effect {
        Effect::Screen(ScreenEffect::Copy(self.link(), "the link"))
    }

    fn toggle(&mut self, view: LinkView) {
        self.view = if self.view == view { LinkView::None } else { view };
    }

    pub(super) fn read(&mut self) {
        self.view = LinkView::None;
        // A reveal applies to the text at that time only.
        self.revealed &= !self.paste.is_empty();
        self.reading = Grant::read(self.paste.text(), &self.authorization);
        self.fall_back();
    }

    /// Replaces the line with a pasted answer; wrapped lines are one address.
    pub(super) fn take(&mut self, text: &str) {
        if text.trim().is_empty() {
            return self.empty();
        }
        self.paste.set("");
        self.paste.insert(text.trim());
        self.revealed = false;
        self.view = LinkView::None;
        self.reading = Grant::read(text, &self.authorization);
    }

    pub(super) fn close_view(&mut self) {
        self.view = LinkView::None;
    }

    /// Closes the view that takes the complete screen, or else empties the line. Returns false if there was neither.
    fn step_back(&mut self) -> bool {
        let (open, typed) = (self.view != LinkView::None, !self.paste.text().is_empty());
        if open {
            self.view = LinkView::None;
        } else if typed {
            self.empty();
        }
        open || typed
    }

    fn empty(&mut self) {
        self.paste.set("");
        self.earlier = None;
        self.reading = GrantReading::Empty;
        self.fall_back();
    }

    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.refused = Some(refusal);
        self.view = LinkView::None;
        self.offers = ConsentOffers::default();
        self.empty();
    }
}
