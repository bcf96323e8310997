//! Nhận dạng: text to findings. Cannot fail, and knows no file, format, index or clock.

mod actors;
mod citations;
mod cues;
mod deadline;
mod header;
mod lines;
mod mend;
mod names;
mod outline;
mod reported;
mod tasks;
mod zones;

use crate::record::Record;
use crate::rules::RuleId;
use crate::text::{Span, Text};
use crate::units::Register;

pub use citations::{CODED as CITATION_RULES, sentence};
pub use header::{BY_FILE_NAME, BY_SIGNATURE, RULES as HEADER_RULES, YEAR_BY_SIGNATURE};
pub use reported::CODED as REPORTED_RULES;
pub use tasks::RULES as TASK_RULES;
pub use zones::Zones;

/// A value, the place that shows it, and the rule that read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
    /// Which rule read it.
    pub rule: RuleId,
}

/// Fills in everything that the text says: role, header, citations, tasks, reports, doubts, and their evidence.
/// What `record` knows of its file (path, digest, signatures) is read, never changed.
pub fn recognise(text: &Text, units: &Register, record: &mut Record) {
    match mend::mended(text, units, record) {
        Some(mended) => {
            fields(&mended.text, units, record);
            mend::restore(text, &mended, record);
        }
        None => fields(text, units, record),
    }
}

/// A quote as the rules read it, where the page was recognised from an image.
pub fn as_read(quote: &str) -> String {
    mend::mended_quote(quote)
}

/// The year of a number and its day, where that is of another year.
fn other_year(year: Option<u16>, day: Option<&str>) -> Option<(u16, &str)> {
    year.zip(day).filter(|(year, day)| !day.starts_with(&year.to_string()))
}

fn fields(text: &Text, units: &Register, record: &mut Record) {
    let zones = zones::zones(text);
    let home = header::recognise(text, &zones, units, record);
    citations::recognise(text, &zones, &home, units, record);
    tasks::recognise(text, &zones, &home, units, record);
    reported::recognise(text, &zones, &home, units, record);
}
