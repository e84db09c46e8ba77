//! Which platform?

use super::{
    Answer, key, number, retype,
    scene::{Ask, Scene, busy},
    walk, words,
};
use crate::wizard::{
    Code, Input,
    steps::place::{Home, Where},
};

pub(super) fn scene(step: &Where) -> Scene {
    let ask = if step.starting {
        Ask::wait("Starting the practice platform")
    } else {
        Ask { fault: step.complaint.clone(), ..Ask::new("where", "Number, name or address: ") }
    };
    Scene {
        heading: "Which platform?".into(),
        opening: words::numbered(step.rows().iter().map(label)),
        ask,
        ..Scene::default()
    }
}

fn label(home: &Home) -> String {
    match home {
        Home::Kept(profile) => format!("Profile {}, {}", profile.name, profile.account.base.host()),
        Home::Practice => "Practice platform, on this machine; no account needed".into(),
        Home::Known(place) => format!("{} {}, {}", place.brand, place.region, place.host),
        Home::Other => "Another address: type it instead of a number".into(),
    }
}

pub(super) fn answer(step: &Where, line: &str) -> Answer {
    let rows = step.rows();
    if step.starting {
        return busy();
    }
    if line.is_empty() {
        return Answer::Say("Please give a number, a name or an address.".into());
    }
    let lower = line.to_lowercase();
    let mut named = (0..rows.len()).filter(|at| {
        rows.get(*at).is_some_and(|home| !matches!(home, Home::Other) && label(home).to_lowercase().contains(&lower))
    });
    let chosen = number(line, rows.len()).or_else(|| named.next().filter(|_| named.next().is_none()));
    match chosen.map(|at| (at, rows.get(at))) {
        Some((_, Some(Home::Other))) => Answer::Say("Type its address, such as api.cloud-elements.com.".into()),
        Some((at, _)) => Answer::Press(to(step, at).chain([key(Code::Enter)]).collect()),
        None if line.contains(['.', ':']) => {
            let typed = retype(line).into_iter().chain([key(Code::Enter)]);
            Answer::Press(to(step, rows.len().saturating_sub(1)).chain(typed).collect())
        }
        None => Answer::Say(format!("{line} is none of these, or several. A number says which.")),
    }
}

fn to(step: &Where, at: usize) -> impl Iterator<Item = Input> {
    walk(step.cursor().row(step.rows().len()), at)
}
