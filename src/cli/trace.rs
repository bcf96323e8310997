//! `vanban trace`: one directive, the units it obliges, and what was seen of each.

mod page;

use std::io::Write;

use serde_json::json;

use super::{NOTHING, Setting, Usage, output};
use crate::agency::{self, Likeness};
use crate::date::{self, Date};
use crate::number::Asked;
use crate::record::Record;
use crate::resolve::{self, Directive, Resolution};
use crate::trace::{self, Question, Standing, Trace};
use crate::units::Register;

/// Show who was obliged by a directive, who has issued, when, how late, and for whom none was seen
///
/// A corpus cannot show absence: "not seen" means not seen in this corpus.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  vanban trace 10/CT-UBND
  vanban trace 10/CT-UBND --issuer 'UBND tỉnh Lào Cai' --year 2023
  vanban trace 10/CT-UBND --as-of 2024-06-30 --grace 5 --json")]
pub(super) struct Args {
    /// Number of the directive
    number: String,
    /// Its issuer, where several have this number
    #[arg(long, value_name = "U")]
    issuer: Option<String>,
    /// Its year, where several have this number
    #[arg(long, value_name = "Y")]
    year: Option<i16>,
    /// The day of asking: later documents are not looked at [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Days after the due day that are not yet late
    #[arg(long, default_value_t = 0, value_name = "DAYS")]
    grace: u32,
    /// The directive, then one unit a line, as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: Args, setting: &Setting) -> anyhow::Result<u8> {
    let as_of = day_of_asking(args.as_of.as_deref())?;
    let asked = Asked::read(&args.number).filter(|asked| asked.serial.is_some());
    let asked = asked.ok_or_else(|| Usage(format!("{}: not a document number: write 10/CT-UBND", args.number)))?;
    let store = setting.store()?;
    let register = store.register()?;
    let (holders, citing) = store.around(asked.serial.as_deref().unwrap_or_default())?;
    let mut nodes = directives(&asked, &holders, &citing, register);
    nodes.retain(|one| args.year.is_none_or(|year| one.year().is_none_or(|own| own == year)));
    if let Some(issuer) = &args.issuer {
        nodes = issued_by(nodes, issuer, register);
    }
    match nodes.as_slice() {
        [] => {
            output::message(&setting.lang.pick(
                format!("{}: neither held nor cited in the index: try `vanban search {0}`", args.number),
                format!("{}: chưa thấy trong kho: thử `vanban search {0}`", args.number),
            ));
            Ok(NOTHING)
        }
        [directive] => {
            let question = Question { directive: directive.clone(), as_of, grace_days: args.grace };
            let mut trace = trace::trace(&question, &holders, &citing, register);
            store.widen(trace.proofs())?;
            trace.settle();
            trace.hold(&store.days_of_issue()?);
            let mut out = output::out();
            if args.json {
                lines(&mut out, &trace)?;
            } else {
                page::write(&mut out, setting.lang, &trace)?;
            }
            out.flush()?;
            Ok(0)
        }
        several => candidates(several, &args, setting),
    }
}

/// The directives that the number may mean: those that a file holds, and those that are only cited.
fn directives(asked: &Asked, holders: &[Record], citing: &[Record], register: &Register) -> Vec<Directive> {
    let fits = |one: &Directive| {
        let number = one.code.parse().ok();
        number.is_some_and(|number| asked.fits(&number)) || asked.symbol.is_none()
    };
    let held = resolve::directives(holders, register);
    let mut nodes: Vec<Directive> = held.iter().filter(|one| fits(one)).cloned().collect();
    let mut loose = Vec::new();
    for record in citing {
        for citation in &record.citations {
            let Some(one) = resolve::cited(citation).filter(fits) else { continue };
            if !matches!(resolve::resolve(citation, record, &held, register), Resolution::NotInCorpus) {
                continue;
            }
            if one.organ_name.is_none() {
                loose.push(one);
            } else if !nodes.iter().any(|known| known.is_same(&one, register)) {
                nodes.push(one);
            }
        }
    }
    // Cited without its issuer it is a node only where nothing else bears the number.
    if nodes.is_empty() {
        nodes.extend(loose.into_iter().next());
    }
    // An exact symbol goes before one that only begins so.
    let exact = |one: &Directive| {
        asked.symbol.as_deref().is_some_and(|symbol| crate::vi::fold(&one.key).ends_with(&format!("/{symbol}")))
    };
    if nodes.iter().any(exact) {
        nodes.retain(exact);
    }
    nodes
}

/// Those of this issuer, surely before perhaps.
fn issued_by(nodes: Vec<Directive>, issuer: &str, register: &Register) -> Vec<Directive> {
    let asked = crate::vi::fold(&agency::written_out(issuer));
    let mut graded: Vec<(u8, Directive)> = Vec::new();
    for one in nodes {
        let name = one.organ_name.clone().unwrap_or_default();
        let likeness = register.likeness(issuer, &name, one.day());
        let grade = match likeness {
            Likeness::Same => 0,
            _ if crate::vi::fold(&agency::written_out(&name)).contains(&asked) => 1,
            Likeness::Perhaps => 2,
            Likeness::Different if name.is_empty() => 3,
            Likeness::Different => continue,
        };
        graded.push((grade, one));
    }
    let best = graded.iter().map(|(grade, _)| *grade).min();
    graded.into_iter().filter(|(grade, _)| Some(*grade) == best).map(|(_, one)| one).collect()
}

fn candidates(several: &[Directive], args: &Args, setting: &Setting) -> anyhow::Result<u8> {
    let mut out = output::out();
    for one in several {
        if args.json {
            output::json(&mut out, &json!({"candidate": one}))?;
            continue;
        }
        let day = one.issued_date.as_deref().map(output::day);
        let parts = [Some(one.code.clone()), one.type_name.clone(), day, one.organ_name.clone()];
        writeln!(out, "{}", parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))?;
        for path in &one.paths {
            writeln!(out, "    {path}")?;
        }
        if one.paths.is_empty() {
            writeln!(out, "    {}", setting.lang.pick("only cited", "chỉ được viện dẫn"))?;
        }
    }
    out.flush()?;
    output::message(&setting.lang.pick(
        format!("{} fits {}: add --issuer or --year", args.number, several.len()),
        format!("{} khớp {} văn bản: thêm --issuer hoặc --year", args.number, several.len()),
    ));
    Ok(NOTHING)
}

fn lines(out: &mut impl Write, trace: &Trace) -> std::io::Result<()> {
    output::json(out, &trace.head)?;
    trace.cells.iter().try_for_each(|cell| output::json(out, cell))
}

/// As a person reads it.
pub(super) fn english(state: Standing) -> &'static str {
    match state {
        Standing::IssuedOnTime => "issued on time",
        Standing::IssuedLate => "issued late",
        Standing::NotSeenInTime => "not seen in this corpus, still in time",
        Standing::NotSeenOverdue => "not seen in this corpus, overdue",
        Standing::NoDeadline => "no deadline",
        Standing::Partial => "seen in part",
        Standing::Ambiguous => "undecided",
        Standing::ReportedOnly => "only reported by others",
        Standing::NotObliged => "not obliged",
    }
}

/// The day that was named, or today.
pub(super) fn day_of_asking(as_of: Option<&str>) -> Result<Date, Usage> {
    match as_of {
        Some(day) => date::parse_iso(day).ok_or_else(|| Usage(format!("{day}: not a day: write 2024-06-30"))),
        None => Ok(jiff::Zoned::now().date()),
    }
}
