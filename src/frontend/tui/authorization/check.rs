//! What was found out while waiting, a line each.

use crate::{
    domain::authorization::{PreflightRemark, RemarkVerdict},
    frontend::tui::{Theme, parts},
    text::count,
    wizard::{
        Tone,
        link_handover::{LaunchEnvironment, LinkDelivery},
        steps::authorization::{BrowserLaunch, ListenerState, Waiting},
    },
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// One thing that was found out, and whether it is well.
pub(super) struct Check {
    tone: Tone,
    text: String,
    /// Told in as many rows as it takes; what is only good to know is cut short.
    is_whole: bool,
}

impl Check {
    pub(super) fn well(text: impl Into<String>) -> Self {
        Self { tone: Tone::Good, text: text.into(), is_whole: false }
    }

    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { tone: Tone::Plain, text: text.into(), is_whole: false }
    }

    pub(super) fn wrong(text: impl Into<String>) -> Self {
        Self { tone: Tone::Bad, text: text.into(), is_whole: true }
    }

    fn rows(&self, width: u16) -> usize {
        parts::wrap(&self.text, width).len()
    }

    /// What comes first where there is no room for all.
    pub(super) fn rank(&self) -> u8 {
        u8::from(self.tone != Tone::Bad)
    }

    /// Draws it in the rows there are and returns those it took.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) -> u16 {
        let beside = parts::after(area, 2);
        // Half an address is of no use; half a sentence that tells what is wrong still tells something.
        let fits = self.tone == Tone::Bad || !self.is_whole || self.rows(beside.width) <= usize::from(area.height);
        if area.height == 0 || !fits {
            return 0;
        }
        let sign = match self.tone {
            Tone::Good => parts::sign(true, theme),
            Tone::Plain => Span::styled("· ", theme.dim),
            Tone::Bad => parts::sign(false, theme),
        };
        parts::put(frame, area, 0, Line::from(sign));
        let text = theme.named(&self.text);
        if self.is_whole {
            return parts::wrapped(frame, beside, &text, theme.text).min(area.height);
        }
        parts::put(frame, beside, 0, Line::styled(parts::cut(&text, usize::from(beside.width)), theme.text));
        1
    }
}

impl From<PreflightRemark> for Check {
    fn from(remark: PreflightRemark) -> Self {
        match remark.verdict {
            RemarkVerdict::Well => Self::well(remark.text),
            RemarkVerdict::Note => Self::plain(remark.text),
            RemarkVerdict::Wrong => Self::wrong(remark.text),
        }
    }
}

/// All of it, in the order a person needs it.
pub(super) fn all(waiting: &Waiting) -> Vec<Check> {
    let mut said = door(waiting);
    if waiting.browser != BrowserLaunch::Held {
        said.extend(browser(waiting));
    }
    said.extend(waiting.authorization.remarks().into_iter().map(Check::from));
    if waiting.browser == BrowserLaunch::Held {
        said.extend(browser(waiting));
    }
    said.extend(notices(waiting).into_iter().map(Check::wrong));
    said
}

/// Sentences about visits at the callback that brought no answer.
fn notices(waiting: &Waiting) -> Vec<String> {
    let notices = waiting.notices;
    let mut said = Vec::new();
    if notices.is_contested {
        said.push(
            "Two browsers opened the short link, so answers wait for your yes. alt-c copies the long link.".into(),
        );
    }
    if notices.has_other_user {
        said.push(
            "Another user of this machine came by. Their answers wait for your yes; alt-c copies the long link.".into(),
        );
    }
    if notices.unreadable > 0 {
        said.push("An answer arrived but was too large to read (cookies). Paste the address the browser shows.".into());
    }
    if notices.ignored > 0 {
        let callbacks = count(notices.ignored as usize, "unexpected callback", "unexpected callbacks");
        said.push(format!("{callbacks} ignored"));
    }
    said
}

