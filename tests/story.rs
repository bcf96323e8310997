//! The whole line on a whole story: what the program says of every made document, and of every directive, against what
//! the story says. Once on the committed corpus, once on a story from another seed.

mod make;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use rayon::prelude::*;
use serde_json::Value;

mod same;

use same::{Tally, bodies, body, norm, pair, same_unit, same_units};

const SECOND_SEED: u64 = 20_231;

#[test]
fn the_committed_story() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    compare("corpus", &corpus);
}

#[test]
fn a_second_story() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let corpus = folder.path().join("second");
    make::make(SECOND_SEED, &corpus).expect("the maker writes");
    compare("second", &corpus);
}

/// The committed files are what the maker makes of its seed, byte for byte.
#[test]
fn the_committed_corpus_is_made_by_the_maker() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    make::make(7, folder.path()).expect("the maker writes");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut made = 0;
    for entry in walkdir::WalkDir::new(folder.path()).sort_by_file_name() {
        let entry = entry.expect("a readable folder");
        if entry.file_type().is_file() {
            let below = entry.path().strip_prefix(folder.path()).expect("below the folder");
            let (new, old) = (std::fs::read(entry.path()), std::fs::read(corpus.join(below)));
            assert!(new.ok() == old.ok(), "{}: remake corpus/ as its README says", below.display());
            made += 1;
        }
    }
    let held = walkdir::WalkDir::new(&corpus).into_iter().flatten().filter(|e| e.file_type().is_file()).count();
    assert_eq!(held, made + 1, "corpus/ holds the made files and its README, nothing else");
}

/// Fields that few real labels cover: enough real cases, and as many near-misses.
#[test]
fn every_family_has_its_cases() {
    let facts = truth(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"));
    let cases: Vec<&str> =
        facts.files.values().flat_map(|file| list(&file["cases"])).filter_map(Value::as_str).collect();
    for (family, least) in
        [("reported", 15), ("urgency", 15), ("edges", 15), ("doubts", 15), ("status", 15), ("secrecy", 10)]
    {
        for sign in ["+", "-"] {
            let name = format!("{family}{sign}");
            let count = cases.iter().filter(|case| **case == name).count();
            assert!(count >= least, "{name}: {count} cases, {least} wanted");
        }
    }
}

struct Facts {
    files: BTreeMap<String, Value>,
    traces: Vec<Value>,
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn truth(corpus: &Path) -> Facts {
    let text = String::from_utf8(std::fs::read(corpus.join("truth.jsonl")).expect("truth.jsonl")).expect("UTF-8");
    let (traces, files): (Vec<Value>, Vec<Value>) =
        lines(&text).into_iter().partition(|line| !line["directive"].is_null());
    Facts { files: files.into_iter().map(|file| (string(&file["path"]), file)).collect(), traces }
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Standard output, and whether the exit code is one of `good`.
fn vanban(args: &[&str], good: &[i32]) -> Result<String, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_vanban")).args(args).output().expect("the program starts");
    let code = output.status.code().unwrap_or(-1);
    if good.contains(&code) {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("vanban {} ended with {code}: {}", args.join(" "), String::from_utf8_lossy(&output.stderr)))
    }
}

#[expect(clippy::print_stdout, reason = "the shares are there to be read: cargo test --test story -- --nocapture")]
fn compare(name: &str, corpus: &Path) {
    let facts = truth(corpus);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let index = folder.path().join("index");
    let (corpus, index) = (corpus.to_str().expect("UTF-8"), index.to_str().expect("UTF-8"));
    vanban(&["build", corpus, "--index", index], &[0]).unwrap_or_else(|error| panic!("{error}"));
    let records = vanban(&["export", "records", "--index", index], &[0]).unwrap_or_else(|error| panic!("{error}"));
    let mut found: BTreeMap<String, Value> = BTreeMap::new();
    for record in lines(&records) {
        let path = string(&record["path"]);
        let below = path.split_once('/').map_or(path.clone(), |(_, below)| below.to_owned());
        found.insert(below, record);
    }
    let mut tally = Tally::default();
    let mut shares: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (path, truth) in &facts.files {
        let before = tally.faults.len();
        match found.get(path) {
            Some(record) => file(&mut tally, path, truth, record),
            None => tally.missing("record", path, "no record"),
        }
        for case in truth["cases"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let family = case.trim_end_matches(['+', '-']);
            let wrong = tally.faults.iter().skip(before).any(|(field, _)| {
                field.ends_with(family) || family == "secrecy" && field == "withheld" || field == "record"
            });
            let share = shares.entry(case.to_owned()).or_default();
            share.0 += usize::from(!wrong);
            share.1 += 1;
        }
    }
    let answers: Vec<Result<String, String>> = facts.traces.par_iter().map(|truth| ask(index, truth)).collect();
    for (truth, answer) in facts.traces.iter().zip(answers) {
        trace(&mut tally, truth, answer);
    }
    let mut report = String::from("family: right / cases (+ real, - near-miss)\n");
    for (case, (right, of)) in &shares {
        writeln!(report, "  {case:<12}{right:>4} / {of}").expect("a string");
    }
    report.push_str(&tally.report());
    let kept = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("story-{name}.txt"));
    std::fs::write(&kept, &report).expect("a writable folder");
    println!("{report}");
    assert!(tally.faults.is_empty(), "{} faults, all of them in {}\n{report}", tally.faults.len(), kept.display());
}

