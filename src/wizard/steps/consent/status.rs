//! The wait for consent in words.

use super::{BrowserLaunch, ConsentPhase, ConsentStep, ListenerState, Waiting, remedy::refusal_remedy};
use crate::{
    domain::{
        authorization::{PreflightRemark, RemarkVerdict},
        grant::{GrantReading, Refusal, StateCheck},
    },
    text::count,
    wizard::{
        Press, Sentence,
        command::Action,
        link_handover::{LaunchEnvironment, LinkDelivery},
        sentence,
        status::{Fact, Status, Tone},
    },
};
use std::time::Duration;

impl ConsentStep {
    pub(super) fn describe(&self) -> Status {
        match &self.phase {
            ConsentPhase::Asking => Status::working("Asking the platform for the provider's page", self.since),
            ConsentPhase::Failed(fault) => Status::new(Tone::Bad, "The platform gave no link to the provider's page.")
                .with_facts(Fact::of_fault(fault))
                .asking(sentence![Press::Start(Action::Accept), " to retry"]),
            ConsentPhase::Granted(grant) => Status::new(Tone::Good, "Consent was given.")
                .with_facts(grant.doubt().map(|doubt| Fact::new(Tone::Warning, doubt)))
                .asking(sentence![Press::Start(Action::Accept), " to go on"])
                .hinting(sentence![
                    "A code lasts only some minutes. ",
                    Press::Start(Action::Again),
                    " to ask for a new one."
                ]),
            ConsentPhase::Waiting(waiting) => match &waiting.refused {
                Some(refusal) => waiting.describe_refusal(refusal),
                None => self.describe_wait(waiting),
            },
        }
    }

    fn describe_wait(&self, waiting: &Waiting) -> Status {
        let left = waiting.until.saturating_sub(self.since);
        let status = if left == Duration::ZERO {
            Status::new(Tone::Warning, "No answer arrived in time; a late answer still counts.")
                .asking(waiting.question_at_end())
        } else {
            let headline = format!("Waiting for your consent at {}", waiting.authorization.host());
            let countdown = format!("{}:{:02} left", left.as_secs() / 60, left.as_secs() % 60);
            let (accept, again) = match waiting.handover.delivery {
                LinkDelivery::Open => (" to open the browser, ", " to ask for a new link."),
                LinkDelivery::Show | LinkDelivery::Copy => (" to copy the link, ", " to ask for a new one."),
            };
            let enter = sentence![Press::Start(Action::Accept), accept, Press::Or(Action::Again), again];
            Status { countdown: Some(countdown), ..Status::new(Tone::Plain, headline) }
                .asking(waiting.question())
                .hinting(enter)
        };
        Status { input: waiting.describe_reading(), ..status.with_facts(waiting.checks()) }
    }
}

impl Waiting {
    /// Returns the sentence before the command that forwards the callback's port.
    pub fn tunnel_lead() -> Sentence {
        sentence!["On the machine with the browser, run this first (", Action::CopyTunnel, " copies it):"]
    }

