//! `vanban check`: contradictions worth a look; they accuse no one.

use std::io::Write;

use serde_json::json;

use super::{NOTHING, Setting, output};

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
    let records = setting.store()?.records()?;
    let mut out = output::out();
    let mut count = 0;
    for record in &records {
        for doubt in &record.doubts {
            count += 1;
            if args.json {
                let line = json!({
                    "kind": doubt.kind, "path": record.path, "text": doubt.text, "evidence": doubt.evidence,
                });
                output::json(&mut out, &line)?;
                continue;
            }
            let page = doubt.evidence.as_ref().and_then(|proof| proof.page);
            let page = page.map(|page| setting.lang.pick(format!(", page {page}"), format!(", trang {page}")));
            writeln!(out, "{}{}: {} ({})", record.path, page.unwrap_or_default(), doubt.text, doubt.kind)?;
        }
    }
    out.flush()?;
    output::message(&setting.lang.pick(
        format!("{} records, {count} worth a look", records.len()),
        format!("{} bản ghi, {count} điểm cần xem lại", records.len()),
    ));
    Ok(if args.strict && count > 0 { NOTHING } else { 0 })
}