const HEADER: &[&str] = &[
    "code_number",
    "code_year",
    "code_notation",
    "type_name",
    "issued_date",
    "issued_place",
    "organ_name",
    "organ_id",
    "organ_literal",
    "parent_literal",
    "subject",
    "urgency",
    "secrecy",
];

fn file(tally: &mut Tally, path: &str, truth: &Value, record: &Value) {
    tally.one("withheld", path, &truth["withheld"], &record["withheld"], |a, b| a == b);
    if !truth["withheld"].is_null() {
        for field in ["document", "citations", "tasks", "reported", "edges", "evidence"] {
            let kept = &record[field];
            let empty = kept.is_null()
                || kept.as_array().is_some_and(Vec::is_empty)
                || kept.as_object().is_some_and(serde_json::Map::is_empty);
            if !empty {
                tally.false_one("withheld", path, &format!("{field} is kept"));
            }
        }
        return;
    }
    if !record["error"].is_null() {
        tally.missing("record", path, &format!("not read: {}", record["error"]));
        return;
    }
    tally.one("role", path, &truth["role"], &record["role"], |a, b| a == b);
    tally.one("status", path, &truth["status"], &record["status"], |a, b| a == b);
    let below = |v: &Value| {
        v.as_str().and_then(|path| path.split_once('/')).map_or(Value::Null, |(_, below)| Value::from(below))
    };
    tally.one("duplicate_of", path, &truth["duplicate_of"], &below(&record["duplicate_of"]), |a, b| a == b);
    let near: Vec<Value> = list(&record["near_duplicates"]).into_iter().map(below).collect();
    tally
        .set("near_duplicates", path, list(&truth["near_duplicates"]), near.iter().collect(), |a, b| f32::from(a == b));
    let (t, r) = (&truth["document"], &record["document"]);
    for field in HEADER {
        tally.one(&format!("document.{field}"), path, &t[field], &r[field], |a, b| match *field {
            "organ_name" => body(a) == body(b),
            "subject" => same::subject(a) == same::subject(b),
            _ => norm(a) == norm(b),
        });
    }
    for field in ["full_name", "position", "authority"] {
        let name = format!("document.signatory.{field}");
        tally.one(&name, path, &t["signatory"][field], &r["signatory"][field], |a, b| norm(a) == norm(b));
    }
    for field in ["addressees", "to_places"] {
        tally.set(&format!("document.{field}"), path, list(&t[field]), list(&r[field]), |a, b| {
            f32::from(norm(a) == norm(b))
        });
    }
    citations(tally, path, truth, record);
    tasks(tally, path, truth, record);
    claims(tally, path, truth, record);
}

fn list(value: &Value) -> Vec<&Value> {
    value.as_array().map(|all| all.iter().collect()).unwrap_or_default()
}

fn code(citation: &Value) -> String {
    let part = |field: &str| citation[field].as_str().map(norm_text).unwrap_or_default();
    let number = part("code_number");
    format!("{}/{}/{}", number.trim_start_matches('0'), citation["code_year"], part("code_notation"))
}

fn norm_text(text: &str) -> String {
    norm(&Value::from(text))
}

fn shown(citation: &Value) -> String {
    match citation["name"].as_str() {
        Some(name) => name.to_owned(),
        None => format!(
            "{} {}/{} {} {}",
            string(&citation["type_name"]),
            string(&citation["code_number"]),
            string(&citation["code_notation"]),
            string(&citation["issued_date"]),
            string(&citation["organ_name"])
        ),
    }
}

