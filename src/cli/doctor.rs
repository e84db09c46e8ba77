//! `elemint doctor`: whether all is in place, and what to do where it is not. Each thing is looked at where it lives.

use super::{
    exit,
    net::net,
    settings::{self, Settings},
    wizard,
};
use crate::{
    domain::{
        Profile,
        checkup::{Finding, Health},
    },
    frontend::tui::theme::ColorDepth,
    oauth,
    platform::{self, Client},
    runtime::resolve::Resolver,
    storage::Keyring,
    terminal::output,
    text::SafeText,
    wizard::link_handover::LinkDelivery,
};
use std::{path::Path, process::ExitCode, time::SystemTime};

/// Looks at everything and says how it is.
pub async fn run(settings: &Settings) -> ExitCode {
    let findings = look(settings).await;
    let worst = findings.iter().map(|finding| finding.health).max();
    let mut text = listed(&findings);
    text.push(&SafeText::from(match worst {
        Some(Health::Bad) => "\nSomething here will fail; what to do stands below each.\n",
        Some(Health::Less) => "\nNothing here will fail; some of it could be better.\n",
        _ => "\nAll is well.\n",
    }));
    let _ = output::print(&text);
    ExitCode::from(if worst == Some(Health::Bad) { exit::FAILED } else { 0 })
}

/// The findings, one below the other.
pub fn listed(findings: &[Finding]) -> SafeText {
    let mut text = SafeText::default();
    for finding in findings {
        // Each by itself, so that a name with the end of a line in it cannot pass for a finding.
        for line in finding.lines() {
            text.push_line(&SafeText::line(&line));
        }
    }
    text
}

/// Looks at everything: this machine first, then what it reaches.
pub async fn look(settings: &Settings) -> Vec<Finding> {
    let mut findings = here(settings);
    findings.push(oauth::checkup::loopback().await);
    findings.push(oauth::checkup::usual_port().await);
    findings.extend(there(settings).await);
    findings
}

/// What can be known without the net.
pub fn here(settings: &Settings) -> Vec<Finding> {
    let has = |program: &str| has(&settings.programs, program);
    let mut findings = match wizard::store(settings) {
        Ok(store) => {
            let elements = match wizard::catalog(&store) {
                Ok((catalog, faults)) if faults.is_empty() => {
                    Finding::good("Elements", format!("{} are known.", catalog.elements().len()))
                }
                Ok((_, faults)) => Finding::less("Elements", faults.join("; "), "It is left out until it is mended."),
                Err(stop) => Finding::bad("Elements", stop.words(), "Install elemint anew."),
            };
            store.checkup().into_iter().chain([elements]).collect()
        }
        Err(stop) => vec![Finding::bad("Settings", stop.words(), "")],
    };
    // Profiles that do not read are told of above.
    let profiles = wizard::store(settings).ok().and_then(|store| store.profiles().ok()).unwrap_or_default();
    findings.push(Keyring::checkup(settings.keyring.as_ref(), &profiles));
    let browser = match settings.handover.way {
        LinkDelivery::Open => settings.browser.checkup(has),
        LinkDelivery::Show => {
            Finding::good("Browser", "None is started from here: the link is shown, to be taken to one.")
        }
        LinkDelivery::Copy => Finding::good("Browser", "None is started from here: the link goes to the clipboard."),
    };
    findings.extend([browser, settings.desktop.checkup(has), screen(settings)]);
    findings
}

fn has(folders: &[std::path::PathBuf], program: &str) -> bool {
    if program.contains('/') {
        return Path::new(program).is_file();
    }
    folders.iter().any(|folder| folder.join(program).is_file())
}

fn screen(settings: &Settings) -> Finding {
    if settings.plain {
        return Finding::good("Terminal", "elemint asks and answers in plain lines here.");
    }
    let term = settings.term.as_deref().unwrap_or("none");
    let colours = if settings.depth == ColorDepth::None { "without colours, as NO_COLOR asks" } else { "with colours" };
    Finding::good("Terminal", format!("The full screen, {colours} (TERM is {term})."))
}

async fn there(settings: &Settings) -> Vec<Finding> {
    let net = match net(settings) {
        Ok(net) => net,
        Err(why) => return vec![Finding::bad("Network", why, "Mend the setting it names.")],
    };
    let profile = match profile(settings) {
        Ok(Some(profile)) => profile,
        Ok(None) => {
            return vec![Finding::less(
                "Platform",
                "No profile is known, so there is nothing to reach.",
                "elemint makes one.",
            )];
        }
        Err(why) => return vec![Finding::bad("Platform", why, "")],
    };
    let base = &profile.account.base;
    let way = match net.place(base) {
        Some(place) => Finding::good("Proxy", format!("{} is reached through {place}.", base.host())),
        None => platform::checkup::families(base).await,
    };
    let reached = match Client::over(base, &net) {
        Ok(client) => {
            let mut findings = vec![Finding::good("Certificates", "Those this machine trusts could be read.")];
            // References are read with the resolver of the wizard: the secrets are sent, never their places.
            let resolver = Resolver::new(settings::variable, settings.keyring.clone());
            match resolver.account(&profile.account).await {
                Ok(account) => findings.extend(client.checkup(&account, SystemTime::now()).await),
                Err(fault) => findings.push(Finding::bad("Sign-in", fault.what, fault.hint)),
            }
            findings
        }
        Err(fault) => vec![Finding::bad("Certificates", fault.what, fault.hint)],
    };
    [way].into_iter().chain(reached).collect()
}

fn profile(settings: &Settings) -> Result<Option<Profile>, String> {
    let store = wizard::store(settings).map_err(|stop| stop.words())?;
    let profiles = wizard::profiles(&store, settings).map_err(|stop| stop.words())?;
    wizard::choose(settings, &profiles).map_err(|stop| stop.words())
}
