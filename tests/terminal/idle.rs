//! While nothing happens, nothing is done.

use crate::{
    kit::Terminal,
    person::{Home, fill_magento},
};
use std::{fs, thread::sleep, time::Duration};

/// Work of the program so far: CPU time, wakeups of threads, bytes on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Work {
    ticks: u64,
    wakes: u64,
    written: usize,
}

fn work(terminal: &Terminal) -> Work {
    let process = format!("/proc/{}", terminal.process().as_raw_nonzero());
    let stat = fs::read_to_string(format!("{process}/stat")).expect("the process");
    // The program's name, in brackets, may hold blanks; the two times are 12th and 13th after it.
    let (_, fields) = stat.rsplit_once(')').expect("a name");
    let ticks = fields.split_whitespace().skip(11).take(2).map(|n| n.parse::<u64>().expect("a number")).sum();
    let threads = fs::read_dir(format!("{process}/task")).expect("threads");
    let wakes = threads.filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("status")).ok());
    let wakes = wakes.map(|status| switches(&status)).sum();
    Work { ticks, wakes, written: terminal.transcript().len() }
}

fn switches(status: &str) -> u64 {
    let lines = status.lines().filter_map(|line| line.split_once("ctxt_switches:"));
    lines.map(|(_, number)| number.trim().parse::<u64>().expect("a number")).sum()
}

/// Waits for the last of the work to be done, then looks on for a while.
fn rests(terminal: &Terminal) {
    let mut before = work(terminal);
    for _ in 0..100 {
        sleep(Duration::from_millis(200));
        let now = work(terminal);
        if now == before {
            break;
        }
        before = now;
    }
    sleep(Duration::from_secs(2));
    assert_eq!(work(terminal), before, "it does not rest:\n{}", terminal.screen());
}

#[test]
fn the_list_of_elements_rests() {
    let home = Home::new();
    let mut terminal = home.start(&["--sandbox"], &[]);
    terminal.wait_for("Which element?");
    rests(&terminal);
}

#[test]
fn a_form_rests() {
    rests(&Home::new().practise("magentosoapv19"));
}

#[test]
fn an_answer_rests() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    fill_magento(&mut terminal, "my-shop");
    terminal.keys("<enter>");
    terminal.wait_for("created in");
    rests(&terminal);
}

#[test]
fn the_first_question_rests() {
    let home = Home::new();
    let mut terminal = home.start(&[], &[]);
    terminal.wait_for("Which platform?");
    rests(&terminal);
}
