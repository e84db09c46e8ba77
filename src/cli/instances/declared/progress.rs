//! Progress of an apply on a terminal: the steps that take long, and a line with the counts, which are replaced in place.

use crate::{
    cli::settings, domain::instance_facts::describe_duration, frontend::tui::parts::cut, terminal::live::LiveLines,
    text::SafeText,
};
use std::{collections::BTreeMap, time::Duration};
use tokio::time::Instant;

/// Time after which a step is shown by itself. Most end sooner, and would only flicker.
const LONG: Duration = Duration::from_secs(1);

/// Most steps that are shown by themselves.
const SHOWN: usize = 5;

/// Columns of the bar, and the narrowest terminal that has it.
const BAR: usize = 20;
const WITH_BAR: usize = 60;

/// Progress of a run on a terminal.
pub(super) struct LiveProgress {
    live: Option<LiveLines>,
    began: Instant,
    /// Steps whose requests were sent, with their titles.
    running: BTreeMap<usize, (Instant, String)>,
    /// Time until requests are sent again.
    pause: Option<Duration>,
}

/// Number of steps that ended, with their counts in words.
pub(super) struct StepCounts {
    pub(super) done: usize,
    pub(super) total: usize,
    pub(super) counts: String,
}

impl LiveProgress {
    /// Creates the progress of a run. It is drawn on a terminal that can move its cursor.
    pub(super) fn new(is_wanted: bool) -> Self {
        let can_move = settings::variable("TERM").map_or(cfg!(windows), |term| term != "dumb");
        let live = if is_wanted && can_move { LiveLines::begin() } else { None };
        Self { live, began: Instant::now(), running: BTreeMap::new(), pause: None }
    }

    /// Returns true if the progress is drawn.
    pub(super) fn is_live(&self) -> bool {
        self.live.is_some()
    }

    /// Begins a step.
    pub(super) fn start(&mut self, index: usize, title: String) {
        self.running.insert(index, (Instant::now(), title));
    }

    /// Ends a step.
    pub(super) fn end(&mut self, index: usize) {
        self.running.remove(&index);
    }

    /// Sets the time until requests are sent again.
    pub(super) fn set_pause(&mut self, pause: Option<Duration>) {
        self.pause = pause;
    }

    /// Prints lines above the progress.
    pub(super) fn print(&mut self, print: impl FnOnce()) {
        if let Some(live) = &mut self.live {
            live.clear();
        }
        print();
    }

    /// Draws the progress.
    pub(super) fn draw(&mut self, ended: &StepCounts) {
        if self.live.is_none() {
            return;
        }
        let lines = self.lines(ended, LiveLines::size());
        if let Some(live) = &mut self.live {
            live.draw(&lines);
        }
    }

    /// Removes the progress.
    pub(super) fn close(&mut self) {
        self.live = None;
    }

    fn lines(&self, ended: &StepCounts, (width, height): (usize, usize)) -> Vec<SafeText> {
        // A line as wide as the terminal would leave the cursor in different places on different terminals.
        let room = width.saturating_sub(1);
        let mut long: Vec<_> = self.running.values().filter(|(began, _)| began.elapsed() >= LONG).collect();
        long.sort_by_key(|(began, _)| *began);
        let mut lines: Vec<String> = Vec::new();
        for (began, title) in long.into_iter().take(SHOWN.min(height / 4)) {
            let time = describe_duration(began.elapsed().as_secs());
            lines.push(format!("  {}  {time}", cut(title, room.saturating_sub(time.len() + 4))));
        }
        if let Some(pause) = self.pause {
            // The last second counts as one.
            let time = describe_duration(pause.as_secs() + 1);
            lines.push(format!("The platform asks to slow down. Requests continue in {time}."));
        }
        let StepCounts { done, total, counts } = ended;
        let time = describe_duration(self.began.elapsed().as_secs());
        let bar = if width >= WITH_BAR { format!("{} ", bar(*done, *total)) } else { String::new() };
        let counts = if counts.is_empty() { String::new() } else { format!("  {counts}") };
        lines.push(format!("{bar}{done}/{total}{counts}  {time}"));
        lines.iter().map(|line| SafeText::line(&cut(line, room))).collect()
    }
}

/// Returns a bar of characters that every terminal has.
fn bar(done: usize, total: usize) -> String {
    let full = (done * BAR).checked_div(total).unwrap_or(BAR).min(BAR);
    let head = if full > 0 && full < BAR { ">" } else { "" };
    let body = full - head.len();
    format!("[{}{head}{}]", "=".repeat(body), " ".repeat(BAR - full))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn progress() -> LiveProgress {
        LiveProgress { live: None, began: Instant::now(), running: BTreeMap::new(), pause: None }
    }

    fn shown(progress: &LiveProgress, size: (usize, usize)) -> Vec<String> {
        let ended = StepCounts { done: 412, total: 1000, counts: "408 created, 3 failed, 1 pending".into() };
        progress.lines(&ended, size).iter().map(|line| line.as_str().to_owned()).collect()
    }

    #[test]
    fn counts_fit_a_usual_terminal() {
        assert_eq!(
            shown(&progress(), (80, 24)),
            ["[=======>            ] 412/1000  408 created, 3 failed, 1 pending  0 s"]
        );
    }

    #[test]
    fn narrow_terminal_has_no_bar_and_no_wrapped_line() {
        assert_eq!(shown(&progress(), (40, 12)), ["412/1000  408 created, 3 failed, 1 pen…"]);
    }

    #[test]
    fn pause_of_the_platform_is_named() {
        let paused = LiveProgress { pause: Some(Duration::from_millis(27_300)), ..progress() };
        assert_eq!(shown(&paused, (80, 24))[0], "The platform asks to slow down. Requests continue in 28 s.");
    }

    #[test]
    fn step_that_has_just_begun_is_not_shown() {
        let mut running = progress();
        running.start(3, "creating  magentosoapv19  “a”".into());
        assert_eq!(shown(&running, (80, 24)).len(), 1);
    }

    #[test]
    fn long_step_is_shown_with_its_time_until_it_ends() {
        let mut running = progress();
        let began = Instant::now().checked_sub(Duration::from_secs(75)).expect("a time");
        running.running.insert(3, (began, "creating  magentosoapv19  “a”".into()));
        let shown_while = shown(&running, (80, 24));
        running.end(3);
        assert_eq!(
            (shown_while[0].as_str(), shown(&running, (80, 24)).len()),
            ("  creating  magentosoapv19  “a”  1 min", 1)
        );
    }

    #[rstest]
    #[case::nothing(0, 10, "[                    ]")]
    #[case::half(5, 10, "[=========>          ]")]
    #[case::all(10, 10, "[====================]")]
    #[case::no_steps(0, 0, "[====================]")]
    fn bar_shows_the_part_that_is_done(#[case] done: usize, #[case] total: usize, #[case] expected: &str) {
        assert_eq!(bar(done, total), expected);
    }
}
