//! Damaged copies of real files: cut, flipped, spliced; the same seed damages the same way on every machine.

use std::path::{Path, PathBuf};

/// Splitmix64.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to `n` - 1.
    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// A damaged copy, and what it was.
pub(crate) struct Copy {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// The documents to damage: those beside the project, else its own samples.
pub(crate) fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = root.join("../shared/corpus");
    let folder = if beside.is_dir() { beside } else { root.join("corpus") };
    println!("damaged copies of {}", folder.display());
    let mut found: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .filter(|path| !path.components().any(|part| part.as_os_str() == "legacy-truth"))
        .filter(|path| path.extension().is_some_and(|end| !matches!(end.to_str(), Some("tsv" | "jsonl" | "md"))))
        .collect();
    found.sort();
    found
}

/// Copy number `number` of the documents at `sources`, damaged by chance.
pub(crate) fn copy(sources: &[PathBuf], number: usize) -> Copy {
    let mut chance = Chance::new(number as u64 + 1);
    let path = &sources[number % sources.len()];
    let mut bytes = std::fs::read(path).expect("a document");
    let how = match chance.below(4) {
        0 => {
            let keep = bytes.len() * (5 + chance.below(93)) / 100;
            bytes.truncate(keep);
            "cut"
        }
        1 => flip(&mut bytes, &mut chance, 5000),
        2 => flip(&mut bytes, &mut chance, 200),
        _ => {
            let other = std::fs::read(&sources[chance.below(sources.len())]).expect("a document");
            let (from, to) = (chance.below(bytes.len() + 1), chance.below(bytes.len() + 1));
            let (start, end) = (chance.below(other.len() + 1), chance.below(other.len() + 1));
            let piece = &other[start.min(end)..start.max(end)];
            bytes.splice(from.min(to)..from.max(to), piece.iter().copied().take(1 << 20));
            "spliced"
        }
    };
    let end = path.extension().unwrap_or_default().to_string_lossy();
    Copy { name: format!("{number:04}-{how}.{end}"), bytes }
}

/// Changes one byte in `every`, at least one.
fn flip(bytes: &mut [u8], chance: &mut Chance, every: usize) -> &'static str {
    for _ in 0..bytes.len() / every + 1 {
        let at = chance.below(bytes.len());
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << chance.below(8);
        }
    }
    "flipped"
}
