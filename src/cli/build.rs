//! `vanban build`: walk, read, recognise, index; only what changed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::{INTERRUPTED, Setting, UNREAD, Usage, output};
use crate::index::{self, Build, Outcome, Store, Summary};
use crate::read::{self, Ocr};
use crate::units::Register;
use crate::walk;

/// Walk, read, recognise and index folders of documents; a later build does only what changed
///
/// Files that could not be read are tried again by every build; unchanged ones are not opened.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  vanban build                              the folder corpus into the folder index
  vanban build ~/cong-van ~/chi-thi --index /data/index
  vanban build --ocr off --exclude '*.tmp'
  vanban build --dry-run                    how much there is to do")]
pub(super) struct Args {
    /// Folders of documents [default: corpus]
    corpus: Vec<PathBuf>,
    /// Threads that read and recognise [default: one for each processor]
    #[arg(long, env = "VANBAN_THREADS", value_name = "N")]
    threads: Option<usize>,
    /// Scans: auto (where tesseract is installed), off, or require
    #[arg(long, env = "VANBAN_OCR", value_name = "WHEN")]
    ocr: Option<Ocr>,
    /// Leave out files whose path or name fits
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Largest file that is opened [default: 256MB]
    #[arg(long, env = "VANBAN_MAX_FILE", value_name = "SIZE", value_parser = size)]
    max_file: Option<u64>,
    /// Memory that reading one file may take [default: 2GB]
    #[arg(long, env = "VANBAN_READ_MEMORY", value_name = "SIZE", value_parser = size)]
    read_memory: Option<u64>,
    /// Seconds that reading one file may take; an archive or message may take ten times as long [default: 60]
    #[arg(long, env = "VANBAN_READ_SECONDS", value_name = "SECONDS")]
    read_seconds: Option<u64>,
    /// Take in documents that bear a secrecy stamp; without it only their names are kept
    #[arg(long)]
    include_secret: bool,
    /// Try files of kinds that were left out again too
    #[arg(long)]
    retry: bool,
    /// Say how much there is to do, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// The summary and each failed file as JSON Lines on stdout
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: Args, setting: &Setting) -> anyhow::Result<u8> {
    let began = Instant::now();
    let corpora = match (args.corpus.is_empty(), setting.config.corpus.is_empty()) {
        (false, _) => args.corpus.clone(),
        (true, false) => setting.config.corpus.clone(),
        (true, true) => vec![PathBuf::from("corpus")],
    };
    // Corpora of earlier builds stay in the index, and so do their units.
    let mut known = Store::open(&setting.index).and_then(|store| store.corpora()).unwrap_or_default();
    known.retain(|known| !corpora.iter().any(|corpus| corpus.canonicalize().is_ok_and(|corpus| corpus == *known)));
    known.extend(corpora.iter().cloned());
    let build = Build { units: units(&known)?, corpora: corpora.clone(), ..wishes(&args, setting)? };
    if build.options.ocr == Ocr::Require && !read::ocr_is_installed() {
        let cure = "--ocr require: tesseract with Vietnamese is not installed: apt install tesseract-ocr-vie";
        return Err(Usage(cure.to_owned()).into());
    }
    let exclude: Vec<String> = args.exclude.iter().chain(&setting.config.exclude).cloned().collect();
    let walk = walk::walk(&corpora, &exclude)?;
    let stop = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&stop);
    ctrlc::set_handler(move || heard.store(true, Ordering::Relaxed)).context("Ctrl-C cannot be watched")?;
    let bar = ProgressBar::new(0);
    bar.set_style(
        ProgressStyle::with_template("{bar:30} {pos}/{len} {per_sec} {eta} {wide_msg}")
            .unwrap_or(ProgressStyle::default_bar()),
    );
    let progress = |at: index::Progress<'_>| {
        bar.set_length(at.total as u64);
        bar.set_position(at.done as u64);
        bar.set_message(at.path.to_owned());
    };
    let summary = index::build(&build, walk, &stop, &progress)?;
    bar.finish_and_clear();
    report(&summary, args.json, began.elapsed().as_secs_f64(), setting)?;
    Ok(match (summary.interrupted, summary.failures.is_empty()) {
        (true, _) => INTERRUPTED,
        (false, true) => 0,
        (false, false) => UNREAD,
    })
}

fn wishes(args: &Args, setting: &Setting) -> anyhow::Result<Build> {
    let config = &setting.config;
    let said = |word: &Option<String>| -> anyhow::Result<Option<u64>> {
        word.as_deref()
            .map(|word| size(word).map_err(|error| Usage(format!("vanban.toml: {word}: {error}")).into()))
            .transpose()
    };
    let ocr = config
        .ocr
        .as_deref()
        .map(|word| word.parse::<Ocr>().map_err(|error| Usage(format!("vanban.toml: ocr: {error}"))));
    let default = read::Options::default();
    let options = read::Options {
        ocr: args.ocr.or(ocr.transpose()?).unwrap_or(default.ocr),
        max_file: args.max_file.or(said(&config.max_file)?).unwrap_or(default.max_file),
        read_memory: args.read_memory.or(said(&config.read_memory)?).unwrap_or(default.read_memory),
        read_seconds: args.read_seconds.or(config.read_seconds).unwrap_or(default.read_seconds),
        ..default
    };
    Ok(Build {
        corpora: Vec::new(),
        units: None,
        index: setting.index.clone(),
        threads: args.threads.or(config.threads).unwrap_or(0),
        options,
        include_secret: args.include_secret || config.include_secret,
        retry: args.retry,
        dry_run: args.dry_run,
    })
}

