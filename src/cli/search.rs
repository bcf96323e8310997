//! `vanban search`: a query to hits.

use std::io::Write;

use super::{NOTHING, Setting, output};
use crate::search;

/// Search documents by number, words or phrases, with or without marks
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to look for
    query: Vec<String>,
    /// Most hits that are shown
    #[arg(long, default_value_t = 10, value_name = "N")]
    limit: usize,
    /// Hits as JSON Lines
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: Args, setting: &Setting) -> anyhow::Result<u8> {
    let store = setting.store()?;
    let hits = search::search(&store, &args.query.join(" "), args.limit)?;
    let mut out = output::out();
    for hit in &hits {
        if args.json {
            output::json(&mut out, hit)?;
        } else {
            writeln!(out, "{} {}", hit.rank, hit.path)?;
        }
    }
    out.flush()?;
    Ok(if hits.is_empty() { NOTHING } else { 0 })
}
