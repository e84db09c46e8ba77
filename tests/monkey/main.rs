//! A monkey at the built program, in a real terminal, with a platform in bad weather: whatever it does, the program
//! neither dies nor hangs, shows no secret, and gives the terminal back. Longer with `ELEMINT_MONKEY=100000`, from
//! another beginning with `ELEMINT_MONKEY_SEED=7`.
#![cfg(test)]

mod hands;
#[path = "../kit/mod.rs"]
mod kit;
#[path = "../fuzz/random.rs"]
mod random;
mod session;
mod weather;

use elemint::{
    sandbox::{Options, Sandbox},
    text::Secret,
};
use hands::Hands;
use random::Random;
use session::Session;
use std::{io::Write as _, time::Duration};
use weather::Weather;

/// Enough for every test run; some ten seconds.
const ACTIONS: usize = 1200;
/// A new session after so many at the latest.
const SESSION: usize = 1500;

/// The secrets of the account.
const USER: &str = "kanarienvogel-user-Zk83hQ0xT5";
const ORGANIZATION: &str = "0f9e8d7c6b5a49382716050403020100";

#[test]
fn no_monkey_breaks_it() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let options = Options {
        user: Some(Secret::new(USER)),
        organization: Some(Secret::new(ORGANIZATION)),
        pace: Duration::from_millis(20),
        ..Options::default()
    };
    let sandbox = runtime.block_on(Sandbox::start(options)).expect("a platform");
    let seed = number("ELEMINT_MONKEY_SEED").unwrap_or(1);
    let weather = Weather::over(sandbox.account().base.host(), seed);
    let actions = number("ELEMINT_MONKEY").unwrap_or(ACTIONS);
    let mut hands = Hands::new(Random::new(0x006d_6f6e_6b65_7900 + seed as u64));
    let (mut sessions, mut most) = (0, 0);
    while hands.actions() < actions {
        let length = SESSION.min(actions - hands.actions());
        // Every third session may reveal secrets, so its screens are not checked for them.
        hands.may_reveal = sessions % 3 == 2;
        let mut session = Session::start(&weather.base, sessions);
        session.play(&mut hands, length);
        most = most.max(session.end(hands.may_reveal));
        sessions += 1;
    }
    let (fair, foul) = weather.counted();
    let _ = writeln!(
        std::io::stdout(),
        "monkey: {hands} in {sessions} sessions; {foul} of {} answers spoilt; at most {most} kB of memory",
        fair + foul,
    );
}

fn number(name: &str) -> Option<usize> {
    #[expect(clippy::disallowed_methods, reason = "how long a test runs is for whoever runs it to say")]
    std::env::var(name).ok().and_then(|number| number.parse().ok())
}
