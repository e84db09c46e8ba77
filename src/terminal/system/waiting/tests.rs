use super::*;
use rustix::pipe::pipe;
use std::{io::Write as _, thread, time::Duration};
use tokio::{
    sync::{mpsc, oneshot},
    time::timeout,
};

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime")
}

fn run<F: Future>(future: F) -> F::Output {
    block_on(&runtime(), future).expect("a pipe")
}

/// A pipe in place of the terminal, and its other end.
fn terminal() -> (Rc<dyn AsFd>, std::fs::File) {
    let (read, write) = pipe().expect("a pipe");
    (Rc::new(read), write.into())
}

fn read(file: &dyn AsFd) -> Vec<u8> {
    let mut bytes = vec![0; 64];
    let count = rustix::io::read(file.as_fd(), &mut *bytes).expect("input");
    bytes.truncate(count);
    bytes
}

#[test]
fn result_of_a_future_is_returned() {
    assert_eq!(run(async { 7 }), 7);
}

#[test]
fn input_that_waits_already_is_ready() {
    let (file, mut keys) = terminal();
    keys.write_all(b"a").expect("typed");
    run(ready(Rc::clone(&file)));
    assert_eq!(read(&*file), b"a");
}

#[test]
fn input_of_a_later_moment_wakes_the_future() {
    let (file, mut keys) = terminal();
    let (waits, waiting) = oneshot::channel();
    let typing = thread::spawn(move || {
        waiting.blocking_recv().expect("the future waits");
        keys.write_all(b"b").expect("typed");
        keys
    });
    run(async {
        tokio::join!(ready(Rc::clone(&file)), async { waits.send(()).expect("a typist") });
    });
    assert_eq!(read(&*file), b"b");
    drop(typing.join());
}

#[test]
fn terminal_that_is_gone_is_ready() {
    let (file, keys) = terminal();
    drop(keys);
    run(ready(Rc::clone(&file)));
    assert_eq!(read(&*file), b"");
}

#[test]
fn timers_tasks_and_channels_wake_the_future() {
    let (file, _keys) = terminal();
    let (sender, mut received) = mpsc::unbounded_channel();
    let numbers = run(async {
        tokio::spawn(async move {
            for number in 0..1000 {
                sender.send(number).expect("it is heard");
                tokio::task::yield_now().await;
            }
        });
        let mut numbers = Vec::new();
        loop {
            tokio::select! {
                number = received.recv() => match number {
                    Some(number) => numbers.push(number),
                    None => break,
                },
                () = ready(Rc::clone(&file)) => panic!("nothing was typed"),
            }
        }
        assert!(timeout(Duration::from_millis(5), ready(file)).await.is_err());
        numbers
    });
    assert_eq!(numbers, (0..1000).collect::<Vec<_>>());
}

#[test]
fn input_is_left_alone_while_nothing_waits_for_it() {
    let (file, mut keys) = terminal();
    let (sender, received) = oneshot::channel();
    let (twice, polled_twice) = oneshot::channel();
    thread::spawn(move || {
        polled_twice.blocking_recv().expect("the future is polled");
        for _ in 0..100 {
            thread::yield_now();
        }
        sender.send(()).expect("it is awaited");
    });
    let polls = run(async {
        let _ = timeout(Duration::ZERO, ready(Rc::clone(&file))).await;
        keys.write_all(b"for another program").expect("typed");
        let (mut received, mut twice, mut polls) = (pin!(received), Some(twice), 0);
        std::future::poll_fn(|context| {
            polls += 1;
            if polls == 2 {
                twice.take().map(|twice| twice.send(()));
            }
            received.as_mut().poll(context)
        })
        .await
        .expect("a message");
        polls
    });
    assert!(polls <= 3, "{polls} polls");
    assert_eq!(read(&*file), b"for another program");
}
