//! List of instances, with the facts of the one under the cursor.

use super::{Theme, facets, frame, parts, row_facts, status, tones};
use crate::{
    catalog::WordSearch,
    wizard::{
        Session, Status, Tone,
        instances::{InstanceRow, InstanceWork},
        steps::instances::InstancesStep,
    },
};
use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};
use unicode_width::UnicodeWidthStr as _;

/// Greatest width of the list.
const WIDEST: u16 = 140;
/// Columns of the pointer and of the selection.
const POINTER: usize = 5;
/// Columns from which the headings are shown.
const HEADED: u16 = 76;

/// Draws the list, or a question about its instances.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &InstancesStep, words: &Status, session: &Session, theme: &Theme) {
    let body = frame::body_without_notice(frame.area());
    let area = Rect { width: area.width.min(WIDEST), ..area };
    if let Some(asked) = step.asked() {
        status::draw_question(frame, parts::inner(area), words, asked.name(), theme);
        return;
    }
    head(frame, area, step, words, session, theme);
    let list = parts::below(area, 2);
    if let Some(narrowing) = step.narrowing() {
        return facets::draw(frame, list, narrowing, theme);
    }
    let (is_headed, above) = above(frame, area, step, words, theme);
    let list = parts::below(list, above);
    let below = if step.is_empty() { 0 } else { row_facts::rows(body) };
    // A notice takes its rows from the facts, so that the list does not move when it comes and goes.
    let height = body.height.saturating_sub(2 + above + below).min(list.height);
    let rows = Rect { height, ..list };
    if is_headed && area.width >= HEADED && !step.is_empty() {
        let line = Rect { y: rows.y.saturating_sub(1), height: 1, ..rows };
        parts::put(frame, line, 0, headings(usize::from(area.width), theme));
    }
    draw_list(frame, rows, step, session, theme);
    if below > 0 {
        draw_facts(frame, parts::below(list, rows.height + 1), step, session, theme);
    }
}

/// Draws the sentences above the list. A single one takes the blank row under the filter, so that the list stays in its
/// place. Returns true if the row above the list is free, and the number of rows that the sentences took.
fn above(frame: &mut Frame<'_>, area: Rect, step: &InstancesStep, words: &Status, theme: &Theme) -> (bool, u16) {
    let inner = parts::after(Rect { width: area.width.saturating_sub(1), ..parts::below(area, 1) }, 3);
    if words.facts.is_empty() && words.progress.is_none() {
        return (true, 0);
    }
    let is_single = words.progress.is_none() && words.hints.is_empty() && words.facts.len() == 1;
    let text = words.facts.first().map(|fact| theme.words(&fact.text).width()).unwrap_or_default();
    if is_single && !step.is_empty() && text + 2 <= usize::from(inner.width.min(parts::MEASURE)) {
        status::facts(frame, inner, &words.facts, theme);
        return (false, 0);
    }
    (true, told_rows(frame, parts::below(area, 2), words, theme))
}

/// Draws the filter, and the number of rows.
fn head(frame: &mut Frame<'_>, area: Rect, step: &InstancesStep, words: &Status, session: &Session, theme: &Theme) {
    let title = if words.progress.is_some() { "Instances" } else { words.headline.as_str() };
    let title = format!("{title}  ");
    let asked = u16::try_from(title.width()).unwrap_or(0) + 1;
    parts::put(frame, area, 0, Line::from(vec![Span::raw(" "), Span::styled(title, theme.strong)]));
    let count = match step.selected() {
        // On a narrow screen the filter needs the room.
        selected @ 1.. if area.width < 60 => format!("{selected} selected"),
        _ => step.describe_count(session),
    };
    let counted = u16::try_from(count.width()).unwrap_or(0) + 2;
    let line = Rect { width: area.width.saturating_sub(asked + counted), ..parts::after(area, asked) };
    parts::edit(frame, line, 0, &step.filter, false, true, theme.text);
    if step.filter.text().is_empty() && line.width > 30 {
        let question = words.question.as_ref().map(|question| theme.words(question).to_lowercase());
        parts::put(frame, parts::after(line, 1), 0, Line::styled(question.unwrap_or_default(), theme.dim));
    }
    let at = Rect { x: area.x + area.width.saturating_sub(counted), width: counted.saturating_sub(1), ..area };
    parts::put(frame, at, 0, Line::styled(count, theme.dim).right_aligned());
}

/// Draws the progress or the trouble of the list; returns the rows it took.
fn told_rows(frame: &mut Frame<'_>, area: Rect, words: &Status, theme: &Theme) -> u16 {
    let inner = parts::after(Rect { width: area.width.saturating_sub(1), ..area }, 3);
    if let Some(progress) = &words.progress {
        let line = vec![
            Span::styled(format!("{} ", parts::spinner(progress.since)), theme.accent),
            Span::styled(progress.activity.clone(), theme.strong),
            Span::styled(format!("  {}", parts::clock(progress.since)), theme.dim),
        ];
        parts::put(frame, inner, 0, Line::from(line));
        return 2;
    }
    let mut rows = status::facts(frame, inner, &words.facts, theme);
    for hint in &words.hints {
        rows += parts::wrapped(frame, parts::below(inner, rows), &theme.words(hint), theme.dim);
    }
    rows + 1
}

fn draw_list(frame: &mut Frame<'_>, area: Rect, step: &InstancesStep, session: &Session, theme: &Theme) {
    let height = usize::from(area.height);
    let top = step.cursor().window(step.len(), height.max(1));
    let focused = step.cursor().row(step.len());
    let mut marker = step.marker();
    for (y, at) in (0..area.height).zip(top..step.len()) {
        let Some(row) = step.row(at, session) else { break };
        let width = usize::from(area.width);
        let line = line(row, session, step, at == focused, width, marker.as_mut(), theme);
        parts::put(frame, area, y, line);
    }
}

