//! The real program on folders of its own.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Says what a test left out, past the harness, which keeps to itself what a passing test prints.
pub(crate) fn skipped(why: &str) {
    std::io::stderr().write_all(format!("skipped: {why}\n").as_bytes()).unwrap();
}

/// A temporary folder with a corpus and an index.
pub(crate) struct Place {
    pub(crate) root: TempDir,
}

/// What a run gave.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn new() -> Place {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("kho")).unwrap();
        Place { root }
    }

    pub(crate) fn corpus(&self) -> PathBuf {
        self.root.path().join("kho")
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.root.path().join("index")
    }

    /// Writes a file below the corpus.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.corpus().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// The program, in this place, with a plain environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanban"));
        command.args(arguments).current_dir(self.root.path()).env("LC_ALL", "C").stdin(Stdio::null());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("VANBAN_")) {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// Builds `kho` into `index`, and reads the summary.
    pub(crate) fn build(&self, more: &[&str]) -> serde_json::Value {
        let run = self.run(&[&["build", "kho", "--json"], more].concat());
        let last = run.out.lines().last().unwrap_or_else(|| panic!("no summary: {}", run.err));
        let mut summary: serde_json::Value = serde_json::from_str(last).unwrap();
        summary["code"] = run.code.into();
        summary
    }

    /// Every record, as written.
    pub(crate) fn records(&self) -> String {
        let run = self.run(&["export", "records"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        run.out
    }

    /// The record of one path.
    pub(crate) fn record(&self, path: &str) -> serde_json::Value {
        let found = self.records();
        let mut records = found.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        records.find(|record| record["path"] == path).unwrap_or_else(|| panic!("no record of {path}"))
    }
}

impl Run {
    pub(crate) fn of(output: Output) -> Run {
        Run {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// A plan of an invented province, different for every `number`.
pub(crate) fn plan(number: u32, subject: &str) -> String {
    format!(
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH MINH HÀ\tĐộc lập - Tự do - Hạnh phúc\n\
         Số: {number}/KH-UBND\tMinh Hà, ngày 15 tháng 3 năm 2023\n\nKẾ HOẠCH\n{subject}\n\n\
         Thực hiện Chỉ thị số 10/CT-UBND ngày 05/01/2023 của UBND tỉnh Minh Hà, UBND tỉnh ban hành kế hoạch.\n\
         1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính tham mưu báo cáo kết quả trước ngày 20/12/2023.\n\n\
         Nơi nhận:\n- Các sở, ban, ngành;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Minh\n"
    )
}

/// Every file and folder below `folder`, hidden ones too, without what a finished index is made of.
pub(crate) fn leftovers(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        let is_segment = name.len() > 32 && name.as_bytes()[..32].iter().all(u8::is_ascii_hexdigit);
        if !is_segment && name != "meta.json" && name != ".managed.json" {
            found.push(name);
        }
    }
    found.sort();
    found
}