    /// Returns the sentence before a link that is taken to a browser by hand; `tunnel` where a command precedes it.
    pub fn link_lead(tunnel: bool) -> &'static str {
        if tunnel { "Then open this link there:" } else { "Open this link in a browser, on any machine:" }
    }

    fn describe_refusal(&self, refusal: &Refusal) -> Status {
        let kind = refusal.kind();
        let words = match &refusal.description {
            Some(description) => format!("{}: {description}", refusal.error),
            None => refusal.error.clone(),
        };
        let status = Status::new(Tone::Bad, kind.problem())
            .with_facts([Fact::labeled("Provider", words)])
            .asking(self.question_at_end());
        Status { input: self.describe_reading(), ..status.hinting(refusal_remedy(kind)) }
    }

    /// Returns facts about the answer that was pasted, or that arrived and needs confirmation.
    fn describe_reading(&self) -> Vec<Fact> {
        let summary = self.reading.summary();
        let fact = match &self.reading {
            GrantReading::Empty => return Vec::new(),
            GrantReading::Found(grant) if self.is_offered() => {
                let arrival = match grant.state() {
                    StateCheck::Matches if self.notices.is_contested => {
                        "Two browsers opened the short link. An answer arrived"
                    }
                    StateCheck::Matches if self.notices.has_other_user => {
                        "Another user of this machine connected. An answer arrived"
                    }
                    StateCheck::Matches => "An answer arrived from another browser",
                    StateCheck::Absent => "An answer arrived, which cannot be verified with this provider",
                };
                Fact::new(
                    Tone::Warning,
                    sentence![format!("{arrival}: {summary}. "), Press::Start(Action::Accept), " only if it is yours."],
                )
            }
            GrantReading::Found(_) => {
                Fact::new(Tone::Good, sentence![format!("{summary}. "), Press::Start(Action::Accept), " to use it."])
            }
            GrantReading::Several(grants) if self.is_offered() => {
                let all = self.offers.count() as usize;
                let newest = if all > grants.len() {
                    format!(" The newest {} are listed.", grants.len())
                } else {
                    String::new()
                };
                Fact::new(Tone::Warning, format!("{all} answers arrived; at most one is yours.{newest}"))
            }
            GrantReading::Several(_) => Fact::new(Tone::Warning, summary),
            GrantReading::Refused(_)
            | GrantReading::Foreign(_)
            | GrantReading::Untied(_)
            | GrantReading::Lacks(_)
            | GrantReading::NoCode(_)
            | GrantReading::NotYet
            | GrantReading::Unreadable(_) => Fact::new(Tone::Bad, summary),
        };
        vec![fact]
    }

    /// Returns the findings about the listener, the link and the browser.
    fn checks(&self) -> Vec<Fact> {
        let remarks = self.authorization.remarks().into_iter().map(Fact::from);
        // A browser that was held back is explained by the remarks before it.
        let (before, after) = match self.browser {
            BrowserLaunch::Held => (None, self.describe_browser()),
            BrowserLaunch::Waiting
            | BrowserLaunch::Opening
            | BrowserLaunch::Done
            | BrowserLaunch::ByHand
            | BrowserLaunch::Failed(_) => (self.describe_browser(), None),
        };
        let mut facts = self.describe_listener();
        facts.extend(before);
        facts.extend(remarks);
        facts.extend(after);
        facts.extend(self.describe_visits());
        facts
    }

    /// Returns facts about visits at the callback that brought no answer.
    fn describe_visits(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        if self.notices.is_contested {
            let words = "Two browsers opened the short link, so answers need your confirmation.";
            facts.push(Fact::new(Tone::Bad, copies_long_link(words)));
        }
        if self.notices.has_other_user {
            let words = "Another user of this machine connected. Their answers need your confirmation;";
            facts.push(Fact::new(Tone::Bad, copies_long_link(words)));
        }
        if self.notices.unreadable > 0 {
            let words = "An answer arrived but was too large to read (cookies). Paste the address the browser shows.";
            facts.push(Fact::new(Tone::Bad, words));
        }
        if self.notices.ignored > 0 {
            let callbacks = count(self.notices.ignored as usize, "unexpected callback", "unexpected callbacks");
            facts.push(Fact::new(Tone::Warning, format!("{callbacks} ignored.")));
        }
        facts
    }

    fn describe_listener(&self) -> Vec<Fact> {
        let callback = self.authorization.callback();
        let register = || Fact::plain(copies_callback(format!("Callback to register: {callback}")));
        match &self.listener {
            ListenerState::Open => self.describe_open_listener(),
            ListenerState::Opening => vec![Fact::plain(format!("Opening {callback}"))],
            ListenerState::Shut(blocked) => {
                let retries = sentence![format!("{} elemint retries by itself, ", blocked.why), Action::Retry];
                vec![Fact::new(Tone::Bad, retries.and(" at once.")), register()]
            }
            ListenerState::Elsewhere => {
                let words = "The callback is not on this machine: paste the address the browser ends on.";
                vec![Fact::plain(words), register()]
            }
        }
    }

    fn describe_open_listener(&self) -> Vec<Fact> {
        let callback = self.authorization.callback();
        let mut facts = vec![Fact::new(Tone::Good, copies_callback(format!("Listening on {callback}")))];
        facts.extend(self.listening.fingerprint.as_ref().map(|fingerprint| {
            let words = "The browser warns once: the certificate is elemint's own. SHA-256:";
            Fact::plain(format!("{words} {}", in_groups(fingerprint))).exact()
        }));
        facts.extend(self.short().map(|link| {
            let origin = if self.tunnel().is_some() { "through the tunnel" } else { "on this machine" };
            Fact::plain(format!("Short link for a browser {origin}: {}", link.expose())).exact()
        }));
        if self.handover.place == LaunchEnvironment::Container && self.is_by_hand() {
            facts.push(Fact::plain("If the browser cannot connect, paste the address."));
        }
        facts
    }

    /// Returns the fact about the browser, where one matters.
    pub fn describe_browser(&self) -> Option<Fact> {
        let is_opened = self.handover.delivery == LinkDelivery::Open;
        let press = |after: &str| Fact::plain(sentence![Press::Start(Action::Accept), after]);
        let held = |before: &str, after: &str| {
            Fact::plain(sentence!["Because of this, ", before, Press::Within(Action::Accept), after])
        };
        let fact = match (&self.browser, &self.listener) {
            (BrowserLaunch::Held, _) if is_opened => held("the browser was not opened: ", " to open it anyway."),
            (BrowserLaunch::Held, _) => held("the link was not handed over: ", " to copy it anyway."),
            (BrowserLaunch::Waiting, ListenerState::Shut(_)) if is_opened => press(" to open the browser anyway."),
            (BrowserLaunch::Waiting, ListenerState::Shut(_)) => press(" to copy the link anyway."),
            (BrowserLaunch::Waiting, _) => return None,
            (BrowserLaunch::Opening, _) => Fact::plain("Opening your browser"),
            (BrowserLaunch::Done, _) => Fact::new(Tone::Good, "Your browser was asked to open the link."),
            (BrowserLaunch::Failed(why), _) => Fact::new(Tone::Bad, copies_link(why)),
            (BrowserLaunch::ByHand, _) => return self.describe_handover().map(Fact::plain),
        };
        Some(fact)
    }

    fn describe_handover(&self) -> Option<Sentence> {
        if let (LinkDelivery::Show, Some(source)) = (&self.handover.delivery, self.handover.requested_by) {
            return Some(format!("Links are shown, not opened, as {source} requests.").into());
        }
        let words = match (&self.handover.delivery, &self.handover.place) {
            (LinkDelivery::Copy, _) => "The link was copied to the clipboard.",
            (_, LaunchEnvironment::Ssh(_)) if self.tunnel().is_some() => {
                return Some(sentence![
                    Action::CopyTunnel,
                    " copies the ssh command: over ssh no browser starts here."
                ]);
            }
            (_, LaunchEnvironment::Ssh(_)) => "Over ssh no browser starts here.",
            (_, LaunchEnvironment::Container) => "In a container no browser starts here.",
            (_, LaunchEnvironment::Headless) => "There is no desktop here to open a browser on.",
            (_, LaunchEnvironment::Here) => return None,
        };
        Some(words.into())
    }
}

impl From<PreflightRemark> for Fact {
    fn from(remark: PreflightRemark) -> Self {
        let tone = match remark.verdict {
            RemarkVerdict::Well => Tone::Good,
            RemarkVerdict::Note => Tone::Plain,
            RemarkVerdict::Wrong => Tone::Bad,
        };
        Self::new(tone, remark.text)
    }
}

fn copies_link(words: &str) -> Sentence {
    sentence![words, " Copy the link with ", Action::Copy, "."]
}

fn copies_long_link(words: &str) -> Sentence {
    sentence![words, " ", Action::Copy, " copies the long link."]
}

fn copies_callback(words: String) -> Sentence {
    sentence![words, " (", Action::CopyPath, " copies it)"]
}

/// Formats a fingerprint with a blank after every eight bytes, as people compare them.
fn in_groups(fingerprint: &str) -> String {
    let bytes: Vec<&str> = fingerprint.split(':').collect();
    bytes.chunks(8).map(|group| group.join(":")).collect::<Vec<_>>().join(" ")
}
