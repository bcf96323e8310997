//! `vanban tasks`: who must do what, by when.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use serde_json::json;

use super::trace::{day_of_asking, english};
use super::{NOTHING, Setting, Usage, output};
use crate::agency::{self, Likeness};
use crate::date::{self, Date};
use crate::index::{IndexError, Store, own_number};
use crate::record::{Record, Status, Task};
use crate::trace::{self, Cell, Question, Standing};
use crate::units::Register;
use crate::{resolve, search};

/// List tasks: who must do what, by when, by which document
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  vanban tasks --unit 'Phòng Nội vụ'
  vanban tasks --directive 10/CT-UBND
  vanban tasks --due-before 2023-12-31 --json")]
pub(super) struct Args {
    /// Only tasks of this unit, as lead or with others
    #[arg(long, value_name = "U")]
    unit: Option<String>,
    /// Only tasks that this document sets
    #[arg(long, value_name = "NUMBER")]
    directive: Option<String>,
    /// Only tasks due before this day
    #[arg(long, value_name = "DATE")]
    due_before: Option<String>,
    /// Only tasks in this state: issued_on_time, issued_late, not_seen_in_time, not_seen_overdue, no_deadline, ...
    #[arg(long, value_name = "S")]
    state: Option<String>,
    /// The day of asking [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// One task a line as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: Args, setting: &Setting) -> anyhow::Result<u8> {
    let store = setting.store()?;
    let before = args.due_before.as_deref();
    if let Some(day) = before.filter(|day| date::parse_iso(day).is_none()) {
        return Err(Usage(format!("{day}: not a day: write 2023-12-31")).into());
    }
    let records = match &args.directive {
        Some(number) => search::bearers(&store, number)?.into_iter().map(|(record, _)| record).collect(),
        None => store.records()?,
    };
    let mut found: Vec<(&Record, usize, &Task)> = Vec::new();
    let issued = records.iter().filter(|record| record.status == Some(Status::Issued));
    let issued: BTreeSet<&str> = issued.map(|record| record.path.as_str()).collect();
    // What a draft orders, its signed copy does.
    let is_signed_too = |record: &Record| {
        record.status == Some(Status::Draft) && record.near_duplicates.iter().any(|copy| issued.contains(copy.as_str()))
    };
    for record in records.iter().filter(|record| record.duplicate_of.is_none() && !is_signed_too(record)) {
        let tasks = record.tasks.iter().enumerate();
        let fits = |task: &Task| {
            args.unit
                .as_ref()
                .is_none_or(|unit| task.lead.iter().chain(&task.coordinating).any(|one| is_unit(one, unit)))
                && before.is_none_or(|before| task.due_date.as_deref().is_some_and(|due| due < before))
        };
        found.extend(tasks.filter(|(_, task)| fits(task)).map(|(at, task)| (record, at, task)));
    }
    found.sort_by_key(|(record, at, task)| (task.due_date.is_none(), task.due_date.clone(), record.path.clone(), *at));
    let register = store.register()?;
    let as_of = day_of_asking(args.as_of.as_deref())?;
    let mut states = States { store: &store, register, as_of, known: BTreeMap::new() };
    let mut out = output::out();
    let mut none = true;
    for (record, at, task) in found {
        let state = states.of(record, task)?;
        let word = state.and_then(|state| serde_json::to_value(state).ok());
        if args.state.is_some() && args.state.as_deref() != word.as_ref().and_then(|word| word.as_str()) {
            continue;
        }
        none = false;
        if args.json {
            output::json(&mut out, &line(record, at, task, state)?)?;
        } else {
            text(&mut out, record, at, task, state, setting)?;
        }
    }
    out.flush()?;
    Ok(if none { NOTHING } else { 0 })
}

/// What the corpus shows of the lead of a task.
struct States<'a> {
    store: &'a Store,
    register: &'a Register,
    as_of: Date,
    known: BTreeMap<String, Vec<Cell>>,
}

