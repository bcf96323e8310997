//! English or Vietnamese.

use std::str::FromStr;

use serde::Deserialize;

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
