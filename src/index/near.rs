//! Words one slip of the hand away, as a walk through the dictionary: it leaves a branch as soon as nothing fits.

/// Accepts words with one letter more, less or changed, or two neighbours changed over; a pair holds a space and is none.
pub(super) struct Near<'a>(pub(super) &'a [u8]);

/// How much of the word is read, each bit a number of its letters.
#[derive(Clone, Copy, Default)]
pub(super) struct Read {
    /// Without a slip.
    exact: u32,
    /// With one.
    slipped: u32,
    /// The second of two neighbours stood first: the first one must follow.
    swapped: u32,
}

/// Letters of the longest word.
const LONGEST: usize = 30;

impl Near<'_> {
    fn all(&self) -> u32 {
        1 << self.0.len().min(LONGEST)
    }

    /// The places at which a letter stands.
    fn places(&self, letter: u8) -> u32 {
        let places = self.0.iter().take(LONGEST).enumerate().filter(|(_, own)| **own == letter);
        places.fold(0, |all, (at, _)| all | 1 << at)
    }
}

impl tantivy_fst::Automaton for Near<'_> {
    type State = Read;

    fn start(&self) -> Read {
        Read { exact: 1, ..Read::default() }
    }

    fn is_match(&self, read: &Read) -> bool {
        (read.exact | read.slipped | read.exact << 1) & self.all() != 0
    }

    fn can_match(&self, read: &Read) -> bool {
        read.exact | read.slipped | read.swapped != 0
    }

    fn accept(&self, read: &Read, letter: u8) -> Read {
        if letter == b' ' {
            return Read::default();
        }
        let here = self.places(letter);
        let Read { exact, slipped, swapped } = *read;
        let more = exact;
        let changed = exact << 1;
        let less = (exact << 1 & here) << 1;
        let turned = (swapped & here) << 2;
        let within = (self.all() << 1) - 1;
        Read {
            exact: (exact & here) << 1 & within,
            slipped: ((slipped & here) << 1 | more | changed | less | turned) & within,
            swapped: exact & here >> 1 & within,
        }
    }
}

#[cfg(test)]
mod tests {
    use tantivy_fst::Automaton;

    use super::*;

    #[track_caller]
    fn check(word: &str, other: &str, expected: bool) {
        let near = Near(word.as_bytes());
        let read = other.bytes().fold(near.start(), |read, letter| near.accept(&read, letter));
        assert_eq!(near.is_match(&read), expected, "{other} for {word}");
    }

    #[test]
    fn one_slip_and_no_more() {
        for other in ["cahc", "cach", "cah", "cahic", "caho", "ahc", "cachc", "acahc", "cahcs", "achc"] {
            check("cahc", other, true);
        }
        for other in ["hach", "ca", "cchac", "cahcss", "cahc x", "ahcc "] {
            check("cahc", other, false);
        }
    }
}
