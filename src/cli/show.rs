//! `vanban show`: one document, for a clerk to read.

use std::io::Write;

use super::{NOTHING, Setting, output};

/// Show what is known of one document
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Path of a record, or a document number
    what: String,
    /// Its text, as evidence counts bytes
    #[arg(long, conflicts_with = "json")]
    text: bool,
    /// The record as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: Args, setting: &Setting) -> anyhow::Result<u8> {
    let store = setting.store()?;
    let Some((record, text)) = store.file(&args.what)? else { return Ok(NOTHING) };
    let mut out = output::out();
    if args.text {
        out.write_all(text.as_str().as_bytes())?;
    } else if args.json {
        output::json(&mut out, &record)?;
    } else {
        serde_json::to_writer_pretty(&mut out, &record)?;
    }
    out.flush()?;
    Ok(0)
}
