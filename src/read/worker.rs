//! Reading in child processes of the same binary, so that a hostile file costs one error and a new child.
//!
//! A child sets its limits at its start, then answers files until its input ends. It never opens a file: the bytes
//! come through a pipe, and their digest is known before anything looks at them.

use std::collections::BTreeMap;
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};
use rustix::process::{Pid, Signal};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::walk::WalkedFile;

use super::confine::confine;
use super::desk::{Busy, Clerk, Desk};
use super::{Isolation, Options, ReadError, Reading, SeenPage, digest};

/// The first argument of a child; the program calls [`serve`] when it sees it.
pub const ARGUMENT: &str = "read-worker";

/// Parsers of nested structures need room; what overflows even this is a crash of the child.
const STACK: usize = 64 << 20;

/// Files of one container that may end a child before it is given up.
const MOST_SPOILED: usize = 8;

/// Files inside a container that ended a child or took too long, by their place among those that were begun.
pub(super) type Spoiled = Vec<(usize, ReadError)>;

/// What became of one file.
#[derive(Debug)]
pub struct Answer {
    /// Digest of the file's bytes, in hex; empty when they were not read: no such file, no permission, too large.
    pub sha256: String,
    /// What the bytes are; empty when they were not read.
    pub media_type: &'static str,
    /// The reading, or why there is none.
    pub reading: Result<Reading, ReadError>,
    /// The pages of it, and of the files inside it, that were recognised, now or before. Failures are not among them.
    pub seen: Vec<SeenPage>,
}

/// Says what was recognised on an image before, by its digest.
pub type Known<'a> = dyn Fn(&str) -> Option<SeenPage> + 'a;

/// A pool of reading processes; children are started when they are first needed.
#[derive(Debug)]
pub struct Readers {
    options: Options,
    program: PathBuf,
    idle: Receiver<Place>,
    back: Sender<Place>,
    busy: Busy,
    isolation: OnceLock<Isolation>,
}

/// A place in the pool, with its child when it has one.
#[derive(Debug)]
struct Place {
    worker: Option<Worker>,
    due: Arc<Due>,
}

/// The child of a place and the instant at which it is to be killed, while it reads a file.
type Due = Mutex<Option<(Pid, Instant)>>;

impl Readers {
    /// A pool of `count` children of the running program.
    pub fn new(options: Options, count: usize) -> Readers {
        // Through /proc the running binary is found even when it was replaced on disk meanwhile.
        let own = PathBuf::from("/proc/self/exe");
        let program = if own.exists() { own } else { std::env::current_exe().unwrap_or(own) };
        Readers::of_program(options, count, program)
    }

    /// A pool of `count` children of `program`, which must call [`serve`] on [`ARGUMENT`].
    pub fn of_program(options: Options, count: usize, program: PathBuf) -> Readers {
        let (back, idle) = crossbeam_channel::unbounded();
        let mut watched = Vec::new();
        for _ in 0..count.max(1) {
            let due = Arc::new(Due::default());
            watched.push(Arc::downgrade(&due));
            // Both ends live in the pool: sending cannot fail.
            let _ = back.send(Place { worker: None, due });
        }
        std::thread::spawn(move || watch(&watched));
        Readers { options, program, idle, back, busy: Busy::new(count.max(1)), isolation: OnceLock::new() }
    }

    /// What the system keeps from the children; `None` before one was started.
    pub fn isolation(&self) -> Option<Isolation> {
        self.isolation.get().copied()
    }

    /// Reads one file; called from any number of threads, it waits for a free child.
    pub fn read(&self, file: &WalkedFile, known: &Known<'_>) -> Answer {
        let bytes = match load(file, self.options.max_file) {
            Ok(bytes) => bytes,
            Err(error) => {
                return Answer { sha256: String::new(), media_type: "", reading: Err(error), seen: Vec::new() };
            }
        };
        let media_type = super::media_type(&bytes, &file.path);
        let mut seen = BTreeMap::new();
        let reading = self.read_knowing(&bytes, &file.path, known, &mut seen);
        Answer { sha256: digest(&bytes), media_type, reading, seen: seen.into_values().collect() }
    }

    /// Reads bytes that are already at hand.
    pub fn read_bytes(&self, bytes: &[u8], name: &str) -> Result<Reading, ReadError> {
        self.read_knowing(bytes, name, &|_| None, &mut BTreeMap::new())
    }

