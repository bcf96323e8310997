//! English or Vietnamese.

use std::str::FromStr;

use serde::Deserialize;

use crate::record::Relation;

/// Language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Lang {
    En,
    Vi,
}

impl Lang {
    /// What the locale asks for.
    pub(super) fn of_locale() -> Lang {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
        match set.into_iter().find(|value| !value.is_empty()) {
            Some(value) if value.starts_with("vi") => Lang::Vi,
            _ => Lang::En,
        }
    }

    /// The wording in this language.
    pub(super) fn pick<T>(self, english: T, vietnamese: T) -> T {
        match self {
            Lang::En => english,
            Lang::Vi => vietnamese,
        }
    }
}

impl FromStr for Lang {
    type Err = String;

    fn from_str(word: &str) -> Result<Lang, String> {
        match word {
            "en" => Ok(Lang::En),
            "vi" => Ok(Lang::Vi),
            _ => Err("en or vi".to_owned()),
        }
    }
}

/// The name of a relation for a person.
pub(super) fn relation(relation: Relation, lang: Lang) -> &'static str {
    let (english, vietnamese) = match relation {
        Relation::Amends => ("amends", "sửa đổi"),
        Relation::Replaces => ("replaces", "thay thế"),
        Relation::Repeals => ("repeals", "bãi bỏ"),
        Relation::RepliesTo => ("replies to", "trả lời"),
        Relation::Reminds => ("reminds of", "đôn đốc"),
        Relation::Implements => ("implements", "thực hiện"),
        Relation::Guides => ("guides", "hướng dẫn"),
        Relation::ReportsOn => ("reports on", "báo cáo"),
        Relation::ProposedBy => ("proposed by", "theo đề nghị"),
        Relation::AttachedTo => ("attached to", "kèm theo"),
        Relation::LegalBasis => ("based on", "căn cứ"),
        Relation::Mentions => ("mentions", "dẫn chiếu"),
    };
    lang.pick(english, vietnamese)
}
