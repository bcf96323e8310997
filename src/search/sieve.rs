//! Whether a word may be one of a few, told without writing down any form of it.

use crate::vi;

/// Folded words that are looked for in texts.
#[derive(Debug)]
pub(super) struct Sieve([u64; 16]);

impl Sieve {
    pub(super) fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Sieve {
        let mut sieve = Sieve([0; 16]);
        for word in words {
            let sum = sum(word);
            sieve.0[(sum >> 60) as usize] |= bit(sum);
        }
        sieve
    }

    /// Whether a word as it is written may fold to one of them.
    pub(super) fn may_hold(&self, raw: &str) -> bool {
        let sum = sum(raw);
        self.0[(sum >> 60) as usize] & bit(sum) != 0
    }
}

fn bit(sum: u64) -> u64 {
    1 << (sum >> 54 & 63)
}

/// The same for all words of one folded form, of which y may have become i.
pub(super) fn sum(raw: &str) -> u64 {
    let letters = raw.chars().filter_map(vi::fold_char).map(|c| if c == 'y' { 'i' } else { c });
    letters
        .fold(7, |sum: u64, c| (sum ^ u64::from(u32::from(c))).wrapping_mul(0x517c_c1b7_2722_0a95).rotate_left(29))
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::analyzer;

    #[test]
    fn a_word_is_held_however_it_is_written() {
        for raw in ["kỹ", "QUÝ", "Ðà", "hoà", "hòa", "ho\u{e0}", "hoa\u{300}", "PAPI", "10"] {
            let folded = analyzer::syllables(raw).remove(0).0.folded;
            assert!(Sieve::of([&*folded]).may_hold(raw), "{raw}");
        }
        let held = ["mot", "hai", "ba", "bon"].into_iter().filter(|word| Sieve::of(["nam"]).may_hold(word));
        assert_eq!(held.count(), 0);
    }
}
