//! Words as they fall in real texts: a few are everywhere, most are rare (Zipf), and those of several syllables always
//! stand together.

use crate::dice::Dice;

const ONSETS: &[&str] = &[
    "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "r", "s", "t", "th", "tr", "v",
    "x",
];
/// Rimes with their vowel under each tone that they take.
const RIMES: &[&str] = &[
    "a", "à", "á", "ả", "ã", "ạ", "ai", "ài", "ái", "ải", "am", "àm", "ám", "an", "àn", "án", "ản", "ạn", "ang", "àng",
    "áng", "ảng", "ạng", "anh", "ành", "ánh", "ảnh", "ao", "ào", "áo", "ảo", "ạo", "ay", "ày", "áy", "âm", "ầm", "ân",
    "ần", "ấn", "ận", "âu", "ầu", "ấu", "ật", "ất", "ác", "ạc", "ách", "ạch", "át", "ạt", "ăn", "ắn", "ặn", "ăng",
    "ắng", "ằng", "ặng", "ắc", "ặc", "ô", "ồ", "ố", "ổ", "ộ", "ông", "ồng", "ống", "ổng", "ộng", "ôn", "ồn", "ốn",
    "ốc", "ộc", "ơ", "ờ", "ớ", "ở", "ơn", "ớn", "ơi", "ời", "ới", "ư", "ừ", "ứ", "ử", "ự", "ưng", "ừng", "ứng", "ương",
    "ường", "ướng", "ượng", "ưởng", "ước", "ược", "ười", "u", "ù", "ú", "ủ", "ụ", "ung", "ùng", "úng", "ụng", "uất",
    "uật", "uyên", "uyền", "uyện", "uyết", "uyệt", "ôi", "ồi", "ối", "ội", "ia", "ìa", "iên", "iền", "iến", "iện",
    "iết", "iệt", "iệc", "iêu", "iều", "iểu", "inh", "ình", "ính", "ịnh", "ích", "ịch", "o", "ò", "ó", "ỏ", "ong",
    "òng", "óng", "ọng", "oán", "oàn", "oạt", "e", "ề", "ế", "ể", "ệ", "ên", "ền", "ến", "ệnh",
];
/// Different words.
const WORDS: usize = 40_000;

/// Words and how often each falls.
#[derive(Debug)]
pub(crate) struct Lexicon {
    words: Vec<String>,
    /// Sums of the weights so far.
    sums: Vec<u64>,
}

impl Lexicon {
    pub(crate) fn new(dice: &mut Dice) -> Lexicon {
        let mut lexicon = Lexicon { words: Vec::new(), sums: Vec::new() };
        let mut sum = 0;
        for rank in 0..WORDS {
            let count = if rank < 300 { 1 } else { dice.number(1, 3) };
            let syllables: Vec<String> =
                (0..count).map(|_| format!("{}{}", dice.one(ONSETS), dice.one(RIMES))).collect();
            lexicon.words.push(syllables.join(" "));
            sum += 1_000_000_000 / (rank as u64 + 10);
            lexicon.sums.push(sum);
        }
        lexicon
    }

    pub(crate) fn word(&self, dice: &mut Dice) -> &str {
        let drawn = dice.number(0, self.sums.last().map_or(0, |sum| sum - 1));
        let at = self.sums.partition_point(|sum| *sum <= drawn);
        self.words.get(at).map_or("", String::as_str)
    }

    /// A sentence of so many words, with a capital and a full stop.
    pub(crate) fn sentence(&self, dice: &mut Dice, words: u64) -> String {
        let said: Vec<&str> = (0..words).map(|_| self.word(dice)).collect();
        let said = said.join(" ");
        let mut letters = said.chars();
        let first = letters.next().map(|first| first.to_uppercase().collect::<String>());
        format!("{}{}.", first.unwrap_or_default(), letters.as_str())
    }
}
