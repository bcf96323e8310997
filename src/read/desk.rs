//! Where a reading process asks its parent while it reads: which images were recognised before, and whether one more may
//! be recognised at the same time.
//!
//! Images are known by the digest of their pixels, so a page that was recognised once is known under every name of its
//! file, in a signed copy of it, and after any change of the code that finds or lays out pages. The child takes the
//! image out of the file, the parent has the index; neither needs the other's knowledge. The parent also counts what runs
//! everywhere, so one long scan gets all processors when nothing else is to do, and one of them otherwise.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};

use super::confine::more_time;
use super::ocr::SeenPage;
use super::worker::{Spoiled, receive, send};
use super::{Isolation, ReadError, Reading};

/// What a child says.
#[derive(Debug, Serialize, Deserialize)]
enum Message {
    /// What the system keeps from it; said once.
    Confined(Isolation),
    /// Was this image recognised before? Answered by the page.
    Look(String),
    /// May one more be recognised at the same time? Answered by yes or no.
    More,
    /// A file inside a container is begun; its place among them.
    Begun(usize),
    /// Nothing is done yet, and nothing hangs.
    Waiting,
    /// One is done, or failed.
    Done(Option<SeenPage>),
    /// The file is done.
    Answer(Result<Reading, ReadError>),
}

/// The child's side.
pub(super) struct Desk<'a> {
    /// Without a parent nothing is known, and every processor is free.
    parent: Option<(&'a mut dyn Read, &'a mut dyn Write)>,
    /// Time for one image, and for one file inside a container.
    seconds: u64,
    spoiled: Spoiled,
}

impl<'a> Desk<'a> {
    /// In a process of its own.
    pub(super) fn of(input: &'a mut dyn Read, output: &'a mut dyn Write, seconds: u64, spoiled: Spoiled) -> Desk<'a> {
        Desk { parent: Some((input, output)), seconds, spoiled }
    }

    /// In the only process.
    pub(super) fn alone() -> Desk<'a> {
        Desk { parent: None, seconds: 0, spoiled: Spoiled::new() }
    }

    /// Says what the system keeps from this process.
    pub(super) fn confined(&mut self, isolation: Isolation) {
        self.tell(&Message::Confined(isolation));
    }

    /// Says that a file inside a container is begun, with a time of its own; an error where it did harm before.
    pub(super) fn begin(&mut self, file: usize) -> Result<(), ReadError> {
        if self.parent.is_some() {
            more_time(self.seconds);
        }
        self.tell(&Message::Begun(file));
        self.spoiled.iter().find(|(spoiled, _)| *spoiled == file).map_or(Ok(()), |(_, error)| Err(error.clone()))
    }

    /// What was recognised on an image before. With every image the time for a file begins anew.
    pub(super) fn known(&mut self, image: &str) -> Option<SeenPage> {
        if self.parent.is_some() {
            more_time(self.seconds);
        }
        self.ask(&Message::Look(image.to_owned()))?
    }

    /// Whether one more image may be recognised beside those `running`; each that was allowed ends with [`Self::done`].
    pub(super) fn more(&mut self, running: usize) -> bool {
        match self.parent {
            Some(_) => self.ask(&Message::More).unwrap_or(false),
            None => running < std::thread::available_parallelism().map_or(1, usize::from),
        }
    }

    /// Says that this process waits for what it has started.
    pub(super) fn waiting(&mut self) {
        self.tell(&Message::Waiting);
    }

    /// Hands over what was recognised; `None` when that failed.
    pub(super) fn done(&mut self, page: Option<SeenPage>) {
        self.tell(&Message::Done(page));
    }

    /// Ends the file.
    pub(super) fn answer(self, reading: Result<Reading, ReadError>) -> io::Result<()> {
        self.parent.map_or(Ok(()), |(_, output)| send(output, &Message::Answer(reading)))
    }

    fn tell(&mut self, message: &Message) {
        if let Some((_, output)) = &mut self.parent {
            // A parent that is gone is noticed with the next question.
            let _ = send(output, message);
        }
    }

    fn ask<T: serde::de::DeserializeOwned>(&mut self, question: &Message) -> Option<T> {
        let (input, output) = self.parent.as_mut()?;
        send(output, question).ok()?;
        receive(input, u64::MAX).ok()
    }
}

/// How many processes work at once, over all children.
#[derive(Debug)]
pub(super) struct Busy {
    most: usize,
    now: AtomicUsize,
}

impl Busy {
    /// At most `most`, each child counting at least for one.
    pub(super) fn new(most: usize) -> Busy {
        Busy { most, now: AtomicUsize::new(0) }
    }
}

/// The parent's side, for one file.
pub(super) struct Clerk<'a> {
    busy: &'a Busy,
    /// Processors that this child has, its first one included.
    taken: usize,
    known: &'a dyn Fn(&str) -> Option<SeenPage>,
    seen: &'a mut BTreeMap<String, SeenPage>,
    /// The file inside a container that was begun last.
    pub(super) inside: Option<usize>,
    /// What the system keeps from the child, where it has just said so.
    pub(super) isolation: Option<Isolation>,
}

impl<'a> Clerk<'a> {
    /// `seen` gathers the pages of the file, those that were `known` too.
    pub(super) fn new(
        busy: &'a Busy,
        known: &'a dyn Fn(&str) -> Option<SeenPage>,
        seen: &'a mut BTreeMap<String, SeenPage>,
    ) -> Clerk<'a> {
        busy.now.fetch_add(1, Ordering::Relaxed);
        Clerk { busy, taken: 1, known, seen, inside: None, isolation: None }
    }

    /// Serves a child until its file is done; `alive` is called at every word of it.
    pub(super) fn serve(
        &mut self,
        from: &mut impl Read,
        to: &mut impl Write,
        limit: u64,
        mut alive: impl FnMut(),
    ) -> io::Result<Result<Reading, ReadError>> {
        loop {
            let message = receive(from, limit)?;
            alive();
            match message {
                Message::Answer(reading) => return Ok(reading),
                Message::Look(image) => send(to, &self.look(image))?,
                Message::More => send(to, &self.more())?,
                Message::Confined(isolation) => self.isolation = Some(isolation),
                Message::Begun(file) => self.inside = Some(file),
                Message::Waiting => {}
                Message::Done(page) => {
                    self.seen.extend(page.map(|page| (page.image.clone(), page)));
                    if self.taken > 1 {
                        self.give_back(1);
                    }
                }
            }
        }
    }

    fn look(&mut self, image: String) -> Option<SeenPage> {
        let page = self.seen.get(&image).cloned().or_else(|| (self.known)(&image))?;
        self.seen.insert(image, page.clone());
        Some(page)
    }

    fn more(&mut self) -> bool {
        let free = |now| (now < self.busy.most).then_some(now + 1);
        let given = self.busy.now.fetch_update(Ordering::Relaxed, Ordering::Relaxed, free).is_ok();
        self.taken += usize::from(given);
        given
    }

    fn give_back(&mut self, count: usize) {
        self.taken -= count;
        self.busy.now.fetch_sub(count, Ordering::Relaxed);
    }
}

impl Drop for Clerk<'_> {
    fn drop(&mut self) {
        self.give_back(self.taken);
    }
}
