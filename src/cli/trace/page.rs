//! The answer of `vanban trace` as a person reads it: every unit with its state, and the sentence behind every claim.

use std::io::{Result, Write};

use crate::cli::lang::{Lang, relation};
use crate::cli::output;
use crate::record::ReportedState;
use crate::trace::{
    Candidate, Cell, Coverage, Head, Holding, Missing, NotExpanded, Note, Proof, Shown, Standing, Told, Trace, Why,
};

/// Writes the whole answer.
pub(super) fn write(out: &mut impl Write, lang: Lang, trace: &Trace) -> Result<()> {
    Page { out, lang, proofs: Vec::new() }.write(trace)
}

struct Page<'a, W> {
    out: &'a mut W,
    lang: Lang,
    /// The proofs so far: many units share a sentence, which is printed once and then named by its place here.
    proofs: Vec<Proof>,
}

impl<W: Write> Page<'_, W> {
    fn write(&mut self, trace: &Trace) -> Result<()> {
        self.head(&trace.head)?;
        for cell in &trace.cells {
            self.cell(cell)?;
        }
        let (lang, head) = (self.lang, &trace.head);
        if !head.not_expanded.is_empty() {
            self.title(
                "Not expanded, or not wholly: what it means beyond the units above counts for nobody",
                "Chưa tách được, hoặc chưa tách hết, thành từng đơn vị: phần còn lại không tính cho ai",
            )?;
        }
        for NotExpanded { phrase, obliged_by } in &head.not_expanded {
            writeln!(self.out, "  {phrase}")?;
            self.obliged_by(obliged_by)?;
        }
        if !head.others.is_empty() {
            self.title("Implementing documents of other bodies", "Văn bản triển khai của cơ quan khác")?;
        }
        for other in &head.others {
            writeln!(self.out, "  {} · {}", shown(&other.shown, true), relation(other.relation, lang))?;
            self.proof(&other.evidence)?;
        }
        if !head.reported.is_empty() {
            self.title("Said of other bodies", "Nơi khác nêu về cơ quan khác")?;
        }
        for told in &head.reported {
            writeln!(self.out, "  {}", told.unit)?;
            self.told(told)?;
        }
        writeln!(self.out, "\n{}", lang.pick(
            "A corpus cannot show absence: a unit without a document here may well have issued one. A citation does not mean that the measures are complete.",
            "Kho văn bản không chứng minh được điều không có: đơn vị chưa thấy văn bản ở đây vẫn có thể đã ban hành. Có viện dẫn không có nghĩa là đã triển khai đầy đủ.",
        ))
    }

    fn title(&mut self, english: &str, vietnamese: &str) -> Result<()> {
        writeln!(self.out, "\n{}", self.lang.pick(english, vietnamese))
    }

    fn head(&mut self, head: &Head) -> Result<()> {
        let (lang, one) = (self.lang, &head.directive);
        let day = one.issued_date.as_deref().map(output::day);
        let parts = [one.type_name.clone(), Some(one.code.clone()), day, one.organ_name.clone()];
        writeln!(self.out, "{}", parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))?;
        if let Some(subject) = &one.subject {
            writeln!(self.out, "    {subject}")?;
        }
        for path in &one.paths {
            writeln!(self.out, "    {path}")?;
        }
        if one.paths.is_empty() {
            writeln!(
                self.out,
                "    {}",
                lang.pick(
                    "only cited: its text is not in the corpus, so nobody can be said to be obliged",
                    "chỉ được viện dẫn: chưa có nguyên văn trong kho, nên chưa xác định được ai phải thực hiện"
                )
            )?;
        }
        for Note { kind, document, evidence } in &head.notes {
            let said = match *kind {
                "replaced" => lang.pick("replaced by", "đã được thay thế bởi"),
                "repealed" => lang.pick("repealed by", "đã bị bãi bỏ bởi"),
                "amended" => lang.pick("amended by", "đã được sửa đổi bởi"),
                _ => lang.pick("reminded of by", "được đôn đốc bởi"),
            };
            writeln!(self.out, "{said} {}", shown(document, true))?;
            self.proof(evidence)?;
        }
        let due = head.due_date.as_deref().map_or_else(|| lang.pick("none", "không ấn định").to_owned(), output::day);
        let as_of = output::day(&head.as_of);
        writeln!(
            self.out,
            "{}",
            lang.pick(format!("due: {due} · as of {as_of}"), format!("thời hạn: {due} · tính đến {as_of}"))
        )?;
        if one.paths.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "{}\n", sum(&head.coverage, lang))
    }

    fn cell(&mut self, cell: &Cell) -> Result<()> {
        let lang = self.lang;
        writeln!(self.out, "{} {}", sign(cell), cell.unit)?;
        let mut line = vec![state(cell, lang).to_owned()];
        let due = cell.due_date.as_deref().map(output::day);
        line.extend(due.map(|due| lang.pick(format!("due {due}"), format!("hạn {due}"))));
        if let Some(days) = cell.days {
            line.push(match cell.state {
                Standing::IssuedLate => lang.pick(format!("{days} days late"), format!("chậm {days} ngày")),
                Standing::NotSeenOverdue => lang.pick(format!("{days} days overdue"), format!("quá hạn {days} ngày")),
                Standing::NoDeadline if cell.document.is_none() => lang.pick(
                    format!("{days} days since the directive"),
                    format!("đã {days} ngày từ khi có văn bản chỉ đạo"),
                ),
                _ => String::new(),
            });
        }
        line.extend(cell.document.as_ref().map(|document| shown(document, false)));
        line.extend(cell.relation.map(|one| relation(one, lang).to_owned()));
        line.extend(cell.lag.map(|lag| lang.pick(format!("after {lag} days"), format!("sau {lag} ngày"))));
        line.extend(cell.grade.map(|grade| lang.pick(format!("grade {grade}"), format!("mức {grade}"))));
        line.retain(|part| !part.is_empty());
        writeln!(self.out, "    {}", line.join(" · "))?;
        if cell.document.is_some() {
            cell.evidence.iter().try_for_each(|proof| self.proof(proof))?;
        }
        for Missing { type_name, due_date, obliged_by } in &cell.missing {
            let due = due_date.as_deref().map(output::day);
            let due = due.map(|due| lang.pick(format!(", due {due}"), format!(", hạn {due}"))).unwrap_or_default();
            writeln!(
                self.out,
                "    {} {type_name}{due}",
                lang.pick("not seen in this corpus:", "chưa thấy trong kho:")
            )?;
            self.proof(obliged_by)?;
        }
        for told in &cell.reported {
            self.told(told)?;
        }
        for candidate in &cell.candidates {
            self.candidate(candidate, cell.document.is_some())?;
        }
        if !cell.successors.is_empty() {
            writeln!(
                self.out,
                "    {} {}",
                lang.pick("now (inferred)", "nay là (suy ra)"),
                cell.successors.join("; ")
            )?;
        }
        if cell.document.is_none() {
            writeln!(self.out, "    {}", held(&cell.held, lang))?;
            if cell.may_be_younger {
                let said = lang.pick(
                    "may be younger than the directive: the built-in register has the communes of 2025; units.tsv can tell",
                    "có thể được lập sau văn bản chỉ đạo: danh mục đơn vị có sẵn ghi các xã của năm 2025; units.tsv có thể nêu rõ",
                );
                writeln!(self.out, "    {said}")?;
            }
        }
        self.obliged_by(&cell.obliged_by)?;
        match &cell.to_do {
            Some(to_do) => self.proof(to_do),
            None => Ok(()),
        }
    }

    fn candidate(&mut self, candidate: &Candidate, decided: bool) -> Result<()> {
        let lang = self.lang;
        let opening = match decided {
            true => lang.pick("also cites it:", "cũng viện dẫn:"),
            false => lang.pick("perhaps", "có thể là"),
        };
        let why = match candidate.why.filter(|_| !decided) {
            None | Some(Why::OtherRelation) => relation(candidate.relation, lang),
            Some(Why::Draft) => lang.pick("a draft", "dự thảo"),
            Some(Why::Undated) => lang.pick("without a day", "chưa rõ ngày ban hành"),
            Some(Why::DatedBefore) => lang.pick("dated before the directive", "ngày trước văn bản chỉ đạo"),
            Some(Why::DirectiveUncertain) => {
                lang.pick("it may cite another document of this number", "có thể viện dẫn văn bản khác cùng số")
            }
            Some(Why::NotBinding) => lang.pick("only based on it", "chỉ nêu trong phần căn cứ"),
            Some(Why::IssuerUncertain) => {
                lang.pick("its issuer may be another unit", "chưa chắc do đơn vị này ban hành")
            }
            Some(Why::Report) => {
                lang.pick("a report after the due day on what was done", "báo cáo sau hạn về việc đã làm")
            }
        };
        writeln!(self.out, "    {opening} {} · {why}", shown(&candidate.shown, true))?;
        if decided { Ok(()) } else { self.proof(&candidate.evidence) }
    }

    fn told(&mut self, told: &Told) -> Result<()> {
        let lang = self.lang;
        let mut line = match told.state {
            ReportedState::Issued => lang.pick("said to have issued", "được nêu là đã ban hành").to_owned(),
            ReportedState::NotIssued => lang.pick("said not to have issued", "được nêu là chưa ban hành").to_owned(),
        };
        if let Some(code) = &told.code {
            line = format!("{line} {code}");
        }
        if let Some(day) = told.issued_date.as_deref().map(output::day) {
            line = format!("{line}, {day}");
        }
        if let Some(lag) = told.lag {
            line = lang.pick(format!("{line}, after {lag} days"), format!("{line}, sau {lag} ngày"));
        }
        if let Some(day) = told.as_of.as_deref().map(output::day) {
            line = lang.pick(format!("{line}, as of {day}"), format!("{line}, tính đến {day}"));
        }
        writeln!(
            self.out,
            "    {line} · {}",
            lang.pick(format!("grade {}", told.grade), format!("mức {}", told.grade))
        )?;
        self.proof(&told.evidence)
    }

    fn obliged_by(&mut self, proof: &Proof) -> Result<()> {
        writeln!(self.out, "    {}", self.lang.pick("obliged by", "căn cứ giao việc"))?;
        self.proof(proof)
    }

    fn proof(&mut self, proof: &Proof) -> Result<()> {
        if proof.evidence.quote.is_empty() {
            return Ok(());
        }
        if let Some(known) = self.proofs.iter().position(|known| known == proof) {
            return writeln!(self.out, "      > [{}]", known + 1);
        }
        self.proofs.push(proof.clone());
        let (lang, evidence) = (self.lang, &proof.evidence);
        let page = evidence.page.map(|page| lang.pick(format!(", page {page}"), format!(", trang {page}")));
        let quote: Vec<&str> = evidence.quote.split_whitespace().collect();
        let (number, path) = (self.proofs.len(), &proof.path);
        writeln!(self.out, "      > [{number}] {path}{}: “{}”", page.unwrap_or_default(), quote.join(" "))?;
        let mut pages: Vec<u32> = proof.also_at.iter().filter_map(|place| place.page).collect();
        pages.dedup();
        let pages: Vec<String> = pages.iter().map(u32::to_string).collect();
        match (pages.is_empty(), proof.also_at.len()) {
            (_, 0) => Ok(()),
            (false, _) => {
                writeln!(self.out, "        {} {}", lang.pick("also at page", "còn ở trang"), pages.join(", "))
            }
            (true, 1) => writeln!(self.out, "        {}", lang.pick("also at one more place", "còn ở một chỗ khác")),
            (true, more) => writeln!(
                self.out,
                "        {}",
                lang.pick(format!("also at {more} more places"), format!("còn ở {more} chỗ khác"))
            ),
        }
    }
}

