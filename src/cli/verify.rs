//! `vanban verify`: the index says of itself only what its texts say.

use std::io::Write;

use super::{NOTHING, Setting, output};
use crate::index::verify;

/// Check that the index is whole: checksums, quotes, rules, numbers, days, one record a path
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  vanban verify
  vanban verify --files       also that the files on disk are still those that were read")]
pub(super) struct Args {
    /// Compare digests with the files on disk
    #[arg(long)]
    files: bool,
    /// Each fault as JSON
    #[arg(long)]
    json: bool,
}

/// Faults that are shown.
const SHOWN: usize = 50;

pub(super) fn run(args: Args, setting: &Setting) -> anyhow::Result<u8> {
    let store = setting.store()?;
    let (records, faults) = verify::verify(&store, args.files)?;
    let mut out = output::out();
    for fault in faults.iter().take(SHOWN) {
        if args.json {
            output::json(&mut out, fault)?;
        } else {
            writeln!(out, "{}: {}", fault.path, fault.text)?;
        }
    }
    out.flush()?;
    let count = faults.len();
    output::message(
        &setting.lang.pick(format!("{records} records, {count} faults"), format!("{records} bản ghi, {count} lỗi")),
    );
    Ok(if faults.is_empty() { 0 } else { NOTHING })
}
