//! `elemint doctor`: checks settings, this machine and the platform. Each module checks its own part.

use super::{
    args::{Args, JsonArgs},
    command_error::CommandError,
    exit, json,
    net::net,
    settings::{self, Settings},
    setup,
};
use crate::{
    domain::{
        Account, Profile, ProfileName,
        checkup::{Finding, Health},
    },
    frontend::tui::theme::ColorDepth,
    oauth,
    platform::{self, Client},
    runtime::resolve::Resolver,
    sandbox::Sandbox,
    storage::{Keyring, Store},
    terminal::output,
    text::{SafeText, count},
    wizard::link_handover::LinkDelivery,
};
use serde_json::{Value as Json, json};
use std::{path::Path, process::ExitCode, sync::Arc, time::SystemTime};

/// Runs all checks and prints the findings.
pub(super) async fn run(args: &Args, options: &JsonArgs, settings: &Settings) -> Result<ExitCode, CommandError> {
    let findings = look(args, settings).await;
    let worst = findings.iter().map(|finding| finding.health).max();
    let code = if worst == Some(Health::Bad) { exit::FAILED } else { 0 };
    if options.is_wanted() {
        let all = Json::from(findings.iter().map(facts).collect::<Vec<_>>());
        json::print(&all, options).await?;
        return Ok(ExitCode::from(code));
    }
    let mut text = listed(&findings);
    text.push(&SafeText::from(match worst {
        Some(Health::Bad) => "\nSomething will fail. Each finding says how to fix it.\n",
        Some(Health::Less) => "\nNothing will fail. Some settings could be better.\n",
        _ => "\nAll is well.\n",
    }));
    let _ = output::print(&text);
    Ok(ExitCode::from(code))
}

/// Returns a finding as JSON. The fields are documented in the help.
fn facts(finding: &Finding) -> Json {
    let health = match finding.health {
        Health::Good => "ok",
        Health::Less => "note",
        Health::Bad => "fault",
    };
    let remedy = (!finding.fix.is_empty()).then_some(&finding.fix);
    json!({ "check": finding.subject, "health": health, "result": finding.found, "remedy": remedy })
}

/// Returns the findings as text, one per paragraph.
pub fn listed(findings: &[Finding]) -> SafeText {
    let mut text = SafeText::default();
    for finding in findings {
        // Each line is made safe separately, so that a name with a line end cannot look like a finding.
        for line in finding.lines() {
            text.push_line(&SafeText::line(&line));
        }
    }
    text
}

/// Runs all checks: this machine first, then the network.
pub async fn look(args: &Args, settings: &Settings) -> Vec<Finding> {
    let mut findings = here(settings);
    findings.push(oauth::checkup::loopback().await);
    findings.push(oauth::checkup::usual_port().await);
    findings.extend(there(args, settings).await);
    findings
}

/// Runs the checks that need no network.
pub fn here(settings: &Settings) -> Vec<Finding> {
    let has = |program: &str| has(&settings.programs, program);
    let mut findings = match setup::store(settings) {
        Ok(store) => {
            let elements = match setup::catalog(&store) {
                Ok((catalog, faults)) if faults.is_empty() => Finding::good(
                    "Elements",
                    format!("{} known.", count(catalog.elements().len(), "element", "elements")),
                ),
                Ok((_, faults)) => {
                    Finding::less("Elements", faults.join("; "), "Fix the file. Until then it is skipped.")
                }
                Err(stop) => Finding::bad("Elements", stop.line(), "Reinstall elemint."),
            };
            store.checkup().into_iter().chain([elements, keys(&store), screen(settings, &store)]).collect()
        }
        Err(stop) => vec![Finding::bad("Settings", stop.line(), "")],
    };
    // Unreadable profiles are reported above.
    let profiles = setup::store(settings).ok().and_then(|store| store.profiles().ok()).unwrap_or_default();
    findings.push(Keyring::checkup(settings.keyring.as_ref(), &profiles));
    let browser = match settings.handover.delivery {
        LinkDelivery::Open => settings.browser.checkup(has),
        LinkDelivery::Show => Finding::good("Browser", "Links are shown, not opened."),
        LinkDelivery::Copy => Finding::good("Browser", "Links are copied to the clipboard, not opened."),
    };
    findings.extend([browser, settings.desktop.checkup(has)]);
    findings
}

/// Returns true if a program exists, by its path or in one of these folders.
fn has(folders: &[std::path::PathBuf], program: &str) -> bool {
    let is_there = |path: &Path| {
        path.is_file() || endings().iter().any(|ending| Path::new(&format!("{}{ending}", path.display())).is_file())
    };
    if program.contains('/') || (cfg!(windows) && program.contains('\\')) {
        return is_there(Path::new(program));
    }
    folders.iter().any(|folder| is_there(&folder.join(program)))
}

