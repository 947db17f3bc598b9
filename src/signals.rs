//! Signals that end or stop the process, caught so that it can clean up first.

use std::cell::Cell;
use std::ffi::c_int;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex, MutexGuard};
use std::{process, thread};

use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2,
    SIGVTALRM, SIGXCPU, SIGXFSZ,
};
use signal_hook::flag;
use signal_hook::low_level::pipe;

/// The signals that end a process, except those that can't be caught, those that report a crash,
/// and SIGPIPE, which Rust's runtime ignores.
const ENDING: [c_int; 12] = [
    SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ, SIGVTALRM,
    SIGPROF, SIGIO,
];

/// The signals of this process. No signal is caught before the first prompt or cleanup.
#[derive(Default)]
pub(crate) struct Signals {
    /// Held by the prompts.
    asking: Arc<Mutex<()>>,
    is_prompt_over: Arc<AtomicBool>,
    has_cleanup: Cell<bool>,
}

impl Signals {
    /// Runs an action before a signal ends the process, even if the process is waiting.
    pub(crate) fn before_end(&self, mut action: Box<dyn FnMut() + Send>) -> io::Result<()> {
        let caught = Caught::new(&ENDING, &Arc::default())?;
        let asking = Arc::clone(&self.asking);
        self.has_cleanup.set(true);
        thread::Builder::new().spawn(move || {
            let signal = loop {
                match caught.ending() {
                    Some(signal) => break signal,
                    None => caught.wait(),
                }
            };
            action();
            // A prompt restores the terminal first.
            let _asking = asking.lock();
            exit(signal)
        })?;
        Ok(())
    }

    /// Catches signals until the prompts end.
    pub(crate) fn at_prompts(&self) -> io::Result<AtPrompts<'_>> {
        self.is_prompt_over.store(false, SeqCst);
        let signals = [&ENDING[..], &[SIGTSTP, SIGCONT]].concat();
        Ok(AtPrompts {
            caught: Caught::new(&signals, &self.is_prompt_over)?,
            signals: self,
            asking: self.asking.lock().expect("nothing panics while it asks"),
        })
    }
}

/// The signals during prompts.
pub(crate) struct AtPrompts<'a> {
    pub(crate) caught: Caught,
    signals: &'a Signals,
    asking: MutexGuard<'a, ()>,
}

impl AtPrompts<'_> {
    /// Restores the default actions of signals, and ends the process if an ending signal has come.
    pub(crate) fn end(self) {
        let has_cleanup = self.signals.has_cleanup.get();
        self.signals.is_prompt_over.store(!has_cleanup, SeqCst);
        drop(self.asking);
        if let Some(signal) = self.caught.ending() {
            // The thread that cleans up has caught the signal, too.
            while self.signals.has_cleanup.get() {
                thread::park();
            }
            exit(signal);
        }
    }
}

/// Exits with the status that a shell reports for a command that the signal ended.
fn exit(signal: c_int) -> ! {
    process::exit(128 + signal)
}

/// The signals that have come.
pub(crate) struct Caught {
    woken: File,
    ending: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    continued: Arc<AtomicBool>,
}

impl Caught {
    /// Catches these signals, except those that the parent process ignores, until `is_over`.
    fn new(signals: &[c_int], is_over: &Arc<AtomicBool>) -> io::Result<Self> {
        // Not signal_hook's iterator, which opens a pair of sockets.
        let (woken, wake) = rustix::pipe::pipe()?;
        let caught = Self {
            woken: File::from(woken),
            ending: Arc::default(),
            stop: Arc::default(),
            continued: Arc::default(),
        };
        let ignored = ignored();
        let is_caught = |signal: &&c_int| (ignored >> (**signal - 1)) & 1 == 0;
        for &signal in signals.iter().filter(is_caught) {
            flag::register_conditional_default(signal, Arc::clone(is_over))?;
            match signal {
                SIGTSTP => flag::register(signal, Arc::clone(&caught.stop))?,
                SIGCONT => flag::register(signal, Arc::clone(&caught.continued))?,
                _ => {
                    let number = signal.unsigned_abs() as usize;
                    flag::register_usize(signal, Arc::clone(&caught.ending), number)?
                }
            };
            pipe::register(signal, wake.try_clone()?)?;
        }
        Ok(caught)
    }

    /// Waits for a signal.
    pub(crate) fn wait(&self) {
        let _ = (&self.woken).read(&mut [0; 64]);
    }

    /// Returns the signal that ends the process.
    pub(crate) fn ending(&self) -> Option<c_int> {
        c_int::try_from(self.ending.load(SeqCst))
            .ok()
            .filter(|signal| *signal != 0)
    }

    /// Returns whether a signal to stop has come.
    pub(crate) fn take_stop(&self) -> bool {
        self.stop.swap(false, SeqCst)
    }

    /// Returns whether a signal to continue has come.
    pub(crate) fn take_continued(&self) -> bool {
        self.continued.swap(false, SeqCst)
    }
}

/// A file descriptor that can be read when a signal has come.
impl AsFd for Caught {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.woken.as_fd()
    }
}

/// Returns the signals that this process ignores because its parent does, as with nohup, one per
/// bit. Only Linux shows them without unsafe code.
fn ignored() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let signals = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .and_then(|signals| u64::from_str_radix(signals.trim(), 16).ok());
    signals.unwrap_or_default()
}
