//! The largest memory that the reading processes of a program take, seen from outside.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// Looks at the reading processes until it is stopped.
pub(crate) struct Watch {
    done: Arc<AtomicBool>,
    thread: JoinHandle<u64>,
}

impl Watch {
    /// Watches the children of `parent`.
    pub(crate) fn start(parent: u32) -> Watch {
        let done = Arc::new(AtomicBool::new(false));
        let ended = Arc::clone(&done);
        let thread = std::thread::spawn(move || {
            let mut most = 0;
            while !ended.load(Ordering::Relaxed) {
                most = most.max(children(parent).max().unwrap_or(0));
                std::thread::sleep(Duration::from_millis(20));
            }
            most
        });
        Watch { done, thread }
    }

    /// The largest size of a child in bytes, as far as the system tells: pages in memory.
    pub(crate) fn stop(self) -> u64 {
        self.done.store(true, Ordering::Relaxed);
        let most = self.thread.join().expect("it only reads");
        assert!(most > 0 || !cfg!(target_os = "linux"), "no reading process was seen");
        most
    }
}

fn children(parent: u32) -> impl Iterator<Item = u64> {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    processes.filter_map(move |process| {
        // Until it runs its own program, a new child shows the memory of its parent.
        let is_reader =
            std::fs::read(process.path().join("cmdline")).is_ok_and(|line| line.ends_with(b"\0read-worker\0"));
        let status = std::fs::read(process.path().join("status")).ok().filter(|_| is_reader)?;
        let status = String::from_utf8_lossy(&status);
        let field = |name: &str| {
            status.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()?.parse::<u64>().ok()
        };
        (field("PPid:")? == u64::from(parent)).then(|| field("VmHWM:").unwrap_or(0) * 1024)
    })
}