/// Widths of the columns. Those of width 0 are left out; they are in the facts below.
struct Columns {
    name: usize,
    id: usize,
    element: usize,
    /// State, or the most urgent mark where there is room for one only.
    state: usize,
    /// Most urgent mark next to the state, where there is no room for test and expiry.
    mark: usize,
    test: usize,
    expiry: usize,
    tags: usize,
    age: usize,
}

impl Columns {
    fn new(width: usize) -> Self {
        let room = width.saturating_sub(POINTER);
        let none = Self { name: 0, id: 0, element: 0, state: 12, mark: 0, test: 0, expiry: 0, tags: 0, age: 0 };
        let columns = match width {
            0..60 => Self { state: 20, ..none },
            60..76 => Self { mark: 20, ..none },
            76..88 => Self { id: 9, element: 16, mark: 20, ..none },
            88..100 => Self { id: 9, element: 16, mark: 20, age: 7, ..none },
            100..116 => Self { id: 9, element: 18, test: 20, expiry: 14, age: 7, ..none },
            _ => Self { id: 10, element: 18, test: 20, expiry: 14, age: 7, ..none },
        };
        let left = room.saturating_sub(columns.fixed());
        // Tags have two fifths of the room that is left on a wide screen.
        let tags = if width >= 116 { left * 2 / 5 } else { 0 };
        Self { name: left - tags, tags, ..columns }
    }

    /// Returns the width of the columns whose width does not depend on the room.
    fn fixed(&self) -> usize {
        self.id + self.element + self.state + self.mark + self.test + self.expiry + self.age
    }
}

fn headings(width: usize, theme: &Theme) -> Line<'static> {
    let columns = Columns::new(width);
    let headings = [
        ("", POINTER),
        ("Name", columns.name),
        ("ID", columns.id),
        ("Element", columns.element),
        ("State", columns.state),
        ("Test or expiry", columns.mark),
        ("Test", columns.test),
        ("Token expires", columns.expiry),
        ("Tags", columns.tags),
        ("Age", columns.age),
    ];
    Line::from_iter(headings.map(|(text, width)| parts::cell(text, width, theme.dim)))
}

/// Returns the cell of a mark behind its sign.
fn mark_cell(mark: Option<(Tone, &str)>, width: usize, theme: &Theme) -> Span<'static> {
    let Some((tone, words)) = mark else { return parts::cell("", width, theme.text) };
    parts::cell(&format!("{}{words}", tones::sign(tone)), width, tones::style(tone, theme.accent, theme))
}

fn line(
    row: &InstanceRow,
    session: &Session,
    step: &InstancesStep,
    is_focused: bool,
    width: usize,
    mut marker: Option<&mut WordSearch>,
    theme: &Theme,
) -> Line<'static> {
    let columns = Columns::new(width);
    let mut lit = |text: &str, width: usize, style: Style| {
        let marks = marker.as_mut().map(|marker| marker.marks(text)).unwrap_or_default();
        parts::marked(text, &marks, width, style, theme)
    };
    let instance = &row.instance;
    let pointer = if is_focused { Span::styled(" ❯ ", theme.accent) } else { Span::raw("   ") };
    let is_selected = step.is_selected(&instance.id);
    let selection = if is_selected { Span::styled("● ", theme.accent) } else { Span::raw("  ") };
    let marks = session.instances.marks(row, session.now);
    let mut spans = vec![pointer, selection];
    spans.extend(lit(&row.name, columns.name, if is_focused { theme.chosen } else { theme.text }));
    spans.extend(lit(&instance.id, columns.id, theme.dim));
    spans.extend(lit(instance.element.as_str(), columns.element, theme.dim));
    let is_alone = columns.mark + columns.test == 0;
    let state = if is_alone { marks.most_urgent() } else { &marks.state };
    spans.push(mark_cell(Some((state.tone, &state.words)), columns.state, theme));
    let beside = marks.beside_state(step.sort()).map(|mark| (mark.tone, mark.words.as_str()));
    spans.push(mark_cell(beside, columns.mark, theme));
    // Work in this session has words of its own; an earlier test has its age.
    let tested = row.facts.describe_test(session.now).filter(|_| session.instances.work(&instance.id).is_none());
    let work = marks.work.as_ref().map(|mark| (mark.tone, tested.as_deref().unwrap_or(&mark.words)));
    spans.push(mark_cell(work, columns.test, theme));
    let expiry = row.facts.describe_expiry(session.now).unwrap_or_default();
    spans.push(match &marks.expiry {
        Some(mark) if mark.tone == Tone::Warning => mark_cell(Some((mark.tone, &expiry)), columns.expiry, theme),
        Some(_) | None => parts::cell(&format!("  {expiry}"), columns.expiry, theme.dim),
    });
    spans.extend(lit(&row.tags, columns.tags, theme.dim));
    spans.push(parts::cell(&row.age(session.now), columns.age, theme.dim));
    Line::from(spans)
}

/// Draws the facts of the instance under the cursor.
fn draw_facts(frame: &mut Frame<'_>, area: Rect, step: &InstancesStep, session: &Session, theme: &Theme) {
    let Some(row) = step.focused(session) else { return };
    let failure = match session.instances.work(&row.instance.id) {
        Some(InstanceWork::Failed(_, fault)) => Some(format!("{} {}", fault.problem, fault.hint)),
        Some(InstanceWork::Running(_) | InstanceWork::Tested(_)) | None => None,
    };
    row_facts::draw(frame, area, &row.name, failure.as_deref(), &row.describe_facts(session.now), theme);
}
