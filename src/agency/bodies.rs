//! Bodies of the state by name: ministries and central bodies, departments of a province, with their days.

use std::sync::LazyLock;

use super::Level;
use super::spelling::key;
use crate::date::Date;
use crate::rules;

/// One body of the table.
#[derive(Debug)]
pub(crate) struct Body {
    /// `Bộ Nội vụ`, `Sở Nội vụ`.
    pub(crate) name: &'static str,
    /// Its [`key`].
    pub(crate) key: String,
    /// As it stands in symbols: `BNV`.
    pub(crate) abbreviations: Vec<&'static str>,
    /// Central, or of every province.
    pub(crate) level: Level,
    /// `ministry`, `department`, ...
    pub(crate) kind: &'static str,
    /// First day, when it is not older than what is read; where provinces differ, the first and the last of such days.
    pub(crate) from: Option<[Date; 2]>,
    /// Last day, or the first and the last of such days.
    pub(crate) to: Option<[Date; 2]>,
    /// Who took over.
    pub(crate) successors: Vec<&'static str>,
}

impl Body {
    /// Whether it exists on `day`, wherever it is one of a province.
    pub(crate) fn is_valid(&self, day: Date) -> bool {
        self.from.is_none_or(|[_, from]| from <= day) && self.to.is_none_or(|[to, _]| day <= to)
    }

    /// Whether it may exist on `day`: in some provinces it did, in others not yet, or no more.
    pub(crate) fn may_be_valid(&self, day: Date) -> bool {
        self.from.is_none_or(|[from, _]| from <= day) && self.to.is_none_or(|[_, to]| day <= to)
    }
}

/// The table.
pub(crate) static BODIES: LazyLock<Vec<Body>> = LazyLock::new(|| {
    let listed = |field: &'static str| field.split(';').filter(|part| !part.is_empty()).collect();
    rules::BODIES
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let name = fields.next()?;
            Some(Body {
                name,
                key: key(name),
                abbreviations: listed(fields.next()?),
                level: if fields.next()? == "central" { Level::Central } else { Level::Province },
                kind: fields.next()?,
                from: days(fields.next()?),
                to: days(fields.next()?),
                successors: listed(fields.next()?),
            })
        })
        .collect()
});

/// A day, or two days with a slash between them.
fn days(field: &str) -> Option<[Date; 2]> {
    let (first, last) = field.split_once('/').unwrap_or((field, field));
    Some([first.parse().ok()?, last.parse().ok()?])
}

/// The body of the centre or the department whose name this is, or begins.
pub(crate) fn named(name: &str) -> Option<&'static Body> {
    let name = key(name);
    let begins = |body: &&Body| {
        name.strip_prefix(body.key.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    BODIES.iter().filter(begins).max_by_key(|body| body.key.len())
}

/// The central body with this abbreviation.
pub(crate) fn central_of(abbreviation: &str) -> Option<&'static str> {
    let fits = |body: &&Body| {
        body.level == Level::Central && body.abbreviations.iter().any(|own| own.eq_ignore_ascii_case(abbreviation))
    };
    BODIES.iter().find(fits).map(|body| body.name)
}

/// Whether a body, of the centre or of any province, is called so in symbols.
pub(crate) fn is_abbreviation(part: &str) -> bool {
    BODIES.iter().any(|body| body.abbreviations.contains(&part))
}

/// The body at the head of the state with which a name begins: no name of another body begins so, and what follows is
/// not part of it ("Chính phủ giao …").
pub(crate) fn complete(name: &str) -> Option<&'static str> {
    let heads = BODIES.iter().filter(|body| matches!(body.kind, "government" | "head" | "assembly"));
    heads
        .filter(|body| name.strip_prefix(body.name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
        .map(|body| body.name)
        .max_by_key(|name| name.len())
}