/// The tables `units.tsv` in the roots of the corpora, one below the other.
fn units(corpora: &[PathBuf]) -> anyhow::Result<Option<String>> {
    let mut table = String::new();
    for corpus in corpora {
        let path = corpus.join("units.tsv");
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let wrong = |error: &dyn std::fmt::Display| Usage(format!("{}: {error}", path.display()));
        let own = String::from_utf8(bytes).map_err(|_| wrong(&"not UTF-8: save it as UTF-8"))?;
        Register::with_overlay(&own).map_err(|error| wrong(&error))?;
        let mut lines = own.trim_start_matches('\u{feff}').lines();
        let header = lines.next().unwrap_or_default();
        match table.lines().next() {
            None => table = own,
            Some(first) if first.trim() == header.trim() => {
                lines.for_each(|line| {
                    table.push('\n');
                    table.push_str(line);
                });
            }
            Some(_) => return Err(wrong(&"its columns stand in another order than those of the other corpus").into()),
        }
    }
    Ok((!table.is_empty()).then_some(table))
}

/// `256MB`, `2GB`, `4096`: in steps of 1024.
fn size(word: &str) -> Result<u64, String> {
    let word = word.trim().to_ascii_uppercase();
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    let unit = word.strip_prefix(digits).unwrap_or("").trim();
    let shift = match unit.trim_end_matches("IB").trim_end_matches('B') {
        "" => 0,
        "K" => 10,
        "M" => 20,
        "G" => 30,
        _ => return Err("a number, or one with KB, MB or GB".to_owned()),
    };
    let number: u64 = digits.parse().map_err(|_| "a number, or one with KB, MB or GB".to_owned())?;
    number.checked_shl(shift).filter(|size| size >> shift == number).ok_or_else(|| "too large".to_owned())
}

fn report(summary: &Summary, json: bool, seconds: f64, setting: &Setting) -> anyhow::Result<()> {
    let [documents, citations, tasks] = summary.totals;
    if json {
        let mut out = output::out();
        for (path, error) in &summary.failures {
            output::json(&mut out, &json!({"path": path, "error": error}))?;
        }
        output::json(
            &mut out,
            &json!({
                "files": summary.files, "read": summary.read, "recognised": summary.recognised,
                "unchanged": summary.unchanged, "failed": summary.failures.len(), "ignored": summary.ignored,
                "removed": summary.removed, "documents": documents, "citations": citations, "tasks": tasks,
                "isolation": summary.isolation, "seconds": (seconds * 1000.0).round() / 1000.0,
            }),
        )?;
        return Ok(std::io::Write::flush(&mut out)?);
    }
    let lang = setting.lang;
    for (path, error) in &summary.failures {
        output::message(&format!("{path}: {error}"));
    }
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for ((kind, outcome), count) in &summary.kinds {
        kinds.entry(kind).or_default().push(format!("{count} {}", outcome_word(*outcome, setting)));
    }
    for (kind, counts) in kinds {
        let kind = if kind.is_empty() { lang.pick("not opened", "không mở được") } else { kind };
        output::message(&format!("  {kind}: {}", counts.join(", ")));
    }
    let failed = summary.failures.len();
    let Summary { files, read, unchanged, ignored, removed, recognised, .. } = summary;
    output::message(&lang.pick(
        format!("{files} files: {read} read, {recognised} recognised anew, {unchanged} unchanged, {removed} removed, {ignored} left out, {failed} failed"),
        format!("{files} tệp: {read} đã đọc, {recognised} nhận dạng lại, {unchanged} không đổi, {removed} đã gỡ, {ignored} bỏ qua, {failed} không đọc được"),
    ));
    output::message(&lang.pick(
        format!("{documents} documents, {citations} citations, {tasks} tasks, {seconds:.1} s"),
        format!("{documents} văn bản, {citations} viện dẫn, {tasks} nhiệm vụ, {seconds:.1} giây"),
    ));
    if summary.isolation.is_some_and(|isolation| !isolation.network || !isolation.writing) {
        output::message(lang.pick(
            "note: this system offers neither Landlock nor seccomp: the processes that read are limited in memory and time only",
            "lưu ý: hệ điều hành không có Landlock hay seccomp: tiến trình đọc tệp chỉ bị giới hạn bộ nhớ và thời gian",
        ));
    }
    if summary.interrupted {
        output::message(lang.pick(
            "interrupted: what was done is kept, build again to go on",
            "đã dừng: phần đã làm được giữ lại, chạy build để tiếp tục",
        ));
    }
    Ok(())
}

fn outcome_word(outcome: Outcome, setting: &Setting) -> &'static str {
    let (english, vietnamese) = match outcome {
        Outcome::Read => ("read", "đã đọc"),
        Outcome::Partial => ("not read whole", "đọc chưa hết"),
        Outcome::Failed => ("failed", "không đọc được"),
        Outcome::LeftOut => ("left out", "bỏ qua"),
        Outcome::OcrOff => ("scans left out", "bản quét bỏ qua"),
        Outcome::Withheld => ("withheld for secrecy", "giữ lại vì độ mật"),
        Outcome::Secret => ("secret, taken in", "mật, vẫn đưa vào"),
    };
    setting.lang.pick(english, vietnamese)
}
