//! Progress bar: the step, and the platform.

use super::{Theme, parts};
use crate::{
    catalog::AuthFlow,
    wizard::{Step, Tab, Wizard},
};
use ratatui::text::{Line, Span};
use std::cmp::Ordering;
use unicode_width::UnicodeWidthStr as _;

/// Greatest width of a platform's name next to the steps.
const PLATFORM: usize = 24;

/// Returns the line at the top: the steps, and the profile in use. The platform matters more than the program's name,
/// which is left out first.
pub fn line(wizard: &Wizard, width: usize, theme: &Theme) -> Line<'static> {
    let steps = match wizard.step().tab().map_or(wizard.beneath().rail(), |_| None) {
        None => beginning(wizard, width, theme),
        Some(here) => spans(&steps(wizard), here, width < 76, theme),
    };
    let wide = |spans: &[Span<'_>]| spans.iter().map(|s| s.content.width()).sum::<usize>();
    let profile = profile(wizard).map_or_else(String::new, |name| parts::cut(&name, PLATFORM));
    let is_limited = wizard.session().account().is_some_and(|account| account.guard.label().is_some());
    let brand = " elemint   ";
    let room = width.saturating_sub(brand.width() + wide(&steps) + 1);
    let mut line = Vec::new();
    if profile.is_empty() || profile.width() + 2 <= room {
        line.push(Span::styled(brand, theme.accent));
        line.extend(steps);
        line.push(Span::raw(" ".repeat(room.saturating_sub(profile.width()))));
        line.push(Span::styled(profile, if is_limited { theme.warn } else { theme.dim }));
    } else {
        let room = width.saturating_sub(wide(&steps) + 3);
        let style = if is_limited { theme.warn } else { theme.accent };
        line.push(Span::styled(format!(" {}  ", parts::cut(&profile, room)), style));
        line.extend(steps);
    }
    Line::from(line)
}

/// Returns the label of the profile in use; `None` while the user signs in to another platform.
fn profile(wizard: &Wizard) -> Option<String> {
    let profile = wizard.session().profile.as_ref()?;
    let here = !matches!(wizard.step(), Step::SignIn(step) if step.base != profile.account.base);
    here.then(|| profile.banner())
}

/// Returns the title of screens before the steps: the tabs, the name of the document, or a welcome.
fn beginning(wizard: &Wizard, width: usize, theme: &Theme) -> Vec<Span<'static>> {
    match (wizard.step().tab(), wizard.step()) {
        (Some(tab), _) => tabs(tab, theme),
        (None, Step::Document(step)) => {
            vec![Span::styled(parts::cut_front(&step.name, width.saturating_sub(12)), theme.strong)]
        }
        (None, Step::Platform(_) | Step::SignIn(_)) if wizard.session().copy_source().is_some() => {
            vec![Span::styled("Platform of the copy", theme.strong)]
        }
        (None, Step::Recovery(_)) => vec![Span::styled("Unresolved request", theme.strong)],
        (None, Step::Change(step)) if step.is_earlier() => vec![Span::styled("Unresolved change", theme.strong)],
        (None, Step::Change(_)) => vec![Span::styled("Instance", theme.strong)],
        (None, _) => vec![Span::styled("Welcome", theme.strong)],
    }
}

/// Returns the tabs of the first screen.
fn tabs(here: Tab, theme: &Theme) -> Vec<Span<'static>> {
    let tab = |tab: Tab, name: &'static str| Span::styled(name, if tab == here { theme.accent } else { theme.dim });
    vec![tab(Tab::Create, "Create"), Span::styled(" · ", theme.dim), tab(Tab::Instances, "Instances")]
}

/// Returns the steps with their places. Consent is left out if the element needs none.
fn steps(wizard: &Wizard) -> Vec<(usize, &'static str)> {
    let flow = match wizard.beneath() {
        Step::Credentials(s) => Some(s.draft().flow()),
        Step::Change(s) => s.request().map(|request| request.filled().flow()),
        Step::Review(s) => Some(s.request().filled().flow()),
        Step::Creating(s) => Some(s.request().filled().flow()),
        Step::Recovery(s) => s.request().map(|request| request.filled().flow()),
        Step::Instance(s) => Some(s.flow),
        Step::Platform(_)
        | Step::SignIn(_)
        | Step::Element(_)
        | Step::Consent(_)
        | Step::Document(_)
        | Step::Instances(_)
        | Step::Details(_)
        | Step::Trash(_)
        | Step::Calls(_)
        | Step::Call(_) => None,
    };
    let all = [(0, "Element"), (1, "Credentials"), (2, "Authorize"), (3, "Review"), (4, "Instance")];
    all.into_iter().filter(|(i, _)| *i != 2 || flow != Some(AuthFlow::Plain)).collect()
}

fn spans(steps: &[(usize, &'static str)], here: usize, narrow: bool, theme: &Theme) -> Vec<Span<'static>> {
    if narrow {
        let at = steps.iter().position(|(i, _)| *i == here).unwrap_or(0);
        let name = steps.get(at).map_or("", |(_, n)| n);
        return vec![Span::styled(format!("{}/{} {name}", at + 1, steps.len()), theme.strong)];
    }
    let mut spans = Vec::new();
    for (number, (index, name)) in (1..).zip(steps) {
        if number > 1 {
            spans.push(Span::styled(" · ", theme.dim));
        }
        spans.push(match index.cmp(&here) {
            Ordering::Less => Span::styled(format!("✓ {name}"), theme.text),
            Ordering::Equal => Span::styled(format!("{number} {name}"), theme.accent),
            Ordering::Greater => Span::styled(format!("{number} {name}"), theme.dim),
        });
    }
    spans
}
