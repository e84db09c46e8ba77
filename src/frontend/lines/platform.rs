//! Which platform?

use super::{
    LineOutcome, number,
    scene::{Question, Scene, busy},
    set, text,
};
use crate::wizard::{
    Event,
    command::Action,
    steps::platform::{ChoosePlatform, PlatformChoice},
};

pub(super) fn scene(step: &ChoosePlatform) -> Scene {
    let ask = if step.starting {
        Question::wait("Starting the practice platform")
    } else {
        Question { fault: step.complaint.clone(), ..Question::new("where", "Number, name or address: ") }
    };
    Scene {
        heading: "Which platform?".into(),
        opening: text::numbered(step.rows().iter().map(label)),
        ask,
        ..Scene::default()
    }
}

fn label(home: &PlatformChoice) -> String {
    match home {
        PlatformChoice::Kept(profile) => format!("Profile {}, {}", profile.name, profile.account.base.host()),
        PlatformChoice::Practice => "Practice platform, on this machine; no account needed".into(),
        PlatformChoice::Known(place) => format!("{} {}, {}", place.brand, place.region, place.host),
        PlatformChoice::Other => "Another address: type it instead of a number".into(),
    }
}

pub(super) fn answer(step: &ChoosePlatform, line: &str) -> LineOutcome {
    let rows = step.rows();
    if step.starting {
        return busy();
    }
    if line.is_empty() {
        return LineOutcome::Say("Please give a number, a name or an address.".into());
    }
    let lower = line.to_lowercase();
    let mut named = (0..rows.len()).filter(|at| {
        rows.get(*at)
            .is_some_and(|home| !matches!(home, PlatformChoice::Other) && label(home).to_lowercase().contains(&lower))
    });
    let chosen = number(line, rows.len()).or_else(|| named.next().filter(|_| named.next().is_none()));
    match chosen.map(|at| (at, rows.get(at))) {
        Some((_, Some(PlatformChoice::Other))) => {
            LineOutcome::Say("Type its address, such as api.cloud-elements.com.".into())
        }
        Some((at, _)) => LineOutcome::choose(at),
        None if line.contains(['.', ':']) => {
            LineOutcome::Send(vec![set(rows.len().saturating_sub(1), line), Event::Action(Action::Accept)])
        }
        None => LineOutcome::Say(format!("{line} is none of these, or several. A number says which.")),
    }
}
