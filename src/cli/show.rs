//! `vanban show`: one document, for a clerk to read.

use std::io::{self, Write};

use super::find::{self, Found};
use super::lang::{Lang, relation};
use super::{Setting, output};
use crate::index::own_number;
use crate::record::{Citation, Evidence, Header, Record, Status, Task};
use crate::text::Text;

/// Show what is known of one document: header, tasks, citations, and the sentences that prove it
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  vanban show 10/CT-UBND
  vanban show corpus/10-ct-ubnd.pdf --evidence
  vanban show corpus/10-ct-ubnd.pdf --text")]
pub(super) struct Args {
    /// Path of a record, or a document number
    what: String,
    /// Its text, as evidence counts bytes
    #[arg(long, conflicts_with_all = ["json", "evidence"])]
    text: bool,
    /// The record as JSON
    #[arg(long)]
    json: bool,
    /// With the sentence that proves each value
    #[arg(long, conflicts_with = "json")]
    evidence: bool,
}

pub(super) fn run(args: Args, setting: &Setting) -> anyhow::Result<u8> {
    let store = setting.store()?;
    let (mut record, text) = match find::find(&store, &args.what)? {
        Found::One(found) => *found,
        other => return other.tell(&args.what, args.json, setting),
    };
    store.mark_duplicates(&mut record)?;
    let mut out = output::out();
    if args.text {
        out.write_all(text.as_str().as_bytes())?;
    } else if args.json {
        output::json(&mut out, &record)?;
    } else {
        Page { out: &mut out, record: &record, text: &text, lang: setting.lang, evidence: args.evidence }.write()?;
    }
    out.flush()?;
    Ok(0)
}

struct Page<'a, W> {
    out: &'a mut W,
    record: &'a Record,
    text: &'a Text,
    lang: Lang,
    evidence: bool,
}

