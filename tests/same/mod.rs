//! When two values say the same, and how many do.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// Case, spaces, dashes, tone placement and the common abbreviations do not count.
pub(crate) fn norm(value: &Value) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut text: String = text.nfc().collect::<String>().to_lowercase();
    for (a, b) in [("–", "-"), ("ð", "đ"), ("ubnd", "ủy ban nhân dân"), ("hđnd", "hội đồng nhân dân")] {
        text = text.replace(a, b);
    }
    let tones = [
        ("oà", "òa"),
        ("oá", "óa"),
        ("oả", "ỏa"),
        ("oã", "õa"),
        ("oạ", "ọa"),
        ("uỷ", "ủy"),
        ("uý", "úy"),
        ("uỳ", "ùy"),
    ];
    let word = |word: &str| {
        let end = tones.iter().find_map(|(a, b)| word.strip_suffix(a).map(|start| format!("{start}{b}")));
        end.unwrap_or_else(|| word.to_owned())
    };
    let text = text.split_whitespace().map(word).collect::<Vec<_>>().join(" ");
    text.trim_matches([' ', '.', ';', ',', ':', '-', '/']).to_owned()
}

/// A body: its head is the body, and the committee is its place.
pub(crate) fn body(value: &Value) -> String {
    let mut text = norm(value);
    for head in ["chủ tịch ", "giám đốc ", "thủ trưởng ", "trưởng phòng ", "bộ trưởng ", "ủy ban nhân dân "]
    {
        if let Some(rest) = text.strip_prefix(head) {
            text = rest.to_owned();
        }
    }
    // "huyện Vân Khê, tỉnh Minh Hà" and "huyện Vân Khê" are one place.
    match text.split_once(", tỉnh ") {
        Some((place, _)) => place.to_owned(),
        None => text,
    }
}

/// Trích yếu: "Về" before it does not count.
pub(crate) fn subject(value: &Value) -> String {
    let text = norm(value);
    text.strip_prefix("về việc ").or(text.strip_prefix("về ")).unwrap_or(&text).to_owned()
}

/// The kind of a doubt, whatever field it was found in.
pub(crate) fn doubt(kind: &Value) -> Value {
    match kind.as_str() {
        Some(kind) if kind.contains("impossible") => Value::from("impossible_date"),
        Some(kind) if kind.contains("symbol") && kind.contains("type") => Value::from("type_and_symbol_disagree"),
        _ => kind.clone(),
    }
}

/// The bodies of a list, sorted, a group without its exceptions.
pub(crate) fn bodies(value: &Value) -> Vec<String> {
    let cut = |name: String| {
        let name = name.split(['(']).next().unwrap_or_default().trim().to_owned();
        let name = name.split(", trừ").next().unwrap_or_default().to_owned();
        ["trừ", "không bao gồm", "ngoại trừ", "không áp dụng"].iter().fold(name, |name, word| {
            name.split(&format!(" {word} ")).next().unwrap_or_default().trim().trim_end_matches(',').to_owned()
        })
    };
    let mut names: Vec<String> = value.as_array().into_iter().flatten().map(|v| cut(body(v))).collect();
    names.sort();
    names
}

/// As written, or written out with the place: both name one unit.
pub(crate) fn same_unit(a: &str, b: &str) -> bool {
    let longer = |long: &str, short: &str| {
        long.strip_prefix(short).is_some_and(|rest| {
            [" tỉnh", " huyện ", " thị xã ", " thành phố ", " thuộc ", " cấp "]
                .iter()
                .any(|tail| rest.starts_with(tail))
        })
    };
    a == b || longer(a, b) || longer(b, a)
}

pub(crate) fn same_units(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_unit(a, b))
}

/// One to one, the best scores first.
pub(crate) fn pair(
    truth: &[&Value],
    found: &[&Value],
    least: f32,
    score: impl Fn(&Value, &Value) -> f32,
) -> Vec<(usize, usize)> {
    let mut all: Vec<(f32, usize, usize)> = Vec::new();
    for (i, a) in truth.iter().enumerate() {
        for (j, b) in found.iter().enumerate() {
            let score = score(a, b);
            if score >= least {
                all.push((score, i, j));
            }
        }
    }
    all.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)).then(x.2.cmp(&y.2)));
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (_, i, j) in all {
        if !out.iter().any(|&(a, b)| a == i || b == j) {
            out.push((i, j));
        }
    }
    out.sort_unstable();
    out
}

/// Right, missing and false, field by field.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    counts: BTreeMap<String, [usize; 3]>,
    /// Field, and one line about it.
    pub(crate) faults: Vec<(String, String)>,
}

impl Tally {
    pub(crate) fn right(&mut self, field: &str) {
        self.counts.entry(field.to_owned()).or_default()[0] += 1;
    }

    pub(crate) fn missing(&mut self, field: &str, at: &str, what: &str) {
        self.counts.entry(field.to_owned()).or_default()[1] += 1;
        self.faults.push((field.to_owned(), format!("missing  {at}: {what}")));
    }

    pub(crate) fn false_one(&mut self, field: &str, at: &str, what: &str) {
        self.counts.entry(field.to_owned()).or_default()[2] += 1;
        self.faults.push((field.to_owned(), format!("false    {at}: {what}")));
    }

    /// A single value; nothing in both is no fact.
    pub(crate) fn one(
        &mut self,
        field: &str,
        at: &str,
        truth: &Value,
        found: &Value,
        same: impl Fn(&Value, &Value) -> bool,
    ) {
        let empty = |v: &Value| v.is_null() || v == "" || v.as_array().is_some_and(Vec::is_empty);
        match (empty(truth), empty(found)) {
            (true, true) => {}
            (false, true) => self.missing(field, at, &truth.to_string()),
            (true, false) => self.false_one(field, at, &found.to_string()),
            _ if same(truth, found) => self.right(field),
            _ => self.false_one(field, at, &format!("{found}, not {truth}")),
        }
    }

    pub(crate) fn set(
        &mut self,
        field: &str,
        at: &str,
        truth: Vec<&Value>,
        found: Vec<&Value>,
        score: impl Fn(&Value, &Value) -> f32,
    ) {
        let pairs = pair(&truth, &found, 0.5, score);
        self.paired(field, at, &truth, &found, &pairs, Value::to_string);
    }

    pub(crate) fn paired(
        &mut self,
        field: &str,
        at: &str,
        truth: &[&Value],
        found: &[&Value],
        pairs: &[(usize, usize)],
        show: impl Fn(&Value) -> String,
    ) {
        for (n, value) in truth.iter().enumerate() {
            if pairs.iter().any(|&(a, _)| a == n) {
                self.right(field);
            } else {
                self.missing(field, at, &show(value));
            }
        }
        for (n, value) in found.iter().enumerate() {
            if !pairs.iter().any(|&(_, b)| b == n) {
                self.false_one(field, at, &show(value));
            }
        }
    }

    /// Counts first, then every fault below its field.
    pub(crate) fn report(&self) -> String {
        let mut out = format!("{:<32}{:>8}{:>9}{:>8}\n", "field", "right", "missing", "false");
        for (field, [right, missing, wrong]) in &self.counts {
            writeln!(out, "{field:<32}{right:>8}{missing:>9}{wrong:>8}").expect("a string");
        }
        for field in self.counts.keys() {
            let mut faults = self.faults.iter().filter(|(of, _)| of == field).peekable();
            if faults.peek().is_some() {
                writeln!(out, "\n{field}").expect("a string");
            }
            for (_, fault) in faults {
                writeln!(out, "  {fault}").expect("a string");
            }
        }
        out
    }
}