fn citations(tally: &mut Tally, path: &str, truth: &Value, record: &Value) {
    let (t, r) = (list(&truth["citations"]), list(&record["citations"]));
    let pairs = pair(&t, &r, 0.8, |a, b| match (a["name"].as_str(), b["name"].as_str()) {
        (Some(a), Some(b)) => f32::from(norm_text(a) == norm_text(b)),
        (None, _) if code(a) == code(b) => {
            1.0 + f32::from(a["issued_date"] == b["issued_date"]) * 0.1
                + f32::from(body(&a["organ_name"]) == body(&b["organ_name"])) * 0.05
        }
        _ => 0.0,
    });
    tally.paired("citations", path, &t, &r, &pairs, shown);
    for (a, b) in pairs {
        let (a, b) = (t[a], r[b]);
        let at = format!("{path}: {}", shown(a));
        tally.one("citations.type_name", &at, &a["type_name"], &b["type_name"], |a, b| norm(a) == norm(b));
        tally.one("citations.issued_date", &at, &a["issued_date"], &b["issued_date"], |a, b| a == b);
        // Everybody knows who passes laws; a text need not say it.
        if a["name"].is_null() {
            tally.one("citations.organ_name", &at, &a["organ_name"], &b["organ_name"], |a, b| body(a) == body(b));
        }
        if !a["actor"].is_null() {
            tally.one("citations.actor", &at, &a["actor"], &b["actor"], |a, b| same_unit(&body(a), &body(b)));
        }
        tally.one("citations.relation", &at, &a["relation"], &b["relation"], |a, b| a == b);
        // A reminder tells what others did: it may count as theirs or not at all.
        if !list(&truth["reported"]).is_empty() {
            continue;
        }
        let also = |v: &Value| {
            let mut all: Vec<String> = list(&v["also"]).into_iter().map(string).filter(|r| r != "mentions").collect();
            all.sort();
            Value::from(all.join(" "))
        };
        tally.one("citations.also", &at, &also(a), &also(b), |a, b| a == b);
    }
}

fn words(value: &Value) -> Vec<String> {
    let mut words: Vec<String> = norm(value)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .take(40)
        .map(str::to_owned)
        .collect();
    words.sort();
    words
}

/// F1 of the words of two actions.
fn alike(a: &Value, b: &Value) -> f32 {
    let (a, b) = (words(&a["action"]), words(&b["action"]));
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, both) = (i + 1, j + 1, both + 1),
        }
    }
    2.0 * both as f32 / (a.len() + b.len()).max(1) as f32
}

fn tasks(tally: &mut Tally, path: &str, truth: &Value, record: &Value) {
    let (t, r) = (list(&truth["tasks"]), list(&record["tasks"]));
    let one_lead = |a: &Value, b: &Value| same_units(&bodies(&a["lead"]), &bodies(&b["lead"]));
    let pairs = pair(&t, &r, 0.5, |a, b| alike(a, b) + f32::from(one_lead(a, b)) * 0.1);
    let show = |task: &Value| format!("{} -> {}", bodies(&task["lead"]).join(" + "), string(&task["action"]));
    tally.paired("tasks", path, &t, &r, &pairs, show);
    for (a, b) in pairs {
        let (a, b) = (t[a], r[b]);
        let at = format!("{path}: {}", show(a));
        for field in ["lead", "coordinating"] {
            let (x, y) = (bodies(&a[field]), bodies(&b[field]));
            let same = same_units(&x, &y);
            tally.one(&format!("tasks.{field}"), &at, &Value::from(x), &Value::from(y), |_, _| same);
        }
        tally.one("tasks.due_date", &at, &a["due_date"], &b["due_date"], |a, b| a == b);
        tally.one("tasks.recurrence", &at, &a["recurrence"], &b["recurrence"], |a, b| a == b);
        if !a["due_date"].is_null() {
            tally.one("tasks.deadline_text", &at, &a["deadline_text"], &b["deadline_text"], |a, b| {
                norm(b).contains(&norm(a)) || norm(a).contains(&norm(b))
            });
        }
    }
}

