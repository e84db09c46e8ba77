use super::*;
use crate::{
    catalog::Catalog,
    domain::{Account, BaseUrl, Profile, ProfileName},
    oauth::Browser,
    platform::Net,
    runtime::{ServiceConfig, external_program::Tools, resolve::Resolver},
    terminal::clipboard::{ClipboardAccess, Desktop},
    text::Secret,
    wizard::{Session, Start},
};
use rstest::rstest;
use std::sync::Arc;
use tempfile::TempDir;

/// Use of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Draw,
    Measure,
    Release,
    Resume,
    Suspend,
}

/// Front end on a terminal that is gone, which this use shows.
struct GoneTerminal(Use);

impl GoneTerminal {
    fn fail(&self, what: Use) -> io::Result<()> {
        if self.0 == what { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
    }
}

impl Frontend for GoneTerminal {
    fn show(&mut self, _: &Wizard) -> io::Result<()> {
        self.fail(Use::Draw)
    }

    fn measure(&mut self, _: &Wizard) -> io::Result<Option<Event>> {
        self.fail(Use::Measure).map(|()| None)
    }

    async fn next(&mut self) -> TerminalInput {
        std::future::pending().await
    }

    fn clipboard(&mut self, _: &[u8]) -> io::Result<bool> {
        Ok(false)
    }

    fn refresh(&mut self) {}

    fn release(&mut self) -> io::Result<()> {
        self.fail(Use::Release)
    }

    fn resume(&mut self) -> io::Result<()> {
        self.fail(Use::Resume)
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.fail(Use::Suspend)
    }

    async fn leave(&mut self) {}
}

fn runner(home: &TempDir) -> Runner {
    let program = Some("true".to_owned());
    Runner::new(ServiceConfig {
        resolver: Resolver::new(|_| None, None),
        catalog: Arc::new(Catalog::embedded().expect("a catalog")),
        store: store(home),
        browser: Browser { command: Some("none".into()), ..Browser::default() },
        desktop: Desktop::None,
        tools: Tools { pager: program, ..Tools::default() },
        net: Net::default(),
        clipboard: ClipboardAccess::None,
        list_age: Duration::ZERO,
        sandbox: None,
    })
}

fn store(home: &TempDir) -> Store {
    Store::new(home.path().join("config"), home.path().join("state"))
}

/// Wizard at a form with a typed name.
fn wizard() -> Wizard {
    let base = BaseUrl::read("http://127.0.0.1:9").expect("a base");
    let account = Account::new(base, Secret::new("u"), Secret::new("o"));
    let profile = Profile { name: ProfileName::new("work"), account };
    let catalog = Arc::new(Catalog::embedded().expect("a catalog"));
    let session = Session::new(catalog, vec![profile.clone()], Some(profile), None);
    let (wizard, _) = Wizard::new(session, Start::Element("magentosoapv19".into()));
    wizard.update(Event::Paste(Secret::new("shop"))).0
}

#[rstest]
#[case::draw(Use::Draw)]
#[case::measure(Use::Measure)]
#[case::release(Use::Release)]
#[case::resume(Use::Resume)]
#[case::suspend(Use::Suspend)]
#[tokio::test]
async fn form_is_saved_if_the_terminal_is_gone(#[case] fails: Use) {
    // Windows cannot suspend a program, so the terminal is not used for it.
    if cfg!(windows) && fails == Use::Suspend {
        return;
    }
    let home = TempDir::new().expect("a folder");
    let screen = if fails == Use::Suspend { ScreenEffect::Suspend } else { ScreenEffect::Page(Secret::new("text")) };
    let end = drive(wizard(), vec![Effect::Screen(screen)], runner(&home), &mut GoneTerminal(fails)).await;
    let end = end.expect("an end");
    assert_eq!(end.signal, Some(HANGUP), "{end:?}");
    assert_eq!(store(&home).drafts().len(), 1);
}
