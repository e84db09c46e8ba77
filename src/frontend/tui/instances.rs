//! List of instances, with the facts of the one under the cursor.

use super::{Theme, facets, parts, status};
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
/// Rows of the facts below the list.
const FACTS: u16 = 7;
/// Columns from which the facts are in two columns.
const BESIDE: u16 = 70;
/// Rows from which there is room for the facts.
const TALL: u16 = 16;
/// Column of the state, or of the outcome of work.
const STATE: usize = 16;

/// Draws the list, or a question about its instances.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &InstancesStep, words: &Status, session: &Session, theme: &Theme) {
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
    let told = !words.facts.is_empty() || words.progress.is_some();
    let above = if told { told_rows(frame, list, words, theme) } else { 0 };
    let list = parts::below(list, above);
    let below = if area.height > TALL && !step.is_empty() { FACTS } else { 0 };
    let rows = Rect { height: list.height.saturating_sub(below), ..list };
    draw_list(frame, rows, step, session, theme);
    if below > 0 {
        draw_facts(frame, parts::below(list, rows.height + 1), step, session, theme);
    }
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
        let is_selected = step.is_selected(&row.instance.id);
        let width = usize::from(area.width);
        let line = line(row, session, at == focused, is_selected, width, marker.as_mut(), theme);
        parts::put(frame, area, y, line);
    }
}

/// Widths of the columns: name, ID, element, tags and age. Those left out are in the facts below.
struct Columns {
    name: usize,
    id: usize,
    element: usize,
    tags: usize,
    age: usize,
}

impl Columns {
    fn new(width: usize) -> Self {
        let room = width.saturating_sub(5 + STATE);
        match width {
            0..60 => Self { name: room, id: 0, element: 0, tags: 0, age: 0 },
            60..76 => Self { name: room - 22, id: 0, element: 22, tags: 0, age: 0 },
            76..104 => Self { name: room - 40, id: 10, element: 22, tags: 0, age: 8 },
            _ => {
                let name = (room - 42) * 3 / 5;
                Self { name, id: 10, element: 24, tags: room - 42 - name, age: 8 }
            }
        }
    }
}

fn line(
    row: &InstanceRow,
    session: &Session,
    is_focused: bool,
    is_selected: bool,
    width: usize,
    mut marker: Option<&mut WordSearch>,
    theme: &Theme,
) -> Line<'static> {
    let columns = Columns::new(width);
    let mut lit = |text: &str, width: usize, style: Style| {
        let marks = marker.as_mut().map(|marker| marker.marks(text)).unwrap_or_default();
        parts::marked(text, &marks, width, style, theme)
    };
    let column = |text: &str, width: usize, style: Style| {
        let text = if width == 0 { String::new() } else { format!("{} ", parts::column(text, width - 1)) };
        Span::styled(text, style)
    };
    let instance = &row.instance;
    let pointer = if is_focused { Span::styled(" ❯ ", theme.accent) } else { Span::raw("   ") };
    let selection = if is_selected { Span::styled("● ", theme.accent) } else { Span::raw("  ") };
    let mark = match session.instances.work(&instance.id) {
        Some(work) => work.mark(),
        None => row.state(session.now),
    };
    let (sign, style) = match mark.tone {
        Tone::Good => ("✓", theme.good),
        Tone::Plain => ("·", theme.accent),
        Tone::Warning => ("!", theme.warn),
        Tone::Bad => ("✗", theme.bad),
    };
    let mut spans = vec![pointer, selection];
    spans.extend(lit(&row.name, columns.name, if is_focused { theme.chosen } else { theme.text }));
    spans.extend(lit(&instance.id, columns.id, theme.dim));
    spans.extend(lit(instance.element.as_str(), columns.element, theme.dim));
    spans.push(column(&format!("{sign} {}", mark.words), STATE, style));
    spans.extend(lit(&row.tags, columns.tags, theme.dim));
    spans.push(column(&row.age(session.now), columns.age, theme.dim));
    Line::from(spans)
}

/// Draws the facts of the instance under the cursor, in two columns where there is room.
fn draw_facts(frame: &mut Frame<'_>, area: Rect, step: &InstancesStep, session: &Session, theme: &Theme) {
    let Some(row) = step.focused(session) else { return };
    let inner = parts::inner(area);
    let name = parts::cut(&row.name, usize::from(inner.width));
    parts::put(frame, inner, 0, Line::styled(name, theme.strong));
    let mut y = 1;
    if let Some(InstanceWork::Failed(_, fault)) = session.instances.work(&row.instance.id) {
        let room = Rect { height: 2, ..parts::below(inner, y) };
        let failure = format!("{} {}", fault.problem, fault.hint);
        y += parts::wrapped(frame, room, &failure, theme.bad).min(2);
    }
    let columns = if inner.width >= BESIDE { 2 } else { 1 };
    let width = inner.width / columns;
    let facts = row.describe_facts(session.now);
    for (at, fact) in (0_u16..).zip(&facts) {
        let column = parts::after(parts::below(inner, y + at / columns), at % columns * width);
        let column = Rect { width, ..column };
        let text = parts::cut(&theme.words(&fact.text), usize::from(width).saturating_sub(12));
        let label = Span::styled(format!("{:<10}", fact.label.unwrap_or_default()), theme.dim);
        parts::put(frame, column, 0, Line::from(vec![label, Span::styled(text, theme.text)]));
    }
}
