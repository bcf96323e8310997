//! `vanban search`: a query to hits.

mod screen;
mod sink;
mod tell;

use std::ffi::OsString;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::find::{self, Found};
use super::{NOTHING, Setting, Usage, output};
use crate::index::Store;
use crate::search::{self, Answer, Note, Request, Scope, Sort, Weights};
use sink::Sink;

/// Search documents, tasks or citations by number, words or phrases, with or without marks
///
/// Words may be typed with or without marks; abbreviations find what is written out. A number may be half remembered:
/// `10/CT-UBND`, `ct 10`, `so 10`; several numbers find the bearers of any. "Phrases", -without, OR, (groups) and word*
/// work; fields are loai/type, cq/issuer, cap/level, tinh/province, so/number, ngay/date (26/9/2023, 9/2023, quý 3/2023,
/// 2022..2023), trichyeu/subject, nguoiky/signer, noinhan/recipient, trangthai/status, quanhe/relation, donvi/unit,
/// nhiemvu/tasks (có, không).
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  vanban search ke hoach papi
  vanban search kiem ke -tai
  vanban search 10/CT-UBND
  vanban search 'ct 10 lao cai 2023'
  vanban search '\"cải cách hành chính\" loai:\"chỉ thị\" ngay:2023'
  vanban search 'papi cap:huyện ngay:quý 3/2023' --facets
  vanban search --in tasks --unit 'Phòng Nội vụ' bao cao
  vanban search --batch danh-sach.txt --format xlsx -o ket-qua.xlsx")]
pub(super) struct Args {
    /// What to look for
    query: Vec<String>,
    /// Where to look
    #[arg(long = "in", value_enum, default_value = "documents", value_name = "WHAT")]
    scope: In,
    /// Only this type of document (tên loại)
    #[arg(long = "type", value_name = "T")]
    types: Vec<String>,
    /// Only from this issuer
    #[arg(long, value_name = "U")]
    issuer: Vec<String>,
    /// Only with tasks for this unit
    #[arg(long, value_name = "U")]
    unit: Vec<String>,
    /// Only from this day, month, quarter or year on
    #[arg(long, value_name = "D")]
    from: Option<String>,
    /// Only until this day, month, quarter or year
    #[arg(long, value_name = "D")]
    to: Option<String>,
    /// Only issued, draft, template, report or other
    #[arg(long, value_name = "S")]
    status: Vec<String>,
    /// Leave out what has this value: loai:'Báo cáo'
    #[arg(long, value_name = "FIELD:VALUE")]
    not: Vec<String>,
    /// Count the values of type, level, issuer, province, year, status, relation, unit and tasks over all hits
    #[arg(long)]
    facets: bool,
    /// Facets of what the query finds, or of the whole index
    #[arg(long, value_enum, default_value = "query", value_name = "SCOPE")]
    facet_scope: FacetScope,
    /// The best or the newest first
    #[arg(long, value_enum, default_value = "score", value_name = "ORDER")]
    sort: Order,
    /// Most hits that are shown
    #[arg(long, default_value_t = 10, value_name = "N", conflicts_with = "all")]
    limit: usize,
    /// Every hit
    #[arg(long)]
    all: bool,
    /// Documents like this one
    #[arg(long, value_name = "PATH|NUMBER")]
    like: Option<String>,
    /// Show how the query was understood
    #[arg(long)]
    explain: bool,
    /// A file with one query a line, - for stdin; of a CSV file its first column
    #[arg(long, value_name = "FILE", conflicts_with_all = ["query", "like"])]
    batch: Option<PathBuf>,
    /// How hits are written
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// The same as --format jsonl
    #[arg(long)]
    json: bool,
    /// File to write; without it stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum In {
    Documents,
    Tasks,
    Citations,
}

