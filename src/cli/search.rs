//! `vanban search`: a query to hits.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::find::{self, Found};
use super::lang::Lang;
use super::{NOTHING, Setting, Usage, output};
use crate::export::{self, Table};
use crate::index::Store;
use crate::search::{self, Answer, Hit, Request, Scope, Sort};

/// Search documents, tasks or citations by number, words or phrases, with or without marks
///
/// Words may be typed with or without marks. A number may be half remembered: `10/CT-UBND`, `ct 10`, `so 10`.
/// "Phrases", -without, OR and (groups) work; fields are loai/type, cq/issuer, so/number, ngay/date, nguoiky/signer,
/// noinhan/recipient, trangthai/status, donvi/unit.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  vanban search ke hoach papi
  vanban search 10/CT-UBND
  vanban search 'ct 10 lao cai 2023'
  vanban search '\"cải cách hành chính\" loai:\"chỉ thị\" ngay:2023'
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
    /// Count the values of type, issuer, year, status, relation and unit over all hits
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
    /// A file with one query a line; of a CSV file its first column
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
    Date,
}

#[derive(Clone, Copy, Debug, PartialEq, clap::ValueEnum)]
enum Format {
    Text,
    Jsonl,
    Csv,
    Xlsx,
}

pub(super) fn run(args: Args, setting: &Setting) -> anyhow::Result<u8> {
    let store = setting.store()?;
    let request = Request {
        query: args.query.join(" "),
        scope: match args.scope {
            In::Documents => Scope::Documents,
            In::Tasks => Scope::Tasks,
            In::Citations => Scope::Citations,
        },
        types: args.types.clone(),
        issuers: args.issuer.clone(),
        units: args.unit.clone(),
        from: args.from.clone(),
        to: args.to.clone(),
        status: args.status.clone(),
        not: args.not.clone(),
        sort: match args.sort {
            Order::Score => Sort::Score,
            Order::Date => Sort::Date,
        },
        limit: (!args.all).then_some(args.limit),
        facets: args.facets && args.facet_scope == FacetScope::Query,
        like: None,
    };
    let mut answers = Vec::new();
    if let Some(batch) = &args.batch {
        for query in queries(batch)? {
            let answer = search::search(&store, &Request { query: query.clone(), ..request.clone() })?;
            answers.push((query, answer));
        }
    } else {
        let like = match &args.like {
            None => None,
            Some(what) => match find::find(&store, what)? {
                Found::One(found) => Some(found.0.path),
                other => return other.tell(what, false, setting),
            },
        };
        let mut answer = search::search(&store, &Request { like, ..request.clone() })?;
        if args.facets && args.facet_scope == FacetScope::All {
            answer.facets = whole(&store, &request)?;
        }
        answers.push((request.query, answer));
    }
    if args.explain {
        answers.iter().for_each(|(_, answer)| output::message(&answer.explained));
    }
    if answers.iter().any(|(_, answer)| answer.cut) {
        let lang = setting.lang;
        output::message(
            lang.pick("the query is too long: its end was left out", "câu hỏi quá dài: phần cuối bị bỏ qua"),
        );
    }
    let format = args.format.unwrap_or(if args.json { Format::Jsonl } else { Format::Text });
    write(&answers, format, args.batch.is_some(), args.output.as_deref(), setting)?;
    Ok(if answers.iter().all(|(_, answer)| answer.hits.is_empty()) { NOTHING } else { 0 })
}

/// The facets of everything that the conditions allow, whatever the words.
fn whole(store: &Store, request: &Request) -> anyhow::Result<Vec<search::Facet>> {
    let all = Request { query: String::new(), limit: Some(1), facets: true, ..request.clone() };
    Ok(search::search(store, &all)?.facets)
}

/// The queries of a file.
fn queries(path: &Path) -> anyhow::Result<Vec<String>> {
    let bytes = std::fs::read(path).map_err(|error| Usage(format!("{}: {error}", path.display())))?;
    let text = String::from_utf8(bytes).map_err(|_| Usage(format!("{}: not UTF-8", path.display())))?;
    let text = text.trim_start_matches('\u{feff}');
    if path.extension().is_some_and(|extension| extension == "csv") {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let rows = reader.records().map(|row| row.map(|row| row.get(0).unwrap_or("").to_owned()));
        let rows: Result<Vec<String>, _> = rows.collect();
        return rows.map_err(|error| Usage(format!("{}: {error}", path.display())).into());
    }
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

fn write(
    answers: &[(String, Answer)],
    format: Format,
    batch: bool,
    path: Option<&Path>,
    setting: &Setting,
) -> anyhow::Result<()> {
    let coloured = path.is_none() && std::io::stdout().is_terminal();
    let mut bytes = Vec::new();
    match format {
        Format::Text => text(&mut bytes, answers, batch, coloured, setting.lang)?,
        Format::Jsonl => {
            for (query, answer) in answers {
                for hit in &answer.hits {
                    let query = batch.then_some(query.as_str());
                    output::json(&mut bytes, &Line { query, hit })?;
                }
                for facet in &answer.facets {
                    output::json(&mut bytes, facet)?;
                }
            }
        }
        Format::Csv => export::csv(&table(answers), &mut bytes)?,
        Format::Xlsx => {
            if path.is_none() && std::io::stdout().is_terminal() {
                return Err(Usage("--format xlsx needs -o FILE".to_owned()).into());
            }
            bytes = export::xlsx(&table(answers)).context("the workbook cannot be made")?;
        }
    }
    match path {
        None => {
            let mut out = output::out();
            out.write_all(&bytes)?;
            out.flush()?;
        }
        Some(path) => std::fs::write(path, &bytes).with_context(|| path.display().to_string())?,
    }
    Ok(())
}

/// A hit, and in a batch its query.
#[derive(serde::Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<&'a str>,
    #[serde(flatten)]
    hit: &'a Hit,
}