impl States<'_> {
    fn of(&mut self, record: &Record, task: &Task) -> Result<Option<Standing>, IndexError> {
        if !self.known.contains_key(&record.path) {
            let cells = self.cells(record)?;
            self.known.insert(record.path.clone(), cells);
        }
        let cells = self.known.get(&record.path).map_or(&[][..], Vec::as_slice);
        let led = |cell: &&Cell| {
            let unit = |lead: &String| self.register.likeness(lead, &cell.unit, None) != Likeness::Different;
            task.lead.iter().any(unit)
        };
        let mut own = cells.iter().filter(led).map(|cell| cell.state);
        // Several units on one task may stand differently: then the task has no one state.
        let first = own.next();
        Ok(first.filter(|first| own.all(|other| other == *first)))
    }

    fn cells(&self, record: &Record) -> Result<Vec<Cell>, IndexError> {
        let Some(directive) = resolve::held(record) else { return Ok(Vec::new()) };
        let serial = directive.key.split('/').next().unwrap_or_default().to_owned();
        let (holders, citing) = self.store.around(&serial)?;
        let question = Question { directive, as_of: self.as_of, grace_days: 0 };
        Ok(trace::trace(&question, &holders, &citing, self.register).cells)
    }
}

/// Whether a unit as written is the one asked for: the same body, or all of the asked words in this order.
fn is_unit(written: &str, asked: &str) -> bool {
    let (plain, wanted) =
        (crate::vi::fold(&agency::written_out(written)), crate::vi::fold(&agency::written_out(asked)));
    plain.contains(&wanted) || agency::likeness(written, asked) == Likeness::Same
}

fn line(record: &Record, at: usize, task: &Task, state: Option<Standing>) -> anyhow::Result<serde_json::Value> {
    let mut line = serde_json::to_value(task)?;
    if let Some(line) = line.as_object_mut() {
        line.insert("path".to_owned(), json!(record.path));
        line.insert("code".to_owned(), json!(code(record)));
        line.insert("state".to_owned(), json!(state));
        line.insert("evidence".to_owned(), json!(record.evidence.get(&format!("/tasks/{at}/action"))));
    }
    Ok(line)
}

fn code(record: &Record) -> Option<String> {
    record.document.as_ref().and_then(own_number).map(|number| number.to_string())
}

/// How often, in words.
fn often_in<'a>(often: &'a str, setting: &Setting) -> &'a str {
    let vietnamese = match often {
        "weekly" => "hằng tuần",
        "monthly" => "hằng tháng",
        "quarterly" => "hằng quý",
        "half-yearly" => "6 tháng một lần",
        "yearly" => "hằng năm",
        other => other,
    };
    setting.lang.pick(often, vietnamese)
}

fn text(
    out: &mut impl Write,
    record: &Record,
    at: usize,
    task: &Task,
    state: Option<Standing>,
    setting: &Setting,
) -> std::io::Result<()> {
    let lang = setting.lang;
    let due = task.due_date.as_deref().map(output::day).or_else(|| task.deadline_text.clone());
    let due = due.or_else(|| task.recurrence.as_deref().map(|often| often_in(often, setting).to_owned()));
    let due = due.unwrap_or_else(|| lang.pick("no deadline", "không nêu hạn").to_owned());
    writeln!(out, "{due:<14}{}", task.lead.join("; "))?;
    writeln!(out, "              {}", task.action)?;
    if !task.coordinating.is_empty() {
        writeln!(out, "              {}: {}", lang.pick("with", "phối hợp"), task.coordinating.join("; "))?;
    }
    // A day that was worked out shows the words that it was worked out from.
    let worded = task.deadline_text.as_deref().filter(|_| task.due_date.is_some());
    if let Some(words) = worded.filter(|words| !words.contains('/') || words.contains("quý") || words.contains("tháng"))
    {
        writeln!(out, "              {}: {words}", lang.pick("due", "thời hạn ghi"))?;
    }
    if let Some(product) = &task.product {
        writeln!(out, "              {}: {product}", lang.pick("product", "sản phẩm"))?;
    }
    let through = |unit: &String| format!(" ({} {unit})", lang.pick("through", "qua"));
    let through = task.collecting.as_ref().map(through).unwrap_or_default();
    if let Some(unit) = &task.report_to {
        writeln!(out, "              {}: {unit}{through}", lang.pick("report to", "báo cáo"))?;
    }
    if let Some(state) = state {
        writeln!(out, "              {}", lang.pick(english(state), state.in_vietnamese()))?;
    }
    let page = record.evidence.get(&format!("/tasks/{at}/action")).and_then(|proof| proof.page);
    let page = page.map(|page| lang.pick(format!(", page {page}"), format!(", trang {page}"))).unwrap_or_default();
    let organ = record.document.as_ref().and_then(|document| document.organ_name.clone());
    let from: Vec<String> = [code(record), organ].into_iter().flatten().collect();
    writeln!(out, "              {} · {}{page}\n", from.join(" · "), record.path)
}
