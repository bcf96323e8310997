//! Speed of recognition and of a whole build, beside peers, in one run. Figures are for ratios on one machine.
//!
//! `cargo bench --bench pipeline`; `VANBAN_BENCH_DOCUMENTS` sets the size of the build, 10,000 unless told.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod dice;
mod documents;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use dice::Dice;
use documents::Shape;
use vanban::record::Record;
use vanban::text::Text;
use vanban::units::Register;

/// Some 3 to 8 kB.
const SHAPE: Shape = Shape { citations: (3, 10), tasks: (0, 12), length: (2800, 6500) };

const FILLER: &[&str] = &[
    "Trong thời gian qua, các cấp, các ngành đã có nhiều cố gắng, song kết quả chưa đồng đều giữa các địa phương.",
    "Công tác phối hợp giữa các cơ quan có nơi, có lúc chưa chặt chẽ; việc thông tin, báo cáo còn chậm.",
    "Cần huy động sự tham gia của cả hệ thống chính trị và của nhân dân, lấy người dân làm trung tâm phục vụ.",
    "Kinh phí thực hiện được bố trí từ nguồn ngân sách hằng năm theo phân cấp và các nguồn hợp pháp khác.",
    "Người đứng đầu cơ quan, đơn vị chịu trách nhiệm về tiến độ và chất lượng công việc được phân công.",
];

fn document(dice: &mut Dice, serial: u64) -> String {
    documents::document(dice, serial, SHAPE, |dice| {
        format!("{} ({} trong {} hồ sơ)", dice.one(FILLER), dice.number(1, 400), dice.number(400, 9000))
    })
}

fn main() {
    // `cargo test --benches` passes this: the bench only shows that it starts.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let count = std::env::var("VANBAN_BENCH_DOCUMENTS").ok().and_then(|value| value.parse().ok()).unwrap_or(10_000);
    recognition();
    curve();
    build(count);
}

/// Recognition of all fields with evidence, one core, over the extracted text of the shared corpus, and of made documents.
fn recognition() {
    let mut dice = Dice::new(7);
    let made: Vec<Text> = (0..1500).map(|serial| Text::plain(&document(&mut dice, serial))).collect();
    rate("recognition, made documents", &made);
    let shared = Path::new("../shared/corpus");
    if !shared.is_dir() {
        println!("recognition, real documents: skipped, {} is not here", shared.display());
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let index = folder.path().join("index");
    run(Command::new(env!("CARGO_BIN_EXE_vanban")).args(["build", "--ocr", "off", "--index"]).arg(&index).arg(shared));
    let listed = Command::new(env!("CARGO_BIN_EXE_vanban")).args(["export", "records", "--index"]).arg(&index).output();
    let listed = String::from_utf8(listed.expect("export runs").stdout).expect("UTF-8");
    let texts: Vec<Text> = listed
        .lines()
        .filter_map(|line| serde_json::from_str::<Record>(line).ok())
        .filter(|record| record.error.is_none())
        .map(|record| {
            let shown = Command::new(env!("CARGO_BIN_EXE_vanban"))
                .args(["show", "--text", "--index"])
                .arg(&index)
                .arg(&record.path)
                .output();
            Text::plain(&String::from_utf8_lossy(&shown.expect("show runs").stdout))
        })
        .collect();
    rate("recognition, real documents", &texts);
}

fn rate(what: &str, texts: &[Text]) {
    let units = &Register::builtin();
    let bytes: usize = texts.iter().map(|text| text.as_str().len()).sum();
    let mut best = Duration::MAX;
    for _ in 0..4 {
        let start = Instant::now();
        for text in texts {
            let mut record = Record::default();
            vanban::recognise::recognise(text, units, &mut record);
            std::hint::black_box(&record);
        }
        best = best.min(start.elapsed());
    }
    let seconds = best.as_secs_f64();
    println!(
        "{what}: {} documents, {:.1} MB: {:.1} MB/s a core, {:.0} documents/s a core (best of 4)",
        texts.len(),
        bytes as f64 / 1e6,
        bytes as f64 / 1e6 / seconds,
        texts.len() as f64 / seconds
    );
}

/// Cost by length, up to a text of 50 MB: the same share of citations, tasks and other sentences at every length.
fn curve() {
    let units = &Register::builtin();
    for megabytes in [1, 5, 10, 25, 50] {
        let bytes: u64 = megabytes * 1_000_000;
        let [citations, tasks] = [bytes / 1000, bytes / 800];
        let shape = Shape { citations: (citations, citations), tasks: (tasks, tasks), length: (bytes, bytes) };
        let text = Text::plain(&documents::document(&mut Dice::new(13), 1, shape, |dice| {
            format!("{} ({} trong {} hồ sơ)", dice.one(FILLER), dice.number(1, 400), dice.number(400, 9000))
        }));
        let start = Instant::now();
        let mut record = Record::default();
        vanban::recognise::recognise(&text, units, &mut record);
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "recognition, one text of {megabytes} MB: {seconds:.2} s, {:.3} s a MB; {} citations, {} tasks",
            seconds / megabytes as f64,
            record.citations.len(),
            record.tasks.len()
        );
    }
}

/// A whole build of `count` made documents, and the peer that only indexes their text.
fn build(count: u64) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let corpus = folder.path().join("corpus");
    std::fs::create_dir_all(&corpus).expect("a folder");
    let mut dice = Dice::new(11);
    let mut bytes = 0;
    let mut texts = Vec::new();
    for serial in 1..=count {
        let text = document(&mut dice, serial);
        bytes += text.len();
        std::fs::write(corpus.join(format!("{serial:06}.txt")), &text).expect("a file");
        texts.push(text);
    }
    let start = Instant::now();
    run(Command::new(env!("CARGO_BIN_EXE_vanban"))
        .args(["build", "--index"])
        .arg(folder.path().join("index"))
        .arg(&corpus));
    let ours = start.elapsed().as_secs_f64();
    let start = Instant::now();
    plain_tantivy(&folder.path().join("peer"), &texts);
    let peer = start.elapsed().as_secs_f64();
    println!(
        "build: {count} documents, {:.1} MB: {:.0} documents/s, {:.1} MB/s; tantivy alone, default tokenizer, one stored field, texts in memory: {:.0} documents/s; ratio {:.2}",
        bytes as f64 / 1e6,
        count as f64 / ours,
        bytes as f64 / 1e6 / ours,
        count as f64 / peer,
        peer / ours
    );
}

fn plain_tantivy(folder: &Path, texts: &[String]) {
    use tantivy::schema::{STORED, Schema, TEXT};
    std::fs::create_dir_all(folder).expect("a folder");
    let mut schema = Schema::builder();
    let body = schema.add_text_field("body", TEXT | STORED);
    let index = tantivy::Index::create_in_dir(folder, schema.build()).expect("an index");
    let mut writer = index.writer_with_num_threads::<tantivy::TantivyDocument>(2, 100_000_000).expect("a writer");
    for text in texts {
        writer.add_document(tantivy::doc!(body => text.as_str())).expect("added");
    }
    writer.commit().expect("committed");
}

fn run(command: &mut Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("the program runs");
    assert!(matches!(status.code(), Some(0 | 3)), "{command:?}: {status}");
}
