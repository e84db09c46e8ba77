//! Secrets, and every place in which they could be left.

use crate::{
    kit::{Terminal, sequences},
    person::{Home, Platform, fill_infusionsoft, free_port, parameter, press},
};
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// Password with characters that addresses, JSON and shells write differently.
const PASSWORD: &str = "kanarie/+&\"ö'Zk83hQ";
/// Last part of it, which a search for a part would find.
const CLIENT_SECRET: &str = "kanarie=%20Tq5mPw&x";

/// The ways a secret may be spelled.
fn spellings(secret: &str) -> Vec<String> {
    let url: String = secret.bytes().fold(String::new(), |mut all, byte| {
        let _ =
            if byte.is_ascii_alphanumeric() { write!(all, "{}", char::from(byte)) } else { write!(all, "%{byte:02X}") };
        all
    });
    let json = serde_json::to_string(secret).expect("JSON").trim_matches('"').to_owned();
    let hex = secret.bytes().fold(String::new(), |all, byte| all + &format!("{byte:02x}"));
    vec![secret.to_owned(), url.to_lowercase(), url, json, base64(secret), hex]
}

fn base64(text: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits = text.bytes().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect::<Vec<_>>();
    // Complete groups only: the encoding of the last bits depends on the next byte.
    let six = bits.chunks_exact(24).flat_map(|group| group.chunks(6));
    six.map(|six| char::from(LETTERS[usize::from(six.iter().fold(0_u8, |n, bit| n << 1 | bit))])).collect()
}

/// Returns every file below a folder, apart from those that keep secrets on purpose.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let inside = entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    inside.filter(|path| !path.components().any(|part| part.as_os_str() == "instances")).collect()
}

fn left_nowhere(home: &Home, terminal: &Terminal, secrets: &[String]) {
    let written = String::from_utf8_lossy(&terminal.transcript()).into_owned();
    let texts = files(home.path()).into_iter().map(|path| {
        let text = String::from_utf8_lossy(&fs::read(&path).expect("a file")).into_owned();
        (path.display().to_string(), text)
    });
    for (place, text) in texts.chain([("the terminal".to_owned(), written)]) {
        for secret in secrets.iter().flat_map(|secret| spellings(secret)) {
            assert!(!text.contains(&secret), "{secret} is in {place}: {text}");
        }
    }
}

/// Installs a browser that records its arguments and its environment.
fn install_recording_browser(home: &Home) {
    home.script("browser", "env > \"$0.env\"; printf '%s' \"$*\" > \"$0.part\"; mv \"$0.part\" \"$0.url\"");
}

fn arguments(terminal: &Terminal) -> String {
    let path = format!("/proc/{}/cmdline", terminal.process().as_raw_nonzero());
    fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn typed_secrets_are_left_nowhere() {
    let (home, platform) = (Home::new(), Platform::start());
    install_recording_browser(&home);
    let temporary = home.path().join("tmp");
    fs::create_dir(&temporary).expect("a folder");
    let env = platform.environment().into_iter().chain([("TMPDIR", temporary.to_str().expect("a path"))]);
    let env: Vec<_> = env.collect();

    let mut terminal = home.start(&["magentosoapv19"], &env);
    terminal.wait_for("Instance name");
    terminal.keys("anna<enter>");
    terminal.paste(PASSWORD);
    terminal.keys("<enter>https://shop.example<enter>first<c-s>");
    terminal.wait_for("Create the instance “first”?");
    let visible = arguments(&terminal);
    terminal.keys("<enter>");
    terminal.wait_for("created in");
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    let (_, kept) = home.instances().pop().expect("an instance");
    let token = kept["token"].as_str().expect("a token").to_owned();
    let secrets = [PASSWORD.to_owned(), platform.user.clone(), platform.organization.clone(), token];
    left_nowhere(&home, &terminal, &secrets);
    assert!(secrets.iter().all(|secret| !visible.contains(secret.as_str())), "{visible}");
    assert_eq!(sequences::unknown(&terminal.transcript()), Vec::<String>::new());

    let mut terminal = home.start(&["infusionsoftecommerce"], &env);
    terminal.wait_for("Instance name");
    let callback = format!("http://127.0.0.1:{}/callback", free_port());
    terminal.keys(&format!("<up><c-u>{callback}<tab>client-1<tab>"));
    terminal.paste(CLIENT_SECRET);
    terminal.keys("<tab>second<c-s>");
    terminal.wait_for("Waiting for your consent");
    let back = press("allow", &home.page());
    home.visit(&back);
    terminal.wait_for("Create the instance “second”?");
    // Left here, so that a draft is kept with the consent given and not used.
    terminal.keys("<c-c>");
    assert_eq!(terminal.wait_exit(), 130);
    assert!(home.draft().is_some_and(|draft| draft.contains("second")));
    // The state is a part of the link that is shown to be copied.
    let secrets = [CLIENT_SECRET.to_owned(), parameter(&back, "code")];
    left_nowhere(&home, &terminal, &secrets);
    left_nowhere(&home, &terminal, &[platform.user.clone(), platform.organization.clone()]);
    assert_eq!(sequences::unknown(&terminal.transcript()), Vec::<String>::new());
}

#[test]
fn a_form_broken_off_by_a_signal_leaves_no_secret_either() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    fill_secret(&mut terminal);
    terminal.signal(rustix::process::Signal::TERM);
    assert_eq!(terminal.wait_exit(), 143);
    left_nowhere(&home, &terminal, &[PASSWORD.to_owned()]);
}

fn fill_secret(terminal: &mut Terminal) {
    terminal.keys("anna<enter>");
    terminal.paste(PASSWORD);
    terminal.wait_for("•••");
}

/// Keeps the form for consent in use by this file too.
#[test]
fn a_refused_consent_leaves_no_secret_either() {
    let home = Home::new();
    let mut terminal = home.practise("infusionsoftecommerce");
    fill_infusionsoft(&mut terminal, &format!("http://127.0.0.1:{}/callback", free_port()), "denied");
    let back = press("deny", &home.page());
    home.visit(&back);
    terminal.wait_for("access_denied");
    terminal.keys("<c-c>");
    terminal.wait_exit();
    left_nowhere(&home, &terminal, &[crate::person::CANARY.to_owned()]);
}
