//! Smallest ratatui program that shows a list: the floor for the start and the keys of `elemint`.
//!
//! `cargo run --release --example floor`: Down and Up move, `q` ends it.

use ratatui::{
    Terminal,
    backend::CrosstermBackend,
    layout::{Constraint, Layout},
    style::{Modifier, Style},
    text::Line,
    widgets::{List, ListItem, ListState},
};
use std::io;

use crossterm::{
    event::{self, Event, KeyCode},
    execute,
    terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};

/// Elements that the embedded catalog has, about.
const ROWS: usize = 172;

fn main() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen)?;
    let result = run();
    execute!(io::stdout(), LeaveAlternateScreen)?;
    disable_raw_mode()?;
    result
}

fn run() -> io::Result<()> {
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    let rows: Vec<String> = (0..ROWS).map(|n| format!("Element {n:<24} element{n:<16} crm  oauth2")).collect();
    let mut state = ListState::default().with_selected(Some(0));
    loop {
        terminal.draw(|frame| {
            let [head, list] = Layout::vertical([Constraint::Length(2), Constraint::Fill(1)]).areas(frame.area());
            frame.render_widget(Line::from(format!("{ROWS} elements")), head);
            let items = rows.iter().map(|row| ListItem::new(row.as_str()));
            let chosen = Style::new().add_modifier(Modifier::BOLD);
            frame.render_stateful_widget(
                List::new(items).highlight_symbol("> ").highlight_style(chosen),
                list,
                &mut state,
            );
        })?;
        if let Event::Key(key) = event::read()? {
            match key.code {
                KeyCode::Down => state.select_next(),
                KeyCode::Up => state.select_previous(),
                KeyCode::Char('q') => return Ok(()),
                _ => {}
            }
        }
    }
}