impl<W: Write> Page<'_, W> {
    fn write(&mut self) -> io::Result<()> {
        let lang = self.lang;
        if let Some(document) = &self.record.document {
            self.header(document)?;
        }
        self.file()?;
        if !self.record.tasks.is_empty() {
            writeln!(self.out, "\n{} ({})", lang.pick("Tasks", "Nhiệm vụ"), self.record.tasks.len())?;
        }
        for (at, task) in self.record.tasks.iter().enumerate() {
            self.task(at, task)?;
        }
        if !self.record.citations.is_empty() {
            writeln!(self.out, "\n{} ({})", lang.pick("Citations", "Viện dẫn"), self.record.citations.len())?;
        }
        for citation in &self.record.citations {
            self.citation(citation)?;
        }
        if !self.record.reported.is_empty() {
            writeln!(self.out, "\n{}", lang.pick("Reported of others", "Đưa tin về đơn vị khác"))?;
        }
        for (at, claim) in self.record.reported.iter().enumerate() {
            let said = match claim.state {
                crate::record::ReportedState::Issued => lang.pick("has issued", "đã ban hành"),
                crate::record::ReportedState::NotIssued => {
                    lang.pick("said not to have issued", "được nêu là chưa ban hành")
                }
            };
            let parts =
                [Some(claim.unit.as_str()), Some(said), claim.issued_code.as_deref(), claim.directive.as_deref()];
            writeln!(self.out, "  {}", parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))?;
            self.prove(&format!("/reported/{at}"))?;
        }
        if !self.record.doubts.is_empty() {
            writeln!(self.out, "\n{}", lang.pick("Worth a look", "Cần xem lại"))?;
        }
        for doubt in &self.record.doubts {
            writeln!(self.out, "  {} ({})", doubt.text, doubt.kind)?;
            if let (true, Some(evidence)) = (self.evidence, &doubt.evidence) {
                quote(self.out, evidence, lang)?;
            }
        }
        Ok(())
    }

    fn header(&mut self, document: &Header) -> io::Result<()> {
        let lang = self.lang;
        let code = own_number(document).map(|number| number.to_string());
        let status = match self.record.status {
            Some(Status::Draft) => Some(lang.pick("draft", "dự thảo").to_owned()),
            Some(Status::Template) => Some(lang.pick("template", "mẫu").to_owned()),
            _ => None,
        };
        let day = document.issued_date.as_deref().map(output::day);
        let head = [document.type_name.clone(), code, day, document.organ_name.clone(), status];
        writeln!(self.out, "{}", head.into_iter().flatten().collect::<Vec<_>>().join(" · "))?;
        if let Some(subject) = &document.subject {
            writeln!(self.out, "{subject}")?;
        }
        for field in ["code_number", "code_notation", "type_name", "issued_date", "organ_name", "subject"] {
            self.prove(&format!("/document/{field}"))?;
        }
        writeln!(self.out)?;
        self.list(lang.pick("To", "Kính gửi"), "addressees", &document.addressees)?;
        self.list(lang.pick("Recipients", "Nơi nhận"), "to_places", &document.to_places)?;
        if let Some(signatory) = &document.signatory {
            let parts = [&signatory.authority, &signatory.position, &signatory.full_name];
            let parts: Vec<&str> = parts.into_iter().filter_map(Option::as_deref).collect();
            self.line(lang.pick("Signed by", "Người ký"), &parts.join(" · "))?;
            self.prove("/document/signatory/full_name")?;
        }
        let stamps = [&document.urgency, &document.secrecy];
        for stamp in stamps.into_iter().flatten() {
            self.line(lang.pick("Stamp", "Dấu"), stamp)?;
        }
        Ok(())
    }

    fn file(&mut self) -> io::Result<()> {
        let (record, lang) = (self.record, self.lang);
        let pages = record.pages.map(|pages| lang.pick(format!(", {pages} pages"), format!(", {pages} trang")));
        let kind = if record.media_type.is_empty() { "?" } else { &record.media_type };
        let about = format!("{} ({kind}{}, {} byte)", record.path, pages.unwrap_or_default(), record.bytes);
        self.line(lang.pick("File", "Tệp"), &about)?;
        for signature in &record.signatures {
            let parts = [&signature.signer, &signature.organisation, &signature.signed_at];
            let parts: Vec<&str> = parts.into_iter().filter_map(Option::as_deref).collect();
            self.line(lang.pick("E-signature", "Chữ ký số"), &parts.join(" · "))?;
        }
        if let Some(first) = &record.duplicate_of {
            self.line(lang.pick("Same file as", "Trùng tệp"), first)?;
        }
        for twin in &record.near_duplicates {
            self.line(lang.pick("Other copy", "Bản khác"), twin)?;
        }
        if record.withheld.is_some() {
            let why = lang.pick(
                "bears a secrecy stamp; --include-secret takes it in",
                "có dấu độ mật; --include-secret để đưa vào",
            );
            self.line(lang.pick("Withheld", "Giữ lại"), why)?;
        }
        match &record.error {
            Some(error) => self.line(lang.pick("Not read", "Chưa đọc được"), &error.message),
            None => Ok(()),
        }
    }

    fn task(&mut self, at: usize, task: &Task) -> io::Result<()> {
        let lang = self.lang;
        writeln!(self.out, "  {}. {}", at + 1, task.lead.join("; "))?;
        if !task.coordinating.is_empty() {
            writeln!(self.out, "     {}: {}", lang.pick("with", "phối hợp"), task.coordinating.join("; "))?;
        }
        writeln!(self.out, "     {}", task.action)?;
        let due = task.due_date.as_deref().map(output::day);
        let deadline = [due, task.deadline_text.clone(), task.recurrence.clone()];
        let deadline: Vec<String> = deadline.into_iter().flatten().collect();
        if !deadline.is_empty() {
            writeln!(self.out, "     {}: {}", lang.pick("due", "thời hạn"), deadline.join(" · "))?;
        }
        self.prove(&format!("/tasks/{at}/lead/0"))?;
        self.prove(&format!("/tasks/{at}/action"))
    }

    fn citation(&mut self, citation: &Citation) -> io::Result<()> {
        let number = crate::index::cited_number(citation).map(|number| number.to_string());
        let day = citation.issued_date.as_deref().map(output::day);
        let name = number.or_else(|| citation.name.clone());
        let parts = [citation.type_name.clone(), name, day, citation.organ_name.clone()];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let page = citation.mentions.first().and_then(|mention| mention.page);
        let page = page.map(|page| self.lang.pick(format!(" (page {page})"), format!(" (trang {page})")));
        let relation = relation(citation.relation, self.lang);
        writeln!(self.out, "  {relation}: {}{}", parts.join(" · "), page.unwrap_or_default())?;
        if self.evidence {
            for mention in &citation.mentions {
                quote(self.out, mention, self.lang)?;
            }
        }
        Ok(())
    }

    fn list(&mut self, label: &str, field: &str, values: &[String]) -> io::Result<()> {
        for (at, value) in values.iter().enumerate() {
            self.line(if at == 0 { label } else { "" }, value)?;
            self.prove(&format!("/document/{field}/{at}"))?;
        }
        Ok(())
    }

    fn line(&mut self, label: &str, value: &str) -> io::Result<()> {
        writeln!(self.out, "{label:<14}{value}")
    }

    /// The sentence that proves the value at `pointer`.
    fn prove(&mut self, pointer: &str) -> io::Result<()> {
        debug_assert!(self.text.as_str().len() >= self.record.evidence.get(pointer).map_or(0, |proof| proof.end));
        match self.record.evidence.get(pointer) {
            Some(evidence) if self.evidence => quote(self.out, evidence, self.lang),
            _ => Ok(()),
        }
    }
}

/// A quote with its page and the rule that read it.
fn quote(out: &mut impl Write, evidence: &Evidence, lang: Lang) -> io::Result<()> {
    let page = evidence.page.map(|page| lang.pick(format!("page {page}: "), format!("trang {page}: ")));
    let line: String = evidence.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    writeln!(out, "       > {}“{line}” [{}]", page.unwrap_or_default(), evidence.rule)
}
