//! The pictures in the documentation are of the program as it is. `ELEMINT_PICTURES=write` takes them anew.
#![cfg(test)]

mod kit;

use kit::{Film, Picture, Play, Terminal, free_port, web, write_script};
use std::{
    fs,
    path::{Path, PathBuf},
    thread::sleep,
    time::{Duration, Instant},
};

const SIZE: (u16, u16) = (96, 26);

/// Text that differs from run to run, and its replacement.
#[derive(Default)]
struct Varying(Vec<(String, String)>);

impl Varying {
    fn note(&mut self, old: &str, new: &str) {
        self.0.push((old.to_owned(), new.to_owned()));
    }

    /// Returns the screen once its frame is complete: the awaited words may come before its end.
    fn picture(&self, terminal: &Terminal) -> Picture {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !is_complete(&terminal.transcript()) {
            assert!(Instant::now() < deadline, "the frame does not end");
            sleep(Duration::from_millis(5));
        }
        let picture = Picture::of_screen(&terminal.snapshot(), "elemint --sandbox");
        self.0.iter().fold(picture, |picture, (old, new)| picture.replacing(old, new))
    }

    /// Compares a picture with the one in the documentation, or puts it there.
    fn take(&self, terminal: &Terminal, name: &str) {
        let deadline = Instant::now() + Duration::from_secs(5);
        if writing() {
            // Text after the awaited words, such as a notice, belongs in the picture.
            sleep(Duration::from_millis(500));
        }
        while !writing() && self.picture(terminal).svg() != known(name) && Instant::now() < deadline {
            sleep(Duration::from_millis(20));
        }
        compare(name, &self.picture(terminal).svg());
    }
}

/// Returns true if the last frame that has begun has ended. Other sequences may follow it.
fn is_complete(written: &[u8]) -> bool {
    let last = |mark: &[u8]| written.windows(mark.len()).rposition(|part| part == mark);
    last(b"\x1b[?2026l") > last(b"\x1b[?2026h")
}

fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pictures").join(format!("{name}.svg"))
}

fn known(name: &str) -> String {
    fs::read_to_string(place(name)).unwrap_or_default()
}

fn compare(name: &str, svg: &str) {
    if writing() {
        fs::create_dir_all(place("").parent().expect("a directory")).expect("a directory");
        fs::write(place(name), svg).expect("a picture");
    }
    let known = known(name);
    let differs = known.lines().zip(svg.lines()).find(|(old, new)| old != new);
    assert!(
        known == svg,
        "the program no longer looks like {name}.svg; ELEMINT_PICTURES=write takes the picture anew: {differs:?}"
    );
}

#[expect(clippy::disallowed_methods, reason = "whoever runs the test says whether it writes")]
fn writing() -> bool {
    std::env::var("ELEMINT_PICTURES").is_ok_and(|wish| wish == "write")
}

/// A browser that notes where it is sent.
fn browser(home: &Path) -> String {
    let path = home.join("browser");
    write_script(&path, "printf '%s' \"$1\" > \"$0.part\" && mv \"$0.part\" \"$0.url\"");
    path.to_str().expect("a path").to_owned()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before:?} in {text}")).1;
    rest.split(after).next().unwrap_or_default()
}

#[test]
fn the_documentation_shows_the_program_as_it_is() {
    let home = tempfile::TempDir::new().expect("a home directory");
    let browser = browser(home.path());
    let arguments = ["--sandbox", "--browser", &browser, "--state-dir", ".local/state/elemint"];
    let elemint = Path::new(env!("CARGO_BIN_EXE_elemint"));
    let mut terminal = Terminal::start_at(home.path(), elemint, &arguments, &[], SIZE);
    let mut varying = Varying::default();
    let mut film = Film::default();

    let count = kit::scene::element_count();
    terminal.wait_for(&format!("{count} of {count}"));
    film.add(varying.picture(&terminal), 20);
    for end in 1..="infus".len() {
        let typed = &"infus"[..end];
        terminal.keys(&typed[end - 1..]);
        terminal.wait_for(&format!("Which element? {typed}"));
        film.add(varying.picture(&terminal), 3);
    }
    terminal.wait_for("❯ Infusionsoft eCommerce");
    varying.take(&terminal, "elements");
    film.add(varying.picture(&terminal), 20);

    let port = free_port();
    varying.note(&format!("{port:05}"), "48910");
    terminal.keys("<enter>");
    terminal.wait_for("❯ Client ID");
    let callback = format!("http://127.0.0.1:{port}/callback");
    terminal.keys(&format!("<up><c-u>{callback}<tab>kx7w2m9s4t<tab>8Qd0vJm2xWc7Rf1L<tab>online-sales"));
    terminal.wait_gone("e.g. online-sales");
    varying.take(&terminal, "form");
    film.add(varying.picture(&terminal), 30);

    terminal.keys("<c-s>");
    terminal.wait_for("Your browser was asked to open the link");
    let link = fs::read_to_string(home.path().join("browser.url")).expect("the link");
    let browser = web::Follower::of(&link);
    let page = &browser.page;
    varying.note(between(page, "&state=", "&"), "Zm9yIGEgcGljdHVyZSBvbmx5LCBub3RoaW5nIGVsc2U");
    varying.note(between(page, "127.0.0.1:", "/"), "41712");
    // The shown time has one character less after the first second, so the end of its row is a part of the replacement.
    let screen = terminal.screen();
    let rest = between(&screen, " left", "\n").trim_end();
    for second in 0..60 {
        varying.note(&format!("9:{second:02} left{rest} "), &format!("10:00 left{rest}"));
    }
    varying.take(&terminal, "consent");
    film.add(varying.picture(&terminal), 35);

    let (address, query) = page.split_once('?').expect("a query");
    let pressed = web::call(
        "POST",
        &address.replace("/authorize", "/answer"),
        &[("Content-Type", "application/x-www-form-urlencoded")],
        &format!("{query}&choice=allow"),
    );
    browser.get(pressed.header("location").expect("a way back"));
    terminal.wait_for("Create the instance “online-sales”?");
    varying.take(&terminal, "review");
    film.add(varying.picture(&terminal), 25);

    terminal.keys("<enter>");
    terminal.wait_for("created in");
    let screen = terminal.screen();
    let took = between(&screen, "created in ", "\n").trim_end();
    varying.note(&format!("created in {took}"), &format!("created in {:>1$}", "1 s", took.len()));
    let id = screen.split("Instance ").find(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or_default();
    varying.note(id.split_whitespace().next().expect("an id"), "4710010");
    let created = between(&screen, "createdDate  \"", "\"");
    varying.note(created, "2026-11-02T09:41:00Z");
    varying.note(between(&screen, "since ", "  "), "2026-11-02 09:41");
    varying.take(&terminal, "viewer");
    film.add(varying.picture(&terminal), 60);
    compare("film", &film.svg());
}

#[test]
fn documentation_shows_the_list_of_instances_and_one_of_them() {
    let take = |play: &Play, name: &str| {
        let (buffer, _) = play.draw(SIZE.0, SIZE.1);
        compare(name, &Picture::of_buffer(&buffer, "elemint instances").svg());
    };
    let mut play = kit::scene::instances(24);
    play.keys("<down><s-tab><s-tab>");
    take(&play, "instances");
    play.keys("<enter>");
    take(&play, "details");
}