    fn read_knowing(
        &self,
        bytes: &[u8],
        name: &str,
        known: &Known<'_>,
        seen: &mut BTreeMap<String, SeenPage>,
    ) -> Result<Reading, ReadError> {
        let Ok(mut place) = self.idle.recv() else {
            return Err(ReadError::Crashed("the pool of readers is gone".to_owned()));
        };
        let mut spoiled = Spoiled::new();
        let reading = loop {
            let used = place.worker.is_some();
            let mut clerk = Clerk::new(&self.busy, known, seen);
            let reading = self.attempt(&mut place, bytes, name, &spoiled, &mut clerk);
            let ended = matches!(reading, Err(ReadError::Crashed(_) | ReadError::OutOfMemory(_)));
            let hung = matches!(reading, Err(ReadError::TimedOut(_)));
            match (reading, clerk.inside) {
                // A child that served others may have come to its end through them: a fresh one decides.
                (Err(_), _) if ended && used => {}
                // The file inside is left out, and the others are read.
                (Err(error), Some(file)) if (ended || hung) && spoiled.len() < MOST_SPOILED => {
                    spoiled.push((file, error));
                }
                (reading, _) => break reading,
            }
            place.worker = None;
        };
        let _ = self.back.send(place);
        reading
    }

    fn attempt(
        &self,
        place: &mut Place,
        bytes: &[u8],
        name: &str,
        spoiled: &Spoiled,
        clerk: &mut Clerk<'_>,
    ) -> Result<Reading, ReadError> {
        if place.worker.is_none() {
            let started = Worker::start(&self.program, &self.options);
            place.worker = Some(started.map_err(|error| ReadError::Crashed(format!("could not be started: {error}")))?);
        }
        let Some(worker) = place.worker.as_mut() else { unreachable!("a child was just started") };
        let longest = Duration::from_secs(self.options.read_seconds);
        let mut last = Instant::now();
        let pid = worker.pid();
        let answer = worker.ask(bytes, (name, spoiled), self.options.max_text, clerk, || {
            // The time is that of one file without images, of one image, or of one file inside.
            last = Instant::now();
            set(&place.due, Some((pid, last + longest)));
        });
        set(&place.due, None);
        clerk.isolation.map(|isolation| self.isolation.set(isolation));
        worker.worked += last.elapsed();
        match answer {
            Ok(reading) => {
                if worker.worked >= longest {
                    place.worker = None;
                }
                reading
            }
            Err(failure) => {
                let error = match place.worker.take() {
                    Some(worker) if last.elapsed() < longest => worker.autopsy(&failure, &self.options),
                    _ => ReadError::TimedOut(self.options.read_seconds),
                };
                Err(error)
            }
        }
    }
}

fn set(due: &Due, value: Option<(Pid, Instant)>) {
    *due.lock().unwrap_or_else(PoisonError::into_inner) = value;
}

/// Kills children that are over their time, until the pool is gone.
fn watch(places: &[Weak<Due>]) {
    while places.iter().any(|place| place.strong_count() > 0) {
        std::thread::sleep(Duration::from_millis(100));
        for due in places.iter().filter_map(Weak::upgrade) {
            // Held while killing: the reader of this child does not reap it before.
            let mut due = due.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((pid, _)) = due.take_if(|(_, end)| *end <= Instant::now()) {
                // A child that is already dead needs no more.
                let _ = rustix::process::kill_process_group(pid, Signal::KILL);
            }
        }
    }
}

fn load(file: &WalkedFile, limit: u64) -> Result<Vec<u8>, ReadError> {
    let open = |error: io::Error| ReadError::Open(error.to_string());
    if file.bytes > limit {
        return Err(ReadError::TooLarge { bytes: file.bytes, limit });
    }
    let mut bytes = Vec::with_capacity(file.bytes as usize + 1);
    let opened = std::fs::File::open(&file.disk).map_err(open)?;
    // The file may grow while it is read.
    opened.take(limit + 1).read_to_end(&mut bytes).map_err(open)?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge { bytes: bytes.len() as u64, limit });
    }
    Ok(bytes)
}

/// One child and its pipes.
#[derive(Debug)]
struct Worker {
    child: Child,
    input: BufWriter<ChildStdin>,
    output: BufReader<ChildStdout>,
    worked: Duration,
}

