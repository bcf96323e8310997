//! A number as somebody asks for it: half of it, in any order, without marks.

use super::{DocumentNumber, serial_key, symbol};

/// Part of a document number, folded for comparing: `ct 10`, `10/CT - UBND`, `30/2020/nd-cp`, `2349`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Without leading zeros.
    pub serial: Option<String>,
    /// The year inside the number, or one given beside it.
    pub year: Option<u16>,
    /// As in [`DocumentNumber::loose_key`], perhaps only its beginning: `ct`, `ct-ubnd`.
    pub symbol: Option<String>,
}

impl Asked {
    /// Reads a query that is nothing but (part of) a number: at most one serial, one year, and tokens of a symbol.
    pub fn read(query: &str) -> Option<Asked> {
        let mut asked = Asked::default();
        let mut symbol = String::new();
        let parts =
            query.split(|c: char| c.is_whitespace() || "/-_:".contains(c) || ('\u{2010}'..='\u{2015}').contains(&c));
        for part in parts.filter(|part| !part.is_empty()) {
            let lower = part.to_lowercase();
            if matches!(lower.as_str(), "số" | "so") && symbol.is_empty() && asked.serial.is_none() {
                continue;
            }
            if part.starts_with(|c: char| c.is_ascii_digit()) {
                let year = part.parse().ok().filter(|year| part.len() == 4 && (1945..2100).contains(year));
                match (&asked.serial, year) {
                    (Some(_), Some(year)) => asked.year = Some(year),
                    (None, _) if is_serial(&lower) => asked.serial = Some(serial_key(&lower)),
                    _ => return None,
                }
                continue;
            }
            if !part.chars().all(|c| c.is_ascii_alphanumeric() || "ĐđÐð&.()".contains(c)) {
                return None;
            }
            if !symbol.is_empty() {
                symbol.push('-');
            }
            symbol.push_str(part);
        }
        asked.symbol = (!symbol.is_empty()).then(|| symbol::loose_key(&symbol::canonical(&symbol)));
        (asked.serial.is_some() || asked.symbol.is_some()).then_some(asked)
    }

    /// Whether this number may be meant: what was asked for is there, the symbol from its beginning, token by token.
    pub fn fits(&self, number: &DocumentNumber) -> bool {
        let symbol = symbol::loose_key(&number.symbol);
        self.serial.as_ref().is_none_or(|serial| *serial == serial_key(&number.serial))
            && (self.year.is_none() || number.year.is_none() || self.year == number.year)
            && self.symbol.as_ref().is_none_or(|asked| {
                symbol.strip_prefix(asked.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            })
    }
}

fn is_serial(lower: &str) -> bool {
    let digits = lower.trim_end_matches(|c: char| c.is_alphabetic());
    digits.len() <= 8 && lower.len() - digits.len() <= 2 && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}
