//! Wait of one thread for the terminal and for everything else.
//!
//! The thread that draws also reads the terminal: a key then wakes one thread, not two, and nothing is read while another
//! program has the terminal. Registering the terminal with the reactor of tokio would need a thread of the reactor for
//! each key, and the reactor of macOS does not know `/dev/tty`.

use rustix::{
    io::Errno,
    pipe::{PipeFlags, pipe_with},
};
use std::{
    cell::RefCell,
    io,
    os::fd::{AsFd, BorrowedFd, OwnedFd},
    pin::pin,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};
use tokio::runtime::Runtime;

thread_local! {
    /// Interest of the future of this thread.
    static INTEREST: RefCell<Interest> = const { RefCell::new(Interest::None) };
}

/// Interest of the waiting future in the terminal.
enum Interest {
    /// It does not wait for the terminal.
    None,
    /// It waits for input on this file.
    Wanted(Rc<dyn AsFd>),
    /// The file has input, or is gone.
    Ready,
}

/// Runs a future on this thread, and reads of [`ready`] with it. Its tasks run in the runtime.
///
/// # Errors
/// The system has no room for a pipe, or cannot wait for it.
pub fn block_on<F: Future>(runtime: &Runtime, future: F) -> io::Result<F::Output> {
    let _entered = runtime.enter();
    let (woken, waker) = wake_pipe()?;
    let waker = Waker::from(Arc::new(waker));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
            return Ok(result);
        }
        let wanted = match INTEREST.replace(Interest::None) {
            Interest::Wanted(file) => Some(file),
            Interest::None | Interest::Ready => None,
        };
        let [is_woken, is_ready] = wait(woken.pipe.as_fd(), wanted.as_ref().map(|file| file.as_fd()))?;
        if is_woken {
            woken.drain();
        }
        if is_ready {
            INTEREST.set(Interest::Ready);
        }
    }
}

/// Returns once a file has input, or is gone. It works only in the future that [`block_on`] runs. Read the file at once:
/// another program may read the same terminal later.
pub async fn ready(file: Rc<dyn AsFd>) {
    std::future::poll_fn(|_| {
        INTEREST.with_borrow_mut(|interest| {
            let is_ready = matches!(interest, Interest::Ready);
            *interest = if is_ready { Interest::None } else { Interest::Wanted(Rc::clone(&file)) };
            if is_ready { Poll::Ready(()) } else { Poll::Pending }
        })
    })
    .await;
}

/// Pipe that has a byte while the future is to be polled again.
struct WakePipe {
    pipe: OwnedFd,
    is_woken: Arc<AtomicBool>,
}

/// Waker that writes to the pipe.
struct PipeWaker {
    pipe: OwnedFd,
    is_woken: Arc<AtomicBool>,
}

fn wake_pipe() -> io::Result<(WakePipe, PipeWaker)> {
    let (read, write) = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)?;
    let is_woken = Arc::new(AtomicBool::new(false));
    Ok((WakePipe { pipe: read, is_woken: Arc::clone(&is_woken) }, PipeWaker { pipe: write, is_woken }))
}

impl WakePipe {
    /// Empties the pipe. The future is polled after this, so that it sees a wake in between.
    fn drain(&self) {
        let _ = rustix::io::read(&self.pipe, &mut [0; 8]);
        self.is_woken.store(false, Ordering::Release);
    }
}

impl Wake for PipeWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.is_woken.swap(true, Ordering::AcqRel) {
            let _ = rustix::io::write(&self.pipe, &[1]);
        }
    }
}

/// Waits for the pipe of the waker and for a file, and returns true for each that has something to read or is gone.
#[cfg(not(target_os = "macos"))]
fn wait(woken: BorrowedFd<'_>, file: Option<BorrowedFd<'_>>) -> io::Result<[bool; 2]> {
    use rustix::event::{PollFd, PollFlags, poll};
    // Without a file, the pipe is waited for twice.
    let mut fds = [woken, file.unwrap_or(woken)].map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN));
    match poll(&mut fds, None) {
        Ok(_) => {
            let [is_woken, is_ready] = fds.map(|fd| !fd.revents().is_empty());
            Ok([is_woken, is_ready && file.is_some()])
        }
        Err(Errno::INTR) => Ok([false; 2]),
        Err(error) => Err(error.into()),
    }
}

/// Waits for both, as on other systems. `poll` of macOS does not know `/dev/tty`; `filedescriptor` uses `select` there.
#[cfg(target_os = "macos")]
fn wait(woken: BorrowedFd<'_>, file: Option<BorrowedFd<'_>>) -> io::Result<[bool; 2]> {
    use filedescriptor::{Error, POLLIN, poll, pollfd};
    use std::os::fd::AsRawFd as _;
    let mut fds = [woken, file.unwrap_or(woken)].map(|fd| pollfd { fd: fd.as_raw_fd(), events: POLLIN, revents: 0 });
    match poll(&mut fds, None) {
        Ok(_) => {
            let [is_woken, is_ready] = fds.map(|fd| fd.revents != 0);
            Ok([is_woken, is_ready && file.is_some()])
        }
        Err(Error::Io(error)) if error.kind() == io::ErrorKind::Interrupted => Ok([false; 2]),
        Err(error) => Err(io::Error::other(error)),
    }
}

#[cfg(test)]
mod tests;