/// Returns the endings of programs that a command may leave out on Windows.
fn endings() -> Vec<String> {
    if !cfg!(windows) {
        return Vec::new();
    }
    let endings = settings::variable("PATHEXT").unwrap_or_else(|| ".COM;.EXE;.BAT;.CMD".into());
    endings.split(';').filter(|ending| !ending.is_empty()).map(str::to_owned).collect()
}

fn keys(store: &Store) -> Finding {
    let mut faults = Vec::new();
    setup::keys(store, &mut faults);
    if faults.is_empty() {
        return Finding::good("Keys", "No fault in keys.toml.");
    }
    Finding::less("Keys", faults.join("; "), "Fix these lines. The other lines apply.")
}

fn screen(settings: &Settings, store: &Store) -> Finding {
    if settings.plain {
        return Finding::good("Terminal", "elemint uses plain lines here.");
    }
    if let Err(stop) = setup::look(store, settings) {
        return Finding::bad("Terminal", stop.line(), "Fix the theme, or choose another one with --theme.");
    }
    let term = settings.term.as_deref().unwrap_or("none");
    let colors = if settings.depth == ColorDepth::None { "without colors, because of NO_COLOR" } else { "with colors" };
    Finding::good("Terminal", format!("Full screen, {colors} (TERM is {term})."))
}

async fn there(args: &Args, settings: &Settings) -> Vec<Finding> {
    let net = match net(settings) {
        Ok(net) => net,
        Err(stop) => return vec![Finding::bad("Network", stop.line(), "Fix this setting.")],
    };
    let sandbox = match sandbox(args, settings).await.transpose() {
        Ok(sandbox) => sandbox,
        Err(why) => return vec![Finding::bad("Sandbox", why, "")],
    };
    let own = sandbox.as_ref().map(|sandbox| sandbox.account().clone());
    let profile = match own.map_or_else(|| profile(settings), |account| Ok(Some(practice(account)))) {
        Ok(Some(profile)) => profile,
        Ok(None) => {
            return vec![Finding::less(
                "Platform",
                "No profile, so no platform was checked.",
                "Run elemint to create a profile.",
            )];
        }
        Err(why) => return vec![Finding::bad("Platform", why, "")],
    };
    let base = &profile.account.base;
    let way = match net.place(base) {
        Some(place) => Finding::good("Proxy", format!("{} is reached through {place}.", base.host())),
        None => platform::checkup::families(base, &net).await,
    };
    let reached = match Client::over(base, &net) {
        Ok(client) => {
            let mut findings =
                vec![Finding::good("Certificates", "The trusted authorities of this machine are readable.")];
            // References are resolved as in the wizard: secrets are sent, never references.
            let resolver = Resolver::new(settings::variable, settings.keyring.clone());
            match resolver.account(&profile.account).await {
                Ok(account) => findings.extend(client.checkup(&account, SystemTime::now()).await),
                Err(fault) => findings.push(Finding::bad("Sign-in", fault.problem, fault.hint)),
            }
            findings
        }
        Err(fault) => vec![Finding::bad("Certificates", fault.problem, fault.hint)],
    };
    [way].into_iter().chain(reached).collect()
}

/// Starts the sandbox, where the checks are about it.
async fn sandbox(args: &Args, settings: &Settings) -> Option<Result<Sandbox, String>> {
    if !args.sandbox {
        return None;
    }
    let (elements, faults) = match super::exported::elements(args.state.elements.as_deref()) {
        Ok(elements) => elements,
        Err(stop) => return Some(Err(stop.line())),
    };
    if !faults.is_empty() {
        return Some(Err(faults.join("; ")));
    }
    let catalog = setup::store(settings).and_then(|store| setup::catalog(&store));
    let catalog = match catalog {
        Ok((catalog, _)) => Arc::new(catalog),
        Err(stop) => return Some(Err(stop.line())),
    };
    Some(setup::practice(&args.state, None, catalog, elements).await.map_err(|stop| stop.line()))
}

fn practice(account: Account) -> Profile {
    Profile { name: ProfileName::new(Profile::PRACTICE), account }
}

fn profile(settings: &Settings) -> Result<Option<Profile>, String> {
    let store = setup::store(settings).map_err(|stop| stop.line())?;
    let profiles = setup::profiles(&store, settings).map_err(|stop| stop.line())?;
    setup::choose(settings, &profiles).map_err(|stop| stop.line())
}
