//! What a build has to do: which files are read, which are recognised anew from their stored texts, which are gone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::state::{FileState, Outcome};
use crate::read::ReadError;
use crate::walk::{Walk, WalkedFile};

/// What decides whether an unchanged file is touched.
#[derive(Clone, Debug, Default)]
pub(super) struct Wishes {
    /// Version of the reader, the rules and the register in force.
    pub(super) rules: String,
    /// Documents with a secrecy stamp are taken in.
    pub(super) include_secret: bool,
    /// Files that were left out are tried again too.
    pub(super) retry: bool,
    /// Scans are not left out.
    pub(super) ocr: bool,
}

/// What to do with one walked file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Job {
    /// Open it, and read it unless its digest is known.
    Read(WalkedFile),
    /// Recognise its stored text again, without opening it.
    Recognise(WalkedFile),
    /// Note that the walk left it out.
    LeaveOut(WalkedFile, ReadError),
}

/// The jobs of a build in the order of their paths, what is gone, and how many files stay as they are.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) jobs: Vec<Job>,
    pub(super) gone: Vec<String>,
    pub(super) unchanged: usize,
}

/// The path of the walked file that `path` lies in.
pub(super) fn container(path: &str) -> &str {
    path.split_once("!/").map_or(path, |(outer, _)| outer)
}

/// Compares what a walk found with the states in the index. What lies below another corpus stays, and so does what
/// lies in a folder that could not be entered.
pub(super) fn plan(walk: Walk, states: &BTreeMap<String, FileState>, wishes: &Wishes) -> Plan {
    let mut members: BTreeMap<&str, Vec<&FileState>> = BTreeMap::new();
    for state in states.values() {
        members.entry(container(&state.path)).or_default().push(state);
    }
    let mut plan = Plan::default();
    let found = walk.files.iter().chain(walk.left_out.iter().map(|(file, _)| file));
    let found: BTreeSet<&str> = found.map(|file| file.path.as_str()).collect();
    let roots: BTreeSet<&str> = found.iter().map(|path| root(path)).collect();
    for path in states.keys() {
        let outer = container(path);
        let hidden =
            Path::new(outer).ancestors().skip(1).any(|above| above.to_str().is_some_and(|above| found.contains(above)));
        if roots.contains(root(outer)) && !found.contains(outer) && !hidden {
            plan.gone.push(path.clone());
        }
    }
    for (file, error) in walk.left_out {
        let known = states.get(&file.path);
        let same = known.is_some_and(|known| known.outcome == Outcome::LeftOut && is_same(known, &file));
        if same && error.is_harmless() {
            plan.unchanged += 1;
        } else {
            plan.jobs.push(Job::LeaveOut(file, error));
        }
    }
    for file in walk.files {
        let known = members.get(file.path.as_str()).map_or(&[][..], Vec::as_slice);
        let own = known.iter().find(|state| state.path == file.path);
        let same = own.is_some_and(|own| is_same(own, &file));
        if !same || known.iter().any(|state| again(state, wishes)) {
            plan.jobs.push(Job::Read(file));
        } else if known.iter().all(|state| state.rules == wishes.rules) {
            plan.unchanged += 1;
        } else {
            plan.jobs.push(Job::Recognise(file));
        }
    }
    plan
}

/// Whether another reader read the file than the one in force.
pub(super) fn is_read_otherwise(state: &FileState, wishes: &Wishes) -> bool {
    reader(&state.rules) != reader(&wishes.rules)
}

/// The version of the reader, of that of reader, rules and register.
fn reader(version: &str) -> Option<&str> {
    version.split_once('.').map(|(reader, _)| reader)
}

/// The name of the corpus that `path` lies in.
fn root(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

/// Whether a file seems to be what it was when `state` was noted.
fn is_same(state: &FileState, file: &WalkedFile) -> bool {
    state.bytes == file.bytes && i128::from(state.modified) == file.modified
}

/// Whether an unchanged file is opened all the same.
fn again(state: &FileState, wishes: &Wishes) -> bool {
    let otherwise = is_read_otherwise(state, wishes);
    match state.outcome {
        Outcome::Failed | Outcome::Partial => true,
        Outcome::Read => otherwise,
        Outcome::LeftOut => wishes.retry,
        Outcome::OcrOff => wishes.ocr || wishes.retry,
        // Nothing of it is stored that other rules could be tried on.
        Outcome::Withheld => wishes.include_secret || state.rules != wishes.rules,
        Outcome::Secret => otherwise || !wishes.include_secret,
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn plan_of(noted: &str, in_force: &str) -> Plan {
        let state = FileState {
            path: "a/1.txt".to_owned(),
            bytes: 1,
            modified: 1,
            media_type: "text/plain".to_owned(),
            sha256: "x".to_owned(),
            outcome: Outcome::Read,
            rules: noted.to_owned(),
        };
        let file = WalkedFile { path: state.path.clone(), disk: PathBuf::from("a/1.txt"), bytes: 1, modified: 1 };
        let walk = Walk { files: vec![file], ..Walk::default() };
        let wishes = Wishes { rules: in_force.to_owned(), ..Wishes::default() };
        plan(walk, &BTreeMap::from([(state.path.clone(), state)]), &wishes)
    }

    #[test]
    fn other_rules_take_the_stored_text_another_reader_opens_the_file() {
        assert_eq!(plan_of("1.ab", "1.ab").unchanged, 1);
        assert!(matches!(plan_of("1.aa", "1.ab").jobs[..], [Job::Recognise(_)]));
        assert!(matches!(plan_of("1.ab", "2.ab").jobs[..], [Job::Read(_)]));
        assert!(matches!(plan_of("ab", "1.ab").jobs[..], [Job::Read(_)]), "of a time without versions of the reader");
    }
}
