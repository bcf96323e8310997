//! PATH|NUMBER on the command line: one document, several candidates, or none.

use std::io::Write;

use serde_json::json;

use super::{NOTHING, Setting, output};
use crate::index::{IndexError, Store};
use crate::record::Record;
use crate::search;
use crate::text::Text;

/// What a path or number may mean.
pub(super) enum Found {
    One(Box<(Record, Text)>),
    Several(Vec<Record>),
    None,
}

/// Looks for a path, then for a number.
pub(super) fn find(store: &Store, what: &str) -> Result<Found, IndexError> {
    if let Some(found) = store.file(what)? {
        return Ok(Found::One(Box::new(found)));
    }
    let mut bearers = search::bearers(store, what)?;
    // Copies of one file are one document.
    bearers.dedup_by(|b, a| !a.0.sha256.is_empty() && a.0.sha256 == b.0.sha256);
    Ok(match bearers.len() {
        0 => Found::None,
        1 => Found::One(Box::new(bearers.remove(0))),
        _ => Found::Several(bearers.into_iter().map(|(record, _)| record).collect()),
    })
}

impl Found {
    /// Says that nothing or several fit; never picks one silently.
    pub(super) fn tell(self, what: &str, json: bool, setting: &Setting) -> anyhow::Result<u8> {
        let lang = setting.lang;
        match self {
            Found::One(_) => Ok(0),
            Found::None => {
                output::message(&lang.pick(
                    format!("{what}: not in the index: try `vanban search {what}`"),
                    format!("{what}: chưa thấy trong kho: thử `vanban search {what}`"),
                ));
                Ok(NOTHING)
            }
            Found::Several(records) => {
                let mut out = output::out();
                for record in &records {
                    let header = record.document.clone().unwrap_or_default();
                    let code = crate::index::own_number(&header).map(|number| number.to_string());
                    if json {
                        let value = json!({
                            "candidate": code, "type_name": header.type_name, "issued_date": header.issued_date,
                            "organ_name": header.organ_name, "subject": header.subject, "path": record.path,
                        });
                        output::json(&mut out, &value)?;
                        continue;
                    }
                    let day = header.issued_date.as_deref().map(output::day);
                    let parts = [code, day, header.organ_name, header.subject];
                    let parts: Vec<String> = parts.into_iter().flatten().collect();
                    writeln!(out, "{}\n    {}", parts.join(" · "), record.path)?;
                }
                out.flush()?;
                output::message(&lang.pick(
                    format!("{what} fits {}: name one by its path", records.len()),
                    format!("{what} khớp {} văn bản: ghi đường dẫn của một văn bản", records.len()),
                ));
                Ok(NOTHING)
            }
        }
    }
}
