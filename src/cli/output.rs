//! Data to stdout, messages to stderr.

use std::io::{self, BufWriter, StdoutLock, Write};

use serde::Serialize;

/// Where data goes.
pub(super) type Out = BufWriter<StdoutLock<'static>>;

/// Standard output, collected into large writes.
pub(super) fn out() -> Out {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// One line of JSON.
pub(super) fn json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// A message for a person.
pub(super) fn message(line: &str) {
    // Nobody can be told when even stderr is gone.
    let _ = writeln!(io::stderr(), "{line}");
}

/// A day as Vietnamese read it: 26/9/2023.
pub(super) fn day(iso: &str) -> String {
    let parts: Vec<&str> = iso.split('-').map(|part| part.trim_start_matches('0')).collect();
    parts.into_iter().rev().collect::<Vec<_>>().join("/")
}