/// One line for all units.
fn sum(sum: &Coverage, lang: Lang) -> String {
    let Coverage { obliged, issued, late, partial, reported, undecided, not_seen, not_held } = sum;
    let mut parts = vec![lang.pick(
        format!("{issued} of {obliged} obliged units seen to issue, {late} late"),
        format!("đã thấy {issued}/{obliged} đơn vị ban hành, {late} quá hạn"),
    )];
    let more = [
        (partial, lang.pick("in part", "mới thấy một phần")),
        (reported, lang.pick("only reported", "chỉ có nơi khác nêu")),
        (undecided, lang.pick("undecided", "chưa rõ")),
    ];
    parts.extend(more.into_iter().filter(|(count, _)| **count > 0).map(|(count, word)| format!("{count} {word}")));
    parts.push(lang.pick(format!("{not_seen} not seen"), format!("{not_seen} đơn vị chưa thấy trong kho")));
    if *not_held > 0 {
        parts.push(lang.pick(
            format!("of these {not_held} without any document in this corpus"),
            format!("trong đó {not_held} đơn vị kho không có văn bản nào"),
        ));
    }
    parts.join("; ")
}

/// How well the corpus covers a unit.
fn held(held: &Holding, lang: Lang) -> String {
    let (Some(first), Some(last)) = (&held.first, &held.last) else {
        return lang
            .pick("this corpus holds no document of this unit", "kho không có văn bản nào của đơn vị này")
            .to_owned();
    };
    let (count, first, last) = (held.documents, output::day(first), output::day(last));
    match count {
        1 => lang.pick(
            format!("this corpus holds one document of this unit, of {first}"),
            format!("kho có 1 văn bản của đơn vị này, ngày {first}"),
        ),
        _ => lang.pick(
            format!("this corpus holds {count} documents of this unit, from {first} to {last}"),
            format!("kho có {count} văn bản của đơn vị này, từ {first} đến {last}"),
        ),
    }
}