impl Worker {
    fn start(program: &PathBuf, options: &Options) -> io::Result<Worker> {
        let mut child = Command::new(program)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // A group of its own, with tesseract: an interrupt from the keyboard is the parent's affair.
            .process_group(0)
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("no pipes"));
        };
        let mut worker =
            Worker { child, input: BufWriter::new(input), output: BufReader::new(output), worked: Duration::ZERO };
        // It leaves with the first file.
        write_frame(&mut worker.input, &postcard::to_allocvec(options).map_err(io::Error::other)?)?;
        Ok(worker)
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Ends the child and what it started.
    fn kill(&mut self) {
        let _ = rustix::process::kill_process_group(self.pid(), Signal::KILL);
    }

    /// `alive` is called at the start and at every word of the child.
    fn ask(
        &mut self,
        bytes: &[u8],
        asked: (&str, &Spoiled),
        limit: u64,
        clerk: &mut Clerk<'_>,
        mut alive: impl FnMut(),
    ) -> io::Result<Result<Reading, ReadError>> {
        alive();
        write_frame(&mut self.input, &postcard::to_allocvec(&asked).map_err(io::Error::other)?)?;
        write_frame(&mut self.input, bytes)?;
        self.input.flush()?;
        clerk.serve(&mut self.output, &mut self.input, limit, alive)
    }

    /// Says what a child died of, after making sure that it is dead.
    fn autopsy(mut self, failure: &io::Error, options: &Options) -> ReadError {
        if failure.kind() == ErrorKind::FileTooLarge {
            return ReadError::OutOfMemory(options.max_text);
        }
        let status = match self.child.try_wait() {
            Ok(Some(status)) => Ok(status),
            // Its pipes are closed, so it is about to end by itself; one that only closed them is ended.
            _ => {
                std::thread::sleep(Duration::from_millis(50));
                self.kill();
                self.child.wait()
            }
        };
        let mut last = Vec::new();
        if let Some(stderr) = self.child.stderr.take() {
            let _ = stderr.take(4096).read_to_end(&mut last);
        }
        let last = String::from_utf8_lossy(&last);
        if last.contains("memory allocation") {
            return ReadError::OutOfMemory(options.read_memory);
        }
        if last.contains("overflowed its stack") {
            return ReadError::Crashed("nested too deeply".to_owned());
        }
        match status.map(|status| status.signal().ok_or(status.code())) {
            Ok(Ok(signal)) if signal == Signal::XCPU.as_raw() => ReadError::TimedOut(options.read_seconds),
            Ok(Ok(signal)) => ReadError::Crashed(format!("signal {signal}")),
            Ok(Err(Some(code))) => ReadError::Crashed(format!("exit code {code}")),
            _ => ReadError::Crashed(failure.to_string()),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It holds nothing that could be lost.
        self.kill();
        let _ = self.child.wait();
    }
}

/// The life of a child: limits first, then one answer for each file until the input ends.
pub fn serve() -> ExitCode {
    // What a parser panics about is an answer, not a message.
    std::panic::set_hook(Box::new(|_| {}));
    let served = std::thread::Builder::new().stack_size(STACK).spawn(answer_all).map(|thread| thread.join());
    if matches!(served, Ok(Ok(Ok(())))) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn answer_all() -> io::Result<()> {
    let mut input = BufReader::new(io::stdin().lock());
    let mut output = io::stdout().lock();
    let options: Options = receive(&mut input, 1 << 20)?;
    let isolation = confine(&options);
    follow_parent();
    Desk::of(&mut input, &mut output, options.read_seconds, Spoiled::new()).confined(isolation);
    while let Some(asked) = read_frame(&mut input, 1 << 24)? {
        let (name, spoiled): (String, Spoiled) = postcard::from_bytes(&asked).map_err(io::Error::other)?;
        let bytes = read_frame(&mut input, options.max_file)?.ok_or(ErrorKind::UnexpectedEof)?;
        let mut desk = Desk::of(&mut input, &mut output, options.read_seconds, spoiled);
        let reading = catch_unwind(AssertUnwindSafe(|| super::read_asking(&bytes, &name, &options, &mut desk)))
            .unwrap_or_else(|panic| Err(ReadError::Crashed(message(&*panic))));
        desk.answer(reading)?;
    }
    Ok(())
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic without a message").to_owned()
}

/// Ends this process when its parent is gone: nobody else would stop a file that does not end.
fn follow_parent() {
    let parent = rustix::process::getppid();
    std::thread::spawn(move || {
        while rustix::process::getppid() == parent {
            std::thread::sleep(Duration::from_secs(1));
        }
        std::process::abort();
    });
}

/// Writes a value as a frame.
pub(super) fn send<T: Serialize>(to: &mut (impl Write + ?Sized), value: &T) -> io::Result<()> {
    write_frame(to, &postcard::to_allocvec(value).map_err(io::Error::other)?)?;
    to.flush()
}

/// Reads a value of at most `limit` bytes.
pub(super) fn receive<T: DeserializeOwned>(from: &mut (impl Read + ?Sized), limit: u64) -> io::Result<T> {
    let frame = read_frame(from, limit)?.ok_or(ErrorKind::UnexpectedEof)?;
    postcard::from_bytes(&frame).map_err(io::Error::other)
}

/// A frame is its length in eight bytes, little end first, and its bytes.
fn write_frame(to: &mut (impl Write + ?Sized), bytes: &[u8]) -> io::Result<()> {
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(bytes)
}

/// `None` at the end of the input.
fn read_frame(from: &mut (impl Read + ?Sized), limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u64::from_le_bytes(length);
    if length > limit {
        return Err(ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::new();
    // Not reserved at once: the length is a child's word.
    from.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length { Err(ErrorKind::UnexpectedEof.into()) } else { Ok(Some(bytes)) }
}
