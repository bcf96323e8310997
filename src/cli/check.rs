//! `vanban check`: contradictions worth a look; they accuse no one.

use std::io::Write;

use super::{NOTHING, Setting, output};
use crate::trace;

/// List contradictions and weak spots that are worth a look; they accuse no one
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  vanban check
  vanban check --json | jq -r .kind | sort | uniq -c
  vanban check --strict && echo nothing to look at")]
pub(super) struct Args {
    /// End with 1 when there is something to look at
    #[arg(long)]
    strict: bool,
    /// One finding a line as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: Args, setting: &Setting) -> anyhow::Result<u8> {
    let store = setting.store()?;
    let records = store.records()?;
    let findings = trace::check(&records, store.register()?);
    let mut out = output::out();
    for finding in &findings {
        if args.json {
            output::json(&mut out, finding)?;
            continue;
        }
        let page = finding.evidence.first().and_then(|proof| proof.page);
        let page = page.map(|page| setting.lang.pick(format!(", page {page}"), format!(", trang {page}")));
        writeln!(out, "{}{}: {} ({})", finding.path, page.unwrap_or_default(), finding.text, finding.kind)?;
    }
    out.flush()?;
    let count = findings.len();
    output::message(&setting.lang.pick(
        format!("{} records, {count} worth a look", records.len()),
        format!("{} bản ghi, {count} điểm cần xem lại", records.len()),
    ));
    Ok(if args.strict && count > 0 { NOTHING } else { 0 })
}
