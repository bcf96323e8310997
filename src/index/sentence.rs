//! Evidence widened to the sentence in which it stands, read from the stored text.

use std::collections::BTreeMap;

use super::error::IndexError;
use super::store::Store;
use crate::recognise;
use crate::record::Evidence;
use crate::text::Span;

impl Store {
    /// Widens each piece of evidence, given with the path of its record, to its sentence or its row of a table. Each
    /// text is read once.
    pub fn widen<'a>(&self, proofs: impl Iterator<Item = (&'a str, &'a mut Evidence)>) -> Result<(), IndexError> {
        let mut by_path: BTreeMap<&str, Vec<&mut Evidence>> = BTreeMap::new();
        for (path, evidence) in proofs.filter(|(_, evidence)| !evidence.quote.is_empty()) {
            by_path.entry(path).or_default().push(evidence);
        }
        for (path, proofs) in by_path {
            let Some((_, text)) = self.file(path)? else { continue };
            for evidence in proofs {
                let place = Span { start: evidence.start, end: evidence.end };
                // Evidence of another text is left as it is.
                if text.quote(place) == evidence.quote {
                    *evidence = Evidence::new(&text, recognise::sentence(&text, place), &evidence.rule);
                }
            }
        }
        Ok(())
    }

    /// The days of issue of all documents, in order, by their issuer: its unit in the register, else its name.
    pub fn days_of_issue(&self) -> Result<BTreeMap<String, Vec<String>>, IndexError> {
        let mut days: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (issuer, day) in self.issued()? {
            days.entry(issuer).or_default().push(day);
        }
        days.values_mut().for_each(|days| days.sort());
        Ok(days)
    }
}
