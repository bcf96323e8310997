//! The house rules that a compiler does not hold: layers, module docs, file length, paths of one machine.

#![allow(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

use std::path::{Path, PathBuf};

/// Which modules of ours each module may name. What is absent matters most.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("vi", &[]),
    ("rules", &["agency", "date", "number", "recognise", "resolve", "trace", "units"]), // only their lists of coded rules
    ("date", &["text", "vi", "rules"]),
    ("number", &["text", "vi", "rules"]),
    ("agency", &["text", "vi", "rules", "date", "number", "units"]),
    ("units", &["text", "vi", "rules", "date", "agency"]),
    ("record", &["text", "read", "date", "number"]),
    ("walk", &["read"]),
    ("read", &["text", "vi", "record", "walk"]),
    ("recognise", &["text", "vi", "rules", "date", "number", "agency", "units", "record"]),
    ("resolve", &["date", "number", "agency", "units", "record", "vi"]),
    ("trace", &["date", "number", "agency", "units", "record", "resolve", "rules", "vi"]),
    ("index", &["text", "vi", "rules", "date", "number", "agency", "units", "record", "walk", "read", "recognise"]),
    ("search", &["text", "vi", "rules", "date", "number", "agency", "units", "record", "index"]),
    ("export", &["record", "index", "search", "trace", "date", "number"]),
];

/// Crates that only some modules may name.
const FENCED: &[(&str, &[&str])] = &[
    ("tantivy", &["index", "search"]),
    ("lopdf", &["read"]),
    ("hayro", &["read"]),
    ("clap", &["cli"]),
    ("anyhow", &["cli", "index", "search", "export"]),
];

const LONGEST: usize = 600;

fn sources(below: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(below);
    let mut found: Vec<PathBuf> = walkdir::WalkDir::new(root)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    found.sort();
    found
}

fn content(path: &Path) -> String {
    String::from_utf8(std::fs::read(path).unwrap()).unwrap()
}

/// The top-level module that a source file belongs to.
fn module(path: &Path) -> String {
    let below = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// What follows `crate::` in a file, without comments.
fn named(source: &str) -> Vec<String> {
    let code: String =
        source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let path = regex::Regex::new(r"\bcrate::(?:([a-z_]+)|\{([^}]*)\})").unwrap();
    let inner = regex::Regex::new(r"(?:^|,)\s*([a-z_]+)").unwrap();
    let mut found = Vec::new();
    for matched in path.captures_iter(&code) {
        match matched.get(1) {
            Some(one) => found.push(one.as_str().to_owned()),
            None => found.extend(inner.captures_iter(&matched[2]).map(|one| one[1].to_owned())),
        }
    }
    found
}

#[test]
fn modules_name_only_what_lies_below_them() {
    let mut faults = Vec::new();
    for path in sources("src") {
        let module = module(&path);
        let source = content(&path);
        if let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == module) {
            for name in named(&source) {
                if name != module && !allowed.contains(&name.as_str()) {
                    faults.push(format!("{}: {module} must not name {name}", path.display()));
                }
            }
        }
        for (fenced, allowed) in FENCED {
            if !allowed.contains(&module.as_str())
                && regex::Regex::new(&format!(r"\b{fenced}(_\w+)?::")).unwrap().is_match(&source)
            {
                faults.push(format!("{}: {module} must not name {fenced}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_opens_with_what_it_is_for() {
    let silent: Vec<_> =
        ["src", "tests"].into_iter().flat_map(sources).filter(|path| !content(path).starts_with("//! ")).collect();
    assert!(silent.is_empty(), "no `//!` line at the head of {silent:?}");
}

#[test]
fn no_file_grows_past_reading() {
    let long: Vec<_> =
        ["src", "tests"].into_iter().flat_map(sources).filter(|path| content(path).lines().count() > LONGEST).collect();
    assert!(long.is_empty(), "over {LONGEST} lines: {long:?}");
}

#[test]
fn no_grab_bags() {
    let names = ["utils", "util", "helpers", "helper", "common", "misc"];
    let bags: Vec<_> = sources("src")
        .into_iter()
        .filter(|path| {
            path.components().any(|part| names.contains(&part.as_os_str().to_string_lossy().trim_end_matches(".rs")))
        })
        .collect();
    assert!(bags.is_empty(), "{bags:?}");
}