fn claims(tally: &mut Tally, path: &str, truth: &Value, record: &Value) {
    let (t, r) = (list(&truth["reported"]), list(&record["reported"]));
    let pairs = pair(&t, &r, 0.5, |a, b| {
        let same = same_unit(&body(&a["unit"]), &body(&b["unit"]))
            && a["state"] == b["state"]
            && norm(&a["directive"]) == norm(&b["directive"]);
        f32::from(same)
    });
    let show = |claim: &Value| {
        format!("{} {} {}", string(&claim["unit"]), string(&claim["state"]), string(&claim["directive"]))
    };
    tally.paired("reported", path, &t, &r, &pairs, show);
    for (a, b) in pairs {
        let (a, b) = (t[a], r[b]);
        let at = format!("{path}: {}", show(a));
        tally.one("reported.issued_code", &at, &a["issued_code"], &b["issued_code"], |a, b| norm(a) == norm(b));
        if !a["as_of"].is_null() {
            tally.one("reported.as_of", &at, &a["as_of"], &b["as_of"], |a, b| a == b);
        }
    }
    let (t, r) = (list(&truth["edges"]), list(&record["edges"]));
    // Without a number an edge says no more than the claim beside it.
    let r: Vec<&Value> = r.into_iter().filter(|edge| !edge["from"].is_null()).collect();
    let show =
        |edge: &Value| format!("{} {} {}", string(&edge["from"]), string(&edge["relation"]), string(&edge["to"]));
    let pairs = pair(&t, &r, 0.5, |a, b| f32::from(norm_text(&show(a)) == norm_text(&show(b))));
    tally.paired("edges", path, &t, &r, &pairs, show);
    let kinds: Vec<Value> = list(&record["doubts"]).into_iter().map(|doubt| same::doubt(&doubt["kind"])).collect();
    tally.set("doubts", path, list(&truth["doubts"]), kinds.iter().collect(), |a, b| f32::from(a == b));
}

fn ask(index: &str, truth: &Value) -> Result<String, String> {
    let directive = &truth["directive"];
    let (code, organ, year) =
        (string(&directive["code"]), string(&directive["organ_name"]), directive["year"].to_string());
    let as_of = string(&truth["as_of"]);
    vanban(&["trace", &code, "--issuer", &organ, "--year", &year, "--as-of", &as_of, "--json", "--index", index], &[0])
}

fn trace(tally: &mut Tally, truth: &Value, answer: Result<String, String>) {
    let directive = &truth["directive"];
    let asked = [&directive["code"], &directive["organ_name"], &truth["as_of"]].map(string);
    let name = asked.join(" ");
    let output = match answer {
        Ok(output) => output,
        Err(error) => return tally.missing("trace", &name, &error),
    };
    let output = lines(&output);
    let t = list(&truth["cells"]);
    let r: Vec<&Value> =
        output.iter().filter(|line| !line["state"].is_null() && line["state"] != "not_obliged").collect();
    let pairs = pair(&t, &r, 0.5, |a, b| {
        let id = !b["unit_id"].is_null() && a["unit_id"] == b["unit_id"];
        f32::from(id || b["unit_id"].is_null() && body(&a["unit"]) == body(&b["unit"]))
    });
    let apart: Vec<String> = list(&truth["apart"]).into_iter().map(body).collect();
    let taken: Vec<usize> = pairs.iter().map(|&(_, b)| b).collect();
    for (n, cell) in r.iter().enumerate().filter(|(n, _)| !taken.contains(n)) {
        let unit = body(&cell["unit"]);
        if !apart.iter().any(|open| same_unit(open, &unit)) {
            tally.false_one(
                "trace.obliged",
                &name,
                &format!("{} ({}), line {n}", string(&cell["unit"]), cell["state"]),
            );
        }
    }
    for (n, cell) in t.iter().enumerate() {
        match pairs.iter().find(|&&(a, _)| a == n) {
            None => tally.missing("trace.obliged", &name, &string(&cell["unit"])),
            Some(&(_, b)) => {
                tally.right("trace.obliged");
                cell_facts(tally, &name, cell, r[b]);
            }
        }
    }
}

fn cell_facts(tally: &mut Tally, name: &str, truth: &Value, cell: &Value) {
    let at = format!("{name}: {}", string(&truth["unit"]));
    let states = list(&truth["states"]);
    tally.one("trace.state", &at, states[0], &cell["state"], |_, state| states.contains(&state));
    if states[0] != &cell["state"] {
        return;
    }
    tally.one("trace.grade", &at, &truth["grade"], &cell["grade"], |a, b| a == b);
    if !truth["days"].is_null() {
        tally.one("trace.days", &at, &truth["days"], &cell["days"], |a, b| a == b);
    }
    if truth["grade"] == "A" {
        let path = string(&cell["document"]["path"]);
        let below = path.split_once('/').map_or(path.as_str(), |(_, below)| below);
        tally.one("trace.document", &at, &truth["document"], &Value::from(below), |a, b| a == b);
        tally.one("trace.relation", &at, &truth["relation"], &cell["relation"], |a, b| a == b);
    }
}