#[derive(Clone, Copy, Debug, PartialEq, clap::ValueEnum)]
enum FacetScope {
    Query,
    All,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Order {
    Score,
    #[value(alias = "newest")]
    Date,
}

#[derive(Clone, Copy, Debug, PartialEq, clap::ValueEnum)]
enum Format {
    Text,
    Jsonl,
    Csv,
    Xlsx,
}

/// The arguments with `-word` after the first word of a query as a word of it: it is what must not be there, and no
/// cluster of one-letter options, of which a search has none.
pub(super) fn excluding(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let is_option = |argument: &OsString| argument.as_encoded_bytes().starts_with(b"-");
    let Some(command) = arguments.iter().position(|argument| argument == "search") else { return arguments };
    let Some(first) = arguments.iter().skip(command + 1).position(|argument| !is_option(argument)) else {
        return arguments;
    };
    for argument in arguments.iter_mut().skip(command + first + 2) {
        let word = argument.to_str().and_then(|argument| argument.strip_prefix('-'));
        let Some(word) = word.filter(|word| !word.starts_with('-') && word.chars().nth(1).is_some()) else { continue };
        // Behind a space clap sees no option.
        *argument = format!(" -{word}").into();
    }
    arguments
}

pub(super) fn run(args: Args, setting: &Setting) -> anyhow::Result<u8> {
    let store = setting.store()?;
    let like = match &args.like {
        None => None,
        Some(what) => match find::find(&store, what)? {
            Found::One(found) => Some(found.0.path),
            other => return other.tell(what, false, setting),
        },
    };
    let request = Request {
        query: args.query.join(" "),
        scope: match args.scope {
            In::Documents => Scope::Documents,
            In::Tasks => Scope::Tasks,
            In::Citations => Scope::Citations,
        },
        types: args.types,
        issuers: args.issuer,
        units: args.unit,
        from: args.from,
        to: args.to,
        status: args.status,
        not: args.not,
        sort: match args.sort {
            Order::Score => Sort::Score,
            Order::Date => Sort::Date,
        },
        limit: (!args.all).then_some(args.limit),
        facets: args.facets && args.facet_scope == FacetScope::Query,
        like,
        weights: Weights::default(),
    };
    let queries = match &args.batch {
        Some(batch) => queries(batch)?,
        None => vec![request.query.clone()],
    };
    let format = args.format.unwrap_or(if args.json { Format::Jsonl } else { Format::Text });
    let batch = args.batch.is_some();
    let mut sink = Sink::open(format, batch, args.output.as_deref(), setting.lang)?;
    let mut found = false;
    for query in queries {
        let request = Request { query, ..request.clone() };
        let (mut answer, count) = answer(&store, &request, &mut sink)?;
        if args.facets && args.facet_scope == FacetScope::All {
            answer.facets = whole(&store, &request)?;
        }
        found |= count > 0;
        sink.end(&request.query, &answer, count)?;
        if args.explain {
            tell::steps(&answer, setting.lang).iter().for_each(|line| output::message(line));
        }
        let mut unknown = 0;
        for note in &answer.notes {
            unknown += usize::from(matches!(note, Note::Unknown(..)));
            if matches!(note, Note::Unknown(..)) && unknown > UNKNOWN {
                continue;
            }
            let line = tell::note(note, setting.lang);
            // In a batch only what falsifies a line of the table.
            match note {
                Note::LeftOut(_) | Note::Start(..) if batch => output::message(&format!("{}: {line}", request.query)),
                _ if batch => {}
                _ => output::message(&line),
            }
        }
        if unknown > UNKNOWN && !batch {
            let more = unknown - UNKNOWN;
            let lang = setting.lang;
            output::message(&lang.pick(
                format!("and {more} more words that stand in no text"),
                format!("và {more} từ nữa không có trong kho"),
            ));
        }
        if let Some(meant) = answer.meant.filter(|_| !batch) {
            let lang = setting.lang;
            output::message(&lang.pick(format!("did you mean: {meant}"), format!("có phải bạn tìm: {meant}")));
        }
    }
    sink.close()?;
    Ok(if found { 0 } else { NOTHING })
}

/// Words of one query of which it is told that no text holds them.
const UNKNOWN: usize = 8;

/// Answers one query, each hit written as it is found; how many they were.
fn answer(store: &Store, request: &Request, sink: &mut Sink) -> anyhow::Result<(Answer, usize)> {
    let mut written = Ok(());
    let mut count = 0;
    sink.begin(&request.query)?;
    let answer = search::stream(store, request, |hit| {
        count += 1;
        written = sink.hit(&request.query, &hit);
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    written?;
    Ok((answer, count))
}

/// The facets of everything that the conditions allow, whatever the words.
fn whole(store: &Store, request: &Request) -> anyhow::Result<Vec<search::Facet>> {
    let all = Request { query: String::new(), limit: Some(1), facets: true, ..request.clone() };
    Ok(search::search(store, &all)?.facets)
}

/// The queries of a file.
fn queries(path: &Path) -> anyhow::Result<Vec<String>> {
    let wrong = |error: &dyn std::fmt::Display| Usage(format!("{}: {error}", path.display()));
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().read_to_end(&mut bytes).map_err(|error| wrong(&error))?;
    } else {
        bytes = std::fs::read(path).map_err(|error| wrong(&error))?;
    }
    let text = String::from_utf8(bytes).map_err(|_| wrong(&"not UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}');
    let queries: Vec<String> = if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let rows = reader.records().map(|row| row.map(|row| row.get(0).unwrap_or("").trim().to_owned()));
        rows.collect::<Result<_, _>>().map_err(|error| wrong(&error))?
    } else {
        text.lines().map(|line| line.trim().to_owned()).collect()
    };
    Ok(queries.into_iter().filter(|query| !query.is_empty()).collect())
}