fn table(answers: &[(String, Answer)]) -> Table {
    let columns = vec![
        "query",
        "rank",
        "code",
        "type_name",
        "issued_date",
        "organ_name",
        "subject",
        "status",
        "path",
        "page",
        "snippet",
        "why",
    ];
    let mut table = Table { columns, rows: Vec::new() };
    for (query, answer) in answers {
        for hit in &answer.hits {
            let or_empty = |value: &Option<String>| value.clone().unwrap_or_default();
            table.rows.push(vec![
                query.clone(),
                hit.rank.to_string(),
                or_empty(&hit.code),
                or_empty(&hit.type_name),
                or_empty(&hit.issued_date),
                or_empty(&hit.organ_name),
                or_empty(&hit.subject),
                or_empty(&hit.status),
                hit.path.clone(),
                hit.page.map(|page| page.to_string()).unwrap_or_default(),
                hit.snippet.clone(),
                hit.why.join(" "),
            ]);
        }
    }
    table
}

fn text(
    out: &mut impl Write,
    answers: &[(String, Answer)],
    batch: bool,
    coloured: bool,
    lang: Lang,
) -> std::io::Result<()> {
    for (query, answer) in answers {
        if batch {
            writeln!(out, "# {query}")?;
        }
        let mut whole = true;
        for hit in &answer.hits {
            if whole && hit.partial {
                whole = false;
                writeln!(out, "{}\n", lang.pick("not every word:", "chỉ khớp một phần:"))?;
            }
            one(out, hit, coloured, lang)?;
        }
        let shown = answer.hits.len();
        if shown > 0 {
            let total = answer.total.max(shown);
            writeln!(out, "{}", lang.pick(format!("{shown} of {total}"), format!("{shown} trong {total} kết quả")))?;
        } else {
            output::message(lang.pick("nothing found", "không tìm thấy"));
        }
        let mut last = "";
        for facet in &answer.facets {
            if facet.facet != last {
                writeln!(out, "\n{}", facet.facet)?;
                last = facet.facet;
            }
            writeln!(out, "  {:>6}  {}", facet.count, facet.value)?;
        }
    }
    Ok(())
}

fn one(out: &mut impl Write, hit: &Hit, coloured: bool, lang: Lang) -> std::io::Result<()> {
    let mark = |text: &str, on: &str| if coloured { format!("\u{1b}[{on}m{text}\u{1b}[0m") } else { text.to_owned() };
    let day = hit.issued_date.as_deref().map(output::day);
    let code = hit.code.clone().unwrap_or_else(|| lang.pick("no number", "không số").to_owned());
    let head = [hit.type_name.clone(), day, hit.organ_name.clone(), status(hit, lang).map(str::to_owned)];
    let head: Vec<String> = head.into_iter().flatten().collect();
    writeln!(out, "{:>3}. {}  {}", hit.rank, mark(&code, "1"), head.join(" · "))?;
    if let Some(subject) = &hit.subject {
        writeln!(out, "     {subject}")?;
    }
    if !hit.snippet.is_empty() {
        let mut line = String::new();
        let mut at = 0;
        for (start, end) in &hit.highlights {
            line.push_str(hit.snippet.get(at..*start).unwrap_or(""));
            line.push_str(&mark(hit.snippet.get(*start..*end).unwrap_or(""), "1;33"));
            at = *end;
        }
        line.push_str(hit.snippet.get(at..).unwrap_or(""));
        writeln!(out, "     … {line} …")?;
    }
    let page = hit.page.map(|page| lang.pick(format!(", page {page}"), format!(", trang {page}"))).unwrap_or_default();
    writeln!(out, "     {}{page}", mark(&hit.path, "2"))?;
    for twin in &hit.duplicates {
        writeln!(out, "     {} {twin}", lang.pick("same file:", "cùng tệp:"))?;
    }
    writeln!(out)
}

fn status(hit: &Hit, lang: Lang) -> Option<&'static str> {
    match hit.status.as_deref()? {
        "draft" => Some(lang.pick("draft", "dự thảo")),
        "template" => Some(lang.pick("template", "mẫu")),
        "report" => Some(lang.pick("report about documents", "tin về văn bản")),
        "other" => Some(lang.pick("not a document", "không phải văn bản")),
        _ => None,
    }
}
