//! What is done before a signal ends or stops the process, and after it continues.

use std::ffi::c_int;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::{process, thread};

use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGUSR1,
    SIGUSR2, SIGVTALRM, SIGXCPU, SIGXFSZ,
};
use signal_hook::flag;
use signal_hook::low_level::{pipe, raise};

/// The signals that end a process, except those that nobody can catch, those that report a crash,
/// and SIGPIPE, which Rust's runtime ignores.
const ENDING: [c_int; 12] = [
    SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ, SIGVTALRM,
    SIGPROF, SIGIO,
];

/// What a signal does to the process.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    End,
    Stop,
    Continue,
}

type Action = Box<dyn FnMut(Effect) + Send>;

/// The actions, in the order in which they are taken.
#[derive(Default)]
pub(crate) struct Signals(Arc<Mutex<Vec<Action>>>);

impl Signals {
    /// Adds an action. The first one starts a thread, so that a run without actions has one thread.
    pub(crate) fn add(&self, action: Action) -> io::Result<()> {
        let mut actions = self.0.lock().expect("no action panics");
        if actions.is_empty() {
            listen(Arc::clone(&self.0))?;
        }
        actions.push(action);
        Ok(())
    }

    /// Adds an action for the end alone.
    pub(crate) fn before_end(&self, mut action: Box<dyn FnMut() + Send>) -> io::Result<()> {
        self.add(Box::new(move |effect| {
            if effect == Effect::End {
                action();
            }
        }))
    }
}

fn listen(actions: Arc<Mutex<Vec<Action>>>) -> io::Result<()> {
    // Not signal_hook's iterator, which opens a pair of sockets.
    let (woken, wake) = rustix::pipe::pipe()?;
    let ending = Arc::new(AtomicUsize::new(0));
    let stop = Arc::new(AtomicBool::new(false));
    let is_stopped = Arc::new(AtomicBool::new(false));
    let ignored = ignored();
    let is_ignored = |signal: c_int| (ignored >> (signal - 1)) & 1 == 1;
    for signal in ENDING.into_iter().filter(|signal| !is_ignored(*signal)) {
        // `kill %1` in a shell continues a stopped process, whose main thread then reads the
        // terminal in the background and stops it again before this thread could end it.
        flag::register_conditional_default(signal, Arc::clone(&is_stopped))?;
        flag::register_usize(signal, Arc::clone(&ending), signal.unsigned_abs() as usize)?;
        pipe::register(signal, wake.try_clone()?)?;
    }
    if !is_ignored(SIGTSTP) {
        flag::register(SIGTSTP, Arc::clone(&stop))?;
        pipe::register(SIGTSTP, wake.try_clone()?)?;
    }
    pipe::register(SIGCONT, wake)?;
    thread::Builder::new().spawn(move || {
        let mut woken = File::from(woken);
        while woken.read_exact(&mut [0]).is_ok() {
            let mut actions = actions.lock().expect("no action panics");
            let mut take_actions = |effect| actions.iter_mut().for_each(|action| action(effect));
            if stop.swap(false, Ordering::SeqCst) {
                take_actions(Effect::Stop);
                is_stopped.store(true, Ordering::SeqCst);
                // SIGSTOP would stop a process that no shell can continue, too.
                let _ = raise(SIGTTIN);
            }
            let signal = ending.load(Ordering::SeqCst);
            if signal != 0 {
                take_actions(Effect::End);
                // What a shell reports for a command that a signal ended.
                process::exit(128 + c_int::try_from(signal).unwrap_or_default());
            }
            take_actions(Effect::Continue);
            is_stopped.store(false, Ordering::SeqCst);
        }
    })?;
    Ok(())
}

/// Returns the signals that the parent process has made this one ignore, as nohup does, one per
/// bit. Only Linux can be asked without unsafe code.
fn ignored() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let signals = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .and_then(|signals| u64::from_str_radix(signals.trim(), 16).ok());
    signals.unwrap_or_default()
}
