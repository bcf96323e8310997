//! Peers that Debian has, behind one small script: `peers.py` reads JSON Lines and writes ranked places and times.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::collection::Collection;
use crate::engines::{Answers, DEPTH};
use crate::queries::Query;

/// The peers that are installed; of the others it says how to get them.
pub(crate) fn answers(folder: &Path, collection: &Collection, queries: &[Query]) -> Vec<Answers> {
    let texts = collection.documents.iter().map(|document| document.text.as_str());
    let asked: Vec<&str> = queries.iter().map(|query| query.text.as_str()).collect();
    let mut found: BTreeMap<String, Vec<Vec<usize>>> = BTreeMap::new();
    for line in ask(folder, texts, &asked, &[]) {
        let Some(name) = line["engine"].as_str() else { continue };
        let Some(at) = line["query"].as_u64() else { continue };
        let ranked = line["ranked"].as_array().into_iter().flatten().filter_map(Value::as_u64);
        let of = found.entry(name.to_owned()).or_insert_with(|| vec![Vec::new(); queries.len()]);
        of[at as usize] = ranked.map(|place| place as usize).collect();
    }
    let name = |name: String| -> &'static str { name.leak() };
    found.into_iter().map(|(engine, ranked)| Answers { name: name(engine), ranked }).collect()
}

/// Runs the script; what it says, but what it says of peers that are missing, which is printed.
pub(crate) fn ask<'a>(
    folder: &Path,
    texts: impl Iterator<Item = &'a str>,
    queries: &[&str],
    engines: &[&str],
) -> Vec<Value> {
    let input = folder.join("peers.jsonl");
    let mut lines = BufWriter::new(File::create(&input).expect("a file"));
    for (at, text) in texts.enumerate() {
        writeln!(lines, "{}", json!({"document": at, "text": text})).expect("written");
    }
    for (at, query) in queries.iter().enumerate() {
        writeln!(lines, "{}", json!({"query": at, "text": query})).expect("written");
    }
    lines.into_inner().expect("written");
    // Debian's packages are for Debian's Python, whatever else is first on the path.
    let python = if Path::new("/usr/bin/python3").exists() { "/usr/bin/python3" } else { "python3" };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bench/peers.py");
    let mut command = Command::new(python);
    command.arg(script).arg(DEPTH.to_string()).args(engines).stdin(File::open(&input).expect("the file"));
    let output = match command.stderr(Stdio::inherit()).output() {
        Ok(output) => String::from_utf8_lossy(&output.stdout).into_owned(),
        Err(error) => {
            println!("peers in Python: left out, {python}: {error}: apt install python3");
            String::new()
        }
    };
    let said: Vec<Value> = output.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    for line in said.iter().filter(|line| line["missing"].is_string()) {
        println!("{}: left out, {}", line["engine"].as_str().unwrap_or(""), line["missing"].as_str().unwrap_or(""));
    }
    said
}
