//! `vanban export`: records and tables for other programs.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;

use super::{Setting, output};
use crate::index::Store;

/// Write records for other programs
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  vanban export records -o records.jsonl    every record, one JSON object a line, sorted by path
  vanban export records | jq -r .path")]
pub(super) struct Args {
    /// What to write: records
    what: What,
    /// File to write; without it stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Debug, clap::ValueEnum)]
enum What {
    Records,
}

pub(super) fn run(args: Args, setting: &Setting) -> anyhow::Result<u8> {
    let store = setting.store()?;
    let What::Records = args.what;
    match &args.output {
        None => write(&mut output::out(), &store)?,
        Some(path) => {
            let named = || path.display().to_string();
            let file = std::fs::File::create(path).with_context(named)?;
            write(&mut std::io::BufWriter::new(file), &store).with_context(named)?;
        }
    }
    Ok(0)
}

fn write(out: &mut impl Write, store: &Store) -> anyhow::Result<()> {
    store.each_record(|record| Ok::<(), anyhow::Error>(output::json(out, &record)?))?;
    Ok(out.flush()?)
}
