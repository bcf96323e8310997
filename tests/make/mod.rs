//! Makes sample documents of two invented provinces, and the truth about them.
//!
//! The story is told first: who directs whom, who answers when, and how. From the story come both the pages and the
//! truth, side by side; the truth is never read from a page, and nothing of the program is used here.
//!
//! `truth.jsonl`, one object a line. About a file, the record as it should be: `path` below the corpus folder, `role`,
//! `status`, `withheld` (then nothing else counts), `document`, `citations` in order of appearance, `tasks`, `reported`,
//! `edges`, `doubts` (kinds only), `duplicate_of`, `near_duplicates`, and `cases`: the real cases (`secrecy+`) and near-misses (`secrecy-`) that the file
//! was made to hold. About a directive: `directive` {`code`, `organ_name`, `year`, `path`}, `as_of`, `cells` (one for
//! each obliged unit: `unit`, `unit_id`, `states` with the most fitting first, `grade`, `days`, `document`, `relation`)
//! and `apart`: units that an open phrase may hold and names that no register knows, neither asked for nor false.
//!
//! `due_date` of a cell's unit is the earliest day that the directive's tasks set for it.

mod act;
mod bodies;
mod cases;
mod chance;
mod day;
mod deadline;
mod mail;
mod news;
mod plot;
mod rare;
mod sheet;
mod story;
mod teller;
mod trace;
mod truth;
mod who;
mod words;
mod world;
mod write;

use std::io;
use std::path::Path;

use day::Day;
use teller::Teller;

/// Writes the whole corpus of `seed` below `folder`.
pub(crate) fn make(seed: u64, folder: &Path) -> io::Result<()> {
    let mut teller = Teller::new(seed);
    teller.tell();
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("units.tsv"), teller.world.table())?;
    let mut lines: Vec<(String, String)> = Vec::new();
    for file in &teller.files {
        let path = folder.join(&file.truth.path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        let bytes = write::bytes(file);
        std::fs::write(path, &bytes)?;
        lines.push((file.truth.path.clone(), serde_json::to_string(&file.truth)?));
        if let Some(path) = &file.copy {
            let mut truth = file.truth.clone();
            truth.duplicate_of = Some(std::mem::replace(&mut truth.path, path.clone()));
            std::fs::create_dir_all(folder.join("luu-tru"))?;
            std::fs::write(folder.join(path), &bytes)?;
            lines.push((path.clone(), serde_json::to_string(&truth)?));
        }
    }
    lines.sort();
    let mut out: String = lines.into_iter().map(|(_, line)| line + "\n").collect();
    let (year, month, day) = plot::END;
    for trace in trace::traces(&teller, Day::new(year, month, day)) {
        out.push_str(&serde_json::to_string(&trace)?);
        out.push('\n');
    }
    std::fs::write(folder.join("truth.jsonl"), out)
}