fn door(waiting: &Waiting) -> Vec<Check> {
    let callback = waiting.authorization.callback();
    let register = || Check::plain(format!("callback to register: {callback}   alt-l copies it"));
    match &waiting.door {
        ListenerState::Open => {
            let mut said = vec![Check::well(format!("listening on {callback}   alt-l copies it"))];
            if let Some(fingerprint) = &waiting.listening.fingerprint {
                let words = "its certificate is elemint's own, so the browser warns once; SHA-256:";
                said.push(Check { is_whole: true, ..Check::plain(format!("{words} {}", in_groups(fingerprint))) });
            }
            said.extend(waiting.short().map(|link| {
                let whence = if waiting.tunnel().is_some() { "through the tunnel" } else { "on this machine" };
                Check { is_whole: true, ..Check::plain(format!("short for a browser {whence}: {}", link.expose())) }
            }));
            if waiting.handover.place == LaunchEnvironment::Container && waiting.is_by_hand() {
                said.push(Check::plain("a browser outside the container may not reach it: then paste"));
            }
            said
        }
        ListenerState::Opening => vec![Check::plain(format!("opening {callback}"))],
        ListenerState::Shut(blocked) => {
            let words = "elemint tries again by itself, alt-r at once; or paste the answer below.";
            vec![Check::wrong(format!("{} {words}", blocked.why)), register()]
        }
        ListenerState::Elsewhere => {
            let words = "your callback is not on this machine: paste the address the browser ends on";
            vec![Check::plain(words), register()]
        }
    }
}

/// With a blank after every eight bytes, as people compare them.
fn in_groups(fingerprint: &str) -> String {
    let bytes: Vec<&str> = fingerprint.split(':').collect();
    bytes.chunks(8).map(|group| group.join(":")).collect::<Vec<_>>().join(" ")
}

/// What became of the browser, for one who waits for it.
pub(super) fn browser(waiting: &Waiting) -> Option<Check> {
    let said = match (&waiting.browser, &waiting.door) {
        (BrowserLaunch::Held, _) => match waiting.handover.way {
            LinkDelivery::Open => Check::plain("so the browser was not opened: ↵ opens it all the same"),
            LinkDelivery::Show | LinkDelivery::Copy => {
                Check::plain("so the link was not handed over: ↵ copies it all the same")
            }
        },
        (BrowserLaunch::Waiting, ListenerState::Shut(_)) => match waiting.handover.way {
            LinkDelivery::Open => Check::plain("↵ opens the browser all the same"),
            LinkDelivery::Show | LinkDelivery::Copy => Check::plain("↵ copies the link all the same"),
        },
        (BrowserLaunch::Waiting, _) => return None,
        (BrowserLaunch::Opening, _) => Check::plain("opening your browser"),
        (BrowserLaunch::Done, _) => Check::well("your browser was asked to open it"),
        (BrowserLaunch::Failed(why), _) => Check::wrong(why.clone()),
        (BrowserLaunch::ByHand, _) => match (&waiting.handover.way, &waiting.handover.place) {
            (LinkDelivery::Copy, _) => Check::plain("the link went to the clipboard"),
            (LinkDelivery::Show, _) if waiting.handover.asked => {
                Check::plain("links are shown and not opened, as --browser or BROWSER asks")
            }
            (_, LaunchEnvironment::Ssh(_)) if waiting.tunnel().is_some() => {
                Check::plain("alt-s copies the ssh command: over ssh no browser starts here")
            }
            (_, LaunchEnvironment::Ssh(_)) => {
                Check::plain("this is a session over ssh, so no browser was started here")
            }
            (_, LaunchEnvironment::Container) => Check::plain("this is a container, so no browser was started here"),
            (_, LaunchEnvironment::Headless) => Check::plain("there is no desktop here to start a browser on"),
            (_, LaunchEnvironment::Here) => return None,
        },
    };
    Some(said)
}
