//! Invented documents of many kinds of offices: Party, councils, unions, forces, courts, schools, firms, communes after
//! 2025-07-01. Each file holds a document and, behind `@@`, what a careful clerk writes down of it. `UPDATE=1` rewrites the
//! second part: its diff is the gain-and-loss report, and every line of it is to be read by a person.

#![allow(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

use std::fmt::Write;
use std::path::Path;

use vanban::recognise::recognise;
use vanban::record::Record;
use vanban::text::Text;
use vanban::units::Register;

/// What is compared, one value a line.
fn told(record: &Record) -> String {
    let mut out = String::new();
    let plain = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let mut line = |words: String| writeln!(out, "{words}").unwrap();
    if record.withheld.is_some() {
        line("withheld".to_owned());
        return out;
    }
    if let Some(header) = &record.document {
        let year = header.code_year.map(|year| format!("{year}/")).unwrap_or_default();
        let (number, symbol) = (plain(&header.code_number), plain(&header.code_notation));
        line(format!("{} {number}/{year}{symbol}, {}", plain(&header.type_name), plain(&header.issued_date)));
        line(format!("issuer: {} [{}]", plain(&header.organ_name), plain(&header.organ_id)));
        line(format!("subject: {}", plain(&header.subject)));
        if let Some(signatory) = &header.signatory {
            let (post, authority) = (plain(&signatory.position), plain(&signatory.authority));
            line(format!("signed: {} / {post} / {authority}", plain(&signatory.full_name)));
        }
        for (name, entries) in [("to", &header.addressees), ("copies", &header.to_places)] {
            if !entries.is_empty() {
                line(format!("{name}: {}", entries.join(" | ")));
            }
        }
        if let Some(urgency) = &header.urgency {
            line(format!("urgency: {urgency}"));
        }
    }
    for cited in &record.citations {
        let year = cited.code_year.map(|year| format!("{year}/")).unwrap_or_default();
        let number = cited
            .code_number
            .as_ref()
            .map(|serial| format!("{} {serial}/{year}{}", plain(&cited.type_name), plain(&cited.code_notation)));
        let name = number.unwrap_or_else(|| plain(&cited.name));
        let (day, organ) = (plain(&cited.issued_date), plain(&cited.organ_name));
        line(format!("{:?}: {name}, {day}, {organ}", cited.relation));
    }
    for task in &record.tasks {
        let with =
            if task.coordinating.is_empty() { String::new() } else { format!(" + {}", task.coordinating.join(" | ")) };
        let when = [&task.due_date, &task.recurrence].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
        let when = if when.is_empty() { String::new() } else { format!(" [{when}]") };
        line(format!("task: {}{with}{when}: {}", task.lead.join(" | "), task.action));
    }
    for claim in &record.reported {
        line(format!("said: {} {:?} {}", claim.unit, claim.state, plain(&claim.directive)));
    }
    for doubt in &record.doubts {
        line(format!("doubt: {}", doubt.kind));
    }
    out
}

#[test]
fn documents_of_many_offices_are_read_as_a_clerk_reads_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/offices");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let units = Register::builtin();
    let mut wrong = String::new();
    for path in files {
        let content = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
        let (document, expected) = content.split_once("\n@@\n").unwrap();
        let mut record = Record::default();
        recognise(&Text::plain(document), &units, &mut record);
        let found = told(&record);
        if found == expected {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, format!("{document}\n@@\n{found}")).unwrap();
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy();
        for line in expected.lines().filter(|line| !found.lines().any(|other| other == *line)) {
            writeln!(wrong, "{name}: lost  {line}").unwrap();
        }
        for line in found.lines().filter(|line| !expected.lines().any(|other| other == *line)) {
            writeln!(wrong, "{name}: false {line}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