fn shown(shown: &Shown, with_path: bool) -> String {
    let day = shown.issued_date.as_deref().map(output::day);
    let name: Vec<&str> = [&shown.type_name, &shown.code].into_iter().filter_map(|part| part.as_deref()).collect();
    let name = Some(name.join(" ")).filter(|name| !name.is_empty());
    let (organ, path) =
        (shown.organ_name.clone().filter(|_| with_path), Some(shown.path.clone()).filter(|_| with_path));
    [name, day, organ, path].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The state, said so that nobody reads an accusation into it.
fn state(cell: &Cell, lang: Lang) -> &'static str {
    match (cell.state, cell.document.is_some()) {
        (Standing::NoDeadline, true) => lang.pick("issued, no deadline", "đã ban hành, không ấn định thời hạn"),
        (Standing::NoDeadline, false) => {
            lang.pick("not seen in this corpus, no deadline", "chưa thấy trong kho, không ấn định thời hạn")
        }
        (state, _) => lang.pick(super::english(state), state.in_vietnamese()),
    }
}

/// One sign before each unit, so that the eye finds the states.
fn sign(cell: &Cell) -> char {
    match cell.state {
        Standing::IssuedOnTime => '+',
        Standing::IssuedLate => '!',
        Standing::NotSeenOverdue | Standing::NotSeenInTime => '-',
        Standing::NoDeadline if cell.document.is_some() => '+',
        Standing::NoDeadline => '-',
        _ => '?',
    }
}
