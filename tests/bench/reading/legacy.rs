//! Text from before Unicode, beside catdoc, antiword and viparse, on transcripts of real documents.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use vanban::read::worker::Readers;
use vanban::vi::{tcvn3, vni};

use super::accuracy::{Accuracy, accuracy, around};

/// The peers and how to come by them.
const PEERS: &[(&str, &str)] = &[
    ("catdoc", "apt install catdoc"),
    ("antiword", "apt install antiword"),
    ("viparse", "pip install 'viparse[office,pdf]' striprtf"),
];

pub(crate) fn measure(shared: &Path, readers: &Readers) {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(shared.join("legacy-truth")).expect("transcripts") {
        let truth = entry.expect("a transcript").path();
        if truth.extension().is_some_and(|end| end == "txt") {
            files.extend(source(shared, &truth).map(|source| (truth, source)));
        }
    }
    files.sort();
    let present: Vec<&str> = PEERS.iter().map(|(name, _)| *name).filter(|name| is_present(name)).collect();
    PEERS
        .iter()
        .filter(|(name, _)| !present.contains(name))
        .for_each(|(name, how)| println!("  {name} is not here: {how}"));
    // Of each reader: encoding, kind of file, share.
    let mut scores: BTreeMap<&str, Vec<(String, String, f64)>> = BTreeMap::new();
    let mut capitals = Accuracy::default();
    for (truth, source) in &files {
        let truth = String::from_utf8(std::fs::read(truth).expect("a transcript")).expect("UTF-8");
        let bytes = std::fs::read(source).expect("a document");
        let name = source.file_name().unwrap_or_default().to_string_lossy();
        let Ok(reading) = readers.read_bytes(&bytes, &name) else {
            println!("  {name}: not read");
            continue;
        };
        let encoding = reading.legacy_encoding.clone().unwrap_or_else(|| "unicode".to_owned());
        let text = reading.text.as_str();
        let (mut places, mut cases) = (Vec::new(), Vec::new());
        let own = accuracy(&truth, text, |place, partner, is_case| {
            if is_case { &mut cases } else { &mut places }.push((place, partner));
        });
        capitals.marked += own.right;
        capitals.exact += own.exact;
        if !places.is_empty() {
            println!("  {name}: {:.4}, {} of {} letters differ", own.share(), places.len(), own.marked);
            for (place, partner) in places.iter().take(3) {
                println!("      {:?} has {partner:?}", around(&truth, *place));
            }
        }
        if !cases.is_empty() {
            println!("  {name}: {} letters of another case", cases.len());
            for (place, partner) in cases.iter().take(2) {
                println!("      {:?} has {partner:?}", around(&truth, *place));
            }
        }
        let kind = source.extension().unwrap_or_default().to_string_lossy().into_owned();
        let is_doc = kind == "doc";
        let mut score = |who, text: &str| {
            let share = if who == "vanban" { own.share() } else { accuracy(&truth, text, |_, _, _| {}).share() };
            scores.entry(who).or_default().push((encoding.clone(), kind.clone(), share));
        };
        score("vanban", text);
        for peer in present.iter().filter(|peer| is_doc || **peer == "viparse") {
            let raw = output(peer, source);
            score(peer, &raw);
            let table =
                |text: &str| if encoding == "vni" { vni::to_unicode(text) } else { tcvn3::to_unicode(text, false) };
            match *peer {
                "antiword" => score("antiword + our table", &table(&raw)),
                "catdoc" => score("catdoc + our table", &table(&raw)),
                _ => {}
            }
        }
    }
    println!("legacy: {} transcripts, diacritics right without regard to case, mean (least):", files.len());
    for (who, scores) in &scores {
        let of = |group: &str| {
            let own = scores.iter().filter(|(encoding, kind, _)| ["", encoding, kind].contains(&group));
            let all: Vec<f64> = own.map(|(.., share)| *share).collect();
            if all.is_empty() {
                return "-".to_owned();
            }
            let mean = all.iter().sum::<f64>() / all.len() as f64;
            format!("{mean:.4} ({:.3}; {})", all.iter().copied().fold(1.0, f64::min), all.len())
        };
        println!("  {who:22} all {}, tcvn3 {}, vni {}", of(""), of("tcvn3"), of("vni"));
        println!("  {:22} doc {}, rtf {}, pdf {}", "", of("doc"), of("rtf"), of("pdf"));
    }
    println!(
        "  of vanban's right letters {:.4} have the transcript's case too (whose capitals nobody checked)",
        capitals.exact as f64 / capitals.marked.max(1) as f64
    );
}

/// The document of a transcript.
fn source(shared: &Path, truth: &Path) -> Option<PathBuf> {
    let stem = truth.file_stem()?.to_string_lossy().into_owned();
    let places =
        ["doc", "pdf-legacy-font"].into_iter().flat_map(|folder| ["doc", "rtf", "pdf"].map(|end| (folder, end)));
    places.map(|(folder, end)| shared.join(folder).join(format!("{stem}.{end}"))).find(|path| path.is_file())
}

fn is_present(peer: &str) -> bool {
    Command::new("which").arg(peer).output().is_ok_and(|found| found.status.success())
}

fn output(peer: &str, path: &Path) -> String {
    let arguments: &[&str] = match peer {
        "catdoc" => &["-d", "utf-8"],
        "antiword" => &["-m", "UTF-8.txt", "-w", "0"],
        _ => &["-o", "text", "--no-ocr"],
    };
    let run = Command::new(peer).args(arguments).arg(path).output().expect("the peer runs");
    String::from_utf8_lossy(&run.stdout).into_owned()
}
