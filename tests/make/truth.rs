//! What a record should say, in the shape of the record.

use serde::Serialize;
use serde_json::{Value, json};

/// One line of `truth.jsonl` about a file.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Truth {
    pub(crate) path: String,
    pub(crate) role: &'static str,
    pub(crate) status: Option<&'static str>,
    pub(crate) withheld: Option<&'static str>,
    pub(crate) document: Option<Header>,
    pub(crate) citations: Vec<Citation>,
    pub(crate) tasks: Vec<Task>,
    pub(crate) reported: Vec<Reported>,
    pub(crate) edges: Vec<Edge>,
    /// Path of the first file with the same bytes.
    pub(crate) duplicate_of: Option<String>,
    /// Draft and signed copy of one document.
    pub(crate) near_duplicates: Vec<String>,
    /// Kinds, sorted.
    pub(crate) doubts: Vec<&'static str>,
    /// Which near-misses and which real cases this file was made to hold: `secrecy+`, `secrecy-`.
    pub(crate) cases: Vec<String>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Header {
    pub(crate) code_number: Option<String>,
    pub(crate) code_year: Option<i32>,
    pub(crate) code_notation: Option<String>,
    pub(crate) type_name: Option<String>,
    pub(crate) issued_date: Option<String>,
    pub(crate) issued_place: Option<String>,
    pub(crate) organ_name: Option<String>,
    pub(crate) organ_id: Option<String>,
    pub(crate) organ_literal: Option<String>,
    pub(crate) parent_literal: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) addressees: Vec<String>,
    pub(crate) to_places: Vec<String>,
    pub(crate) signatory: Option<Signatory>,
    pub(crate) urgency: Option<String>,
    pub(crate) secrecy: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Signatory {
    pub(crate) full_name: String,
    pub(crate) position: String,
    pub(crate) authority: Option<String>,
}

/// In the order of precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Relation {
    Amends,
    Replaces,
    Repeals,
    RepliesTo,
    Reminds,
    Implements,
    Guides,
    ReportsOn,
    ProposedBy,
    AttachedTo,
    LegalBasis,
    Mentions,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Citation {
    pub(crate) type_name: Option<String>,
    pub(crate) code_number: Option<String>,
    pub(crate) code_year: Option<i32>,
    pub(crate) code_notation: Option<String>,
    pub(crate) issued_date: Option<String>,
    pub(crate) organ_name: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) relation: Relation,
    pub(crate) also: Vec<Relation>,
    /// The body that acts, where it is not the document's issuer.
    pub(crate) actor: Option<String>,
}

impl Citation {
    /// The same document is cited again.
    pub(crate) fn merge(&mut self, other: Citation) {
        self.issued_date = self.issued_date.take().or(other.issued_date);
        self.organ_name = self.organ_name.take().or(other.organ_name);
        self.actor = self.actor.take().or(other.actor);
        let mut all = vec![self.relation, other.relation];
        all.extend(self.also.iter().copied());
        all.sort_unstable();
        all.dedup();
        self.relation = all.remove(0);
        self.also = all.into_iter().filter(|&r| r != Relation::Mentions).collect();
    }

    pub(crate) fn is_same(&self, other: &Citation) -> bool {
        let differ = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
        (&self.code_number, self.code_year, &self.code_notation, &self.name)
            == (&other.code_number, other.code_year, &other.code_notation, &other.name)
            && !differ(&self.issued_date, &other.issued_date)
            && !differ(&self.organ_name, &other.organ_name)
    }
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Task {
    pub(crate) lead: Vec<String>,
    pub(crate) coordinating: Vec<String>,
    pub(crate) action: String,
    pub(crate) deadline_text: Option<String>,
    pub(crate) due_date: Option<String>,
    pub(crate) recurrence: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Reported {
    pub(crate) unit: String,
    pub(crate) directive: String,
    pub(crate) state: &'static str,
    pub(crate) issued_code: Option<String>,
    /// Only where the text names the day ("tính đến ngày ..."); else what a program puts here is not compared.
    pub(crate) as_of: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Edge {
    pub(crate) from: Option<String>,
    pub(crate) from_unit: Option<String>,
    pub(crate) to: String,
    pub(crate) relation: Relation,
}

/// One line of `truth.jsonl` about a directive.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Trace {
    pub(crate) directive: Value,
    pub(crate) as_of: String,
    pub(crate) cells: Vec<Cell>,
    /// Units that an open group phrase ("ban, ngành") may hold, and names that no register knows: a line about
    /// them is neither asked for nor false.
    pub(crate) apart: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Cell {
    pub(crate) unit: String,
    pub(crate) unit_id: String,
    /// Every state that the definitions admit, most fitting first; nearly always one.
    pub(crate) states: Vec<&'static str>,
    pub(crate) grade: Option<&'static str>,
    /// Days late, overdue, or since the directive where it sets no deadline; null where the definitions name none.
    pub(crate) days: Option<i32>,
    /// The unit's own document in the corpus.
    pub(crate) document: Option<String>,
    pub(crate) relation: Option<Relation>,
}

impl Trace {
    pub(crate) fn new(code: &str, organ_name: &str, year: i32, path: &str, as_of: String) -> Trace {
        let directive = json!({ "code": code, "organ_name": organ_name, "year": year, "path": path });
        Trace { directive, as_of, cells: Vec::new(), apart: Vec::new() }
    }
}
